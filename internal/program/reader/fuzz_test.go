package reader_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"stint/internal/program/bundled"
	"stint/internal/program/reader"
)

// FuzzRead reads anything and checks what holds of every page:
// go test -fuzz FuzzRead ./internal/program/reader
func FuzzRead(f *testing.F) {
	f.Add(string(bundled.CSM()))
	for _, s := range []string{
		"---\ntitle: x\n---\n## Week 1\n\n1. a\n   1. 1. b\n   . [c](/c)\n", "**Day 1**\n- [ ] a\n- [x] b (30 min)\n", "| Week | Task |\n|--|--|\n| 1 | a |\n| 2 | b<br>c |\n",
		"- [ ] Day 1-2\n  - a\n- [ ] Day 3\n", "```\n# Week 1\n- a\n# Week 2\n- b\n```\n", "## 第 3 週\n\n- 読む\n", "Week 1: a\nWeek 2: b\n",
		"<details><summary>Manager</summary>\n\n- a\n\n</details>\n", "## Week 1 {phase=2 break}\n- a {kind=read id=a after=b}\n- {id=b}\n", "> - a\n>> b\n", "a\n: b\n", "[a]: b\n\n- [a] ![c](d) <e@f.g> **h _i**_ `j` &amp; {{< k >}}\n",
	} {
		f.Add(s)
	}
	names, err := filepath.Glob("testdata/margin/*.txt")
	if err != nil || len(names) == 0 {
		f.Fatalf("%d pages, %v", len(names), err)
	}
	for _, name := range names {
		src, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		_, text := unmargined(f, string(src))
		f.Add(text)
	}
	reader.Read(bundled.CSM(), reader.Options{}) // makes the vocabularies, which is no coverage of the first input
	f.Fuzz(func(t *testing.T, src string) {
		page := reader.Read([]byte(src), reader.Options{Address: "https://example.com/a/"})
		check(t, page, strings.Count(src, "\n")+strings.Count(src, "\r")+1)
		if utf8.ValidString(src) {
			checkCovered(t, page, src)
		}
	})
}

// check fails where a page breaks what holds of every page.
func check(t *testing.T, page *reader.Page, lines int) {
	t.Helper()
	ids := map[string]bool{}
	take := func(id string) {
		if id == "" || ids[id] {
			t.Errorf("id %q is empty or stands twice", id)
		}
		ids[id] = true
	}
	for i := range page.Phases {
		take(page.Phases[i].ID)
	}
	activities, prompts, items := 0, 0, 0
	page.Walk(func(p *reader.Phase, a *reader.Activity) {
		activities++
		prompts += len(a.Prompts)
		take(a.ID)
		for _, q := range a.Prompts {
			take(q.ID)
		}
		if a.Line < 1 || a.Line > lines {
			t.Errorf("line %d of %d", a.Line, lines)
		}
		if a.Certainty < 0 || a.Certainty > 1 || a.Kind == "" || a.Owner == "" || a.Role == "" {
			t.Errorf("%+v", a)
		}
	})
	for _, p := range append([]reader.Phase{page.Setup}, page.Phases...) {
		for _, n := range p.Items {
			items += n
		}
	}
	c := page.Counts
	if c.Activities != activities || c.Prompts != prompts || c.Items != items || c.Phases != len(page.Phases) {
		t.Errorf("counts %+v, found %d activities, %d prompts, %d items", c, activities, prompts, items)
	}
	for _, d := range page.Diagnostics {
		if d.Line < 1 || d.Line > lines+1 || d.Column < 1 || d.EndColumn < d.Column || d.Message == "" || d.Severity == "" {
			t.Errorf("diagnostic %+v", d)
		}
	}
	text, err := json.Marshal(page)
	if err != nil {
		t.Fatal(err)
	}
	for _, list := range []string{"eligibility", "invitations", "phases", "diagnostics", "items", "goals", "activities", "text", "links", "after", "prompts", "children", "notes"} {
		if strings.Contains(string(text), `"`+list+`":null`) {
			t.Errorf("%s is null", list)
		}
	}
}
