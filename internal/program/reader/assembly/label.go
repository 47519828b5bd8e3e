package assembly

import (
	"strings"
	"unicode/utf8"

	"stint/internal/program/reader/division"
	"stint/internal/program/reader/inline"
	"stint/internal/program/reader/label"
	"stint/internal/program/reader/outline"
	"stint/internal/program/reader/page"
	"stint/internal/program/reader/phase"
	"stint/internal/program/reader/wording"
	"stint/internal/program/reader/wording/sense"
)

// goalLine takes "**Goal:** feel at home" for a goal of the phase.
func (b *builder) goalLine(block *outline.Block) bool {
	if b.part == b.setup || label.More(block.Text.Raw) {
		return false
	}
	span := b.Span(block)
	name, rest := label.Cut(span.Plain)
	raw := block.Text.Raw
	if i := strings.IndexAny(raw, ":："); i >= 0 && strings.Contains(raw[:i], "\n") {
		return false // a label stands on one line
	}
	switch {
	case rest > 0 && division.AnnouncesGoal(name) && onlyGoal(name):
	case rest > 0 && (division.AnnouncesGoal(name) || b.attains(name, span.Plain[rest:])):
		b.phase.Goals = append(b.phase.Goals, page.Goal{Text: span.Plain, Markdown: strings.TrimSpace(block.Text.Raw), Line: block.Line, EndLine: block.TextEnd(), Links: b.Links(span)})
		return true
	default:
		return false
	}
	if i := strings.IndexAny(raw, ":："); i >= 0 {
		_, size := utf8.DecodeRuneInString(raw[i:])
		behind := strings.TrimLeft(raw[i+size:], " *_")
		if emphasis := raw[:len(raw)-len(strings.TrimLeft(raw, "*_"))]; strings.TrimSpace(raw[i+size:]) == behind {
			behind = strings.TrimSuffix(behind, emphasis) // which began before the label
		}
		raw = behind
	}
	b.phase.Goals = append(b.phase.Goals, page.Goal{Text: strings.TrimSpace(span.Plain[rest:]), Markdown: raw, Line: block.Line, EndLine: block.TextEnd(), Links: b.Links(span)})
	return true
}

// goalWords may stand beside the word for a goal in a label that says no more.
var goalWords = map[string]bool{
	"end": true, "of": true, "the": true, "for": true, "by": true, "this": true, "your": true, "our": true, "my": true, "main": true, "key": true, "overall": true, "primary": true, "learning": true, "and": true, "expected": true, "desired": true, "s": true, "'s": true,
	"der": true, "des": true, "die": true, "du": true, "de": true, "la": true, "le": true, "del": true, "da": true, "do": true, "d": true, "今": true, "本": true, "日": true, "の": true,
}

// onlyGoal says that a label says no more than that a goal follows, and when it
// is due: "Goal of the day", not "Sales goal".
func onlyGoal(name string) bool {
	read := wording.Read(name)
	said := make([]bool, len(read.Words))
	for _, h := range read.Hits {
		switch h.Tag {
		case sense.Goals, sense.DayUnit, sense.WeekUnit, sense.MonthUnit, sense.Made:
			for i := h.From; i < h.To; i++ {
				said[i] = true
			}
		}
	}
	for i, w := range read.Words {
		if !said[i] && !goalWords[w.Text] && w.Number < 0 {
			return false
		}
	}
	return true
}

// goalItem takes an item for a goal that begins with the label of one, and what
// is nested in an item that is nothing but the label for goals: "Objectives:".
func (b *builder) goalItem(it *outline.Block) bool {
	if len(it.Children) == 0 {
		return b.goalLine(it)
	}
	if b.part == b.setup || anyBox(it.Children) || b.settled(it.Children) {
		return false
	}
	plain := b.Plain(it)
	name := strings.TrimRight(plain, " :：")
	if name == plain || len(name) > label.Width || !division.AnnouncesGoal(name) {
		return false
	}
	b.phase.Text = append(b.phase.Text, page.Text{Kind: "prose", Heading: b.group(), Markdown: strings.TrimSpace(plain), Line: it.Line, EndLine: it.TextEnd(), Links: b.Links(b.Span(it))})
	b.goals(it.Children)
	return true
}

// attains says that a line labelled as a milestone or a deliverable tells what
// somebody will have come to, rather than what is to be handed in: "Milestone:
// can demo the product".
func (b *builder) attains(name, text string) bool {
	read := wording.Read(name)
	return read.Marks() && wording.Read(text).Attained()
}

// doingLine takes a line of prose in a phase whose label names a doing for what
// it asks: "**Homework:** read chapter 3".
func (b *builder) doingLine(block *outline.Block) bool {
	if b.part == b.setup || b.asides > 0 {
		return false
	}
	span := b.Span(block)
	name, rest := label.Cut(span.Plain)
	if rest == 0 {
		name, rest = label.Dashed(span)
	}
	bold := rest > 0 && len(span.Bold) > 0 && span.Bold[0].From == 0 && span.Bold[0].To >= len(name)
	alone := !strings.Contains(block.Text.Raw, "\n") && wording.SentenceEnd(span.Plain, 0) == len(span.Plain)
	if rest == 0 || !((bold || alone) && wording.Read(name).Assigns()) && !b.within(name) {
		return false
	}
	item := *block
	item.Kind, item.Level = outline.Item, 1
	a := b.activity(&item, nil)
	if a == nil {
		return false
	}
	b.phase.Activities = append(b.phase.Activities, *a)
	return true
}

// within says that a label names a part of the phase that is counted in a
// smaller unit: a day of a week.
func (b *builder) within(name string) bool {
	named, ok := phase.Line(name)
	if !ok || !named.Numbered || named.Weak {
		return false
	}
	switch phase.Unit(b.phase.Unit) {
	case phase.Week:
		return named.Unit == phase.Day
	case phase.Month:
		return named.Unit == phase.Day || named.Unit == phase.Week
	case phase.Quarter, phase.Term, phase.Year:
		return named.Unit == phase.Week || named.Unit == phase.Month
	}
	return false
}

// labelLines takes a paragraph whose lines all begin with a bold label line by
// line, where one of them says what the phase is for or asks for something.
func (b *builder) labelLines(block *outline.Block) bool {
	raw := block.Text.Raw
	if b.part == b.setup || !strings.Contains(raw, "\n") || len(raw) > 4000 {
		return false
	}
	var lines []*outline.Block
	taken := false
	for from := 0; from < len(raw); {
		end := strings.IndexByte(raw[from:], '\n')
		if end < 0 {
			end = len(raw) - from
		}
		text := block.Text.Slice(from, from+end)
		if !strings.HasPrefix(strings.TrimLeft(text.Raw, " \t"), "**") {
			return false
		}
		line, column := text.At(0)
		one := &outline.Block{Kind: outline.Paragraph, Line: line, EndLine: line, Column: column, Text: text}
		span := b.Span(one)
		name, rest := label.Cut(span.Plain)
		if rest == 0 {
			name, rest = label.Dashed(span)
		}
		read := wording.Read(name)
		taken = taken || rest > 0 && (division.OnlyGoals(name) || read.Assigns() || b.within(name) || b.attains(name, span.Plain[rest:]))
		lines = append(lines, one)
		from += end + 1
	}
	if !taken {
		return false
	}
	for _, line := range lines {
		if !b.goalLine(line) && !b.doingLine(line) {
			b.keep("prose", line)
		}
	}
	return true
}

// ownerLine reads "**Owner:** the mentor" below a heading: what follows is
// theirs up to the next heading. At the top of a page it says whose the page is.
func (b *builder) ownerLine(block *outline.Block) {
	n := len(b.heads)
	own := n > 0 && b.heads[n-1].block != b.Title
	if !own && b.part == b.setup || len(block.Text.Raw) > 200 {
		return
	}
	owner := b.Words(block).OwnerField()
	switch {
	case owner == "":
	case own:
		b.heads[n-1].owner = owner
	default:
		b.part.Owner = owner
	}
}

// titled returns the words behind a bold title that has the first line of an
// item for itself, nil where an item has no such title.
func titled(it *outline.Block, span *inline.Span) *wording.Reading {
	line, more, found := strings.Cut(it.Text.Raw, "\n")
	line = strings.TrimRight(line, " \t\\")
	if !found || strings.TrimSpace(more) == "" || len(span.Bold) == 0 || span.Bold[0].From > 0 || !strings.HasSuffix(line, "**") && !strings.HasSuffix(line, "__") {
		return nil
	}
	if strings.Count(line, line[len(line)-2:]) != 2 || span.Bold[0].To >= len(span.Plain) {
		return nil
	}
	return leading(wording.Read(strings.TrimSpace(span.Plain[span.Bold[0].To:])))
}

// groupKind is the kind that the sentence or heading above a list asks for.
func (b *builder) groupKind() string {
	if b.intro != nil {
		if kind := wording.Read(b.lastSentence(b.Plain(b.intro))).GroupKind(); kind != "" {
			return kind
		}
	}
	if n := len(b.heads); n > 0 && b.heads[n-1].block != b.Title {
		return b.heads[n-1].kind
	}
	return ""
}
