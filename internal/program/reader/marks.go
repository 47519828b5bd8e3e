package reader

import (
	"strconv"
	"strings"

	"stint/internal/program/reader/attribute"
	"stint/internal/program/reader/outline"
	"stint/internal/program/reader/phase"
)

// open begins the part that a mark stands for, or carries on with the one
// before where both have the same name.
func (r *reading) open(m mark) *part {
	if n := len(r.parts); n > 0 && m.style >= byItem {
		last := r.parts[n-1]
		if last.style == m.style && m.style != byColumn && last.label.Unit == m.label.Unit && last.label.Number == m.label.Number &&
			last.label.Through == m.label.Through && m.label.Numbered {
			r.fill(last, m)
			return last
		}
	}
	p := &part{label: m.label, level: m.level, style: m.style, heading: m.block}
	p.phase = Phase{
		Unit: string(m.label.Unit), Title: m.title, Topic: m.label.Topic, Track: m.track, OpenEnded: m.label.Open, Break: m.label.Break,
		Line: m.block.Line, Column: m.block.Column, Certainty: m.label.Sure,
	}
	if m.label.Numbered {
		number := m.label.Number
		p.phase.Number = &number
	}
	if m.label.Ranged && !m.label.Open {
		through := m.label.Through
		p.phase.Through = &through
	}
	if m.style != byHeading {
		p.phase.Certainty = min(p.phase.Certainty, 0.85)
	}
	r.parts = append(r.parts, p)
	r.fill(p, m)
	return p
}

// fill gives a part what its own mark holds: the children of an item, the
// cells of a row or column.
func (r *reading) fill(p *part, m mark) {
	p.goals = p.goals || r.namesGoals(m)
	switch m.style {
	case byItem:
		p.blocks = append(p.blocks, &outline.Block{Kind: outline.Item, Line: m.block.Line, Column: m.block.Column, EndLine: m.block.EndLine, Level: 0,
			Text: r.behind(m), Check: m.block.Check, Marker: m.block.Marker, Children: m.block.Children})
	case byRow, byColumn:
		p.blocks = append(p.blocks, m.block)
	case byLine, byLabel:
		p.rest = r.behind(m)
	}
}

// behind is the text of a mark behind the phase's name.
func (r *reading) behind(m mark) outline.Text {
	text := m.block.Text
	at := strings.Index(text.Raw, m.label.Topic)
	if m.label.Topic == "" || at < 0 {
		return outline.Text{}
	}
	return text.Slice(at, len(text.Raw))
}

// namesGoals says that a phase's heading announces goals: "Week 1 Goals".
func (r *reading) namesGoals(m mark) bool {
	if a, ok := r.attributes(m.block).Find("goals"); ok {
		on, _ := attribute.Yes(a.Value)
		return on
	}
	return onlyGoals(m.label.Topic)
}

// attributes returns the attributes of a heading or label and takes them off
// its text.
func (r *reading) attributes(b *outline.Block) attribute.List {
	if list, ok := r.lists[b]; ok {
		return list
	}
	raw := b.Text.Raw
	if b.Kind == outline.Label {
		raw = r.doc.LineText(b.Line)
	}
	list, rest := attribute.Cut(raw)
	r.lists[b] = list
	if list.To == 0 {
		return list
	}
	text := outline.TextAt(raw, b.Line, 1)
	if b.Kind != outline.Label {
		text = b.Text
		b.Text = b.Text.Slice(0, len(rest))
		delete(r.spans, b)
	}
	r.checkNames(text, list)
	return list
}

// settledLabel is a label as attributes settle it: {phase=3 unit=week break}.
func (r *reading) settledLabel(b *outline.Block, label phase.Label, list attribute.List) phase.Label {
	label.Sure, label.Weak, label.Plan = 1, false, false
	for _, a := range list.All() {
		n, err := strconv.Atoi(a.Value)
		number := err == nil && n >= 0 && n < 10_000
		switch a.Name {
		case "phase":
			label.Number, label.Numbered = n, number
			if on, ok := attribute.Yes(a.Value); !number && !(ok && on) {
				r.badValue(b.Text, a, "a number, or none")
			}
		case "through":
			label.Through, label.Ranged = n, number
			if label.Open = a.Value == "open"; !number && !label.Open && a.Value != "none" {
				r.badValue(b.Text, a, "a number, open or none")
			}
		case "unit":
			label.Unit = phase.Unit(a.Value)
		case "break":
			label.Break, _ = attribute.Yes(a.Value)
		}
	}
	if label.Unit == "" {
		label.Unit = phase.Stage
	}
	if label.To == 0 {
		label.Topic = r.plain(b)
	}
	return label
}

// lineMarks finds phases named by bold lines, by summaries and by lines of
// text, and returns the flow with such lines cut out of their paragraphs.
func (r *reading) lineMarks() (marks []mark, split []*outline.Block) {
	for _, b := range r.flow {
		switch b.Kind {
		case outline.Paragraph:
			split = append(split, r.splitParagraph(b)...)
		default:
			split = append(split, b)
		}
	}
	counts := map[phase.Unit]int{}
	var found []mark
	for i, b := range split {
		if b.Kind != outline.Label && b.Kind != outline.DetailsOpen || b.Text.Raw == "" || b.Marker != lineMarker && r.noPhase(b) {
			continue
		}
		label, ok := phase.Line(r.plain(b))
		if !ok && b.Kind != outline.Label {
			label, ok = phase.Parse(r.plain(b))
			ok = ok && !label.Weak && !label.Plan
		}
		if !ok {
			continue
		}
		counts[label.Unit]++
		s := byLabel
		if b.Marker == lineMarker {
			s = byLine
		}
		found = append(found, mark{at: i, level: labelLevel, label: label, title: r.lineTitle(b, label), style: s, block: b, parent: -1})
	}
	for _, m := range found {
		if calendar(m.label.Unit) || counts[m.label.Unit] > 1 {
			marks = append(marks, m)
		}
	}
	return marks, split
}

// lineMarker marks a label that was cut out of a paragraph.
const lineMarker = "line"

// lineTitle is the title of a phase named by a line: the line where it is
// short, else the name alone.
func (r *reading) lineTitle(b *outline.Block, label phase.Label) string {
	title := r.plain(b)
	if len(title) > 60 && b.Marker == lineMarker {
		title = title[label.From:label.To]
	}
	return strings.TrimRight(title, " :：")
}

// splitParagraph cuts a paragraph at the lines that name phases.
func (r *reading) splitParagraph(b *outline.Block) []*outline.Block {
	const most = 4000 // lines of a paragraph that are looked at one by one
	if len(b.Text.Raw) > most*80 || strings.Count(b.Text.Raw, "\n") > most {
		return []*outline.Block{b}
	}
	rows := b.Text.Rows()
	out := []*outline.Block{}
	from := 0
	flush := func(to int) {
		if from >= to {
			return
		}
		offset := 0
		for _, row := range rows[:from] {
			offset += len(row.Raw) + 1
		}
		length := -1
		for _, row := range rows[from:to] {
			length += len(row.Raw) + 1
		}
		text := b.Text.Slice(offset, offset+length)
		line, column := text.At(0)
		out = append(out, &outline.Block{Kind: outline.Paragraph, Line: line, Column: column, EndLine: line + to - from - 1, Text: text})
	}
	for i, row := range rows {
		if len(row.Raw) == 0 {
			continue
		}
		span := outline.Inline(row, r.doc.References)
		if _, ok := phase.Line(span.Plain); !ok {
			continue
		}
		flush(i)
		from = i + 1
		line, column := row.At(0)
		out = append(out, &outline.Block{Kind: outline.Label, Line: line, Column: column, EndLine: line, Text: row, Marker: lineMarker})
	}
	if from == 0 {
		return []*outline.Block{b}
	}
	flush(len(rows))
	return out
}

// itemMarks finds phases named by list items: "- [ ] Day 18-19".
func (r *reading) itemMarks() []mark {
	var found []mark
	counts, distinct := map[phase.Unit]int{}, map[phase.Label]bool{}
	for i, b := range r.flow {
		if b.Kind != outline.Item {
			continue
		}
		if label, ok := phase.Line(r.plain(b)); ok && label.Numbered {
			title := r.plain(b)[:label.To]
			if len(b.Children) > 0 {
				title = r.plain(b)
			}
			counts[label.Unit]++
			distinct[phase.Label{Unit: label.Unit, Number: label.Number}] = true
			found = append(found, mark{at: i, level: labelLevel, label: label, title: strings.TrimRight(title, " :：-–"), style: byItem, block: b, parent: -1})
		}
	}
	if len(distinct) < 2 {
		return r.innerItemMarks()
	}
	var marks []mark
	for _, m := range found {
		if calendar(m.label.Unit) || counts[m.label.Unit] > 1 {
			marks = append(marks, m)
		}
	}
	return marks
}

// innerItemMarks looks one level deeper: "- Onboarding" above "- Week 1".
func (r *reading) innerItemMarks() []mark {
	for i, b := range r.flow {
		if b.Kind != outline.Item {
			continue
		}
		named := 0
		for _, c := range b.Children {
			if c.Kind == outline.Item {
				if label, ok := phase.Line(r.plain(c)); ok && label.Numbered {
					named++
				}
			}
		}
		if named > 1 {
			return []mark{{at: i, block: b}}
		}
	}
	return nil
}

// splitItems puts the children of an item above the phases into the flow.
func (r *reading) splitItems() {
	marks := r.itemMarks()
	if len(marks) != 1 {
		return
	}
	at := marks[0].at
	outer := *r.flow[at]
	children := outer.Children
	outer.Children = nil
	flow := append([]*outline.Block{}, r.flow[:at]...)
	flow = append(append(append(flow, &outer), children...), r.flow[at+1:]...)
	r.flow = flow
}

// unfence puts the page that stands in a code block into the flow.
func (r *reading) unfence() bool {
	for i, b := range r.flow {
		if b.Kind != outline.Code || len(b.Lines) < 3 {
			continue
		}
		switch strings.ToLower(b.Info) {
		case "", "markdown", "md", "text", "txt", "plaintext", "plain":
		default:
			continue
		}
		outer := r.flow
		inner := r.doc.Inner(b.Lines, func(line string) bool { _, ok := phase.Line(line); return ok })
		r.flow = append(append(append([]*outline.Block{}, outer[:i]...), inner...), outer[i+1:]...)
		before := len(r.page.Diagnostics)
		if marks := r.marks(); len(marks) > 0 {
			r.page.Diagnostics = r.page.Diagnostics[:before]
			r.say("S108", place{b.Line, b.Column, b.Column + 3}, "The program stands in a code block.", "Take the fence away: renderers show it as code.")
			return true
		}
		r.flow = outer
	}
	return false
}
