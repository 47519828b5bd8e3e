package reader

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// realPage reads one of the real pages that are not part of the project. Their
// folder is named by STINT_TEST_PAGES.
func realPage(t *testing.T, name string) *Page {
	t.Helper()
	folder := os.Getenv("STINT_TEST_PAGES")
	if folder == "" {
		t.Skip("STINT_TEST_PAGES is not set; it names a folder with seed/ and programs/ of real pages")
	}
	src, err := os.ReadFile(filepath.Join(folder, name))
	if err != nil {
		t.Fatalf("a page is missing: %v", err)
	}
	return Read(src, Options{})
}

func codes(p *Page) map[string]int {
	out := map[string]int{}
	for _, d := range p.Diagnostics {
		out[d.Code]++
	}
	return out
}

func at(p *Page, line int) *Activity {
	var found *Activity
	p.Walk(func(_ *Phase, a *Activity) {
		if a.Line == line {
			found = a
		}
	})
	return found
}

// TestReferencePage holds the counts that were made by hand of the reference page.
func TestReferencePage(t *testing.T) {
	p := realPage(t, "seed/csm-internship.md")
	if !p.Importable {
		t.Error("not importable")
	}
	want := Counts{Phases: 12, Items: 178, Activities: 126, Prompts: 52, Links: 59, Progress: 98}
	if diff := cmp.Diff(want, p.Counts); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]int{8}, p.Setup.Items); diff != "" {
		t.Error("setup", diff)
	}
	items := [][]int{{4, 12}, {2, 4, 4}, {2, 3, 4}, {3, 4, 4}, {4, 9, 5}, {3, 5, 4}, {3, 8, 4}, {3, 8, 4}, {3, 2, 3}, {4, 6, 14}, {3, 9, 9}, {4, 3, 4}}
	prompts := []int{0, 4, 4, 4, 5, 3, 4, 4, 3, 8, 9, 4}
	heads := []int{0, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 1}
	for i := range p.Phases {
		ph := &p.Phases[i]
		if ph.Number == nil || *ph.Number != i+1 || ph.Unit != "week" {
			t.Errorf("phase %d: number %v, unit %q", i+1, ph.Number, ph.Unit)
		}
		if diff := cmp.Diff(items[i], ph.Items); diff != "" {
			t.Errorf("week %d items %s", i+1, diff)
		}
		gotPrompts, gotHeads := 0, 0
		ph.Walk(func(a *Activity) {
			gotPrompts += len(a.Prompts)
			if a.Role == RolePromptHead {
				gotHeads++
			}
		})
		if gotPrompts != prompts[i] || gotHeads != heads[i] {
			t.Errorf("week %d: %d prompts under %d heads, want %d under %d", i+1, gotPrompts, gotHeads, prompts[i], heads[i])
		}
	}
	if diff := cmp.Diff(map[string]int{"S104": 1, "S210": 1, "S211": 1, "S301": 1, "S303": 3, "S602": 1}, codes(p)); diff != "" {
		t.Error("diagnostics", diff)
	}
}

// TestReferenceKinds compares the kinds with one careful reader's view.
func TestReferenceKinds(t *testing.T) {
	p := realPage(t, "seed/csm-internship.md")
	got := map[string]int{}
	for i := range p.Phases {
		p.Phases[i].Walk(func(a *Activity) {
			got["prompt"] += len(a.Prompts)
			switch {
			case a.Owner != OwnerIntern:
				got["other"]++
			case a.Role != RoleLeaf:
				got[string(a.Role)]++
			case a.Kind == KindDeliver || a.Kind == KindPresent || a.Kind == KindRoleplay:
				got["show"]++
			case a.Kind == KindCourse || a.Kind == KindExam:
				got["course"]++
			default:
				got[string(a.Kind)]++
			}
			if a.Kind == KindExam {
				got["exam"]++
			}
		})
	}
	// The careful reader has 34 to read, 6 to practice, 11 to show and 5 to
	// meet: a game about branching is practice there, and the side of the
	// branch that asks the mentor for the customer is a meeting.
	want := map[string]int{"prompt": 52, "read": 35, "container": 16, "shadow": 13, "prompt-head": 13, "course": 12, "exam": 2, "show": 12,
		"practice": 5, "meet": 4, "discuss": 5, "other": 1, "note": 1, "milestone": 1}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestReferenceMeaning(t *testing.T) {
	p := realPage(t, "seed/csm-internship.md")
	owners := []Owner{}
	for _, a := range p.Setup.Activities {
		owners = append(owners, a.Owner)
	}
	in, me := OwnerIntern, OwnerMentor
	if diff := cmp.Diff([]Owner{in, in, me, OwnerAll, in, in, me, in}, owners); diff != "" {
		t.Error("owners of the setup", diff)
	}
	conditional, groups := map[int]string{}, map[string]int{}
	p.Walk(func(_ *Phase, a *Activity) {
		if a.Optional || a.Condition != "" {
			conditional[a.Line] = a.Condition
		}
		for _, q := range a.Prompts {
			if q.Optional {
				conditional[q.Line] = q.Condition
			}
		}
	})
	for i := range p.Phases {
		for _, a := range p.Phases[i].Activities {
			groups[a.Group]++
		}
	}
	want := map[int]string{35: "", 139: "availability", 160: "availability", 175: "access:salesforce", 176: "not access:salesforce", 189: "availability", 233: "access:chorus", 241: "availability"}
	if diff := cmp.Diff(want, conditional); diff != "" {
		t.Error("conditions", diff)
	}
	if len(groups) != 3 || groups[""] != 34 {
		t.Errorf("groups: %d, %d without one", len(groups), groups[""])
	}
	a, b := at(p, 175), at(p, 176)
	if a.Branch == "" || a.Branch != b.Branch || a.Side != "a" || b.Side != "b" {
		t.Errorf("branch %q %q, %q %q", a.Branch, a.Side, b.Branch, b.Side)
	}
	for line, part := range map[int]string{100: "modules 1-3", 122: "modules 4-6", 150: "lessons 1-5", 168: "lessons 6-10"} {
		if got := at(p, line).Part; got != part {
			t.Errorf("line %d: part %q", line, got)
		}
	}
	for line, on := range map[int][]int{122: {100}, 135: {122}, 168: {150}, 185: {168}, 234: {175, 176}, 100: {}} {
		ids := []string{}
		for _, l := range on {
			ids = append(ids, at(p, l).ID)
		}
		if diff := cmp.Diff(ids, at(p, line).After); diff != "" {
			t.Errorf("line %d builds on %s", line, diff)
		}
	}
}

func TestReferenceFacts(t *testing.T) {
	p := realPage(t, "seed/csm-internship.md")
	if p.Weeks != 12 || p.Hours != 8 || p.Facts.TypicalWeeks == nil || p.Facts.TypicalWeeks.Value != 12 || p.Facts.TypicalWeeks.Line != 25 {
		t.Errorf("weeks %d, hours %g, typical %+v", p.Weeks, p.Hours, p.Facts.TypicalWeeks)
	}
	if r := p.Rhythm; r.Every != "week" || r.Minutes != 30 || r.Extendable != 60 || r.Line != 27 {
		t.Errorf("rhythm %+v", r)
	}
	if m := p.Minimum; m == nil || m.Hours != 8 || m.Percent != 20 || m.Line != 27 || m.Column != 167 || m.Quote != "at least 8 hours per week" {
		t.Errorf("minimum %+v", m)
	}
	if f := p.Facts; f.NoGuarantee == nil || f.NoGuarantee.Line != 25 || f.MentorIsIndividualContributor == nil || f.MentorIsIndividualContributor.Line != 14 {
		t.Errorf("facts %+v", f)
	}
}
