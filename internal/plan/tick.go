package plan

import (
	"context"

	"stint/internal/access"
	"stint/internal/audit"
	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/plan/bounds"
	"stint/internal/program/reader"
	"stint/internal/sqldb"
)

// Mark ticks an activity or takes the tick back.
type Mark struct {
	Activity id.Activity
	Note     string // Markdown; empty leaves what is there. Tick only
	Evidence string // a link; empty leaves what is there. Tick only
	Version  int    // the version that was shown; 0 where it does not matter
}

func (in Mark) clean() (Mark, error) {
	var fields fault.Fields
	in.Note = bounds.Text(&fields, "note", in.Note, bounds.MaxNote)
	in.Evidence = bounds.Link(&fields, "evidence", in.Evidence)
	return in, fields.Err()
}

const returning = " RETURNING id, internship_id, week, kind, owner, shape, branch, side, text, state, counts, agenda_week, version"

func scanTicked(s sqldb.Scanner) (a Activity, err error) {
	return a, s.Scan(&a.ID, &a.Internship, &a.Week, &a.Kind, &a.Owner, &a.Shape, &a.Branch, &a.Side, &a.Text, &a.State, &a.Weight, &a.AgendaWeek, &a.Version)
}

// may is the part of the rules for ticking that one statement can hold: what is
// ticked by hand, in an internship that runs, or in the setup of one that will.
const may = ` AND shape IN ('leaf', 'milestone') AND (? = 0 OR version = ?)
	AND EXISTS (SELECT 1 FROM internship i WHERE i.id = activity.internship_id
		AND (i.state IN ('active', 'paused') OR activity.week = 0 AND i.state IN ('proposed', 'agreed')))`

// Tick marks an activity as done: the intern's by the intern, the mentor's by
// the mentor, a manager's by that manager, one of all by any of the four. Before
// the start only the setup can be ticked. A note and evidence are the pair's to
// write. Ticking what is done already is no mistake and no event.
//
// The guarded update is the find as well, because ticks are what happens most;
// whoever may not tick is found out afterwards, and the transaction is undone.
func (s *Service) Tick(ctx context.Context, c call.Call, in Mark) (Changed, error) {
	return call.Do(ctx, s.db, c, "plan.tick", in, func(tx *sqldb.Tx) (Changed, error) {
		in, err := in.clean()
		if err != nil {
			return Changed{}, err
		}
		rows, err := sqldb.List(tx, scanTicked, `
			UPDATE activity SET state = 'done', state_at = ?, state_by = ?,
				note = CASE WHEN ? = '' THEN note ELSE ? END, evidence = CASE WHEN ? = '' THEN evidence ELSE ? END,
				noted_at = CASE WHEN ? = '' AND ? = '' THEN noted_at ELSE ? END, changed_at = ?, version = version + 1
			WHERE id = ? AND state = 'open'`+may+returning,
			tx.Now(), sqldb.Null(c.Actor.Person), in.Note, in.Note, in.Evidence, in.Evidence,
			in.Note, in.Evidence, tx.Now(), tx.Now(), in.Activity, in.Version, in.Version)
		if err != nil {
			return Changed{}, err
		}
		if len(rows) == 0 {
			return s.notMarked(tx, c.Actor, in, Done)
		}
		if err := writes(tx, c.Actor, &rows[0], in); err != nil {
			return Changed{}, err
		}
		return s.marked(tx, c.Actor, &rows[0], "activity.ticked")
	})
}

// Untick takes a tick back; whoever may tick may. The note and the evidence
// stay. What is open already is left as it is.
func (s *Service) Untick(ctx context.Context, c call.Call, in Mark) (Changed, error) {
	in.Note, in.Evidence = "", ""
	return call.Do(ctx, s.db, c, "plan.untick", in, func(tx *sqldb.Tx) (Changed, error) {
		rows, err := sqldb.List(tx, scanTicked, `
			UPDATE activity SET state = 'open', state_at = NULL, state_by = NULL, changed_at = ?, version = version + 1
			WHERE id = ? AND state = 'done'`+may+returning, tx.Now(), in.Activity, in.Version, in.Version)
		if err != nil {
			return Changed{}, err
		}
		if len(rows) == 0 {
			return s.notMarked(tx, c.Actor, in, Open)
		}
		if err := writes(tx, c.Actor, &rows[0], in); err != nil {
			return Changed{}, err
		}
		return s.marked(tx, c.Actor, &rows[0], "activity.unticked")
	})
}

// writes checks who marks an activity, and what they write with it.
func writes(tx *sqldb.Tx, a access.Actor, x *Activity, in Mark) error {
	roles, err := bounds.Require(tx, a, access.PlanTick, x.Internship, noun)
	if err != nil {
		return err
	}
	if err := x.ownedBy(roles); err != nil {
		return err
	}
	if in.Note+in.Evidence != "" && access.Can(a, access.PlanPrivate, roles) != access.Allowed {
		return fault.New(fault.Forbidden, "Notes and evidence are between the intern and the mentor. Tick it without; nothing has been changed.")
	}
	return nil
}

// marked does what follows a tick or its taking back.
func (s *Service) marked(tx *sqldb.Tx, a access.Actor, x *Activity, event string) (Changed, error) {
	if x.Branch != "" {
		// Holds the choice as it is until this tick is saved; see take.
		if err := tx.Guard("This is on the way that was not taken. Take that way first. Nothing has been changed.",
			"UPDATE branch_choice SET side = side WHERE internship_id = ? AND branch = ? AND side = ?", x.Internship, x.Branch, x.Side); err != nil {
			return Changed{}, err
		}
	}
	if err := s.append(tx, a, event, x, audit.Facts{"week": audit.Number(x.Week)}); err != nil {
		return Changed{}, err
	}
	if x.AgendaWeek > 0 {
		if err := s.followOnAgenda(tx, a, x); err != nil {
			return Changed{}, err
		}
	}
	// One of a choice that is ticked takes the place of one that is not.
	if x.Weight != 1 && x.Mine() && x.Shape == reader.RoleLeaf {
		if err := Recount(tx, x.Internship); err != nil {
			return Changed{}, err
		}
	}
	return x.changed(), nil
}

// notMarked says why the update found nothing to change. That the activity is
// in the wanted state already is a success; a note that came with it is kept.
func (s *Service) notMarked(tx *sqldb.Tx, a access.Actor, in Mark, want State) (Changed, error) {
	x, err := findSubject(tx, in.Activity)
	if err != nil {
		return Changed{}, err
	}
	if err := writes(tx, a, &x.Activity, in); err != nil {
		return Changed{}, err
	}
	running := bounds.Running
	if x.Week == 0 {
		running = bounds.Changes
	}
	for _, why := range []error{x.ticked(), running(x.standing), x.left()} {
		if why != nil {
			return Changed{}, why
		}
	}
	if x.State != want {
		return Changed{}, stale()
	}
	if in.Note == "" && in.Evidence == "" {
		return x.changed(), nil
	}
	return s.note(tx, a, &x.Activity, Remark{Note: &in.Note, Evidence: &in.Evidence}, true)
}
