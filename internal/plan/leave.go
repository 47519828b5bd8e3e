package plan

import (
	"context"

	"stint/internal/access"
	"stint/internal/audit"
	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/plan/bounds"
	"stint/internal/plan/prompt"
	"stint/internal/program/reader"
	"stint/internal/sqldb"
)

// Leave skips or waives an activity.
type Leave struct {
	Activity id.Activity
	Reason   string // for intern and mentor to read
	Version  int    // the version that was shown; 0 where it does not matter
}

func (in Leave) clean() (Leave, error) {
	var fields fault.Fields
	in.Reason = bounds.Text(&fields, "reason", in.Reason, bounds.MaxReason)
	bounds.Needed(&fields, "reason", in.Reason, "Say why in a few words. Only intern and mentor read it.")
	return in, fields.Err()
}

// Skip leaves out what is optional, depends on something, or is no part of the
// program, with a reason; then it does not count. The intern may. What hangs
// open below it is skipped with it.
func (s *Service) Skip(ctx context.Context, c call.Call, in Leave) (Changed, error) {
	return s.leaveWith(ctx, c, "plan.skip", access.PlanSkip, in, leaving{to: Skipped, event: "activity.skipped"}, (*Node).skipping)
}

// skipping is the rule for what may be skipped.
func (n *Node) skipping() error {
	for ; n != nil; n = n.Above {
		if n.Skippable() {
			return nil
		}
	}
	return fault.New(fault.Conflict, "This is neither optional nor does it depend on anything, so it cannot be skipped. Your mentor can waive it. Nothing has been changed.").WithCode("not-optional")
}

// Waive releases the intern from an activity, with a reason; then it does not
// count. The mentor may. What hangs open below it is waived with it.
func (s *Service) Waive(ctx context.Context, c call.Call, in Leave) (Changed, error) {
	return s.leaveWith(ctx, c, "plan.waive", access.PlanWaive, in, leaving{to: Waived, event: "activity.waived"}, func(*Node) error { return nil })
}

func (s *Service) leaveWith(ctx context.Context, c call.Call, name string, action access.Action, in Leave, l leaving, rule func(*Node) error) (Changed, error) {
	return call.Do(ctx, s.db, c, name, in, func(tx *sqldb.Tx) (Changed, error) {
		in, err := in.clean()
		if err != nil {
			return Changed{}, err
		}
		x, err := find(tx, c.Actor, action, in.Activity)
		if err != nil {
			return Changed{}, err
		}
		n, err := nodeOf(tx, x)
		if err == nil {
			err = rule(n)
		}
		if err != nil {
			return Changed{}, err
		}
		l.reason, l.version = in.Reason, in.Version
		return s.leave(tx, c.Actor, n, l)
	})
}

// leaving says how activities leave the plan.
type leaving struct {
	to      State
	reason  string
	version int
	by      id.Activity // what stands for them from now on
	event   string
}

// leave takes an open activity and what hangs open below it out of the plan.
func (s *Service) leave(tx *sqldb.Tx, a access.Actor, n *Node, l leaving) (Changed, error) {
	switch {
	case n.Shape == reader.RoleNote:
		return Changed{}, n.ticked()
	case n.State == l.to && l.to != Replaced:
		return n.changed(), nil
	case n.State == Done:
		return Changed{}, fault.New(fault.Conflict, "This is done already. Take the tick back first. Nothing has been changed.").WithCode("done")
	}
	if err := n.left(); err != nil {
		return Changed{}, err
	}
	var heads []id.Activity
	err := n.each(func(below *Node) error {
		if below.State != Open {
			return nil
		}
		version := 0
		if below == n {
			version = l.version
		}
		if err := save(tx, below.Activity, version, "state = ?, state_at = ?, state_by = ?, reason = ?, replaced_by = ?",
			l.to, tx.Now(), sqldb.Null(a.Person), l.reason, sqldb.Null(l.by)); err != nil {
			return err
		}
		if below.Shape == reader.RolePromptHead {
			heads = append(heads, below.ID)
		}
		if below.AgendaWeek == 0 {
			return nil
		}
		return takeOffAgenda(tx, below.Activity)
	})
	if err != nil {
		return Changed{}, err
	}
	if err := prompt.Withdraw(tx, n.Internship, heads); err != nil {
		return Changed{}, err
	}
	n.State = l.to
	if err := Recount(tx, n.Internship); err != nil {
		return Changed{}, err
	}
	return n.changed(), s.append(tx, a, l.event, n.Activity, audit.Facts{"week": audit.Number(n.Week)})
}

// Restore brings back what was skipped (the intern may), waived (the mentor; of
// what Stint waived at the entry both may) or replaced (both). What left with it
// comes back with it. The activity that stood for a replaced one stays beside
// it.
func (s *Service) Restore(ctx context.Context, c call.Call, in Mark) (Changed, error) {
	in.Note, in.Evidence = "", ""
	return call.Do(ctx, s.db, c, "plan.restore", in, func(tx *sqldb.Tx) (Changed, error) {
		x, err := find(tx, c.Actor, access.PlanFind, in.Activity)
		if err != nil {
			return Changed{}, err
		}
		action := access.PlanTailor
		switch {
		case x.State == Skipped:
			action = access.PlanSkip
		case x.State == Waived && x.StateBy != "":
			action = access.PlanWaive
		}
		if _, err := bounds.Require(tx, c.Actor, action, x.Internship, noun); err != nil {
			return Changed{}, err
		}
		if x.State == Open || x.State == Done {
			return x.changed(), nil
		}
		n, err := nodeOf(tx, x)
		if err != nil {
			return Changed{}, err
		}
		if err := giveBack(tx, n, in.Version); err != nil {
			return Changed{}, err
		}
		if err := Recount(tx, n.Internship); err != nil {
			return Changed{}, err
		}
		return n.changed(), s.append(tx, c.Actor, "activity.restored", n.Activity, audit.Facts{"week": audit.Number(n.Week)})
	})
}

// giveBack opens a node and what left the plan together with it.
func giveBack(tx *sqldb.Tx, n *Node, version int) error {
	left := *n.Activity
	return n.each(func(below *Node) error {
		together := below.State == left.State && below.StateAt.Equal(left.StateAt) && below.Reason == left.Reason && below.ReplacedBy == left.ReplacedBy
		if !together {
			return nil
		}
		shown := 0
		if below == n {
			shown = version
		}
		if err := save(tx, below.Activity, shown, "state = 'open', state_at = NULL, state_by = NULL, reason = '', replaced_by = NULL"); err != nil {
			return err
		}
		below.State = Open
		if below.Shape != reader.RolePromptHead {
			return nil
		}
		_, err := prompt.Follow(tx, below.ID) // the plan is counted anew anyway
		return err
	})
}

// nodeOf hangs an activity into the whole plan as it is now.
func nodeOf(tx *sqldb.Tx, a *Activity) (*Node, error) {
	rows, err := activities(tx, all(), a.Internship, bounds.Whole())
	if err != nil {
		return nil, err
	}
	n := subtree(Tree(rows), a.ID)
	if n == nil {
		return nil, fault.Missing(noun)
	}
	return n, nil
}
