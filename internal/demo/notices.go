package demo

import (
	"context"
	"log/slog"
	"time"

	"stint/internal/id"
	"stint/internal/job"
	"stint/internal/notify"
	"stint/internal/sqldb"
	"stint/internal/worktime"
)

// tell brings the news of what happened to the inboxes, without mails, and has
// people read what is older than noon of the working day before.
func (c *chronicle) tell(ctx context.Context) error {
	notifier := notify.New(c.app.DB, c.app.IDs, c.app.Queue, nil, "")
	if err := c.drain(ctx, notifier); err != nil {
		return err
	}
	unread := moment(back(worktime.DateOf(c.now, time.UTC), 1), 12, 0, time.UTC)
	for name := range c.people {
		last, err := read(ctx, c, func(tx *sqldb.Tx) (last id.Notice, err error) {
			inbox, err := notify.Inbox(tx, c.actor(name), "", 100)
			for _, n := range inbox {
				if n.At.Before(unread) {
					return n.ID, err
				}
			}
			return "", err
		})
		if err == nil && last != "" {
			err = notifier.MarkRead(ctx, c.actor(name), last)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// drain runs the jobs that are due until there are none.
func (c *chronicle) drain(ctx context.Context, notifier *notify.Notifier) error {
	working, stop := context.WithCancel(ctx)
	defer stop()
	const look = time.Hour
	var trouble error
	settings := job.Settings{
		Handlers: map[string]job.Handler{notify.KindFan: notifier.Fan},
		Parallel: 1, Poll: look, Clock: c.clock.Now, Log: slog.New(slog.DiscardHandler),
	}
	// The worker asks for this signal after each look into the queue.
	settings.After = func(d time.Duration) <-chan time.Time {
		if d == look {
			queue, err := read(ctx, c, job.Count)
			if trouble = err; err != nil || queue.Oldest.IsZero() {
				stop()
			}
			d = time.Second
		}
		return time.After(d)
	}
	err := job.NewWorker(c.app.DB, c.app.Queue, settings).Run(working)
	if err == nil {
		err = trouble
	}
	return err
}
