package author

import (
	"time"

	"stint/internal/id"
	"stint/internal/program/reader"
	"stint/internal/program/reader/notice"
	"stint/internal/view"
	"stint/internal/view/versions"
)

// Desk is a page that is being written, beside what is understood of it.
type Desk struct {
	Program id.Program // empty: a program to be
	Title   string     // of the program; of the page, for a program to be
	Draft   id.Draft   // empty: nothing has been typed yet
	Version int        // of the draft; 0 where there is none
	Pane    string     // the name of this window
	BasedOn int        // the program's version that the draft began from
	Newest  int        // the program's newest version; 0 for a program to be
	Newer   *Newer     // the newest version where the draft began from an older one
	Source  string
	Lines   int
	Live    bool // it is read again as it is typed
	Saved   time.Time
	Texts   []Text
	Reading Reading
	// MayPublish says that its author may still publish it.
	MayPublish bool

	page *reader.Page // as it was read; nil where it was not
}

// Next is the number that the draft's version would get.
func (d Desk) Next() int { return d.Newest + 1 }

// Newer is a version that appeared while somebody wrote.
type Newer struct {
	Number int
	By     view.PersonRef
	At     time.Time
	Note   string
}

// Text is a text of the draft that another window saved.
type Text struct {
	Version int
	Source  string
	At      time.Time
}

// Reading is what was understood of a page.
type Reading struct {
	Unread      bool // too long to be read while it is typed
	Title       string
	Facts       []Fact
	Phases      []Phase
	Counts      Counts
	Diagnostics []Diagnostic
	Errors      int
	Warnings    int
	Notes       int
	Mendable    int // certain mends
	// MorePhases and MoreDiagnostics are how many there are that are not shown.
	MorePhases, MoreDiagnostics int
	// From is the ordinal of the first activity or question that is shown, counted
	// from 1 through the page; those before it and behind the last stand as numbers
	// at their phases.
	From int

	things int // activities and questions, so far
}

// Shown are the phases of which something is shown, with those that have nothing
// among them, and Above and Below those before and behind, of which nothing is.
func (r Reading) Shown() []Phase {
	above, below := r.bounds()
	return r.Phases[above:below]
}

// Above are the phases before Shown.
func (r Reading) Above() []Phase { above, _ := r.bounds(); return r.Phases[:above] }

// Below are the phases behind Shown.
func (r Reading) Below() []Phase { _, below := r.bounds(); return r.Phases[below:] }

// bounds are the first phase that is shown, and the first behind those.
func (r Reading) bounds() (above, below int) {
	below = len(r.Phases)
	for i, p := range r.Phases {
		if p.Before > 0 && len(p.Things) == 0 {
			above = i + 1
		}
	}
	for i := len(r.Phases) - 1; i >= above; i-- {
		if p := r.Phases[i]; p.After > 0 && len(p.Things) == 0 {
			below = i
		}
	}
	return above, below
}

// Importable says that the page can be published as it is.
func (r Reading) Importable() bool { return r.Errors == 0 && !r.Unread }

// Counts sums a reading up.
type Counts struct {
	Phases, Activities, Prompts int
	Certain                     int // of activities and prompts
	Progress                    int // what counts in the intern's progress
}

// Fact is something that the page says about the program as a whole.
type Fact struct {
	Name  string
	Value string
	Line  int // 0 where no one line says so
}

// Phase is a phase as it was understood.
type Phase struct {
	Title  string
	Line   int
	Sure   view.Sureness
	Goals  int
	Things []Thing // those that are shown
	// Before and After are how many of its things stand before and behind those,
	// and Earlier and Later the ordinals to show these from; 0 for none.
	Before, After  int
	Earlier, Later int

	first int // the ordinal of its first thing
}

// Thing is an activity or a question as it was understood.
type Thing struct {
	Line   int
	Depth  int
	Kind   view.Kind // empty for a question
	Prompt bool
	Text   string
	Traits []string // owner, condition, estimate and what else is remarkable
	Sure   view.Sureness
	Doubts []Doubt // what it is less than certain of
}

// Doubt is an inference that is not certain.
type Doubt struct {
	What    string
	Percent int
}

// Diagnostic is a remark about the page, in the manner of a compiler.
type Diagnostic struct {
	Place        string // names it within the page, for its mend
	Code         string
	Severity     view.Severity
	Line, Column int
	Message      string
	Help         string
	Excerpt      string // of the line; empty where there is nothing to show
	Marker       string // below it
	Mend         string // what the proposed mend does; empty where there is none
	Certain      bool   // the mend cannot change what is meant
}

// Ended is a draft that was published or thrown away while its author still
// typed into it.
type Ended struct {
	Program id.Program // that the text could be the next version of; empty for none
	Title   string     // of that program
	Number  int        // of the version that was made of the draft; 0 where it was thrown away
	At      time.Time
	MayGoOn bool // its author may begin a new draft with the text
}

// Publication is a draft on the point of being published, compared with what
// there is.
type Publication struct {
	Desk      Desk
	Slug      string // proposed for a new program
	Unchanged bool   // the draft is the newest version as it stands
	Changed   versions.Changed
}

// Start is where a new program is begun.
type Start struct {
	Drafts  []DraftRow
	MaxSize int // bytes of a page
}

// DraftRow is a draft in a list.
type DraftRow struct {
	ID      id.Draft
	Program id.Program
	Title   string
	Changed time.Time
}

// Notice explains one kind of diagnostic.
type Notice struct {
	notice.Notice
	Others []notice.Notice // all of them, for the list
}
