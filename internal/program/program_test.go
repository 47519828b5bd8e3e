package program_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
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
	"stint/internal/program/bundled"
	"stint/internal/program/reader"
	"stint/internal/program/write"
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

// house is an installation with an admin, a coordinator to be and a member.
type house struct {
	*program.Service
	db                         *sqldb.DB
	admin, coordinator, member access.Actor
	people                     *person.Service
}

func open(t *testing.T, db *sqldb.DB) *house {
	t.Helper()
	clock := func() time.Time { return time.Date(2026, 8, 10, 9, 0, 0, 0, time.UTC) }
	ids := id.NewSource(clock, nil)
	trail := audit.New(ids, nil)
	h := &house{db: db, Service: program.New(db, ids, trail), people: person.New(db, ids, trail, person.Hooks{})}
	add := func(name string, admin bool) access.Actor {
		p, err := h.people.Add(t.Context(), call.By(access.System(access.ViaCLI)), person.Entry{
			Name: name, Email: strings.ToLower(name) + "@example.com", Zone: "Europe/Amsterdam", Admin: admin,
		})
		if err != nil {
			t.Fatal(err)
		}
		return access.Actor{Person: p.ID, Admin: admin, Scope: access.ScopeSession, Via: access.ViaPage}
	}
	h.admin, h.coordinator, h.member = add("Anton", true), add("Wanda", false), add("Mei", false)
	return h
}

func (h *house) imports(t *testing.T, by access.Actor, in program.Import) program.Imported {
	t.Helper()
	made, err := h.Import(t.Context(), call.By(by), in)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

// events returns the names of the organization's events about an object.
func (h *house) events(t *testing.T, object string) (names []string) {
	t.Helper()
	err := h.db.Read(t.Context(), func(tx *sqldb.Tx) error {
		if err := audit.Verify(tx, audit.Organization); err != nil {
			return err
		}
		all, err := audit.List(tx, audit.Organization, 0, 1000)
		for _, e := range all {
			if e.Object == object {
				names = append([]string{e.Name}, names...)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func each(t *testing.T, run func(*testing.T, *house)) {
	sqltest.Each(t, func(t *testing.T, db *sqldb.DB) { run(t, open(t, db)) })
}

func TestImportMakesAProgramAndVersionsOfIt(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		made := h.imports(t, h.admin, program.Import{Source: page("Keeping a lighthouse", 4)})
		if made.Number != 1 || made.Known {
			t.Fatalf("%+v", made)
		}
		if _, err := h.NameCoordinator(t.Context(), call.By(h.admin), program.NameCoordinator{Program: made.Program, Person: h.coordinator.Person}); err != nil {
			t.Fatal(err)
		}
		second := h.imports(t, h.coordinator, program.Import{Program: made.Program, Source: page("Keeping a light", 5)})
		if second.Program != made.Program || second.Number != 2 || second.Known {
			t.Fatalf("%+v", second)
		}
		p, err := h.Find(t.Context(), h.member, made.Program)
		if err != nil {
			t.Fatal(err)
		}
		want := program.Program{ID: made.Program, Slug: "keeping-a-lighthouse", Title: "Keeping a light", Coordinators: []id.Person{h.coordinator.Person}}
		p.CreatedAt, p.ChangedAt = time.Time{}, time.Time{}
		newest := p.Newest
		p.Newest = program.Version{}
		if diff := cmp.Diff(want, p); diff != "" {
			t.Errorf("program (-want +got):\n%s", diff)
		}
		if newest.ID != second.Version || newest.Number != 2 || newest.Weeks != 5 || newest.MinMinutes != 360 ||
			!strings.Contains(newest.MinRule, "at least 6 hours per week") || newest.PublishedBy != h.coordinator.Person || newest.Page != nil {
			t.Errorf("newest version %+v", newest)
		}
		if diff := cmp.Diff([]string{"program.imported", "coordinator.named", "program.published"}, h.events(t, string(made.Program))); diff != "" {
			t.Errorf("events (-want +got):\n%s", diff)
		}
	})
}

func TestTheSamePageAgainIsTheSameVersion(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		first := h.imports(t, h.admin, program.Import{Source: page("Rowing", 3)})
		second := h.imports(t, h.admin, program.Import{Program: first.Program, Source: page("Rowing", 4)})
		for name, in := range map[string]program.Import{
			"a new program":           {Source: page("Rowing", 3)},
			"by its name":             {Slug: "rowing", Source: page("Rowing", 3)},
			"the version before last": {Program: first.Program, Source: page("Rowing", 3)},
		} {
			again := h.imports(t, h.admin, in)
			first.Known = true
			if again != first {
				t.Errorf("%s: %+v, want %+v", name, again, first)
			}
		}
		again := h.imports(t, h.admin, program.Import{Program: first.Program, Source: page("Rowing", 4)})
		second.Known = true
		if again != second {
			t.Errorf("%+v, want %+v", again, second)
		}
		if diff := cmp.Diff([]string{"program.imported", "program.published"}, h.events(t, string(first.Program))); diff != "" {
			t.Errorf("events (-want +got):\n%s", diff)
		}
	})
}

// Going back to an older page is a step forward: a version of its own.
func TestAnAuthorGoesBack(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		first := h.imports(t, h.admin, program.Import{Source: page("Rowing", 3)})
		second := h.imports(t, h.admin, program.Import{Program: first.Program, Source: page("Rowing", 4), Seen: 1})
		_, err := h.Import(t.Context(), call.By(h.admin), program.Import{Program: first.Program, Source: page("Rowing", 3), Seen: 1})
		expect(t, "compared with an old one", err, fault.Conflict)
		third := h.imports(t, h.admin, program.Import{Program: first.Program, Source: page("Rowing", 3), Seen: 2})
		if third.Number != 3 || third.Known || third.Version == first.Version {
			t.Errorf("%+v", third)
		}
		again := h.imports(t, h.admin, program.Import{Program: first.Program, Source: page("Rowing", 3), Seen: 3})
		if !again.Known || again.Version != third.Version {
			t.Errorf("%+v, want %+v", again, third)
		}
		err = h.db.Read(t.Context(), func(tx *sqldb.Tx) error {
			_, newest, err := h.Between(tx, h.member, first.Program, second.Number, 0)
			if newest.Number != 3 || newest.Page == nil {
				t.Errorf("%+v", newest)
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	})
}

// Where a page is published is known until somebody says otherwise: whoever goes on
// writing it elsewhere keeps its links.
func TestTheAddressOfAPageStays(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		const source = "# Rowing\n\n## Week 1\n\n- Read [the river](river.md)\n"
		first := h.imports(t, h.admin, program.Import{Source: source, Address: "https://boats.example/a/"})
		of := first.Program
		var last program.Imported
		for _, c := range []struct {
			name   string
			in     program.Import
			number int
			known  bool
			url    string
		}{
			{"the same page without an address", program.Import{Source: source}, 1, true, "https://boats.example/a/river.md"},
			{"the same page at the same one", program.Import{Source: source, Address: "https://boats.example/a/"}, 1, true, "https://boats.example/a/river.md"},
			{"more of it", program.Import{Source: source + "- Row\n"}, 2, false, "https://boats.example/a/river.md"},
			{"the same page elsewhere", program.Import{Source: source + "- Row\n", Address: "https://boats.example/b/"}, 3, false, "https://boats.example/b/river.md"},
			{"more of it, there", program.Import{Source: source + "- Row\n- Swim\n"}, 4, false, "https://boats.example/b/river.md"},
			{"the page says where", program.Import{Source: "---\naddress: https://boats.example/c/\n---\n" + source}, 5, false, "https://boats.example/c/river.md"},
			{"the importer knows better", program.Import{Source: "---\naddress: https://boats.example/c/\n---\n" + source, Address: "https://boats.example/d/"}, 6, false, "https://boats.example/d/river.md"},
		} {
			c.in.Program = of
			last = h.imports(t, h.admin, c.in)
			if last.Number != c.number || last.Known != c.known {
				t.Errorf("%s: %+v", c.name, last)
			}
			err := h.db.Read(t.Context(), func(tx *sqldb.Tx) error {
				v, err := h.FindVersion(tx, last.Version)
				if err != nil {
					return err
				}
				if got := v.Page.Phases[0].Activities[0].Links[0].URL; got != c.url {
					t.Errorf("%s: the link leads to %s, want %s", c.name, got, c.url)
				}
				again, err := h.Reread(tx, last.Version, source)
				if err == nil && again.Phases[0].Activities[0].Links[0].URL != c.url {
					t.Errorf("%s: the link of a draft leads to %s", c.name, again.Phases[0].Activities[0].Links[0].URL)
				}
				exported := reader.Read(write.Markdown(v.Page), reader.Options{})
				if got := exported.Phases[0].Activities[0].Links[0].URL; got != c.url {
					t.Errorf("%s: exported, the link leads to %s", c.name, got)
				}
				return err
			})
			if err != nil {
				t.Error(err)
			}
		}
	})
}

func TestWhoMayImportPublishAndName(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		made := h.imports(t, access.System(access.ViaCLI), program.Import{Source: page("Rowing", 3)})
		other := h.imports(t, h.admin, program.Import{Source: page("Sailing", 3)})
		if _, err := h.NameCoordinator(t.Context(), call.By(h.admin), program.NameCoordinator{Program: made.Program, Person: h.coordinator.Person}); err != nil {
			t.Fatal(err)
		}
		reading := h.admin
		reading.Scope = access.ScopeRead
		n := 10
		for _, c := range []struct {
			name                                      string
			by                                        access.Actor
			imports, publishes, publishesOther, names fault.Kind
		}{
			{"admin", h.admin, allowed, allowed, allowed, allowed},
			{"coordinator", h.coordinator, allowed, allowed, fault.Forbidden, fault.Forbidden},
			{"member", h.member, fault.Forbidden, fault.Forbidden, fault.Forbidden, fault.Forbidden},
			{"nobody", access.Actor{}, fault.Unauthenticated, fault.Unauthenticated, fault.Unauthenticated, fault.Unauthenticated},
			{"a token that reads", reading, fault.Forbidden, fault.Forbidden, fault.Forbidden, fault.Forbidden},
		} {
			n++
			_, err := h.Import(t.Context(), call.By(c.by), program.Import{Source: page(fmt.Sprintf("Diving for %s", c.name), n)})
			expect(t, c.name+" imports", err, c.imports)
			_, err = h.Import(t.Context(), call.By(c.by), program.Import{Program: made.Program, Source: page("Rowing", n)})
			expect(t, c.name+" publishes", err, c.publishes)
			_, err = h.Import(t.Context(), call.By(c.by), program.Import{Program: other.Program, Source: page("Sailing", n)})
			expect(t, c.name+" publishes elsewhere", err, c.publishesOther)
			_, err = h.NameCoordinator(t.Context(), call.By(c.by), program.NameCoordinator{Program: other.Program, Person: h.admin.Person})
			expect(t, c.name+" names", err, c.names)
		}
		_, err := h.Import(t.Context(), call.By(h.coordinator), program.Import{Program: "01990000-0000-7000-8000-000000000001", Source: page("Rowing", 2)})
		expect(t, "a program that is not there", err, fault.NotFound)
		_, err = h.NameCoordinator(t.Context(), call.By(h.admin), program.NameCoordinator{Program: "01990000-0000-7000-8000-000000000001", Person: h.member.Person})
		expect(t, "a coordinator of a program that is not there", err, fault.NotFound)
		_, err = h.NameCoordinator(t.Context(), call.By(h.admin), program.NameCoordinator{Program: made.Program, Person: "01990000-0000-7000-8000-000000000001"})
		expect(t, "a coordinator who is not there", err, fault.Invalid)
		if _, err := h.people.Deactivate(t.Context(), call.By(h.admin), h.member.Person); err != nil {
			t.Fatal(err)
		}
		_, err = h.NameCoordinator(t.Context(), call.By(h.admin), program.NameCoordinator{Program: made.Program, Person: h.member.Person})
		expect(t, "a coordinator who has left", err, fault.Invalid)
	})
}

// allowed stands for no error where a kind of error is expected.
const allowed fault.Kind = 255

func expect(t *testing.T, what string, err error, want fault.Kind) {
	t.Helper()
	switch {
	case want == allowed && err != nil:
		t.Errorf("%s: %v", what, err)
	case want != allowed && !fault.Is(err, want):
		t.Errorf("%s: %v, want it to be %s", what, err, want)
	}
}

func TestNamingACoordinatorTwiceIsOneEvent(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		made := h.imports(t, h.admin, program.Import{Source: page("Rowing", 3)})
		for range 2 {
			p, err := h.NameCoordinator(t.Context(), call.By(h.admin), program.NameCoordinator{Program: made.Program, Person: h.coordinator.Person})
			if err != nil || len(p.Coordinators) != 1 {
				t.Fatalf("%v %v", p.Coordinators, err)
			}
		}
		if diff := cmp.Diff([]string{"program.imported", "coordinator.named"}, h.events(t, string(made.Program))); diff != "" {
			t.Errorf("events (-want +got):\n%s", diff)
		}
	})
}

func TestInputsThatAreRefused(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		h.imports(t, h.admin, program.Import{Slug: "rowing", Source: page("Rowing", 3)})
		for name, c := range map[string]struct {
			in    program.Import
			field string
		}{
			"nothing":              {program.Import{Source: " \n"}, "source"},
			"too much":             {program.Import{Source: page("Rowing", 3) + strings.Repeat("x", program.MaxSource)}, "source"},
			"no UTF-8":             {program.Import{Source: page("Rowing", 3) + "\xff"}, "source"},
			"a zero byte":          {program.Import{Source: page("Rowing", 3) + "\x00"}, "source"},
			"a hundred years":      {program.Import{Source: page("Rowing", 105)}, "source"},
			"a slug with a slash":  {program.Import{Slug: "../etc", Source: page("Rowing", 3)}, "slug"},
			"a slug in capitals":   {program.Import{Slug: "Rowing", Source: page("Rowing", 3)}, "slug"},
			"a slug that is taken": {program.Import{Slug: "rowing", Source: page("Rowing", 4)}, "slug"},
			"a title that is":      {program.Import{Source: page("Rowing", 4)}, "slug"},
			"no address":           {program.Import{Address: "javascript:alert(1)", Source: page("Rowing", 3)}, "address"},
		} {
			_, err := h.Import(t.Context(), call.By(h.admin), c.in)
			if f := fault.Of(err); err == nil || f.Kind != fault.Invalid || len(f.Fields) != 1 || f.Fields[0].Name != c.field {
				t.Errorf("%s: %v, want it to be invalid at %s", name, err, c.field)
			}
		}
	})
}

func TestAPageWithErrorsIsRefusedLineByLine(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		_, err := h.Import(t.Context(), call.By(h.admin), program.Import{Source: "# Rowing\n\n1. Row \xff\n2. Rest\x00\n"})
		f := fault.Of(err)
		if err == nil || f.Kind != fault.Invalid || len(f.Fields) != 2 || !strings.Contains(f.Message, "2 places") {
			t.Fatalf("%v", err)
		}
		for i, want := range []string{"line 3, column 8: ", "line 4, column 1: "} {
			if f.Fields[i].Name != "source" || !strings.HasPrefix(f.Fields[i].Message, want) {
				t.Errorf("%s: %s, want it to begin with %s", f.Fields[i].Name, f.Fields[i].Message, want)
			}
		}
		unreadable, ok := errors.AsType[*program.Unreadable](err)
		if !ok || len(unreadable.Diagnostics) < len(f.Fields) {
			t.Errorf("the reader's diagnostics are lost: %+v", unreadable)
		}
		all, err := h.List(t.Context(), h.admin, program.Page{})
		if err != nil || len(all.Programs) != 0 {
			t.Errorf("%v %v", all, err)
		}
	})
}

func TestFindVersionDecodesAPageOnce(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		made := h.imports(t, h.admin, program.Import{Source: page("Rowing", 3)})
		find := func() program.Version {
			var v program.Version
			if err := h.db.Read(t.Context(), func(tx *sqldb.Tx) (err error) { v, err = h.FindVersion(tx, made.Version); return err }); err != nil {
				t.Fatal(err)
			}
			return v
		}
		v := find()
		if v.Page == nil || len(v.Page.Phases) != 3 || v.Page.Title != "Rowing" {
			t.Fatalf("%+v", v.Page)
		}
		if again := find(); again.Page != v.Page {
			t.Error("the page was decoded a second time")
		}
		var source string
		err := h.db.Read(t.Context(), func(tx *sqldb.Tx) (err error) { source, err = program.Source(tx, h.member, made.Version); return err })
		if err != nil || source != page("Rowing", 3) {
			t.Errorf("%v %q", err, source)
		}
		err = h.db.Read(t.Context(), func(tx *sqldb.Tx) error {
			_, err := h.FindVersion(tx, "01990000-0000-7000-8000-000000000001")
			return err
		})
		expect(t, "a version that is not there", err, fault.NotFound)
	})
}

func TestListsComeInParts(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		var titles []string
		for n := range 5 {
			title := fmt.Sprintf("Rowing %d", 5-n)
			titles = append([]string{title}, titles...)
			h.imports(t, h.admin, program.Import{Source: page(title, 3)})
		}
		made := h.imports(t, h.admin, program.Import{Source: page("Sailing", 1)})
		titles = append(titles, "Sailing")
		for n := range 4 {
			h.imports(t, h.admin, program.Import{Program: made.Program, Source: page("Sailing", n+2)})
		}
		var got []string
		at := program.Page{Limit: 4}
		for more := true; more; more = at.After != "" {
			l, err := h.List(t.Context(), h.member, at)
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range l.Programs {
				got = append(got, p.Title)
			}
			at.After = l.Next
		}
		if diff := cmp.Diff(titles, got); diff != "" {
			t.Errorf("programs (-want +got):\n%s", diff)
		}
		var numbers []int
		at = program.Page{Limit: 2}
		for more := true; more; more = at.After != "" {
			l, err := h.ListVersions(t.Context(), h.member, made.Program, at)
			if err != nil {
				t.Fatal(err)
			}
			for _, v := range l.Versions {
				numbers = append(numbers, v.Number)
			}
			at.After = l.Next
		}
		if diff := cmp.Diff([]int{5, 4, 3, 2, 1}, numbers); diff != "" {
			t.Errorf("versions (-want +got):\n%s", diff)
		}
		_, err := h.ListVersions(t.Context(), h.member, "01990000-0000-7000-8000-000000000001", program.Page{})
		expect(t, "versions of nothing", err, fault.NotFound)
		_, err = h.List(t.Context(), access.Actor{}, program.Page{})
		expect(t, "a list for nobody", err, fault.Unauthenticated)
	})
}

func TestVersionsPublishedAtOnceAreNumberedInARow(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		made := h.imports(t, h.admin, program.Import{Source: page("Rowing", 1)})
		const writers = 6
		results := make([]program.Imported, writers)
		var wait sync.WaitGroup
		for n := range writers {
			wait.Go(func() {
				var err error
				// Two of them each bring the same page.
				results[n], err = h.Import(t.Context(), call.By(h.admin), program.Import{Program: made.Program, Source: page("Rowing", 2+n/2)})
				if err != nil {
					t.Error(err)
				}
			})
		}
		wait.Wait()
		fresh := map[int]bool{}
		for n, r := range results {
			if results[n^1].Version != r.Version || results[n^1].Known == r.Known {
				t.Errorf("the same page became %+v and %+v", r, results[n^1])
			}
			fresh[r.Number] = true
		}
		if diff := cmp.Diff(map[int]bool{2: true, 3: true, 4: true}, fresh); diff != "" {
			t.Errorf("numbers (-want +got):\n%s", diff)
		}
	})
}

func TestAKeyRepeatsAndRefuses(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		c := call.Call{Actor: h.admin, Key: "import-1"}
		first, err := h.Import(t.Context(), c, program.Import{Source: page("Rowing", 3)})
		if err != nil {
			t.Fatal(err)
		}
		again, err := h.Import(t.Context(), c, program.Import{Source: page("Rowing", 3)})
		if err != nil || again != first {
			t.Errorf("%+v %v, want the first answer %+v", again, err, first)
		}
		_, err = h.Import(t.Context(), c, program.Import{Source: page("Sailing", 3)})
		if f := fault.Of(err); err == nil || f.Code != "idempotency-key-reused" {
			t.Errorf("%v", err)
		}
	})
}

func TestTheBundledPageImports(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		made := h.imports(t, h.admin, program.Import{Source: string(bundled.CSM())})
		p, err := h.Find(t.Context(), h.member, made.Program)
		if err != nil {
			t.Fatal(err)
		}
		if p.Newest.Weeks != 12 || p.Newest.MinMinutes != 480 || p.Newest.MinRule == "" {
			t.Errorf("%+v", p.Newest)
		}
	})
}

// Real pages are not part of the project; see STINT_TEST_PAGES in the Makefile.
func TestTheReferencePageImports(t *testing.T) {
	folder := os.Getenv("STINT_TEST_PAGES")
	if folder == "" {
		t.Skip("STINT_TEST_PAGES is not set: the reference page was not read")
	}
	source, err := os.ReadFile(filepath.Join(folder, "seed", "csm-internship.md"))
	if err != nil {
		t.Fatal(err)
	}
	each(t, func(t *testing.T, h *house) {
		made := h.imports(t, h.admin, program.Import{Source: string(source)})
		p, err := h.Find(t.Context(), h.member, made.Program)
		if err != nil {
			t.Fatal(err)
		}
		if p.Newest.Weeks != 12 || p.Newest.MinMinutes != 480 || !strings.Contains(p.Newest.MinRule, "8 hours") {
			t.Errorf("%+v", p.Newest)
		}
	})
}
