package meeting

import (
	"strings"
	"time"

	"stint/internal/access"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/internship"
	"stint/internal/sqldb"
)

// A meeting that lay ahead when its internship came to its end is canceled,
// also before Turn has written that down.
const meetingColumns = `m.id, m.internship_id, m.kind, m.week, m.date, m.time, m.zone, m.starts_at, m.minutes,
	CASE WHEN m.state = 'planned' AND i.ended_at < m.starts_at THEN 'canceled' ELSE m.state END, m.by_hand, m.series_date <> '', m.version`

const meetingSource = ` FROM meeting m JOIN internship i ON i.id = m.internship_id `

func scanMeeting(s sqldb.Scanner) (m Meeting, err error) {
	return m, s.Scan(&m.ID, &m.Internship, &m.Kind, &m.Week, &m.Date, &m.Time, &m.Zone, &m.Starts, &m.Minutes, &m.State, &m.ByHand, &m.Series, &m.Version)
}

// endsAfter is the condition that a meeting ends after a moment, given as the
// last argument.
const endsAfter = `m.starts_at + CAST(m.minutes AS BIGINT) * 60000000 > ?`

// lock holds an internship for the rest of the transaction. Whoever changes
// its meetings or agendas locks it first.
func lock(tx *sqldb.Tx, internship id.Internship) error {
	n, err := tx.Exec("UPDATE internship SET state = state WHERE id = ?", internship)
	if err == nil && n == 0 {
		err = fault.Missing("internship")
	}
	return err
}

// pair are the roles for which meetings are there.
func pair() []access.Role {
	rule, _ := access.RuleOf(access.MeetingFind)
	return rule.Do
}

// during returns the condition that an actor was one of the pair at a moment
// of an internship, and its arguments. Both are SQL expressions.
func during(a access.Actor, internship, moment string) (string, []any) {
	if a.IsSystem() {
		return "1 = 1", nil
	}
	roles, args := sqldb.In(pair())
	condition := `EXISTS (SELECT 1 FROM party v WHERE v.internship_id = ` + internship + ` AND v.person_id = ? AND v.role IN ` + roles + `
		AND v.from_at <= ` + moment + ` AND (v.until_at IS NULL OR v.until_at > ` + moment + `))`
	return condition, append([]any{a.Person}, args...)
}

// find returns a meeting that the actor may see; it is NotFound otherwise.
func find(tx *sqldb.Tx, a access.Actor, meeting id.Meeting) (Meeting, error) {
	if a.Anonymous() {
		return Meeting{}, access.Check(a, access.MeetingFind, nil, "meeting")
	}
	seen, args := during(a, "m.internship_id", "m.starts_at")
	return sqldb.Find(tx, "meeting", scanMeeting, "SELECT "+meetingColumns+meetingSource+"WHERE m.id = ? AND "+seen, append([]any{meeting}, args...)...)
}

// ahead returns the planned meetings of an internship that are not over at a
// moment, in order of time.
func ahead(tx *sqldb.Tx, internship id.Internship, at time.Time, limit int) ([]Meeting, error) {
	return sqldb.List(tx, scanMeeting, "SELECT "+meetingColumns+meetingSource+`
		WHERE m.internship_id = ? AND m.state = 'planned' AND (i.ended_at IS NULL OR i.ended_at >= m.starts_at) AND `+endsAfter+`
		ORDER BY m.starts_at, m.id LIMIT ?`, internship, at, limit)
}

// all returns every meeting of an internship, canceled ones too.
func all(tx *sqldb.Tx, internship id.Internship) ([]Meeting, error) {
	return sqldb.List(tx, scanMeeting, "SELECT "+meetingColumns+meetingSource+"WHERE m.internship_id = ? ORDER BY m.starts_at, m.id", internship)
}

func seriesDate(m Meeting) string {
	if !m.Series {
		return ""
	}
	return m.Date.String()
}

func insert(tx *sqldb.Tx, m Meeting) error {
	_, err := tx.Exec(`
		INSERT INTO meeting (id, internship_id, kind, week, series_date, date, time, zone, starts_at, minutes, state, by_hand, created_at, changed_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		m.ID, m.Internship, m.Kind, m.Week, seriesDate(m), m.Date, m.Time, m.Zone, m.Starts, m.Minutes, m.State, m.ByHand, tx.Now(), tx.Now())
	return err
}

// save writes where a meeting is now, if it still is where it was.
func save(tx *sqldb.Tx, was, is Meeting) error {
	n, err := tx.Exec(`
		UPDATE meeting SET date = ?, time = ?, zone = ?, starts_at = ?, minutes = ?, by_hand = ?, version = version + 1, changed_at = ?,
			series_date = CASE WHEN series_date <> '' AND ? = 0 THEN ? ELSE series_date END
		WHERE id = ? AND state = 'planned' AND version = ?`,
		is.Date, is.Time, is.Zone, is.Starts, is.Minutes, is.ByHand, tx.Now(), is.ByHand, seriesDate(is), was.ID, was.Version)
	if err == nil && n != 1 {
		err = errMoved()
	}
	return err
}

// turnState brings a planned meeting to another state. It reports whether it
// was planned still.
func turnState(tx *sqldb.Tx, m Meeting, to State) (bool, error) {
	n, err := tx.Exec(`
		UPDATE meeting SET state = ?, version = version + 1, changed_at = ?, series_date = CASE ? WHEN 'canceled' THEN '' ELSE series_date END
		WHERE id = ? AND state = 'planned'`, to, tx.Now(), string(to), m.ID)
	return n == 1, err
}

// MakeSeries makes the meetings of an agreement the first time, and has them
// follow it each time its terms change; see Follow. Open items of meetings that
// are canceled come back on the next agenda. It is what internship's hook
// Agreed does for meetings: the agreement's event tells of it, and the caller
// holds the internship's lock.
func MakeSeries(tx *sqldb.Tx, ids *id.Source, a internship.Agreement) error {
	existing, err := all(tx, a.Internship)
	if err != nil {
		return err
	}
	for _, step := range Follow(existing, a.Terms, a.Previous, tx.Now()) {
		switch step.Verb {
		case VerbAdd:
			is := step.Is
			is.ID, is.Internship = id.New[id.Meeting](ids), a.Internship
			err = insert(tx, is)
		case VerbMove:
			err = save(tx, step.Was, step.Is)
		case VerbCancel:
			_, err = turnState(tx, step.Was, Canceled)
		}
		if err != nil {
			return err
		}
	}
	return sweep(tx, ids, a.Internship)
}

// due returns planned meetings that were over before a moment, at most limit,
// in order of time and after the given one.
func due(tx *sqldb.Tx, before time.Time, after Meeting, limit int) ([]Meeting, error) {
	return sqldb.List(tx, scanMeeting, strings.Join([]string{"SELECT", meetingColumns, meetingSource, `
		WHERE m.state = 'planned' AND m.starts_at < ? AND (m.starts_at, m.id) > (?, ?)
		AND m.starts_at + CAST(m.minutes AS BIGINT) * 60000000 <= ?
		ORDER BY m.starts_at, m.id LIMIT ?`}, " "), before, after.Starts.UnixMicro(), after.ID, before, limit)
}
