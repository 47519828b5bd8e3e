package hours

import (
	"stint/internal/access"
	"stint/internal/id"
	"stint/internal/plan/bounds"
	"stint/internal/sqldb"
	"stint/internal/worktime"
)

const columns = "id, date, minutes, what, logged_at"

// List returns what was logged on the days from one to another, both included,
// in order of days; a zero Date is no bound. Everybody who sees the plan may
// ask; on what the time went is for intern and mentor.
func List(tx *sqldb.Tx, a access.Actor, of id.Internship, from, to worktime.Date) ([]Entry, error) {
	sight, err := bounds.Look(tx, a, of, "internship")
	if err != nil {
		return nil, err
	}
	return list(tx, sight, of, from, to)
}

func list(tx *sqldb.Tx, sight bounds.Sight, of id.Internship, from, to worktime.Date) ([]Entry, error) {
	return sqldb.List(tx, func(s sqldb.Scanner) (e Entry, err error) {
		err = s.Scan(&e.ID, &e.Date, &e.Minutes, &e.What, &e.LoggedAt)
		if !sight.Shows(e.LoggedAt) {
			e.What = ""
		}
		return e, err
	}, "SELECT "+columns+" FROM hours WHERE internship_id = ? AND date >= ? AND date <= ? AND taken_back_at IS NULL ORDER BY date, id", of, from.String(), last(to))
}

// last is the text of the last day that is asked for; of none, one behind all
// others.
func last(to worktime.Date) string {
	if to.IsZero() {
		return "9999-12-31"
	}
	return to.String()
}

func sum(tx *sqldb.Tx, of id.Internship, from, to worktime.Date) (int, error) {
	return sqldb.Count(tx, "SELECT COALESCE(sum(minutes), 0) FROM hours WHERE internship_id = ? AND date >= ? AND date <= ? AND taken_back_at IS NULL",
		of, from.String(), to.String())
}
