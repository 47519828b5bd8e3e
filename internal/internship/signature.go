package internship

import (
	"time"

	"stint/internal/access"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/internship/terms"
)

// Answer is what a party says to a revision.
type Answer string

// The answers, as they are stored.
const (
	Approved Answer = "approved"
	Refused  Answer = "refused"
)

// given is one row of sign_off: the answer of one role to one revision.
type given struct {
	ID          id.SignOff
	Revision    int
	Role        access.Role
	Person      id.Person
	Answer      Answer
	Digest      string // of the terms that the person had before them
	Reason      string
	Evidence    string
	RecordedBy  id.Person
	Delegate    id.Person // who answered for Person; empty where they did themself
	CarriedFrom int
	At          time.Time
}

// SignatureState says how one signature stands.
type SignatureState string

// The states of a signature.
const (
	SignatureSigned     SignatureState = "signed"
	SignatureRefused    SignatureState = "refused"
	SignatureOpen       SignatureState = "open"           // asked, not answered
	SignatureVoid       SignatureState = "void"           // given to a revision that another has taken the place of
	SignatureVacant     SignatureState = "needs-stand-in" // nobody can sign until a coordinator names somebody
	SignatureUnanswered SignatureState = "unanswered"     // was never answered, and no longer can be
)

// SignatureStates returns every state of a signature.
func SignatureStates() []SignatureState {
	return []SignatureState{SignatureSigned, SignatureRefused, SignatureOpen, SignatureVoid, SignatureVacant, SignatureUnanswered}
}

// Signature is one of the four places under a revision of the terms.
type Signature struct {
	Role access.Role
	// Person is who answered or, where nobody has, who is asked; empty where
	// nobody is.
	Person  id.Person
	State   SignatureState
	StandIn bool // Person was named by a coordinator for a missing manager
	// Revision is the one that was answered: on newer terms, a void signature
	// tells here which older one it was given to. 0 where there is no answer.
	Revision int
	Digest   string    // of the terms that were answered
	At       time.Time // when; zero where there is no answer
	// Reason is why it was refused: shown to the intern and to the person who
	// refused, empty for everybody else.
	Reason string
	// RecordedBy is the coordinator who recorded an approval that was given
	// elsewhere, and Evidence what shows it.
	RecordedBy id.Person
	Evidence   string
	// Delegate is who answered for Person while they were away; empty where
	// Person did.
	Delegate id.Person
	// CarriedFrom is the revision whose approval counts here too, because
	// nothing that managers grant is different; 0 where it was given here.
	CarriedFrom int
	// Both says that one person signs, once, for both managers.
	Both bool
}

// signatures returns the four places under a revision, in the order of
// access.PartyRoles, with today's seats and the answers to all revisions.
func signatures(x Internship, revision int, seats table, answers []given) []Signature {
	var list []Signature
	for _, role := range access.PartyRoles {
		s := Signature{Role: role}
		if revision == x.Revision {
			s = asked(x, role, seats, answers)
		}
		for _, g := range answers {
			if g.Revision == revision && g.Role == role {
				s = g.signature()
				s.StandIn = seats.party(role).StandIn && seats.party(role).Person == g.Person
				if g.Answer == Approved && revision != x.Revision && revision != x.InForce {
					s.State = SignatureVoid
				}
			}
		}
		if s.State == "" {
			s.State = SignatureUnanswered
		}
		list = append(list, s)
	}
	if ours, theirs := &list[2], &list[3]; ours.Person != "" && ours.Person == theirs.Person {
		ours.Both, theirs.Both = true, true
	}
	return list
}

func (g given) signature() Signature {
	s := Signature{
		Role: g.Role, Person: g.Person, State: SignatureSigned, Revision: g.Revision, Digest: g.Digest, At: g.At,
		Reason: g.Reason, RecordedBy: g.RecordedBy, Evidence: g.Evidence, CarriedFrom: g.CarriedFrom, Delegate: g.Delegate,
	}
	if g.Answer == Refused {
		s.State = SignatureRefused
	}
	return s
}

// asked is a place under the newest revision while nobody has answered.
func asked(x Internship, role access.Role, seats table, answers []given) Signature {
	s := Signature{Role: role, Person: seats.party(role).Person, StandIn: seats.party(role).StandIn}
	if !x.Pending() {
		return s
	}
	if isManager(role) && seats.holder(role) == "" {
		return Signature{Role: role, State: SignatureVacant}
	}
	s.State = SignatureOpen
	for _, g := range answers { // in order of revisions
		if g.Role == role && g.Person == s.Person && g.Answer == Approved {
			s.State, s.Revision, s.Digest, s.At = SignatureVoid, g.Revision, g.Digest, g.At
		}
	}
	return s
}

func isManager(role access.Role) bool {
	return role == access.InternManager || role == access.MentorManager
}

// hideReasons leaves the reasons of refusals to those who may read them: the
// intern, and each their own, with the delegate who wrote it for them.
func hideReasons(list []Signature, a access.Actor, roles access.Roles) {
	if access.Can(a, access.ReasonFind, roles) == access.Allowed {
		return
	}
	for i := range list {
		if a.Person == "" || list[i].Person != a.Person && list[i].Delegate != a.Person {
			list[i].Reason = ""
		}
	}
}

// approvals counts the approvals of a revision.
func approvals(answers []given, revision int) (n int) {
	for _, g := range answers {
		if g.Revision == revision && g.Answer == Approved {
			n++
		}
	}
	return n
}

// answerTo returns the answer that a role gave to a revision, and whether
// there is one.
func answerTo(answers []given, revision int, role access.Role) (given, bool) {
	for _, g := range answers {
		if g.Revision == revision && g.Role == role {
			return g, true
		}
	}
	return given{}, false
}

// signedRoles returns the roles for which somebody with these roles signs: a
// manager of both for both.
func signedRoles(roles access.Roles) []access.Role {
	var signs []access.Role
	for _, r := range access.PartyRoles {
		if roles.Has(r) {
			signs = append(signs, r)
		}
	}
	return signs
}

// ask is what somebody answers to: a revision and the digest they saw.
type ask struct {
	revision int
	digest   string
}

// checkAsk refuses an answer to anything but the newest terms, and tells what
// has changed since. seen are the terms of the revision that was answered.
func (x Internship) checkAsk(a ask, seen, newest Terms) error {
	switch {
	case x.State.Over(), x.State == Exploring:
		_, err := x.State.move(verbAgree)
		return err
	case a.revision != x.Revision:
		return fault.New(fault.Conflict, "Revision %d has taken the place of revision %d. What changed: %s. Nothing has been signed. Look at the new terms and answer those.",
			x.Revision, a.revision, terms.Describe(terms.Compare(seen, newest))).WithCode("revision-superseded")
	case a.digest != newest.Digest:
		return fault.New(fault.Conflict, "The terms that you saw are not those of revision %d. Nothing has been signed. Look at them again.", x.Revision).WithCode("digest-differs")
	case !x.Pending():
		return fault.New(fault.Conflict, "All four have signed revision %d already, so it is agreed. Nothing has been changed. To change the terms, propose new ones.", x.Revision)
	}
	return nil
}
