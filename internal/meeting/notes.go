package meeting

import (
	"context"

	"stint/internal/access"
	"stint/internal/audit"
	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/sqldb"
)

// WriteNote is a note to be saved.
type WriteNote struct {
	Meeting id.Meeting    `json:"meeting"`
	Item    id.AgendaItem `json:"item"` // of this meeting; empty for the meeting as a whole
	Body    string        `json:"body"` // Markdown, kept as typed, at most 64 KiB; empty empties the note
	Base    int           `json:"base"` // the version that the writing began from; 0 where there was none
}

// Written is a note after saving.
type Written struct {
	Internship id.Internship `json:"internship"`
	Meeting    id.Meeting    `json:"meeting"`
	Item       id.AgendaItem `json:"item"`
	Version    int           `json:"version"` // what the next saving begins from
	// Conflict says that somebody wrote between the base and this version.
	// Both are kept, and Other is theirs: show both, to be compared.
	Conflict bool `json:"conflict"`
	// Other is looked up for each answer, so that no text is kept with the
	// idempotency key.
	Other *NoteVersion `json:"-"`
}

// WriteNote saves a note as a new version, also where somebody else wrote since
// the version that the writing began from: then both are kept, and the answer
// says so. A text that is the newest one already, or that is the base unchanged,
// makes no version. Intern and mentor may, also when the internship is over.
func (s *Service) WriteNote(ctx context.Context, c call.Call, in WriteNote) (Written, error) {
	written, err := call.Do(ctx, s.db, c, "note.write", in, func(tx *sqldb.Tx) (Written, error) {
		m, err := findFor(tx, c.Actor, access.NoteWrite, in.Meeting)
		if err != nil {
			return Written{}, err
		}
		if err := itemOf(tx, m, in.Item); err != nil {
			return Written{}, err
		}
		var fields fault.Fields
		in.Body = checkText(&fields, "body", in.Body, MaxNote)
		if err := fields.Err(); err != nil {
			return Written{}, err
		}
		return s.write(tx, c.Actor, m, in)
	})
	if err != nil || !written.Conflict {
		return written, err
	}
	err = s.db.Read(ctx, func(tx *sqldb.Tx) error {
		written.Other, err = otherText(tx, c.Actor, written, in.Base)
		return err
	})
	return written, err
}

// itemOf checks that an item is of the meeting.
func itemOf(tx *sqldb.Tx, m Meeting, item id.AgendaItem) error {
	if item == "" {
		return nil
	}
	n, err := sqldb.Count(tx, "SELECT count(*) FROM agenda_item WHERE id = ? AND meeting_id = ?", item, m.ID)
	if err == nil && n == 0 {
		err = fault.Missing("agenda item")
	}
	return err
}

// write appends a version under the meeting's lock.
func (s *Service) write(tx *sqldb.Tx, by access.Actor, m Meeting, in WriteNote) (Written, error) {
	if _, err := tx.Exec("UPDATE meeting SET state = state WHERE id = ?", m.ID); err != nil {
		return Written{}, err
	}
	newest, err := latest(tx, m.ID, in.Item)
	if err != nil {
		return Written{}, err
	}
	if in.Base < 0 || in.Base > newest.Version {
		return Written{}, fault.At("base", "There is no version %d of this note. Load the page again; your text is still in the form.", in.Base)
	}
	w := Written{Internship: m.Internship, Meeting: m.ID, Item: in.Item, Version: newest.Version}
	unchanged, err := isBase(tx, m.ID, in)
	if err != nil || unchanged || in.Body == newest.Body {
		return w, err
	}
	w.Version++
	if _, err := tx.Exec("INSERT INTO note (meeting_id, item_id, version, base, author_id, body, at) VALUES (?, ?, ?, ?, ?, ?, ?)",
		m.ID, in.Item, w.Version, in.Base, by.Person, in.Body, tx.Now()); err != nil {
		return Written{}, err
	}
	other, err := otherText(tx, by, w, in.Base)
	if err != nil {
		return Written{}, err
	}
	w.Conflict = other != nil
	return w, s.append(tx, by, m, "note.written", string(m.ID), audit.Facts{
		"item": string(in.Item), "version": audit.Number(w.Version), "base": audit.Number(in.Base),
	})
}

const noteColumns = "n.version, n.base, n.author_id, n.body, n.at"

func (v *NoteVersion) columns() []any { return []any{&v.Version, &v.Base, &v.Author, &v.Body, &v.At} }

func scanVersion(s sqldb.Scanner) (v NoteVersion, err error) { return v, s.Scan(v.columns()...) }

// latest returns the newest version of a note, whoever asks; the zero version
// is the empty page.
func latest(tx *sqldb.Tx, meeting id.Meeting, item id.AgendaItem) (NoteVersion, error) {
	found, err := sqldb.List(tx, scanVersion, "SELECT "+noteColumns+" FROM note n WHERE n.meeting_id = ? AND n.item_id = ? ORDER BY n.version DESC LIMIT 1", meeting, item)
	if err != nil || len(found) == 0 {
		return NoteVersion{}, err
	}
	return found[0], nil
}

// isBase reports whether a text is the one that its writing began from.
func isBase(tx *sqldb.Tx, meeting id.Meeting, in WriteNote) (bool, error) {
	if in.Base == 0 {
		return in.Body == "", nil
	}
	n, err := sqldb.Count(tx, "SELECT count(*) FROM note WHERE meeting_id = ? AND item_id = ? AND version = ? AND body = ?", meeting, in.Item, in.Base, in.Body)
	return n > 0, err
}

// otherText returns what the writer of a version had not seen: the newest
// version between its base and it, if there is one that the reader may see.
// Another person's goes before the writer's own.
func otherText(tx *sqldb.Tx, reader access.Actor, w Written, base int) (*NoteVersion, error) {
	seen, args := during(reader, "m.internship_id", "n.at")
	found, err := sqldb.List(tx, scanVersion, "SELECT "+noteColumns+`
		FROM note n JOIN meeting m ON m.id = n.meeting_id
		WHERE n.meeting_id = ? AND n.item_id = ? AND n.version > ? AND n.version < ? AND `+seen+`
		ORDER BY CASE n.author_id WHEN ? THEN 1 ELSE 0 END, n.version DESC LIMIT 1`,
		append(append([]any{w.Meeting, w.Item, base, w.Version}, args...), reader.Person)...)
	if err != nil || len(found) == 0 {
		return nil, err
	}
	return &found[0], nil
}
