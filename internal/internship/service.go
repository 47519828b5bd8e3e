package internship

import (
	"context"
	"slices"
	"time"

	"stint/internal/access"
	"stint/internal/audit"
	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/internship/record"
	"stint/internal/internship/terms"
	"stint/internal/person"
	"stint/internal/program"
	"stint/internal/sqldb"
)

// Hooks are what other features do in the transaction of a change here. Each
// may be nil; an error of one undoes the change.
type Hooks struct {
	// Agreed is called when all four have signed a revision: the first time,
	// and each time its successor comes in force.
	Agreed func(*sqldb.Tx, Agreement) error
	// Proposed is called when terms were proposed or revised.
	Proposed func(*sqldb.Tx, Terms) error
	// Over is called when an internship has come to its end.
	Over func(*sqldb.Tx, Internship) error
}

// Service changes internships.
type Service struct {
	db    *sqldb.DB
	ids   *id.Source
	trail *audit.Trail
	hooks Hooks
}

// New returns the service.
func New(db *sqldb.DB, ids *id.Source, trail *audit.Trail, hooks Hooks) *Service {
	if hooks.Agreed == nil {
		hooks.Agreed = func(*sqldb.Tx, Agreement) error { return nil }
	}
	if hooks.Proposed == nil {
		hooks.Proposed = func(*sqldb.Tx, Terms) error { return nil }
	}
	if hooks.Over == nil {
		hooks.Over = func(*sqldb.Tx, Internship) error { return nil }
	}
	return &Service{db: db, ids: ids, trail: trail, hooks: hooks}
}

// append records an event in the internship's chain.
func (s *Service) append(tx *sqldb.Tx, by access.Actor, x Internship, name string, facts audit.Facts) error {
	_, err := s.trail.Append(tx, by, audit.Event{Chain: string(x.ID), Name: name, Object: string(x.ID), Facts: facts})
	return err
}

// Explore is the wish to do a program.
type Explore struct {
	Program id.Program `json:"program"`
}

// Explore makes the actor an intern who looks for a mentor, for everybody who
// is signed in. One who explores the program already is answered with that
// internship; one whose internship there is further than that, with a
// Conflict.
func (s *Service) Explore(ctx context.Context, c call.Call, in Explore) (Standing, error) {
	return call.Do(ctx, s.db, c, "internship.explore", in, func(tx *sqldb.Tx) (Standing, error) {
		x, err := s.explore(tx, c.Actor, in.Program)
		return x.standing(), err
	})
}

func (s *Service) explore(tx *sqldb.Tx, by access.Actor, p id.Program) (Internship, error) {
	if err := access.Check(by, access.Explore, nil, "program"); err != nil {
		return Internship{}, err
	}
	if by.Person == "" {
		return Internship{}, fault.New(fault.Forbidden, "An internship is somebody’s own, and Stint itself is nobody. Nothing has been changed.")
	}
	if _, err := program.Find(tx, by, p); err != nil {
		return Internship{}, err
	}
	return s.ExploreFor(tx, by, by.Person, p)
}

// ExploreFor makes somebody an intern who looks for a mentor, within a
// transaction, for features that do so in their name, as a cohort does. The
// caller has checked that the actor may. Otherwise it is Explore.
func (s *Service) ExploreFor(tx *sqldb.Tx, by access.Actor, intern id.Person, p id.Program) (Internship, error) {
	x, err := underWay(tx, intern, p)
	switch {
	case err != nil:
		return Internship{}, err
	case x.State == Exploring:
		return x, nil
	case x.ID != "":
		return Internship{}, fault.New(fault.Conflict, "You have an internship in this program already, and it is %s. Nothing has been changed. Go on with that one, or end it first.", x.State)
	}
	x = Internship{ID: id.New[id.Internship](s.ids), Program: p, Intern: intern, State: Exploring, CreatedAt: tx.Now(), ChangedAt: tx.Now()}
	if err := insert(tx, x); err != nil {
		return Internship{}, err
	}
	if err := s.join(tx, x.ID, access.Intern, x.Intern); err != nil {
		return Internship{}, err
	}
	return x, s.append(tx, by, x, "internship.explored", audit.Facts{"program": string(p)})
}

// Propose is terms for an internship: the first ones or a revision. Mentor,
// Zone and ProgramVersion stay as they are where they are empty.
type Propose struct {
	// Internship is the one whose terms these are. Empty makes one for the
	// actor in Program, or takes the one that they explore there.
	Internship id.Internship `json:"internship,omitempty"`
	Program    id.Program    `json:"program,omitempty"` // looked at only where Internship is empty
	// Base is the revision that the proposer had before them, 0 for first
	// terms. Where there is a newer one by now, that is a Conflict.
	Base int `json:"base"`
	terms.Draft
}

// Propose gives an internship its first terms or a revision of them, for
// intern and mentor. Whoever proposes has signed. The signatures given to
// older revisions are void by it, except the managers' where the new one
// differs from what they signed in nothing but the version of the program.
// Before the start it brings an agreed internship back to proposed; in one
// that runs, the terms in force hold until all four have signed the new ones.
// Every rule that the terms break is told at its field in one Invalid error.
func (s *Service) Propose(ctx context.Context, c call.Call, in Propose) (Standing, error) {
	return call.Do(ctx, s.db, c, "terms.propose", in, func(tx *sqldb.Tx) (Standing, error) {
		x, roles, err := s.proposedOn(tx, c.Actor, in)
		if err != nil {
			return Standing{}, err
		}
		return s.propose(tx, c.Actor, x, roles, in)
	})
}

// proposedOn finds the internship that terms are meant for, locked, and what
// the actor is there. Where none is named it is the actor's own in the
// program, made if need be.
func (s *Service) proposedOn(tx *sqldb.Tx, by access.Actor, in Propose) (x Internship, roles access.Roles, err error) {
	if in.Internship == "" {
		x, err = s.explore(tx, by, in.Program)
		if err != nil {
			return x, nil, err
		}
		in.Internship = x.ID
	}
	if x, err = lock(tx, in.Internship); err != nil {
		return x, nil, err
	}
	if roles, err = access.Require(tx, by, access.TermsPropose, x.ID); err != nil {
		return x, nil, err
	}
	if !roles.HasAny(access.Intern, access.Mentor) {
		return x, nil, fault.New(fault.Forbidden, "Terms are for the intern or the mentor to propose. Nothing has been changed.")
	}
	return x, roles, nil
}

func (s *Service) propose(tx *sqldb.Tx, by access.Actor, x Internship, roles access.Roles, in Propose) (Standing, error) {
	m, err := x.State.move(verbPropose)
	if err != nil {
		return Standing{}, err
	}
	newest, err := newestTerms(tx, x)
	if err != nil {
		return Standing{}, err
	}
	if in.Base != x.Revision {
		return Standing{}, outdated(tx, x, newest, in.Base)
	}
	t, people, err := checked(tx, by, x, newest, in)
	if err != nil {
		return Standing{}, err
	}
	if newest != nil && newest.Digest == t.Digest {
		return Standing{}, fault.New(fault.Conflict, "These are the terms of revision %d already. Nothing has been changed.", x.Revision)
	}
	was := x
	x.State, x.Revision = m.To, t.Revision
	if m.To == Proposed { // nothing starts by itself until it is agreed anew
		x.StartsAt, x.TurnsAt = time.Time{}, time.Time{}
	}
	if err := save(tx, was, x); err != nil {
		return Standing{}, err
	}
	if err := record.Insert(tx, t); err != nil {
		return Standing{}, err
	}
	if err := s.seatAll(tx, x, people[t.Intern], people[t.Mentor]); err != nil {
		return Standing{}, err
	}
	if err := s.signByProposing(tx, was, t, roles); err != nil {
		return Standing{}, err
	}
	if err := s.append(tx, by, x, m.Event, audit.Facts{"revision": audit.Number(t.Revision), "digest": t.Digest}); err != nil {
		return Standing{}, err
	}
	return x.standing(), s.hooks.Proposed(tx, t)
}

// newestTerms returns the newest terms, nil where there are none.
func newestTerms(tx *sqldb.Tx, x Internship) (*Terms, error) {
	if x.Revision == 0 {
		return nil, nil
	}
	t, err := TermsOf(tx, x.ID, x.Revision)
	return &t, err
}

// outdated is the answer to a proposal that was written on older terms.
func outdated(tx *sqldb.Tx, x Internship, newest *Terms, base int) error {
	if newest == nil || base < 1 || base > x.Revision {
		return fault.New(fault.Conflict, "This internship has %d revisions of its terms by now, and yours does not follow the newest. Nothing has been changed. Look at the newest first.", x.Revision)
	}
	seen, err := TermsOf(tx, x.ID, base)
	if err != nil {
		return err
	}
	return fault.New(fault.Conflict, "Revision %d was proposed meanwhile. What changed: %s. Nothing of yours has been saved. Look at it, then propose yours again.",
		x.Revision, terms.Describe(terms.Compare(seen, *newest))).WithCode("revision-superseded")
}

// checked reads proposed terms and checks them against every rule. It also
// returns intern and mentor.
func checked(tx *sqldb.Tx, by access.Actor, x Internship, newest *Terms, in Propose) (Terms, map[id.Person]person.Person, error) {
	before := newest
	if x.State.Running() {
		held, err := TermsInForce(tx, x.ID)
		if err != nil {
			return Terms{}, nil, err
		}
		before = &held
	}
	ids := []id.Person{x.Intern, in.Mentor}
	if newest != nil {
		ids = append(ids, newest.Mentor)
	}
	people, err := person.Names(tx, ids)
	if err != nil {
		return Terms{}, nil, err
	}
	intern := people[x.Intern]
	if !intern.Active {
		return Terms{}, nil, fault.New(fault.Conflict, "The intern is no longer active. Nothing has been changed.")
	}
	var fields fault.Fields
	t := in.After(newest, intern.Zone).Read(&fields)
	t.Internship, t.Revision, t.Intern, t.ProposedBy = x.ID, x.Revision+1, x.Intern, by.Person
	version, err := versionFor(tx, x, t.ProgramVersion)
	if err != nil {
		return Terms{}, nil, err
	}
	t.ProgramVersion = version.ID
	if newest != nil && newest.ProgramVersion == version.ID {
		t.Kept = newest.Kept // a revision of dates changes nothing about what is learned
	}
	t.Check(&fields, terms.Frame{
		Now: tx.Now(), Program: x.Program, Version: version, Intern: intern, Mentor: people[t.Mentor], By: by.Person,
		Before: before, Begun: x.State.Running(),
	})
	t.Digest = t.Sum()
	return t, people, fields.Err()
}

// versionFor returns the version that terms name, or the newest where they
// name none. It is zero where there is none such.
func versionFor(tx *sqldb.Tx, x Internship, named id.ProgramVersion) (program.Version, error) {
	if named == "" {
		return program.VersionNumbered(tx, x.Program, 0)
	}
	found, err := program.Versions(tx, []id.ProgramVersion{named})
	return found[named], err
}

// signByProposing stores what a proposal brings with it: the proposer's own
// signature, and those of managers to whose grant nothing changed.
func (s *Service) signByProposing(tx *sqldb.Tx, was Internship, t Terms, roles access.Roles) error {
	for _, role := range signedRoles(roles) {
		if isManager(role) {
			continue
		}
		g := given{ID: id.New[id.SignOff](s.ids), Revision: t.Revision, Role: role, Person: t.ProposedBy, Answer: Approved, Digest: t.Digest, At: tx.Now()}
		if err := put(tx, t.Internship, given{}, g); err != nil {
			return err
		}
	}
	answers, err := answersTo(tx, t.Internship)
	if err != nil {
		return err
	}
	carried := map[access.Role]bool{}
	for _, revision := range slices.Compact([]int{was.InForce, was.Revision}) {
		if revision == 0 {
			continue
		}
		older, err := TermsOf(tx, t.Internship, revision)
		if err != nil {
			return err
		}
		for _, role := range []access.Role{access.InternManager, access.MentorManager} {
			g, found := answerTo(answers, revision, role)
			if carried[role] || !found || g.Answer != Approved || !terms.OnlyVersion(older, t) {
				continue
			}
			carried[role] = true
			if g.CarriedFrom == 0 {
				g.CarriedFrom = revision
			}
			g.ID, g.Revision = id.New[id.SignOff](s.ids), t.Revision
			if err := put(tx, t.Internship, given{}, g); err != nil {
				return err
			}
		}
	}
	return nil
}
