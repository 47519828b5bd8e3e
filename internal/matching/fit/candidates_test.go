package fit_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"stint/internal/access"
	"stint/internal/audit"
	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/matching/fit"
	"stint/internal/person"
	"stint/internal/pool"
	"stint/internal/program"
	"stint/internal/sqldb"
	"stint/internal/sqldb/sqltest"
)

// monday is Mon 10 August 2026, 11:00 in Amsterdam.
var monday = time.Date(2026, 8, 10, 9, 0, 0, 0, time.UTC)

// house is a program with a pool: Ines of the same office, Kofi an hour or two
// away, Mei on the other side of the world, Amara who is full, Sam who is a
// manager by now. Noor looks for a mentor, Wanda coordinates.
type house struct {
	t           *testing.T
	db          *sqldb.DB
	ids         *id.Source
	people      *person.Service
	openings    *pool.Service
	lamp        id.Program
	names       map[id.Person]string
	noor, wanda access.Actor
	anton       access.Actor
}

const page = `---
mentors: {individual-contributor: true}
fit: {overlap: 60}
---
# Keeping a lighthouse

## Week 1

1. Clean the lamp
`

func each(t *testing.T, run func(*testing.T, *house)) {
	t.Helper()
	sqltest.Each(t, func(t *testing.T, db *sqldb.DB) { run(t, build(t, db)) }, sqltest.At(monday))
}

func build(t *testing.T, db *sqldb.DB) *house {
	t.Helper()
	ids := id.NewSource(func() time.Time { return monday }, nil)
	trail := audit.New(ids, nil)
	h := &house{t: t, db: db, ids: ids, people: person.New(db, ids, trail, person.Hooks{}), openings: pool.New(db, ids, trail), names: map[id.Person]string{}}
	h.anton = h.add("Anton", "Europe/Amsterdam", "", access.Actor{})
	h.anton.Admin = true
	h.noor, h.wanda = h.add("Noor", "Europe/Amsterdam", "Mon-Fri 09:00-17:30", access.Actor{}), h.add("Wanda", "Europe/Amsterdam", "", access.Actor{})
	programs := program.New(db, ids, trail)
	made, err := programs.Import(t.Context(), call.By(access.System(access.ViaCLI)), program.Import{Source: page})
	if err != nil {
		t.Fatal(err)
	}
	h.lamp = made.Program
	if _, err := programs.NameCoordinator(t.Context(), call.By(access.System(access.ViaCLI)), program.NameCoordinator{Program: h.lamp, Person: h.wanda.Person}); err != nil {
		t.Fatal(err)
	}
	h.opens("Mei", "Asia/Singapore", pool.Offer{Capacity: 3, Topics: []string{"fog", "storms"}, Languages: []string{"en"}})
	h.opens("Kofi", "Africa/Accra", pool.Offer{Capacity: 1, Topics: []string{"fog"}, Languages: []string{"en", "fr"}})
	h.opens("Ines", "Europe/Amsterdam", pool.Offer{Capacity: 2, Topics: []string{"Fog", "lamps"}, Languages: []string{"en"}, Style: "hands-on"})
	amara := h.opens("Amara", "Europe/Amsterdam", pool.Offer{Capacity: 1, Topics: []string{"fog", "lamps"}, Languages: []string{"en"}})
	h.hold(amara)
	sam := h.opens("Sam", "Europe/Amsterdam", pool.Offer{Capacity: 1})
	h.add("Somebody", "Europe/Amsterdam", "", sam)
	return h
}

func (h *house) add(name, zone, hours string, manager access.Actor) access.Actor {
	h.t.Helper()
	p, err := h.people.Add(h.t.Context(), call.By(access.System(access.ViaCLI)), person.Entry{
		Name: name, Email: strings.ToLower(name) + "@example.com", Zone: zone, WorkingHours: hours, Manager: manager.Person,
	})
	if err != nil {
		h.t.Fatal(err)
	}
	h.names[p.ID] = name
	return access.Actor{Person: p.ID, Scope: access.ScopeSession, Via: access.ViaPage}
}

func (h *house) opens(name, zone string, offer pool.Offer) access.Actor {
	h.t.Helper()
	who := h.add(name, zone, "Mon-Fri 09:00-17:30", access.Actor{})
	if _, err := h.openings.Open(h.t.Context(), call.By(who), pool.EnterPool{Program: h.lamp, Offer: offer}); err != nil {
		h.t.Fatal(err)
	}
	return who
}

// hold takes a place for an internship of Wanda's.
func (h *house) hold(mentor access.Actor) {
	h.t.Helper()
	x := id.New[id.Internship](h.ids)
	err := h.db.Write(h.t.Context(), func(tx *sqldb.Tx) error {
		if _, err := tx.Exec("INSERT INTO internship (id, program_id, intern_id, state, created_at, changed_at) VALUES (?, ?, ?, 'exploring', ?, ?)",
			x, h.lamp, h.wanda.Person, tx.Now(), tx.Now()); err != nil {
			return err
		}
		return pool.Hold(tx, h.ids, pool.Held{Program: h.lamp, Mentor: mentor.Person, Internship: x})
	})
	if err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) candidates(a access.Actor, wanted fit.Wanted) (r fit.Ranking, err error) {
	wanted.Program = h.lamp
	err = h.db.Read(h.t.Context(), func(tx *sqldb.Tx) error {
		r, err = fit.Candidates(tx, a, wanted)
		return err
	})
	return r, err
}

// ranked are the candidates by name.
func (h *house) ranked(r fit.Ranking) (names []string) {
	for i, c := range r.Candidates {
		if c.Rank != i+1 {
			h.t.Errorf("rank %d of %s at place %d", c.Rank, c.Person.Name, i)
		}
		names = append(names, h.names[c.Person.ID])
	}
	return names
}

func TestCandidatesAreRanked(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		wanted := fit.Wanted{Intern: h.noor.Person, Topics: []string{"fog", "lamps"}}
		r, err := h.candidates(h.noor, wanted)
		if err != nil {
			t.Fatal(err)
		}
		if got := h.ranked(r); !slices.Equal(got, []string{"Ines", "Kofi", "Mei", "Amara"}) {
			t.Errorf("%q", got)
		}
		if r.At.Start.String() != "2026-08-10" || r.Candidates[0].Fit.Overlap.Usual != 42*time.Hour+30*time.Minute {
			t.Errorf("%+v", r.Candidates[0].Fit)
		}
		last := r.Candidates[3]
		if !last.Full() || last.Fit.Reasons[len(last.Fit.Reasons)-1].Text != "The one place is taken, therefore last" {
			t.Errorf("%+v", last.Fit.Reasons)
		}
		wanted.Topics = []string{"storms"}
		wanted.Start = date(t, "2026-11-02")
		seen, err := h.candidates(h.wanda, wanted) // a coordinator may look for somebody else
		if err != nil || seen.Candidates[0].Fit.Overlap.From != date(t, "2026-11-02") {
			t.Errorf("%v", err)
		}
		if text := seen.Candidates[0].Fit.Reasons[0].Text; strings.Contains(text, "the most") {
			t.Errorf("two have as much, and one is said to have the most: %s", text)
		}
		again, err := h.candidates(h.wanda, wanted)
		if err != nil || !slices.Equal(h.ranked(again), h.ranked(seen)) {
			t.Errorf("asked again: %q, then %q, %v", h.ranked(seen), h.ranked(again), err)
		}
	})
}

func TestWhoMayRank(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		for _, c := range []struct {
			name string
			who  access.Actor
			kind fault.Kind
		}{{"somebody else", access.Actor{Person: h.anton.Person, Scope: access.ScopeSession}, fault.Forbidden}, {"nobody", access.Actor{}, fault.Unauthenticated}} {
			if _, err := h.candidates(c.who, fit.Wanted{Intern: h.noor.Person}); !fault.Is(err, c.kind) {
				t.Errorf("%s: %v", c.name, err)
			}
		}
		if _, err := h.candidates(access.System(access.ViaJob), fit.Wanted{Intern: "nobody"}); !fault.Is(err, fault.NotFound) {
			t.Errorf("%v", err)
		}
		h.lamp = "0199-no-such"
		if _, err := h.candidates(h.noor, fit.Wanted{Intern: h.noor.Person}); !fault.Is(err, fault.NotFound) {
			t.Errorf("%v", err)
		}
	})
}

// Five hundred mentors take as many statements as five.
func TestTheStatementsDoNotGrowWithThePool(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		count := func() (n int) {
			h.db.Observe(func(string, []any) { n++ })
			defer h.db.Observe(nil)
			if _, err := h.candidates(h.noor, fit.Wanted{Intern: h.noor.Person}); err != nil {
				t.Fatal(err)
			}
			return n
		}
		few := count()
		err := h.db.Write(t.Context(), func(tx *sqldb.Tx) error {
			for i := range 500 {
				who := id.New[id.Person](h.ids)
				if _, err := tx.Exec("INSERT INTO person (id, name, email, zone, created_at, changed_at) VALUES (?, ?, ?, ?, ?, ?)",
					who, "Many", fmt.Sprintf("many%d@example.com", i), zones[i%len(zones)], tx.Now(), tx.Now()); err != nil {
					return err
				}
				if _, err := tx.Exec("INSERT INTO mentor_place (program_id, person_id, capacity, limited) VALUES (?, ?, 2, 1)", h.lamp, who); err != nil {
					return err
				}
				if _, err := tx.Exec("INSERT INTO opening (id, program_id, person_id, state, opened_at, changed_at) VALUES (?, ?, ?, 'open', ?, ?)",
					id.New[id.Opening](h.ids), h.lamp, who, tx.Now(), tx.Now()); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		many := count()
		r, err := h.candidates(h.noor, fit.Wanted{Intern: h.noor.Person})
		if err != nil || len(r.Candidates) != 504 || many != few || many > 4 {
			t.Errorf("%d statements for 4 mentors, %d for %d, %v", few, many, len(r.Candidates), err)
		}
	})
}

// What the directory says of topics, languages and days off counts where the
// opening says nothing.
func TestTheDirectoryStandsIn(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		topics, languages := []string{"buoys"}, []string{"fr"}
		off := []person.DaysOff{{From: date(t, "2026-08-01"), To: date(t, "2026-08-11"), Label: "Sailing"}}
		for name, who := range map[string]access.Actor{"intern": h.noor, "mentor": h.opens("Ola", "Europe/Amsterdam", pool.Offer{Capacity: 1})} {
			in := person.Settle{Topics: &topics, Languages: &languages}
			if name == "mentor" {
				in.DaysOff = &off
			}
			if _, err := h.people.Settle(t.Context(), call.By(who), in); err != nil {
				t.Fatal(err)
			}
		}
		r, err := h.candidates(h.noor, fit.Wanted{Intern: h.noor.Person})
		if err != nil {
			t.Fatal(err)
		}
		first := r.Candidates[0]
		var said []string
		for _, reason := range first.Fit.Reasons {
			said = append(said, reason.Text)
		}
		for _, want := range []string{"Your one topic: buoys", "You both speak French", "Days off leave 25 h 30 of that week"} {
			if !slices.Contains(said, want) {
				t.Errorf("%s: %q does not say %q", h.names[first.Person.ID], said, want)
			}
		}
	})
}
