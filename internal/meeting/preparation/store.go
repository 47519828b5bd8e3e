package preparation

import (
	"context"
	"time"

	"stint/internal/access"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/sqldb"
)

// Checklist returns the standing items of an internship, for its parties and
// the coordinators of its program. Where the notes are is for intern and mentor.
func Checklist(tx *sqldb.Tx, a access.Actor, internship id.Internship) ([]Line, error) {
	roles, err := access.Require(tx, a, access.PreparationFind, internship)
	if err != nil {
		return nil, err
	}
	list, err := read(tx, internship)
	if !a.IsSystem() && !roles.HasAny(access.Intern, access.Mentor) {
		for i := range list {
			if list[i].Item == Notes {
				list[i].Link = ""
			}
		}
	}
	return list, err
}

// read returns the lines of a checklist, in three queries.
func read(tx *sqldb.Tx, internship id.Internship) ([]Line, error) {
	f := facts{written: map[access.Role]wrote{}, rows: map[Item]row{}}
	var err error
	if f.meetings, err = sqldb.Count(tx, "SELECT count(*) FROM meeting WHERE internship_id = ? AND series_date <> '' AND state <> 'canceled'", internship); err != nil {
		return nil, err
	}
	type done struct {
		item Item
		row
	}
	rows, err := sqldb.List(tx, func(s sqldb.Scanner) (d done, err error) {
		return d, s.Scan(&d.item, &d.doneAt, sqldb.Maybe(&d.doneBy), &d.link, &d.linkedAt, &d.version)
	}, "SELECT item, done_at, done_by, link, linked_at, version FROM preparation WHERE internship_id = ?", internship)
	if err != nil {
		return nil, err
	}
	for _, d := range rows {
		f.rows[d.item] = d.row
	}
	type shared struct {
		role access.Role
		by   id.Person
		at   time.Time
	}
	wants, err := sqldb.List(tx, func(s sqldb.Scanner) (w shared, err error) { return w, s.Scan(&w.role, &w.by, &w.at) }, `
		SELECT p.role, p.person_id, max(w.at) FROM party p JOIN want w ON w.internship_id = p.internship_id AND w.author_id = p.person_id AND w.role = p.role
		WHERE p.internship_id = ? AND p.until_at IS NULL AND p.role IN ('intern', 'mentor') GROUP BY p.role, p.person_id`, internship)
	for _, w := range wants {
		f.written[w.role] = wrote{w.by, w.at}
	}
	return lines(f), err
}

// put stores what is done about an item, if it still has the version that the
// writer saw.
func put(tx *sqldb.Tx, internship id.Internship, i Item, was, is row) error {
	if was.version == 0 {
		n, err := tx.Exec(`
			INSERT INTO preparation (internship_id, item, done_at, done_by, link, linked_at) VALUES (?, ?, ?, ?, ?, ?)
			ON CONFLICT (internship_id, item) DO NOTHING`, internship, i, is.doneAt, sqldb.Null(is.doneBy), is.link, is.linkedAt)
		if err == nil && n == 0 {
			err = fault.New(fault.Conflict, quicker)
		}
		return err
	}
	return tx.Guard(quicker, `
		UPDATE preparation SET done_at = ?, done_by = ?, link = ?, linked_at = ?, version = version + 1 WHERE internship_id = ? AND item = ? AND version = ?`,
		is.doneAt, sqldb.Null(is.doneBy), is.link, is.linkedAt, internship, i, was.version)
}

const quicker = "Somebody else changed this just now. Nothing of yours has been changed. Look at it again."

// Draft is what somebody wrote and has not shared.
type Draft struct {
	Body    string `json:"-"` // Markdown; never kept with an idempotency key
	Version int    // what the next saving begins from; 0 where there is none
	SavedAt time.Time
}

// Want is what somebody wants from an internship, as they shared it.
type Want struct {
	Author  id.Person
	Role    access.Role // intern or mentor, as which they wrote it
	Version int         // 1, 2, 3, … of theirs
	Body    string      // Markdown
	At      time.Time
}

// Wants are what intern and mentor want from an internship, as one of them sees
// it.
type Wants struct {
	Draft  Draft  // the reader's own
	Shared []Want // the newest first
}

// Newest returns the newest version of each author, the intern's first.
func (w Wants) Newest() []Want {
	var list []Want
	for _, role := range []access.Role{access.Intern, access.Mentor} {
		seen := map[id.Person]bool{}
		for _, v := range w.Shared {
			if v.Role == role && !seen[v.Author] {
				seen[v.Author] = true
				list = append(list, v)
			}
		}
	}
	return list
}

// maxWants bounds how many versions are read.
const maxWants = 200

// FindWants returns what intern and mentor want, for these two, as far as it was
// shared while the reader was one of them; their own they find always. A former
// mentor finds what was shared in their time. Who never was one of the two gets
// NotFound.
func FindWants(tx *sqldb.Tx, a access.Actor, internship id.Internship) (Wants, error) {
	if a.Anonymous() {
		return Wants{}, access.Check(a, access.WantFind, nil, "internship")
	}
	ever, err := sqldb.Count(tx, "SELECT count(*) FROM party WHERE internship_id = ? AND person_id = ? AND role IN ('intern', 'mentor')", internship, a.Person)
	if err == nil && ever == 0 && !a.IsSystem() {
		err = fault.Missing("internship")
	}
	if err != nil {
		return Wants{}, err
	}
	var w Wants
	w.Shared, err = sqldb.List(tx, func(s sqldb.Scanner) (v Want, err error) {
		return v, s.Scan(&v.Author, &v.Role, &v.Version, &v.Body, &v.At)
	}, `
		SELECT w.author_id, w.role, w.version, w.body, w.at FROM want w WHERE w.internship_id = ? AND (? = 1 OR w.author_id = ? OR EXISTS (
			SELECT 1 FROM party v WHERE v.internship_id = w.internship_id AND v.person_id = ? AND v.role IN ('intern', 'mentor')
				AND v.from_at <= w.at AND (v.until_at IS NULL OR v.until_at > w.at)))
		ORDER BY w.at DESC, w.author_id, w.version DESC LIMIT ?`, internship, a.IsSystem(), a.Person, a.Person, maxWants)
	if err != nil {
		return w, err
	}
	w.Draft, err = draftOf(tx, internship, a.Person)
	return w, err
}

func draftOf(tx *sqldb.Tx, internship id.Internship, author id.Person) (Draft, error) {
	found, err := sqldb.List(tx, func(s sqldb.Scanner) (d Draft, err error) { return d, s.Scan(&d.Body, &d.Version, &d.SavedAt) },
		"SELECT body, version, saved_at FROM want_draft WHERE internship_id = ? AND author_id = ?", internship, author)
	if err != nil || len(found) == 0 {
		return Draft{}, err
	}
	return found[0], nil
}

// Checklist is the function Checklist in a snapshot of its own.
func (s *Service) Checklist(ctx context.Context, a access.Actor, internship id.Internship) (list []Line, err error) {
	err = s.db.Read(ctx, func(tx *sqldb.Tx) error { list, err = Checklist(tx, a, internship); return err })
	return list, err
}

// FindWants is the function FindWants in a snapshot of its own.
func (s *Service) FindWants(ctx context.Context, a access.Actor, internship id.Internship) (w Wants, err error) {
	err = s.db.Read(ctx, func(tx *sqldb.Tx) error { w, err = FindWants(tx, a, internship); return err })
	return w, err
}
