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
	var open []int
	units := map[phase.Unit]int{}
	for _, m := range marks {
		units[m.label.Unit]++
	}
	for i, m := range marks {
		for len(open) > 0 && !r.within(marks[open[len(open)-1]], m) {
			open = open[:len(open)-1]
		}
		if len(open) > 0 {
			outer := marks[open[len(open)-1]]
			switch {
			case outer.label.Unit == m.label.Unit && !(outer.label.Numbered && m.label.Numbered && includes(outer.label, m.label)):
			case outer.label.Unit == m.label.Unit, innerYields(outer.label.Unit, m.label.Unit, units):
				drop[i], below[i] = true, open[len(open)-1]
				continue
			case !r.hasOwnItems(outer.at) && !r.hasLaterItems(outer, marks):
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

// hasLaterItems says that lists stand in the section of a phase behind the
// phases nested in it, below headings of their own: "First month" with "Weeks
// 2-4" and then "End of the month".
func (r *division) hasLaterItems(outer mark, marks []mark) bool {
	begins := map[int]bool{}
	for _, m := range marks {
		begins[m.at] = true
	}
	subheads := r.repeated(marks)
	inner := 0
	for i := outer.at + 1; i < len(r.Flow); i++ {
		b := r.Flow[i]
		switch {
		case b.Kind != outline.Heading:
		case b.Level <= outer.level:
			return false
		case begins[i]:
			inner = b.Level
		case inner > 0 && b.Level <= inner && r.hasOwnItems(i) && !subheads[strings.ToLower(r.Plain(b))]:
			return true
		}
	}
	return false
}

// within says that one heading stands in the section of another.
func (r *division) within(outer, inner mark) bool {
	if inner.level <= outer.level {
		return false
	}
	for i := outer.at + 1; i < inner.at; i++ {
		if b := r.Flow[i]; b.Kind == outline.Heading && b.Level <= outer.level {
			return false
		}
	}
	return true
}

// includes says that a label is the other one or lies within its range.
func includes(outer, inner phase.Label) bool {
	last := outer.Number
	if outer.Ranged {
		last = outer.Through
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
