package plan

import (
	"context"
	"slices"
	"strings"

	"stint/internal/access"
	"stint/internal/audit"
	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/person"
	"stint/internal/plan/bounds"
	"stint/internal/sqldb"
)

// sidesOf returns the sides of each branch in the order of the page, each by
// the first activity that stands for it.
func sidesOf(activities []Activity) map[string][]*Activity {
	sides := map[string][]*Activity{}
	for _, n := range Tree(activities) {
		n.Walk(func(n *Node) {
			if n.Branch == "" {
				return
			}
			known := slices.ContainsFunc(sides[n.Branch], func(a *Activity) bool { return a.Side == n.Side })
			if !known {
				sides[n.Branch] = append(sides[n.Branch], n.Activity)
			}
		})
	}
	return sides
}

// sideFor is the rule by which access facts choose between sides: the first
// whose condition on an access holds, where what nobody stated counts as not
// having it. Where none holds it is the first that asks for no access, else the
// last.
func sideFor(sides []*Activity, facts map[string]bool) string {
	free := sides[len(sides)-1].Side
	found := false
	for _, a := range sides {
		name, negated := strings.CutPrefix(strings.TrimSpace(a.Condition), "not ")
		fact, about := strings.CutPrefix(strings.TrimSpace(name), "access:")
		switch {
		case about && facts[strings.ToLower(fact)] != negated:
			return a.Side
		case !about && !found:
			free, found = a.Side, true
		}
	}
	return free
}

// begun reports whether anything was done on a branch, on any side: an activity
// ticked or noted, or an answer begun. The drafts are the intern's own, and only
// the fact that there is one is used.
func begun(activities []Activity, branch string, answered map[id.Activity]bool) bool {
	is := false
	for _, n := range Tree(activities) {
		n.Walk(func(n *Node) {
			on := n.Branch == branch
			for above := n.Above; above != nil && !on; above = above.Above {
				on = above.Branch == branch
			}
			is = is || on && (n.Begun() || answered[n.ID])
		})
	}
	return is
}

// chooseAll records the sides that the facts choose, for branches without a
// choice and for those whose side the page has no more.
func chooseAll(tx *sqldb.Tx, of id.Internship, activities []Activity, facts map[string]bool) error {
	for branch, sides := range sidesOf(activities) {
		args := []any{of, branch, sideFor(sides, facts), tx.Now()}
		for _, a := range sides {
			args = append(args, a.Side)
		}
		if _, err := tx.Exec(`
			INSERT INTO branch_choice (internship_id, branch, side, chosen_at) VALUES (?, ?, ?, ?)
			ON CONFLICT (internship_id, branch) DO UPDATE SET side = excluded.side, chosen_by = NULL, chosen_at = excluded.chosen_at
			WHERE branch_choice.side NOT IN (?`+strings.Repeat(", ?", len(sides)-1)+`)`, args...); err != nil {
			return err
		}
	}
	return nil
}

// TakeSide chooses a side of a branch.
type TakeSide struct {
	Internship id.Internship `json:",omitempty"` // whose plan it is, where the caller names it: elsewhere there is no such activity
	Activity   id.Activity   // any on the side to be taken
	Confirm    bool          // also where the branch is begun
}

// ChooseBranch takes the side that an activity stands on. Intern and mentor may.
// Where the branch is begun it asks first: a Conflict with the code
// "branch-begun" that is gone with Confirm. What was done on the other side is
// kept, and counts again when that side is taken again.
func (s *Service) ChooseBranch(ctx context.Context, c call.Call, in TakeSide) (Changed, error) {
	return call.Do(ctx, s.db, c, "plan.choose-branch", in, func(tx *sqldb.Tx) (Changed, error) {
		a, err := find(tx, c.Actor, access.PlanTailor, in.Activity)
		switch {
		case err != nil:
			return Changed{}, err
		case in.Internship != "" && in.Internship != a.Internship:
			return Changed{}, fault.Missing(noun)
		case a.Branch == "":
			return Changed{}, fault.New(fault.Conflict, "There is no other way to this activity, so there is nothing to choose. Nothing has been changed.").WithCode("no-branch")
		}
		p, err := whole(tx, a.Internship)
		if err != nil {
			return Changed{}, err
		}
		if Take(p.Activities, p.Choices).Has(a) {
			return a.changed(), nil
		}
		choice := Choice{Branch: a.Branch, Side: a.Side, By: c.Actor.Person}
		changed, asks, err := take(tx, p, choice, a.Internship, c.Actor.Person, in.Confirm)
		switch {
		case asks && err == nil:
			return Changed{}, fault.New(fault.Conflict, "One of the two ways is begun. What you did there is kept, with its notes and answers, but only the way you take counts. Confirm to switch; nothing has been changed yet.").WithCode("branch-begun")
		case err != nil:
			return Changed{}, err
		case !changed:
			return a.changed(), nil
		}
		if err := Recount(tx, a.Internship); err != nil {
			return Changed{}, err
		}
		return a.changed(), s.append(tx, c.Actor, "branch.chosen", a, nil)
	})
}

// take changes which side is taken, and reports whether it did. Without confirm
// it leaves a branch that is begun as it is and reports that; whose drafts begin
// one is said by the caller, who also holds the internship.
func take(tx *sqldb.Tx, p Plan, c Choice, of id.Internship, drafts id.Person, confirm bool) (changed, isBegun bool, err error) {
	if !confirm {
		answered, err := prepared(tx, of, drafts)
		if err != nil || begun(p.Activities, c.Branch, answered) {
			return false, true, err
		}
	}
	n, err := tx.Exec("UPDATE branch_choice SET side = ?, chosen_by = ?, chosen_at = ? WHERE internship_id = ? AND branch = ?",
		c.Side, sqldb.Null(c.By), tx.Now(), of, c.Branch)
	return n > 0, false, err
}

// FactsChanged chooses again where a person's access facts chose before: on the
// branches of their internships that are under way and not begun. What somebody
// chose by hand stays. It runs in the transaction that states the fact.
func (s *Service) FactsChanged(tx *sqldb.Tx, by access.Actor, intern id.Person) error {
	facts, err := person.Facts(tx, intern)
	if err != nil {
		return err
	}
	under, err := sqldb.List(tx, func(s sqldb.Scanner) (of id.Internship, err error) { return of, s.Scan(&of) }, `
		SELECT DISTINCT i.id FROM internship i JOIN branch_choice c ON c.internship_id = i.id
		WHERE i.intern_id = ? AND i.state IN ('proposed', 'agreed', 'active', 'paused') AND c.chosen_by IS NULL ORDER BY i.id`, intern)
	if err != nil {
		return err
	}
	for _, of := range under {
		if err := s.chooseAgain(tx, by, of, intern, facts); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) chooseAgain(tx *sqldb.Tx, by access.Actor, of id.Internship, intern id.Person, facts map[string]bool) error {
	if _, err := bounds.Hold(tx, of); err != nil {
		return err
	}
	p, err := whole(tx, of)
	if err != nil {
		return err
	}
	sides := sidesOf(p.Activities)
	var chosen []*Activity
	for _, was := range p.Choices {
		if was.By != "" || len(sides[was.Branch]) == 0 {
			continue
		}
		side := sideFor(sides[was.Branch], facts)
		if side == was.Side {
			continue
		}
		changed, _, err := take(tx, p, Choice{Branch: was.Branch, Side: side}, of, intern, false)
		if err != nil {
			return err
		}
		if changed {
			at := slices.IndexFunc(sides[was.Branch], func(a *Activity) bool { return a.Side == side })
			chosen = append(chosen, sides[was.Branch][at])
		}
	}
	if len(chosen) == 0 {
		return nil
	}
	if err := Recount(tx, of); err != nil {
		return err
	}
	for _, a := range chosen {
		if err := s.append(tx, by, "branch.chosen", a, audit.Facts{"by": "access-fact"}); err != nil {
			return err
		}
	}
	return nil
}
