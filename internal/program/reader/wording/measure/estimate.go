// Package measure reads lengths of time: how long a doing and a program take.
package measure

import (
	"strings"
	"unicode/utf8"

	"stint/internal/program/reader/wording/clause"
	"stint/internal/program/reader/wording/sense"
	"stint/internal/program/reader/words"
)

// Lengths are a text that may state lengths of time.
type Lengths struct{ *clause.Reading }

// Estimate returns the minutes that a text says its doing takes; 0 for none.
func (r Lengths) Estimate() (minutes int, sure float64) {
	if minutes, _ := words.Clock(r.Text, r.Words); minutes > 0 {
		return minutes, 0.95
	}
	for i := 0; i < len(r.Words); i++ {
		value, end, ok := r.span(i)
		if !ok {
			continue
		}
		before, _ := utf8.DecodeLastRuneInString(strings.TrimRight(strings.TrimSpace(r.Gap(i-1)), "\ufe0f"))
		word := r.Word(i - 1)
		switch {
		case value >= longest || sense.NotLong[word] || r.leads(i, end):
		case r.unitMinutes(end-1) == workday && value%(7*workday) == 0 && strings.ContainsRune("(（", before):
			// "(7 days)" are a week of the calendar, as no work is counted
		case before == '(' && strings.HasPrefix(r.Gap(end-1), ")"):
			return r.sum(value, end), 0.95
		case strings.ContainsRune("([~≈|:–—-⏱🕐→（【［〜：，、", before):
			return value, 0.95
		case sense.AboutWords[word] || i == 0 || end >= len(r.Words):
			return value, 0.85
		case r.Gap(end-2) == "-":
			return value, 0.7 // "a 30-minute call"
		}
		i = end
	}
	return 0, 0
}

// leads says that the words behind a length of time make it one between two
// things, rather than what one takes: "10 days before the start". An hour is
// spent before a call too, where the page says so.
func (r Lengths) leads(i, end int) bool {
	w := r.Word(end)
	if !sense.Apart[w] && !(w == "in" && r.Word(end+1) == "advance") || strings.ContainsAny(r.Gap(end-1), ".,;:)") {
		return false
	}
	return r.unitMinutes(end-1) == workday || !sense.AboutWords[r.Word(i-1)]
}

// LengthAt returns the minutes that the bytes of a text hold and nothing else, 0
// where they are no length or one that the words before them make another
// thing's: "set the timeout to 5 min".
func (r Lengths) LengthAt(from, to int) int {
	for i := range r.Words {
		if r.Words[i].From < from {
			continue
		}
		value, end, ok := r.span(i)
		if !ok || r.Words[i].From > from || r.Words[end-1].To < to || value >= longest || sense.NotLong[r.Word(i-1)] || sense.Prepositions[r.Word(i-1)] {
			return 0
		}
		return value
	}
	return 0
}

// sum adds the lengths of time that follow one in brackets and are in brackets
// themselves: "the guide (15 min) and the wiki (1 h)". What is one or the other
// does not add up.
func (r Lengths) sum(total, end int) int {
	first := total
	for from := end; end < len(r.Words); end++ {
		value, next, ok := r.span(end)
		if r.Word(end) == "or" || r.Word(end) == "total" || ok && strings.Contains(r.Gap(next-1), "total") {
			return first
		}
		if !ok || !strings.HasSuffix(r.Gap(end-1), "(") || !strings.HasPrefix(r.Gap(next-1), ")") {
			continue
		}
		between := r.Text[r.Words[from-1].To:r.Words[end].From]
		if !strings.Contains(between, " and ") && !strings.Contains(between, ", ") && !strings.Contains(between, "+") || strings.Contains(between, ". ") {
			return total
		}
		total, from, end = total+value, next, next-1
	}
	return total
}

// longest is from how many minutes on a length of time is no estimate of one
// doing but a date or a period: "a 30-day check-in".
const longest = 15 * workday

// workday is the minutes of a working day.
const workday = 8 * 60

// span reads a length of time at word i: "30 minutes", "2-3 hours", "1 hr 20
// min", "half an hour", "1.5 hours". A range counts as its middle.
func (r Lengths) span(i int) (minutes, end int, ok bool) {
	value, j, ok := r.Quantity(i)
	if !ok {
		return 0, 0, false
	}
	if j < len(r.Words) && r.Words[j].Number >= 0 && clause.IsRange(r.Gap(j-1)) {
		if upper, k, more := r.Quantity(j); more && upper > value {
			value, j = (value+upper)/2, k
		}
	} else if w := r.Word(j); w == "to" || w == "bis" || w == "à" || w == "a" {
		if upper, k, more := r.Quantity(j + 1); more && upper > value {
			value, j = (value+upper)/2, k
		}
	}
	if w := r.Word(j); w == "full" || w == "whole" || w == "working" {
		j++
	}
	each := r.unitMinutes(j)
	if each == 0 {
		return 0, 0, false
	}
	total := value * each
	end = j + 1
	if each == 60 && end < len(r.Words) && r.Words[end].Number >= 0 && (r.unitMinutes(end+1) == 1 || r.Word(j) == "h" && r.Gap(j) == "") {
		total += float64(r.Words[end].Number)
		if end++; r.unitMinutes(end) == 1 {
			end++
		}
	}
	if total < 1 || total > 60*400 {
		return 0, 0, false
	}
	return int(total + 0.5), end, true
}

// unitMinutes returns how many minutes the unit at word i has, 0 for no unit.
// A working day has eight hours.
func (r Lengths) unitMinutes(i int) float64 {
	h, ok := r.At(i, func(t sense.Tag) bool { return t == sense.Minute || t == sense.Hour || t == sense.DayUnit })
	if !ok {
		if r.Word(i) == "m" {
			return 1
		}
		return 0
	}
	switch {
	case h.Tag == sense.Minute:
		return 1
	case h.Tag == sense.Hour:
		return 60
	}
	if w := r.Word(i); w == "日" || strings.HasPrefix(r.Word(h.To), "s") && r.Word(h.To) == "'s" {
		return 0
	}
	return workday
}

// OnlyLength says that a text states lengths of time and nothing else: "4 weeks
// (80 hours)", "2-3 days".
func (r Lengths) OnlyLength() bool {
	for i := 0; i < len(r.Words); {
		_, end, ok := r.Quantity(i)
		if ok && end < len(r.Words) && clause.IsRange(r.Gap(end-1)) {
			_, end, ok = r.Quantity(end)
		}
		if !ok {
			return false
		}
		unit, ok := r.At(end, isLength)
		if !ok {
			return false
		}
		i = unit.To
	}
	return len(r.Words) > 0
}

// Beside says that a text has a word that belongs to no length of time and is no
// filler either: "2 to 3 hours at the pier".
func (r Lengths) Beside(filler map[string]bool) bool {
	_, i := words.Clock(r.Text, r.Words)
	for i < len(r.Words) {
		_, end, ok := r.span(i)
		switch {
		case ok:
			i = end
		case filler[r.Word(i)]:
			i++
		default:
			return true
		}
	}
	return false
}

// isLength says that a word of a tag is a unit of time.
func isLength(t sense.Tag) bool {
	switch t {
	case sense.Minute, sense.Hour, sense.DayUnit, sense.WeekUnit, sense.MonthUnit:
		return true
	}
	return false
}
