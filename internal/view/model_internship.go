package view

import (
	"time"

	"stint/internal/id"
	"stint/internal/worktime"
)

// Internship is the whole internship as its reader may see it.
type Internship struct {
	ID             id.Internship
	Intern, Mentor PersonRef // the mentor may be unknown while exploring
	Program        ProgramRef
	State          State
	Since          time.Time // when it got into the state
	Progress       Progress
	Track          Track
	Logged         int // minutes of work
	Promised       int // minutes in all
	Signatures     []Signature
	Terms          *Terms // in force, or else proposed; nil while exploring
	Pending        *Terms // a revision that waits for signatures while Terms hold
	Setup          []SetupRow
	Open           int // of what has to be ready before the start, the page's and the standing items
	Weeks          []WeekRow
	Attention      []Attention
	Coming         []ComingRow
	History        []HistoryRow
	Ending         *Ending
	May            InternshipRights
}

// InternshipRights says what the reader may do with an internship now.
type InternshipRights struct {
	Propose bool // make the first terms or new ones
	Sign    bool
	End     bool
	Record  bool // record an approval given elsewhere
	StandIn bool // name a stand-in approver
	Setup   bool // tick their own side of the checklist
	Finish  bool // mark it complete, from the first day of the last week on
}

// ProgramRef names a version of a program.
type ProgramRef struct {
	ID        id.Program
	Title     string
	Version   int
	VersionID id.ProgramVersion
}

// SignatureState is how a signature stands.
type SignatureState string

// The states of a signature. The zero value is not given yet.
const (
	SignatureOpen    SignatureState = ""
	SignatureGiven   SignatureState = "given"
	SignatureVoid    SignatureState = "void" // given to an earlier revision
	SignatureRefused SignatureState = "refused"
	SignatureMissing SignatureState = "missing" // nobody is there to give it
)

// Signature is one party's answer to a revision of the terms.
type Signature struct {
	Roles    []Role // two where one manager answers for both sides
	Person   PersonRef
	Zone     *time.Location // of the person
	State    SignatureState
	Revision int // that it was given to
	At       time.Time
	Proposed bool       // given by proposing the revision
	Carried  bool       // taken over, since nothing that it is about has changed
	StandIn  bool       // the person stands in for a manager
	Recorded *PersonRef // the coordinator who recorded it
	Evidence string     // of a recorded one, where the reader may see it
	Reason   string     // of a refusal, where the reader may see it
	// Delegate answered for Person; MayDelegate could while it is open.
	Delegate, MayDelegate *PersonRef
}

// SetupRow is one line of the checklist before the start. It is counted apart.
type SetupRow struct {
	ID      string // names the line within the internship
	Text    string
	Whose   Role
	Done    bool
	By      *PersonRef // who ticked it, nil where Stint did
	Href    string
	MayTick bool
}

// WeekRow is one week in the list of all.
type WeekRow struct {
	Number   int
	Title    string
	From, To worktime.Date
	Progress Progress
	State    WeekState
	Pause    *Span // right before it
}

// Attention is something that needs the reader now.
type Attention struct {
	Text  string // one sentence of the domain
	Href  string
	Mine  bool // the reader owes it; else they wait for it
	Since time.Time
}

// ComingRow is something with a date that lies ahead.
type ComingRow struct {
	On   worktime.Date
	At   time.Time // zero where the whole day is meant
	Text string
	Href string
}

// Ending says how an internship ended before its last week.
type Ending struct {
	At     time.Time
	By     PersonRef
	Reason string // where the reader may see it
}

// Terms are one revision of what the parties agree to.
type Terms struct {
	Revision   int
	Program    ProgramRef
	Start, End worktime.Date
	Zone       *time.Location
	Weeks      int
	Minutes    int // of work a week
	FullWeek   int // minutes of a full working week, 0 unknown
	Rhythm     Rhythm
	Pauses     []Span
	Entry      int // the week of the program that it begins in, 1 by default
	Intern     PersonRef
	Mentor     PersonRef
	Message    string // what the proposer wrote along, where the reader may see it
	By         PersonRef
	At         time.Time
	Digest     string // of exactly these terms, as people compare it: its beginning in groups of four
	Sum        string // the whole digest, to which an answer is bound
}

// Rhythm is when the weekly 1:1 is.
type Rhythm struct {
	Weekday time.Weekday
	At      worktime.Clock
	Zone    *time.Location
	Minutes int
}

// SignOff is the page on which a party answers.
type SignOff struct {
	Internship     id.Internship
	Intern, Mentor PersonRef
	State          State
	Terms          Terms
	Signed         *Terms // the revision that the reader signed before, nil where none
	Signatures     []Signature
	Revisions      []RevisionRow
	You            []Role // what the reader is asked as
	Answered       bool   // the reader has approved this revision
	MaySign        bool
	Approval       *ApprovalForm // for the coordinator, nil else
	For            *PersonRef    // the manager whom the reader answers for, nil where they are asked themself
	Waits          bool          // for signatures
	Declined       []PersonRef   // who declined this revision
	Ending         *Ending       // where it is over
	Cost           *TeamCost     // for managers, nil else
	MayPropose     bool
	MayEnd         bool
	Whole          bool // the reader may see the internship too, not only its terms
}

// TeamCost is what terms cost the team of a manager.
type TeamCost struct {
	Minutes int // a week, of this internship
	Total   int // minutes in all its weeks
	Mentor  int // about what a mentor gives a week
	Count   int // other internships of the team in these weeks
	Others  []CostRow
	Weeks   []CostWeek
	Most    CostWeek // the fullest of the weeks
}

// CostRow is what somebody of the team gives to another internship.
type CostRow struct {
	Person     PersonRef     // unknown where the reader may not see it
	Internship id.Internship // where it leads, empty where the reader may not see it
	As         Role          // intern or mentor
	Minutes    int           // a week
	From, To   worktime.Date
	State      State
}

// CostWeek is what one week of the terms takes from the team.
type CostWeek struct {
	Number       int
	From, To     worktime.Date
	This, Others int // minutes
	Count        int // other internships
}

// RevisionRow is one revision in the list of how it got here.
type RevisionRow struct {
	Revision int
	By       PersonRef
	At       time.Time
	Message  string
	Approved []PersonRef
	Refused  []PersonRef
}

// TermsForm is the page on which terms are proposed or changed.
type TermsForm struct {
	Internship id.Internship // empty for a new one
	Intern     PersonRef
	Current    *Terms // what the form begins with, nil for a first proposal
	Base       int    // the newest revision, which the proposer has before them; 0 for a first proposal
	Programs   []Choice
	Mentors    []Choice
	Zones      []string
	Zone       string          // proposed for first terms: the intern's
	Start      worktime.Date   // proposed for first terms: a working day
	Mentor     id.Person       // proposed for first terms: whom the intern confirmed, or empty
	Rhythm     worktime.Rhythm // proposed for first terms; its zone is zero where none is
	Rules      TermsRules
	Version    ProgramRef // that somebody chose before, for what it asks; its number is 0 where nobody did
	Active     bool       // the terms in force hold until the new ones have all four signatures
}

// TermsRules are what the program asks of terms, with its own words.
type TermsRules struct {
	Minutes      int // a week at least, 0 no rule
	MinutesQuote string
	Weeks        int    // at least
	WeeksHint    string // what a number of weeks means, in our words
	Meeting      int    // minutes of the 1:1 that the page recommends
	MeetingQuote string
}

// ApprovalForm is where a coordinator records an approval given elsewhere, or
// names who stands in for a manager.
type ApprovalForm struct {
	Open   []Choice // the roles whose approval is open
	Vacant []Choice // the roles for which a stand-in may be named
	People []Choice // who could stand in
}
