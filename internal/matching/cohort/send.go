package cohort

import (
	"context"
	"encoding/json"

	"stint/internal/access"
	"stint/internal/audit"
	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/job"
	"stint/internal/sqldb"
)

// KindSend is the job that sends one pair of a cohort as a request.
const KindSend = "cohort.send"

// Asking is a request to be sent in an applicant's name.
type Asking struct {
	Program   id.Program
	Applicant id.Person
	Mentor    id.Person
	Message   string
}

// Asker sends a request within a transaction, for a coordinator who may, and
// returns its id. What speaks against it is Invalid, Conflict or NotFound.
type Asker func(tx *sqldb.Tx, by access.Actor, a Asking) (request string, err error)

// The words for why a pair was not sent. The pair can be asked by hand.
const (
	TroubleRefused = "refused" // the rules for requests speak against it
	TroubleStopped = "stopped" // who sent it coordinates the program no more
)

// Send says that a proposal becomes requests, for the coordinators of the
// program: one job for each pair. A proposal that is older than the cohort is a
// Conflict. Sent twice it counts once.
func (s *Service) Send(ctx context.Context, c call.Call, cohort id.Cohort) (Standing, error) {
	return call.Do(ctx, s.db, c, "cohort.send", cohort, func(tx *sqldb.Tx) (Standing, error) {
		if _, err := findFor(tx, c.Actor, access.CohortDirect, cohort); err != nil {
			return Standing{}, err
		}
		was, err := lock(tx, cohort)
		if err != nil || was.State == Sent {
			return was.standing(), err
		}
		m, err := was.State.move(verbSend)
		if err != nil {
			return Standing{}, err
		}
		if !was.Fresh() {
			return Standing{}, fault.New(fault.Conflict, "The cohort has changed since this proposal was made. Nothing has been sent. Ask for the best assignment again, and look at it first.")
		}
		choices, err := Choices(tx, cohort)
		if err != nil {
			return Standing{}, err
		}
		x := was
		x.State, x.SentBy, x.SentAt = m.To, c.Actor.Person, tx.Now()
		if err := save(tx, was, x); err != nil {
			return Standing{}, err
		}
		at := x.standing()
		for _, choice := range choices {
			if choice.Mentor == "" {
				continue
			}
			at.Placed++
			in := sending{x.ID, choice.Applicant}
			if err := s.queue.Enqueue(tx, job.New{Kind: KindSend, Payload: in, Unique: KindSend + ":" + string(x.ID) + ":" + string(choice.Applicant)}); err != nil {
				return Standing{}, err
			}
		}
		return at, s.append(tx, c.Actor, x, m.Event, string(x.ID), audit.Facts{"pairs": audit.Number(at.Placed)})
	})
}

// sending is what a job of KindSend carries.
type sending struct {
	Cohort    id.Cohort `json:"cohort"`
	Applicant id.Person `json:"applicant"`
}

// Deliver is the handler of KindSend: it asks the mentor of one pair and writes
// down what came of it, in one transaction. Run twice it has its effect once.
// What speaks against the request is written down too; anything else that goes
// wrong lets the job be tried again.
func (s *Service) Deliver(ctx context.Context, j job.Job) error {
	var in sending
	if err := json.Unmarshal(j.Payload, &in); err != nil {
		return job.GiveUp(err)
	}
	err := s.db.Write(ctx, func(tx *sqldb.Tx) error { return s.deliver(tx, in) })
	switch e := fault.Of(err); {
	case err == nil:
		return nil
	case e.Kind == fault.Invalid, e.Kind == fault.Conflict && !transient(e), e.Kind == fault.NotFound, e.Kind == fault.Forbidden:
		return s.db.Write(ctx, func(tx *sqldb.Tx) error { return s.refuse(tx, in, TroubleRefused) })
	}
	return err
}

// transient says that a conflict passes by itself.
func transient(e *fault.Error) bool { return e.Code == codeSettled }

// codeSettled marks the conflict of two deliveries of one job.
const codeSettled = "already-settled"

func (s *Service) deliver(tx *sqldb.Tx, in sending) error {
	c, choice, err := s.pending(tx, in)
	if err != nil || choice.Applicant == "" {
		return err
	}
	by := access.Actor{Person: c.SentBy, Scope: access.ScopeSession, Via: access.ViaJob}
	roles, err := rolesOn(tx, by, c.Program)
	if err != nil {
		return err
	}
	if access.Can(by, access.CohortDirect, roles) != access.Allowed {
		return s.settle(tx, c, choice, "", TroubleStopped)
	}
	request, err := s.ask(tx, by, Asking{Program: c.Program, Applicant: choice.Applicant, Mentor: choice.Mentor, Message: c.Message})
	if err != nil {
		return err
	}
	if err := s.settle(tx, c, choice, request, ""); err != nil {
		return err
	}
	return s.append(tx, by, c, "applicant.matched", string(choice.Applicant), audit.Facts{"mentor": string(choice.Mentor), "request": request})
}

// pending locks the cohort and returns the line that is still to be settled; an
// empty one where it is not any more.
func (s *Service) pending(tx *sqldb.Tx, in sending) (Cohort, Choice, error) {
	c, err := lock(tx, in.Cohort)
	if err != nil || c.State != Sent {
		return c, Choice{}, err
	}
	found, err := sqldb.List(tx, scanChoice, "SELECT "+choiceColumns+" FROM cohort_choice WHERE cohort_id = ? AND applicant_id = ? AND settled_at IS NULL AND mentor_id IS NOT NULL",
		in.Cohort, in.Applicant)
	return c, append(found, Choice{})[0], err
}

// settle writes down what became of a line, once.
func (s *Service) settle(tx *sqldb.Tx, c Cohort, choice Choice, request, trouble string) error {
	n, err := tx.Exec("UPDATE cohort_choice SET request_id = ?, trouble = ?, settled_at = ? WHERE cohort_id = ? AND applicant_id = ? AND settled_at IS NULL",
		request, trouble, tx.Now(), c.ID, choice.Applicant)
	if err == nil && n != 1 {
		err = fault.New(fault.Conflict, "This pair was sent at this moment.").WithCode(codeSettled)
	}
	return err
}

// refuse writes down that a line cannot be sent.
func (s *Service) refuse(tx *sqldb.Tx, in sending, trouble string) error {
	c, choice, err := s.pending(tx, in)
	if err != nil || choice.Applicant == "" {
		return err
	}
	if err := s.settle(tx, c, choice, "", trouble); err != nil {
		return err
	}
	by := access.Actor{Person: c.SentBy, Scope: access.ScopeSession, Via: access.ViaJob}
	return s.append(tx, by, c, "applicant.unmatched", string(choice.Applicant), audit.Facts{"mentor": string(choice.Mentor), "trouble": trouble})
}
