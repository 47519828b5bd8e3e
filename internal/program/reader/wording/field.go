package wording

import (
	"strings"

	"stint/internal/program/reader/wording/sense"
)

// label returns the index of the word behind a label of a few words before a
// colon, 0 for none: "Review: the lead reads every draft".
func (r *Reading) label() int {
	for i := 0; i < min(7, len(r.Words)-1); i++ {
		gap := r.gap(i)
		if at := strings.IndexAny(gap, ":："); at >= 0 {
			if strings.ContainsAny(gap[:at], "([,;.") || gap == ":" && r.Words[i].Number >= 0 {
				return 0
			}
			return i + 1
		}
		if strings.ContainsAny(gap, ",;.!?") {
			return 0
		}
	}
	return 0
}

// isBlank says that a text is a line of a form to be filled in: "Name: ____",
// "Desk: [number of the desk]".
func (r *Reading) isBlank() bool {
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
// label of one word: "Duration: 2 hours", "Where: room 4". What asks for
// something behind the label is none.
func (r *Reading) isField() bool {
	if len(r.Words) < 2 || !sense.Fields[r.word(0)] || r.label() != 1 {
		return false
	}
	return len(r.verbs(1)) == 0
}

// IsField says that a text is a line of a form or tells something about its
// surroundings behind a label.
func (r *Reading) IsField() bool { return r.isBlank() || r.isField() }

// Marks says that a label is one of a milestone or of what comes out of a phase.
func (r *Reading) Marks() bool {
	return len(r.Words) <= 3 && r.Has(sense.NounDeliver, sense.Goals) || len(r.Words) <= 2 && sense.Marks[r.word(len(r.Words)-1)]
}

// Attained says that a text tells what somebody has or can at the end: "Rep has
// access to all tools", "Can demo the product".
func (r *Reading) Attained() bool {
	for i := 0; i < min(6, len(r.Words)); i++ {
		if sense.Attained[r.word(i)] {
			return true
		}
		if strings.ContainsAny(r.gap(i), ",;.:(") {
			break
		}
	}
	return false
}

// Assigns says that a label names something to be done: "Homework",
// "Assignment 2", "Reading", "Deliverable".
func (r *Reading) Assigns() bool {
	n := len(r.Words)
	if n > 0 && r.Words[n-1].Number >= 0 {
		n--
	}
	if n == 0 || n > 3 {
		return false
	}
	return sense.Assignments[r.word(n-1)]
}

// Names says that a text only names something: nobody is asked for anything,
// and nothing is said to have been done.
func (r *Reading) Names() bool {
	_, done := r.participle(r.behindLabel(r.main()))
	return !r.Addressed() && len(done) == 0 && len(r.infinitive()) == 0 && !r.spaceless()
}

// OwnerField returns whom a line such as "Owner: the buddy" or "Assignee:
// manager" names, empty for none.
func (r *Reading) OwnerField() string {
	if r.label() != 1 || !sense.OwnerWords[r.word(0)] {
		return ""
	}
	end := 1
	for end < len(r.Words) && end < 12 && r.word(end) != "with" && !strings.ContainsAny(r.gap(end-1), ".;(") {
		end++
	}
	return r.roles(1, end)
}

// GroupKind says what a heading or a sentence above a list asks of the items
// that only name something: "Videos to watch", "Meet these people:", "Required
// trainings". Empty where it does not say.
func (r *Reading) GroupKind() string {
	if n := len(r.Words); n == 0 || n > 40 {
		return ""
	}
	if at := r.lastVerb(); at > 0 {
		kind, _ := r.verbal(r.verbs(at), Around{})
		return kind
	}
	start := r.behindLabel(r.main())
	if verbs := r.verbs(start); len(verbs) > 0 {
		if verbs.has(sense.VerbComplete) && r.governs(sense.NounCourse) {
			return Course
		}
		kind, sure := r.verbal(verbs, Around{})
		if kind == Do && sure < 0.8 {
			return ""
		}
		return kind
	}
	if len(r.Words) > 6 {
		return ""
	}
	end := r.phraseEnd(start)
	for _, n := range nounKinds {
		for _, h := range r.Hits {
			if h.Tag == n.tag && h.To == end && (n.tag != sense.NounMeet || strings.HasSuffix(r.word(end-1), "s")) {
				return n.kind // an "orientation" holds more than meetings
			}
		}
	}
	return ""
}

// lastVerb is where the verb stands of "channels to join", 0 for none.
func (r *Reading) lastVerb() int {
	n := len(r.Words)
	for i := max(1, n-3); i < n-1; i++ {
		if r.word(i) == "to" && len(r.verbs(i+1)) > 0 {
			if h, ok := r.at(i+1, isVerb); ok && h.To == n {
				return i + 1
			}
		}
	}
	return 0
}
