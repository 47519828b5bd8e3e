package matching

import (
	"time"

	"stint/internal/person"
	"stint/internal/worktime"
)

// Together is how long two people work at the same time in the seven days from
// a date, which is meant where the first of them is.
func Together(a, b person.Person, from worktime.Date) time.Duration {
	return worktime.Overlap(scheduleOf(a), scheduleOf(b), from)
}

// slotOrder is the order in which days are preferred for a weekly 1:1: those at
// the ends of a week are off most often.
var slotOrder = [...]time.Weekday{time.Thursday, time.Wednesday, time.Tuesday, time.Monday, time.Friday, time.Saturday, time.Sunday}

// slotLength is the working time together that a weekly 1:1 wants: half an hour,
// and as much around it.
const slotLength = time.Hour

// Slot proposes a day and a time of a weekly 1:1, where the intern is: in the
// middle of the longest time in which both work, on the first of the preferred
// days that has an hour of it in the seven days from a date. It is false where
// no day has.
func Slot(intern, mentor person.Person, from worktime.Date) (on time.Weekday, at worktime.Clock, found bool) {
	loc := intern.Location()
	longest := map[time.Weekday]worktime.Span{}
	for _, span := range worktime.Shared(scheduleOf(intern), scheduleOf(mentor), from) {
		day := worktime.DateOf(span.Start, loc).Weekday()
		if span.Duration() >= slotLength && span.Duration() > longest[day].Duration() {
			longest[day] = span
		}
	}
	for _, day := range slotOrder {
		if span, ok := longest[day]; ok {
			middle := span.Start.Add(span.Duration() / 2).In(loc)
			return day, halfHour(worktime.ClockOf(middle, loc)), true
		}
	}
	return 0, worktime.Clock{}, false
}

// halfHour is the last full half hour at or before a time of day.
func halfHour(c worktime.Clock) worktime.Clock {
	hour, minute := c.Split()
	rounded, _ := worktime.NewClock(hour, minute/30*30) // never more than it was
	return rounded
}
