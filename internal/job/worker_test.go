package job

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/sqldb"
	"stint/internal/sqldb/sqltest"
)

// bench is a database with a clock that the test moves, and its queue.
type bench struct {
	*clock
	t     *testing.T
	db    *sqldb.DB
	close func()
	queue *Queue
	log   *bytes.Buffer
}

func each(t *testing.T, run func(t *testing.T, b *bench)) {
	sqltest.EachDSN(t, func(t *testing.T, dsn string) {
		c := newClock()
		db, err := sqldb.Open(t.Context(), dsn, sqldb.Options{Clock: c.Now})
		if err != nil {
			t.Fatal(err)
		}
		closed := sync.OnceFunc(func() { _ = db.Close() })
		t.Cleanup(closed)
		run(t, &bench{clock: c, t: t, db: db, close: closed, queue: NewQueue(id.NewSource(c.Now, nil)), log: &bytes.Buffer{}})
	})
}

// other is a queue of another node: what it enqueues wakes nobody here.
func (b *bench) other() *Queue { return NewQueue(id.NewSource(b.Now, nil)) }

func (b *bench) enqueue(q *Queue, jobs ...New) {
	b.t.Helper()
	b.write(func(tx *sqldb.Tx) error {
		for _, n := range jobs {
			if err := q.Enqueue(tx, n); err != nil {
				return err
			}
		}
		return nil
	})
}

func (b *bench) write(fn func(*sqldb.Tx) error) {
	b.t.Helper()
	if err := b.db.Write(context.Background(), fn); err != nil {
		b.t.Fatal(err, fault.Cause(err))
	}
}

// all returns every job of the queue in the order they were made.
func (b *bench) all() []Job {
	b.t.Helper()
	var jobs []Job
	err := b.db.Read(context.Background(), func(tx *sqldb.Tx) (err error) {
		jobs, err = sqldb.List(tx, scan, "SELECT "+columns+" FROM job ORDER BY id")
		return err
	})
	if err != nil {
		b.t.Fatal(err)
	}
	return jobs
}

// worker returns a worker on the fixed clock.
func (b *bench) worker(s Settings) *Worker {
	s.Clock, s.After = b.Now, b.After
	if s.Log == nil {
		s.Log = slog.New(slog.DiscardHandler)
	}
	return NewWorker(b.db, b.queue, s)
}

// start runs a worker until the returned function is called, which returns
// when all its jobs have ended and been written down.
func (b *bench) start(w *Worker) (stop func() error) {
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- w.Run(ctx) }()
	stop = sync.OnceValue(func() error {
		cancel()
		return <-ended
	})
	b.t.Cleanup(func() { _ = stop() })
	return stop
}

func mustStop(t *testing.T, stop func() error) {
	t.Helper()
	if err := stop(); err != nil {
		t.Error(err)
	}
}

// lone returns the single job, checked for its state.
func (b *bench) lone(state string) Job {
	b.t.Helper()
	jobs := b.all()
	if len(jobs) != 1 || jobs[0].State != state {
		b.t.Fatalf("the queue is %+v, want one job that is %s", jobs, state)
	}
	return jobs[0]
}

func TestEnqueueWakes(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		got := make(chan Job)
		stop := b.start(b.worker(Settings{Handlers: map[string]Handler{"greet": func(_ context.Context, j Job) error {
			got <- j
			return nil
		}}}))
		b.Await(time.Second, 1)
		b.enqueue(b.queue, New{Kind: "greet", Payload: map[string]string{"who": "Noor"}})
		if j := <-got; string(j.Payload) != `{"who":"Noor"}` || j.Attempts != 1 {
			t.Errorf("the handler got %+v", j)
		}
		mustStop(t, stop)
		b.lone(Done)
	})
}

func TestPollFindsWhatOthersEnqueued(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		got := make(chan struct{})
		stop := b.start(b.worker(Settings{Handlers: map[string]Handler{"greet": func(context.Context, Job) error {
			got <- struct{}{}
			return nil
		}}}))
		b.Await(time.Second, 1)
		b.enqueue(b.other(), New{Kind: "greet"}, New{Kind: "greet", At: b.Now().Add(time.Minute)})
		b.Advance(time.Second)
		<-got
		b.Await(time.Second, 2)
		b.Advance(59 * time.Second)
		<-got
		mustStop(t, stop)
		for _, j := range b.all() {
			if j.State != Done {
				t.Errorf("%+v is not done", j)
			}
		}
	})
}

func TestUniqueIsEnqueuedOnce(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		b.enqueue(b.queue, New{Kind: "greet", Unique: "once"})
		b.enqueue(b.queue, New{Kind: "greet", Unique: "once"})
		b.lone(Waiting)
	})
}

// A failed change leaves no job behind.
func TestEnqueueBelongsToItsTransaction(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		err := b.db.Write(t.Context(), func(tx *sqldb.Tx) error {
			return errors.Join(b.queue.Enqueue(tx, New{Kind: "greet"}), fault.New(fault.Conflict, "no"))
		})
		if !fault.Is(err, fault.Conflict) || len(b.all()) != 0 {
			t.Error(err, b.all())
		}
	})
}

func TestThousandJobsByFourWorkersRunOnceEach(t *testing.T) {
	sqltest.EachDSN(t, func(t *testing.T, dsn string) {
		const jobs, workers = 1000, 4
		var total atomic.Int64
		var runs [jobs]atomic.Int64
		finished := make(chan struct{})
		handlers := map[string]Handler{"count": func(_ context.Context, j Job) error {
			var i int
			if _, err := fmt.Sscan(string(j.Payload), &i); err != nil {
				return err
			}
			runs[i].Add(1)
			if total.Add(1) == jobs {
				close(finished)
			}
			return nil
		}}
		var stops []func() error
		var b *bench
		for n := range workers { // each a node of its own
			db, err := sqldb.Open(t.Context(), dsn, sqldb.Options{})
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = db.Close() })
			b = &bench{t: t, db: db, queue: NewQueue(id.NewSource(time.Now, nil))}
			if n == 0 {
				var list []New
				for i := range jobs {
					list = append(list, New{Kind: "count", Payload: i})
				}
				b.enqueue(b.queue, list...)
			}
			stops = append(stops, b.start(NewWorker(db, b.queue, Settings{Handlers: handlers, Log: slog.New(slog.DiscardHandler)})))
		}
		<-finished
		for _, stop := range stops {
			mustStop(t, stop)
		}
		for i := range runs {
			if n := runs[i].Load(); n != 1 {
				t.Errorf("job %d ran %d times", i, n)
			}
		}
		for _, j := range b.all() {
			if j.State != Done || j.Attempts != 1 {
				t.Errorf("%s is %s after %d attempts", j.ID, j.State, j.Attempts)
			}
		}
	})
}

// Workers that die, before or after the effect, and jobs that come late and in
// any order: each effect is there, and once.
func TestEffectOnceWhateverTheDeliveries(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		const jobs = 400
		order := rand.Perm(jobs)
		var list []New
		for _, i := range order {
			list = append(list, New{Kind: "effect", Payload: i, At: b.Now().Add(-time.Duration(i) * time.Millisecond)})
		}
		b.enqueue(b.queue, list...)
		var deliveries, effects int
		effect := func(_ context.Context, j Job) error {
			return b.db.Write(context.Background(), func(tx *sqldb.Tx) error {
				n, err := tx.Exec("INSERT INTO setting (name, value, changed_at) VALUES (?, '', ?) ON CONFLICT (name) DO NOTHING", "effect "+string(j.Payload), tx.Now())
				deliveries++
				effects += int(n)
				return err
			})
		}
		// Four rounds of workers that die with their jobs in hand.
		for round := range 4 {
			for range 4 {
				w := b.worker(Settings{})
				var taken []Job
				b.write(func(tx *sqldb.Tx) (err error) {
					if err := reclaim(tx, w.Attempts); err != nil {
						return err
					}
					taken, err = lease(tx, w.name, tx.Now().Add(w.Lease), 60)
					return err
				})
				for i, j := range taken {
					if i%2 == round%2 {
						if err := effect(t.Context(), j); err != nil {
							t.Fatal(err)
						}
					}
				}
			}
			b.Advance(time.Minute)
		}
		done := make(chan struct{}, jobs)
		w := b.worker(Settings{Parallel: 1, Handlers: map[string]Handler{"effect": func(ctx context.Context, j Job) error {
			defer func() { done <- struct{}{} }()
			return effect(ctx, j)
		}}})
		stop := b.start(w)
		for range jobs {
			<-done
		}
		mustStop(t, stop)
		if effects != jobs || deliveries <= jobs {
			t.Errorf("%d effects of %d deliveries, want %d of more than that", effects, deliveries, jobs)
		}
		for _, j := range b.all() {
			if j.State != Done || j.Trouble != "" {
				t.Errorf("%s is %s, trouble %q", j.ID, j.State, j.Trouble)
			}
		}
	})
}

func TestAbandonedJobIsPickedUpWithinTwoMinutes(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		b.enqueue(b.queue, New{Kind: "greet"})
		b.write(func(tx *sqldb.Tx) error {
			_, err := lease(tx, "a worker that dies", tx.Now().Add(b.worker(Settings{}).Lease), 10)
			return err
		})
		died := b.Now()
		got := make(chan time.Time, 1)
		stop := b.start(b.worker(Settings{Handlers: map[string]Handler{"greet": func(context.Context, Job) error {
			got <- b.Now()
			return nil
		}}}))
		for n := 1; len(got) == 0; n++ {
			b.Await(time.Second, n)
			b.Advance(time.Second)
			if b.Now().Sub(died) > 2*time.Minute {
				t.Fatal("nobody picked the job up")
			}
		}
		if waited := (<-got).Sub(died); waited < time.Minute || waited > 2*time.Minute {
			t.Errorf("picked up after %s", waited)
		}
		mustStop(t, stop)
		if j := b.lone(Done); j.Attempts != 2 {
			t.Errorf("%d attempts, want 2", j.Attempts)
		}
	})
}

func TestJobThatKillsItsWorkersIsGivenUp(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		b.enqueue(b.queue, New{Kind: "deadly"})
		for range 3 {
			b.write(func(tx *sqldb.Tx) error {
				if err := reclaim(tx, 3); err != nil {
					return err
				}
				_, err := lease(tx, "dies", tx.Now().Add(time.Minute), 1)
				return err
			})
			b.Advance(time.Minute)
		}
		b.write(func(tx *sqldb.Tx) error { return reclaim(tx, 3) })
		if j := b.lone(Failed); j.Attempts != 3 || j.Trouble != troubleAbandoned {
			t.Errorf("%+v", j)
		}
	})
}

func TestRunningJobKeepsItsLease(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		b.enqueue(b.queue, New{Kind: "long"})
		started, release := make(chan struct{}), make(chan struct{})
		stop := b.start(b.worker(Settings{Handlers: map[string]Handler{"long": func(ctx context.Context, _ Job) error {
			close(started)
			<-release
			return ctx.Err()
		}}}))
		<-started
		for n := range 15 { // five minutes
			b.Await(20*time.Second, n+1)
			b.Advance(20 * time.Second)
			b.Await(20*time.Second, n+2) // the renewal is through
			b.write(func(tx *sqldb.Tx) error {
				if err := reclaim(tx, 20); err != nil {
					return err
				}
				taken, err := lease(tx, "a rival", tx.Now().Add(time.Minute), 1)
				if len(taken) > 0 {
					t.Fatal("a rival took a job that is under way")
				}
				return err
			})
		}
		close(release)
		mustStop(t, stop)
		b.lone(Done)
	})
}

func TestWorkerThatLostItsLeaseMarksNothing(t *testing.T) {
	for _, says := range []error{nil, errors.New("stopped in the middle")} {
		each(t, func(t *testing.T, b *bench) {
			b.enqueue(b.queue, New{Kind: "long"})
			started, told, release := make(chan struct{}), make(chan error, 1), make(chan struct{})
			stop := b.start(b.worker(Settings{Handlers: map[string]Handler{"long": func(ctx context.Context, _ Job) error {
				close(started)
				<-ctx.Done()
				told <- context.Cause(ctx)
				<-release
				return says
			}}}))
			<-started
			b.Await(20*time.Second, 1)
			var rival []Job
			b.write(func(tx *sqldb.Tx) error { // as if this node had slept for a while
				if _, err := tx.Exec("UPDATE job SET leased_until = ?", tx.Now()); err != nil {
					return err
				}
				if err := reclaim(tx, 20); err != nil {
					return err
				}
				var err error
				rival, err = lease(tx, "a rival", tx.Now().Add(time.Hour), 1)
				return err
			})
			if len(rival) != 1 {
				t.Fatal("the rival got nothing")
			}
			b.Advance(20 * time.Second)
			if cause := <-told; !errors.Is(cause, errLost) {
				t.Errorf("the handler was told %v", cause)
			}
			close(release)
			mustStop(t, stop)
			b.lone(Leased)
			b.write(func(tx *sqldb.Tx) error {
				return settle(tx, &hold{Job: rival[0], worker: "a rival"}, judge(rival[0], nil, tx.Now(), 20))
			})
			b.lone(Done)
		})
	}
}

// A worker that was given the same job twice must not end the second lease by
// the first one's result.
func TestLeaseOfAnEarlierAttemptDoesNotCount(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		b.enqueue(b.queue, New{Kind: "x"})
		take := func() (j Job) {
			b.write(func(tx *sqldb.Tx) error {
				if err := reclaim(tx, 20); err != nil {
					return err
				}
				taken, err := lease(tx, "me", tx.Now().Add(time.Minute), 1)
				j = taken[0]
				return err
			})
			return j
		}
		first := take()
		b.Advance(time.Minute)
		second := take()
		err := b.db.Write(t.Context(), func(tx *sqldb.Tx) error {
			return settle(tx, &hold{Job: first, worker: "me"}, judge(first, nil, tx.Now(), 20))
		})
		if !fault.Is(err, fault.Conflict) {
			t.Errorf("the first lease was taken for the second: %v", err)
		}
		b.write(func(tx *sqldb.Tx) error {
			kept, err := extend(tx, "me", []*hold{{Job: first}}, tx.Now().Add(time.Hour))
			if kept[first.ID] {
				t.Error("the first lease was renewed")
			}
			return errors.Join(err, settle(tx, &hold{Job: second, worker: "me"}, judge(second, nil, tx.Now(), 20)))
		})
	})
}

// While the database does not answer, a handler runs no longer than its lease.
func TestLeaseThatCannotBeRenewedEnds(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		b.enqueue(b.queue, New{Kind: "long"})
		started, told := make(chan struct{}), make(chan error, 1)
		stop := b.start(b.worker(Settings{Handlers: map[string]Handler{"long": func(ctx context.Context, _ Job) error {
			close(started)
			<-ctx.Done()
			told <- context.Cause(ctx)
			return ctx.Err()
		}}}))
		<-started
		b.close()
		for n := range 3 {
			b.Await(20*time.Second, n+1)
			if len(told) > 0 {
				t.Fatalf("stopped after %d thirds of the lease", n)
			}
			b.Advance(20 * time.Second)
		}
		if cause := <-told; !errors.Is(cause, errLost) {
			t.Errorf("the handler was told %v", cause)
		}
		mustStop(t, stop)
	})
}

func TestFailureIsRetriedEverMoreSlowlyAndGivenUp(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		b.enqueue(b.queue, New{Kind: "fail"})
		ran := make(chan struct{})
		w := Settings{Attempts: 4, Handlers: map[string]Handler{"fail": func(context.Context, Job) error {
			ran <- struct{}{}
			return fault.Wrap(errors.New("550 no\x00 such \xffmailbox"), fault.Unavailable, "The mail server refuses.")
		}}}
		for attempt := 1; attempt <= 4; attempt++ {
			stop := b.start(b.worker(w))
			<-ran
			mustStop(t, stop)
			if attempt == 4 {
				break
			}
			j := b.lone(Waiting)
			wait := j.RunAt.Sub(b.Now().Truncate(time.Microsecond))
			if mean := 5 * time.Second << (attempt - 1); wait < mean*3/4 || wait > mean*5/4 || j.Attempts != attempt {
				t.Errorf("attempt %d is followed after %s", j.Attempts, wait)
			}
			b.Advance(wait)
		}
		j := b.lone(Failed)
		if j.Trouble != "550 no� such �mailbox" {
			t.Errorf("trouble is %q", j.Trouble)
		}
		var failures, troubled []Job
		b.write(func(tx *sqldb.Tx) (err error) {
			failures, err = Failures(tx, 10)
			if err != nil {
				return err
			}
			return b.queue.Retry(tx, j.ID)
		})
		if j := b.lone(Waiting); len(failures) != 1 || j.Attempts != 0 {
			t.Errorf("failures %v; retried %+v", failures, j)
		}
		b.write(func(tx *sqldb.Tx) (err error) { troubled, err = Troubled(tx, 10); return err })
		if len(troubled) != 1 {
			t.Errorf("%d jobs in trouble, want the one retried", len(troubled))
		}
		err := b.db.Write(t.Context(), func(tx *sqldb.Tx) error { return b.queue.Retry(tx, j.ID) })
		if !fault.Is(err, fault.Conflict) {
			t.Errorf("retrying a waiting job: %v", err)
		}
	})
}

func TestPanicIsContainedAndLogged(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		b.enqueue(b.queue, New{Kind: "panic"}, New{Kind: "fine"})
		fine := make(chan struct{})
		stop := b.start(b.worker(Settings{Parallel: 1, Log: slog.New(slog.NewTextHandler(b.log, nil)), Handlers: map[string]Handler{
			"panic": func(context.Context, Job) error { panic("lost my head") },
			"fine":  func(context.Context, Job) error { close(fine); return nil },
		}}))
		<-fine
		mustStop(t, stop)
		jobs := b.all()
		if jobs[0].State != Waiting || jobs[0].Attempts != 1 || jobs[0].Trouble != "panic: lost my head" || jobs[1].State != Done {
			t.Errorf("%+v", jobs)
		}
		if log := b.log.String(); !strings.Contains(log, "lost my head") || !strings.Contains(log, string(jobs[0].ID)) || !strings.Contains(log, "worker_test.go") {
			t.Errorf("the log lacks the panic, its job or its stack: %s", log)
		}
	})
}

func TestUnknownKindWaitsForSomebodyWhoKnowsIt(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		b.enqueue(b.queue, New{Kind: "new"}, New{Kind: "fine"})
		fine := make(chan struct{})
		stop := b.start(b.worker(Settings{Parallel: 1, Handlers: map[string]Handler{"fine": func(context.Context, Job) error { close(fine); return nil }}}))
		<-fine
		mustStop(t, stop)
		j := b.all()[0]
		if j.State != Waiting || j.Trouble != troubleUnknown || j.Attempts != 0 || j.RunAt.Sub(b.Now()).Round(time.Second) != retryUnknown {
			t.Errorf("%+v", j)
		}
		b.Advance(retryUnknown)
		known := make(chan struct{})
		stop = b.start(b.worker(Settings{Handlers: map[string]Handler{"new": func(context.Context, Job) error { close(known); return nil }}}))
		<-known
		mustStop(t, stop)
		if j := b.all()[0]; j.State != Done || j.Trouble != "" {
			t.Errorf("%+v", j)
		}
	})
}

func TestStopLetsWhatRunsEnd(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		b.enqueue(b.queue, New{Kind: "long"}, New{Kind: "long"})
		started, release := make(chan struct{}), make(chan struct{})
		stop := b.start(b.worker(Settings{Parallel: 1, Handlers: map[string]Handler{"long": func(ctx context.Context, _ Job) error {
			close(started) // a second job would panic here, and be seen by its trouble
			<-release
			return ctx.Err()
		}}}))
		<-started
		ended := make(chan error)
		go func() { ended <- stop() }()
		b.Await(20*time.Second, 2) // the renewal's, and the grace of the stop
		close(release)
		if err := <-ended; err != nil {
			t.Error(err)
		}
		if jobs := b.all(); jobs[0].State != Done || jobs[1].State != Waiting || jobs[1].Trouble != "" {
			t.Errorf("%+v", jobs)
		}
	})
}

func TestStopIsBounded(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		b.enqueue(b.queue, New{Kind: "obeys"}, New{Kind: "deaf"})
		var started sync.WaitGroup
		started.Add(2)
		release := make(chan struct{})
		w := b.worker(Settings{Handlers: map[string]Handler{
			"obeys": func(ctx context.Context, _ Job) error { started.Done(); <-ctx.Done(); return ctx.Err() },
			"deaf":  func(context.Context, Job) error { started.Done(); <-release; return nil },
		}})
		stop := b.start(w)
		started.Wait()
		ended := make(chan error)
		go func() { ended <- stop() }()
		b.Await(20*time.Second, 2)
		b.Advance(20 * time.Second)
		b.Await(lastCall, 1)
		for held := 2; held > 1; { // until one is given back, while the deaf one still runs
			w.mu.Lock()
			held = len(w.held)
			w.mu.Unlock()
		}
		b.Advance(lastCall)
		if err := <-ended; err == nil || !strings.Contains(err.Error(), "1 jobs") {
			t.Errorf("stopped with %v", err)
		}
		jobs := b.all()
		if jobs[0].Attempts != 0 || jobs[0].Trouble != "" || jobs[1].State != Leased {
			t.Errorf("%+v", jobs)
		}
		close(release)
	})
}

func TestScheduleRunsOnceAcrossWorkers(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		const ticks, workers = 12, 3
		var mu sync.Mutex
		runs := map[time.Time]int{}
		ran := make(chan time.Time, 100)
		settings := Settings{
			Lease:     24 * time.Hour, // the clock leaps while a run is being written down
			Schedules: []Schedule{{Kind: "turn", Every: 5 * time.Minute}, {Kind: "daily", Every: 24 * time.Hour}},
			Handlers: map[string]Handler{"turn": func(_ context.Context, j Job) error {
				mu.Lock()
				defer mu.Unlock()
				runs[j.RunAt]++
				ran <- j.RunAt
				return nil
			}},
		}
		var stops []func() error
		for range workers {
			w := b.worker(settings)
			w.queue = b.other()
			stops = append(stops, b.start(w))
		}
		for n := range ticks {
			want := b.Now().Truncate(5 * time.Minute).Add(5 * time.Minute)
			asked := b.Asked(time.Second)
			b.Await(time.Second, max(workers, asked))
			b.Advance(want.Sub(b.Now()))
			if got := <-ran; !got.Equal(want) {
				t.Fatalf("tick %d ran at %s, want %s", n, got, want)
			}
			b.Await(time.Second, asked+workers) // each has planned the next one
		}
		for _, stop := range stops {
			mustStop(t, stop)
		}
		if len(runs) != ticks {
			t.Errorf("%d ticks, want %d", len(runs), ticks)
		}
		for at, n := range runs {
			if n != 1 {
				t.Errorf("the run of %s happened %d times", at, n)
			}
		}
		var daily int
		for _, j := range b.all() {
			if j.Kind == "daily" {
				daily++
			}
		}
		if daily != 1 {
			t.Errorf("%d daily runs are planned, want 1", daily)
		}
	})
}

func TestScheduleWithoutLengthIsRefused(t *testing.T) {
	b := &bench{clock: newClock(), t: t, db: sqltest.Open(t, sqldb.SQLite)}
	b.queue = b.other()
	if err := b.worker(Settings{Schedules: []Schedule{{Kind: "turn"}}}).Run(t.Context()); err == nil {
		t.Error("a schedule without a length was taken")
	}
}

func TestCountAndForget(t *testing.T) {
	each(t, func(t *testing.T, b *bench) {
		b.enqueue(b.queue, New{Kind: "a", At: b.Now().Add(-time.Hour)}, New{Kind: "b"}, New{Kind: "c", At: b.Now().Add(time.Hour)})
		b.write(func(tx *sqldb.Tx) error {
			taken, err := lease(tx, "me", tx.Now().Add(time.Minute), 1)
			if err != nil || len(taken) != 1 || taken[0].Kind != "a" {
				t.Fatal(taken, err)
			}
			return settle(tx, &hold{Job: taken[0], worker: "me"}, judge(taken[0], nil, tx.Now(), 9))
		})
		b.Advance(time.Minute)
		b.write(func(tx *sqldb.Tx) error {
			c, err := Count(tx)
			if c.Waiting != 2 || c.Leased != 0 || c.Failed != 0 || c.Oldest.IsZero() {
				t.Errorf("%+v", c)
			}
			if n, err := Forget(tx, tx.Now().Add(-time.Hour)); n != 0 || err != nil {
				t.Error("forgotten too early", n, err)
			}
			n, err2 := Forget(tx, tx.Now())
			if n != 1 {
				t.Errorf("%d forgotten, want 1", n)
			}
			return errors.Join(err, err2)
		})
	})
}
