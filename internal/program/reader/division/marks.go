package division

import (
	"strconv"
	"strings"

	"stint/internal/program/reader/attribute"
	"stint/internal/program/reader/inline"
	"stint/internal/program/reader/outline"
	"stint/internal/program/reader/page"
	"stint/internal/program/reader/phase"
	"stint/internal/program/reader/source"
	"stint/internal/program/reader/wording"
	"stint/internal/program/reader/words"
)

// open begins the part that a mark stands for, or carries on with the one
// before where both have the same name.
func (r *division) open(m mark) *Part {
	if n := len(r.parts); n > 0 && m.style >= ByItem {
		last := r.parts[n-1]
		if last.Style == m.style && m.style != ByColumn && last.Label.Unit == m.label.Unit && last.Label.Number == m.label.Number &&
			last.Label.Through == m.label.Through && m.label.Numbered {
			bold, _ := r.boldName(m.block, m.label.To)
			if own := len(m.block.Children) > 0 || m.style == ByRow || m.label.Break || bold > 0; own && m.label.Topic != "" && m.title != last.Phase.Title {
				last.Blocks = append(last.Blocks, r.nameAgain(m))
			}
			r.fill(last, m)
			return last
		}
	}
	p := &Part{Label: m.label, Level: m.level, Style: m.style, Heading: m.block}
	p.Phase = page.Phase{
		Unit: string(m.label.Unit), Title: m.title, Topic: m.label.Topic, Track: m.track, OpenEnded: m.label.Open, Break: m.label.Break,
		Line: m.block.Line, EndLine: m.block.TextEnd(), Column: m.block.Column, Certainty: m.label.Sure,
	}
	if m.label.Numbered {
		number := m.label.Number
		p.Phase.Number = &number
	}
	if m.label.Ranged && !m.label.Open {
		through := m.label.Through
		p.Phase.Through = &through
	}
	if m.style != ByHeading {
		p.Phase.Certainty = min(p.Phase.Certainty, 0.85)
	}
	r.parts = append(r.parts, p)
	r.fill(p, m)
	return p
}

// nameAgain is the name of a phase that is told again with another topic, as a
// label of what stands below it: "Week 1: Basics" and then "Week 1: Tools".
func (r *division) nameAgain(m mark) *outline.Block {
	text := m.block.Text
	if _, raw := r.boldName(m.block, m.label.To); raw > 4 && len(m.block.Children) == 0 {
		text = text.Slice(2, raw-2) // what stands behind the bold text is done
	}
	line, column := text.At(0)
	return &outline.Block{Kind: outline.Label, Line: max(line, m.block.Line), Column: max(column, 1), EndLine: max(text.LastLine(), m.block.Line), Text: text}
}

// fill gives a part what its own mark holds: the children of an item, the
// cells of a row or column.
func (r *division) fill(p *Part, m mark) {
	p.Goals = p.Goals || r.namesGoals(m)
	if b := wording.Read(m.label.Topic).Binding(); m.style != ByLine && m.style != ByItem && b.Optional && b.Condition == "" && b.Sure > 0.9 {
		p.Optional = true
	}
	switch m.style {
	case ByItem:
		more := false // something to do behind a bold name: "**Week 2: Break** Read a novel"
		if bold, _ := r.boldName(m.block, m.label.To); bold > 0 {
			more = !strings.Contains(r.Plain(m.block)[m.label.To:bold]+m.label.Topic, strings.TrimRight(r.behind(m).Raw, " .:")) && strings.Contains(m.title, m.label.Topic)
		}
		if (m.label.Break || wording.Read(m.label.Topic).OnlyLength()) && len(m.block.Children) == 0 && !more {
			if rest := r.behind(m); !strings.Contains(p.Phase.Title, m.label.Topic) { // told again: the title says it without this
				p.Blocks = append(p.Blocks, &outline.Block{Kind: outline.Paragraph, Line: m.block.Line, Column: m.block.Column, EndLine: m.block.EndLine, Text: rest})
			}
			return // else its title says all of it
		}
		p.Blocks = append(p.Blocks, &outline.Block{Kind: outline.Item, Line: m.block.Line, Column: m.block.Column, EndLine: m.block.EndLine, Level: 0,
			Text: r.behind(m), Check: m.block.Check, Marker: m.block.Marker, Children: m.block.Children})
	case ByRow, ByColumn:
		p.Blocks = append(p.Blocks, m.block)
	case ByLine, ByLabel:
		p.Rest = r.behind(m)
	}
}

// behind is the text of a mark behind the phase's name.
func (r *division) behind(m mark) inline.Text {
	text, topic := m.block.Text, m.label.Topic
	if m.style != ByLabel && m.label.To > 0 {
		if _, raw := r.boldName(m.block, m.label.To); raw > 0 {
			rest := strings.TrimLeft(text.Raw[raw:], " :：–—-")
			return text.Slice(len(text.Raw)-len(rest), len(text.Raw))
		}
	}
	if topic == "" {
		return inline.Text{}
	}
	if at := strings.Index(text.Raw, topic); at >= 0 {
		return text.Slice(at, len(text.Raw))
	}
	span := r.Span(m.block) // there is markup in the topic
	if !strings.Contains(span.Plain, topic) {
		topic = strings.TrimSuffix(topic, ")") // which the page leaves open
	}
	at := strings.Index(span.Plain[min(m.label.To, len(span.Plain)):], topic)
	if at < 0 {
		at = 0 // its bracket is closed in the topic only
	}
	return text.Slice(min(span.Raw(m.label.To+at), len(text.Raw)), len(text.Raw))
}

// boldName returns where the bold text ends that begins a line and holds a
// phase's name with its topic, as in "**Days 1–30 – Learn:** Meet everyone": in
// the text without markup, and the byte behind it as written; 0 for none.
func (r *division) boldName(b *outline.Block, name int) (plain, raw int) {
	src := b.Text.Raw
	if !strings.HasPrefix(src, "**") {
		return 0, 0
	}
	end := strings.Index(src[2:], "**")
	if end < 0 || end > 200 {
		return 0, 0
	}
	span := r.Span(b)
	for plain < len(span.Plain) && span.Raw(plain) < end+2 {
		plain++
	}
	if plain < name {
		return 0, 0
	}
	return plain, end + 4
}

// namesGoals says that a phase's heading announces goals: "Week 1 Goals".
func (r *division) namesGoals(m mark) bool {
	if a, ok := r.Attributes(m.block).Find("goals"); ok {
		on, _ := attribute.Yes(a.Value)
		return on
	}
	switch m.label.Unit {
	case phase.Session, phase.Lesson, phase.Module, phase.Part:
		if m.style == ByHeading {
			return false // a session about goals has things to do
		}
	}
	return OnlyGoals(m.label.Topic)
}

// settledLabel is a label as attributes settle it: {phase=3 unit=week break}.
func (r *division) settledLabel(b *outline.Block, label phase.Label, list attribute.List) phase.Label {
	label.Sure, label.Weak, label.Plan = 1, false, false
	if label.To == 0 {
		label.Topic = r.Plain(b)
		if when, ok := phase.Calendar(r.Plain(b), true); ok {
			label.Topic = when.Topic
		}
	}
	for _, a := range list.All() {
		n, err := strconv.Atoi(a.Value)
		number := err == nil && n >= 0 && n < 10_000
		switch a.Name {
		case "phase":
			label.Number, label.Numbered = n, number
			if on, ok := attribute.Yes(a.Value); !number && !(ok && on) {
				r.BadValue(b.Text, a, "a number, or none")
			}
		case "through":
			label.Through, label.Ranged = n, number
			if label.Open = a.Value == "open"; !number && !label.Open && a.Value != "none" {
				r.BadValue(b.Text, a, "a number, open or none")
			}
		case "unit":
			label.Unit = phase.Unit(a.Value)
		case "topic":
			if label.Topic = a.Value; a.Value == "none" {
				label.Topic = ""
			}
		case "break":
			label.Break, _ = attribute.Yes(a.Value)
		}
	}
	if label.Unit == "" {
		label.Unit = phase.Stage
	}
	return label
}

// lineMarks finds phases named by bold lines, by summaries and by lines of
// text, and returns the flow with such lines cut out of their paragraphs.
func (r *division) lineMarks() (marks []mark, split []*outline.Block) {
	for _, b := range r.Flow {
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
		if b.Kind != outline.Label && b.Kind != outline.DetailsOpen || b.Text.Raw == "" || b.Marker != lineMarker && r.NoPhase(b) {
			continue
		}
		label, ok := phase.Line(r.Plain(b))
		if !ok && b.Kind != outline.Label {
			label, ok = phase.Parse(r.Plain(b))
			ok = ok && !label.Weak && !label.Plan
		}
		if !ok {
			continue
		}
		counts[label.Unit]++
		s := ByLabel
		if b.Marker == lineMarker {
			s = ByLine
		}
		m := mark{at: i, level: LabelLevel, label: label, title: r.lineTitle(b, label), style: s, block: b, parent: -1}
		if end, _ := r.boldName(b, label.To); end > 0 && s == ByLine {
			m.label.Topic = topicOf(m.title)
		}
		found = append(found, m)
	}
	if len(found) == 1 && found[0].label.Relative {
		return nil, split
	}
	days := daysOfWeeks(found)
	for _, m := range found {
		if (calendar(m.label.Unit) || counts[m.label.Unit] > 1) && !(days && m.label.Unit == phase.Day) {
			marks = append(marks, m)
		}
	}
	return marks, split
}

// topicOf is the topic of a phase with a title.
func topicOf(title string) string {
	if label, ok := phase.Parse(title); ok {
		return label.Topic
	}
	when, _ := phase.Calendar(title, true)
	return when.Topic
}

// daysOfWeeks says that the days among some marks are days of the weeks among
// them, which are the phases: "Week 1", "Day 1", "Day 2", "Week 2", "Day 1".
func daysOfWeeks(marks []mark) bool {
	weeks, days := 0, 0
	for i, m := range marks {
		switch m.label.Unit {
		case phase.Week:
			weeks++
		case phase.Day:
			if days++; weeks == 0 || m.label.Number > 7*weeks || m.label.Through > 7*weeks {
				return false
			}
		default:
			if i == 0 {
				return false
			}
		}
	}
	return weeks > 1 && days > 1
}

// lineMarker marks a label that was cut out of a paragraph.
const lineMarker = "line"

// lineTitle is the title of a phase named by a line: the line where it is
// short, else the name alone.
func (r *division) lineTitle(b *outline.Block, label phase.Label) string {
	title := r.Plain(b)
	if b.Marker == lineMarker {
		if end, _ := r.boldName(b, label.To); end > 0 {
			title = title[:end]
		} else if len(title) > 60 {
			title = title[:nameEnd(title, label)]
		}
	}
	return words.Title(title)
}

// nameEnd is where the name of a phase ends that begins a text: behind its second
// one, "Week 5 (Month 2)", where it has one.
func nameEnd(text string, label phase.Label) int {
	if rest := strings.TrimLeft(text[label.To:], " +"); label.Also != nil && strings.HasPrefix(rest, "(") {
		return len(text) - len(rest) + strings.IndexByte(rest, ')') + 1
	}
	return label.To
}

// splitParagraph cuts a paragraph at the lines that name phases.
func (r *division) splitParagraph(b *outline.Block) []*outline.Block {
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
		span := inline.Read(row, r.Doc.References)
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
func (r *division) itemMarks() []mark {
	var found []mark
	counts, distinct := map[phase.Unit]int{}, map[phase.Label]bool{}
	for i, b := range r.Flow {
		if b.Kind != outline.Item {
			continue
		}
		if label, ok := phase.Line(r.Plain(b)); ok && label.Numbered && !r.elsewhere(b, label) && !r.NoPhase(b) {
			title := r.Plain(b)[:nameEnd(r.Plain(b), label)]
			if end, _ := r.boldName(b, label.To); end > 0 && len(b.Children) == 0 {
				title = r.Plain(b)[:end]
				label.Topic = topicOf(title)
			}
			if behind := strings.TrimLeft(r.Plain(b)[len(title):], " :：–—-"); len(b.Children) > 0 || label.Break || wording.Read(behind).OnlyLength() {
				title = r.Plain(b) // how long the phase takes is nothing to do
				label.Topic = topicOf(title)
			}
			counts[label.Unit]++
			distinct[phase.Label{Unit: label.Unit, Number: label.Number}] = true
			found = append(found, mark{at: i, level: LabelLevel, label: label, title: strings.TrimRight(title, " :：-–"), style: ByItem, block: b, parent: -1})
		}
	}
	if len(distinct) < 2 {
		return nil
	}
	var marks []mark
	for _, m := range found {
		if calendar(m.label.Unit) || counts[m.label.Unit] > 1 {
			marks = append(marks, m)
		}
	}
	return marks
}

// elsewhere says that an item is a link to something of another site which is
// called so: "[The first day](https://…)".
func (r *division) elsewhere(b *outline.Block, label phase.Label) bool {
	links := r.Span(b).Links
	if len(b.Children) > 0 || len(links) == 0 || links[0].From > 0 || !strings.Contains(links[0].URL, "://") {
		return false
	}
	return !strings.ContainsAny(r.Plain(b)[label.From:label.To], "0123456789")
}

// innerItemMarks looks one level deeper, "- Onboarding" above "- Week 1" and
// "- Week 2", and puts such children into the flow behind what they stand below.
// Where they are no phases either, the flow stays as it is.
func (r *division) innerItemMarks() []mark {
	var split []*outline.Block
	for _, b := range r.Flow {
		named := 0
		for _, c := range b.Children {
			if b.Kind != outline.Item || c.Kind != outline.Item {
				continue
			}
			if label, ok := phase.Line(r.Plain(c)); ok && label.Numbered && !r.NoPhase(c) {
				named++
			}
		}
		if named < 2 {
			split = append(split, b)
			continue
		}
		outer := *b
		outer.Children = nil
		split = append(append(split, &outer), b.Children...)
	}
	whole := r.Flow
	if len(split) > len(whole) {
		r.Flow = split
		if marks := r.itemMarks(); len(marks) > 0 {
			return marks
		}
	}
	r.Flow = whole
	return nil
}

// unfence puts the page that stands in a code block into the flow.
func (r *division) unfence() bool {
	for i, b := range r.Flow {
		if b.Kind != outline.Code || len(b.Lines) < 3 {
			continue
		}
		switch strings.ToLower(b.Info) {
		case "", "markdown", "md", "text", "txt", "plaintext", "plain":
		default:
			continue
		}
		outer := r.Flow
		inner := r.Doc.Inner(b.Lines, func(line string) bool { _, ok := phase.Line(line); return ok })
		r.goalLines(inner)
		r.Flow = append(append(append([]*outline.Block{}, outer[:i]...), inner...), outer[i+1:]...)
		before := len(r.Remarks)
		if marks := r.marks(); len(marks) > 0 {
			r.Remarks = r.Remarks[:before]
			r.Say("S108", source.At(b.Line, b.Column, b.Column+3), "The program stands in a code block.", "Take the fence away: renderers show it as code.")
			return true
		}
		r.Flow = outer
	}
	return false
}

// OnlyGoals says that the topic of a phase's heading announces goals.
func OnlyGoals(topic string) bool {
	read := wording.Read(topic)
	section, _ := read.Section()
	return section == wording.SectionGoals && len(read.Words) <= 3
}
