package attribute

import (
	"fmt"
	"strings"
	"testing"
)

func (l List) String() string {
	var out []string
	for _, a := range l.All() {
		out = append(out, a.Name+"="+a.Value)
	}
	return strings.Join(out, ";")
}

func TestCut(t *testing.T) {
	tests := []struct{ text, attributes, rest string }{
		{"Write a plan {kind=deliver optional if=access:salesforce id=success-plan est=2h}", "kind=deliver;optional=yes;if=access:salesforce;id=success-plan;est=2h", "Write a plan"},
		{`A {if="not access:crm" after='a, b'}`, "if=not access:crm;after=a, b", "A"},
		{"A {course=“The \"best\" one”}", `course=The "best" one`, "A"},
		{`A {group="R&#38;D &#123;new&#125; &quot;one&quot;" part=a&amp;b}`, `group=R&D {new} "one";part=a&b`, "A"},
		{"A {part=a&#125;b}", "part=a}b", "A"},
		{"First line {optional}\nsecond line", "optional=yes", "First line\nsecond line"},
		{"{kind=read}", "kind=read", ""},
		{"A {kind=read}  ", "kind=read", "A"},
		{"A {Kind=READ}", "kind=READ", "A"},
		{"A {kidn=read}", "kidn=read", "A"},
		{"A {curly}", "", "A {curly}"},
		{"A {is just text}", "", "A {is just text}"},
		{"A{kind=read}", "", "A{kind=read}"},
		{"A {{< kind=read >}}", "", "A {{< kind=read >}}"},
		{"A {: .class}", "", "A {: .class}"},
		{"A {#id .class}", "", "A {#id .class}"},
		{"A {kind=read} and more", "", "A {kind=read} and more"},
		{"A {}", "", "A {}"},
		{"A }", "", "A }"},
		{"", "", ""},
	}
	for _, tt := range tests {
		list, rest := Cut(tt.text)
		if list.String() != tt.attributes || rest != tt.rest {
			t.Errorf("%q: %q and %q, want %q and %q", tt.text, list, rest, tt.attributes, tt.rest)
		}
		for _, a := range list.All() {
			if !strings.HasPrefix(strings.ToLower(tt.text[a.From:a.To]), a.Name) {
				t.Errorf("%q: %s is said to be %q", tt.text, a.Name, tt.text[a.From:a.To])
			}
		}
	}
}

func TestMinutes(t *testing.T) {
	for value, want := range map[string]string{
		"45": "45 true", "45m": "45 true", "2h": "120 true", "1h30m": "90 true", "1.5h": "90 true", "30min": "30 true", "1d": "480 true", "2 hours": "120 true", "0": "0 true",
		"": "0 false", "soon": "0 false", "h": "0 false", "1h x": "0 false", "99999h": "5999940 false", "1..5h": "0 false", "-1h": "0 false",
	} {
		n, ok := Minutes(value)
		if got := fmt.Sprint(n, ok); got != want {
			t.Errorf("%q: %s, want %s", value, got, want)
		}
	}
}

func TestNearest(t *testing.T) {
	for word, want := range map[string]string{"kidn": "kind", "ownr": "owner", "optinal": "optional", "zebra": "", "efter": "after"} {
		if got := Nearest(word, Names()); got != want {
			t.Errorf("%s: %q, want %q", word, got, want)
		}
	}
	if on, ok := Yes("No"); on || !ok {
		t.Error("No")
	}
	if _, ok := Yes("perhaps"); ok {
		t.Error("perhaps")
	}
}
