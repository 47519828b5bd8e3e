package program_test

import (
	"fmt"
	"math/rand"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"stint/internal/id"
	"stint/internal/program"
	"stint/internal/program/bundled"
	"stint/internal/program/diff/edittest"
	"stint/internal/program/reader"
	"stint/internal/sqldb"
)

// pageOf returns the reading that is kept of a version.
func (h *house) pageOf(t *testing.T, version id.ProgramVersion) (page *reader.Page) {
	t.Helper()
	err := h.db.Read(t.Context(), func(tx *sqldb.Tx) error {
		v, err := h.FindVersion(tx, version)
		page = v.Page
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return page
}

// idsOf returns the ids of a page's activities and prompts by their texts.
func idsOf(page *reader.Page) map[string]string {
	ids := map[string]string{}
	page.Walk(func(_ *reader.Phase, a *reader.Activity) {
		ids[a.Text] = a.ID
		for _, q := range a.Prompts {
			ids[q.Text] = q.ID
		}
	})
	return ids
}

// versions imports pages one after the other and returns what is kept of them.
func (h *house) versions(t *testing.T, pages ...string) (kept []*reader.Page) {
	t.Helper()
	var of id.Program
	for _, source := range pages {
		made := h.imports(t, h.admin, program.Import{Program: of, Source: source})
		of = made.Program
		kept = append(kept, h.pageOf(t, made.Version))
	}
	return kept
}

func TestVersionsKeepIdentities(t *testing.T) {
	const first = "# Lamps\n\n## Week 1\n\n1. Read the log of the great storm\n1. Clean the lamp of the tower\n1. Be prepared to discuss:\n   1. What did you see out there?\n\n## Week 2\n\n1. Row to the rocks\n"
	const second = "# Lamps\n\n## Week 1\n\n1. Clean the lamp of the old tower\n1. Be prepared to discuss:\n   1. What did you see out there at night?\n1. Paint the boat\n\n## Week 2\n\n1. Row to the rocks\n"
	const third = "# Lamps\n\n## Week 1\n\n1. Read the log of the great storm\n1. Clean the lamp of the old tower\n1. Be prepared to discuss:\n   1. What did you see out there at night?\n\n## Week 2\n\n1. Paint the boat\n1. Row to the rocks\n"
	each(t, func(t *testing.T, h *house) {
		kept := h.versions(t, first, second, third)
		one, two, three := idsOf(kept[0]), idsOf(kept[1]), idsOf(kept[2])
		for _, x := range []struct{ what, was, now string }{
			{"reworded", one["Clean the lamp of the tower"], two["Clean the lamp of the old tower"]},
			{"a question reworded", one["What did you see out there?"], two["What did you see out there at night?"]},
			{"as it was", one["Row to the rocks"], three["Row to the rocks"]},
			{"gone and back", one["Read the log of the great storm"], three["Read the log of the great storm"]},
			{"moved to another week", two["Paint the boat"], three["Paint the boat"]},
		} {
			if x.was == "" || x.was != x.now {
				t.Errorf("%s: the id was %q and is %q", x.what, x.was, x.now)
			}
		}
		if two["Paint the boat"] == one["Read the log of the great storm"] {
			t.Error("what is new took the id of what has gone")
		}
	})
}

// Whoever has begun the way with access stays on it when the page tells the
// other way first.
func TestTheSidesOfABranchKeepTheirLetters(t *testing.T) {
	const with, without = "1. If you have access to the tower, wind the clock up there\n", "1. If you do not have access to the tower, wind the small clock\n"
	const head = "# Clocks\n\n## Week 1\n\n1. Oil the hinges\n"
	each(t, func(t *testing.T, h *house) {
		kept := h.versions(t, head+with+without, head+without+with)
		sides := func(page *reader.Page) map[string]string {
			m := map[string]string{}
			page.Walk(func(_ *reader.Phase, a *reader.Activity) {
				if a.Branch != "" {
					m[a.ID] = a.Branch + " " + a.Side
				}
			})
			return m
		}
		was, now := sides(kept[0]), sides(kept[1])
		if diff := cmp.Diff(was, now); diff != "" || len(was) != 2 {
			t.Errorf("the sides (-was +now):\n%s", diff)
		}
	})
}

var attributes = regexp.MustCompile(`(?m) \{[a-z][^{}\n]*\}$`)

// unnamed are pages without ids of their authors': the bundled one, and real
// ones where they are at hand.
func unnamed(t *testing.T) map[string]string {
	pages := map[string]string{"bundled": attributes.ReplaceAllString(string(bundled.CSM()), "")}
	if folder := os.Getenv("STINT_TEST_PAGES"); folder != "" {
		for _, name := range []string{"seed/csm-internship.md", "programs/engineer-onboarding.md", "programs/techtonica-curriculum.md"} {
			source, err := os.ReadFile(filepath.Join(folder, name))
			if err != nil {
				t.Fatalf("a page is missing: %v", err)
			}
			pages[name] = string(source)
		}
	}
	return pages
}

// identities counts what became of identities from one version to the next.
type identities struct{ survived, kept, fresh, wrong int }

func (n *identities) add(m identities) {
	n.survived += m.survived
	n.kept += m.kept
	n.fresh += m.fresh
	n.wrong += m.wrong
}

func (n identities) shares() (kept, wrong float64) {
	return 100 * float64(n.kept) / float64(max(n.survived, 1)), 100 * float64(n.wrong) / float64(max(n.survived+n.fresh, 1))
}

// follow compares the ids of a version and the next one, of which it is known
// where each line comes from.
func follow(lines []string, e edittest.Edited, old, now *reader.Page) (n identities) {
	was, is := edittest.ByLine(old), edittest.ByLine(now)
	lineOf := map[string]int{}
	for line, id := range was {
		lineOf[id] = line
	}
	for line, id := range is {
		want, known := was[e.Origin[line-1]]
		at, taken := lineOf[id]
		switch {
		// Of things with the very same words nobody can tell which is which.
		case known && (id == want || taken && edittest.Words(lines[e.Origin[line-1]-1]) == edittest.Words(lines[at-1])):
			n.kept++
		case taken:
			n.wrong++
		}
		if known {
			n.survived++
		} else {
			n.fresh++
		}
	}
	return n
}

// TestImportKeepsIdentitiesThroughEdits measures what Import keeps: at least 99
// of 100 identities, at most 1 of 1,000 at a wrong thing, with up to 20 % of the
// items edited, and through three versions that follow one another.
func TestImportKeepsIdentitiesThroughEdits(t *testing.T) {
	const chains, versions = 2, 3
	pages := unnamed(t)
	each(t, func(t *testing.T, h *house) {
		for name, source := range pages {
			for _, share := range []float64{0.05, 0.1, 0.2} {
				var n identities
				for seed := range int64(chains) {
					n.add(h.chain(t, fmt.Sprintf("p-%.0f-%d", 100*share, seed), name, source, share, seed, versions))
				}
				kept, wrong := n.shares()
				t.Logf("%-32s %2.0f %% edited: %6.2f %% of %5d identities kept, %.3f %% wrongly joined", name, 100*share, kept, n.survived, wrong)
				if kept < 99 || wrong > 0.1 {
					t.Errorf("%s with %.0f %% edited is below 99 %% or above 0.1 %%", name, 100*share)
				}
			}
		}
	})
}

// chain publishes a page and versions of it, each an edit of the one before.
func (h *house) chain(t *testing.T, slug, name, source string, share float64, seed int64, versions int) (n identities) {
	t.Helper()
	r := rand.New(rand.NewSource(seed))
	slug = strings.Trim(regexp.MustCompile(`[^a-z0-9]+`).ReplaceAllString(slug+"-"+name, "-"), "-")
	made := h.imports(t, h.admin, program.Import{Slug: slug, Source: source})
	old := h.pageOf(t, made.Version)
	for range versions {
		lines := append(strings.Split(source, "\n"), "")
		e := edittest.Edit(r, source, share)
		for !reader.Read([]byte(strings.Join(e.Lines, "\n")), reader.Options{}).Importable {
			e = edittest.Edit(r, source, share) // an edit broke the front matter, which its author sees and mends
		}
		source = strings.Join(e.Lines, "\n")
		made = h.imports(t, h.admin, program.Import{Program: made.Program, Source: source})
		now := h.pageOf(t, made.Version)
		n.add(follow(lines, e, old, now))
		old = now
	}
	return n
}
