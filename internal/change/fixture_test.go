package change_test

import (
	"encoding/json"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"stint/internal/access"
	"stint/internal/audit"
	"stint/internal/call"
	"stint/internal/change"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/internship"
	"stint/internal/internship/terms"
	"stint/internal/job"
	"stint/internal/meeting"
	"stint/internal/person"
	"stint/internal/plan"
	"stint/internal/plan/prompt"
	"stint/internal/plan/relay"
	"stint/internal/program"
	"stint/internal/sqldb"
	"stint/internal/sqldb/sqltest"
)

// page is the first version of a program of four weeks.
const page = `# Lighthouse keeping

An apprentice should be ready to commit at least 6 hours per week.

## Week 1: Light

1. Read the log of the great storm {id=log}
1. Clean the lamp {id=lamp}
1. If you have access to the tower, wind the clock {id=clock}
1. If you do not have access to the tower, wind the small clock {id=small-clock}

## Week 2: Sea

1. Row to the rocks {id=row}
1. Be prepared to discuss: {id=talk}
   1. What did you see? {id=saw}
   1. What did you hear? {id=heard}

## Week 3: Fog

1. Blow the horn {id=horn}
1. Paint the boat {id=boat}

## Week 4: Farewell

1. Write the report {id=report}
`

// edited is the page with parts of it replaced.
func edited(pairs ...string) string { return strings.NewReplacer(pairs...).Replace(page) }

// coast is an internship under way on the first version, in its second week, and
// everybody around it.
type coast struct {
	*change.Service
	t           *testing.T
	db          *sqldb.DB
	clock       *atomic.Pointer[time.Time]
	trail       *audit.Trail
	people      *person.Service
	programs    *program.Service
	internships *internship.Service
	plans       *plan.Service
	prompts     *prompt.Service
	meetings    *meeting.Service

	admin, cora, noor, ines, tom, kim, sam access.Actor // coordinator, intern, mentor, their managers, nobody here
	program                                id.Program
	of                                     id.Internship
}

// each runs a test on both databases.
func each(t *testing.T, run func(*testing.T, *coast)) {
	clock := &atomic.Pointer[time.Time]{}
	now := func() time.Time { return *clock.Load() }
	sqltest.Each(t, func(t *testing.T, db *sqldb.DB) {
		c := &coast{t: t, db: db, clock: clock}
		c.at("2026-09-01T09:00:00Z")
		c.wire(id.NewSource(now, nil))
		c.begin()
		run(t, c)
	}, func(o *sqldb.Options) { o.Clock = now })
}

func (c *coast) wire(ids *id.Source) {
	queue := job.NewQueue(ids)
	c.trail = audit.New(ids, change.Happened(queue))
	c.people = person.New(c.db, ids, c.trail, person.Hooks{})
	c.programs = program.New(c.db, ids, c.trail)
	c.plans = plan.New(c.db, ids, c.trail)
	c.prompts = prompt.New(c.db, ids, c.trail, plan.Recount)
	c.meetings = meeting.New(c.db, ids, c.trail, meeting.Hooks{Settled: plan.Settle})
	c.internships = internship.New(c.db, ids, c.trail, internship.Hooks{Agreed: func(tx *sqldb.Tx, g internship.Agreement) error {
		if err := meeting.MakeSeries(tx, ids, g); err != nil {
			return err
		}
		return c.Agreed(tx, g)
	}})
	c.Service = change.New(c.db, ids, c.trail, queue, c.programs, c.internships, c.plans.FactsChanged)
}

// begin makes people and a program, and brings the internship to its second
// week.
func (c *coast) begin() {
	c.t.Helper()
	add := func(name string, admin bool, manager access.Actor) access.Actor {
		p := must[person.Person](c.t)(c.people.Add(c.t.Context(), call.By(access.System(access.ViaCLI)), person.Entry{
			Name: name, Email: strings.ToLower(name) + "@example.com", Zone: "Europe/Amsterdam", Admin: admin, Manager: manager.Person,
		}))
		return access.Actor{Person: p.ID, Admin: admin, Scope: access.ScopeSession, Via: access.ViaPage}
	}
	nobody := access.Actor{}
	c.admin, c.cora, c.tom, c.kim, c.sam = add("Anton", true, nobody), add("Cora", false, nobody), add("Tom", false, nobody), add("Kim", false, nobody), add("Sam", false, nobody)
	c.noor, c.ines = add("Noor", false, c.tom), add("Ines", false, c.kim)
	c.program = c.publish(page).Program
	must[program.Program](c.t)(c.programs.NameCoordinator(c.t.Context(), call.By(c.admin), program.NameCoordinator{Program: c.program, Person: c.cora.Person}))
	c.of = c.engage(c.noor)
	c.at("2026-09-15T09:00:00Z")
	must[int](c.t)(c.internships.Turn(c.t.Context()))
}

// engage agrees on an internship of somebody with Ines from Mon 7 September.
func (c *coast) engage(intern access.Actor) id.Internship {
	c.t.Helper()
	s := must[internship.Standing](c.t)(c.internships.Propose(c.t.Context(), call.By(intern), internship.Propose{Program: c.program, Draft: terms.Draft{
		Mentor: c.ines.Person, Start: "2026-09-07", Weeks: 4, WeekMinutes: 480, Weekday: "Thursday", Time: "15:00", Minutes: 30,
	}}))
	c.sign(s, c.ines, c.tom, c.kim)
	return s.Internship
}

// sign has people approve the newest terms.
func (c *coast) sign(s internship.Standing, who ...access.Actor) {
	c.t.Helper()
	t := read(c, func(tx *sqldb.Tx) (internship.Terms, error) { return internship.TermsOf(tx, s.Internship, s.Revision) })
	for _, by := range who {
		must[internship.Standing](c.t)(c.internships.SignOff(c.t.Context(), call.By(by), internship.SignOff{
			Internship: s.Internship, Revision: s.Revision, Digest: t.Digest, Answer: internship.AnswerApprove,
		}))
	}
}

func (c *coast) at(text string) {
	moment, err := time.Parse(time.RFC3339, text)
	if err != nil {
		c.t.Fatal(err)
	}
	c.clock.Store(&moment)
}

// publish publishes a page, and does not run the job that offers it.
func (c *coast) publish(source string) program.Imported {
	c.t.Helper()
	return must[program.Imported](c.t)(c.programs.Import(c.t.Context(), call.By(c.admin), program.Import{Program: c.program, Source: source}))
}

// offers publishes a page, runs the job, and returns the offer that waits.
func (c *coast) offers(source string) change.Offer {
	c.t.Helper()
	c.publish(source)
	c.runJob()
	o, found := c.waiting()
	if !found {
		c.t.Fatal("nothing is offered")
	}
	return o
}

func (c *coast) runJob() {
	c.t.Helper()
	payload, err := json.Marshal(map[string]string{"program": string(c.program)})
	if err != nil {
		c.t.Fatal(err)
	}
	if err := c.OfferAll(c.t.Context(), job.Job{Payload: payload}); err != nil {
		c.t.Fatal(err, fault.Cause(err))
	}
}

func (c *coast) waiting() (change.Offer, bool) {
	c.t.Helper()
	var found bool
	o := read(c, func(tx *sqldb.Tx) (o change.Offer, err error) {
		o, found, err = change.Waiting(tx, c.of)
		return o, err
	})
	return o, found
}

func (c *coast) offer(offer id.VersionOffer) change.Offer {
	c.t.Helper()
	return read(c, func(tx *sqldb.Tx) (change.Offer, error) { return change.Find(tx, c.noor, offer) })
}

func (c *coast) differ(o change.Offer) change.Difference {
	c.t.Helper()
	return read(c, func(tx *sqldb.Tx) (change.Difference, error) { return c.Differ(tx, o) })
}

// part returns the key of the part that a phase of the offered page is in, or of
// the one that it was in.
func (c *coast) part(o change.Offer, heading string) string {
	c.t.Helper()
	for _, p := range c.differ(o).Parts {
		for _, s := range p.Sections {
			if strings.Contains(s.Heading+" "+s.WasHeading, heading) {
				return p.Key
			}
		}
	}
	c.t.Fatalf("no part has a phase %q", heading)
	return ""
}

// propose proposes the whole, or the parts with some headings.
func (c *coast) propose(by access.Actor, o change.Offer, headings ...string) (change.Answered, error) {
	c.t.Helper()
	in := change.Propose{Offer: o.ID, Base: c.differ(o).Terms.Revision, Whole: len(headings) == 0}
	for _, h := range headings {
		in.Take = append(in.Take, c.part(o, h))
	}
	return c.Propose(c.t.Context(), call.By(by), in)
}

// take has Noor propose and Ines confirm.
func (c *coast) take(o change.Offer, headings ...string) change.Answered {
	c.t.Helper()
	asked := must[change.Answered](c.t)(c.propose(c.noor, o, headings...))
	return must[change.Answered](c.t)(c.Confirm(c.t.Context(), call.By(c.ines), change.Confirm{Offer: o.ID, Digest: asked.Digest}))
}

func (c *coast) plan() plan.Plan {
	c.t.Helper()
	return read(c, func(tx *sqldb.Tx) (plan.Plan, error) { return plan.Read(tx, c.noor, c.of) })
}

// find returns the activity with an id of the program.
func (c *coast) find(source string) plan.Activity {
	c.t.Helper()
	p := c.plan()
	at := slices.IndexFunc(p.Activities, func(a plan.Activity) bool { return a.Source == source })
	if at < 0 {
		c.t.Fatalf("the plan has no %s", source)
	}
	return p.Activities[at]
}

func (c *coast) has(source string) bool {
	c.t.Helper()
	return slices.ContainsFunc(c.plan().Activities, func(a plan.Activity) bool { return a.Source == source })
}

func (c *coast) question(source string) prompt.Prompt {
	c.t.Helper()
	p := c.plan()
	at := slices.IndexFunc(p.Prompts, func(q prompt.Prompt) bool { return q.Source == source })
	if at < 0 {
		c.t.Fatalf("the plan has no question %s", source)
	}
	return p.Prompts[at]
}

func (c *coast) tick(source string) {
	c.t.Helper()
	must[plan.Changed](c.t)(c.plans.Tick(c.t.Context(), call.By(c.noor), plan.Mark{Activity: c.find(source).ID}))
}

// marks returns what is marked, by the ids of the program.
func (c *coast) marks() map[string]relay.Kind {
	c.t.Helper()
	p := c.plan()
	marks := map[string]relay.Kind{}
	for _, m := range read(c, func(tx *sqldb.Tx) ([]relay.Mark, error) { return relay.Marks(tx, c.ines, c.of) }) {
		for _, a := range p.Activities {
			if a.ID == m.Activity && m.Prompt == "" {
				marks[a.Source] = m.Kind
			}
		}
		for _, q := range p.Prompts {
			if q.ID == m.Prompt {
				marks[q.Source] = m.Kind
			}
		}
	}
	return marks
}

// progress returns the figure, after checking that the rule says the same.
func (c *coast) progress() plan.Figure {
	c.t.Helper()
	p := c.plan()
	want := plan.Measure(p.Activities, p.Prompts, p.Choices)
	got := read(c, func(tx *sqldb.Tx) (map[id.Internship]plan.Progress, error) {
		return plan.Figures(tx, []id.Internship{c.of})
	})[c.of]
	if got.Figure != want.Figure {
		c.t.Fatalf("the pages show %+v, the rule says %+v", got.Figure, want.Figure)
	}
	return got.Figure
}

// inForce returns the terms in force with their signatures.
func (c *coast) inForce() internship.Revision {
	c.t.Helper()
	return read(c, func(tx *sqldb.Tx) (internship.Revision, error) {
		list, err := internship.Revisions(tx, c.ines, c.of)
		x, failed := internship.Find(tx, c.ines, c.of)
		if err != nil || failed != nil {
			return internship.Revision{}, err
		}
		return list[slices.IndexFunc(list, func(r internship.Revision) bool { return r.Revision == x.InForce })], nil
	})
}

// events returns the names of the internship's events after checking the chain.
func (c *coast) events() (names []string) {
	c.t.Helper()
	list := read(c, func(tx *sqldb.Tx) ([]audit.Event, error) {
		if err := audit.Verify(tx, string(c.of)); err != nil {
			return nil, err
		}
		return audit.List(tx, string(c.of), 0, 1000)
	})
	for i := range list {
		names = append(names, list[len(list)-1-i].Name)
	}
	return names
}

func read[T any](c *coast, do func(*sqldb.Tx) (T, error)) (result T) {
	c.t.Helper()
	if err := c.db.Read(c.t.Context(), func(tx *sqldb.Tx) (err error) { result, err = do(tx); return err }); err != nil {
		c.t.Fatal(err, fault.Cause(err))
	}
	return result
}

func must[T any](t testing.TB) func(T, error) T {
	return func(result T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err, fault.Cause(err))
		}
		return result
	}
}

// refused fails the test unless a call failed with a kind and a code.
func refused(t testing.TB, err error, kind fault.Kind, code string) {
	t.Helper()
	if !fault.Is(err, kind) || fault.Of(err).Code != code {
		t.Errorf("want %v %q, got %v (%v)", kind, code, err, fault.Cause(err))
	}
}
