package wording

import "strings"

// separable are German verbs whose particle ends the clause.
var separable = map[string]Tag{
	"stelle vor": verbPresent, "stell vor": verbPresent, "stellt vor": verbPresent, "trage vor": verbPresent, "führe vor": verbPresent, "bereite vor": verbDeliver, "reiche ein": verbDeliver, "fülle aus": verbDeliver,
	"höre zu": verbShadow, "hör zu": verbShadow, "schau zu": verbShadow, "schaue zu": verbShadow, "sieh zu": verbShadow, "nimm teil": verbMeet, "nehme teil": verbMeet, "lade ein": verbDo,
	"schließe ab": verbComplete, "sieh an": verbRead, "schau an": verbRead, "schaue an": verbRead, "lies durch": verbRead, "arbeite ein": verbRead, "lerne kennen": verbKnow,
	"probiere aus": verbPractice, "spiele durch": verbRoleplay, "tausche aus": verbDiscuss, "sprich ab": verbDiscuss, "stimme ab": verbDiscuss, "spreche ab": verbDiscuss, "gehe durch": verbRead,
	"richte ein": verbDo, "melde an": verbDo, "führe durch": verbGive, "lege an": verbDo, "füge hinzu": verbDo, "gib frei": verbDo, "hole ein": verbDo, "hole ab": verbDo, "rufe an": verbMeet,
}

// separated returns the tag of a separable verb at word i whose particle ends
// its clause: "Stelle den Bericht im Team vor".
func (r *Reading) separated(i int) verbSet {
	for j := i + 1; j < min(i+14, len(r.Words)); j++ {
		ends := j+1 == len(r.Words) || strings.ContainsAny(r.gap(j), ".,;:!?(") || r.word(j+1) == "und"
		if !ends {
			continue
		}
		if tag, ok := separable[r.word(i)+" "+r.word(j)]; ok {
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

// compounds are verbs that are nouns before a noun: "review meeting".
var compounds = map[string]bool{"review": true, "demo": true, "test": true, "practice": true, "sync": true, "planning": true, "post": true, "debrief": true, "interview": true, "feedback": true, "welcome": true, "check": true, "pair": true, "kick": true, "progress": true, "design": true, "work": true}

// compound says that a verb is the first part of the name of a meeting.
func (r *Reading) compound(start int) bool {
	if !compounds[r.word(start)] {
		return false
	}
	for i := start + 1; i < min(start+4, len(r.Words)); i++ {
		if gap := r.gap(i - 1); gap != " " && gap != "-" || articles[r.word(i)] || prepositions[r.word(i)] {
			return false
		}
		h, ok := r.at(i, func(t Tag) bool { return t == nounMeet })
		if !ok {
			continue
		}
		return h.To == len(r.Words) || r.gap(h.To-1) != " " || prepositions[r.word(h.To)]
	}
	return false
}

var attending = map[string]bool{"attend": true, "nimm": true, "nehme": true, "besuche": true, "assistez": true, "asiste": true, "participe": true}

// sharing are verbs of what is talked about where it is done with somebody.
var sharing = map[string]bool{"review": true, "share": true, "go": true, "walk": true, "revisit": true, "look": true}

// meeting are verbs that ask for a meeting where their object is one.
var meeting = map[string]bool{"set": true, "join": true, "grab": true, "organize": true, "organise": true, "arrange": true, "plan": true, "hold": true, "find": true, "put": true, "host": true}

// withRole says that a text is about doing something with one of the parties.
func (r *Reading) withRole() bool {
	for i := range r.Words {
		if w := r.word(i); w != "with" && w != "mit" && w != "avec" && w != "con" && w != "com" {
			continue
		}
		for j := i + 1; j < min(i+4, len(r.Words)); j++ {
			if h, ok := r.at(j, isRole); ok && h.Tag != Intern {
				return true
			}
		}
	}
	return false
}

// firstNoun is the tag of the first thing that a text names behind its verb.
func (r *Reading) firstNoun() Tag {
	for _, h := range r.Hits {
		if h.From > r.main() && h.Tag >= nounRead && h.Tag <= nounShadow {
			return h.Tag
		}
	}
	return 0
}

// mocks says that a text is about a meeting or talk that is played.
func (r *Reading) mocks() bool {
	for i := range r.Words {
		if r.word(i) != "mock" {
			continue
		}
		for j := i + 1; j < min(i+4, len(r.Words)); j++ {
			if _, ok := r.at(j, func(t Tag) bool { return t == nounMeet || t == nounTalk || t == verbMeet }); ok {
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
		if qualities[r.word(i)] {
			return true
		}
	}
	return false
}

var qualities = map[string]bool{"understanding": true, "knowledge": true, "ability": true, "proficiency": true, "competence": true, "mastery": true, "familiarity": true, "ownership": true, "progress": true, "initiative": true, "leadership": true, "commitment": true}

// people says that a text is about people: a role, a team, colleagues.
func (r *Reading) people() bool {
	for i, w := range r.Words {
		if _, ok := r.inRole(i); ok && w.Text != "you" {
			return true
		}
		if peopleWords[w.Text] {
			return true
		}
	}
	return false
}

var peopleWords = map[string]bool{
	"team": true, "teams": true, "teammates": true, "teammate": true, "colleague": true, "colleagues": true, "everyone": true, "people": true, "coworkers": true, "stakeholders": true, "cohort": true,
	"kollegen": true, "kolleginnen": true, "kollegium": true, "équipe": true, "collègues": true, "equipo": true, "compañeros": true, "equipe": true, "colegas": true,
}
