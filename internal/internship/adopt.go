package internship

import (
	"stint/internal/access"
	"stint/internal/audit"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/internship/record"
	"stint/internal/sqldb"
)

// Adoptable returns the Conflict where no version can be adopted now: the terms
// are not agreed, or others wait for signatures.
func (x Internship) Adoptable() error {
	if _, err := x.State.move(verbAdopt); err != nil {
		return err
	}
	if x.Pending() {
		return fault.New(fault.Conflict, "New terms wait for signatures here. Nothing has been changed. Settle those first, then take the new version.").WithCode("terms-pending")
	}
	return nil
}

// Adopt brings terms in force that differ in nothing but the version of the
// program. What the managers grant is the same, so that their signatures are
// carried over: they are told, not asked. It runs in the transaction of whoever
// has seen that intern and mentor both want it. Where the terms have changed
// since they signed, or others wait for signatures, it is a Conflict.
func (s *Service) Adopt(tx *sqldb.Tx, by access.Actor, in Adoption) (Standing, error) {
	x, err := lock(tx, in.Internship)
	if err != nil {
		return Standing{}, err
	}
	if err := x.Adoptable(); err != nil {
		return Standing{}, err
	}
	held, err := TermsOf(tx, x.ID, x.InForce)
	if err != nil {
		return Standing{}, err
	}
	t := held.Adopting(in.Version, in.Kept, in.Proposed.By)
	t.Revision = x.Revision + 1
	if t.Digest != in.Digest {
		return Standing{}, fault.New(fault.Conflict, "The terms have changed since this was proposed. Nothing has been changed. Look at it again and propose it anew.").WithCode("digest-differs")
	}
	if err := s.signAdopted(tx, x, t, in); err != nil {
		return Standing{}, err
	}
	was := x
	x.Revision, x.InForce = t.Revision, t.Revision
	if err := save(tx, was, x); err != nil {
		return Standing{}, err
	}
	facts := audit.Facts{"revision": audit.Number(t.Revision), "digest": t.Digest, "version": string(t.ProgramVersion), "kept": audit.Number(len(t.Kept))}
	if err := s.append(tx, by, x, "version.taken", facts); err != nil {
		return Standing{}, err
	}
	return x.standing(), s.hooks.Agreed(tx, Agreement{Internship: x.ID, Terms: t, Previous: &held, By: by})
}

// signAdopted stores the terms with their four signatures: the pair's own, each
// with the moment at which it was given, and those of the managers as they stood.
func (s *Service) signAdopted(tx *sqldb.Tx, was Internship, t Terms, in Adoption) error {
	answers, err := answersTo(tx, t.Internship)
	if err == nil {
		err = record.Insert(tx, t)
	}
	if err != nil {
		return err
	}
	for _, role := range access.PartyRoles {
		g, found := answerTo(answers, was.InForce, role)
		if !found || g.Answer != Approved {
			return fault.New(fault.Internal, "The terms in force lack a signature. Nothing has been changed. Tell your administrator.")
		}
		switch {
		case !isManager(role) && role == in.Role:
			g = given{Role: role, Person: in.Proposed.By, Answer: Approved, Digest: t.Digest, At: in.Proposed.At}
		case !isManager(role):
			g = given{Role: role, Person: in.Confirmed.By, Answer: Approved, Digest: t.Digest, At: in.Confirmed.At}
		case g.CarriedFrom == 0:
			g.CarriedFrom = was.InForce
		}
		g.ID, g.Revision = id.New[id.SignOff](s.ids), t.Revision
		if err := put(tx, t.Internship, given{}, g); err != nil {
			return err
		}
	}
	return nil
}
