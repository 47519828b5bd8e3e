package division

import (
	"stint/internal/program/reader/outline"
	"stint/internal/program/reader/phase"
	"stint/internal/program/reader/wording"
)

// end is where a phase ends: the last number of its unit.
type end struct {
	unit phase.Unit
	last int
}

func endOf(l phase.Label) end {
	if l.Ranged {
		return end{l.Unit, l.Through}
	}
	return end{l.Unit, l.Number}
}

// withoutGoals takes those headings out of the phases that only say what will
// have been reached in a phase which is told elsewhere: "End of day 1" below
// "Success criteria", "Week 2 goals" beside "Week 2". What stands below them is
// given to that phase. Headings of goals that have no such phase stay phases
// unless they look back on the others.
func (r *division) withoutGoals(marks []mark) []mark {
	ends := map[end]int{} // the place of the only phase that ends so, -1 for several
	var goals, others []mark
	for _, m := range marks {
		if r.tellsGoals(m) {
			goals = append(goals, m)
			continue
		}
		others = append(others, m)
		at := m.at
		if _, again := ends[endOf(m.label)]; again {
			at = -1
		}
		ends[endOf(m.label)] = at
	}
	r.goals = map[int]int{}
	if len(others) == 0 || len(goals) == 0 {
		return marks
	}
	below := map[int]bool{} // the headings of goals that tell those of a phase
	for _, m := range goals {
		if at, ok := ends[endOf(m.label)]; ok && at >= 0 && m.label.Numbered {
			r.goals[m.at] = at
			below[m.parent] = r.headsGoals(m.parent)
		}
	}
	begun, last := others[len(others)-1], lastDay(others)
	out := others
	for _, m := range goals {
		_, told := r.goals[m.at]
		back := m.at > begun.at && m.label.Numbered && longer(m.label.Unit, begun.label.Unit) && firstDay(m.label) <= last
		if !told && !back && !below[m.parent] {
			out = merged(out, []mark{m})
		}
	}
	return out
}

// tellsGoals says that a heading names goals, by itself or by the heading above it.
func (r *division) tellsGoals(m mark) bool {
	return r.namesGoals(m) || r.headsGoals(m.parent)
}

// headsGoals says that the heading at a place of the flow announces goals.
func (r *division) headsGoals(at int) bool {
	if at < 0 || r.Flow[at] == r.Title {
		return false
	}
	section, sure := r.Words(r.Flow[at]).Section()
	return section == wording.SectionGoals && sure > 0.8
}

// unitDays are the days of the units of the calendar, about.
var unitDays = map[phase.Unit]int{phase.Day: 1, phase.Week: 7, phase.Month: 30, phase.Quarter: 91, phase.Year: 365}

// firstDay is the day on which a phase begins.
func firstDay(l phase.Label) int { return (l.Number-1)*unitDays[l.Unit] + 1 }

// lastDay is the day on which the last of some phases ends, 0 where they are
// not counted by the calendar.
func lastDay(marks []mark) int {
	last := 0
	for _, m := range marks {
		last = max(last, endOf(m.label).last*unitDays[m.label.Unit])
	}
	return last
}

// reaching gives what stands below headings of goals to the phases in which
// they will have been reached, behind all that the phases hold themselves.
type reaching struct {
	of    map[int]int   // the places of phases by those of headings of goals
	parts map[int]*Part // the phases by their places
	told  []told
	open  bool
}

// told is a heading of goals with what stands below it.
type told struct {
	phase  int
	level  int
	blocks []*outline.Block
}

// begin ends the goals that are open where a phase begins.
func (g *reaching) begin(at int, p *Part) { g.parts[at], g.open = p, false }

// begins says that the goals of a phase begin at a place of the flow.
func (g *reaching) begins(at int) bool {
	_, ok := g.of[at]
	return ok
}

// takes says that a block tells goals of a phase, and keeps it for that.
func (g *reaching) takes(at int, b *outline.Block) bool {
	if b.Kind == outline.Heading {
		if g.begins(at) {
			g.told, g.open = append(g.told, told{phase: g.of[at], level: b.Level}), true
		} else if g.open && b.Level <= g.told[len(g.told)-1].level {
			g.open = false
		}
	}
	if g.open {
		last := &g.told[len(g.told)-1]
		last.blocks = append(last.blocks, b)
	}
	return g.open
}

// give gives the phases their goals.
func (g *reaching) give() {
	for _, t := range g.told {
		p := g.parts[t.phase]
		if p.Reached == nil {
			p.Reached = map[*outline.Block]bool{}
		}
		p.Reached[t.blocks[0]] = true
		p.Blocks = append(p.Blocks, t.blocks...)
	}
}
