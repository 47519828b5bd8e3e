package call_test

import (
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"stint/internal/access"
	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/sqldb"
	"stint/internal/sqldb/sqltest"
)

type made struct{ Name string }

func putOnce(t *testing.T, db *sqldb.DB, c call.Call, name string) (made, error) {
	t.Helper()
	return call.Do(t.Context(), db, c, "setting.make", name, func(tx *sqldb.Tx) (made, error) {
		_, err := tx.Exec("INSERT INTO setting (name, value, changed_at) VALUES (?, '', ?)", name, tx.Now())
		return made{name}, err
	})
}

func TestARepeatedCallHasOneEffect(t *testing.T) {
	sqltest.Each(t, func(t *testing.T, db *sqldb.DB) {
		c := call.Call{Actor: access.Actor{Person: "noor"}, Key: "k1"}
		for range 3 {
			if got, err := putOnce(t, db, c, "a"); err != nil || got.Name != "a" {
				t.Fatalf("%+v %v", got, err)
			}
		}
		if _, err := putOnce(t, db, c, "b"); !fault.Is(err, fault.Conflict) || fault.Of(err).Code != "idempotency-key-reused" {
			t.Fatalf("another body under the same key: %v", err)
		}
		c.Actor.Person = "ines"
		if _, err := putOnce(t, db, c, "b"); err != nil {
			t.Fatalf("another person's key is another key: %v", err)
		}
	})
}

func TestManyCallsWithOneKeyAtOnce(t *testing.T) {
	sqltest.Each(t, func(t *testing.T, db *sqldb.DB) {
		c := call.Call{Actor: access.Actor{Person: "noor"}, Key: "k"}
		var good atomic.Int32
		var all sync.WaitGroup
		for range 30 {
			all.Go(func() {
				if got, err := putOnce(t, db, c, "once"); err == nil && got.Name == "once" {
					good.Add(1)
				} else {
					t.Errorf("%+v %v (%s)", got, err, fault.Cause(err))
				}
			})
		}
		all.Wait()
		if good.Load() != 30 {
			t.Fatalf("%d of 30 got the one result", good.Load())
		}
	})
}

func TestAFailedCallKeepsNoKey(t *testing.T) {
	sqltest.Each(t, func(t *testing.T, db *sqldb.DB) {
		c := call.Call{Actor: access.Actor{Person: "noor"}, Key: "k"}
		_, err := call.Do(t.Context(), db, c, "setting.make", "a", func(*sqldb.Tx) (made, error) { return made{"x"}, errors.New("no") })
		if err == nil {
			t.Fatal("no error")
		}
		if got, err := putOnce(t, db, c, "a"); err != nil || got.Name != "a" {
			t.Fatalf("the key of a failed call is taken: %v", err)
		}
	})
}

func TestKeysAreForgotten(t *testing.T) {
	at := time.Date(2026, 10, 1, 9, 0, 0, 0, time.UTC)
	clock := func(o *sqldb.Options) { o.Clock = func() time.Time { return at } }
	sqltest.Each(t, func(t *testing.T, db *sqldb.DB) {
		at = time.Date(2026, 10, 1, 9, 0, 0, 0, time.UTC)
		c := call.Call{Actor: access.Actor{Person: "noor"}, Key: "k"}
		if _, err := putOnce(t, db, c, "a"); err != nil {
			t.Fatal(err)
		}
		for _, step := range []struct {
			later time.Duration
			want  int64
		}{{call.Keep - time.Second, 0}, {2 * time.Second, 1}} {
			at = at.Add(step.later)
			if err := db.Write(t.Context(), func(tx *sqldb.Tx) error {
				n, err := call.Forget(tx)
				if n != step.want {
					t.Errorf("forgot %d, want %d", n, step.want)
				}
				return err
			}); err != nil {
				t.Fatal(err)
			}
		}
	}, clock)
}
