// Package heading says what a heading or a label announces of the text below it.
package heading

import (
	"strings"

	"stint/internal/program/reader/wording/clause"
	"stint/internal/program/reader/wording/kind"
	"stint/internal/program/reader/wording/sense"
)

// Title is the text of a heading or a label.
type Title struct{ *clause.Reading }

// Section is what a heading says of the text below it.
type Section int

// The kinds of sections.
const (
	// Unknown is a heading that only names its matter.
	Unknown Section = iota
	// SectionTasks holds things to do.
	SectionTasks
	// SectionSetup holds things to do before the start.
	SectionSetup
	SectionGoals
	// SectionPrompts holds questions to discuss.
	SectionPrompts
	SectionResources
	// SectionText holds nothing to do: contents, FAQ, testimonials, alumni,
	// examples, notes, people, metrics, history, legal matter.
	SectionText
	// SectionEligibility says who may take part.
	SectionEligibility
	// SectionTopics names what is learned rather than what is done.
	SectionTopics
)

// Section says what a heading announces, and how sure that is.
func (r Title) Section() (Section, float64) {
	if len(r.Words) == 0 || len(r.Words) > 14 {
		return Unknown, 0
	}
	if r.Has(sense.Contents, sense.FAQ, sense.Testimonials, sense.Alumni, sense.Legal) && !r.Has(sense.Questions) || r.Has(sense.FAQ, sense.Testimonials, sense.Contents) {
		return SectionText, 0.95
	}
	if len(r.Words) <= 3 && r.IsQuestion() && (r.Has(sense.Questions) || r.Has(sense.Notes)) {
		return SectionText, 0.9 // "Questions?" says where to ask
	}
	if at := r.LastVerb(); at > 0 && !r.Interrogative() && !r.Has(sense.Questions) && !notAsked[r.Word(0)] {
		if asked := r.doing(at); asked != kind.Discuss && (asked != kind.Do || joining[r.Word(at)]) {
			return SectionTasks, 0.8 // "People to meet"
		}
	}
	switch {
	case r.Has(sense.Eligibility):
		return SectionEligibility, 0.9
	case r.mainly(sense.Questions):
		return SectionPrompts, 0.85
	case r.Has(sense.Goals) && !r.Has(sense.Tasks):
		return SectionGoals, 0.9
	case r.mainly(sense.Goals):
		return SectionGoals, 0.7
	case r.Has(sense.SetupSection) && !r.mainly(sense.Notes):
		return SectionSetup, 0.85
	case r.mainly(sense.Examples), r.mainly(sense.Metrics), r.mainly(sense.History), r.mainly(sense.People), r.mainly(sense.Notes):
		return SectionText, 0.8
	case r.mainly(sense.Resources):
		return SectionResources, 0.8
	case r.Has(sense.Tasks):
		return SectionTasks, 0.8
	case r.mainly(sense.Topics):
		return SectionTopics, 0.7
	case r.Has(sense.Examples, sense.Metrics, sense.History):
		return SectionText, 0.6
	case r.Has(sense.Optional):
		return SectionTasks, 0.7
	}
	return Unknown, 0
}

// doing is the kind of doing that the verb at word i asks for.
func (r Title) doing(i int) string { return kind.Doing{Reading: r.Reading}.OfVerb(i) }

// notAsked begin headings that end like "channels to join" and ask for nothing.
var notAsked = map[string]bool{"ways": true, "reasons": true, "tips": true, "need": true, "ready": true, "time": true, "how": true, "what": true, "when": true, "where": true, "who": true, "why": true, "which": true}

// joining are doings that a heading asks for by ending with them.
var joining = map[string]bool{"join": true, "install": true, "request": true, "bookmark": true, "follow": true, "download": true, "order": true, "open": true, "sign": true}

// mainly says that a heading is about a tag: the phrase begins it, or ends it,
// or few words stand beside it.
func (r Title) mainly(tag sense.Tag) bool {
	for _, h := range r.Hits {
		if h.Tag != tag {
			continue
		}
		if len(r.Words)-(h.To-h.From) <= 2 || h.To == len(r.Words) && len(r.Words) <= 6 {
			return true
		}
		if h.From == 0 && strings.ContainsAny(r.Gap(h.To-1), ":–—,(") || h.From == 0 && sense.Prepositions[r.Word(h.To)] {
			return true
		}
	}
	return false
}

// Marks says that a label is one of a milestone or of what comes out of a phase.
func (r Title) Marks() bool {
	return len(r.Words) <= 3 && r.Has(sense.NounDeliver, sense.Goals) || len(r.Words) <= 2 && sense.Marks[r.Word(len(r.Words)-1)]
}

// Assigns says that a label names something to be done: "Homework",
// "Assignment 2", "Reading", "Deliverable".
func (r Title) Assigns() bool {
	n := len(r.Words)
	if n > 0 && r.Words[n-1].Number >= 0 {
		n--
	}
	if n == 0 || n > 3 {
		return false
	}
	return sense.Assignments[r.Word(n-1)]
}

// IsProgram says that a title announces something to go through, so that the
// lists of its page are there to be done.
func (r Title) IsProgram() bool {
	for _, w := range r.Words {
		if sense.ProgramWords[w.Text] {
			return true
		}
	}
	return false
}

// IsExample says that a heading announces an example or a sample of something.
func (r Title) IsExample() bool {
	if !r.mainly(sense.Examples) {
		return false
	}
	h, _ := r.Find(sense.Examples, 0)
	return r.Word(h.From) != "template"
}

// IsAdvert says that a heading is one of those that a job is advertised with.
func (r Title) IsAdvert() bool { return len(r.Words) <= 8 && r.mainly(sense.Advert) }

// IsContentsHeading says that a heading announces a table of contents.
func (r Title) IsContentsHeading() bool { return r.Has(sense.Contents) }
