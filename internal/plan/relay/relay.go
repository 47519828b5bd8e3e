// Package relay lays another version of the program over a plan under way, so
// that what people did stays theirs: done stays done, what changed after it was
// done is marked, and what the program has no more but somebody worked on is
// kept and marked.
//
// plan.Make does the laying. Look remembers how the plan stood before it, and
// Settle compares and mends behind it.
package relay

import (
	"time"

	"stint/internal/id"
	"stint/internal/plan"
	"stint/internal/plan/prompt"
	"stint/internal/program/reader"
	"stint/internal/sqldb"
)

// Kind says why an activity or a question is marked.
type Kind string

// The kinds of marks.
const (
	Changed Kind = "changed" // the program says it differently since it was done
	Gone    Kind = "gone"    // the program has it no more
)

// Mark is a remark on something that a newer version has changed under
// somebody's work. It stays until intern or mentor dismiss it.
type Mark struct {
	ID       id.VersionMark
	Activity id.Activity
	Prompt   id.Prompt // empty where the activity itself is meant
	Kind     Kind
	Was      string // what it said, in Markdown of one line
	At       time.Time
}

// row is an activity or a question as it stands in a plan.
type row struct {
	id, head            string // head is the activity of a question
	source, text, facts string // facts are the other properties that a change of is told
	state               string
	week                int
	worked              bool // somebody did something about it
	kept                bool // it is still on an agenda
}

func scanRow(s sqldb.Scanner) (r row, err error) {
	return r, s.Scan(&r.id, &r.head, &r.source, &r.text, &r.facts, &r.state, &r.week, &r.worked, &r.kept)
}

// Snapshot is how a plan stood before another version was laid over it.
type Snapshot struct {
	of         id.Internship
	activities map[string]row // by id
	prompts    map[string]row
}

// Look remembers how a plan stands. The caller holds the internship.
func Look(tx *sqldb.Tx, of id.Internship) (s Snapshot, err error) {
	s.of = of
	if s.activities, err = activities(tx, of); err != nil {
		return s, err
	}
	s.prompts, err = prompts(tx, of)
	return s, err
}

func activities(tx *sqldb.Tx, of id.Internship) (map[string]row, error) {
	return byID(sqldb.List(tx, scanRow, `
		SELECT a.id, a.id, a.source, a.text, a.kind || ' ' || a.owner || ' ' || a.shape || ' ' || a.condition, a.state, a.week,
			CASE WHEN a.state = 'done' OR a.note <> '' OR a.evidence <> '' THEN 1 ELSE 0 END,
			CASE WHEN EXISTS (SELECT 1 FROM agenda_item g WHERE g.internship_id = a.internship_id AND g.source_id = a.id AND g.state = 'open') THEN 1 ELSE 0 END
		FROM activity a WHERE a.internship_id = ? AND a.source <> ''`, of))
}

func prompts(tx *sqldb.Tx, of id.Internship) (map[string]row, error) {
	return byID(sqldb.List(tx, scanRow, `
		SELECT p.id, p.activity_id, p.source, p.text, '', p.state, 0,
			CASE WHEN p.versions > 0 OR p.state = 'discussed' THEN 1 ELSE 0 END,
			CASE WHEN p.state IN ('agenda', 'parked', 'reopened') THEN 1 ELSE 0 END
		FROM prompt p WHERE p.internship_id = ?`, of))
}

func byID(rows []row, err error) (map[string]row, error) {
	m := make(map[string]row, len(rows))
	for _, r := range rows {
		m[r.id] = r
	}
	return m, err
}

// Laid is what was laid over a plan.
type Laid struct {
	Page    *reader.Page
	Entry   int // the week of entry
	Current int // the week of today; 0 before the start and after the end
}

// Settle mends and marks what a newer version changed under people's work, after
// plan.Make:
//
//   - What was done and reads differently now is marked as changed.
//   - What the page has no more and was worked on is marked as gone. What of it
//     is still to do is left out, and asks for nothing any more, unless it stands
//     on an agenda: then the two talk about it first.
//   - What the page has moved into a week that is past, or has added to one, is
//     put into the week of today: nobody is late with it.
//
// A mark that the page has made pointless is taken away.
func (s Snapshot) Settle(tx *sqldb.Tx, ids *id.Source, l Laid) error {
	now, err := activities(tx, s.of)
	if err != nil {
		return err
	}
	asked, err := prompts(tx, s.of)
	if err != nil {
		return err
	}
	on := sources(l.Page)
	told, err := dropPointless(tx, s.of, now, asked, on)
	if err != nil {
		return err
	}
	for _, r := range now {
		if err := s.settleActivity(tx, ids, l, r, on[r.source], told[r.id]); err != nil {
			return err
		}
	}
	for _, r := range asked {
		if err := s.settlePrompt(tx, ids, r, on[r.source], told[r.id]); err != nil {
			return err
		}
	}
	return plan.Recount(tx, s.of)
}

// sources are the ids of a page's activities and prompts.
func sources(page *reader.Page) map[string]bool {
	on := map[string]bool{}
	page.Walk(func(_ *reader.Phase, a *reader.Activity) {
		on[a.ID] = true
		for i := range a.Prompts {
			on[a.Prompts[i].ID] = true
		}
	})
	return on
}

// settleActivity settles one activity. told says that somebody was told already
// that it is gone.
func (s Snapshot) settleActivity(tx *sqldb.Tx, ids *id.Source, l Laid, r row, there, told bool) error {
	was, known := s.activities[r.id]
	switch {
	case !there:
		if r.state == "open" && !r.kept {
			if err := leaveActivity(tx, r.id); err != nil {
				return err
			}
		}
		if told {
			return nil
		}
		return mark(tx, ids, s.of, r, Gone, r.text)
	case r.state == "skipped":
		return bringBack(tx, r.id)
	case known && was.state == "done" && (was.text != r.text || was.facts != r.facts):
		return mark(tx, ids, s.of, r, Changed, was.text)
	}
	moved := known && was.week != r.week && was.week >= max(l.Current, 1)
	added := !known && r.week >= l.Entry
	waived := known && was.state == "open" && r.state == "waived"
	if r.week >= 1 && r.week < l.Current && (r.state == "open" && (moved || added) || waived && moved) {
		return bringForward(tx, r.id, l.Current)
	}
	return nil
}

func (s Snapshot) settlePrompt(tx *sqldb.Tx, ids *id.Source, r row, there, told bool) error {
	was, known := s.prompts[r.id]
	switch {
	case !there:
		if r.state == "open" {
			if err := leavePrompt(tx, r.id, r.head); err != nil {
				return err
			}
		}
		if told {
			return nil
		}
		return mark(tx, ids, s.of, r, Gone, r.text)
	case r.state == "skipped":
		return bringPromptBack(tx, r.id, r.head)
	case known && was.worked && was.text != r.text:
		return mark(tx, ids, s.of, r, Changed, was.text)
	}
	return nil
}

// follow brings the head of a question to where its questions are.
func follow(tx *sqldb.Tx, head string) error {
	_, err := prompt.Follow(tx, id.Activity(head))
	return err
}
