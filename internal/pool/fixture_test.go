package pool_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"stint/internal/access"
	"stint/internal/audit"
	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/person"
	"stint/internal/pool"
	"stint/internal/program"
	"stint/internal/sqldb"
	"stint/internal/sqldb/sqltest"
)

// monday is when everything begins: Mon 10 August 2026, 11:00 in Amsterdam.
var monday = time.Date(2026, 8, 10, 9, 0, 0, 0, time.UTC)

// clock is the moment of the house, which a test may move.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) set(now time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = now
}

// house is an installation with one program, a mentor to be and somebody else.
type house struct {
	*pool.Service
	t      *testing.T
	db     *sqldb.DB
	ids    *id.Source
	clock  *clock
	people *person.Service

	anton, ines, noor access.Actor
	lamp              id.Program
	added             int
}

// page asks of mentors that they come from two teams and have no reports.
const page = `---
mentors:
  teams: [Keepers, Pilots]
  individual-contributor: true
---
# Keeping a lighthouse

## Week 1

1. Clean the lamp
`

func each(t *testing.T, run func(*testing.T, *house)) {
	t.Helper()
	c := &clock{now: monday}
	sqltest.Each(t, func(t *testing.T, db *sqldb.DB) {
		c.set(monday)
		run(t, build(t, db, c))
	}, func(o *sqldb.Options) { o.Clock = c.Now })
}

func build(t *testing.T, db *sqldb.DB, c *clock) *house {
	t.Helper()
	ids := id.NewSource(c.Now, nil)
	trail := audit.New(ids, nil)
	h := &house{t: t, db: db, ids: ids, clock: c, Service: pool.New(db, ids, trail)}
	h.people = person.New(db, ids, trail, person.Hooks{Deactivated: h.Departed})
	h.anton = h.add("Anton", "Office", access.Actor{}, true)
	h.ines, h.noor = h.add("Ines", "Keepers", access.Actor{}, false), h.add("Noor", "Support", access.Actor{}, false)
	made, err := program.New(db, ids, trail).Import(t.Context(), call.By(h.anton), program.Import{Source: page})
	if err != nil {
		t.Fatal(err)
	}
	h.lamp = made.Program
	return h
}

func (h *house) add(name, team string, manager access.Actor, admin bool) access.Actor {
	h.t.Helper()
	h.added++
	p, err := h.people.Add(h.t.Context(), call.By(access.System(access.ViaCLI)), person.Entry{
		Name: name, Email: fmt.Sprintf("person%d@example.com", h.added), Zone: "Europe/Amsterdam", Team: team, Manager: manager.Person, Admin: admin,
	})
	if err != nil {
		h.t.Fatal(err)
	}
	return access.Actor{Person: p.ID, Admin: admin, Scope: access.ScopeSession, Via: access.ViaPage}
}

// open puts Ines into the pool.
func (h *house) open(capacity int) pool.Opening {
	h.t.Helper()
	o, err := h.Open(h.t.Context(), call.By(h.ines), pool.EnterPool{Program: h.lamp, Offer: pool.Offer{Capacity: capacity}})
	if err != nil {
		h.t.Fatal(err)
	}
	return o
}

// internship is one that somebody explores, with nothing but its row.
func (h *house) internship() id.Internship {
	h.t.Helper()
	who := h.add("Somebody", "Support", access.Actor{}, false)
	x := id.New[id.Internship](h.ids)
	err := h.db.Write(h.t.Context(), func(tx *sqldb.Tx) error {
		_, err := tx.Exec("INSERT INTO internship (id, program_id, intern_id, state, created_at, changed_at) VALUES (?, ?, ?, 'exploring', ?, ?)",
			x, h.lamp, who.Person, tx.Now(), tx.Now())
		return err
	})
	if err != nil {
		h.t.Fatal(err)
	}
	return x
}

// hold takes a place of Ines's for an internship.
func (h *house) hold(x id.Internship) error {
	return h.db.Write(h.t.Context(), func(tx *sqldb.Tx) error {
		return pool.Hold(tx, h.ids, pool.Held{Program: h.lamp, Mentor: h.ines.Person, Internship: x})
	})
}

func (h *house) release(x id.Internship) error {
	return h.db.Write(h.t.Context(), func(tx *sqldb.Tx) error { return pool.Release(tx, x, h.ines.Person) })
}

func (h *house) read(fn func(*sqldb.Tx) error) {
	h.t.Helper()
	if err := h.db.Read(h.t.Context(), fn); err != nil {
		h.t.Fatal(err)
	}
}

// load is Ines's, and it must agree with the rows.
func (h *house) load() (l pool.Places) {
	h.t.Helper()
	h.read(func(tx *sqldb.Tx) error {
		loads, err := pool.Load(tx, h.lamp, []id.Person{h.ines.Person, h.noor.Person})
		if err != nil {
			return err
		}
		l = loads[h.ines.Person]
		rows, err := sqldb.Count(tx, "SELECT count(*) FROM hold WHERE mentor_id = ?", h.ines.Person)
		if rows != l.Held {
			h.t.Errorf("%d places are counted, %d held", l.Held, rows)
		}
		return err
	})
	return l
}

// events are the names of the pool's events with their facts that matter here.
func (h *house) events() (names []string) {
	h.t.Helper()
	h.read(func(tx *sqldb.Tx) error {
		all, err := audit.List(tx, audit.Organization, 0, 1000)
		for _, e := range all {
			if strings.HasPrefix(e.Name, "pool.") {
				names = append([]string{e.Name + " " + e.Facts["how"] + e.Facts["fields"]}, names...)
			}
		}
		return err
	})
	return names
}

// expect wants an error of a kind whose text holds the words.
func expect(t *testing.T, err error, kind fault.Kind, words ...string) {
	t.Helper()
	if !fault.Is(err, kind) {
		t.Errorf("%v, want it to be %s", err, kind)
		return
	}
	for _, w := range words {
		if !strings.Contains(err.Error(), w) {
			t.Errorf("%q does not say %q", err, w)
		}
	}
}
