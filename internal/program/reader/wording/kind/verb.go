package kind

import (
	"strings"

	"stint/internal/program/reader/wording/clause"
	"stint/internal/program/reader/wording/sense"
)

// OfVerb is the kind of doing that the verb at word i asks for, whatever stands around it.
func (r Doing) OfVerb(i int) string {
	kind, _ := r.verbal(r.Verbs(i), Around{})
	return kind
}

// verbal decides by the leading verb, what it governs and what it is joined to.
func (r Doing) verbal(verbs clause.VerbSet, around Around) (string, float64) {
	switch {
	case verbs.Has(sense.VerbRoleplay), r.mocks() && !(verbs.Has(sense.VerbDeliver) && r.mockWork()):
		return Roleplay, 0.95
	case verbs.Has(sense.VerbShadow):
		return Shadow, 0.95
	case verbs.Has(sense.VerbGive) && r.Has(sense.NounRoleplay):
		return Roleplay, 0.9
	case verbs.Has(sense.VerbGive) && r.Has(sense.NounTalk):
		return Present, 0.9
	case verbs.Has(sense.VerbComplete) && r.Has(sense.NounExam) && !verbs.Has(sense.VerbDo):
		return Exam, 0.95
	case verbs.Has(sense.VerbComplete) && r.endsInExam():
		return Exam, 0.9 // "take the quiz of module 1" and "take module 1 quiz"
	case verbs.Has(sense.VerbComplete) && (r.Has(sense.NounCourse) || around.CourseSite):
		if r.Has(sense.NounExam) && around.CourseSite {
			return Exam, 0.8
		}
		return Course, 0.95
	case verbs.Has(sense.VerbPresent) && r.shows():
		return Do, 0.6
	case verbs.Has(sense.VerbPresent):
		return Present, 0.95
	case verbs.Has(sense.VerbDeliver) && r.arranges(r.Main()):
		return Do, 0.8
	case verbs.Has(sense.VerbDeliver):
		return Deliver, 0.9
	case verbs.Has(sense.VerbDiscuss) && r.Word(r.Main()) == "go" && !r.withRole() && !strings.HasSuffix(r.Text, "together"):
		return Read, 0.8 // "go over the guidelines"
	case verbs.Has(sense.VerbDiscuss) && !verbs.Has(sense.VerbRead):
		return Discuss, 0.95
	case verbs.Has(sense.VerbPractice) && r.joined(sense.VerbDeliver):
		return Deliver, 0.7
	case verbs.Has(sense.VerbPractice) && r.checks():
		return Do, 0.7
	case verbs.Has(sense.VerbPractice):
		return Practice, 0.9
	}
	return r.upgraded(verbs)
}

// upgraded decides for verbs that a second one in the sentence can outdo:
// "read … and discuss it", "choose … and build".
func (r Doing) upgraded(verbs clause.VerbSet) (string, float64) {
	switch {
	case r.joined(sense.VerbPresent) || r.joined(sense.VerbGive) && r.Has(sense.NounTalk):
		return Present, 0.8
	case r.joined(sense.VerbRoleplay):
		return Roleplay, 0.8
	case r.joined(sense.VerbDeliver) && !verbs.Has(sense.VerbMeet) && !verbs.Has(sense.VerbAsk):
		return Deliver, 0.75
	case r.joined(sense.VerbDiscuss) && (verbs.Has(sense.VerbRead) || verbs.Has(sense.VerbAsk)):
		return Discuss, 0.75
	case sense.Sharing[r.Word(r.Main())] && r.withRole():
		return Discuss, 0.75 // "review the plan with your manager"
	case r.joined(sense.VerbComplete) && r.Has(sense.NounCourse):
		return Course, 0.75
	case r.Has(sense.NounShadow):
		return Shadow, 0.8 // "join a call as an observer"
	case r.Word(r.Main()) == "fill" && r.governs(sense.NounDeliver, sense.NounPractice):
		return Deliver, 0.8
	case meeting[r.Word(r.Main())] && r.firstNoun() == sense.NounMeet:
		return Meet, 0.8 // "set up a 1:1"
	case verbs.Has(sense.VerbKnow) && r.people() && !r.Has(sense.NounRead):
		return Meet, 0.8
	case booking[r.Word(r.Main())] && !r.appointment():
		return Do, 0.7 // "book a desk"
	case verbs.Has(sense.VerbAsk) && r.asksAccess():
		return Do, 0.8
	case verbs.Has(sense.VerbAsk), verbs.Has(sense.VerbMeet):
		if r.Has(sense.NounCourse) && attending[r.Word(r.Main())] {
			return Course, 0.7
		}
		return Meet, 0.9
	case verbs.Has(sense.VerbRead):
		return Read, 0.95
	case verbs.Has(sense.VerbGive) && r.Has(sense.NounMeet) && r.Word(r.Main()) != "make":
		return Meet, 0.7
	case r.Has(sense.NounExam) && verbs.Has(sense.VerbComplete):
		return Exam, 0.8
	case verbs.Has(sense.VerbComplete) && r.governs(sense.NounPractice):
		return Practice, 0.7
	case verbs.Has(sense.VerbComplete) && r.Has(sense.NounRead):
		return Read, 0.6
	case r.joined(sense.VerbMeet):
		return Meet, 0.6
	}
	return Do, 0.8
}

// joined says that a verb is joined to the leading one by "and", "then" or a comma.
func (r Doing) joined(tag sense.Tag) bool {
	start := r.Main()
	for _, h := range r.Hits {
		if h.Tag != tag || h.From <= start || !r.Verbs(h.From).Has(tag) {
			continue // "prepare for the exam" makes nothing
		}
		switch r.Word(h.From - 1) {
		case "and", "then", "or", "und", "et", "y", "e", "dann", "puis", "luego":
			return true
		}
		if strings.ContainsAny(r.Gap(h.From-1), ",;") && h.To < len(r.Words) {
			return true
		}
	}
	return false
}

// governs says that what the leading verb is about is one of some things.
func (r Doing) governs(tags ...sense.Tag) bool {
	from, to := r.Object(r.Main())
	return r.Holds(from, to, tags...)
}

var attending = map[string]bool{"attend": true, "nimm": true, "nehme": true, "besuche": true, "assistez": true, "asiste": true, "participe": true}

// meeting are verbs that ask for a meeting where their object is one.
var meeting = map[string]bool{"set": true, "join": true, "grab": true, "organize": true, "organise": true, "arrange": true, "plan": true, "hold": true, "find": true, "put": true, "host": true}

// checks says that what is tested is whether something works that one has to
// have: "test the login", "E-Mail-Konto testen".
func (r Doing) checks() bool {
	for i := range r.Words {
		switch r.Word(i) {
		case "test", "teste", "testen", "tester", "testez", "testar", "probar":
			from, to := r.Object(i)
			return to > from && sense.Arrangements[r.Word(to-1)] || i > 0 && (sense.Arrangements[r.Word(i-1)] || strings.HasSuffix(r.Word(i-1), "konto") || strings.HasSuffix(r.Word(i-1), "zugang"))
		}
	}
	return false
}

// booking are verbs of meetings that are said of other things as well.
var booking = map[string]bool{"schedule": true, "book": true, "arrange": true}

// appointment says that what is booked is something with other people.
func (r Doing) appointment() bool {
	if r.Has(sense.NounMeet, sense.OneToOne, sense.NounTalk, sense.NounShadow, sense.NounCourse, sense.NounRoleplay, sense.NounExam, sense.NounDiscuss) || r.people() {
		return true
	}
	for i := r.Main() + 1; i < len(r.Words); i++ {
		switch r.Word(i) {
		case "with", "time", "slot", "appointment", "appointments", "date", "visit", "interview", "interviews", "1on1", "1on1s":
			return true
		}
	}
	return false
}

// withRole says that a text is about doing something with one of the parties.
func (r Doing) withRole() bool {
	for i := range r.Words {
		if w := r.Word(i); w != "with" && w != "mit" && w != "avec" && w != "con" && w != "com" {
			continue
		}
		for j := i + 1; j < min(i+4, len(r.Words)); j++ {
			if h, ok := r.At(j, clause.IsRole); ok && h.Tag != sense.Intern {
				return true
			}
		}
	}
	return false
}

// firstNoun is the tag of the first thing that a text names behind its verb.
func (r Doing) firstNoun() sense.Tag {
	start := r.Main()
	for _, h := range r.Hits {
		if h.From <= start || h.Tag < sense.NounRead || h.Tag > sense.NounShadow {
			continue
		}
		for i := start; i < h.From; i++ {
			if strings.Contains(r.Gap(i), ":") {
				return 0 // what is listed is not what is asked for
			}
		}
		return h.Tag
	}
	return 0
}

// mocks says that a text is about a meeting or talk that is played, or a case
// that somebody stages.
func (r Doing) mocks() bool {
	for i := range r.Words {
		if r.Word(i) != "mock" {
			continue
		}
		if sense.Staged[r.Word(i+1)] {
			return true
		}
		for j := i + 1; j < min(i+4, len(r.Words)); j++ {
			if _, ok := r.At(j, func(t sense.Tag) bool { return t == sense.NounMeet || t == sense.NounTalk || t == sense.VerbMeet }); ok {
				return true
			}
		}
	}
	return false
}

// shows says that what is demonstrated is a quality of somebody rather than a
// thing: "demonstrate an understanding of the product".
func (r Doing) shows() bool {
	start := r.Main()
	for i := start + 1; i < min(start+5, len(r.Words)); i++ {
		if sense.Qualities[r.Word(i)] {
			return true
		}
	}
	return false
}
