package author_test

import (
	"fmt"
	"strings"
	"testing"

	"stint/internal/program/reader"
	"stint/internal/view"
	"stint/internal/view/author"
)

// weeks is a page of so many weeks with so many things each, and a week between
// that has none.
func weeks(n, things int) string {
	var b strings.Builder
	b.WriteString("# Long\n")
	for w := range n {
		fmt.Fprintf(&b, "\n## Week %d\n\n", w+1)
		for t := range things {
			fmt.Fprintf(&b, "1. Read log %d of week %d\n", t+1, w+1)
		}
	}
	return b.String()
}

// Of a long page a part is shown, and from every part one comes to each other: each
// thing is shown somewhere, once in a walk through the page, and counted always.
func TestALongPageIsShownInParts(t *testing.T) {
	for name, source := range map[string]string{
		"many weeks": weeks(100, 13), "one week": "# Long\n" + weeks(1, 1000)[7:], "a short page": weeks(4, 5), "nothing": "# Long\n", "exactly": weeks(3, author.MaxThings/3),
		"weeks without anything": weeks(2, author.MaxThings) + "\n## Week 3\n\n## Week 4\n\n1. Rest\n",
	} {
		t.Run(name, func(t *testing.T) {
			page := reader.Read([]byte(source), reader.Options{})
			all := page.Counts.Activities + page.Counts.Prompts
			seen, from := map[int]bool{}, 1
			for range 200 {
				r := author.Understand(source, page, from)
				shown, next := 0, 0
				for _, p := range r.Phases {
					shown += len(p.Things)
					for _, thing := range p.Things {
						if seen[thing.Line] {
							t.Fatalf("line %d is shown twice", thing.Line)
						}
						seen[thing.Line] = true
					}
					if (p.Before > 0) != (p.Earlier > 0) || (p.After > 0) != (p.Later > 0) {
						t.Errorf("%+v leads nowhere", p)
					}
					if next == 0 {
						next = p.Later
					}
				}
				if shown > author.MaxThings || r.Counts.Certain != author.Understand(source, page, 1).Counts.Certain {
					t.Errorf("%d are shown from %d on", shown, from)
				}
				if len(r.Above())+len(r.Shown())+len(r.Below()) != len(r.Phases) {
					t.Error("a phase is nowhere")
				}
				if next == 0 {
					break
				}
				from = next
			}
			if len(seen) != all {
				t.Errorf("%d of %d were shown", len(seen), all)
			}
		})
	}
}

// An ordinal that is none shows what is there.
func TestWhatIsNoOrdinal(t *testing.T) {
	source := weeks(40, 13)
	page := reader.Read([]byte(source), reader.Options{})
	for from, want := range map[int]int{-7: 1, 0: 1, 400: 400, 1 << 40: 520} {
		if got := author.Understand(source, page, from); got.From != want {
			t.Errorf("from %d: %d, want %d", from, got.From, want)
		}
	}
	r := author.Understand(source, page, 400)
	if above := r.Above(); len(above) != 30 || above[29].Earlier != 29*13+1 || len(r.Below()) != 0 {
		t.Errorf("%d above, %d below", len(above), len(r.Below()))
	}
}

// BenchmarkLongPage is the server's part of a desk with one of the longest pages:
// reading it, and what is shown of it.
func BenchmarkLongPage(b *testing.B) {
	source := weeks(1500, 20)
	b.SetBytes(int64(len(source)))
	for b.Loop() {
		author.Understand(source, reader.Read([]byte(source), reader.Options{}), 1)
	}
}

// Whatever the reader says something is, and whose, the pages have words for it.
func TestWhatIsUnderstoodHasWords(t *testing.T) {
	for _, role := range []reader.Role{reader.RoleContainer, reader.RolePromptHead, reader.RoleNote, reader.RoleMilestone} {
		if view.RoleWords(string(role)) == "" {
			t.Errorf("no words for %s", role)
		}
	}
	for _, owner := range reader.Owners() {
		if words := view.OwnerWords(string(owner)); (words == "") != (owner == reader.OwnerIntern) {
			t.Errorf("%s is %q", owner, words)
		}
	}
}
