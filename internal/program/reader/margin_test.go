package reader_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"stint/internal/program/reader"
)

// TestMargins reads pages in the manner of many handbooks. Each file holds a
// page with what every line of it should be read as in the margin before the
// first bar, written by somebody who had looked at the page and not at the
// reader. The margin says, where a line has more than one thing to say, them
// all:
//
//	= week 1-2         a phase begins; then “+” open-ended, “break”, “(track)”
//	read mentor 30m    an activity: kind, owner unless the intern, role unless a
//	                   leaf, opt, if:<condition>, side <a>, choose <n>,
//	                   minutes, every:<rhythm>
//	ask                a prompt
//	goal               a goal
//	text               kept as text, or a note of the activity above
//	^                  before any of them: outside the phases, although some
//	                   have begun
//	!S115              a remark of that code
//
// A line that goes on with what the line above began has an empty margin.
func TestMargins(t *testing.T) {
	names, err := filepath.Glob("testdata/margin/*.txt")
	if err != nil || len(names) == 0 {
		t.Fatalf("%d pages, %v", len(names), err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txt"), func(t *testing.T) {
			src, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			want, text := unmargined(t, string(src))
			page := reader.Read([]byte(text), reader.Options{})
			lines := strings.Split(text, "\n")
			check(t, page, len(lines))
			checkKept(t, page, text)
			checkCovered(t, page, text)
			got := margins(page, len(lines))
			for i := range lines {
				if got[i] != want[i] {
					t.Errorf("line %d: %q, want %q, for %s", i+1, got[i], want[i], lines[i])
				}
			}
			if *update && t.Failed() {
				if err := os.WriteFile(name, []byte(margined(got, lines)), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// unmargined cuts the margin off each line of a page.
func unmargined(t testing.TB, src string) (margin []string, page string) {
	t.Helper()
	var lines []string
	for i, line := range strings.Split(strings.TrimSuffix(src, "\n"), "\n") {
		before, after, found := strings.Cut(line, "|")
		if !found && before != "" {
			t.Fatalf("line %d has no margin: %s", i+1, line)
		}
		margin, lines = append(margin, strings.TrimSpace(before)), append(lines, after)
	}
	return margin, strings.Join(lines, "\n")
}

// margined puts the margins before the lines of a page.
func margined(margin, lines []string) string {
	width := 0
	for _, m := range margin {
		width = max(width, len([]rune(m)))
	}
	var b strings.Builder
	for i, line := range lines {
		fmt.Fprintf(&b, "%s%s|%s\n", margin[i], strings.Repeat(" ", width+1-len([]rune(margin[i]))), line)
	}
	return b.String()
}

// margins says in a few words what each line was read as.
func margins(p *reader.Page, lines int) []string {
	out := make([][]string, lines+1)
	add := func(line int, what string) {
		for _, known := range out[min(line, lines)] {
			if known == what {
				return
			}
		}
		out[min(line, lines)] = append(out[min(line, lines)], what)
	}
	first := lines + 1
	for i := range p.Phases {
		ph := &p.Phases[i]
		first = min(first, ph.Line)
		add(ph.Line, "= "+phaseMargin(ph))
	}
	for i, ph := range append([]*reader.Phase{&p.Setup}, phasesOf(p)...) {
		mark := func(line int) string {
			if i == 0 && line > first {
				return "^ "
			}
			return ""
		}
		for _, g := range ph.Goals {
			add(g.Line, mark(g.Line)+"goal")
		}
		for _, x := range ph.Text {
			add(x.Line, mark(x.Line)+"text")
		}
		ph.Walk(func(a *reader.Activity) {
			add(a.Line, mark(a.Line)+activityMargin(a))
			for _, q := range a.Prompts {
				add(q.Line, mark(q.Line)+"ask")
			}
			for _, n := range a.Notes {
				if n.Line != a.Line {
					add(n.Line, mark(n.Line)+"text")
				}
			}
		})
	}
	for _, d := range p.Diagnostics {
		add(d.Line, "!"+d.Code)
	}
	margin := make([]string, lines)
	for i := range margin {
		margin[i] = strings.Join(out[i+1], "; ")
	}
	return margin
}

func phasesOf(p *reader.Page) []*reader.Phase {
	var out []*reader.Phase
	for i := range p.Phases {
		out = append(out, &p.Phases[i])
	}
	return out
}

func phaseMargin(ph *reader.Phase) string {
	s := ph.Unit
	if s == "" {
		s = "-"
	}
	if ph.Number != nil {
		s += fmt.Sprintf(" %d", *ph.Number)
	}
	if ph.Through != nil {
		s += fmt.Sprintf("-%d", *ph.Through)
	}
	if ph.OpenEnded {
		s += "+"
	}
	if ph.Break {
		s += " break"
	}
	if ph.Track != "" {
		s += " (" + ph.Track + ")"
	}
	return s
}

func activityMargin(a *reader.Activity) string {
	words := []string{string(a.Kind)}
	if a.Owner != reader.OwnerIntern {
		words = append(words, string(a.Owner))
	}
	if a.Role != reader.RoleLeaf {
		words = append(words, string(a.Role))
	}
	if a.Optional {
		words = append(words, "opt")
	}
	if a.Condition != "" {
		words = append(words, "if:"+a.Condition)
	}
	if a.Branch != "" {
		words = append(words, "side "+a.Side)
	}
	if a.Choose > 0 {
		words = append(words, fmt.Sprintf("choose %d", a.Choose))
	}
	if a.Estimate > 0 {
		words = append(words, fmt.Sprintf("%dm", a.Estimate))
	}
	if a.Every != "" {
		words = append(words, "every:"+a.Every)
	}
	return strings.Join(words, " ")
}
