package plan_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"sync/atomic"
	"testing"
	"time"

	"stint/internal/access"
	"stint/internal/audit"
	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/internship"
	"stint/internal/meeting"
	"stint/internal/plan"
	"stint/internal/plan/hours"
	"stint/internal/plan/prompt"
	"stint/internal/program/reader"
	"stint/internal/sqldb"
	"stint/internal/sqldb/sqltest"
	"stint/internal/worktime"
)

// A company is one internship with everybody around it, from Mon 7 September
// 2026, twelve weeks in Amsterdam, 1:1s on Thursdays at 15:00.
type company struct {
	t        testing.TB
	db       *sqldb.DB
	ids      *id.Source
	trail    *audit.Trail
	plans    *plan.Service
	prompts  *prompt.Service
	hours    *hours.Service
	meetings *meeting.Service
	clock    *atomic.Pointer[time.Time]

	noor, ines, priya, kofi, cora, sam access.Actor // intern, mentor, their managers, coordinator, nobody here
	internship                         id.Internship
	terms                              internship.Terms
}

// at is a moment in Amsterdam.
func at(text string) time.Time {
	loc, err := time.LoadLocation("Europe/Amsterdam")
	if err != nil {
		panic(err)
	}
	moment, err := time.ParseInLocation("2006-01-02 15:04", text, loc)
	if err != nil {
		panic(err)
	}
	return moment
}

// each runs a test on both databases, with a plan made of the page and the
// internship active in its first week.
func each(t *testing.T, page *reader.Page, run func(*testing.T, *company)) {
	t.Helper()
	clock := &atomic.Pointer[time.Time]{}
	sqltest.Each(t, func(t *testing.T, db *sqldb.DB) {
		c := found(t, db, clock)
		c.agree(page, c.terms, nil)
		c.state("active")
		c.now("2026-09-08 10:00")
		run(t, c)
	}, func(o *sqldb.Options) { o.Clock = func() time.Time { return *clock.Load() } })
}

// found fills a database with people, a program and terms.
func found(t testing.TB, db *sqldb.DB, clock *atomic.Pointer[time.Time]) *company {
	c := &company{t: t, db: db, clock: clock}
	c.now("2026-09-01 09:00")
	c.ids = id.NewSource(func() time.Time { return *clock.Load() }, nil)
	c.trail = audit.New(c.ids, nil)
	c.plans = plan.New(db, c.ids, c.trail)
	c.prompts = prompt.New(db, c.ids, c.trail, plan.Recount)
	c.hours = hours.New(db, c.ids, c.trail)
	c.meetings = meeting.New(db, c.ids, c.trail, meeting.Hooks{Settled: plan.Settle})
	c.internship = id.New[id.Internship](c.ids)
	program, version := id.New[id.Program](c.ids), id.New[id.ProgramVersion](c.ids)
	c.write(func(tx *sqldb.Tx) {
		for _, who := range []struct {
			name  string
			actor *access.Actor
		}{{"noor", &c.noor}, {"ines", &c.ines}, {"priya", &c.priya}, {"kofi", &c.kofi}, {"cora", &c.cora}, {"sam", &c.sam}} {
			*who.actor = access.Actor{Person: id.New[id.Person](c.ids), Scope: access.ScopeSession, Via: access.ViaPage}
			c.exec(tx, "INSERT INTO person (id, name, email, zone, created_at, changed_at) VALUES (?, ?, ?, 'Europe/Amsterdam', ?, ?)",
				who.actor.Person, who.name, who.name+"@example.com", tx.Now(), tx.Now())
		}
		c.exec(tx, "INSERT INTO program (id, slug, title, latest, created_at, changed_at) VALUES (?, 'csm', 'CSM', 1, ?, ?)", program, tx.Now(), tx.Now())
		c.exec(tx, "INSERT INTO program_coordinator (program_id, person_id, named_at) VALUES (?, ?, ?)", program, c.cora.Person, tx.Now())
		c.version(tx, program, version, 1)
		c.exec(tx, "INSERT INTO internship (id, program_id, intern_id, state, revision, in_force, starts_at, created_at, changed_at) VALUES (?, ?, ?, 'agreed', 1, 1, ?, ?, ?)",
			c.internship, program, c.noor.Person, at("2026-09-07 00:00"), tx.Now(), tx.Now())
		for _, party := range []struct {
			person id.Person
			role   access.Role
		}{{c.noor.Person, access.Intern}, {c.ines.Person, access.Mentor}, {c.priya.Person, access.InternManager}, {c.kofi.Person, access.MentorManager}} {
			if err := access.Join(tx, access.Party{ID: id.New[id.Party](c.ids), Internship: c.internship, Person: party.person, Role: party.role}); err != nil {
				t.Fatal(err)
			}
		}
	})
	zone, _ := worktime.LoadZone("Europe/Amsterdam")
	clockTime, _ := worktime.ParseClock("15:00")
	start, _ := worktime.ParseDate("2026-09-07")
	c.terms = internship.Terms{
		Internship: c.internship, Revision: 1, ProgramVersion: version, Intern: c.noor.Person, Mentor: c.ines.Person,
		Start: start, Zone: zone.String(), Weeks: 12, Minutes: 480, EntryWeek: 1, ProposedBy: c.noor.Person,
		Rhythm: worktime.Rhythm{Weekday: time.Thursday, Clock: clockTime, Zone: zone, Minutes: 30},
	}
	return c
}

// version writes a version of the program; the page is handed to Make by hand.
func (c *company) version(tx *sqldb.Tx, program id.Program, version id.ProgramVersion, number int) {
	sum := sha256.Sum256([]byte(version))
	c.exec(tx, "INSERT INTO program_version (id, program_id, number, title, digest, source, reading, weeks, min_hours, created_at) VALUES (?, ?, ?, 'CSM', ?, '', '{}', 12, 480, ?)",
		version, program, number, hex.EncodeToString(sum[:]), tx.Now())
}

// agree puts terms in force and does what the roof does with an agreement.
func (c *company) agree(page *reader.Page, terms internship.Terms, previous *internship.Terms) {
	c.t.Helper()
	c.write(func(tx *sqldb.Tx) {
		c.exec(tx, `INSERT INTO terms (internship_id, revision, digest, program_version_id, intern_id, mentor_id, start_date, zone, weeks, hours,
			rhythm, pauses, entry_week, proposed_by, proposed_at) VALUES (?, ?, '', ?, ?, ?, ?, ?, ?, ?, ?, '[]', ?, ?, ?)
			ON CONFLICT (internship_id, revision) DO NOTHING`,
			c.internship, terms.Revision, terms.ProgramVersion, terms.Intern, terms.Mentor, terms.Start, terms.Zone, terms.Weeks, terms.Minutes,
			terms.Rhythm, terms.EntryWeek, terms.ProposedBy, tx.Now())
		c.exec(tx, "UPDATE internship SET revision = ?, in_force = ? WHERE id = ?", terms.Revision, terms.Revision, c.internship)
		a := internship.Agreement{Internship: c.internship, Terms: terms, Previous: previous, By: c.kofi}
		if err := plan.Make(tx, c.ids, page, a); err != nil {
			c.t.Fatal(err, fault.Cause(err))
		}
		if err := meeting.MakeSeries(tx, c.ids, a); err != nil {
			c.t.Fatal(err, fault.Cause(err))
		}
	})
	c.terms = terms
}

func (c *company) now(text string) {
	moment := at(text)
	c.clock.Store(&moment)
}

func (c *company) state(state string) {
	c.t.Helper()
	c.write(func(tx *sqldb.Tx) { c.exec(tx, "UPDATE internship SET state = ? WHERE id = ?", state, c.internship) })
}

func (c *company) write(do func(*sqldb.Tx)) {
	c.t.Helper()
	if err := c.db.Write(context.Background(), func(tx *sqldb.Tx) error { do(tx); return nil }); err != nil {
		c.t.Fatal(err, fault.Cause(err))
	}
}

func (c *company) exec(tx *sqldb.Tx, query string, args ...any) {
	c.t.Helper()
	if _, err := tx.Exec(query, args...); err != nil {
		c.t.Fatal(err, fault.Cause(err))
	}
}

// read runs a read and fails the test with its error.
func read[T any](c *company, do func(*sqldb.Tx) (T, error)) T {
	c.t.Helper()
	result, err := tried(c, do)
	if err != nil {
		c.t.Fatal(err, fault.Cause(err))
	}
	return result
}

func tried[T any](c *company, do func(*sqldb.Tx) (T, error)) (result T, err error) {
	err = c.db.Read(context.Background(), func(tx *sqldb.Tx) (err error) {
		result, err = do(tx)
		return err
	})
	return result, err
}

// plan reads the whole plan as somebody.
func (c *company) plan(a access.Actor) plan.Plan {
	c.t.Helper()
	return read(c, func(tx *sqldb.Tx) (plan.Plan, error) { return plan.Read(tx, a, c.internship) })
}

// find returns the activity with a text, as the intern sees it.
func (c *company) find(text string) plan.Activity {
	c.t.Helper()
	return findIn(c.t, c.plan(c.noor), text)
}

func findIn(t testing.TB, p plan.Plan, text string) plan.Activity {
	t.Helper()
	for _, a := range p.Activities {
		if a.Text == text {
			return a
		}
	}
	t.Fatalf("there is no activity %q", text)
	return plan.Activity{}
}

// question returns the prompt with a text, as somebody sees it.
func (c *company) question(a access.Actor, text string) prompt.Prompt {
	c.t.Helper()
	for _, p := range c.plan(a).Prompts {
		if p.Text == text {
			return p
		}
	}
	c.t.Fatalf("there is no question %q", text)
	return prompt.Prompt{}
}

// figure returns the progress as the pages read it, after checking that the
// rule says the same.
func (c *company) figure() plan.Progress {
	c.t.Helper()
	return c.measure(c.plan(c.noor))
}

func (c *company) measure(p plan.Plan) plan.Progress {
	c.t.Helper()
	want := plan.Measure(p.Activities, p.Prompts, p.Choices)
	got := read(c, func(tx *sqldb.Tx) (map[id.Internship]plan.Progress, error) {
		return plan.Figures(tx, []id.Internship{c.internship})
	})[c.internship]
	if got.Figure != want.Figure || got.Setup != want.Setup {
		c.t.Fatalf("the page shows %+v, the rule says %+v", got, want)
	}
	for week := range max(len(got.Weeks), len(want.Weeks)) + 1 {
		if got.Week(week) != want.Week(week) {
			c.t.Fatalf("week %d: the page shows %+v, the rule says %+v", week, got.Week(week), want.Week(week))
		}
	}
	return got
}

// events returns the names of an internship's audit events, oldest first, after
// checking the chain.
func (c *company) events() (names []string) {
	c.t.Helper()
	list := read(c, func(tx *sqldb.Tx) ([]audit.Event, error) {
		if err := audit.Verify(tx, string(c.internship)); err != nil {
			return nil, err
		}
		return audit.List(tx, string(c.internship), 0, 1000)
	})
	for i := range list {
		names = append(names, list[len(list)-1-i].Name)
	}
	return names
}

// agenda returns the open items of all agendas by source.
func (c *company) agenda() map[string]meeting.ItemKind {
	c.t.Helper()
	type line struct {
		source string
		kind   meeting.ItemKind
	}
	lines := read(c, func(tx *sqldb.Tx) ([]line, error) {
		return sqldb.List(tx, func(s sqldb.Scanner) (l line, err error) { return l, s.Scan(&l.source, &l.kind) },
			"SELECT source_id, kind FROM agenda_item WHERE internship_id = ? AND state = 'open'", c.internship)
	})
	items := map[string]meeting.ItemKind{}
	for _, l := range lines {
		items[l.source] = l.kind
	}
	return items
}

// items returns the agenda items of a source, newest first.
func (c *company) items(source string) []meeting.Placed {
	c.t.Helper()
	return read(c, func(tx *sqldb.Tx) ([]meeting.Placed, error) {
		return sqldb.List(tx, func(s sqldb.Scanner) (p meeting.Placed, err error) {
			return p, s.Scan(&p.Item, &p.Meeting, &p.State, &p.Version)
		}, "SELECT id, meeting_id, state, version FROM agenda_item WHERE source_id = ? ORDER BY id DESC", source)
	})
}

// settle marks the newest agenda item of a source.
func (c *company) settle(source string, state meeting.ItemState) error {
	c.t.Helper()
	item := c.items(source)[0]
	_, err := c.meetings.Settle(context.Background(), call.By(c.ines), meeting.Settle{Item: item.Item, State: state, Version: item.Version})
	return err
}

// discuss puts a question on the agenda and marks it discussed there.
func (c *company) discuss(text string) {
	c.t.Helper()
	question := c.question(c.noor, text)
	must[prompt.Putting](c.t)(c.prompts.PutOnAgenda(context.Background(), call.By(c.noor), prompt.Put{Prompt: question.ID, Body: "I think so"}))
	if err := c.settle(string(question.ID), meeting.Discussed); err != nil {
		c.t.Fatal(err, fault.Cause(err))
	}
}

func (c *company) tick(a access.Actor, text string) (plan.Changed, error) {
	c.t.Helper()
	return c.plans.Tick(context.Background(), call.By(a), plan.Mark{Activity: c.find(text).ID})
}

// must fails the test where a call failed.
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
		t.Fatalf("want %v %q, got %v (%s)", kind, code, err, fault.Cause(err))
	}
}

func (c *company) reply(p id.Prompt, body string) {
	c.t.Helper()
	must[id.Internship](c.t)(c.prompts.Reply(context.Background(), call.By(c.ines), prompt.Write{Prompt: p, Body: body}))
}

// replaceMentor makes somebody else the mentor from now on.
func (c *company) replaceMentor(a access.Actor) {
	c.t.Helper()
	c.write(func(tx *sqldb.Tx) {
		if _, err := access.Leave(tx, c.internship, access.Mentor); err != nil {
			c.t.Fatal(err)
		}
		if err := access.Join(tx, access.Party{ID: id.New[id.Party](c.ids), Internship: c.internship, Person: a.Person, Role: access.Mentor}); err != nil {
			c.t.Fatal(err)
		}
	})
}

// everything is what every read of this package and those inside it shows
// somebody, as JSON.
func (c *company) everything(a access.Actor) (string, error) {
	c.t.Helper()
	question, activity := c.question(c.noor, "How?").ID, c.find("read").ID
	return tried(c, func(tx *sqldb.Tx) (string, error) {
		var all []any
		var err error
		add := func(v any, failed error) {
			all = append(all, v)
			if err == nil {
				err = failed
			}
		}
		p, failed := plan.Read(tx, a, c.internship)
		add(p, failed)
		rows, failed := plan.Activities(tx, a, c.internship)
		add(rows, failed)
		w, failed := plan.ReadWeek(tx, a, c.internship, 2, 2)
		add(w, failed)
		f, failed := plan.Find(tx, a, activity)
		add([]any{f.Activity, f.Path, f.Prompts}, failed)
		h, failed := plan.History(tx, a, activity)
		add(h, failed)
		waits, failed := plan.Waits(tx, a, c.internship)
		add(waits, failed)
		q, failed := prompt.Find(tx, a, question)
		add(q, failed)
		e, failed := prompt.EarlierAnswers(tx, a, question)
		add(e, failed)
		logged, failed := hours.List(tx, a, c.internship, worktime.Date{}, worktime.Date{})
		add(logged, failed)
		text, failed := json.Marshal(all)
		add(nil, failed)
		return string(text), err
	})
}
