package compose

import (
	"stint/internal/account"
	"stint/internal/id"
	"stint/internal/internship"
	"stint/internal/plan"
	"stint/internal/sqldb"
	"stint/internal/view"
)

// Foot is the small card below the navigation: the reader's own internship,
// with its weeks and its mentor. It is nil before the terms are agreed and once
// it is over, and where own is empty.
func (v *Views) Foot(tx *sqldb.Tx, who account.Principal, own id.Internship) (*view.Foot, error) {
	if own == "" {
		return nil, nil
	}
	x, err := internship.Find(tx, who.Actor, own)
	if err != nil || x.Current() == 0 || x.State != internship.Agreed && !x.State.Running() {
		return nil, err
	}
	b, err := v.basisOf(tx, who, own)
	if err != nil {
		return nil, err
	}
	progress, err := plan.ProgressOf(tx, own)
	if err != nil {
		return nil, err
	}
	return &view.Foot{
		Internship: own, Program: b.version.Title, Track: b.track(0, progress), With: b.people.Ref(b.terms.Mentor),
	}, nil
}
