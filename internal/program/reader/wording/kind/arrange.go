package kind

import (
	"strings"

	"stint/internal/program/reader/wording/sense"
)

// arranges says that what the verb at word i makes is a thing one has to have
// rather than a piece of work: an account, a channel, a ticket.
func (r Doing) arranges(i int) bool {
	if r.Spaceless() {
		for _, thing := range sense.Spelled {
			if strings.Contains(r.Text, thing+"を") || strings.Contains(r.Text, thing+"作成") {
				return true
			}
		}
	}
	from, to := r.Object(i)
	if to <= from {
		return false
	}
	last := r.Word(to - 1)
	if last == "file" && r.Word(to-2) == "env" || r.Word(i) == "create" && (last == "teams" || last == "queues") {
		return true
	}
	return sense.Arrangements[last] && !sense.Reviewed[r.Word(to-2)]
}

// asksAccess says that what somebody is asked for is a thing one has to have,
// which is given rather than talked about: "Ask for access to the wiki", "Ask
// your mentor for an invitation".
func (r Doing) asksAccess() bool {
	start := r.Main()
	from, _ := r.Object(start)
	for i := from; i < min(start+8, len(r.Words)) && r.Gap(i-1) == " "; i++ {
		if r.Word(i) == "for" {
			from = i + 1
			break
		}
	}
	if sense.Prepositions[r.Word(from)] {
		return false // "ask about accounts"
	}
	to := r.PhraseEnd(from)
	for i := from + 1; i < to; i++ {
		if w := r.Word(i); w == "à" || w == "auprès" {
			to = i
		}
	}
	return to > from && sense.Arrangements[r.Word(to-1)]
}

// endsInExam says that what the leading verb governs ends in an exam: the last
// noun is the thing, those before it say which.
func (r Doing) endsInExam() bool {
	_, to := r.Object(r.Main())
	for _, h := range r.Hits {
		if h.Tag == sense.NounExam && h.To == to && !r.trial(h) {
			return true
		}
	}
	return false
}

// mockWork says that what is mocked is a piece of work to hand in: "mock
// incident report".
func (r Doing) mockWork() bool {
	for i := range r.Words {
		if r.Word(i) != "mock" {
			continue
		}
		for _, h := range r.Hits {
			if h.Tag == sense.NounDeliver && h.To == r.PhraseEnd(i) {
				return true
			}
		}
	}
	return false
}

// acquiring are verbs of getting what one works with.
var acquiring = map[string]bool{"install": true, "download": true, "create": true, "register": true, "join": true, "configure": true, "subscribe": true, "request": true}

// Acquires says that a sentence above a list asks to get what the list names
// rather than to read it: "Install these programs", "Please create accounts
// with the following services".
func (r Doing) Acquires() bool {
	start := r.Main()
	if !r.points() || r.Has(sense.NounRead, sense.NounCourse, sense.NounMeet, sense.NounTalk, sense.NounExam) {
		return false
	}
	return acquiring[r.Word(start)] && len(r.Words) > start+1 && (r.Word(start) != "create" && r.Word(start) != "request" || r.arranges(start))
}

// points says that a sentence speaks of what stands below it.
func (r Doing) points() bool {
	for i := range r.Words {
		switch r.Word(i) {
		case "these", "following", "below":
			return true
		}
	}
	return false
}

// added says that a text tells what the newcomer has been taken into: "Added to
// the lab's calendar".
func (r Doing) added(start int) bool {
	switch r.Word(start) {
	case "added", "subscribed", "invited":
		return r.Word(start+1) == "to"
	}
	return false
}
