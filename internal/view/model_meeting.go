package view

import (
	"time"

	"stint/internal/id"
)

// MeetingKind is what a meeting is for.
type MeetingKind string

// The kinds of meetings.
const (
	MeetingKickoff      MeetingKind = "kickoff"
	MeetingOneOnOne     MeetingKind = "one-on-one"
	MeetingPresentation MeetingKind = "presentation"
)

// AgendaState is how a topic stands.
type AgendaState string

// The states of an agenda item. The zero value is open.
const (
	AgendaOpen      AgendaState = ""
	AgendaDiscussed AgendaState = "discussed"
	AgendaParked    AgendaState = "parked"
)

// AgendaKind is where a topic comes from.
type AgendaKind string

// The kinds of agenda items.
const (
	AgendaPrompt  AgendaKind = "prompt"  // a prepared question
	AgendaShow    AgendaKind = "show"    // something to present or hand in
	AgendaCarried AgendaKind = "carried" // what an earlier week left open
	AgendaTask    AgendaKind = "task"    // noted in an earlier meeting
	AgendaTopic   AgendaKind = "topic"   // added by one of the two
	AgendaBlocker AgendaKind = "blocker" // added as something that stops the intern
)

// Meeting is one meeting as intern and mentor see it.
type Meeting struct {
	ID             id.Meeting
	Internship     id.Internship
	Intern, Mentor PersonRef
	Program        string
	Kind           MeetingKind
	Number, Of     int
	At             time.Time
	Minutes        int            // booked
	Zone           *time.Location // in which it is meant
	OtherZone      *time.Location // of the other of the two
	Previous, Next *MeetingRef
	Agenda         []AgendaRow
	Estimate       int // minutes that the open topics need
	Notes          Notes
	Before         []BeforeRow
	Last           []TaskRow // what the last meeting left
	Moves          []HistoryRow
	Link           string // to the call, empty where nobody gave one
	Version        int    // raised by every move
	May            MeetingRights
}

// MeetingRights says what the reader may do with a meeting now.
type MeetingRights struct {
	Add, Move, Write bool
}

// AgendaRow is one topic.
type AgendaRow struct {
	ID          id.AgendaItem
	Kind        AgendaKind
	Activity    Kind // for what comes from an activity, else empty
	Title       string
	Href        string // where the topic comes from, or empty
	Minutes     int
	State       AgendaState
	Version     int  // raised by every change
	Now         bool // the first open one while the meeting is on
	By          *PersonRef
	From        *MeetingRef // parked there
	ParkedTo    *MeetingRef
	Prompt      id.Prompt
	Answer      Rich
	AnswerAt    time.Time
	OthersDraft bool
	Body        Rich
	Reply       *Reply
	MayReply    bool
	MaySet      bool
}

// Notes are what is written against the agenda. Every saved text is kept.
type Notes struct {
	Text     string // Markdown, to be edited
	Body     Rich
	Version  int // 0: nothing written yet
	At       time.Time
	By       PersonRef
	History  []NotesVersion
	Conflict *NotesConflict
}

// NotesVersion is one text of the notes.
type NotesVersion struct {
	Number int
	At     time.Time
	By     PersonRef
	Body   Rich
}

// NotesConflict is what two people wrote over one another. Both texts are kept.
type NotesConflict struct {
	By           PersonRef // who saved meanwhile
	At           time.Time
	Theirs, Mine string
	Version      int // of theirs: what a new text has to be based on
}

// BeforeRow is what one of the two has to do before the call.
type BeforeRow struct {
	Person  PersonRef
	Text    string // one sentence of the domain
	Done    bool
	Minutes int // about, 0 unknown
}

// TaskRow is one item of an earlier meeting's notes.
type TaskRow struct {
	Person string
	Text   string
	Done   bool
}

// Meetings is the list of an internship's meetings, or of all of a mentor's.
type Meetings struct {
	Internship id.Internship // empty: of several
	Title      string
	Ahead      []MeetingRow
	Past       []MeetingRow
}

// MeetingRow is one meeting in a list.
type MeetingRow struct {
	ID        id.Meeting
	With      PersonRef
	Kind      MeetingKind
	Number    int
	At        time.Time
	Minutes   int
	Estimate  int
	Topics    int
	Discussed int
	HasNotes  bool
	Moved     bool // not when the rhythm has it
}
