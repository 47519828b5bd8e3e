package wording

import (
	"strings"

	"stint/internal/program/reader/wording/sense"
)

// separated returns the tag of a separable verb at word i whose particle ends
// its clause: "Stelle den Bericht im Team vor".
func (r *Reading) separated(i int) verbSet {
	for j := i + 1; j < min(i+14, len(r.Words)); j++ {
		ends := j+1 == len(r.Words) || strings.ContainsAny(r.gap(j), ".,;:!?(") || r.word(j+1) == "und"
		if !ends {
			continue
		}
		if tag, ok := sense.Separable[r.word(i)+" "+r.word(j)]; ok {
			return verbSet{tag}
		}
		if strings.ContainsAny(r.gap(j), ".;:!?") {
			break
		}
	}
	return nil
}

// infinitive returns the tags of the German infinitive that ends a text: "Das
// Handbuch lesen".
func (r *Reading) infinitive() verbSet {
	end := len(r.Words)
	if open := strings.IndexAny(r.Text, "(,:"); open > 0 {
		for end > 0 && r.Words[end-1].From > open {
			end--
		}
	}
	var out verbSet
	for i := max(end-3, 1); i < end && len(out) == 0; i++ {
		for _, h := range r.Hits {
			if h.From == i && h.To == end && isVerb(h.Tag) && (strings.HasSuffix(r.word(end-1), "en") || strings.HasSuffix(r.word(end-1), "ern") || strings.HasSuffix(r.word(end-1), "eln")) {
				out = append(out, h.Tag)
			}
		}
	}
	return out
}

// compound says that a verb is the first part of the name of a meeting: the
// words that follow it without a break end in one.
func (r *Reading) compound(start int) bool {
	if !sense.Attributive[r.word(start)] || r.isName(start) {
		return false
	}
	end := r.phraseEnd(start)
	for _, h := range r.Hits {
		if h.Tag == sense.NounMeet && h.From > start && h.To == end {
			return true
		}
	}
	return false
}

// governs says that what the leading verb is about is one of some things.
func (r *Reading) governs(tags ...sense.Tag) bool {
	from, to := r.object(r.main())
	return r.names(from, to, tags...)
}

var attending = map[string]bool{"attend": true, "nimm": true, "nehme": true, "besuche": true, "assistez": true, "asiste": true, "participe": true}

// meeting are verbs that ask for a meeting where their object is one.
var meeting = map[string]bool{"set": true, "join": true, "grab": true, "organize": true, "organise": true, "arrange": true, "plan": true, "hold": true, "find": true, "put": true, "host": true}

// withRole says that a text is about doing something with one of the parties.
func (r *Reading) withRole() bool {
	for i := range r.Words {
		if w := r.word(i); w != "with" && w != "mit" && w != "avec" && w != "con" && w != "com" {
			continue
		}
		for j := i + 1; j < min(i+4, len(r.Words)); j++ {
			if h, ok := r.at(j, isRole); ok && h.Tag != sense.Intern {
				return true
			}
		}
	}
	return false
}

// firstNoun is the tag of the first thing that a text names behind its verb.
func (r *Reading) firstNoun() sense.Tag {
	start := r.main()
	for _, h := range r.Hits {
		if h.From <= start || h.Tag < sense.NounRead || h.Tag > sense.NounShadow {
			continue
		}
		for i := start; i < h.From; i++ {
			if strings.Contains(r.gap(i), ":") {
				return 0 // what is listed is not what is asked for
			}
		}
		return h.Tag
	}
	return 0
}

// mocks says that a text is about a meeting or talk that is played, or a case
// that somebody stages.
func (r *Reading) mocks() bool {
	for i := range r.Words {
		if r.word(i) != "mock" {
			continue
		}
		if sense.Staged[r.word(i+1)] {
			return true
		}
		for j := i + 1; j < min(i+4, len(r.Words)); j++ {
			if _, ok := r.at(j, func(t sense.Tag) bool { return t == sense.NounMeet || t == sense.NounTalk || t == sense.VerbMeet }); ok {
				return true
			}
		}
	}
	return false
}

// shows says that what is demonstrated is a quality of somebody rather than a
// thing: "demonstrate an understanding of the product".
func (r *Reading) shows() bool {
	start := r.main()
	for i := start + 1; i < min(start+5, len(r.Words)); i++ {
		if sense.Qualities[r.word(i)] {
			return true
		}
	}
	return false
}

// people says that a text is about people: a role, a team, colleagues.
func (r *Reading) people() bool {
	for i, w := range r.Words {
		if _, ok := r.inRole(i); ok && w.Text != "you" {
			return true
		}
		if sense.PeopleWords[w.Text] {
			return true
		}
	}
	return false
}

// introduces says that a text names being introduced to people in a language
// that has the word for a talk for it: "Apresentação ao time".
func (r *Reading) introduces() bool {
	start := r.behindLabel(r.main())
	switch r.word(start) {
	case "apresentação", "presentación", "présentation", "vorstellung", "presentazione":
		return peopleAhead(r, start+1)
	}
	return false
}

// peopleAhead says that people are named within the next words.
func peopleAhead(r *Reading, i int) bool {
	for end := min(i+4, len(r.Words)); i < end; i++ {
		if _, ok := r.inRole(i); ok || sense.PeopleWords[r.word(i)] {
			return true
		}
	}
	return false
}
