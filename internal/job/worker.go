package job

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"

	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/sqldb"
)

// Handler has the effect that jobs of one kind stand for. It may be called
// more than once for a job, at once on two nodes even, and must have its effect
// once all the same. Its context ends when the worker has to stop or no longer
// holds the job. An error has the job run again later: see RetryAfter and
// GiveUp. A panic is an error that is logged.
type Handler func(ctx context.Context, j Job) error

// Settings say how a worker works. Zero values stand for what production uses.
type Settings struct {
	Handlers  map[string]Handler // by kind
	Schedules []Schedule         // what happens by the clock
	Parallel  int                // how many jobs run at once; 4 where 0
	Lease     time.Duration      // how long a job is held without a sign of life; a minute where 0
	Poll      time.Duration      // how often to look without being woken; a second where 0
	Grace     time.Duration      // how long running jobs may take to end when the worker stops; 20 s where 0
	Attempts  int                // how often a job is run before it is given up; 20 where 0, about a day
	Log       *slog.Logger       // slog.Default() where nil

	Clock func() time.Time                       // time.Now where nil; leases themselves go by the database's clock
	After func(d time.Duration) <-chan time.Time // time.After where nil
}

// Worker runs due jobs. Any number of workers on any number of nodes may share
// a database.
type Worker struct {
	Settings
	db    *sqldb.DB
	queue *Queue
	name  string // unique among all workers that ever were

	ended   chan struct{} // one entry for each job that ended since the last look
	running sync.WaitGroup

	mu   sync.Mutex
	held map[id.Job]*hold

	scheduled map[string]time.Time // by kind: the run that this worker enqueued last; Run's own
}

// NewWorker returns a worker on a database. Jobs that the queue enqueues in
// this process wake it.
func NewWorker(db *sqldb.DB, queue *Queue, s Settings) *Worker {
	s.Parallel = either(s.Parallel, 4)
	s.Lease = either(s.Lease, time.Minute)
	s.Poll = either(s.Poll, time.Second)
	s.Grace = either(s.Grace, 20*time.Second)
	s.Attempts = either(s.Attempts, 20)
	if s.Log == nil {
		s.Log = slog.Default()
	}
	if s.Clock == nil {
		s.Clock = time.Now
	}
	if s.After == nil {
		s.After = time.After
	}
	return &Worker{
		Settings: s, db: db, queue: queue, name: id.New[string](queue.ids),
		ended: make(chan struct{}, s.Parallel), held: map[id.Job]*hold{}, scheduled: map[string]time.Time{},
	}
}

func either[T comparable](value, otherwise T) T {
	var zero T
	if value == zero {
		return otherwise
	}
	return value
}

// hold is a job that this worker holds, while its handler runs.
type hold struct {
	Job
	worker string
	until  time.Time // the end of the lease; guarded by Worker.mu
	cancel context.CancelCauseFunc
}

var (
	errLost     = errors.New("job: the lease was lost, somebody else has the job")
	errStopping = errors.New("job: the worker stops")
)

// Run works until ctx ends. Then it takes no more jobs, lets the running ones
// end for the time of Grace, tells those that still run to stop, and gives them
// back to the queue. The error says how many did not stop; their leases end by
// themselves. A worker is run once.
func (w *Worker) Run(ctx context.Context) error {
	for _, s := range w.Schedules {
		if s.Every <= 0 {
			return fault.New(fault.Internal, "The schedule of %q has no length.", s.Kind)
		}
	}
	working, stop := context.WithCancelCause(context.WithoutCancel(ctx))
	defer stop(errStopping)
	go w.renew(working)
	for ctx.Err() == nil {
		if err := w.plan(ctx); err != nil && ctx.Err() == nil {
			w.Log.Warn("job: scheduling failed", "error", fault.Cause(err))
		}
		more, err := w.take(ctx, working)
		if err != nil && ctx.Err() == nil {
			w.Log.Warn("job: looking for jobs failed", "error", fault.Cause(err))
		}
		ended := w.ended
		if !more {
			ended = nil // nothing waits, so a free hand is no reason to look
		}
		select {
		case <-ctx.Done():
		case <-w.queue.wake:
		case <-ended:
		case <-w.After(w.Poll):
		}
	}
	return w.finish(stop)
}

// take leases as many due jobs as there are free hands and starts them. It
// reports whether there may be more.
func (w *Worker) take(ctx, working context.Context) (more bool, err error) {
	w.drainEnded()
	w.mu.Lock()
	free := w.Parallel - len(w.held)
	w.mu.Unlock()
	if free == 0 {
		return true, nil
	}
	var jobs []Job
	var until time.Time
	err = w.db.Write(ctx, func(tx *sqldb.Tx) (err error) {
		until = tx.Now().Add(w.Lease)
		if err := reclaim(tx, w.Attempts); err != nil {
			return err
		}
		jobs, err = lease(tx, w.name, until, free)
		return err
	})
	if err != nil {
		return false, err
	}
	for _, j := range jobs {
		ctx, cancel := context.WithCancelCause(working)
		h := &hold{Job: j, worker: w.name, until: until, cancel: cancel}
		w.mu.Lock()
		w.held[j.ID] = h
		w.mu.Unlock()
		w.running.Go(func() { w.work(ctx, h) })
	}
	return len(jobs) == free, nil
}

// drainEnded forgets about jobs that ended before a look that sees their hands
// free anyway.
func (w *Worker) drainEnded() {
	for {
		select {
		case <-w.ended:
		default:
			return
		}
	}
}

// work runs one job and writes down what came of it.
func (w *Worker) work(ctx context.Context, h *hold) {
	defer func() {
		h.cancel(nil)
		w.mu.Lock()
		delete(w.held, h.ID)
		w.mu.Unlock()
		select {
		case w.ended <- struct{}{}:
		default: // the worker has enough reasons to look
		}
	}()
	log := w.Log.With("job", h.ID, "kind", h.Kind, "attempt", h.Attempts)
	handle, known := w.Handlers[h.Kind]
	var err error
	if known {
		err = contain(ctx, log, handle, h.Job)
	} else {
		err = errUnknownKind
	}
	if cause := context.Cause(ctx); err != nil && cause != nil {
		err = cause // what the handler says after being stopped is about the stop
	}
	if errors.Is(err, errLost) {
		log.Warn("job: the lease was lost; whoever has it now will end it")
		return
	}
	settled := w.settle(context.WithoutCancel(ctx), h, err)
	switch {
	case fault.Is(settled, fault.Conflict):
		log.Warn("job: the lease was lost before the end was written down; it may run again")
	case settled != nil:
		log.Error("job: the end could not be written down; it will run again", "error", fault.Cause(settled))
	case err != nil && !errors.Is(err, errStopping):
		log.Warn("job: failed", "error", fault.Cause(err))
	}
}

// settle writes down what came of a job. While the database is out of reach it
// tries again for some seconds: the effect is there, and a job that looks
// abandoned would only be run once more.
func (w *Worker) settle(ctx context.Context, h *hold, outcome error) error {
	for wait := 100 * time.Millisecond; ; wait *= 2 {
		err := w.db.Write(ctx, func(tx *sqldb.Tx) error {
			return settle(tx, h, judge(h.Job, outcome, tx.Now(), w.Attempts))
		})
		if !fault.Is(err, fault.Unavailable) || wait > w.Lease/4 {
			return err
		}
		<-w.After(wait)
	}
}

// contain calls a handler and makes an error of its panic.
func contain(ctx context.Context, log *slog.Logger, handle Handler, j Job) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v", p)
			log.Error("job: a handler panicked", "panic", p, "stack", string(debug.Stack()))
		}
	}()
	return handle(ctx, j)
}

// renew keeps the leases of running jobs until ctx ends. It tells the handler
// of a lost one to stop.
func (w *Worker) renew(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-w.After(w.Lease / 3):
		}
		w.mu.Lock()
		holds := make([]*hold, 0, len(w.held))
		for _, h := range w.held {
			holds = append(holds, h)
		}
		w.mu.Unlock()
		if len(holds) > 0 {
			w.renewAll(ctx, holds)
		}
	}
}

func (w *Worker) renewAll(ctx context.Context, holds []*hold) {
	ctx, cancel := context.WithTimeout(ctx, w.Lease/3)
	defer cancel()
	var until time.Time
	var kept map[id.Job]bool
	err := w.db.Write(ctx, func(tx *sqldb.Tx) (err error) {
		until = tx.Now().Add(w.Lease)
		kept, err = extend(tx, w.name, holds, until)
		return err
	})
	if err != nil {
		w.Log.Warn("job: leases could not be renewed", "error", fault.Cause(err))
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	now := w.Clock()
	for _, h := range holds {
		switch {
		case w.held[h.ID] != h: // it ended meanwhile
		case err == nil && kept[h.ID]:
			h.until = until
		case err == nil, !now.Before(h.until):
			h.cancel(errLost)
		}
	}
}

// finish waits for the running jobs, bounded.
func (w *Worker) finish(stop context.CancelCauseFunc) error {
	idle := make(chan struct{})
	go func() {
		w.running.Wait()
		close(idle)
	}()
	select {
	case <-idle:
		return nil
	case <-w.After(w.Grace):
	}
	stop(errStopping)
	select {
	case <-idle:
		return nil
	case <-w.After(lastCall):
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	return fault.New(fault.Internal, "%d jobs did not stop when asked. They are run again after their leases end, within %s.", len(w.held), w.Lease)
}

// lastCall is how long a handler has to return after its context ended.
const lastCall = 5 * time.Second
