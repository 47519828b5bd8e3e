package plan_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"stint/internal/access"
	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/meeting"
	"stint/internal/plan"
	"stint/internal/plan/prompt"
	"stint/internal/sqldb"
)

func saved(c *company, p id.Prompt, body string) (id.Internship, error) {
	d, err := c.prompts.SaveDraft(context.Background(), call.By(c.noor), prompt.SaveDraft{Prompt: p, Body: body})
	return d.Internship, err
}

func TestTwoWindowsLoseNothing(t *testing.T) {
	each(t, smallPage(), func(t *testing.T, c *company) {
		question := c.question(c.noor, "How?").ID
		save := func(body string, version int) (prompt.SavedDraft, error) {
			return c.prompts.SaveDraft(t.Context(), call.By(c.noor), prompt.SaveDraft{Prompt: question, Body: body, Version: version})
		}
		one := must[prompt.SavedDraft](t)(save("  One", 0))
		two := must[prompt.SavedDraft](t)(save("  One,\r\ntwo ", one.Version))
		if d := c.question(c.noor, "How?").Draft; d.Body != "  One,\ntwo " || d.Version != two.Version || two.Version != one.Version+1 {
			t.Fatalf("kept as typed: %+v", d)
		}
		_, err := save("Something else", one.Version)
		refused(t, err, fault.Conflict, "draft-changed")
		clash, ok := errors.AsType[*prompt.Clash](err)
		if !ok || clash.Yours != "Something else" || clash.Saved.Body != "  One,\ntwo " || clash.Saved.Version != two.Version {
			t.Fatalf("%+v", clash)
		}
		again := must[prompt.SavedDraft](t)(save("  One,\ntwo ", one.Version))
		if again.Version != two.Version {
			t.Fatalf("a repeated saving is the same saving: %+v", again)
		}
		must[prompt.SavedDraft](t)(save("Something else", two.Version))
		if len(c.events()) != 0 {
			t.Fatal("saving a draft is no event")
		}
		_, err = c.prompts.SaveDraft(t.Context(), call.By(c.ines), prompt.SaveDraft{Prompt: question, Body: "x"})
		refused(t, err, fault.Forbidden, "")
		_, err = c.prompts.SaveDraft(t.Context(), call.By(c.priya), prompt.SaveDraft{Prompt: question, Body: "x"})
		refused(t, err, fault.NotFound, "")
		_, missing := c.prompts.SaveDraft(t.Context(), call.By(c.priya), prompt.SaveDraft{Prompt: "nothing", Body: "x"})
		if missing.Error() != err.Error() {
			t.Fatalf("%q, %q", missing, err)
		}
		if _, err := save(strings.Repeat("x", 64<<10+1), 0); !fault.Is(err, fault.Invalid) {
			t.Fatal(err)
		}
		c.state("ended")
		_, err = save("Too late", 9)
		refused(t, err, fault.Conflict, "internship-over")
	})
}

func TestManyWindowsAtOnce(t *testing.T) {
	each(t, smallPage(), func(t *testing.T, c *company) {
		question := c.question(c.noor, "How?").ID
		var mu sync.Mutex
		saves, clashes := 0, 0
		var all sync.WaitGroup
		for i := range 12 {
			all.Go(func() {
				_, err := c.prompts.SaveDraft(context.Background(), call.By(c.noor), prompt.SaveDraft{Prompt: question, Body: fmt.Sprint("Text ", i)})
				mu.Lock()
				defer mu.Unlock()
				if _, clash := errors.AsType[*prompt.Clash](err); clash {
					clashes++
				} else if err == nil {
					saves++
				} else {
					t.Error(err, fault.Cause(err))
				}
			})
		}
		all.Wait()
		if saves != 1 || clashes != 11 {
			t.Fatalf("%d saved, %d clashed", saves, clashes)
		}
	})
}

func TestPuttingAnAnswerMakesAVersion(t *testing.T) {
	each(t, smallPage(), func(t *testing.T, c *company) {
		question := c.question(c.noor, "How?").ID
		put := func(body string, draft int) int {
			return must[prompt.Putting](t)(c.prompts.PutOnAgenda(t.Context(), call.By(c.noor), prompt.Put{Prompt: question, Body: body, Draft: draft})).Version
		}
		minutes := func() int {
			return read(c, func(tx *sqldb.Tx) (int, error) {
				return sqldb.Count(tx, "SELECT minutes FROM agenda_item WHERE source_id = ? AND state = 'open'", question)
			})
		}
		if put("", 0) != 0 || c.question(c.ines, "How?").State != prompt.OnAgenda || minutes() != 6 {
			t.Fatalf("the bare question: %+v, %d min", c.question(c.ines, "How?"), minutes())
		}
		must[id.Internship](t)(saved(c, question, "One"))
		if put("One", 1) != 1 || minutes() != 8 || c.question(c.noor, "How?").Draft != nil {
			t.Fatalf("%+v, %d min", c.question(c.noor, "How?"), minutes())
		}
		if put("One", 0) != 1 || put("", 0) != 1 || put("Two", 0) != 2 {
			t.Fatal("the same once more is no version")
		}
		if a := c.question(c.ines, "How?").Answer; a.Body != "Two" || a.Version != 2 || a.Author != c.noor.Person {
			t.Fatalf("%+v", a)
		}
		found := read(c, func(tx *sqldb.Tx) (prompt.Found, error) { return prompt.Find(tx, c.ines, question) })
		if len(found.Answers) != 2 || found.Answers[0].Body != "One" || found.Week != 1 || found.HeadText != "talk" {
			t.Fatalf("%+v", found)
		}
		must[id.Internship](t)(saved(c, question, "A newer draft"))
		put("From an older window", 7)
		if d := c.question(c.noor, "How?").Draft; d == nil || d.Body != "A newer draft" {
			t.Fatalf("a draft that was changed elsewhere is kept: %+v", d)
		}
		_, err := c.prompts.PutOnAgenda(t.Context(), call.By(c.ines), prompt.Put{Prompt: question})
		refused(t, err, fault.Forbidden, "")
		_, err = c.prompts.PutOnAgenda(t.Context(), call.By(c.cora), prompt.Put{Prompt: question})
		refused(t, err, fault.NotFound, "")
	})
}

func TestVersionsOfManyWindows(t *testing.T) {
	each(t, smallPage(), func(t *testing.T, c *company) {
		question := c.question(c.noor, "How?").ID
		var all sync.WaitGroup
		for i := range 10 {
			all.Go(func() {
				if _, err := c.prompts.PutOnAgenda(context.Background(), call.By(c.noor), prompt.Put{Prompt: question, Body: fmt.Sprint("Text ", i)}); err != nil {
					t.Error(err, fault.Cause(err))
				}
			})
		}
		all.Wait()
		found := read(c, func(tx *sqldb.Tx) (prompt.Found, error) { return prompt.Find(tx, c.noor, question) })
		if len(found.Answers) != 10 || found.Versions != 10 || len(c.agenda()) != 1 {
			t.Fatalf("%d answers, version %d", len(found.Answers), found.Versions)
		}
	})
}

func TestAHeadFollowsItsQuestions(t *testing.T) {
	each(t, smallPage(), func(t *testing.T, c *company) {
		for i, question := range []string{"Why?", "What for?", "How?"} {
			if c.find("talk").State != plan.Open {
				t.Fatalf("done after %d of 3", i)
			}
			c.discuss(question)
		}
		if a := c.find("talk"); a.State != plan.Done || a.StateBy != "" || c.figure().Week(1).Done != 1 {
			t.Fatalf("%+v", a)
		}
		how := c.question(c.noor, "How?")
		_, err := c.prompts.PutOnAgenda(t.Context(), call.By(c.noor), prompt.Put{Prompt: how.ID, Body: "More"})
		refused(t, err, fault.Conflict, "discussed")
		for range 2 {
			must[id.Internship](t)(c.prompts.Reopen(t.Context(), call.By(c.ines), how.ID))
		}
		if q := c.question(c.noor, "How?"); q.State != prompt.Reopened || c.find("talk").State != plan.Open || len(c.agenda()) != 1 {
			t.Fatalf("%+v", q)
		}
		c.figure()
		must[prompt.Putting](t)(c.prompts.PutOnAgenda(t.Context(), call.By(c.noor), prompt.Put{Prompt: how.ID, Body: "More"}))
		for state, want := range map[meeting.ItemState]prompt.State{meeting.Parked: prompt.Parked} {
			if err := c.settle(string(how.ID), state); err != nil || c.question(c.noor, "How?").State != want {
				t.Fatal(err, c.question(c.noor, "How?").State)
			}
		}
		if err := c.settle(string(how.ID), meeting.Discussed); err != nil || c.find("talk").State != plan.Done {
			t.Fatal(err)
		}
		if err := c.settle(string(how.ID), meeting.Open); err != nil || c.question(c.noor, "How?").State != prompt.Reopened || c.find("talk").State != plan.Open {
			t.Fatal("reopened on the agenda", err)
		}
		_, err = c.prompts.Reopen(t.Context(), call.By(c.noor), c.question(c.noor, "Score?").ID)
		refused(t, err, fault.Conflict, "not-discussed")
		c.figure()
	})
}

func TestTwoLastQuestionsAtOnce(t *testing.T) {
	each(t, smallPage(), func(t *testing.T, c *company) {
		c.discuss("Why?")
		for _, text := range []string{"What for?", "How?"} {
			must[prompt.Putting](t)(c.prompts.PutOnAgenda(t.Context(), call.By(c.noor), prompt.Put{Prompt: c.question(c.noor, text).ID}))
		}
		items := []meeting.Placed{c.items(string(c.question(c.noor, "What for?").ID))[0], c.items(string(c.question(c.noor, "How?").ID))[0]}
		var all sync.WaitGroup
		for _, item := range items {
			all.Go(func() {
				if _, err := c.meetings.Settle(context.Background(), call.By(c.ines), meeting.Settle{Item: item.Item, State: meeting.Discussed, Version: item.Version}); err != nil {
					t.Error(err, fault.Cause(err))
				}
			})
		}
		all.Wait()
		if a := c.find("talk"); a.State != plan.Done {
			t.Fatalf("%+v", a)
		}
	})
}

func TestOptionalQuestionsAreSkipped(t *testing.T) {
	each(t, smallPage(), func(t *testing.T, c *company) {
		skip := func(a access.Actor, text string) error {
			_, err := c.prompts.Skip(t.Context(), call.By(a), prompt.Leave{Prompt: c.question(c.noor, text).ID, Reason: "The exam gives none"})
			return err
		}
		refused(t, skip(c.noor, "How?"), fault.Conflict, "not-optional")
		refused(t, skip(c.ines, "Score?"), fault.Forbidden, "")
		score := c.question(c.noor, "Score?").ID
		must[prompt.Putting](t)(c.prompts.PutOnAgenda(t.Context(), call.By(c.noor), prompt.Put{Prompt: score}))
		for range 2 {
			if err := skip(c.noor, "Score?"); err != nil {
				t.Fatal(err)
			}
		}
		if q := c.question(c.ines, "Score?"); q.State != prompt.Skipped || q.Reason == "" || c.question(c.priya, "Score?").Reason != "" || len(c.agenda()) != 0 {
			t.Fatalf("%+v", q)
		}
		c.discuss("why?")
		if c.find("again").State != plan.Done {
			t.Fatal("nobody waits for what is skipped")
		}
		_, err := c.prompts.PutOnAgenda(t.Context(), call.By(c.noor), prompt.Put{Prompt: score})
		refused(t, err, fault.Conflict, "skipped")
		must[id.Internship](t)(c.prompts.Restore(t.Context(), call.By(c.noor), score))
		if c.find("again").State != plan.Open {
			t.Fatal("it is asked again")
		}
		c.figure()
	})
}

func TestLookingBackOnEarlierAnswers(t *testing.T) {
	each(t, smallPage(), func(t *testing.T, c *company) {
		c.discuss("Why?")
		earlier := func(a access.Actor, text string) []prompt.Earlier {
			return read(c, func(tx *sqldb.Tx) ([]prompt.Earlier, error) {
				return prompt.EarlierAnswers(tx, a, c.question(c.noor, text).ID)
			})
		}
		got := earlier(c.ines, "why?")
		if len(got) != 1 || got[0].Week != 1 || got[0].HeadText != "talk" || got[0].Answer.Body != "I think so" {
			t.Fatalf("%+v", got)
		}
		if len(earlier(c.noor, "Why?")) != 0 || len(earlier(c.noor, "How?")) != 0 || len(earlier(c.kofi, "why?")) != 0 {
			t.Fatal("too much")
		}
	})
}

func TestRepliesAreTheMentors(t *testing.T) {
	each(t, smallPage(), func(t *testing.T, c *company) {
		question := c.question(c.noor, "How?").ID
		reply := func(a access.Actor, body string) error {
			_, err := c.prompts.Reply(t.Context(), call.By(a), prompt.Write{Prompt: question, Body: body})
			return err
		}
		refused(t, reply(c.ines, "Good"), fault.Conflict, "not-put")
		must[prompt.Putting](t)(c.prompts.PutOnAgenda(t.Context(), call.By(c.noor), prompt.Put{Prompt: question, Body: "So"}))
		refused(t, reply(c.ines, "  "), fault.Invalid, "")
		refused(t, reply(c.noor, "Mine"), fault.Forbidden, "")
		refused(t, reply(c.kofi, "Mine"), fault.NotFound, "")
		for _, body := range []string{"Good", "And more"} {
			if err := reply(c.ines, body); err != nil {
				t.Fatal(err)
			}
		}
		if r := c.question(c.noor, "How?").Replies; len(r) != 2 || r[1].Body != "And more" || r[0].Author != c.ines.Person {
			t.Fatalf("%+v", r)
		}
	})
}
