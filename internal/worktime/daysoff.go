package worktime

import (
	"fmt"
	"slices"
	"time"
)

// DaysOff says on which days nobody works: certain weekdays, and single dates
// such as public holidays. It does not change once made. The zero DaysOff has
// none: every day is a working day.
type DaysOff struct {
	weekdays uint8 // bit n is time.Weekday(n)
	dates    []Date
}

// NewDaysOff returns the days off with the given weekdays and dates, in any
// order. It refuses all seven weekdays, with which there would never be
// a working day again.
func NewDaysOff(weekdays []time.Weekday, dates []Date) (DaysOff, error) {
	off := DaysOff{dates: slices.Clone(dates)}
	for _, w := range weekdays {
		if w < time.Sunday || w > time.Saturday {
			return DaysOff{}, fmt.Errorf("worktime: no weekday %d", int(w))
		}
		off.weekdays |= 1 << w
	}
	if off.weekdays == 1<<7-1 {
		return DaysOff{}, fmt.Errorf("worktime: all seven weekdays are off")
	}
	slices.SortFunc(off.dates, Date.Compare)
	off.dates = slices.Compact(off.dates)
	return off, nil
}

// Weekend returns the days off of Saturday, Sunday and the given dates.
func Weekend(dates ...Date) DaysOff {
	// Two weekdays are never all seven.
	off, _ := NewDaysOff([]time.Weekday{time.Saturday, time.Sunday}, dates)
	return off
}

// Off reports whether nobody works on the date.
func (o DaysOff) Off(d Date) bool {
	if o.weekdays&(1<<d.Weekday()) != 0 {
		return true
	}
	_, found := slices.BinarySearchFunc(o.dates, d, Date.Compare)
	return found
}

// NextWorkingDay returns the first working day on or after the date. It is the
// zero Date only where there is none before the end of the year 9999.
func (o DaysOff) NextWorkingDay(d Date) Date {
	for !d.IsZero() && o.Off(d) {
		d = d.AddDays(1)
	}
	return d
}

// AddWorkingDays returns the working day that is n working days after the date:
// with 1, the first working day after it. With 0 or less it is the date itself.
func (o DaysOff) AddWorkingDays(d Date, n int) Date {
	for ; n > 0 && !d.IsZero(); n-- {
		d = o.NextWorkingDay(d.AddDays(1))
	}
	return d
}

// WorkingDaysBetween returns how many working days there are from a date up to,
// but not including, another; none where the second is not after the first.
func (o DaysOff) WorkingDaysBetween(from, to Date) int {
	days := to.Sub(from)
	if days <= 0 || from.IsZero() {
		return 0
	}
	count := 0
	for i := range 7 {
		if w := (from.Weekday() + time.Weekday(i)) % 7; o.weekdays&(1<<w) == 0 {
			count += (days - i + 6) / 7
		}
	}
	for _, d := range o.dates {
		if !d.Before(from) && d.Before(to) && o.weekdays&(1<<d.Weekday()) == 0 {
			count--
		}
	}
	return count
}
