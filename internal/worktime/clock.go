package worktime

import (
	"database/sql/driver"
	"fmt"
	"time"
)

// Clock is a time of day as a wall clock shows it, from 00:00 to 23:59, without
// a date and a zone. It is comparable with ==. The zero Clock is midnight.
type Clock struct {
	minute int16 // since midnight
}

const clockProblem = "not a time such as 09:00"

// NewClock returns the time of day of an hour from 0 to 23 and a minute from 0
// to 59.
func NewClock(hour, minute int) (Clock, error) {
	if hour < 0 || hour > 23 || minute < 0 || minute > 59 {
		return Clock{}, &ParseError{Text: fmt.Sprintf("%02d:%02d", hour, minute), Problem: clockProblem}
	}
	return Clock{int16(hour*60 + minute)}, nil
}

// ClockOf returns the time of day that clocks in loc show at t, without seconds.
func ClockOf(t time.Time, loc *time.Location) Clock {
	hour, minute, _ := t.In(loc).Clock()
	return Clock{int16(hour*60 + minute)}
}

// ParseClock reads hours and minutes on the 24-hour clock: 15:00, 09:30 or 9:30.
func ParseClock(text string) (Clock, error) {
	minute, rest, ok := readClock(text)
	if !ok || rest != "" || minute == 24*60 {
		return Clock{}, &ParseError{Text: text, Problem: clockProblem}
	}
	return Clock{int16(minute)}, nil
}

// readClock reads a time of day, up to 24:00, at the beginning of a text.
func readClock(text string) (minute int, rest string, ok bool) {
	hour, rest, ok := readDigits(text)
	if !ok || rest == "" || rest[0] != ':' {
		return 0, text, false
	}
	digits := rest[1:]
	past, rest, ok := readDigits(digits)
	if !ok || len(digits)-len(rest) != 2 || past > 59 || hour*60+past > 24*60 {
		return 0, text, false
	}
	return hour*60 + past, rest, true
}

// readDigits reads a number of one or two digits that no further digit follows.
func readDigits(text string) (n int, rest string, ok bool) {
	i := 0
	for i < len(text) && '0' <= text[i] && text[i] <= '9' {
		n = n*10 + int(text[i]-'0')
		if i++; i > 2 {
			return 0, text, false
		}
	}
	return n, text[i:], i > 0
}

// Split returns hour and minute.
func (c Clock) Split() (hour, minute int) { return int(c.minute) / 60, int(c.minute) % 60 }

// Minutes returns the minutes that a day without a clock change has had by then.
func (c Clock) Minutes() int { return int(c.minute) }

// Before reports whether c is earlier in the day than other.
func (c Clock) Before(other Clock) bool { return c.minute < other.minute }

// seconds returns the time of day in seconds since midnight.
func (c Clock) seconds() int64 { return int64(c.minute) * 60 }

// String returns the form 15:00 or 09:30.
func (c Clock) String() string { return clockText(int(c.minute)) }

// clockText prints minutes since midnight, 24:00 included.
func clockText(minute int) string { return fmt.Sprintf("%02d:%02d", minute/60, minute%60) }

// MarshalText writes the form of [Clock.String].
func (c Clock) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// UnmarshalText reads what [ParseClock] reads.
func (c *Clock) UnmarshalText(text []byte) error { return c.read(string(text)) }

// Value stores the time of day as text.
func (c Clock) Value() (driver.Value, error) { return c.String(), nil }

// Scan reads what Value stored; it refuses NULL, which is no time of day.
func (c *Clock) Scan(stored any) error { return scanText(stored, c.read) }

func (c *Clock) read(text string) (err error) {
	*c, err = ParseClock(text)
	return err
}
