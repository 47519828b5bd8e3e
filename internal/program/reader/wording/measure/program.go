package measure

import (
	"strings"

	"stint/internal/program/reader/wording/clause"
	"stint/internal/program/reader/wording/sense"
)

// Span is a number that a sentence states, with the bytes of the words that
// state it.
type Span struct {
	Value    float64
	From, To int
}

// Length returns how many weeks or months a sentence says that a program
// lasts: "typically lasts 3 months", "a 12-week internship".
func (r Lengths) Length() (weeks, months Span) {
	for i := range r.Words {
		value, end, ok := r.Quantity(i)
		if !ok || end >= len(r.Words) {
			continue
		}
		h, ok := r.At(end, func(t sense.Tag) bool { return t == sense.WeekUnit || t == sense.MonthUnit })
		if !ok || !r.tellsLength(i, h.To) {
			continue
		}
		s := Span{value, r.Words[i].From, r.Words[h.To-1].To}
		if h.Tag == sense.WeekUnit {
			return s, Span{}
		}
		return Span{}, s
	}
	return Span{}, Span{}
}

// tellsLength says that the words before a length, or the noun behind it, make
// it the length of the program.
func (r Lengths) tellsLength(i, end int) bool {
	if strings.HasPrefix(r.Gap(i), "-") && r.Begins(end, sense.Lasts) {
		return true
	}
	for _, h := range r.Hits {
		if h.Tag == sense.Length && h.To <= i && i-h.To <= 4 && h.To-h.From >= 1 {
			return true
		}
	}
	return false
}

// Hours returns how many hours a week a sentence asks for, and whether it says
// that fewer will not do.
func (r Lengths) Hours() (hours Span, least bool) {
	for i := range r.Words {
		value, end, ok := r.Quantity(i)
		if !ok {
			continue
		}
		first := i
		if end < len(r.Words) && clause.IsRange(r.Gap(end-1)) || r.Word(end) == "to" || r.Word(end) == "bis" || r.Word(end) == "à" || r.Word(end) == "a" {
			next := end
			if !clause.IsRange(r.Gap(end - 1)) {
				next++
			}
			if _, after, more := r.Quantity(next); more {
				end = after
			}
		}
		if !r.Begins(end, sense.Hour) {
			continue
		}
		week, ok := r.near(sense.PerWeek, first-4, end+5)
		if !ok || value > 80 {
			continue
		}
		from, to := min(first, week.From), max(end+1, week.To)
		if h, ok := r.near(sense.AtLeast, first-3, to+2); ok {
			least = true
			from, to = min(from, h.From), max(to, h.To)
		}
		return Span{value, r.Words[from].From, r.Words[to-1].To}, least
	}
	return Span{}, false
}

// near returns a hit of a tag that begins between two words.
func (r Lengths) near(tag sense.Tag, from, to int) (clause.Hit, bool) {
	var best clause.Hit
	for _, h := range r.Hits {
		if h.Tag == tag && h.From >= from && h.From <= to && h.To-h.From > best.To-best.From {
			best = h
		}
	}
	return best, best.To > 0
}

// Percent returns the share of working time that a sentence names, 0 for none.
func (r Lengths) Percent() int {
	for i, w := range r.Words {
		if w.Number > 0 && w.Number <= 100 && strings.HasPrefix(strings.TrimLeft(r.Gap(i), " \u00a0"), "%") {
			return w.Number
		}
	}
	return 0
}

// Meeting returns the regular meeting that a sentence speaks of: how often,
// how many minutes, up to how many.
func (r Lengths) Meeting() (every string, minutes, extendable Span) {
	if !r.Has(sense.OneToOne) {
		return "", Span{}, Span{}
	}
	switch {
	case r.Has(sense.Fortnightly):
		every = "two-weeks"
	case r.Has(sense.Weekly):
		every = "week"
	case r.Has(sense.Daily):
		every = "day"
	case r.Has(sense.Monthly):
		every = "month"
	default:
		return "", Span{}, Span{}
	}
	for i := 0; i < len(r.Words); i++ {
		value, end, ok := r.span(i)
		if !ok || value < 10 || value > 240 || r.Begins(end, sense.PerWeek) && r.unitMinutes(end-1) == 60 {
			continue
		}
		s := Span{float64(value), r.Words[i].From, r.Words[end-1].To}
		switch {
		case minutes.To == 0:
			minutes = s
		case extendable.To == 0 && r.Has(sense.Extends) && value > int(minutes.Value):
			extendable = s
		}
		i = end - 1
	}
	if minutes.To == 0 && !r.Has(sense.Mentor, sense.Manager) {
		return "", Span{}, Span{} // "participants meet weekly" is about a class
	}
	return every, minutes, extendable
}
