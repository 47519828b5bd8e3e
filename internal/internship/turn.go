package internship

import (
	"context"
	"errors"

	"stint/internal/access"
	"stint/internal/audit"
	"stint/internal/sqldb"
)

// turnBatch is how many internships Turn looks up at once.
const turnBatch = 100

// Turn does what the clock has to do by now: internships that are agreed
// start, and those that run are paused and resumed around their planned
// pauses. It returns how many internships it moved. Each is moved in a
// transaction of its own, so that trouble with one does not keep the others;
// the errors are joined. It may run on any number of nodes at once, and
// running it again changes nothing.
func (s *Service) Turn(ctx context.Context) (moved int, err error) {
	var after Internship
	var trouble []error
	for {
		var batch []Internship
		err := s.db.Read(ctx, func(tx *sqldb.Tx) (err error) {
			batch, err = dueAfter(tx, after, turnBatch)
			return err
		})
		if err != nil {
			return moved, errors.Join(append(trouble, err)...)
		}
		for _, x := range batch {
			did, err := s.turn(ctx, x)
			if err != nil {
				trouble = append(trouble, err)
			}
			if did {
				moved++
			}
		}
		if len(batch) < turnBatch {
			return moved, errors.Join(trouble...)
		}
		after = batch[len(batch)-1]
	}
}

// turn moves one internship, if it is still due.
func (s *Service) turn(ctx context.Context, due Internship) (did bool, err error) {
	err = s.db.Write(ctx, func(tx *sqldb.Tx) error {
		did = false
		x, err := lock(tx, due.ID)
		if err != nil || x.TurnsAt.IsZero() || x.TurnsAt.After(tx.Now()) {
			return err // another node was quicker
		}
		t, err := TermsInForce(tx, x.ID)
		if err != nil {
			return err
		}
		after, err := s.advance(tx, access.System(access.ViaJob), x, t)
		did = after.State != x.State
		return err
	})
	return did && err == nil, err
}

// advance makes every move that the clock asks for at the transaction's
// moment, one after the other, and sets when the next one is due.
func (s *Service) advance(tx *sqldb.Tx, by access.Actor, x Internship, t Terms) (Internship, error) {
	for verb, yes := x.due(t, tx.Now()); yes; verb, yes = x.due(t, tx.Now()) {
		m, err := x.State.move(verb)
		if err != nil {
			return x, err
		}
		was := x
		x = x.moved(m, t, tx.Now())
		if err := save(tx, was, x); err != nil {
			return x, err
		}
		if err := s.append(tx, by, x, m.Event, audit.Facts{"revision": audit.Number(t.Revision)}); err != nil {
			return x, err
		}
	}
	if next := x.nextTurn(t, tx.Now()); !next.Equal(x.TurnsAt) {
		// Nothing moved, as where a whole pause went by while Stint stood still.
		x.TurnsAt = next
		return x, save(tx, x, x)
	}
	return x, nil
}
