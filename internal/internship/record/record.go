// Package record stores the revisions of an internship's terms and reads them
// back. Who may see them is for package internship to know.
package record

import (
	"encoding/json"

	"stint/internal/internship/terms"
	"stint/internal/program/mix"
	"stint/internal/sqldb"
	"stint/internal/worktime"
)

// Columns are the columns that Scan reads, of the table terms as t.
const Columns = `t.internship_id, t.revision, t.digest, t.program_version_id, t.intern_id, t.mentor_id, t.start_date, t.zone, t.weeks, t.hours,
	t.rhythm, t.pauses, t.kept, t.entry_week, t.message, t.proposed_by, t.proposed_at`

// Scan reads one revision.
func Scan(s sqldb.Scanner) (t terms.Terms, err error) {
	var pauses, kept string
	if err := s.Scan(&t.Internship, &t.Revision, &t.Digest, &t.ProgramVersion, &t.Intern, &t.Mentor, &t.Start, &t.Zone, &t.Weeks, &t.Minutes,
		&t.Rhythm, &pauses, &kept, &t.EntryWeek, &t.Message, &t.ProposedBy, &t.ProposedAt); err != nil {
		return t, err
	}
	if err := json.Unmarshal([]byte(pauses), &t.Pauses); err != nil || kept == "[]" {
		return t, err
	}
	return t, json.Unmarshal([]byte(kept), &t.Kept)
}

// Insert stores a revision, which is never changed again. It was proposed at the
// transaction’s moment.
func Insert(tx *sqldb.Tx, t terms.Terms) error {
	pauses, err := json.Marshal(append([]worktime.Pause{}, t.Pauses...))
	if err != nil {
		return err
	}
	kept, err := json.Marshal(append([]mix.Kept{}, t.Kept...))
	if err != nil {
		return err
	}
	_, err = tx.Exec(`
		INSERT INTO terms (internship_id, revision, digest, program_version_id, intern_id, mentor_id, start_date, zone, weeks, hours,
			rhythm, pauses, kept, entry_week, message, proposed_by, proposed_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		t.Internship, t.Revision, t.Digest, t.ProgramVersion, t.Intern, t.Mentor, t.Start, t.Zone, t.Weeks, t.Minutes,
		t.Rhythm, string(pauses), string(kept), t.EntryWeek, t.Message, t.ProposedBy, tx.Now())
	return err
}
