package plan

import (
	"cmp"
	"slices"
	"time"

	"stint/internal/access"
	"stint/internal/id"
	"stint/internal/internship"
	"stint/internal/plan/bounds"
	"stint/internal/plan/prompt"
	"stint/internal/program/reader"
	"stint/internal/sqldb"
)

// Wait says that one party waits for another.
type Wait struct {
	Waiting  access.Role
	On       access.Role
	Activity id.Activity // what it is about; for a question its head
	Prompt   id.Prompt   // the question, where it is one
	Text     string      // of the activity or question, Markdown of one line
	Since    time.Time
}

// Waits returns who waits for whom in an internship that has begun, longest
// first: the intern for a reply to an answer on the agenda, and for what others
// owe since their week ended; the mentor for what the intern carries over.
// Optional things wait for nobody. Everybody who sees the plan may ask; answers
// are the pair's.
func Waits(tx *sqldb.Tx, a access.Actor, of id.Internship) ([]Wait, error) {
	sight, err := bounds.Look(tx, a, of, "internship")
	if err != nil {
		return nil, err
	}
	x, err := internship.Find(tx, a, of)
	if err != nil || !x.State.Running() {
		return nil, err
	}
	terms, err := internship.TermsInForce(tx, of)
	if err != nil {
		return nil, err
	}
	calendar, loc := terms.Calendar(), terms.Location()
	current, _ := calendar.WeekOn(terms.Today(tx.Now()))
	late, err := late(tx, of, current)
	if err != nil {
		return nil, err
	}
	var answers []prompt.Prompt
	if sight.Private {
		if answers, err = prompt.Unreplied(tx, sight, of); err != nil {
			return nil, err
		}
	}
	return waits(late, answers, func(week int) time.Time {
		if span, ok := calendar.Week(week); ok {
			return span.To.AddDays(1).Start(loc).UTC()
		}
		return x.StartsAt
	}), nil
}

// late reads what is open from before the current week, the setup included.
func late(tx *sqldb.Tx, of id.Internship, current int) ([]Activity, error) {
	taken, err := choices(tx, of)
	if err != nil {
		return nil, err
	}
	open, err := sqldb.List(tx, func(s sqldb.Scanner) (a Activity, err error) {
		a.Internship, a.State = of, Open
		return a, s.Scan(&a.ID, &a.Position, &a.Week, &a.Owner, &a.Shape, &a.Branch, &a.Side, &a.Optional, &a.Weight, &a.Text)
	}, `SELECT id, position, week, owner, shape, branch, side, optional, counts, text FROM activity
		WHERE internship_id = ? AND week < ? AND state = 'open' AND (counts > 0 OR shape = 'leaf') ORDER BY position, id`, of, max(current, 1))
	setup := slices.DeleteFunc(slices.Clone(open), func(a Activity) bool { return a.Week != 0 || a.Shape != reader.RoleLeaf })
	return append(setup, Carried(open, taken, current)...), err
}

// waits is the rule. The function ended tells when a week was over; the setup
// ends with the start.
func waits(late []Activity, answers []prompt.Prompt, ended func(week int) time.Time) []Wait {
	var list []Wait
	for i := range answers {
		p := &answers[i]
		list = append(list, Wait{Waiting: access.Intern, On: access.Mentor, Activity: p.Head, Prompt: p.ID, Text: p.Text, Since: p.Answer.At})
	}
	for i := range late {
		a := &late[i]
		role, one := roleOf(a.Owner)
		if a.Optional || !one {
			continue
		}
		w := Wait{Waiting: access.Intern, On: role, Activity: a.ID, Text: a.Text, Since: ended(a.Week)}
		if role == access.Intern {
			w.Waiting = access.Mentor
		}
		list = append(list, w)
	}
	slices.SortStableFunc(list, func(a, b Wait) int { return cmp.Compare(a.Since.UnixMicro(), b.Since.UnixMicro()) })
	return list
}
