// Package mix puts together the page of an internship that took a newer version
// of its program in part: the newer version, with some phases as they were
// before.
//
// What was kept is written into the terms phase by phase, and every phase by the
// version that it is from. So what two people signed does not depend on how
// versions are compared, neither today nor in a later release.
package mix

import (
	"cmp"
	"fmt"
	"slices"

	"stint/internal/id"
	"stint/internal/program/diff"
	"stint/internal/program/reader"
)

// Kept is one phase in which a page is not the version's own. Phases are counted
// as 0 for the setup and n for the nth of the page.
type Kept struct {
	// Phase is the phase of the version that stays as it was, in the week where it
	// was. Where Gone is set
	// the version has it no more, and it stands behind this one.
	Phase int  `json:"phase"`
	Gone  bool `json:"gone,omitempty"`
	// Version and From say which phase stands there. Where Version is empty none
	// does: the version's phase is new, and is left out.
	Version id.ProgramVersion `json:"version,omitempty"`
	From    int               `json:"from,omitempty"`
}

// String is the canonical text, one line, as the digest of terms has it.
func (k Kept) String() string {
	switch {
	case k.Version == "":
		return fmt.Sprintf("without phase %d", k.Phase)
	case k.Gone:
		return fmt.Sprintf("behind phase %d phase %d of %s", k.Phase, k.From, k.Version)
	}
	return fmt.Sprintf("phase %d as phase %d of %s", k.Phase, k.From, k.Version)
}

// origin is where a phase of a mixed page is from.
type origin struct {
	version id.ProgramVersion
	phase   int
}

// Source finds the page of a version.
type Source func(id.ProgramVersion) (*reader.Page, error)

// Page returns the page of a version with what is kept in it. Without anything
// kept it is the version's own page. Pages are shared: none is changed, and the
// result must not be changed either.
func Page(version id.ProgramVersion, kept []Kept, of Source) (*reader.Page, error) {
	base, err := of(version)
	if err != nil || len(kept) == 0 {
		return base, err
	}
	page := *base
	page.Phases = nil
	for i, o := range origins(version, len(base.Phases), kept) {
		from, err := of(o.version)
		if err != nil {
			return nil, err
		}
		phase, err := phaseOf(from, o.phase)
		if err != nil {
			return nil, err
		}
		if i == 0 {
			page.Setup = phase
		} else {
			page.Phases = append(page.Phases, phase)
		}
	}
	return &page, nil
}

func phaseOf(page *reader.Page, n int) (reader.Phase, error) {
	switch {
	case n == 0:
		return page.Setup, nil
	case n > 0 && n <= len(page.Phases):
		return page.Phases[n-1], nil
	}
	return reader.Phase{}, fmt.Errorf("mix: the page has no phase %d", n)
}

// origins returns the phases of a mixed page, the setup first.
func origins(version id.ProgramVersion, phases int, kept []Kept) []origin {
	instead, behind := map[int]Kept{}, map[int][]Kept{}
	for _, k := range kept {
		if k.Gone {
			behind[k.Phase] = append(behind[k.Phase], k)
		} else {
			instead[k.Phase] = k
		}
	}
	var list []origin
	for n := range phases + 1 {
		k, is := instead[n]
		switch {
		case !is:
			list = append(list, origin{version, n})
		case k.Version != "":
			list = append(list, origin{k.Version, k.From})
		}
		for _, k := range behind[n] {
			list = append(list, origin{k.Version, k.From})
		}
	}
	return list
}

// Leave returns what is kept where a newer version is taken without some parts
// of the difference between the page that version and kept make, of so many
// phases in the version, and the newer one's; see diff.Parts.
func Leave(version id.ProgramVersion, phases int, kept []Kept, left []diff.Part) []Kept {
	from := origins(version, phases, kept)
	var list []Kept
	for _, part := range left {
		for _, s := range part.Sections {
			switch {
			case s.Was < 0:
				list = append(list, Kept{Phase: s.Now})
			case s.Now >= 0:
				list = append(list, Kept{Phase: s.Now, Version: from[s.Was].version, From: from[s.Was].phase})
			default:
				list = append(list, Kept{Phase: s.Behind, Gone: true, Version: from[s.Was].version, From: from[s.Was].phase})
			}
		}
	}
	sort(list)
	return list
}

// sort puts what is kept into the order of the page, so that the same choice has
// the same text.
func sort(list []Kept) {
	slices.SortStableFunc(list, func(a, b Kept) int {
		if c := cmp.Compare(a.Phase, b.Phase); c != 0 || a.Gone == b.Gone {
			return c
		}
		if b.Gone {
			return -1
		}
		return 1
	})
}
