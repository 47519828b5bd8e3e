package worktime

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// week reads working hours that a test knows to be right.
func week(t testing.TB, text string) Week {
	t.Helper()
	w, err := ParseWeek(text)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// anyWeek draws working hours of up to 14 shifts.
func anyWeek() *rapid.Generator[Week] {
	return rapid.Custom(func(t *rapid.T) Week {
		var w Week
		for range rapid.IntRange(0, 14).Draw(t, "shifts") {
			from := rapid.IntRange(0, dayMinutes-1).Draw(t, "from")
			length := rapid.IntRange(1, dayMinutes).Draw(t, "length")
			if length == dayMinutes && from != 0 {
				continue // has no text form: 09:00-09:00 is refused
			}
			more := weekOf(append(slices.Clone(w.shifts), shift{rapid.IntRange(0, 6).Draw(t, "day"), from, from + length}))
			if _, _, clash := more.clash(); !clash {
				w = more
			}
		}
		return w
	})
}

func TestParseWeek(t *testing.T) {
	cases := []struct {
		text, want string
		hours      float64
	}{
		{"Mon-Fri 09:00-17:30; Sat 10:00-12:00", "Mon-Fri 09:00-17:30; Sat 10:00-12:00", 44.5},
		{"mon,WED  9:00–12:30 ,13:15 - 17:00 ;Thursday off;", "Mon,Wed 09:00-12:30, 13:15-17:00", 14.5},
		{"Fri-Sun 22:00-06:00", "Fri-Sun 22:00-06:00", 24},
		{"Sun-Tue 20:00-00:00", "Mon,Tue,Sun 20:00-24:00", 12},
		{"Mon-Sun 00:00-24:00", "Mon-Sun 00:00-24:00", 168},
		{"Mon 08:00-12:00; Tue 08:00-12:00; Mon 13:00-17:00", "Mon 08:00-12:00, 13:00-17:00; Tue 08:00-12:00", 12},
		{"Mon 12:00-16:00, 08:00-12:00", "Mon 08:00-12:00, 12:00-16:00", 8},
		{"Tues 08:00-09:00; Thurs 08:00-09:00", "Tue,Thu 08:00-09:00", 2},
		{"Wed-Wed 08:00-09:00", "Wed 08:00-09:00", 1},
		{"Sun 22:00-06:00; Mon 06:00-07:00", "Mon 06:00-07:00; Sun 22:00-06:00", 9},
		{"Sat-Sun off", "", 0},
		{"", "", 0},
	}
	for _, c := range cases {
		w, err := ParseWeek(c.text)
		if err != nil {
			t.Errorf("%q: %v", c.text, err)
			continue
		}
		if w.String() != c.want || w.Hours().Hours() != c.hours || w.IsZero() != (c.hours == 0) {
			t.Errorf("%q is %q of %v, want %q of %v h", c.text, w, w.Hours(), c.want, c.hours)
		}
	}
}

func TestParseWeekErrors(t *testing.T) {
	cases := []struct {
		text    string
		column  int
		problem string
	}{
		{"Mon", 4, "expected a time"},
		{"Mo 09:00-17:00", 1, "expected a day"},
		{"Mon-Fri 9h-17:00", 9, "expected a time"},
		{"Mon-Fri 09:00", 14, "expected a dash"},
		{"Mon-Fri 09:00-", 15, "expected a time"},
		{"Mon-Fri 09:00-17:60", 15, "expected a time"},
		{"Mon-Fri 09:00-25:00", 15, "expected a time"},
		{"Mon-Fri 09:00-17:00 Sat 10:00-12:00", 21, "semicolon"},
		{"Mon-Fri 09:00-17:00, Sat 10:00-12:00", 22, "expected a time"},
		{"Mon-Fri 09:00–17:00; Xyz 10:00-12:00", 22, "expected a day"},
		{"Mon-Fri 09:00-09:00", 9, "no length"},
		{"Mon-Fri 24:00-09:00", 9, "23:59"},
		{"Mon 09:00-12:00; Fri 08:00-09:00; Mon 11:00-13:00", 39, "Mon 09:00-12:00 and Mon 11:00-13:00 overlap"},
		{"Mon 09:00-12:00, 09:00-12:00", 18, "overlap"},
		{"Sun 22:00-06:00; Mon 05:00-09:00", 22, "Sun 22:00-06:00 and Mon 05:00-09:00 overlap"},
		{"Mon 05:00-09:00; Sun 22:00-06:00", 22, "overlap"},
		{"Mon-Tue 22:00-23:00; Mon-Sun 23:00-23:30; Tue 00:00-24:00", 47, "overlap"},
		{"; Mon 09:00-17:00", 1, "expected a day"},
		{"Mon,, 09:00-17:00", 5, "expected a day"},
		{"Mon offf", 5, "expected a time"},
	}
	for _, c := range cases {
		_, err := ParseWeek(c.text)
		var wrong *ParseError
		if !errors.As(err, &wrong) || wrong.Column != c.column || !strings.Contains(wrong.Problem, c.problem) || wrong.Text != c.text {
			t.Errorf("%q: %v, want character %d: … %s …", c.text, err, c.column, c.problem)
		}
	}
}

func TestParseErrorText(t *testing.T) {
	_, err := ParseWeek("Mon-Fri 9h-17:00")
	if want := `"Mon-Fri 9h-17:00", character 9: expected a time such as 09:00`; err == nil || err.Error() != want {
		t.Errorf("the error is %v, want %s", err, want)
	}
	_, err = ParseClock("9h")
	if want := `"9h": not a time such as 09:00`; err == nil || err.Error() != want {
		t.Errorf("the error is %v, want %s", err, want)
	}
}

func TestNewWeek(t *testing.T) {
	night := Shift{time.Sunday, clock(t, "22:00"), clock(t, "06:00")}
	late := Shift{time.Monday, clock(t, "16:00"), clock(t, "00:00")}
	w, err := NewWeek(night, late)
	if err != nil || w.String() != "Mon 16:00-24:00; Sun 22:00-06:00" {
		t.Fatalf("NewWeek = %v, %v", w, err)
	}
	if got := w.Shifts(); !slices.Equal(got, []Shift{late, night}) {
		t.Errorf("the shifts are %v", got)
	}
	if !w.Works(time.Sunday) || w.Works(time.Tuesday) {
		t.Error("works on the wrong days")
	}
	if _, err := NewWeek(night, Shift{time.Monday, clock(t, "05:59"), clock(t, "07:00")}); err == nil {
		t.Error("shifts that overlap from Sunday to Monday were taken")
	}
	if _, err := NewWeek(Shift{Weekday: 7, To: clock(t, "06:00")}); err == nil {
		t.Error("an eighth weekday was taken")
	}
}

func TestWeekRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := anyWeek().Draw(t, "week")
		back, err := ParseWeek(w.String())
		if err != nil || !back.Equal(w) || back.Hours() != w.Hours() {
			t.Fatalf("%q is read as %q, %v", w, back, err)
		}
		if again, err := NewWeek(w.Shifts()...); err != nil || !again.Equal(w) {
			t.Fatalf("the shifts of %q make %q, %v", w, again, err)
		}
	})
}

func TestOnDay(t *testing.T) {
	cases := []struct{ week, date, zone, want string }{
		{"Mon-Fri 09:00-12:30, 13:00-17:30", "2026-10-08", "Europe/Amsterdam", "08T09:00+02:00 08T12:30+02:00, 08T13:00+02:00 08T17:30+02:00"},
		{"Mon-Fri 09:00-17:30", "2026-10-10", "Europe/Amsterdam", ""},
		{"Fri-Sat 22:00-06:00", "2026-10-11", "Europe/Amsterdam", ""},
		// Nine hours in the night in which clocks go back, seven in spring.
		{"Sat 22:00-06:00", "2026-10-24", "Europe/Amsterdam", "24T22:00+02:00 25T06:00+01:00"},
		{"Sat 22:00-06:00", "2026-03-28", "Europe/Amsterdam", "28T22:00+01:00 29T06:00+02:00"},
		// What clocks jump over is no working time.
		{"Sun 02:10-02:50, 02:50-03:20", "2026-03-29", "Europe/Amsterdam", "29T03:00+02:00 29T03:20+02:00"},
		// From the first of two 02:30 on.
		{"Sun 02:30-03:00", "2026-10-25", "Europe/Amsterdam", "25T02:30+02:00 25T03:00+01:00"},
		{"Fri 00:00-24:00", "2011-12-30", "Pacific/Apia", ""},
	}
	for _, c := range cases {
		var got []string
		for _, span := range week(t, c.week).OnDay(date(t, c.date), location(t, c.zone)) {
			got = append(got, span.Start.Format("02T15:04Z07:00")+" "+span.End.Format("02T15:04Z07:00"))
		}
		if text := strings.Join(got, ", "); text != c.want {
			t.Errorf("%q on %s in %s is %q, want %q", c.week, c.date, c.zone, text, c.want)
		}
	}
	if spans := week(t, "Mon-Sun 00:00-24:00").OnDay(Date{}, time.UTC); spans != nil {
		t.Errorf("no date has %v", spans)
	}
}

func FuzzParseWeek(f *testing.F) {
	for _, seed := range []string{
		"Mon-Fri 09:00-17:30; Sat 10:00-12:00", "Fri-Sun 22:00–06:00", "Mon,Wed 9:00-12:30, 13:15-17:00; Thu off", "Sun 22:00-06:00; Mon 05:00-09:00", "é",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		w, err := ParseWeek(text)
		if err != nil {
			var wrong *ParseError
			if !errors.As(err, &wrong) || wrong.Column < 1 || wrong.Column > utf8.RuneCountInString(text)+1 {
				t.Fatalf("%q: %v", text, err)
			}
			return
		}
		if back, err := ParseWeek(w.String()); err != nil || !back.Equal(w) {
			t.Fatalf("%q is written as %q and read as %q, %v", text, w, back, err)
		}
	})
}
