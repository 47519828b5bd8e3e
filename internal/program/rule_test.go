package program

import (
	"strings"
	"testing"

	"stint/internal/id"
	"stint/internal/program/reader"
)

func TestWeeksOf(t *testing.T) {
	number := func(n int) *int { return &n }
	week := func(n int) reader.Phase { return reader.Phase{Unit: "week", Number: &n} }
	for name, c := range map[string]struct {
		page reader.Page
		want int
	}{
		"an empty page":                     {reader.Page{}, 1},
		"what it says":                      {reader.Page{Weeks: 8}, 8},
		"the highest heading":               {reader.Page{Phases: []reader.Phase{week(1), week(12), week(3)}}, 12},
		"a heading beyond what it says":     {reader.Page{Weeks: 10, Phases: []reader.Phase{week(12)}}, 12},
		"a range of weeks":                  {reader.Page{Phases: []reader.Phase{{Unit: "week", Number: number(3), Through: number(5)}}}, 5},
		"days, with a length":               {reader.Page{Weeks: 1, Phases: []reader.Phase{{Unit: "day", Number: number(5)}}}, 1},
		"modules without one":               {reader.Page{Phases: []reader.Phase{{Unit: "module"}, {Unit: "module"}}}, 2},
		"phases without a number or a unit": {reader.Page{Phases: []reader.Phase{{}, {}, {}}}, 3},
	} {
		if got := weeksOf(&c.page); got != c.want {
			t.Errorf("%s: %d weeks, want %d", name, got, c.want)
		}
	}
}

func TestMinimumOf(t *testing.T) {
	for name, c := range map[string]struct {
		minimum *reader.Minimum
		minutes int
		rule    string
	}{
		"none":                     {nil, 0, ""},
		"eight hours":              {&reader.Minimum{Hours: 8, Quote: "at least 8 hours", Sentence: "Commit at least 8 hours."}, 480, "Commit at least 8 hours."},
		"without a sentence":       {&reader.Minimum{Hours: 8, Quote: "at least 8 hours"}, 480, "at least 8 hours"},
		"a third of an hour":       {&reader.Minimum{Hours: 7.34, Sentence: "S"}, 441, "S"},
		"a full week":              {&reader.Minimum{Hours: 40, Sentence: "S"}, 2400, "S"},
		"more than a week":         {&reader.Minimum{Hours: 96, Sentence: "S"}, 0, ""},
		"nothing":                  {&reader.Minimum{Sentence: "S"}, 0, ""},
		"less than nothing at all": {&reader.Minimum{Hours: -1, Sentence: "S"}, 0, ""},
	} {
		if minutes, rule := minimumOf(&reader.Page{Minimum: c.minimum}); minutes != c.minutes || rule != c.rule {
			t.Errorf("%s: %d %q, want %d %q", name, minutes, rule, c.minutes, c.rule)
		}
	}
}

func TestSlugs(t *testing.T) {
	for title, want := range map[string]string{
		"CSM Internship Program":      "csm-internship-program",
		"  Élodie’s   Übung, Teil 2 ": "elodie-s-ubung-teil-2",
		"实习":                          "program",
		"---":                         "program",
		strings.Repeat("ab ", 60):     strings.TrimSuffix(strings.Repeat("ab-", 27)[:80], "-"),
	} {
		got := slugOf(title)
		if got != want || !validSlug(got) {
			t.Errorf("%q became %q, want %q", title, got, want)
		}
	}
	for _, bad := range []string{"", "-a", "a-", "a--b", "A", "a b", "a/b", "a.b", strings.Repeat("a", 81)} {
		if validSlug(bad) {
			t.Errorf("%q passes as a slug", bad)
		}
	}
}

func TestTitlesAreCutBetweenLetters(t *testing.T) {
	if got := titleOf(&reader.Page{Title: " "}); got != "Untitled program" {
		t.Error(got)
	}
	got := titleOf(&reader.Page{Title: strings.Repeat("é", 400)})
	if len(got) > maxTitle || got != strings.Repeat("é", 248)+"…" {
		t.Errorf("%d bytes: %s", len(got), got)
	}
}

func TestPagesInMemoryAreBounded(t *testing.T) {
	var p pages
	const one = maxKept / 4
	ids := []id.ProgramVersion{"a", "b", "c", "d", "e", "f"}
	for _, v := range ids {
		p.keep(v, &reader.Page{Title: string(v)}, one)
		p.keep(v, &reader.Page{Title: "again"}, one)
	}
	p.keep("huge", &reader.Page{}, maxKept+1)
	for _, v := range append(ids, "huge") {
		page, kept := p.find(v)
		if want := v == "c" || v == "d" || v == "e" || v == "f"; kept != want {
			t.Errorf("page %s is kept: %v, want %v", v, kept, want)
		} else if kept && page.Title != string(v) {
			t.Errorf("page %s is %s", v, page.Title)
		}
	}
	if p.size != maxKept || len(p.order) != 4 {
		t.Errorf("%d bytes in %d pages", p.size, len(p.order))
	}
}
