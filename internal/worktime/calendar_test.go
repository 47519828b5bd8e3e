package worktime

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// pauses reads "2026-10-08 to 2026-10-10, …".
func pauses(t testing.TB, text string) []Pause {
	t.Helper()
	var all []Pause
	for part := range strings.SplitSeq(text, ", ") {
		if from, to, some := strings.Cut(part, " to "); some {
			all = append(all, Pause{date(t, from), date(t, to)})
		}
	}
	return all
}

func TestCalendar(t *testing.T) {
	cases := []struct {
		name, start, pauses string
		want                string
	}{
		{"no pause", "2026-09-07", "",
			"1: 2026-09-07 2026-09-13; 2: 2026-09-14 2026-09-20; 3: 2026-09-21 2026-09-27"},
		{"between two weeks", "2026-09-07", "2026-09-14 to 2026-09-20",
			"1: 2026-09-07 2026-09-13; 2: 2026-09-21 2026-09-27 after 2026-09-14; 3: 2026-09-28 2026-10-04"},
		{"in the middle of a week", "2026-09-07", "2026-09-16 to 2026-09-18",
			"1: 2026-09-07 2026-09-13; 2: 2026-09-14 2026-09-23 with 2026-09-16; 3: 2026-09-24 2026-09-30"},
		{"two in one week", "2026-09-07", "2026-09-18 to 2026-09-18, 2026-09-16 to 2026-09-16",
			"1: 2026-09-07 2026-09-13; 2: 2026-09-14 2026-09-22 with 2026-09-16 with 2026-09-18; 3: 2026-09-23 2026-09-29"},
		{"reached only because of the one before", "2026-09-07", "2026-09-08 to 2026-09-09, 2026-09-14 to 2026-09-14",
			"1: 2026-09-07 2026-09-16 with 2026-09-08 with 2026-09-14; 2: 2026-09-17 2026-09-23; 3: 2026-09-24 2026-09-30"},
		{"one after the other", "2026-09-07", "2026-09-14 to 2026-09-15, 2026-09-16 to 2026-09-16",
			"1: 2026-09-07 2026-09-13; 2: 2026-09-17 2026-09-23 after 2026-09-14 after 2026-09-16; 3: 2026-09-24 2026-09-30"},
		{"on the last day", "2026-09-07", "2026-09-27 to 2026-10-10",
			"1: 2026-09-07 2026-09-13; 2: 2026-09-14 2026-09-20; 3: 2026-09-21 2026-10-11 with 2026-09-27"},
		{"from Thursday, over a leap day", "2028-02-17", "",
			"1: 2028-02-17 2028-02-23; 2: 2028-02-24 2028-03-01; 3: 2028-03-02 2028-03-08"},
	}
	for _, c := range cases {
		calendar, err := NewCalendar(date(t, c.start), 3, pauses(t, c.pauses))
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		var got []string
		for _, w := range calendar.WeekSpans() {
			text := string(rune('0'+w.Number)) + ": " + w.From.String() + " " + w.To.String()
			for _, p := range w.PausedBefore {
				text += " after " + p.From.String()
			}
			for _, p := range w.PausedWithin {
				text += " with " + p.From.String()
			}
			got = append(got, text)
		}
		if text := strings.Join(got, "; "); text != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, text, c.want)
		}
	}
}

func TestCalendarRefuses(t *testing.T) {
	cases := []struct {
		name, start string
		weeks       int
		pauses      string
		index       int
		problem     string
	}{
		{"no start", "", 3, "", -1, "start date"},
		{"no weeks", "2026-09-07", 0, "", -1, "weeks"},
		{"too many weeks", "2026-09-07", MaxWeeks + 1, "", -1, "weeks"},
		{"backwards", "2026-09-07", 3, "2026-09-10 to 2026-09-10, 2026-09-16 to 2026-09-15", 1, "before it begins"},
		{"overlap", "2026-09-07", 3, "2026-09-16 to 2026-09-18, 2026-09-10 to 2026-09-16", 0, "overlap"},
		{"on the start", "2026-09-07", 3, "2026-09-07 to 2026-09-08", 0, "start date"},
		{"before the start", "2026-09-07", 3, "2026-09-01 to 2026-09-02", 0, "start date"},
		{"after the end", "2026-09-07", 3, "2026-09-28 to 2026-09-28", 0, "after the last day, 2026-09-27"},
		{"beyond time", "9999-12-20", 3, "", -1, "9999"},
		{"paused beyond time", "9999-12-01", 1, "9999-12-03 to 9999-12-31", -1, "9999"},
	}
	for _, c := range cases {
		start, _ := ParseDate(c.start)
		calendar, err := NewCalendar(start, c.weeks, pauses(t, c.pauses))
		var wrong *CalendarError
		if !errors.As(err, &wrong) || wrong.Pause != c.index || !strings.Contains(err.Error(), c.problem) || calendar.Weeks() != 0 {
			t.Errorf("%s: %v, %v", c.name, calendar, err)
		}
	}
	if _, err := NewCalendar(date(t, "2026-09-07"), 3, []Pause{{From: date(t, "2026-09-10")}}); err == nil {
		t.Error("a pause without an end was taken")
	}
}

func TestWeekOn(t *testing.T) {
	calendar, err := NewCalendar(date(t, "2026-09-07"), 3, pauses(t, "2026-09-14 to 2026-09-15, 2026-09-18 to 2026-09-19"))
	if err != nil {
		t.Fatal(err)
	}
	cases := []struct {
		date string
		n    int
		when Moment
	}{
		{"2026-09-06", 0, BeforeStart}, {"2026-09-07", 1, Active}, {"2026-09-13", 1, Active}, {"2026-09-14", 2, Paused}, {"2026-09-15", 2, Paused},
		{"2026-09-16", 2, Active}, {"2026-09-18", 2, Paused}, {"2026-09-19", 2, Paused}, {"2026-09-20", 2, Active}, {"2026-09-24", 2, Active},
		{"2026-09-25", 3, Active}, {"2026-10-01", 3, Active}, {"2026-10-02", 3, AfterEnd}, {"9999-12-31", 3, AfterEnd},
	}
	for _, c := range cases {
		if n, when := calendar.WeekOn(date(t, c.date)); n != c.n || when != c.when {
			t.Errorf("%s is in week %d, %s; want %d, %s", c.date, n, when, c.n, c.when)
		}
	}
	var names []string
	for when := BeforeStart; when <= AfterEnd; when++ {
		names = append(names, when.String())
	}
	if want := []string{"before", "active", "paused", "after"}; !slices.Equal(names, want) {
		t.Errorf("the moments are called %v, want %v", names, want)
	}
	if calendar.Start() != date(t, "2026-09-07") || calendar.End() != date(t, "2026-10-01") {
		t.Errorf("from %s to %s", calendar.Start(), calendar.End())
	}
	if w, some := calendar.Week(3); !some || w.Number != 3 {
		t.Errorf("week 3 is %v", w)
	}
	for _, n := range []int{0, 4, -1} {
		if w, some := calendar.Week(n); some {
			t.Errorf("week %d is %v", n, w)
		}
	}
	var none Calendar
	if n, when := none.WeekOn(date(t, "2026-09-07")); n != 0 || when != BeforeStart || !none.End().IsZero() || !none.Start().IsZero() {
		t.Error("the zero Calendar has weeks")
	}
}

// TestCalendarDayByDay counts active days one by one.
func TestCalendarDayByDay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		start := Date{rapid.Int32Range(unixDay, unixDay+10000).Draw(t, "start")}
		weeks := rapid.IntRange(1, 15).Draw(t, "weeks")
		var planned []Pause
		paused := map[Date]bool{}
		last := start
		for range rapid.IntRange(0, 5).Draw(t, "pauses") {
			p := Pause{From: last.AddDays(rapid.IntRange(1, 25).Draw(t, "gap"))}
			p.To = p.From.AddDays(rapid.IntRange(0, 20).Draw(t, "length"))
			if ends(start, weeks, paused).Before(p.From) {
				break
			}
			for d := p.From; !d.After(p.To); d = d.AddDays(1) {
				paused[d] = true
			}
			planned = append(planned, p)
			last = p.To
		}
		slices.Reverse(planned)
		calendar, err := NewCalendar(start, weeks, planned)
		if err != nil {
			t.Fatal(err)
		}
		if calendar.End() != ends(start, weeks, paused) || calendar.Weeks() != weeks {
			t.Fatalf("%d weeks from %s with %v end on %s", weeks, start, planned, calendar.End())
		}
		active := 0
		for d := start; !d.After(calendar.End()); d = d.AddDays(1) {
			want := Paused
			if !paused[d] {
				want = Active
				active++
			}
			number := (active + 6) / 7
			if paused[d] {
				number = active/7 + 1
			}
			if n, when := calendar.WeekOn(d); n != number || when != want {
				t.Fatalf("%s is in week %d, %s; want %d, %s", d, n, when, number, want)
			}
			week, _ := calendar.Week(number)
			if slices.Contains(week.Days(), d) == paused[d] {
				t.Fatalf("week %d has the days %v", number, week.Days())
			}
		}
		for _, week := range calendar.WeekSpans() {
			if days := week.Days(); len(days) != 7 || days[0] != week.From || days[6] != week.To {
				t.Fatalf("week %v has the days %v", week, days)
			}
		}
	})
}

// ends counts to the last active day.
func ends(start Date, weeks int, paused map[Date]bool) Date {
	d, active := start, 1
	for active < 7*weeks {
		if d = d.AddDays(1); !paused[d] {
			active++
		}
	}
	return d
}
