// Package prompt holds the questions of a plan: what the intern prepares to
// discuss, the answers put on an agenda, what the mentor replied, and drafts.
//
// A prompt belongs to an activity, its head. It is open until an answer, or the
// bare question, is put on the agenda of the next meeting; there it is
// discussed or parked, and a discussed one can be reopened. Each putting makes a
// version of the answer that is never changed. A draft is its author's alone:
// nobody else learns even that there is one. A head is done when each of its
// prompts that is not skipped has been discussed; the package keeps its state.
package prompt

import (
	"strings"
	"time"

	"stint/internal/fault"
	"stint/internal/id"
)

// State is how a prompt stands.
type State string

// The states of a prompt.
const (
	Open      State = "open"      // on no agenda yet
	OnAgenda  State = "agenda"    // on the agenda of a meeting to come
	Parked    State = "parked"    // put off to the meeting after: it comes back by itself
	Discussed State = "discussed" // done
	Reopened  State = "reopened"  // was discussed, and is on an agenda again
	Skipped   State = "skipped"   // optional, and left out
)

// Waiting reports whether the prompt stands on an agenda.
func (s State) Waiting() bool { return s == OnAgenda || s == Parked || s == Reopened }

// Prompt is one question of a plan.
type Prompt struct {
	ID         id.Prompt
	Internship id.Internship
	Head       id.Activity // the activity that gathers it
	Position   int
	Source     string // the program's id of it
	Text       string // Markdown of one line
	Optional   bool
	State      State
	StateAt    time.Time
	Reason     string  // of a skip; empty where the reader may not see it
	Versions   int     // of the answer, put on an agenda so far
	Draft      *Draft  // the reader's own; nil where there is none
	Answer     *Answer // the newest version; nil where there is none or the reader may not see it
	Replies    []Reply // oldest first; none where the reader may not see them
}

// Draft is an answer being written, its author's alone.
type Draft struct {
	Body    string // Markdown, as typed
	Version int    // raised by every saving
	At      time.Time
}

// Answer is one version of an answer that was put on an agenda.
type Answer struct {
	Version int // 1, 2, 3, …
	Author  id.Person
	Body    string // Markdown
	At      time.Time
}

// Reply is what the mentor wrote under an answer.
type Reply struct {
	Author id.Person
	Body   string // Markdown
	At     time.Time
}

// Unanswered reports whether the newest answer waits for a reply: it stands on
// an agenda, and nobody but its author has written since.
func (p *Prompt) Unanswered() bool {
	if p.Answer == nil || !p.State.Waiting() {
		return false
	}
	for _, r := range p.Replies {
		if r.Author != p.Answer.Author && !r.At.Before(p.Answer.At) {
			return false
		}
	}
	return true
}

// The estimate of a prompt on an agenda, in minutes.
const (
	minutesPrepared = 8
	minutesBare     = 6
)

func (p *Prompt) minutes() int {
	if p.Versions > 0 {
		return minutesPrepared
	}
	return minutesBare
}

// Family is the wording of a prompt without case and white space: recurring
// questions share it.
func Family(text string) string {
	return strings.ToLower(strings.Join(strings.Fields(text), " "))
}

// putting is the rule for who puts what on the agenda.
func (p *Prompt) putting() error {
	switch p.State {
	case Discussed:
		return fault.New(fault.Conflict, "This question was discussed already. Reopen it first, then put your answer on the agenda. Your text is still in the form.").WithCode("discussed")
	case Skipped:
		return fault.New(fault.Conflict, "This question was skipped. Bring it back first. Your text is still in the form.").WithCode("skipped")
	}
	return nil
}
