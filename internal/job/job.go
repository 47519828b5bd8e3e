// Package job is the durable queue: what has to happen after a change, and
// what happens by the clock.
//
// A job is enqueued in the transaction of the change that wants it, so it is
// there exactly if the change is. Workers on any number of nodes lease due
// jobs; a job whose worker died is leased again when its lease ends. A job is
// therefore run at least once, and its handler must have its effect once: by a
// guarded write, or by an idempotency key where the effect is elsewhere. Jobs
// that fail are tried again ever more slowly and stay visible when given up.
package job

import (
	"encoding/json"
	"time"

	"stint/internal/id"
	"stint/internal/sqldb"
)

// Job is one entry of the queue.
type Job struct {
	ID       id.Job
	Kind     string
	Payload  json.RawMessage // ids only: what is looked up again, with its permissions, when the job runs
	State    string          // waiting, leased, done, failed
	RunAt    time.Time
	Attempts int
	Trouble  string // the last error
	Created  time.Time
}

// New is a job to be. Kind says which handler takes it. Where Unique is set
// and a job with it exists, whatever its state, no second one is made. A zero
// At is now.
type New struct {
	Kind    string
	Payload any
	Unique  string
	At      time.Time
}

// Queue enqueues jobs and wakes the workers of this process.
type Queue struct {
	ids  *id.Source
	wake chan struct{}
}

// NewQueue returns a queue.
func NewQueue(ids *id.Source) *Queue { return &Queue{ids: ids, wake: make(chan struct{}, 1)} }

// Enqueue puts a job into the queue as part of the transaction.
func (q *Queue) Enqueue(tx *sqldb.Tx, n New) error {
	payload, err := json.Marshal(n.Payload)
	if err != nil {
		return err
	}
	if n.At.IsZero() {
		n.At = tx.Now()
	}
	_, err = tx.Exec(`
		INSERT INTO job (id, kind, payload, unique_key, state, run_at, created_at) VALUES (?, ?, ?, ?, 'waiting', ?, ?)
		ON CONFLICT (unique_key) DO NOTHING`,
		id.New[id.Job](q.ids), n.Kind, string(payload), sqldb.Null(n.Unique), n.At, tx.Now())
	if err != nil {
		return err
	}
	if !n.At.After(tx.Now()) {
		tx.OnCommit(q.nudge)
	}
	return nil
}

// nudge wakes a worker of this process; others find the job when they look.
func (q *Queue) nudge() {
	select {
	case q.wake <- struct{}{}:
	default:
	}
}

// Counts says how the queue stands, for the administrator.
type Counts struct {
	Waiting int       // due or not yet due
	Leased  int       // under way
	Failed  int       // given up
	Oldest  time.Time // when the longest waiting due job should have run; zero where none is due
}

// Count returns how the queue stands.
func Count(tx *sqldb.Tx) (Counts, error) {
	type line struct {
		state  string
		n      int
		oldest time.Time
	}
	lines, err := sqldb.List(tx, func(s sqldb.Scanner) (l line, err error) { return l, s.Scan(&l.state, &l.n, &l.oldest) },
		"SELECT state, count(*), min(run_at) FROM job WHERE state <> 'done' GROUP BY state")
	var c Counts
	for _, l := range lines {
		switch l.state {
		case "waiting":
			c.Waiting = l.n
			if l.oldest.Before(tx.Now()) {
				c.Oldest = l.oldest
			}
		case "leased":
			c.Leased = l.n
		case "failed":
			c.Failed = l.n
		}
	}
	return c, err
}

// Failures returns the jobs that were given up, newest first, at most limit.
func Failures(tx *sqldb.Tx, limit int) ([]Job, error) {
	return sqldb.List(tx, scan, "SELECT "+columns+" FROM job WHERE state = 'failed' ORDER BY id DESC LIMIT ?", limit)
}

// Troubled returns the jobs that did not succeed when they were last run and
// are going to be run again, the next ones first, at most limit.
func Troubled(tx *sqldb.Tx, limit int) ([]Job, error) {
	return sqldb.List(tx, scan, "SELECT "+columns+" FROM job WHERE state = 'waiting' AND trouble <> '' ORDER BY run_at, id LIMIT ?", limit)
}

const columns = "id, kind, payload, state, run_at, attempts, trouble, created_at"

func scan(s sqldb.Scanner) (j Job, err error) {
	var payload string
	err = s.Scan(&j.ID, &j.Kind, &payload, &j.State, &j.RunAt, &j.Attempts, &j.Trouble, &j.Created)
	j.Payload = json.RawMessage(payload)
	return j, err
}

// Forget removes jobs done before the moment, and returns how many.
func Forget(tx *sqldb.Tx, before time.Time) (int64, error) {
	return tx.Exec("DELETE FROM job WHERE state = 'done' AND ended_at < ?", before)
}
