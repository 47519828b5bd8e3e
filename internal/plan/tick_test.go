package plan_test

import (
	"context"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"stint/internal/access"
	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/plan"
	"stint/internal/program/reader"
)

func TestEveryOwnerTicksTheirOwn(t *testing.T) {
	each(t, smallPage(), func(t *testing.T, c *company) {
		actors := map[string]access.Actor{"noor": c.noor, "ines": c.ines, "priya": c.priya, "kofi": c.kofi, "cora": c.cora, "sam": c.sam}
		for text, owners := range map[string][]string{
			"read": {"noor"}, "show around": {"ines"}, "grant time": {"priya"}, "give time": {"kofi"},
			"agree on the start": {"noor", "ines", "priya", "kofi"}, "celebrate": {"noor"},
		} {
			for name, actor := range actors {
				_, err := c.tick(actor, text)
				switch {
				case slices.Contains(owners, name):
					if err != nil {
						t.Errorf("%s ticks %q: %v (%s)", name, text, err, fault.Cause(err))
					}
					must[plan.Changed](t)(c.plans.Untick(t.Context(), call.By(actor), plan.Mark{Activity: c.find(text).ID}))
				case name == "sam":
					refused(t, err, fault.NotFound, "")
					_, missing := c.plans.Tick(t.Context(), call.By(actor), plan.Mark{Activity: id.New[id.Activity](c.ids)})
					if missing.Error() != err.Error() {
						t.Errorf("what is not there and what is not theirs differ: %q, %q", missing, err)
					}
				default:
					refused(t, err, fault.Forbidden, "")
				}
			}
		}
		_, err := c.plans.Tick(t.Context(), call.By(access.Actor{Person: c.noor.Person, Scope: access.ScopeRead, Via: access.ViaAPI}), plan.Mark{Activity: c.find("read").ID})
		refused(t, err, fault.Forbidden, "")
		_, err = c.plans.Tick(t.Context(), call.By(access.Actor{}), plan.Mark{Activity: c.find("read").ID})
		refused(t, err, fault.Unauthenticated, "")
	})
}

func TestWhatIsTickedByHand(t *testing.T) {
	each(t, smallPage(), func(t *testing.T, c *company) {
		for text, code := range map[string]string{"talk": "follows-prompts", "basics": "follows-children", "remark": "note"} {
			_, err := c.tick(c.noor, text)
			refused(t, err, fault.Conflict, code)
		}
		for _, text := range []string{"plan with access", "look it up"} {
			_, err := c.tick(c.noor, text)
			refused(t, err, fault.Conflict, "not-taken")
		}
		must[plan.Changed](t)(c.tick(c.noor, "plan without"))
	})
}

func TestTicksNeedAnInternshipThatRuns(t *testing.T) {
	each(t, smallPage(), func(t *testing.T, c *company) {
		for state, want := range map[string]struct{ setup, week string }{
			"agreed": {"", "not-begun"}, "proposed": {"", "not-begun"}, "active": {}, "paused": {},
			"completed": {"internship-over", "internship-over"}, "ended": {"internship-over", "internship-over"},
		} {
			c.state(state)
			for text, code := range map[string]string{"approval": want.setup, "read": want.week} {
				_, err := c.tick(c.noor, text)
				if code != "" {
					refused(t, err, fault.Conflict, code)
					continue
				}
				must[plan.Changed](t)(plan.Changed{}, err)
				must[plan.Changed](t)(c.plans.Untick(t.Context(), call.By(c.noor), plan.Mark{Activity: c.find(text).ID}))
			}
		}
	})
}

func TestATickTwiceIsOneEventAndKeepsWhatIsWritten(t *testing.T) {
	each(t, smallPage(), func(t *testing.T, c *company) {
		read := c.find("read")
		first := must[plan.Changed](t)(c.plans.Tick(t.Context(), call.By(c.noor), plan.Mark{Activity: read.ID, Note: "  Three of four.\r\nGood.", Evidence: "https://example.com/n", Version: read.Version}))
		if first.State != plan.Done || first.Version != 2 || first.Week != 1 || first.Text != "read" {
			t.Fatalf("%+v", first)
		}
		again := must[plan.Changed](t)(c.tick(c.noor, "read"))
		if again.Version != 2 {
			t.Fatalf("%+v", again)
		}
		if a := c.find("read"); a.Note != "Three of four.\nGood." || a.Evidence != "https://example.com/n" || a.StateBy != c.noor.Person {
			t.Fatalf("%+v", a)
		}
		must[plan.Changed](t)(c.plans.Tick(t.Context(), call.By(c.noor), plan.Mark{Activity: read.ID, Note: "Later"}))
		if a := c.find("read"); a.Note != "Later" || a.Evidence != "https://example.com/n" {
			t.Fatalf("a note that comes with a second tick is lost: %+v", a)
		}
		must[plan.Changed](t)(c.plans.Untick(t.Context(), call.By(c.noor), plan.Mark{Activity: read.ID}))
		must[plan.Changed](t)(c.plans.Untick(t.Context(), call.By(c.noor), plan.Mark{Activity: read.ID}))
		if a := c.find("read"); a.State != plan.Open || !a.StateAt.IsZero() || a.Note != "Later" {
			t.Fatalf("%+v", a)
		}
		if got, want := c.events(), []string{"activity.ticked", "activity.noted", "activity.unticked"}; !slices.Equal(got, want) {
			t.Fatalf("events %v", got)
		}
		_, err := c.plans.Tick(t.Context(), call.By(c.noor), plan.Mark{Activity: read.ID, Version: 2})
		refused(t, err, fault.Conflict, "changed")
	})
}

func TestWhatATickCannotCarry(t *testing.T) {
	each(t, smallPage(), func(t *testing.T, c *company) {
		for name, in := range map[string]plan.Mark{
			"a script":       {Evidence: "javascript:alert(1)"},
			"no server":      {Evidence: "https:///x"},
			"a password":     {Evidence: "https://me:secret@example.com/"},
			"a long link":    {Evidence: "https://example.com/" + strings.Repeat("x", 2000)},
			"a bell":         {Note: "ding\a"},
			"no text":        {Note: "\xff"},
			"far too much":   {Note: strings.Repeat("x", 64<<10+1)},
			"a line in link": {Evidence: "https://example.com/a\nb"},
		} {
			in.Activity = c.find("read").ID
			if _, err := c.plans.Tick(t.Context(), call.By(c.noor), in); !fault.Is(err, fault.Invalid) || len(fault.Of(err).Fields) != 1 {
				t.Errorf("%s: %v", name, err)
			}
		}
		_, err := c.plans.Tick(t.Context(), call.By(c.priya), plan.Mark{Activity: c.find("grant time").ID, Note: "Not a word they could read"})
		refused(t, err, fault.Forbidden, "")
		if a := c.find("grant time"); a.State != plan.Open || a.Note != "" {
			t.Fatalf("%+v", a)
		}
	})
}

func TestOfAChoiceAsManyCountAsAreAskedFor(t *testing.T) {
	each(t, smallPage(), func(t *testing.T, c *company) {
		steps := []struct {
			text string
			tick bool
			done int
		}{{"choice 3", true, 1}, {"choice 1", true, 2}, {"choice 2", true, 2}, {"choice 1", false, 2}, {"choice 3", false, 1}, {"choice 2", false, 0}, {"choice 2", true, 1}}
		for _, step := range steps {
			mark := plan.Mark{Activity: c.find(step.text).ID}
			if step.tick {
				must[plan.Changed](t)(c.plans.Tick(t.Context(), call.By(c.noor), mark))
			} else {
				must[plan.Changed](t)(c.plans.Untick(t.Context(), call.By(c.noor), mark))
			}
			if f := c.figure(); f.Done != step.done || f.Total != 11 {
				t.Fatalf("after %+v: %+v", step, f)
			}
		}
	})
}

// Of many who decide at once, one wins, and nobody is stuck.
func TestTicksAndSkipsAtOnce(t *testing.T) {
	each(t, smallPage(), func(t *testing.T, c *company) {
		coffee := c.find("coffee")
		for range 10 {
			var ticked, skipped atomic.Int32
			var all sync.WaitGroup
			for i := range 8 {
				all.Go(func() {
					var err error
					if i%2 == 0 {
						if _, err = c.plans.Tick(context.Background(), call.By(c.noor), plan.Mark{Activity: coffee.ID}); err == nil {
							ticked.Add(1)
						}
					} else if _, err = c.plans.Skip(context.Background(), call.By(c.noor), plan.Leave{Activity: coffee.ID, Reason: "No time"}); err == nil {
						skipped.Add(1)
					}
					if err != nil && !fault.Is(err, fault.Conflict) {
						t.Error(err, fault.Cause(err))
					}
				})
			}
			all.Wait()
			a := c.find("coffee")
			if (ticked.Load() == 0) == (skipped.Load() == 0) || (a.State == plan.Done) != (ticked.Load() > 0) {
				t.Fatalf("%d ticked, %d skipped, and it is %s", ticked.Load(), skipped.Load(), a.State)
			}
			c.figure()
			if a.State == plan.Done {
				must[plan.Changed](t)(c.plans.Untick(t.Context(), call.By(c.noor), plan.Mark{Activity: coffee.ID}))
			} else {
				must[plan.Changed](t)(c.plans.Restore(t.Context(), call.By(c.noor), plan.Mark{Activity: coffee.ID}))
			}
		}
		if n := len(c.events()); n != 20 {
			t.Fatalf("%d events of 20 changes", n)
		}
	})
}

func TestManyTicksAtOnceOnOnePlan(t *testing.T) {
	page := &reader.Page{Weeks: 1, Phases: []reader.Phase{week(1)}}
	for _, letter := range "abcdefghijklmnopqrst" {
		page.Phases[0].Activities = append(page.Phases[0].Activities, leaf(string(letter), reader.KindRead))
	}
	each(t, page, func(t *testing.T, c *company) {
		var all sync.WaitGroup
		for _, a := range c.plan(c.noor).Activities {
			for range 3 {
				all.Go(func() {
					if _, err := c.plans.Tick(context.Background(), call.By(c.noor), plan.Mark{Activity: a.ID}); err != nil {
						t.Error(err, fault.Cause(err))
					}
				})
			}
		}
		all.Wait()
		if f := c.figure(); f.Figure != (plan.Figure{Done: 20, Total: 20}) || f.Percent() != 100 {
			t.Fatalf("%+v", f)
		}
		if n := len(c.events()); n != 20 {
			t.Fatalf("%d events of 20 ticks", n)
		}
	})
}
