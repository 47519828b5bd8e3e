package view

import (
	"time"

	"stint/internal/id"
	"stint/internal/worktime"
)

// Week is one week of an internship as its reader may see it. For managers and
// the coordinator it comes without notes, reasons, evidence and answers.
type Week struct {
	Internship     id.Internship
	Intern, Mentor PersonRef
	Program        string
	Number, Of     int
	Title          string // what the program calls the phase, without its number
	Intro          Rich   // what the page says about the phase
	From, To       worktime.Date
	State          WeekState
	Progress       Progress
	Track          Track
	CarriedOver    []ActivityRow // what earlier weeks left open, on the current week only
	Groups         []Group
	Meeting        *MeetingCard
	Hours          *HoursCard
	Waits          []WaitRow
	Paused         *Span         // the pause that is on now
	StartsOn       worktime.Date // set while the internship has not begun
	Choices        []WeekChoice  // where an activity can be moved to
	May            WeekRights
}

// WeekRights says what the reader may do on a week.
type WeekRights struct {
	Tick bool // tick, skip, note, move, answer: the intern
	Add  bool // add an activity of their own: intern and mentor
	Log  bool // log hours: the intern
}

// WeekChoice is a week that an activity can be moved to.
type WeekChoice struct {
	Number int
	Name   string
}

// Group is what the page gathers under one heading.
type Group struct {
	ID         string // unique on the page and stable; letters, digits and hyphens
	Title      string // empty: the activities that stand under no heading
	Intro      Rich
	Progress   Progress
	Activities []ActivityRow
}

// Kind is what sort of thing an activity is.
type Kind string

// The kinds.
const (
	KindRead     Kind = "read"
	KindCourse   Kind = "course"
	KindExam     Kind = "exam"
	KindShadow   Kind = "shadow"
	KindDiscuss  Kind = "discuss"
	KindPresent  Kind = "present"
	KindRoleplay Kind = "roleplay"
	KindDeliver  Kind = "deliver"
	KindPractice Kind = "practice"
	KindMeet     Kind = "meet"
	KindDo       Kind = "do"
)

// ActivityState is how an activity stands.
type ActivityState string

// The states of an activity. The zero value is open.
const (
	ActivityOpen    ActivityState = ""
	ActivityHalf    ActivityState = "half" // begun
	ActivityDone    ActivityState = "done"
	ActivityWaits   ActivityState = "waits" // handed on: somebody else is due
	ActivitySkipped ActivityState = "skipped"
	ActivityWaived  ActivityState = "waived"
)

// ActivityRow is one activity, with what hangs below it to any depth.
type ActivityRow struct {
	ID       id.Activity
	Kind     Kind
	Title    string
	Body     Rich   // the rest of what the page says about it
	Links    []Link // where the page points
	State    ActivityState
	Still    bool // not ticked by hand: a container or prompt head, done by its children
	Note     bool // text of the page, nothing to do
	Optional bool
	Own      *PersonRef // who added it, where it is not the program's
	Owner    *PersonRef // whose task it is, where it is not the intern's
	Week     int        // the week it belongs to by the program
	From     int        // the week it was moved or carried over from, or 0
	Estimate int        // minutes, 0 unknown
	DoneAt   time.Time
	Remark   string     // the note on its tick, where the reader may see it
	Evidence string     // a link, where the reader may see it
	Reason   string     // of the skip or the waiver, where the reader may see it
	By       *PersonRef // who skipped or waived it
	WaitsFor *PersonRef
	Course   *Course
	Branch   *Branch
	Agenda   *MeetingRef // it stands on the agenda of this meeting
	Prompts  []PromptRow
	Children []ActivityRow
	Mark     *VersionMark // what a newer version of the program changed here
	Said     *ItemMark    // what the reader said of the program's item, where it stands
	May      ActivityRights
}

// ItemMark is what its reader said of an item of the program.
type ItemMark struct {
	ID    id.Mark
	Words string // "out of date"
}

// Link is a place that a page points to.
type Link struct {
	Label, Href string
}

// ActivityRights says what the reader may do with an activity now.
type ActivityRights struct {
	Tick, Skip, BringBack, Waive, Note, Move bool
	Mark                                     bool // the program's item: broken, out of date, excellent
}

// Course shows the parts of one course that several activities share.
type Course struct {
	Title string
	Parts []CoursePart
}

// CoursePart is one module of a course.
type CoursePart struct {
	Label string
	State ActivityState // open, half or done
	Here  bool          // part of this activity
}

// Branch is a pair of ways of which the reader's access chooses one.
type Branch struct {
	ID        string // names the branch within the internship
	Fact      string // what the access is to: "the CRM"
	Taken     string // the way taken, as the page titles it
	Other     string // the way not taken, as the page titles it
	With      bool   // the way taken is the one with access
	Chosen    worktime.Date
	OtherID   id.Activity // what the way not taken begins with
	Begun     bool        // either side is begun: switching asks first
	MaySwitch bool
}

// PromptState is how a question stands.
type PromptState string

// The states of a prompt. The zero value is not prepared.
const (
	PromptOpen      PromptState = ""
	PromptDraft     PromptState = "draft"
	PromptOnAgenda  PromptState = "agenda"
	PromptDiscussed PromptState = "discussed"
	PromptParked    PromptState = "parked"
	PromptReopened  PromptState = "reopened"
)

// PromptRow is one question and, where the reader may see it, its answer. A
// draft is there for its author alone.
type PromptRow struct {
	ID           id.Prompt
	Question     string
	State        PromptState
	Meeting      *MeetingRef // where it is on the agenda, was discussed or is parked to
	Draft        string      // Markdown, as typed
	DraftAt      time.Time   // zero: nothing saved yet
	DraftVersion int         // what the next saving begins from, 0 nothing saved yet
	OthersDraft  bool        // the intern has a draft that the reader may not see
	Answer       Rich        // the newest version that was put on an agenda
	AnswerAt     time.Time
	Version      int // of the answer, 0 none
	Reply        *Reply
	Mark         *VersionMark // what a newer version of the program changed here
	MayAnswer    bool
	MayReply     bool
}

// Reply is what the mentor wrote under an answer.
type Reply struct {
	By   PersonRef
	At   time.Time
	Body Rich
}

// MeetingRef points at a meeting.
type MeetingRef struct {
	ID id.Meeting
	At time.Time
}

// MeetingCard is the next meeting as My week shows it.
type MeetingCard struct {
	ID       id.Meeting
	With     PersonRef
	WithZone *time.Location
	At       time.Time
	Minutes  int // booked
	Topics   int
	Estimate int // minutes that the agenda needs
	MayMove  bool
}

// HoursCard is what was logged in a week against what was promised.
type HoursCard struct {
	Logged, Promised int // minutes
	Pace             int // minutes that would be even by now
	Today            worktime.Date
	Entries          []HoursRow
}

// HoursRow is one entry of hours.
type HoursRow struct {
	ID      id.Hours
	On      worktime.Date
	Minutes int
	What    string // empty where the reader may not see it
}

// Activity is the page of one activity.
type Activity struct {
	Row            ActivityRow
	Internship     id.Internship
	Intern, Mentor PersonRef
	Program        string
	Week           int // where it stands now
	WeekTitle      string
	Path           []ActivityRef // what it hangs below, outermost first
	Choices        []WeekChoice
	History        []HistoryRow
}

// ActivityRef points at an activity.
type ActivityRef struct {
	ID    id.Activity
	Title string
}

// HistoryRow is one event of the audit record, without contents.
type HistoryRow struct {
	At   time.Time
	By   PersonRef
	Text string // what was done, in the past tense and without a subject: "ticked “Read the handbook”"
}

// Prompt is the page of one question.
type Prompt struct {
	Row            PromptRow
	Internship     id.Internship
	Intern, Mentor PersonRef
	Program        string
	Week           int
	Head           ActivityRef // the activity that gathers the question
	Versions       []AnswerVersion
	Earlier        []EarlierAnswer // to the same question in other weeks
	Next           *MeetingRef     // where putting it on the agenda leads
}

// AnswerVersion is one putting on the agenda.
type AnswerVersion struct {
	Number int
	At     time.Time
	Body   Rich
}

// EarlierAnswer is an answer to a recurring question.
type EarlierAnswer struct {
	Prompt id.Prompt
	Week   int
	About  string // what the question was about that week: "Create"
	Answer Rich
	At     time.Time
}

// End returns when the booked time is over.
func (m MeetingCard) End() time.Time { return m.At.Add(time.Duration(m.Minutes) * time.Minute) }
