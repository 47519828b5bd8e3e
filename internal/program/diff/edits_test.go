package diff_test

import (
	"math/rand"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"stint/internal/program/bundled"
	"stint/internal/program/diff"
	"stint/internal/program/reader"
)

// edited is a page that somebody has edited, with the line of the old page that
// each line comes from, 0 for a new one.
type edited struct {
	lines  []string
	origin []int
}

var itemLine = regexp.MustCompile(`^(\s*)(1\.|[-*]|\d+\.)( \[[ x]\])? \S`)

// edit changes a share of the page's items: rewords them, takes them away, puts
// new ones between, moves them to other places.
func edit(r *rand.Rand, src string, share float64) edited {
	e := edited{lines: strings.Split(src, "\n")}
	var items []int
	var vocabulary []string
	for i, line := range e.lines {
		e.origin = append(e.origin, i+1)
		if itemLine.MatchString(line) {
			items = append(items, i)
			vocabulary = append(vocabulary, strings.Fields(line)[1:]...)
		}
	}
	edits := int(float64(len(items)) * share)
	r.Shuffle(len(items), func(i, j int) { items[i], items[j] = items[j], items[i] })
	targets := append([]int{}, items[:edits]...)
	drop, before := map[int]bool{}, map[int][]int{}
	added := map[int][]string{}
	for _, i := range targets {
		switch p := r.Float64(); {
		case p < 0.62:
			e.lines[i] = reword(r, e.lines[i], vocabulary)
		case p < 0.75 && leaf(e.lines, i):
			drop[i] = true
		case p < 0.88 && leaf(e.lines, i):
			added[i] = append(added[i], fresh(r, e.lines[i], vocabulary))
		case leaf(e.lines, i):
			at := items[r.Intn(len(items))]
			drop[i] = true
			before[at] = append(before[at], i)
		}
	}
	out := edited{}
	for i := range e.lines {
		for _, moved := range before[i] {
			out.add(indented(e.lines[i], e.lines[moved]), moved+1)
		}
		if !drop[i] {
			out.add(e.lines[i], i+1)
		}
		for _, line := range added[i] {
			out.add(line, 0)
		}
	}
	return out
}

func (e *edited) add(line string, origin int) {
	e.lines = append(e.lines, line)
	e.origin = append(e.origin, origin)
}

// leaf says that nothing is nested in the item on a line.
func leaf(lines []string, i int) bool {
	return i+1 >= len(lines) || indentOf(lines[i+1]) <= indentOf(lines[i]) || strings.TrimSpace(lines[i+1]) == ""
}

func indentOf(s string) int { return len(s) - len(strings.TrimLeft(s, " ")) }

// indented gives an item the indent of another.
func indented(as, line string) string {
	return strings.Repeat(" ", indentOf(as)) + strings.TrimLeft(line, " ")
}

// reword changes a few words of an item, in the ways in which people do.
func reword(r *rand.Rand, line string, vocabulary []string) string {
	fields := strings.Split(line, " ")
	var at []int
	for i, f := range fields {
		if len(f) > 2 && !strings.ContainsAny(f, "[](){}<>|`") {
			at = append(at, i)
		}
	}
	if len(at) == 0 {
		return line + " " + vocabulary[r.Intn(len(vocabulary))]
	}
	for n := 1 + r.Intn(max(1, len(at)/4)); n > 0; n-- {
		i := at[r.Intn(len(at))]
		switch r.Intn(4) {
		case 0:
			fields[i] = plainWord(r, vocabulary)
		case 1:
			fields[i] += " " + plainWord(r, vocabulary)
		case 2:
			fields[i] = ""
		default:
			if len(fields[i]) < 3 {
				continue
			}
			k := r.Intn(len(fields[i]) - 1)
			fields[i] = fields[i][:k] + fields[i][k+1:] // a slip of the pen
		}
	}
	return strings.TrimRight(strings.Join(fields, " "), " ")
}

func plainWord(r *rand.Rand, vocabulary []string) string {
	for n := 0; n < 20; n++ {
		if w := vocabulary[r.Intn(len(vocabulary))]; !strings.ContainsAny(w, "[](){}<>|`") {
			return w
		}
	}
	return "thing"
}

// fresh is an item that was not there before.
func fresh(r *rand.Rand, beside string, vocabulary []string) string {
	n := 4 + r.Intn(8)
	list := make([]string, n)
	for i := range list {
		list[i] = plainWord(r, vocabulary)
	}
	return strings.Repeat(" ", indentOf(beside)) + "1. " + strings.Join(list, " ")
}

func words(s string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(s, "[", " ")), " ")
}

// byLine are the ids of everything on a page by its line.
func byLine(p *reader.Page) map[int]string {
	out := map[int]string{}
	p.Walk(func(_ *reader.Phase, a *reader.Activity) {
		out[a.Line] = a.ID
		for _, q := range a.Prompts {
			out[q.Line] = q.ID
		}
	})
	return out
}

var attributes = regexp.MustCompile(`(?m) \{[a-z][^{}\n]*\}$`)

// pages are pages without ids of their authors': the bundled one, and the real
// ones where they are at hand.
func pages(t *testing.T) map[string]string {
	out := map[string]string{"bundled": attributes.ReplaceAllString(string(bundled.CSM()), "")}
	if folder := os.Getenv("STINT_TEST_PAGES"); folder != "" {
		for _, name := range []string{"seed/csm-internship.md", "programs/engineer-onboarding.md", "programs/first-week.md", "programs/techtonica-curriculum.md", "programs/tech-writing-onboarding.md"} {
			src, err := os.ReadFile(filepath.Join(folder, name))
			if err != nil {
				t.Fatalf("a page is missing: %v", err)
			}
			out[name] = string(src)
		}
	}
	return out
}

// TestIdentitiesSurviveEdits measures how many identities survive: at least 99
// of 100 are kept, at most 1 of 1,000 goes to the wrong thing, with up to 20 %
// of the items edited.
func TestIdentitiesSurviveEdits(t *testing.T) {
	for name, src := range pages(t) {
		lines := append(strings.Split(src, "\n"), "")
		for _, share := range []float64{0.05, 0.1, 0.2} {
			survived, kept, fresh, wrong := 0, 0, 0, 0
			for seed := int64(1); seed <= 20; seed++ {
				e := edit(rand.New(rand.NewSource(seed)), src, share)
				old := reader.Read([]byte(src), reader.Options{})
				now := reader.Read([]byte(strings.Join(e.lines, "\n")), reader.Options{})
				diff.Identify(old, now)
				was, is := byLine(old), byLine(now)
				taken, lineOf := map[string]bool{}, map[string]int{}
				for line, id := range was {
					taken[id], lineOf[id] = true, line-1
				}
				for line, id := range is {
					origin := e.origin[line-1]
					want, known := was[origin]
					switch {
					case known:
						survived++
						switch {
						case id == want, words(lines[origin-1]) == words(lines[lineOf[id]]):
							kept++ // of things with the very same words nobody can tell which is which
						case taken[id]:
							wrong++
							t.Logf("%s, seed %d: %q became %q", name, seed, lines[lineOf[id]], e.lines[line-1])
						}
					case taken[id]:
						wrong++
						t.Logf("%s, seed %d: %q became %q", name, seed, lines[lineOf[id]], e.lines[line-1])
					}
					if !known {
						fresh++
					}
				}
			}
			keptShare, wrongShare := float64(kept)/float64(survived), float64(wrong)/float64(survived+fresh)
			if keptShare < 0.99 || wrongShare > 0.001 {
				t.Errorf("%s, %g %% edited: %.2f %% of %d kept, %.3f %% wrong", name, 100*share, 100*keptShare, survived, 100*wrongShare)
			} else if testing.Verbose() {
				t.Logf("%s, %g %% edited: %.2f %% of %d kept, %.3f %% wrong", name, 100*share, 100*keptShare, survived, 100*wrongShare)
			}
		}
	}
}
