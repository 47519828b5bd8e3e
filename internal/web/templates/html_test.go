package templates_test

import (
	"bytes"
	"context"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/a-h/templ"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// recorder is a context that remembers which templates asked it whether to go
// on: every generated template does so first. It keeps the place in the source
// and not the function, whose name is lost where the compiler inlines it.
type recorder struct {
	context.Context
	seen map[string][]int // lines by file, as in "ui/icon_templ.go"
}

func (r *recorder) Err() error {
	var pcs [128]uintptr
	frames := runtime.CallersFrames(pcs[:runtime.Callers(2, pcs[:])])
	for more := true; more; {
		var fr runtime.Frame
		fr, more = frames.Next()
		if strings.HasSuffix(fr.File, "_templ.go") {
			file := filepath.Base(filepath.Dir(fr.File)) + "/" + filepath.Base(fr.File)
			r.seen[file] = append(r.seen[file], fr.Line)
			break
		}
	}
	return r.Context.Err()
}

func newRecorder() *recorder {
	return &recorder{Context: context.Background(), seen: map[string][]int{}}
}

func render(t *testing.T, ctx context.Context, c templ.Component) string {
	t.Helper()
	var b bytes.Buffer
	if err := c.Render(ctx, &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestEveryTemplateWasRendered(t *testing.T) {
	r := newRecorder()
	for _, p := range pages() {
		render(t, r, p.content)
	}
	files, err := filepath.Glob("*/*_templ.go")
	if err != nil || len(files) == 0 {
		t.Fatalf("no generated templates: %v", err)
	}
	for _, file := range files {
		fset := token.NewFileSet()
		f, err := parser.ParseFile(fset, file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range f.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || fn.Recv != nil {
				continue
			}
			from, to := fset.Position(fn.Pos()).Line, fset.Position(fn.End()).Line
			if !slices.ContainsFunc(r.seen[filepath.ToSlash(file)], func(line int) bool { return from <= line && line <= to }) {
				t.Errorf("%s.%s was never rendered", filepath.Dir(file), fn.Name.Name)
			}
		}
	}
}

// TestPages holds every page against the rules of the house. With
// STINT_PAGES_DIR set it leaves them there to be looked at.
func TestPages(t *testing.T) {
	dump := os.Getenv("STINT_PAGES_DIR")
	for _, p := range pages() {
		t.Run(p.name, func(t *testing.T) {
			text := render(t, context.Background(), p.content)
			if dump != "" {
				if err := os.WriteFile(filepath.Join(dump, p.name+".html"), []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			if p.fragment {
				text = "<!DOCTYPE html><html lang=en><head><title>x</title></head><body><main><h1>x</h1><h2>y</h2>" + text + "</main></body></html>"
			}
			checkDocument(t, text)
		})
	}
}

// checkDocument holds a page against the rules of the house and of HTML.
func checkDocument(t *testing.T, text string) {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	count, ids := map[string]int{}, map[string]*html.Node{}
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		count[n.Data]++
		if i := attr(n, "id"); i != "" {
			if ids[i] != nil {
				t.Errorf("id %q stands twice", i)
			}
			ids[i] = n
		}
	}
	if count["h1"] != 1 || count["main"] != 1 {
		t.Errorf("%d h1 and %d main, want one each", count["h1"], count["main"])
	}
	if count["style"] > 0 {
		t.Error("a style element")
	}
	level := 1
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode {
			checkElement(t, n, ids)
			level = checkHeading(t, n, level)
		}
	}
	checkNesting(t, text)
}

// checkHeading refuses a heading that skips a level.
func checkHeading(t *testing.T, n *html.Node, level int) int {
	t.Helper()
	if len(n.Data) != 2 || n.Data[0] != 'h' || n.Data[1] < '1' || n.Data[1] > '6' || inside(n, func(p *html.Node) bool { return strings.Contains(attr(p, "class"), "prose") }) {
		return level
	}
	next := int(n.Data[1] - '0')
	if next > level+1 {
		t.Errorf("h%d %q follows h%d", next, textOf(n), level)
	}
	if strings.TrimSpace(textOf(n)) == "" && n.Data != "h1" {
		t.Errorf("an empty %s", n.Data)
	}
	return next
}

func checkElement(t *testing.T, n *html.Node, ids map[string]*html.Node) {
	t.Helper()
	for _, a := range n.Attr {
		switch {
		case a.Key == "style" || strings.HasPrefix(a.Key, "on") || strings.HasPrefix(a.Key, "hx-on"):
			t.Errorf("<%s> has an inline %s", n.Data, a.Key)
		case strings.Contains(strings.ToLower(a.Val), "javascript:") && slices.Contains([]string{"href", "src", "action", "formaction", "hx-post", "hx-get"}, a.Key):
			t.Errorf("<%s %s> leads to %q", n.Data, a.Key, a.Val)
		case slices.Contains([]string{"for", "aria-labelledby", "aria-describedby", "aria-controls", "list", "popovertarget", "data-dialog"}, a.Key):
			for _, i := range strings.Fields(a.Val) {
				if ids[i] == nil {
					t.Errorf("<%s %s=%q> names what is not there", n.Data, a.Key, i)
				}
			}
		}
	}
	switch n.DataAtom {
	case atom.Script:
		if attr(n, "src") == "" {
			t.Error("an inline script")
		}
	case atom.Input, atom.Select, atom.Textarea:
		if attr(n, "type") != "hidden" && !labelled(n, ids) {
			t.Errorf("<%s name=%q id=%q> has no label", n.Data, attr(n, "name"), attr(n, "id"))
		}
	case atom.Button, atom.A:
		if strings.TrimSpace(textOf(n)) == "" && attr(n, "aria-label") == "" {
			t.Errorf("<%s %v> says nothing", n.Data, n.Attr)
		}
	case atom.Form:
		checkForm(t, n)
	}
}

func checkForm(t *testing.T, n *html.Node) {
	t.Helper()
	if inside(n, func(p *html.Node) bool { return p.DataAtom == atom.Form }) {
		t.Error("a form inside a form")
	}
	if attr(n, "method") != "post" {
		return
	}
	keys := 0
	for c := range n.Descendants() {
		if c.DataAtom == atom.Input && attr(c, "name") == "key" {
			keys++
		}
	}
	if keys != 1 {
		t.Errorf("the form of %s has %d idempotency keys", attr(n, "action"), keys)
	}
}

func labelled(n *html.Node, ids map[string]*html.Node) bool {
	if attr(n, "aria-label") != "" || attr(n, "aria-labelledby") != "" || inside(n, func(p *html.Node) bool { return p.DataAtom == atom.Label }) {
		return true
	}
	root := n
	for root.Parent != nil {
		root = root.Parent
	}
	for l := range root.Descendants() {
		if l.DataAtom == atom.Label && attr(l, "for") != "" && attr(l, "for") == attr(n, "id") {
			return true
		}
	}
	return false
}

// checkNesting compares the elements as they are written with those that a
// parser makes of them: where it had to repair, the order differs.
func checkNesting(t *testing.T, text string) {
	t.Helper()
	void := []string{"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
	var open []string
	z := html.NewTokenizer(strings.NewReader(text))
	for {
		switch z.Next() {
		case html.ErrorToken:
			if len(open) > 0 {
				t.Errorf("left open: %v", open)
			}
			return
		case html.StartTagToken:
			name, _ := z.TagName()
			tag := string(name)
			if slices.Contains(open, "p") && slices.Contains([]string{"p", "div", "ul", "ol", "form", "section", "table", "h1", "h2", "h3", "dl", "details", "header"}, tag) {
				t.Errorf("<%s> inside <p>: %v", tag, open)
			}
			if !slices.Contains(void, tag) {
				open = append(open, tag)
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			if len(open) == 0 || open[len(open)-1] != string(name) {
				t.Errorf("</%s> closes %v", name, open)
				return
			}
			open = open[:len(open)-1]
		}
	}
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func inside(n *html.Node, is func(*html.Node) bool) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		if is(p) {
			return true
		}
	}
	return false
}

func textOf(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

const payload = `"'></title></textarea></script><script>alert(1)</script><img src=x onerror=alert(1)>{{7*7}}`

// hostile returns a copy of v in which every free text is an attack and every
// address runs code. Ids and states are ours, and rendered Markdown was cleaned.
func hostile[T any](v T) T {
	out := reflect.New(reflect.TypeOf(v)).Elem()
	attack(out, reflect.ValueOf(v), "")
	return out.Interface().(T)
}

var ours = regexp.MustCompile(`^(ID|Icon|Go|Code|Digest)$`)

func attack(dst, src reflect.Value, name string) {
	switch src.Kind() {
	case reflect.String:
		dst.Set(src)
		if src.Type() != reflect.TypeFor[string]() || ours.MatchString(name) || src.Len() == 0 {
			return
		}
		if strings.HasSuffix(name, "Href") || name == "Evidence" || name == "Link" {
			dst.SetString("javascript:alert(1)")
		} else {
			dst.SetString(payload)
		}
	case reflect.Struct:
		dst.Set(src)
		for i := range src.NumField() {
			if src.Type().Field(i).IsExported() {
				attack(dst.Field(i), src.Field(i), src.Type().Field(i).Name)
			}
		}
	case reflect.Pointer:
		if src.IsNil() || src.Type().Elem().Kind() != reflect.Struct || strings.HasPrefix(src.Type().Elem().PkgPath(), "time") {
			dst.Set(src)
			return
		}
		dst.Set(reflect.New(src.Type().Elem()))
		attack(dst.Elem(), src.Elem(), name)
	case reflect.Slice:
		if src.IsNil() {
			return
		}
		dst.Set(reflect.MakeSlice(src.Type(), src.Len(), src.Len()))
		for i := range src.Len() {
			attack(dst.Index(i), src.Index(i), name)
		}
	default:
		dst.Set(src)
	}
}
