package reader

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"stint/internal/program/reader/outline"
	"stint/internal/program/reader/phase"
	"stint/internal/program/reader/wording"
	"stint/internal/program/reader/words"
)

// headings are what the page's title is looked for in.
type headings struct {
	// first is the first that announces no table of contents, nil for none.
	first *outline.Block
	// alone says that all others are deeper; several that there are any.
	alone, several bool
	// below says that one of the others names a phase.
	below bool
	// beside is how many of the others stand at its level; phases says that
	// some of these name phases.
	beside int
	phases bool
	// top is the first of the highest level where that is above the first's;
	// topAlone says that no other has its level.
	top      *outline.Block
	topAlone bool
}

// headings looks at the headings of the flow.
func (r *reading) headings() headings {
	h := headings{alone: true}
	for _, b := range r.Flow {
		if b.Kind != outline.Heading {
			continue
		}
		words := r.Words(b)
		switch {
		case h.first == nil && words.IsContentsHeading() && len(words.Words) < 4:
			continue
		case h.first == nil:
			h.first = b
			continue
		}
		_, named := phase.Parse(r.Plain(b))
		_, dated := phase.Calendar(r.Plain(b), true)
		h.alone, h.several, h.below = h.alone && b.Level > h.first.Level, true, h.below || named || dated
		switch {
		case b.Level == h.first.Level:
			h.beside, h.phases = h.beside+1, h.phases || named || dated
		case b.Level < h.first.Level && (h.top == nil || b.Level < h.top.Level):
			h.top, h.topAlone = b, true
		case h.top != nil && b.Level == h.top.Level:
			h.topAlone = false
		}
	}
	return h
}

// title takes the page's first heading for its title where it stands alone
// above the others, or where the page has no better one: the name that its
// front matter gives it, or a line above all headings.
func (r *reading) title() {
	h := r.headings()
	if h.first == nil {
		r.leadingTitle(false)
		return
	}
	settled := r.NoPhase(h.first)
	section, _ := r.Words(h.first).Section()
	if label, named := phase.Parse(r.Plain(h.first)); named && !settled && !label.Plan && (!h.below || !h.alone) {
		if h.alone && h.first.Level == 1 && r.page.Title == "" {
			r.page.Title = r.Plain(h.first) // "First day instructions": the phase is the page
		}
		return
	}
	leads := h.first.Level == 1 && section == wording.Unknown && r.Flow[0] == h.first && r.heads(h)
	if h.alone && (section == wording.Unknown || h.first.Level == 1 || h.first.Level == 2 && h.several) || leads {
		r.Title = h.first
	}
	switch {
	case r.page.Title != "":
	case r.Title != nil:
		r.page.Title = r.Plain(r.Title)
	case strings.Contains(r.front.Name, " "):
		r.page.Title = r.front.Name
	case h.top != nil && h.topAlone && r.titular(h.top):
		r.page.Title = r.Plain(h.top)
	case (section == wording.Unknown || section == wording.SectionTasks && len(r.Words(h.first).Words) > 1) && h.first.Line < 10 && r.heads(h):
		r.page.Title = r.Plain(h.first)
	default:
		r.leadingTitle(true)
	}
}

// heads says that the first heading may be the title although it has others
// beside it. Where several of these name no phases either, it is one section of
// many, unless it says itself that it names a program.
func (r *reading) heads(h headings) bool {
	return h.beside < 2 || h.phases || h.first.Level == 1 || r.Words(h.first).IsProgram() && !r.Words(h.first).IsQuestion()
}

// titular says that a heading may name the whole page.
func (r *reading) titular(b *outline.Block) bool {
	section, _ := r.Words(b).Section()
	_, named := phase.Parse(r.Plain(b))
	return section == wording.Unknown && !named
}

// leadingTitle takes the page's name in its front matter for the title, else
// the bold line or the short line of text that begins it. Headed says that the
// page has headings.
func (r *reading) leadingTitle(headed bool) {
	if r.page.Title == "" && strings.Contains(r.front.Name, " ") {
		r.page.Title = r.front.Name
	}
	i := 0
	for i < len(r.Flow) && (r.Flow[i].Kind == outline.HTML || r.Flow[i].Kind == outline.Rule || r.Flow[i].Kind == outline.Directive) {
		i++
	}
	if i+1 >= len(r.Flow) {
		return
	}
	first, next := r.Flow[i], r.Flow[i+1].Kind
	if _, named := phase.Parse(r.Plain(first)); named {
		return
	}
	leads := next == outline.Heading || next == outline.Label || next == outline.Rule || next == outline.DetailsOpen || headed && next == outline.Paragraph
	switch {
	case first.Kind == outline.Label && !headed && i == 0:
		r.Title = first
		if r.page.Title == "" {
			r.page.Title = r.Plain(first)
		}
	case r.page.Title == "" && leads && r.shortLine(first):
		r.page.Title = r.Plain(first)
	}
}

// shortLine says that a block is a line that names something, and neither a
// sentence, nor a label with its value, nor links to elsewhere.
func (r *reading) shortLine(b *outline.Block) bool {
	plain := r.Plain(b)
	if b.Kind != outline.Label && b.Kind != outline.Paragraph || b.EndLine > b.Line || plain == "" || len(plain) > 100 || len(r.Span(b).Links) > 0 {
		return false
	}
	if strings.ContainsAny(plain[len(plain)-1:], ".!?:;,…") || strings.Contains(plain, ". ") || strings.ContainsAny(plain, "|→←«»@") {
		return false
	}
	list := words.Split(plain)
	if label, _, found := strings.Cut(plain, ":"); found && len(strings.Fields(label)) < 3 || len(list) == 0 || len(list) > 12 && list[0].Text[0] < 0x80 || speaking[list[0].Text] {
		return false
	}
	first, _ := utf8.DecodeRuneInString(plain)
	return !unicode.IsLower(first)
}

// speaking are words that begin a sentence rather than a title.
var speaking = map[string]bool{
	"this": true, "these": true, "we": true, "you": true, "i": true, "it": true, "here": true, "there": true, "if": true, "please": true, "hi": true, "hello": true, "dear": true, "see": true, "note": true,
	"dies": true, "diese": true, "dieser": true, "wir": true, "du": true, "sie": true, "hier": true, "bitte": true, "hallo": true, "liebe": true, "ce": true, "cette": true, "nous": true, "vous": true, "voici": true, "bonjour": true,
	"este": true, "esta": true, "hola": true, "aquí": true, "olá": true, "aqui": true,
}

// toFill says that a title has a place for a name that is yet to be filled in:
// "Onboard <name>", "Welcome [your name]", "First week of {person}". A tag alone,
// "[Onboarding]:", is such a title too.
func toFill(title string) bool {
	rest := title
	for {
		from := strings.IndexAny(rest, "<[{")
		if from < 0 {
			break
		}
		to := strings.IndexAny(rest[from:], ">]}")
		if to < 2 {
			break
		}
		for _, w := range words.Split(rest[from : from+to]) {
			if rest[from] != '[' || toFillIn[w.Text] {
				return true
			}
		}
		rest = rest[from+to+1:]
		if from == 0 && strings.Trim(rest, " :-–—") == "" {
			return true
		}
	}
	return false
}

// toFillIn are words that stand in for what somebody is to fill in.
var toFillIn = map[string]bool{"name": true, "names": true, "username": true, "user": true, "your": true, "person": true, "insert": true, "handle": true, "nombre": true, "nom": true, "nome": true}
