package draft

import (
	"stint/internal/access"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/program"
	"stint/internal/sqldb"
)

const columns = "d.id, d.program_id, d.author_id, d.based_on, d.version, d.pane, d.source, d.created_at, d.changed_at"

func scan(s sqldb.Scanner) (d Draft, err error) {
	return d, s.Scan(&d.ID, sqldb.Maybe(&d.Program), &d.Author, &d.BasedOn, &d.Version, &d.pane, &d.Source, &d.CreatedAt, &d.ChangedAt)
}

// Find returns a draft with its texts, for its author; for everybody else there
// is none.
func Find(tx *sqldb.Tx, a access.Actor, draft id.Draft) (Draft, error) {
	d, err := find(tx, a, access.DraftFind, draft)
	if err != nil {
		return Draft{}, err
	}
	d.Texts, err = texts(tx, d.ID)
	return d, err
}

// FindFor returns the reader's own draft of a program's next version, and whether
// there is one.
func FindFor(tx *sqldb.Tx, a access.Actor, of id.Program) (Draft, bool, error) {
	d, err := findFor(tx, a, of)
	if fault.Is(err, fault.NotFound) {
		return Draft{}, false, nil
	}
	if err != nil {
		return Draft{}, false, err
	}
	d.Texts, err = texts(tx, d.ID)
	return d, true, err
}

// beginning is how much of a draft's page a list holds, in characters.
const beginning = 2000

// List returns the reader's own drafts, those changed last first, each with the
// first 2,000 characters of its page: enough for a title.
func List(tx *sqldb.Tx, a access.Actor) ([]Draft, error) {
	if err := access.Check(a, access.DraftFind, access.Roles{access.Self}, "draft"); err != nil {
		return nil, err
	}
	return sqldb.List(tx, func(s sqldb.Scanner) (d Draft, err error) {
		return d, s.Scan(&d.ID, sqldb.Maybe(&d.Program), &d.Author, &d.BasedOn, &d.Version, &d.Source, &d.CreatedAt, &d.ChangedAt)
	}, `SELECT d.id, d.program_id, d.author_id, d.based_on, d.version, substr(d.source, 1, ?), d.created_at, d.changed_at
		FROM program_draft d WHERE d.author_id = ? ORDER BY d.changed_at DESC, d.id DESC LIMIT 200`, beginning, a.Person)
}

// find returns an own draft without its texts, where the action may be done. To
// change one that was published or thrown away is Conflict, for its author.
func find(tx *sqldb.Tx, a access.Actor, action access.Action, draft id.Draft) (Draft, error) {
	d, err := sqldb.Find(tx, "draft", scan, "SELECT "+columns+" FROM program_draft d WHERE d.id = ? AND d.author_id = ?", draft, a.Person)
	if err != nil {
		// Whoever is nobody here is asked to sign in, whatever the address.
		if a.Anonymous() {
			err = access.Check(a, action, nil, "draft")
		} else if action == access.DraftWrite && fault.Is(err, fault.NotFound) {
			if e, lost := FindEnded(tx, a, draft); lost == nil {
				err = e.fault()
			} else if !fault.Is(lost, fault.NotFound) {
				err = lost
			}
		}
		return Draft{}, err
	}
	return d, access.Check(a, action, access.Roles{access.Self}, "draft")
}

func findFor(tx *sqldb.Tx, a access.Actor, of id.Program) (Draft, error) {
	if err := access.Check(a, access.DraftFind, access.Roles{access.Self}, "draft"); err != nil {
		return Draft{}, err
	}
	return sqldb.Find(tx, "draft", scan, "SELECT "+columns+" FROM program_draft d WHERE d.program_id = ? AND d.author_id = ?", of, a.Person)
}

func texts(tx *sqldb.Tx, draft id.Draft) ([]Text, error) {
	return sqldb.List(tx, func(s sqldb.Scanner) (t Text, err error) { return t, s.Scan(&t.Version, &t.Source, &t.SavedAt) },
		"SELECT version, source, saved_at FROM program_draft_text WHERE draft_id = ? ORDER BY version", draft)
}

// lock holds a draft for the rest of the transaction.
func lock(tx *sqldb.Tx, draft id.Draft) error {
	_, err := tx.Exec("UPDATE program_draft SET version = version WHERE id = ?", draft)
	return err
}

// insert makes a draft, unless its author has one of the program already.
func insert(tx *sqldb.Tx, d Draft) (bool, error) {
	n, err := tx.Exec(`
		INSERT INTO program_draft (id, program_id, author_id, based_on, version, pane, source, created_at, changed_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
		d.ID, sqldb.Null(d.Program), d.Author, d.BasedOn, d.Version, d.pane, d.Source, tx.Now(), tx.Now())
	return n == 1, err
}

// replace puts another text in the place of a draft's, as its next version.
func replace(tx *sqldb.Tx, d Draft, source, pane string) error {
	return tx.Guard("Another window saved this draft at this moment. What you typed is still in the form. Save it again.",
		"UPDATE program_draft SET source = ?, pane = ?, version = ?, changed_at = ? WHERE id = ? AND version = ?",
		source, pane, d.Version+1, tx.Now(), d.ID, d.Version)
}

// keep sets the draft's present text aside, to be compared.
func keep(tx *sqldb.Tx, d Draft) error {
	n, err := sqldb.Count(tx, "SELECT count(*) FROM program_draft_text WHERE draft_id = ?", d.ID)
	if err != nil {
		return err
	}
	if n >= MaxTexts {
		return fault.New(fault.Conflict, "%d texts of other windows wait for you to choose. They are safe, and what you typed is still in the form. Open the draft in one window and choose first.", n)
	}
	_, err = tx.Exec("INSERT INTO program_draft_text (draft_id, version, source, saved_at) VALUES (?, ?, ?, ?)", d.ID, d.Version, d.Source, d.ChangedAt)
	return err
}

// superseded forgets a text that was set aside and has been written on from.
func superseded(tx *sqldb.Tx, draft id.Draft, version int) error {
	_, err := tx.Exec("DELETE FROM program_draft_text WHERE draft_id = ? AND version = ?", draft, version)
	return err
}

// forgetTexts forgets what was set aside: its author has chosen.
func forgetTexts(tx *sqldb.Tx, draft id.Draft) error {
	_, err := tx.Exec("DELETE FROM program_draft_text WHERE draft_id = ?", draft)
	return err
}

// remove ends a draft in the state that its author has seen, with the version that
// was made of it; zero where none was.
func remove(tx *sqldb.Tx, d Draft, version int, made program.Imported) error {
	if err := forgetTexts(tx, d.ID); err != nil {
		return err
	}
	if err := remember(tx, d, made.Program, made.Number); err != nil {
		return err
	}
	return tx.Guard(changed, "DELETE FROM program_draft WHERE id = ? AND version = ?", d.ID, version)
}

// changed answers whoever decides about a text that is another one by now.
const changed = "This draft was saved again since you looked at it, in another window. Nothing has been changed. Look at it as it is now, and decide again."
