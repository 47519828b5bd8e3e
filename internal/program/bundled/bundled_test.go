package bundled_test

import (
	"testing"

	"stint/internal/program/bundled"
	"stint/internal/program/reader"
)

// TestCSM reads the bundled page without errors and warnings, as twelve weeks
// that use everything a page can say.
func TestCSM(t *testing.T) {
	p := reader.Read(bundled.CSM(), reader.Options{})
	for _, d := range p.Diagnostics {
		if d.Severity != reader.SeverityNote {
			t.Errorf("%+v", d)
		}
	}
	if p.Title == "" || p.Weeks != 12 || len(p.Phases) != 12 || p.Minimum == nil || p.Minimum.Hours != 8 || p.Rhythm.Minutes != 30 || p.Rhythm.Extendable != 60 {
		t.Errorf("%q, %d weeks, %d phases, %+v, %+v", p.Title, p.Weeks, len(p.Phases), p.Minimum, p.Rhythm)
	}
	if f := p.Facts; f.NoGuarantee == nil || f.MentorIsIndividualContributor == nil || f.TypicalWeeks == nil || len(p.Eligibility) == 0 || len(p.Invitations) == 0 {
		t.Errorf("%+v", f)
	}
	kinds, roles, minutes := map[reader.Kind]int{}, map[reader.Role]int{}, map[*reader.Phase]int{}
	sides, optional, after, parts := 0, 0, 0, 0
	p.Walk(func(ph *reader.Phase, a *reader.Activity) {
		kinds[a.Kind]++
		roles[a.Role]++
		if a.Side != "b" { // of a branch one side is done
			minutes[ph] += a.Estimate
		}
		if a.Branch != "" {
			sides++
		}
		if a.Optional {
			optional++
		}
		if len(a.After) > 0 {
			after++
		}
		if a.Part != "" {
			parts++
		}
	})
	for _, k := range reader.Kinds() {
		if kinds[k] == 0 {
			t.Errorf("nothing of kind %s", k)
		}
	}
	for _, r := range []reader.Role{reader.RoleLeaf, reader.RoleContainer, reader.RolePromptHead, reader.RoleNote, reader.RoleMilestone} {
		if roles[r] == 0 {
			t.Errorf("nothing of role %s", r)
		}
	}
	if sides != 2 || optional < 3 || after < 6 || parts != 4 || p.Counts.Prompts < 40 {
		t.Errorf("%d sides, %d optional, %d build on something, %d parts, %d prompts", sides, optional, after, parts, p.Counts.Prompts)
	}
	for ph, n := range minutes {
		if n > 8*60 {
			t.Errorf("%s takes %d minutes", ph.Title, n)
		}
	}
}
