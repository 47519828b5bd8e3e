package worktime

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestDaysOff(t *testing.T) {
	off := Weekend(date(t, "2026-12-25"), date(t, "2026-12-26"), date(t, "2026-12-25"))
	for text, want := range map[string]string{
		"2026-12-24": "2026-12-24", "2026-12-25": "2026-12-28", "2026-12-26": "2026-12-28", "2026-12-27": "2026-12-28", "2026-12-28": "2026-12-28",
	} {
		if got := off.NextWorkingDay(date(t, text)); got.String() != want {
			t.Errorf("the next working day from %s is %s, want %s", text, got, want)
		}
		if off.Off(date(t, text)) != (text != want) {
			t.Errorf("%s is wrongly a working day or not", text)
		}
	}
	for n, want := range map[int]string{-1: "2026-12-23", 0: "2026-12-23", 1: "2026-12-24", 2: "2026-12-28", 5: "2026-12-31", 7: "2027-01-04"} {
		if got := off.AddWorkingDays(date(t, "2026-12-23"), n); got.String() != want {
			t.Errorf("%d working days after 2026-12-23 is %s, want %s", n, got, want)
		}
	}
	if got := off.WorkingDaysBetween(date(t, "2026-12-21"), date(t, "2026-12-28")); got != 4 {
		t.Errorf("Christmas week has %d working days", got)
	}
	if (DaysOff{}).Off(date(t, "2026-12-25")) {
		t.Error("nobody said that Christmas is off")
	}
	if got := off.NextWorkingDay(Date{}); !got.IsZero() {
		t.Errorf("the next working day of no date is %s", got)
	}
}

func TestNewDaysOff(t *testing.T) {
	all := []time.Weekday{0, 1, 2, 3, 4, 5, 6}
	if _, err := NewDaysOff(all, nil); err == nil {
		t.Error("a week without a working day was taken")
	}
	if _, err := NewDaysOff([]time.Weekday{7}, nil); err == nil {
		t.Error("an eighth weekday was taken")
	}
	off, err := NewDaysOff(all[:6], nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := off.AddWorkingDays(date(t, "9999-12-20"), 3); !got.IsZero() {
		t.Errorf("a working day after the end of all days: %s", got)
	}
}

func TestWorkingDaysOneByOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from := Date{rapid.Int32Range(unixDay, unixDay+400).Draw(t, "from")}
		to := from.AddDays(rapid.IntRange(-10, 400).Draw(t, "days"))
		dates := rapid.SliceOf(rapid.Map(rapid.IntRange(-5, 405), from.AddDays)).Draw(t, "dates")
		weekdays := rapid.SliceOfNDistinct(rapid.Map(rapid.IntRange(0, 6), func(n int) time.Weekday { return time.Weekday(n) }), 0, 6, rapid.ID).Draw(t, "weekdays")
		off, err := NewDaysOff(weekdays, dates)
		if err != nil {
			t.Fatal(err)
		}
		count := 0
		for d := from; d.Before(to); d = d.AddDays(1) {
			if !off.Off(d) {
				count++
			}
		}
		if got := off.WorkingDaysBetween(from, to); got != count {
			t.Fatalf("from %s to %s there are %d working days, want %d", from, to, got, count)
		}
		if count > 0 && !off.Off(from) {
			last := off.AddWorkingDays(from, count-1)
			if !last.Before(to) || off.WorkingDaysBetween(from, last) != count-1 {
				t.Fatalf("working day %d from %s is %s, outside %s", count, from, last, to)
			}
		}
	})
}
