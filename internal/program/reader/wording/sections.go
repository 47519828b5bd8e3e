package wording

import (
	"strings"

	"stint/internal/program/reader/wording/sense"
)

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
func (r *Reading) Section() (Section, float64) {
	if len(r.Words) == 0 || len(r.Words) > 14 {
		return Unknown, 0
	}
	if r.Has(sense.Contents, sense.FAQ, sense.Testimonials, sense.Alumni, sense.Legal) && !r.Has(sense.Questions) || r.Has(sense.FAQ, sense.Testimonials, sense.Contents) {
		return SectionText, 0.95
	}
	if len(r.Words) <= 3 && r.IsQuestion() && (r.Has(sense.Questions) || r.Has(sense.Notes)) {
		return SectionText, 0.9 // "Questions?" says where to ask
	}
	if at := r.lastVerb(); at > 0 && !r.Interrogative() && !r.Has(sense.Questions) && !notAsked[r.word(0)] {
		if kind, _ := r.verbal(r.verbs(at), Around{}); kind != Discuss && (kind != Do || joining[r.word(at)]) {
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

// notAsked begin headings that end like "channels to join" and ask for nothing.
var notAsked = map[string]bool{"ways": true, "reasons": true, "tips": true, "need": true, "ready": true, "time": true, "how": true, "what": true, "when": true, "where": true, "who": true, "why": true, "which": true}

// joining are doings that a heading asks for by ending with them.
var joining = map[string]bool{"join": true, "install": true, "request": true, "bookmark": true, "follow": true, "download": true, "order": true, "open": true, "sign": true}

// mainly says that a heading is about a tag: the phrase begins it, or ends it,
// or few words stand beside it.
func (r *Reading) mainly(tag sense.Tag) bool {
	for _, h := range r.Hits {
		if h.Tag != tag {
			continue
		}
		if len(r.Words)-(h.To-h.From) <= 2 || h.To == len(r.Words) && len(r.Words) <= 6 {
			return true
		}
		if h.From == 0 && strings.ContainsAny(r.gap(h.To-1), ":–—,(") || h.From == 0 && prepositions[r.word(h.To)] {
			return true
		}
	}
	return false
}

var prepositions = map[string]bool{"at": true, "by": true, "in": true, "and": true, "of": true, "for": true, "to": true, "from": true, "on": true, "with": true, "about": true, "für": true, "zu": true, "pour": true, "de": true, "para": true, "sur": true, "sobre": true, "em": true, "no": true, "na": true, "nos": true, "nas": true, "do": true, "da": true, "dos": true, "das": true, "ao": true, "aos": true, "com": true, "por": true, "en": true, "con": true, "del": true, "al": true, "avec": true, "du": true, "au": true, "aux": true, "dans": true, "par": true, "mit": true, "im": true, "am": true, "bei": true, "von": true, "zur": true, "zum": true}

// IsPromptHead says that a text gathers questions to discuss below it.
func (r *Reading) IsPromptHead() bool {
	for _, h := range r.Hits {
		if h.Tag != sense.PromptHead {
			continue
		}
		single := h.To == h.From+1 && r.Words[h.From].Text[0] < 0xe3
		ends := len(r.Words)-h.To <= 6
		if w := r.word(h.From); w == "think" || w == "discuss" && r.word(h.From+1) == "with" {
			ends = len(r.Words)-h.To <= 1 // else it says itself what is to be discussed
		}
		if ends && (!single || h.From == 0 && h.To == len(r.Words)) || strings.HasSuffix(strings.TrimSpace(r.Text), ":") && !single {
			return true
		}
	}
	return false
}

// IsQuestion says that a text asks something.
func (r *Reading) IsQuestion() bool {
	text := strings.TrimRight(r.Text, " )*_”\"")
	if strings.HasSuffix(text, "?") || strings.HasSuffix(text, "？") {
		return true
	}
	if len(r.Words) > 3 && strings.Contains(text, "? ") {
		return true
	}
	return r.spaceless() && strings.HasSuffix(strings.TrimRight(text, "。"), "か")
}

// Interrogative says that a text begins with a question word.
func (r *Reading) Interrogative() bool {
	h, ok := r.at(0, func(t sense.Tag) bool { return t == sense.Question })
	return ok && r.word(h.From) != "have" && r.word(h.From) != "do" && r.word(h.From) != "can"
}

// IsMilestone says that a text marks an end rather than asks for a doing.
func (r *Reading) IsMilestone() bool {
	h, ok := r.Find(sense.VerbMilestone, 0)
	if !ok {
		return false
	}
	return h.From == 0 || h.From <= 2 && len(r.Words) <= 8 || strings.Contains(r.Text, "🎉") || r.spaceless()
}

// IsNote says that a text explains rather than asks for a doing: "Note: …",
// "(…)", "The goal is …"; of one that is nested also "The demo should be …".
func (r *Reading) IsNote(nested bool) bool {
	if h, ok := r.at(0, func(t sense.Tag) bool { return t == sense.Note }); ok {
		if gap := r.gap(h.To - 1); strings.ContainsAny(gap, ":–—!.：-") || h.To-h.From > 1 {
			return true
		}
	}
	if r.isBlank() || r.isField() {
		return true
	}
	if strings.HasPrefix(r.Text, "(") && strings.HasSuffix(r.Text, ")") && strings.Count(r.Text, "(") == 1 {
		return true
	}
	if !nested && !sense.Demonstratives[r.word(0)] && !sense.AimWords[r.word(1)] {
		return false
	}
	return r.states()
}

// states says that a sentence is about a thing and not about somebody: "The
// demo should focus on …", "This course is no longer graded".
func (r *Reading) states() bool {
	if len(r.Words) < 5 || !articles[r.word(0)] && !sense.Demonstratives[r.word(0)] || len(r.verbs(0)) > 0 {
		return false
	}
	if _, ok := r.subject(0); ok {
		return false
	}
	for i := 1; i < min(6, len(r.Words)); i++ {
		if sense.Copulas[r.word(i)] {
			return true
		}
		if strings.ContainsAny(r.gap(i), ",:;([") {
			return false
		}
	}
	return false
}

// Introduces says that a text only leads over to what is nested below it.
func (r *Reading) Introduces() bool {
	text := strings.TrimRight(r.Text, " *_")
	if strings.HasSuffix(text, ":") || strings.HasSuffix(text, "：") || strings.HasSuffix(text, "…") {
		return true
	}
	h, ok := r.Find(sense.Introduces, 0)
	return ok && (r.phrase(h) == "the following" || h.To >= len(r.Words)-1)
}

// Describes says that a text tells what its reader is or has.
func (r *Reading) Describes() bool {
	h, ok := r.at(0, func(t sense.Tag) bool { return t == sense.You })
	return ok && sense.Describing[r.word(h.To)]
}

// States says that a text tells what its reader will have come to: "You know
// your team". What the reader will or should do is no such statement.
func (r *Reading) States() bool {
	if w := r.word(0); w != "you" && w != "du" && w != "vous" && w != "tú" && w != "você" || len(r.Words) < 3 {
		return false
	}
	_, must := r.at(1, func(t sense.Tag) bool { return t == sense.Modal || t == sense.Polite })
	return !must
}

// IsProgram says that a title announces something to go through, so that the
// lists of its page are there to be done.
func (r *Reading) IsProgram() bool {
	for _, w := range r.Words {
		if sense.ProgramWords[w.Text] {
			return true
		}
	}
	return false
}

// IsExample says that a heading announces an example or a sample of something.
func (r *Reading) IsExample() bool {
	if !r.mainly(sense.Examples) {
		return false
	}
	h, _ := r.Find(sense.Examples, 0)
	return r.word(h.From) != "template"
}

// IsAdvert says that a heading is one of those that a job is advertised with.
func (r *Reading) IsAdvert() bool { return len(r.Words) <= 8 && r.mainly(sense.Advert) }

// IsContentsHeading says that a heading announces a table of contents.
func (r *Reading) IsContentsHeading() bool { return r.Has(sense.Contents) }
