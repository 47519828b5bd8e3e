package reminder_test

import (
	"testing"
	"time"

	"stint/internal/internship/reminder"
	"stint/internal/person"
)

func TestDueCountsTheSignersWorkingDays(t *testing.T) {
	office := person.Person{Zone: "Europe/Amsterdam", WorkingHours: "Mon-Fri 08:30-17:00"}
	short := person.Person{Zone: "Europe/Paris", WorkingHours: "Mon-Thu 09:00-18:00"}
	nights := person.Person{Zone: "Europe/Vienna", WorkingHours: "Sun-Thu 22:00-06:00"}
	silent := person.Person{Zone: "Asia/Tokyo"}
	thursday := time.Date(2026, 8, 6, 13, 0, 0, 0, time.UTC)
	at := func(day, hour, minute int) time.Time { return time.Date(2026, 8, day, hour, minute, 0, 0, time.UTC) }
	for name, c := range map[string]struct {
		who  person.Person
		now  time.Time
		told int
		want int
	}{
		"the next day is too early":              {office, at(7, 12, 0), 0, 0},
		"a weekend does not count":               {office, at(9, 12, 0), 0, 0},
		"two working days later":                 {office, at(10, 12, 0), 0, reminder.First},
		"not before their day begins":            {office, at(10, 6, 29), 0, 0},
		"when their day begins":                  {office, at(10, 6, 30), 0, reminder.First},
		"told once":                              {office, at(11, 12, 0), 1, 0},
		"four working days later":                {office, at(12, 12, 0), 1, reminder.Second},
		"six working days later":                 {office, at(14, 12, 0), 2, reminder.Stuck},
		"after a standstill only the last":       {office, at(20, 12, 0), 0, reminder.Stuck},
		"then nothing":                           {office, at(28, 12, 0), 3, 0},
		"quiet on Saturday":                      {office, at(15, 12, 0), 2, 0},
		"a Friday off does not count":            {short, at(10, 12, 0), 0, 0},
		"with a Friday off, on the Tuesday":      {short, at(11, 12, 0), 0, reminder.First},
		"quiet on the Friday off":                {short, at(14, 12, 0), 1, 0},
		"nights begin in the evening":            {nights, at(10, 12, 0), 0, 0},
		"a night worker on Monday night":         {nights, at(10, 20, 0), 0, reminder.First},
		"who never said works nine to something": {silent, at(9, 23, 59), 0, 0},
		"and from nine on Monday":                {silent, at(10, 0, 0), 0, reminder.First},
	} {
		if got := reminder.Due(c.who, thursday, c.now, c.told); got != c.want {
			t.Errorf("%s: step %d, want %d", name, got, c.want)
		}
	}
}
