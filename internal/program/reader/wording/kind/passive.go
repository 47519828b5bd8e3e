package kind

import (
	"stint/internal/program/reader/wording/clause"
	"stint/internal/program/reader/wording/sense"
)

// passive decides for a text that tells what has been done rather than asks for
// it: "Welcome meeting held", "Org chart reviewed", "Accounts created". The
// participle behind the thing names the doing as a verb before it would.
func (r Doing) passive(start int, around Around) (kind string, sure float64, ok bool) {
	at, verbs := r.Participle(start)
	if n := r.Label(); len(verbs) == 0 && n > start {
		at, verbs = r.Participle(n) // "Badge: photo taken"
	}
	switch {
	case len(verbs) == 0:
		return "", 0, false
	case verbs.Has(sense.VerbDo) || verbs.Has(sense.VerbComplete) || verbs.Has(sense.VerbGive):
		// what was done to it says little, what it is says more: "course finished"
		for _, h := range r.Hits {
			if h.Tag == sense.NounMeet && h.From >= start && h.To == at {
				return Meet, 0.7, true
			}
		}
		if kind, sure := r.nominal(Around{CourseSite: around.CourseSite}); sure >= 0.6 && (kind == Meet || kind == Exam || kind == Course || kind == Shadow || kind == Roleplay) {
			return kind, 0.7, true
		}
		return Do, 0.7, true
	case verbs.Has(sense.VerbPresent):
		return Do, 0.6, true // shown to the one who ticks it
	case verbs.Has(sense.VerbDeliver) && r.arranged(start):
		return Do, 0.7, true
	}
	kind, _ = r.verbal(verbs, around)
	return kind, 0.7, true
}

// arranged is arranges for a participle behind the thing.
func (r Doing) arranged(start int) bool {
	for i := start; i < min(start+10, len(r.Words)); i++ {
		if sense.Arrangements[r.Word(i)] && (i+1 == len(r.Words) || len(clause.ParticipleVerbs(r.Word(i+1))) > 0) {
			return true
		}
	}
	return false
}
