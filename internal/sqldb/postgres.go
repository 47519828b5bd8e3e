package sqldb

import (
	"context"
	"database/sql"
	"errors"
	"math/rand/v2"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"

	"stint/internal/fault"
)

// retryFor bounds how long a change is tried again while PostgreSQL restarts
// or transactions collide; a person waits for it.
const retryFor = 4 * time.Second

func openPostgres(ctx context.Context, dsn string, readers int) (*sql.DB, error) {
	pool, err := sql.Open("pgx", dsn)
	if err != nil {
		return nil, fault.Wrap(err, fault.Unavailable, "The database URL cannot be read. It has the form postgres://user:password@host:5432/name.")
	}
	pool.SetMaxOpenConns(max(16, 4*readers))
	pool.SetMaxIdleConns(max(16, 4*readers))
	pool.SetConnMaxIdleTime(5 * time.Minute)
	if err := pool.PingContext(ctx); err != nil {
		_ = pool.Close()
		return nil, fault.Wrap(err, fault.Unavailable, "PostgreSQL does not answer. Check STINT_DATABASE and that the server runs.")
	}
	return pool, nil
}

// postgres is a transaction on PostgreSQL.
type postgres struct{ tx *sql.Tx }

func (c postgres) exec(ctx context.Context, query string, args []any) (sql.Result, error) {
	return c.tx.ExecContext(ctx, query, args...)
}

func (c postgres) query(ctx context.Context, query string, args []any) (*sql.Rows, error) {
	return c.tx.QueryContext(ctx, query, args...)
}

func (db *DB) readPostgres(ctx context.Context, fn func(*Tx) error) error {
	return db.retry(ctx, func() error {
		raw, err := db.pool.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true})
		if err != nil {
			return err
		}
		defer func() { _ = raw.Rollback() }()
		return fn(&Tx{ctx: ctx, conn: postgres{raw}, db: db, now: moment(db.clock), known: map[any]any{}})
	})
}

func (db *DB) writePostgres(ctx context.Context, fn func(*Tx) error) error {
	var done *Tx
	err := db.retry(ctx, func() error {
		raw, err := db.pool.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		defer func() { _ = raw.Rollback() }()
		tx := &Tx{ctx: ctx, conn: postgres{raw}, db: db, now: moment(db.clock)}
		if err := fn(tx); err != nil {
			return err
		}
		if err := raw.Commit(); err != nil {
			if mayRetry(err) && !lostConnection(err) {
				return err // refused by the server: certainly not saved
			}
			return errUnknown(err)
		}
		done = tx
		return nil
	})
	if err != nil {
		return err
	}
	for _, f := range done.onCommit {
		f()
	}
	return nil
}

// retry runs attempt until it succeeds, fails for good, or time is up. What
// was not committed is safe to run again; an unknown commit is not, and
// carries a fault of its own that stops the loop.
func (db *DB) retry(ctx context.Context, attempt func() error) error {
	deadline := time.Now().Add(retryFor)
	wait := 5 * time.Millisecond
	for {
		err := attempt()
		if err == nil {
			return nil
		}
		if !mayRetry(err) || ctx.Err() != nil || time.Now().Add(wait).After(deadline) {
			return translate(err)
		}
		select {
		case <-ctx.Done():
			return translate(ctx.Err())
		case <-time.After(wait + rand.N(wait)):
		}
		wait = min(2*wait, 500*time.Millisecond)
	}
}

// mayRetry reports whether the transaction was certainly not committed and
// may well succeed the next time.
func mayRetry(err error) bool {
	if e, ok := errors.AsType[*fault.Error](err); ok && e.Code == "commit-unknown" {
		return false
	}
	return collided(err) || lostConnection(err)
}
