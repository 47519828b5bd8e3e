package apptest

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"stint/internal/fault"
	"stint/internal/sqldb"
	"stint/internal/sqldb/sqltest"
)

// filled is the file of an SQLite database with the demo's company in it, as it
// stands a minute before Morning. It is made when a test first asks for it and
// then serves the whole test binary: copying it takes a hundredth of the time
// that filling takes.
var filled = sync.OnceValues(func() (file []byte, err error) {
	// In memory where the machine has a folder there: a thousand commits that
	// need not last are then no matter of the disk.
	folder, err := os.MkdirTemp("/dev/shm", "stint-apptest-")
	if err != nil {
		folder, err = os.MkdirTemp("", "stint-apptest-")
	}
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	path := filepath.Join(folder, "stint.db")
	if err := fillAt(context.Background(), path, Morning().Add(-time.Minute)); err != nil {
		return nil, err
	}
	return os.ReadFile(path)
})

// database is an empty database for one test, or one with the company in it
// where that is at hand.
func (o options) database(t testing.TB, dialect sqldb.Dialect) string {
	t.Helper()
	if !o.demo || dialect != sqldb.SQLite || !o.now.Equal(Morning()) {
		return sqltest.DSN(t, dialect)
	}
	file, err := filled()
	if err != nil {
		t.Fatalf("fill in the company: %v (%s)", err, fault.Cause(err))
	}
	path := filepath.Join(t.TempDir(), "stint.db")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
