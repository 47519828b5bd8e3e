package demo_test

import (
	"log/slog"
	"os"
	"path/filepath"
	"testing"
	"time"

	"stint/internal/account"
	"stint/internal/app"
	"stint/internal/config"
	"stint/internal/demo"
	"stint/internal/fault"
	"stint/internal/sqldb"
	"stint/internal/sqldb/sqltest"
)

func TestOnlyLoopback(t *testing.T) {
	for listen, allowed := range map[string]bool{
		"127.0.0.1:8080": true, "127.9.9.9:0": true, "[::1]:8080": true, "localhost:8080": true, "LOCALHOST:80": true,
		"[::ffff:127.0.0.1]:80": true,
		"0.0.0.0:8080":          false, ":8080": false, "[::]:8080": false, "192.168.1.5:80": false, "stint.example.com:443": false,
		"localhost.example.com:80": false, "127.0.0.1.example.com:80": false, "128.0.0.1:80": false, "127.0.0.1": false, "": false,
	} {
		if err := demo.OnlyLoopback(listen); (err == nil) != allowed || err != nil && !fault.Is(err, fault.Invalid) {
			t.Errorf("%q: %v", listen, err)
		}
	}
}

// build makes an application whose clock goes with now.
func build(t *testing.T, dsn string, now time.Time) (*app.App, *demo.Clock) {
	t.Helper()
	clock := demo.NewClock(func() time.Time { return now })
	a, err := app.New(t.Context(), config.Config{Database: dsn, Listen: "127.0.0.1:0"}, app.Options{
		Clock: clock.Now, Log: slog.New(slog.DiscardHandler), Demo: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	})
	return a, clock
}

// inMemory is a database file in memory, where the machine has a folder there:
// some thousand commits that need not last are then no matter of the disk.
func inMemory(t *testing.T) string {
	t.Helper()
	folder, err := os.MkdirTemp("/dev/shm", "stint-demo-")
	if err != nil {
		return sqltest.DSN(t, sqldb.SQLite)
	}
	t.Cleanup(func() { _ = os.RemoveAll(folder) })
	return filepath.Join(folder, "stint.db")
}

func TestFilledOnBothDatabases(t *testing.T) {
	now := time.Date(2026, 10, 7, 9, 30, 0, 0, time.UTC)
	sqltest.EachDSN(t, func(t *testing.T, dsn string) {
		a, clock := build(t, dsn, now)
		began := time.Now()
		company, err := demo.Fill(t.Context(), a, clock)
		if err != nil {
			t.Fatal(err, fault.Cause(err))
		}
		t.Logf("filled in %s", time.Since(began))
		if !clock.Now().Equal(now) {
			t.Errorf("the clock stands at %s", clock.Now())
		}
		entrances(t, a, company)
		examine(t, look(t, a), now)
		doctor(t, a)
		again(t, a, clock, company)
	})
}

// entrances checks that every part has a link that is good.
func entrances(t *testing.T, a *app.App, company demo.Company) {
	t.Helper()
	want := map[string]string{
		"intern": "Noor", "mentor": "Ines", "intern's manager": "Tomasz", "mentor's manager": "Priya",
		"host": "Callum", "coordinator": "Wanda", "admin": "Anselm",
	}
	if len(company.People) != len(want) {
		t.Errorf("%d entrances, want %d", len(company.People), len(want))
	}
	for _, e := range company.People {
		if want[e.Part] != e.Name {
			t.Errorf("the %s is %s, want %s", e.Part, e.Name, want[e.Part])
		}
		err := a.DB.Read(t.Context(), func(tx *sqldb.Tx) error {
			link, err := account.FindLink(tx, e.Secret)
			if err == nil && link.Purpose != account.PurposeDemo {
				t.Errorf("%s has a link for %s", e.Name, link.Purpose)
			}
			return err
		})
		if err != nil {
			t.Errorf("%s: %v", e.Name, err)
		}
	}
}

// doctor finds nothing wrong.
func doctor(t *testing.T, a *app.App) {
	t.Helper()
	found, err := app.Examine(t.Context(), a.DB)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		t.Errorf("broken: %s %s", f.Rule, f.What)
	}
}

// again fills the database once more: nothing changes but the links.
func again(t *testing.T, a *app.App, clock *demo.Clock, first demo.Company) {
	t.Helper()
	events := count(t, a, "SELECT count(*) FROM audit_event")
	second, err := demo.Fill(t.Context(), a, clock)
	if err != nil {
		t.Fatal(err)
	}
	if n := count(t, a, "SELECT count(*) FROM audit_event"); n != events {
		t.Errorf("filling again made %d events", n-events)
	}
	entrances(t, a, second)
	if first.People[0].Secret == second.People[0].Secret {
		t.Error("the links are the same")
	}
}

func count(t *testing.T, a *app.App, query string) (n int) {
	t.Helper()
	if err := a.DB.Read(t.Context(), func(tx *sqldb.Tx) (err error) {
		n, err = sqldb.Count(tx, query)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return n
}

// A database with anything else in it is left alone; so is a demo that was not
// filled to its end.
func TestFillRefusesWhatIsNotEmpty(t *testing.T) {
	a, clock := build(t, inMemory(t), time.Date(2026, 10, 7, 9, 30, 0, 0, time.UTC))
	if _, err := demo.Fill(t.Context(), a, clock); err != nil {
		t.Fatal(err)
	}
	if err := a.DB.Write(t.Context(), func(tx *sqldb.Tx) error {
		return tx.Guard("no mark", "DELETE FROM setting WHERE name = 'demo'")
	}); err != nil {
		t.Fatal(err)
	}
	events := count(t, a, "SELECT count(*) FROM audit_event")
	if _, err := demo.Fill(t.Context(), a, clock); !fault.Is(err, fault.Conflict) {
		t.Errorf("%v", err)
	}
	if n := count(t, a, "SELECT count(*) FROM audit_event"); n != events {
		t.Errorf("%d events were added", n-events)
	}
}

// BenchmarkFill is what a demo on a disk waits for.
func BenchmarkFill(b *testing.B) {
	for b.Loop() {
		b.StopTimer()
		clock := demo.NewClock(time.Now)
		a, err := app.New(b.Context(), config.Config{Database: filepath.Join(b.TempDir(), "stint.db"), Listen: "127.0.0.1:0"}, app.Options{
			Clock: clock.Now, Log: slog.New(slog.DiscardHandler), Demo: true,
		})
		if err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		if _, err := demo.Fill(b.Context(), a, clock); err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		if err := a.Close(); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
	}
}
