package worktime

import (
	"fmt"
	"slices"
	"sort"
)

// Pause is a stretch of days on which an internship rests, both ends included.
type Pause struct {
	From Date `json:"from"`
	To   Date `json:"to"`
}

// Holds reports whether a date is in the pause.
func (p Pause) Holds(d Date) bool { return !d.Before(p.From) && !d.After(p.To) }

// Days returns the number of days of the pause.
func (p Pause) Days() int { return p.To.Sub(p.From) + 1 }

// Calendar numbers the weeks of an internship. Without pauses, week n is the
// seven days from start + 7(n-1). Days in a pause do not count: a pause moves
// what follows, and a week in the middle of which a pause falls goes on after
// it, so that every week has seven active days. A Calendar does not change once
// made; the zero Calendar has no weeks.
type Calendar struct {
	start Date
	weeks []WeekSpan
}

// WeekSpan is one week of a calendar.
type WeekSpan struct {
	// Number counts from 1.
	Number int
	// From and To are the first and last of the week's seven active days. They are
	// further apart than that where a pause interrupts the week.
	From, To Date
	// PausedBefore are the pauses between the week before and this one, and
	// PausedWithin those that interrupt this one.
	PausedBefore, PausedWithin []Pause
}

// MaxWeeks is the largest number of weeks of a calendar.
const MaxWeeks = 260

// CalendarError says why there is no calendar with the given dates.
type CalendarError struct {
	// Pause is the index of the pause that is wrong, as given, and -1 where it is
	// the start or the number of weeks.
	Pause int
	// Problem says what is wrong, to be shown to people.
	Problem string
}

// Error returns the problem.
func (e *CalendarError) Error() string { return e.Problem }

// NewCalendar returns the calendar of a number of weeks, 1 to [MaxWeeks], from
// a start date, with pauses in any order. It refuses, with a [*CalendarError], a
// pause that ends before it begins, two that overlap, one that does not begin
// after the start date (the start is to be moved instead), and one that begins
// after the last day, where it moves nothing. Pauses may follow each other
// without a day between.
func NewCalendar(start Date, weeks int, pauses []Pause) (Calendar, error) {
	if start.IsZero() {
		return Calendar{}, &CalendarError{-1, "a start date is needed"}
	}
	if weeks < 1 || weeks > MaxWeeks {
		return Calendar{}, &CalendarError{-1, fmt.Sprintf("from 1 to %d weeks are possible", MaxWeeks)}
	}
	order, err := orderPauses(start, pauses)
	if err != nil {
		return Calendar{}, err
	}
	c := Calendar{start: start}
	next := start
	for number := 1; number <= weeks; number++ {
		week := WeekSpan{Number: number}
		week.From, order, week.PausedBefore = skipPauses(next, pauses, order)
		week.To = week.From.AddDays(6)
		for len(order) > 0 && !week.To.Before(pauses[order[0]].From) {
			within := pauses[order[0]]
			week.PausedWithin = append(week.PausedWithin, within)
			week.To = week.To.AddDays(within.Days())
			order = order[1:]
		}
		if week.To.IsZero() {
			return Calendar{}, &CalendarError{-1, "the last week ends after the year 9999"}
		}
		c.weeks = append(c.weeks, week)
		next = week.To.AddDays(1)
	}
	if len(order) > 0 {
		p := pauses[order[0]]
		return Calendar{}, &CalendarError{order[0], fmt.Sprintf("the pause from %s begins after the last day, %s", p.From, c.End())}
	}
	return c, nil
}

// orderPauses returns the indexes of the pauses in the order of their dates.
func orderPauses(start Date, pauses []Pause) ([]int, error) {
	order := make([]int, len(pauses))
	for i, p := range pauses {
		order[i] = i
		switch {
		case p.From.IsZero() || p.To.IsZero():
			return nil, &CalendarError{i, "a pause needs a first and a last day"}
		case p.To.Before(p.From):
			return nil, &CalendarError{i, fmt.Sprintf("the pause from %s ends before it begins, on %s", p.From, p.To)}
		case !p.From.After(start):
			return nil, &CalendarError{i, fmt.Sprintf("the pause from %s does not begin after the start date, %s", p.From, start)}
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return pauses[a].From.Compare(pauses[b].From) })
	for i := 1; i < len(order); i++ {
		before, p := pauses[order[i-1]], pauses[order[i]]
		if !before.To.Before(p.From) {
			return nil, &CalendarError{order[i], fmt.Sprintf("the pauses from %s and from %s overlap", before.From, p.From)}
		}
	}
	return order, nil
}

// skipPauses moves a date behind the pauses that begin on it. It returns which
// pauses are left and which were passed.
func skipPauses(d Date, pauses []Pause, order []int) (after Date, left []int, passed []Pause) {
	for len(order) > 0 && pauses[order[0]].From == d {
		passed = append(passed, pauses[order[0]])
		d = pauses[order[0]].To.AddDays(1)
		order = order[1:]
	}
	return d, order, passed
}

// Start returns the first day of the first week.
func (c Calendar) Start() Date { return c.start }

// Weeks returns the number of weeks.
func (c Calendar) Weeks() int { return len(c.weeks) }

// End returns the last day of the last week.
func (c Calendar) End() Date {
	if len(c.weeks) == 0 {
		return Date{}
	}
	return c.weeks[len(c.weeks)-1].To
}

// WeekSpans returns all weeks in order. The caller may keep and change the slice,
// but not the pauses in it.
func (c Calendar) WeekSpans() []WeekSpan { return slices.Clone(c.weeks) }

// Week returns week n, counted from 1, and false where there is none.
func (c Calendar) Week(n int) (WeekSpan, bool) {
	if n < 1 || n > len(c.weeks) {
		return WeekSpan{}, false
	}
	return c.weeks[n-1], true
}

// Days returns the seven active days of the week in order.
func (w WeekSpan) Days() []Date {
	var days []Date
	for d := w.From; !d.IsZero() && !d.After(w.To); d = d.AddDays(1) {
		if w.paused(d) {
			continue
		}
		days = append(days, d)
	}
	return days
}

func (w WeekSpan) paused(d Date) bool {
	return slices.ContainsFunc(w.PausedWithin, func(p Pause) bool { return p.Holds(d) })
}

// Moment says where a date lies in a calendar.
type Moment int

const (
	// BeforeStart means before the start date.
	BeforeStart Moment = iota
	// Active means on an active day of a week.
	Active
	// Paused means in a pause.
	Paused
	// AfterEnd means after the last day of the last week.
	AfterEnd
)

// String returns before, active, paused or after.
func (m Moment) String() string {
	switch m {
	case Active:
		return "active"
	case Paused:
		return "paused"
	case AfterEnd:
		return "after"
	default:
		return "before"
	}
}

// WeekOn returns the number of the week that a date lies in. In a pause it is the
// week that goes on or begins after the pause; before the start it is 0, and
// after the end the number of the last week.
func (c Calendar) WeekOn(d Date) (n int, when Moment) {
	if len(c.weeks) == 0 || d.Before(c.start) {
		return 0, BeforeStart
	}
	i := sort.Search(len(c.weeks), func(i int) bool { return !c.weeks[i].To.Before(d) })
	if i == len(c.weeks) {
		return len(c.weeks), AfterEnd
	}
	week := c.weeks[i]
	if d.Before(week.From) || week.paused(d) {
		return week.Number, Paused
	}
	return week.Number, Active
}
