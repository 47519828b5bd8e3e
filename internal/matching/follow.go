package matching

import (
	"cmp"
	"slices"

	"stint/internal/access"
	"stint/internal/id"
	"stint/internal/internship"
	"stint/internal/sqldb"
)

// closeAll closes everything that stands in a search for a mentor, but for one
// request where it is named.
func (s *Service) closeAll(tx *sqldb.Tx, by access.Actor, of id.Internship, why Cause, but id.Request) error {
	list, err := listOf(tx, of)
	if err != nil {
		return err
	}
	slices.SortFunc(list, func(a, b Request) int { return cmp.Compare(a.Mentor, b.Mentor) })
	for _, r := range list {
		if r.ID == but || !r.State.Standing() {
			continue
		}
		if err := s.settle(tx, by, r, verbClose, why); err != nil {
			return err
		}
	}
	if err := s.closeCalls(tx, by, of); err != nil {
		return err
	}
	return s.closeGuidance(tx, by, of)
}

// settle releases or closes a request.
func (s *Service) settle(tx *sqldb.Tx, by access.Actor, r Request, verb string, why Cause) error {
	m, err := r.State.move(verb)
	if err != nil {
		return err
	}
	was := r
	r.Cause, r.SettledAt = why, tx.Now()
	_, err = s.leave(tx, by, was, r, m)
	return err
}

// Proposed follows when terms were proposed: the search is over. The request to
// the mentor of the terms is confirmed by it where they had said yes; everything
// else is closed. It is a hook of package internship, which holds the
// internship's row.
func (s *Service) Proposed(tx *sqldb.Tx, t internship.Terms) error {
	stint := access.System(access.ViaJob)
	list, err := listOf(tx, t.Internship)
	if err != nil {
		return err
	}
	keep := id.Request("")
	for _, r := range list {
		switch {
		case r.Mentor != t.Mentor || !r.State.Standing():
		case r.State == Asked: // the terms ask them now
			if err := s.settle(tx, stint, r, verbClose, CauseTerms); err != nil {
				return err
			}
		default:
			keep = r.ID
		}
	}
	if err := s.closeAll(tx, stint, t.Internship, CauseProposed, keep); err != nil || keep == "" {
		return err
	}
	r, err := find(tx, keep)
	if err != nil || r.State == Confirmed {
		return err
	}
	return s.confirm(tx, stint, r)
}

// Over follows when an internship has come to its end: where it never had terms,
// the search for a mentor ends with it. It is a hook of package internship.
func (s *Service) Over(tx *sqldb.Tx, x internship.Internship) error {
	if x.Revision > 0 {
		return nil // the search ended when terms were proposed
	}
	return s.closeAll(tx, access.System(access.ViaJob), x.ID, CauseOver, "")
}

// Deactivated follows when somebody has left: what was sent to them goes back
// to the interns, and their own search is closed. It is a hook of package
// person.
func (s *Service) Deactivated(tx *sqldb.Tx, who id.Person) error {
	return s.drop(tx, who, func(r Request) (string, Cause, bool) {
		if r.Intern == who {
			return verbClose, CauseOver, true
		}
		return verbRelease, CauseLeft, true
	})
}

// ManagerChanged follows when somebody has another manager: where that one was
// asked to be their mentor, the request goes back. It is a hook of package
// person.
func (s *Service) ManagerChanged(tx *sqldb.Tx, who, _, manager id.Person) error {
	return s.drop(tx, who, func(r Request) (string, Cause, bool) {
		return verbRelease, CauseManager, r.Intern == who && r.Mentor == manager
	})
}

// drop brings the requests with somebody to an end that a rule picks: it says
// by which verb and why, and whether at all. Terms that are proposed are left
// to those who sign them.
func (s *Service) drop(tx *sqldb.Tx, who id.Person, rule func(Request) (verb string, why Cause, yes bool)) error {
	list, err := standingWith(tx, who)
	if err != nil {
		return err
	}
	searches := map[id.Internship]internship.Internship{}
	for _, found := range list { // all of them before any mentor's place
		if searches[found.Internship], err = internship.Lock(tx, found.Internship); err != nil {
			return err
		}
	}
	for _, found := range list {
		r, err := find(tx, found.ID)
		if err != nil {
			return err
		}
		verb, why, yes := rule(r)
		if !yes || !r.State.Standing() || searches[r.Internship].State != internship.Exploring {
			continue
		}
		if err := s.settle(tx, access.System(access.ViaJob), r, verb, why); err != nil {
			return err
		}
	}
	return nil
}
