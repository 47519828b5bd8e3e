package markdown

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/util"
	"pgregory.net/rapid"
)

// mustRender renders a text that is within the limits.
func mustRender(t testing.TB, text string, o Options) string {
	t.Helper()
	h, err := Render(text, o)
	if err != nil {
		t.Fatalf("%.60q: %v", text, err)
	}
	return h.String()
}

func TestRender(t *testing.T) {
	const outside = ` rel="noopener noreferrer nofollow"`
	cases := []struct{ name, text, want string }{
		{"nothing", "", ""},
		{"paragraphs", "one\ntwo\n\nthree", "<p>one\ntwo</p>\n<p>three</p>\n"},
		{"line breaks", "one  \ntwo\\\nthree<br>four<BR />five", "<p>one<br>\ntwo<br>\nthree<br>\nfour<br>\nfive</p>\n"},
		{"emphasis", "*a* **b** ***c*** ~~d~~ ~e~ snake_case_word", "<p><em>a</em> <strong>b</strong> <em><strong>c</strong></em> <del>d</del> <del>e</del> snake_case_word</p>\n"},
		{"headings", "# a\n\n###### b\n\nc\n===", "<h2>a</h2>\n<h6>b</h6>\n<h2>c</h2>\n"},
		{"lists", "- a\n- b\n  1. c\n  2. d\n\n3. e", "<ul>\n<li>a</li>\n<li>b\n<ol>\n<li>c</li>\n<li>d</li>\n</ol>\n</li>\n</ul>\n<ol start=\"3\">\n<li>e</li>\n</ol>\n"},
		{"loose list", "- a\n\n- b", "<ul>\n<li><p>a</p>\n</li>\n<li><p>b</p>\n</li>\n</ul>\n"},
		{"tasks", "- [ ] a\n- [x] b", "<ul>\n" +
			`<li class="task"><input type="checkbox" disabled="" aria-label="Not done"> a</li>` + "\n" +
			`<li class="task"><input type="checkbox" disabled="" checked="" aria-label="Done"> b</li>` + "\n</ul>\n"},
		{"quote", "> a\n> > b", "<blockquote>\n<p>a</p>\n<blockquote>\n<p>b</p>\n</blockquote>\n</blockquote>\n"},
		{"rule", "---", "<hr>\n"},
		{"code", "`a<b` ``c`d``\n\n    e & f\n\n```go\ng\n\n\n\nh\n```", "<p><code>a&lt;b</code> <code>c`d</code></p>\n" +
			"<pre tabindex=\"0\"><code>e &amp; f\n</code></pre>\n<pre tabindex=\"0\"><code>g\n\n\n\nh\n</code></pre>\n"},
		{"table", "| a | b | c |\n|---|--:|:-:|\n| 1 | `x\\|y` | 3 |", `<div class="wide" role="region" tabindex="0" aria-label="Table"><table class="table"><thead>` +
			`<tr><th scope="col">a</th><th scope="col" class="num">b</th><th scope="col" class="center">c</th></tr>` + "\n" +
			`</thead><tbody><tr><td>1</td><td class="num"><code>x|y</code></td><td class="center">3</td></tr>` + "\n</tbody></table></div>\n"},
		{"table without rows", "|a|\n|-|", `<div class="wide" role="region" tabindex="0" aria-label="Table"><table class="table"><thead>` +
			`<tr><th scope="col">a</th></tr>` + "\n</thead></table></div>\n"},
		{"links", "[a](https://example.com/x?y=1&z=2 \"title\") [b](/programs/1) [c](mailto:d@example.com)",
			`<p><a href="https://example.com/x?y=1&amp;z=2"` + outside + `>a</a> <a href="/programs/1">b</a> <a href="mailto:d@example.com">c</a></p>` + "\n"},
		{"links to nowhere safe", "[a](javascript:alert) [b](x.md) [c](#top) [d](//example.com) [e](ftp://example.com)", "<p>a b c d e</p>\n"},
		{"reference", "[a][r] [r] [R][]\n\n[r]: https://example.com", `<p><a href="https://example.com"` + outside + `>a</a> <a href="https://example.com"` + outside + `>r</a> <a href="https://example.com"` + outside + `>R</a></p>` + "\n"},
		{"addresses", "see https://example.com/a_(b). Or (www.example.com), or <http://example.com>, or me@example.com!",
			`<p>see <a href="https://example.com/a_(b)"` + outside + `>https://example.com/a_(b)</a>. Or (<a href="http://www.example.com"` + outside + `>www.example.com</a>), or ` +
				`<a href="http://example.com"` + outside + `>http://example.com</a>, or <a href="mailto:me@example.com">me@example.com</a>!</p>` + "\n"},
		{"image", "![A *cat*](https://example.com/cat.png) ![](/c.png) ![x](data:y)",
			`<p><a href="https://example.com/cat.png"` + outside + `>A cat</a> <a href="/c.png">Image</a> x</p>` + "\n"},
		{"image in a link", "[![logo](/l.png) home](/)", `<p><a href="/">logo home</a></p>` + "\n"},
		{"address in a link", "[<https://example.com>](/)", `<p><a href="/">https://example.com</a></p>` + "\n"},
		{"HTML", "a <b onclick=\"x\">b</b> <!-- c --> <i\nd>e</i>\n\n<div>\nf\n</div>\n\ng < h > i", "<p>a b  e</p>\n<p>g &lt; h &gt; i</p>\n"},
		{"entities", "&amp; &copy; &#65; &notit; \\&amp; &bogus; \\* 1 < 2", "<p>&amp; © A &amp;notit; &amp;amp; &amp;bogus; * 1 &lt; 2</p>\n"},
		{"characters", "a\x00b\xffc\r\nd", "<p>a\uFFFDb\uFFFDc\nd</p>\n"},
	}
	for _, c := range cases {
		if got := mustRender(t, c.text, Options{}); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, got, c.want)
		}
	}
}

func TestHeadingLevels(t *testing.T) {
	const text = "# a\n\n## b\n\n### c\n\n#### d"
	for top, want := range map[int]string{
		0: "h2 h3 h4 h5", 1: "h2 h3 h4 h5", 2: "h2 h3 h4 h5", 3: "h3 h4 h5 h6", 4: "h4 h5 h6 h6", 6: "h6 h6 h6 h6", 9: "h6 h6 h6 h6", -3: "h2 h3 h4 h5",
	} {
		var levels []string
		for line := range strings.Lines(mustRender(t, text, Options{Top: top})) {
			levels = append(levels, line[1:3])
		}
		if got := strings.Join(levels, " "); got != want {
			t.Errorf("with the top at %d the levels are %s, want %s", top, got, want)
		}
	}
}

func TestInline(t *testing.T) {
	for text, want := range map[string]string{
		"Read *this* [page](/p)": `Read <em>this</em> <a href="/p">page</a>`,
		"# not a heading":        "# not a heading",
		"1. 1. not a list":       "1. 1. not a list",
		"- [ ] not a task":       "- [ ] not a task",
		"> not a quote":          "&gt; not a quote",
		"    not code":           "not code",
		"one\n\ntwo":             "one two",
		"a\n---":                 "a ---",
		"[r]: https://x.example": `[r]: <a href="https://x.example" rel="noopener noreferrer nofollow">https://x.example</a>`,
		"|a|\n|-|":               "|a| |-|",
		"<script>alert(1)":       "alert(1)",
		"a\x00":                  "a\uFFFD",
		"a<br>b&#10;c":           "a b c",
		"":                       "",
	} {
		if got := Inline(text).String(); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
	if got := Inline(strings.Repeat("[a](", MaxNote/4)).String(); !strings.HasPrefix(got, "[a]([a](") || len(got) != MaxNote {
		t.Errorf("a line beyond the limits is %.40q…", got)
	}
}

// TestWords makes sure that what is taken for mere words is read as such.
func TestWords(t *testing.T) {
	pieces := []string{"a", "B", " ", "1.", "- ", "#", ">", "\"", "'", "|", "-", "=", "!", "(", ")", ":", "/", "+", ".", "www", "http:", "é", "^", "{", "}", "$", "\t", "\n"}
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOf(rapid.SampledFrom(pieces)).Draw(t, "pieces"), "")
		line := strings.Join(strings.Fields(text), " ")
		if !areWords(line) {
			return
		}
		read, err := renderInline(text)
		if got := Inline(text).String(); err != nil || got != read {
			t.Fatalf("%q is %q, read as %q, %v", text, got, read, err)
		}
		if label, err := readLabel(text); err != nil || label != line || Label(text) != line {
			t.Fatalf("%q has the label %q, read as %q, %v", text, line, label, err)
		}
	})
}

func TestPlain(t *testing.T) {
	for text, want := range map[string]string{
		"a *b* <c>\n\n- d\n": "<p>a *b* &lt;c&gt;<br>\n<br>\n- d</p>\n",
		" \n ":               "",
	} {
		if got := Plain(text).String(); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

func TestHTML(t *testing.T) {
	h := Inline("*a*")
	var b bytes.Buffer
	if err := h.Render(context.Background(), &b); err != nil || b.String() != "<em>a</em>" || h.IsZero() {
		t.Errorf("written as %q, %v", b.String(), err)
	}
	if !(HTML{}).IsZero() {
		t.Error("the zero HTML is something")
	}
}

// TestLikeStockParser compares texts of random pieces with what the Markdown
// parser makes of them with the parsers that this package replaces. It differs in
// two details: it takes <?> for HTML, and no ~ after an escaped one.
func TestLikeStockParser(t *testing.T) {
	stock := stockParser()
	pieces := []string{
		"a", "b c", " ", "\n", "\n\n", "*", "**", "***", "_", "__", "~", "~~", "~~~", "`", "``", "\\", "[", "]", "](", ")", "![", "[r]", "[r]: /x\n",
		"(", "<", ">", "<b>", "</b>", "<b c='d'", " e=\"f\"", " g=h", "/>", "<!--", "-->", "<?", "?>", "<![CDATA[", "]]>", "<!X", "<http://a.b>",
		"<a@b.c>", "<x:>", "<div", "<pre>", "</pre>", "\n<script>", "</script>\n", "- ", "1. ", "> ", "    ", "# ", "|", "|-|", "\n---\n", "&amp;", "\"", "'", "=", "é",
	}
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 1, 14).Draw(t, "pieces"), "")
		if strings.Contains(text, "<?>") || strings.Contains(text, `\~`) {
			return
		}
		ours, theirs := renderWith(textParser, text), renderWith(stock, text)
		if ours != theirs {
			t.Fatalf("%q\n is %s\nnot %s", text, ours, theirs)
		}
	})
}

func stockParser() parser.Parser {
	p := parser.NewParser(
		parser.WithBlockParsers(parser.DefaultBlockParsers()...),
		parser.WithInlineParsers(parser.DefaultInlineParsers()...),
		parser.WithParagraphTransformers(parser.DefaultParagraphTransformers()...),
	)
	p.AddOptions(
		parser.WithInlineParsers(
			util.Prioritized(extension.NewTaskCheckBoxParser(), 0),
			util.Prioritized(extension.NewStrikethroughParser(), 500),
			util.Prioritized(extension.NewLinkifyParser(), 999),
		),
		parser.WithParagraphTransformers(util.Prioritized(extension.NewTableParagraphTransformer(), 200)),
		parser.WithASTTransformers(util.Prioritized(extension.NewTableASTTransformer(), 0)),
	)
	return p
}

func renderWith(p parser.Parser, text string) (markup string) {
	var err error
	defer func() {
		if err != nil {
			markup = err.Error()
		}
	}()
	defer catch(&err)
	doc := parse(p, text, Note)
	w := writer{source: doc.source, top: 2}
	w.children(doc.root)
	return w.String()
}

// TestRealPages renders the program pages that are used for tests.
func TestRealPages(t *testing.T) {
	root := os.Getenv("STINT_TEST_PAGES")
	if root == "" {
		t.Skip("STINT_TEST_PAGES is not set: no pages to render")
	}
	var pages []string
	for _, folder := range []string{"seed", "programs"} {
		found, err := filepath.Glob(filepath.Join(root, folder, "*.md"))
		if err != nil || len(found) == 0 {
			t.Fatalf("no pages in %s of %s: %v", folder, root, err)
		}
		pages = append(pages, found...)
	}
	for _, page := range pages {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		checkRender(t, string(text), Options{Profile: Page})
		if out := mustRender(t, string(text), Options{Profile: Page}); strings.Count(out, "<li") < strings.Count(string(text), "\n- ")/2 {
			t.Errorf("%s lost its lists", page)
		}
		if lines := strings.Count(Text(string(text)), "\n"); lines < strings.Count(string(text), "\n")/3 {
			t.Errorf("%s has %d lines of plain text", page, lines)
		}
	}
}
