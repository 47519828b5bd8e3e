// Package versions reads the pages about versions of a program: what differs
// between two, what one of them would change for an internship under way, and
// which internships are on which.
package versions

import (
	"time"

	"stint/internal/id"
	"stint/internal/program/diff"
	"stint/internal/view"
)

// Differences is what differs between two versions of a program.
type Differences struct {
	Program  id.Program
	Title    string
	From, To int            // numbers of the versions; To is 0 for a page that is not saved yet
	Newest   int            // how many versions there are
	Numbers  []view.Choice  // of the other versions, newest first
	Told     view.Published // how the newer one came out
	Changed
}

// Changed is a difference as a page tells it.
type Changed struct {
	Fields   []Field // of the program as a whole
	Sections []Section
	Counts   diff.Counts
	More     int // activities and questions that differ too and are not shown
}

// MaxRows is how many activities and questions that differ a page shows at most,
// so that no browser drowns in the longest page there can be.
const MaxRows = 500

// Field is one property before and now; empty for none.
type Field struct{ Name, Was, Now string }

// Section is what has become of one phase.
type Section struct {
	ID      string // unique on the page: letters, digits and hyphens
	Heading string // as it is called now, or was where it has gone
	New     bool   // the phase is new
	Gone    bool   // the phase has gone
	Fields  []Field
	Rows    []Row
}

// Row is what has become of one activity or question.
type Row struct {
	Added, Removed, Moved, Reworded bool
	Question                        bool
	Text, Was                       string
	From                            string // the phase that it moved from
	Fields                          []Field
	Mine                            Mine // how it stands in the internship, on the page of an offer
}

// Mine says how something stands in an internship that a version would change.
type Mine string

// How something can stand. The zero value says nothing.
const (
	MineOpen Mine = ""
	MineDone Mine = "done"  // stays done, and is marked where it reads differently
	MineHeld Mine = "begun" // is kept, and marked
)

// Offer is the page of a version that is offered to an internship.
type Offer struct {
	ID             id.VersionOffer
	Internship     id.Internship
	Intern, Mentor view.PersonRef
	Program        view.ProgramRef // with the offered version
	Has            int             // the number of the version that the internship has
	Had            int             // the one that it had when this one was taken; 0 before
	Told           view.Published  // how the offered version came out
	Kept           int             // phases in which it stayed with an older one
	State          string          // open, proposed, taken, declined, superseded, lapsed
	// InPart says that it was taken and some of it left; the parts are what is
	// left then. Rest says that one of the two has proposed some of that, and
	// Stale that the terms in force have changed since a proposal.
	InPart, Rest, Stale bool
	RestDeclined        bool // the rest was proposed and declined, last
	// Newer is the number of the program's newest version where that is another.
	Newer      int
	MadeAt     time.Time
	Base       int // the revision of the terms in force
	Fields     []Field
	Counts     diff.Counts
	Parts      []Part
	Needs      []Need
	Proposal   *Proposal
	AnsweredBy view.PersonRef
	AnsweredAt time.Time
	Reason     string
	Revision   int // that took it
	MayPropose bool
	MayConfirm bool
	MayDecline bool
	MayRevise  bool // propose terms that the version asks for
	Pending    bool // other terms wait for signatures
}

// Proposal is what one of the two wants to take.
type Proposal struct {
	By     view.PersonRef
	At     time.Time
	Digest string
	Short  string // the first and last letters of the digest
	Whole  bool
	Left   int // parts left out
}

// Part is what can be taken or left by itself.
type Part struct {
	ID       string // what a proposal takes it by; unique on the page
	Title    string
	Sections []Section
	Taken    bool // by the proposal; of an offer without one, true
}

// Trail is the page of all versions that were offered to an internship.
type Trail struct {
	Internship     id.Internship
	Intern, Mentor view.PersonRef
	Program        view.ProgramRef // with the version in force
	Kept           int             // phases in which it stayed with an older one
	Newest         int
	Rows           []Offered
}

// Offered is one of them.
type Offered struct {
	ID       id.VersionOffer
	Number   int
	State    string
	InPart   bool
	Since    time.Time // of the state
	Revision int       // of the terms that took it; 0 before
	Left     int       // parts that could still be taken, of the newest version
}

// Need is a term that the version asks more of.
type Need struct{ Field, Has, Wants, Rule string }

// Overview is which internship of a program is on which version.
type Overview struct {
	Program id.Program
	Title   string
	Newest  int
	Rows    []Standing
	Next    string
}

// Standing is one internship on it.
type Standing struct {
	Internship     id.Internship
	Intern, Mentor view.PersonRef
	State          view.State
	Version        int
	Kept           int
	Offer          id.VersionOffer // empty where none was made
	OfferState     string
	InPart         bool      // the offered version was taken, and some of it left
	Since          time.Time // of the offer's state
}
