package page

import (
	"math"
	"strings"
)

// Open says that a phase has no end, so that the span is the least there is.
func (p *Page) Open() bool {
	for i := range p.Phases {
		if p.Phases[i].OpenEnded {
			return true
		}
	}
	return false
}

// Span is how many weeks the phases span, 0 where their units do not tell.
func (p *Page) Span() int {
	weeks := 0
	zero, other := false, false
	for _, ph := range p.Phases {
		if ph.Number == nil {
			continue
		}
		last := *ph.Number
		if ph.Through != nil {
			last = *ph.Through
		}
		zero = zero || *ph.Number == 0 && ph.Unit == "week"
		switch ph.Unit {
		case "week":
			weeks = max(weeks, last)
		case "day":
			weeks = max(weeks, (last+6)/7)
		case "month":
			weeks = max(weeks, int(math.Round(float64(last)*52/12)))
		case "sprint":
			weeks = max(weeks, 2*last)
		case "quarter":
			weeks = max(weeks, 13*last)
		default:
			other = true
		}
	}
	if other {
		return 0 // nobody knows how long a module or a release is
	}
	if zero {
		weeks++
	}
	return weeks
}

// Shorten cuts a text to some characters, for quoting it.
func Shorten(s string, most int) string {
	runes := []rune(s)
	if len(runes) <= most {
		return s
	}
	return strings.TrimRight(string(runes[:most]), " ") + "…"
}
