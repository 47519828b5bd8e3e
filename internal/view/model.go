package view

import (
	"time"

	"stint/internal/id"
	"stint/internal/worktime"
)

// Viewer is the person who reads the page: what every page shows around its
// content, and how it prints times.
type Viewer struct {
	Person   PersonRef
	Theme    Theme
	Zone     *time.Location // every instant is shown in it; nil is UTC
	Now      time.Time      // the moment of the page's snapshot
	KeysOff  bool           // single-letter keys are switched off in the profile
	Nav      []NavItem
	Inbox    *Inbox // nil hides the bell
	Foot     *Foot  // nil hides the card below the navigation
	SignedIn bool
}

// Theme is the appearance that a person chose.
type Theme string

// The themes. The zero value follows the system.
const (
	ThemeAuto  Theme = "auto"
	ThemeLight Theme = "light"
	ThemeDark  Theme = "dark"
)

// NavItem is one line of the main navigation. On a phone at most five show.
type NavItem struct {
	Icon, Label, Href string
	Count             string // a small word at the end: a number, "Thu"
	Current           bool   // the page belongs to it
	Wide              bool   // left out on a phone
	Go                string // the letter that leads here after G, or empty
}

// Inbox is what the bell opens: the newest notices.
type Inbox struct {
	Unread int
	Items  []InboxItem
}

// InboxItem is one notice.
type InboxItem struct {
	ID     id.Notice
	Icon   string
	Text   string // one sentence of the domain
	Href   string
	At     time.Time
	Unread bool
}

// Foot is the small card at the end of the rail: the reader's own internship.
type Foot struct {
	Internship id.Internship
	Program    string
	Track      Track
	With       PersonRef // the mentor, for an intern; the intern, for a mentor
}

// Toast is what a change answers with.
type Toast struct {
	Text string
	Undo string // the opaque value that POST /undo takes; empty where nothing can be undone
}

// PersonRef names a person on a page.
type PersonRef struct {
	ID   id.Person
	Name string // how colleagues call them; unique enough on one page
	You  bool   // the reader
}

// Known reports whether there is a person at all.
func (p PersonRef) Known() bool { return p.ID != "" || p.Name != "" }

// Role is what a person is on an internship.
type Role string

// The roles that sign, and the others that a page may name.
const (
	RoleIntern        Role = "intern"
	RoleMentor        Role = "mentor"
	RoleInternManager Role = "intern-manager"
	RoleMentorManager Role = "mentor-manager"
	RoleCoordinator   Role = "coordinator"
)

// State is where an internship is in its life.
type State string

// The states.
const (
	StateExploring State = "exploring"
	StateProposed  State = "proposed"
	StateAgreed    State = "agreed"
	StateActive    State = "active"
	StatePaused    State = "paused"
	StateCompleted State = "completed"
	StateEnded     State = "ended"
)

// Span is a run of whole days, both ends included.
type Span struct {
	From, To worktime.Date
	Reason   string // empty where the reader may not see it or none was given
}

// WeekState is how a week stands.
type WeekState string

// The states of a week. The zero value lies ahead.
const (
	WeekAhead WeekState = ""
	WeekDone  WeekState = "done"
	WeekLate  WeekState = "late" // past, with something open that was carried over
	WeekNow   WeekState = "now"
)

// Track is the twelve segments: every week of an internship and how far it is.
type Track struct {
	Internship id.Internship // where the segments lead
	Weeks      []TrackWeek
	Shown      int   // the week that the page is about, or 0
	Paused     *Span // the pause that is on now
}

// TrackWeek is one segment.
type TrackWeek struct {
	Number  int
	Name    string // short: "Verify, Package"
	From    worktime.Date
	State   WeekState
	Percent int   // of what counts, 0 to 100
	Pause   *Span // the pause right before this week
	Pins    []Pin
}

// Pin is something that a week is known for.
type Pin struct {
	Icon  string
	Label string // "Agenda to deliver"
	Hit   bool   // it is done
}

// Progress is the one honest figure: leaves that count, and how many are done.
type Progress struct {
	Done, Total int
	Carried     int // open, from a week that is past
}

// Choice is one option of a select.
type Choice struct {
	Value, Label string
}

// Pager leads through a list of which this is one page.
type Pager struct {
	Shown, Total int    // Total is 0 where it is not counted
	PreviousHref string // the first page; empty on it
	NextHref     string // empty on the last page
}

// VersionMark is a remark on something that a newer version of the program has
// changed under somebody's work.
type VersionMark struct {
	ID         id.VersionMark
	Gone       bool   // the program has it no more; else it reads differently
	Was        string // what it said, in Markdown of one line
	MayDismiss bool
}

// WaitRow says that one person waits for another.
type WaitRow struct {
	Waiting, On PersonRef
	Subject     string // "Agenda, version 2"
	Since       time.Time
	Href        string
}
