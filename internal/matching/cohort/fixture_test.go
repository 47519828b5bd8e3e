package cohort_test

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"stint/internal/access"
	"stint/internal/audit"
	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/internship"
	"stint/internal/job"
	"stint/internal/matching"
	"stint/internal/matching/cohort"
	"stint/internal/person"
	"stint/internal/pool"
	"stint/internal/program"
	"stint/internal/sqldb"
	"stint/internal/sqldb/sqltest"
)

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

// monday is when everything begins: Mon 10 August 2026, 11:00 in Amsterdam.
var monday = time.Date(2026, 8, 10, 9, 0, 0, 0, time.UTC)

// house is an installation with one program, coordinated by Wanda, with mentors
// in its pool and people who look for one.
type house struct {
	*cohort.Service
	t        *testing.T
	db       *sqldb.DB
	clock    *clock
	people   *person.Service
	programs *program.Service
	pool     *pool.Service

	anton, wanda       access.Actor
	mentors, searchers []access.Actor
	lamp               id.Program
	added              int
}

// each runs a test on both databases, in a house of its own with so many
// mentors, of one place each, and so many who look for one.
func each(t *testing.T, mentors, searchers int, run func(*testing.T, *house)) {
	t.Helper()
	c := &clock{now: monday}
	sqltest.Each(t, func(t *testing.T, db *sqldb.DB) {
		c.set(monday)
		h := build(t, db, c)
		for i := range mentors {
			m := h.add(fmt.Sprintf("Mentor %d", i+1), false)
			_, err := h.pool.Open(t.Context(), call.By(m), pool.EnterPool{Program: h.lamp, Offer: pool.Offer{Capacity: 1}})
			h.must(err)
			h.mentors = append(h.mentors, m)
		}
		for i := range searchers {
			h.searchers = append(h.searchers, h.add(fmt.Sprintf("Searcher %d", i+1), false))
		}
		run(t, h)
	}, func(o *sqldb.Options) { o.Clock = c.Now })
}

func build(t *testing.T, db *sqldb.DB, c *clock) *house {
	t.Helper()
	ids := id.NewSource(c.Now, nil)
	trail := audit.New(ids, nil)
	h := &house{t: t, db: db, clock: c, programs: program.New(db, ids, trail), pool: pool.New(db, ids, trail), people: person.New(db, ids, trail, person.Hooks{})}
	requests, internships := matching.New(db, ids, trail), internship.New(db, ids, trail, internship.Hooks{})
	h.Service = cohort.New(db, ids, trail, job.NewQueue(ids), func(tx *sqldb.Tx, by access.Actor, in cohort.Asking) (string, error) {
		x, err := internships.ExploreFor(tx, by, in.Applicant, in.Program)
		if err != nil {
			return "", err
		}
		sent, err := requests.AskFor(tx, by, x, matching.Ask{Internship: x.ID, Mentors: []id.Person{in.Mentor}, Message: in.Message})
		if err != nil {
			return "", err
		}
		return string(sent.Requests[0]), nil
	})
	h.anton, h.wanda = h.add("Anton", true), h.add("Wanda", false)
	made, err := h.programs.Import(t.Context(), call.By(h.anton), program.Import{Source: "# Keeping a lighthouse\n\n## Week 1\n\n1. Clean the lamp\n"})
	h.must(err)
	h.lamp = made.Program
	_, err = h.programs.NameCoordinator(t.Context(), call.By(h.anton), program.NameCoordinator{Program: h.lamp, Person: h.wanda.Person})
	h.must(err)
	return h
}

func (h *house) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err, fault.Cause(err))
	}
}

// add enters somebody into the directory and signs them in.
func (h *house) add(name string, admin bool) access.Actor {
	h.t.Helper()
	h.added++
	p, err := h.people.Add(h.t.Context(), call.By(access.System(access.ViaCLI)), person.Entry{
		Name: name, Email: fmt.Sprintf("person%d@example.com", h.added), Zone: "Europe/Amsterdam", Admin: admin,
	})
	h.must(err)
	return access.Actor{Person: p.ID, Admin: admin, Scope: access.ScopeSession, Via: access.ViaPage}
}

// settings break no rule.
func settings() cohort.Settings {
	return cohort.Settings{Title: "Autumn", Start: "2026-09-07", Until: "2026-08-31", Message: "Would you mentor one of them?", Rules: cohort.Rules{MaxApart: -1}}
}

// gather begins a cohort with the pool as mentors and all searchers but the
// last ones as applicants.
func (h *house) gather(butLast int) id.Cohort {
	h.t.Helper()
	at, err := h.Gather(h.t.Context(), call.By(h.wanda), cohort.Gather{Program: h.lamp, Settings: settings()})
	h.must(err)
	if len(h.mentors) > 0 {
		_, err = h.AddMentors(h.t.Context(), call.By(h.wanda), cohort.AddMentors{Cohort: at.Cohort})
		h.must(err)
	}
	var ids []id.Person
	for _, s := range h.searchers[:len(h.searchers)-butLast] {
		ids = append(ids, s.Person)
	}
	if len(ids) > 0 {
		_, err = h.AddApplicants(h.t.Context(), call.By(h.wanda), cohort.AddApplicants{Cohort: at.Cohort, People: ids})
		h.must(err)
	}
	return at.Cohort
}

func (h *house) solve(of id.Cohort) cohort.Standing {
	h.t.Helper()
	at, err := h.Solve(h.t.Context(), call.By(h.wanda), of)
	h.must(err)
	return at
}

// choices are the lines of a proposal, by applicant.
func (h *house) choices(of id.Cohort) map[id.Person]cohort.Choice {
	h.t.Helper()
	byPerson := map[id.Person]cohort.Choice{}
	h.must(h.db.Read(h.t.Context(), func(tx *sqldb.Tx) error {
		list, err := cohort.Choices(tx, of)
		for _, c := range list {
			byPerson[c.Applicant] = c
		}
		return err
	}))
	return byPerson
}

// jobs are the waiting deliveries.
func (h *house) jobs() []job.Job {
	h.t.Helper()
	var jobs []job.Job
	h.must(h.db.Read(h.t.Context(), func(tx *sqldb.Tx) (err error) {
		jobs, err = sqldb.List(tx, func(s sqldb.Scanner) (j job.Job, err error) {
			var payload string
			err = s.Scan(&payload)
			j.Payload = []byte(payload)
			return j, err
		}, "SELECT payload FROM job WHERE kind = ? ORDER BY id", cohort.KindSend)
		return err
	}))
	return jobs
}

func (h *house) count(query string, args ...any) int {
	h.t.Helper()
	var n int
	h.must(h.db.Read(h.t.Context(), func(tx *sqldb.Tx) (err error) { n, err = sqldb.Count(tx, query, args...); return err }))
	return n
}

// refused checks the kind of an error.
func (h *house) refused(err error, kind fault.Kind, what string) {
	h.t.Helper()
	if !fault.Is(err, kind) {
		h.t.Errorf("%s: %v, want %s", what, err, kind)
	}
}
