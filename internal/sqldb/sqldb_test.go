package sqldb_test

import (
	"context"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"stint/internal/fault"
	"stint/internal/sqldb"
)

func open(t *testing.T) *sqldb.DB {
	t.Helper()
	db, err := sqldb.Open(t.Context(), filepath.Join(t.TempDir(), "a b?#%.db"), sqldb.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

func TestX(t *testing.T) {
	db := open(t)
	ctx := context.Background()
	var wg sync.WaitGroup
	for i := range 100 {
		wg.Go(func() {
			err := db.Write(ctx, func(tx *sqldb.Tx) error {
				_, err := tx.Exec("INSERT INTO setting (name, value, changed_at) VALUES (?, 'x', ?)", string(rune('A'+i%50)), tx.Now())
				return err
			})
			if err != nil && !fault.Is(err, fault.Conflict) {
				t.Error(err, fault.Cause(err))
			}
		})
	}
	wg.Wait()
	_ = db.Read(ctx, func(tx *sqldb.Tx) error {
		n, err := sqldb.Count(tx, "SELECT count(*) FROM setting")
		if n != 50 || err != nil {
			t.Error(n, err)
		}
		ts, err := sqldb.List(tx, func(s sqldb.Scanner) (v time.Time, err error) { return v, s.Scan(&v) }, "SELECT changed_at FROM setting")
		if err != nil || time.Since(ts[0]) > time.Minute {
			t.Error(ts[0], err)
		}
		_, err = tx.Exec("DELETE FROM setting")
		if err == nil {
			t.Error("snapshot writes")
		}
		return nil
	})
}
