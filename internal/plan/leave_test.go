package plan_test

import (
	"slices"
	"strings"
	"testing"

	"stint/internal/access"
	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/meeting"
	"stint/internal/plan"
	"stint/internal/plan/prompt"
)

func (c *company) skip(a access.Actor, text, reason string) (plan.Changed, error) {
	c.t.Helper()
	return c.plans.Skip(c.t.Context(), call.By(a), plan.Leave{Activity: c.find(text).ID, Reason: reason})
}

func (c *company) waive(a access.Actor, text, reason string) (plan.Changed, error) {
	c.t.Helper()
	return c.plans.Waive(c.t.Context(), call.By(a), plan.Leave{Activity: c.find(text).ID, Reason: reason})
}

func (c *company) restore(a access.Actor, text string) (plan.Changed, error) {
	c.t.Helper()
	return c.plans.Restore(c.t.Context(), call.By(a), plan.Mark{Activity: c.find(text).ID})
}

func TestOnlyWhatIsOptionalIsSkipped(t *testing.T) {
	each(t, smallPage(), func(t *testing.T, c *company) {
		for _, text := range []string{"read", "talk", "basics", "plan without", "choice 1"} {
			_, err := c.skip(c.noor, text, "No time")
			refused(t, err, fault.Conflict, "not-optional")
		}
		_, err := c.skip(c.noor, "coffee", " \n")
		if !fault.Is(err, fault.Invalid) {
			t.Fatal(err)
		}
		_, err = c.skip(c.ines, "coffee", "No time")
		refused(t, err, fault.Forbidden, "")
		_, err = c.skip(c.sam, "coffee", "No time")
		refused(t, err, fault.NotFound, "")
		must[plan.Changed](t)(c.tick(c.noor, "coffee"))
		_, err = c.skip(c.noor, "coffee", "No time")
		refused(t, err, fault.Conflict, "done")
		must[plan.Changed](t)(c.plans.Untick(t.Context(), call.By(c.noor), plan.Mark{Activity: c.find("coffee").ID}))

		before := c.figure()
		skipped := must[plan.Changed](t)(c.skip(c.noor, "coffee", "No time"))
		must[plan.Changed](t)(c.skip(c.noor, "coffee", "No time at all"))
		if a := c.find("coffee"); a.State != plan.Skipped || a.Reason != "No time" || a.Version != skipped.Version {
			t.Fatalf("%+v", a)
		}
		if f := c.figure(); f.Total != before.Total-1 {
			t.Fatalf("%+v", f)
		}
		_, err = c.tick(c.noor, "coffee")
		refused(t, err, fault.Conflict, "skipped")
		must[plan.Changed](t)(c.restore(c.noor, "coffee"))
		if a := c.find("coffee"); a.State != plan.Open || a.Reason != "" || c.figure().Total != before.Total {
			t.Fatalf("%+v", a)
		}
	})
}

func TestWhatHangsBelowIsSkippedWithIt(t *testing.T) {
	each(t, smallPage(), func(t *testing.T, c *company) {
		must[plan.Changed](t)(c.tick(c.noor, "extra 1"))
		must[plan.Changed](t)(c.skip(c.noor, "if there is time", "There is none"))
		if c.find("extra 1").State != plan.Done || c.find("extra 2").State != plan.Skipped {
			t.Fatal("what is done stays done, the rest is skipped")
		}
		c.figure()
		must[plan.Changed](t)(c.restore(c.noor, "if there is time"))
		must[plan.Changed](t)(c.skip(c.noor, "extra 2", "It hangs below what is conditional"))
		must[plan.Changed](t)(c.skip(c.noor, "if there is time", "Another reason"))
		must[plan.Changed](t)(c.restore(c.noor, "if there is time"))
		if a := c.find("extra 2"); a.State != plan.Skipped || a.Reason != "It hangs below what is conditional" {
			t.Fatalf("what was skipped by itself comes back by itself: %+v", a)
		}
	})
}

func TestTheMentorWaives(t *testing.T) {
	each(t, smallPage(), func(t *testing.T, c *company) {
		_, err := c.waive(c.noor, "read", "I know it")
		refused(t, err, fault.Forbidden, "")
		_, err = c.waive(c.ines, "read", "")
		if !fault.Is(err, fault.Invalid) {
			t.Fatal(err)
		}
		_, err = c.waive(c.ines, "remark", "So")
		refused(t, err, fault.Conflict, "note")

		question := c.question(c.noor, "How?")
		must[prompt.Putting](t)(c.prompts.PutOnAgenda(t.Context(), call.By(c.noor), prompt.Put{Prompt: question.ID, Body: "Like this"}))
		if c.agenda()[string(question.ID)] != meeting.KindPrompt {
			t.Fatal("not on the agenda")
		}
		must[plan.Changed](t)(c.waive(c.ines, "talk", "We talked about it last year"))
		if q := c.question(c.noor, "How?"); q.State != prompt.Open || q.Answer.Body != "Like this" || len(c.agenda()) != 0 {
			t.Fatalf("its questions leave the agenda and keep their answers: %+v", q)
		}
		_, err = c.restore(c.noor, "talk")
		refused(t, err, fault.Forbidden, "")
		must[plan.Changed](t)(c.restore(c.ines, "talk"))
		if got, want := c.events(), []string{"answer.put", "activity.waived", "activity.restored"}; !slices.Equal(got, want) {
			t.Fatalf("events %v", got)
		}
	})
}

func TestVersionsGuardWhatIsNotSeen(t *testing.T) {
	each(t, smallPage(), func(t *testing.T, c *company) {
		coffee := c.find("coffee")
		note := "A word"
		must[plan.Changed](t)(c.plans.Note(t.Context(), call.By(c.noor), plan.Remark{Activity: coffee.ID, Note: &note}))
		_, err := c.plans.Skip(t.Context(), call.By(c.noor), plan.Leave{Activity: coffee.ID, Reason: "So", Version: coffee.Version})
		refused(t, err, fault.Conflict, "changed")
		_, err = c.plans.Move(t.Context(), call.By(c.noor), plan.Move{Activity: coffee.ID, Week: 3, Version: coffee.Version})
		refused(t, err, fault.Conflict, "changed")
		_, err = c.plans.Replace(t.Context(), call.By(c.noor), plan.Replace{Activity: coffee.ID, Text: "Tea", Version: coffee.Version})
		refused(t, err, fault.Conflict, "changed")
		if a := c.find("coffee"); a.State != plan.Open || a.Week != 2 {
			t.Fatalf("%+v", a)
		}
		must[plan.Changed](t)(c.plans.Skip(t.Context(), call.By(c.noor), plan.Leave{Activity: coffee.ID, Reason: "So", Version: coffee.Version + 1}))
	})
}

// Whoever may not see private words finds them in no read.
func TestWhoReadsWhat(t *testing.T) {
	each(t, smallPage(), func(t *testing.T, c *company) {
		private := []string{"secret-note", "https://example.com/secret-evidence", "secret-reason", "secret-answer", "secret-reply", "secret-waiver"}
		must[plan.Changed](t)(c.plans.Tick(t.Context(), call.By(c.noor), plan.Mark{Activity: c.find("read").ID, Note: private[0], Evidence: private[1]}))
		must[plan.Changed](t)(c.skip(c.noor, "coffee", private[2]))
		must[plan.Changed](t)(c.waive(c.ines, "watch", private[5]))
		question := c.question(c.noor, "How?")
		must[prompt.Putting](t)(c.prompts.PutOnAgenda(t.Context(), call.By(c.noor), prompt.Put{Prompt: question.ID, Body: private[3]}))
		c.reply(question.ID, private[4])
		if _, err := saved(c, c.question(c.noor, "Why?").ID, "secret-draft"); err != nil {
			t.Fatal(err)
		}
		for name, test := range map[string]struct {
			actor          access.Actor
			sees, private_ bool
			draft          bool
		}{
			"noor": {c.noor, true, true, true}, "ines": {c.ines, true, true, false}, "priya": {c.priya, true, false, false},
			"kofi": {c.kofi, true, false, false}, "cora": {c.cora, true, false, false}, "sam": {c.sam, false, false, false},
			"an admin": {access.Actor{Person: c.sam.Person, Admin: true, Scope: access.ScopeSession}, false, false, false},
		} {
			text, err := c.everything(test.actor)
			if !test.sees {
				refused(t, err, fault.NotFound, "")
				continue
			}
			for _, word := range private {
				if strings.Contains(text, word) != test.private_ {
					t.Errorf("%s reads %q: %v", name, word, !test.private_)
				}
			}
			if strings.Contains(text, "secret-draft") != test.draft {
				t.Errorf("%s and the draft", name)
			}
			if !strings.Contains(text, "look it up") || !strings.Contains(text, "How?") {
				t.Errorf("%s does not read the plan", name)
			}
		}
	})
}

func TestANewMentorStartsWithEmptyPages(t *testing.T) {
	each(t, smallPage(), func(t *testing.T, c *company) {
		question := c.question(c.noor, "How?")
		must[plan.Changed](t)(c.plans.Tick(t.Context(), call.By(c.noor), plan.Mark{Activity: c.find("read").ID, Note: "earlier-note"}))
		must[plan.Changed](t)(c.skip(c.noor, "coffee", "earlier-reason"))
		must[prompt.Putting](t)(c.prompts.PutOnAgenda(t.Context(), call.By(c.noor), prompt.Put{Prompt: question.ID, Body: "earlier-answer"}))
		c.reply(question.ID, "earlier-reply")
		c.now("2026-09-09 09:00")
		c.replaceMentor(c.sam)
		c.now("2026-09-09 10:00")
		if _, err := c.everything(c.ines); !fault.Is(err, fault.NotFound) {
			t.Fatalf("the former mentor: %v", err)
		}
		text, err := c.everything(c.sam)
		if err != nil || strings.Contains(text, "earlier-") {
			t.Fatalf("%v, the new mentor reads %s", err, text)
		}
		must[plan.Changed](t)(c.plans.Tick(t.Context(), call.By(c.noor), plan.Mark{Activity: c.find("watch").ID, Note: "later-note"}))
		must[prompt.Putting](t)(c.prompts.PutOnAgenda(t.Context(), call.By(c.noor), prompt.Put{Prompt: question.ID, Body: "later-answer"}))
		if text, _ := c.everything(c.sam); !strings.Contains(text, "later-note") || !strings.Contains(text, "later-answer") || strings.Contains(text, "earlier-") {
			t.Fatalf("the new mentor reads %s", text)
		}
		if text, _ := c.everything(c.noor); strings.Count(text, "earlier-") < 4 {
			t.Fatal("the intern's own are gone")
		}
	})
}
