package matching_test

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
	"stint/internal/internship"
	"stint/internal/matching"
	"stint/internal/person"
	"stint/internal/pool"
	"stint/internal/program"
	"stint/internal/sqldb"
	"stint/internal/sqldb/sqltest"
)

// monday is when everything begins: Mon 5 October 2026, 11:00 in Amsterdam.
var monday = time.Date(2026, 10, 5, 9, 0, 0, 0, time.UTC)

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

// house is an installation with one program. Noor, whom Tomasz manages,
// explores it; Ines, Kofi and Mei, whom Priya manages, are in its pool with a
// place each; Yuki is nobody's, Wanda coordinates.
type house struct {
	*matching.Service
	t           *testing.T
	db          *sqldb.DB
	ids         *id.Source
	clock       *clock
	people      *person.Service
	pool        *pool.Service
	internships *internship.Service

	anton, wanda, noor, tomasz, ines, kofi, mei, priya, yuki access.Actor

	lamp   id.Program
	search id.Internship // Noor's
	added  int
}

// page lets only those mentor to whom nobody reports.
const page = `---
mentors:
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
	h := &house{t: t, db: db, ids: ids, clock: c, Service: matching.New(db, ids, trail), pool: pool.New(db, ids, trail)}
	h.internships = internship.New(db, ids, trail, internship.Hooks{Proposed: h.Proposed, Over: h.Over})
	h.people = person.New(db, ids, trail, person.Hooks{
		ManagerChanged: h.ManagerChanged,
		Deactivated: func(tx *sqldb.Tx, who id.Person) error {
			if err := h.Deactivated(tx, who); err != nil {
				return err
			}
			return h.pool.Departed(tx, who)
		},
	})
	h.anton = h.add("Anton", access.Actor{}, true)
	h.wanda, h.tomasz, h.priya, h.yuki = h.add("Wanda", access.Actor{}, false), h.add("Tomasz", access.Actor{}, false), h.add("Priya", access.Actor{}, false), h.add("Yuki", access.Actor{}, false)
	h.noor = h.add("Noor", h.tomasz, false)
	h.ines, h.kofi, h.mei = h.add("Ines", h.priya, false), h.add("Kofi", h.priya, false), h.add("Mei", h.priya, false)
	programs := program.New(db, ids, trail)
	made, err := programs.Import(t.Context(), call.By(h.anton), program.Import{Source: page})
	h.must(err)
	h.lamp = made.Program
	_, err = programs.NameCoordinator(t.Context(), call.By(h.anton), program.NameCoordinator{Program: h.lamp, Person: h.wanda.Person})
	h.must(err)
	for _, mentor := range []access.Actor{h.ines, h.kofi, h.mei} {
		h.open(mentor, 1)
	}
	h.search = h.explore(h.noor)
	return h
}

func (h *house) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatalf("%v (%s)", err, fault.Cause(err))
	}
}

func (h *house) add(name string, manager access.Actor, admin bool) access.Actor {
	h.t.Helper()
	h.added++
	p, err := h.people.Add(h.t.Context(), call.By(access.System(access.ViaCLI)), person.Entry{
		Name: name, Email: fmt.Sprintf("person%d@example.com", h.added), Zone: "Europe/Amsterdam", WorkingHours: "Mon-Fri 09:00-17:00",
		Manager: manager.Person, Admin: admin,
	})
	h.must(err)
	return access.Actor{Person: p.ID, Admin: admin, Scope: access.ScopeSession, Via: access.ViaPage}
}

func (h *house) open(mentor access.Actor, places int) pool.Opening {
	h.t.Helper()
	o, err := h.pool.Open(h.t.Context(), call.By(mentor), pool.EnterPool{Program: h.lamp, Offer: pool.Offer{Capacity: places}})
	h.must(err)
	return o
}

func (h *house) explore(intern access.Actor) id.Internship {
	h.t.Helper()
	done, err := h.internships.Explore(h.t.Context(), call.By(intern), internship.Explore{Program: h.lamp})
	h.must(err)
	return done.Internship
}

// ask has Noor ask mentors.
func (h *house) ask(mentors ...access.Actor) ([]id.Request, error) {
	in := matching.Ask{Internship: h.search, Message: "I would like to learn it from you."}
	for _, m := range mentors {
		in.Mentors = append(in.Mentors, m.Person)
	}
	sent, err := h.Ask(h.t.Context(), call.By(h.noor), in)
	return sent.Requests, err
}

// asked has Noor ask one mentor, and returns the request.
func (h *house) asked(mentor access.Actor) id.Request {
	h.t.Helper()
	sent, err := h.ask(mentor)
	h.must(err)
	return sent[0]
}

func (h *house) accept(mentor access.Actor, r id.Request) error {
	_, err := h.Accept(h.t.Context(), call.By(mentor), matching.Accept{Request: r})
	return err
}

func (h *house) decline(mentor access.Actor, r id.Request) error {
	_, err := h.Decline(h.t.Context(), call.By(mentor), matching.Decline{Request: r, Reason: "Two interns are enough."})
	return err
}

func (h *house) withdraw(r id.Request) error {
	_, err := h.Withdraw(h.t.Context(), call.By(h.noor), r)
	return err
}

func (h *house) confirm(r id.Request) error {
	_, err := h.Confirm(h.t.Context(), call.By(h.noor), r)
	return err
}

func (h *house) turn() {
	h.t.Helper()
	_, err := h.Turn(h.t.Context())
	h.must(err)
}

func (h *house) read(fn func(*sqldb.Tx) error) {
	h.t.Helper()
	h.must(h.db.Read(h.t.Context(), fn))
}

// find returns a request as somebody sees it.
func (h *house) find(a access.Actor, r id.Request) (found matching.Request, err error) {
	err = h.db.Read(h.t.Context(), func(tx *sqldb.Tx) (err error) {
		found, err = matching.Find(tx, a, r)
		return err
	})
	return found, err
}

// state is where a request is; and what must hold after every change holds.
func (h *house) state(r id.Request) matching.State {
	h.t.Helper()
	found, err := h.find(h.noor, r)
	h.must(err)
	h.sound()
	return found.State
}

// sound checks what must hold after every change: exactly the mentors who said
// yes hold a place, nobody waits where nothing can come, and what the clock has
// to look at it finds.
func (h *house) sound() {
	h.t.Helper()
	for name, query := range map[string]string{
		"a yes without a place":  "SELECT count(*) FROM request q JOIN internship i ON i.id = q.internship_id WHERE i.state = 'exploring' AND q.state IN ('accepted', 'confirmed') AND NOT EXISTS (SELECT 1 FROM hold h WHERE h.internship_id = q.internship_id AND h.mentor_id = q.mentor_id)",
		"a place without a yes":  "SELECT count(*) FROM hold h JOIN internship i ON i.id = h.internship_id WHERE i.state = 'exploring' AND NOT EXISTS (SELECT 1 FROM request q WHERE q.internship_id = h.internship_id AND q.mentor_id = h.mentor_id AND q.state IN ('accepted', 'confirmed'))",
		"waiting for nothing":    "SELECT count(*) FROM request q JOIN internship i ON i.id = q.internship_id WHERE q.state IN ('asked', 'accepted') AND (i.state <> 'exploring' OR EXISTS (SELECT 1 FROM request c WHERE c.internship_id = q.internship_id AND c.state = 'confirmed'))",
		"forgotten by the clock": "SELECT count(*) FROM request WHERE (state = 'asked') <> (turns_at IS NOT NULL)",
		"places miscounted":      "SELECT count(*) FROM mentor_place m WHERE m.held <> (SELECT count(*) FROM hold h WHERE h.program_id = m.program_id AND h.mentor_id = m.person_id)",
	} {
		h.read(func(tx *sqldb.Tx) error {
			n, err := sqldb.Count(tx, query)
			if n > 0 {
				h.t.Errorf("%s: %d", name, n)
			}
			return err
		})
	}
}

// held is how many places of a mentor are held.
func (h *house) held(mentor access.Actor) (n int) {
	h.t.Helper()
	h.read(func(tx *sqldb.Tx) (err error) {
		n, err = sqldb.Count(tx, "SELECT count(*) FROM hold WHERE mentor_id = ?", mentor.Person)
		return err
	})
	return n
}

// events are the names of what happened in Noor's search, in order.
func (h *house) events() (names []string) {
	h.t.Helper()
	h.read(func(tx *sqldb.Tx) error {
		all, err := audit.List(tx, string(h.search), 0, 1000)
		for _, e := range all {
			names = append([]string{e.Name}, names...)
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
