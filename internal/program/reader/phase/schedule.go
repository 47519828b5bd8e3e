package phase

import "time"

// Span is the part of a program that a date comes to, counted from the first
// date of its schedule: days or weeks from 1. To is 0 for a single one.
type Span struct {
	Unit     Unit
	From, To int
}

// Schedule counts the days or weeks of a plan whose phases are named by the
// calendar: at least three of them, or two weeks or months, in order, within
// 400 days.
// Weeks and dates that are whole weeks apart count as weeks, others as days.
// It returns false for what forms no such plan.
func Schedule(list []When) ([]Span, bool) {
	if len(list) < 2 || len(list) < 3 && !(list[0].long() && list[1].long()) {
		return nil, false
	}
	switch {
	case list[0].Begin.Month == 0:
		return weekOfDays(list)
	case list[0].Begin.Day == 0:
		return wholeMonths(list)
	}
	for _, swapped := range []bool{false, true} {
		if from, to, ok := civil(list, swapped); ok {
			return spans(list, from, to), true
		}
	}
	return nil, false
}

// long says that it is a week or a month.
func (w When) long() bool { return w.Week || w.Begin.Month > 0 && w.Begin.Day == 0 }

// weekOfDays counts the days of one week from its Monday.
func weekOfDays(list []When) ([]Span, bool) {
	out := make([]Span, len(list))
	last := 0
	for i, w := range list {
		if w.Begin.Month > 0 || w.Weekday <= last {
			return nil, false
		}
		out[i] = Span{Day, w.Weekday, w.Through}
		last = max(w.Weekday, w.Through)
	}
	return out, true
}

// wholeMonths counts months from the first, within two years.
func wholeMonths(list []When) ([]Span, bool) {
	out := make([]Span, len(list))
	last := 0
	for i, w := range list {
		if w.Begin.Day > 0 || w.Begin.Month == 0 {
			return nil, false
		}
		from := (w.Begin.Month-list[0].Begin.Month+12)%12 + 1
		for from <= last {
			from += 12
		}
		if from > 24 || i == 0 && from != 1 {
			return nil, false
		}
		out[i], last = Span{Unit: Month, From: from}, from
		if w.End.Month > 0 {
			out[i].To = from + (w.End.Month-w.Begin.Month+12)%12
			last = out[i].To
		}
	}
	return out, true
}

// civil returns the days on which each phase begins and ends, counted from any
// day. Years that are not written go on from the date before.
func civil(list []When, swapped bool) (from, to []int, ok bool) {
	year, before := 2024, 0
	for _, w := range list {
		if w.Begin.Year > 0 {
			year = w.Begin.Year
			break
		}
	}
	distinct := 0
	for i, w := range list {
		if w.Begin.Year > 0 {
			year = w.Begin.Year
		}
		day, ok := dayOf(w.Begin, year, swapped)
		if ok && w.Begin.Year == 0 && i > 0 && day < before-180 {
			year++
			day, ok = dayOf(w.Begin, year, swapped)
		}
		if !ok || i > 0 && day < before {
			return nil, nil, false
		}
		if i == 0 || day > before {
			distinct++
		}
		end := 0
		if w.End.Month > 0 {
			if end, ok = dayOf(w.End, max(w.End.Year, year), swapped); ok && end < day && w.End.Year == 0 {
				end, ok = dayOf(w.End, year+1, swapped)
			}
			if !ok || end < day {
				return nil, nil, false
			}
		}
		from, to, before = append(from, day), append(to, end), day
	}
	return from, to, distinct > 1 && from[len(from)-1]-from[0] <= 400
}

// dayOf counts a date's day, false where there is no such date.
func dayOf(d Date, year int, swapped bool) (int, bool) {
	month, day := d.Month, d.Day
	if d.Slashed && swapped {
		month, day = day, month
	}
	if day == 0 {
		return 0, false
	}
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	return int(t.Unix() / 86_400), month <= 12 && int(t.Month()) == month && t.Day() == day
}

// spans counts in weeks where all dates are whole weeks, else in days.
func spans(list []When, from, to []int) []Span {
	weeks := true
	for i, w := range list {
		length := to[i] - from[i] + 1
		whole := w.Week || to[i] == 0 && (from[i]-from[0])%7 == 0 || to[i] > 0 && length >= 4 && length <= 7
		weeks = weeks && whole
	}
	out := make([]Span, len(list))
	monday := from[0] - (from[0]+3)%7 // the first of January 1970 was a Thursday
	for i := range list {
		if weeks {
			out[i] = Span{Unit: Week, From: (from[i]-monday)/7 + 1}
			continue
		}
		out[i] = Span{Unit: Day, From: from[i] - from[0] + 1}
		if to[i] > 0 {
			out[i].To = to[i] - from[0] + 1
		}
	}
	return out
}
