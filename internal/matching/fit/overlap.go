package fit

import (
	"time"

	"stint/internal/worktime"
)

// Overlap is how long two people work at the same time in a week.
type Overlap struct {
	// From is the Monday of the week of the start; that week is the seven days
	// from it in the intern's zone.
	From worktime.Date
	// Week is what they share in it as it is, and Usual what they would share
	// without anybody's days off.
	Week, Usual time.Duration
	// ChangesOn is the date, in the intern's zone, of the next change of clocks
	// of either from that week on, and Later what they usually share in the
	// first whole week after it, which begins on LaterFrom. The dates are zero,
	// and Later is Usual, where no clock changes within a year.
	ChangesOn, LaterFrom worktime.Date
	Later                time.Duration
	// Mine and Theirs say whose clocks change then: the intern's, the mentor's,
	// or both.
	Mine, Theirs bool
}

// overlapOf compares the hours of an intern and a mentor.
func overlapOf(intern, mentor Profile, at When) Overlap {
	o := Overlap{From: at.monday()}
	ours, theirs := intern.Schedule, mentor.Schedule
	o.Week = worktime.Overlap(ours, theirs, o.From)
	ours.Off, theirs.Off = worktime.DaysOff{}, worktime.DaysOff{}
	o.Usual = worktime.Overlap(ours, theirs, o.From)
	o.Later = o.Usual
	loc := location(ours)
	start := o.From.Start(loc)
	mine, mineSome := nextChange(start, loc)
	other, otherSome := nextChange(start, location(theirs))
	if !mineSome && !otherSome {
		return o
	}
	change := mine
	if !mineSome || otherSome && other.Before(mine) {
		change = other
	}
	o.Mine, o.Theirs = mineSome && mine.Equal(change), otherSome && other.Equal(change)
	o.ChangesOn = worktime.DateOf(change, loc)
	o.LaterFrom = o.From
	for o.LaterFrom.Start(loc).Before(change) {
		o.LaterFrom = o.LaterFrom.AddDays(7)
	}
	o.Later = worktime.Overlap(ours, theirs, o.LaterFrom)
	return o
}

// aYear is how far ahead a change of clocks is looked for.
const aYear = 366 * 24 * time.Hour

// nextChange returns when clocks in a zone next move against UTC, after an
// instant and within a year of it. A zone may begin a new period without that,
// as where only its abbreviation changes.
func nextChange(after time.Time, loc *time.Location) (time.Time, bool) {
	_, offset := after.In(loc).Zone()
	for at := after; ; {
		_, end := at.In(loc).ZoneBounds()
		if end.IsZero() || end.Sub(after) > aYear {
			return time.Time{}, false
		}
		if _, now := end.Zone(); now != offset {
			return end, true
		}
		at = end
	}
}

func location(s worktime.Schedule) *time.Location {
	if s.Location == nil {
		return time.UTC
	}
	return s.Location
}

// Day is the day of a week on which two people share most, as it usually is:
// what a picture of their hours shows.
type Day struct {
	Date worktime.Date // in the intern's zone; zero where the week has none
	// Mine, Theirs and Both are stretches of it in order, cut to the day.
	Mine, Theirs, Both []worktime.Span
}

// DayOf returns the day of the week of the start on which both share most, the
// first of equal ones; where they share nothing, the first on which the intern
// works, and with neither the Monday.
func DayOf(intern, mentor Profile, at When) Day {
	ours, theirs := intern.Schedule, mentor.Schedule
	ours.Off, theirs.Off = worktime.DaysOff{}, worktime.DaysOff{}
	loc := location(ours)
	shared := worktime.Shared(ours, theirs, at.monday())
	var best Day
	var most time.Duration
	for i := range 7 {
		d := Day{Date: at.monday().AddDays(i)}
		from, to := d.Date.Start(loc), d.Date.AddDays(1).Start(loc)
		d.Mine, d.Theirs = ours.Spans(from, to), theirs.Spans(from, to)
		var length time.Duration
		for _, span := range shared {
			if span.Start.Before(from) {
				span.Start = from
			}
			if span.End.After(to) {
				span.End = to
			}
			if span.Start.Before(span.End) {
				d.Both = append(d.Both, span)
				length += span.Duration()
			}
		}
		if best.Date.IsZero() || length > most || most == 0 && len(best.Mine) == 0 && len(d.Mine) > 0 {
			best, most = d, max(most, length)
		}
	}
	return best
}
