package worktime

import (
	"database/sql/driver"
	"fmt"
	"time"
)

// Date is a day of the civil (Gregorian) calendar in the years 1 to 9999,
// without a zone. It is comparable with ==. The zero Date is no date: it prints
// as the empty text, is stored as NULL, and comes before every other.
type Date struct {
	// n counts days; 0001-01-01, a Monday, is 1.
	n int32
}

const (
	unixDay = 719163  // the n of 1970-01-01
	lastDay = 3652059 // the n of 9999-12-31
)

// NewDate returns the date of a year, month and day of the month. It refuses
// days that do not exist, such as 30 February.
func NewDate(year int, month time.Month, dayOfMonth int) (Date, error) {
	t := time.Date(year, month, dayOfMonth, 0, 0, 0, 0, time.UTC)
	if y, m, d := t.Date(); y != year || m != month || d != dayOfMonth || y < 1 || y > 9999 {
		return Date{}, &ParseError{
			Text:    fmt.Sprintf("%04d-%02d-%02d", year, int(month), dayOfMonth),
			Problem: "no such day",
		}
	}
	return dateOfDays(t.Unix() / day), nil
}

// dateOfDays returns the date that lies the given days after 1970-01-01, and
// the zero Date outside the years 1 to 9999.
func dateOfDays(days int64) Date {
	if n := days + unixDay; 1 <= n && n <= lastDay {
		return Date{int32(n)}
	}
	return Date{}
}

// DateOf returns the date that calendars in loc show at t.
func DateOf(t time.Time, loc *time.Location) Date {
	_, offset := t.In(loc).Zone()
	seconds := t.Unix() + int64(offset)
	days := seconds / day
	if seconds%day < 0 {
		days--
	}
	return dateOfDays(days)
}

// ParseDate reads the form yyyy-mm-dd of ISO 8601, and nothing else.
func ParseDate(text string) (Date, error) {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil || len(text) != len(time.DateOnly) || t.Year() < 1 {
		return Date{}, &ParseError{Text: text, Problem: "not a date such as 2026-10-08"}
	}
	return NewDate(t.Date())
}

// seconds returns the civil reading of the day's midnight, see resolve.
func (d Date) seconds() int64 { return (int64(d.n) - unixDay) * day }

// midnight returns the date as a time in UTC, for its calendar arithmetic only.
func (d Date) midnight() time.Time { return time.Unix(d.seconds(), 0).UTC() }

// Split returns year, month and day of the month.
func (d Date) Split() (year int, month time.Month, dayOfMonth int) { return d.midnight().Date() }

// Year returns the date's year.
func (d Date) Year() int { return d.midnight().Year() }

// Weekday returns the date's day of the week.
func (d Date) Weekday() time.Weekday { return time.Weekday(d.n % 7) }

// String returns the form yyyy-mm-dd, and nothing for the zero Date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return d.midnight().Format(time.DateOnly)
}

// IsZero reports whether d is no date.
func (d Date) IsZero() bool { return d == Date{} }

// AddDays returns the date n days later, or earlier where n is negative. The
// zero Date stays the zero Date, and so does whatever leaves the years 1 to 9999.
func (d Date) AddDays(n int) Date {
	if d.IsZero() || n > lastDay || n < -lastDay {
		return Date{}
	}
	return dateOfDays(int64(d.n) - unixDay + int64(n))
}

// Sub returns the number of days from other to d: 1 where d is the day after.
func (d Date) Sub(other Date) int { return int(d.n) - int(other.n) }

// Before reports whether d is an earlier day than other.
func (d Date) Before(other Date) bool { return d.n < other.n }

// After reports whether d is a later day than other.
func (d Date) After(other Date) bool { return d.n > other.n }

// Compare returns -1, 0 or +1 as d is before, on or after other, for
// [slices.SortFunc].
func (d Date) Compare(other Date) int {
	switch {
	case d.n < other.n:
		return -1
	case d.n > other.n:
		return +1
	}
	return 0
}

// Start returns the first instant of the day in loc: midnight, or the moment at
// which clocks jump over midnight, or, for a day that the zone skipped, the
// moment at which it did.
func (d Date) Start(loc *time.Location) time.Time {
	return time.Unix(first(d.seconds(), loc), 0).In(loc)
}

// MarshalText writes the form of [Date.String].
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what [ParseDate] reads, and the empty text as the zero Date.
func (d *Date) UnmarshalText(text []byte) error { return d.read(string(text)) }

// Value stores the date as text, and the zero Date as NULL.
func (d Date) Value() (driver.Value, error) { return textValue(d.String()), nil }

// Scan reads what Value stored.
func (d *Date) Scan(stored any) error { return scanText(stored, d.read) }

func (d *Date) read(text string) (err error) {
	if text == "" {
		*d = Date{}
		return nil
	}
	*d, err = ParseDate(text)
	return err
}
