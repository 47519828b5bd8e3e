package apptest

import (
	"context"
	"testing"
	"time"

	"stint/internal/fault"
	"stint/internal/sqldb"
)

// Drain runs the jobs that are due by the test's clock, one after the other,
// until none is left, also those that they enqueue. A job that fails waits for
// its next turn, and comes with a Drain after the clock was moved on. What is
// only scheduled does not run: see Turn.
func (e *Env) Drain(t testing.TB) {
	t.Helper()
	for e.due(t) > 0 {
		e.work(t)
	}
}

// work runs a worker until nothing is due.
func (e *Env) work(t testing.TB) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	const look = time.Hour
	worker := e.Worker(e.URL)
	worker.Schedules, worker.Parallel, worker.Poll = nil, 1, look
	// The worker asks for this signal after each look into the queue.
	worker.After = func(d time.Duration) <-chan time.Time {
		if d != look {
			return time.After(d)
		}
		if e.due(t) == 0 {
			stop()
		}
		return time.After(time.Second)
	}
	if err := worker.Run(ctx); err != nil {
		t.Errorf("run jobs: %v", err)
	}
}

// due counts the jobs that are due.
func (e *Env) due(t testing.TB) (n int) {
	t.Helper()
	err := e.DB.Read(t.Context(), func(tx *sqldb.Tx) (err error) {
		n, err = sqldb.Count(tx, "SELECT count(*) FROM job WHERE state = 'waiting' AND run_at <= ?", tx.Now())
		return err
	})
	if err != nil {
		t.Errorf("count jobs: %v", err)
		return 0
	}
	return n
}

// Turn does what the clock asks for by now, as the schedule of a node does every
// minute, and runs the jobs that come of it.
func (e *Env) Turn(t testing.TB) {
	t.Helper()
	if err := e.App.Turn(t.Context()); err != nil {
		t.Fatalf("turn the clock: %v (%s)", err, fault.Cause(err))
	}
	e.Drain(t)
}
