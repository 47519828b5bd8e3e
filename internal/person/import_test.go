package person_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"stint/internal/access"
	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/person"
	"stint/internal/sqldb"
)

const first = `name,email,zone,working_hours,team,title,manager,access
Bo Li,bo@example.com,Europe/Amsterdam,Mon-Fri 09:00-17:00,Engines,Analyst,ada@example.com,salesforce;gainsight=no
Ada Lovelace,ada@example.com,Europe/London,,Engines,Lead,root@example.com,
Cy Young,cy@example.com,UTC,,Sales,,bo@example.com,salesforce
`

func TestAnImportAddsChangesAndLeavesAlone(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		got := must(h.Import(h.ctx, h.call(), []byte(first)))(t)
		if got != (person.Imported{Added: 3}) {
			t.Fatalf("%+v", got)
		}
		if got := must(h.Import(h.ctx, h.call(), []byte(first)))(t); got != (person.Imported{Unchanged: 3}) {
			t.Fatalf("the same again: %+v", got)
		}
		if len(h.moved) > 0 {
			t.Fatalf("the hook was told of new people: %v", h.moved)
		}
		ada, bo, cy := h.find("ada"), h.find("bo"), h.find("cy")
		if ada.Manager != h.admin.Person || bo.Manager != ada.ID || cy.Manager != bo.ID || bo.Team != "Engines" || !bo.Shortcuts {
			t.Fatalf("%+v %+v %+v", ada, bo, cy)
		}

		// Bo settles himself elsewhere, and a later sheet does not take that back.
		must(h.Settle(h.ctx, call.By(as(bo)), person.Settle{Zone: new("Asia/Tokyo")}))(t)
		second := "email,name,zone,title,manager,access\n" +
			"bo@example.com,Bo Li,,,,gainsight\n" +
			"cy@example.com,Cy Young,UTC,,ada@example.com,\n" +
			"ada@example.com,Ada Lovelace,Europe/London,Lead,root@example.com,\n" +
			"di@example.com,Di,UTC,,cy@example.com,\n"
		if got := must(h.Import(h.ctx, h.call(), []byte(second)))(t); got != (person.Imported{Added: 1, Changed: 2, Unchanged: 1}) {
			t.Fatalf("%+v", got)
		}
		bo2, cy2 := h.find("bo"), h.find("cy")
		if bo2.Zone != "Asia/Tokyo" || bo2.WorkingHours != bo.WorkingHours || bo2.Team != "Engines" || bo2.Title != "" || bo2.Manager != "" || cy2.Manager != ada.ID {
			t.Fatalf("%+v %+v", bo2, cy2)
		}
		if bo2.Epoch != bo.Epoch {
			t.Error("an import ended credentials")
		}
		if diff := cmp.Diff(map[string]bool{"salesforce": true, "gainsight": true}, must(h.Facts(h.ctx, as(bo)))(t)); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]string{fmt.Sprint(bo.ID, ada.ID, ""), fmt.Sprint(cy.ID, bo.ID, ada.ID)}, sorted(h.moved)); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]id.Person{bo.ID}, h.facts); diff != "" {
			t.Error(diff)
		}
		want := []string{
			"person.added [admin:granted]",
			fmt.Sprintf("person.added [manager:%s]", h.admin.Person),
			fmt.Sprintf("person.added [access.gainsight:no access.salesforce:yes manager:%s]", ada.ID),
			fmt.Sprintf("person.added [access.salesforce:yes manager:%s]", bo.ID),
			"person.changed [fields:zone]",
			fmt.Sprintf("person.changed [access.gainsight:yes fields:title+manager manager: manager-before:%s]", ada.ID),
			fmt.Sprintf("person.changed [fields:manager manager:%s manager-before:%s]", ada.ID, bo.ID),
			fmt.Sprintf("person.added [manager:%s]", cy.ID),
		}
		if diff := cmp.Diff(want, h.events()); diff != "" {
			t.Error(diff)
		}
	})
}

func sorted(list []string) []string {
	if len(list) == 2 && list[0] > list[1] {
		list[0], list[1] = list[1], list[0]
	}
	return list
}

func (h *house) find(name string) (p person.Person) {
	h.t.Helper()
	h.read(func(tx *sqldb.Tx) (err error) {
		p, err = person.FindByEmail(tx, h.admin, name+"@example.com")
		return err
	})
	return p
}

func TestAWrongRowImportsNobody(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		_, err := h.Import(h.ctx, h.call(), []byte(first+"Di,di@example.com,Mars/Olympus,,,,,\nEd,root@example.com,UTC,,,,ed@example.com,\n"))
		wantKind(t, err, fault.Invalid, "csv.5.zone")
		if f := fault.Of(err); len(f.Fields) != 2 || f.Fields[1].Name != "csv.6.manager" {
			t.Fatalf("%v", err)
		}
		if people, _ := must2(h.List(h.ctx, h.admin, person.Query{}))(t); len(people) != 1 {
			t.Fatalf("half imported: %+v", people)
		}
		_, err = h.Import(h.ctx, call.By(access.Actor{Person: h.admin.Person, Scope: access.ScopeSession}), []byte(first))
		wantKind(t, err, fault.NotFound, "")
	})
}

func TestAnImportRepeatedWithItsKeyRunsOnce(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		c := call.Call{Actor: h.admin, Key: "sheet"}
		for range 2 {
			if got := must(h.Import(h.ctx, c, []byte(first)))(t); got.Added != 3 {
				t.Fatalf("%+v", got)
			}
		}
		_, err := h.Import(h.ctx, c, []byte(first+"\nDi,di@example.com,UTC,,,,,\n"))
		wantKind(t, err, fault.Conflict, "")
	})
}

func TestTwoImportsAtOnceMakeNoCircleTogether(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		for round := range 10 {
			pair := [2]string{fmt.Sprintf("ada%d", round), fmt.Sprintf("bo%d", round)}
			h.add(pair[0], "")
			h.add(pair[1], "")
			errs := atOnce(2, func(i int) error {
				_, err := h.Import(h.ctx, h.call(), fmt.Appendf(nil, "name,email,manager\n%s,%s@example.com,%s@example.com\n", pair[i], pair[i], pair[1-i]))
				return err
			})
			if (errs[0] == nil) == (errs[1] == nil) {
				t.Fatalf("round %d: %v", round, errs)
			}
			for _, err := range errs {
				if err != nil && !fault.Is(err, fault.Conflict) && !fault.Is(err, fault.Invalid) {
					t.Fatal(err, fault.Cause(err))
				}
			}
		}
	})
}

func TestALargeSheetIsImportedWhole(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		const rows = 1_234
		var b bytes.Buffer
		b.WriteString("name,email,zone,manager\n")
		for i := range rows {
			manager := "root@example.com"
			if i < rows-1 {
				manager = fmt.Sprintf("p%d@example.com", min(i+1+i%7, rows-1)) // managers stand below
			}
			fmt.Fprintf(&b, "Person %d,p%d@example.com,Europe/Amsterdam,%s\n", i, i, manager)
		}
		if got := must(h.Import(h.ctx, h.call(), b.Bytes()))(t); got.Added != rows {
			t.Fatalf("%+v", got)
		}
		if got := must(h.Import(h.ctx, h.call(), b.Bytes()))(t); got.Unchanged != rows {
			t.Fatalf("%+v", got)
		}
	})
}

func TestALargeImportIsAnEventForEachPerson(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		var b bytes.Buffer
		b.WriteString("name,email,zone,access\n")
		for i := range 901 {
			fmt.Fprintf(&b, "P,p%d@example.com,UTC,salesforce\n", i)
		}
		must(h.Import(h.ctx, h.call(), b.Bytes()))(t)
		events := h.events()[1:]
		if len(events) != 901 || !strings.HasPrefix(events[900], "person.added ") {
			t.Errorf("%d events, the last %q", len(events), events[len(events)-1])
		}
		if facts := must(h.Facts(h.ctx, as(h.find("p900"))))(t); !facts["salesforce"] {
			t.Errorf("%v", facts)
		}
	})
}
