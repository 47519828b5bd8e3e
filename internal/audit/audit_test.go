package audit_test

import (
	"strings"
	"sync"
	"testing"
	"time"

	"stint/internal/access"
	"stint/internal/audit"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/sqldb"
	"stint/internal/sqldb/sqltest"
)

func fill(t *testing.T, db *sqldb.DB, n int) {
	t.Helper()
	trail := audit.New(id.NewSource(time.Now, nil), nil)
	var all sync.WaitGroup
	for i := range n {
		all.Go(func() {
			err := db.Write(t.Context(), func(tx *sqldb.Tx) error {
				_, err := trail.Append(tx, access.Actor{Person: "noor", Via: access.ViaPage}, audit.Event{Chain: "c", Name: "activity.ticked", Object: "o", Facts: audit.Facts{"week": audit.Number(i)}})
				return err
			})
			if err != nil {
				t.Error(err, fault.Cause(err))
			}
		})
	}
	all.Wait()
}

func verify(t *testing.T, db *sqldb.DB) error {
	t.Helper()
	return db.Read(t.Context(), func(tx *sqldb.Tx) error { return audit.Verify(tx, "c") })
}

func TestChainOfConcurrentEventsHolds(t *testing.T) {
	sqltest.Each(t, func(t *testing.T, db *sqldb.DB) {
		fill(t, db, 40)
		if err := verify(t, db); err != nil {
			t.Fatal(err)
		}
		_ = db.Read(t.Context(), func(tx *sqldb.Tx) error {
			first, err := audit.List(tx, "c", 0, 15)
			if err != nil || len(first) != 15 || first[0].Seq != 40 {
				t.Fatalf("%d events, %v", len(first), err)
			}
			rest, err := audit.List(tx, "c", first[14].Seq, 100)
			if err != nil || len(rest) != 25 || rest[24].Seq != 1 || rest[0].Actor != "noor" {
				t.Fatalf("%d events, %v", len(rest), err)
			}
			return nil
		})
	})
}

// Many events at once stand in the chain as if each had been appended alone.
func TestManyEventsAtOnce(t *testing.T) {
	sqltest.Each(t, func(t *testing.T, db *sqldb.DB) {
		fill(t, db, 2)
		told := 0
		trail := audit.New(id.NewSource(time.Now, nil), func(_ *sqldb.Tx, e audit.Event) error {
			if told++; e.Seq != int64(2+told) {
				t.Errorf("event %d is number %d", told, e.Seq)
			}
			return nil
		})
		events := make([]audit.Event, 451) // two batches and some
		for i := range events {
			events[i] = audit.Event{Name: "person.added", Object: "o"}
		}
		err := db.Write(t.Context(), func(tx *sqldb.Tx) error {
			if err := trail.AppendAll(tx, access.Actor{Person: "noor"}, "c", nil); err != nil {
				return err
			}
			return trail.AppendAll(tx, access.Actor{Person: "noor"}, "c", events)
		})
		if err != nil || told != len(events) {
			t.Fatal(told, err, fault.Cause(err))
		}
		fill(t, db, 1)
		if err := verify(t, db); err != nil {
			t.Error(err)
		}
		_ = db.Read(t.Context(), func(tx *sqldb.Tx) error {
			last, err := audit.ListNamed(tx, "c", []string{"activity.ticked"}, 2)
			if err != nil || len(last) != 2 || last[0].Seq != 454 || last[1].Seq != 2 {
				t.Errorf("%+v, %v", last, err)
			}
			return nil
		})
	})
}

// A chain whose head was taken away, with all that it says, does not hold.
func TestAHeadThatIsGoneShows(t *testing.T) {
	sqltest.Each(t, func(t *testing.T, db *sqldb.DB) {
		fill(t, db, 3)
		err := db.Write(t.Context(), func(tx *sqldb.Tx) error { _, err := tx.Exec("DELETE FROM audit_chain"); return err })
		if err != nil {
			t.Fatal(err)
		}
		_ = db.Read(t.Context(), func(tx *sqldb.Tx) error {
			chains, err := audit.Chains(tx)
			if err != nil || len(chains) != 1 || chains[0] != "c" {
				t.Errorf("%v, %v", chains, err)
			}
			return nil
		})
		if err := verify(t, db); !fault.Is(err, fault.Conflict) {
			t.Errorf("%v", err)
		}
	})
}

func TestTamperingShows(t *testing.T) {
	for name, change := range map[string]string{
		"an edit":               "UPDATE audit_event SET actor_id = 'ines' WHERE seq = 3",
		"a changed fact":        `UPDATE audit_event SET facts = '{"week":"9"}' WHERE seq = 2`,
		"a deletion":            "DELETE FROM audit_event WHERE seq = 2",
		"a deletion at the end": "DELETE FROM audit_event WHERE seq = 5",
	} {
		t.Run(name, func(t *testing.T) {
			sqltest.Each(t, func(t *testing.T, db *sqldb.DB) {
				fill(t, db, 5)
				if err := db.Write(t.Context(), func(tx *sqldb.Tx) error { _, err := tx.Exec(change); return err }); err != nil {
					t.Fatal(err)
				}
				if err := verify(t, db); !fault.Is(err, fault.Conflict) {
					t.Fatalf("it did not show: %v", err)
				}
			})
		})
	}
}

func TestFreeTextIsRefused(t *testing.T) {
	sqltest.Each(t, func(t *testing.T, db *sqldb.DB) {
		trail := audit.New(id.NewSource(time.Now, nil), nil)
		for _, text := range []string{"because I said so", "a\nb", strings.Repeat("x", 81)} {
			err := db.Write(t.Context(), func(tx *sqldb.Tx) error {
				_, err := trail.Append(tx, access.System(access.ViaJob), audit.Event{Chain: "c", Name: "x.y", Object: "o", Facts: audit.Facts{"reason": text}})
				return err
			})
			if err == nil {
				t.Errorf("%q went into the record", text)
			}
		}
	})
}
