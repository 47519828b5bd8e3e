package mix_test

import (
	"fmt"
	"math/rand"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"stint/internal/id"
	"stint/internal/program/bundled"
	"stint/internal/program/diff"
	"stint/internal/program/diff/edittest"
	"stint/internal/program/mix"
	"stint/internal/program/reader"
)

// ids are the ids of a page's activities and prompts.
func ids(page *reader.Page) (all []string) {
	page.Walk(func(_ *reader.Phase, a *reader.Activity) {
		all = append(all, a.ID)
		for _, q := range a.Prompts {
			all = append(all, q.ID)
		}
	})
	return all
}

func wordsOf(page *reader.Page) []string {
	words := ids(page)
	page.Walk(func(p *reader.Phase, a *reader.Activity) { words = append(words, p.Title+": "+a.Text) })
	slices.Sort(words)
	return words
}

// chain is a program of several versions, each edited from the one before.
func chain(r *rand.Rand, versions int) (map[id.ProgramVersion]*reader.Page, []id.ProgramVersion) {
	pages, order := map[id.ProgramVersion]*reader.Page{}, []id.ProgramVersion{}
	source := string(bundled.CSM())
	var before []*reader.Page
	for n := range versions {
		page := reader.Read([]byte(source), reader.Options{})
		if n > 0 {
			diff.Identify(before[0], page, before[1:]...)
		}
		before = slices.Insert(before, 0, page)
		version := id.ProgramVersion(fmt.Sprint("v", n+1))
		pages[version], order = page, append(order, version)
		source = strings.Join(edittest.Edit(r, source, 0.1).Lines, "\n")
	}
	return pages, order
}

// Whatever somebody takes of one version after the other, everything stands on
// their page once, all of what is taken is there, and all of what is left is as
// it was.
func TestAnyChoiceMakesAWholePage(t *testing.T) {
	for seed := range int64(12) {
		r := rand.New(rand.NewSource(seed))
		pages, order := chain(r, 4)
		of := func(v id.ProgramVersion) (*reader.Page, error) { return pages[v], nil }
		version, kept := order[0], []mix.Kept(nil)
		for _, next := range order[1:] {
			has, err := mix.Page(version, kept, of)
			if err != nil {
				t.Fatal(err)
			}
			parts := diff.Parts(has, pages[next])
			left := slices.DeleteFunc(slices.Clone(parts), func(diff.Part) bool { return r.Intn(2) == 0 })
			taken := slices.DeleteFunc(slices.Clone(parts), func(p diff.Part) bool {
				return slices.ContainsFunc(left, func(q diff.Part) bool { return p.Key == q.Key })
			})
			kept = mix.Leave(version, len(pages[version].Phases), kept, left)
			version = next
			now, err := mix.Page(version, kept, of)
			if err != nil {
				t.Fatal(err)
			}
			if all := ids(now); len(slices.Compact(slices.Sorted(slices.Values(all)))) != len(all) {
				t.Fatalf("seed %d, %s: something stands there twice", seed, next)
			}
			keys := func(parts []diff.Part) (headings []string) {
				for _, p := range parts {
					for _, s := range p.Sections {
						headings = append(headings, s.WasHeading+"→"+s.Heading)
					}
				}
				slices.Sort(headings)
				return headings
			}
			// What the page still lacks of the version is what was left, and what
			// changed on it is what was taken.
			if d := cmp.Diff(keys(left), keys(diff.Parts(now, pages[next]))); d != "" {
				t.Fatalf("seed %d, %s: not what was left (-want +got):\n%s", seed, next, d)
			}
			if d := cmp.Diff(keys(taken), keys(diff.Parts(has, now))); d != "" {
				t.Fatalf("seed %d, %s: not what was taken (-want +got):\n%s", seed, next, d)
			}
		}
	}
}

func TestTakingAllOrNothing(t *testing.T) {
	pages, order := chain(rand.New(rand.NewSource(99)), 2)
	of := func(v id.ProgramVersion) (*reader.Page, error) { return pages[v], nil }
	parts := diff.Parts(pages[order[0]], pages[order[1]])
	if kept := mix.Leave(order[0], len(pages[order[0]].Phases), nil, nil); len(kept) != 0 {
		t.Errorf("taking all keeps %v", kept)
	}
	as, err := mix.Page(order[1], mix.Leave(order[0], len(pages[order[0]].Phases), nil, parts), of)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(wordsOf(pages[order[0]]), wordsOf(as)); d != "" {
		t.Errorf("leaving all is not the page as it was (-was +is):\n%s", d)
	}
}

func TestTheCanonicalTextTellsTheKindsApart(t *testing.T) {
	for _, x := range []struct {
		kept mix.Kept
		want string
	}{
		{mix.Kept{Phase: 3}, "without phase 3"},
		{mix.Kept{Phase: 3, Version: "v", From: 2}, "phase 3 as phase 2 of v"},
		{mix.Kept{Phase: 3, Gone: true, Version: "v", From: 4}, "behind phase 3 phase 4 of v"},
	} {
		if got := x.kept.String(); got != x.want {
			t.Errorf("%q, want %q", got, x.want)
		}
	}
}
