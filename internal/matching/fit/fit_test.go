package fit_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"stint/internal/id"
	"stint/internal/matching/fit"
)

const office = "Mon-Fri 09:00-17:00"

// pair is an intern and a mentor in one office about whom everything is said.
func pair(t *testing.T) (intern, mentor fit.Profile) {
	intern, mentor = profile(t, office, "Europe/Amsterdam"), profile(t, office, "Europe/Amsterdam")
	intern.Topics, mentor.Topics = []string{"CI/CD", "adoption", "renewals"}, []string{"Adoption", "ci/cd"}
	intern.Languages, mentor.Languages = []string{"en-GB", "nl"}, []string{"pt-BR", "en"}
	intern.Style, mentor.Style = "questions", "questions"
	mentor.Capacity, mentor.Held = 2, 1
	return intern, mentor
}

func TestWhatEachPartIsWorth(t *testing.T) {
	at := fit.When{Start: date(t, "2026-10-15")}
	only := func(name string) fit.Weights { return fit.WeightsOf(without(name)) }
	for name, c := range map[string]struct {
		part   string
		change func(intern, mentor *fit.Profile)
		want   int
	}{
		"a whole week together": {"overlap", func(_, _ *fit.Profile) {}, 1000},
		"fifteen hours":         {"overlap", func(_, m *fit.Profile) { m.Schedule = profile(t, "Mon-Fri 09:00-12:00", "Europe/Amsterdam").Schedule }, 750},
		"no hour":               {"overlap", func(_, m *fit.Profile) { m.Schedule = profile(t, "Sat 09:00-12:00", "Europe/Amsterdam").Schedule }, 0},
		"more than forty hours": {"overlap", func(i, m *fit.Profile) {
			i.Schedule.Week = week(t, "Mon-Sun 00:00-24:00")
			m.Schedule.Week = i.Schedule.Week
		}, 1000},
		"a week off changes nothing": {"overlap", func(_, m *fit.Profile) {
			m.Schedule = profile(t, office, "Europe/Amsterdam", date(t, "2026-10-15")).Schedule
		}, 1000},
		"two of three topics":     {"topics", func(_, _ *fit.Profile) {}, 666},
		"no topic":                {"topics", func(_, m *fit.Profile) { m.Topics = nil }, 0},
		"a language in common":    {"languages", func(_, _ *fit.Profile) {}, 1000},
		"no language in common":   {"languages", func(_, m *fit.Profile) { m.Languages = []string{"fr"} }, 0},
		"a language not said":     {"languages", func(_, m *fit.Profile) { m.Languages = nil }, 500},
		"nonsense for a language": {"languages", func(i, m *fit.Profile) { i.Languages = []string{"?"}; m.Languages = []string{"?"} }, 0},
		"the style asked for":     {"style", func(_, _ *fit.Profile) {}, 1000},
		"another style":           {"style", func(_, m *fit.Profile) { m.Style = "calls" }, 0},
		"a style not said":        {"style", func(_, m *fit.Profile) { m.Style = "" }, 500},
		"one of two places":       {"load", func(_, _ *fit.Profile) {}, 500},
		"no place":                {"load", func(_, m *fit.Profile) { m.Held = 2 }, 0},
		"more held than offered":  {"load", func(_, m *fit.Profile) { m.Held = 9 }, 0},
		"nobody asked before":     {"answers", func(_, _ *fit.Profile) {}, 500},
		"always yes":              {"answers", func(_, m *fit.Profile) { m.Answers.Accepted = 8 }, 900},
		"always no":               {"answers", func(_, m *fit.Profile) { m.Answers.Declined = 8 }, 500},
		"always silent":           {"answers", func(_, m *fit.Profile) { m.Answers.Silent = 8 }, 100},
	} {
		intern, mentor := pair(t)
		c.change(&intern, &mentor)
		if got := fit.Of(intern, mentor, at, only(c.part)).Score; got != c.want {
			t.Errorf("%s: %d, want %d", name, got, c.want)
		}
	}
}

// without is every weight but one at nothing.
func without(name string) map[string]int {
	weights := map[string]int{"overlap": 0, "topics": 0, "languages": 0, "style": 0, "load": 0, "answers": 0}
	weights[name] = 7
	return weights
}

func TestPartsThatDoNotApplyAreLeftOut(t *testing.T) {
	at := fit.When{Start: date(t, "2026-10-15")}
	intern, mentor := pair(t)
	intern.Topics, intern.Style, mentor.Capacity = nil, "", 0
	weights := fit.Weights{Overlap: 50, Topics: 100, Languages: 50, Style: 100, Load: 100}
	if got := fit.Of(intern, mentor, at, weights).Score; got != 1000 {
		t.Errorf("%d", got)
	}
	if got := fit.Of(intern, mentor, at, fit.Weights{}).Score; got != 0 {
		t.Errorf("with nothing to weigh: %d", got)
	}
	if w := fit.WeightsOf(map[string]int{"overlap": 0, "moon": 9}); w.Overlap != 0 || w.Topics != fit.UsualWeights().Topics {
		t.Errorf("%+v", w)
	}
}

func TestReasonsInWords(t *testing.T) {
	for name, c := range map[string]struct {
		change func(intern, mentor *fit.Profile)
		want   string
	}{
		"everything": {func(_, _ *fit.Profile) {}, `
			+40 h of working time together in the week of Mon 12 October
			+Two of your three topics: CI/CD, adoption
			+You both speak English
			+Mentors the way you asked for
			+One place of two is free`},
		"nothing": {func(i, m *fit.Profile) {
			m.Schedule = profile(t, "Sat 09:00-12:00", "Europe/Amsterdam").Schedule
			m.Topics, m.Languages, m.Style, m.Capacity, m.Held = nil, []string{"fr"}, "calls", 3, 3
		}, `
			-You work at no time together in the week of Mon 12 October
			-None of your three topics
			-No language in common
			-Mentors in another way than you asked for
			-All three places are taken, therefore last`},
		"silence": {func(i, m *fit.Profile) {
			i.Topics, i.Languages, i.Style, m.Capacity, m.Assumed = nil, nil, "", 0, true
		}, `
			+40 h of working time together in the week of Mon 12 October
			+Has not said when they work: counted as Monday to Friday, 9:00 to 17:00`},
		"clocks, one topic, days off": {func(i, m *fit.Profile) {
			m.Schedule = profile(t, office, "Africa/Accra", date(t, "2026-10-12"), date(t, "2026-10-13")).Schedule
			i.Topics, m.Languages, i.Style, m.Capacity, m.Held = []string{"adoption"}, nil, "", 1, 0
		}, `
			+30 h of working time together in the week of Mon 12 October
			-Days off leave 18 h of that week
			+From Mon 26 October 5 h a week more: your clocks change, theirs do not
			+Your one topic: adoption
			+The one place is free`},
		"their clocks, all topics, a whole week off": {func(i, m *fit.Profile) {
			i.Schedule = profile(t, office, "Africa/Accra").Schedule
			m.Schedule = profile(t, "Mon 09:00-17:00", "Europe/Amsterdam", date(t, "2026-10-12")).Schedule
			m.Topics, m.Languages, i.Style, m.Capacity, m.Held = i.Topics, nil, "", 4, 1
		}, `
			+6 h of working time together in the week of Mon 12 October
			-Days off leave nothing of that week
			+From Mon 26 October 1 h a week more: their clocks change, yours do not
			+All of your three topics: CI/CD, adoption, renewals
			+Three places of four are free`},
	} {
		intern, mentor := pair(t)
		c.change(&intern, &mentor)
		var got, want []string
		for _, r := range fit.Of(intern, mentor, fit.When{Start: date(t, "2026-10-15")}, fit.UsualWeights()).Reasons {
			got = append(got, map[bool]string{true: "+", false: "-"}[r.For]+r.Text)
			if strings.Contains(r.About, "you") || r.About == "" || r.Kind == "" {
				t.Errorf("%s: %q speaks to the intern", name, r.About)
			}
		}
		for line := range strings.SplitSeq(strings.TrimSpace(c.want), "\n") {
			want = append(want, strings.TrimSpace(line))
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s:\n%s\nwant\n%s", name, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
}

// How somebody answered before counts, and no reason differs by it.
func TestAnswersCountAndNeverShow(t *testing.T) {
	intern, mentor := pair(t)
	at := fit.When{Start: date(t, "2026-10-15")}
	rapid.Check(t, func(rt *rapid.T) {
		n := func(name string) int { return rapid.IntRange(0, 50).Draw(rt, name) }
		other := mentor
		other.Answers = fit.Answers{Accepted: n("yes"), Declined: n("no"), Silent: n("silence")}
		before, after := fit.Of(intern, mentor, at, fit.UsualWeights()), fit.Of(intern, other, at, fit.UsualWeights())
		if !slices.Equal(before.Reasons, after.Reasons) || before.Overlap != after.Overlap {
			rt.Errorf("%+v shows: %v", other.Answers, after.Reasons)
		}
		if after.Score < 0 || after.Score > 1000 {
			rt.Errorf("score %d", after.Score)
		}
	})
	mentor.Answers.Silent = 9
	silent := fit.Of(intern, mentor, at, fit.UsualWeights()).Score
	mentor.Answers = fit.Answers{Accepted: 9}
	if kind := fit.Of(intern, mentor, at, fit.UsualWeights()).Score; kind <= silent {
		t.Errorf("an answer counts nothing: %d against %d", kind, silent)
	}
}

func BenchmarkRank(b *testing.B) {
	t := &testing.T{}
	intern, _ := pair(t)
	field := fit.Field{Weights: fit.UsualWeights()}
	for i := range 500 {
		_, mentor := pair(t)
		mentor.Schedule = profile(t, hours[i%len(hours)], zones[i%len(zones)]).Schedule
		m := fit.Mentor{Profile: mentor}
		m.Person.ID = id.Person(fmt.Sprintf("mentor-%d", i))
		field.Mentors = append(field.Mentors, m)
	}
	at := fit.When{Start: date(t, "2026-10-15")}
	for b.Loop() {
		field.Rank(intern, at)
	}
}
