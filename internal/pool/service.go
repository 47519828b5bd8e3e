package pool

import (
	"context"
	"strings"
	"time"

	"stint/internal/access"
	"stint/internal/audit"
	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/program"
	"stint/internal/sqldb"
	"stint/internal/worktime"
)

// Service changes openings.
type Service struct {
	db    *sqldb.DB
	ids   *id.Source
	trail *audit.Trail
}

// New returns the service.
func New(db *sqldb.DB, ids *id.Source, trail *audit.Trail) *Service {
	return &Service{db: db, ids: ids, trail: trail}
}

// EnterPool is the wish to be open to mentoring in a program.
type EnterPool struct {
	Program id.Program `json:"program"`
	Offer
}

// Open puts the actor into the pool of a program, or back into it, for
// everybody whom the program's rules let mentor; anybody else gets a Conflict
// that quotes the rules. It is one too where the actor is in the pool already.
// Internships that hold places of theirs count from the first moment: fewer
// places cannot be offered.
func (s *Service) Open(ctx context.Context, c call.Call, in EnterPool) (Opening, error) {
	return call.Do(ctx, s.db, c, "pool.open", in, func(tx *sqldb.Tx) (Opening, error) {
		was, err := s.enter(tx, c.Actor, in.Program)
		if err != nil {
			return Opening{}, err
		}
		return s.offer(tx, c.Actor, was, in.Offer, verbOpen)
	})
}

// enter checks that the actor may be in the pool of a program, and returns
// their opening there, locked.
func (s *Service) enter(tx *sqldb.Tx, by access.Actor, of id.Program) (Opening, error) {
	if err := access.Check(by, access.PoolOpen, nil, "program"); err != nil {
		return Opening{}, err
	}
	if by.Person == "" {
		return Opening{}, fault.New(fault.Forbidden, "An opening is somebody’s own, and Stint itself is nobody. Nothing has been changed.")
	}
	if _, err := program.Find(tx, by, of); err != nil {
		return Opening{}, err
	}
	e, err := Eligible(tx, of, by.Person)
	if err != nil {
		return Opening{}, err
	}
	if !e.Eligible {
		return Opening{}, fault.New(fault.Conflict, "This program does not let you mentor. %s Nothing has been changed. If that is wrong, ask a coordinator of the program.", e.Unmet()).WithCode("not-eligible")
	}
	return lockOpening(tx, of, by.Person)
}

// Returning is the wish to be in the pool again, as before.
type Returning struct {
	Opening id.Opening `json:"opening"`
}

// Return puts the actor back into the pool that they left, with what they
// offered before. It is a Conflict where its last day is past by now or its
// mentor is no longer eligible.
func (s *Service) Return(ctx context.Context, c call.Call, in Returning) (Opening, error) {
	return call.Do(ctx, s.db, c, "pool.return", in, func(tx *sqldb.Tx) (Opening, error) {
		was, err := ownOpening(tx, c.Actor, in.Opening)
		if err != nil {
			return Opening{}, err
		}
		if was, err = s.enter(tx, c.Actor, was.Program); err != nil {
			return Opening{}, err
		}
		o, err := s.offer(tx, c.Actor, was, OfferOf(was), verbOpen)
		if fault.Is(err, fault.Invalid) {
			err = fault.New(fault.Conflict, "What you offered then does not hold any more: its last day is past, or more internships run by now. Nothing has been changed. Say anew what you offer.")
		}
		return o, err
	})
}

// OfferOf is what an opening offers.
func OfferOf(o Opening) Offer {
	return Offer{Capacity: o.Capacity, Style: o.Style, Topics: o.Topics, Languages: o.Languages, Until: o.Until.String()}
}

// ChangeOffer is another offer in the place of the one that an opening makes.
type ChangeOffer struct {
	Opening id.Opening `json:"opening"`
	// Seen, where it is set, is the ChangedAt of the opening as the mentor saw
	// it: a change since then is a Conflict.
	Seen time.Time `json:"seen,omitzero"`
	Offer
}

// Change changes what an opening offers, for its mentor. Fewer places than are
// held cannot be offered.
func (s *Service) Change(ctx context.Context, c call.Call, in ChangeOffer) (Opening, error) {
	return call.Do(ctx, s.db, c, "pool.change", in, func(tx *sqldb.Tx) (Opening, error) {
		was, err := s.lockOwn(tx, c.Actor, in.Opening)
		if err != nil {
			return Opening{}, err
		}
		if !in.Seen.IsZero() && !in.Seen.Equal(was.ChangedAt) {
			return Opening{}, fault.New(fault.Conflict, "You changed this in another window meanwhile. Nothing of this one has been saved. Look at it again.")
		}
		return s.offer(tx, c.Actor, was, in.Offer, verbChange)
	})
}

// offer brings an opening that has been locked to what its mentor offers.
func (s *Service) offer(tx *sqldb.Tx, by access.Actor, was Opening, f Offer, verb string) (Opening, error) {
	m, err := was.State.move(verb)
	if err != nil {
		return Opening{}, err
	}
	p, err := requireActive(tx, was.Person)
	if err != nil {
		return Opening{}, err
	}
	o, err := f.on(was, worktime.DateOf(tx.Now(), p.Location()))
	if err != nil {
		return Opening{}, err
	}
	if o.Capacity < o.Held {
		return Opening{}, fault.At("capacity", "Your internships in this program hold %d places already, so offer at least as many. To take on nobody else, offer exactly %d or leave the pool.", o.Held, o.Held)
	}
	changed := differs(was, o)
	if verb == verbChange && len(changed) == 0 {
		return was, nil
	}
	o.State, o.ChangedAt, o.LeftAt = m.To, later(tx.Now(), was), time.Time{}
	if verb == verbOpen {
		o.OpenedAt = tx.Now()
	}
	if was.ID == "" {
		o.ID = id.New[id.Opening](s.ids)
	}
	lapses := time.Time{}
	if !o.Until.IsZero() {
		lapses = o.Until.AddDays(1).Start(p.Location())
	}
	if err := save(tx, was, o, lapses); err != nil {
		return Opening{}, err
	}
	if err := offerPlaces(tx, o, true); err != nil {
		return Opening{}, err
	}
	facts := audit.Facts{"program": string(o.Program), "capacity": audit.Number(o.Capacity)}
	if verb == verbChange {
		facts["fields"] = strings.Join(changed, "+")
	}
	return o, s.append(tx, by, m.Event, o, facts)
}

// LeavePool is the wish to be asked no more.
type LeavePool struct {
	Opening id.Opening `json:"opening"`
}

// Leave takes the actor out of the pool of a program. Internships that they
// promised or that run go on. Leaving again changes nothing.
func (s *Service) Leave(ctx context.Context, c call.Call, in LeavePool) (Opening, error) {
	return call.Do(ctx, s.db, c, "pool.leave", in, func(tx *sqldb.Tx) (Opening, error) {
		was, err := s.lockOwn(tx, c.Actor, in.Opening)
		if err != nil || was.State == StateLeft {
			return was, err
		}
		if was.State == StateLapsed {
			return was, nil // they are out of it
		}
		return s.leave(tx, c.Actor, was, verbLeave, howAsked)
	})
}

// How an opening came to its end, for the event.
const (
	howAsked    = "asked"
	howLapsed   = "lapsed"
	howDeparted = "departed"
)

// leave ends an opening that has been locked.
func (s *Service) leave(tx *sqldb.Tx, by access.Actor, was Opening, verb, how string) (Opening, error) {
	m, err := was.State.move(verb)
	if err != nil {
		return Opening{}, err
	}
	o := was
	o.State, o.ChangedAt, o.LeftAt = m.To, later(tx.Now(), was), tx.Now()
	if err := save(tx, was, o, time.Time{}); err != nil {
		return Opening{}, err
	}
	if err := offerPlaces(tx, o, false); err != nil {
		return Opening{}, err
	}
	return o, s.append(tx, by, m.Event, o, audit.Facts{"program": string(o.Program), "how": how})
}

// ownOpening finds an opening that the actor may change.
func ownOpening(tx *sqldb.Tx, by access.Actor, opening id.Opening) (Opening, error) {
	o, err := FindOpening(tx, by, opening)
	if err != nil {
		return o, err
	}
	var roles access.Roles
	if o.Person == by.Person {
		roles = access.Roles{access.Self}
	}
	return o, access.Check(by, access.PoolChange, roles, "opening")
}

// lockOwn is ownOpening with the opening locked.
func (s *Service) lockOwn(tx *sqldb.Tx, by access.Actor, opening id.Opening) (Opening, error) {
	o, err := ownOpening(tx, by, opening)
	if err != nil {
		return o, err
	}
	return lockOpening(tx, o.Program, o.Person)
}

// Departed takes somebody who was deactivated out of every pool, in the
// transaction of that. It is a hook of package person.
func (s *Service) Departed(tx *sqldb.Tx, who id.Person) error {
	openings, err := sqldb.List(tx, scan, "SELECT "+columns+tables+" WHERE o.person_id = ? AND o.state = 'open' ORDER BY o.program_id", who)
	if err != nil {
		return err
	}
	for _, o := range openings {
		if o, err = lockOpening(tx, o.Program, who); err != nil {
			return err
		}
		if o.State != StateOpen {
			continue
		}
		if _, err := s.leave(tx, access.System(access.ViaJob), o, verbLeave, howDeparted); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) append(tx *sqldb.Tx, by access.Actor, name string, o Opening, facts audit.Facts) error {
	_, err := s.trail.Append(tx, by, audit.Event{Chain: audit.Organization, Name: name, Object: string(o.ID), Facts: facts})
	return err
}
