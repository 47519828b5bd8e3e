package view

import (
	"time"

	"stint/internal/id"
)

// InternshipRow is one internship in a list.
type InternshipRow struct {
	ID             id.Internship
	Intern, Mentor PersonRef // the mentor may be unknown
	Team           string    // of the intern
	Program        string
	State          State
	Track          Track
	Week, Of       int // the current week, 0 before the start
	Carried        int // open, from weeks that are past
	Logged, Due    int // minutes logged, and promised by now
	Health         Health
	Paused         *Span
	Owes           []Owed
}

// Health is how an internship under way does.
type Health string

// The states of health. The zero value says nothing.
const (
	HealthNone    Health = ""
	HealthAhead   Health = "ahead"
	HealthOn      Health = "on-course"
	HealthSlow    Health = "slow"
	HealthStuck   Health = "stuck"
	HealthWaiting Health = "waiting"
)

// Owed is what somebody owes to an internship.
type Owed struct {
	Who   PersonRef
	What  string // "sign-off", "agenda, version 2"
	Since time.Time
	Days  int // working days since then
	Href  string
}

// MentorDesk is a mentor's first page.
type MentorDesk struct {
	Mentor   PersonRef
	Interns  []InternshipRow
	Waits    []WaitRow
	Meetings []MeetingRow // the next ones
}

// ManagerDesk is a manager's first page.
type ManagerDesk struct {
	Open    []OpenSignOff
	Running []InternshipRow
	Past    []InternshipRow
}

// OpenSignOff is a sign-off that waits for the reader.
type OpenSignOff struct {
	Internship     id.Internship
	Intern, Mentor PersonRef
	Program        string
	Revision       int
	Minutes, Weeks int // of work a week, and for how long
	As             []Role
	Asked          time.Time
	Signed         int        // the revision that they signed before, 0 none
	For            *PersonRef // the manager whom they answer for, nil where they are asked themself
}

// CoordinatorDesk is a coordinator's first page.
type CoordinatorDesk struct {
	Stuck  []StuckRow
	Owes   []Owed
	States []StateCount
	Logged int // minutes of all that are under way
	Due    int // minutes promised by now
	// LookedAt is how many, the newest, of those that are not over all of this
	// but States is about; 0 where it is about each of them.
	LookedAt int
	List     InternshipList
}

// StuckRow is an internship that needs the coordinator, and why.
type StuckRow struct {
	Internship id.Internship
	Intern     PersonRef
	Text       string // what is the matter, a sentence of the domain without its end
	Why        string // the reason behind it
}

// StateCount counts internships by state.
type StateCount struct {
	State State
	Count int
	Href  string
}

// InternshipList is a filtered list of internships.
type InternshipList struct {
	Rows     []InternshipRow
	Filter   InternshipFilter
	Programs []Choice
	Pager    Pager
}

// InternshipFilter is what a list was asked for.
type InternshipFilter struct {
	Query, Program string
	State          State
}

// Nobody is the first page of somebody who has no part in anything yet.
type Nobody struct {
	Person     PersonRef
	Programs   []ProgramRow
	MayPropose bool // they may start an internship of their own
}

// InboxPage is what the bell shows, all of it.
type InboxPage struct {
	Items []InboxItem
	Pager Pager
}
