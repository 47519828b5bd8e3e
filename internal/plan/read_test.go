package plan_test

import (
	"fmt"
	"slices"
	"testing"

	"stint/internal/call"
	"stint/internal/meeting"
	"stint/internal/plan"
	"stint/internal/plan/prompt"
	"stint/internal/program/reader"
	"stint/internal/sqldb"
)

func (c *company) week(n, current int) plan.Week {
	c.t.Helper()
	return read(c, func(tx *sqldb.Tx) (plan.Week, error) { return plan.ReadWeek(tx, c.noor, c.internship, n, current) })
}

func names(rows []plan.Activity) (list []string) {
	for _, a := range rows {
		list = append(list, a.Text)
	}
	return list
}

func TestAWeekShowsWhatItHasAndWhatWasLeft(t *testing.T) {
	page := smallPage()
	page.Phases[1].Activities = append(page.Phases[1].Activities,
		with(leaf("path, first half", reader.KindCourse), func(a *reader.Activity) { a.Course, a.Part = "path", "modules 1-3" }))
	page.Phases[2].Activities = append(page.Phases[2].Activities,
		with(leaf("path, second half", reader.KindCourse), func(a *reader.Activity) { a.Course, a.Part = "path", "modules 4-6" }))
	each(t, page, func(t *testing.T, c *company) {
		must[plan.Changed](t)(c.tick(c.noor, "read"))
		must[plan.Changed](t)(c.tick(c.noor, "path, first half"))
		w := c.week(3, 3)
		if got, want := names(w.Activities), []string{"deck", "celebrate", "path, second half"}; !slices.Equal(got, want) {
			t.Fatalf("%v", got)
		}
		// In the order of the page, without what is not taken and what is not
		// asked for of the choice.
		if got, want := names(w.Carried), []string{"watch", "show around", "talk", "plan without", "choice 1", "choice 2", "coffee", "again", "extra 1", "extra 2"}; !slices.Equal(got, want) {
			t.Fatalf("%v", got)
		}
		if len(w.Prompts) != 5 || len(w.Choices) != 1 || w.Progress.Week(1).Done != 1 {
			t.Fatalf("%d questions, %+v", len(w.Prompts), w.Progress)
		}
		if len(w.Courses) != 2 || w.Courses[0].State != plan.Done || w.Courses[1].Part != "modules 4-6" {
			t.Fatalf("%+v", w.Courses)
		}
		if w := c.week(2, 3); len(w.Carried) != 0 || len(w.Prompts) != 2 || len(w.Activities) != 13 {
			t.Fatalf("another week than the current one carries nothing over: %+v", names(w.Carried))
		}
		if w := c.week(0, 3); !slices.Equal(names(w.Activities), []string{"approval", "invite", "grant time", "give time", "agree on the start"}) {
			t.Fatalf("%v", names(w.Activities))
		}
	})
}

func TestALeafMayHaveAQuestionToo(t *testing.T) {
	page := smallPage()
	page.Phases[2].Activities[0].Prompts = []reader.Prompt{{ID: "deck/q", Text: "For whom?"}}
	each(t, page, func(t *testing.T, c *company) {
		found := read(c, func(tx *sqldb.Tx) (plan.Found, error) { return plan.Find(tx, c.ines, c.find("deck").ID) })
		if w := c.week(3, 1); len(w.Prompts) != 1 || len(found.Prompts) != 1 {
			t.Fatalf("%+v, %+v", w.Prompts, found.Prompts)
		}
		c.discuss("For whom?")
		if c.find("deck").State != plan.Open {
			t.Fatal("a leaf is ticked, whatever was discussed")
		}
		question := c.question(c.noor, "For whom?")
		must[prompt.Putting](t)(c.prompts.PutOnAgenda(t.Context(), call.By(c.noor), prompt.Put{Prompt: c.question(c.noor, "How?").ID}))
		must[plan.Changed](t)(c.tick(c.noor, "deck"))
		if question.State != prompt.Discussed || c.figure().Week(3).Done != 1 || c.agenda()[string(question.ID)] == meeting.KindPrompt {
			t.Fatalf("%+v", question)
		}
	})
}

// The number of queries does not grow with the plan.
func TestReadsAskAsMuchOfALargePlan(t *testing.T) {
	queries := map[sqldb.Dialect][]int{}
	for _, size := range []int{1, 60} {
		page := smallPage()
		for i := range size {
			h := head(fmt.Sprint("head ", i), fmt.Sprint("One of ", i, "?"), fmt.Sprint("Two of ", i, "?"))
			page.Phases[0].Activities = append(page.Phases[0].Activities, leaf(fmt.Sprint("leaf ", i), reader.KindRead), h)
		}
		each(t, page, func(t *testing.T, c *company) {
			c.now("2026-09-15 10:00") // week 2
			for i := range size {
				question := c.question(c.noor, fmt.Sprint("One of ", i, "?"))
				must[prompt.Putting](t)(c.prompts.PutOnAgenda(t.Context(), call.By(c.noor), prompt.Put{Prompt: question.ID, Body: "So"}))
			}
			n := 0
			c.db.Observe(func(string, []any) { n++ })
			c.week(2, 2)
			c.plan(c.ines)
			read(c, func(tx *sqldb.Tx) ([]plan.Wait, error) { return plan.Waits(tx, c.noor, c.internship) })
			c.db.Observe(nil)
			queries[c.db.Dialect()] = append(queries[c.db.Dialect()], n)
		})
	}
	for dialect, n := range queries {
		if n[0] != n[1] || n[0] == 0 {
			t.Errorf("%s: %d queries for a small plan, %d for a large one", dialect, n[0], n[1])
		}
	}
}
