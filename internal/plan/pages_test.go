package plan

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"stint/internal/id"
	"stint/internal/program/bundled"
	"stint/internal/program/reader"
)

func laidOut(page *reader.Page) laid {
	return layOut(page, page.Weeks, known{}, id.NewSource(func() time.Time { return time.UnixMilli(0) }, nil))
}

// The figures of the bundled program, counted by hand on the page.
func TestTheBundledProgramInFigures(t *testing.T) {
	page := reader.Read(bundled.CSM(), reader.Options{})
	l := laidOut(page)
	for _, choice := range [][]Choice{nil, {{Branch: "success-plan", Side: "a"}}, {{Branch: "success-plan", Side: "b"}}} {
		p := Measure(l.activities, l.prompts, choice)
		for i, want := range []int{10, 5, 4, 6, 11, 8, 10, 9, 4, 10, 11, 4} {
			if got := p.Week(i + 1); got != (Figure{Total: want}) {
				t.Errorf("week %d: %+v, want %d", i+1, got, want)
			}
		}
		if p.Total != 92 || p.Total != page.Counts.Progress || p.Setup != (Figure{Total: 6}) || len(p.Weeks) != 12 {
			t.Errorf("%+v", p)
		}
	}
	sides := sidesOf(l.activities)["success-plan"]
	if len(sides) != 2 || sideFor(sides, nil) != "b" || sideFor(sides, map[string]bool{"crm": true}) != "a" || sideFor(sides, map[string]bool{"crm": false}) != "b" {
		t.Errorf("%+v", sides)
	}
}

// Real pages: what the plan counts is what the reader counted.
func TestRealPagesInFigures(t *testing.T) {
	folder := os.Getenv("STINT_TEST_PAGES")
	if folder == "" {
		t.Skip("STINT_TEST_PAGES is not set: it names the folder with the real program pages")
	}
	for _, name := range []string{
		"seed/csm-internship.md", "programs/customer-engineer-onboarding.md", "programs/engineer-onboarding.md", "programs/first-week.md",
		"programs/manager-challenge.md", "programs/tech-writing-onboarding.md", "programs/techtonica-curriculum.md",
	} {
		t.Run(name, func(t *testing.T) {
			source, err := os.ReadFile(filepath.Join(folder, name))
			if err != nil {
				t.Fatal(err)
			}
			page := reader.Read(source, reader.Options{})
			l := laidOut(page)
			if len(l.activities) != page.Counts.Activities || len(l.prompts) != page.Counts.Prompts {
				t.Errorf("%d activities and %d prompts of %+v", len(l.activities), len(l.prompts), page.Counts)
			}
			if p := Measure(l.activities, l.prompts, nil); p.Total != page.Counts.Progress {
				t.Errorf("%+v, and the reader counted %d", p, page.Counts.Progress)
			}
			seen := map[string]bool{}
			for _, a := range l.activities {
				if seen[a.Source] || a.Source == "" || a.Text == "" || a.Week > max(page.Weeks, 1) {
					t.Errorf("%+v", a)
				}
				seen[a.Source] = true
			}
		})
	}
}

func TestWhatFactsChoose(t *testing.T) {
	side := func(name, condition string) *Activity { return &Activity{Side: name, Condition: condition} }
	for name, test := range map[string]struct {
		sides []*Activity
		facts map[string]bool
		want  string
	}{
		"unknown is not having it":      {[]*Activity{side("a", "access:crm"), side("b", "not access:crm")}, nil, "b"},
		"having it":                     {[]*Activity{side("a", "not access:crm"), side("b", "access:CRM")}, map[string]bool{"crm": true}, "b"},
		"one of several":                {[]*Activity{side("a", "access:x"), side("b", "access:y"), side("c", "")}, map[string]bool{"y": true}, "b"},
		"none of several":               {[]*Activity{side("a", "access:x"), side("b", ""), side("c", "availability")}, nil, "b"},
		"none, and no other way":        {[]*Activity{side("a", "access:x"), side("b", "access:y")}, nil, "b"},
		"nothing about access":          {[]*Activity{side("a", "availability"), side("b", "")}, map[string]bool{"x": true}, "a"},
		"one side only":                 {[]*Activity{side("a", "access:x")}, nil, "a"},
		"a fact that somebody has lost": {[]*Activity{side("a", "access:x"), side("b", "not access:x")}, map[string]bool{"x": false}, "b"},
	} {
		if got := sideFor(test.sides, test.facts); got != test.want {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
}
