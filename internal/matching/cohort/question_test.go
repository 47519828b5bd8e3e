package cohort

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"stint/internal/id"
	"stint/internal/matching/fit"
	"stint/internal/worktime"
)

// posed is a question: applicants "a1" to "an" and mentors "m1" to "mk" with so
// many places each, everybody at office hours in Amsterdam.
func posed(applicants int, places ...int) *question {
	start, _ := worktime.ParseDate("2026-11-02")
	q := &question{Cohort: "c", Start: start, Rules: Rules{MaxApart: -1}, Weights: fit.UsualWeights()}
	for i := range applicants {
		q.Applicants = append(q.Applicants, seeker{Profile: profiled("a", i), Marks: map[id.Person]marks{}, Exceptions: map[Rule]bool{}})
	}
	for i, n := range places {
		q.Mentors = append(q.Mentors, guide{Profile: profiled("m", i), Places: n})
	}
	return q
}

func profiled(letter string, i int) Profile {
	p := Profile{Known: fit.Profile{Person: id.Person(fmt.Sprintf("%s%d", letter, i+1))}, Active: true}
	p.Known.Schedule.Week = fit.OfficeHours()
	return p.in("Europe/Amsterdam")
}

// in is somebody in a zone.
func (p Profile) in(zone string) Profile {
	loc, err := time.LoadLocation(zone)
	if err != nil {
		panic(err)
	}
	p.Known.Schedule.Location = loc
	return profileOf(p.Known, p.Active, p.Manager)
}

// speaking is somebody who has named languages.
func (p Profile) speaking(languages ...string) Profile {
	p.Known.Languages = languages
	return profileOf(p.Known, p.Active, p.Manager)
}

// told is an answer in a word for each applicant: "a1:m2 a2:-".
func told(t *testing.T, q *question) string {
	t.Helper()
	found, err := q.solve()
	if err != nil {
		t.Fatal(err)
	}
	var words []string
	for _, c := range found.Choices {
		mentor := string(c.Mentor)
		if mentor == "" {
			mentor = "-"
		}
		words = append(words, string(c.Applicant)+":"+mentor)
	}
	return strings.Join(words, " ")
}

func lineOf(t *testing.T, q *question, who id.Person) Choice {
	t.Helper()
	found, err := q.solve()
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(found.Choices, func(c Choice) bool { return c.Applicant == who })
	return found.Choices[i]
}

func TestWhoMayGoWhere(t *testing.T) {
	far := func(q *question) { q.Mentors[0].Profile = q.Mentors[0].in("Asia/Tokyo") }
	tests := map[string]struct {
		change func(*question)
		want   string
	}{
		"as they are":   {func(*question) {}, "a1:m1"},
		"a veto":        {func(q *question) { q.Applicants[0].Marks["m1"] = marks{Veto: true} }, "a1:-"},
		"forbidden":     {func(q *question) { q.Applicants[0].Marks["m1"] = marks{Coordinator: MarkForbid} }, "a1:-"},
		"their manager": {func(q *question) { q.Applicants[0].Manager = "m1" }, "a1:-"},
		"their manager, locked": {func(q *question) {
			q.Applicants[0].Manager = "m1"
			q.Applicants[0].Marks["m1"] = marks{Coordinator: MarkLock}
		}, "a1:-"},
		"themself":              {func(q *question) { q.Mentors[0].Person, q.Mentors[0].Known.Person = "a1", "a1" }, "a1:-"},
		"a mentor who left":     {func(q *question) { q.Mentors[0].Active = false }, "a1:-"},
		"an applicant who left": {func(q *question) { q.Applicants[0].Active = false }, "a1:-"},
		"no places":             {func(q *question) { q.Mentors[0].Places = 0 }, "a1:-"},
		"too little overlap":    {func(q *question) { far(q); q.Rules.MinOverlap = 60 }, "a1:-"},
		"too little overlap, set aside": {func(q *question) {
			far(q)
			q.Rules.MinOverlap = 60
			q.Applicants[0].Exceptions[RuleOverlap] = true
		}, "a1:m1"},
		"too little overlap, locked": {func(q *question) {
			far(q)
			q.Rules.MinOverlap = 60
			q.Applicants[0].Marks["m1"] = marks{Coordinator: MarkLock}
		}, "a1:m1"},
		"locked and ruled out": {func(q *question) { q.Applicants[0].Marks["m1"] = marks{Coordinator: MarkLock, Veto: true} }, "a1:-"},
		"enough overlap":       {func(q *question) { q.Rules.MinOverlap = 40 * 60 }, "a1:m1"},
		"clocks too far apart": {func(q *question) { far(q); q.Rules.MaxApart = 7 }, "a1:-"},
		"clocks just near":     {func(q *question) { far(q); q.Rules.MaxApart = 8 }, "a1:m1"},
		"no language": {func(q *question) {
			q.Rules.Language = true
			q.Applicants[0].Profile = q.Applicants[0].speaking("de")
			q.Mentors[0].Profile = q.Mentors[0].speaking("fr")
		}, "a1:-"},
		"a language": {func(q *question) {
			q.Rules.Language = true
			q.Applicants[0].Profile = q.Applicants[0].speaking("de", "fr")
			q.Mentors[0].Profile = q.Mentors[0].speaking("fr")
		}, "a1:m1"},
		"a language not said": {func(q *question) { q.Rules.Language = true; q.Applicants[0].Profile = q.Applicants[0].speaking("de") }, "a1:m1"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			q := posed(1, 1)
			test.change(q)
			if got := told(t, q); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}

func TestWishesDecideAmongEquals(t *testing.T) {
	q := posed(3, 1, 1, 1)
	q.Applicants[0].Marks["m3"] = marks{Applicant: MarkWish1}
	q.Applicants[1].Marks["m3"] = marks{Applicant: MarkWish2}
	q.Applicants[1].Marks["m1"] = marks{Applicant: MarkWish3}
	if got := told(t, q); got != "a1:m3 a2:m1 a3:m2" {
		t.Errorf("got %s", got)
	}
}

// A lock takes its place first, whatever that costs the others.
func TestLocksHoldTheirPlace(t *testing.T) {
	q := posed(3, 1, 1)
	for i := range q.Applicants {
		q.Applicants[i].Marks["m1"] = marks{Applicant: MarkWish1}
	}
	q.Applicants[2].Marks["m1"] = marks{Coordinator: MarkLock}
	line := lineOf(t, q, "a3")
	if line.Mentor != "m1" || !line.Locked {
		t.Errorf("got %+v", line)
	}
}

func TestWhatWouldHelp(t *testing.T) {
	rule := func(q *question) { q.Rules.MinOverlap = 60; q.Mentors[1].Profile = q.Mentors[1].in("Asia/Tokyo") }
	tests := map[string]struct {
		change func(*question)
		want   []Change
	}{
		"one place more":                         {func(q *question) { q.Mentors = q.Mentors[:1] }, []Change{{Kind: ChangePlace, Mentor: "m1"}}},
		"a must-have set aside, or a place more": {rule, []Change{{Kind: ChangeRule, Rule: RuleOverlap, Mentor: "m2"}, {Kind: ChangePlace, Mentor: "m1"}}},
		"a restriction": {func(q *question) {
			q.Applicants[0].Marks["m2"], q.Applicants[1].Marks["m2"] = marks{Veto: true}, marks{Veto: true}
		}, []Change{{Kind: ChangeRestriction}, {Kind: ChangePlace, Mentor: "m1"}}},
		"two things at once": {func(q *question) {
			rule(q)
			q.Applicants[0].Marks["m2"], q.Applicants[1].Marks["m2"] = marks{Veto: true}, marks{Veto: true}
		}, []Change{{Kind: ChangePlace, Mentor: "m1"}}},
		"nothing": {func(q *question) {
			for i := range q.Applicants {
				q.Applicants[i].Marks["m1"], q.Applicants[i].Marks["m2"] = marks{Coordinator: MarkForbid}, marks{Coordinator: MarkForbid}
			}
		}, nil},
		"a mentor without any place": {func(q *question) { q.Mentors[1].Places = 0; q.Mentors[1].Profile = q.Mentors[1].in("America/New_York") },
			[]Change{{Kind: ChangePlace, Mentor: "m1"}, {Kind: ChangePlace, Mentor: "m2"}}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			q := posed(2, 1, 1)
			test.change(q)
			found, err := q.solve()
			if err != nil {
				t.Fatal(err)
			}
			i := slices.IndexFunc(found.Choices, func(c Choice) bool { return c.Mentor == "" })
			if i < 0 {
				t.Fatal("everybody is placed")
			}
			if got := found.Choices[i].Changes; !reflect.DeepEqual(got, test.want) {
				t.Errorf("got %v, want %v", got, test.want)
			}
		})
	}
}

// What is said to help does help: each change is made, and everybody who had
// a place has one still.
func TestChangesHold(t *testing.T) {
	for seed := range 40 {
		q := scattered(seed, 14, 8)
		before, err := q.solve()
		if err != nil {
			t.Fatal(err)
		}
		for i, line := range before.Choices {
			for _, change := range line.Changes {
				again := scattered(seed, 14, 8)
				again.make(i, change)
				after, err := again.solve()
				if err != nil {
					t.Fatal(err)
				}
				if after.Placed <= before.Placed {
					t.Errorf("seed %d: %+v does not help %s: %d placed, then %d", seed, change, line.Applicant, before.Placed, after.Placed)
				}
			}
		}
	}
}

// make does what a change says.
func (q *question) make(i int, c Change) {
	switch c.Kind {
	case ChangePlace:
		for m := range q.Mentors {
			if q.Mentors[m].Person == c.Mentor {
				q.Mentors[m].Places++
			}
		}
	case ChangeRule:
		q.Applicants[i].Exceptions[c.Rule] = true
	case ChangeRestriction:
		for m, of := range q.Applicants[i].Marks {
			of.Veto = false
			q.Applicants[i].Marks[m] = of
		}
	}
}

// scattered is a cohort around the world with marks of all sorts.
func scattered(seed, applicants, mentors int) *question {
	zones := []string{"Europe/Amsterdam", "America/New_York", "Asia/Kolkata", "Asia/Tokyo", "America/Los_Angeles"}
	n := uint32(seed)
	next := func(k int) int { n = n*1664525 + 1013904223; return int(n>>8) % k }
	places := make([]int, mentors)
	for i := range places {
		places[i] = next(3)
	}
	q := posed(applicants, places...)
	q.Rules = Rules{MinOverlap: 120, MaxApart: 9, Language: true}
	for m := range q.Mentors {
		q.Mentors[m].Profile = q.Mentors[m].in(zones[next(5)]).speaking([]string{"en", "de", "ja"}[next(3)])
	}
	for i := range q.Applicants {
		a := &q.Applicants[i]
		a.Profile = a.in(zones[next(5)]).speaking([]string{"en", "de", "ja"}[next(3)])
		for _, m := range q.Mentors {
			switch next(9) {
			case 0:
				a.Marks[m.Person] = marks{Veto: true}
			case 1:
				a.Marks[m.Person] = marks{Applicant: MarkWish1}
			case 2:
				a.Marks[m.Person] = marks{Coordinator: MarkForbid}
			}
		}
	}
	return q
}

// Everybody ruling one mentor out leaves that mentor without anybody, and never
// shows in a reason.
func TestEverybodyRulesOneMentorOut(t *testing.T) {
	q := posed(6, 2, 2, 2)
	for i := range q.Applicants {
		q.Applicants[i].Marks["m2"] = marks{Veto: true}
	}
	found, err := q.solve()
	if err != nil {
		t.Fatal(err)
	}
	if found.Placed != 4 {
		t.Errorf("%d placed, want 4", found.Placed)
	}
	for _, line := range found.Choices {
		text := strings.ToLower(strings.Join(line.Reasons, " "))
		if line.Mentor == "m2" || line.Next == "m2" || strings.Contains(text, "veto") || strings.Contains(text, "restrict") || strings.Contains(text, "rule") {
			t.Errorf("it shows: %+v", line)
		}
	}
}

func TestSameQuestionSameAnswer(t *testing.T) {
	for seed := range 10 {
		a, err := scattered(seed, 30, 12).solve()
		if err != nil {
			t.Fatal(err)
		}
		b, err := scattered(seed, 30, 12).solve()
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(a, b) {
			t.Fatalf("seed %d: two answers", seed)
		}
		other := scattered(seed, 30, 12)
		other.Rules.MinOverlap++
		if c, err := other.solve(); err != nil || c.Digest == a.Digest {
			t.Fatalf("seed %d: another question has the same digest (%v)", seed, err)
		}
	}
}

// Equals draw lots that do not depend on the order of ids: over many cohorts
// each of five gets the one place about as often.
func TestLotsOfACohort(t *testing.T) {
	const cohorts = 1000
	won := map[string]int{}
	for i := range cohorts {
		q := posed(5, 1)
		q.Cohort = id.Cohort(fmt.Sprintf("cohort-%d", i))
		won[told(t, q)]++
	}
	if len(won) != 5 {
		t.Fatalf("%v", won)
	}
	for who, n := range won {
		if n < cohorts/5*7/10 || n > cohorts/5*13/10 {
			t.Errorf("%s in %d of %d cohorts: %v", who, n, cohorts, won)
		}
	}
}

func BenchmarkSolve(b *testing.B) {
	for _, size := range [][2]int{{200, 100}, {1000, 1000}} {
		b.Run(fmt.Sprintf("%dx%d", size[0], size[1]), func(b *testing.B) {
			q := scattered(1, size[0], size[1])
			q.Rules = Rules{MaxApart: -1}
			for b.Loop() {
				if _, err := q.solve(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
