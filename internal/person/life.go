package person

import (
	"context"

	"stint/internal/access"
	"stint/internal/audit"
	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/sqldb"
)

// Statement says whether the actor has an access, such as "salesforce".
type Statement struct {
	Fact string
	Has  bool
}

// StateAccess states one of the actor's own access facts: of a system on the
// administrators' list, of one that a program's page asks for, or of one that
// they stated before. Where there is no list any name will do. What they stated
// before is no change.
func (s *Service) StateAccess(ctx context.Context, c call.Call, in Statement) (Statement, error) {
	return call.Do(ctx, s.db, c, "person.state-access", in, func(tx *sqldb.Tx) (Statement, error) {
		if err := access.Check(c.Actor, access.Settle, nil, "person"); err != nil {
			return Statement{}, err
		}
		name, err := cleanFact(in.Fact)
		if err != nil {
			return Statement{}, fault.At("fact", "%s", err)
		}
		stated := Statement{Fact: name, Has: in.Has}
		facts, err := Facts(tx, c.Actor.Person)
		if err != nil {
			return Statement{}, err
		}
		has, known := facts[name]
		if known && has == in.Has {
			return stated, nil
		}
		if !known {
			offers, err := s.offers(tx)
			if err != nil {
				return Statement{}, err
			}
			if err := offers.check(name); err != nil {
				return Statement{}, fault.At("fact", "%s", err)
			}
		}
		if !knownOrRoom(facts, name) {
			return Statement{}, fault.At("fact", "There are %d access facts of yours already, and no more are kept.", maxFacts)
		}
		if _, err := tx.Exec(insertFact+insertFactRow+orStateAnew, factRow(c.Actor.Person, name, in.Has, tx.Now())...); err != nil {
			return Statement{}, err
		}
		err = s.append(tx, c.Actor, "access-fact.stated", c.Actor.Person, audit.Facts{"fact": name, "has": yesNo(in.Has)})
		if err != nil {
			return Statement{}, err
		}
		return stated, s.hooks.FactsChanged(tx, c.Actor, c.Actor.Person)
	})
}

// maxFacts bounds the access facts of one person; pages of programs ask for a
// few.
const maxFacts = 200

func knownOrRoom(facts map[string]bool, name string) bool {
	_, known := facts[name]
	return known || len(facts) < maxFacts
}

func yesNo(yes bool) string {
	if yes {
		return "yes"
	}
	return "no"
}

// Deactivate ends a person's time with this installation: every session, link
// and token of theirs stops working with this transaction, and nothing new is
// made for them. What they did stays. The last active administrator cannot be
// deactivated. For administrators.
func (s *Service) Deactivate(ctx context.Context, c call.Call, person id.Person) (Person, error) {
	return call.Do(ctx, s.db, c, "person.deactivate", person, func(tx *sqldb.Tx) (Person, error) {
		old, err := s.findToAdminister(tx, c.Actor, person)
		if err != nil {
			return Person{}, err
		}
		now := later(tx.Now(), old)
		if err := tx.Guard("This person has been deactivated already. Nothing has been changed.", `
			UPDATE person SET active = 0, epoch = epoch + 1, deactivated_at = ?, changed_at = ? WHERE id = ? AND active = 1`,
			tx.Now(), now, person); err != nil {
			return Person{}, err
		}
		if err := s.append(tx, c.Actor, "person.deactivated", person, nil); err != nil {
			return Person{}, err
		}
		p := old
		p.Active = false
		if err := s.follow(tx, old, p); err != nil {
			return Person{}, err
		}
		if err := s.hooks.Deactivated(tx, person); err != nil {
			return Person{}, err
		}
		return Find(tx, c.Actor, person)
	})
}

// Reactivate lets a person in again who was deactivated. Credentials of before
// stay dead: they sign in anew. For administrators.
func (s *Service) Reactivate(ctx context.Context, c call.Call, person id.Person) (Person, error) {
	return call.Do(ctx, s.db, c, "person.reactivate", person, func(tx *sqldb.Tx) (Person, error) {
		old, err := s.findToAdminister(tx, c.Actor, person)
		if err != nil {
			return Person{}, err
		}
		if err := tx.Guard("This person is active. Nothing has been changed.", `
			UPDATE person SET active = 1, deactivated_at = NULL, changed_at = ? WHERE id = ? AND active = 0`,
			later(tx.Now(), old), person); err != nil {
			return Person{}, err
		}
		if err := s.append(tx, c.Actor, "person.reactivated", person, nil); err != nil {
			return Person{}, err
		}
		return Find(tx, c.Actor, person)
	})
}

func (s *Service) findToAdminister(tx *sqldb.Tx, a access.Actor, person id.Person) (Person, error) {
	if err := access.Check(a, access.PersonAdminister, nil, "person"); err != nil {
		return Person{}, err
	}
	return Find(tx, a, person)
}

// AppointFirst makes somebody the first administrator of an installation that
// has none: a new person, or the one whom the directory knows by the email. The
// caller has checked a credential for it. Where there is an administrator, the
// answer is Conflict, also for the later of two at once.
func (s *Service) AppointFirst(tx *sqldb.Tx, by access.Actor, in Entry) (Person, error) {
	in.Admin = true
	e, err := newRecord(in).clean()
	if err != nil {
		return Person{}, err
	}
	known, err := sqldb.List(tx, scan, "SELECT "+Columns+" FROM person p WHERE p.email = ?", e.Email)
	if err != nil {
		return Person{}, err
	}
	var p Person
	switch {
	case len(known) == 0:
		p, err = s.enter(tx, by, e)
	case known[0].Admin && known[0].Active:
		return Person{}, administered()
	case !known[0].Active:
		return Person{}, fault.At("email", "The person with this email address has been deactivated. Use another address.")
	default:
		granted := known[0].record()
		granted.Name, granted.Zone, granted.Admin = e.Name, e.Zone, true
		p, err = s.become(tx, by, known[0], granted)
	}
	if err != nil {
		return Person{}, err
	}
	// The event above holds the organization's chain, so nobody else can become
	// an administrator between this look and the commit.
	n, err := sqldb.Count(tx, "SELECT count(*) FROM person WHERE admin = 1 AND active = 1")
	if err == nil && n != 1 {
		err = administered()
	}
	return p, err
}

func administered() error {
	return fault.New(fault.Conflict, "This installation has an administrator already. Nothing has been changed. Ask them for a sign-in link.")
}
