package view

import (
	"time"

	"stint/internal/id"
	"stint/internal/worktime"
)

// PersonRow is one person in the directory.
type PersonRow struct {
	ID      id.Person
	Name    string
	Email   string
	Team    string
	Manager PersonRef
	Zone    string
	Admin   bool
	Active  bool
	Seen    time.Time // last signed in, zero never

	Topics []string
}

// People is the directory as admins see it.
type People struct {
	Rows         []PersonRow
	Query        string
	Team, Topic  string // what else was asked for
	Inactive     bool   // those who were deactivated are shown
	Pager        Pager
	Installation Installation
}

// Installation is the state of the running system.
type Installation struct {
	Version  string
	Database Part
	Queue    Part
	Mail     Part
	Backup   Part
	Failed   []JobRow // jobs that gave up
	MayRetry bool
}

// JobRow is one job of the queue that gave up.
type JobRow struct {
	ID       id.Job
	Kind     string // what it was to do, as the log names it
	Attempts int
	At       time.Time // of the last attempt
	Error    string    // without anything private
}

// Part is one part of the system: in order or not, and what there is to say.
type Part struct {
	OK   bool
	Text string // "SQLite, 12 MB", "3 waiting, oldest 2 min"
}

// Person is the page of one person, for admins. A new one has no id.
type Person struct {
	Row       PersonRow
	FullName  string
	ManagerID id.Person
	Title     string
	Managers  []Choice
	Zones     []string
	Locale    string
	Week      string // working hours in their text form
	Seen      string // opaque: which state of the entry the page shows
	Languages string // tags between commas
	Topics    string // between commas
	DaysOff   string // an entry a line
	StartedOn worktime.Date
	Facts     []AccessFact // what they said of their access
	Leads     bool         // somebody reports to them: no practitioner
	Link      string       // a sign-in link that was just made, shown this once
	LinkUntil time.Time
	History   []HistoryRow
	You       bool
}

// Systems is the administrators' list of what people can have access to.
type Systems struct {
	Rows []SystemRow
}

// SystemRow is one system of the list.
type SystemRow struct {
	Name  string // as programs ask for it
	Label string // as people say it
	Have  int    // how many active people said that they have it
}

// PeopleImport is the page on which a directory is imported from a CSV file.
type PeopleImport struct {
	Columns              []string // that are understood, the required ones first
	Errors               []ImportError
	Added, Changed, Same int // what an import did or would do
	Done                 bool
}

// ImportError is what is wrong with one line of a file.
type ImportError struct {
	Line   int
	Column string // empty: the whole line
	Text   string
}
