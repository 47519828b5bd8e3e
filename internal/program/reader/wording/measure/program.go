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
	if strings.HasPrefix(r.Gap(i), "-") && r.Begins(end, sense.Lasts) || sense.Lasting[r.Word(end)] && !strings.ContainsAny(r.Gap(end-1), ",;.:(") {
		return true // "a 12-week internship", "three month program"
	}
	for _, h := range r.Hits {
		if h.Tag == sense.Length && h.To <= i && i-h.To <= 4 && h.To-h.From >= 1 {
			return true
		}
		if h.Tag == sense.Lasts && h.To <= i && i-h.To <= 2 && r.Spaceless() {
			return true // "プログラムは12週間"
		}
	}
	switch r.Word(i - 1) {
	case "for":
		return sense.Lasting[r.Word(i-2)] || sense.Posts[r.Word(i-2)] // "in an apprentice position for three months"
	case "de", "von":
		return r.lastingBefore(i-2, 4)
	case "beträgt", "umfasst":
		return r.lastingBefore(i-2, 4)
	case "regel":
		return r.Word(i-3) == "in" && r.Word(i-4) == "beträgt" && r.lastingBefore(i-5, 4)
	}
	return false
}

// lastingBefore says that one of some words up to word i, in one clause, is that
// of a program.
func (r Lengths) lastingBefore(i, most int) bool {
	for k := i; k >= 0 && k > i-most; k-- {
		w := r.Word(k)
		if sense.Lasting[w] || strings.HasSuffix(w, "zeit") && strings.HasPrefix(w, "einarbeitung") {
			return true
		}
		if k > 0 && strings.ContainsAny(r.Gap(k-1), ",;.:(") {
			return false
		}
	}
	return false
}

// Hours returns how many hours a week a sentence asks for, and whether it says
// that fewer will not do. Where it states several, to choose from, these are no
// hours, and several is where the second stands.
func (r Lengths) Hours() (hours Span, least bool, several Span) {
	for i := 0; i < len(r.Words); i++ {
		found, from, end, ok := r.weekly(i)
		if !ok {
			continue
		}
		i = end - 1
		switch {
		case hours.To == 0:
			hours, least = found, from
		case from && !least:
			hours, least = found, true
		case found.Value != hours.Value && !least && r.alternative(hours.To, found.From):
			return Span{}, false, found
		}
	}
	return hours, least, Span{}
}

// alternative says that what stands between two bytes parts two things to choose from.
func (r Lengths) alternative(from, to int) bool {
	if from >= to {
		return false
	}
	between := r.Text[from:to]
	return strings.ContainsAny(between, ",;/，、或") || strings.Contains(between, " or ") || strings.Contains(between, " oder ") || strings.Contains(between, " ou ")
}

// weekly reads "five to seven hours a week" at word i.
func (r Lengths) weekly(i int) (hours Span, least bool, end int, ok bool) {
	value, end, ok := r.Quantity(i)
	if !ok {
		return Span{}, false, 0, false
	}
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
		return Span{}, false, 0, false
	}
	week, ok := r.near(sense.PerWeek, i-4, end+5)
	if !ok || value > 80 {
		return Span{}, false, 0, false
	}
	from, to := min(i, week.From), max(end+1, week.To)
	if h, ok := r.near(sense.AtLeast, i-3, to+2); ok {
		least = true
		from, to = min(from, h.From), max(to, h.To)
	}
	return Span{value, r.Words[from].From, r.Words[to-1].To}, least, end, true
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

// together says that a rhythm stands so near a meeting that it is the meeting's:
// a "monthly checklist" whose first point is to meet somebody is no monthly call.
func (r Lengths) together(rhythm sense.Tag) bool {
	const near = 12 // words
	last := -1      // the last of either that was passed, and which it was
	met := false
	for _, h := range r.Hits {
		if h.Tag != rhythm && h.Tag != sense.OneToOne {
			continue
		}
		is := h.Tag == sense.OneToOne
		if last >= 0 && is != met && h.From-last <= near {
			return true
		}
		last, met = h.From, is
	}
	return false
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
	case r.together(sense.Fortnightly):
		every = "two-weeks"
	case r.together(sense.Weekly):
		every = "week"
	case r.together(sense.Daily):
		every = "day"
	case r.together(sense.Monthly):
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
