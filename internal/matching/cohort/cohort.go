// Package cohort matches many applicants and mentors of a program at once: the
// best assignment under capacities, must-haves and vetoes, as a proposal that a
// coordinator edits and then sends as requests.
//
// # What is best
//
// As many applicants as can be placed at all are placed; among the ways to do
// so the sum of what the pairs are worth is the greatest (worth.go has the one
// formula); among those the lot decides. Lots are drawn from the cohort's own
// id and the two people's, so they are the same whenever the same question is
// solved, do not depend on the order in which people were added, and cannot be
// drawn again until somebody likes them.
//
// # Who sees what
//
// A coordinator of the program sees all but one thing: who ruled whom out. A
// veto, of an applicant or of a mentor, takes the pair out of the candidates,
// is counted, and never appears in a reason; where one stands in the way of
// a place the proposal says "a restriction", not whose. Applicants and mentors
// see their own part only, the same as everybody else's cohort is to them
// otherwise: not there.
//
// # Solving and sending
//
// Solving takes as long as it takes outside of any transaction: a snapshot is
// read, solved, and stored only if nothing has changed meanwhile. A proposal
// remembers the version of the cohort that it answers; one that is older than
// the cohort cannot be sent. Sending makes a job for each pair, in the
// transaction that says so. A job asks the mentor in the applicant's name, once,
// and writes down what came of it, so that a stop at any instant loses nothing
// and doubles nothing.
package cohort

import (
	"slices"
	"time"

	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/worktime"
)

// State is where a cohort is in its life.
type State string

// The states. Sent and Dropped are ends.
const (
	Collecting State = "collecting" // people are gathered
	Proposed   State = "proposed"   // there is an assignment to look at
	Sent       State = "sent"       // its pairs were sent as requests
	Dropped    State = "dropped"
)

// The verbs that move a cohort.
const (
	verbGather = "gather"
	verbEdit   = "edit"
	verbSolve  = "solve"
	verbSend   = "send"
	verbDrop   = "drop"
)

// Move is one allowed step of a cohort's life.
type Move struct {
	From  State // empty for the first
	To    State
	Verb  string
	Event string // the audit event that tells of it
}

// moves is the whole life; docs/states/cohort.md draws it.
var moves = [...]Move{
	{"", Collecting, verbGather, "cohort.gathered"},
	{Collecting, Collecting, verbEdit, "cohort.edited"},
	{Collecting, Proposed, verbSolve, "cohort.proposed"},
	{Collecting, Dropped, verbDrop, "cohort.dropped"},
	{Proposed, Proposed, verbEdit, "cohort.edited"},
	{Proposed, Proposed, verbSolve, "cohort.proposed"},
	{Proposed, Sent, verbSend, "cohort.sent"},
	{Proposed, Dropped, verbDrop, "cohort.dropped"},
}

// Moves returns every allowed move.
func Moves() []Move { return slices.Clone(moves[:]) }

// move returns the step that a verb makes from a state, and a Conflict where
// there is none.
func (s State) move(verb string) (Move, error) {
	for _, m := range moves {
		if m.From == s && m.Verb == verb {
			return m, nil
		}
	}
	switch s {
	case Sent:
		return Move{}, fault.New(fault.Conflict, "This cohort was sent. Nothing has been changed. What becomes of its requests is on its page; gather another cohort for those who are left.")
	case Dropped:
		return Move{}, fault.New(fault.Conflict, "This cohort was dropped. Nothing has been changed. Gather another one.")
	}
	return Move{}, fault.New(fault.Conflict, "There is no proposal yet. Nothing has been changed. Ask for the best assignment first.")
}

// Limits. A cohort of this size is solved in seconds.
const (
	MaxTitle      = 500  // bytes
	MaxMessage    = 4000 // bytes
	MaxApplicants = 2000
	MaxMentors    = 2000
	MaxPlaces     = 20 // of one mentor
	MaxWishes     = 3
	MaxVetoes     = 20 // of one person
	maxOverlap    = 40 * 60
	maxApart      = 12
)

// A Cohort is a program's applicants and mentors, to be matched together.
type Cohort struct {
	ID      id.Cohort
	Program id.Program
	Title   string
	State   State
	// Start is the first day for which it is planned: overlap is counted in the
	// week that begins there.
	Start worktime.Date
	// Until is the last day on which people may apply by themselves, in their own
	// zone; zero where the coordinator adds them.
	Until   worktime.Date
	Rules   Rules
	Message string // what each mentor who is asked reads
	// Version counts the changes of what is to be solved, and Solved is the one
	// that the proposal answers, 0 where there is none.
	Version, Solved int
	// Digest is the SHA-256, in hexadecimal, of everything that was solved:
	// whoever solves the same gets the same.
	Digest    string
	MadeBy    id.Person
	SentBy    id.Person
	CreatedAt time.Time
	ChangedAt time.Time
	SolvedAt  time.Time // zero where it was not solved
	SentAt    time.Time // zero where it was not sent
}

// Fresh says that the proposal answers the cohort as it is.
func (c Cohort) Fresh() bool { return c.Solved > 0 && c.Solved == c.Version }

// Open says whether people may apply by themselves on a day.
func (c Cohort) Open(today worktime.Date) bool {
	return c.State == Collecting && !c.Until.IsZero() && !today.After(c.Until)
}

// Over says that nothing of it is changed any more.
func (c Cohort) Over() bool { return c.State == Sent || c.State == Dropped }

// A Rule is a must-have: a pair that does not keep it is no candidate.
type Rule string

// The must-haves of a cohort, each of which can be set aside for one applicant.
const (
	RuleOverlap  Rule = "overlap"  // enough hours of work at the same time
	RuleApart    Rule = "apart"    // clocks not too far apart
	RuleLanguage Rule = "language" // a language in common
)

// allRules are the must-haves, in the order in which they are told.
var allRules = [...]Rule{RuleOverlap, RuleApart, RuleLanguage}

// Rules says which must-haves a cohort has.
type Rules struct {
	MinOverlap int  `json:"min_overlap"` // minutes in the week of the start; 0 asks for none
	MaxApart   int  `json:"max_apart"`   // hours between the clocks at the start; -1 asks for nothing
	Language   bool `json:"language"`    // one language in common
}

// A Mark is what one side says of a pair.
type Mark string

// The marks. A wish says how dear it is.
const (
	MarkNone   Mark = ""
	MarkLock   Mark = "lock"   // the coordinator: these two, whatever else
	MarkForbid Mark = "forbid" // the coordinator: not these two
	MarkVeto   Mark = "veto"   // the applicant or the mentor: not these two; private
	MarkWish1  Mark = "wish-1"
	MarkWish2  Mark = "wish-2"
	MarkWish3  Mark = "wish-3"
)

// wishes are an applicant's, the dearest first.
var wishes = [MaxWishes]Mark{MarkWish1, MarkWish2, MarkWish3}

// The sides that mark a pair.
const (
	sideCoordinator = "coordinator"
	sideApplicant   = "applicant"
	sideMentor      = "mentor"
)

// Applicant is one who looks for a mentor in a cohort.
type Applicant struct {
	Person  id.Person
	AddedBy id.Person // themself, where they applied
	AddedAt time.Time
}

// Mentor is one who has places in a cohort.
type Mentor struct {
	Person  id.Person
	Places  int
	AddedAt time.Time
}

// A Change is the one thing that would give an applicant a place, with
// everybody else keeping theirs. It is exact: solving with it places them.
type Change struct {
	Kind   string    `json:"kind"` // one of the kinds below
	Mentor id.Person `json:"mentor,omitempty"`
	Rule   Rule      `json:"rule,omitempty"`
}

// The kinds of changes.
const (
	ChangePlace       = "place"       // one place more at Mentor
	ChangeRule        = "rule"        // Rule set aside for the applicant, who then goes to Mentor
	ChangeRestriction = "restriction" // a restriction lifted; whose is not said
)

// Choice is one line of a proposal.
type Choice struct {
	Applicant id.Person
	Mentor    id.Person // empty where they have no place
	Locked    bool      // by the coordinator
	Score     int       // how well the two fit, 0 to 1000; 0 without a mentor
	Reasons   []string  // why these two, in words; nothing of vetoes
	// Next is whom the applicant would go to in the best assignment without this
	// pair; empty where they would go without.
	Next      id.Person
	NextFewer int   // how many applicants fewer would be placed then, 0 or 1
	NextCost  int64 // what the whole would be worth less then, in points of Score
	// Changes are what would place one who has no place; empty where no single
	// change would.
	Changes []Change
	Request string    // id of the request, once it was sent
	Trouble string    // why it could not be sent: a word of a closed list
	At      time.Time // when it was sent, or could not be; zero before
}
