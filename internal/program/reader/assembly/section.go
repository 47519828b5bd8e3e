package assembly

import (
	"strings"

	"stint/internal/program/reader/division"
	"stint/internal/program/reader/label"
	"stint/internal/program/reader/outline"
	"stint/internal/program/reader/page"
	"stint/internal/program/reader/wording"
	"stint/internal/program/reader/wording/sense"
	"stint/internal/program/reader/words"
)

// head is a heading, a bold line or a summary with what it says of the text below.
type head struct {
	level   int
	text    string
	block   *outline.Block
	section wording.Section
	sure    float64
	owner   string
	// doubted says that the owner is one whose name other things have as well.
	doubted bool
	// optional says that everything below may be skipped.
	optional bool
	// kind is what it asks of the things that are only named below.
	kind string
}

// heading enters the section of a heading, label or summary.
func (b *builder) heading(block *outline.Block) {
	level := block.Level
	if block.Kind != outline.Heading {
		level = division.LabelLevel
	}
	if block == b.Title {
		level = 0
	}
	b.leave(level)
	if b.part.Reached[block] {
		b.leave(0) // it stands elsewhere on the page
	}
	if n := len(b.heads); n > 0 && block.Kind == outline.Heading && b.Words(b.heads[n-1].block).IsContentsHeading() {
		b.heads[n-1].section = wording.Unknown // what it lists are no chapters of it
	}
	list := b.Attributes(block)
	read := b.Words(block)
	h := head{level: level, text: words.Title(b.Plain(block)), block: block, owner: read.OwnerOf(), optional: read.Binding().Optional, kind: read.GroupKind()}
	h.section, h.sure = read.Section()
	if label.NamesSomebody(b.Plain(block)) {
		h.owner = ""
	}
	if h.owner == "" && b.among.Headed() && read.Department() {
		h.owner, h.doubted = string(page.OwnerManager), true
	}
	switch {
	case block == b.Title:
		h.owner = "" // a guide for mentors asks a mentor in training to do it all
		if !read.Has(sense.FAQ) {
			h.section = wording.Unknown
		}
		if read.IsVersion() {
			h.section = wording.SectionText
		}
	default:
		b.begun = true
		switch {
		case b.part == b.setup:
			h.section = b.inSetup(h.section, read, h.owner)
		case h.section == wording.SectionText && read.MeasuresSuccess():
			h.section = wording.SectionGoals
		}
		if h.section == wording.Unknown && b.part == b.setup && asks(read) {
			h.section, h.sure = wording.SectionText, 0.6 // what stands below is the answer
		}
	}
	if a, ok := list.Find("owner"); ok {
		h.owner = b.ownerValue(block.Text, a, h.owner)
	}
	if _, ok := list.Find("goals"); ok || b.part.Reached[block] {
		h.section, h.sure = wording.SectionGoals, 1
	}
	if _, ok := list.Find("text"); ok {
		h.section, h.sure = wording.SectionText, 1
	}
	b.heads = append(b.heads, h)
	if block != b.Title || b.Plain(block) != b.Named {
		b.keep("heading", block) // the front matter may title the page otherwise
	}
}

// inSetup is what a heading announces outside of the phases. What is expected is
// for the items to say, and what somebody answers for is no preparation where
// there are phases to work in, unless it is said who does.
func (b *builder) inSetup(s wording.Section, read *wording.Reading, owner string) wording.Section {
	switch {
	case read.IsVersion(), len(b.parts) > 0 && owner == "" && read.Answers() && !read.Has(sense.You):
		return wording.SectionText
	case s == wording.SectionText && read.Expects():
		return wording.Unknown
	}
	return s
}

// asks says that a heading is a question such as "Who can I ask?".
func asks(read *wording.Reading) bool { return read.IsQuestion() && read.Interrogative() }

// advertises says that the headings of a page are those of a job's advertisement.
func (r *assembly) advertises() bool {
	n := 0
	for _, b := range r.Flow {
		if (b.Kind == outline.Heading || b.Kind == outline.Label) && r.Words(b).IsAdvert() {
			n++
		}
	}
	return n > 1
}

// leave closes the sections of a level and deeper ones.
func (b *builder) leave(level int) {
	for len(b.heads) > 0 && b.heads[len(b.heads)-1].level >= level {
		b.heads = b.heads[:len(b.heads)-1]
	}
}

// group is the heading that the current block stands under.
func (b *builder) group() string {
	if n := len(b.heads); n > 0 && b.heads[n-1].block != b.Title {
		return b.heads[n-1].text
	}
	return ""
}

// section is what the headings around the current block say of it.
func (b *builder) section() (wording.Section, float64) {
	if b.intro != nil {
		if s, sure := b.introSection(); s != wording.Unknown {
			return s, sure
		}
	}
	for i := len(b.heads) - 1; i >= 0; i-- {
		if s := b.heads[i].section; s != wording.Unknown {
			return s, b.heads[i].sure
		}
	}
	if b.part.Goals {
		return wording.SectionGoals, 0.85
	}
	return wording.Unknown, 0
}

// introSection is what the paragraph before a list says of it.
func (b *builder) introSection() (wording.Section, float64) {
	text := b.lastSentence(b.Plain(b.intro))
	read := wording.Read(text)
	if read.IsPromptHead() {
		return wording.SectionPrompts, 0.85
	}
	return read.Section()
}

// lastSentence is the last sentence of a text, the one that introduces a list.
func (b *builder) lastSentence(text string) string {
	if at := strings.LastIndex(strings.TrimRight(text, " .:"), ". "); at >= 0 {
		return text[at+2:]
	}
	return text
}

// owner is whose the things below the current headings are.
func (b *builder) owner() (string, float64) {
	if b.intro != nil {
		if owner, sure := b.introOwner(); owner != "" {
			return owner, sure
		}
	}
	for i := len(b.heads) - 1; i >= 0; i-- {
		if b.heads[i].doubted {
			return b.heads[i].owner, guessed
		}
		if b.heads[i].owner != "" {
			return b.heads[i].owner, 0.9
		}
	}
	if b.part.Owner != "" {
		return b.part.Owner, 0.9
	}
	return "", 0
}

// introOwner reads "The manager must complete these tasks:".
func (b *builder) introOwner() (string, float64) {
	owner, sure := wording.Read(b.lastSentence(b.Plain(b.intro))).Owner()
	return owner, min(sure, 0.85)
}

// optional says that a heading around the current block makes it optional.
func (b *builder) optional() bool {
	if b.part.Optional {
		return true
	}
	for _, h := range b.heads {
		if h.optional {
			return true
		}
	}
	return false
}
