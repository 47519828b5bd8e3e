package hours_test

import (
	"testing"

	"stint/internal/plan/hours"
	"stint/internal/worktime"
)

func TestParseLength(t *testing.T) {
	for text, want := range map[string]int{
		"1.5": 90, "1,5": 90, ".5": 30, "8": 480, "0.25": 15, "1:30": 90, "0:05": 5, "1 h 30": 90, "1h30m": 90, "1h30": 90, "2h": 120, "2 hours": 120,
		"1.5 h": 90, "90m": 90, "90 min": 90, "45 minutes": 45, " 1 H ": 60, "24": 1440, "0.33": 20, "1 h": 60, "1 hr 5 mins": 65,
	} {
		if got, problem := hours.ParseLength(text); problem != "" || got != want {
			t.Errorf("%q: %d, %s, want %d", text, got, problem, want)
		}
	}
	for _, text := range []string{"", "0", "0:00", "0 min", "-1", "25", "24:01", "1:60", "1:5", "a", "1h2h", "1e3", "1.5.5", "h", "99999999999999999999", "∞", "NaN", "1 30 h", "."} {
		if got, problem := hours.ParseLength(text); problem == "" {
			t.Errorf("%q was read as %d minutes", text, got)
		}
	}
}

func FuzzParseLength(f *testing.F) {
	f.Add("1 h 30")
	f.Fuzz(func(t *testing.T, text string) {
		if minutes, problem := hours.ParseLength(text); problem == "" && (minutes <= 0 || minutes > hours.MaxDay) {
			t.Fatalf("%q: %d", text, minutes)
		}
	})
}

func date(t *testing.T, text string) worktime.Date {
	t.Helper()
	d, err := worktime.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestPace(t *testing.T) {
	pause := []worktime.Pause{{From: date(t, "2026-09-17"), To: date(t, "2026-09-23")}}
	calendar, err := worktime.NewCalendar(date(t, "2026-09-07"), 3, pause)
	if err != nil {
		t.Fatal(err)
	}
	midweek, err := worktime.NewCalendar(date(t, "2026-09-10"), 1, nil) // a Thursday
	if err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		calendar worktime.Calendar
		week     int
		today    string
		want     int
	}{
		"Monday": {calendar, 1, "2026-09-07", 96}, "Wednesday": {calendar, 1, "2026-09-09", 288}, "Friday": {calendar, 1, "2026-09-11", 480},
		"Sunday": {calendar, 1, "2026-09-13", 480}, "before it": {calendar, 2, "2026-09-13", 0}, "long after": {calendar, 1, "2027-01-01", 480},
		"in the pause within it": {calendar, 2, "2026-09-20", 288}, "behind the pause": {calendar, 2, "2026-09-24", 384},
		"from a Thursday": {midweek, 1, "2026-09-11", 192}, "over its weekend": {midweek, 1, "2026-09-13", 192}, "on its Monday": {midweek, 1, "2026-09-14", 288},
	} {
		week, ok := test.calendar.Week(test.week)
		if !ok {
			t.Fatal(name)
		}
		if got := hours.Pace(week, date(t, test.today), 480); got != test.want {
			t.Errorf("%s: %d of 480, want %d", name, got, test.want)
		}
	}
}
