package matching

import (
	"context"
	"time"

	"stint/internal/access"
	"stint/internal/audit"
	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/internship"
	"stint/internal/person"
	"stint/internal/sqldb"
)

// CallState is how an open call stands.
type CallState string

// The states of an open call.
const (
	CallOpen   CallState = "open"
	CallClosed CallState = "closed"
)

// OpenCall is one message to every mentor whom the intern could ask.
type OpenCall struct {
	ID         id.OpenCall
	Internship id.Internship
	Program    id.Program
	Intern     id.Person
	Message    string // the intern's words; empty for coordinators
	State      CallState
	OpenedAt   time.Time
	ClosedAt   time.Time  // zero while it is open
	Answers    int        // how many mentors offered to; for everybody but its intern and coordinators 0
	Mine       id.Request // the reader's own offer; empty where there is none
}

const callColumns = `c.id, c.internship_id, i.program_id, i.intern_id, c.message, c.state, c.opened_at, c.closed_at,
	(SELECT count(*) FROM request q WHERE q.open_call_id = c.id), (SELECT max(q.id) FROM request q WHERE q.open_call_id = c.id AND q.mentor_id = ?)`

const fromCall = " FROM open_call c JOIN internship i ON i.id = c.internship_id "

func scanCall(s sqldb.Scanner) (o OpenCall, err error) {
	return o, s.Scan(&o.ID, &o.Internship, &o.Program, &o.Intern, &o.Message, &o.State, &o.OpenedAt, &o.ClosedAt, &o.Answers, sqldb.Maybe(&o.Mine))
}

// seenBy leaves what somebody with these roles on the call may see of it.
func (o OpenCall) seenBy(roles access.Roles) OpenCall {
	switch {
	case roles.Has(access.Mentor):
		o.Answers = 0
	case roles.Has(access.Coordinator):
		o.Message = ""
	}
	return o
}

// FindCall returns an open call, for its intern, the coordinators of the
// program and, while it is open or once they answered it, every mentor who is
// open to mentoring in the program and not the intern's manager. For everybody
// else it is NotFound.
func FindCall(tx *sqldb.Tx, a access.Actor, of id.OpenCall) (OpenCall, error) {
	return findCallFor(tx, a, access.OpenCallFind, of)
}

func findCallFor(tx *sqldb.Tx, a access.Actor, action access.Action, of id.OpenCall) (OpenCall, error) {
	o, err := sqldb.Find(tx, "open call", scanCall, "SELECT "+callColumns+fromCall+"WHERE c.id = ?", a.Person, of)
	if err != nil {
		return OpenCall{}, err
	}
	roles, err := callRoles(tx, a, o)
	if err != nil {
		return OpenCall{}, err
	}
	return o.seenBy(roles), access.Check(a, action, roles, "open call")
}

// callRoles returns what the actor is to an open call.
func callRoles(tx *sqldb.Tx, a access.Actor, o OpenCall) (access.Roles, error) {
	roles, err := rolesOn(tx, a, o.Internship, "")
	if err != nil || roles.Has(access.Intern) || a.Person == "" {
		return roles, err
	}
	if o.Mine != "" {
		return access.Roles{access.Mentor}, nil
	}
	if o.State != CallOpen {
		return roles, nil
	}
	open, err := openIn(tx, o.Program, []id.Person{a.Person})
	if err != nil || !open[a.Person] {
		return roles, err
	}
	manager, err := person.ManagerOf(tx, o.Intern)
	if err != nil || manager == a.Person {
		return roles, err
	}
	return access.Roles{access.Mentor}, nil
}

// CallOf returns the newest open call of an internship for its intern and its
// coordinators; its ID is empty where there never was one. The caller has
// checked that the actor may see the internship's requests.
func CallOf(tx *sqldb.Tx, a access.Actor, of id.Internship) (OpenCall, error) {
	roles, err := access.Require(tx, a, access.RequestList, of)
	if err != nil {
		return OpenCall{}, err
	}
	found, err := sqldb.List(tx, scanCall, "SELECT "+callColumns+fromCall+"WHERE c.internship_id = ? ORDER BY c.id DESC LIMIT 1", a.Person, of)
	if err != nil || len(found) == 0 {
		return OpenCall{}, err
	}
	return found[0].seenBy(roles), nil
}

// maxCalls bounds a list of open calls.
const maxCalls = 100

// Calls returns the open calls that the actor could answer, the newest first, at
// most a hundred: those of programs in which they are open to mentoring, not
// their own, not of people who report to them, and not those they answered.
func Calls(tx *sqldb.Tx, a access.Actor) ([]OpenCall, error) {
	if err := access.Check(a, access.HomeFind, nil, "open call"); err != nil {
		return nil, err
	}
	condition, args, err := answerable(tx, a)
	if err != nil {
		return nil, err
	}
	list, err := sqldb.List(tx, scanCall, "SELECT "+callColumns+fromCall+"WHERE "+condition+" ORDER BY c.id DESC LIMIT ?",
		append(append([]any{a.Person}, args...), maxCalls)...)
	for i := range list {
		list[i] = list[i].seenBy(access.Roles{access.Mentor})
	}
	return list, err
}

// Post is an open call to be.
type Post struct {
	Internship id.Internship `json:"internship"`
	Message    string        `json:"message"` // every eligible mentor reads it; at most 4,000 bytes
}

// Posted is an open call that was opened, or closed.
type Posted struct {
	OpenCall   id.OpenCall   `json:"open_call"`
	Internship id.Internship `json:"internship"`
}

// Post opens a call, for the intern who explores: one at a time.
func (s *Service) Post(ctx context.Context, c call.Call, in Post) (Posted, error) {
	return call.Do(ctx, s.db, c, "open-call.open", in, func(tx *sqldb.Tx) (Posted, error) {
		x, err := internship.Lock(tx, in.Internship)
		if err != nil {
			return Posted{}, err
		}
		if _, err := access.Require(tx, c.Actor, access.OpenCallPost, x.ID); err != nil {
			return Posted{}, err
		}
		if err := s.mayPost(tx, x); err != nil {
			return Posted{}, err
		}
		var fields fault.Fields
		message := cleanWords(&fields, "call", in.Message, "Say in two or three sentences why this role. Every eligible mentor reads it.")
		if err := fields.Err(); err != nil {
			return Posted{}, err
		}
		of := id.New[id.OpenCall](s.ids)
		if _, err := tx.Exec("INSERT INTO open_call (id, internship_id, message, state, opened_at) VALUES (?, ?, ?, ?, ?)", of, x.ID, message, CallOpen, tx.Now()); err != nil {
			return Posted{}, err
		}
		return Posted{of, x.ID}, s.append(tx, c.Actor, x.ID, "open-call.opened", string(of), audit.Facts{"program": string(x.Program)})
	})
}

// mayPost is the rule for when a call can be opened.
func (s *Service) mayPost(tx *sqldb.Tx, x internship.Internship) error {
	if err := exploring(x); err != nil {
		return err
	}
	history, err := listOf(tx, x.ID)
	if err != nil {
		return err
	}
	if _, found := confirmed(history); found {
		return fault.New(fault.Conflict, "You have confirmed a mentor, so no call is needed. Nothing has been changed. Propose terms, or withdraw that request first.")
	}
	n, err := sqldb.Count(tx, "SELECT count(*) FROM open_call WHERE internship_id = ? AND state = 'open'", x.ID)
	if err == nil && n > 0 {
		return fault.New(fault.Conflict, "Your call is open already. Nothing has been changed. Close it to post another.")
	}
	return err
}

// CloseCall closes an open call, for its intern. Offers that came stay.
func (s *Service) CloseCall(ctx context.Context, c call.Call, of id.OpenCall) (Posted, error) {
	return call.Do(ctx, s.db, c, "open-call.close", of, func(tx *sqldb.Tx) (Posted, error) {
		o, _, err := s.lockCallFor(tx, c.Actor, access.OpenCallClose, of)
		if err != nil {
			return Posted{}, err
		}
		return Posted{o.ID, o.Internship}, s.closeCalls(tx, c.Actor, o.Internship)
	})
}

func (s *Service) lockCallFor(tx *sqldb.Tx, a access.Actor, action access.Action, of id.OpenCall) (OpenCall, internship.Internship, error) {
	o, err := findCallFor(tx, a, action, of)
	if err != nil {
		return o, internship.Internship{}, err
	}
	x, err := internship.Lock(tx, o.Internship)
	if err != nil {
		return o, x, err
	}
	o, err = findCallFor(tx, a, action, of)
	return o, x, err
}

// closeCalls closes the open call of a search, if there is one.
func (s *Service) closeCalls(tx *sqldb.Tx, by access.Actor, of id.Internship) error {
	open, err := sqldb.List(tx, func(s sqldb.Scanner) (o id.OpenCall, err error) { return o, s.Scan(&o) },
		"SELECT id FROM open_call WHERE internship_id = ? AND state = 'open'", of)
	if err != nil {
		return err
	}
	for _, o := range open {
		if err := tx.Guard("This call has changed at this moment. Nothing of yours has been changed. Look at it again.",
			"UPDATE open_call SET state = 'closed', closed_at = ? WHERE id = ? AND state = 'open'", tx.Now(), o); err != nil {
			return err
		}
		if err := s.append(tx, by, of, "open-call.closed", string(o), nil); err != nil {
			return err
		}
	}
	return nil
}

// Offer is a mentor's answer to an open call.
type Offer struct {
	OpenCall id.OpenCall `json:"open_call"`
	Offer    string      `json:"offer,omitempty"` // words to the intern; at most 4,000 bytes
}

// Offer says yes to an open call, for the mentors who can see it: it becomes
// a request that they have accepted, with a place held. Who was asked by the
// intern already accepts that request by it. Said twice it counts once.
func (s *Service) Offer(ctx context.Context, c call.Call, in Offer) (Standing, error) {
	return call.Do(ctx, s.db, c, "open-call.answer", in, func(tx *sqldb.Tx) (Standing, error) {
		o, x, err := s.lockCallFor(tx, c.Actor, access.OpenCallAnswer, in.OpenCall)
		if err != nil {
			return Standing{}, err
		}
		history, err := listOf(tx, x.ID)
		if err != nil {
			return Standing{}, err
		}
		for _, r := range history {
			switch {
			case r.Mentor != c.Actor.Person || !r.State.Standing():
			case r.State == Asked:
				return s.accept(tx, c.Actor, x, r, in.Offer)
			default:
				return r.standing(), nil
			}
		}
		if o.State != CallOpen {
			return Standing{}, fault.New(fault.Conflict, "This call is closed. Nothing has been changed. Thank you for offering.")
		}
		r := Request{ID: id.New[id.Request](s.ids), Internship: x.ID, Mentor: c.Actor.Person, AskedBy: c.Actor.Person, Call: o.ID, State: Asked, AskedAt: tx.Now()}
		if err := insert(tx, r); err != nil {
			return Standing{}, err
		}
		if err := s.append(tx, c.Actor, x.ID, "open-call.answered", string(o.ID), audit.Facts{"request": string(r.ID)}); err != nil {
			return Standing{}, err
		}
		return s.accept(tx, c.Actor, x, r, in.Offer)
	})
}
