package mark_test

import (
	"fmt"
	"os"
	"regexp"
	"slices"
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
	"stint/internal/program/mark"
	"stint/internal/sqldb"
	"stint/internal/sqldb/sqltest"
)

// The drawing in docs/states is compared with the table that the code goes by.
func TestTheDrawingShowsEveryMoveAndNoOther(t *testing.T) {
	drawing, err := os.ReadFile("../../../docs/states/mark.md")
	if err != nil {
		t.Fatal(err)
	}
	var drawn []string
	for _, arrow := range regexp.MustCompile(`(?m)^ +(\w+|\[\*\]) --> (\w+): (\w+)$`).FindAllStringSubmatch(string(drawing), -1) {
		drawn = append(drawn, arrow[1]+" "+arrow[2]+" "+arrow[3])
	}
	allowed := []string{"[*] open put"}
	for _, m := range mark.Moves() {
		allowed = append(allowed, string(m.From)+" "+string(m.To)+" "+m.Verb)
	}
	slices.Sort(drawn)
	slices.Sort(allowed)
	if diff := cmp.Diff(allowed, drawn); diff != "" {
		t.Errorf("docs/states/mark.md (-code +drawing):\n%s", diff)
	}
}

const lamps = `# Lamps

## Week 1

1. Read [the log](https://lamps.example.com/storm) of the storm {id=log}
1. Clean the lamp {id=lamp}
`

// house is a program, an internship that runs, and everybody around it.
type house struct {
	*mark.Service
	t                                         *testing.T
	db                                        *sqldb.DB
	programs                                  *program.Service
	program                                   id.Program
	internship                                id.Internship
	now                                       *time.Time
	ids                                       *id.Source
	intern, mentor, manager, wanda, olga, eve access.Actor
}

func each(t *testing.T, run func(t *testing.T, h *house)) {
	t.Helper()
	now := time.Date(2026, 10, 5, 9, 0, 0, 0, time.UTC)
	sqltest.Each(t, func(t *testing.T, db *sqldb.DB) { run(t, build(t, db, &now)) }, func(o *sqldb.Options) { o.Clock = func() time.Time { return now } })
}

func build(t *testing.T, db *sqldb.DB, now *time.Time) *house {
	t.Helper()
	ids := id.NewSource(func() time.Time { return *now }, nil)
	trail := audit.New(ids, nil)
	h := &house{t: t, db: db, now: now, ids: ids, programs: program.New(db, ids, trail)}
	h.Service = mark.New(db, ids, trail, h.programs)
	people := person.New(db, ids, trail, person.Hooks{})
	add := func(name string, admin bool) access.Actor {
		p, err := people.Add(t.Context(), call.By(access.System(access.ViaCLI)), person.Entry{Name: name, Email: strings.ToLower(name) + "@example.com", Zone: "Europe/Amsterdam", Admin: admin})
		if err != nil {
			t.Fatal(err)
		}
		return access.Actor{Person: p.ID, Admin: admin, Scope: access.ScopeSession, Via: access.ViaPage}
	}
	admin := add("Anton", true)
	h.intern, h.mentor, h.manager, h.wanda, h.olga, h.eve = add("Noor", false), add("Ines", false), add("Tomasz", false), add("Wanda", false), add("Olga", false), add("Eve", false)
	made, err := h.programs.Import(t.Context(), call.By(admin), program.Import{Slug: "lamps", Source: lamps})
	if err != nil {
		t.Fatal(err, fault.Of(err).Fields)
	}
	h.program = made.Program
	for _, c := range []access.Actor{h.wanda, h.olga} {
		if _, err := h.programs.NameCoordinator(t.Context(), call.By(admin), program.NameCoordinator{Program: h.program, Person: c.Person}); err != nil {
			t.Fatal(err)
		}
	}
	h.internship = h.begin(made.Version, "active", h.intern, h.mentor, h.manager)
	return h
}

// begin writes an internship as the services above would leave it.
func (h *house) begin(version id.ProgramVersion, state string, intern, mentor, manager access.Actor) id.Internship {
	h.t.Helper()
	of := id.New[id.Internship](h.ids)
	err := h.db.Write(h.t.Context(), func(tx *sqldb.Tx) error {
		_, err := tx.Exec("INSERT INTO internship (id, program_id, intern_id, state, revision, in_force, created_at, changed_at) VALUES (?, ?, ?, ?, 1, 1, ?, ?)",
			of, h.program, intern.Person, state, tx.Now(), tx.Now())
		if err != nil {
			return err
		}
		_, err = tx.Exec(`INSERT INTO terms (internship_id, revision, digest, program_version_id, intern_id, mentor_id, start_date, zone, weeks, hours, rhythm, pauses, proposed_by, proposed_at)
			VALUES (?, 1, 'd', ?, ?, ?, '2026-10-05', 'Europe/Amsterdam', 1, 480, '', '[]', ?, ?)`, of, version, intern.Person, mentor.Person, intern.Person, tx.Now())
		for role, who := range map[access.Role]access.Actor{access.Intern: intern, access.Mentor: mentor, access.InternManager: manager} {
			if err == nil {
				err = access.Join(tx, access.Party{ID: id.New[id.Party](h.ids), Internship: of, Person: who.Person, Role: role})
			}
		}
		return err
	})
	if err != nil {
		h.t.Fatal(err, fault.Cause(err))
	}
	return of
}

func (h *house) put(by access.Actor, item string, verdict mark.Verdict, comment string) mark.Mark {
	h.t.Helper()
	m, err := h.Put(h.t.Context(), call.By(by), mark.Put{Internship: h.internship, Item: item, Verdict: verdict, Comment: comment})
	if err != nil {
		h.t.Fatal(err, fault.Of(err).Fields)
	}
	return m
}

func (h *house) list(by access.Actor, settled bool) (found []mark.Mark, err error) {
	err = h.db.Read(h.t.Context(), func(tx *sqldb.Tx) (err error) {
		found, err = mark.List(tx, by, h.program, settled)
		return err
	})
	return found, err
}

func wantKind(t *testing.T, err error, kind fault.Kind, field string) {
	t.Helper()
	if !fault.Is(err, kind) {
		t.Fatalf("got %v, want %v", err, kind)
	}
	if f := fault.Of(err); field != "" && (len(f.Fields) == 0 || f.Fields[0].Name != field) {
		t.Fatalf("got %v, want a message at %s", f.Fields, field)
	}
}

func TestAMarkIsItsWritersAndTheCoordinators(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		m := h.put(h.intern, "log", mark.Broken, "  It asks for a password.\r\n")
		if m.Comment != "It asks for a password." || m.State != mark.Open || m.Revision != 1 {
			t.Errorf("%+v", m)
		}
		for name, c := range map[string]struct {
			by   access.Actor
			find fault.Kind
			list fault.Kind
		}{
			"the mentor":    {h.mentor, fault.NotFound, fault.Forbidden},
			"the manager":   {h.manager, fault.NotFound, fault.Forbidden},
			"a stranger":    {h.eve, fault.NotFound, fault.Forbidden},
			"the writer":    {h.intern, 255, fault.Forbidden},
			"a coordinator": {h.wanda, 255, 255},
		} {
			err := h.db.Read(t.Context(), func(tx *sqldb.Tx) error { _, err := mark.Find(tx, c.by, m.ID); return err })
			if (c.find == 255) != (err == nil) || err != nil && !fault.Is(err, c.find) {
				t.Errorf("%s finds it: %v", name, err)
			}
			if _, err := h.list(c.by, true); (c.list == 255) != (err == nil) || err != nil && !fault.Is(err, c.list) {
				t.Errorf("%s lists: %v", name, err)
			}
			_, err = h.Service.Patch(t.Context(), c.by, h.program, nil)
			if (c.list == 255) != (err == nil) {
				t.Errorf("%s takes the patch: %v", name, err)
			}
		}
		err := h.db.Read(t.Context(), func(tx *sqldb.Tx) error {
			_, err := mark.List(tx, h.mentor, "01890000-0000-7000-8000-000000000000", false)
			return err
		})
		wantKind(t, err, fault.NotFound, "")
		_, err = h.Settle(t.Context(), call.By(h.mentor), mark.Settle{Mark: m.ID, Revision: 1, State: mark.Resolved})
		wantKind(t, err, fault.NotFound, "")
		_, err = h.Settle(t.Context(), call.By(h.intern), mark.Settle{Mark: m.ID, Revision: 1, State: mark.Resolved})
		wantKind(t, err, fault.Forbidden, "")
		_, err = h.Withdraw(t.Context(), call.By(h.wanda), m.ID)
		wantKind(t, err, fault.Forbidden, "")
		_, err = h.Withdraw(t.Context(), call.By(h.eve), m.ID)
		wantKind(t, err, fault.NotFound, "")
		for by, kind := range map[access.Actor]fault.Kind{h.manager: fault.Forbidden, h.wanda: fault.Forbidden, h.eve: fault.NotFound} {
			_, err := h.Put(t.Context(), call.By(by), mark.Put{Internship: h.internship, Item: "log", Verdict: mark.Broken})
			wantKind(t, err, kind, "")
		}
	})
}

// A coordinator who is a party has only that party's view of the internship.
func TestACoordinatorWhoIsAPartyLeavesItToTheOthers(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		version := h.versionOf()
		h.internship = h.begin(version, "ended", h.eve, h.olga, h.manager)
		m := h.put(h.eve, "lamp", mark.Outdated, "")
		if found, err := h.list(h.olga, false); err != nil || len(found) != 0 {
			t.Errorf("%v, %v", found, err)
		}
		if found, err := h.list(h.wanda, false); err != nil || len(found) != 1 {
			t.Errorf("%v, %v", found, err)
		}
		_, err := h.Settle(t.Context(), call.By(h.olga), mark.Settle{Mark: m.ID, Revision: 1, State: mark.Resolved})
		wantKind(t, err, fault.NotFound, "")
	})
}

func (h *house) versionOf() (v id.ProgramVersion) {
	h.t.Helper()
	err := h.db.Read(h.t.Context(), func(tx *sqldb.Tx) error {
		found, err := program.VersionNumbered(tx, h.program, 0)
		v = found.ID
		return err
	})
	if err != nil {
		h.t.Fatal(err)
	}
	return v
}

func TestWhatAMarkMaySay(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		for name, c := range map[string]struct {
			in    mark.Put
			field string
		}{
			"no verdict":            {mark.Put{Item: "log"}, "verdict"},
			"another verdict":       {mark.Put{Item: "log", Verdict: "boring"}, "verdict"},
			"no such item":          {mark.Put{Item: "fog", Verdict: mark.Broken}, "item"},
			"a long comment":        {mark.Put{Item: "log", Verdict: mark.Broken, Comment: strings.Repeat("x", mark.MaxComment+1)}, "comment"},
			"not UTF-8":             {mark.Put{Item: "log", Verdict: mark.Broken, Comment: "\xff"}, "comment"},
			"what does not show":    {mark.Put{Item: "log", Verdict: mark.Broken, Comment: "a\u202eb"}, "comment"},
			"an address not there":  {mark.Put{Item: "log", Verdict: mark.Broken, Replaces: "https://x.example.com/", Proposal: "https://y.example.com/"}, "replaces"},
			"no address":            {mark.Put{Item: "log", Verdict: mark.Broken, Replaces: "https://lamps.example.com/storm", Proposal: "the wiki"}, "proposal"},
			"an address that ends":  {mark.Put{Item: "log", Verdict: mark.Broken, Replaces: "https://lamps.example.com/storm", Proposal: "https://x.example.com/) [y](z"}, "proposal"},
			"a script":              {mark.Put{Item: "log", Verdict: mark.Broken, Replaces: "https://lamps.example.com/storm", Proposal: "javascript:alert(1)"}, "proposal"},
			"the same words":        {mark.Put{Item: "lamp", Verdict: mark.Outdated, Proposal: "Clean the lamp"}, "proposal"},
			"a comment in the page": {mark.Put{Item: "lamp", Verdict: mark.Outdated, Proposal: "Clean <!-- x"}, "proposal"},
			"praise that changes":   {mark.Put{Item: "lamp", Verdict: mark.Excellent, Proposal: "Clean it"}, "proposal"},
		} {
			c.in.Internship = h.internship
			_, err := h.Put(t.Context(), call.By(h.intern), c.in)
			if !fault.Is(err, fault.Invalid) || fault.Of(err).Fields[0].Name != c.field {
				t.Errorf("%s: %v", name, err)
			}
		}
		early := h.begin(h.versionOf(), "agreed", h.eve, h.mentor, h.manager)
		_, err := h.Put(t.Context(), call.By(h.eve), mark.Put{Internship: early, Item: "log", Verdict: mark.Broken})
		wantKind(t, err, fault.Conflict, "")
	})
}

func TestAMarkIsChangedWithdrawnAndMadeAnew(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		first := h.put(h.intern, "log", mark.Broken, "a")
		again := h.put(h.intern, "log", mark.Broken, "a")
		changed := h.put(h.intern, "log", mark.Outdated, "b")
		if again.Revision != 1 || changed.ID != first.ID || changed.Revision != 2 {
			t.Errorf("%+v, %+v", again, changed)
		}
		if _, err := h.Withdraw(t.Context(), call.By(h.intern), first.ID); err != nil {
			t.Fatal(err)
		}
		_, err := h.Withdraw(t.Context(), call.By(h.intern), first.ID)
		wantKind(t, err, fault.NotFound, "")
		if m := h.put(h.intern, "log", mark.Excellent, ""); m.ID == first.ID {
			t.Error("it is the mark that was withdrawn")
		}
	})
}

func TestACoordinatorSettles(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		settle := func(m mark.Mark, to mark.State, answer string) (mark.Mark, error) {
			return h.Settle(t.Context(), call.By(h.wanda), mark.Settle{Mark: m.ID, Revision: m.Revision, State: to, Answer: answer})
		}
		m := h.put(h.intern, "log", mark.Broken, "")
		_, err := settle(m, mark.Accepted, "")
		wantKind(t, err, fault.Conflict, "") // it proposes nothing
		_, err = settle(m, mark.Declined, " ")
		wantKind(t, err, fault.Invalid, "answer")
		_, err = settle(m, "forgotten", "")
		wantKind(t, err, fault.Conflict, "")
		_, err = settle(m, mark.Open, "")
		wantKind(t, err, fault.Conflict, "")
		done, err := settle(m, mark.Declined, "It works for me.")
		if err != nil || done.State != mark.Declined || done.Answer != "It works for me." || done.SettledBy != h.wanda.Person {
			t.Fatalf("%+v, %v", done, err)
		}
		if found, err := h.list(h.wanda, false); err != nil || len(found) != 0 {
			t.Errorf("a settled mark stands: %v, %v", found, err)
		}
		// The writer sees it differently and marks it anew: the old one stays settled.
		second := h.put(h.intern, "log", mark.Broken, "Still.")
		_, err = settle(done, mark.Open, "")
		wantKind(t, err, fault.Conflict, "")
		// What a coordinator saw is not what is there any more.
		h.put(h.intern, "log", mark.Broken, "Since Monday.")
		_, err = settle(second, mark.Resolved, "")
		wantKind(t, err, fault.Conflict, "")
	})
}

func TestTwoCoordinatorsSettleOneMark(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		m := h.put(h.intern, "lamp", mark.Broken, "")
		errs := make([]error, 2)
		var wg sync.WaitGroup
		for i, by := range []access.Actor{h.wanda, h.olga} {
			wg.Go(func() {
				_, errs[i] = h.Settle(t.Context(), call.By(by), mark.Settle{Mark: m.ID, Revision: 1, State: mark.Resolved, Answer: fmt.Sprint(i)})
			})
		}
		wg.Wait()
		if errs[0] != nil {
			errs[0], errs[1] = errs[1], errs[0]
		}
		if errs[0] != nil || !fault.Is(errs[1], fault.Conflict) {
			t.Errorf("%v", errs)
		}
	})
}

func TestTwoMarksAtOnceAreOne(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		var wg sync.WaitGroup
		for i := range 4 {
			wg.Go(func() {
				_, err := h.Put(t.Context(), call.By(h.intern), mark.Put{Internship: h.internship, Item: "lamp", Verdict: mark.Broken, Comment: fmt.Sprint(i)})
				if err != nil && !fault.Is(err, fault.Conflict) {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if found, err := h.list(h.wanda, true); err != nil || len(found) != 1 {
			t.Errorf("%d marks, %v", len(found), err)
		}
	})
}

func TestThePatchHoldsWhatWasTakenOverAndSaysTheRest(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		put := func(by access.Actor, in mark.Put) mark.Mark {
			in.Internship = h.internship
			m, err := h.Put(t.Context(), call.By(by), in)
			if err != nil {
				t.Fatal(err, fault.Of(err).Fields)
			}
			return m
		}
		link := put(h.intern, mark.Put{Item: "log", Verdict: mark.Broken, Replaces: "https://lamps.example.com/storm", Proposal: "https://lamps.example.com/storms/2026"})
		put(h.mentor, mark.Put{Item: "lamp", Verdict: mark.Outdated, Comment: "We have\nno lamp -- any more."})
		put(h.intern, mark.Put{Item: "lamp", Verdict: mark.Outdated, Proposal: "Clean the light"})
		if _, err := h.Settle(t.Context(), call.By(h.wanda), mark.Settle{Mark: link.ID, Revision: 1, State: mark.Accepted}); err != nil {
			t.Fatal(err)
		}
		_, err := h.Put(t.Context(), call.By(h.intern), mark.Put{Internship: h.internship, Item: "log", Verdict: mark.Broken, Comment: "late"})
		wantKind(t, err, fault.Conflict, "") // it stands in the patch
		file, err := h.Service.Patch(t.Context(), h.wanda, h.program, nil)
		if err != nil {
			t.Fatal(err)
		}
		want := "--- a/lamps.md\n+++ b/lamps.md\n@@ -2,5 +2,5 @@\n \n ## Week 1\n \n" +
			"-1. Read [the log](https://lamps.example.com/storm) of the storm {id=log}\n" +
			"+1. Read [the log](https://lamps.example.com/storms/2026) of the storm {id=log}\n"
		if file.Name != "lamps.v1.patch" || !strings.HasPrefix(file.Patch.Text, want) || file.Patch.Put != 1 || file.Patch.Said != 1 {
			t.Errorf("%s, %+v", file.Name, file.Patch)
		}
		if !strings.Contains(file.Patch.Text, "out of date, 2 people: “We have no lamp – any more.”, proposed: “Clean the light”") || strings.Contains(file.Patch.Text, "Noor") {
			t.Errorf("%s", file.Patch.Text)
		}
	})
}

func TestMarksCarryOverToANewVersion(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.put(h.intern, "lamp", mark.Broken, "No cloth.")
		if _, err := h.programs.Import(t.Context(), call.By(h.wanda), program.Import{Program: h.program, Source: strings.Replace(lamps, "Clean the lamp", "Clean the big lamp", 1)}); err != nil {
			t.Fatal(err)
		}
		file, err := h.Service.Patch(t.Context(), h.wanda, h.program, nil)
		if err != nil || file.Name != "lamps.v2.patch" || !strings.Contains(file.Patch.Text, "No cloth.") {
			t.Errorf("%+v, %v", file, err)
		}
	})
}

func TestADigestComesOnceAWeekAndOnlyWithNews(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		start := *h.now
		defer func() { *h.now = start }()
		digest := func(want int) {
			t.Helper()
			if told, err := h.Digest(t.Context(), nil); err != nil || told != want {
				t.Errorf("%d were told, want %d: %v", told, want, err)
			}
		}
		digest(0)
		h.put(h.intern, "lamp", mark.Broken, "")
		*h.now = h.now.Add(time.Minute)
		digest(2) // both coordinators
		digest(0)
		*h.now = h.now.Add(mark.Week - time.Second)
		h.put(h.mentor, "lamp", mark.Broken, "")
		digest(0)
		*h.now = h.now.Add(time.Second)
		digest(2)
		*h.now = h.now.Add(2 * mark.Week)
		digest(0) // no news
		told, err := h.Digest(t.Context(), func(*sqldb.Tx, id.Program, time.Time) (int, error) { return 1, nil })
		if err != nil || told != 2 {
			t.Errorf("broken links are no news: %d, %v", told, err)
		}
	})
}
