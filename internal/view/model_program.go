package view

import (
	"time"

	"stint/internal/id"
)

// ProgramRow is one program in a list.
type ProgramRow struct {
	ID                          id.Program
	Title                       string
	Version                     int
	Phases, Activities, Prompts int
	Running                     int // internships under way
	Changed                     time.Time
}

// Programs is the list of programs.
type Programs struct {
	Rows      []ProgramRow
	MayImport bool
}

// Program is one program with its versions.
type Program struct {
	Row          ProgramRow
	Coordinators []PersonRef
	Versions     []VersionRow
	MayImport    bool
	Coordinates  bool     // the reader is one of them
	People       []Choice // who can be named a coordinator; none where the reader may not name any
}

// Published is how a version came out.
type Published struct {
	Number int
	By     PersonRef
	At     time.Time
	Note   string // what its author says that it changes; may be empty
}

// VersionRow is one version of a program.
type VersionRow struct {
	Number   int
	At       time.Time
	By       PersonRef
	Errors   int
	Warnings int
	Running  int    // internships under way on it
	Note     string // what its author says that it changes; may be empty
	States   []StateCount
}

// Understood is the page of a version and what Stint understood of it.
type Understood struct {
	Program              id.Program
	Title                string
	File                 string // how a terminal names it: csm@3
	Number               int
	Newest               int
	Lines                int
	Phases               int
	Activities           int
	Prompts              int
	Certain              int // of the activities and prompts
	Rows                 []LintRow
	Diagnostics          []DiagnosticRow
	Kinds                []KindCount
	AllLines             bool // every line is shown, not only the telling ones
	TellingHref, AllHref string
	MayWrite             bool // may publish the next one
	Published            Published
}

// LintRow is one line of the page, or a run of lines, beside what was understood.
type LintRow struct {
	Line        int
	Source      string
	Marks       []Mark
	Heading     bool
	Depth       int // 0 to 2 and deeper
	Reads       []Reading
	Sure        Sureness
	Diagnostics []DiagnosticRow
}

// Mark is a part of a line that a diagnostic is about, in bytes of the source.
type Mark struct {
	From, To int
	Bad      bool
}

// Reading is one thing that a line means.
type Reading struct {
	Kind Kind // empty: no activity
	Text string
	More string // what is said more strongly: "part 1 of 2"
}

// Sureness is how sure a reading is.
type Sureness string

// The degrees of sureness. The zero value says nothing.
const (
	SureNot     Sureness = ""
	SureCertain Sureness = "certain"
	SureLikely  Sureness = "likely"
	SureUnsure  Sureness = "unsure"
)

// Severity is how grave a diagnostic is.
type Severity string

// The severities.
const (
	SeverityError   Severity = "error"
	SeverityWarning Severity = "warning"
	SeverityNote    Severity = "note"
)

// DiagnosticRow is one finding about the page.
type DiagnosticRow struct {
	Code         string // "S210"
	Severity     Severity
	Line, Column int
	Message      string
	Help         string
}

// KindCount counts activities by kind.
type KindCount struct {
	Kind  Kind
	Count int
}
