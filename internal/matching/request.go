package matching

import (
	"slices"
	"time"

	"stint/internal/access"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/internship"
	"stint/internal/internship/terms"
	"stint/internal/person"
	"stint/internal/worktime"
)

// MaxStanding is how many requests of one exploration may stand at a time: more
// would have most mentors answer for nothing.
const MaxStanding = 5

// Request is an intern asking a mentor.
type Request struct {
	ID         id.Request
	Internship id.Internship
	Program    id.Program
	Intern     id.Person
	Mentor     id.Person
	AskedBy    id.Person   // the intern; a coordinator for a cohort; the mentor who answered a call
	Call       id.OpenCall // the open call that the mentor answered; empty otherwise

	// The words, for intern and mentor; a coordinator gets none of them.

	Message string // the intern's
	Offer   string // the mentor's with a yes, may be empty
	Reason  string // the mentor's with a no

	State      State
	Cause      Cause // of Released and Closed
	AskedAt    time.Time
	NudgedAt   time.Time // zero while the mentor was not reminded
	AnsweredAt time.Time // when it was accepted or declined
	SettledAt  time.Time // when it was confirmed, withdrawn, released or closed
	TurnsAt    time.Time // when the clock looks at it next; zero for never
	// Others says that the intern asked others as well, at whatever time. Whom
	// and what they said is not told.
	Others bool
}

// seenBy leaves what somebody with these roles on the request may see of it.
func (r Request) seenBy(roles access.Roles) Request {
	if roles.HasAny(access.Intern, access.Mentor) {
		return r
	}
	r.Message, r.Offer, r.Reason = "", "", ""
	return r
}

// table is what is known when somebody is to be asked.
type table struct {
	intern  person.Person
	people  map[id.Person]person.Person
	history []Request          // of the exploration
	open    map[id.Person]bool // who is open to mentoring in the program
}

// mayAsk adds a message for everything that speaks against asking somebody.
func (t table) mayAsk(fields *fault.Fields, mentor id.Person, today worktime.Date) {
	p := t.people[mentor]
	switch {
	case p.ID == "":
		fields.Add("mentor", "There is nobody like that in the directory. Choose somebody else.")
	case p.ID == t.intern.ID:
		fields.Add("mentor", "Nobody can be their own mentor. Choose somebody else.")
	case !p.Active:
		fields.Add("mentor", "%s is no longer active. Choose somebody else.", p.Name)
	case p.ID == t.intern.Manager:
		fields.Add("mentor", "%s is your manager. A mentor is a colleague who does the work, and to whom you do not report. Choose somebody else.", p.Name)
	case !t.open[mentor]:
		fields.Add("mentor", "%s is not open to mentoring in this program right now. Choose somebody else, or post an open call.", p.Name)
	default:
		t.mayAskAgain(fields, p, today)
	}
}

// mayAskAgain looks at what was between the two before.
func (t table) mayAskAgain(fields *fault.Fields, p person.Person, today worktime.Date) {
	for _, r := range t.history {
		if r.Mentor != p.ID {
			continue
		}
		zone := t.intern.Location()
		switch r.State {
		case Asked:
			fields.Add("mentor", "You asked %s on %s already, and the answer is still to come.", p.Name, worktime.FormatDate(worktime.DateOf(r.AskedAt, zone), today))
			return
		case Accepted, Confirmed:
			fields.Add("mentor", "%s has said yes already. Confirm it.", p.Name)
			return
		case Declined:
			fields.Add("mentor", "%s declined on %s. Ask somebody else; an open call lets them come back on their own.", p.Name, worktime.FormatDate(worktime.DateOf(r.AnsweredAt, zone), today))
			return
		}
	}
}

// standing counts the requests that are not at an end.
func standing(list []Request) int {
	n := 0
	for _, r := range list {
		if r.State.Standing() {
			n++
		}
	}
	return n
}

// confirmed returns the request that the intern confirmed, and false where
// there is none.
func confirmed(list []Request) (Request, bool) {
	for _, r := range list {
		if r.State == Confirmed {
			return r, true
		}
	}
	return Request{}, false
}

// exploring is the rule that somebody is asked only while the intern looks for
// a mentor.
func exploring(x internship.Internship) error {
	switch {
	case x.State == internship.Exploring:
		return nil
	case x.State.Over():
		return fault.New(fault.Conflict, "This search for a mentor is over. Nothing has been changed. Explore the program again to ask somebody.")
	}
	return fault.New(fault.Conflict, "Terms are proposed already, so nobody is asked any more. Nothing has been changed. Propose other terms to change the mentor.")
}

// cleanWords is the rule for a text that is asked for.
func cleanWords(fields *fault.Fields, field, text, ask string) string {
	return terms.CleanReason(fields, field, text, ask)
}

// distinct returns people without repetitions, in order of their ids: places
// are locked in that order.
func distinct(people []id.Person) []id.Person {
	list := slices.Clone(people)
	slices.Sort(list)
	return slices.Compact(list)
}
