package job

import (
	"slices"
	"strings"
	"time"

	"stint/internal/id"
	"stint/internal/sqldb"
)

// lease takes due jobs, at most n, for a worker until the given moment. Two
// workers never take one job: SQLite has one writer, and PostgreSQL skips what
// another transaction has locked.
func lease(tx *sqldb.Tx, worker string, until time.Time, n int) ([]Job, error) {
	query := leaseSQLite
	if tx.Dialect() == sqldb.Postgres {
		query = leasePostgres
	}
	args := []any{tx.Now(), n, until, worker}
	jobs, err := sqldb.List(tx, scan, query, args...)
	slices.SortFunc(jobs, func(a, b Job) int {
		if c := a.RunAt.Compare(b.RunAt); c != 0 {
			return c
		}
		return strings.Compare(string(a.ID), string(b.ID))
	})
	return jobs, err
}

// reclaim puts jobs whose worker died back into the queue, and gives up those
// that did so attempts times: they may be what kills the worker.
func reclaim(tx *sqldb.Tx, attempts int) error {
	if _, err := tx.Exec(`
		UPDATE job SET state = 'failed', trouble = ?, ended_at = ?, leased_by = NULL, leased_until = NULL
		WHERE state = 'leased' AND leased_until <= ? AND attempts >= ?`, troubleAbandoned, tx.Now(), tx.Now(), attempts); err != nil {
		return err
	}
	_, err := tx.Exec(`
		UPDATE job SET state = 'waiting', trouble = ?, leased_by = NULL, leased_until = NULL
		WHERE state = 'leased' AND leased_until <= ?`, troubleAbandoned, tx.Now())
	return err
}

// extend renews leases and returns which ones were still the worker's.
func extend(tx *sqldb.Tx, worker string, holds []*hold, until time.Time) (map[id.Job]bool, error) {
	args := []any{until, worker}
	for _, h := range holds {
		args = append(args, h.ID)
	}
	kept, err := sqldb.List(tx, func(s sqldb.Scanner) (j Job, err error) { return j, s.Scan(&j.ID, &j.Attempts) }, `
		UPDATE job SET leased_until = ? WHERE state = 'leased' AND leased_by = ? AND id IN (?`+strings.Repeat(", ?", len(holds)-1)+`)
		RETURNING id, attempts`, args...)
	own := make(map[id.Job]bool, len(kept))
	for _, k := range kept {
		own[k.ID] = slices.ContainsFunc(holds, func(h *hold) bool { return h.ID == k.ID && h.Attempts == k.Attempts })
	}
	return own, err
}

// settle writes down what came of a job, if the lease is still the one under
// which it ran: a worker that lost its lease must not speak for the next one.
// Worker and attempt together name one lease. A lost one is a Conflict.
func settle(tx *sqldb.Tx, h *hold, v verdict) error {
	var ended time.Time
	if v.state == Done || v.state == Failed {
		ended = tx.Now()
	}
	return tx.Guard("Somebody else has this job now.", `
		UPDATE job SET state = ?, run_at = ?, attempts = ?, trouble = ?, ended_at = ?, leased_by = NULL, leased_until = NULL
		WHERE id = ? AND state = 'leased' AND leased_by = ? AND attempts = ?`,
		v.state, v.runAt, v.attempts, v.trouble, ended, h.ID, h.worker, h.Attempts)
}

// Retry puts a job that was given up back into the queue, as if it were new.
// The caller has checked that an administrator asks. A job that was not given
// up is a Conflict.
func (q *Queue) Retry(tx *sqldb.Tx, job id.Job) error {
	err := tx.Guard("This job is not among those that were given up. Nothing has been changed. Look at the list again.", `
		UPDATE job SET state = 'waiting', run_at = ?, attempts = 0, ended_at = NULL WHERE id = ? AND state = 'failed'`, tx.Now(), job)
	if err == nil {
		tx.OnCommit(q.nudge)
	}
	return err
}
