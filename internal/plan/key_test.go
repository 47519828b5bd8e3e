package plan_test

import (
	"context"
	"sync"
	"testing"

	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/plan"
	"stint/internal/plan/hours"
	"stint/internal/plan/prompt"
)

// A call that is sent again with its key has its effect once, and the same
// answer.
func TestARepeatedCallHasOneEffect(t *testing.T) {
	each(t, smallPage(), func(t *testing.T, c *company) {
		ctx, key := context.Background(), func(k string) call.Call { return call.Call{Actor: c.noor, Key: k} }
		question, reading := c.question(c.noor, "How?").ID, c.find("read").ID
		var all sync.WaitGroup
		for range 4 {
			all.Go(func() {
				for _, err := range []error{
					second(c.plans.Add(ctx, key("add"), plan.Add{Internship: c.internship, Week: 1, Text: "Once"})),
					second(c.plans.Replace(ctx, key("replace"), plan.Replace{Activity: reading, Text: "Instead"})),
					second(c.hours.Log(ctx, key("log"), hours.Log{Internship: c.internship, Length: "1"})),
					second(c.prompts.PutOnAgenda(ctx, key("put"), prompt.Put{Prompt: question, Body: "So"})),
					second(c.prompts.SaveDraft(ctx, key("draft"), prompt.SaveDraft{Prompt: question, Body: "Next"})),
				} {
					if err != nil {
						t.Error(err, fault.Cause(err))
					}
				}
			})
		}
		all.Wait()
		p := c.plan(c.noor)
		if len(p.Activities) != 27 || len(c.logged(c.noor)) != 1 || len(c.events()) != 4 {
			t.Fatalf("%d activities, %d entries, events %v", len(p.Activities), len(c.logged(c.noor)), c.events())
		}
		if q := c.question(c.noor, "How?"); q.Versions != 1 || q.Draft.Version != 1 {
			t.Fatalf("%+v", q)
		}
		_, err := c.plans.Add(ctx, key("add"), plan.Add{Internship: c.internship, Week: 1, Text: "Another"})
		refused(t, err, fault.Conflict, "idempotency-key-reused")
	})
}

func second[T any](_ T, err error) error { return err }
