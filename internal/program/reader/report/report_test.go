package report

import (
	"bytes"
	"strings"
	"testing"

	"stint/internal/program/reader"
)

func TestExcerpt(t *testing.T) {
	long := strings.Repeat("word ", 60)
	tests := []struct {
		line        string
		column, end int
		text, mark  string
	}{
		{"   . [x](y)", 4, 5, "   . [x](y)", "   ^"},
		{"\tab", 2, 4, " ab", " ^^"},
		{"第3週 ab", 5, 7, "第3週 ab", "      ^^"},
		{"short", 99, 99, "short", "     ^"},
		{"ab\x1b[31m", 1, 3, "ab [31m", "^^"},
		{long, 1, 5, strings.TrimRight(long, " ")[:100] + "…", "^^^^"},
	}
	for _, tt := range tests {
		text, mark := excerpt(tt.line, tt.column, tt.end)
		if text != tt.text || mark != tt.mark {
			t.Errorf("%.20q: %q %q, want %q %q", tt.line, text, mark, tt.text, tt.mark)
		}
	}
	text, mark := excerpt(long, 201, 205)
	if at := strings.Index(mark, "^"); []rune(text)[at] != 'w' || len([]rune(text)) > width+2 {
		t.Errorf("%q %q", text, mark)
	}
}

func TestUnderstood(t *testing.T) {
	src := []byte("# P\n\nPlan for at least 3 hours per week.\n\n## Week 1\n\n1. Mentor: invite the intern {id=a est=10m}\n1. If available, read it {after=a}\n1. Be prepared to discuss:\n   1. Why?\n")
	var out bytes.Buffer
	if err := (Text{Name: "p.md", Understood: true}).Write(&out, src, reader.Read(src, reader.Options{})); err != nil {
		t.Fatal(err)
	}
	want := `P, 1 week, 3 h a week

    5  Week 1
    7    do          Mentor: invite the intern [by mentor; 10 min]  certain
    8    read        If available, read it [optional; if availability; after a]  certain
    9    prompt-head Be prepared to discuss:  certain
   10      ?           Why?

p.md: 1 phase, 3 activities, 1 prompt, 0 links. 0 errors, 0 warnings, 0 notes.
It can be imported.
`
	if out.String() != want {
		t.Errorf("%s", out.String())
	}
}
