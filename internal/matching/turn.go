package matching

import (
	"context"
	"errors"

	"stint/internal/access"
	"stint/internal/audit"
	"stint/internal/id"
	"stint/internal/internship"
	"stint/internal/person"
	"stint/internal/sqldb"
)

// turnBatch is how many requests Turn looks up at once.
const turnBatch = 100

// Turn does what the clock has to do with requests that nobody answered: it
// reminds mentors, once, and gives requests back to their interns. Both are
// counted anew in the mentor's calendar as it is then. It returns how many
// requests it reminded of or released. Each is moved in a transaction of its
// own, and the errors are joined. It may run on any number of nodes at once, and
// running it again changes nothing.
func (s *Service) Turn(ctx context.Context) (moved int, err error) {
	var after Request
	var trouble []error
	for {
		var batch []Request
		err := s.db.Read(ctx, func(tx *sqldb.Tx) (err error) {
			batch, err = dueAfter(tx, after, turnBatch)
			return err
		})
		if err != nil {
			return moved, errors.Join(append(trouble, err)...)
		}
		for _, r := range batch {
			did, err := s.turn(ctx, r.ID)
			if err != nil {
				trouble = append(trouble, err)
			}
			if did {
				moved++
			}
		}
		if len(batch) < turnBatch {
			returned, err := s.takeBack(ctx)
			return moved + returned, errors.Join(append(trouble, err)...)
		}
		after = batch[len(batch)-1]
	}
}

// takeBack gives requests back that wait for somebody who cannot accept any
// more: who left the pool, or is no longer let mentor by the program's rules.
func (s *Service) takeBack(ctx context.Context) (moved int, err error) {
	var gone []Request
	err = s.db.Read(ctx, func(tx *sqldb.Tx) (err error) {
		gone, err = unreachable(tx)
		return err
	})
	var trouble []error
	for _, r := range gone {
		did := false
		err := s.db.Write(ctx, func(tx *sqldb.Tx) (err error) {
			did, err = s.takeBackOne(tx, r)
			return err
		})
		if err != nil {
			trouble = append(trouble, err)
		} else if did {
			moved++
		}
	}
	return moved, errors.Join(append(trouble, err)...)
}

// takeBackOne gives one request back, if that is still due.
func (s *Service) takeBackOne(tx *sqldb.Tx, found Request) (did bool, err error) {
	if _, err := internship.Lock(tx, found.Internship); err != nil {
		return false, err
	}
	r, err := find(tx, found.ID)
	if err != nil || r.State != Asked {
		return false, err
	}
	open, err := openIn(tx, r.Program, []id.Person{r.Mentor})
	if err != nil || open[r.Mentor] {
		return false, err
	}
	return true, s.settle(tx, access.System(access.ViaJob), r, verbRelease, CauseLeft)
}

// unreachable returns the unanswered requests to people who cannot be asked any
// more, in a number of queries that grows with the programs alone.
func unreachable(tx *sqldb.Tx) (gone []Request, err error) {
	asked, err := sqldb.List(tx, scan, "SELECT "+columns+from+"WHERE q.state = 'asked' ORDER BY i.program_id, q.id")
	if err != nil {
		return nil, err
	}
	of := map[id.Program][]id.Person{}
	for _, r := range asked {
		of[r.Program] = append(of[r.Program], r.Mentor)
	}
	open := map[id.Program]map[id.Person]bool{}
	for program, mentors := range of {
		if open[program], err = openIn(tx, program, distinct(mentors)); err != nil {
			return nil, err
		}
	}
	for _, r := range asked {
		if !open[r.Program][r.Mentor] {
			gone = append(gone, r)
		}
	}
	return gone, nil
}

// turn looks at one request, if it is still due.
func (s *Service) turn(ctx context.Context, due id.Request) (did bool, err error) {
	err = s.db.Write(ctx, func(tx *sqldb.Tx) error {
		did = false
		found, err := find(tx, due)
		if err != nil {
			return err
		}
		if _, err := internship.Lock(tx, found.Internship); err != nil {
			return err
		}
		r, err := find(tx, due)
		if err != nil || r.State != Asked || r.TurnsAt.IsZero() || r.TurnsAt.After(tx.Now()) {
			return err // another node was quicker, or it was answered
		}
		people, err := person.Names(tx, []id.Person{r.Mentor})
		if err != nil {
			return err
		}
		did, err = s.look(tx, r, people[r.Mentor])
		return err
	})
	return did && err == nil, err
}

// look does what is due with an unanswered request at the transaction's moment,
// and says when to look again.
func (s *Service) look(tx *sqldb.Tx, r Request, mentor person.Person) (did bool, err error) {
	stint, was := access.System(access.ViaJob), r
	nudge, release := r.due(mentor, tx.Now())
	if release {
		return true, s.settle(tx, stint, r, verbRelease, CauseSilence)
	}
	if nudge {
		r.NudgedAt = tx.Now()
	}
	r.TurnsAt = r.nextLook(mentor, tx.Now())
	if err := save(tx, was, r); err != nil || !nudge {
		return false, err
	}
	return true, s.append(tx, stint, r.Internship, "request.nudged", string(r.ID), audit.Facts{"mentor": string(r.Mentor)})
}
