// Package kind says what sort of doing a text asks for: reading, a talk, a meeting.
package kind

import (
	"strings"

	"stint/internal/program/reader/wording/clause"
	"stint/internal/program/reader/wording/sense"
)

// Doing is a text that may ask for a doing.
type Doing struct{ *clause.Reading }

// The kinds that a wording can ask for; package reader owns what they mean.
const (
	Read     = "read"
	Course   = "course"
	Exam     = "exam"
	Shadow   = "shadow"
	Discuss  = "discuss"
	Present  = "present"
	Roleplay = "roleplay"
	Deliver  = "deliver"
	Practice = "practice"
	Meet     = "meet"
	Do       = "do"
)

// Around is what else is known of an item whose kind is asked for.
type Around struct {
	// Linked says that the item has a link, LinkOnly that it is nothing else.
	Linked, LinkOnly bool
	// Annotated says that a link leads the text and a remark on it follows, as
	// in a reading list.
	Annotated bool
	// Acquired says that the sentence above the list asks to get what it names.
	Acquired bool
	// CourseSite says that a link leads to a place of courses.
	CourseSite bool
	// Parent is the kind of the item it is nested in, empty for none.
	Parent string
	// Group is the kind that the heading or sentence above the list asks for,
	// empty for none.
	Group string
}

// Kind says what sort of doing a text asks for, and how sure that is.
func (r Doing) Kind(around Around) (kind string, sure float64) {
	start := r.BehindLabel(r.Main())
	verbs := r.Verbs(start)
	if r.compound(start) {
		return Meet, 0.7
	}
	if around.LinkOnly && strings.HasSuffix(r.Word(start), "ing") {
		verbs = nil // "Giving presentations" is a title
	}
	if around.LinkOnly && len(r.Words) == 1 && r.head() != "" {
		verbs = nil // "Guide" is the title of one
	}
	if r.Word(start) == "test" && start+1 < len(r.Words) && (r.Words[start+1].Number >= 0 || strings.HasPrefix(r.Gap(start), ":")) {
		verbs = nil // "Test 2: loops"
	}
	switch {
	case len(verbs) > 0:
	case r.Spaceless() && r.Kana():
		verbs = r.finalVerb()
	case r.Spaceless():
		verbs = r.firstVerb()
	case !around.LinkOnly:
		verbs = r.Infinitive()
	}
	if r.Word(0) == "i" && sense.Attained[r.Word(1)] {
		return Do, 0.5 // "I can write a test" is ticked when it is so
	}
	if start > 0 && r.Word(start) == "have" && r.Word(start+1) == "been" {
		return Do, 0.7 // "Make sure you have been invited to the meetings"
	}
	if len(verbs) == 0 && r.added(start) && !r.Has(sense.NounMeet) {
		return Do, 0.7
	}
	if len(verbs) == 0 && !around.LinkOnly {
		if kind, sure, ok := r.passive(start, around); ok {
			return kind, sure
		}
		if around.Parent == "" && len(r.UnlistedVerb(start)) > 0 {
			return Do, 0.6
		}
	}
	if len(verbs) == 0 {
		if start > 0 && assuring[r.Word(0)] {
			return Do, 0.7 // "Make sure you are invited to the meetings"
		}
		return r.nominal(around)
	}
	kind, sure = r.verbal(verbs, around)
	if around.LinkOnly && kind == Do && around.Parent == Read {
		return Read, 0.6 // the title of something to read may well begin with a verb
	}
	return kind, sure
}

// assuring are verbs that ask for seeing to it that something is so.
var assuring = map[string]bool{"make": true, "ensure": true, "be": true, "check": true, "verify": true, "confirm": true}

// compound says that a verb is the first part of the name of a meeting: the
// words that follow it without a break end in one.
func (r Doing) compound(start int) bool {
	if !sense.Attributive[r.Word(start)] || r.IsName(start) {
		return false
	}
	end := r.PhraseEnd(start)
	for _, h := range r.Hits {
		if h.Tag == sense.NounMeet && h.From > start && h.To == end {
			return true
		}
	}
	return false
}

// firstVerb is the verb of a Chinese text, which stands before what it is about:
// no word in other letters is one.
func (r Doing) firstVerb() clause.VerbSet {
	for _, h := range r.Hits {
		if clause.IsVerb(h.Tag) && r.Word(h.From)[0] >= 0x80 {
			return r.Verbs(h.From)
		}
	}
	return nil
}

// finalVerb is the verb of a Japanese text, which ends it.
func (r Doing) finalVerb() clause.VerbSet {
	for i := len(r.Hits) - 1; i >= 0; i-- {
		if clause.IsVerb(r.Hits[i].Tag) {
			return clause.VerbSet{r.Hits[i].Tag}
		}
	}
	return nil
}

// GroupKind says what a heading or a sentence above a list asks of the items
// that only name something: "Videos to watch", "Meet these people:", "Required
// trainings". Empty where it does not say.
func (r Doing) GroupKind() string {
	if n := len(r.Words); n == 0 || n > 40 {
		return ""
	}
	if at := r.LastVerb(); at > 0 {
		return r.OfVerb(at)
	}
	start := r.BehindLabel(r.Main())
	if verbs := r.Verbs(start); len(verbs) > 0 {
		if verbs.Has(sense.VerbComplete) && r.governs(sense.NounCourse) {
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
	end := r.PhraseEnd(start)
	for _, n := range nounKinds {
		for _, h := range r.Hits {
			if h.Tag == n.tag && h.To == end && (n.tag != sense.NounMeet || strings.HasSuffix(r.Word(end-1), "s")) {
				return n.kind // an "orientation" holds more than meetings
			}
		}
	}
	return ""
}
