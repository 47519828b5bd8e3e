package plan

import (
	"context"
	"slices"

	"stint/internal/access"
	"stint/internal/audit"
	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/plan/bounds"
	"stint/internal/program/reader"
	"stint/internal/sqldb"
)

// Remark writes the note and the evidence of an activity.
type Remark struct {
	Activity id.Activity
	Note     *string // Markdown; nil leaves it, empty removes it
	Evidence *string // a link; nil leaves it, empty removes it
	Version  int     // the version that was shown; 0 where it does not matter
}

// Note writes what intern or mentor remark about an activity: the intern on
// their own, the mentor on theirs, both on what is everybody's.
func (s *Service) Note(ctx context.Context, c call.Call, in Remark) (Changed, error) {
	return call.Do(ctx, s.db, c, "plan.note", in, func(tx *sqldb.Tx) (Changed, error) {
		var fields fault.Fields
		if in.Note != nil {
			note := bounds.Text(&fields, "note", *in.Note, bounds.MaxNote)
			in.Note = &note
		}
		if in.Evidence != nil {
			link := bounds.Link(&fields, "evidence", *in.Evidence)
			in.Evidence = &link
		}
		if err := fields.Err(); err != nil {
			return Changed{}, err
		}
		x, err := find(tx, c.Actor, access.PlanTailor, in.Activity)
		if err != nil {
			return Changed{}, err
		}
		roles, err := access.RolesOn(tx, c.Actor, x.Internship)
		if err != nil {
			return Changed{}, err
		}
		if !x.OwnedBy(roles) {
			return Changed{}, fault.New(fault.Forbidden, "This is not yours to do, so the note on it is not yours to write. Bring it up in the 1:1 instead; nothing has been changed.")
		}
		return s.note(tx, c.Actor, x, in, false)
	})
}

// note writes a remark that is cleaned. With keep, what is empty leaves what is
// there.
func (s *Service) note(tx *sqldb.Tx, a access.Actor, x *Activity, in Remark, keep bool) (Changed, error) {
	note, evidence := x.Note, x.Evidence
	if in.Note != nil && (*in.Note != "" || !keep) {
		note = *in.Note
	}
	if in.Evidence != nil && (*in.Evidence != "" || !keep) {
		evidence = *in.Evidence
	}
	if note == x.Note && evidence == x.Evidence {
		return x.changed(), nil
	}
	if err := save(tx, x, in.Version, "note = ?, evidence = ?, noted_at = ?", note, evidence, tx.Now()); err != nil {
		return Changed{}, err
	}
	return x.changed(), s.append(tx, a, "activity.noted", x, nil)
}

// Move puts an activity into another week.
type Move struct {
	Activity id.Activity
	Week     int // this week or a later one, up to the last of the terms
	Version  int // the version that was shown; 0 where it does not matter
}

// Move puts an open activity, and what hangs below it in the same week, into
// another week. Intern and mentor may. Where the program put it stays visible.
// The setup keeps its own.
func (s *Service) Move(ctx context.Context, c call.Call, in Move) (Changed, error) {
	return call.Do(ctx, s.db, c, "plan.move", in, func(tx *sqldb.Tx) (Changed, error) {
		x, err := find(tx, c.Actor, access.PlanTailor, in.Activity)
		if err != nil {
			return Changed{}, err
		}
		if x.Week == in.Week {
			return x.changed(), nil
		}
		now, err := bounds.WeeksNow(tx, x.Internship)
		if err != nil {
			return Changed{}, err
		}
		var fields fault.Fields
		now.Check(&fields, "week", in.Week)
		if in.Week == 0 {
			fields.Add("week", "Choose a week from 1 to %d. The setup keeps its own.", now.Last)
		}
		if err := fields.Err(); err != nil {
			return Changed{}, err
		}
		if x.Week == 0 {
			return Changed{}, fault.New(fault.Conflict, "This belongs to the setup, which is counted apart, so it stays there. Nothing has been changed.").WithCode("setup")
		}
		if x.State == Done {
			return Changed{}, fault.New(fault.Conflict, "This is done already, so it stays in the week it was done in. Nothing has been changed.").WithCode("done")
		}
		if err := x.left(); err != nil {
			return Changed{}, err
		}
		n, err := nodeOf(tx, x)
		if err != nil {
			return Changed{}, err
		}
		return s.move(tx, c.Actor, n, in)
	})
}

func (s *Service) move(tx *sqldb.Tx, a access.Actor, n *Node, in Move) (Changed, error) {
	from := n.Week
	err := n.each(func(below *Node) error {
		if below.Week != from {
			return nil
		}
		version := 0
		if below == n {
			version = in.Version
		}
		below.Week = in.Week
		return save(tx, below.Activity, version, "week = ?", in.Week)
	})
	if err != nil {
		return Changed{}, err
	}
	return n.changed(), s.append(tx, a, "activity.moved", n.Activity, audit.Facts{"from": audit.Number(from), "to": audit.Number(in.Week)})
}

// Add adds an activity to a plan.
type Add struct {
	Internship id.Internship
	Week       int         // 0 for the setup; with Parent, 0 is the parent's week
	Parent     id.Activity // what it hangs below; empty for nothing
	Text       string      // Markdown of one line
	Kind       reader.Kind // empty is "do"
	Owner      reader.Owner
	Minutes    int // estimate; 0 for none
	Optional   bool
}

// MaxOwn is how many activities of their own the two may add to a plan.
const MaxOwn = 500

// ownFrom is where the positions of own activities begin: behind any page's.
const ownFrom = 1_000_000

// Add adds an activity of their own to a plan, which counts like the program's.
// Intern and mentor may. The owner is the intern where none is named.
func (s *Service) Add(ctx context.Context, c call.Call, in Add) (Changed, error) {
	return call.Do(ctx, s.db, c, "plan.add", in, func(tx *sqldb.Tx) (Changed, error) {
		now, err := weeksFor(tx, c.Actor, in.Internship)
		if err != nil {
			return Changed{}, err
		}
		own := Activity{Internship: in.Internship, Week: in.Week, Kind: in.Kind, Owner: in.Owner, Text: in.Text, Minutes: in.Minutes, Optional: in.Optional}
		if in.Parent != "" {
			parent, err := find(tx, c.Actor, access.PlanTailor, in.Parent)
			if err != nil {
				return Changed{}, err
			}
			if err := below(parent, &own); err != nil {
				return Changed{}, err
			}
		}
		var fields fault.Fields
		now.Check(&fields, "week", own.Week)
		own.clean(&fields)
		if err := fields.Err(); err != nil {
			return Changed{}, err
		}
		if err := s.insertOwn(tx, c.Actor, &own); err != nil {
			return Changed{}, err
		}
		if err := Recount(tx, in.Internship); err != nil {
			return Changed{}, err
		}
		return own.changed(), s.append(tx, c.Actor, "activity.added", &own, audit.Facts{"week": audit.Number(own.Week), "kind": string(own.Kind)})
	})
}

// weeksFor holds an internship whose plan the actor may tailor, and returns its
// weeks.
func weeksFor(tx *sqldb.Tx, a access.Actor, of id.Internship) (bounds.Weeks, error) {
	if _, err := bounds.Require(tx, a, access.PlanTailor, of, "internship"); err != nil {
		return bounds.Weeks{}, err
	}
	standing, err := bounds.Hold(tx, of)
	if err == nil {
		err = bounds.Changes(standing)
	}
	if err != nil {
		return bounds.Weeks{}, err
	}
	return bounds.WeeksNow(tx, of)
}

// below is the rule for what an own activity can hang below, and what it takes
// over from there.
func below(parent, own *Activity) error {
	switch {
	case parent.Internship != own.Internship:
		return fault.Missing(noun)
	case parent.Shape != reader.RoleContainer && parent.Shape != reader.RoleLeaf:
		return fault.At("parent", "Nothing can hang below this. Choose an activity or a group of them.")
	}
	if own.Week == 0 {
		own.Week = parent.Week
	}
	own.Parent, own.Branch, own.Side, own.Heading = parent.ID, parent.Branch, parent.Side, parent.Heading
	return parent.left()
}

// clean is the rule for what an own activity says.
func (a *Activity) clean(fields *fault.Fields) {
	a.Text = bounds.Line(fields, "text", a.Text, bounds.MaxTitle)
	bounds.Needed(fields, "text", a.Text, "Say what is to be done.")
	if a.Kind == "" {
		a.Kind = reader.KindDo
	}
	if !slices.Contains(reader.Kinds(), a.Kind) {
		fields.Add("kind", "There is no such kind of activity.")
	}
	if a.Owner == "" {
		a.Owner = reader.OwnerIntern
	}
	if !slices.Contains(reader.Owners(), a.Owner) {
		fields.Add("owner", "This is done by the intern, the mentor, one of the managers, or all.")
	}
	if a.Minutes < 0 || a.Minutes > 100*60 {
		fields.Add("minutes", "An estimate is from 0 to 100 hours.")
	}
}

// insertOwn writes an own activity behind all others.
func (s *Service) insertOwn(tx *sqldb.Tx, a access.Actor, own *Activity) error {
	type ends struct{ n, last int }
	now, err := sqldb.Find(tx, "plan", func(s sqldb.Scanner) (e ends, err error) { return e, s.Scan(&e.n, &e.last) },
		"SELECT count(*), COALESCE(max(position), 0) FROM activity WHERE internship_id = ? AND created_by IS NOT NULL", own.Internship)
	if err != nil {
		return err
	}
	if now.n >= MaxOwn {
		return fault.New(fault.Conflict, "This plan holds %d activities of your own already, and no more are kept. Nothing has been changed.", MaxOwn)
	}
	own.ID, own.Position, own.HomeWeek = id.New[id.Activity](s.ids), max(now.last, ownFrom)+1, own.Week
	own.Shape, own.State, own.CreatedBy, own.Version = reader.RoleLeaf, Open, a.Person, 1
	return putActivity(tx, own.Internship, own)
}

// Replace puts an own activity in the place of another.
type Replace struct {
	Activity id.Activity // what is replaced
	Text     string      // Markdown of one line
	Kind     reader.Kind // empty keeps the kind
	Minutes  int         // estimate; 0 for none
	Version  int         // the version that was shown; 0 where it does not matter
}

// Replace adds an own activity that stands for another from now on: in its week,
// under its parent, for its owner. The other one stays visible as replaced, with
// what hangs open below it, and counts no more. Intern and mentor may. It
// returns the new activity.
func (s *Service) Replace(ctx context.Context, c call.Call, in Replace) (Changed, error) {
	return call.Do(ctx, s.db, c, "plan.replace", in, func(tx *sqldb.Tx) (Changed, error) {
		x, err := find(tx, c.Actor, access.PlanTailor, in.Activity)
		if err != nil {
			return Changed{}, err
		}
		own := Activity{
			Internship: x.Internship, Parent: x.Parent, Week: x.Week, Kind: in.Kind, Owner: x.Owner, Text: in.Text, Minutes: in.Minutes,
			Heading: x.Heading, Optional: x.Optional, Condition: x.Condition, Branch: x.Branch, Side: x.Side,
		}
		if own.Kind == "" {
			own.Kind = x.Kind
		}
		var fields fault.Fields
		own.clean(&fields)
		if err := fields.Err(); err != nil {
			return Changed{}, err
		}
		n, err := nodeOf(tx, x)
		if err != nil {
			return Changed{}, err
		}
		if err := s.insertOwn(tx, c.Actor, &own); err != nil {
			return Changed{}, err
		}
		if _, err := s.leave(tx, c.Actor, n, leaving{to: Replaced, version: in.Version, by: own.ID, event: "activity.replaced"}); err != nil {
			return Changed{}, err
		}
		return own.changed(), nil
	})
}
