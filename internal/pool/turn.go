package pool

import (
	"context"
	"errors"

	"stint/internal/access"
	"stint/internal/sqldb"
)

// turnBatch is how many openings Turn looks up at once.
const turnBatch = 100

// Turn takes out of the pool whose last day is past, and returns how many that
// were. They were not offered any more from the end of that day on; this writes
// it down. Each is a transaction of its own, so that trouble with one does not
// keep the others; the errors are joined. It may run on any number of nodes at
// once, and running it again changes nothing.
func (s *Service) Turn(ctx context.Context) (lapsed int, err error) {
	var after Opening
	var trouble []error
	for {
		var batch []Opening
		err := s.db.Read(ctx, func(tx *sqldb.Tx) (err error) {
			batch, err = due(tx, after.ID, turnBatch)
			return err
		})
		if err != nil {
			return lapsed, errors.Join(append(trouble, err)...)
		}
		for _, o := range batch {
			did, err := s.lapse(ctx, o)
			if err != nil {
				trouble = append(trouble, err)
			}
			if did {
				lapsed++
			}
		}
		if len(batch) < turnBatch {
			return lapsed, errors.Join(trouble...)
		}
		after = batch[len(batch)-1]
	}
}

// lapse ends one opening, if its last day is still past: its mentor may have
// chosen another meanwhile, or another node was quicker.
func (s *Service) lapse(ctx context.Context, o Opening) (did bool, err error) {
	err = s.db.Write(ctx, func(tx *sqldb.Tx) error {
		did = false
		now, err := lockOpening(tx, o.Program, o.Person)
		if err != nil || now.State != StateOpen || !now.ChangedAt.Equal(o.ChangedAt) {
			return err
		}
		_, err = s.leave(tx, access.System(access.ViaJob), now, verbLapse, howLapsed)
		did = err == nil
		return err
	})
	return did && err == nil, err
}
