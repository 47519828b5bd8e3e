// Package mentors reads the pages on which interns find a mentor, and those of
// the pool.
package mentors

import (
	"strconv"
	"time"

	"stint/internal/id"
	"stint/internal/matching"
	"stint/internal/view"
	"stint/internal/worktime"
)

// Finding is the page on which somebody finds a mentor: for an internship that
// they explore, or to look around in a program.
type Finding struct {
	Program    id.Program
	Title      string        // of the program
	Internship id.Internship // empty for one who only looks
	Intern     view.PersonRef
	You        You
	Filter     Filter
	Topics     []view.Choice
	Languages  []view.Choice
	Zones      []view.Choice
	Styles     []view.Choice
	Rows       []Row // of this part
	Found      int   // after the filters
	Open       int   // in all
	Pager      view.Pager
	// MayAsk says that the reader can ask those in the rows, MayExplore that
	// they can begin to look for themself. Message is proposed to be sent.
	MayAsk, MayExplore bool
	Standing, Left     int // requests that stand, and how many more can
	// TermsHref is where terms are proposed, for who has found each other
	// already; empty where there is nothing to propose.
	TermsHref string
	Message   string
	// Why says in a sentence why nobody can be asked; empty where they can.
	Why string
}

// You is what the ranks go by: the intern as the directory has them.
type You struct {
	Zone      *time.Location
	Hours     string // working hours in their text form
	Assumed   bool   // they have not said, and office hours stand in
	Topics    []string
	Languages []string // by name
	Start     worktime.Date
}

// Filter is what the list is asked for. Empty fields ask for nothing.
type Filter struct {
	Topic    string
	Language string // BCP 47, without region
	Zone     string
	Style    string // the way of mentoring that is asked for: it ranks, and hides nobody
	Overlap  int    // at least so many hours a week
	Free     bool   // only with a free place
	Start    worktime.Date
	From     int // how many rows come before this part
}

// Set reports whether the filter hides anybody.
func (f Filter) Set() bool {
	return f.Topic != "" || f.Language != "" || f.Zone != "" || f.Overlap > 0 || f.Free
}

// Row is one mentor.
type Row struct {
	Rank      int
	Person    view.PersonRef
	FullName  string
	Title     string
	Place     string // the zone's city
	Apart     string // "1 h behind you", "at your time"
	Capacity  int
	Free      int
	Until     worktime.Date // zero for an open end
	Style     string        // in words
	Languages []string      // by name
	Topics    []string
	Together  time.Duration // a week, as it usually is
	Day       Day
	Reasons   []Reason
	Asked     *Asked // nil where they can be asked
}

// Asked is a request to a mentor that stands, or that they declined.
type Asked struct {
	Request id.Request
	At      time.Time
	State   matching.State
}

// Full reports whether no place is free.
func (r Row) Full() bool { return r.Free == 0 }

// Reason is one line of why a mentor ranks where they do.
type Reason struct {
	Text string
	For  bool
}

// Day is a picture of a day's working hours in the reader's zone.
type Day struct {
	Mine, Theirs, Both []Bar
	// Words says the same as the picture, and Short when both work.
	Words, Short string
}

// Bar is a stretch of a day, in quarters of an hour since midnight.
type Bar struct{ From, Length float64 }

// X and Width are the bar's place on a scale of 96 quarters, as SVG takes them.
func (b Bar) X() string { return strconv.FormatFloat(b.From, 'f', -1, 64) }

// Width is how long the bar is.
func (b Bar) Width() string { return strconv.FormatFloat(b.Length, 'f', -1, 64) }

// Own is the page of what somebody offers, program by program.
type Own struct {
	Offers   []Offer
	Closed   []Closed // programs that do not let them mentor
	Styles   []view.Choice
	Topics   []string // of the profile, which stand in where an offer names none
	Speaks   []string // of the profile, by name
	Assumed  bool     // they have not said when they work
	MaxSpots int
}

// Offer is a program that lets the reader mentor, and their opening where they
// have one.
type Offer struct {
	Program   id.Program
	Title     string
	Opening   id.Opening // empty where there never was one
	Open      bool
	Lapsed    bool // it ended on its last day
	Capacity  int
	Held      int
	Style     string // the word
	Words     string // the style in words
	Topics    []string
	Languages []string // tags
	Names     []string // of the languages
	Until     worktime.Date
	Seen      time.Time // when it was changed last: sent back with a change
	Rules     []string  // why they may
}

// Closed is a program that does not let the reader mentor, and why.
type Closed struct {
	Program id.Program
	Title   string
	Why     []string
}

// Pool is the pool of a program as its coordinators see it.
type Pool struct {
	Program  id.Program
	Title    string
	Members  []Member
	Unlisted []Unlisted // they mentor without being in the pool
	Places   int        // offered
	Held     int        // of those
	Rules    []string   // who may mentor, in the program's words; none where everybody may
}

// Member is one mentor of the pool.
type Member struct {
	Person    view.PersonRef
	FullName  string
	Team      string
	Place     string
	Capacity  int
	Held      int
	Style     string // in words
	Topics    []string
	Languages []string // by name
	Until     worktime.Date
	Since     time.Time
	// Unfit says why they are offered to nobody, though they opened: the rules
	// or they themself have changed since.
	Unfit string
}

// Unlisted is a mentor who is not in the pool.
type Unlisted struct {
	Person   view.PersonRef
	FullName string
	Team     string
	Held     int
}
