package wording

import (
	"strings"

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
func (r *Reading) Length() (weeks, months Span) {
	for i := range r.Words {
		value, end, ok := r.quantity(i)
		if !ok || end >= len(r.Words) {
			continue
		}
		h, ok := r.at(end, func(t sense.Tag) bool { return t == sense.WeekUnit || t == sense.MonthUnit })
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
func (r *Reading) tellsLength(i, end int) bool {
	if strings.HasPrefix(r.gap(i), "-") && r.at2(end, sense.Lasts) {
		return true
	}
	for _, h := range r.Hits {
		if h.Tag == sense.Length && h.To <= i && i-h.To <= 4 && h.To-h.From >= 1 {
			return true
		}
	}
	return false
}

func (r *Reading) at2(i int, tag sense.Tag) bool {
	_, ok := r.at(i, func(t sense.Tag) bool { return t == tag })
	return ok
}

// Hours returns how many hours a week a sentence asks for, and whether it says
// that fewer will not do.
func (r *Reading) Hours() (hours Span, least bool) {
	for i := range r.Words {
		value, end, ok := r.quantity(i)
		if !ok {
			continue
		}
		first := i
		if end < len(r.Words) && rangeGap(r.gap(end-1)) || r.word(end) == "to" || r.word(end) == "bis" || r.word(end) == "à" || r.word(end) == "a" {
			next := end
			if !rangeGap(r.gap(end - 1)) {
				next++
			}
			if _, after, more := r.quantity(next); more {
				end = after
			}
		}
		if !r.at2(end, sense.Hour) {
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
func (r *Reading) near(tag sense.Tag, from, to int) (Hit, bool) {
	var best Hit
	for _, h := range r.Hits {
		if h.Tag == tag && h.From >= from && h.From <= to && h.To-h.From > best.To-best.From {
			best = h
		}
	}
	return best, best.To > 0
}

// Percent returns the share of working time that a sentence names, 0 for none.
func (r *Reading) Percent() int {
	for i, w := range r.Words {
		if w.Number > 0 && w.Number <= 100 && strings.HasPrefix(strings.TrimLeft(r.gap(i), " \u00a0"), "%") {
			return w.Number
		}
	}
	return 0
}

// Meeting returns the regular meeting that a sentence speaks of: how often,
// how many minutes, up to how many.
func (r *Reading) Meeting() (every string, minutes, extendable Span) {
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
		if !ok || value < 10 || value > 240 || r.at2(end, sense.PerWeek) && r.unitMinutes(end-1) == 60 {
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

// PromisesNothing says that a sentence rules out that the program leads to a
// position.
func (r *Reading) PromisesNothing() bool { return r.Has(sense.NoGuarantee) }

// MentorPractices says that a sentence tells that a mentor is an individual
// contributor.
func (r *Reading) MentorPractices() bool {
	if !r.Has(sense.Mentor) {
		return false
	}
	for _, h := range r.Hits {
		if h.Tag == sense.IndividualContributor {
			from, to := r.Bytes(h)
			if to-from > 3 || strings.HasPrefix(r.Text[from:to], "IC") {
				return true
			}
		}
	}
	return false
}

// CourseName is what a text says besides its verb: the name of a course.
func (r *Reading) CourseName() string {
	start := r.main()
	if h, ok := r.at(start, isVerb); ok {
		start = h.To
	}
	for start < len(r.Words) && articles[r.Words[start].Text] {
		start++
	}
	if start >= len(r.Words) {
		return ""
	}
	name := r.Text[r.Words[start].From:]
	if at := strings.IndexAny(name, "(:;,"); at > 3 {
		name = name[:at]
	}
	return strings.Trim(name, " .–—-")
}

// BuildsOn says that the words before byte "at", where a text names a phase,
// make it the phase in which something was made. What was made stands between
// the returned bytes.
func (r *Reading) BuildsOn(at int) (from, to int, ok bool) {
	mention := 0
	for mention < len(r.Words) && r.Words[mention].From < at {
		mention++
	}
	start := -1
	for _, h := range r.Hits {
		switch {
		case h.From >= mention:
		case h.Tag == sense.Made && mention-h.To <= 3:
			ok = true
		case h.Tag == sense.BasedOn:
			if start < 0 || h.To-h.From > 1 {
				start = h.To
			}
		}
	}
	if prior := r.word(mention - 1); start >= 0 && (prior == "from" || prior == "of" || prior == "aus" || prior == "von" || prior == "de") {
		ok = true
	}
	if !ok {
		return 0, 0, false
	}
	from = max(start, 0)
	if from >= mention {
		from = 0
	}
	if mention == 0 {
		return 0, 0, false
	}
	return r.Words[from].From, r.Words[mention-1].To, true
}

// SentenceEnd finds the byte behind the sentence that begins at from.
func SentenceEnd(text string, from int) int {
	for i := from; i < len(text); i++ {
		switch text[i] {
		case '.', '!', '?':
			if i+1 < len(text) && text[i+1] == ' ' && !strings.HasSuffix(text[:i], "e.g") && !strings.HasSuffix(text[:i], "i.e") && !strings.HasSuffix(text[:i], "z.B") {
				return i + 1
			}
		case 0xe3:
			if strings.HasPrefix(text[i:], "。") {
				return i + len("。")
			}
		}
	}
	return len(text)
}
