package reminder

import (
	"context"
	"errors"
	"time"

	"stint/internal/access"
	"stint/internal/audit"
	"stint/internal/id"
	"stint/internal/internship/delegation"
	"stint/internal/person"
	"stint/internal/sqldb"
)

// Service reminds.
type Service struct {
	db    *sqldb.DB
	trail *audit.Trail
}

// New returns the service.
func New(db *sqldb.DB, trail *audit.Trail) *Service { return &Service{db: db, trail: trail} }

// batch is how many open places are looked at at once.
const batch = 200

// place is an open place under newest terms.
type place struct {
	internship id.Internship
	revision   int
	role       access.Role
	signer     id.Person
	asked      time.Time
	proposer   id.Person
	told       int // the last step that was told, 0 for none
}

// news is a step that is to be told.
type news struct {
	place
	step int
	to   id.Person
}

// Remind tells what is due by now and returns how many were told. Each is told
// in a transaction of its own, so that trouble with one does not keep the
// others; the errors are joined. Any number of nodes may run it at once.
func (s *Service) Remind(ctx context.Context) (told int, err error) {
	var last place
	var trouble []error
	for {
		var places []place
		var due []news
		err := s.db.Read(ctx, func(tx *sqldb.Tx) (err error) {
			if places, err = open(tx, last); err != nil {
				return err
			}
			due, err = dueOf(tx, places)
			return err
		})
		if err != nil {
			return told, errors.Join(append(trouble, err)...)
		}
		for _, n := range due {
			did, err := s.tell(ctx, n)
			if err != nil {
				trouble = append(trouble, err)
			} else if did {
				told++
			}
		}
		if len(places) < batch {
			return told, errors.Join(trouble...)
		}
		last = places[len(places)-1]
	}
}

// open returns the places that wait for an answer since a day or more and have a
// step left, in their order after the given one. Of one manager for both sides
// it is one place.
func open(tx *sqldb.Tx, last place) ([]place, error) {
	return sqldb.List(tx, func(s sqldb.Scanner) (p place, err error) {
		var since time.Time
		if err := s.Scan(&p.internship, &p.revision, &p.role, &p.signer, &p.asked, &since, &p.proposer, &p.told); err != nil {
			return p, err
		}
		if since.After(p.asked) {
			p.asked = since // they took the role later
		}
		return p, nil
	}, `
		SELECT i.id, i.revision, p.role, p.person_id, t.proposed_at, p.from_at, t.proposed_by,
			(SELECT COALESCE(max(r.step), 0) FROM sign_off_reminder r WHERE r.internship_id = i.id AND r.revision = i.revision AND r.role = p.role)
		FROM internship i JOIN terms t ON t.internship_id = i.id AND t.revision = i.revision
		JOIN party p ON p.internship_id = i.id AND p.until_at IS NULL
		WHERE i.revision > i.in_force AND i.state IN ('proposed', 'active', 'paused') AND t.proposed_at <= ? AND (i.id, p.role) > (?, ?)
			AND NOT EXISTS (SELECT 1 FROM sign_off s WHERE s.internship_id = i.id AND s.revision = i.revision AND (s.role = p.role OR s.answer = 'refused'))
			AND NOT EXISTS (SELECT 1 FROM sign_off_reminder r WHERE r.internship_id = i.id AND r.revision = i.revision AND r.role = p.role AND r.step = 3)
			AND NOT (p.role = 'mentor-manager' AND EXISTS (
				SELECT 1 FROM party o WHERE o.internship_id = i.id AND o.person_id = p.person_id AND o.until_at IS NULL AND o.role = 'intern-manager'
					AND NOT EXISTS (SELECT 1 FROM sign_off s WHERE s.internship_id = i.id AND s.revision = i.revision AND s.role = o.role)))
		ORDER BY i.id, p.role LIMIT ?`, tx.Now().Add(-24*time.Hour), last.internship, last.role, batch)
}

// dueOf says what is to be told of places, in two queries.
func dueOf(tx *sqldb.Tx, places []place) ([]news, error) {
	var who []id.Person
	for _, p := range places {
		who = append(who, p.signer, p.proposer)
	}
	delegates, err := delegation.InForce(tx, who)
	if err != nil {
		return nil, err
	}
	for _, d := range delegates {
		who = append(who, d)
	}
	people, err := person.Names(tx, who)
	if err != nil {
		return nil, err
	}
	var due []news
	for _, p := range places {
		signer := p.signer
		if d := delegates[p.signer]; d != "" && (p.role == access.InternManager || p.role == access.MentorManager) {
			signer = d
		}
		step := Due(people[signer], p.asked, tx.Now(), p.told)
		n := news{place: p, step: step, to: signer}
		if step == Stuck {
			n.to = p.proposer
		}
		if step > 0 && people[n.to].Active && atWork(people[n.to], tx.Now()) {
			due = append(due, n)
		}
	}
	return due, nil
}

// tell appends the event of a step, if the place is still open and no other
// node was quicker.
func (s *Service) tell(ctx context.Context, n news) (did bool, err error) {
	err = s.db.Write(ctx, func(tx *sqldb.Tx) error {
		did = false
		still, err := tx.Exec(`
			UPDATE internship SET state = state WHERE id = ? AND revision = ? AND revision > in_force AND state IN ('proposed', 'active', 'paused')
				AND NOT EXISTS (SELECT 1 FROM sign_off s WHERE s.internship_id = internship.id AND s.revision = internship.revision AND (s.role = ? OR s.answer = 'refused'))`,
			n.internship, n.revision, n.role)
		if err != nil || still == 0 {
			return err
		}
		for step := n.told + 1; step <= n.step; step++ {
			var to id.Person
			if step == n.step {
				to = n.to
			}
			made, err := tx.Exec(`
				INSERT INTO sign_off_reminder (internship_id, revision, role, step, person_id, at) VALUES (?, ?, ?, ?, ?, ?)
				ON CONFLICT (internship_id, revision, role, step) DO NOTHING`, n.internship, n.revision, n.role, step, sqldb.Null(to), tx.Now())
			if err != nil {
				return err
			}
			did = made == 1
		}
		if !did {
			return nil
		}
		name := "sign-off.reminded"
		if n.step == Stuck {
			name = "sign-off.stuck"
		}
		_, err = s.trail.Append(tx, access.System(access.ViaJob), audit.Event{Chain: string(n.internship), Name: name, Object: string(n.to), Facts: audit.Facts{
			"revision": audit.Number(n.revision), "role": string(n.role), "step": audit.Number(n.step),
		}})
		return err
	})
	return did && err == nil, err
}
