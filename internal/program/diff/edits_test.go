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
	"stint/internal/program/diff/edittest"
	"stint/internal/program/reader"
)

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
				e := edittest.Edit(rand.New(rand.NewSource(seed)), src, share)
				old := reader.Read([]byte(src), reader.Options{})
				now := reader.Read([]byte(strings.Join(e.Lines, "\n")), reader.Options{})
				diff.Identify(old, now)
				was, is := edittest.ByLine(old), edittest.ByLine(now)
				taken, lineOf := map[string]bool{}, map[string]int{}
				for line, id := range was {
					taken[id], lineOf[id] = true, line-1
				}
				for line, id := range is {
					origin := e.Origin[line-1]
					want, known := was[origin]
					switch {
					case known:
						survived++
						switch {
						case id == want, edittest.Words(lines[origin-1]) == edittest.Words(lines[lineOf[id]]):
							kept++ // of things with the very same words nobody can tell which is which
						case taken[id]:
							wrong++
							t.Logf("%s, seed %d: %q became %q", name, seed, lines[lineOf[id]], e.Lines[line-1])
						}
					case taken[id]:
						wrong++
						t.Logf("%s, seed %d: %q became %q", name, seed, lines[lineOf[id]], e.Lines[line-1])
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
