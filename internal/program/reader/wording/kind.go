package wording

import (
	"strings"

	"stint/internal/program/reader/wording/sense"
	"stint/internal/program/reader/words"
)

// The kinds that a wording can ask for; package reader owns what they mean.
const (
	Read_    = "read"
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
	// CourseSite says that a link leads to a place of courses.
	CourseSite bool
	// Parent is the kind of the item it is nested in, empty for none.
	Parent string
	// Group is the kind that the heading or sentence above the list asks for,
	// empty for none.
	Group string
}

// Kind says what sort of doing a text asks for, and how sure that is.
func (r *Reading) Kind(around Around) (kind string, sure float64) {
	start := r.behindLabel(r.main())
	verbs := r.verbs(start)
	if r.compound(start) {
		return Meet, 0.7
	}
	if around.LinkOnly && strings.HasSuffix(r.word(start), "ing") {
		verbs = nil // "Giving presentations" is a title
	}
	if around.LinkOnly && len(r.Words) == 1 && r.head() != "" {
		verbs = nil // "Guide" is the title of one
	}
	switch {
	case len(verbs) > 0:
	case r.spaceless():
		verbs = r.finalVerb()
	case !around.LinkOnly:
		verbs = r.infinitive()
	}
	if r.word(0) == "i" && sense.Attained[r.word(1)] {
		return Do, 0.5 // "I can write a test" is ticked when it is so
	}
	if len(verbs) == 0 && !around.LinkOnly {
		if kind, sure, ok := r.passive(start, around); ok {
			return kind, sure
		}
		if around.Parent == "" && len(r.imperative(start)) > 0 {
			return Do, 0.6
		}
	}
	if len(verbs) == 0 {
		if start > 0 && assuring[r.word(0)] {
			return Do, 0.7 // "Make sure you are invited to the meetings"
		}
		return r.nominal(around)
	}
	kind, sure = r.verbal(verbs, around)
	if around.LinkOnly && kind == Do && around.Parent == Read_ {
		return Read_, 0.6 // the title of something to read may well begin with a verb
	}
	return kind, sure
}

// assuring are verbs that ask for seeing to it that something is so.
var assuring = map[string]bool{"make": true, "ensure": true, "be": true, "check": true, "verify": true, "confirm": true}

// verbSet are the tags of the verb that leads a clause.
type verbSet []sense.Tag

func (v verbSet) has(tag sense.Tag) bool {
	for _, t := range v {
		if t == tag {
			return true
		}
	}
	return false
}

func isVerb(t sense.Tag) bool { return t >= sense.VerbRead && t <= sense.VerbMilestone }

// main returns the index of the word that begins the main clause: what stands
// before it says when, why or with whom.
func (r *Reading) main() int {
	i := r.prefix()
	for round := 0; round < 4; round++ {
		i = r.skipPolite(i)
		h, ok := r.at(i, func(t sense.Tag) bool { return t == sense.Leading })
		if v, verb := r.at(i, isVerb); !ok || verb && v.To >= h.To {
			return i
		}
		next := r.comma(h.To, 60)
		if next < 0 {
			return i
		}
		i = next
	}
	return i
}

// prefix returns the index of the word behind "9:00–9:30", "Manager:",
// "Optional –", "Async:" and the like, 0 where a text begins with none.
func (r *Reading) prefix() int {
	_, first := words.Clock(r.Text, r.Words)
	for i := first; i < min(first+4, len(r.Words)); i++ {
		if gap := r.gap(i); i+1 < len(r.Words) && strings.ContainsAny(gap, ":：)]") || strings.Contains(gap, " - ") || strings.Contains(gap, "–") || strings.Contains(gap, "—") {
			for k := first; k <= i; k++ {
				if _, ok := r.at(k, isPrefix); !ok && (!r.covered(k) || r.tells(k)) {
					return first
				}
			}
			return i + 1
		}
	}
	return first
}

// tells says that a word of a label names the doing: "Practice:", "Reading:".
func (r *Reading) tells(k int) bool {
	_, ok := r.at(k, func(t sense.Tag) bool {
		return t >= sense.VerbRead && t <= sense.NounShadow && t != sense.VerbDo && t != sense.VerbMilestone
	})
	return ok
}

func isPrefix(t sense.Tag) bool {
	return isRole(t) || t == sense.Optional || t == sense.Polite || t == sense.DayUnit || t == sense.WeekUnit || t == sense.MonthUnit
}

// comma returns the index of the word behind the first comma after word i.
func (r *Reading) comma(i, most int) int {
	depth := 0
	for j := max(i-1, 0); j+1 < len(r.Words) && j < i+most; j++ {
		gap := r.gap(j)
		depth += strings.Count(gap, "(") - strings.Count(gap, ")")
		if depth <= 0 && strings.ContainsAny(gap, ",;:，、") {
			return j + 1
		}
		if strings.ContainsAny(gap, ".!?") && strings.Contains(gap, " ") {
			return -1
		}
	}
	return -1
}

// skipPolite skips words that may stand before a verb: "please", "then", "you
// will", "the intern should".
func (r *Reading) skipPolite(i int) int {
	for n := 0; n < 8 && i < len(r.Words); n++ {
		if h, ok := r.at(i, func(t sense.Tag) bool { return t == sense.Polite || t == sense.You }); ok {
			if v, verb := r.at(i, isVerb); verb && v.To >= h.To {
				return i
			}
			i = h.To
			continue
		}
		if h, ok := r.at(i, func(t sense.Tag) bool { return t >= sense.Daily && t <= sense.Monthly }); ok && len(r.verbs(h.To)) > 0 {
			i = h.To // "Each day create …"
			continue
		}
		end, ok := r.subject(i)
		if !ok {
			return i
		}
		i = end
	}
	return i
}

// subject skips "the intern must", "participants will".
func (r *Reading) subject(i int) (end int, ok bool) {
	h, ok := r.at(i, isRole)
	if !ok && articles[r.word(i)] {
		h, ok = r.at(i+1, isRole)
	}
	for n := 0; ok && n < 3; n++ {
		if r.word(h.To) != "and" && r.word(h.To) != "&" {
			break
		}
		next := h.To + 1
		if articles[r.word(next)] {
			next++
		}
		other, more := r.at(next, isRole)
		if !more {
			break
		}
		h = other
	}
	if !ok {
		return 0, false
	}
	m, ok := r.at(h.To, func(t sense.Tag) bool { return t == sense.Modal })
	if !ok {
		return 0, false
	}
	return m.To, true
}

var articles = map[string]bool{
	"the": true, "a": true, "an": true, "your": true, "their": true, "our": true, "each": true, "every": true, "new": true, "this": true,
	"der": true, "die": true, "das": true, "den": true, "dem": true, "dein": true, "deine": true, "le": true, "la": true, "les": true, "l'": true, "votre": true, "el": true, "los": true, "las": true, "tu": true, "su": true, "o": true, "os": true, "as": true, "seu": true, "sua": true, "un": true, "une": true, "una": true, "ein": true, "eine": true, "einen": true,
}

func isRole(t sense.Tag) bool { return t >= sense.Intern && t <= sense.Others }

// verbs returns the tags of the verb at word i, its gerund included.
func (r *Reading) verbs(i int) verbSet {
	if r.isName(i) {
		return nil
	}
	if out := r.separated(i); out != nil {
		return out
	}
	h, ok := r.at(i, isVerb)
	if ok && h.To == i+1 && strings.HasPrefix(r.gap(i), "-") {
		return nil // "open-source projects"
	}
	if ok {
		var out verbSet
		for _, o := range r.Hits {
			if o.From == i && o.To == h.To && isVerb(o.Tag) {
				out = append(out, o.Tag)
			}
		}
		if h.To == i+1 && beginnings[r.word(i)] && strings.HasSuffix(r.word(h.To), "ing") {
			if inner := stemVerbs(r.word(h.To)); len(inner) > 0 && !r.courseAhead(h.To) {
				return inner // "start writing"
			}
		}
		return out
	}
	if r.word(i) == "building" && sense.Premises[r.word(i+1)] {
		return nil
	}
	return stemVerbs(r.word(i))
}

// beginnings are verbs that another one follows.
var beginnings = map[string]bool{"start": true, "begin": true, "continue": true, "keep": true, "finish": true, "stop": true, "try": true}

func (r *Reading) courseAhead(i int) bool {
	_, course := r.Find(sense.NounCourse, i)
	return course
}

// stemVerbs returns the tags of the verb whose gerund a word is.
func stemVerbs(w string) verbSet {
	if len(w) < 6 || !strings.HasSuffix(w, "ing") {
		return nil
	}
	stem := w[:len(w)-3]
	candidates := []string{stem, stem + "e"}
	if n := len(stem); stem[n-1] == stem[n-2] {
		candidates = append(candidates, stem[:n-1])
	}
	return verbsOf(candidates)
}

// verbsOf returns the tags of the first of some words that is a verb.
func verbsOf(candidates []string) verbSet {
	lex := lexicon()
	for _, c := range candidates {
		n, ok := lex.first[c]
		if !ok {
			continue
		}
		var out verbSet
		for _, t := range lex.tags[n] {
			if isVerb(t) {
				out = append(out, t)
			}
		}
		if len(out) > 0 {
			return out
		}
	}
	return nil
}

// spaceless says that the text is in a script whose verbs end the sentence.
func (r *Reading) spaceless() bool {
	return len(r.Words) > 0 && r.Words[len(r.Words)-1].Text[0] >= 0xe3 || len(r.Words) > 1 && r.Words[len(r.Words)/2].Text[0] >= 0xe3
}

// behindLabel returns the index of the word behind a label of its own before a
// colon, where a verb follows it: "Ada: look at the build". A label that names
// the doing itself stays: "Read: the guide", "Exercise: ask five questions".
func (r *Reading) behindLabel(start int) int {
	for i := start; i < min(start+4, len(r.Words)-1); i++ {
		for _, h := range r.Hits {
			if h.From == i && h.Tag >= sense.VerbRead && h.Tag <= sense.NounShadow {
				return start
			}
		}
		gap := r.gap(i)
		if strings.HasPrefix(strings.TrimSpace(gap), ":") && strings.HasSuffix(gap, " ") && len(r.verbs(i+1)) > 0 {
			return i + 1
		}
		if strings.TrimSpace(gap) != "" {
			return start
		}
	}
	return start
}

func (r *Reading) finalVerb() verbSet {
	for i := len(r.Hits) - 1; i >= 0; i-- {
		if isVerb(r.Hits[i].Tag) {
			return verbSet{r.Hits[i].Tag}
		}
	}
	return nil
}

// verbal decides by the leading verb, what it governs and what it is joined to.
func (r *Reading) verbal(verbs verbSet, around Around) (string, float64) {
	switch {
	case verbs.has(sense.VerbRoleplay), r.mocks():
		return Roleplay, 0.95
	case verbs.has(sense.VerbShadow):
		return Shadow, 0.95
	case verbs.has(sense.VerbGive) && r.Has(sense.NounRoleplay):
		return Roleplay, 0.9
	case verbs.has(sense.VerbGive) && r.Has(sense.NounTalk):
		return Present, 0.9
	case verbs.has(sense.VerbComplete) && r.Has(sense.NounExam) && !verbs.has(sense.VerbDo):
		return Exam, 0.95
	case verbs.has(sense.VerbComplete) && (r.Has(sense.NounCourse) || around.CourseSite):
		if r.Has(sense.NounExam) && around.CourseSite {
			return Exam, 0.8
		}
		return Course, 0.95
	case verbs.has(sense.VerbPresent) && r.shows():
		return Do, 0.6
	case verbs.has(sense.VerbPresent):
		return Present, 0.95
	case verbs.has(sense.VerbDeliver) && r.arranges(r.main()):
		return Do, 0.8
	case verbs.has(sense.VerbDeliver):
		return Deliver, 0.9
	case verbs.has(sense.VerbDiscuss) && r.word(r.main()) == "go" && !r.withRole() && !strings.HasSuffix(r.Text, "together"):
		return Read_, 0.8 // "go over the guidelines"
	case verbs.has(sense.VerbDiscuss) && !verbs.has(sense.VerbRead):
		return Discuss, 0.95
	case verbs.has(sense.VerbPractice) && r.joined(sense.VerbDeliver):
		return Deliver, 0.7
	case verbs.has(sense.VerbPractice):
		return Practice, 0.9
	}
	return r.upgraded(verbs)
}

// upgraded decides for verbs that a second one in the sentence can outdo:
// "read … and discuss it", "choose … and build".
func (r *Reading) upgraded(verbs verbSet) (string, float64) {
	switch {
	case r.joined(sense.VerbPresent) || r.joined(sense.VerbGive) && r.Has(sense.NounTalk):
		return Present, 0.8
	case r.joined(sense.VerbRoleplay):
		return Roleplay, 0.8
	case r.joined(sense.VerbDeliver) && !verbs.has(sense.VerbMeet) && !verbs.has(sense.VerbAsk):
		return Deliver, 0.75
	case r.joined(sense.VerbDiscuss) && (verbs.has(sense.VerbRead) || verbs.has(sense.VerbAsk)):
		return Discuss, 0.75
	case sense.Sharing[r.word(r.main())] && r.withRole():
		return Discuss, 0.75 // "review the plan with your manager"
	case r.joined(sense.VerbComplete) && r.Has(sense.NounCourse):
		return Course, 0.75
	case r.Has(sense.NounShadow):
		return Shadow, 0.8 // "join a call as an observer"
	case r.word(r.main()) == "fill" && r.governs(sense.NounDeliver, sense.NounPractice):
		return Deliver, 0.8
	case meeting[r.word(r.main())] && r.firstNoun() == sense.NounMeet:
		return Meet, 0.8 // "set up a 1:1"
	case verbs.has(sense.VerbKnow) && r.people() && !r.Has(sense.NounRead):
		return Meet, 0.8
	case verbs.has(sense.VerbAsk), verbs.has(sense.VerbMeet):
		if r.Has(sense.NounCourse) && attending[r.word(r.main())] {
			return Course, 0.7
		}
		return Meet, 0.9
	case verbs.has(sense.VerbRead):
		return Read_, 0.95
	case verbs.has(sense.VerbGive) && r.Has(sense.NounMeet) && r.word(r.main()) != "make":
		return Meet, 0.7
	case r.Has(sense.NounExam) && verbs.has(sense.VerbComplete):
		return Exam, 0.8
	case verbs.has(sense.VerbComplete) && r.governs(sense.NounPractice):
		return Practice, 0.7
	case verbs.has(sense.VerbComplete) && r.Has(sense.NounRead):
		return Read_, 0.6
	case r.joined(sense.VerbMeet):
		return Meet, 0.6
	}
	return Do, 0.8
}

// joined says that a verb is joined to the leading one by "and", "then" or a comma.
func (r *Reading) joined(tag sense.Tag) bool {
	start := r.main()
	for _, h := range r.Hits {
		if h.Tag != tag || h.From <= start {
			continue
		}
		switch r.word(h.From - 1) {
		case "and", "then", "or", "und", "et", "y", "e", "dann", "puis", "luego":
			return true
		}
		if strings.ContainsAny(r.gap(h.From-1), ",;") && h.To < len(r.Words) {
			return true
		}
	}
	return false
}
