package worktime

import (
	"slices"
	"time"
)

// Schedule is when one person works: usual hours, the zone they are meant in,
// and days off.
type Schedule struct {
	Week Week
	// Location is the zone of the hours; nil is UTC.
	Location *time.Location
	// Off holds days on which no shift begins, such as public holidays and leave.
	// A week's own free days need not be repeated here.
	Off DaysOff
}

// Spans returns the shifts, cut to the time between two instants, in order and
// without overlap.
func (s Schedule) Spans(from, to time.Time) []Span {
	loc := s.location()
	var spans []Span
	// A shift lasts at most a day, so nothing that began two days ago still runs.
	for d := DateOf(from, loc).AddDays(-2); !d.IsZero() && !d.Start(loc).After(to); d = d.AddDays(1) {
		if s.Off.Off(d) {
			continue
		}
		for _, span := range s.Week.OnDay(d, loc) {
			if cut, some := intersect(span, Span{from, to}); some {
				spans = append(spans, cut)
			}
		}
	}
	return spans
}

func (s Schedule) location() *time.Location {
	if s.Location == nil {
		return time.UTC
	}
	return s.Location
}

// intersect returns what two spans share.
func intersect(a, b Span) (shared Span, some bool) {
	if b.Start.After(a.Start) {
		a.Start = b.Start
	}
	if b.End.Before(a.End) {
		a.End = b.End
	}
	return a, a.Start.Before(a.End)
}

// Shared returns the working time that two people share in the seven days from a
// date, in order, as instants in the zone of a. The seven days are those of a: pass
// the person who looks first. Everything is compared as instants, so the
// answer is right in the weeks in which one zone has changed its clocks and the
// other has not.
func Shared(a, b Schedule, from Date) []Span {
	loc := a.location()
	start, end := from.Start(loc), from.AddDays(7).Start(loc)
	if from.IsZero() || !start.Before(end) {
		return nil
	}
	ours, theirs := a.Spans(start, end), b.Spans(start, end)
	var shared []Span
	for len(ours) > 0 && len(theirs) > 0 {
		if both, some := intersect(ours[0], theirs[0]); some {
			shared = append(shared, both)
		}
		if ours[0].End.Before(theirs[0].End) {
			ours = ours[1:]
		} else {
			theirs = theirs[1:]
		}
	}
	return slices.Clip(shared)
}

// Overlap returns how long two people work at the same time in the seven days
// from a date, see [Shared].
func Overlap(a, b Schedule, from Date) time.Duration {
	var sum time.Duration
	for _, span := range Shared(a, b, from) {
		sum += span.Duration()
	}
	return sum
}
