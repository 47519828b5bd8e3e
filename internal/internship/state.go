package internship

import (
	"slices"

	"stint/internal/fault"
)

// State is where an internship is in its life.
type State string

// The states. Completed and Ended are the two ends.
const (
	Exploring State = "exploring" // somebody looks for a mentor; nothing is proposed yet
	Proposed  State = "proposed"  // terms wait for signatures
	Agreed    State = "agreed"    // all four signed; the start is ahead
	Active    State = "active"
	Paused    State = "paused" // in a planned pause
	Completed State = "completed"
	Ended     State = "ended" // withdrawn, or stopped early
)

// States returns every state in the order of an internship's life.
func States() []State {
	return []State{Exploring, Proposed, Agreed, Active, Paused, Completed, Ended}
}

// Over reports whether nothing happens any more.
func (s State) Over() bool { return s == Completed || s == Ended }

// Running reports whether the internship has begun and is not over.
func (s State) Running() bool { return s == Active || s == Paused }

// How says how an internship came to its end.
type How string

// The ways to end. Completion is not asked for by this name: see Complete.
const (
	HowCompleted How = "completed"
	HowWithdrawn How = "withdrawn" // somebody does not want it any more
	HowStopped   How = "stopped"   // it had begun and stops early
)

// The verbs that move an internship.
const (
	verbPropose  = "propose"
	verbAgree    = "agree"
	verbAdopt    = "adopt"
	verbStart    = "start"
	verbPause    = "pause"
	verbResume   = "resume"
	verbComplete = "complete"
	verbWithdraw = "withdraw"
	verbStop     = "stop"
)

// Move is one allowed step of an internship's life.
type Move struct {
	From  State
	To    State
	Verb  string // propose, agree, adopt, start, pause, resume, complete, withdraw, stop
	Event string // the audit event that tells of it
}

// moves is the whole life; docs/states/internship.md draws it. A move that is
// not here does not happen.
var moves = [...]Move{
	{Exploring, Proposed, verbPropose, "internship.proposed"},
	{Proposed, Proposed, verbPropose, "internship.revised"},
	{Agreed, Proposed, verbPropose, "internship.revised"},
	{Active, Active, verbPropose, "internship.revised"},
	{Paused, Paused, verbPropose, "internship.revised"},
	{Proposed, Agreed, verbAgree, "internship.agreed"},
	{Active, Active, verbAgree, "internship.agreed"},
	{Paused, Paused, verbAgree, "internship.agreed"},
	{Agreed, Agreed, verbAdopt, "version.taken"},
	{Active, Active, verbAdopt, "version.taken"},
	{Paused, Paused, verbAdopt, "version.taken"},

	{Agreed, Active, verbStart, "internship.started"},
	{Active, Paused, verbPause, "internship.paused"},
	{Paused, Active, verbResume, "internship.resumed"},
	{Active, Completed, verbComplete, "internship.completed"},
	{Paused, Completed, verbComplete, "internship.completed"},
	{Exploring, Ended, verbWithdraw, "internship.ended"},
	{Proposed, Ended, verbWithdraw, "internship.ended"},
	{Agreed, Ended, verbWithdraw, "internship.ended"},
	{Active, Ended, verbWithdraw, "internship.ended"},
	{Paused, Ended, verbWithdraw, "internship.ended"},
	{Active, Ended, verbStop, "internship.ended"},
	{Paused, Ended, verbStop, "internship.ended"},
}

// Moves returns every allowed move.
func Moves() []Move { return slices.Clone(moves[:]) }

// move returns the step that a verb makes from a state; where there is none,
// the Conflict that says why not.
func (s State) move(verb string) (Move, error) {
	for _, m := range moves {
		if m.From == s && m.Verb == verb {
			return m, nil
		}
	}
	return Move{}, fault.New(fault.Conflict, "%s Nothing has been changed.", whyNot(s, verb))
}

// whyNot says in a sentence why a verb moves nothing from a state.
func whyNot(s State, verb string) string {
	switch {
	case s == Completed:
		return "This internship is completed."
	case s == Ended:
		return "This internship has ended."
	case verb == verbComplete:
		return "This internship has not begun, so it cannot be completed. Withdraw it where it is not wanted any more."
	case verb == verbStop:
		return "This internship has not begun, so it cannot be stopped. Withdraw it instead."
	case verb == verbAdopt:
		return "A new version of the program is taken once the terms are agreed, and this internship is " + string(s) + "."
	case verb == verbAgree && s == Exploring:
		return "There are no terms to agree to yet. Propose some first."
	case verb == verbAgree:
		return "All four have signed these terms already. To change them, propose new ones."
	}
	return "This internship is " + string(s) + ", and that does not allow this step."
}
