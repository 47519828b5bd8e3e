package internship

import (
	"context"

	"stint/internal/access"
	"stint/internal/audit"
	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/internship/terms"
	"stint/internal/pool"
	"stint/internal/sqldb"
	"stint/internal/worktime"
)

// End is the wish to end an internship before its time.
type End struct {
	Internship id.Internship `json:"internship"`
	How        How           `json:"how"`    // withdrawn, or stopped where it has begun
	Reason     string        `json:"reason"` // at most 4,000 bytes
}

// End withdraws or stops an internship, for intern, mentor and coordinators,
// from any state but its two ends.
func (s *Service) End(ctx context.Context, c call.Call, in End) (Standing, error) {
	return call.Do(ctx, s.db, c, "internship.end", in, func(tx *sqldb.Tx) (Standing, error) {
		x, _, err := lockFor(tx, c.Actor, access.InternshipEnd, in.Internship)
		if err != nil {
			return Standing{}, err
		}
		var fields fault.Fields
		reason := terms.CleanReason(&fields, "reason", in.Reason, "Say why it ends. Intern, mentor and coordinators read it.")
		verb := verbWithdraw
		switch in.How {
		case HowWithdrawn:
		case HowStopped:
			verb = verbStop
		default:
			fields.Add("how", "Choose withdrawn or stopped.")
		}
		if err := fields.Err(); err != nil {
			return Standing{}, err
		}
		return s.finish(tx, c.Actor, x, verb, in.How, reason)
	})
}

// Complete is the word that an internship has reached its end.
type Complete struct {
	Internship id.Internship `json:"internship"`
}

// Complete marks an internship completed, for intern, mentor and coordinators,
// from the first day of its last week on.
func (s *Service) Complete(ctx context.Context, c call.Call, in Complete) (Standing, error) {
	return call.Do(ctx, s.db, c, "internship.complete", in, func(tx *sqldb.Tx) (Standing, error) {
		x, _, err := lockFor(tx, c.Actor, access.InternshipFinish, in.Internship)
		if err != nil {
			return Standing{}, err
		}
		if _, err := x.State.move(verbComplete); err != nil {
			return Standing{}, err
		}
		t, err := TermsInForce(tx, x.ID)
		if err != nil {
			return Standing{}, err
		}
		today := t.Today(tx.Now())
		if from := t.CompletesFrom(); today.Before(from) {
			return Standing{}, fault.New(fault.Conflict, "Its last week begins on %s. It can be completed from then on, or stopped before. Nothing has been changed.", worktime.FormatDate(from, today))
		}
		return s.finish(tx, c.Actor, x, verbComplete, HowCompleted, "")
	})
}

// finish brings an internship to one of its two ends. Its parties stay, so
// that they can look back on it.
func (s *Service) finish(tx *sqldb.Tx, by access.Actor, x Internship, verb string, how How, why string) (Standing, error) {
	m, err := x.State.move(verb)
	if err != nil {
		return Standing{}, err
	}
	was := x
	x.State, x.EndedAt, x.EndedHow, x.EndedWhy, x.EndedBy = m.To, tx.Now(), how, why, by.Person
	x.TurnsAt = x.nextTurn(Terms{}, tx.Now()) // never again
	if err := save(tx, was, x); err != nil {
		return Standing{}, err
	}
	if err := pool.ReleaseAll(tx, x.ID); err != nil {
		return Standing{}, err
	}
	if err := s.append(tx, by, x, m.Event, audit.Facts{"how": string(how), "from": string(was.State)}); err != nil {
		return Standing{}, err
	}
	return x.standing(), s.hooks.Over(tx, x)
}
