package division

import (
	"strings"

	"stint/internal/program/reader/outline"
	"stint/internal/program/reader/phase"
)

// nested settles headings of phases below headings of phases: weeks below a
// month are the phases, days below a week are its groups.
func nested(marks []mark, r *division) []mark {
	drop, below := map[int]bool{}, map[int]int{}
	around := newNesting(r, marks)
	var open []int
	units := map[phase.Unit]int{}
	for _, m := range marks {
		units[m.label.Unit]++
	}
	for i, m := range marks {
		for len(open) > 0 && !around.within(open[len(open)-1], m) {
			open = open[:len(open)-1]
		}
		if len(open) > 0 {
			outer := marks[open[len(open)-1]]
			switch {
			case outer.label.Unit == m.label.Unit && comesLater(outer.label, m.label) && around.holdsOthersOnly(open[len(open)-1]):
				drop[open[len(open)-1]] = true
			case outer.label.Unit == m.label.Unit && !(outer.label.Numbered && m.label.Numbered && includes(outer.label, m.label)):
			case outer.label.Unit == m.label.Unit && around.toldOneByOne(open[len(open)-1]):
				drop[open[len(open)-1]] = true
			case outer.label.Unit == m.label.Unit, innerYields(outer.label.Unit, m.label.Unit, units):
				drop[i], below[i] = true, open[len(open)-1]
				continue
			case around.holdsOthersOnly(open[len(open)-1]):
				drop[open[len(open)-1]] = true
			}
		}
		open = append(open, i)
	}
	var out []mark
	again := false
	for i, m := range marks {
		outer, inner := below[i]
		stays := inner && drop[outer] // "30-day milestones" beside the weeks of "Days 1-30"
		again = again || stays
		if !drop[i] || stays {
			out = append(out, m)
		}
	}
	if again {
		return nested(out, r)
	}
	return out
}

// comesLater says that the phase around another one has a later number, as a
// length has that was taken for one: no phase holds those before it.
func comesLater(outer, inner phase.Label) bool {
	return outer.Numbered && inner.Numbered && outer.Number > inner.Number
}

// hasLaterItems says that lists stand in the section of a phase behind the
// phases nested in it, below headings of their own: "First month" with "Weeks
// 2-4" and then "End of the month".
func (n *nesting) hasLaterItems(outer mark) bool {
	r, inner := n.division, 0
	for i := outer.at + 1; i < len(r.Flow); i++ {
		b := r.Flow[i]
		switch {
		case b.Kind != outline.Heading:
		case b.Level <= outer.level:
			return false
		case n.begins[i] != nil:
			inner = b.Level
		case inner > 0 && b.Level <= inner && r.hasOwnItems(i) && !n.subheads[strings.ToLower(r.Plain(b))]:
			return true
		}
	}
	return false
}

// nesting is what is asked of the phases around others, each once a phase: a
// page may have thousands in one.
type nesting struct {
	*division
	marks    []mark
	ends     []int // where the section of each mark ends in the flow
	begins   map[int]*mark
	subheads map[string]bool
	told     map[int]bool
	others   map[int]bool
}

func newNesting(r *division, marks []mark) *nesting {
	n := &nesting{division: r, marks: marks, begins: map[int]*mark{}, subheads: r.repeated(marks), told: map[int]bool{}, others: map[int]bool{}}
	for i := range marks {
		n.begins[marks[i].at] = &marks[i]
	}
	n.ends = make([]int, len(marks))
	next := [LabelLevel + 1]int{} // where the next heading of a level or above begins
	for level := range next {
		next[level] = len(r.Flow)
	}
	for at, i := len(r.Flow)-1, len(marks)-1; at >= 0; at-- {
		for ; i >= 0 && marks[i].at >= at; i-- {
			n.ends[i] = next[min(marks[i].level, LabelLevel)]
		}
		if b := r.Flow[at]; b.Kind == outline.Heading {
			for level := b.Level; level < len(next); level++ {
				next[level] = at
			}
		}
	}
	return n
}

// holdsOthersOnly says that a phase has nothing to do but what is in the phases
// nested in it.
func (n *nesting) holdsOthersOnly(i int) bool {
	only, known := n.others[i]
	if !known {
		outer := n.marks[i]
		only = !n.hasOwnItems(outer.at) && !n.hasLaterItems(outer)
		n.others[i] = only
	}
	return only
}

// toldOneByOne says that a phase of several units has nothing of its own and
// tells two of them at least below it: "First 7 days" above "Day 1" and "Day 2".
func (n *nesting) toldOneByOne(i int) bool {
	told, known := n.told[i]
	if !known {
		outer := n.marks[i]
		told = (outer.label.Ranged || outer.label.First) && !n.hasOwnItems(outer.at) && n.tells(outer)
		n.told[i] = told
	}
	return told
}

// tells says that two different phases of a phase's own unit stand in its section.
func (n *nesting) tells(outer mark) bool {
	first := -1
	for i := outer.at + 1; i < len(n.Flow); i++ {
		if b := n.Flow[i]; b.Kind == outline.Heading && b.Level <= outer.level {
			return false
		}
		m := n.begins[i]
		switch {
		case m == nil || m.label.Unit != outer.label.Unit || !m.label.Numbered:
		case first < 0:
			first = m.label.Number
		case m.label.Number != first:
			return true
		}
	}
	return false
}

// within says that one heading stands in the section of another.
func (n *nesting) within(outer int, inner mark) bool {
	return inner.level > n.marks[outer].level && inner.at < n.ends[outer]
}

// includes says that a label is the other one or lies within its range.
func includes(outer, inner phase.Label) bool {
	last := outer.Number
	switch {
	case outer.Ranged:
		last = outer.Through
	case outer.First:
		return inner.Number <= last
	}
	return inner.Number >= outer.Number && inner.Number <= last
}

// innerYields says that headings of the inner unit are groups of the outer one.
func innerYields(outer, inner phase.Unit, units map[phase.Unit]int) bool {
	switch {
	case units[outer] == 1 && units[inner] > 1:
		return false
	case outer == phase.Week:
		return true
	case inner == phase.Week:
		return false
	case inner == phase.Day || inner == phase.Month:
		return calendar(outer) && outer != phase.Month
	}
	return true
}

// weeksInside returns the weeks that items name below headings of phases which
// do not say when they are: "Phase 1" above "- Week 1: …" and "- Week 2: …". As
// below headings weeks are preferred, where they go up through all of the
// phases, begin the lists, and are most of what is in them; nil for others.
func (r *division) weeksInside(headings []mark) []mark {
	for _, m := range headings {
		if calendar(m.label.Unit) || m.label.Also != nil || m.label.Relative {
			return nil
		}
	}
	items := r.itemMarks()
	if len(headings) < 2 || len(items) < len(headings) {
		return nil
	}
	last := -1
	for _, m := range items {
		if m.label.Unit != phase.Week || m.label.Number <= last {
			return nil
		}
		last = endOf(m.label).last
	}
	next, named, others := 0, 1, 0 // of the phase that the current block is in
	item, level := 0, 0
	for i, b := range r.Flow {
		switch begins := next < len(headings) && headings[next].at == i; {
		case begins, b.Kind == outline.Heading && b.Level <= level:
			if named <= others {
				return nil
			}
			named, others, level = 1, 0, 0
			if begins {
				named, level = 0, b.Level
				next++
			}
		case item < len(items) && items[item].at == i:
			item++
			named++
			if level == 0 {
				return nil
			}
		case b.Kind == outline.Item && level > 0:
			others++
			if named == 0 {
				return nil
			}
		}
	}
	if named <= others {
		return nil
	}
	return items
}
