package worktime

import (
	"cmp"
	"database/sql/driver"
	"fmt"
	"slices"
	"time"
)

// Week is a person's usual working hours: any number of shifts on each day of
// the week. It holds no zone; [Schedule] adds one. A Week does not change once
// made. The zero Week has no hours at all; it prints as the empty text and is
// stored as NULL.
type Week struct {
	shifts []shift // in the order of the week from Monday, none overlapping
}

// Shift is one stretch of working hours that begins on a weekday.
type Shift struct {
	Weekday time.Weekday
	// From and To are clock times. A To at or before From is on the next day: a
	// night from 22:00 to 06:00, an evening from 20:00 to 00:00.
	From, To Clock
}

// A shift's times are minutes since midnight of its day; to may be on the next.
type shift struct {
	day      int // 0 is Monday
	from, to int
}

const (
	dayMinutes  = 24 * 60
	weekMinutes = 7 * dayMinutes
)

// start returns the minute of the week at which the shift begins.
func (s shift) start() int { return s.day*dayMinutes + s.from }

// end returns the minute of the week at which it ends, beyond the week's last
// minute for a night from Sunday to Monday.
func (s shift) end() int { return s.day*dayMinutes + s.to }

// fromMonday numbers weekdays from Monday, 0, to Sunday, 6.
func fromMonday(w time.Weekday) int { return (int(w) + 6) % 7 }

// weekday is the inverse of fromMonday.
func weekday(day int) time.Weekday { return time.Weekday((day + 1) % 7) }

// NewWeek returns the week with the given shifts, in any order. It refuses
// shifts that overlap and weekdays that do not exist.
func NewWeek(shifts ...Shift) (Week, error) {
	inner := make([]shift, len(shifts))
	for i, s := range shifts {
		if s.Weekday < time.Sunday || s.Weekday > time.Saturday {
			return Week{}, fmt.Errorf("worktime: no weekday %d", int(s.Weekday))
		}
		to := s.To.Minutes()
		if to <= s.From.Minutes() {
			to += dayMinutes
		}
		inner[i] = shift{fromMonday(s.Weekday), s.From.Minutes(), to}
	}
	week := weekOf(inner)
	if a, b, clash := week.clash(); clash {
		return Week{}, fmt.Errorf("worktime: %s and %s overlap", a, b)
	}
	return week, nil
}

// weekOf orders shifts into a week, without looking whether they overlap.
func weekOf(shifts []shift) Week {
	ordered := slices.Clone(shifts)
	slices.SortFunc(ordered, func(a, b shift) int { return cmp.Compare(a.start(), b.start()) })
	return Week{ordered}
}

// clash returns two shifts that overlap, where there are any.
func (w Week) clash() (a, b shift, found bool) {
	for i, next := range w.shifts {
		if i > 0 && w.shifts[i-1].end() > next.start() {
			return w.shifts[i-1], next, true
		}
	}
	if n := len(w.shifts); n > 0 && w.shifts[n-1].end() > w.shifts[0].start()+weekMinutes {
		return w.shifts[n-1], w.shifts[0], true
	}
	return shift{}, shift{}, false
}

// Shifts returns the shifts in the order of the week, from Monday.
func (w Week) Shifts() []Shift {
	shifts := make([]Shift, len(w.shifts))
	for i, s := range w.shifts {
		shifts[i] = Shift{weekday(s.day), Clock{int16(s.from)}, Clock{int16(s.to % dayMinutes)}}
	}
	return shifts
}

// Hours returns the working time of a week without clock changes.
func (w Week) Hours() time.Duration {
	var minutes int
	for _, s := range w.shifts {
		minutes += s.to - s.from
	}
	return time.Duration(minutes) * time.Minute
}

// IsZero reports whether the week has no hours.
func (w Week) IsZero() bool { return len(w.shifts) == 0 }

// Equal reports whether two weeks have the same shifts.
func (w Week) Equal(other Week) bool { return slices.Equal(w.shifts, other.shifts) }

// Works reports whether a shift begins on the weekday.
func (w Week) Works(on time.Weekday) bool {
	return slices.ContainsFunc(w.shifts, func(s shift) bool { return s.day == fromMonday(on) })
}

// OnDay returns the shifts that begin on a date, as instants in loc, in order.
// A night that begins on the date is there whole, one that began the day before
// is not. Each lasts from the first instant at which clocks show its beginning
// or later until the first at which they show its end or later, so the night on
// which clocks go back is an hour longer, and a shift that clocks jump over
// is left out.
func (w Week) OnDay(d Date, loc *time.Location) []Span {
	if d.IsZero() {
		return nil
	}
	var spans []Span
	today := fromMonday(d.Weekday())
	for _, s := range w.shifts {
		if s.day != today {
			continue
		}
		from := first(d.seconds()+int64(s.from)*60, loc)
		to := first(d.seconds()+int64(s.to)*60, loc)
		if from < to {
			spans = append(spans, Span{time.Unix(from, 0).In(loc), time.Unix(to, 0).In(loc)})
		}
	}
	return spans
}

// Span is a stretch of time between two instants.
type Span struct {
	Start time.Time
	End   time.Time // the first instant that is outside
}

// Duration returns the length of the span.
func (s Span) Duration() time.Duration { return s.End.Sub(s.Start) }

// MarshalText writes the form of [Week.String].
func (w Week) MarshalText() ([]byte, error) { return []byte(w.String()), nil }

// UnmarshalText reads what [ParseWeek] reads.
func (w *Week) UnmarshalText(text []byte) error { return w.read(string(text)) }

// Value stores the week as text, and the zero Week as NULL.
func (w Week) Value() (driver.Value, error) { return textValue(w.String()), nil }

// Scan reads what Value stored.
func (w *Week) Scan(stored any) error { return scanText(stored, w.read) }

func (w *Week) read(text string) (err error) {
	*w, err = ParseWeek(text)
	return err
}
