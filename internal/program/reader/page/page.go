// Package page holds what was understood of a program page. Package reader
// passes these types on under its own name; they stand here so that the stages
// of reading can share them.
package page

// Page is what was understood of one program page. Every list in it is a list
// and never nil once Read has returned, so that its JSON never says null for
// one. Lines and columns count from 1; a column counts Unicode code points, as
// editors and SARIF do. An EndLine is the last line that a piece of the page
// goes to, 0 where it was not read from a page; it is no part of the JSON.
type Page struct {
	Title string `json:"title"`
	// Description is the front matter's description, else empty.
	Description string `json:"description"`
	// Address is where the page is published, and its relative links were
	// resolved against; empty where that is not known.
	Address string `json:"address,omitempty"`
	// Weeks is how many weeks the program spans: what the front matter says,
	// else what the phases span, else what the prose calls typical. 0 where
	// the page does not tell.
	Weeks int `json:"weeks"`
	// Hours is the commitment in hours a week; 0 where the page does not tell.
	Hours float64 `json:"hours"`
	// Rhythm is how often intern and mentor meet.
	Rhythm Rhythm `json:"rhythm"`
	// Minimum is the rule below which terms are refused; nil where there is none.
	Minimum *Minimum `json:"minimum"`
	Facts   Facts    `json:"facts"`
	// Eligibility is who may take part, in the page's words.
	Eligibility []Statement `json:"eligibility"`
	// Invitations are the standing calls and channels a mentor opens to every intern.
	Invitations []Invitation `json:"invitations"`
	// Mentors is who may mentor, as the front matter settles it; nil where it
	// does not.
	Mentors *MentorRule `json:"mentors,omitempty"`
	// Fit is how much each part counts when mentors are ranked, from 0 to 100,
	// by the names of FitParts. What the front matter does not name is not in it.
	Fit map[string]int `json:"fit,omitempty"`
	// Setup holds everything that stands outside the phases.
	Setup  Phase   `json:"setup"`
	Phases []Phase `json:"phases"`
	Counts Counts  `json:"counts"`
	// Importable says that no diagnostic is an error.
	Importable  bool         `json:"importable"`
	Diagnostics []Diagnostic `json:"diagnostics"`
}

// Phase is a week (or day, month, module) of the program, or its setup.
type Phase struct {
	// ID is stable across readings of the same page: "week-3", "day-1", "setup".
	ID string `json:"id"`
	// Number is the page's own, the first one of a range; nil for none.
	Number *int `json:"number"`
	// Through is the last number of a range; nil where the phase is no range
	// or is open-ended.
	Through *int `json:"through"`
	// OpenEnded says that the phase has a beginning and no end ("Weeks 21+").
	OpenEnded bool `json:"open_ended"`
	// Break says that nothing is to be done in it.
	Break bool `json:"break"`
	// Unit is "week", "day", "month", "sprint", "module", and so on; "" for the setup.
	Unit string `json:"unit"`
	// Title is the heading as written, Topic what it says besides the number.
	Title string `json:"title"`
	Topic string `json:"topic"`
	// Track is the level or track the phase belongs to where a page tells the
	// same phases for several.
	Track   string `json:"track"`
	Line    int    `json:"line"`
	EndLine int    `json:"-"`
	Column  int    `json:"column"`
	// Items counts the list items of the phase by depth, as [4, 12]; whatever
	// became of them.
	Items      []int      `json:"items"`
	Goals      []Goal     `json:"goals"`
	Activities []Activity `json:"activities"`
	// Text is everything that is no activity, in the page's order.
	Text      []Text  `json:"text"`
	Certainty float64 `json:"certainty"`
}

// Goal is an outcome or objective of a phase, or, on the setup, of the program.
type Goal struct {
	Text string `json:"text"`
	// Markdown is the text as written.
	Markdown string `json:"markdown"`
	Line     int    `json:"line"`
	EndLine  int    `json:"-"`
	Links    []Link `json:"links"`
}

// Text is a piece of the page that is no activity and is kept all the same.
type Text struct {
	// Kind is "prose", "list", "table", "code", "quote", "html" or "heading".
	Kind string `json:"kind"`
	// Heading is the heading or bold line it stands under, empty for the phase's own.
	Heading string `json:"heading"`
	// Level is the heading's level where Kind is "heading", else 0.
	Level int `json:"level"`
	// Markdown is the piece as written.
	Markdown string `json:"markdown"`
	Line     int    `json:"line"`
	EndLine  int    `json:"-"`
	Links    []Link `json:"links"`
}

// Link is a link as written, resolved against the page's address where that is known.
type Link struct {
	Text string `json:"text"`
	URL  string `json:"url"`
	Line int    `json:"line"`
}

// Counts sums the page up.
type Counts struct {
	Phases int `json:"phases"`
	// Items counts every list item of the page, whatever became of it.
	Items int `json:"items"`
	// Activities counts the activities of setup and phases, of every role.
	Activities int `json:"activities"`
	Prompts    int `json:"prompts"`
	// Links counts inline and reference links, autolinks and bare addresses.
	Links int `json:"links"`
	// Progress counts what the intern's progress is measured by: leaves that
	// the intern owns and heads of prompts, in the phases. One side of a branch
	// counts, and of a choice as many as are asked for.
	Progress int `json:"progress"`
}

// Kind says what sort of doing an activity is.
type Kind string

// The kinds of activities.
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

// Kinds returns every kind in the order in which pages list them.
func Kinds() []Kind {
	return []Kind{
		KindRead, KindCourse, KindExam, KindShadow, KindDiscuss, KindPresent,
		KindRoleplay, KindDeliver, KindPractice, KindMeet, KindDo,
	}
}

// Owner is the party who does an activity.
type Owner string

// The owners of activities.
const (
	OwnerIntern        Owner = "intern"
	OwnerMentor        Owner = "mentor"
	OwnerManager       Owner = "manager"
	OwnerMentorManager Owner = "mentor-manager"
	OwnerAll           Owner = "all"
)

// Owners returns every owner.
func Owners() []Owner {
	return []Owner{OwnerIntern, OwnerMentor, OwnerManager, OwnerMentorManager, OwnerAll}
}

// Role says how an activity enters the one progress figure.
type Role string

// The roles of activities. A leaf counts one where the intern owns it, a head
// of prompts counts one, and the others count nothing.
const (
	RoleLeaf       Role = "leaf"
	RoleContainer  Role = "container"
	RolePromptHead Role = "prompt-head"
	RoleNote       Role = "note"
	RoleMilestone  Role = "milestone"
)

// Activity is one thing to do. Activities nest.
type Activity struct {
	// ID is the author's where one is written, else derived from phase and
	// words. It is unique within the page.
	ID string `json:"id"`
	// Named says that the author wrote the id.
	Named bool `json:"named"`
	// Text is for people, without markup; Markdown is the same as written,
	// without attributes, marker and checkbox.
	Text     string `json:"text"`
	Markdown string `json:"markdown"`
	Kind     Kind   `json:"kind"`
	Owner    Owner  `json:"owner"`
	Role     Role   `json:"role"`
	Line     int    `json:"line"`
	EndLine  int    `json:"-"`
	Column   int    `json:"column"`
	Links    []Link `json:"links"`
	// Optional says that it may be skipped.
	Optional bool `json:"optional"`
	// Condition is what it depends on: "access:salesforce",
	// "not access:salesforce", "availability", or empty.
	Condition string `json:"condition"`
	// Branch is shared by the sides of which exactly one is done; Side is
	// "a", "b" and so on.
	Branch string `json:"branch"`
	Side   string `json:"side"`
	// Choose is how many of the children are asked for; 0 for all of them.
	Choose int `json:"choose"`
	// Course names the course that an activity of kind course or exam belongs
	// to, and Part the part of it, as "modules 1-3".
	Course string `json:"course"`
	Part   string `json:"part"`
	// After are the ids of the activities it builds on.
	After []string `json:"after"`
	// Group is the bold line or sub-heading it stands under.
	Group string `json:"group"`
	// Estimate is in minutes; 0 for none.
	Estimate int `json:"estimate"`
	// Every is "day", "week", "as-needed" and so on for what is done again
	// and again within its phase; empty for once.
	Every string `json:"every"`
	// Boxed says that it has a checkbox on the page, Done that it is ticked there.
	Boxed bool `json:"boxed"`
	Done  bool `json:"done"`
	// Certainty is the least of Sure, from 0 to 1.
	Certainty float64    `json:"certainty"`
	Sure      Sure       `json:"sure"`
	Prompts   []Prompt   `json:"prompts"`
	Children  []Activity `json:"children"`
	// Text below the item's first paragraph: further paragraphs, code, quotes.
	Notes []Text `json:"notes"`
}

// Sure is how sure each inference is, from 0 to 1. What the author settled by
// an attribute is 1; a field that was not inferred is 0 and left out.
type Sure struct {
	Kind      float64 `json:"kind,omitempty"`
	Owner     float64 `json:"owner,omitempty"`
	Role      float64 `json:"role,omitempty"`
	Optional  float64 `json:"optional,omitempty"`
	Condition float64 `json:"condition,omitempty"`
	Branch    float64 `json:"branch,omitempty"`
	After     float64 `json:"after,omitempty"`
	Estimate  float64 `json:"estimate,omitempty"`
}

// Prompt is a question to be prepared to discuss.
type Prompt struct {
	// ID is derived from its head's id and its words, or the author's.
	ID    string `json:"id"`
	Named bool   `json:"named"`
	Text  string `json:"text"`
	// Markdown is the text as written.
	Markdown string `json:"markdown"`
	Line     int    `json:"line"`
	EndLine  int    `json:"-"`
	Column   int    `json:"column"`
	Links    []Link `json:"links"`
	// Action says that the words ask for a doing rather than for an answer.
	// It stays on the agenda as a prompt all the same.
	Action    bool   `json:"action"`
	Optional  bool   `json:"optional"`
	Condition string `json:"condition"`
}

// Severity of a diagnostic.
type Severity string

// The severities. A page with an error is not imported.
const (
	SeverityError   Severity = "error"
	SeverityWarning Severity = "warning"
	SeverityNote    Severity = "note"
)

// Diagnostic is one remark about the page, in the manner of a compiler.
type Diagnostic struct {
	Severity Severity `json:"severity"`
	// Code is stable across releases, as "S210".
	Code   string `json:"code"`
	Line   int    `json:"line"`
	Column int    `json:"column"`
	// EndColumn is the column after the last one marked, on the same line.
	EndColumn int    `json:"end_column"`
	Message   string `json:"message"`
	// Help says what would settle it; empty where nothing needs to be done.
	Help string `json:"help"`
	// Fix is a proposed edit of the page; nil where none is known.
	Fix *Fix `json:"fix"`
}

// Fix replaces part of one line of the page.
type Fix struct {
	Line int `json:"line"`
	// Column to EndColumn (not included) is replaced by Text.
	Column    int    `json:"column"`
	EndColumn int    `json:"end_column"`
	Text      string `json:"text"`
	// Certain says that the fix cannot change what the author meant.
	Certain bool `json:"certain"`
}

// Walk calls visit for every activity below the phase, parents before children.
func (p *Phase) Walk(visit func(*Activity)) {
	for i := range p.Activities {
		p.Activities[i].Walk(visit)
	}
}

// Walk calls visit for the activity and everything below it, parents first.
func (a *Activity) Walk(visit func(*Activity)) {
	visit(a)
	for i := range a.Children {
		a.Children[i].Walk(visit)
	}
}

// Walk calls visit for every activity of the page, the setup's first.
func (p *Page) Walk(visit func(*Phase, *Activity)) {
	p.Setup.Walk(func(a *Activity) { visit(&p.Setup, a) })
	for i := range p.Phases {
		phase := &p.Phases[i]
		phase.Walk(func(a *Activity) { visit(phase, a) })
	}
}

// CountsForProgress says whether the activity counts one in the intern's progress.
func (a *Activity) CountsForProgress() bool {
	switch a.Role {
	case RolePromptHead:
		return true
	case RoleLeaf:
		return a.Owner == OwnerIntern || a.Owner == OwnerAll
	default:
		return false
	}
}

// Progress returns how much activities count in the intern's progress: each
// leaf that the intern owns one, a head of prompts one, of a branch one side,
// of a choice as many as are asked for.
func Progress(list []Activity) int {
	n := 0
	sides := map[string]int{}
	for i := range list {
		a := &list[i]
		below := Progress(a.Children)
		if a.Choose > 0 {
			below = min(below, a.Choose)
		}
		if a.CountsForProgress() {
			below++
		}
		if a.Branch == "" {
			n += below
			continue
		}
		n += max(below-sides[a.Branch], 0)
		sides[a.Branch] = max(sides[a.Branch], below)
	}
	return n
}

// All returns the setup and the phases.
func (p *Page) All() []*Phase {
	out := []*Phase{&p.Setup}
	for i := range p.Phases {
		out = append(out, &p.Phases[i])
	}
	return out
}

// ChoiceBranch stands for the branch of a choice until ids are known.
const ChoiceBranch = "?"

// Settle makes the certainty of an activity the least of what it was inferred from.
func (a *Activity) Settle() {
	a.Certainty = 1
	for _, s := range []float64{a.Sure.Kind, a.Sure.Owner, a.Sure.Role, a.Sure.Optional, a.Sure.Condition, a.Sure.Branch, a.Sure.After, a.Sure.Estimate} {
		if s > 0 {
			a.Certainty = min(a.Certainty, s)
		}
	}
}
