package division

import (
	"fmt"
	"slices"
	"strings"

	"stint/internal/program/reader/outline"
	"stint/internal/program/reader/phase"
	"stint/internal/program/reader/source"
	"stint/internal/program/reader/words"
)

// mark is a place of the flow that begins a phase.
type mark struct {
	at    int // the index in the flow
	level int // the heading's level; 7 for what is no heading
	label phase.Label
	title string
	style Style
	track string
	block *outline.Block
	// parent is the index of the heading around it, -1 for none.
	parent int
	// lead is what a table holds besides its phases, nil for nothing.
	lead *outline.Block
}

// find finds the phases and gives every block of the flow to one or to the setup.
func (r *division) find() {
	marks := r.marks()
	if len(marks) == 0 && r.unfence() {
		marks = r.marks()
	}
	if len(marks) == 0 {
		marks = r.numberedMarks()
	}
	byCalendar(marks)
	fromFirst(marks)
	r.distribute(marks)
	if len(r.parts) == 0 && len(r.Doc.Blocks) > 0 {
		r.Say("S106", source.At(r.Doc.Blocks[0].Line, 1, 1), "No phases were found; everything to do goes to the setup.", "Give the phases headings such as “Week 1”.")
	}
}

// marks returns the places where phases begin, by the first way of naming
// phases that the page has.
func (r *division) marks() []mark {
	headings := r.headingMarks()
	titled := len(headings) > 0 && r.namesAll(headings)
	if len(headings) > 0 && !titled && !r.onlyGoals(headings) {
		if weeks := r.weeksInside(headings); weeks != nil {
			r.goals = nil
			return weeks
		}
		return r.strays(headings)
	}
	flow := r.Flow
	if inner := r.innerMarks(); len(inner) > 1 || len(headings) == 0 {
		if titled {
			r.Title = headings[0].block
		}
		r.goals = nil
		return inner
	}
	r.Flow = flow // as it was when the headings were found in it
	return r.strays(headings)
}

// namesAll says that the only heading that names a phase is the one above all
// others, and so perhaps the page's title: "Your first two weeks".
func (r *division) namesAll(headings []mark) bool {
	if len(headings) > 1 {
		return false
	}
	for i, b := range r.Flow {
		if b.Kind == outline.Heading && (i < headings[0].at || i > headings[0].at && b.Level <= headings[0].level) {
			return false
		}
	}
	return true
}

// innerMarks returns the places where phases begin that are no headings.
func (r *division) innerMarks() []mark {
	lines, split := r.lineMarks()
	items := r.itemMarks()
	switch {
	case len(lines) >= 2 && len(lines) >= len(items):
		r.Flow = split
		return lines
	case len(items) > 0:
		return items
	}
	if marks := r.innerItemMarks(); len(marks) > 0 {
		return marks
	}
	if marks := r.tableMarks(); len(marks) > 0 {
		return marks
	}
	if marks := r.calendarMarks(); len(marks) > 0 {
		return marks
	}
	if len(lines) == 1 && calendar(lines[0].label.Unit) {
		r.Flow = split
		return lines
	}
	return nil
}

// numberedMarks takes headings with numbers of their own for phases: "1. Look",
// "2. Build", "3. Show". They have to count up from one and hold lists.
func (r *division) numberedMarks() []mark {
	byLevel := map[int][]mark{}
	for i, b := range r.Flow {
		if b.Kind != outline.Heading || b == r.Title || r.NoPhase(b) {
			continue
		}
		if l, ok := phase.Numbered(r.Plain(b)); ok {
			byLevel[b.Level] = append(byLevel[b.Level], mark{at: i, level: b.Level, style: ByHeading, block: b, parent: -1, label: l, title: words.Title(r.Plain(b))})
		}
	}
	for level := 1; level <= 6; level++ {
		marks := byLevel[level]
		filled := 0
		for i, m := range marks {
			if m.label.Number != marks[0].label.Number+i || marks[0].label.Number > 1 {
				filled = 0
				break
			}
			if r.hasOwnItems(m.at) {
				filled++
			}
		}
		if len(marks) > 2 && filled*2 > len(marks) {
			return marks
		}
	}
	return nil
}

func calendar(u phase.Unit) bool { return u == phase.Week || u == phase.Day || u == phase.Month }

// headingMarks finds the headings that name phases.
func (r *division) headingMarks() []mark {
	var strong, weak, samples []mark
	var open []int // the headings around the current block, outermost first
	for i, b := range r.Flow {
		if b.Kind != outline.Heading {
			continue
		}
		for len(open) > 0 && r.Flow[open[len(open)-1]].Level >= b.Level {
			open = open[:len(open)-1]
		}
		m := mark{at: i, level: b.Level, style: ByHeading, block: b, parent: -1}
		if len(open) > 0 {
			m.parent = open[len(open)-1]
		}
		open = append(open, i)
		label, ok, settled := r.headingLabel(b)
		if a, found := r.Attributes(b).Find("track"); found {
			m.track = a.Value
		}
		m.label, m.title = label, words.Title(r.Plain(b))
		switch {
		case !ok || label.Plan:
		case !settled && r.inExample(open):
			samples = append(samples, m)
		case label.Weak && !settled:
			weak = append(weak, m)
		default:
			strong = append(strong, m)
		}
	}
	if len(strong) == 0 {
		strong = samples // they are what the page has
	}
	strong = r.inCompany(r.withoutTitle(strong))
	return tracked(r.withoutGoals(nested(r.enough(strong, weak), r)), r)
}

// inExample says that one of the headings around a block, the last of which is
// its own, announces an example: the same phases filled in once.
func (r *division) inExample(open []int) bool {
	for _, i := range open[:len(open)-1] {
		if r.Flow[i] != r.Title && r.Words(r.Flow[i]).IsExample() {
			return true
		}
	}
	return false
}

// headingLabel reads a heading, or what its attributes settle.
func (r *division) headingLabel(b *outline.Block) (label phase.Label, ok, settled bool) {
	list := r.Attributes(b) // takes them off the text
	label, ok = phase.Parse(r.Plain(b))
	if r.NoPhase(b) {
		return label, false, true
	}
	if _, found := list.Find("phase"); !found && !ok {
		return label, false, false
	}
	for _, name := range []string{"phase", "through", "unit", "topic", "track", "break"} {
		if _, settled = list.Find(name); settled {
			return r.settledLabel(b, label, list), true, true
		}
	}
	return label, ok, false
}

// withoutTitle drops the page's title where other headings name phases:
// "The first week of …" above "Day 1".
func (r *division) withoutTitle(marks []mark) []mark {
	if len(marks) > 1 && marks[0].block == r.Title {
		return marks[1:]
	}
	return marks
}

// inCompany drops the only heading that names a day to count from, or one
// counted from it, where no other heading speaks of that day.
func (r *division) inCompany(marks []mark) []mark {
	if len(marks) != 1 || !marks[0].label.Relative {
		return marks
	}
	for _, b := range r.Flow {
		if b.Kind == outline.Heading && phase.Beside(r.Plain(b)) {
			return marks
		}
	}
	return nil
}

// enough decides whether the headings found are phases. One that counts a part
// or a module needs another of its kind; what is weak needs company.
func (r *division) enough(strong, weak []mark) []mark {
	counts := map[phase.Unit]int{}
	levels := map[int]bool{}
	for _, m := range strong {
		counts[m.label.Unit]++
	}
	var out []mark
	for _, m := range strong {
		if calendar(m.label.Unit) || counts[m.label.Unit] > 1 || len(strong) > 2 || r.Attributes(m.block).From > 0 {
			out = append(out, m)
			levels[m.level] = true
		}
	}
	company := len(out) > 0
	for _, m := range weak {
		counts[m.label.Unit]++
	}
	var kept []mark
	for _, m := range weak {
		between := company && levels[m.level] && m.at > out[0].at && (m.label.Break || !m.label.Numbered)
		if between || !company && (m.label.Numbered || m.label.Lettered) && counts[m.label.Unit] > 1 {
			kept = append(kept, m)
		}
	}
	return merged(out, kept)
}

// merged puts two lists of marks together in the order of the page.
func merged(a, b []mark) []mark {
	out := make([]mark, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		if a[0].at < b[0].at {
			out, a = append(out, a[0]), a[1:]
		} else {
			out, b = append(out, b[0]), b[1:]
		}
	}
	return append(append(out, a...), b...)
}

// hasOwnItems says that a list stands below a heading before the next heading.
func (r *division) hasOwnItems(at int) bool {
	for _, b := range r.Flow[at+1:] {
		switch b.Kind {
		case outline.Heading:
			return false
		case outline.Item, outline.Table:
			return true
		}
	}
	return false
}

// tracked names the track of phases that are told several times under
// different headings.
func tracked(marks []mark, r *division) []mark {
	type key struct {
		unit          phase.Unit
		number, last  int
		numbered, end bool
	}
	keyOf := func(l phase.Label) key { return key{l.Unit, l.Number, l.Through, l.Numbered, l.Ranged} }
	parents := map[key]map[int]bool{}
	for _, m := range marks {
		if m.label.Numbered && m.track == "" {
			k := keyOf(m.label)
			if parents[k] == nil {
				parents[k] = map[int]bool{}
			}
			parents[k][m.parent] = true
		}
	}
	several := map[int]bool{}
	for _, m := range marks {
		if len(parents[keyOf(m.label)]) > 1 {
			several[m.parent] = true
		}
	}
	said := false
	for i := range marks {
		m := &marks[i]
		if several[m.parent] && m.parent >= 0 && m.track == "" {
			m.track = r.Plain(r.Flow[m.parent])
			if !said {
				r.Say("S118", r.Whole(m.block), "These phases are told several times, each under a heading of its own.", "Read as tracks, this one as “"+m.track+"”.")
				said = true
			}
		}
	}
	return marks
}

// strays adds bold lines that name a phase which the headings leave out.
func (r *division) strays(marks []mark) []mark {
	unit, numbers := marks[0].label.Unit, map[int]bool{}
	for _, m := range marks {
		if m.label.Unit == unit {
			numbers[m.label.Number] = true
		}
	}
	var found []mark
	next := 0
	for i, b := range r.Flow {
		for next < len(marks) && marks[next].at <= i {
			next++
		}
		if b.Kind != outline.Label || next > 0 && longer(marks[next-1].label.Unit, unit) {
			continue // weeks in bold below "First month" are its groups
		}
		if l, ok := phase.Line(r.Plain(b)); ok && l.Unit == unit && l.Numbered && !numbers[l.Number] && i > marks[0].at && !r.NoPhase(b) {
			found = append(found, mark{at: i, level: marks[0].level, label: l, title: r.Plain(b), style: ByLabel, block: b, parent: -1})
			numbers[l.Number] = true
		}
	}
	return merged(marks, found)
}

// longer says that a unit of the calendar is longer than another one.
func longer(a, b phase.Unit) bool {
	order := []phase.Unit{phase.Day, phase.Week, phase.Month, phase.Quarter, phase.Term, phase.Year}
	return slices.Index(order, a) > slices.Index(order, b) && slices.Contains(order, b)
}

// repeated returns the headings that stand below phases, as they are written.
func (r *division) repeated(marks []mark) map[string]bool {
	out := map[string]bool{}
	next, level := 0, 0
	for i, b := range r.Flow {
		if next < len(marks) && marks[next].at == i {
			level = marks[next].level
			next++
			continue
		}
		if b.Kind != outline.Heading {
			continue
		}
		if level > 0 && b.Level > level {
			out[strings.ToLower(r.Plain(b))] = true
		} else {
			level = 0
		}
	}
	return out
}

// distribute gives every block to the phase whose section it stands in.
func (r *division) distribute(marks []mark) {
	subheads := r.repeated(marks)
	current, next := r.setup, 0
	var around []*Part         // the phases whose headings are around, outermost first
	var folds []*outline.Block // the <details> that are open
	var above headings
	goals := r.reaching(marks)
	defer goals.give()
	for i, b := range r.Flow {
		if next < len(marks) && marks[next].at == i {
			for ; next < len(marks) && marks[next].at == i; next++ { // a table's phases share a place
				if lead := marks[next].lead; lead != nil {
					current.Blocks = append(current.Blocks, lead)
				}
				current = r.open(marks[next])
				current.folds, current.Owner = len(folds), r.ownerAround(marks[next], folds, &above)
				if b.Kind == outline.DetailsOpen {
					current.folds++
				}
				around = append(enclosing(around, current.Level), current)
				goals.begin(i, current)
			}
			if b.Kind == outline.DetailsOpen {
				folds = append(folds, b)
			}
			above.open(b)
			continue
		}
		above.open(b)
		switch b.Kind {
		case outline.DetailsOpen:
			folds = append(folds, b)
		case outline.DetailsClose:
			folds = folds[:max(len(folds)-1, 0)]
			if current != r.setup && len(folds) < current.folds {
				current = r.setup
			}
		case outline.Heading:
			if current != r.setup && b.Level <= current.Level && (goals.begins(i) || !r.insidePhase(current, marks, next, i, len(folds), subheads) && !r.staysInPhase(b, i, current.Style, subheads)) {
				current = r.setup
				if around = enclosing(around, b.Level); len(around) > 0 {
					current = around[len(around)-1]
				}
			}
		}
		if current.Style == ByItem && b.Kind != outline.Item && b.Kind != outline.Code && b.Kind != outline.HTML {
			current = r.setup
		}
		if !goals.takes(i, b) {
			current.Blocks = append(current.Blocks, b)
		}
	}
}

// insidePhase says that a heading stands inside a phase that no heading names: in
// the fold that names it, or before the next such phase and below the heading
// around both. What stands between two phases tells what may stand in the last.
func (r *division) insidePhase(p *Part, marks []mark, next, at, folds int, subheads map[string]bool) bool {
	if p.Style != ByLabel && p.Style != ByLine {
		return false
	}
	if p.Heading.Kind == outline.DetailsOpen {
		return folds >= p.folds
	}
	text := strings.ToLower(r.Plain(r.Flow[at]))
	if next >= len(marks) {
		return subheads[text]
	}
	around := 0
	for i := marks[next-1].at - 1; i >= 0 && around == 0; i-- {
		if b := r.Flow[i]; b.Kind == outline.Heading && !subheads[strings.ToLower(r.Plain(b))] {
			around = b.Level
		}
	}
	for _, b := range r.Flow[at:marks[next].at] {
		if b.Kind == outline.Heading && b.Level <= around {
			return false
		}
	}
	subheads[text] = true
	return true
}

// enclosing are the parts whose headings are above a level.
func enclosing(parts []*Part, level int) []*Part {
	for len(parts) > 0 && parts[len(parts)-1].Level >= level {
		parts = parts[:len(parts)-1]
	}
	return parts
}

// staysInPhase decides about a heading at the level of the phases that names
// none: it ends the phase, unless it is a sub-heading of other phases.
func (r *division) staysInPhase(b *outline.Block, at int, s Style, subheads map[string]bool) bool {
	text := r.Plain(b)
	if subheads[strings.ToLower(text)] {
		r.Say("S117", r.Whole(b), fmt.Sprintf("“%s” stands at the level of the phases.", text), "Read as part of the phase before it, as it is below other phases.")
		return true
	}
	if s == ByHeading && r.hasOwnItems(at) {
		r.Say("S116", r.Whole(b), fmt.Sprintf("“%s” names no phase and ends the one before it.", text), "What stands below it belongs to the setup, or to the phase around both.")
	}
	return false
}
