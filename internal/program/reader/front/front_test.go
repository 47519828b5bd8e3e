package front

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"stint/internal/program/reader/page"
)

func TestRead(t *testing.T) {
	f := Read(`title: "A: program"
description: What it is
address: https://example.com/p/
weeks: 12
hours: 7.5
rhythm:
  every: biweekly
  minutes: 45
  extendable: 60
eligibility:
  - One year with us
  - Your manager agrees
invitations:
  - "#channel"
  - name: Team call
    url: https://example.com/call
  - {name: Forum, kind: channel}
layout: page
tags: [a, b]
`, "yaml", 2)
	want := Front{
		Title: "A: program", Description: "What it is", Address: "https://example.com/p/", Weeks: 12, WeeksLine: 5, Hours: 7.5, HoursLine: 6,
		Every: "two-weeks", Minutes: 45, Extendable: 60, RhythmLine: 7,
		Eligibility: []Line{{"One year with us", 12}, {"Your manager agrees", 13}},
		Invitations: []Invitation{{"#channel", "channel", ""}, {"Team call", "call", "https://example.com/call"}, {"Forum", "channel", ""}},
	}
	if diff := cmp.Diff(want, f); diff != "" {
		t.Error(diff)
	}
}

func TestRhythmOnOneLine(t *testing.T) {
	for text, want := range map[string]string{
		"weekly": "week 0 0", "weekly 30 minutes": "week 30 0", "Weekly, 30 min, up to 60": "week 30 60", "biweekly 45m to 90": "two-weeks 45 90", "daily 15": "day 15 0", "sometimes": " 0 0",
	} {
		f := Read("rhythm: "+text, "yaml", 1)
		if got := fmt.Sprintf("%s %d %d", f.Every, f.Minutes, f.Extendable); got != want || (f.Every == "") != (len(f.Problems) == 1) {
			t.Errorf("%q: %s, want %s, %v", text, got, want, f.Problems)
		}
	}
}

func TestMentorsAndFit(t *testing.T) {
	yes := true
	f := Read("mentors:\n  teams: Support\n  individual-contributor: true\n  tenure: 1 year\nfit: {overlap: 50, answers: 0}", "yaml", 1)
	want := Front{
		Mentors: &page.MentorRule{Teams: []string{"Support"}, IndividualContributor: &yes, TenureMonths: 12},
		Fit:     map[string]int{page.FitOverlap: 50, page.FitAnswers: 0},
	}
	if diff := cmp.Diff(want, f); diff != "" {
		t.Error(diff)
	}
	for text, months := range map[string]int{"6": 6, "6 months": 6, "1 month": 1, "2 Years": 24, "2y": 24, "18m": 18} {
		f := Read("mentors: {tenure: "+text+"}", "yaml", 1)
		if f.Mentors == nil || f.Mentors.TenureMonths != months {
			t.Errorf("%s: %+v %v", text, f.Mentors, f.Problems)
		}
	}
	if f := Read("mentors: {}\nfit: {}", "yaml", 1); f.Mentors != nil || f.Fit != nil || len(f.Problems) > 0 {
		t.Errorf("%+v", f)
	}
}

// TestKeyByKey reads what Stint knows out of front matter that is no YAML.
func TestKeyByKey(t *testing.T) {
	text := "name: New people\ntitle: Support: the first weeks\nlabels: Kind: Form\nrhythm:\n  every: week\n  minutes: 30\neligibility:\n- six months here\nweeks: 6\nweeks: 9\nassignees: ''"
	got := Read(text, "yaml", 2)
	if len(got.Problems) != 1 || got.Problems[0].Code != "S503" {
		t.Errorf("%+v", got.Problems)
	}
	got.Problems = nil
	want := Front{
		Title: "Support: the first weeks", Name: "New people", Weeks: 6, WeeksLine: 10, Every: "week", Minutes: 30, RhythmLine: 5,
		Eligibility: []Line{{"six months here", 9}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestProblems(t *testing.T) {
	for text, want := range map[string]string{
		"title: a: b":                  "S503",
		"labels: Kind: Form\nweeks: 0": "S503 S505",
		"- a\n- b":                     "S503",
		"titel: x":                     "S504",
		"address: 12 Main Street":      "S506",
		"address: [a]":                 "S505",
		"address: https://a.example/" + strings.Repeat("y", 2000): "S506",
		"weeks: 0":                              "S505",
		"weeks: 2.5":                            "S505",
		"hours: lots":                           "S505",
		"rhythm: [1]":                           "S505",
		"rhythm: {each: week}":                  "S504",
		"rhythm: {every: year}":                 "S505",
		"invitations: one":                      "S505",
		"invitations: [{kind: call}]":           "S505",
		"invitations: [{nam: x}]":               "S504 S505",
		"title: [a]":                            "S505",
		"mentors: anybody":                      "S505",
		"mentors: {team: x}":                    "S504",
		"mentors: {tenure: soon}":               "S505",
		"mentors: {tenure: 90 years}":           "S505",
		"mentors: {individual-contributor: 3x}": "S505",
		"mentors: {teams: [{a: b}]}":            "S505",
		"fit: high":                             "S505",
		"fit: {zone: 3}":                        "S504",
		"fit: {overlap: 101}":                   "S505",
		"fit: {overlap: -1, topics: 2.5}":       "S505 S505",
		"weight: 3\nurl: /x\nauthor: y":         "",
		"":                                      "",
		"a: &a [*a]":                            "",
		"x: |\n " + strings.Repeat("y", 70<<10): "S505",
	} {
		var got []string
		for _, p := range Read(text, "yaml", 2).Problems {
			got = append(got, p.Code)
			if p.Line < 2 || p.Message == "" {
				t.Errorf("%+v", p)
			}
		}
		if s := strings.Join(got, " "); s != want {
			t.Errorf("%.40q: %q, want %q", text, s, want)
		}
	}
}

// TestBombs reads front matter that is made to grow.
func TestBombs(t *testing.T) {
	text := "a: &a [x,x,x,x,x,x,x,x,x]\n"
	for c := 'b'; c < 'k'; c++ {
		text += fmt.Sprintf("%c: &%c [%s]\n", c, c, strings.Repeat(fmt.Sprintf("*%c,", c-1), 9))
	}
	Read(text, "yaml", 1)
	Read(strings.Repeat("[", 50000), "yaml", 1)
	Read(strings.Repeat("a: {", 10000), "yaml", 1)
}

func TestTOML(t *testing.T) {
	f := Read("title = \"T\"\nweeks = 3\n[params]\nhours = 9\n", "toml", 2)
	if f.Title != "T" || f.Weeks != 3 || f.Hours != 0 || len(f.Problems) > 0 {
		t.Errorf("%+v", f)
	}
}

// TestSchema compares the published schema with what is read.
func TestSchema(t *testing.T) {
	var s struct {
		Properties map[string]any `json:"properties"`
	}
	if err := json.Unmarshal(Schema(), &s); err != nil {
		t.Fatal(err)
	}
	for _, k := range keys {
		if s.Properties[k] == nil {
			t.Errorf("%s is not in the schema", k)
		}
	}
	if len(s.Properties) != len(keys) {
		t.Errorf("%d properties, %d keys", len(s.Properties), len(keys))
	}
}
