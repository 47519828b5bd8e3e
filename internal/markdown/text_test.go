package markdown

import (
	"strings"
	"testing"
)

func TestText(t *testing.T) {
	cases := []struct{ name, text, want string }{
		{"nothing", "", ""},
		{"paragraphs", "# A *title*\n\none\ntwo  \nthree<br>four\n\nfive", "A title\n\none\ntwo\nthree\nfour\n\nfive"},
		{"links", "[a](https://example.com/x) <https://example.com> https://example.com/y [https://example.com/z](https://example.com/z) [b](javascript:x) ![c](/d)",
			"a (https://example.com/x) https://example.com https://example.com/y https://example.com/z b c (/d)"},
		{"lists", "- a\n- b\n  1. c\n  2. d\n     more\n- [x] e\n\n7. f\n\n   g\n\n8. h\n-", "- a\n- b\n  1. c\n  2. d\n     more\n- [x] e\n\n7. f\n\n   g\n\n8. h\n\n-"},
		{"quote", "> a\n>\n> > b", "> a\n>\n> > b"},
		{"code", "```\nx  <\n\n  y\n```\n\n---\n\n`a  b`", "x  <\n\n  y\n\n---\n\na  b"},
		{"table", "|a|b|\n|-|-|\n|1|[2](/x)|\n|*3*<br>4||", "a | b\n1 | 2 (/x)\n3 4 |"},
		{"entities", "&lt;b&gt; \\*c\\* <i>d</i>", "<b> *c* d"},
	}
	for _, c := range cases {
		if got := Text(c.text); got != c.want {
			t.Errorf("%s:\n got %q\nwant %q", c.name, got, c.want)
		}
	}
}

func TestLabel(t *testing.T) {
	for text, want := range map[string]string{
		"Read *this*\n[page](/p)  now": "Read this page now",
		"a&#10;b<br>c":                 "a b c",
		"`x` ![y](/z) ~~w~~ <b>v</b>":  "x y w v",
		"1. a":                         "1. a",
		"":                             "",
	} {
		if got := Label(text); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

func TestTextBeyondLimits(t *testing.T) {
	text := " " + strings.Repeat("[a](", MaxNote/4) + "\n"
	if got := Text(text); got != strings.TrimSpace(text) {
		t.Errorf("a text beyond the limits is %.40q…", got)
	}
	if got := Label(text); got != strings.TrimSpace(text) {
		t.Errorf("a label beyond the limits is %.40q…", got)
	}
	references := "[a]: https://example.com/" + strings.Repeat("a", 2000) + "\n\n" + strings.Repeat("[b][a] ", 1000)
	if got := Text(references); got != strings.TrimSpace(references) {
		t.Errorf("a text that grows too large is %.40q… of %d bytes", got, len(got))
	}
	if got := Text(strings.Repeat(">", MaxDepth+1) + "a"); !strings.HasPrefix(got, ">>>>") {
		t.Errorf("a text that is too deep is %q", got)
	}
}

func TestSafeAddress(t *testing.T) {
	cases := []struct {
		address, want string
		elsewhere     bool
	}{
		{"https://example.com", "https://example.com", true},
		{" https://example.com/a b?c=d e#f ", "https://example.com/a%20b?c=d e#f", true},
		{"HTTP://Example.com/é", "http://Example.com/%C3%A9", true},
		{"https://bücher.example/", "https://b%C3%BCcher.example/", true},
		{"http://localhost:8080/x", "http://localhost:8080/x", true},
		{"/programs/1?x=1#y", "/programs/1?x=1#y", false},
		{"/", "/", false},
		{"mailto:a@example.com?subject=x", "mailto:a@example.com?subject=x", false},
		{"https://example.com/" + strings.Repeat("a", maxAddress), "", false},
		{"", "", false},
	}
	for _, c := range cases {
		got, elsewhere, ok := safeAddress(c.address)
		if got != c.want || elsewhere != c.elsewhere || ok != (c.want != "") {
			t.Errorf("%.60q is %.60q, elsewhere %v, %v", c.address, got, elsewhere, ok)
		}
	}
}

func TestBareAddress(t *testing.T) {
	for line, want := range map[string]string{
		"https://example.com rest":       "https://example.com",
		"https://example.com.":           "https://example.com",
		"https://example.com/a_(b)).":    "https://example.com/a_(b)",
		"https://example.com/a?b=c&d;":   "https://example.com/a?b=c",
		"https://example.com/a;b;":       "https://example.com/a;b;",
		"http://example.com/*":           "http://example.com/",
		"http://example.com\"x":          "http://example.com",
		"www.example.com,":               "www.example.com",
		"www.":                           "",
		"http://":                        "",
		"https://.example":               "",
		"https:/example.com":             "",
		"a.b+c_d@example.com.":           "a.b+c_d@example.com",
		"a@b":                            "",
		"a@b.":                           "",
		"a@.b":                           "",
		"@b.c":                           "",
		"a b@c.d":                        "",
		strings.Repeat("a", 65) + "@b.c": "",
		"a@b-.c-":                        "",
		"ftp://example.com":              "",
	} {
		if n, _, _ := bareAddress([]byte(line)); line[:n] != want {
			t.Errorf("%.60q begins with the address %q, want %q", line, line[:n], want)
		}
	}
}
