package apptest

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// Page is an answer to a browser, read as HTML.
type Page struct {
	Status int
	URL    *url.URL // after redirects
	Trail  []string // the addresses that redirected here, in order
	Header http.Header
	Body   string

	t    testing.TB
	root *Element
}

// Element is a node of a page.
type Element struct {
	*html.Node
	t testing.TB
}

func newPage(t testing.TB, answer *http.Response, body string, trail []string) *Page {
	t.Helper()
	node, err := html.Parse(strings.NewReader(body))
	if err != nil {
		t.Fatalf("%s is not HTML: %v", answer.Request.URL, err)
	}
	return &Page{
		Status: answer.StatusCode, URL: answer.Request.URL, Trail: trail, Header: answer.Header, Body: body,
		t: t, root: &Element{node, t},
	}
}

// Path is the address of the page with its query, without the server.
func (p *Page) Path() string { return p.URL.RequestURI() }

// Find returns the first element that a selector matches. Where there is none,
// the test ends.
func (p *Page) Find(selector string) *Element {
	p.t.Helper()
	found := p.All(selector)
	if len(found) == 0 {
		p.t.Fatalf("%s (%d) has no %s:\n%s", p.Path(), p.Status, selector, p.Excerpt())
	}
	return found[0]
}

// All returns every element that a selector matches, in the order of the page.
func (p *Page) All(selector string) []*Element { p.t.Helper(); return p.root.All(selector) }

// Has reports whether a selector matches anything.
func (p *Page) Has(selector string) bool { p.t.Helper(); return len(p.All(selector)) > 0 }

// Text returns the words of the first element that a selector matches, with
// single blanks between them; "" where there is none.
func (p *Page) Text(selector string) string {
	p.t.Helper()
	if found := p.All(selector); len(found) > 0 {
		return found[0].Text()
	}
	return ""
}

// Says reports whether words stand on the page, whatever the blanks between
// them.
func (p *Page) Says(words string) bool {
	return strings.Contains(p.root.Text(), strings.Join(strings.Fields(words), " "))
}

// Toast is what the page tells about the change before it; "" where it does not.
func (p *Page) Toast() string { p.t.Helper(); return p.Text(".toast") }

// Title is the page's heading.
func (p *Page) Title() string { p.t.Helper(); return p.Text("h1") }

// Problems returns the messages of the summary above a form that came back.
func (p *Page) Problems() []string {
	p.t.Helper()
	var all []string
	for _, e := range p.All("#problems li") {
		all = append(all, e.Text())
	}
	return all
}

// Excerpt is the beginning of what the page says, for messages of tests.
func (p *Page) Excerpt() string {
	words := p.root.Text()
	if len(words) > 2000 {
		words = words[:2000] + " …"
	}
	return words
}

// Want ends the test where the page did not come with a status.
func (p *Page) Want(status int) *Page {
	p.t.Helper()
	if p.Status != status {
		p.t.Fatalf("%s answers %d, want %d:\n%s", p.Path(), p.Status, status, p.Excerpt())
	}
	return p
}

// All returns every element inside that a selector matches, in order.
func (e *Element) All(text string) []*Element {
	e.t.Helper()
	s, err := parseSelector(text)
	if err != nil {
		e.t.Fatal(err)
	}
	var found []*Element
	for n := range e.Descendants() {
		if s.matches(n) {
			found = append(found, &Element{n, e.t})
		}
	}
	return found
}

// Find returns the first element inside that a selector matches. Where there is
// none, the test ends.
func (e *Element) Find(selector string) *Element {
	e.t.Helper()
	found := e.All(selector)
	if len(found) == 0 {
		e.t.Fatalf("<%s> has no %s: %s", e.Data, selector, e.Text())
	}
	return found[0]
}

// Attr is an attribute; "" where there is none.
func (e *Element) Attr(name string) string { return attr(e.Node, name) }

// HasAttr reports whether there is an attribute.
func (e *Element) HasAttr(name string) bool { _, has := attrOf(e.Node, name); return has }

// Text is what stands in the element for readers, with single blanks.
func (e *Element) Text() string {
	var words []string
	var visit func(*html.Node)
	visit = func(n *html.Node) {
		switch {
		case n.Type == html.TextNode:
			words = append(words, n.Data)
		case n.Type == html.ElementNode && (n.Data == "script" || n.Data == "style" || n.Data == "template" || n.Data == "head"):
			return
		case n.Type == html.ElementNode && !inline[n.Data]:
			words = append(words, " ")
		}
		for child := range n.ChildNodes() {
			visit(child)
		}
		if n.Type == html.ElementNode && !inline[n.Data] {
			words = append(words, " ")
		}
	}
	visit(e.Node)
	return strings.Join(strings.Fields(strings.Join(words, "")), " ")
}

// inline are the elements that do not part the words before them from those
// after them.
var inline = map[string]bool{
	"a": true, "abbr": true, "b": true, "bdi": true, "cite": true, "code": true, "del": true, "em": true, "i": true, "ins": true,
	"kbd": true, "mark": true, "q": true, "s": true, "small": true, "span": true, "strong": true, "sub": true, "sup": true, "time": true, "u": true,
}
