package sqldb

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"stint/internal/fault"
)

// Dialect names a kind of database.
type Dialect string

// The two kinds.
const (
	SQLite   Dialect = "sqlite"
	Postgres Dialect = "postgres"
)

// Options of Open. The zero value is what production uses.
type Options struct {
	Clock     func() time.Time // the moment of a transaction; time.Now where nil
	NoMigrate bool             // leave the schema as it is, but refuse one that this binary does not know
	Readers   int              // connections for reading; a number fit for this machine where 0
}

// DB is an open database. It is safe for concurrent use.
type DB struct {
	dialect Dialect
	clock   func() time.Time
	pool    *sql.DB       // PostgreSQL: everything. SQLite: where connections come from.
	writer  *writer       // SQLite only
	readers chan *lite    // SQLite only
	closing chan struct{} // SQLite only: closed by Close
	close   sync.Once
	closed  error // what Close returns, from its end on
	bound   queryCache
	watch   atomic.Pointer[Observer]
}

// Open opens the database that dsn names: a postgres:// or postgresql:// URL,
// or the path of an SQLite file, which is made where it does not exist, with
// its folder. The schema is brought up to date unless o says otherwise. A
// database that is newer than this binary is refused.
func Open(ctx context.Context, dsn string, o Options) (*DB, error) {
	if o.Clock == nil {
		o.Clock = time.Now
	}
	if o.Readers <= 0 {
		o.Readers = max(4, 2*runtime.GOMAXPROCS(0))
	}
	db := &DB{clock: o.Clock}
	var err error
	if strings.HasPrefix(dsn, "postgres://") || strings.HasPrefix(dsn, "postgresql://") {
		db.dialect = Postgres
		db.pool, err = openPostgres(ctx, dsn, o.Readers)
	} else {
		db.dialect = SQLite
		db.pool, err = openLite(dsn, o.Readers)
	}
	if err != nil {
		return nil, err
	}
	if err := migrate(ctx, db.pool, db.dialect, o.NoMigrate); err != nil {
		_ = db.pool.Close()
		return nil, err
	}
	if db.dialect == SQLite {
		if err := db.startLite(ctx, o.Readers); err != nil {
			_ = db.pool.Close()
			return nil, err
		}
	}
	return db, nil
}

// Dialect says which kind of database this is.
func (db *DB) Dialect() Dialect { return db.dialect }

// Observer is told of a statement before it runs: the text as the code has it,
// and its arguments as they are bound. It must not keep the slice.
type Observer func(query string, args []any)

// Observe has every statement of all transactions told to o from now on, and to
// nobody where o is nil. It is for counting and measuring: what o does is time
// that the transaction takes.
func (db *DB) Observe(o Observer) {
	if o == nil {
		db.watch.Store(nil)
		return
	}
	db.watch.Store(&o)
}

func (db *DB) tell(query string, args []any) {
	if o := db.watch.Load(); o != nil {
		(*o)(query, args)
	}
}

// Close waits for what is under way and closes the database. Whatever arrives
// afterwards is refused as unavailable. Closing it again does nothing, and
// returns what the first time returned.
func (db *DB) Close() error {
	db.close.Do(func() {
		if db.dialect == SQLite {
			db.writer.stop()
			close(db.closing)
			for range cap(db.readers) {
				(<-db.readers).close()
			}
		}
		db.closed = db.pool.Close()
	})
	return db.closed
}

// Ping reports whether the database answers.
func (db *DB) Ping(ctx context.Context) error {
	return db.Read(ctx, func(tx *Tx) error {
		_, err := List(tx, scanInt, "SELECT 1")
		return err
	})
}

// Write runs fn in a transaction and commits it. Where fn returns an error
// nothing is changed, and the error is returned with database errors
// translated (see translate). A failed commit is answered as Unavailable with
// the code "commit-unknown": nobody can say whether it was saved.
func (db *DB) Write(ctx context.Context, fn func(*Tx) error) error {
	if db.dialect == SQLite {
		return db.writer.run(ctx, fn)
	}
	return db.writePostgres(ctx, fn)
}

// Read runs fn on one consistent snapshot of the database. Statements that
// would change anything fail.
func (db *DB) Read(ctx context.Context, fn func(*Tx) error) error {
	if db.dialect == SQLite {
		return db.readLite(ctx, fn)
	}
	return db.readPostgres(ctx, fn)
}

// errUnknown is the answer to a commit that failed.
func errUnknown(cause error) error {
	return fault.Wrap(cause, fault.Unavailable,
		"The database did not confirm this change, so it may or may not be saved. Look at the page again before you repeat it; sent again with the same key it cannot happen twice.").
		WithCode("commit-unknown")
}

// openLite opens the pool from which the writer's and the readers'
// connections are taken.
//
// What SQLite sets aside goes to files once it is large, as is its default:
// with temp_store = MEMORY the journal of a savepoint is a chain that is walked
// from its beginning after every statement, and a large change grows with the
// square of its size.
func openLite(path string, readers int) (*sql.DB, error) {
	if dir := filepath.Dir(path); dir != "" {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return nil, fault.Wrap(err, fault.Unavailable, "The folder for the database %q cannot be made.", path)
		}
	}
	pragmas := "_pragma=busy_timeout(5000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)" +
		"&_pragma=foreign_keys(1)&_pragma=journal_size_limit(67108864)" +
		"&_time_integer_format=unix_micro&_inttotime=1"
	pool, err := sql.Open("sqlite", "file:"+escapePath(path)+"?"+pragmas)
	if err != nil {
		return nil, fault.Wrap(err, fault.Unavailable, "The database %q cannot be opened.", path)
	}
	pool.SetMaxOpenConns(readers + 2)
	pool.SetMaxIdleConns(readers + 2)
	if err := pool.Ping(); err != nil {
		_ = pool.Close()
		return nil, fault.Wrap(err, fault.Unavailable, "The database %q cannot be opened: %v.", path, err)
	}
	return pool, nil
}

// escapePath makes a path fit for the file: URI that SQLite reads (its
// document "URI Filenames"): %, ? and # would end the path.
func escapePath(path string) string {
	return strings.NewReplacer("%", "%25", "?", "%3f", "#", "%23").Replace(filepath.ToSlash(path))
}

func scanInt(s Scanner) (n int64, err error) { return n, s.Scan(&n) }

// Describe returns a line about the database for an administrator: its kind
// and version, without any credential.
func (db *DB) Describe(ctx context.Context) (string, error) {
	query := "SELECT sqlite_version()"
	if db.dialect == Postgres {
		query = "SHOW server_version"
	}
	var version string
	err := db.Read(ctx, func(tx *Tx) error {
		found, err := List(tx, func(s Scanner) (v string, err error) { return v, s.Scan(&v) }, query)
		if err == nil && len(found) == 1 {
			version = found[0]
		}
		return err
	})
	if db.dialect == Postgres {
		return fmt.Sprintf("PostgreSQL %s", version), err
	}
	return fmt.Sprintf("SQLite %s", version), err
}
