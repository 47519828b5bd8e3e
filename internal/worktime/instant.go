package worktime

import (
	"math"
	"time"
)

// Resolution says how a civil time found its instant.
type Resolution int

const (
	// Exact means that the civil time exists once.
	Exact Resolution = iota
	// Gap means that clocks jumped over the civil time; it was moved forward by
	// the length of the jump.
	Gap
	// Fold means that the civil time exists twice; the first one was taken.
	Fold
)

// String returns exact, gap or fold.
func (r Resolution) String() string {
	switch r {
	case Gap:
		return "gap"
	case Fold:
		return "fold"
	default:
		return "exact"
	}
}

// At returns the instant at which clocks in loc show c on d, by the rules of
// RFC 5545, section 3.3.5: a time that exists twice is the first of the two, and
// a time that clocks jump over is read with the offset from before the jump,
// which moves it forward by the length of the jump. The same holds where a zone
// skipped a whole day, as Pacific/Apia did on 2011-12-30. The result is in loc.
func At(d Date, c Clock, loc *time.Location) (time.Time, Resolution) {
	unix, how := resolve(d.seconds()+c.seconds(), loc)
	return time.Unix(unix, 0).In(loc), how
}

// day is the length of a civil day in seconds.
const day = 24 * 60 * 60

// reach is further than any zone's clocks ever were from UTC, in seconds.
const reach = 2 * day

// A period is a stretch of time during which a zone keeps one offset from UTC.
// Its bounds are Unix seconds; end is exclusive.
type period struct {
	start, end, offset int64
}

// periodAt returns the period of loc that holds the instant unix.
func periodAt(unix int64, loc *time.Location) period {
	t := time.Unix(unix, 0).In(loc)
	start, end := t.ZoneBounds()
	_, offset := t.Zone()
	p := period{start: math.MinInt64, end: math.MaxInt64, offset: int64(offset)}
	if !start.IsZero() {
		p.start = start.Unix()
	}
	if !end.IsZero() {
		p.end = end.Unix()
	}
	return p
}

// resolve finds the instant of a civil reading. The reading is in seconds since
// 1970-01-01 00:00 as the wall clock would count them.
func resolve(reading int64, loc *time.Location) (unix int64, how Resolution) {
	p := periodAt(reading-reach, loc)
	for {
		t := reading - p.offset
		if t < p.end {
			if repeats(reading, p, loc) {
				return t, Fold
			}
			return t, Exact
		}
		next := periodAt(p.end, loc)
		if reading-next.offset < next.start {
			return t, Gap
		}
		p = next
	}
}

// repeats reports whether a reading that exists in p exists again later.
func repeats(reading int64, p period, loc *time.Location) bool {
	for p.end < reading+reach {
		p = periodAt(p.end, loc)
		if t := reading - p.offset; p.start <= t && t < p.end {
			return true
		}
	}
	return false
}

// first returns the first instant at which clocks in loc show the reading or a
// later one. Unlike resolve it never runs backwards: a later reading never has
// an earlier first instant.
func first(reading int64, loc *time.Location) int64 {
	p := periodAt(reading-reach, loc)
	for {
		if t := max(p.start, reading-p.offset); t < p.end {
			return t
		}
		p = periodAt(p.end, loc)
	}
}
