package relay_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"stint/internal/access"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/plan/relay"
	"stint/internal/program/reader"
	"stint/internal/sqldb"
	"stint/internal/sqldb/sqltest"
)

// now is the page that is laid over a plan; its things have the ids of their names.
const now = "# Light\n\n## Week 1\n\n1. Clean the great lamp {id=lamp}\n1. Read the log {id=log}\n1. Paint the boat {id=boat}\n1. Count the matches {id=matches}\n\n## Week 3\n\n1. Blow the horn {id=horn}\n"

var internshipID = id.Internship("01920000-0000-7000-8000-000000000001")

// bench is one plan without anything around it.
type bench struct {
	t   *testing.T
	tx  *sqldb.Tx
	ids *id.Source
}

func each(t *testing.T, run func(*bench)) {
	t.Helper()
	sqltest.Each(t, func(t *testing.T, db *sqldb.DB) {
		clock := func() time.Time { return time.Date(2026, 9, 15, 9, 0, 0, 0, time.UTC) }
		if err := db.Write(t.Context(), func(tx *sqldb.Tx) error {
			b := &bench{t, tx, id.NewSource(clock, nil)}
			b.exec("INSERT INTO person (id, name, email, zone, created_at, changed_at) VALUES ('p', 'Noor', 'noor@example.com', 'UTC', 0, 0)")
			b.exec("INSERT INTO program (id, slug, title, latest, created_at, changed_at) VALUES ('g', 'light', 'Light', 1, 0, 0)")
			b.exec("INSERT INTO internship (id, program_id, intern_id, state, created_at, changed_at) VALUES (?, 'g', 'p', 'active', 0, 0)", internshipID)
			b.exec("INSERT INTO plan (internship_id) VALUES (?)", internshipID)
			run(b)
			return nil
		}); err != nil {
			t.Fatal(err, fault.Cause(err))
		}
	})
}

func (b *bench) exec(query string, args ...any) {
	b.t.Helper()
	if _, err := b.tx.Exec(query, args...); err != nil {
		b.t.Fatal(err, fault.Cause(err))
	}
}

// put lays one thing into the plan, its id that of the program.
func (b *bench) put(source, text, state string, week int) {
	b.exec(`INSERT INTO activity (id, internship_id, position, week, home_week, source, text, kind, owner, shape, state, created_at, changed_at)
		VALUES (?, ?, 1, ?, ?, ?, ?, 'do', 'intern', 'leaf', ?, 0, 0)`, source, internshipID, week, week, source, text, state)
}

func (b *bench) look() relay.Snapshot {
	b.t.Helper()
	s, err := relay.Look(b.tx, internshipID)
	if err != nil {
		b.t.Fatal(err, fault.Cause(err))
	}
	return s
}

// settle settles in the second week, and returns how things stand: state, week and
// mark.
func (b *bench) settle(s relay.Snapshot) map[string]string {
	b.t.Helper()
	laid := relay.Laid{Page: reader.Read([]byte(now), reader.Options{}), Entry: 1, Current: 2}
	if err := s.Settle(b.tx, b.ids, laid); err != nil {
		b.t.Fatal(err, fault.Cause(err))
	}
	return b.stand()
}

func (b *bench) stand() map[string]string {
	b.t.Helper()
	type row struct{ id, line string }
	rows, err := sqldb.List(b.tx, func(s sqldb.Scanner) (r row, err error) {
		var state, kind, was string
		var week int
		err = s.Scan(&r.id, &state, &week, &kind, &was)
		if r.line = fmt.Sprintf("%s in week %d", state, week); kind != "" {
			r.line += ", " + kind + ": " + was
		}
		return r, err
	}, `SELECT a.id, a.state, a.week, COALESCE(m.kind, ''), COALESCE(m.was, '') FROM activity a
		LEFT JOIN version_mark m ON m.activity_id = a.id AND m.dismissed_at IS NULL ORDER BY a.id`)
	if err != nil {
		b.t.Fatal(err)
	}
	stand := map[string]string{}
	for _, r := range rows {
		stand[r.id] = r.line
	}
	return stand
}

func (b *bench) want(what string, got, want map[string]string) {
	b.t.Helper()
	if d := cmp.Diff(want, got); d != "" {
		b.t.Errorf("%s (-want +got):\n%s", what, d)
	}
}

// Everything that can happen to one thing when another version is laid over it.
func TestSettle(t *testing.T) {
	each(t, func(b *bench) {
		b.put("lamp", "Clean the lamp", "done", 1)
		b.put("log", "Read the log", "done", 1)
		b.put("boat", "Paint the boat", "open", 3)
		b.put("horn", "Blow the horn", "open", 3)
		b.put("rope", "Splice the rope", "open", 2)
		b.put("knot", "Tie the knot", "done", 1)
		before := b.look()
		// What plan.Make does: new words, another week, something new.
		b.exec("UPDATE activity SET text = 'Clean the great lamp' WHERE id = 'lamp'")
		b.exec("UPDATE activity SET week = 1 WHERE id = 'boat'")
		b.put("matches", "Count the matches", "open", 1)
		want := map[string]string{
			"lamp":    "done in week 1, changed: Clean the lamp",
			"log":     "done in week 1",
			"boat":    "open in week 2", // moved into the past: it is for today
			"matches": "open in week 2", // added to the past: likewise
			"horn":    "open in week 3",
			"rope":    "skipped in week 2, gone: Splice the rope",
			"knot":    "done in week 1, gone: Tie the knot",
		}
		b.want("settled", b.settle(before), want)
		b.want("settled once more", b.settle(b.look()), want)
	})
}

// A mark that is put away stays so, and says nothing a second time; what the page
// makes pointless goes by itself.
func TestMarksAreSaidOnce(t *testing.T) {
	each(t, func(b *bench) {
		b.put("lamp", "Clean the lamp", "done", 1)
		b.put("rope", "Splice the rope", "open", 2)
		before := b.look()
		b.exec("UPDATE activity SET text = 'Clean the great lamp' WHERE id = 'lamp'")
		b.settle(before)
		var gone id.VersionMark
		for _, kind := range []relay.Kind{relay.Gone, relay.Changed} {
			mark, err := sqldb.Find(b.tx, "mark", func(s sqldb.Scanner) (m id.VersionMark, err error) { return m, s.Scan(&m) }, "SELECT id FROM version_mark WHERE kind = ?", kind)
			if err != nil {
				b.t.Fatal(kind, err)
			}
			if of, err := relay.InternshipOf(b.tx, mark); of != internshipID || err != nil {
				b.t.Errorf("%s: %v", of, err)
			}
			if kind == relay.Gone {
				gone = mark
			}
		}
		noor := access.Actor{Person: "p"}
		for _, want := range []bool{true, false} {
			if did, err := relay.Dismiss(b.tx, noor, gone); did != want || err != nil {
				b.t.Errorf("%v: %v", did, err)
			}
		}
		if _, err := relay.Dismiss(b.tx, access.System(access.ViaJob), gone); !fault.Is(err, fault.Forbidden) {
			b.t.Errorf("nobody puts it away: %v", err)
		}
		b.want("put away", b.settle(b.look()), map[string]string{"lamp": "done in week 1, changed: Clean the lamp", "rope": "skipped in week 2"})
		// The lamp reads as it did, and its mark is pointless.
		before = b.look()
		b.exec("UPDATE activity SET text = 'Clean the lamp' WHERE id = 'lamp'")
		if got := b.settle(before)["lamp"]; got != "done in week 1, changed: Clean the great lamp" {
			b.t.Errorf("the lamp is %s", got)
		}
		if _, err := relay.InternshipOf(b.tx, "no such mark"); !fault.Is(err, fault.NotFound) {
			b.t.Errorf("%v", err)
		}
	})
}
