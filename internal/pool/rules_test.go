package pool

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"stint/internal/fault"
	"stint/internal/program/reader"
	"stint/internal/worktime"
)

func date(t *testing.T, text string) worktime.Date {
	t.Helper()
	d, err := worktime.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestOffersThatBreakARule(t *testing.T) {
	today := date(t, "2026-08-10")
	many := make([]string, MaxTopics+1)
	for i := range many {
		many[i] = strings.Repeat("t", i+1)
	}
	for name, c := range map[string]struct {
		offer Offer
		field string
	}{
		"a good one":            {Offer{Capacity: 1, Style: "questions", Until: "2026-08-10"}, ""},
		"no place":              {Offer{}, "capacity"},
		"too many places":       {Offer{Capacity: MaxCapacity + 1}, "capacity"},
		"a negative number":     {Offer{Capacity: -1}, "capacity"},
		"a style of their own":  {Offer{Capacity: 1, Style: "loud"}, "style"},
		"yesterday":             {Offer{Capacity: 1, Until: "2026-08-09"}, "until"},
		"no date":               {Offer{Capacity: 1, Until: "soon"}, "until"},
		"30 February":           {Offer{Capacity: 1, Until: "2027-02-30"}, "until"},
		"a date of another age": {Offer{Capacity: 1, Until: "2126-01-01"}, "until"},
		"a long topic":          {Offer{Capacity: 1, Topics: []string{strings.Repeat("é", 31)}}, "topics"},
		"too many topics":       {Offer{Capacity: 1, Topics: many}, "topics"},
		"broken UTF-8":          {Offer{Capacity: 1, Topics: []string{"a\xff"}}, "topics"},
		"a bell":                {Offer{Capacity: 1, Topics: []string{"a\ab"}}, "topics"},
		"no language":           {Offer{Capacity: 1, Languages: []string{"klingonese"}}, "languages"},
		"an unknown language":   {Offer{Capacity: 1, Languages: []string{"und"}}, "languages"},
		"bytes for a language":  {Offer{Capacity: 1, Languages: []string{"\xff\x00"}}, "languages"},
	} {
		_, err := c.offer.on(Opening{}, today)
		if c.field == "" && err == nil {
			continue
		}
		if e := fault.Of(err); err == nil || e.Kind != fault.Invalid || len(e.Fields) != 1 || e.Fields[0].Name != c.field {
			t.Errorf("%s: %v, want it to be about %q", name, err, c.field)
		}
	}
}

func TestWhoMayMentor(t *testing.T) {
	yes, no := true, false
	today := date(t, "2026-08-10")
	somebody := candidate{team: "support", active: true, reports: 2, today: today}
	for name, c := range map[string]struct {
		rule  reader.MentorRule
		who   func(*candidate)
		want  bool
		words string
	}{
		"no rules":                       {reader.MentorRule{}, func(*candidate) {}, true, ""},
		"gone":                           {reader.MentorRule{}, func(c *candidate) { c.active = false }, false, "active in the directory"},
		"team, in another case":          {reader.MentorRule{Teams: []string{"Design", "Support"}}, func(*candidate) {}, true, "Design or Support"},
		"another team":                   {reader.MentorRule{Teams: []string{"Design"}}, func(*candidate) {}, false, "says support"},
		"no team":                        {reader.MentorRule{Teams: []string{"Design"}}, func(c *candidate) { c.team = "" }, false, "names no team"},
		"a manager":                      {reader.MentorRule{IndividualContributor: &yes}, func(*candidate) {}, false, "Here 2 people do"},
		"a manager where it is all one":  {reader.MentorRule{IndividualContributor: &no}, func(*candidate) {}, true, ""},
		"nobody's manager":               {reader.MentorRule{IndividualContributor: &yes}, func(c *candidate) { c.reports = 0 }, true, "nobody reports"},
		"nobody knows since when":        {reader.MentorRule{TenureMonths: 6}, func(*candidate) {}, true, "on trust"},
		"half a year to the day":         {reader.MentorRule{TenureMonths: 6}, func(c *candidate) { c.startedOn = date(t, "2026-02-10") }, true, "6 months"},
		"a day short of half a year":     {reader.MentorRule{TenureMonths: 6}, func(c *candidate) { c.startedOn = date(t, "2026-02-11") }, false, "Tue 11 August"},
		"a year from the 29 of February": {reader.MentorRule{TenureMonths: 12}, func(c *candidate) { c.startedOn = date(t, "2024-02-29") }, true, "a year"},
		"two years":                      {reader.MentorRule{TenureMonths: 24}, func(c *candidate) { c.startedOn = date(t, "2025-08-10") }, false, "2 years"},
	} {
		who := somebody
		c.who(&who)
		e := judge(c.rule, who)
		said := ""
		for _, r := range e.Reasons {
			said += r.Text + " "
		}
		if e.Eligible != c.want || !strings.Contains(said, c.words) || (e.Unmet() == "") != c.want {
			t.Errorf("%s: %+v", name, e)
		}
	}
}

func TestMonthsAfter(t *testing.T) {
	for _, c := range []struct {
		from string
		n    int
		want string
	}{
		{"2026-01-31", 1, "2026-02-28"}, {"2024-01-31", 1, "2024-02-29"}, {"2024-02-29", 12, "2025-02-28"}, {"2026-08-10", 6, "2027-02-10"},
		{"2026-12-31", 0, "2026-12-31"}, {"2026-11-30", 3, "2027-02-28"}, {"2026-10-31", 600, "2076-10-31"},
	} {
		if got := monthsAfter(date(t, c.from), c.n).String(); got != c.want {
			t.Errorf("%d months after %s: %s, want %s", c.n, c.from, got, c.want)
		}
	}
}

// The drawing in docs/states is compared with the table that the code goes by.
func TestTheDrawingShowsEveryMoveAndNoOther(t *testing.T) {
	drawing, err := os.ReadFile("../../docs/states/opening.md")
	if err != nil {
		t.Fatal(err)
	}
	var drawn, allowed []string
	for _, arrow := range regexp.MustCompile(`(?m)^ +(\w+|\[\*\]) --> (\w+): (\w+)$`).FindAllStringSubmatch(string(drawing), -1) {
		drawn = append(drawn, arrow[1]+" "+arrow[2]+" "+arrow[3])
	}
	for _, m := range Moves() {
		from := string(m.From)
		if from == "" {
			from = "[*]"
		}
		allowed = append(allowed, from+" "+string(m.To)+" "+m.Verb)
	}
	slices.Sort(drawn)
	slices.Sort(allowed)
	if diff := cmp.Diff(allowed, drawn); diff != "" {
		t.Errorf("docs/states/opening.md (-code +drawing):\n%s", diff)
	}
}
