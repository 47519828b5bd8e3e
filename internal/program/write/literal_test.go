package write

import (
	"testing"

	"stint/internal/program/reader"
)

func TestLiteral(t *testing.T) {
	tests := []struct{ text, heading, bold, item string }{
		{"Meet the team", "Meet the team", "Meet the team", "Meet the team"},
		{"Use <b> and [x]", `Use \<b\> and \[x\]`, `Use \<b\> and \[x\]`, `Use \<b\> and \[x\]`},
		{"Learn C#", "Learn C#", "Learn C#", `Learn C\#`},
		{"2 * 3 * 4", "2 * 3 * 4", "2 * 3 * 4", `2 \* 3 \* 4`},
		{"*", "*", "&#42;", `\*`},
		{"#", `&#35;`, "#", "#"},
		{"1. one", "1. one", "1. one", "&#49;&#46; one"},
		{"Week 1 {phase=2}", `Week 1 \{phase=2\}`, "Week 1 {phase=2}", `Week 1 \{phase=2\}`},
		{"two  spaces", "t&#119;o &#32;spaces", "t&#119;o &#32;spaces", "t&#119;o &#32;spaces"},
		{"See http://a.example", `See http\://a.example`, "See http://a.example", `See http\://a.example`},
	}
	for _, tt := range tests {
		if got := heading(tt.text); got != tt.heading {
			t.Errorf("heading of %q: %q, want %q", tt.text, got, tt.heading)
		}
		if got := bold(tt.text); got != tt.bold {
			t.Errorf("bold line of %q: %q, want %q", tt.text, got, tt.bold)
		}
		if got := item(tt.text, nil); got != tt.item {
			t.Errorf("item of %q: %q, want %q", tt.text, got, tt.item)
		}
	}
}

func TestItemWithLinks(t *testing.T) {
	links := []reader.Link{{Text: "the guide", URL: "/guide"}, {Text: "page (2)", URL: "/a b"}}
	want := `Read the guide \*and\* page (2)`
	if got := item("Read the guide *and* page (2)", links); got != `Read [the guide](/guide) \*and\* [page (2)](</a b>)` {
		t.Errorf("%q, want the links in %q", got, want)
	}
}

func TestOneLine(t *testing.T) {
	for text, want := range map[string]string{
		"a": "a", " a  b\t": "a b", "a\n b\\\nc  \n\nd": "a b c d", "a\\\\\nb": `a\\ b`, "a\\": "a\\", "a\u00a0\u00a0b": "a\u00a0\u00a0b", "": "",
	} {
		if got := oneLine(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
