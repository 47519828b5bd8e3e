// Package assembly makes phases with activities, prompts, goals and texts of the
// parts of a page: it decides what each list is, and of each item what it asks
// for, of whom, and how binding it is.
package assembly

import (
	"strings"

	"stint/internal/program/reader/division"
	"stint/internal/program/reader/identity"
	"stint/internal/program/reader/inline"
	"stint/internal/program/reader/label"
	"stint/internal/program/reader/outline"
	"stint/internal/program/reader/page"
	"stint/internal/program/reader/party"
	"stint/internal/program/reader/phase"
	"stint/internal/program/reader/source"
	"stint/internal/program/reader/wording"
)

// Assembled is what was made of a page.
type Assembled struct {
	Setup  page.Phase
	Phases []page.Phase
	// Eligibility are the items of lists that say who may take part.
	Eligibility []page.Statement
	// IDs are the ids in use.
	IDs *identity.Set
	// After are where "after" is written, by the line of its activity.
	After map[int]source.Place
}

// Assemble makes the phases of their parts.
func Assemble(s *source.Source, setup *division.Part, parts []*division.Part) *Assembled {
	r := &assembly{Source: s, setup: setup, parts: parts, out: &Assembled{IDs: identity.NewSet(), After: map[int]source.Place{}}}
	r.build()
	return r.out
}

// assembly is a page being put together.
type assembly struct {
	*source.Source
	setup *division.Part
	parts []*division.Part
	out   *Assembled
	// advert says that the page advertises a job.
	advert bool
	// moved are the phases that hold nothing but lists moved to the right.
	moved map[*division.Part]bool
	// among are those who the page names for its doings.
	among *party.Parties
}

// builder makes a phase of the blocks that belong to it.
type builder struct {
	*assembly
	part  *division.Part
	phase *page.Phase
	// heads are the headings and labels around the current block.
	heads []head
	// intro is the paragraph right before a list that introduces it.
	intro *outline.Block
	// acquired says that the sentence above the list asks to get what it names.
	acquired bool
	// begun says that a heading below the page's title has been passed.
	begun bool
	// forced is a line such as {text} right before a list.
	forced string
	// readies says that the list at hand is one of what others do before the
	// newcomer's first day.
	readies bool
	// readied is the last heading that such a list stood under.
	readied *outline.Block
	// asides counts the notes and alerts of site generators that are open.
	asides int
}

// build makes the phases and the setup.
func (r *assembly) build() {
	r.among = party.Among(r.Source)
	r.moved = r.indented()
	r.advert = len(r.parts) == 0 && r.advertises()
	for _, p := range append([]*division.Part{r.setup}, r.parts...) {
		b := &builder{assembly: r, part: p, phase: &p.Phase}
		b.phase.Activities = []page.Activity{}
		b.nameLinks()
		b.blocks(p.Blocks)
		b.behindName()
		if _, settled := r.Attributes(p.Heading).Find("break"); len(b.phase.Activities) > 0 && !settled {
			b.phase.Break = false // there is something to do after all
		}
		if p.Style == division.ByRow && len(b.phase.Activities) == 0 && len(b.phase.Text) == 1 {
			b.phase.Break = phase.NamesBreak(b.phase.Text[0].Markdown)
		}
		p.Phase.Items = countItems(p.Blocks)
	}
	r.out.Setup = r.setup.Phase
	for _, p := range r.parts {
		r.out.Phases = append(r.out.Phases, p.Phase)
	}
	r.identify()
}

// blocks takes blocks in, list items that follow one another as one list.
func (b *builder) blocks(list []*outline.Block) {
	after := 0 // the next block that is no comment
	for i := 0; i < len(list); i++ {
		end := i
		for end < len(list) && list[end].Kind == outline.Item && (end == i || sameList(list[end-1], list[end])) {
			end++
		}
		if end > i {
			b.list(list[i:end])
			if b.forced = ""; end+1 >= len(list) || !b.isComment(list[end]) || list[end+1].Kind != outline.Item {
				b.intro, b.acquired = nil, false
			}
			i = end - 1
			continue
		}
		for after = max(after, i+1); after < len(list) && b.isComment(list[after]); {
			after++ // never back: a page may have nothing but comments
		}
		var next *outline.Block
		if after < len(list) {
			next = list[after]
		}
		b.block(list[i], next)
		if list[i].Kind != outline.Directive && !b.isComment(list[i]) {
			b.forced = ""
		}
	}
}

// asideNames are what site generators call a box beside the text.
var asideNames = map[string]bool{
	"alert": true, "notice": true, "note": true, "callout": true, "admonition": true, "hint": true, "pageinfo": true, "info": true, "warning": true, "tip": true, "caution": true, "danger": true, "important": true,
}

// aside opens and closes such a box: {{% alert %}} … {{% /alert %}}, :::tip … :::.
func (b *builder) aside(directive string) {
	name := strings.Trim(directive, "{}%<>: \t")
	switch closing := strings.HasPrefix(name, "/") || name == ""; {
	case closing:
		b.asides = max(b.asides-1, 0)
	case asideNames[strings.ToLower(strings.SplitN(name+" ", " ", 2)[0])] && !strings.HasSuffix(directive, "/>}}") && !strings.HasSuffix(directive, "/%}}"):
		b.asides++
	}
}

// sameList says that an item belongs to the list of the one before it: another
// sort of marker behind a blank line begins another list.
func sameList(before, it *outline.Block) bool {
	if before.Level == 0 || it.Level == 0 {
		return false
	}
	return ordered(before) == ordered(it) || it.Line <= lastLine(before)+1
}

func ordered(it *outline.Block) bool {
	return it.Marker != "" && it.Marker[0] >= '0' && it.Marker[0] <= '9'
}

// block takes one block in.
func (b *builder) block(block, next *outline.Block) {
	switch block.Kind {
	case outline.Label:
		if !b.goalLine(block) { // "**Goal: feel at home**" heads nothing
			b.heading(block)
		}
	case outline.Heading:
		b.heading(block)
	case outline.DetailsOpen:
		b.heading(block)
	case outline.DetailsClose:
		b.leave(division.LabelLevel)
	case outline.Paragraph:
		if !b.moved[b.part] {
			b.paragraph(block, next)
			return
		}
		b.movedList(block)
	case outline.Table:
		b.tableBlock(block)
	case outline.Rule:
	case outline.Code:
		if b.moved[b.part] {
			b.movedList(block)
		} else {
			b.keep("code", block)
		}
	case outline.Directive:
		if block.Text.Raw == "{text}" || block.Text.Raw == "{goals}" {
			b.forced = block.Text.Raw
			return
		}
		b.aside(block.Text.Raw)
		b.keep("html", block)
	default:
		b.keep(textKind(block.Kind), block)
	}
	if !b.isComment(block) {
		b.intro, b.acquired = nil, false
	}
}

// isComment says that a block is a comment of the page's source, which parts
// nothing that stands around it.
func (b *builder) isComment(block *outline.Block) bool {
	return block.Kind == outline.HTML && strings.HasPrefix(strings.TrimSpace(b.Doc.LineText(block.Line)), "<!--")
}

func textKind(k outline.Kind) string {
	switch k {
	case outline.Code:
		return "code"
	case outline.Quote:
		return "quote"
	case outline.Item:
		return "list"
	case outline.Table:
		return "table"
	case outline.Heading, outline.Label, outline.DetailsOpen:
		return "heading"
	case outline.Paragraph:
		return "prose"
	}
	return "html"
}

// paragraph keeps prose. One that ends with a colon introduces the list below it.
func (b *builder) paragraph(block, next *outline.Block) {
	if b.labelLines(block) || b.goalLine(block) || b.doingLine(block) {
		b.intro, b.acquired = nil, false
		return
	}
	b.ownerLine(block)
	b.keep("prose", block)
	b.intro, b.acquired = nil, false
	if next == nil || next.Kind != outline.Item && next.Kind != outline.Table {
		return
	}
	plain := strings.TrimRight(b.Plain(block), " ")
	b.acquired = next.Kind == outline.Item && len(plain) < 400 && wording.Read(b.lastSentence(plain)).Acquires()
	if label.Finishes(plain) {
		return
	}
	if strings.HasSuffix(plain, ":") || strings.HasSuffix(plain, "：") || len(plain) < 80 && !strings.HasSuffix(plain, ".") {
		b.intro = block
	}
}

// keep takes a block in as text.
func (b *builder) keep(kind string, block *outline.Block) {
	if t, ok := b.Fenced(block); ok {
		t.Heading = b.group()
		b.phase.Text = append(b.phase.Text, t)
		return
	}
	t := page.Text{Kind: kind, Line: block.Line, EndLine: block.TextEnd(), Links: b.BlockLinks(block)}
	switch kind {
	case "heading":
		t.Markdown, t.Level = b.Plain(block), block.Level
		if block.Kind == outline.Label {
			t.Level = division.LabelLevel
		}
		switch block.Kind {
		case outline.Heading:
			t.Markdown = block.Text.Raw
		case outline.DetailsOpen:
			t.Line, _ = block.Text.At(0) // of the summary, which may stand below its <details>
		}
		if len(b.heads) > 1 {
			t.Heading = b.heads[len(b.heads)-2].text
		}
	case "prose":
		t.Markdown, t.Heading = block.Text.Raw, b.group()
	default:
		t.EndLine = lastLine(block)
		t.Markdown, t.Heading = b.Doc.Source(block.Line, t.EndLine), b.group()
	}
	b.phase.Text = append(b.phase.Text, t)
}

// written are lines of the page as written, moved left by the indent of the
// first: what stood in a block of code or below an item stands alone now.
func (b *builder) written(first, last int) string {
	text := b.Doc.Source(first, last)
	indent := text[:len(text)-len(strings.TrimLeft(text, " \t"))]
	if indent == "" || strings.Contains(indent, "\n") {
		return text
	}
	return strings.ReplaceAll(text[len(indent):], "\n"+indent, "\n")
}

// lastLine is the last line of a block with everything in it.
func lastLine(block *outline.Block) int {
	last := block.EndLine
	for _, c := range block.Children {
		last = max(last, lastLine(c))
	}
	return last
}

// rowEnd is the last line of a row, whose cells may stand below one another.
func rowEnd(row outline.Row) int {
	last := row.Line
	for _, cell := range row.Cells {
		last = max(last, cell.LastLine())
	}
	return last
}

// tableBlock takes a table in: as activities where it stands in a phase, or
// below a heading of tasks.
func (b *builder) tableBlock(t *outline.Block) {
	s, _ := b.section()
	tasks := b.part != b.setup || s == wording.SectionTasks || s == wording.SectionSetup
	switch {
	case s == wording.SectionText || !tasks && s != wording.SectionGoals:
		if b.postPhase(t) {
			b.table(t)
			return
		}
		b.keep("table", t)
	case s == wording.SectionGoals && t.Marker == division.RowMarker:
		for _, row := range t.Rows[headRows(t):] {
			b.keepRow(row)
		}
	case s == wording.SectionGoals:
		b.keep("table", t)
	default:
		b.table(t)
	}
}

// postPhase says that a table of the setup names a phase in its rows, as one
// about the time after the program does.
func (b *builder) postPhase(t *outline.Block) bool {
	s, _ := b.section()
	return s != wording.SectionText && len(t.Rows) > 1 && division.NamesOther(b.Source, t, b.parts)
}

// nameLinks keeps the name of a phase as text where links are in it, since the
// phase's title has none.
func (b *builder) nameLinks() {
	name := b.part.Heading
	if name == nil || b.part.Style == division.ByItem && len(name.Children) == 0 || b.part.Rest.Raw != "" {
		return // what is named is done itself
	}
	span := b.Span(name)
	if links := b.Links(span); len(links) > 0 {
		b.phase.Text = append(b.phase.Text, page.Text{Kind: "prose", Markdown: name.Text.Raw, Line: name.Line, EndLine: name.TextEnd(), Links: links})
	}
}

// behindName makes an activity of what stands behind a phase's name on the
// same line, where the phase has nothing else: "Day 1: meet the team".
func (b *builder) behindName() {
	if b.part.Rest.Raw == "" {
		return
	}
	line, column := b.part.Rest.At(0)
	if len(b.phase.Activities) > 0 || len(b.phase.Goals) > 0 || b.phase.Break {
		if span := inline.Read(b.part.Rest, b.Doc.References); b.part.Style == division.ByLine && !strings.Contains(b.phase.Title+b.phase.Topic, strings.TrimRight(span.Plain, " .:")) {
			b.phase.Text = append(b.phase.Text, page.Text{Kind: "prose", Markdown: b.part.Rest.Raw, Line: line, EndLine: b.part.Rest.LastLine(), Links: b.Links(&span)})
		}
		return
	}
	if a := b.activity(&outline.Block{Kind: outline.Item, Line: line, Column: column, Level: 1, Text: b.part.Rest}, nil); a != nil {
		b.phase.Activities = append(b.phase.Activities, *a)
	}
}

// countItems counts list items by depth.
func countItems(blocks []*outline.Block) []int {
	counts := []int{}
	var walk func(list []*outline.Block)
	walk = func(list []*outline.Block) {
		for _, b := range list {
			if b.Kind == outline.Item {
				depth := max(b.Level, 1)
				for len(counts) < depth {
					counts = append(counts, 0)
				}
				counts[depth-1]++
			}
			walk(b.Children)
		}
	}
	walk(blocks)
	return counts
}
