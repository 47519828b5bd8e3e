package cohort

import (
	"context"

	"stint/internal/access"
	"stint/internal/audit"
	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/sqldb"
)

// maxTries is how often a cohort is solved again because it has changed since
// it was read.
const maxTries = 3

// Solve finds the best assignment of a cohort and stores it as its proposal,
// for its coordinators. It is solved outside of a transaction, from one
// snapshot, and stored if the cohort is still as it was then; after a few tries
// on a cohort that keeps changing it is a Conflict. The same cohort solved again
// has the same proposal.
func (s *Service) Solve(ctx context.Context, c call.Call, cohort id.Cohort) (Standing, error) {
	for try := 1; ; try++ {
		at, overtaken, err := s.solveOnce(ctx, c, cohort)
		if !overtaken || try == maxTries {
			return at, err
		}
	}
}

func (s *Service) solveOnce(ctx context.Context, c call.Call, cohort id.Cohort) (at Standing, overtaken bool, err error) {
	var x Cohort
	var q *question
	err = s.db.Read(ctx, func(tx *sqldb.Tx) error {
		var err error
		if x, err = findFor(tx, c.Actor, access.CohortDirect, cohort); err != nil {
			return err
		}
		if _, err = x.State.move(verbSolve); err != nil {
			return err
		}
		q, err = pose(tx, x)
		return err
	})
	if err != nil {
		return Standing{}, false, err
	}
	if len(q.Applicants) == 0 || len(q.Mentors) == 0 {
		return Standing{}, false, fault.New(fault.Conflict, "There are %d applicants and %d mentors. Nothing has been changed. Add both first.", len(q.Applicants), len(q.Mentors))
	}
	found, err := q.solve()
	if err != nil {
		return Standing{}, false, err
	}
	at, err = call.Do(ctx, s.db, c, "cohort.solve", cohort, func(tx *sqldb.Tx) (Standing, error) {
		overtaken = false
		was, err := findFor(tx, c.Actor, access.CohortDirect, cohort)
		if err != nil {
			return Standing{}, err
		}
		if was, err = lock(tx, was.ID); err != nil {
			return Standing{}, err
		}
		if was.Version != x.Version {
			overtaken = true
			return Standing{}, fault.New(fault.Conflict, "This cohort has changed while it was solved. Nothing has been changed. Ask again.")
		}
		return s.propose(tx, c.Actor, was, found)
	})
	return at, overtaken, err
}

// propose stores an answer as the proposal.
func (s *Service) propose(tx *sqldb.Tx, by access.Actor, was Cohort, found answer) (Standing, error) {
	m, err := was.State.move(verbSolve)
	if err != nil {
		return Standing{}, err
	}
	x := was
	x.State, x.Solved, x.Digest, x.SolvedAt = m.To, was.Version, found.Digest, tx.Now()
	if err := save(tx, was, x); err != nil {
		return Standing{}, err
	}
	if err := replaceChoices(tx, x.ID, found.Choices); err != nil {
		return Standing{}, err
	}
	at := x.standing()
	at.Placed = found.Placed
	return at, s.append(tx, by, x, m.Event, string(x.ID), audit.Facts{
		"digest": x.Digest, "version": audit.Number(x.Version), "placed": audit.Number(found.Placed), "applicants": audit.Number(len(found.Choices)),
	})
}
