package job

import (
	"context"
	"time"

	"stint/internal/sqldb"
)

// Schedule has a job run by the clock: at every whole multiple of Every since
// midnight of Monday 1 January of the year 1 in UTC, such as each full hour.
// Each worker enqueues the next run ahead of time under a key made of kind and
// moment, so on any number of nodes it runs once, and a run whose moment passed
// while no worker was up runs when one is. The job's payload is a Tick.
type Schedule struct {
	Kind  string
	Every time.Duration
}

// Tick is the payload of a scheduled job.
type Tick struct {
	At time.Time `json:"at"` // when it was to run
}

// next is the first run after a moment.
func (s Schedule) next(now time.Time) time.Time { return now.UTC().Truncate(s.Every).Add(s.Every) }

// unique names one run of the schedule among all jobs.
func (s Schedule) unique(at time.Time) string {
	return "schedule " + s.Kind + " " + at.UTC().Format(time.RFC3339Nano)
}

// plan enqueues the next run of every schedule for which this worker has not
// done so. The transaction's clock decides, so that all nodes mean the same.
func (w *Worker) plan(ctx context.Context) error {
	due := false
	now := w.Clock()
	for _, s := range w.Schedules {
		due = due || !now.Before(w.scheduled[s.Kind])
	}
	if !due {
		return nil
	}
	ahead := map[string]time.Time{}
	err := w.db.Write(ctx, func(tx *sqldb.Tx) error {
		for _, s := range w.Schedules {
			at := s.next(tx.Now())
			ahead[s.Kind] = at
			if err := w.queue.Enqueue(tx, New{Kind: s.Kind, Payload: Tick{At: at}, Unique: s.unique(at), At: at}); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil {
		w.scheduled = ahead
	}
	return err
}
