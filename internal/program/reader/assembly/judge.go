package assembly

import (
	"slices"

	"stint/internal/program/reader/division"
	"stint/internal/program/reader/label"
	"stint/internal/program/reader/outline"
	"stint/internal/program/reader/wording"
	"stint/internal/program/reader/wording/sense"
)

// judge decides what a list is by what stands around it and by its look.
func (b *builder) judge(items []*outline.Block) verdict {
	switch b.forced {
	case "{text}":
		return isText
	case "{goals}":
		return isGoals
	}
	if b.settled(items) {
		return isActivities
	}
	boxed := anyBox(items)
	if !boxed && (b.among.Legend(items[0]) || b.asides > 0 || b.advert || b.isContents(items) || !b.toDiscuss() && b.isQuestionsAndAnswers(items) || b.isQuotes(items)) {
		return isText
	}
	v, told := b.judgeSection(items, boxed)
	switch {
	case told && v != isActivities:
		return v
	case !boxed && b.all(items, (*wording.Reading).IsField):
		return isText
	case told:
		return v
	}
	switch {
	case boxed:
		return isActivities
	case b.part == b.setup:
		return b.judgeSetup(items)
	case b.asksThroughout(items):
		return isPrompts
	case b.all(items, (*wording.Reading).States):
		return isGoals
	}
	return isActivities
}

// judgeSection decides by the headings and the sentence above a list.
func (b *builder) judgeSection(items []*outline.Block, boxed bool) (v verdict, told bool) {
	section, _ := b.section()
	switch section {
	case wording.SectionGoals:
		if boxed && b.toTick(items) {
			return isActivities, true
		}
		return isGoals, true
	case wording.SectionEligibility:
		return isEligibility, true
	case wording.SectionPrompts:
		if b.part != b.setup || b.questions(items) {
			return isPrompts, true
		}
	case wording.SectionText:
		if boxed && !(len(b.parts) > 0 && b.inExample()) {
			return isActivities, true
		}
		if b.part != b.setup && b.outweigh(items) {
			return isActivities, true
		}
		return isText, true
	case wording.SectionResources:
		if !boxed && (b.part == b.setup || b.onlyNames(items)) {
			return isText, true
		}
		return isActivities, true
	case wording.SectionSetup:
		if !boxed && b.all(items, (*wording.Reading).Describes) {
			return isEligibility, true
		}
		if !boxed && b.part == b.setup && b.required() && !slices.ContainsFunc(items, b.asked) && b.linked(items) == 0 {
			return isText, true // what one has rather than does: "A laptop"
		}
		return isActivities, true
	case wording.SectionTasks:
		return isActivities, true
	case wording.SectionTopics:
		if !boxed && b.part == b.setup && b.onlyNames(items) {
			return isText, true
		}
		return isActivities, true
	}
	return isActivities, false
}

// judgeSetup decides about a list outside the phases whose heading says nothing.
func (b *builder) judgeSetup(items []*outline.Block) verdict {
	addressed := 0
	for _, it := range items {
		if b.asked(it) {
			addressed++
		}
	}
	most := addressed*5 >= len(items)*3
	switch {
	case b.amid(items):
		return isActivities
	case len(b.parts) == 0:
		if most || b.begun && (b.linked(items)*10 >= len(items)*6 || wording.Read(b.Named).IsProgram() || b.teaches()) {
			return isActivities
		}
		return isText
	case b.parts[0].Style == division.ByItem && len(items[0].Children) > 0:
		return isActivities // it stands beside the items that are phases: "Pre-arrival"
	case !b.begun:
		return isText
	case most, b.likePhases(items):
		return isActivities
	}
	return isText
}

// teaches says that the innermost heading is nothing but a word for all that is
// learned: "Curriculum".
func (b *builder) teaches() bool {
	n := len(b.heads)
	if n == 0 || b.intro != nil {
		return false
	}
	read := b.Words(b.heads[n-1].block)
	return len(read.Words) == 1 && sense.Taught[read.Word(0)]
}

// amid says that a list outside of the phases stands below a time before or amid
// the program, "Two weeks prior", and that some of it asks or tells who does it.
func (b *builder) amid(items []*outline.Block) bool {
	n := len(b.heads)
	if n == 0 || b.intro != nil || !b.Words(b.heads[n-1].block).NamesMoment() {
		return false
	}
	told := 0
	for _, it := range items {
		if b.asked(it) || b.Words(it).Reports() {
			told++
		}
	}
	return told*3 >= len(items)
}

// toTick says that boxes below goals are there to be ticked: the phase is named by
// its goals, or most of them ask for something to be done. What tells that
// something was reached stays a goal.
func (b *builder) toTick(items []*outline.Block) bool {
	for i := len(b.heads) - 1; i >= 0; i-- {
		if h := b.heads[i]; h.section != wording.Unknown {
			read := b.Words(h.block)
			return b.intro == nil && !b.part.Reached[h.block] && h.sure < 1 && !read.MeasuresSuccess() && !read.Has(sense.Metrics) && b.asking(items)*2 > len(items)
		}
	}
	return b.intro == nil && b.part.Goals
}

// asking counts the items that ask, by themselves or behind a label: "Mail:
// answer the first five".
func (b *builder) asking(items []*outline.Block) (n int) {
	for _, it := range items {
		if b.asked(it) {
			n++
		} else if _, rest := label.Cut(b.Plain(it)); rest > 0 {
			if behind := wording.Read(b.Plain(it)[rest:]); behind.Imperative() && !behind.IsQuestion() {
				n++
			}
		}
	}
	return n
}

// outweigh says that items ask for so much that the heading above them, which
// mostly stands above text, is about what they do.
func (b *builder) outweigh(items []*outline.Block) bool {
	if len(items) < 2 || b.inExample() {
		return false
	}
	if b.intro != nil {
		if s, _ := b.introSection(); s != wording.Unknown {
			return false
		}
	}
	for i := len(b.heads) - 1; i >= 0; i-- {
		if h := b.heads[i]; h.section != wording.Unknown {
			return h.sure < 1 && b.Words(h.block).Yields() && b.asking(items)*3 >= len(items)*2
		}
	}
	return false
}

// required says that the innermost heading around the current block is about
// what somebody has to bring along.
func (b *builder) required() bool {
	return b.intro == nil && len(b.heads) > 0 && b.Words(b.heads[len(b.heads)-1].block).Requires()
}

// asked says that an item asks somebody to do something: by its words, by its
// label, or in all that it leads over to.
func (b *builder) asked(it *outline.Block) bool {
	read := b.Words(it)
	switch {
	case it.Kind != outline.Item || read.IsQuestion():
		return false
	case read.Addressed() || read.Every() != "" || read.EndsAsking():
		return true
	}
	span := b.Span(it)
	if name, rest := label.Cut(span.Plain); rest > 0 {
		named := wording.Read(name)
		linked := len(span.Links) > 0 && span.Links[0].From <= rest+1
		return named.Assigns() || linked && len(named.Words) <= 3 && len(named.Verbs(len(named.Words)-1)) > 0
	}
	if !read.Introduces() {
		return false
	}
	asked := 0
	for _, c := range it.Children {
		if b.asked(c) {
			asked++
		}
	}
	return asked > 0 && asked*2 >= len(it.Children)
}
