package worktime

import (
	"math"
	"testing"
	"time"
)

func TestFormatDate(t *testing.T) {
	today := date(t, "2026-10-08")
	cases := []struct{ date, want, relative string }{
		{"2026-10-08", "Thu 8 October", "today"},
		{"2026-10-09", "Fri 9 October", "tomorrow"},
		{"2026-10-07", "Wed 7 October", "yesterday"},
		{"2026-10-10", "Sat 10 October", "Saturday"},
		{"2026-10-14", "Wed 14 October", "Wednesday"},
		{"2026-10-15", "Thu 15 October", "Thu 15 October"},
		{"2026-10-06", "Tue 6 October", "last Tuesday"},
		{"2026-10-02", "Fri 2 October", "last Friday"},
		{"2026-10-01", "Thu 1 October", "Thu 1 October"},
		{"2027-01-01", "Fri 1 January 2027", "Fri 1 January 2027"},
		{"2025-10-08", "Wed 8 October 2025", "Wed 8 October 2025"},
	}
	for _, c := range cases {
		if got := FormatDate(date(t, c.date), today); got != c.want {
			t.Errorf("%s is written %q, want %q", c.date, got, c.want)
		}
		if got := FormatRelative(date(t, c.date), today); got != c.relative {
			t.Errorf("%s is called %q, want %q", c.date, got, c.relative)
		}
	}
	if got := FormatDate(Date{}, today) + FormatRelative(Date{}, today); got != "" {
		t.Errorf("no date is written %q", got)
	}
	if got := FormatRelative(today, Date{}); got != "Thu 8 October 2026" {
		t.Errorf("without a today, a date is called %q", got)
	}
}

func TestFormatDates(t *testing.T) {
	for _, c := range [][3]string{
		{"2026-09-08", "2026-12-04", "8 September to 4 December 2026"},
		{"2026-10-08", "2026-10-12", "8 to 12 October 2026"},
		{"2026-12-08", "2027-03-04", "8 December 2026 to 4 March 2027"},
		{"2026-10-08", "2026-10-08", "8 October 2026"},
	} {
		if got := FormatDates(date(t, c[0]), date(t, c[1])); got != c[2] {
			t.Errorf("%s to %s is written %q, want %q", c[0], c[1], got, c[2])
		}
	}
	if got := FormatDates(Date{}, date(t, "2026-10-08")); got != "" {
		t.Errorf("from no date is written %q", got)
	}
}

func TestFormatHours(t *testing.T) {
	cases := []struct {
		length         time.Duration
		hours, length2 string
	}{
		{4*time.Hour + 30*time.Minute, "4.5", "4 h 30"},
		{8 * time.Hour, "8", "8 h"},
		{15 * time.Minute, "0.25", "15 min"},
		{90 * time.Minute, "1.5", "1 h 30"},
		{65 * time.Minute, "1.08", "1 h 05"},
		{20 * time.Minute, "0.33", "20 min"},
		{0, "0", "0 min"},
		{59 * time.Second, "0.02", "0 min"},
		{-90 * time.Minute, "-1.5", "−1 h 30"},
		{-time.Second, "0", "0 min"},
		{math.MinInt64, "-2562047.79", "−2562047 h 47"},
		{100 * time.Hour, "100", "100 h"},
	}
	for _, c := range cases {
		if got := FormatHours(c.length); got != c.hours {
			t.Errorf("%v is written %q, want %q", c.length, got, c.hours)
		}
		if got := FormatLength(c.length); got != c.length2 {
			t.Errorf("%v is written %q, want %q", c.length, got, c.length2)
		}
	}
}
