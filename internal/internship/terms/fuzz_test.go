package terms_test

import (
	"testing"

	"stint/internal/internship/terms"
)

// Whatever people write is read without harm, and what passes every rule is
// whole: it has a calendar, and reads the same a second time.
func FuzzDraft(f *testing.F) {
	f.Add("2026-09-07", "Europe/Amsterdam", "Thursday", "15:00", "2026-10-26", "2026-10-30", "Shall we?", 12, 480, 30, 1)
	f.Add("2026-07-27", "Asia/Tokyo", "mon", "9:30", "", "", "", 104, 2400, 120, 3)
	f.Add("9999-12-31", "Local", "", "24:00", "0001-01-01", "9999-12-31", "\x00", -1, -1, -1, -1)
	f.Fuzz(func(t *testing.T, start, zone, weekday, clock, from, to, message string, weeks, hours, minutes, entry int) {
		d := terms.Draft{
			Mentor: ines, ProgramVersion: first, Start: start, Zone: zone, Weeks: weeks, WeekMinutes: hours, Weekday: weekday, Time: clock,
			Minutes: minutes, EntryWeek: entry, Message: message, Pauses: []terms.PauseText{{From: from, To: to}},
		}
		proposed, fields := read(d)
		proposed.Check(&fields, frame())
		if len(fields) > 0 {
			return
		}
		if got := proposed.Calendar().Weeks(); got != weeks {
			t.Errorf("a calendar of %d weeks for %d", got, weeks)
		}
		if _, ok := proposed.Calendar().Week(proposed.EntryWeek); !ok {
			t.Errorf("there is no week %d to enter at", proposed.EntryWeek)
		}
		again, fields := read(terms.Draft{
			Mentor: ines, ProgramVersion: first, Start: proposed.Start.String(), Zone: proposed.Zone, Weeks: proposed.Weeks, WeekMinutes: proposed.Minutes,
			Weekday: proposed.Rhythm.Weekday.String(), Time: proposed.Rhythm.Clock.String(), Minutes: proposed.Rhythm.Minutes, EntryWeek: proposed.EntryWeek,
			Message: proposed.Message, Pauses: []terms.PauseText{{From: proposed.Pauses[0].From.String(), To: proposed.Pauses[0].To.String()}},
		})
		if len(fields) > 0 || again.Sum() != proposed.Sum() {
			t.Errorf("%+v reads as %+v: %v", proposed, again, fields)
		}
	})
}
