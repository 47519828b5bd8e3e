package person_test

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/person"
	"stint/internal/sqldb"
	"stint/internal/worktime"
)

func TestPeopleSettleWhatTheyAreAskedAbout(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ada := h.add("Ada", h.admin.Person)
		days := must(person.ParseDaysOff("2026-12-24 to 2026-12-31 Winter break; 2026-11-11 Dentist"))(t)
		in := person.Settle{Languages: &[]string{"EN", "pt-br"}, Topics: &[]string{"Renewals", "Élan"}, DaysOff: &days, WorkingHours: new("Mon-Fri 22:00-06:00; Sat 08:00-10:00, 19:00-21:00")}
		settled := must(h.Settle(h.ctx, call.By(as(ada)), in))(t)
		found := must(h.Find(h.ctx, h.admin, ada.ID))(t)
		if diff := cmp.Diff(settled, found, dates); diff != "" {
			t.Error(diff)
		}
		if !slices.Equal(found.Languages, []string{"en", "pt-BR"}) || !slices.Equal(found.Topics, []string{"renewals", "élan"}) || len(found.DaysOff) != 2 || found.DaysOff[0].Label != "Dentist" {
			t.Errorf("%+v", found)
		}
		if found.WorkingHours != "Mon-Fri 22:00-06:00; Sat 08:00-10:00, 19:00-21:00" {
			t.Errorf("the night is %q", found.WorkingHours)
		}
		if got := h.events()[2]; !strings.Contains(got, "languages+topics+days-off") || strings.Contains(got, "Dentist") {
			t.Errorf("the event says %s", got)
		}
		// A colleague sees the days, and not what they are.
		bo := h.add("Bo", "")
		seen := must(h.Find(h.ctx, as(bo), ada.ID))(t)
		if len(seen.DaysOff) != 2 || seen.DaysOff[0].Label != "" || !seen.Off(days[0].From) || seen.Off(days[0].To.AddDays(1)) {
			t.Errorf("%+v", seen.DaysOff)
		}
		for field, wrong := range map[string]person.Settle{
			"languages": {Languages: &[]string{"elvish"}}, "topics": {Topics: &[]string{strings.Repeat("x", 61)}},
			"days_off": {DaysOff: &[]person.DaysOff{{From: days[0].From.AddDays(-400), To: days[0].From.AddDays(-399)}}},
			"zone":     {Zone: new("Mars/Olympus")}, "working_hours": {WorkingHours: new("Mon 09:00-25:00")},
		} {
			_, err := h.Settle(h.ctx, call.By(as(ada)), wrong)
			wantKind(t, err, fault.Invalid, field)
		}
		_, err := h.Settle(h.ctx, call.By(as(ada)), person.Settle{WorkingHours: new("Mon 09:00-12:00, 11:00-13:00")})
		wantKind(t, err, fault.Invalid, "working_hours")
	})
}

func TestOnlyAdministratorsSaySinceWhenSomebodyIsHere(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ada := h.add("Ada", "")
		on := must(worktime.ParseDate("2024-03-01"))(t)
		changed := must(h.Change(h.ctx, h.call(), person.Change{Person: ada.ID, StartedOn: &on}))(t)
		if changed.StartedOn != on || must(h.Find(h.ctx, as(ada), ada.ID))(t).StartedOn != on {
			t.Errorf("%v", changed.StartedOn)
		}
		old := must(worktime.ParseDate("0024-03-01"))(t)
		_, err := h.Change(h.ctx, h.call(), person.Change{Person: ada.ID, StartedOn: &old})
		wantKind(t, err, fault.Invalid, "started_on")
	})
}

func TestTheDirectoryIsSearchedByTopicAndLanguage(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		settle := func(p person.Person, topics, languages string) {
			words, tags := person.ParseList(topics), person.ParseList(languages)
			must(h.Settle(h.ctx, call.By(as(p)), person.Settle{Topics: &words, Languages: &tags}))(t)
		}
		ada, bo := h.add("Ada", ""), h.add("Bo", "")
		cy := h.add("Cy", bo.ID)
		settle(ada, "Renewals, 100%_sure", "pt-BR")
		settle(bo, "renewals at risk", "pt, en")
		settle(cy, "Élan", "en")
		names := func(q person.Query) string {
			people, _, err := h.List(h.ctx, as(cy), q)
			if err != nil {
				t.Fatal(err)
			}
			var list []string
			for _, p := range people {
				list = append(list, p.Name)
			}
			return strings.Join(list, " ")
		}
		for q, want := range map[*person.Query]string{
			{Text: "renewals"}: "Ada Bo", {Topic: "Renewals"}: "Ada", {Topic: "renew"}: "", {Topic: "100%_SURE"}: "Ada", {Topic: "%"}: "", {Text: "elan cy"}: "Cy",
			{Language: "pt"}: "Ada Bo", {Language: "pt-br"}: "Ada", {Language: "en", Practicing: true}: "Cy", {Practicing: true}: "Ada Cy Root", {Language: "%"}: "",
		} {
			if got := names(*q); got != want {
				t.Errorf("%+v finds %q, want %q", *q, got, want)
			}
		}
		h.read(func(tx *sqldb.Tx) error {
			leading, err := person.Leading(tx, []id.Person{ada.ID, bo.ID, cy.ID})
			if !leading[bo.ID] || leading[ada.ID] || leading[cy.ID] {
				t.Errorf("%v lead", leading)
			}
			return err
		})
	})
}

func TestTheListOfSystemsSaysWhichAccessIsStated(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ada := h.add("Ada", "")
		state := func(fact string) error {
			_, err := h.StateAccess(h.ctx, call.By(as(ada)), person.Statement{Fact: fact, Has: true})
			return err
		}
		if err := state("old-thing"); err != nil {
			t.Fatalf("without a list any name will do: %v", err)
		}
		must(h.ListSystem(h.ctx, h.call(), person.System{Name: "Salesforce"}))(t)
		must(h.ListSystem(h.ctx, h.call(), person.System{Name: "desk", Label: "The desk"}))(t)
		must(h.ListSystem(h.ctx, h.call(), person.System{Name: "desk", Label: "Desk"}))(t)
		h.asked = []string{"Gainsight"}
		for _, fact := range []string{"salesforce", "gainsight", "old-thing"} {
			if err := state(fact); err != nil {
				t.Errorf("%s: %v", fact, err)
			}
		}
		err := state("crm")
		wantKind(t, err, fault.Invalid, "fact")
		if !strings.Contains(err.Error()+fault.Of(err).Fields[0].Message, "desk, gainsight, salesforce") {
			t.Errorf("the refusal does not say what there is: %v", fault.Of(err).Fields)
		}
		_, err = h.Import(h.ctx, h.call(), []byte("name,email,access\nAda,ada@example.com,old-thing=no;crm\n"))
		wantKind(t, err, fault.Invalid, "csv.2.access")
		must(h.Import(h.ctx, h.call(), []byte("name,email,access\nAda,ada@example.com,old-thing=no;desk\n")))(t)

		_, err = h.ListSystem(h.ctx, call.By(as(ada)), person.System{Name: "x"})
		wantKind(t, err, fault.NotFound, "")
		_, err = h.ListSystem(h.ctx, h.call(), person.System{Name: "Big CRM", Label: "\x00"})
		wantKind(t, err, fault.Invalid, "name")
		must(h.DropSystem(h.ctx, h.call(), "desk"))(t)
		_, err = h.DropSystem(h.ctx, h.call(), "desk")
		wantKind(t, err, fault.NotFound, "")
		h.read(func(tx *sqldb.Tx) error {
			left, err := person.Systems(tx, as(ada))
			if diff := cmp.Diff([]person.System{{Name: "salesforce", Label: "Salesforce"}}, left); diff != "" {
				t.Error(diff)
			}
			return err
		})
	})
}

func TestASheetTellsWhatPeopleSayOfThemselves(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		sheet := "name,email,zone,languages,topics,days_off,started_on\n" +
			"Ada,ada@example.com,Europe/Paris,en; fr,Renewals;QBR,2026-12-24 to 2026-12-31 Winter break;2026-11-11,2024-03-01\n"
		must(h.Import(h.ctx, h.call(), []byte(sheet)))(t)
		people, _, err := h.List(h.ctx, h.admin, person.Query{Text: "ada"})
		if err != nil || len(people) != 1 {
			t.Fatal(people, err)
		}
		ada := people[0]
		if !slices.Equal(ada.Languages, []string{"en", "fr"}) || !slices.Equal(ada.Topics, []string{"renewals", "qbr"}) || len(ada.DaysOff) != 2 || ada.StartedOn.String() != "2024-03-01" {
			t.Errorf("%+v", ada)
		}
		if done := must(h.Import(h.ctx, h.call(), []byte(sheet)))(t); done.Unchanged != 1 {
			t.Errorf("the same sheet again: %+v", done)
		}
		// Empty cells leave what people settle themselves.
		must(h.Import(h.ctx, h.call(), []byte("name,email,languages,topics,days_off,started_on\nAda,ada@example.com,,,,\n")))(t)
		if again := must(h.Find(h.ctx, h.admin, ada.ID))(t); len(again.Topics) != 2 || len(again.DaysOff) != 2 || !again.StartedOn.IsZero() {
			t.Errorf("%+v", again)
		}
		_, err = h.Import(h.ctx, h.call(), []byte("name,email,languages,topics,days_off,started_on\nAda,ada@example.com,elvish,\"a\x01b\",2020-01-01,soon\n"))
		var fields []string
		for _, f := range fault.Of(err).Fields {
			fields = append(fields, f.Name)
		}
		slices.Sort(fields)
		if diff := cmp.Diff([]string{"csv.2.days_off", "csv.2.languages", "csv.2.started_on", "csv.2.topics"}, fields); diff != "" {
			t.Error(diff)
		}
	})
}

// Of two administrators who opened the same entry, the second to save is told.
func TestTheLastOfTwoAdministratorsDoesNotWin(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ada := h.add("Ada", "")
		errs := make([]error, 2)
		var wg sync.WaitGroup
		for i, title := range []string{"Lead", "Chief"} {
			wg.Go(func() {
				_, errs[i] = h.Change(h.ctx, h.call(), person.Change{Person: ada.ID, Title: &title, Seen: ada.ChangedAt})
			})
		}
		wg.Wait()
		lost := 0
		for _, err := range errs {
			if fault.Is(err, fault.Conflict) {
				lost++
			} else if err != nil {
				t.Error(err)
			}
		}
		if lost != 1 {
			t.Errorf("%d of two changes were refused: %v", lost, errs)
		}
		_, err := h.Change(h.ctx, h.call(), person.Change{Person: ada.ID, Title: new("X"), Seen: time.Unix(0, 0)})
		wantKind(t, err, fault.Conflict, "")
	})
}
