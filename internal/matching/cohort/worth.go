package cohort

import (
	"math"
	"slices"
	"time"

	"stint/internal/id"
	"stint/internal/matching/fit"
	"stint/internal/worktime"
)

// Profile is what of a person decides whom they fit. What is no part of its
// JSON is said by what is.
type Profile struct {
	Person  id.Person
	Active  bool // in the directory; a mentor's, that they can be asked
	Manager id.Person
	Zone    string
	Hours   string      // text form of worktime.Week
	Known   fit.Profile `json:"-"`
	// What the formula goes by beside the hours.
	Languages, Topics []string
	Style             string
	Capacity, Held    int
	Answers           fit.Answers
}

// profileOf takes down what decides.
func profileOf(known fit.Profile, active bool, manager id.Person) Profile {
	hours, _ := known.Schedule.Week.MarshalText() // it never fails
	return Profile{
		Person: known.Person, Active: active, Manager: manager, Zone: zone(known).String(), Hours: string(hours), Known: known,
		Languages: known.Languages, Topics: known.Topics, Style: known.Style, Capacity: known.Capacity, Held: known.Held, Answers: known.Answers,
	}
}

func zone(p fit.Profile) *time.Location {
	if p.Schedule.Location == nil {
		return time.UTC
	}
	return p.Schedule.Location
}

// Pair is what decides of two people.
type Pair struct {
	Score    int  // that of fit.Of, 0 to 1000; never shown
	Overlap  int  // minutes of work at the same time in the week of the start, days off apart
	Apart    int  // minutes between the clocks on the first day
	Language bool // false only where both have named languages and share none
}

// wishWorth is what a wish adds to the worth of a pair, the dearest first: the
// dearest outweighs nearly a third of all that fit can say, and no wish outweighs
// somebody else's place.
var wishWorth = [MaxWishes]int64{300, 200, 100}

// cost is the one formula: what the assignment has least of. A pair costs what
// its score lacks of 1,000, less what the wish for it is worth.
func cost(score int, wish Mark) int64 {
	c := int64(1000 - score)
	if i := slices.Index(wishes[:], wish); i >= 0 {
		c -= wishWorth[i]
	}
	return c
}

// pairing measures the pairs of a question.
type pairing struct {
	start   worktime.Date
	measure *fit.Measure
	offsets map[string]int // seconds east of UTC, by zone
}

func newPairing(q *question) *pairing {
	return &pairing{start: q.Start, measure: fit.NewMeasure(fit.When{Start: q.Start}, q.Weights), offsets: map[string]int{}}
}

// of measures a pair.
func (p *pairing) of(a, m *Profile) Pair {
	w := p.measure.Of(a.Known, m.Known)
	return Pair{Score: w.Score, Overlap: int(w.Usual / time.Minute), Apart: p.apart(a, m), Language: w.Language}
}

// apart is how many minutes two clocks differ at noon of the first day, the
// shorter way round.
func (p *pairing) apart(a, m *Profile) int {
	minutes := int(math.Abs(float64(p.offset(a)-p.offset(m)))) / 60
	return min(minutes, 24*60-minutes)
}

func (p *pairing) offset(of *Profile) int {
	seconds, known := p.offsets[of.Zone]
	if !known {
		_, seconds = p.start.Start(time.UTC).Add(12 * time.Hour).In(zone(of.Known)).Zone()
		p.offsets[of.Zone] = seconds
	}
	return seconds
}

// reasons says in words why two people are together: what the formula says to
// others than the applicant, and what the applicant wished.
func (q *question) reasons(a *seeker, m *guide) []string {
	var list []string
	if i := slices.Index(wishes[:], a.Marks[m.Person].Applicant); i >= 0 {
		list = append(list, [...]string{"The applicant’s first wish", "The applicant’s second wish", "The applicant’s third wish"}[i])
	}
	for _, r := range fit.Of(a.Known, m.Known, fit.When{Start: q.Start}, q.Weights).Reasons {
		list = append(list, r.About)
	}
	return list
}
