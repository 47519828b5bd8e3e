package sqltest

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"stint/internal/sqldb"
)

// Each runs a test on SQLite and on PostgreSQL, as two subtests, each with a
// database of its own. See Open for configure.
func Each(t *testing.T, run func(t *testing.T, db *sqldb.DB), configure ...func(*sqldb.Options)) {
	t.Helper()
	EachDSN(t, func(t *testing.T, dsn string) { run(t, open(t, dsn, configure)) })
}

// EachDSN is Each for tests that start whole processes, or several nodes on one
// database: it hands over what sqldb.Open takes, a path or a URL.
func EachDSN(t *testing.T, run func(t *testing.T, dsn string)) {
	t.Helper()
	for _, dialect := range []sqldb.Dialect{sqldb.SQLite, sqldb.Postgres} {
		if dialect == sqldb.Postgres && leaveOut(t) {
			t.Log("STINT_TEST_NO_POSTGRES is set: this test did not run on PostgreSQL")
			continue
		}
		t.Run(string(dialect), func(t *testing.T) { run(t, DSN(t, dialect)) })
	}
}

// Open returns a database of its own, empty and migrated, which is closed and
// removed at the end of the test. The functions in configure set options; the
// usual one is At.
func Open(t testing.TB, dialect sqldb.Dialect, configure ...func(*sqldb.Options)) *sqldb.DB {
	t.Helper()
	return open(t, DSN(t, dialect), configure)
}

// At stops the clock of a database at one moment.
func At(moment time.Time) func(*sqldb.Options) {
	return func(o *sqldb.Options) { o.Clock = func() time.Time { return moment } }
}

// DSN returns the address of a database as Open makes it, without opening it:
// the path of a file in a folder of the test, or a postgres:// URL.
func DSN(t testing.TB, dialect sqldb.Dialect) string {
	t.Helper()
	switch dialect {
	case sqldb.SQLite:
		return sqliteFile(t)
	case sqldb.Postgres:
		if leaveOut(t) {
			t.Skip("STINT_TEST_NO_POSTGRES is set: this test needs PostgreSQL")
		}
		return postgresURL(t)
	}
	t.Fatalf("there is no dialect %q", dialect)
	return ""
}

func open(t testing.TB, dsn string, configure []func(*sqldb.Options)) *sqldb.DB {
	t.Helper()
	options := sqldb.Options{Readers: 2} // each connection reads the schema first, which takes most of a short test
	for _, set := range configure {
		set(&options)
	}
	db, err := sqldb.Open(t.Context(), dsn, options)
	if err != nil {
		t.Fatalf("open the test database: %v", err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Errorf("close the test database: %v", err)
		}
	})
	return db
}

func sqliteFile(t testing.TB) string {
	t.Helper()
	empty, err := sqliteTemplate()
	if err != nil {
		t.Fatalf("make the template of SQLite: %v", err)
	}
	path := filepath.Join(t.TempDir(), "stint.db")
	if err := os.WriteFile(path, empty.file, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func postgresURL(t testing.TB) string {
	t.Helper()
	server, err := postgres()
	if err != nil {
		t.Fatal(err)
	}
	name, err := server.create(t.Context())
	if err != nil {
		t.Fatalf("make a test database on PostgreSQL: %v", err)
	}
	t.Cleanup(func() {
		if err := server.drop(name); err != nil {
			t.Errorf("drop the test database: %v", err)
		}
	})
	return server.address(name)
}

// leaveOut reports whether the runs on PostgreSQL are left out.
func leaveOut(t testing.TB) bool {
	t.Helper()
	without, err := withoutPostgres(os.Getenv)
	if err != nil {
		t.Fatal(err)
	}
	return without
}

// withoutPostgres reports whether this machine is said to have no PostgreSQL.
// In continuous integration that is no excuse.
func withoutPostgres(setting func(string) string) (bool, error) {
	if setting("STINT_TEST_NO_POSTGRES") == "" {
		return false, nil
	}
	if setting("CI") == "true" {
		return false, errors.New("STINT_TEST_NO_POSTGRES is set, but where CI=true every test runs on both databases")
	}
	return true, nil
}
