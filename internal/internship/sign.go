package internship

import (
	"context"

	"stint/internal/access"
	"stint/internal/audit"
	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/internship/terms"
	"stint/internal/sqldb"
)

// What a party can answer.
const (
	AnswerApprove = "approve"
	AnswerRefuse  = "refuse"
)

// SignOff is a party's answer to a revision of the terms.
type SignOff struct {
	Internship id.Internship `json:"internship"`
	Revision   int           `json:"revision"`
	Digest     string        `json:"digest"`           // of the terms that the party has before them
	Answer     string        `json:"answer"`           // approve or refuse
	Reason     string        `json:"reason,omitempty"` // of a refusal, which needs one; at most 4,000 bytes
}

// SignOff answers the newest terms, for their parties and for the delegates of
// managers; somebody who manages both intern and mentor answers for both. An
// answer to any other revision or digest is a Conflict that tells what changed.
// A party may change their answer until the revision is agreed or another takes
// its place. The fourth approval makes the internship agreed, and active where
// its start is past.
func (s *Service) SignOff(ctx context.Context, c call.Call, in SignOff) (Standing, error) {
	return call.Do(ctx, s.db, c, "sign-off.give", in, func(tx *sqldb.Tx) (Standing, error) { return s.Sign(tx, c.Actor, in) })
}

// Sign is SignOff within a transaction, for whoever comes by another door than
// a call, such as a mailed link.
func (s *Service) Sign(tx *sqldb.Tx, by access.Actor, in SignOff) (Standing, error) {
	x, err := lock(tx, in.Internship)
	if err != nil {
		return Standing{}, err
	}
	answers, err := answersTo(tx, x.ID)
	if err != nil {
		return Standing{}, err
	}
	who, err := answererOf(tx, by, x, answers)
	if err != nil {
		return Standing{}, err
	}
	if len(who.roles) == 0 {
		return Standing{}, fault.New(fault.Forbidden, "Terms are for the four parties to sign. Nothing has been changed.")
	}
	g, err := in.given()
	if err != nil {
		return Standing{}, err
	}
	if g.Answer == Approved && in.Revision == x.Revision {
		if who.roles = unsaid(who.roles, answers, in, who.person); len(who.roles) == 0 {
			return x.standing(), nil // said before, as by a second click
		}
	}
	t, err := newestFor(tx, x, ask{in.Revision, in.Digest})
	if err != nil {
		return Standing{}, err
	}
	if g.Answer == Refused && t.ProposedBy == by.Person {
		return Standing{}, fault.New(fault.Conflict, "You proposed these terms. Nothing has been changed. Propose others instead, or withdraw.")
	}
	g.Revision, g.Digest, g.Person, g.Delegate, g.At = t.Revision, t.Digest, who.person, who.delegate, tx.Now()
	name := "sign-off.given"
	if g.Answer == Refused {
		name = "sign-off.refused"
	}
	return s.answer(tx, by, x, t, answers, who.roles, g, name)
}

// lockFor locks an internship and checks an action on it.
func lockFor(tx *sqldb.Tx, by access.Actor, action access.Action, internship id.Internship) (Internship, access.Roles, error) {
	x, err := lock(tx, internship)
	if err != nil {
		return x, nil, err
	}
	roles, err := access.Require(tx, by, action, internship)
	return x, roles, err
}

// given reads the answer.
func (in SignOff) given() (given, error) {
	var fields fault.Fields
	var g given
	switch in.Answer {
	case AnswerApprove:
		g.Answer = Approved
	case AnswerRefuse:
		g.Answer = Refused
		g.Reason = terms.CleanReason(&fields, "reason", in.Reason, "Say what would have to be different. The intern reads it, the others do not.")
	default:
		fields.Add("answer", "Answer with approve or refuse.")
	}
	return g, fields.Err()
}

// unsaid returns those of the roles for which an approval of exactly this
// would say something new: not where the person gave it by their own hand or
// their delegate's, and not where a former manager gave it, whose approval
// stays.
func unsaid(roles []access.Role, answers []given, in SignOff, who id.Person) (left []access.Role) {
	for _, role := range roles {
		g, _ := answerTo(answers, in.Revision, role)
		ownHand := g.Person == who && g.Digest == in.Digest && g.RecordedBy == "" && g.CarriedFrom == 0
		if g.Answer != Approved || g.Person == who && !ownHand {
			left = append(left, role)
		}
	}
	return left
}

// newestFor returns the newest terms, and a Conflict where the answer is to
// other ones.
func newestFor(tx *sqldb.Tx, x Internship, a ask) (Terms, error) {
	if x.Revision == 0 {
		return Terms{}, x.checkAsk(a, Terms{}, Terms{})
	}
	if a.revision < 1 || a.revision > x.Revision {
		return Terms{}, fault.At("revision", "These terms have no revision %d. The newest is %d.", a.revision, x.Revision)
	}
	newest, err := TermsOf(tx, x.ID, x.Revision)
	if err != nil {
		return Terms{}, err
	}
	seen := newest
	if a.revision != x.Revision {
		if seen, err = TermsOf(tx, x.ID, a.revision); err != nil {
			return Terms{}, err
		}
	}
	return newest, x.checkAsk(a, seen, newest)
}

// answer stores one answer for all the roles that it is given for, records it,
// and sees whether it was the last one missing.
func (s *Service) answer(tx *sqldb.Tx, by access.Actor, x Internship, t Terms, answers []given, roles []access.Role, g given, event string) (Standing, error) {
	approved := approvals(answers, t.Revision)
	for _, role := range roles {
		was, _ := answerTo(answers, t.Revision, role)
		if was.Answer == Approved {
			approved--
		}
		if g.Answer == Approved {
			approved++
		}
		g.Role, g.ID = role, id.New[id.SignOff](s.ids)
		if err := put(tx, x.ID, was, g); err != nil {
			return Standing{}, err
		}
	}
	facts := audit.Facts{"revision": audit.Number(t.Revision), "role": string(roles[0]), "digest": t.Digest}
	if len(roles) > 1 {
		facts["also"] = string(roles[1])
	}
	if g.Person != by.Person {
		facts["person"] = string(g.Person)
	}
	if err := s.append(tx, by, x, event, facts); err != nil {
		return Standing{}, err
	}
	if approved == len(access.PartyRoles) {
		return s.agree(tx, by, x, t)
	}
	return x.standing(), nil
}

// agree brings terms in force that all four have signed.
func (s *Service) agree(tx *sqldb.Tx, by access.Actor, x Internship, t Terms) (Standing, error) {
	m, err := x.State.move(verbAgree)
	if err != nil {
		return Standing{}, err
	}
	var previous *Terms
	if x.InForce > 0 {
		held, err := TermsInForce(tx, x.ID)
		if err != nil {
			return Standing{}, err
		}
		previous = &held
	}
	was := x
	x.State, x.InForce, x.StartsAt = m.To, t.Revision, t.StartsAt()
	x.TurnsAt = x.nextTurn(t, tx.Now())
	if err := save(tx, was, x); err != nil {
		return Standing{}, err
	}
	if err := s.append(tx, by, x, m.Event, audit.Facts{"revision": audit.Number(t.Revision), "digest": t.Digest}); err != nil {
		return Standing{}, err
	}
	if err := s.hooks.Agreed(tx, Agreement{Internship: x.ID, Terms: t, Previous: previous, By: by}); err != nil {
		return Standing{}, err
	}
	x, err = s.advance(tx, access.Actor{Via: by.Via}, x, t)
	return x.standing(), err
}

// RecordApproval is an approval that a party gave somewhere else.
type RecordApproval struct {
	Internship id.Internship `json:"internship"`
	Revision   int           `json:"revision"`
	Digest     string        `json:"digest"`   // of the terms that were approved
	Role       access.Role   `json:"role"`     // whose approval it is
	Evidence   string        `json:"evidence"` // words or a link, at most 4,000 bytes; a link at most 2,000
}

// RecordApproval enters an approval that was given elsewhere, for coordinators
// who are no party. It counts like a signature and is shown as recorded by
// them. What a party refused themself only they can change.
func (s *Service) RecordApproval(ctx context.Context, c call.Call, in RecordApproval) (Standing, error) {
	return call.Do(ctx, s.db, c, "approval.record", in, func(tx *sqldb.Tx) (Standing, error) {
		x, roles, err := lockFor(tx, c.Actor, access.ApprovalRecord, in.Internship)
		if err != nil {
			return Standing{}, err
		}
		if !roles.Has(access.Coordinator) {
			return Standing{}, fault.New(fault.Forbidden, "An approval given elsewhere is for a coordinator of the program to record. Nothing has been changed.")
		}
		var fields fault.Fields
		if !in.Role.IsParty() {
			fields.Add("role", "Choose whose approval it is: intern, mentor, intern-manager or mentor-manager.")
		}
		evidence := terms.CleanEvidence(&fields, "evidence", in.Evidence)
		if err := fields.Err(); err != nil {
			return Standing{}, err
		}
		t, err := newestFor(tx, x, ask{in.Revision, in.Digest})
		if err != nil {
			return Standing{}, err
		}
		answers, err := answersTo(tx, x.ID)
		if err != nil {
			return Standing{}, err
		}
		who, signs, err := recordedFor(tx, x, in.Role, answers)
		if err != nil {
			return Standing{}, err
		}
		g := given{Revision: t.Revision, Person: who, Answer: Approved, Digest: t.Digest, Evidence: evidence, RecordedBy: c.Actor.Person, At: tx.Now()}
		return s.answer(tx, c.Actor, x, t, answers, signs, g, "approval.recorded")
	})
}

// recordedFor returns who gave the approval that is recorded for a role, and
// for which roles it counts.
func recordedFor(tx *sqldb.Tx, x Internship, role access.Role, answers []given) (id.Person, []access.Role, error) {
	seats, err := seatsOf(tx, x)
	if err != nil {
		return "", nil, err
	}
	who := seats.holder(role)
	if who == "" {
		return "", nil, fault.New(fault.Conflict, "Nobody holds this role yet. Nothing has been changed. Name a stand-in first.")
	}
	var signs []access.Role
	for _, r := range access.PartyRoles {
		if r != role && (!isManager(r) || !isManager(role) || seats.holder(r) != who) {
			continue
		}
		signs = append(signs, r)
		if g, found := answerTo(answers, x.Revision, r); found && g.Answer == Refused {
			return "", nil, fault.New(fault.Conflict, "These terms were refused for this role, and only the person who refused can change that. Nothing has been changed.")
		} else if found {
			return "", nil, fault.New(fault.Conflict, "These terms are approved for this role already. Nothing has been changed.")
		}
	}
	return who, signs, nil
}
