package person_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"stint/internal/access"
	"stint/internal/audit"
	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/person"
	"stint/internal/sqldb"
	"stint/internal/sqldb/sqltest"
	"stint/internal/worktime"
)

// dates lets go-cmp compare civil dates.
var dates = cmpopts.EquateComparable(worktime.Date{})

var moment = time.Date(2026, time.October, 5, 9, 30, 0, 0, time.UTC)

// house is a directory under test with an administrator in it.
type house struct {
	*person.Service
	t     *testing.T
	db    *sqldb.DB
	ctx   context.Context
	admin access.Actor
	moved []string    // what the hook of managers was told
	facts []id.Person // whose access facts changed
	gone  []id.Person
	asked []string // what programs ask access for
	hook  error    // what the hooks answer
}

func each(t *testing.T, run func(t *testing.T, h *house)) {
	t.Helper()
	sqltest.Each(t, func(t *testing.T, db *sqldb.DB) {
		ids := id.NewSource(func() time.Time { return moment }, nil)
		h := &house{t: t, db: db, ctx: t.Context()}
		h.Service = person.New(db, ids, audit.New(ids, nil), person.Hooks{
			ManagerChanged: func(_ *sqldb.Tx, p, old, new id.Person) error {
				h.moved = append(h.moved, fmt.Sprint(p, old, new))
				return h.hook
			},
			FactsChanged: func(_ *sqldb.Tx, _ access.Actor, p id.Person) error {
				h.facts = append(h.facts, p)
				return h.hook
			},
			FactsAsked: func(*sqldb.Tx) ([]string, error) { return h.asked, nil },
			Deactivated: func(_ *sqldb.Tx, p id.Person) error {
				h.gone = append(h.gone, p)
				return h.hook
			},
		})
		root := must(h.Add(h.ctx, call.By(access.System(access.ViaCLI)), person.Entry{Name: "Root", Email: "root@example.com", Zone: "UTC", Admin: true}))(t)
		h.admin = access.Actor{Person: root.ID, Admin: true, Scope: access.ScopeSession, Via: access.ViaPage}
		run(t, h)
	}, sqltest.At(moment))
}

func must[T any](v T, err error) func(*testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatalf("%v (%s)", err, fault.Cause(err))
		}
		return v
	}
}

func (h *house) call() call.Call { return call.By(h.admin) }

// add enters somebody by their first name.
func (h *house) add(name string, manager id.Person) person.Person {
	h.t.Helper()
	return must(h.Add(h.ctx, h.call(), person.Entry{
		Name: name, Email: strings.ToLower(name) + "@example.com", Zone: "Europe/Amsterdam", Manager: manager,
	}))(h.t)
}

func as(p person.Person) access.Actor {
	return access.Actor{Person: p.ID, Admin: p.Admin, Scope: access.ScopeSession, Via: access.ViaPage}
}

// events returns the organization's events, oldest first, as "name object facts".
func (h *house) events() []string {
	h.t.Helper()
	var list []string
	err := h.db.Read(h.ctx, func(tx *sqldb.Tx) error {
		list = nil
		found, err := audit.List(tx, audit.Organization, 0, 1000)
		for _, e := range found {
			list = append([]string{strings.TrimSpace(fmt.Sprint(e.Name, " ", strings.TrimPrefix(fmt.Sprint(e.Facts), "map")))}, list...)
		}
		return errors.Join(err, audit.Verify(tx, audit.Organization))
	})
	if err != nil {
		h.t.Fatal(err)
	}
	return list
}

func (h *house) read(fn func(tx *sqldb.Tx) error) {
	h.t.Helper()
	if err := h.db.Read(h.ctx, fn); err != nil {
		h.t.Fatal(err)
	}
}

func wantKind(t *testing.T, err error, kind fault.Kind, field string) {
	t.Helper()
	if !fault.Is(err, kind) {
		t.Fatalf("got %v (%s), want %v", err, fault.Cause(errOr(err)), kind)
	}
	if f := fault.Of(err); field != "" && (len(f.Fields) == 0 || f.Fields[0].Name != field) {
		t.Fatalf("got %v, want a message at %s", err, field)
	}
}

func errOr(err error) error {
	if err == nil {
		return errors.New("no error")
	}
	return err
}

func TestAPersonIsAddedOnceAndFound(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		in := person.Entry{Name: "Ada  Lovelace", Email: "Ada@Example.com", Zone: "Europe/London", WorkingHours: "mon-fri 9:00-17:00", Team: "Engines", Title: "Analyst", Manager: h.admin.Person}
		c := call.Call{Actor: h.admin, Key: "k"}
		ada := must(h.Add(h.ctx, c, in))(t)
		again := must(h.Add(h.ctx, c, in))(t)
		if !cmp.Equal(ada, again, dates) {
			t.Fatalf("the repeated call answered %+v, the first %+v", again, ada)
		}
		want := person.Person{
			ID: ada.ID, Name: "Ada Lovelace", Email: "ada@example.com", Zone: "Europe/London", WorkingHours: "Mon-Fri 09:00-17:00", Team: "Engines", Title: "Analyst",
			Manager: h.admin.Person, Locale: "en-US", Theme: person.ThemeAuto, Shortcuts: true, Active: true, Epoch: 1, CreatedAt: moment, ChangedAt: moment,
		}
		h.read(func(tx *sqldb.Tx) error {
			found := must(person.Find(tx, h.admin, ada.ID))(t)
			byEmail := must(person.FindByEmail(tx, as(ada), "ADA@example.com"))(t)
			if diff := cmp.Diff([]person.Person{want, want}, []person.Person{found, byEmail}, dates); diff != "" {
				t.Error(diff)
			}
			if m := must(person.ManagerOf(tx, ada.ID))(t); m != h.admin.Person {
				t.Errorf("manager %q", m)
			}
			if m := must(person.ManagerOf(tx, h.admin.Person))(t); m != "" {
				t.Errorf("manager %q", m)
			}
			_, err := person.FindByEmail(tx, as(ada), "nobody@example.com")
			wantKind(t, err, fault.NotFound, "")
			_, err = person.Find(tx, access.Actor{}, ada.ID)
			wantKind(t, err, fault.Unauthenticated, "")
			return nil
		})
		_, err := h.Add(h.ctx, h.call(), in)
		wantKind(t, err, fault.Invalid, "email")
		_, err = h.Add(h.ctx, h.call(), person.Entry{Name: "X", Email: "x@example.com", Zone: "UTC", Manager: "nobody"})
		wantKind(t, err, fault.Invalid, "manager")
		_, err = h.Add(h.ctx, call.By(as(ada)), person.Entry{Name: "X", Email: "x@example.com", Zone: "UTC"})
		wantKind(t, err, fault.NotFound, "")
		if diff := cmp.Diff([]string{"person.added [admin:granted]", fmt.Sprintf("person.added [manager:%s]", h.admin.Person)}, h.events()); diff != "" {
			t.Error(diff)
		}
	})
}

func TestTwoAdditionsOfOneAddressAtOnceMakeOnePerson(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		errs := atOnce(8, func(i int) error {
			_, err := h.Add(h.ctx, h.call(), person.Entry{Name: "Ada", Email: "ada@example.com", Zone: "UTC"})
			return err
		})
		wins := 0
		for _, err := range errs {
			if err == nil {
				wins++
			} else if f := fault.Of(err); f.Kind != fault.Conflict && f.Kind != fault.Invalid || f.Fields[0].Name != "email" {
				t.Errorf("a loser was told %v", err)
			}
		}
		if wins != 1 {
			t.Fatalf("%d people with one address", wins)
		}
	})
}

// atOnce runs fn so many times at once and returns what each answered.
func atOnce(n int, fn func(i int) error) []error {
	errs := make([]error, n)
	var all sync.WaitGroup
	start := make(chan struct{})
	for i := range n {
		all.Go(func() {
			<-start
			errs[i] = fn(i)
		})
	}
	close(start)
	all.Wait()
	return errs
}

func TestChange(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ada, bo := h.add("Ada", ""), h.add("Bo", "")
		changed := must(h.Change(h.ctx, h.call(), person.Change{Person: ada.ID, Title: new("Lead"), Manager: &bo.ID, Seen: ada.ChangedAt}))(t)
		want := ada
		want.Title, want.Manager, want.ChangedAt = "Lead", bo.ID, changed.ChangedAt
		if diff := cmp.Diff(want, changed, dates); diff != "" || !changed.ChangedAt.After(ada.ChangedAt) {
			t.Fatal(diff, changed.ChangedAt)
		}
		if diff := cmp.Diff([]string{fmt.Sprint(ada.ID, "", bo.ID)}, h.moved); diff != "" {
			t.Error(diff)
		}
		same := must(h.Change(h.ctx, h.call(), person.Change{Person: ada.ID, Title: new(" Lead ")}))(t)
		if !cmp.Equal(same, changed, dates) {
			t.Errorf("a change of nothing changed %+v to %+v", changed, same)
		}
		_, err := h.Change(h.ctx, h.call(), person.Change{Person: ada.ID, Name: new("Adele"), Seen: ada.ChangedAt})
		wantKind(t, err, fault.Conflict, "")
		_, err = h.Change(h.ctx, h.call(), person.Change{Person: ada.ID, Email: new("BO@example.com")})
		wantKind(t, err, fault.Invalid, "email")
		_, err = h.Change(h.ctx, h.call(), person.Change{Person: ada.ID, Zone: new("Nowhere"), Name: new("")})
		wantKind(t, err, fault.Invalid, "name")
		_, err = h.Change(h.ctx, h.call(), person.Change{Person: "nobody", Name: new("X")})
		wantKind(t, err, fault.NotFound, "")
		_, err = h.Change(h.ctx, call.By(as(ada)), person.Change{Person: ada.ID, Admin: new(true)})
		wantKind(t, err, fault.NotFound, "")
		if diff := cmp.Diff(fmt.Sprintf("person.changed [fields:title+manager manager:%s manager-before:]", bo.ID), h.events()[3]); diff != "" || len(h.events()) != 4 {
			t.Error(diff, h.events())
		}
	})
}

func TestManagersMakeNoCircle(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ada := h.add("Ada", "")
		bo := h.add("Bo", ada.ID)
		cy := h.add("Cy", bo.ID)
		for _, m := range []person.Person{ada, bo, cy} {
			_, err := h.Change(h.ctx, h.call(), person.Change{Person: ada.ID, Manager: &m.ID})
			wantKind(t, err, fault.Invalid, "manager")
		}
		if len(h.moved) > 0 {
			t.Errorf("the hook was told of %v", h.moved)
		}
		must(h.Change(h.ctx, h.call(), person.Change{Person: cy.ID, Manager: &ada.ID}))(t)
	})
}

func TestTwoChangesAtOnceMakeNoCircleTogether(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		for round := range 10 {
			ada, bo := h.add(fmt.Sprint("Ada", round), ""), h.add(fmt.Sprint("Bo", round), "")
			pair := []person.Person{ada, bo}
			errs := atOnce(2, func(i int) error {
				_, err := h.Change(h.ctx, h.call(), person.Change{Person: pair[i].ID, Manager: &pair[1-i].ID})
				return err
			})
			if (errs[0] == nil) == (errs[1] == nil) {
				t.Fatalf("round %d: %v", round, errs)
			}
		}
	})
}

func TestAHookThatFailsUndoesTheChange(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ada, bo := h.add("Ada", ""), h.add("Bo", "")
		h.hook = fault.New(fault.Conflict, "no")
		_, err := h.Change(h.ctx, h.call(), person.Change{Person: ada.ID, Manager: &bo.ID})
		wantKind(t, err, fault.Conflict, "")
		_, err = h.Deactivate(h.ctx, h.call(), ada.ID)
		wantKind(t, err, fault.Conflict, "")
		if now := must(h.Find(h.ctx, h.admin, ada.ID))(t); !cmp.Equal(now, ada, dates) {
			t.Fatalf("%+v", now)
		}
	})
}

func TestAnotherMailboxAndOtherRightsEndCredentials(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ada := h.add("Ada", "")
		for i, change := range []person.Change{{Email: new("ada.l@example.com")}, {Admin: new(true)}, {Admin: new(false)}} {
			change.Person = ada.ID
			if p := must(h.Change(h.ctx, h.call(), change))(t); p.Epoch != int64(i+2) {
				t.Errorf("change %d: epoch %d", i, p.Epoch)
			}
		}
		if p := must(h.Change(h.ctx, h.call(), person.Change{Person: ada.ID, Name: new("Ada L")}))(t); p.Epoch != 4 {
			t.Errorf("another name raised the epoch to %d", p.Epoch)
		}
	})
}

func TestEverybodySettlesWhatIsTheirs(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ada := h.add("Ada", "")
		settled := must(h.Settle(h.ctx, call.By(as(ada)), person.Settle{Zone: new("Asia/Tokyo"), WorkingHours: new("Tue 10:00-12:00"), Locale: new("nl-NL"), Theme: new(person.ThemeDark), Shortcuts: new(false)}))(t)
		want := ada
		want.Zone, want.WorkingHours, want.Locale, want.Theme, want.Shortcuts = "Asia/Tokyo", "Tue 10:00-12:00", "nl-NL", person.ThemeDark, false
		if diff := cmp.Diff(want, settled, dates, cmpopts.IgnoreFields(person.Person{}, "ChangedAt")); diff != "" {
			t.Fatal(diff)
		}
		if settled.Location().String() != "Asia/Tokyo" || settled.Week().String() != "Tue 10:00-12:00" {
			t.Error("zone or hours are not as settled")
		}
		only := must(h.Settle(h.ctx, call.By(as(ada)), person.Settle{Theme: new(person.ThemeLight)}))(t)
		if only.Theme != person.ThemeLight || only.Zone != "Asia/Tokyo" {
			t.Errorf("%+v", only)
		}
		_, err := h.Settle(h.ctx, call.By(as(ada)), person.Settle{Theme: new(person.Theme("pink"))})
		wantKind(t, err, fault.Invalid, "theme")
		_, err = h.Settle(h.ctx, call.By(access.Actor{}), person.Settle{})
		wantKind(t, err, fault.Unauthenticated, "")
		reader := as(ada)
		reader.Scope = access.ScopeRead
		_, err = h.Settle(h.ctx, call.By(reader), person.Settle{Theme: new(person.ThemeDark)})
		wantKind(t, err, fault.Forbidden, "")
		if diff := cmp.Diff([]string{"person.changed [fields:zone+working-hours+locale+theme+shortcuts]", "person.changed [fields:theme]"}, h.events()[2:]); diff != "" {
			t.Error(diff)
		}
	})
}

func TestAccessFactsAreStatedByTheirPerson(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ada, bo := h.add("Ada", ""), h.add("Bo", "")
		c := call.By(as(ada))
		must(h.StateAccess(h.ctx, c, person.Statement{Fact: " Salesforce ", Has: true}))(t)
		must(h.StateAccess(h.ctx, c, person.Statement{Fact: "salesforce", Has: true}))(t)
		must(h.StateAccess(h.ctx, c, person.Statement{Fact: "gainsight", Has: false}))(t)
		must(h.StateAccess(h.ctx, c, person.Statement{Fact: "salesforce", Has: false}))(t)
		if diff := cmp.Diff([]id.Person{ada.ID, ada.ID, ada.ID}, h.facts); diff != "" {
			t.Error(diff)
		}
		for _, wrong := range []string{"", "two words", "ü", strings.Repeat("x", 61), "-x"} {
			_, err := h.StateAccess(h.ctx, c, person.Statement{Fact: wrong, Has: true})
			wantKind(t, err, fault.Invalid, "fact")
		}
		if diff := cmp.Diff(map[string]bool{"salesforce": false, "gainsight": false}, must(h.Facts(h.ctx, as(ada)))(t)); diff != "" {
			t.Error(diff)
		}
		if facts := must(h.Facts(h.ctx, as(bo)))(t); len(facts) > 0 {
			t.Errorf("Bo has %v", facts)
		}
		if diff := cmp.Diff([]string{"access-fact.stated [fact:salesforce has:yes]", "access-fact.stated [fact:gainsight has:no]", "access-fact.stated [fact:salesforce has:no]"}, h.events()[3:]); diff != "" {
			t.Error(diff)
		}
	})
}

func TestDeactivationAndTheWayBack(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ada := h.add("Ada", "")
		bo := h.add("Bo", ada.ID)
		gone := must(h.Deactivate(h.ctx, h.call(), ada.ID))(t)
		if gone.Active || gone.Epoch != ada.Epoch+1 || !gone.DeactivatedAt.Equal(moment) {
			t.Fatalf("%+v", gone)
		}
		if diff := cmp.Diff([]id.Person{ada.ID}, h.gone); diff != "" {
			t.Error(diff)
		}
		_, err := h.Deactivate(h.ctx, h.call(), ada.ID)
		wantKind(t, err, fault.Conflict, "")
		h.read(func(tx *sqldb.Tx) error {
			if m := must(person.ManagerOf(tx, bo.ID))(t); m != "" {
				t.Errorf("a deactivated manager still counts: %s", m)
			}
			if p := must(person.Find(tx, as(bo), ada.ID))(t); p.Name != "Ada" || p.Active {
				t.Errorf("%+v", p)
			}
			return nil
		})
		_, err = h.Change(h.ctx, h.call(), person.Change{Person: h.admin.Person, Manager: &ada.ID})
		wantKind(t, err, fault.Invalid, "manager")
		back := must(h.Reactivate(h.ctx, h.call(), ada.ID))(t)
		if !back.Active || back.Epoch != gone.Epoch || !back.DeactivatedAt.IsZero() {
			t.Fatalf("%+v", back)
		}
		_, err = h.Reactivate(h.ctx, h.call(), ada.ID)
		wantKind(t, err, fault.Conflict, "")
		for _, change := range []func(context.Context, call.Call, id.Person) (person.Person, error){h.Deactivate, h.Reactivate} {
			_, err = change(h.ctx, call.By(as(bo)), ada.ID)
			wantKind(t, err, fault.NotFound, "")
		}
		if diff := cmp.Diff([]string{"person.deactivated []", "person.reactivated []"}, h.events()[3:]); diff != "" {
			t.Error(diff)
		}
	})
}

func TestSomebodyAlwaysRunsTheInstallation(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		_, err := h.Deactivate(h.ctx, h.call(), h.admin.Person)
		wantKind(t, err, fault.Conflict, "")
		_, err = h.Change(h.ctx, h.call(), person.Change{Person: h.admin.Person, Admin: new(false)})
		wantKind(t, err, fault.Conflict, "")
		ada := h.add("Ada", "")
		must(h.Change(h.ctx, h.call(), person.Change{Person: ada.ID, Admin: new(true)}))(t)
		two := []id.Person{h.admin.Person, ada.ID}
		for range 10 {
			errs := atOnce(2, func(i int) error {
				_, err := h.Deactivate(h.ctx, h.call(), two[i])
				return err
			})
			if (errs[0] == nil) == (errs[1] == nil) {
				t.Fatalf("of two who deactivate each other: %v", errs)
			}
			for i, err := range errs {
				if err == nil {
					must(h.Reactivate(h.ctx, h.call(), two[i]))(t)
				}
			}
		}
		h.read(func(tx *sqldb.Tx) error {
			if !must(person.AdminExists(tx))(t) {
				t.Error("nobody is left")
			}
			return nil
		})
	})
}

func TestTheDirectoryInPages(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		lead := h.add("zoe", "")
		var names []string
		for _, name := range []string{"bo", "Ada", "Élodie", "cy", "Dörte", "émil"} {
			p := must(h.Add(h.ctx, h.call(), person.Entry{Name: name, Email: fmt.Sprintf("p%d@example.com", len(names)), Zone: "UTC", Team: "Engines", Manager: lead.ID}))(t)
			names = append(names, p.Name)
		}
		got, pages := []string{}, 0
		for q := (person.Query{Limit: 2, Manager: lead.ID, Team: " Engines"}); ; pages++ {
			people, next := must2(h.List(h.ctx, as(lead), q))(t)
			for _, p := range people {
				got = append(got, p.Name)
			}
			if q.After = next; next == "" {
				break
			}
		}
		if diff := cmp.Diff([]string{"Ada", "bo", "cy", "Dörte", "Élodie", "émil"}, got); diff != "" || pages != 2 {
			t.Error(diff, pages)
		}
		must(h.Deactivate(h.ctx, h.call(), lead.ID))(t)
		for _, c := range []struct {
			by   access.Actor
			q    person.Query
			want string
		}{
			{h.admin, person.Query{Text: "ELODIE"}, "Élodie"},
			{h.admin, person.Query{Text: "engine dor"}, "Dörte"},
			{h.admin, person.Query{Text: "p2@"}, "Élodie"},
			{as(lead), person.Query{Text: "p2@"}, ""},
			{h.admin, person.Query{Text: "%"}, ""},
			{h.admin, person.Query{Text: "_o"}, ""},
			{h.admin, person.Query{Text: `\`}, ""},
			{h.admin, person.Query{Text: "a\x00da\xff"}, "Ada"},
			{h.admin, person.Query{Text: "zoe"}, "zoe"},
			{h.admin, person.Query{Text: "zoe", OnlyActive: true}, ""},
			{as(lead), person.Query{Text: "zoe"}, ""},
			{h.admin, person.Query{Team: "a\x00b"}, ""},
		} {
			people, _ := must2(h.List(h.ctx, c.by, c.q))(t)
			var found []string
			for _, p := range people {
				found = append(found, p.Name)
			}
			if strings.Join(found, " ") != c.want {
				t.Errorf("%+v: %v, want %q", c.q, found, c.want)
			}
		}
		_, _, err := h.List(h.ctx, h.admin, person.Query{After: "x"})
		wantKind(t, err, fault.Invalid, "after")
		_, _, err = h.List(h.ctx, access.Actor{}, person.Query{})
		wantKind(t, err, fault.Unauthenticated, "")
	})
}

func must2[A, B any](a A, b B, err error) func(*testing.T) (A, B) {
	return func(t *testing.T) (A, B) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return a, b
	}
}

func TestAPageOfTheDirectoryIsBounded(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		var b strings.Builder
		b.WriteString("name,email,zone\n")
		for i := range 120 {
			fmt.Fprintf(&b, "P%d,p%d@example.com,UTC\n", i, i)
		}
		must(h.Import(h.ctx, h.call(), []byte(b.String())))(t)
		for limit, want := range map[int]int{0: 50, -1: 50, 7: 7, 5000: person.MaxPage} {
			if people, _ := must2(h.List(h.ctx, h.admin, person.Query{Limit: limit}))(t); len(people) != want {
				t.Errorf("limit %d gave %d", limit, len(people))
			}
		}
	})
}

func TestNamesOfMany(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ada, bo := h.add("Ada", ""), h.add("Bo", "")
		h.read(func(tx *sqldb.Tx) error {
			names := must(person.Names(tx, []id.Person{ada.ID, bo.ID, "nobody"}))(t)
			if len(names) != 2 || names[ada.ID].Name != "Ada" || names[bo.ID].Zone != "Europe/Amsterdam" || names[ada.ID].Email != "" {
				t.Errorf("%+v", names)
			}
			if none := must(person.Names(tx, nil))(t); len(none) != 0 {
				t.Errorf("%+v", none)
			}
			return nil
		})
	})
}
