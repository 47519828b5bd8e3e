// Package statement knows what tells something rather than asks for a doing:
// notes, fields of a form, milestones, what somebody has come to.
package statement

import (
	"strings"

	"stint/internal/program/reader/wording/clause"
	"stint/internal/program/reader/wording/sense"
)

// Sentence is a text that may tell something rather than ask for a doing.
type Sentence struct{ *clause.Reading }

// IsPromptHead says that a text gathers questions to discuss below it.
func (r Sentence) IsPromptHead() bool {
	if r.Word(0) == "for" && (r.Word(1) == "each" || r.Word(1) == "every") {
		return false // what is done with each set of questions
	}
	for _, h := range r.Hits {
		if h.Tag != sense.PromptHead {
			continue
		}
		single := h.To == h.From+1 && r.Words[h.From].Text[0] < 0xe3
		ends := len(r.Words)-h.To <= 6
		if w := r.Word(h.From); w == "think" || w == "discuss" && r.Word(h.From+1) == "with" {
			ends = len(r.Words)-h.To <= 1 // else it says itself what is to be discussed
		}
		if ends && (!single || h.From == 0 && h.To == len(r.Words)) || strings.HasSuffix(strings.TrimSpace(r.Text), ":") && !single {
			return true
		}
	}
	return false
}

// IsMilestone says that a text marks an end rather than asks for a doing.
func (r Sentence) IsMilestone() bool {
	h, ok := r.Find(sense.VerbMilestone, 0)
	if !ok {
		return false
	}
	return h.From == 0 || h.From <= 2 && len(r.Words) <= 8 || strings.Contains(r.Text, "🎉") || r.Spaceless()
}

// IsNote says that a text explains rather than asks for a doing: "Note: …",
// "(…)", "The goal is …"; of one that is nested also "The demo should be …".
func (r Sentence) IsNote(nested bool) bool {
	if h, ok := r.At(0, func(t sense.Tag) bool { return t == sense.Note }); ok {
		if gap := r.Gap(h.To - 1); strings.ContainsAny(gap, ":–—!.：-") || h.To-h.From > 1 {
			return true
		}
	}
	if r.isBlank() || r.isField() {
		return true
	}
	if strings.HasPrefix(r.Text, "(") && strings.HasSuffix(r.Text, ")") && strings.Count(r.Text, "(") == 1 {
		return true
	}
	if !nested && !sense.Demonstratives[r.Word(0)] && !sense.AimWords[r.Word(1)] {
		return false
	}
	return r.states()
}

// states says that a sentence is about a thing and not about somebody: "The
// demo should focus on …", "This course is no longer graded".
func (r Sentence) states() bool {
	if len(r.Words) < 5 || !sense.Articles[r.Word(0)] && !sense.Demonstratives[r.Word(0)] || len(r.Verbs(0)) > 0 {
		return false
	}
	if _, ok := r.Subject(0); ok {
		return false
	}
	for i := 1; i < min(6, len(r.Words)); i++ {
		if sense.Copulas[r.Word(i)] {
			return true
		}
		if strings.ContainsAny(r.Gap(i), ",:;([") {
			return false
		}
	}
	return false
}

// Introduces says that a text only leads over to what is nested below it.
func (r Sentence) Introduces() bool {
	text := strings.TrimRight(r.Text, " *_")
	if strings.HasSuffix(text, ":") || strings.HasSuffix(text, "：") || strings.HasSuffix(text, "…") {
		return true
	}
	h, ok := r.Find(sense.Introduces, 0)
	return ok && (r.Phrase(h) == "the following" || h.To >= len(r.Words)-1)
}

// Describes says that a text tells what its reader is or has.
func (r Sentence) Describes() bool {
	h, ok := r.At(0, func(t sense.Tag) bool { return t == sense.You })
	return ok && sense.Describing[r.Word(h.To)]
}

// States says that a text tells what its reader will have come to: "You know
// your team". What the reader will or should do is no such statement.
func (r Sentence) States() bool {
	if w := r.Word(0); w != "you" && w != "du" && w != "vous" && w != "tú" && w != "você" || len(r.Words) < 3 {
		return false
	}
	_, must := r.At(1, func(t sense.Tag) bool { return t == sense.Modal || t == sense.Polite })
	return !must
}

// IsField says that a text is a line of a form or tells something about its
// surroundings behind a label.
func (r Sentence) IsField() bool { return r.isBlank() || r.isField() }

// Tells says that a text is a sentence about what is so: "Late work is not
// accepted." What has come to be so, "Badge is ready", is no such sentence
// unless it ends like one.
func (r Sentence) Tells() bool {
	if !strings.HasSuffix(r.Text, ".") || len(r.Words) < 3 || r.Addressed() || sense.Relative[r.Word(0)] {
		return false
	}
	if _, role := r.At(0, func(t sense.Tag) bool { return clause.IsRole(t) || t == sense.You }); role {
		return false
	}
	for i := 1; i < min(5, len(r.Words)-1) && (r.Gap(i-1) == " " || r.Gap(i-1) == "-"); i++ {
		switch w := r.Word(i); {
		case w == "is" || w == "are" || w == "was" || w == "were":
			return true
		case sense.Relative[w]:
			return false
		}
	}
	return false
}

// isBlank says that a text is a line of a form to be filled in: "Name: ____",
// "Desk: [number of the desk]".
func (r Sentence) isBlank() bool {
	label, rest, found := strings.Cut(r.Text, ":")
	rest = strings.Trim(rest, " *")
	if !found || rest == "" || len(label) > 60 {
		return false
	}
	if strings.Trim(rest, "_.… ") == "" {
		return true
	}
	return (rest[0] == '[' && rest[len(rest)-1] == ']' || rest[0] == '{' && rest[len(rest)-1] == '}' || rest[0] == '<' && rest[len(rest)-1] == '>') && strings.Count(rest, rest[:1]) == 1
}

// isField says that a text tells something about its surroundings behind a
// label: "Duration: 2 hours", "Where: room 4", "Study time: an hour a day", "Who
// assigns: the lead". What asks for something behind the label is none.
func (r Sentence) isField() bool {
	n := r.Label()
	if n == 0 || n > 3 || n >= len(r.Words) || len(r.Verbs(n)) > 0 {
		return false
	}
	switch first, last := r.Word(0), r.Word(n-1); {
	case n == 1:
		return sense.Fields[first]
	case first[0] >= 0xe3:
		return sense.Fields[r.Text[r.Words[0].From:r.Words[n-1].To]]
	case sense.FieldQuestions[first]:
		return r.Word(1) != "to" && r.Word(2) != "to" && sense.Inflected(r.Word(1))
	case len(r.Verbs(0)) > 0 && !sense.Attributive[first] && first != "study":
		return false
	default:
		return sense.Measures[last] || sense.Measures[first] && sense.Adjectives[last]
	}
}

// Attained says that a text tells what somebody has or can at the end: "Rep has
// access to all tools", "Can demo the product".
func (r Sentence) Attained() bool {
	for i := 0; i < min(6, len(r.Words)); i++ {
		if sense.Attained[r.Word(i)] {
			return true
		}
		if strings.ContainsAny(r.Gap(i), ",;.:(") {
			break
		}
	}
	return false
}

// Names says that a text only names something: nobody is asked for anything,
// and nothing is said to have been done.
func (r Sentence) Names() bool {
	_, done := r.Participle(r.BehindLabel(r.Main()))
	return !r.Addressed() && len(done) == 0 && len(r.Infinitive()) == 0 && !r.Spaceless()
}

// PromisesNothing says that a sentence rules out that the program leads to a
// position.
func (r Sentence) PromisesNothing() bool { return r.Has(sense.NoGuarantee) }

// MentorPractices says that a sentence tells that a mentor is an individual
// contributor.
func (r Sentence) MentorPractices() bool {
	if !r.Has(sense.Mentor) {
		return false
	}
	for _, h := range r.Hits {
		if h.Tag == sense.IndividualContributor {
			from, to := r.Bytes(h)
			if to-from > 3 || strings.HasPrefix(r.Text[from:to], "IC") {
				return true
			}
		}
	}
	return false
}
