package division

import (
	"stint/internal/program/reader/outline"
	"stint/internal/program/reader/phase"
	"stint/internal/program/reader/wording"
	"stint/internal/program/reader/wording/sense"
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
// given to that phase; what stands below "Notes" stays there. Headings of goals
// that have no such phase stay phases unless they look back on the others.
func (r *division) withoutGoals(marks []mark) []mark {
	ends := map[end]int{} // the only phase that ends so among others, -1 for several
	var goals, others []mark
	add := func(l *phase.Label) {
		if _, again := ends[endOf(*l)]; again {
			ends[endOf(*l)] = -1
		} else {
			ends[endOf(*l)] = len(others)
		}
	}
	for _, m := range marks {
		if r.tellsGoals(m) || r.headsText(m.parent) {
			goals = append(goals, m)
			continue
		}
		add(&m.label)
		if m.label.Also != nil {
			add(m.label.Also)
		}
		others = append(others, m)
	}
	r.goals = map[int]int{}
	if len(others) == 0 {
		return marks
	}
	below := map[int]bool{} // the headings of goals that tell those of a phase
	for _, m := range goals {
		i, ok := ends[endOf(m.label)]
		if !ok || !m.label.Numbered {
			continue
		}
		heads, text := r.headsGoals(m.parent), r.headsText(m.parent)
		below[m.parent] = below[m.parent] || heads || text
		if i >= 0 && !text && (heads || others[i].label.Ranged == m.label.Ranged && others[i].label.Number == m.label.Number) {
			r.goals[m.at] = others[i].at
		} else if i < 0 && heads {
			below[m.parent] = false // who knows whose they are
		}
	}
	var kept []mark
	for _, m := range goals {
		if _, told := r.goals[m.at]; !told && !below[m.parent] {
			kept = append(kept, m)
		}
	}
	return withoutLast(merged(others, kept))
}

// withoutLast drops the last heading where it looks back on phases of a shorter
// unit and tells what they came to: "Week 1 success metrics" behind five days.
func withoutLast(marks []mark) []mark {
	n := len(marks) - 1
	if n < 2 {
		return marks
	}
	m, last := marks[n], 0
	for _, before := range marks[:n] {
		if !longer(m.label.Unit, before.label.Unit) {
			return marks
		}
		last = max(last, endOf(before.label).last*unitDays[before.label.Unit])
	}
	section, _ := wording.Read(m.label.Topic).Section()
	if section != wording.SectionGoals && section != wording.SectionText || !m.label.Numbered || (m.label.Number-1)*unitDays[m.label.Unit] >= last {
		return marks
	}
	return marks[:n]
}

// tellsGoals says that a heading names goals, by itself or by the heading above it.
func (r *division) tellsGoals(m mark) bool {
	return r.namesGoals(m) || r.headsGoals(m.parent)
}

// onlyGoals says that all headings of phases stand below headings of goals, so
// that the phases may be told elsewhere and otherwise.
func (r *division) onlyGoals(headings []mark) bool {
	for _, m := range headings {
		if !r.headsGoals(m.parent) {
			return false
		}
	}
	return true
}

// headsGoals says that the heading at a place of the flow announces goals.
func (r *division) headsGoals(at int) bool {
	if at < 0 || r.Flow[at] == r.Title {
		return false
	}
	read := r.Words(r.Flow[at])
	section, sure := read.Section()
	return section == wording.SectionGoals && sure > 0.8 || section == wording.SectionText && read.Has(sense.Metrics)
}

// headsText says that the heading at a place of the flow announces nothing to do.
func (r *division) headsText(at int) bool {
	if at < 0 || r.Flow[at] == r.Title {
		return false
	}
	section, sure := r.Words(r.Flow[at]).Section()
	return section == wording.SectionText && sure > 0.7 && !r.headsGoals(at)
}

// unitDays are the days of the units of the calendar, about.
var unitDays = map[phase.Unit]int{phase.Day: 1, phase.Week: 7, phase.Month: 30, phase.Quarter: 91, phase.Year: 365}

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

// reaching is what the headings of goals tell of the phases that the page turned
// out to have.
func (r *division) reaching(marks []mark) *reaching {
	g := &reaching{of: map[int]int{}, parts: map[int]*Part{}}
	begun := map[int]bool{}
	for _, m := range marks {
		begun[m.at] = true
	}
	for heading, phase := range r.goals {
		if begun[phase] && !begun[heading] {
			g.of[heading] = phase
		}
	}
	return g
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
