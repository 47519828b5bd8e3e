package meeting

import (
	"stint/internal/access"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/sqldb"
)

const itemColumns = `a.id, a.internship_id, a.meeting_id, a.kind, a.source_id, a.title, a.minutes, a.position, a.state, a.state_at, a.state_by,
	a.added_by, a.created_at, a.version`

func (i *Item) columns() []any {
	return []any{&i.ID, &i.Internship, &i.Meeting, &i.Kind, &i.Source, &i.Title, &i.Minutes, &i.Position, &i.State, &i.StateAt, sqldb.Maybe(&i.StateBy),
		sqldb.Maybe(&i.AddedBy), &i.CreatedAt, &i.Version}
}

func scanItem(s sqldb.Scanner) (i Item, err error) { return i, s.Scan(i.columns()...) }

func placementColumns(item, meeting string) string {
	return ", " + item + ".id, " + meeting + ".id, " + meeting + ".date, " + meeting + ".starts_at, " + item + ".state, " + item + ".state_by"
}

// scanChained reads an item with its neighbors in the chain.
func scanChained(s sqldb.Scanner) (i Item, err error) {
	var from, to Placement
	dest := i.columns()
	for _, p := range []*Placement{&from, &to} {
		dest = append(dest, sqldb.Maybe(&p.Item), sqldb.Maybe(&p.Meeting), &p.Date, &p.Starts, sqldb.Maybe(&p.State), sqldb.Maybe(&p.By))
	}
	if err := s.Scan(dest...); err != nil {
		return i, err
	}
	// The neighbor is shown where its meeting may be seen.
	if from.Meeting != "" {
		i.From = &from
	}
	if to.Meeting != "" {
		i.To = &to
	}
	return i, nil
}

// listItems returns items with their neighbors. The condition is about a, the
// item, and m, its meeting; whether the actor may see those is for the caller.
func listItems(tx *sqldb.Tx, reader access.Actor, condition string, args ...any) ([]Item, error) {
	seenFrom, argsFrom := during(reader, "fm.internship_id", "fm.starts_at")
	seenTo, argsTo := during(reader, "tm.internship_id", "tm.starts_at")
	return sqldb.List(tx, scanChained, "SELECT "+itemColumns+placementColumns("f", "fm")+placementColumns("t", "tm")+`
		FROM agenda_item a JOIN meeting m ON m.id = a.meeting_id
		LEFT JOIN agenda_item f ON f.id = a.continues
		LEFT JOIN meeting fm ON fm.id = f.meeting_id AND `+seenFrom+`
		LEFT JOIN agenda_item t ON t.continues = a.id AND t.state <> 'withdrawn'
		LEFT JOIN meeting tm ON tm.id = t.meeting_id AND `+seenTo+`
		WHERE `+condition, append(append(argsFrom, argsTo...), args...)...)
}

// findItem returns an item, whoever asks.
func findItem(tx *sqldb.Tx, item id.AgendaItem) (Item, error) {
	items, err := listItems(tx, access.System(access.ViaJob), "a.id = ?", item)
	if err != nil || len(items) == 0 {
		if err == nil {
			err = fault.Missing("agenda item")
		}
		return Item{}, err
	}
	return items[0], nil
}

// insertItem puts an item at the end of its meeting's agenda.
func insertItem(tx *sqldb.Tx, i Item, continues id.AgendaItem) error {
	_, err := tx.Exec(`
		INSERT INTO agenda_item (id, internship_id, meeting_id, position, kind, source_id, title, minutes, state, continues, added_by, created_at, version)
		SELECT ?, ?, ?, COALESCE(MAX(position), 0) + 1, ?, ?, ?, ?, 'open', ?, ?, CAST(? AS BIGINT), ? FROM agenda_item WHERE meeting_id = ?`,
		i.ID, i.Internship, i.Meeting, i.Kind, i.Source, i.Title, i.Minutes, sqldb.Null(continues), sqldb.Null(i.AddedBy), tx.Now(), i.Version, i.Meeting)
	return err
}

// setState brings an item from one state to another, if nobody was quicker.
func setState(tx *sqldb.Tx, i Item, to ItemState, by id.Person) error {
	return tx.Guard(quicker, `
		UPDATE agenda_item SET state = ?, state_at = ?, state_by = ?, version = version + 1 WHERE id = ? AND state = ? AND version = ?`,
		to, tx.Now(), sqldb.Null(by), i.ID, i.State, i.Version)
}

const quicker = "Somebody else changed this topic just now. Nothing of yours has been changed. Look at the agenda again."

// comeBack puts an item on a later agenda, as a new item that continues it.
func comeBack(tx *sqldb.Tx, ids *id.Source, i Item, next Meeting) (Item, error) {
	back := Item{
		ID: id.New[id.AgendaItem](ids), Internship: i.Internship, Meeting: next.ID, Kind: i.Kind, Source: i.Source, Title: i.Title,
		Minutes: i.Minutes, State: Open, AddedBy: i.AddedBy, CreatedAt: tx.Now(), Version: i.Version + 1,
	}
	return back, insertItem(tx, back, i.ID)
}

// sweep has the open items of meetings that are over or canceled come back on
// a meeting that lies ahead, if there is one.
func sweep(tx *sqldb.Tx, ids *id.Source, internship id.Internship) error {
	left, err := sqldb.List(tx, scanItem, "SELECT "+itemColumns+`
		FROM agenda_item a JOIN meeting m ON m.id = a.meeting_id
		WHERE m.internship_id = ? AND m.state <> 'planned' AND a.state = 'open' ORDER BY m.starts_at, m.id, a.position, a.id`, internship)
	if err != nil || len(left) == 0 {
		return err
	}
	meetings, err := all(tx, internship)
	if err != nil {
		return err
	}
	byID := map[id.Meeting]Meeting{}
	var coming []Meeting
	for _, m := range meetings {
		byID[m.ID] = m
		if m.Ahead(tx.Now()) {
			coming = append(coming, m)
		}
	}
	for _, i := range left {
		next, ok := nextAfter(coming, byID[i.Meeting])
		if !ok {
			continue
		}
		if err := setState(tx, i, Carried, ""); err != nil {
			return err
		}
		if _, err := comeBack(tx, ids, i, next); err != nil {
			return err
		}
	}
	return nil
}

// NewItem is something to be put on the agenda by its source.
type NewItem struct {
	Internship id.Internship
	Kind       ItemKind
	Source     string    // the id of the prompt or activity
	Title      string    // cut to 500 bytes
	Minutes    int       // an estimate, kept between 1 and MaxItemMinutes
	AddedBy    id.Person // empty: by itself
}

// Add puts a source on the agenda of the next meeting and returns its item. A
// source that is open on an agenda already stays there, with the title and,
// unless somebody chose another, the estimate brought up to date. Where no
// meeting lies ahead it stands on the last one, and goes on when there is a
// next one; an internship without any meeting is a Conflict. The caller has
// checked who asks, and appends the event that tells of it.
func Add(tx *sqldb.Tx, ids *id.Source, n NewItem) (Item, error) {
	if n.Kind.rank() == 0 || n.Kind == KindTopic || n.Source == "" {
		return Item{}, fault.New(fault.Internal, "An agenda item of kind %q from the source %q cannot be.", n.Kind, n.Source)
	}
	n.Title, n.Minutes = clip(n.Title), min(max(n.Minutes, 1), MaxItemMinutes)
	if err := lock(tx, n.Internship); err != nil {
		return Item{}, err
	}
	open, err := ofSource(tx, n.Internship, n.Kind, n.Source, "a.state = 'open'")
	if err != nil {
		return Item{}, err
	}
	if len(open) > 0 {
		return refresh(tx, open[0], n)
	}
	m, err := nextOrLast(tx, n.Internship)
	if err != nil {
		return Item{}, err
	}
	// What was discussed or withdrawn on this very agenda comes back in its
	// place, with the notes on it.
	earlier, err := ofSource(tx, n.Internship, n.Kind, n.Source, "a.state IN ('discussed', 'withdrawn') AND a.meeting_id = ?", m.ID)
	if err != nil {
		return Item{}, err
	}
	if len(earlier) > 0 {
		if err := setState(tx, earlier[0], Open, n.AddedBy); err != nil {
			return Item{}, err
		}
		return findItem(tx, earlier[0].ID)
	}
	is := Item{
		ID: id.New[id.AgendaItem](ids), Internship: n.Internship, Meeting: m.ID, Kind: n.Kind, Source: n.Source, Title: n.Title,
		Minutes: n.Minutes, AddedBy: n.AddedBy, Version: 1,
	}
	if err := insertItem(tx, is, ""); err != nil {
		return Item{}, err
	}
	return findItem(tx, is.ID)
}

// ofSource returns the items of a source, newest first.
func ofSource(tx *sqldb.Tx, internship id.Internship, kind ItemKind, source, condition string, args ...any) ([]Item, error) {
	return listItems(tx, access.System(access.ViaJob), "a.internship_id = ? AND a.kind = ? AND a.source_id = ? AND "+condition+" ORDER BY a.id DESC",
		append([]any{internship, kind, source}, args...)...)
}

// refresh brings an open item up to what its source says now. The first
// version of an item is one whose estimate nobody chose.
func refresh(tx *sqldb.Tx, i Item, n NewItem) (Item, error) {
	if i.Version > 1 {
		n.Minutes = i.Minutes
	}
	if i.Title == n.Title && i.Minutes == n.Minutes {
		return i, nil
	}
	i.Title, i.Minutes = n.Title, n.Minutes
	return i, tx.Guard(quicker, "UPDATE agenda_item SET title = ?, minutes = ? WHERE id = ? AND state = 'open' AND version = ?", i.Title, i.Minutes, i.ID, i.Version)
}

// nextOrLast returns the next meeting, or the last one where none lies ahead.
func nextOrLast(tx *sqldb.Tx, internship id.Internship) (Meeting, error) {
	coming, err := ahead(tx, internship, tx.Now(), 1)
	if err != nil || len(coming) > 0 {
		return firstOf(coming), err
	}
	last, err := sqldb.List(tx, scanMeeting, "SELECT "+meetingColumns+meetingSource+`
		WHERE m.internship_id = ? AND m.state <> 'canceled' ORDER BY m.starts_at DESC, m.id DESC LIMIT 1`, internship)
	if err == nil && len(last) == 0 {
		err = fault.New(fault.Conflict, "There is no meeting to put this on. The 1:1s are made when all four have signed. Nothing has been changed.").WithCode("no-meeting")
	}
	return firstOf(last), err
}

func firstOf(list []Meeting) (m Meeting) {
	if len(list) > 0 {
		m = list[0]
	}
	return m
}

// Remove takes a source off the agenda while it is open there. What was
// discussed stays, and so do notes. The caller has checked who asks, and
// appends the event that tells of it.
func Remove(tx *sqldb.Tx, internship id.Internship, kind ItemKind, source string) error {
	if err := lock(tx, internship); err != nil {
		return err
	}
	_, err := tx.Exec(`
		UPDATE agenda_item SET state = 'withdrawn', state_at = ?, state_by = NULL, version = version + 1
		WHERE internship_id = ? AND kind = ? AND source_id = ? AND state = 'open'`, tx.Now(), internship, kind, source)
	return err
}
