package relay

import (
	"stint/internal/access"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/sqldb"
)

// leftOut is the reason that stands where the program has something no more.
const leftOut = "The program has this no more."

func leaveActivity(tx *sqldb.Tx, activity string) error {
	_, err := tx.Exec(`
		UPDATE activity SET state = 'skipped', state_at = ?, state_by = NULL, reason = ?, changed_at = ?, version = version + 1
		WHERE id = ? AND state = 'open'`, tx.Now(), leftOut, tx.Now(), activity)
	return err
}

func leavePrompt(tx *sqldb.Tx, prompt, head string) error {
	if _, err := tx.Exec("UPDATE prompt SET state = 'skipped', state_at = ?, reason = ? WHERE id = ? AND state = 'open'", tx.Now(), leftOut, prompt); err != nil {
		return err
	}
	return follow(tx, head)
}

// bringBack opens again what was left out because the program had it no more.
func bringBack(tx *sqldb.Tx, activity string) error {
	_, err := tx.Exec(`
		UPDATE activity SET state = 'open', state_at = NULL, reason = '', changed_at = ?, version = version + 1
		WHERE id = ? AND state = 'skipped' AND state_by IS NULL`, tx.Now(), activity)
	return err
}

func bringPromptBack(tx *sqldb.Tx, prompt, head string) error {
	n, err := tx.Exec("UPDATE prompt SET state = 'open', state_at = ?, reason = '' WHERE id = ? AND state = 'skipped' AND reason = ?", tx.Now(), prompt, leftOut)
	if err != nil || n == 0 {
		return err
	}
	return follow(tx, head)
}

// bringForward puts what was laid into a week that is past into the week of
// today, open.
func bringForward(tx *sqldb.Tx, activity string, week int) error {
	_, err := tx.Exec(`
		UPDATE activity SET week = ?, state = 'open', state_at = NULL, state_by = NULL, reason = '', changed_at = ?, version = version + 1
		WHERE id = ? AND state IN ('open', 'waived')`, week, tx.Now(), activity)
	return err
}

// mark marks an activity or a question, once. What is marked already keeps what
// it said first, but is told to be gone where it is.
func mark(tx *sqldb.Tx, ids *id.Source, of id.Internship, r row, kind Kind, was string) error {
	question := ""
	if r.head != r.id {
		question = r.id
	}
	_, err := tx.Exec(`
		INSERT INTO version_mark (id, internship_id, activity_id, prompt_id, kind, was, made_at) VALUES (?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (activity_id, prompt_id) WHERE dismissed_at IS NULL DO UPDATE SET kind = excluded.kind`,
		id.New[id.VersionMark](ids), of, r.head, question, kind, was, tx.Now())
	return err
}

// dropPointless takes away marks of what is back on the page, or reads as it did
// again, or is not there any more. It returns what somebody was told to be gone
// and still is, by the id of the activity or question: that is told once.
func dropPointless(tx *sqldb.Tx, of id.Internship, activities, prompts map[string]row, on map[string]bool) (map[string]bool, error) {
	marks, err := sqldb.List(tx, scanMark, `
		SELECT id, activity_id, prompt_id, kind, was, made_at FROM version_mark WHERE internship_id = ? ORDER BY id`, of)
	if err != nil {
		return nil, err
	}
	told := map[string]bool{}
	for _, m := range marks {
		about, rows := string(m.Activity), activities
		if m.Prompt != "" {
			about, rows = string(m.Prompt), prompts
		}
		r, there := rows[about]
		back := m.Kind == Gone && on[r.source]
		same := m.Kind == Changed && r.text == m.Was
		if there && !back && !same {
			told[about] = told[about] || m.Kind == Gone
			continue
		}
		if _, err := tx.Exec("DELETE FROM version_mark WHERE id = ?", m.ID); err != nil {
			return nil, err
		}
	}
	return told, nil
}

func scanMark(s sqldb.Scanner) (m Mark, err error) {
	return m, s.Scan(&m.ID, &m.Activity, &m.Prompt, &m.Kind, &m.Was, &m.At)
}

func marksOf(tx *sqldb.Tx, of id.Internship) ([]Mark, error) {
	return sqldb.List(tx, scanMark, `
		SELECT id, activity_id, prompt_id, kind, was, made_at FROM version_mark
		WHERE internship_id = ? AND dismissed_at IS NULL ORDER BY id`, of)
}

// Marks returns the open marks of a plan, oldest first, for everybody who may
// see the plan.
func Marks(tx *sqldb.Tx, a access.Actor, of id.Internship) ([]Mark, error) {
	if _, err := access.Require(tx, a, access.PlanFind, of); err != nil {
		return nil, err
	}
	return marksOf(tx, of)
}

// InternshipOf returns whose plan a mark is on. The caller checks who asks.
func InternshipOf(tx *sqldb.Tx, mark id.VersionMark) (id.Internship, error) {
	return sqldb.Find(tx, "mark", func(s sqldb.Scanner) (of id.Internship, err error) { return of, s.Scan(&of) },
		"SELECT internship_id FROM version_mark WHERE id = ?", mark)
}

// Dismiss puts a mark away, and reports whether it was still there to be put
// away. The caller has checked that the actor may.
func Dismiss(tx *sqldb.Tx, by access.Actor, mark id.VersionMark) (bool, error) {
	if by.Person == "" {
		return false, fault.New(fault.Forbidden, "This is for the intern or the mentor to do. Nothing has been changed.")
	}
	n, err := tx.Exec("UPDATE version_mark SET dismissed_at = ?, dismissed_by = ? WHERE id = ? AND dismissed_at IS NULL", tx.Now(), by.Person, mark)
	return n > 0, err
}
