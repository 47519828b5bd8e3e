package plan

import (
	"slices"
	"time"

	"stint/internal/access"
	"stint/internal/id"
	"stint/internal/plan/bounds"
	"stint/internal/plan/prompt"
	"stint/internal/program/reader"
	"stint/internal/sqldb"
)

// Plan is a plan, or a part of one, as its reader may see it: without notes,
// reasons, evidence and answers for those whom they do not concern, and with
// the reader's own drafts only.
type Plan struct {
	Activities []Activity // in the order of the page, own ones behind
	Prompts    []prompt.Prompt
	Choices    []Choice
}

// Activities returns all activities of an internship, in the order of the page.
// Before the agreement there are none. Everybody who sees the plan may ask.
func Activities(tx *sqldb.Tx, a access.Actor, of id.Internship) ([]Activity, error) {
	sight, err := bounds.Look(tx, a, of, "internship")
	if err != nil {
		return nil, err
	}
	return activities(tx, sight, of, bounds.Whole())
}

// Read returns a whole plan. Everybody who sees the plan may ask.
func Read(tx *sqldb.Tx, a access.Actor, of id.Internship) (Plan, error) {
	p, _, err := readPart(tx, a, of, bounds.Whole())
	return p, err
}

func readPart(tx *sqldb.Tx, a access.Actor, of id.Internship, part bounds.Part) (p Plan, sight bounds.Sight, err error) {
	if sight, err = bounds.Look(tx, a, of, "internship"); err != nil {
		return p, sight, err
	}
	if p.Activities, err = activities(tx, sight, of, part); err != nil {
		return p, sight, err
	}
	if p.Choices, err = choices(tx, of); err != nil {
		return p, sight, err
	}
	p.Prompts, err = prompt.Below(tx, a.Person, sight, of, heads(p.Activities))
	return p, sight, err
}

// heads are the activities that may gather prompts: a question hangs below a
// leaf too.
func heads(activities []Activity) []id.Activity {
	var list []id.Activity
	for i := range activities {
		if a := &activities[i]; !a.Own() && a.Shape != reader.RoleNote && a.Shape != reader.RoleMilestone {
			list = append(list, activities[i].ID)
		}
	}
	return list
}

// Week is one week of a plan.
type Week struct {
	Plan                // what stands in the week
	Carried  []Activity // what the weeks before left open, on the current week only
	Progress Progress   // of the whole plan
	Courses  []Part     // of the courses that the week has a part of
}

// Part is one part of a course that several activities share.
type Part struct {
	Activity id.Activity
	Week     int
	Course   string
	Part     string // as on the page: "modules 1-3"
	State    State
}

// ReadWeek returns a week of a plan; 0 is the setup. Of the current week, which
// the caller takes from the calendar of the terms, it also tells what was
// carried over, whose prompts are among the plan's. The number of queries does
// not depend on what is in the plan. Everybody who sees the plan may ask.
func ReadWeek(tx *sqldb.Tx, a access.Actor, of id.Internship, week, current int) (w Week, err error) {
	part := bounds.Week(week)
	if week > 1 && week == current {
		part = bounds.WeekAndBefore(week)
	}
	if w.Plan, _, err = readPart(tx, a, of, part); err != nil {
		return w, err
	}
	w.Carried = Carried(w.Activities, w.Choices, week)
	var here []Activity
	var courses []string
	for i := range w.Activities {
		if x := &w.Activities[i]; x.Week == week {
			here = append(here, *x)
			if x.Course != "" && !slices.Contains(courses, x.Course) {
				courses = append(courses, x.Course)
			}
		}
	}
	w.Activities = here
	if w.Progress, err = ProgressOf(tx, of); err != nil || len(courses) == 0 {
		return w, err
	}
	in, args := sqldb.In(courses)
	w.Courses, err = sqldb.List(tx, func(s sqldb.Scanner) (p Part, err error) {
		return p, s.Scan(&p.Activity, &p.Week, &p.Course, &p.Part, &p.State)
	}, "SELECT id, week, course, part, state FROM activity WHERE internship_id = ? AND course <> '' AND course IN "+in+" ORDER BY position, id", append([]any{of}, args...)...)
	return w, err
}

// Found is one activity with what its own page shows.
type Found struct {
	Activity
	Path    []Activity      // what it hangs below, outermost first
	Below   []*Node         // what hangs below it
	Prompts []prompt.Prompt // of it and of what hangs below
	Choices []Choice
}

// Find returns an activity. Everybody who sees the plan may ask.
func Find(tx *sqldb.Tx, a access.Actor, activity id.Activity) (Found, error) {
	of, err := internshipOf(tx, activity)
	if err != nil {
		return Found{}, err
	}
	sight, err := bounds.Look(tx, a, of, noun)
	if err != nil {
		return Found{}, err
	}
	p := Plan{}
	if p.Activities, err = activities(tx, sight, of, bounds.Whole()); err != nil {
		return Found{}, err
	}
	n := subtree(Tree(p.Activities), activity)
	found := Found{Activity: *n.Activity, Path: n.path(), Below: n.Below}
	if found.Choices, err = choices(tx, of); err != nil {
		return Found{}, err
	}
	var inside []Activity
	n.Walk(func(n *Node) { inside = append(inside, *n.Activity) })
	found.Prompts, err = prompt.Below(tx, a.Person, sight, of, heads(inside))
	return found, err
}

func internshipOf(tx *sqldb.Tx, activity id.Activity) (id.Internship, error) {
	return sqldb.Find(tx, noun, func(s sqldb.Scanner) (of id.Internship, err error) { return of, s.Scan(&of) },
		"SELECT internship_id FROM activity WHERE id = ?", activity)
}

// Happening is one event of an activity's history, without contents.
type Happening struct {
	At   time.Time
	By   id.Person // empty where Stint did it
	Name string    // of the event: activity.ticked
}

// History returns what happened to an activity, newest first, at most 100
// events. Everybody who sees the plan may ask; that a note was written is for
// those who may read it.
func History(tx *sqldb.Tx, a access.Actor, activity id.Activity) ([]Happening, error) {
	of, err := internshipOf(tx, activity)
	if err != nil {
		return nil, err
	}
	sight, err := bounds.Look(tx, a, of, noun)
	if err != nil {
		return nil, err
	}
	happened, err := sqldb.List(tx, func(s sqldb.Scanner) (h Happening, err error) { return h, s.Scan(&h.At, sqldb.Maybe(&h.By), &h.Name) },
		"SELECT at, actor_id, name FROM audit_event WHERE chain = ? AND object = ? ORDER BY seq DESC LIMIT 100", of, activity)
	return slices.DeleteFunc(happened, func(h Happening) bool { return h.Name == "activity.noted" && !sight.Shows(h.At) }), err
}
