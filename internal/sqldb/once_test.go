package sqldb_test

import (
	"testing"

	"stint/internal/sqldb"
	"stint/internal/sqldb/sqltest"
)

type question struct{ name string }

// countOnce asks twice and returns how often the database was read.
func countOnce(tx *sqldb.Tx) (reads int, err error) {
	for range 2 {
		if _, err := sqldb.Once(tx, question{"settings"}, func() (int, error) {
			reads++
			return sqldb.Count(tx, "SELECT count(*) FROM setting")
		}); err != nil {
			return reads, err
		}
	}
	return reads, nil
}

func TestASnapshotIsAskedOnceAndAChangeEachTime(t *testing.T) {
	sqltest.Each(t, func(t *testing.T, db *sqldb.DB) {
		for name, run := range map[string]struct {
			in   func(fn func(*sqldb.Tx) error) error
			want int
		}{
			"a snapshot":     {func(fn func(*sqldb.Tx) error) error { return db.Read(t.Context(), fn) }, 1},
			"the next one":   {func(fn func(*sqldb.Tx) error) error { return db.Read(t.Context(), fn) }, 1},
			"what may write": {func(fn func(*sqldb.Tx) error) error { return db.Write(t.Context(), fn) }, 2},
		} {
			if err := run.in(func(tx *sqldb.Tx) error {
				reads, err := countOnce(tx)
				if reads != run.want {
					t.Errorf("%s reads %d times, want %d", name, reads, run.want)
				}
				return err
			}); err != nil {
				t.Fatal(err)
			}
		}
	})
}

func TestAnObserverIsToldOfEveryStatement(t *testing.T) {
	sqltest.Each(t, func(t *testing.T, db *sqldb.DB) {
		var told []string
		db.Observe(func(query string, args []any) {
			if len(args) > 0 && args[0] == "a" {
				told = append(told, query)
			}
		})
		if err := db.Write(t.Context(), put("a", "1")); err != nil {
			t.Fatal(err)
		}
		if len(told) != 1 {
			t.Errorf("told of %q", told)
		}
		db.Observe(nil)
		if err := db.Write(t.Context(), func(tx *sqldb.Tx) error {
			_, err := tx.Exec("DELETE FROM setting WHERE name = ?", "a")
			return err
		}); err != nil {
			t.Fatal(err)
		}
		if len(told) != 1 {
			t.Errorf("told after the end: %q", told)
		}
	})
}
