// Package request reads the pages of the search for a mentor: whom an intern
// asked, what a mentor is asked, open calls, and guidance.
package request

import (
	"time"

	"stint/internal/id"
	"stint/internal/matching"
	"stint/internal/view"
	"stint/internal/worktime"
)

// Search is the page of an intern's search for a mentor. A coordinator sees it
// without words and without anything to do.
type Search struct {
	Internship id.Internship
	Intern     view.PersonRef
	ProgramID  id.Program
	Program    string
	State      view.State // of the internship
	Standing   []Row      // that something can still come of, the newest first
	Past       []Row
	Confirmed  *Row  // the mentor chosen; also in Standing
	Call       *Call // the newest open call; nil where there never was one
	Guidance   []Guidance
	Guides     []view.Choice // whom the intern can ask for guidance
	Open       int           // how many mentors of the pool the intern could ask
	Left       int           // how many more requests can stand
	Chosen     []view.Choice // whom a form that came back asks
	MayAct     bool          // the intern looks, while the search is on
}

// Row is one request in short.
type Row struct {
	ID             id.Request
	Intern, Mentor view.PersonRef
	MentorAbout    string // "Customer Success Manager in Lisbon"
	Program        string
	State          matching.State
	Cause          matching.Cause
	ByCall         bool // the mentor answered an open call
	Message        string
	Offer          string
	Reason         string
	Asked          time.Time
	Nudged         time.Time // zero while the mentor was not reminded
	Answered       time.Time
	Settled        time.Time
	NudgeOn        worktime.Date // where the reader is
	ReleaseOn      worktime.Date
}

// Page is one request, for whoever may see it.
type Page struct {
	Row
	Internship  id.Internship
	ProgramID   id.Program
	You         view.Role // intern, mentor or coordinator
	InternAbout string    // "Software Engineer, Engineering, in Copenhagen"
	Weeks       int       // of the program; 0 where it does not say
	Minutes     int       // the commitment a week that the program asks for at least; 0 where it does not say
	MeetMinutes int       // the weekly 1:1
	Together    int       // minutes of working time together in the next seven days
	Others      bool      // the intern asked others as well
	Looking     bool      // the intern still looks
}

// Call is an open call.
type Call struct {
	ID         id.OpenCall
	Internship id.Internship
	Intern     view.PersonRef
	About      string // of the intern
	ProgramID  id.Program
	Program    string
	Message    string
	Open       bool
	Opened     time.Time
	Closed     time.Time
	Answers    int
	Mine       id.Request // the reader's own offer
	Weeks      int
	Minutes    int
	Together   int
	You        view.Role
}

// Guidance is a question to a manager.
type Guidance struct {
	ID              id.Guidance
	Internship      id.Internship
	Intern, Manager view.PersonRef
	About           string // of the intern
	ProgramID       id.Program
	Program         string
	Question        string
	Answer          string
	Suggested       []view.PersonRef
	State           matching.GuidanceState
	Asked           time.Time
	Answered        time.Time
	MayAnswer       bool
	Mentors         []view.Choice // whom the manager can name, while they may answer
}

// Desk is what the reader is asked: requests, open calls and questions.
type Desk struct {
	Waiting  []Row // for an answer of the reader's
	Promised []Row // accepted or confirmed
	Past     []Row
	Calls    []Call
	Guidance []Guidance
}
