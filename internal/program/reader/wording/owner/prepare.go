package owner

import (
	"strings"

	"stint/internal/program/reader/wording/clause"
	"stint/internal/program/reader/wording/sense"
)

// inferred is how sure it is whose a doing is that nobody is named for and that
// no newcomer does.
const inferred = 0.6

// Prepares says whose a doing is that no newcomer does for themselves, where
// nobody is named for it: it is done to the newcomer ("Introduce the new hire to
// the team"), chooses who looks after them, welcomes them, or hands out what
// they work with. Before says that it is to be done before the newcomer's first
// day, when their place is prepared as well. It returns an empty owner for what
// a newcomer may well do, and for all that speaks to its reader.
func (r Party) Prepares(before bool) (owner string, sure float64) {
	start := r.Main()
	verbs := r.Verbs(start)
	if owner := r.doneTo(start, verbs); owner != "" {
		return owner, inferred
	}
	if r.Speaks() {
		return "", 0
	}
	at, done := r.Participle(start)
	asked := len(verbs) > 0 || len(done) > 0 || len(r.Infinitive()) > 0
	switch {
	case sense.Handing[r.Word(start)] && !sense.Prepositions[r.Word(start+1)] && r.equipment(start+1):
	case before && r.prepares(start, at) && r.equipment(start):
	case !asked:
		return "", 0
	case r.appoints(start, at):
	case r.welcomes(start):
	default:
		return "", 0
	}
	return ByManager, inferred
}

// Speaks says that a text speaks to its reader: "your laptop".
func (r Party) Speaks() bool {
	return r.Has(sense.You)
}

// BeforeStart says that a heading is one of what is done before a newcomer's
// first day, and does not speak to them.
func (r Party) BeforeStart() bool { return r.Has(sense.BeforeStart) && !r.Has(sense.You) }

// doneTo is whose it is to do something to the newcomer: the mentor's where it
// is a mentee, else the manager's. A newcomer may meet, help and teach others.
func (r Party) doneTo(start int, verbs clause.VerbSet) string {
	if len(verbs) == 0 || verbs.Has(sense.VerbShadow) || verbs.Has(sense.VerbRead) {
		return ""
	}
	for i := start + 1; i < len(r.Words); i++ {
		h, ok := r.At(i, clause.IsRole)
		if !ok || h.Tag != sense.Intern || !sense.Newcomers[r.Phrase(h)] || !r.ends(h) {
			continue
		}
		switch before := r.Word(i - 1); {
		case before == "your":
		case r.Speaks(), sense.OtherPeople[before], (before == "a" || before == "an") && sense.Mentoring[r.Word(start)]:
			continue
		}
		if sense.Mentees[r.Phrase(h)] {
			return ByMentor
		}
		return ByManager
	}
	return ""
}

// ends says that a phrase is all of what it names: "the new hire", and not the
// "new hire orientation".
func (r Party) ends(h clause.Hit) bool {
	gap, next := r.Gap(h.To-1), r.Word(h.To)
	return h.To == len(r.Words) || next == "'s" || gap != " " && gap != "-" || sense.Prepositions[next] || sense.Articles[next] || sense.Copulas[next] || sense.Clauses[next]
}

// appoints says that a text asks to choose who looks after the newcomer:
// "Assign an onboarding buddy", "Mentor assigned".
func (r Party) appoints(start, participle int) bool {
	verb := r.Word(start)
	if participle > 0 {
		verb = r.Word(participle)
	} else if n := len(r.Words); !sense.Appointing[verb] && n > 0 {
		verb = r.Word(n - 1) // "Paten benennen"
	}
	if !sense.Appointing[verb] {
		return false
	}
	for i := range r.Words {
		before := i - 1
		if sense.Articles[r.Word(before)] {
			before--
		}
		if h, ok := r.At(i, clause.IsRole); ok && h.Tag == sense.Mentor && !sense.Prepositions[r.Word(before)] {
			return true
		}
	}
	return false
}

// welcomes says that a text asks to send what welcomes the newcomer.
func (r Party) welcomes(start int) bool {
	for i, w := range r.Words {
		if w.Text == "welcome" && sense.Messages[r.Word(i+1)] {
			return sense.Sending[r.Word(start)] || i < 3 && sense.Sending[r.Word(i+2)]
		}
	}
	return false
}

// prepares says that a text is led by a verb of preparing or ends with its
// participle or, in German, its infinitive.
func (r Party) prepares(start, participle int) bool {
	return sense.Preparing[r.Word(start)] || participle > 0 && sense.Preparing[r.Word(participle)] || sense.Preparing[r.Word(r.PhraseEnd(start)-1)]
}

// equipment says that a text names, from word i on, what a newcomer works with.
func (r Party) equipment(i int) bool {
	for ; i < len(r.Words); i++ {
		w := r.Word(i)
		if sense.Equipment[w] || strings.HasSuffix(w, "arbeitsplatz") {
			return true
		}
	}
	return false
}
