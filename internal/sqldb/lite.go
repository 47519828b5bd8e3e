package sqldb

import (
	"context"
	"database/sql"
	"fmt"
	"runtime/debug"
	"sync"
	"time"

	"stint/internal/fault"
)

// lite is one SQLite connection with its prepared statements. Preparing costs
// about as much as running a small query, so statements stay.
type lite struct {
	raw   *sql.Conn
	stmts map[string]*sql.Stmt
}

// maxStatements bounds the prepared statements a connection keeps.
const maxStatements = 500

func (c *lite) prepare(ctx context.Context, query string) (*sql.Stmt, error) {
	if s, ok := c.stmts[query]; ok {
		return s, nil
	}
	if len(c.stmts) >= maxStatements {
		c.forget()
	}
	s, err := c.raw.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	c.stmts[query] = s
	return s, nil
}

func (c *lite) forget() {
	for _, s := range c.stmts {
		_ = s.Close()
	}
	clear(c.stmts)
}

func (c *lite) exec(ctx context.Context, query string, args []any) (sql.Result, error) {
	s, err := c.prepare(ctx, query)
	if err != nil {
		return nil, err
	}
	return s.ExecContext(ctx, args...)
}

func (c *lite) query(ctx context.Context, query string, args []any) (*sql.Rows, error) {
	s, err := c.prepare(ctx, query)
	if err != nil {
		return nil, err
	}
	return s.QueryContext(ctx, args...)
}

func (c *lite) do(query string) error {
	_, err := c.exec(context.Background(), query, nil)
	return err
}

// begin begins a transaction. Where one is still open, because what should have
// ended it failed, it is ended now, so that one failure does not become that of
// every transaction after it.
func (c *lite) begin(query string) error {
	err := c.do(query)
	if err == nil || c.do("ROLLBACK") != nil {
		return err
	}
	return c.do(query)
}

func (c *lite) close() {
	c.forget()
	_ = c.raw.Close()
}

func (db *DB) connectLite(ctx context.Context) (*lite, error) {
	raw, err := db.pool.Conn(ctx)
	if err != nil {
		return nil, translate(err)
	}
	return &lite{raw: raw, stmts: map[string]*sql.Stmt{}}, nil
}

func (db *DB) startLite(ctx context.Context, readers int) error {
	db.readers, db.closing = make(chan *lite, readers), make(chan struct{})
	for range readers {
		c, err := db.connectLite(ctx)
		if err != nil {
			return err
		}
		if err := c.do("PRAGMA query_only = 1"); err != nil {
			return translate(err)
		}
		db.readers <- c
	}
	c, err := db.connectLite(ctx)
	if err != nil {
		return err
	}
	db.writer = &writer{db: db, conn: c, requests: make(chan *request, maxBatch), stopping: make(chan struct{}), stopped: make(chan struct{})}
	go db.writer.loop()
	return nil
}

func (db *DB) readLite(ctx context.Context, fn func(*Tx) error) error {
	var c *lite
	select {
	case c = <-db.readers:
	case <-db.closing:
		return errClosed
	case <-ctx.Done():
		return translate(ctx.Err())
	}
	defer func() { db.readers <- c }()
	if err := c.begin("BEGIN DEFERRED"); err != nil {
		return translate(err)
	}
	defer func() { _ = c.do("ROLLBACK") }()
	// A statement that is interrupted by a caller who left would have to be
	// prepared anew; reads are short, so they run to their end.
	return translate(fn(&Tx{ctx: context.WithoutCancel(ctx), conn: c, db: db, now: moment(db.clock), known: map[any]any{}}))
}

// moment is the clock's time as the database keeps it.
func moment(clock func() time.Time) time.Time { return clock().UTC().Truncate(time.Microsecond) }

// maxBatch is how many changes share a commit at most. Beyond some dozens the
// disk is no longer what costs.
const maxBatch = 64

// writer owns the one connection that writes.
type writer struct {
	db       *DB
	conn     *lite
	requests chan *request
	stopping chan struct{}
	stopped  chan struct{}
	once     sync.Once
}

// request is one change waiting for the writer.
type request struct {
	ctx   context.Context
	fn    func(*Tx) error
	tx    *Tx
	err   error
	panic any
	done  chan struct{}
}

// errStopped is the answer where the writer stopped in the middle of a batch, of
// which nothing was committed.
var errStopped error = fault.New(fault.Unavailable, "The database stopped in the middle of this change. Nothing has been changed. Please try again in a moment.")

var errClosed = fault.New(fault.Unavailable, "Stint is shutting down. Nothing has been changed. Please try again in a moment.")

func (w *writer) run(ctx context.Context, fn func(*Tx) error) error {
	r := &request{ctx: ctx, fn: fn, done: make(chan struct{})}
	select {
	case <-w.stopping:
		return errClosed
	default:
	}
	select {
	case w.requests <- r:
	case <-w.stopping:
		return errClosed
	case <-ctx.Done():
		return translate(ctx.Err())
	}
	select {
	case <-r.done:
	case <-w.stopped:
		// The writer may have served it as its last act.
		select {
		case <-r.done:
		default:
			return errClosed
		}
	}
	if r.panic != nil {
		panic(r.panic)
	}
	if r.err == nil {
		for _, f := range r.tx.onCommit {
			f()
		}
	}
	return r.err
}

func (w *writer) stop() {
	w.once.Do(func() { close(w.stopping) })
	<-w.stopped
}

// loop serves changes until stop is called and the queue is empty.
func (w *writer) loop() {
	defer close(w.stopped)
	defer w.conn.close()
	for {
		select {
		case r := <-w.requests:
			w.serve(w.gather(r))
		case <-w.stopping:
			select {
			case r := <-w.requests:
				w.serve(w.gather(r))
			default:
				return
			}
		}
	}
}

// gather takes what else waits already.
func (w *writer) gather(first *request) []*request {
	batch := []*request{first}
	for len(batch) < maxBatch {
		select {
		case r := <-w.requests:
			batch = append(batch, r)
		default:
			return batch
		}
	}
	return batch
}

// serve runs a batch in one SQLite transaction and answers everybody in it.
// Until the commit is known, nobody's change counts as saved.
func (w *writer) serve(batch []*request) {
	err := errStopped
	defer func() {
		for _, r := range batch {
			if r.err == nil {
				r.err = err
			}
			close(r.done)
		}
	}()
	if err = translate(w.conn.begin("BEGIN IMMEDIATE")); err != nil {
		return
	}
	err = errStopped
	for _, r := range batch {
		if broken := w.step(r); broken != nil {
			// The whole transaction is gone (disk full, I/O error): nobody's
			// change was saved, and everybody is told so, with the reason of
			// the change on which it broke.
			_ = w.conn.do("ROLLBACK")
			if err = translate(broken); fault.Is(r.err, fault.Unavailable) {
				err = r.err
			}
			return
		}
	}
	if err = w.conn.do("COMMIT"); err != nil {
		_ = w.conn.do("ROLLBACK")
		err = errUnknown(err)
	}
}

// step runs one change in a savepoint. Its result is about the savepoint
// itself: an error there means that the transaction around it is broken.
func (w *writer) step(r *request) (broken error) {
	if err := r.ctx.Err(); err != nil {
		r.err = translate(err)
		return nil
	}
	if err := w.conn.do("SAVEPOINT change"); err != nil {
		return err
	}
	// An interrupted statement would take the whole transaction with it, and
	// with it the changes of others.
	r.tx = &Tx{ctx: context.WithoutCancel(r.ctx), conn: w.conn, db: w.db, now: moment(w.db.clock)}
	w.call(r)
	if r.err == nil && r.panic == nil {
		return w.conn.do("RELEASE change")
	}
	if err := w.conn.do("ROLLBACK TO change"); err != nil {
		return err
	}
	return w.conn.do("RELEASE change")
}

// call runs the function and keeps its panic for the goroutine that asked.
func (w *writer) call(r *request) {
	defer func() {
		if p := recover(); p != nil {
			r.panic = fmt.Sprintf("%v\n%s", p, debug.Stack())
			r.err = fault.New(fault.Internal, "panic in a transaction")
		}
	}()
	r.err = translate(r.fn(r.tx))
}
