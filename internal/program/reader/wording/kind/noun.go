package kind

import (
	"strings"

	"stint/internal/program/reader/wording/clause"
	"stint/internal/program/reader/wording/sense"
)

// nounKinds are the kinds of what a text names.
var nounKinds = []struct {
	tag  sense.Tag
	kind string
	sure float64
}{{sense.NounExam, Exam, 0.8}, {sense.NounRoleplay, Roleplay, 0.8}, {sense.NounCourse, Course, 0.75}, {sense.NounShadow, Shadow, 0.75}, {sense.NounPractice, Practice, 0.6}, {sense.NounRead, Read, 0.6}, {sense.NounTalk, Present, 0.6}, {sense.NounMeet, Meet, 0.6}, {sense.NounDeliver, Deliver, 0.6}, {sense.NounDiscuss, Discuss, 0.6}}

// nominal decides for a text without a verb: by what it names, by what it is
// nested in, by its being a link.
func (r Doing) nominal(around Around) (string, float64) {
	if h, ok := r.At(r.Main(), func(t sense.Tag) bool { return t == sense.NounRead }); ok && (r.Gap(h.To-1) != " " || r.Word(h.To) == "by" || r.Word(h.To) == "on") {
		return Read, 0.8 // "Article: …", "Video by …"
	}
	if n := r.Label(); n > 0 {
		for _, k := range nounKinds {
			if k.tag != sense.NounTalk && r.Holds(0, n, k.tag) {
				return k.kind, 0.7 // "Team meeting: …"
			}
		}
	}
	for _, n := range nounKinds[:4] {
		if r.mentions(n.tag) {
			return n.kind, n.sure
		}
	}
	if r.mentions(sense.VerbRoleplay) && !around.LinkOnly {
		return Roleplay, 0.6
	}
	if r.mentions(sense.VerbShadow) && !around.LinkOnly {
		return Shadow, 0.6
	}
	if kind := r.head(); kind == Practice {
		return Practice, 0.6 // an exercise that a course holds
	}
	if around.CourseSite {
		return Course, 0.7
	}
	if around.Annotated && around.Acquired && around.Group == Do {
		return Do, 0.7 // the remark says what it is got for
	}
	if around.Annotated {
		return Read, 0.7
	}
	switch around.Parent {
	case "":
		return r.named(around)
	case Read, Course, Do, Practice, Shadow:
		if kind := r.head(); kind == Meet && around.Parent != Do && !r.opensBook(around) {
			return Meet, 0.6
		}
		return around.Parent, 0.6
	}
	if around.Linked {
		return Read, 0.6 // what is linked below a talk or a deliverable is there to be read
	}
	return around.Parent, 0.5
}

// named decides by the thing that a text names: by the word that its first
// phrase ends with, else by any that says more.
func (r Doing) named(around Around) (string, float64) {
	if r.introduces() {
		return Meet, 0.6
	}
	start, end := r.Main(), r.PhraseEnd(r.Main())
	if !around.Linked && r.toWrite(end, around.Group) {
		return Deliver, 0.6
	}
	if r.opensBook(around) {
		return Read, 0.6
	}
	if kind := r.head(); kind != "" && !(around.LinkOnly && kind == Deliver) { // a report that is linked is there to be read
		if kind == Present && (r.withRole() || r.Word(end-1) == "walkthrough") {
			return Meet, 0.6 // given to the newcomer rather than by them
		}
		return kind, 0.6
	}
	for _, n := range nounKinds[4:] {
		for _, h := range r.Hits {
			modifier := h.To < end && (h.From > start || r.Word(h.From) == "welcome" || n.tag == sense.NounDiscuss) // "lab paperwork" is no lab
			if h.Tag == n.tag && !modifier && r.outright(h) && !r.about(h) && !r.introducesTopic(h) && !(around.LinkOnly && n.tag == sense.NounDeliver) {
				return n.kind, 0.6
			}
		}
	}
	if around.Group != "" {
		return around.Group, 0.6
	}
	if around.Linked {
		return Read, 0.6
	}
	for _, n := range []struct {
		tag  sense.Tag
		kind string
	}{{sense.VerbDiscuss, Discuss}, {sense.VerbMeet, Meet}, {sense.VerbPractice, Practice}, {sense.VerbPresent, Present}} {
		if r.mentions(n.tag) {
			return n.kind, 0.5
		}
	}
	return Do, 0.4
}

// head is the kind of the thing that the first phrase of a text ends with:
// "Project management overview" is an overview.
func (r Doing) head() string {
	end := r.PhraseEnd(r.Main())
	for _, n := range nounKinds[4:] {
		for _, h := range r.Hits {
			if h.Tag == n.tag && h.To == end && !r.introducesTopic(h) {
				return n.kind
			}
		}
	}
	for i := r.Main(); i < end; i++ {
		for _, c := range sense.Compounds {
			if w := r.Word(i); len(w) > len(c.Ending) && strings.HasSuffix(w, c.Ending) {
				return nounKind(c.Tag)
			}
		}
	}
	return ""
}

// nounKind is the kind of what a noun of a tag names.
func nounKind(tag sense.Tag) string {
	for _, n := range nounKinds {
		if n.tag == tag {
			return n.kind
		}
	}
	return ""
}

// mentions says that a text names one of some things outside of remarks in
// brackets.
func (r Doing) mentions(tag sense.Tag) bool {
	for _, h := range r.Hits {
		if h.Tag == tag && r.outright(h) && !r.trial(h) {
			return true
		}
	}
	return false
}

// outright says that a hit stands outside of brackets, or ends some that close
// the text and hold few words: "Git basics (online course)".
func (r Doing) outright(h clause.Hit) bool {
	from, to := r.Bytes(h)
	open := strings.LastIndexAny(r.Text[:from], "(（")
	if open < 0 || strings.ContainsAny(r.Text[open:from], ")）") {
		return true
	}
	closing := strings.IndexAny(r.Text[to:], ")）")
	if closing < 0 {
		return true
	}
	return closing == 0 && clause.IsThing(h.Tag) && len(strings.Fields(r.Text[open:to])) <= 3
}

// trial says that a bare "test" is something tried out rather than an exam: it
// is said of which thing. A test of its own is one: "Test", "Test 2: loops".
func (r Doing) trial(h clause.Hit) bool {
	if h.Tag != sense.NounExam || h.To != h.From+1 || r.Word(h.From) != "test" {
		return false
	}
	before := h.From > 0 && r.Gap(h.From-1) == " " && !sense.Articles[r.Word(h.From-1)] && !sense.Prepositions[r.Word(h.From-1)]
	behind := r.Gap(h.From) == " " && h.To < len(r.Words) && r.Words[h.To].Number < 0 && !sense.Prepositions[r.Word(h.To)]
	return before || behind
}

// about says that a hit is what another thing is of: no documentation is named
// by "access to the documentation" or "pasta de projeto". Amounts are of what
// they hold: "a round of introductions".
func (r Doing) about(h clause.Hit) bool {
	i := h.From - 1
	if sense.Articles[r.Word(i)] {
		i--
	}
	if i > 0 && r.Word(i) == "to" && len(clause.ParticipleVerbs(r.Word(i-1))) > 0 {
		return false // "added to meetings"
	}
	return i > 0 && sense.Belonging[r.Word(i)] && r.Gap(i-1) == " " && !sense.Amounts[r.Word(i-1)] && r.Words[i-1].Number < 0
}

// introducesTopic says that an introduction is one to a matter rather than to
// people.
func (r Doing) introducesTopic(h clause.Hit) bool {
	switch r.Word(h.To - 1) {
	case "introduction", "introductions", "intro":
	default:
		return false
	}
	next := r.Word(h.To)
	return (next == "to" || next == "into") && !peopleAhead(r, h.To+1)
}

// opensBook says that a link whose text begins with an introduction leads to
// the one of a book: nobody is met.
func (r Doing) opensBook(around Around) bool {
	start := r.Main()
	return around.LinkOnly && (r.Word(start) == "introduction" || r.Word(start) == "intro") && r.PhraseEnd(start) == start+1 && start+1 < len(r.Words) && r.Word(start+1) != "with" && !peopleAhead(r, start+1)
}

// toWrite says that what a text names is there to be made: it is due, stands
// among what is to be delivered, or is about what was lived through.
func (r Doing) toWrite(end int, group string) bool {
	for i := 1; i < len(r.Words); i++ {
		if r.Word(i) == "due" && (i+1 == len(r.Words) || strings.ContainsAny(r.Gap(i), ",.;:(") || r.Word(i+1) == "on" || r.Word(i+1) == "by") && !r.Has(sense.NounExam) {
			return true // "first draft due"
		}
	}
	switch first, next := r.Word(r.Main()), r.Word(r.Main()+1); first {
	case "documentation", "dokumentation":
		if next == "of" || next == "der" || next == "des" || next == "von" {
			return true
		}
	}
	if r.head() != Read {
		return false
	}
	switch r.Word(end - 1) {
	case "post", "posts", "blog":
		return group == Deliver || r.Word(end) == "about"
	}
	return group == Deliver
}

// people says that a text is about people: a role, a team, colleagues.
func (r Doing) people() bool {
	for i, w := range r.Words {
		if _, ok := r.InRole(i); ok && w.Text != "you" {
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
func (r Doing) introduces() bool {
	start := r.BehindLabel(r.Main())
	switch r.Word(start) {
	case "apresentação", "presentación", "présentation", "vorstellung", "presentazione":
		return peopleAhead(r, start+1)
	}
	return false
}

// peopleAhead says that people are named within the next words.
func peopleAhead(r Doing, i int) bool {
	for end := min(i+4, len(r.Words)); i < end; i++ {
		if _, ok := r.InRole(i); ok || sense.PeopleWords[r.Word(i)] {
			return true
		}
	}
	return false
}
