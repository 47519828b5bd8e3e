package plan_test

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"stint/internal/id"
	"stint/internal/plan"
	"stint/internal/plan/prompt"
	"stint/internal/program/reader"
)

// row is an open leaf of the intern's in week 1.
func row(name string, change ...func(*plan.Activity)) plan.Activity {
	a := plan.Activity{ID: id.Activity(name), Week: 1, Shape: reader.RoleLeaf, Owner: reader.OwnerIntern, State: plan.Open}
	for _, c := range change {
		c(&a)
	}
	return a
}

func shape(r reader.Role) func(*plan.Activity) { return func(a *plan.Activity) { a.Shape = r } }
func owns(o reader.Owner) func(*plan.Activity) { return func(a *plan.Activity) { a.Owner = o } }
func is(s plan.State) func(*plan.Activity)     { return func(a *plan.Activity) { a.State = s } }
func below(name string) func(*plan.Activity) {
	return func(a *plan.Activity) { a.Parent = id.Activity(name) }
}
func in(week int) func(*plan.Activity) { return func(a *plan.Activity) { a.Week = week } }
func on(branch, s string) func(*plan.Activity) {
	return func(a *plan.Activity) { a.Branch, a.Side = branch, s }
}
func choose(n int) func(*plan.Activity) { return func(a *plan.Activity) { a.Choose = n } }
func asks(head string, s prompt.State) prompt.Prompt {
	return prompt.Prompt{Head: id.Activity(head), State: s}
}

func TestWhatCounts(t *testing.T) {
	done, container, headShape := is(plan.Done), shape(reader.RoleContainer), shape(reader.RolePromptHead)
	for name, test := range map[string]struct {
		plan    []plan.Activity
		prompts []prompt.Prompt
		choices []plan.Choice
		want    plan.Figure
		setup   plan.Figure
	}{
		"nothing":                             {},
		"each leaf of the intern's":           {plan: []plan.Activity{row("a"), row("b", done)}, want: plan.Figure{Done: 1, Total: 2}},
		"what is everybody's, others' not":    {plan: []plan.Activity{row("a", owns(reader.OwnerAll), done), row("b", owns(reader.OwnerMentor), done), row("c", owns(reader.OwnerManager)), row("d", owns(reader.OwnerMentorManager))}, want: plan.Figure{Done: 1, Total: 1}},
		"no containers, notes and milestones": {plan: []plan.Activity{row("a", container, done), row("b", below("a")), row("c", shape(reader.RoleNote)), row("d", shape(reader.RoleMilestone), done)}, want: plan.Figure{Total: 1}},
		"the setup apart":                     {plan: []plan.Activity{row("a", in(0), done), row("b", in(2))}, want: plan.Figure{Total: 1}, setup: plan.Figure{Done: 1, Total: 1}},
		"not what is skipped, waived, replaced": {
			plan: []plan.Activity{row("a", is(plan.Skipped)), row("b", is(plan.Waived)), row("c", is(plan.Replaced)), row("d", done)}, want: plan.Figure{Done: 1, Total: 1},
		},
		"a head once, done with its last question": {
			plan:    []plan.Activity{row("a", headShape), row("b", headShape), row("c", headShape, done)},
			prompts: []prompt.Prompt{asks("a", prompt.Discussed), asks("a", prompt.Discussed), asks("b", prompt.Discussed), asks("b", prompt.Parked), asks("c", prompt.OnAgenda)},
			want:    plan.Figure{Done: 1, Total: 3},
		},
		"questions that are skipped are not waited for": {
			plan:    []plan.Activity{row("a", headShape), row("b", headShape)},
			prompts: []prompt.Prompt{asks("a", prompt.Discussed), asks("a", prompt.Skipped), asks("b", prompt.Skipped)},
			want:    plan.Figure{Done: 1, Total: 1},
		},
		"a leaf with a question of its own is ticked": {plan: []plan.Activity{row("a", done)}, prompts: []prompt.Prompt{asks("a", prompt.Open)}, want: plan.Figure{Done: 1, Total: 1}},
		"the side that is taken": {
			plan: []plan.Activity{row("a", on("x", "a"), done), row("b", on("x", "b")), row("c", on("x", "b"), below("b"))}, choices: []plan.Choice{{Branch: "x", Side: "b"}},
			want: plan.Figure{Total: 2},
		},
		"without a choice the first side": {plan: []plan.Activity{row("a", on("x", "a"), done), row("b", on("x", "b"))}, want: plan.Figure{Done: 1, Total: 1}},
		"below a side that is not taken nothing": {
			plan: []plan.Activity{row("a", on("x", "a"), container), row("b", below("a")), row("c", on("x", "b"))}, choices: []plan.Choice{{Branch: "x", Side: "b"}},
			want: plan.Figure{Total: 1},
		},
		"of a choice as many as are asked for, those that are done first": {
			plan: []plan.Activity{row("a", container, choose(2)), row("b", below("a")), row("c", below("a"), done), row("d", below("a"), done)}, want: plan.Figure{Done: 2, Total: 2},
		},
		"of a choice of groups the one that is furthest": {
			plan: []plan.Activity{
				row("a", container, choose(1)), row("b", below("a"), container), row("b1", below("b")), row("b2", below("b")),
				row("c", below("a"), container), row("c1", below("c"), done), row("c2", below("c")), row("c3", below("c")),
			},
			want: plan.Figure{Done: 1, Total: 3},
		},
		"a choice of more than there are": {plan: []plan.Activity{row("a", container, choose(5)), row("b", below("a"))}, want: plan.Figure{Total: 1}},
	} {
		t.Run(name, func(t *testing.T) {
			for i := range test.plan {
				test.plan[i].Position = i + 1
			}
			got := plan.Measure(test.plan, test.prompts, test.choices)
			if got.Figure != test.want || got.Setup != test.setup {
				t.Fatalf("got %+v, want %+v and setup %+v", got, test.want, test.setup)
			}
		})
	}
}

func TestPercent(t *testing.T) {
	for figure, want := range map[plan.Figure]int{{}: 100, {Done: 0, Total: 3}: 0, {Done: 199, Total: 200}: 99, {Done: 2, Total: 2}: 100} {
		if got := figure.Percent(); got != want {
			t.Errorf("%+v is %d %%, want %d", figure, got, want)
		}
	}
}

// anyPlan draws a plan: a tree of up to forty activities in up to five weeks,
// with heads, branches, and choices among leaves.
func anyPlan(t *rapid.T) (rows []plan.Activity, prompts []prompt.Prompt, choices []plan.Choice) {
	n := rapid.IntRange(1, 40).Draw(t, "activities")
	choices = []plan.Choice{{Branch: "x", Side: rapid.SampledFrom([]string{"a", "b"}).Draw(t, "side")}}
	for i := range n {
		a := row(fmt.Sprint(i), func(a *plan.Activity) {
			a.Position = i
			a.Week = rapid.IntRange(0, 5).Draw(t, "week")
			a.Shape = rapid.SampledFrom([]reader.Role{reader.RoleLeaf, reader.RoleLeaf, reader.RoleContainer, reader.RolePromptHead, reader.RoleNote, reader.RoleMilestone}).Draw(t, "shape")
			a.Owner = rapid.SampledFrom([]reader.Owner{reader.OwnerIntern, reader.OwnerIntern, reader.OwnerAll, reader.OwnerMentor}).Draw(t, "owner")
			a.State = rapid.SampledFrom([]plan.State{plan.Open, plan.Open, plan.Done, plan.Skipped, plan.Waived, plan.Replaced}).Draw(t, "state")
		})
		if above := rapid.IntRange(-1, i-1).Draw(t, "parent"); above >= 0 && rows[above].Choose == 0 {
			a.Parent, a.Branch, a.Side = rows[above].ID, rows[above].Branch, rows[above].Side
		} else if rapid.Bool().Draw(t, "on a branch") {
			a.Branch, a.Side = "x", rapid.SampledFrom([]string{"a", "b"}).Draw(t, "branch side")
		}
		if a.Shape == reader.RolePromptHead {
			a.State = plan.Open
			for range rapid.IntRange(0, 3).Draw(t, "questions") {
				prompts = append(prompts, asks(string(a.ID), rapid.SampledFrom([]prompt.State{prompt.Open, prompt.OnAgenda, prompt.Discussed, prompt.Skipped}).Draw(t, "question")))
			}
		}
		rows = append(rows, a)
	}
	choice := row("choice", shape(reader.RoleContainer), choose(rapid.IntRange(1, 4).Draw(t, "asked for")), func(a *plan.Activity) { a.Position = n })
	rows = append(rows, choice)
	for i := range rapid.IntRange(0, 5).Draw(t, "to choose from") {
		rows = append(rows, row(fmt.Sprint("choice", i), below("choice"), func(a *plan.Activity) {
			a.Position = n + 1 + i
			a.State = rapid.SampledFrom([]plan.State{plan.Open, plan.Done, plan.Skipped}).Draw(t, "chosen")
		}))
	}
	return rows, prompts, choices
}

// less reports whether a share is smaller than another.
func less(a, b plan.Figure) bool {
	return a.Done*max(b.Total, 1) < b.Done*max(a.Total, 1) && b.Total > 0 && a.Total > 0
}

func TestProgressOfAnyPlan(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows, prompts, choices := anyPlan(t)
		before := plan.Measure(rows, prompts, choices)
		sum := plan.Figure{}
		for week := range 7 {
			f := before.Week(week)
			if f.Done < 0 || f.Done > f.Total {
				t.Fatalf("week %d: %+v", week, f)
			}
			if week > 0 {
				sum.Done, sum.Total = sum.Done+f.Done, sum.Total+f.Total
			}
		}
		if sum != before.Figure {
			t.Fatalf("the weeks make %+v, the whole is %+v", sum, before.Figure)
		}
		weights := plan.Count(rows, prompts, choices)
		for i := range rows {
			if rows[i].State != plan.Open || rows[i].Shape != reader.RoleLeaf {
				continue
			}
			rows[i].State = plan.Skipped
			if after := plan.Measure(rows, prompts, choices); less(after.Figure, before.Figure) || less(after.Setup, before.Setup) || after.Total > before.Total {
				t.Fatalf("skipping %s: %+v became %+v", rows[i].ID, before, after)
			}
			rows[i].State = plan.Done
			after := plan.Measure(rows, prompts, choices)
			gained := after.Done + after.Setup.Done - before.Done - before.Setup.Done
			if weights[rows[i].ID] > 0 && gained != 1 || gained < 0 || gained > 1 || after.Total != before.Total {
				t.Fatalf("ticking %s: %+v became %+v", rows[i].ID, before, after)
			}
			rows[i].State = plan.Open
		}
	})
}
