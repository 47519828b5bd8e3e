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
	if r.refuses() {
		return SectionText, 0.9
	}
	if r.turnsTo() {
		return SectionText, 0.8 // "Support and questions", "For questions about the tools"
	}
	if at := r.LastVerb(); at > 0 && !r.Interrogative() && !r.aids(at) && !r.Has(sense.Questions) && !notAsked[r.Word(0)] {
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
	case r.asksWhat():
		return SectionTasks, 0.8
	case r.Has(sense.SetupSection) && !r.mainly(sense.Notes):
		return SectionSetup, 0.85
	case r.mainly(sense.Examples), r.mainly(sense.Metrics), r.mainly(sense.History), r.mainly(sense.People), r.mainly(sense.Notes):
		return SectionText, 0.8
	case r.mainly(sense.Resources):
		return SectionResources, 0.8
	case r.holdsTasks():
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
		if w := r.Word(h.From); w == "introduction" && r.Word(h.To) == "to" && r.Word(h.To+1) != "this" && h.To+1 < len(r.Words) {
			continue // "Introduction to databases" is a lesson
		}
		if len(r.Words)-(h.To-h.From) <= 2 || h.To == len(r.Words) && len(r.Words) <= 6 {
			return true
		}
		if h.To <= 4 && strings.HasPrefix(r.Gap(h.To-1), " (") && strings.HasSuffix(strings.TrimRight(r.Text, " :"), ")") {
			return true // "Schedule reminder (weeks from Monday to Friday)"
		}
		if h.From == 0 && strings.ContainsAny(r.Gap(h.To-1), ":–—,(") || h.From == 0 && sense.Prepositions[r.Word(h.To)] {
			return true
		}
	}
	return false
}

// refuses says that a heading announces what is not to be done: "What mentors do
// not do", "Don't".
func (r Title) refuses() bool {
	last := len(r.Words) - 1
	for i := range r.Words {
		if sense.Refusing[r.Word(i)] {
			return sense.Refused[r.Word(last)] || i <= 1 && last <= 1 && (i == last || sense.Refused[r.Word(0)])
		}
	}
	return false
}

// turnsTo says that a heading tells whom to turn to with questions.
func (r Title) turnsTo() bool {
	for i := range r.Words {
		if !sense.QuestionWords[r.Word(i)] {
			continue
		}
		if first := r.Word(0); sense.ForWords[first] && (i == 1 || i == 2 && (sense.Determiners[r.Word(1)] || sense.Articles[r.Word(1)] || sense.AnyWords[r.Word(1)])) {
			return true
		}
		if r.besides(i, i-1, -1) || r.besides(i, i+1, 1) {
			return true
		}
	}
	return false
}

// besides says that the word at k names support, joined to the word at i.
func (r Title) besides(i, k, step int) bool {
	joined := strings.ContainsAny(r.Gap(min(i, k)), "&/,")
	if w := r.Word(k); w == "and" || w == "or" || w == "und" || w == "et" || w == "y" || w == "e" {
		joined, k = true, k+step
	}
	return joined && sense.SupportWords[r.Word(k)] && len(r.Words) <= 5
}

// asksWhat says that a heading announces what will be done: "What you'll do".
func (r Title) asksWhat() bool {
	h, ok := r.Find(sense.Tasks, 0)
	return ok && h.From == 0 && h.To-h.From > 2 && h.To == len(r.Words) && r.Word(0) == "what"
}

// aids says that what a heading ends with is how things are used beside the
// program: "Resources to follow along", "Links to refer to".
func (r Title) aids(at int) bool {
	return r.mainly(sense.Resources) && sense.Aiding[r.Word(at)]
}

// holdsTasks says that a heading names tasks, and not only something that is
// there for them: "Instructions for performing tasks".
func (r Title) holdsTasks() bool {
	for _, h := range r.Hits {
		if h.Tag != sense.Tasks {
			continue
		}
		beside := false
		for i := max(1, h.From-3); i < h.From; i++ {
			beside = beside || r.Word(i) == "for" && strings.HasSuffix(r.Word(i+1), "ing")
		}
		if !beside {
			return true
		}
	}
	return false
}

// Expects says that a heading announces what is expected of somebody, which may
// be asked for or only described.
func (r Title) Expects() bool {
	return len(r.Words) <= 5 && (sense.Expecting[r.Word(len(r.Words)-1)] || len(r.Words) > 0 && sense.Expecting[r.Word(0)])
}

// Yields says that a heading of text may stand above things to do all the same,
// where these ask: the word that makes it one is only a part of what it names
// ("Live support", "Product overview"), or names a matter to deal with ("Team",
// "Communication") rather than how something is done ("Tips").
func (r Title) Yields() bool {
	if r.Has(sense.Contents, sense.FAQ, sense.Testimonials, sense.Alumni, sense.Legal, sense.Examples) || r.turnsTo() || r.IsVersion() || r.IsQuestion() {
		return false
	}
	matters, covered := true, map[int]bool{}
	for _, h := range r.Hits {
		switch h.Tag {
		case sense.Notes, sense.Note, sense.People, sense.Metrics, sense.History:
			matters = matters && h.To == h.From+1 && sense.Matters[r.Word(h.From)]
			for i := h.From; i < h.To; i++ {
				covered[i] = true
			}
		}
	}
	more := false
	for i, w := range r.Words {
		if sense.Refusing[w.Text] {
			return false // "What mentors do not do"
		}
		more = more || !covered[i] && w.Number < 0 && !sense.Articles[w.Text] && !sense.Determiners[w.Text] && !sense.Prepositions[w.Text] && !sense.Vague[w.Text]
	}
	return more || matters
}

// Answers says that a heading announces what somebody answers for, as a
// description of a position does.
func (r Title) Answers() bool {
	return len(r.Words) > 0 && len(r.Words) <= 4 && sense.Answering[r.Word(len(r.Words)-1)]
}

// MeasuresSuccess says that a heading announces by what success is told.
func (r Title) MeasuresSuccess() bool {
	for _, w := range r.Words {
		if sense.SuccessWords[w.Text] {
			return r.Has(sense.Metrics)
		}
	}
	return false
}

// Requires says that a heading announces what somebody has to have or to know
// before the start.
func (r Title) Requires() bool {
	return len(r.Words) > 0 && len(r.Words) <= 3 && (sense.Requiring[r.Word(len(r.Words)-1)] || sense.Requiring[r.Word(0)])
}

// IsVersion says that a heading is a version of something, or the day of one,
// below which a list tells what was changed: "2.8.4 / 2017-07-12", "[Unreleased]".
func (r Title) IsVersion() bool {
	if len(r.Words) == 0 || len(r.Words) > 10 {
		return false
	}
	parts, dated, open := 0, false, true
	for i, w := range r.Words {
		if w.Number < 0 {
			if !sense.VersionWords[w.Text] {
				return false
			}
			continue
		}
		year := w.Number >= 1990 && w.Number < 2100
		if open = open && !year && (parts == 0 || r.Gap(i-1) == "."); open {
			parts++
		}
		dated = dated || year
	}
	return parts > 2 || parts == 2 && dated || r.Word(0) == "unreleased" && len(r.Words) == 1
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
