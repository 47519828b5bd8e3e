package fit

import (
	"strings"
	"time"

	"stint/internal/id"
	"stint/internal/worktime"
)

// Worth is what Of says of a pair, without the words.
type Worth struct {
	Score int           // that of Fit
	Usual time.Duration // that of its Overlap
	// Language is false only where both have named languages and share none.
	Language bool
}

// Measure says what many pairs are worth, for one start and by the weights of
// one program: Of for thousands times thousands. In a company there are few
// working weeks, sets of languages and sets of topics, so what two of them share
// is reckoned once. A person keeps the profile that they came with first. It is
// for one goroutine at a time.
type Measure struct {
	at      When
	weights Weights
	names   map[string]int32
	people  map[id.Person]traits
	hours   map[[2]int32]span
	tongues map[[2]int32]int
	topics  map[[2]int32]int
}

// traits are the numbers of what somebody has in common with some others.
type traits struct{ week, languages, topics int32 }

// span is what two weeks share.
type span struct {
	usual time.Duration
	worth int
}

// NewMeasure returns a measure for a start and a program's weights.
func NewMeasure(at When, weights Weights) *Measure {
	return &Measure{
		at: at, weights: weights, names: map[string]int32{}, people: map[id.Person]traits{},
		hours: map[[2]int32]span{}, tongues: map[[2]int32]int{}, topics: map[[2]int32]int{},
	}
}

// Of is what a pair is worth.
func (m *Measure) Of(intern, mentor Profile) Worth {
	a, b := m.traitsOf(intern), m.traitsOf(mentor)
	shared := m.span(a, b, intern, mentor)
	languages := known(m.tongues, a.languages, b.languages, func() int {
		return languagesWorth(intern, mentor, sharedLanguages(intern.Languages, mentor.Languages))
	})
	topics := known(m.topics, a.topics, b.topics, func() int { return len(sharedTopics(intern.Topics, mentor.Topics)) })
	return Worth{
		Score: score(intern, mentor, parts{overlap: shared.worth, topics: topics, languages: languages}, m.weights),
		Usual: shared.usual, Language: languages > 0,
	}
}

// span is what the weeks of two people share, whatever their days off.
func (m *Measure) span(a, b traits, intern, mentor Profile) span {
	return known(m.hours, a.week, b.week, func() span {
		intern.Schedule.Off, mentor.Schedule.Off = worktime.DaysOff{}, worktime.DaysOff{}
		o := overlapOf(intern, mentor, m.at)
		return span{o.Usual, (2*hoursWorth(o.Usual) + hoursWorth(o.Later)) / 3}
	})
}

// known returns what is known of a pair, reckoned the first time.
func known[T any](all map[[2]int32]T, a, b int32, reckon func() T) T {
	v, found := all[[2]int32{a, b}]
	if !found {
		v = reckon()
		all[[2]int32{a, b}] = v
	}
	return v
}

func (m *Measure) traitsOf(p Profile) traits {
	t, found := m.people[p.Person]
	if !found {
		week, _ := p.Schedule.Week.MarshalText() // it never fails
		t = traits{
			week:      m.name("week\n" + location(p.Schedule).String() + "\n" + string(week)),
			languages: m.name("languages\n" + strings.Join(p.Languages, "\n")),
			topics:    m.name("topics\n" + strings.Join(p.Topics, "\n")),
		}
		m.people[p.Person] = t
	}
	return t
}

// name is the number of a text.
func (m *Measure) name(text string) int32 {
	n, found := m.names[text]
	if !found {
		n = int32(len(m.names))
		m.names[text] = n
	}
	return n
}
