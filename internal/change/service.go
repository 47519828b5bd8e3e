package change

import (
	"context"
	"time"

	"stint/internal/access"
	"stint/internal/audit"
	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/internship"
	"stint/internal/internship/terms"
	"stint/internal/job"
	"stint/internal/plan/relay"
	"stint/internal/program"
	"stint/internal/program/diff"
	"stint/internal/sqldb"
)

// Service makes offers and answers them: one call, one transaction.
type Service struct {
	db          *sqldb.DB
	ids         *id.Source
	trail       *audit.Trail
	queue       *job.Queue
	programs    *program.Service
	internships *internship.Service
	facts       FactsChanged
}

// FactsChanged chooses the sides of branches again by somebody's access facts:
// plan.Service.FactsChanged.
type FactsChanged func(tx *sqldb.Tx, by access.Actor, intern id.Person) error

// New returns a service. What it is told by the agreement and by the audit trail
// is handed over in app; see Agreed and Happened.
func New(db *sqldb.DB, ids *id.Source, trail *audit.Trail, queue *job.Queue, programs *program.Service, internships *internship.Service, facts FactsChanged) *Service {
	return &Service{db: db, ids: ids, trail: trail, queue: queue, programs: programs, internships: internships, facts: facts}
}

// append records what happened to an offer.
func (s *Service) append(tx *sqldb.Tx, by access.Actor, name string, o Offer, facts audit.Facts) error {
	_, err := s.trail.Append(tx, by, audit.Event{Chain: string(o.Internship), Name: name, Object: string(o.ID), Facts: facts})
	return err
}

// Differ returns what an offered version would change for an internship, against
// the page that it has now. The caller has found the offer as somebody who may
// see it.
func (s *Service) Differ(tx *sqldb.Tx, o Offer) (d Difference, err error) {
	if d.Terms, err = internship.TermsInForce(tx, o.Internship); err != nil {
		return d, err
	}
	if d.Has, err = s.programs.FindMixed(tx, d.Terms.ProgramVersion, d.Terms.Kept); err != nil {
		return d, err
	}
	if d.Version, err = s.programs.FindVersion(tx, o.Version); err != nil {
		return d, err
	}
	own, err := s.programs.FindVersion(tx, d.Terms.ProgramVersion)
	if err != nil {
		return d, err
	}
	d.phases = len(own.Page.Phases)
	d.Parts, d.Needs = diff.Parts(d.Has.Page, d.Version.Page), needs(d.Terms, d.Version)
	return d, nil
}

// Answered is an offer after an answer.
type Answered struct {
	Offer      id.VersionOffer `json:"offer"`
	Internship id.Internship   `json:"internship"`
	State      State           `json:"state"`
	Digest     string          `json:"digest"`             // of the terms that are proposed, for Confirm
	Revision   int             `json:"revision,omitempty"` // of the terms that took it
}

func (o Offer) answered() Answered {
	return Answered{o.ID, o.Internship, o.State, o.Digest, o.Revision}
}

// Propose says what to take of an offered version.
type Propose struct {
	Offer id.VersionOffer `json:"offer"`
	// Base is the revision of the terms in force that the difference was shown
	// against. Where another is by now, that is a Conflict.
	Base  int      `json:"base"`
	Whole bool     `json:"whole"`
	Take  []string `json:"take,omitempty"` // keys of parts, where it is not the whole
}

// Propose signs, for intern or mentor, the terms that taking an offered version
// would make, and asks the other of the two. A proposal takes the place of an
// earlier one, also of the other's; and one may come back to what was declined,
// or to what was left when the version was taken in part, while there is no newer
// version.
func (s *Service) Propose(ctx context.Context, c call.Call, in Propose) (Answered, error) {
	return call.Do(ctx, s.db, c, "version.propose", in, func(tx *sqldb.Tx) (Answered, error) {
		o, _, err := s.held(tx, c.Actor, in.Offer)
		if err != nil {
			return Answered{}, err
		}
		d, err := s.answerable(tx, o, verbPropose)
		if err != nil {
			return Answered{}, err
		}
		if !d.Proposable(o) {
			return Answered{}, fault.New(fault.Conflict, "This version is taken already, the whole of it. Nothing has been changed.").WithCode("offer-" + string(o.State))
		}
		if in.Base != d.Terms.Revision {
			return Answered{}, fault.New(fault.Conflict, "The terms in force are revision %d by now. Nothing has been changed. Look at the difference again.", d.Terms.Revision).WithCode("terms-changed")
		}
		if err := d.fits(); err != nil {
			return Answered{}, err
		}
		kept, leftOut, err := d.choose(in.Whole, in.Take)
		if err != nil {
			return Answered{}, err
		}
		x, err := internship.Find(tx, c.Actor, o.Internship)
		if err != nil {
			return Answered{}, err
		}
		if err := x.Adoptable(); err != nil {
			return Answered{}, err
		}
		was := o
		o.State, o.Base, o.Kept, o.LeftOut = Proposed, d.Terms.Revision, kept, leftOut
		o.Digest = d.Terms.Adopting(o.Version, kept, c.Actor.Person).Digest
		o.ProposedBy, o.ProposedAt = c.Actor.Person, tx.Now()
		o.AnsweredBy, o.AnsweredAt, o.Reason = "", time.Time{}, ""
		if was.State == Proposed && was.Digest == o.Digest && was.ProposedBy != o.ProposedBy {
			// The same is wanted by both: that is a confirmation.
			return s.confirm(tx, c.Actor, was)
		}
		if err := save(tx, was, o); err != nil {
			return Answered{}, err
		}
		return o.answered(), s.append(tx, c.Actor, "version.proposed", o, audit.Facts{"digest": o.Digest, "left-out": audit.Number(leftOut)})
	})
}

// Confirm takes what the other of the two proposed.
type Confirm struct {
	Offer  id.VersionOffer `json:"offer"`
	Digest string          `json:"digest"` // of the terms that the confirmer has before them
}

// Confirm signs, for the one of intern and mentor who was asked, and brings the
// version in force: a revision of the terms that both signed, and a plan laid
// anew. What is proposed anew meanwhile is a Conflict, and so is a version to
// which a newer one came.
func (s *Service) Confirm(ctx context.Context, c call.Call, in Confirm) (Answered, error) {
	return call.Do(ctx, s.db, c, "version.confirm", in, func(tx *sqldb.Tx) (Answered, error) {
		o, _, err := s.held(tx, c.Actor, in.Offer)
		if err != nil {
			return Answered{}, err
		}
		if o.State == Taken && o.AnsweredBy == c.Actor.Person && o.Digest == in.Digest {
			return o.answered(), nil // said before, as by a second click
		}
		d, err := s.answerable(tx, o, verbConfirm)
		if err != nil {
			return Answered{}, err
		}
		if err := d.fits(); err != nil {
			return Answered{}, err
		}
		switch {
		case o.ProposedBy == c.Actor.Person:
			return Answered{}, fault.New(fault.Conflict, "You proposed this, so it is for the other of you to confirm. Nothing has been changed.").WithCode("own-proposal")
		case in.Digest != o.Digest:
			return Answered{}, fault.New(fault.Conflict, "Something else is proposed by now. Nothing has been changed. Look at it again.").WithCode("digest-differs")
		}
		return s.confirm(tx, c.Actor, o)
	})
}

func (s *Service) confirm(tx *sqldb.Tx, by access.Actor, o Offer) (Answered, error) {
	roles, err := access.RolesOn(tx, access.Actor{Person: o.ProposedBy}, o.Internship)
	if err != nil {
		return Answered{}, err
	}
	role := access.Mentor
	if roles.Has(access.Intern) {
		role = access.Intern
	}
	if !roles.Has(role) {
		return Answered{}, fault.New(fault.Conflict, "Whoever proposed this has no part in the internship any more. Nothing has been changed. Propose it anew.").WithCode("proposer-left")
	}
	was := o
	o.State, o.AnsweredBy, o.AnsweredAt = Taken, by.Person, tx.Now()
	standing, err := internship.Find(tx, by, o.Internship)
	if err != nil {
		return Answered{}, err
	}
	o.Revision = standing.Revision + 1
	if err := save(tx, was, o); err != nil {
		return Answered{}, err
	}
	_, err = s.internships.Adopt(tx, by, internship.Adoption{
		Internship: o.Internship, Version: o.Version, Kept: o.Kept, Digest: o.Digest, Role: role,
		Proposed: internship.Consent{By: o.ProposedBy, At: o.ProposedAt}, Confirmed: internship.Consent{By: by.Person, At: tx.Now()},
	})
	return o.answered(), err
}

// Decline says that an offered version is not wanted.
type Decline struct {
	Offer  id.VersionOffer `json:"offer"`
	Reason string          `json:"reason,omitempty"` // for the other of the two; at most 4,000 bytes
}

// Decline declines an offer, or what is proposed of it, for intern and mentor.
// The internship goes on as it is: where the rest of a version was proposed, with
// what was taken of it.
func (s *Service) Decline(ctx context.Context, c call.Call, in Decline) (Answered, error) {
	return call.Do(ctx, s.db, c, "version.decline", in, func(tx *sqldb.Tx) (Answered, error) {
		o, _, err := s.held(tx, c.Actor, in.Offer)
		if err != nil {
			return Answered{}, err
		}
		var fields fault.Fields
		reason := terms.CleanText(&fields, "reason", in.Reason, terms.MaxText)
		if err := fields.Err(); err != nil {
			return Answered{}, err
		}
		if (o.State == Declined || o.RestDeclined()) && o.AnsweredBy == c.Actor.Person {
			return o.answered(), nil // said before, as by a second click
		}
		if err := o.State.allows(verbDecline); err != nil {
			return Answered{}, err
		}
		was, happened := o, "version.declined"
		o.State, o.AnsweredBy, o.AnsweredAt, o.Reason = Declined, c.Actor.Person, tx.Now(), reason
		if was.Rest() {
			happened = "version.rest-declined"
			if o, err = s.backToTaken(tx, o); err != nil {
				return Answered{}, err
			}
		}
		if err := save(tx, was, o); err != nil {
			return Answered{}, err
		}
		return o.answered(), s.append(tx, c.Actor, happened, o, nil)
	})
}

// backToTaken is an offer whose rest was proposed and is not wanted: as it was
// taken, with what was left then.
func (s *Service) backToTaken(tx *sqldb.Tx, o Offer) (Offer, error) {
	held, err := internship.TermsOf(tx, o.Internship, o.Revision)
	if err != nil {
		return o, err
	}
	d, err := s.Differ(tx, o)
	o.State, o.Kept, o.LeftOut = Taken, held.Kept, len(d.Parts)
	o.Base, o.Digest, o.ProposedBy, o.ProposedAt = 0, "", "", time.Time{}
	return o, err
}

// held holds the internship of an offer that the actor may answer, and returns
// the offer as it is then.
func (s *Service) held(tx *sqldb.Tx, a access.Actor, offer id.VersionOffer) (Offer, access.Roles, error) {
	o, roles, err := seen(tx, a, access.OfferAnswer, offer)
	if err != nil {
		return o, roles, err
	}
	if a.Person == "" || !roles.HasAny(access.Intern, access.Mentor) {
		return o, roles, fault.New(fault.Forbidden, "A version is for the intern and the mentor to take. Nothing has been changed.")
	}
	if err := hold(tx, o.Internship); err != nil {
		return o, roles, err
	}
	o, err = find(tx, offer)
	return o, roles, err
}

// answerable returns the difference that an answer is about, where the offer
// still stands for the program's newest version.
func (s *Service) answerable(tx *sqldb.Tx, o Offer, verb string) (Difference, error) {
	if err := o.State.allows(verb); err != nil {
		return Difference{}, err
	}
	d, err := s.Differ(tx, o)
	if err != nil {
		return d, err
	}
	newest, err := program.VersionNumbered(tx, d.Version.Program, 0)
	if err == nil && newest.ID != o.Version {
		err = fault.New(fault.Conflict, "Version %d of the program has come out since. Nothing has been changed. It is offered to you in place of this one.", newest.Number).WithCode("offer-superseded")
	}
	return d, err
}

// Dismiss puts a mark away.
type Dismiss struct {
	Mark id.VersionMark `json:"mark"`
}

// Dismissed says whose mark was put away.
type Dismissed struct {
	Internship id.Internship `json:"internship"`
}

// Dismiss puts away the mark that a newer version left on something that was
// done, for intern and mentor. What is put away already stays so.
func (s *Service) Dismiss(ctx context.Context, c call.Call, in Dismiss) (Dismissed, error) {
	return call.Do(ctx, s.db, c, "version-mark.dismiss", in, func(tx *sqldb.Tx) (Dismissed, error) {
		of, err := relay.InternshipOf(tx, in.Mark)
		if err != nil {
			return Dismissed{}, err
		}
		roles, err := access.RolesOn(tx, c.Actor, of)
		if err != nil {
			return Dismissed{}, err
		}
		if err := access.Check(c.Actor, access.OfferAnswer, roles, "mark"); err != nil {
			return Dismissed{}, err
		}
		did, err := relay.Dismiss(tx, c.Actor, in.Mark)
		if err != nil || !did {
			return Dismissed{of}, err
		}
		_, err = s.trail.Append(tx, c.Actor, audit.Event{Chain: string(of), Name: "version-mark.dismissed", Object: string(in.Mark)})
		return Dismissed{of}, err
	})
}
