package draft

import (
	"time"

	"stint/internal/access"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/sqldb"
)

// CodeEnded is the code of the Conflict that meets what is sent to a draft that
// its author has published or thrown away.
const CodeEnded = "draft-ended"

// remembered is how long it is known that a draft was there.
const remembered = 365 * 24 * time.Hour

// Ended is what became of a draft.
type Ended struct {
	Draft   id.Draft
	Program id.Program // of the next version, or that was made; empty for none
	Number  int        // of the version that was made; 0 where it was thrown away
	At      time.Time
}

// FindEnded returns what became of a draft, for its author and for a year; for
// everybody else, and while it is there, there is nothing.
func FindEnded(tx *sqldb.Tx, a access.Actor, draft id.Draft) (Ended, error) {
	return sqldb.Find(tx, "draft", func(s sqldb.Scanner) (e Ended, err error) {
		return e, s.Scan(&e.Draft, sqldb.Maybe(&e.Program), &e.Number, &e.At)
	}, "SELECT draft_id, program_id, number, ended_at FROM program_draft_ended WHERE draft_id = ? AND author_id = ? AND ended_at > ?",
		draft, a.Person, tx.Now().Add(-remembered))
}

// fault answers what is sent to it.
func (e Ended) fault() error {
	if e.Number > 0 {
		return fault.New(fault.Conflict, "This draft was published as version %d meanwhile, so it takes no text any more. The version is as it was published. What you sent now is not saved: start a new draft with it.", e.Number).WithCode(CodeEnded)
	}
	return fault.New(fault.Conflict, "This draft was thrown away meanwhile. What you sent now is not saved: start a new draft with it.").WithCode(CodeEnded)
}

// remember notes what becomes of a draft, and forgets those of long ago.
func remember(tx *sqldb.Tx, d Draft, made id.Program, number int) error {
	if _, err := tx.Exec("DELETE FROM program_draft_ended WHERE ended_at <= ?", tx.Now().Add(-remembered)); err != nil {
		return err
	}
	of := d.Program
	if made != "" {
		of = made
	}
	_, err := tx.Exec("INSERT INTO program_draft_ended (draft_id, author_id, program_id, number, ended_at) VALUES (?, ?, ?, ?, ?)",
		d.ID, d.Author, sqldb.Null(of), number, tx.Now())
	return err
}
