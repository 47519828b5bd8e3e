package internship

import (
	"context"

	"stint/internal/access"
	"stint/internal/audit"
	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/person"
	"stint/internal/pool"
	"stint/internal/sqldb"
)

// mayApprove reports whether somebody can sign as a manager under terms of
// these two: the intern and the mentor never can.
func mayApprove(p person.Person, intern, mentor id.Person) bool {
	return p.ID != "" && p.Active && p.ID != intern && p.ID != mentor
}

// table says who holds which role today, and what the directory knows of them.
type table struct {
	parties []access.Party
	people  map[id.Person]person.Person
}

// seatsOf returns who holds which role on an internship, in two queries.
func seatsOf(tx *sqldb.Tx, x Internship) (table, error) {
	parties, err := access.Parties(tx, x.ID)
	if err != nil {
		return table{}, err
	}
	ids := make([]id.Person, len(parties))
	for i, p := range parties {
		ids[i] = p.Person
	}
	people, err := person.Names(tx, ids)
	return table{parties, people}, err
}

func (t table) party(role access.Role) access.Party {
	for _, p := range t.parties {
		if p.Role == role {
			return p
		}
	}
	return access.Party{}
}

// person returns who holds a role today; the zero Person where nobody does.
func (t table) person(role access.Role) person.Person { return t.people[t.party(role).Person] }

// holder returns who can sign for a role today; empty where nobody can.
func (t table) holder(role access.Role) id.Person {
	p := t.person(role)
	if !p.Active {
		return ""
	}
	return p.ID
}

func (s *Service) join(tx *sqldb.Tx, internship id.Internship, role access.Role, who id.Person) error {
	return access.Join(tx, access.Party{ID: id.New[id.Party](s.ids), Internship: internship, Person: who, Role: role})
}

// seatAll gives mentor and managers their roles when terms are proposed.
func (s *Service) seatAll(tx *sqldb.Tx, x Internship, intern, mentor person.Person) error {
	seats, err := seatsOf(tx, x)
	if err != nil {
		return err
	}
	if former := seats.party(access.Mentor).Person; former != mentor.ID {
		if err := pool.Release(tx, x.ID, former); err != nil {
			return err
		}
		if _, err := access.Leave(tx, x.ID, access.Mentor); err != nil {
			return err
		}
		if err := s.join(tx, x.ID, access.Mentor, mentor.ID); err != nil {
			return err
		}
	}
	if err := pool.Hold(tx, s.ids, pool.Held{Program: x.Program, Mentor: mentor.ID, Internship: x.ID}); err != nil {
		return err
	}
	managers, err := person.Names(tx, []id.Person{intern.Manager, mentor.Manager})
	if err != nil {
		return err
	}
	if _, err := s.seat(tx, x, access.InternManager, managers[intern.Manager], seats, mentor.ID); err != nil {
		return err
	}
	_, err = s.seat(tx, x, access.MentorManager, managers[mentor.Manager], seats, mentor.ID)
	return err
}

// seat gives a manager's role to whom the directory names. Where that person
// cannot approve, a stand-in who can keeps the role, and everybody else loses
// it. It reports whether anything changed.
func (s *Service) seat(tx *sqldb.Tx, x Internship, role access.Role, manager person.Person, seats table, mentor id.Person) (bool, error) {
	now := seats.party(role)
	named := mayApprove(manager, x.Intern, mentor)
	switch {
	case named && now.Person == manager.ID && !now.StandIn:
		return false, nil
	case !named && now.Person == "":
		return false, nil
	case !named && now.StandIn && mayApprove(seats.person(role), x.Intern, mentor):
		return false, nil
	}
	if _, err := access.Leave(tx, x.ID, role); err != nil || !named {
		return true, err
	}
	return true, s.join(tx, x.ID, role, manager.ID)
}

// NameStandIn names who signs for a manager that the directory does not have.
type NameStandIn struct {
	Internship id.Internship `json:"internship"`
	Role       access.Role   `json:"role"` // intern-manager or mentor-manager
	Person     id.Person     `json:"person"`
}

// NameStandIn names a stand-in approver, for coordinators who are no party:
// somebody active who is neither the intern nor the mentor. It is a Conflict
// where the directory has a manager who can sign. Naming another stand-in
// replaces the one before; what that one signed stays.
func (s *Service) NameStandIn(ctx context.Context, c call.Call, in NameStandIn) (Standing, error) {
	return call.Do(ctx, s.db, c, "stand-in.name", in, func(tx *sqldb.Tx) (Standing, error) {
		x, _, err := lockFor(tx, c.Actor, access.StandInName, in.Internship)
		if err != nil {
			return Standing{}, err
		}
		if x.State.Over() || x.Revision == 0 {
			return Standing{}, fault.New(fault.Conflict, "Nobody signs here: this internship is %s. Nothing has been changed.", x.State)
		}
		if !isManager(in.Role) {
			return Standing{}, fault.At("role", "A stand-in can be named for the intern’s manager or for the mentor’s: intern-manager or mentor-manager.")
		}
		seats, err := seatsOf(tx, x)
		if err != nil {
			return Standing{}, err
		}
		people, err := person.Names(tx, []id.Person{in.Person})
		if err != nil {
			return Standing{}, err
		}
		now, mentor := seats.party(in.Role), seats.party(access.Mentor).Person
		switch {
		case !now.StandIn && seats.holder(in.Role) != "":
			return Standing{}, fault.New(fault.Conflict, "The directory names %s as %s, who can sign. Nothing has been changed.", seats.person(in.Role).Name, in.Role.Words())
		case in.Person == x.Intern || in.Person == mentor:
			return Standing{}, fault.At("person", "Neither the intern nor the mentor can sign for a manager. Choose somebody else.")
		case !mayApprove(people[in.Person], x.Intern, mentor):
			return Standing{}, fault.At("person", "Choose somebody of the directory who is active.")
		case now.Person == in.Person:
			return x.standing(), nil
		}
		if _, err := access.Leave(tx, x.ID, in.Role); err != nil {
			return Standing{}, err
		}
		if err := access.Join(tx, access.Party{
			ID: id.New[id.Party](s.ids), Internship: x.ID, Person: in.Person, Role: in.Role, StandIn: true, NamedBy: c.Actor.Person,
		}); err != nil {
			return Standing{}, err
		}
		facts := audit.Facts{"role": string(in.Role), "person": string(in.Person)}
		if err := s.append(tx, c.Actor, x, "stand-in.named", facts); err != nil {
			return Standing{}, err
		}
		return s.countForBoth(tx, c.Actor, x, in.Role, in.Person)
	})
}

// countForBoth lets the approval that somebody gave as one manager count for
// the other, whose role they have just taken and for which nobody has
// answered yet: one manager for both signs once.
func (s *Service) countForBoth(tx *sqldb.Tx, by access.Actor, x Internship, role access.Role, who id.Person) (Standing, error) {
	if !x.Pending() || who == "" {
		return x.standing(), nil
	}
	other := access.InternManager
	if role == other {
		other = access.MentorManager
	}
	answers, err := answersTo(tx, x.ID)
	if err != nil {
		return Standing{}, err
	}
	g, found := answerTo(answers, x.Revision, other)
	_, answered := answerTo(answers, x.Revision, role)
	if !found || answered || g.Answer != Approved || g.Person != who {
		return x.standing(), nil
	}
	t, err := TermsOf(tx, x.ID, x.Revision)
	if err != nil {
		return Standing{}, err
	}
	return s.answer(tx, by, x, t, answers, []access.Role{role}, g, "sign-off.given")
}

// ManagerChanged follows a change in the directory, in its transaction: in
// every internship of the person that is proposed, agreed or running, the new
// manager takes the role. What the old one answered on the newest terms stays;
// what is open is the new one's to answer. It is a hook of package person.
func (s *Service) ManagerChanged(tx *sqldb.Tx, who, _, manager id.Person) error {
	affected, err := under(tx, who)
	if err != nil {
		return err
	}
	people, err := person.Names(tx, []id.Person{manager})
	if err != nil {
		return err
	}
	for _, internship := range affected { // in order of their ids, so that two changes never wait for each other
		if err := s.reseat(tx, internship, who, people[manager]); err != nil {
			return err
		}
	}
	return nil
}

// reseat gives the manager of somebody their role on one internship.
func (s *Service) reseat(tx *sqldb.Tx, internship id.Internship, who id.Person, manager person.Person) error {
	x, err := lock(tx, internship)
	if err != nil {
		return err
	}
	seats, err := seatsOf(tx, x)
	if err != nil {
		return err
	}
	role := access.MentorManager
	if who == x.Intern {
		role = access.InternManager
	}
	changed, err := s.seat(tx, x, role, manager, seats, seats.party(access.Mentor).Person)
	if err != nil || !changed {
		return err
	}
	stint, facts := access.System(access.ViaJob), audit.Facts{"role": string(role)}
	if mayApprove(manager, x.Intern, seats.party(access.Mentor).Person) {
		facts["person"] = string(manager.ID)
	}
	if err := s.append(tx, stint, x, "manager.changed", facts); err != nil {
		return err
	}
	if facts["person"] == "" {
		return nil
	}
	_, err = s.countForBoth(tx, stint, x, role, manager.ID)
	return err
}
