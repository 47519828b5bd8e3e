package view

import (
	"time"

	"stint/internal/id"
	"stint/internal/worktime"
)

// Setup is the page of what has to be ready before an internship starts.
type Setup struct {
	Internship     id.Internship
	Intern, Mentor PersonRef
	Program        string
	State          State
	Start          worktime.Date
	Open           int // of all parties, without what is optional
	Groups         []SetupGroup
	Wants          *Wants // for intern and mentor, nil else
}

// SetupGroup is what one party has to prepare.
type SetupGroup struct {
	Whose Role // empty: everybody
	Rows  []SetupLine
}

// SetupLine is one line of the page.
type SetupLine struct {
	Item     string // of a standing item, empty for an activity
	Activity id.Activity
	Text     string
	Done     bool
	At       time.Time  // zero where nobody did it by hand
	By       *PersonRef // nil where Stint did it
	Href     string     // where it is done, or what it is about
	Link     string     // elsewhere
	Optional bool
	MayTick  bool
	MayLink  bool
	Version  int
}

// Wants are what intern and mentor want from an internship.
type Wants struct {
	Draft    string
	Version  int // of the draft
	SavedAt  time.Time
	Shared   []WantText // the newest of each
	Earlier  []WantText // older versions, the newest first
	MayWrite bool
	MayShare bool // there is a meeting on whose agenda it can go
}

// WantText is what somebody shared.
type WantText struct {
	By      PersonRef
	Version int
	At      time.Time
	Body    Rich
}
