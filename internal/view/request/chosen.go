package request

import (
	"stint/internal/account"
	"stint/internal/id"
	"stint/internal/matching"
	"stint/internal/person"
	"stint/internal/sqldb"
	"stint/internal/worktime"
)

// Chosen returns the mentor whom the intern confirmed, empty where there is
// none, and a weekly 1:1 that suits both in the week from a date; its zone is
// zero where no hour does.
func Chosen(tx *sqldb.Tx, who account.Principal, of id.Internship, from worktime.Date) (mentor id.Person, rhythm worktime.Rhythm, err error) {
	list, err := matching.List(tx, who.Actor, of)
	if err != nil {
		return "", rhythm, err
	}
	for _, r := range list {
		if r.State != matching.Confirmed {
			continue
		}
		known, err := person.Names(tx, []id.Person{r.Intern, r.Mentor})
		if err != nil {
			return "", rhythm, err
		}
		intern := known[r.Intern]
		day, at, found := matching.Slot(intern, known[r.Mentor], from)
		zone, err := worktime.LoadZone(intern.Zone)
		if found && err == nil {
			rhythm = worktime.Rhythm{Weekday: day, Clock: at, Zone: zone}
		}
		return r.Mentor, rhythm, nil
	}
	return "", rhythm, nil
}
