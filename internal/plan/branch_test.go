package plan_test

import (
	"context"
	"slices"
	"sync"
	"testing"

	"stint/internal/access"
	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/plan"
	"stint/internal/sqldb"
)

// side returns the side that is taken of the page's one branch.
func (c *company) side() plan.Choice {
	c.t.Helper()
	p := c.plan(c.noor)
	if len(p.Choices) != 1 {
		c.t.Fatalf("%+v", p.Choices)
	}
	return p.Choices[0]
}

// stateAccess states an access fact and does what the roof does with it.
func (c *company) stateAccess(fact string, has bool) error {
	return c.db.Write(context.Background(), func(tx *sqldb.Tx) error {
		if _, err := tx.Exec(`INSERT INTO access_fact (person_id, name, has, stated_at) VALUES (?, ?, ?, ?)
			ON CONFLICT (person_id, name) DO UPDATE SET has = excluded.has`, c.noor.Person, fact, has, tx.Now()); err != nil {
			return err
		}
		return c.plans.FactsChanged(tx, c.noor, c.noor.Person)
	})
}

func (c *company) take(a access.Actor, text string, confirm bool) error {
	c.t.Helper()
	_, err := c.plans.ChooseBranch(context.Background(), call.By(a), plan.TakeSide{Activity: c.find(text).ID, Confirm: confirm})
	return err
}

func TestAccessChoosesUntilABranchIsBegun(t *testing.T) {
	each(t, smallPage(), func(t *testing.T, c *company) {
		if side := c.side(); side.Side != "b" || side.By != "" {
			t.Fatalf("what nobody stated counts as not there: %+v", side)
		}
		before := c.figure()
		for _, step := range []struct {
			has  bool
			side string
		}{{true, "a"}, {true, "a"}, {false, "b"}, {true, "a"}} {
			if err := c.stateAccess("crm", step.has); err != nil {
				t.Fatal(err)
			}
			if side := c.side(); side.Side != step.side {
				t.Fatalf("%+v: %+v", step, side)
			}
		}
		if f := c.figure(); f.Total != before.Total+1 {
			t.Fatalf("the other side has one more: %+v", f)
		}
		if err := c.stateAccess("other", true); err != nil {
			t.Fatal(err)
		}
		must[plan.Changed](t)(c.tick(c.noor, "look it up"))
		if err := c.stateAccess("crm", false); err != nil || c.side().Side != "a" {
			t.Fatal("a branch that is begun stays", err, c.side())
		}
		if got, want := c.events(), []string{"branch.chosen", "branch.chosen", "branch.chosen", "activity.ticked"}; !slices.Equal(got, want) {
			t.Fatalf("events %v", got)
		}
		c.figure()
	})
}

func TestSwitchingABegunBranchAsks(t *testing.T) {
	each(t, smallPage(), func(t *testing.T, c *company) {
		if err := c.take(c.ines, "look it up", false); err != nil || c.side().Side != "a" || c.side().By != c.ines.Person {
			t.Fatal(err, c.side())
		}
		if err := c.stateAccess("crm", false); err != nil || c.side().Side != "a" {
			t.Fatal("what somebody chose by hand stays", err)
		}
		if err := c.take(c.noor, "plan without", false); err != nil {
			t.Fatal(err)
		}
		note := "Half a page"
		must[plan.Changed](t)(c.plans.Note(t.Context(), call.By(c.noor), plan.Remark{Activity: c.find("plan without").ID, Note: &note}))
		refused(t, c.take(c.noor, "plan with access", false), fault.Conflict, "branch-begun")
		if c.side().Side != "b" {
			t.Fatal("asking changed it")
		}
		if err := c.take(c.noor, "plan with access", true); err != nil || c.side().Side != "a" {
			t.Fatal(err)
		}
		if a := c.find("plan without"); a.Note != note {
			t.Fatal("what was done on the other side is kept")
		}
		if err := c.take(c.noor, "plan with access", false); err != nil {
			t.Fatal("the side that is taken already", err)
		}
		refused(t, c.take(c.noor, "read", false), fault.Conflict, "no-branch")
		refused(t, c.take(c.priya, "plan without", true), fault.Forbidden, "")
		refused(t, c.take(c.sam, "plan without", true), fault.NotFound, "")
		c.figure()
	})
}

func TestADraftBeginsABranchForItsAuthorOnly(t *testing.T) {
	page := smallPage()
	page.Phases[1].Activities[1].Children = append(page.Phases[1].Activities[1].Children, head("asked on the way", "Who?"))
	each(t, page, func(t *testing.T, c *company) {
		must[id.Internship](t)(saved(c, c.question(c.noor, "Who?").ID, "A draft"))
		refused(t, c.take(c.noor, "plan with access", false), fault.Conflict, "branch-begun")
		if err := c.stateAccess("crm", true); err != nil || c.side().Side != "b" {
			t.Fatal("the facts leave it", err)
		}
		if err := c.take(c.ines, "plan with access", false); err != nil {
			t.Fatal("nobody else learns that there is a draft", err)
		}
	})
}

// A tick and a switch at once: if the tick was saved, the switch asked; if the
// switch was, the tick was refused.
func TestTicksAndSwitchesAtOnce(t *testing.T) {
	each(t, smallPage(), func(t *testing.T, c *company) {
		for range 12 {
			if err := c.take(c.noor, "plan without", true); err != nil {
				t.Fatal(err)
			}
			without, with := c.find("plan without"), c.find("plan with access")
			var all sync.WaitGroup
			var ticked, switched error
			all.Go(func() {
				_, ticked = c.plans.Tick(context.Background(), call.By(c.noor), plan.Mark{Activity: without.ID})
			})
			all.Go(func() {
				_, switched = c.plans.ChooseBranch(context.Background(), call.By(c.ines), plan.TakeSide{Activity: with.ID})
			})
			all.Wait()
			if (ticked == nil) == (switched == nil) {
				t.Fatalf("ticked: %v, switched: %v", ticked, switched)
			}
			if ticked == nil {
				must[plan.Changed](t)(c.plans.Untick(t.Context(), call.By(c.noor), plan.Mark{Activity: without.ID}))
			}
			c.figure()
		}
	})
}
