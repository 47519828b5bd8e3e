package sqldb_test

import (
	"errors"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"stint/internal/fault"
	"stint/internal/sqldb"
	"stint/internal/sqldb/sqltest"
)

func put(name, value string) func(*sqldb.Tx) error {
	return func(tx *sqldb.Tx) error {
		_, err := tx.Exec("INSERT INTO setting (name, value, changed_at) VALUES (?, ?, ?)", name, value, tx.Now())
		return err
	}
}

func settings(t *testing.T, db *sqldb.DB) []string {
	t.Helper()
	var names []string
	err := db.Read(t.Context(), func(tx *sqldb.Tx) (err error) {
		names, err = sqldb.List(tx, func(s sqldb.Scanner) (n string, err error) { return n, s.Scan(&n) }, "SELECT name FROM setting ORDER BY name")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func TestAWriteIsAllOrNothing(t *testing.T) {
	sqltest.Each(t, func(t *testing.T, db *sqldb.DB) {
		refused := errors.New("refused")
		err := db.Write(t.Context(), func(tx *sqldb.Tx) error {
			if err := put("a", "1")(tx); err != nil {
				return err
			}
			return refused
		})
		if !errors.Is(err, refused) {
			t.Fatalf("the reason is lost: %v", err)
		}
		if got := settings(t, db); len(got) != 0 {
			t.Fatalf("half a change stayed: %v", got)
		}
	})
}

func TestManyWritersOneWinnerEach(t *testing.T) {
	sqltest.Each(t, func(t *testing.T, db *sqldb.DB) {
		var won atomic.Int32
		var all sync.WaitGroup
		for i := range 200 {
			all.Go(func() {
				name := string(rune('a' + i%20))
				switch err := db.Write(t.Context(), put(name, "x")); {
				case err == nil:
					won.Add(1)
				case !fault.Is(err, fault.Conflict) || !sqldb.Duplicate(err):
					t.Errorf("losing is a conflict, not %v (%s)", err, fault.Cause(err))
				}
			})
		}
		all.Wait()
		if got := settings(t, db); won.Load() != 20 || len(got) != 20 {
			t.Fatalf("%d winners, %d rows; want 20 of each", won.Load(), len(got))
		}
	})
}

func TestAGuardedWriteHasOneWinner(t *testing.T) {
	sqltest.Each(t, func(t *testing.T, db *sqldb.DB) {
		if err := db.Write(t.Context(), put("state", "open")); err != nil {
			t.Fatal(err)
		}
		var won, lost atomic.Int32
		var all sync.WaitGroup
		for range 50 {
			all.Go(func() {
				err := db.Write(t.Context(), func(tx *sqldb.Tx) error {
					return tx.Guard("Somebody closed it.", "UPDATE setting SET value = 'closed' WHERE name = 'state' AND value = 'open'")
				})
				if err == nil {
					won.Add(1)
				} else if fault.Is(err, fault.Conflict) {
					lost.Add(1)
				} else {
					t.Errorf("%v (%s)", err, fault.Cause(err))
				}
			})
		}
		all.Wait()
		if won.Load() != 1 || lost.Load() != 49 {
			t.Fatalf("%d won and %d lost; want 1 and 49", won.Load(), lost.Load())
		}
	})
}

func TestReadIsOneSnapshotAndChangesNothing(t *testing.T) {
	sqltest.Each(t, func(t *testing.T, db *sqldb.DB) {
		err := db.Read(t.Context(), func(tx *sqldb.Tx) error {
			before, err := sqldb.Count(tx, "SELECT count(*) FROM setting")
			if err != nil {
				return err
			}
			if err := db.Write(t.Context(), put("later", "1")); err != nil {
				return err
			}
			after, err := sqldb.Count(tx, "SELECT count(*) FROM setting")
			if before != 0 || after != 0 {
				t.Errorf("a snapshot moved: %d, then %d", before, after)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := db.Read(t.Context(), put("smuggled", "1")); err == nil {
			t.Error("a snapshot took a change")
		}
		if got := settings(t, db); len(got) != 1 {
			t.Fatalf("%v", got)
		}
	})
}

func TestValuesComeBackAsTheyWent(t *testing.T) {
	at := time.Date(2026, 10, 25, 2, 30, 0, 123456789, time.FixedZone("", 3600))
	sqltest.Each(t, func(t *testing.T, db *sqldb.DB) {
		type named string
		err := db.Write(t.Context(), func(tx *sqldb.Tx) error {
			if !tx.Now().Equal(at.Truncate(time.Microsecond)) || tx.Now().Location() != time.UTC {
				t.Errorf("the moment is %v", tx.Now())
			}
			_, err := tx.Exec("INSERT INTO session (id, secret, person_id, epoch, created_at, seen_at, expires_at) SELECT ?, 'it''s ?', 'p', 1, ?, ?, ? WHERE 1 = 0", named("x"), at, at, at)
			if err != nil {
				return err
			}
			if _, err := tx.Exec("INSERT INTO job (id, kind, payload, state, run_at, leased_until, created_at) VALUES (?, ?, '{}', 'it''s ?', ?, ?, ?)", named("j"), named("k"), at, time.Time{}, at); err != nil {
				return err
			}
			_, err = sqldb.Find(tx, "job", func(s sqldb.Scanner) (none int, err error) {
				var kind, by named
				var state string
				var run, leased time.Time
				if err := s.Scan(&kind, &state, &run, &leased, sqldb.Maybe(&by)); err != nil {
					return 0, err
				}
				if kind != "k" || state != "it's ?" || !run.Equal(at.Truncate(time.Microsecond)) || !leased.IsZero() || by != "" {
					t.Errorf("%q %q %v %v %q", kind, state, run, leased, by)
				}
				return 0, nil
			}, "SELECT kind, state, run_at, leased_until, leased_by FROM job WHERE id = ?", named("j"))
			return err
		})
		if err != nil {
			t.Fatal(err, fault.Cause(err))
		}
	}, sqltest.At(at))
}

func TestAPanicLeavesTheOthersAlone(t *testing.T) {
	sqltest.Each(t, func(t *testing.T, db *sqldb.DB) {
		func() {
			defer func() {
				if recover() == nil {
					t.Error("the panic was swallowed")
				}
			}()
			_ = db.Write(t.Context(), func(tx *sqldb.Tx) error {
				_ = put("torn", "1")(tx)
				panic("boom")
			})
		}()
		if err := db.Write(t.Context(), put("whole", "1")); err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(settings(t, db), " "); got != "whole" {
			t.Fatalf("after a panic: %q", got)
		}
	})
}

// Text that a database cannot hold is the fault of whoever sent it, not ours.
func TestTextThatCannotBeStoredIsInvalid(t *testing.T) {
	db := sqltest.Open(t, sqldb.Postgres)
	for _, text := range []string{"a\x00b", "a\xffb"} {
		if err := db.Write(t.Context(), put("odd", text)); !fault.Is(err, fault.Invalid) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestOnCommitRunsOnlyAfterACommit(t *testing.T) {
	sqltest.Each(t, func(t *testing.T, db *sqldb.DB) {
		ran := 0
		_ = db.Write(t.Context(), func(tx *sqldb.Tx) error {
			tx.OnCommit(func() { ran++ })
			return errors.New("no")
		})
		if ran != 0 {
			t.Fatal("ran although nothing was committed")
		}
		if err := db.Write(t.Context(), func(tx *sqldb.Tx) error { tx.OnCommit(func() { ran++ }); return nil }); err != nil || ran != 1 {
			t.Fatal(err, ran)
		}
	})
}

func TestAClosedDatabaseRefuses(t *testing.T) {
	db, err := sqldb.Open(t.Context(), filepath.Join(t.TempDir(), "odd ?#% name.db"), sqldb.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Write(t.Context(), put("a", "1")); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if err := db.Write(t.Context(), put("b", "1")); !fault.Is(err, fault.Unavailable) {
		t.Fatalf("%v", err)
	}
	if err := db.Ping(t.Context()); !fault.Is(err, fault.Unavailable) {
		t.Fatalf("%v", err)
	}
	if err := db.Close(); err != nil {
		t.Fatalf("closed again: %v", err)
	}
}

// A change whose goroutine ends in the middle is not answered as saved, and
// neither is one that shared its commit.
func TestAChangeThatNeverEndsIsNotSaved(t *testing.T) {
	path := filepath.Join(t.TempDir(), "stint.db")
	db, err := sqldb.Open(t.Context(), path, sqldb.Options{})
	if err != nil {
		t.Fatal(err)
	}
	err = db.Write(t.Context(), func(tx *sqldb.Tx) error {
		if err := put("torn", "1")(tx); err != nil {
			return err
		}
		runtime.Goexit()
		return nil
	})
	if !fault.Is(err, fault.Unavailable) {
		t.Errorf("answered %v", err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if db, err = sqldb.Open(t.Context(), path, sqldb.Options{}); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	if got := settings(t, db); len(got) != 0 {
		t.Errorf("half a change stayed: %v", got)
	}
}

func TestADatabaseNewerThanTheProgramIsRefused(t *testing.T) {
	sqltest.EachDSN(t, func(t *testing.T, dsn string) {
		db, err := sqldb.Open(t.Context(), dsn, sqldb.Options{})
		if err != nil {
			t.Fatal(err)
		}
		err = db.Write(t.Context(), func(tx *sqldb.Tx) error {
			_, err := tx.Exec("INSERT INTO goose_db_version (version_id, is_applied) VALUES (99999, ?)", sqldb.Applied(tx))
			return err
		})
		if err != nil {
			t.Fatal(err, fault.Cause(err))
		}
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		if _, err = sqldb.Open(t.Context(), dsn, sqldb.Options{}); !fault.Is(err, fault.Conflict) || !strings.Contains(err.Error(), "newer") {
			t.Fatalf("%v", err)
		}
	})
}

func TestAFileThatIsNoDatabaseIsRefused(t *testing.T) {
	if _, err := sqldb.Open(t.Context(), "postgres://127.0.0.1:1/none?connect_timeout=1", sqldb.Options{}); !fault.Is(err, fault.Unavailable) {
		t.Fatalf("%v", err)
	}
	if _, err := sqldb.Open(t.Context(), t.TempDir(), sqldb.Options{}); err == nil {
		t.Fatal("a folder passed as a database")
	}
}
