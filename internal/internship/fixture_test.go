package internship_test

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
	"stint/internal/internship/delegation"
	"stint/internal/internship/terms"
	"stint/internal/person"
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

// house is an installation with one program of four weeks and the people of
// one internship: Noor and her manager Tomasz, Ines and her manager Priya.
// Mei is nobody's, Wanda coordinates, Anton is the administrator.
type house struct {
	*internship.Service
	t           *testing.T
	db          *sqldb.DB
	clock       *clock
	ids         *id.Source
	people      *person.Service
	delegations *delegation.Service
	programs    *program.Service

	anton, wanda, noor, ines, tomasz, priya, mei access.Actor

	lamp     id.Program
	version1 id.ProgramVersion

	cast, added int // how often the roles were cast, and how many people there are
}

// each runs a test on both databases, in a house of its own.
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
	h := &house{t: t, db: db, clock: c, ids: ids, programs: program.New(db, ids, trail), delegations: delegation.New(db, ids, trail)}
	h.Service = internship.New(db, ids, trail, internship.Hooks{Agreed: noteAgreement})
	h.people = person.New(db, ids, trail, person.Hooks{ManagerChanged: h.Service.ManagerChanged, Deactivated: h.delegations.Left})
	h.anton = h.add("Anton", access.Actor{}, true)
	h.wanda, h.mei = h.add("Wanda", access.Actor{}, false), h.add("Mei", access.Actor{}, false)
	h.recast()
	made := h.importPage(page(4))
	h.lamp, h.version1 = made.Program, made.Version
	if _, err := h.programs.NameCoordinator(t.Context(), call.By(h.anton), program.NameCoordinator{Program: h.lamp, Person: h.wanda.Person}); err != nil {
		t.Fatal(err)
	}
	return h
}

// recast turns the clock back and puts new people into the four roles, for the
// next case of a table in the same house. What the ones before had is ended.
func (h *house) recast() {
	h.t.Helper()
	h.clock.set(monday)
	if h.cast++; h.cast > 1 {
		l, err := h.List(h.t.Context(), h.wanda, internship.Query{Limit: 100})
		if err != nil {
			h.t.Fatal(err)
		}
		for _, x := range l.Internships {
			in := internship.End{Internship: x.Internship.ID, How: internship.HowWithdrawn, Reason: "The case is closed."}
			if _, err := h.End(h.t.Context(), call.By(h.wanda), in); err != nil && !x.Internship.State.Over() {
				h.t.Fatal(err)
			}
		}
	}
	h.tomasz, h.priya = h.add("Tomasz", access.Actor{}, false), h.add("Priya", access.Actor{}, false)
	h.noor, h.ines = h.add("Noor", h.tomasz, false), h.add("Ines", h.priya, false)
}

// noteAgreement is a hook that can be called only once for each revision: the
// second time its note is a duplicate and the transaction fails.
func noteAgreement(tx *sqldb.Tx, a internship.Agreement) error {
	previous := 0
	if a.Previous != nil {
		previous = a.Previous.Revision
	}
	_, err := tx.Exec("INSERT INTO setting (name, value, changed_at) VALUES (?, ?, ?)",
		fmt.Sprintf("agreed/%s/%d", a.Internship, a.Terms.Revision), fmt.Sprintf("after %d by %s", previous, a.By.Person), tx.Now())
	return err
}

// page is a program of so many weeks that asks for six hours a week.
func page(weeks int) string {
	var b strings.Builder
	b.WriteString("# Keeping a lighthouse\n\nAn apprentice should be ready to commit at least 6 hours per week.\n")
	for week := range weeks {
		fmt.Fprintf(&b, "\n## Week %d\n\n1. Read the log of storm %d\n1. Clean lamp %d\n", week+1, week, week)
	}
	return b.String()
}

func (h *house) importPage(source string) program.Imported {
	h.t.Helper()
	made, err := h.programs.Import(h.t.Context(), call.By(h.anton), program.Import{Program: h.lamp, Source: source})
	if err != nil {
		h.t.Fatal(err)
	}
	return made
}

// add enters somebody into the directory and signs them in.
func (h *house) add(name string, manager access.Actor, admin bool) access.Actor {
	h.t.Helper()
	h.added++
	p, err := h.people.Add(h.t.Context(), call.By(access.System(access.ViaCLI)), person.Entry{
		Name: name, Email: fmt.Sprintf("person%d@example.com", h.added), Zone: "Europe/Amsterdam", Manager: manager.Person, Admin: admin,
	})
	if err != nil {
		h.t.Fatal(err)
	}
	return access.Actor{Person: p.ID, Admin: admin, Scope: access.ScopeSession, Via: access.ViaPage}
}

// manages changes somebody's manager in the directory; the zero Actor is none.
func (h *house) manages(who, manager access.Actor) {
	h.t.Helper()
	_, err := h.people.Change(h.t.Context(), call.By(h.anton), person.Change{Person: who.Person, Manager: &manager.Person})
	if err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) deactivate(who access.Actor) {
	h.t.Helper()
	if _, err := h.people.Deactivate(h.t.Context(), call.By(h.anton), who.Person); err != nil {
		h.t.Fatal(err)
	}
}

// draft is first terms with Ines that break no rule: four weeks of eight hours
// from Mon 7 September.
func (h *house) draft() internship.Propose {
	return internship.Propose{Program: h.lamp, Draft: terms.Draft{
		Mentor: h.ines.Person, Start: "2026-09-07", Weeks: 4, WeekMinutes: 480, Weekday: "Thu", Time: "15:00", Minutes: 30,
	}}
}

// revise is the newest terms with a change.
func (h *house) revise(at internship.Standing, change func(*internship.Propose)) internship.Propose {
	in := h.draft()
	in.Internship, in.Program, in.Base = at.Internship, "", at.Revision
	change(&in)
	return in
}

func longer(in *internship.Propose) { in.Weeks++ }

func (h *house) propose(by access.Actor, in internship.Propose) internship.Standing {
	h.t.Helper()
	at, err := h.Propose(h.t.Context(), call.By(by), in)
	if err != nil {
		h.t.Fatal(err)
	}
	return at
}

// answer is a sign-off of the newest terms.
func (h *house) answer(at internship.Standing, answer string) internship.SignOff {
	h.t.Helper()
	return internship.SignOff{Internship: at.Internship, Revision: at.Revision, Digest: h.termsOf(at.Internship, at.Revision).Digest, Answer: answer}
}

func (h *house) approve(at internship.Standing, signers ...access.Actor) internship.Standing {
	h.t.Helper()
	in := h.answer(at, internship.AnswerApprove)
	for _, by := range signers {
		var err error
		if at, err = h.SignOff(h.t.Context(), call.By(by), in); err != nil {
			h.t.Fatal(err)
		}
	}
	return at
}

func (h *house) refuse(at internship.Standing, by access.Actor, reason string) internship.Standing {
	h.t.Helper()
	in := h.answer(at, internship.AnswerRefuse)
	in.Reason = reason
	at, err := h.SignOff(h.t.Context(), call.By(by), in)
	if err != nil {
		h.t.Fatal(err)
	}
	return at
}

// agreed is an internship of Noor's that all four have signed.
func (h *house) agreed() internship.Standing {
	h.t.Helper()
	at := h.propose(h.noor, h.draft())
	return h.approve(at, h.ines, h.tomasz, h.priya)
}

// active is one that has begun.
func (h *house) active() internship.Standing {
	h.t.Helper()
	at := h.agreed()
	h.clock.set(time.Date(2026, 9, 8, 9, 0, 0, 0, time.UTC))
	h.turn(1)
	return h.standing(at.Internship)
}

func (h *house) turn(want int) {
	h.t.Helper()
	moved, err := h.Turn(h.t.Context())
	if err != nil || moved != want {
		h.t.Fatalf("the clock moved %d internships, want %d: %v", moved, want, err)
	}
}

func (h *house) read(fn func(*sqldb.Tx) error) {
	h.t.Helper()
	if err := h.db.Read(h.t.Context(), fn); err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) find(x id.Internship) (found internship.Internship) {
	h.t.Helper()
	h.read(func(tx *sqldb.Tx) (err error) {
		found, err = internship.Find(tx, access.System(access.ViaCLI), x)
		return err
	})
	return found
}

func (h *house) standing(x id.Internship) internship.Standing {
	h.t.Helper()
	found := h.find(x)
	return internship.Standing{Internship: found.ID, State: found.State, Revision: found.Revision, InForce: found.InForce}
}

func (h *house) termsOf(x id.Internship, revision int) (found internship.Terms) {
	h.t.Helper()
	h.read(func(tx *sqldb.Tx) (err error) {
		found, err = internship.TermsOf(tx, x, revision)
		return err
	})
	return found
}

// signatures are the four places under the newest terms as somebody sees them.
func (h *house) signatures(by access.Actor, x id.Internship) map[access.Role]internship.Signature {
	h.t.Helper()
	byRole := map[access.Role]internship.Signature{}
	h.read(func(tx *sqldb.Tx) error {
		list, err := internship.Signatures(tx, by, x)
		for _, s := range list {
			byRole[s.Role] = s
		}
		return err
	})
	return byRole
}

// states are how the four signatures stand, in one word each.
func (h *house) states(x id.Internship) string {
	h.t.Helper()
	found := h.signatures(access.System(access.ViaCLI), x)
	var words []string
	for _, role := range access.PartyRoles {
		words = append(words, string(found[role].State))
	}
	return strings.Join(words, " ")
}

// events are the names of an internship's events, and the chain must hold.
func (h *house) events(x id.Internship) (names []string) {
	h.t.Helper()
	h.read(func(tx *sqldb.Tx) error {
		if err := audit.Verify(tx, string(x)); err != nil {
			return err
		}
		all, err := audit.List(tx, string(x), 0, 1000)
		for _, e := range all {
			names = append([]string{e.Name}, names...)
		}
		return err
	})
	return names
}

// agreements are the notes of the hook: revision by revision.
func (h *house) agreements(x id.Internship) (notes []string) {
	h.t.Helper()
	h.read(func(tx *sqldb.Tx) (err error) {
		notes, err = sqldb.List(tx, func(s sqldb.Scanner) (note string, err error) { return note, s.Scan(&note) },
			"SELECT value FROM setting WHERE name LIKE ? ORDER BY name", fmt.Sprintf("agreed/%s/%%", x))
		return err
	})
	return notes
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
