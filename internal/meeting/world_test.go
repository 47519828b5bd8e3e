package meeting

import (
	"context"
	"encoding/json"
	"sync"
	"testing"
	"time"

	"stint/internal/access"
	"stint/internal/audit"
	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/internship"
	"stint/internal/sqldb"
	"stint/internal/sqldb/sqltest"
	"stint/internal/worktime"
)

// world is an internship of Noor with Ines, agreed on before it begins: twelve
// weeks from Mon 7 September 2026, 1:1s on Thursdays at 15:00 in Amsterdam.
type world struct {
	*Service
	t          *testing.T
	db         *sqldb.DB
	internship id.Internship
	terms      internship.Terms

	mu      sync.Mutex
	now     time.Time
	settled []Item // what the hook was told
	refuse  error  // what the hook answers
}

const (
	noor  = id.Person("noor")  // intern
	ines  = id.Person("ines")  // mentor
	mo    = id.Person("mo")    // the intern's manager
	max_  = id.Person("max")   // the mentor's manager
	cora  = id.Person("cora")  // coordinator
	sam   = id.Person("sam")   // somebody
	ada   = id.Person("ada")   // administrator
	petra = id.Person("petra") // a mentor to come
)

var everybody = []id.Person{noor, ines, mo, max_, cora, sam, ada, petra}

func actor(p id.Person) access.Actor {
	return access.Actor{Person: p, Admin: p == ada, Scope: access.ScopeSession, Via: access.ViaPage}
}

func by(p id.Person) call.Call { return call.By(actor(p)) }

func date(text string) worktime.Date {
	d, err := worktime.ParseDate(text)
	if err != nil {
		panic(err)
	}
	return d
}

func clock(text string) worktime.Clock {
	c, err := worktime.ParseClock(text)
	if err != nil {
		panic(err)
	}
	return c
}

func rhythm(text string) worktime.Rhythm {
	r, err := worktime.ParseRhythm(text)
	if err != nil {
		panic(err)
	}
	return r
}

func instant(text string) time.Time {
	at, err := time.Parse("2006-01-02 15:04", text)
	if err != nil {
		panic(err)
	}
	return at.UTC()
}

func usualTerms() internship.Terms {
	return internship.Terms{
		Internship: "internship", Revision: 1, ProgramVersion: "version", Intern: noor, Mentor: ines, Start: date("2026-09-07"), Zone: "Europe/Amsterdam",
		Weeks: 12, Minutes: 480, Rhythm: rhythm("Thursday 15:00 Europe/Amsterdam, 30 min"), EntryWeek: 1, ProposedBy: noor,
	}
}

// each runs a test in the world, on both databases.
func each(t *testing.T, run func(t *testing.T, w *world)) {
	sqltest.EachDSN(t, func(t *testing.T, dsn string) {
		w := &world{t: t, internship: "internship", terms: usualTerms(), now: instant("2026-08-31 09:00")}
		var err error
		if w.db, err = sqldb.Open(t.Context(), dsn, sqldb.Options{Clock: w.clock}); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = w.db.Close() })
		w.Service = w.node(w.db)
		w.write(w.populate)
		w.agree(nil)
		run(t, w)
	})
}

// node is a service as another process would have it.
func (w *world) node(db *sqldb.DB) *Service {
	ids := id.NewSource(w.clock, nil)
	return New(db, ids, audit.New(ids, nil), Hooks{Settled: func(_ *sqldb.Tx, i Item) error {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.settled = append(w.settled, i)
		return w.refuse
	}})
}

func (w *world) clock() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.now
}

func (w *world) at(text string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.now = instant(text)
}

func (w *world) write(fn func(*sqldb.Tx) error) {
	w.t.Helper()
	if err := w.db.Write(context.Background(), fn); err != nil {
		w.t.Fatal(err, fault.Cause(err))
	}
}

func (w *world) read(fn func(*sqldb.Tx) error) {
	w.t.Helper()
	if err := w.db.Read(context.Background(), fn); err != nil {
		w.t.Fatal(err, fault.Cause(err))
	}
}

type statement struct {
	query string
	args  []any
}

func run(tx *sqldb.Tx, statements ...statement) error {
	for _, s := range statements {
		if _, err := tx.Exec(s.query, s.args...); err != nil {
			return err
		}
	}
	return nil
}

func (w *world) populate(tx *sqldb.Tx) error {
	now := tx.Now()
	for _, p := range everybody {
		if err := run(tx, statement{"INSERT INTO person (id, name, email, zone, created_at, changed_at) VALUES (?, ?, ?, 'Europe/Amsterdam', ?, ?)", []any{p, p, p, now, now}}); err != nil {
			return err
		}
	}
	if err := run(tx,
		statement{"INSERT INTO program (id, slug, title, latest, created_at, changed_at) VALUES ('program', 'program', 'Program', 1, ?, ?)", []any{now, now}},
		statement{"INSERT INTO program_coordinator (program_id, person_id, named_at) VALUES ('program', ?, ?)", []any{cora, now}},
		statement{"INSERT INTO program_version (id, program_id, number, title, digest, source, reading, weeks, min_hours, created_at) VALUES ('version', 'program', 1, 'Program', '', '', '{}', 12, 480, ?)", []any{now}},
		statement{"INSERT INTO internship (id, program_id, intern_id, state, created_at, changed_at) VALUES (?, 'program', ?, 'agreed', ?, ?)", []any{w.internship, noor, now, now}},
	); err != nil {
		return err
	}
	for role, p := range map[access.Role]id.Person{access.Intern: noor, access.Mentor: ines, access.InternManager: mo, access.MentorManager: max_} {
		if err := access.Join(tx, access.Party{ID: id.Party(p), Internship: w.internship, Person: p, Role: role}); err != nil {
			return err
		}
	}
	return nil
}

// agree brings terms in force and has the series follow them.
func (w *world) agree(change func(*internship.Terms)) {
	w.t.Helper()
	var previous *internship.Terms
	is := w.terms
	if change != nil {
		was := w.terms
		previous = &was
		is.Revision++
		change(&is)
	}
	w.terms = is
	pauses, err := json.Marshal(append([]worktime.Pause{}, is.Pauses...))
	if err != nil {
		w.t.Fatal(err)
	}
	w.write(func(tx *sqldb.Tx) error {
		if err := run(tx,
			statement{`INSERT INTO terms (internship_id, revision, digest, program_version_id, intern_id, mentor_id, start_date, zone, weeks, hours, rhythm, pauses, entry_week, proposed_by, proposed_at)
				VALUES (?, ?, '', 'version', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
				[]any{is.Internship, is.Revision, is.Intern, is.Mentor, is.Start, is.Zone, is.Weeks, is.Minutes, is.Rhythm, string(pauses), is.EntryWeek, is.ProposedBy, tx.Now()}},
			statement{"UPDATE internship SET revision = ?, in_force = ? WHERE id = ?", []any{is.Revision, is.Revision, is.Internship}},
		); err != nil {
			return err
		}
		return MakeSeries(tx, w.ids, internship.Agreement{Internship: w.internship, Terms: is, Previous: previous, By: actor(ines)})
	})
}

// series returns the internship's meetings as Noor sees them.
func (w *world) series() (meetings []Meeting) {
	w.t.Helper()
	w.read(func(tx *sqldb.Tx) (err error) { meetings, err = List(tx, actor(noor), w.internship); return err })
	return meetings
}

// week returns the meeting of a week.
func (w *world) week(n int) Meeting {
	w.t.Helper()
	for _, m := range w.series() {
		if m.Week == n {
			return m
		}
	}
	w.t.Fatalf("there is no meeting in week %d", n)
	return Meeting{}
}

func (w *world) agenda(m Meeting) (items []Item) {
	w.t.Helper()
	w.read(func(tx *sqldb.Tx) (err error) { items, err = Agenda(tx, actor(noor), m.ID); return err })
	return items
}

// add puts a prompt on the next agenda.
func (w *world) add(source string) (i Item) {
	w.t.Helper()
	w.write(func(tx *sqldb.Tx) (err error) {
		i, err = Add(tx, w.ids, NewItem{Internship: w.internship, Kind: KindPrompt, Source: source, Title: "What about " + source + "?", Minutes: 6, AddedBy: noor})
		return err
	})
	return i
}

func (w *world) topic(m Meeting, title string) Item {
	w.t.Helper()
	placed, err := w.AddTopic(w.t.Context(), by(ines), AddTopic{Meeting: m.ID, Title: title, Minutes: 5})
	if err != nil {
		w.t.Fatal(err)
	}
	return w.item(placed.Item)
}

func (w *world) item(item id.AgendaItem) (i Item) {
	w.t.Helper()
	w.read(func(tx *sqldb.Tx) (err error) { i, err = FindItem(tx, access.System(access.ViaJob), item); return err })
	return i
}

func (w *world) settle(i Item, state ItemState) Placed {
	w.t.Helper()
	placed, err := w.Settle(w.t.Context(), by(ines), Settle{Item: i.ID, State: state, Version: i.Version})
	if err != nil {
		w.t.Fatal(err)
	}
	return placed
}

func (w *world) turn(want int) {
	w.t.Helper()
	if n, err := w.Turn(w.t.Context()); n != want || err != nil {
		w.t.Fatalf("%d meetings turned, want %d; %v", n, want, err)
	}
}

// events returns the names of the internship's events, oldest first, and checks
// their chain.
func (w *world) events() (names []string) {
	w.t.Helper()
	w.read(func(tx *sqldb.Tx) error {
		if err := audit.Verify(tx, string(w.internship)); err != nil {
			return err
		}
		events, err := audit.List(tx, string(w.internship), 0, 10000)
		for _, e := range events {
			names = append([]string{e.Name}, names...)
		}
		return err
	})
	return names
}

func wantKind(t *testing.T, err error, kind fault.Kind) {
	t.Helper()
	if !fault.Is(err, kind) {
		t.Errorf("the answer is %v, want %s", err, kind)
	}
}
