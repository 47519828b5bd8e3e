package mark

import (
	"context"
	"time"

	"stint/internal/access"
	"stint/internal/audit"
	"stint/internal/id"
	"stint/internal/sqldb"
)

// Week is the least time between two digests of a program to one coordinator.
const Week = 7 * 24 * time.Hour

// due is a coordinator for whom something has gathered.
type due struct {
	program id.Program
	person  id.Person
	marks   int // made since their last digest, and still open
}

// Digest tells coordinators what has gathered: marks that were made since they
// were told last, and links that broke since. Each hears of a program once a
// week at most, and of one without news not at all. broken says how many of a
// program's links broke since a moment; nil for none. It returns how many it
// told, and may run on many nodes at once: who is told is written down with what
// is told.
func (s *Service) Digest(ctx context.Context, broken func(*sqldb.Tx, id.Program, time.Time) (int, error)) (int, error) {
	told := 0
	err := s.db.Write(ctx, func(tx *sqldb.Tx) error {
		told = 0
		all, err := sqldb.List(tx, func(s sqldb.Scanner) (d due, err error) { return d, s.Scan(&d.program, &d.person) },
			"SELECT c.program_id, c.person_id FROM program_coordinator c JOIN person p ON p.id = c.person_id WHERE p.active = 1 ORDER BY c.program_id, c.person_id")
		if err != nil {
			return err
		}
		for _, d := range all {
			did, err := s.tell(tx, d, broken)
			if err != nil {
				return err
			}
			if did {
				told++
			}
		}
		return nil
	})
	return told, err
}

func (s *Service) tell(tx *sqldb.Tx, d due, broken func(*sqldb.Tx, id.Program, time.Time) (int, error)) (bool, error) {
	since, err := sqldb.Find(tx, "digest", func(s sqldb.Scanner) (at time.Time, err error) { return at, s.Scan(&at) },
		"SELECT max(told_at) FROM mark_digest WHERE program_id = ? AND person_id = ?", d.program, d.person)
	if err != nil || tx.Now().Sub(since) < Week {
		return false, err
	}
	a := access.Actor{Person: d.person, Scope: access.ScopeRead, Via: access.ViaJob}
	visible, args := access.Visible(a, access.MarkList, "i")
	d.marks, err = sqldb.Count(tx, "SELECT count(*) FROM mark m JOIN internship i ON i.id = m.internship_id WHERE m.program_id = ? AND m.state = 'open' AND m.changed_at > ? AND "+visible,
		append([]any{d.program, micros(since)}, args...)...)
	if err != nil {
		return false, err
	}
	links := 0
	if broken != nil {
		if links, err = broken(tx, d.program, since); err != nil {
			return false, err
		}
	}
	if d.marks == 0 && links == 0 {
		return false, nil
	}
	n, err := tx.Exec(`INSERT INTO mark_digest (program_id, person_id, told_at) VALUES (?, ?, ?)
		ON CONFLICT (program_id, person_id) DO UPDATE SET told_at = excluded.told_at WHERE mark_digest.told_at <= ?`,
		d.program, d.person, tx.Now(), tx.Now().Add(-Week))
	if err != nil || n == 0 {
		return false, err // another node was quicker
	}
	_, err = s.trail.Append(tx, access.System(access.ViaJob), audit.Event{
		Chain: audit.Organization, Name: "marks.gathered", Object: string(d.program),
		Facts: audit.Facts{"person": string(d.person), "marks": audit.Number(d.marks), "links": audit.Number(links)},
	})
	return true, err
}

// micros is an instant as it is stored; 0 for the zero time, which comes before
// every mark.
func micros(at time.Time) int64 {
	if at.IsZero() {
		return 0
	}
	return at.UnixMicro()
}
