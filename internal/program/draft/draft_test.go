package draft_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"stint/internal/access"
	"stint/internal/audit"
	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/person"
	"stint/internal/program"
	"stint/internal/program/draft"
	"stint/internal/sqldb"
	"stint/internal/sqldb/sqltest"
)

// page is a program of so many weeks.
func page(title string, weeks int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\nAn apprentice should be ready to commit at least 6 hours per week.\n", title)
	for week := range weeks {
		fmt.Fprintf(&b, "\n## Week %d\n\n1. Read the log of storm %d\n1. Clean lamp %d\n", week+1, week, week)
	}
	return b.String()
}

// house is an installation with an admin, two coordinators of one program and a
// member.
type house struct {
	t        *testing.T
	db       *sqldb.DB
	people   *person.Service
	programs *program.Service
	drafts   *draft.Service

	admin, wanda, camille, member access.Actor
	light                         id.Program
}

func each(t *testing.T, run func(*testing.T, *house)) {
	sqltest.Each(t, func(t *testing.T, db *sqldb.DB) {
		clock := func() time.Time { return time.Date(2026, 8, 10, 9, 0, 0, 0, time.UTC) }
		ids := id.NewSource(clock, nil)
		trail := audit.New(ids, nil)
		h := &house{t: t, db: db, people: person.New(db, ids, trail, person.Hooks{}), programs: program.New(db, ids, trail)}
		h.drafts = draft.New(db, ids, h.programs)
		h.admin, h.wanda, h.camille, h.member = h.add("Anton", true), h.add("Wanda", false), h.add("Camille", false), h.add("Mei", false)
		made, err := h.programs.Import(t.Context(), call.By(h.admin), program.Import{Source: page("Keeping a light", 3)})
		h.must(err)
		h.light = made.Program
		for _, c := range []access.Actor{h.wanda, h.camille} {
			_, err := h.programs.NameCoordinator(t.Context(), call.By(h.admin), program.NameCoordinator{Program: h.light, Person: c.Person})
			h.must(err)
		}
		run(t, h)
	})
}

func (h *house) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err, fault.Cause(err))
	}
}

func (h *house) add(name string, admin bool) access.Actor {
	h.t.Helper()
	p, err := h.people.Add(h.t.Context(), call.By(access.System(access.ViaCLI)), person.Entry{
		Name: name, Email: strings.ToLower(name) + "@example.com", Zone: "Europe/Amsterdam", Admin: admin,
	})
	h.must(err)
	return access.Actor{Person: p.ID, Admin: admin, Scope: access.ScopeSession, Via: access.ViaPage}
}

func (h *house) save(by access.Actor, in draft.Save) draft.Saved {
	h.t.Helper()
	done, err := h.drafts.Save(h.t.Context(), call.By(by), in)
	h.must(err)
	return done
}

func (h *house) find(by access.Actor, of id.Draft) (d draft.Draft, err error) {
	err = h.db.Read(h.t.Context(), func(tx *sqldb.Tx) (err error) { d, err = draft.Find(tx, by, of); return err })
	return d, err
}

// texts are the text of a draft and those kept beside it.
func (h *house) texts(by access.Actor, of id.Draft) (texts []string) {
	h.t.Helper()
	d, err := h.find(by, of)
	h.must(err)
	texts = []string{d.Source}
	for _, t := range d.Texts {
		texts = append(texts, t.Source)
	}
	return texts
}

func same(t *testing.T, what string, got, want any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

func expect(t *testing.T, what string, err error, want fault.Kind) {
	t.Helper()
	if !fault.Is(err, want) {
		t.Errorf("%s: %v, want it to be %s", what, err, want)
	}
}

func TestADraftIsSavedAsTyped(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		first := h.save(h.wanda, draft.Save{Program: h.light, BasedOn: 1, Source: "# Light\r\n\r\n1. Re", Pane: "a"})
		if first.Version != 1 || first.Program != h.light || first.Conflict {
			t.Fatalf("%+v", first)
		}
		second := h.save(h.wanda, draft.Save{Program: h.light, Base: 1, Source: "# Light\n\n1. Read", Pane: "a"})
		again := h.save(h.wanda, draft.Save{Draft: first.Draft, Base: 2, Source: "# Light\n\n1. Read", Pane: "a"})
		if second.Draft != first.Draft || second.Version != 2 || again.Version != 2 {
			t.Errorf("%+v, then %+v", second, again)
		}
		d, err := h.find(h.wanda, first.Draft)
		h.must(err)
		if d.Source != "# Light\n\n1. Read" || d.BasedOn != 1 || d.Program != h.light || d.Author != h.wanda.Person {
			t.Errorf("%+v", d)
		}
		var events int
		h.must(h.db.Read(t.Context(), func(tx *sqldb.Tx) (err error) {
			events, err = sqldb.Count(tx, "SELECT count(*) FROM audit_event WHERE name LIKE 'draft%'")
			return err
		}))
		if events != 0 {
			t.Errorf("saving made %d events", events)
		}
	})
}

func TestADraftIsItsAuthorsAlone(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		own := h.save(h.wanda, draft.Save{Program: h.light, BasedOn: 1, Source: "Wanda’s"})
		fresh := h.save(h.wanda, draft.Save{Source: "A program to be"})
		for name, by := range map[string]access.Actor{"another coordinator": h.camille, "an admin": h.admin, "a member": h.member} {
			for _, of := range []id.Draft{own.Draft, fresh.Draft} {
				_, err := h.find(by, of)
				expect(t, name+" finds", err, fault.NotFound)
				_, err = h.drafts.Save(t.Context(), call.By(by), draft.Save{Draft: of, Source: "mine now"})
				expect(t, name+" saves", err, fault.NotFound)
				_, err = h.drafts.Publish(t.Context(), call.By(by), draft.Publish{Draft: of, Version: 1, Seen: 1})
				expect(t, name+" publishes", err, fault.NotFound)
				_, err = h.drafts.Discard(t.Context(), call.By(by), draft.Discard{Draft: of, Version: 1})
				expect(t, name+" discards", err, fault.NotFound)
				_, err = h.drafts.Choose(t.Context(), call.By(by), draft.Choose{Draft: of, Version: 1, Text: 1})
				expect(t, name+" chooses", err, fault.NotFound)
			}
		}
		_, err := h.find(access.Actor{}, own.Draft)
		expect(t, "nobody finds", err, fault.Unauthenticated)
		reading := h.wanda
		reading.Scope = access.ScopeRead
		if _, err := h.find(reading, own.Draft); err != nil {
			t.Error(err)
		}
		_, err = h.drafts.Save(t.Context(), call.By(reading), draft.Save{Draft: own.Draft, Source: "x"})
		expect(t, "a token that reads saves", err, fault.Forbidden)
		theirs := h.save(h.camille, draft.Save{Program: h.light, BasedOn: 1, Source: "Camille’s"})
		if theirs.Draft == own.Draft || theirs.Conflict {
			t.Errorf("two authors share %+v", theirs)
		}
		_, err = h.drafts.Save(t.Context(), call.By(h.member), draft.Save{Program: h.light, Source: "x"})
		expect(t, "a member begins", err, fault.Forbidden)
		_, err = h.drafts.Save(t.Context(), call.By(h.member), draft.Save{Source: "x"})
		expect(t, "a member begins a program", err, fault.Forbidden)
		_, err = h.drafts.Save(t.Context(), call.By(h.wanda), draft.Save{Program: "01990000-0000-7000-8000-000000000001", Source: "x"})
		expect(t, "a program that is not there", err, fault.NotFound)
	})
}

func TestTwoWindowsKeepBothTexts(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		d := h.save(h.wanda, draft.Save{Program: h.light, BasedOn: 1, Source: "one", Pane: "a"}).Draft
		if s := h.save(h.wanda, draft.Save{Draft: d, Base: 0, Source: "two", Pane: "b"}); !s.Conflict || s.Version != 2 {
			t.Fatalf("%+v", s)
		}
		same(t, "texts", h.texts(h.wanda, d), []string{"two", "one"})
		// The first window goes on from its own text: that supersedes it.
		if s := h.save(h.wanda, draft.Save{Draft: d, Base: 1, Source: "one and more", Pane: "a"}); !s.Conflict || s.Version != 3 {
			t.Fatalf("%+v", s)
		}
		same(t, "texts", h.texts(h.wanda, d), []string{"one and more", "two"})
		// An answer that got lost makes no conflict of a window with itself.
		if s := h.save(h.wanda, draft.Save{Draft: d, Base: 1, Source: "one and more yet", Pane: "a"}); s.Conflict {
			t.Fatalf("%+v", s)
		}
		_, err := h.drafts.Publish(t.Context(), call.By(h.wanda), draft.Publish{Draft: d, Version: 4, Seen: 1})
		if err == nil || fault.Of(err).Code != "texts-waiting" {
			t.Errorf("published with texts waiting: %v", err)
		}
		_, err = h.drafts.Choose(t.Context(), call.By(h.wanda), draft.Choose{Draft: d, Version: 3, Text: 3})
		expect(t, "a choice between texts of before", err, fault.Conflict)
		_, err = h.drafts.Choose(t.Context(), call.By(h.wanda), draft.Choose{Draft: d, Version: 4, Text: 9})
		expect(t, "a text that is not there", err, fault.Invalid)
		chosen, err := h.drafts.Choose(t.Context(), call.By(h.wanda), draft.Choose{Draft: d, Version: 4, Text: 2})
		h.must(err)
		if chosen.Version != 5 {
			t.Errorf("%+v", chosen)
		}
		same(t, "texts", h.texts(h.wanda, d), []string{"two"})
	})
}

// Many windows save at once, each from what it saw. Every text is the draft's or
// among those kept, and nothing is kept twice.
func TestManyWindowsLoseNothing(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		const windows = draft.MaxTexts
		d := h.save(h.wanda, draft.Save{Program: h.light, BasedOn: 1, Source: "begin", Pane: "first"}).Draft
		var all sync.WaitGroup
		for n := range windows {
			all.Go(func() {
				_, err := h.drafts.Save(t.Context(), call.By(h.wanda), draft.Save{Draft: d, Base: 1, Source: fmt.Sprint("window ", n), Pane: fmt.Sprint(n)})
				if err != nil {
					t.Error(err, fault.Cause(err))
				}
			})
		}
		all.Wait()
		found := map[string]int{}
		for _, text := range h.texts(h.wanda, d) {
			found[text]++
		}
		for n := range windows {
			if found[fmt.Sprint("window ", n)] != 1 {
				t.Errorf("the text of window %d is there %d times", n, found[fmt.Sprint("window ", n)])
			}
		}
	})
}

func TestWhatCannotBeKept(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		for name, source := range map[string]string{
			"too long": strings.Repeat("x", program.MaxSource+1), "no UTF-8": "a\xff", "a NUL": "a\x00b",
		} {
			_, err := h.drafts.Save(t.Context(), call.By(h.wanda), draft.Save{Program: h.light, Source: source})
			if f := fault.Of(err); err == nil || f.Kind != fault.Invalid || len(f.Fields) != 1 || f.Fields[0].Name != "source" {
				t.Errorf("%s: %v", name, err)
			}
		}
		if s := h.save(h.wanda, draft.Save{Program: h.light, Source: strings.Repeat("x", program.MaxSource)}); s.Version != 1 {
			t.Errorf("%+v", s)
		}
		for n := range draft.MaxTexts {
			h.save(h.wanda, draft.Save{Program: h.light, Base: -1, Source: fmt.Sprint(n)})
		}
		_, err := h.drafts.Save(t.Context(), call.By(h.wanda), draft.Save{Program: h.light, Base: -1, Source: "one too many"})
		expect(t, "more texts than can wait", err, fault.Conflict)
	})
}
