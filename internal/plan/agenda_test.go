package plan_test

import (
	"slices"
	"testing"
	"time"

	"stint/internal/access"
	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/meeting"
	"stint/internal/plan"
	"stint/internal/plan/prompt"
	"stint/internal/sqldb"
)

// onAgenda returns what stands open on agendas, by the texts of activities.
func (c *company) onAgenda() map[string]meeting.ItemKind {
	c.t.Helper()
	items := c.agenda()
	byText := map[string]meeting.ItemKind{}
	for _, a := range c.plan(c.noor).Activities {
		if kind, ok := items[string(a.ID)]; ok {
			byText[a.Text] = kind
		}
	}
	if len(byText) != len(items) {
		c.t.Fatalf("%d items, %d of them activities", len(items), len(byText))
	}
	return byText
}

func (c *company) fill() {
	c.t.Helper()
	if err := c.plans.FillAgendas(c.t.Context()); err != nil {
		c.t.Fatal(err, fault.Cause(err))
	}
}

func texts(items map[string]meeting.ItemKind) (list []string) {
	for text := range items {
		list = append(list, text)
	}
	slices.Sort(list)
	return list
}

func TestTheAgendaFillsItself(t *testing.T) {
	each(t, smallPage(), func(t *testing.T, c *company) {
		c.fill()
		if items := c.onAgenda(); len(items) != 0 {
			t.Fatalf("week 1 asks for nothing to be shown: %v", items)
		}
		must[plan.Changed](t)(c.tick(c.noor, "read"))
		c.now("2026-09-14 09:00") // week 2
		c.fill()
		c.fill()
		want := map[string]meeting.ItemKind{"watch": meeting.KindCarried, "show around": meeting.KindCarried, "plan without": meeting.KindDeliverable}
		if items := c.onAgenda(); len(items) != 3 || items["watch"] != want["watch"] || items["show around"] != want["show around"] || items["plan without"] != want["plan without"] {
			t.Fatalf("%v", items)
		}
		must[plan.Changed](t)(c.tick(c.noor, "watch"))
		if items := c.onAgenda(); len(items) != 2 {
			t.Fatalf("what is done leaves the agenda: %v", items)
		}
		must[plan.Changed](t)(c.plans.Untick(t.Context(), call.By(c.noor), plan.Mark{Activity: c.find("watch").ID}))
		must[plan.Changed](t)(c.waive(c.ines, "show around", "They know the place"))
		if got, want := texts(c.onAgenda()), []string{"plan without", "watch"}; !slices.Equal(got, want) {
			t.Fatalf("%v", got)
		}

		if err := c.settle(string(c.find("plan without").ID), meeting.Discussed); err != nil {
			t.Fatal(err)
		}
		c.fill()
		if got := texts(c.onAgenda()); !slices.Equal(got, []string{"watch"}) || c.find("plan without").State != plan.Open {
			t.Fatalf("what was discussed this week is not put again this week: %v", got)
		}
		c.now("2026-09-21 09:00") // week 3
		if _, err := c.meetings.Turn(t.Context()); err != nil {
			t.Fatal(err)
		}
		c.fill()
		// Of the choice two count; what is optional was left open and is not
		// talked about; the extras are conditional, so they are.
		if got, want := texts(c.onAgenda()), []string{"choice 1", "choice 2", "deck", "extra 1", "extra 2", "plan without", "watch"}; !slices.Equal(got, want) {
			t.Fatalf("%v", got)
		}
		c.state("paused")
		c.now("2026-09-28 09:00")
		before := c.onAgenda()
		c.fill()
		if len(c.onAgenda()) != len(before) {
			t.Fatal("while it rests nothing is put")
		}
		c.figure()
		c.events()
	})
}

func TestEitherPutsAnActivityOnTheAgenda(t *testing.T) {
	each(t, smallPage(), func(t *testing.T, c *company) {
		put := func(a access.Actor, text string) error {
			_, err := c.plans.PutOnAgenda(t.Context(), call.By(a), c.find(text).ID)
			return err
		}
		for range 2 {
			if err := put(c.ines, "deck"); err != nil {
				t.Fatal(err)
			}
		}
		if items := c.onAgenda(); len(items) != 1 || items["deck"] != meeting.KindPresentation {
			t.Fatalf("%v", items)
		}
		refused(t, put(c.noor, "talk"), fault.Conflict, "follows-prompts")
		refused(t, put(c.noor, "basics"), fault.Conflict, "follows-children")
		refused(t, put(c.noor, "remark"), fault.Conflict, "note")
		must[plan.Changed](t)(c.tick(c.noor, "watch"))
		refused(t, put(c.noor, "watch"), fault.Conflict, "done")
		refused(t, put(c.priya, "deck"), fault.NotFound, "")
		must[plan.Changed](t)(c.plans.Move(t.Context(), call.By(c.noor), plan.Move{Activity: c.find("deck").ID, Week: 5}))
		must[plan.Changed](t)(c.tick(c.noor, "deck"))
		if items := c.onAgenda(); len(items) != 0 {
			t.Fatalf("%v", items)
		}
	})
}

func TestWhoWaitsForWhom(t *testing.T) {
	each(t, smallPage(), func(t *testing.T, c *company) {
		waits := func(a access.Actor) []plan.Wait {
			return read(c, func(tx *sqldb.Tx) ([]plan.Wait, error) { return plan.Waits(tx, a, c.internship) })
		}
		question := c.question(c.noor, "How?")
		must[prompt.Putting](t)(c.prompts.PutOnAgenda(t.Context(), call.By(c.noor), prompt.Put{Prompt: question.ID, Body: "Like this"}))
		must[plan.Changed](t)(c.tick(c.noor, "approval"))
		must[plan.Changed](t)(c.tick(c.noor, "read"))
		c.now("2026-09-15 10:00") // week 2
		type wait struct {
			waiting, on access.Role
			text        string
			since       time.Time
		}
		start, weekTwo, put := at("2026-09-07 00:00").UTC(), at("2026-09-14 00:00").UTC(), at("2026-09-08 10:00").UTC()
		want := []wait{
			{access.Intern, access.Mentor, "invite", start}, {access.Intern, access.InternManager, "grant time", start}, {access.Intern, access.MentorManager, "give time", start},
			{access.Intern, access.Mentor, "How?", put},
			{access.Mentor, access.Intern, "watch", weekTwo}, {access.Intern, access.Mentor, "show around", weekTwo}, {access.Mentor, access.Intern, "talk", weekTwo},
		}
		var got []wait
		for _, w := range waits(c.noor) {
			got = append(got, wait{w.Waiting, w.On, w.Text, w.Since})
		}
		if !slices.Equal(got, want) {
			t.Fatalf("got  %v\nwant %v", got, want)
		}
		if n := len(waits(c.priya)); n != len(want)-1 {
			t.Fatalf("managers learn of no answer: %d", n)
		}
		c.reply(question.ID, "Bring it along")
		if n := len(waits(c.ines)); n != len(want)-1 {
			t.Fatalf("a reply ends the waiting: %d", n)
		}
		c.now("2026-09-15 11:00")
		must[prompt.Putting](t)(c.prompts.PutOnAgenda(t.Context(), call.By(c.noor), prompt.Put{Prompt: question.ID, Body: "Or like that"}))
		if n := len(waits(c.ines)); n != len(want) {
			t.Fatalf("a new version waits again: %d", n)
		}
		c.state("completed")
		if n := len(waits(c.noor)); n != 0 {
			t.Fatalf("nobody waits when it is over: %d", n)
		}
	})
}
