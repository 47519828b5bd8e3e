package plan

import (
	"cmp"
	"context"
	"time"

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
	Internship id.Internship `json:",omitempty"` // whose plan it is, where the caller names it: elsewhere there is no such activity
	Activity   id.Activity
	Note       string // Markdown; empty leaves what is there. Tick only
	Evidence   string // a link; empty leaves what is there. Tick only
	Version    int    // the version that was shown; 0 where it does not matter
}

func (in Mark) clean() (Mark, error) {
	var fields fault.Fields
	in.Note = bounds.Text(&fields, "note", in.Note, bounds.MaxNote)
	in.Evidence = bounds.Link(&fields, "evidence", in.Evidence)
	return in, fields.Err()
}

// Tick marks an activity as done: the intern's by the intern, the mentor's by
// the mentor, a manager's by that manager, one of all by any of the four. Before
// the start only the setup can be ticked. A note and evidence are the pair's to
// write. Ticking what is done already is no mistake and no event.
func (s *Service) Tick(ctx context.Context, c call.Call, in Mark) (Changed, error) {
	return call.Do(ctx, s.db, c, "plan.tick", in, func(tx *sqldb.Tx) (Changed, error) {
		in, err := in.clean()
		if err != nil {
			return Changed{}, err
		}
		return s.mark(tx, c.Actor, in, Done)
	})
}

// Untick takes a tick back; whoever may tick may. The note and the evidence
// stay. What is open already is left as it is.
func (s *Service) Untick(ctx context.Context, c call.Call, in Mark) (Changed, error) {
	in.Note, in.Evidence = "", ""
	return call.Do(ctx, s.db, c, "plan.untick", in, func(tx *sqldb.Tx) (Changed, error) {
		return s.mark(tx, c.Actor, in, Open)
	})
}

// mark brings an activity to done or back. Ticks are what happens most, so the
// plain ones are one statement that is find, rule and guarded save together;
// whoever may not is found out behind it, and the transaction is undone. What
// that statement does not take goes the long way, which tells why not.
func (s *Service) mark(tx *sqldb.Tx, a access.Actor, in Mark, to State) (Changed, error) {
	plain, err := markPlain(tx, a, in, to)
	if err != nil {
		return Changed{}, err
	}
	if len(plain) == 0 {
		return s.markWhole(tx, a, in, to)
	}
	roles, err := bounds.Require(tx, a, access.PlanTick, plain[0].Internship, noun)
	if err != nil {
		return Changed{}, err
	}
	if err := plain[0].marking(a, roles, in); err != nil {
		return Changed{}, err
	}
	return plain[0].changed(), s.appendMark(tx, a, &plain[0])
}

// isPlain reports whether a mark touches nothing but the activity's own row: it
// is on no branch, in no choice and on no agenda.
func (a *Activity) isPlain() bool {
	return a.Branch == "" && a.AgendaWeek == 0 && (a.Weight == 1 || a.Shape == reader.RoleMilestone || !a.Mine())
}

// markPlain marks an activity of which isPlain holds.
func markPlain(tx *sqldb.Tx, a access.Actor, in Mark, to State) ([]Activity, error) {
	from, at, by := Open, tx.Now(), a.Person
	if to == Open {
		from, at, by = Done, time.Time{}, ""
	}
	return sqldb.List(tx, func(s sqldb.Scanner) (x Activity, err error) {
		return x, s.Scan(&x.ID, &x.Internship, &x.Week, &x.Owner, &x.Text, &x.State, &x.Version)
	}, `
		UPDATE activity SET state = ?, state_at = ?, state_by = ?,
			note = CASE WHEN ? = '' THEN note ELSE ? END, evidence = CASE WHEN ? = '' THEN evidence ELSE ? END,
			noted_at = CASE WHEN ? = '' THEN noted_at ELSE ? END, changed_at = ?, version = version + 1
		WHERE id = ? AND state = ? AND (? = 0 OR version = ?)
		AND shape IN ('leaf', 'milestone') AND branch = '' AND agenda_week = 0 AND (counts = 1 OR shape = 'milestone' OR owner NOT IN ('intern', 'all'))
		AND EXISTS (SELECT 1 FROM internship i WHERE i.id = activity.internship_id
			AND (i.state IN ('active', 'paused') OR activity.week = 0 AND i.state IN ('proposed', 'agreed')))
		RETURNING id, internship_id, week, owner, text, state, version`,
		to, at, sqldb.Null(by), in.Note, in.Note, in.Evidence, in.Evidence, in.Note+in.Evidence, tx.Now(), tx.Now(),
		in.Activity, from, in.Version, in.Version)
}

// marking is the rule for who marks an activity, and what they write with it.
func (a *Activity) marking(by access.Actor, roles access.Roles, in Mark) error {
	if in.Internship != "" && in.Internship != a.Internship {
		return fault.Missing(noun)
	}
	if err := a.ownedBy(roles); err != nil {
		return err
	}
	if in.Note+in.Evidence != "" && access.Can(by, access.PlanPrivate, roles) != access.Allowed {
		return fault.New(fault.Forbidden, "Notes and evidence are between the intern and the mentor. Tick it without; nothing has been changed.")
	}
	return nil
}

// markWhole is mark for every activity, with every rule.
func (s *Service) markWhole(tx *sqldb.Tx, a access.Actor, in Mark, to State) (Changed, error) {
	x, standing, err := seen(tx, a, access.PlanTick, in.Activity)
	if err == nil && !x.isPlain() {
		// A plain one is not held: somebody who holds the internship may wait
		// for its row, which PostgreSQL has locked for the first try already.
		x, standing, err = held(tx, a, access.PlanTick, in.Activity)
	}
	if err != nil {
		return Changed{}, err
	}
	roles, err := access.RolesOn(tx, a, x.Internship)
	if err != nil {
		return Changed{}, err
	}
	running := bounds.Running
	if x.Week == 0 {
		running = bounds.Changes
	}
	for _, why := range []error{x.marking(a, roles, in), running(standing), x.ticked(), x.left()} {
		if why != nil {
			return Changed{}, why
		}
	}
	if x.State == to {
		if in.Note == "" && in.Evidence == "" {
			return x.changed(), nil
		}
		return s.note(tx, a, x, Remark{Note: &in.Note, Evidence: &in.Evidence}, true)
	}
	if x.isPlain() || in.Version != 0 && in.Version != x.Version {
		return Changed{}, stale()
	}
	return s.markOpen(tx, a, x, in, to)
}

func (s *Service) markOpen(tx *sqldb.Tx, a access.Actor, x *Activity, in Mark, to State) (Changed, error) {
	taken, err := choices(tx, x.Internship)
	if err != nil {
		return Changed{}, err
	}
	if to == Done && !Take(nil, taken).Has(x) {
		return Changed{}, fault.New(fault.Conflict, "This is on the way that was not taken. Take that way first. Nothing has been changed.").WithCode("not-taken")
	}
	note, evidence, at, by := cmp.Or(in.Note, x.Note), cmp.Or(in.Evidence, x.Evidence), tx.Now(), a.Person
	if to == Open {
		at, by = time.Time{}, ""
	}
	if in.Note+in.Evidence != "" {
		x.NotedAt = tx.Now()
	}
	if err := save(tx, x, in.Version, "state = ?, state_at = ?, state_by = ?, note = ?, evidence = ?, noted_at = ?",
		to, at, sqldb.Null(by), note, evidence, x.NotedAt); err != nil {
		return Changed{}, err
	}
	x.State = to
	if x.AgendaWeek > 0 {
		if err := s.followOnAgenda(tx, a, x); err != nil {
			return Changed{}, err
		}
	}
	// One of a choice that is ticked takes the place of one that is not.
	if err := Recount(tx, x.Internship); err != nil {
		return Changed{}, err
	}
	return x.changed(), s.appendMark(tx, a, x)
}

func (s *Service) appendMark(tx *sqldb.Tx, a access.Actor, x *Activity) error {
	event := "activity.ticked"
	if x.State == Open {
		event = "activity.unticked"
	}
	return s.append(tx, a, event, x, audit.Facts{"week": audit.Number(x.Week)})
}
