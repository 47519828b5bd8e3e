package matching

import (
	"context"
	"slices"
	"time"

	"stint/internal/access"
	"stint/internal/audit"
	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/internship"
	"stint/internal/internship/terms"
	"stint/internal/person"
	"stint/internal/sqldb"
	"stint/internal/worktime"
)

// Service changes requests, open calls and guidance.
type Service struct {
	db    *sqldb.DB
	ids   *id.Source
	trail *audit.Trail
}

// New returns the service.
func New(db *sqldb.DB, ids *id.Source, trail *audit.Trail) *Service {
	return &Service{db: db, ids: ids, trail: trail}
}

// append records an event in the chain of an internship.
func (s *Service) append(tx *sqldb.Tx, by access.Actor, of id.Internship, name, object string, facts audit.Facts) error {
	_, err := s.trail.Append(tx, by, audit.Event{Chain: string(of), Name: name, Object: object, Facts: facts})
	return err
}

// Ask is one message to one or several mentors.
type Ask struct {
	Internship id.Internship `json:"internship"`
	Mentors    []id.Person   `json:"mentors"`
	Message    string        `json:"message"` // at most 4,000 bytes; each of them reads it
}

// Sent are the requests that were made, in order of the mentors' ids.
type Sent struct {
	Internship id.Internship `json:"internship"`
	Requests   []id.Request  `json:"requests"`
}

// Ask asks mentors, for the intern who explores. All of them are asked or none:
// what speaks against one is told at the field mentor in one Invalid error. At
// most MaxStanding requests stand at a time. Once a mentor is confirmed, nobody
// else is asked.
func (s *Service) Ask(ctx context.Context, c call.Call, in Ask) (Sent, error) {
	return call.Do(ctx, s.db, c, "request.send", in, func(tx *sqldb.Tx) (Sent, error) {
		x, err := internship.Lock(tx, in.Internship)
		if err != nil {
			return Sent{}, err
		}
		if _, err := access.Require(tx, c.Actor, access.RequestSend, x.ID); err != nil {
			return Sent{}, err
		}
		return s.AskFor(tx, c.Actor, x, in)
	})
}

// AskFor is Ask within a transaction that holds the internship by
// internship.Lock, for features that ask in an intern's name, as a cohort does
// for its coordinator. The caller has checked that the actor may.
func (s *Service) AskFor(tx *sqldb.Tx, by access.Actor, x internship.Internship, in Ask) (Sent, error) {
	if err := exploring(x); err != nil {
		return Sent{}, err
	}
	mentors := distinct(in.Mentors)
	t, err := tableOf(tx, x, mentors)
	if err != nil {
		return Sent{}, err
	}
	if r, found := confirmed(t.history); found {
		return Sent{}, fault.New(fault.Conflict, "You have confirmed %s, so nobody else is asked. Nothing has been changed. Propose terms, or withdraw that request first.", t.people[r.Mentor].Name)
	}
	var fields fault.Fields
	message := cleanWords(&fields, "message", in.Message, "Say in two or three sentences why you ask. Those you ask read it.")
	switch n := standing(t.history); {
	case len(mentors) == 0:
		fields.Add("mentor", "Choose whom to ask.")
	case n+len(mentors) > MaxStanding:
		fields.Add("mentor", "%d requests can stand at a time, and %d of yours do. Withdraw one, or ask fewer.", MaxStanding, n)
	default:
		for _, mentor := range mentors {
			t.mayAsk(&fields, mentor, worktime.DateOf(tx.Now(), t.intern.Location()))
		}
	}
	if err := fields.Err(); err != nil {
		return Sent{}, err
	}
	sent := Sent{Internship: x.ID}
	for _, mentor := range mentors {
		r := Request{ID: id.New[id.Request](s.ids), Internship: x.ID, Mentor: mentor, AskedBy: by.Person, Message: message, State: Asked, AskedAt: tx.Now()}
		r.TurnsAt = r.nextLook(t.people[mentor], tx.Now())
		if err := insert(tx, r); err != nil {
			return Sent{}, err
		}
		if err := s.append(tx, by, x.ID, "request.sent", string(r.ID), audit.Facts{"mentor": string(mentor)}); err != nil {
			return Sent{}, err
		}
		sent.Requests = append(sent.Requests, r.ID)
	}
	return sent, nil
}

// tableOf reads what is to be known before somebody is asked.
func tableOf(tx *sqldb.Tx, x internship.Internship, mentors []id.Person) (t table, err error) {
	if t.history, err = listOf(tx, x.ID); err != nil {
		return t, err
	}
	everybody := append(slices.Clone(mentors), x.Intern)
	for _, r := range t.history {
		everybody = append(everybody, r.Mentor)
	}
	if t.people, err = person.Names(tx, everybody); err != nil {
		return t, err
	}
	t.intern = t.people[x.Intern]
	if !t.intern.Active {
		return t, fault.New(fault.Conflict, "The intern is no longer active. Nothing has been changed.")
	}
	t.open, err = openIn(tx, x.Program, mentors)
	return t, err
}

// Standing is where a request is after a change.
type Standing struct {
	Request    id.Request    `json:"request"`
	Internship id.Internship `json:"internship"`
	State      State         `json:"state"`
}

func (r Request) standing() Standing { return Standing{r.ID, r.Internship, r.State} }

// Accept is a mentor's yes.
type Accept struct {
	Request id.Request `json:"request"`
	Offer   string     `json:"offer,omitempty"` // words to the intern; at most 4,000 bytes
}

// Accept says yes, for the mentor who was asked, and holds one of their places
// until the intern decides. It is a Conflict where they have none left, are no
// longer open to mentoring, or have become the intern's manager. Said twice it
// counts once.
func (s *Service) Accept(ctx context.Context, c call.Call, in Accept) (Standing, error) {
	return call.Do(ctx, s.db, c, "request.accept", in, func(tx *sqldb.Tx) (Standing, error) {
		r, x, err := lockFor(tx, c.Actor, access.RequestAnswer, in.Request)
		if err != nil {
			return Standing{}, err
		}
		if r.State.holds() {
			return r.standing(), nil
		}
		return s.accept(tx, c.Actor, x, r, in.Offer)
	})
}

func (s *Service) accept(tx *sqldb.Tx, by access.Actor, x internship.Internship, r Request, offer string) (Standing, error) {
	m, err := r.State.move(verbAccept)
	if err != nil {
		return Standing{}, err
	}
	var fields fault.Fields
	was := r
	r.Offer = terms.CleanText(&fields, "offer", offer, terms.MaxText)
	if err := fields.Err(); err != nil {
		return Standing{}, err
	}
	if err := mayMentor(tx, x, r.Mentor); err != nil {
		return Standing{}, err
	}
	if err := s.hold(tx, x, r.Mentor); err != nil {
		return Standing{}, err
	}
	r.State, r.AnsweredAt, r.TurnsAt = m.To, tx.Now(), time.Time{}
	if err := save(tx, was, r); err != nil {
		return Standing{}, err
	}
	return r.standing(), s.append(tx, by, x.ID, m.Event, string(r.ID), audit.Facts{"mentor": string(r.Mentor)})
}

// mayMentor is the rule for who can say yes: what held when they were asked
// still holds.
func mayMentor(tx *sqldb.Tx, x internship.Internship, mentor id.Person) error {
	if err := exploring(x); err != nil {
		return err
	}
	people, err := person.Names(tx, []id.Person{x.Intern, mentor})
	if err != nil {
		return err
	}
	open, err := openIn(tx, x.Program, []id.Person{mentor})
	switch {
	case err != nil:
		return err
	case !people[x.Intern].Active:
		return fault.New(fault.Conflict, "The intern is no longer active. Nothing has been changed.")
	case people[x.Intern].Manager == mentor:
		return fault.New(fault.Conflict, "You are %s’s manager by now, and a mentor is somebody to whom the intern does not report. Nothing has been changed. Decline it, so that they can ask somebody else.", people[x.Intern].Name)
	case !open[mentor]:
		return fault.New(fault.Conflict, "You are not open to mentoring in this program any more. Nothing has been changed. Open up again to accept, or decline.")
	}
	return nil
}

// Decline is a mentor's no.
type Decline struct {
	Request id.Request `json:"request"`
	Reason  string     `json:"reason"` // the intern reads it, nobody else; at most 4,000 bytes
}

// Decline says no, or takes a yes back, for the mentor who was asked, with
// a reason. Once terms are proposed they are answered instead.
func (s *Service) Decline(ctx context.Context, c call.Call, in Decline) (Standing, error) {
	return call.Do(ctx, s.db, c, "request.decline", in, func(tx *sqldb.Tx) (Standing, error) {
		r, x, err := lockFor(tx, c.Actor, access.RequestAnswer, in.Request)
		if err != nil {
			return Standing{}, err
		}
		m, err := r.State.move(verbDecline)
		if err != nil {
			return Standing{}, err
		}
		if r.State == Confirmed && x.State != internship.Exploring {
			return Standing{}, fault.New(fault.Conflict, "Terms with you are proposed already. Nothing has been changed. Answer the terms instead.")
		}
		var fields fault.Fields
		reason := cleanWords(&fields, "reason", in.Reason, "Say why in a sentence. The intern reads it, nobody else.")
		if err := fields.Err(); err != nil {
			return Standing{}, err
		}
		was := r
		r.Reason, r.AnsweredAt = reason, tx.Now()
		return s.leave(tx, c.Actor, was, r, m)
	})
}

// Withdraw takes a request back, for its intern, also one that was accepted or
// confirmed, as long as no terms are proposed.
func (s *Service) Withdraw(ctx context.Context, c call.Call, request id.Request) (Standing, error) {
	return call.Do(ctx, s.db, c, "request.withdraw", request, func(tx *sqldb.Tx) (Standing, error) {
		r, x, err := lockFor(tx, c.Actor, access.RequestSettle, request)
		if err != nil {
			return Standing{}, err
		}
		if r.State == Withdrawn {
			return r.standing(), nil
		}
		m, err := r.State.move(verbWithdraw)
		if err != nil {
			return Standing{}, err
		}
		if x.State != internship.Exploring {
			return Standing{}, exploring(x)
		}
		was := r
		r.SettledAt = tx.Now()
		return s.leave(tx, c.Actor, was, r, m)
	})
}

// leave brings a request to one of its ends, and gives the place back that it
// held.
func (s *Service) leave(tx *sqldb.Tx, by access.Actor, was, r Request, m Move) (Standing, error) {
	r.State, r.TurnsAt = m.To, time.Time{}
	if err := save(tx, was, r); err != nil {
		return Standing{}, err
	}
	if was.State.holds() {
		if err := release(tx, r.Internship, r.Mentor); err != nil {
			return Standing{}, err
		}
	}
	facts := audit.Facts{"mentor": string(r.Mentor), "from": string(was.State)}
	if r.Cause != "" {
		facts["cause"] = string(r.Cause)
	}
	return r.standing(), s.append(tx, by, r.Internship, m.Event, string(r.ID), facts)
}

// Confirm chooses one of the mentors who said yes, for the intern. Everything
// else that stands in this search is closed: the other requests, the open call,
// questions for guidance. The internship stays exploring until terms are
// proposed.
func (s *Service) Confirm(ctx context.Context, c call.Call, request id.Request) (Standing, error) {
	return call.Do(ctx, s.db, c, "request.confirm", request, func(tx *sqldb.Tx) (Standing, error) {
		r, x, err := lockFor(tx, c.Actor, access.RequestSettle, request)
		if err != nil {
			return Standing{}, err
		}
		if r.State == Confirmed {
			return r.standing(), nil
		}
		if err := exploring(x); err != nil {
			return Standing{}, err
		}
		history, err := listOf(tx, x.ID)
		if err != nil {
			return Standing{}, err
		}
		if _, found := confirmed(history); found {
			return Standing{}, fault.New(fault.Conflict, "You have confirmed another mentor already. Nothing has been changed. Withdraw that request first.")
		}
		if err := s.confirm(tx, c.Actor, r); err != nil {
			return Standing{}, err
		}
		r.State = Confirmed
		return r.standing(), s.closeAll(tx, c.Actor, x.ID, CauseFound, r.ID)
	})
}

// confirm moves one request to Confirmed.
func (s *Service) confirm(tx *sqldb.Tx, by access.Actor, r Request) error {
	m, err := r.State.move(verbConfirm)
	if err != nil {
		return err
	}
	was := r
	r.State, r.SettledAt = m.To, tx.Now()
	if err := save(tx, was, r); err != nil {
		return err
	}
	return s.append(tx, by, r.Internship, m.Event, string(r.ID), audit.Facts{"mentor": string(r.Mentor)})
}
