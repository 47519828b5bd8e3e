package plan_test

import (
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"stint/internal/call"
	"stint/internal/id"
	"stint/internal/plan"
	"stint/internal/program/reader"
	"stint/internal/sqldb"
	"stint/internal/sqldb/sqltest"
)

func TestTheAgreementMakesThePlan(t *testing.T) {
	each(t, smallPage(), func(t *testing.T, c *company) {
		p := c.plan(c.noor)
		if len(p.Activities) != 25 || len(p.Prompts) != 5 {
			t.Fatalf("%d activities, %d prompts", len(p.Activities), len(p.Prompts))
		}
		deep := findIn(t, p, "look it up")
		if side := findIn(t, p, "plan with access"); deep.Parent != side.ID || deep.Branch != "success" || deep.Side != "a" || deep.Week != 2 {
			t.Fatalf("what hangs below a side is not on it: %+v", deep)
		}
		if deck := findIn(t, p, "deck"); deck.Minutes != 20 || !slices.Equal(deck.BuildsOn, []string{"plan with access", "plan without"}) || deck.Week != 3 || deck.HomeWeek != 3 {
			t.Fatalf("%+v", deck)
		}
		if p.Prompts[1].Text != "What for?" {
			t.Fatalf("a question keeps to one line: %q", p.Prompts[1].Text)
		}
		f := c.figure()
		if f.Setup != (plan.Figure{Total: 2}) || f.Week(1).Total != 3 || f.Week(2).Total != 7 || f.Week(3).Total != 1 || f.Total != 11 {
			t.Fatalf("%+v", f)
		}
	})
}

func TestMakingThePlanTwiceChangesNothing(t *testing.T) {
	each(t, smallPage(), func(t *testing.T, c *company) {
		must[plan.Changed](t)(c.tick(c.noor, "read"))
		before := c.plan(c.noor)
		c.agree(smallPage(), c.terms, nil)
		longer := c.terms
		longer.Revision, longer.Weeks, longer.Start = 2, 14, c.terms.Start.AddDays(7)
		c.agree(smallPage(), longer, &c.terms)
		after := c.plan(c.noor)
		if len(after.Activities) != len(before.Activities) || len(after.Prompts) != len(before.Prompts) {
			t.Fatalf("%d activities became %d", len(before.Activities), len(after.Activities))
		}
		for i, a := range after.Activities {
			if b := before.Activities[i]; a.ID != b.ID || a.Version != b.Version || a.State != b.State {
				t.Fatalf("%+v became %+v", b, a)
			}
		}
	})
}

func TestWhoEntersAtAWeekIsWaivedTheWeeksBefore(t *testing.T) {
	each(t, smallPage(), func(t *testing.T, c *company) {
		must[plan.Changed](t)(c.tick(c.noor, "read"))
		later := c.terms
		later.Revision, later.EntryWeek = 2, 3
		c.agree(smallPage(), later, &c.terms)
		watch := c.find("watch")
		if watch.State != plan.Waived || watch.StateBy != "" || watch.Reason != "The internship entered at week 3." {
			t.Fatalf("%+v", watch)
		}
		if f := c.figure(); f.Figure != (plan.Figure{Done: 1, Total: 2}) || f.Setup.Total != 2 {
			t.Fatalf("what was done stays, the setup too, the rest does not count: %+v", f)
		}
		back := must[plan.Changed](t)(c.plans.Restore(t.Context(), call.By(c.noor), plan.Mark{Activity: c.find("basics").ID}))
		if back.State != plan.Open || c.find("watch").State != plan.Open || c.find("talk").State != plan.Waived {
			t.Fatalf("what hangs below comes back with it, and nothing else: %+v", back)
		}
		earlier := later
		earlier.Revision, earlier.EntryWeek = 3, 2
		c.agree(smallPage(), earlier, &later)
		if c.find("coffee").State != plan.Open || c.find("talk").State != plan.Waived {
			t.Fatal("an earlier entry does not give back its week alone")
		}
		c.figure()
	})
}

func TestANewVersionKeepsWhatWasDone(t *testing.T) {
	each(t, smallPage(), func(t *testing.T, c *company) {
		must[plan.Changed](t)(c.tick(c.noor, "read"))
		must[plan.Changed](t)(c.tick(c.noor, "watch"))
		must[plan.Changed](t)(c.plans.Move(t.Context(), call.By(c.noor), plan.Move{Activity: c.find("coffee").ID, Week: 3}))
		own := must[plan.Changed](t)(c.plans.Add(t.Context(), call.By(c.ines), plan.Add{Internship: c.internship, Week: 1, Text: "Our own", Parent: c.find("basics").ID}))
		for _, question := range []string{"Why?", "What for?", "How?"} {
			c.discuss(question)
		}
		if talk := c.find("talk"); talk.State != plan.Done {
			t.Fatalf("%+v", talk)
		}
		answer := c.question(c.noor, "How?")
		must[id.Internship](t)(saved(c, answer.ID, "A draft"))

		page := smallPage()
		one := &page.Phases[0]
		basics := &one.Activities[0]
		basics.Children = append(basics.Children[1:], leaf("new", reader.KindRead)) // "read" is gone, and was done
		basics.Children[0].Markdown = "watch it all"
		one.Activities = slices.Delete(one.Activities, 2, 3) // "remark" is gone, and nobody touched it
		one.Activities[1].Prompts = append(one.Activities[1].Prompts[1:], reader.Prompt{ID: "talk/new", Text: "When?"})
		page.Phases[1].Activities[4].Prompts = page.Phases[1].Activities[4].Prompts[:1] // "Score?" is gone, and nobody touched it
		page.Phases[1].Activities[0].Side, page.Phases[1].Activities[1].Side = "with", "without"
		next := c.terms
		next.Revision, next.ProgramVersion = 2, id.New[id.ProgramVersion](c.ids)
		c.write(func(tx *sqldb.Tx) {
			program, err := sqldb.Find(tx, "program", func(s sqldb.Scanner) (p id.Program, err error) { return p, s.Scan(&p) }, "SELECT id FROM program")
			if err != nil {
				t.Fatal(err)
			}
			c.version(tx, program, next.ProgramVersion, 2)
		})
		c.agree(page, next, &c.terms)

		p := c.plan(c.noor)
		if a := findIn(t, p, "read"); a.State != plan.Done {
			t.Fatalf("what was done and is gone from the page is kept: %+v", a)
		}
		if a := findIn(t, p, "watch it all"); a.State != plan.Done {
			t.Fatalf("new words undo no tick: %+v", a)
		}
		if a := findIn(t, p, "coffee"); a.Week != 3 || a.HomeWeek != 2 {
			t.Fatalf("what somebody moved stays there: %+v", a)
		}
		if a := findIn(t, p, "Our own"); a.ID != own.Activity || a.Parent != findIn(t, p, "basics").ID {
			t.Fatalf("%+v", a)
		}
		for _, a := range p.Activities {
			if a.Text == "remark" {
				t.Fatal("what nobody touched is gone with the page")
			}
		}
		if a := findIn(t, p, "talk"); a.State != plan.Open {
			t.Fatalf("a head with a new question is done no more: %+v", a)
		}
		if len(p.Prompts) != 5 || c.question(c.noor, "How?").Draft == nil {
			t.Fatalf("%+v", p.Prompts)
		}
		findIn(t, p, "new")
		if side := c.side(); side.Side != "without" {
			t.Fatalf("a side that is no more is not taken: %+v", side)
		}
		c.figure()
	})
}

func TestTheSetupCanBeTickedBeforeTheStart(t *testing.T) {
	clock := &atomic.Pointer[time.Time]{}
	sqltest.Each(t, func(t *testing.T, db *sqldb.DB) {
		c := found(t, db, clock)
		c.agree(smallPage(), c.terms, nil)
		if names := c.events(); len(names) != 0 {
			t.Fatalf("the agreement's own event tells of the plan: %v", names)
		}
		must[plan.Changed](t)(c.tick(c.noor, "approval"))
		if f := c.figure(); f.Setup != (plan.Figure{Done: 1, Total: 2}) || f.Done != 0 {
			t.Fatalf("%+v", f)
		}
	}, func(o *sqldb.Options) { o.Clock = func() time.Time { return *clock.Load() } })
}
