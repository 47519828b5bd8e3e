package meeting

import (
	"time"

	"stint/internal/access"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/sqldb"
)

// Find returns a meeting, for those who were intern or mentor when it takes or
// took place. For everybody else it is NotFound.
func Find(tx *sqldb.Tx, a access.Actor, meeting id.Meeting) (Meeting, error) {
	return find(tx, a, meeting)
}

// List returns the meetings of an internship that the actor may see, in order
// of time. Canceled ones are among them only where something was written or
// left open in them. Who never was intern or mentor there gets NotFound.
func List(tx *sqldb.Tx, a access.Actor, internship id.Internship) ([]Meeting, error) {
	if err := requireEver(tx, a, internship); err != nil {
		return nil, err
	}
	seen, args := during(a, "m.internship_id", "m.starts_at")
	return sqldb.List(tx, scanMeeting, "SELECT "+meetingColumns+meetingSource+`
		WHERE m.internship_id = ? AND (m.state = 'held'
			OR m.state = 'planned' AND (i.ended_at IS NULL OR i.ended_at >= m.starts_at)
			OR EXISTS (SELECT 1 FROM note n WHERE n.meeting_id = m.id)
			OR EXISTS (SELECT 1 FROM agenda_item a WHERE a.meeting_id = m.id AND a.state IN ('open', 'discussed'))) AND `+seen+`
		ORDER BY m.starts_at, m.id`, append([]any{internship}, args...)...)
}

// requireEver checks that the actor is, or once was, intern or mentor.
func requireEver(tx *sqldb.Tx, a access.Actor, internship id.Internship) error {
	if a.IsSystem() {
		return nil
	}
	if a.Anonymous() {
		return access.Check(a, access.MeetingFind, nil, "internship")
	}
	roles, args := sqldb.In(pair())
	n, err := sqldb.Count(tx, "SELECT count(*) FROM party WHERE internship_id = ? AND person_id = ? AND role IN "+roles, append([]any{internship, a.Person}, args...)...)
	if err == nil && n == 0 {
		err = fault.Missing("internship")
	}
	return err
}

// Next returns the meeting of an internship that is on or comes next at a
// moment; NotFound where there is none. The caller has checked who asks.
func Next(tx *sqldb.Tx, internship id.Internship, at time.Time) (Meeting, error) {
	coming, err := ahead(tx, internship, at, 1)
	if err == nil && len(coming) == 0 {
		err = fault.Missing("meeting")
	}
	return firstOf(coming), err
}

// Ahead returns the meetings that lie ahead of somebody at a moment, over all
// their internships, in order of time, at most limit and at most 100.
func Ahead(tx *sqldb.Tx, a access.Actor, at time.Time, limit int) ([]Meeting, error) {
	roles, args := sqldb.In(pair())
	args = append(append([]any{a.Person}, args...), at, min(max(limit, 1), 100))
	return sqldb.List(tx, scanMeeting, "SELECT "+meetingColumns+` FROM party v JOIN meeting m ON m.internship_id = v.internship_id JOIN internship i ON i.id = m.internship_id
		WHERE v.person_id = ? AND v.role IN `+roles+` AND v.from_at <= m.starts_at AND (v.until_at IS NULL OR v.until_at > m.starts_at)
		AND m.state = 'planned' AND (i.ended_at IS NULL OR i.ended_at >= m.starts_at) AND `+endsAfter+`
		ORDER BY m.starts_at, m.id LIMIT ?`, args...)
}

// Agenda returns the items of a meeting in the order of the agenda, each with
// where it comes from and where it comes back. Withdrawn ones are among them
// only where there are notes on them. Who may not see the meeting gets NotFound.
func Agenda(tx *sqldb.Tx, a access.Actor, meeting id.Meeting) ([]Item, error) {
	if _, err := find(tx, a, meeting); err != nil {
		return nil, err
	}
	items, err := listItems(tx, a, `a.meeting_id = ? AND (a.state <> 'withdrawn' OR EXISTS (
		SELECT 1 FROM note n WHERE n.meeting_id = a.meeting_id AND n.item_id = a.id)) ORDER BY a.position, a.id`, meeting)
	SortAgenda(items)
	return items, err
}

// FindItem returns one item, for those who may see its meeting.
func FindItem(tx *sqldb.Tx, a access.Actor, item id.AgendaItem) (Item, error) {
	seen, args := during(a, "m.internship_id", "m.starts_at")
	items, err := listItems(tx, a, "a.id = ? AND "+seen, append([]any{item}, args...)...)
	if err == nil && len(items) == 0 {
		err = fault.Missing("agenda item")
	}
	if err != nil {
		return Item{}, err
	}
	return items[0], nil
}

// Placing says on which meeting a source stands, or where it was discussed.
type Placing struct {
	Kind   ItemKind
	Source string
	Placement
}

// Placings returns where the sources of an internship stand that are open on an
// agenda or were discussed, as far as the actor may see it: one for each
// source, open before discussed, the latest meeting first. Who never was intern
// or mentor there gets NotFound.
func Placings(tx *sqldb.Tx, a access.Actor, internship id.Internship) ([]Placing, error) {
	if err := requireEver(tx, a, internship); err != nil {
		return nil, err
	}
	seen, args := during(a, "m.internship_id", "m.starts_at")
	found, err := sqldb.List(tx, func(s sqldb.Scanner) (p Placing, err error) {
		return p, s.Scan(&p.Kind, &p.Source, &p.Item, &p.Meeting, &p.Date, &p.Starts, &p.State, sqldb.Maybe(&p.By))
	}, `
		SELECT a.kind, a.source_id, a.id, m.id, m.date, m.starts_at, a.state, a.state_by FROM agenda_item a JOIN meeting m ON m.id = a.meeting_id
		WHERE m.internship_id = ? AND a.source_id <> '' AND a.state IN ('open', 'discussed') AND `+seen+`
		ORDER BY CASE a.state WHEN 'open' THEN 0 ELSE 1 END, m.starts_at DESC, a.id DESC`, append([]any{internship}, args...)...)
	type source struct {
		kind ItemKind
		id   string
	}
	known := map[source]bool{}
	kept := found[:0]
	for _, p := range found {
		if key := (source{p.Kind, p.Source}); !known[key] {
			known[key] = true
			kept = append(kept, p)
		}
	}
	return kept, err
}

// Notes returns the newest version of every note of a meeting, that on the
// meeting as a whole first, each with what has to be compared with it. A party
// reads what was written while they had their role. Who may not see the meeting
// gets NotFound.
func Notes(tx *sqldb.Tx, a access.Actor, meeting id.Meeting) ([]Note, error) {
	if _, err := find(tx, a, meeting); err != nil {
		return nil, err
	}
	return notesOf(tx, a, meeting)
}

// notesOf returns the notes of a meeting that the actor may see. A row is the
// newest version of a note, or the one that its writer had not seen, which
// comes right after it.
func notesOf(tx *sqldb.Tx, a access.Actor, meeting id.Meeting) ([]Note, error) {
	seen, args := during(a, "m.internship_id", "n.at")
	rows, err := sqldb.List(tx, func(s sqldb.Scanner) (n Note, err error) {
		return n, s.Scan(append([]any{&n.Meeting, &n.Item}, n.columns()...)...)
	}, `
		WITH seen AS (SELECT n.* FROM note n JOIN meeting m ON m.id = n.meeting_id WHERE n.meeting_id = ? AND `+seen+`),
		newest AS (SELECT s.* FROM seen s WHERE s.version = (SELECT max(o.version) FROM seen o WHERE o.item_id = s.item_id))
		SELECT n.meeting_id, n.item_id, `+noteColumns+`
		FROM seen n JOIN newest t ON t.item_id = n.item_id
		WHERE n.version = t.version OR n.version = COALESCE(
			(SELECT max(o.version) FROM seen o WHERE o.item_id = t.item_id AND o.version > t.base AND o.version < t.version AND o.author_id <> t.author_id),
			(SELECT max(o.version) FROM seen o WHERE o.item_id = t.item_id AND o.version > t.base AND o.version < t.version))
		ORDER BY n.item_id, n.version DESC`, append([]any{meeting}, args...)...)
	var notes []Note
	for _, n := range rows {
		if last := len(notes) - 1; last >= 0 && notes[last].Item == n.Item {
			other := n.NoteVersion
			notes[last].Other = &other
			continue
		}
		notes = append(notes, n)
	}
	return notes, err
}

// History returns the versions of a note that the actor may see, newest first,
// older than the version before (0: from the newest), at most limit and at most
// 100. Who may not see the meeting gets NotFound.
func History(tx *sqldb.Tx, a access.Actor, meeting id.Meeting, item id.AgendaItem, before, limit int) ([]NoteVersion, error) {
	if _, err := find(tx, a, meeting); err != nil {
		return nil, err
	}
	if before <= 0 {
		before = 1 << 30
	}
	seen, args := during(a, "m.internship_id", "n.at")
	return sqldb.List(tx, scanVersion, "SELECT "+noteColumns+`
		FROM note n JOIN meeting m ON m.id = n.meeting_id
		WHERE n.meeting_id = ? AND n.item_id = ? AND n.version < ? AND `+seen+`
		ORDER BY n.version DESC LIMIT ?`, append(append([]any{meeting, item, before}, args...), min(max(limit, 1), 100))...)
}

// Last is what a meeting finds from the one before it.
type Last struct {
	Meeting Meeting // its ID is empty where there is none
	Tasks   []Task
}

// LastTime returns the meeting before one, and the tasks in its notes. Who may
// not see the meeting gets NotFound; a meeting before their time is none.
func LastTime(tx *sqldb.Tx, a access.Actor, meeting id.Meeting) (Last, error) {
	m, err := find(tx, a, meeting)
	if err != nil {
		return Last{}, err
	}
	seen, args := during(a, "m.internship_id", "m.starts_at")
	before, err := sqldb.List(tx, scanMeeting, "SELECT "+meetingColumns+meetingSource+`
		WHERE m.internship_id = ? AND m.state <> 'canceled' AND m.starts_at < ? AND `+seen+`
		ORDER BY m.starts_at DESC, m.id DESC LIMIT 1`, append([]any{m.Internship, m.Starts}, args...)...)
	if err != nil || len(before) == 0 {
		return Last{}, err
	}
	last := Last{Meeting: before[0]}
	notes, err := notesOf(tx, a, last.Meeting.ID)
	for _, n := range notes {
		last.Tasks = append(last.Tasks, Tasks(n.Body)...)
	}
	return last, err
}
