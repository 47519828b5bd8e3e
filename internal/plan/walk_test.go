package plan_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"regexp"
	"strings"
	"testing"

	"stint/internal/access"
	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/meeting"
	"stint/internal/plan"
	"stint/internal/plan/prompt"
)

// step does something to a plan at random.
func (c *company) step(random *rand.Rand, p plan.Plan) error {
	ctx := c.t.Context()
	a := p.Activities[random.IntN(len(p.Activities))]
	q := p.Prompts[random.IntN(len(p.Prompts))]
	who := []access.Actor{c.noor, c.ines}[random.IntN(2)]
	text := fmt.Sprint("Text ", random.IntN(1000))
	var err error
	switch random.IntN(24) {
	case 0, 1:
		_, err = c.plans.Tick(ctx, call.By(c.noor), plan.Mark{Activity: a.ID})
	case 2:
		_, err = c.plans.Untick(ctx, call.By(c.noor), plan.Mark{Activity: a.ID})
	case 3:
		_, err = c.plans.Skip(ctx, call.By(c.noor), plan.Leave{Activity: a.ID, Reason: text})
	case 4:
		_, err = c.plans.Waive(ctx, call.By(c.ines), plan.Leave{Activity: []id.Activity{a.ID, q.Head}[random.IntN(2)], Reason: text})
	case 5, 6:
		_, err = c.plans.Restore(ctx, call.By(who), plan.Mark{Activity: a.ID})
	case 7:
		_, err = c.plans.Move(ctx, call.By(who), plan.Move{Activity: a.ID, Week: 1 + random.IntN(4)})
	case 8:
		if len(p.Activities) > 40 {
			return nil
		}
		_, err = c.plans.Add(ctx, call.By(who), plan.Add{Internship: c.internship, Week: 2, Text: text, Parent: a.ID})
	case 9:
		if len(p.Activities) > 40 {
			return nil
		}
		_, err = c.plans.Replace(ctx, call.By(who), plan.Replace{Activity: a.ID, Text: text})
	case 10:
		_, err = c.plans.ChooseBranch(ctx, call.By(who), plan.TakeSide{Activity: a.ID, Confirm: true})
	case 11, 12, 13:
		_, err = c.prompts.PutOnAgenda(ctx, call.By(c.noor), prompt.Put{Prompt: q.ID, Body: text})
	case 14, 15, 16, 17, 18:
		if items := c.items(string(q.ID)); len(items) > 0 {
			// The newest ones are those that still mean something.
			item := items[random.IntN(min(len(items), 2))]
			state := []meeting.ItemState{meeting.Discussed, meeting.Parked, meeting.Open}[random.IntN(3)]
			_, err = c.meetings.Settle(ctx, call.By(who), meeting.Settle{Item: item.Item, State: state, Version: item.Version})
		}
	case 19:
		_, err = c.prompts.Reopen(ctx, call.By(who), q.ID)
	case 20, 21:
		if q.State == prompt.Skipped {
			_, err = c.prompts.Restore(ctx, call.By(c.noor), q.ID)
		} else {
			_, err = c.prompts.Skip(ctx, call.By(c.noor), prompt.Leave{Prompt: q.ID, Reason: text})
		}
	case 22, 23:
		_, err = c.plans.Restore(ctx, call.By(c.ines), plan.Mark{Activity: q.Head})
	}
	return err
}

// drawn returns the steps of a drawing in docs/states.
func drawn(t *testing.T, name string) steps {
	t.Helper()
	page, err := os.ReadFile("../../docs/states/" + name + ".md")
	if err != nil {
		t.Fatal(err)
	}
	found := steps{}
	for _, m := range regexp.MustCompile(`(?m)^ +(\w+) --> (\w+):`).FindAllSubmatch(page, -1) {
		found[string(m[1])+" "+string(m[2])] = true
	}
	return found
}

// Whatever is done to a plan: the figure that pages read, which is kept beside
// it, is what the rule says (see company.figure), and states change as drawn.
func TestWhateverIsDoneToAPlan(t *testing.T) {
	page := smallPage()
	for i := range page.Phases[0].Activities[1].Prompts {
		page.Phases[0].Activities[1].Prompts[i].Optional = true
	}
	each(t, page, func(t *testing.T, c *company) {
		random := rand.New(rand.NewPCG(7, 18))
		activities, prompts := steps{}, steps{}
		drawnActivities, drawnPrompts := drawn(t, "activity"), drawn(t, "prompt")
		refusals, i := 0, 0
		before := c.plan(c.noor)
		// It goes on until everything drawn has happened.
		for ; i < 300 || i < 6000 && !(activities.hold(drawnActivities) && prompts.hold(drawnPrompts)); i++ {
			err := c.step(random, before)
			switch {
			case fault.Is(err, fault.Conflict) || fault.Is(err, fault.Forbidden) || fault.Is(err, fault.Invalid):
				refusals++
			case err != nil:
				t.Fatalf("step %d: %v (%s)", i, err, fault.Cause(err))
			}
			after := c.plan(c.noor)
			c.measure(after)
			observe(before, after, activities, prompts)
			before = after
		}
		if 10*refusals < i || 10*refusals > 9*i {
			t.Fatalf("%d of %d steps were refused", refusals, i)
		}
		compare(t, activities, drawnActivities)
		compare(t, prompts, drawnPrompts)
	})
}

// steps are changes of state that happened, or are drawn: "open done".
type steps map[string]bool

func (s steps) hold(others steps) bool {
	for step := range others {
		if !s[step] {
			return false
		}
	}
	return true
}

// observe notes which states changed to which.
func observe(before, after plan.Plan, activities, prompts steps) {
	was := map[string]string{}
	for _, a := range before.Activities {
		was[string(a.ID)] = string(a.State)
	}
	for _, q := range before.Prompts {
		was[string(q.ID)] = string(q.State)
	}
	for _, a := range after.Activities {
		if s := was[string(a.ID)]; s != "" && s != string(a.State) {
			activities[s+" "+string(a.State)] = true
		}
	}
	for _, q := range after.Prompts {
		if s := was[string(q.ID)]; s != string(q.State) {
			prompts[s+" "+string(q.State)] = true
		}
	}
}

func compare(t *testing.T, happened, drawing steps) {
	t.Helper()
	for step := range happened {
		from, to, _ := strings.Cut(step, " ")
		// What is brought back goes on at once where it is done already.
		if !drawing[step] && !(drawing[from+" open"] && drawing["open "+to]) {
			t.Errorf("%q happened and is not drawn", step)
		}
	}
	for step := range drawing {
		if !happened[step] {
			t.Errorf("%q is drawn and did not happen", step)
		}
	}
}
