package fit

import (
	"hash/fnv"
	"slices"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"stint/internal/id"
	"stint/internal/program/reader/page"
	"stint/internal/worktime"
)

// Profile is what the formula knows of one of the two.
type Profile struct {
	Person id.Person
	// Manager is whom an intern reports to: nobody is mentored by them.
	Manager id.Person
	// Schedule is when they work. Assumed says that they have not said so, and
	// usual office hours stand in.
	Schedule worktime.Schedule
	Assumed  bool
	// Topics are what an intern wants to learn, or a mentor knows, in any case.
	Topics []string
	// Languages are BCP 47 tags.
	Languages []string
	// Style is a word of pool.Styles: what an intern asks for, or a mentor offers.
	Style string
	// Capacity and Held are a mentor's places, offered and taken.
	Capacity, Held int
	// Answers is how a mentor answered those who asked before.
	Answers Answers
}

// Answers counts how somebody answered requests. It goes into a score and is
// never shown, in no form.
type Answers struct {
	Accepted, Declined int
	Silent             int // asked until the request went back to the intern
}

// free is how many places of a mentor are free.
func (p Profile) free() int { return max(p.Capacity-p.Held, 0) }

// When is the time for which a fit is asked.
type When struct {
	// Start is the start date, in the intern's zone. The week around it, from
	// its Monday, is what is compared.
	Start worktime.Date
}

// monday is the first day of the week of the start.
func (w When) monday() worktime.Date {
	return w.Start.AddDays(-(int(w.Start.Weekday()) + 6) % 7)
}

// Weights say how much each part counts, each from 0 to 100.
type Weights struct {
	Overlap, Topics, Languages, Style, Load, Answers int
}

// UsualWeights are those of a program whose page names none.
func UsualWeights() Weights {
	return Weights{Overlap: 40, Topics: 25, Languages: 15, Style: 5, Load: 10, Answers: 5}
}

// WeightsOf returns the weights of a page: what it names, and what is usual for
// the rest.
func WeightsOf(named map[string]int) Weights {
	w := UsualWeights()
	for part, weight := range named {
		switch part {
		case page.FitOverlap:
			w.Overlap = weight
		case page.FitTopics:
			w.Topics = weight
		case page.FitLanguages:
			w.Languages = weight
		case page.FitStyle:
			w.Style = weight
		case page.FitLoad:
			w.Load = weight
		case page.FitAnswers:
			w.Answers = weight
		}
	}
	return w
}

// officeHours stand in for somebody who has not said when they work.
const officeHours = "Mon-Fri 09:00-17:00"

// OfficeHours is the week that stands in for somebody who has not said when
// they work.
func OfficeHours() worktime.Week {
	week, err := worktime.ParseWeek(officeHours)
	if err != nil {
		panic("fit: office hours cannot be read: " + err.Error())
	}
	return week
}

// sharedTopics returns those of the intern's topics that the mentor names too,
// in the intern's words.
func sharedTopics(wanted, known []string) []string {
	var common []string
	for _, topic := range wanted {
		if slices.ContainsFunc(known, func(k string) bool { return strings.EqualFold(k, topic) }) {
			common = append(common, topic)
		}
	}
	return common
}

// sharedLanguages returns the languages that both speak, whatever their
// regions, by their names in English.
func sharedLanguages(a, b []string) []string {
	var common []string
	for _, tag := range a {
		if base := baseOf(tag); base != "" && slices.ContainsFunc(b, func(other string) bool { return baseOf(other) == base }) {
			if name := LanguageName(base); !slices.Contains(common, name) {
				common = append(common, name)
			}
		}
	}
	return common
}

// baseOf is the language of a tag without its region and script: pt for pt-BR.
func baseOf(tag string) string {
	parsed, err := language.Parse(tag)
	if err != nil {
		return ""
	}
	base, confidence := parsed.Base()
	if confidence == language.No {
		return ""
	}
	return base.String()
}

// LanguageName is the name of a BCP 47 tag in English, such as Brazilian
// Portuguese; the tag itself where it has none.
func LanguageName(tag string) string {
	parsed, err := language.Parse(tag)
	if err != nil {
		return tag
	}
	if name := display.English.Tags().Name(parsed); name != "" {
		return name
	}
	return tag
}

// lot decides between mentors who fit equally well: the same for the same two,
// and another order for every intern, so that nobody is always first.
func lot(intern, mentor id.Person) uint64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(string(intern) + " " + string(mentor))) // a hash takes everything
	return h.Sum64()
}
