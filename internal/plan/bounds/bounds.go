// Package bounds holds what every write into a plan, an answer or the hours
// keeps to: who may look and how far, while which internship still changes, and
// which texts are taken.
package bounds

import (
	"time"

	"stint/internal/access"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/internship"
	"stint/internal/sqldb"
)

// Require checks an action on an internship and returns the actor's roles
// there. The noun is what was asked for, such as "activity", so that the answer
// to what may not be seen is the answer to what is not there.
func Require(tx *sqldb.Tx, a access.Actor, action access.Action, of id.Internship, noun string) (access.Roles, error) {
	roles, err := access.RolesOn(tx, a, of)
	if err != nil {
		return nil, err
	}
	return roles, access.Check(a, action, roles, noun)
}

// Sight is how much of a plan a reader sees.
type Sight struct {
	Roles   access.Roles
	Private bool // notes, reasons, evidence, answers: the pair's own
	// Since hides what is older from a mentor who joined later; zero for
	// everybody else.
	Since time.Time
}

// Look returns the actor's sight of an internship's plan. Whoever may not see
// the plan gets NotFound, worded for the noun.
func Look(tx *sqldb.Tx, a access.Actor, of id.Internship, noun string) (Sight, error) {
	roles, err := Require(tx, a, access.PlanFind, of, noun)
	if err != nil {
		return Sight{}, err
	}
	s := Sight{Roles: roles, Private: access.Can(a, access.PlanPrivate, roles) == access.Allowed}
	if !s.Private || !roles.Has(access.Mentor) || roles.Has(access.Intern) {
		return s, nil
	}
	s.Since, err = sqldb.Find(tx, "party", func(row sqldb.Scanner) (at time.Time, err error) { return at, row.Scan(&at) }, `
		SELECT from_at FROM party WHERE internship_id = ? AND person_id = ? AND role = 'mentor' AND until_at IS NULL`,
		of, a.Person)
	return s, err
}

// Shows reports whether the reader sees something private that was written at
// a moment. What has no moment was written by nobody and hides nothing.
func (s Sight) Shows(at time.Time) bool {
	return s.Private && (at.IsZero() || !at.Before(s.Since))
}

// Hold keeps an internship to this transaction and returns its state. Whoever
// changes a plan's shape, or what stands on an agenda, holds the internship
// first: so such changes happen one after the other.
func Hold(tx *sqldb.Tx, of id.Internship) (internship.State, error) {
	return sqldb.Find(tx, "internship", func(row sqldb.Scanner) (s internship.State, err error) { return s, row.Scan(&s) },
		"UPDATE internship SET state = state WHERE id = ? RETURNING state", of)
}

// Changes returns nil while an internship in the state may be worked on: until
// its end, also while new terms are on the table or it rests.
func Changes(state internship.State) error {
	if state.Over() {
		return fault.New(fault.Conflict, "This internship is over, and its plan is kept as it was. Nothing has been changed.").WithCode("internship-over")
	}
	return nil
}

// Running returns nil while an internship in the state has begun and is not
// over.
func Running(state internship.State) error {
	if err := Changes(state); err != nil || state.Running() {
		return err
	}
	return fault.New(fault.Conflict, "This internship has not begun. Until it starts only its setup can be ticked. Nothing has been changed.").WithCode("not-begun")
}
