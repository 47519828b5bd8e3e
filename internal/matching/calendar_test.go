package matching_test

import (
	"testing"
	"time"

	"stint/internal/matching"
	"stint/internal/person"
	"stint/internal/worktime"
)

func at(t *testing.T, zone, text string) time.Time {
	t.Helper()
	loc, err := worktime.LoadLocation(zone)
	if err != nil {
		t.Fatal(err)
	}
	moment, err := time.ParseInLocation("2006-01-02 15:04", text, loc)
	if err != nil {
		t.Fatal(err)
	}
	return moment
}

// Deadlines are counted in the mentor's calendar, whatever the clocks do.
func TestDeadlines(t *testing.T) {
	for _, c := range []struct {
		name, zone, hours, asked, nudge, release string
	}{
		{"five days a week", "Europe/Lisbon", "Mon-Fri 09:00-18:00", "2026-10-05 10:00", "2026-10-12 09:00", "2026-10-14 18:00"},
		{"asked on a Saturday", "Europe/Lisbon", "Mon-Fri 09:00-18:00", "2026-10-03 23:30", "2026-10-09 09:00", "2026-10-13 18:00"},
		{"four days a week", "Europe/Paris", "Mon-Thu 09:00-18:00", "2026-10-05 10:00", "2026-10-13 09:00", "2026-10-15 18:00"},
		{"nights into the next day", "Europe/Vienna", "Sun-Thu 22:00-06:00", "2026-10-05 23:00", "2026-10-12 22:00", "2026-10-15 06:00"},
		{"no hours said", "Asia/Kathmandu", "", "2026-10-05 10:00", "2026-10-12 09:00", "2026-10-14 17:00"},
		{"clocks go back in between", "Europe/Lisbon", "Mon-Fri 09:00-18:00", "2026-10-19 10:00", "2026-10-26 09:00", "2026-10-28 18:00"},
		{"clocks go forward in between", "America/New_York", "Mon-Fri 08:30-17:00", "2026-03-02 10:00", "2026-03-09 08:30", "2026-03-11 17:00"},
		{"two spans a day", "Europe/Madrid", "Mon-Fri 09:00-13:00, 15:00-19:00", "2026-10-05 10:00", "2026-10-12 09:00", "2026-10-14 19:00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			mentor := person.Person{Zone: c.zone, WorkingHours: c.hours}
			if c.hours != "" && mentor.Week().IsZero() {
				t.Fatalf("%q are no hours", c.hours)
			}
			got := matching.DeadlinesOf(mentor, at(t, c.zone, c.asked))
			if !got.Nudge.Equal(at(t, c.zone, c.nudge)) || !got.Release.Equal(at(t, c.zone, c.release)) {
				t.Errorf("reminded %s, released %s", got.Nudge.In(mentor.Location()), got.Release.In(mentor.Location()))
			}
		})
	}
}

// Days off that a mentor enters later move both deadlines behind them.
func TestDaysOffMoveTheDeadlines(t *testing.T) {
	day := func(d int) worktime.Date {
		date, err := worktime.NewDate(2026, time.October, d)
		if err != nil {
			t.Fatal(err)
		}
		return date
	}
	mentor := person.Person{Zone: "Europe/Lisbon", WorkingHours: "Mon-Fri 09:00-18:00", DaysOff: []person.DaysOff{{From: day(8), To: day(16)}, {From: day(20), To: day(20)}}}
	got := matching.DeadlinesOf(mentor, at(t, mentor.Zone, "2026-10-05 10:00"))
	if !got.Nudge.Equal(at(t, mentor.Zone, "2026-10-22 09:00")) || !got.Release.Equal(at(t, mentor.Zone, "2026-10-26 18:00")) {
		t.Errorf("reminded %s, released %s", got.Nudge.In(mentor.Location()), got.Release.In(mentor.Location()))
	}
}

func TestASlotIsInTheMiddleOfTheTimeTogether(t *testing.T) {
	monday, err := worktime.NewDate(2026, time.October, 5)
	if err != nil {
		t.Fatal(err)
	}
	noor := person.Person{Zone: "Europe/Amsterdam", WorkingHours: "Mon-Fri 09:00-17:30"}
	for _, c := range []struct {
		name   string
		mentor person.Person
		want   string
	}{
		{"an hour behind", person.Person{Zone: "Europe/Lisbon", WorkingHours: "Mon-Fri 09:00-18:00"}, "Thursday 13:30"},
		{"the late afternoon", person.Person{Zone: "America/Denver", WorkingHours: "Mon-Fri 08:00-17:00"}, "Thursday 16:30"},
		{"not on Thursdays", person.Person{Zone: "Europe/Lisbon", WorkingHours: "Mon-Wed 09:00-18:00"}, "Wednesday 13:30"},
		{"nothing said", person.Person{Zone: "Europe/Amsterdam"}, "Thursday 13:00"},
		{"nobody in common", person.Person{Zone: "Pacific/Auckland", WorkingHours: "Mon-Fri 12:00-17:00"}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			day, clock, found := matching.Slot(noor, c.mentor, monday)
			got := ""
			if found {
				got = day.String() + " " + clock.String()
			}
			if got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}
