package delegation

import (
	"context"

	"stint/internal/access"
	"stint/internal/audit"
	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/person"
	"stint/internal/sqldb"
	"stint/internal/worktime"
)

// Service names delegates.
type Service struct {
	db    *sqldb.DB
	ids   *id.Source
	trail *audit.Trail
}

// New returns the service.
func New(db *sqldb.DB, ids *id.Source, trail *audit.Trail) *Service {
	return &Service{db: db, ids: ids, trail: trail}
}

// append records an event about somebody, who hears of it.
func (s *Service) append(tx *sqldb.Tx, by access.Actor, name string, about id.Person, d Delegation) error {
	_, err := s.trail.Append(tx, by, audit.Event{Chain: audit.Organization, Name: name, Object: string(about), Facts: audit.Facts{
		"delegation": string(d.ID), "from": d.From.String(), "to": d.To.String(),
	}})
	return err
}

// Name is the wish to be stood in for. From and To are the first and the last
// day, yyyy-mm-dd, in the manager's zone.
type Name struct {
	Delegate id.Person `json:"delegate"`
	From     string    `json:"from"`
	To       string    `json:"to"`
}

// Name names who answers terms for the actor in a period, for everybody who
// manages somebody: somebody active who is not the actor and has no part in
// what waits for the actor's answer now. A period that shares a day with
// another one of theirs is a Conflict.
func (s *Service) Name(ctx context.Context, c call.Call, in Name) (Delegation, error) {
	return call.Do(ctx, s.db, c, "delegation.name", in, func(tx *sqldb.Tx) (Delegation, error) {
		if err := access.Check(c.Actor, access.DelegationName, nil, "delegation"); err != nil {
			return Delegation{}, err
		}
		if err := hold(tx, c.Actor.Person, in.Delegate); err != nil {
			return Delegation{}, err
		}
		d, err := s.checked(tx, c.Actor.Person, in)
		if err != nil {
			return Delegation{}, err
		}
		others, err := overlapping(tx, d)
		if err != nil {
			return Delegation{}, err
		}
		if len(others) > 0 {
			today := worktime.DateOf(tx.Now(), d.FromAt.Location())
			return Delegation{}, fault.New(fault.Conflict, "You have a delegate from %s to %s already. Nothing has been changed. Choose other days, or end that one first.",
				worktime.FormatDate(others[0].From, today), worktime.FormatDate(others[0].To, today)).WithCode("delegation-overlaps")
		}
		if err := insert(tx, d); err != nil {
			return Delegation{}, err
		}
		d.CreatedAt = tx.Now()
		return d, s.append(tx, c.Actor, "delegation.named", d.Delegate, d)
	})
}

// checked reads a delegation and holds it against the rules.
func (s *Service) checked(tx *sqldb.Tx, manager id.Person, in Name) (Delegation, error) {
	manages, err := Manages(tx, manager)
	if err != nil {
		return Delegation{}, err
	}
	if !manages {
		return Delegation{}, fault.New(fault.Forbidden, "Only whoever manages somebody has sign-offs to hand over. Nothing has been changed.")
	}
	people, err := person.Names(tx, []id.Person{manager, in.Delegate})
	if err != nil {
		return Delegation{}, err
	}
	var fields fault.Fields
	loc := people[manager].Location()
	d := Delegation{ID: id.New[id.Delegation](s.ids), Manager: manager, Delegate: in.Delegate, Zone: loc.String()}
	switch delegate := people[in.Delegate]; {
	case in.Delegate == manager:
		fields.Add("delegate", "You sign for yourself already. Choose somebody else.")
	case !delegate.Active:
		fields.Add("delegate", "Choose somebody of the directory who is active.")
	default:
		part, err := takesPart(tx, in.Delegate, manager)
		if err != nil {
			return d, err
		}
		if part {
			fields.Add("delegate", "%s has a part in an internship that waits for your answer, and nobody signs for two sides. Choose somebody else, or answer that one first.", delegate.Name)
		}
	}
	d.From, d.To = period(&fields, in.From, in.To, worktime.DateOf(tx.Now(), loc))
	if err := fields.Err(); err != nil {
		return d, err
	}
	d.FromAt, d.UntilAt = d.From.Start(loc).UTC(), d.To.AddDays(1).Start(loc).UTC()
	if d.FromAt.Before(tx.Now()) {
		d.FromAt = tx.Now() // from now on, where it begins today
	}
	return d, nil
}

// End ends a delegation before its time, for the two whom it is about. What the
// delegate answered stays. One that was ended early is left as it is; one that
// is over is a Conflict.
func (s *Service) End(ctx context.Context, c call.Call, delegation id.Delegation) (Delegation, error) {
	return call.Do(ctx, s.db, c, "delegation.end", delegation, func(tx *sqldb.Tx) (Delegation, error) {
		if err := access.Check(c.Actor, access.DelegationName, nil, "delegation"); err != nil {
			return Delegation{}, err
		}
		d, err := find(tx, c.Actor, delegation)
		if err != nil || !d.EndedAt.IsZero() {
			return d, err
		}
		return s.end(tx, c.Actor, d, d.other(c.Actor.Person))
	})
}

func (s *Service) end(tx *sqldb.Tx, by access.Actor, d Delegation, tell id.Person) (Delegation, error) {
	if err := endNow(tx, d, by.Person); err != nil {
		return d, err
	}
	d.UntilAt, d.EndedAt, d.EndedBy = tx.Now(), tx.Now(), by.Person
	return d, s.append(tx, by, "delegation.ended", tell, d)
}

// Left follows when somebody was deactivated, in its transaction: what they
// delegated, and what was delegated to them, ends. It is a hook of package
// person.
func (s *Service) Left(tx *sqldb.Tx, who id.Person) error {
	found, err := lasting(tx, who)
	if err != nil {
		return err
	}
	for _, d := range found {
		if _, err := s.end(tx, access.System(access.ViaJob), d, d.other(who)); err != nil {
			return err
		}
	}
	return nil
}
