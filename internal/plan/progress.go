package plan

import (
	"cmp"
	"slices"
	"time"

	"stint/internal/id"
	"stint/internal/plan/prompt"
	"stint/internal/program/reader"
)

// Figure is a number of things done, of how many.
type Figure struct{ Done, Total int }

// Percent is the share that is done, rounded down: 100 means everything. Of
// nothing, nothing is left to do.
func (f Figure) Percent() int {
	if f.Total == 0 {
		return 100
	}
	return 100 * f.Done / f.Total
}

func (f *Figure) add(done bool) {
	f.Total++
	if done {
		f.Done++
	}
}

// Progress is the one progress figure of an internship: the weeks together. The
// setup is counted apart.
type Progress struct {
	Figure
	Setup Figure
	Weeks []Figure // week n is Weeks[n-1]; as many as anything stands in
}

// Week returns the figure of week n; 0 is the setup.
func (p Progress) Week(n int) Figure {
	switch {
	case n == 0:
		return p.Setup
	case n < 0 || n > len(p.Weeks):
		return Figure{}
	}
	return p.Weeks[n-1]
}

func (p *Progress) put(week int, f Figure) {
	if week == 0 {
		p.Setup = f
		return
	}
	for len(p.Weeks) < week {
		p.Weeks = append(p.Weeks, Figure{})
	}
	p.Weeks[week-1] = f
	p.Done += f.Done
	p.Total += f.Total
}

// Choice is which side of a branch is taken.
type Choice struct {
	Branch string
	Side   string
	By     id.Person // empty where the access facts chose
	At     time.Time
}

// Taken is the side taken of each branch.
type Taken map[string]string

// Has reports whether the activity stands on no branch, or on a side that is
// taken.
func (t Taken) Has(a *Activity) bool { return a.Branch == "" || t[a.Branch] == a.Side }

// Take returns the sides taken. A branch without a choice takes the side that
// the page tells first.
func Take(activities []Activity, choices []Choice) Taken {
	t := Taken{}
	for _, c := range choices {
		t[c.Branch] = c.Side
	}
	first := map[string]int{}
	for i := range activities {
		a := &activities[i]
		if a.Branch == "" || slices.ContainsFunc(choices, func(c Choice) bool { return c.Branch == a.Branch }) {
			continue
		}
		if at, known := first[a.Branch]; !known || a.Position < at {
			first[a.Branch], t[a.Branch] = a.Position, a.Side
		}
	}
	return t
}

// Measure returns the progress of a whole plan. Each activity that Count names
// counts one, in the week where it stands now. A leaf is done when it is ticked,
// a prompt head when each of its prompts that is not skipped was discussed.
func Measure(activities []Activity, prompts []prompt.Prompt, choices []Choice) Progress {
	r := newRule(activities, prompts, choices)
	weights := r.count()
	byWeek := map[int]Figure{}
	for i := range activities {
		if a := &activities[i]; weights[a.ID] > 0 {
			f := byWeek[a.Week]
			f.add(r.done(a))
			byWeek[a.Week] = f
		}
	}
	var p Progress
	for week, f := range byWeek {
		p.put(week, f)
	}
	return p
}

// Count returns what each activity of a whole plan weighs in the progress
// figure. Leaves that are the intern's and prompt heads count one, where they
// are neither skipped nor waived nor replaced and stand on sides of branches
// that are taken. Of children that are a choice, as many count as are asked
// for: those that are furthest, then those that the page tells first; they weigh
// 2, because each may lose its place to another that is done. What counts
// nothing is not in the map.
func Count(activities []Activity, prompts []prompt.Prompt, choices []Choice) map[id.Activity]int {
	r := newRule(activities, prompts, choices)
	return r.count()
}

type rule struct {
	top   []*Node
	taken Taken
	asked map[id.Activity]int // prompts of a head that are not skipped
	open  map[id.Activity]int // of those, the ones not yet discussed
}

func newRule(activities []Activity, prompts []prompt.Prompt, choices []Choice) rule {
	r := rule{Tree(activities), Take(activities, choices), map[id.Activity]int{}, map[id.Activity]int{}}
	for i := range prompts {
		p := &prompts[i]
		if p.State == prompt.Skipped {
			continue
		}
		r.asked[p.Head]++
		if p.State != prompt.Discussed {
			r.open[p.Head]++
		}
	}
	return r
}

func (r *rule) counts(a *Activity) bool {
	if a.State != Open && a.State != Done {
		return false
	}
	return a.Shape == reader.RoleLeaf && a.Mine() || a.Shape == reader.RolePromptHead && r.asked[a.ID] > 0
}

func (r *rule) done(a *Activity) bool {
	if a.Shape == reader.RolePromptHead {
		return r.open[a.ID] == 0
	}
	return a.State == Done
}

func (r *rule) count() map[id.Activity]int {
	weights := map[id.Activity]int{}
	for _, n := range r.top {
		for _, part := range r.below(n) {
			weights[part.ID] = part.weight
		}
	}
	return weights
}

type part struct {
	*Activity
	weight int
}

// below returns what counts at a node and below it.
func (r *rule) below(n *Node) []part {
	if !r.taken.Has(n.Activity) {
		return nil
	}
	var counting []part
	if r.counts(n.Activity) {
		counting = append(counting, part{n.Activity, 1})
	}
	var branches [][]part
	for _, child := range n.Below {
		if list := r.below(child); len(list) > 0 {
			branches = append(branches, list)
		}
	}
	if n.Choose > 0 && n.Choose < len(branches) {
		slices.SortStableFunc(branches, func(a, b []part) int { return cmp.Compare(r.share(b), r.share(a)) })
		branches = branches[:n.Choose]
		for _, list := range branches {
			for i := range list {
				list[i].weight = 2
			}
		}
	}
	return append(counting, slices.Concat(branches...)...)
}

// share is how far a part of the plan is, in thousandths.
func (r *rule) share(list []part) int {
	done := 0
	for _, a := range list {
		if r.done(a.Activity) {
			done++
		}
	}
	return 1000 * done / len(list)
}

// Carried returns what the weeks before the current one left open and still
// asks to be done, in the order of the page: what counts, and what others owe.
// The setup is no week; its checklist is shown by itself.
func Carried(activities []Activity, choices []Choice, current int) []Activity {
	taken := Take(activities, choices)
	var carried []Activity
	for i := range activities {
		a := &activities[i]
		todo := a.Counts() || a.Shape == reader.RoleLeaf && !a.Mine()
		if todo && a.State == Open && a.Week >= 1 && a.Week < current && taken.Has(a) {
			carried = append(carried, *a)
		}
	}
	slices.SortStableFunc(carried, func(a, b Activity) int { return cmp.Compare(a.Position, b.Position) })
	return carried
}
