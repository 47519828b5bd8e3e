package matching

import (
	"slices"

	"stint/internal/fault"
)

// State is how a request stands.
type State string

// The states. The last four are ends.
const (
	Asked     State = "asked"
	Accepted  State = "accepted"  // the mentor would; a place is held
	Confirmed State = "confirmed" // the intern chose this mentor; terms come next
	Declined  State = "declined"
	Withdrawn State = "withdrawn" // by the intern
	Released  State = "released"  // back to the intern, since no answer came or none can come
	Closed    State = "closed"    // no longer needed
)

// States returns every state in the order of a request's life.
func States() []State {
	return []State{Asked, Accepted, Confirmed, Declined, Withdrawn, Released, Closed}
}

// Standing reports whether something can still come of the request.
func (s State) Standing() bool { return s == Asked || s == Accepted || s == Confirmed }

// holds reports whether a place of the mentor is held in this state.
func (s State) holds() bool { return s == Accepted || s == Confirmed }

// The verbs that move a request.
const (
	verbAccept   = "accept"
	verbDecline  = "decline"
	verbConfirm  = "confirm"
	verbWithdraw = "withdraw"
	verbRelease  = "release"
	verbClose    = "close"
)

// Move is one allowed step of a request's life.
type Move struct {
	From  State
	To    State
	Verb  string // accept, decline, confirm, withdraw, release, close
	Event string // the audit event that tells of it
}

// moves is the whole life; docs/states/request.md draws it. A move that is not
// here does not happen.
var moves = [...]Move{
	{Asked, Accepted, verbAccept, "request.accepted"},
	{Asked, Declined, verbDecline, "request.declined"},
	{Accepted, Declined, verbDecline, "request.declined"},
	{Confirmed, Declined, verbDecline, "request.declined"},
	{Accepted, Confirmed, verbConfirm, "request.confirmed"},
	{Asked, Withdrawn, verbWithdraw, "request.withdrawn"},
	{Accepted, Withdrawn, verbWithdraw, "request.withdrawn"},
	{Confirmed, Withdrawn, verbWithdraw, "request.withdrawn"},
	{Asked, Released, verbRelease, "request.released"},
	{Accepted, Released, verbRelease, "request.released"},
	{Confirmed, Released, verbRelease, "request.released"},
	{Asked, Closed, verbClose, "request.closed"},
	{Accepted, Closed, verbClose, "request.closed"},
	{Confirmed, Closed, verbClose, "request.closed"},
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
	switch s {
	case Asked:
		return "This request has not been answered yet, so there is nothing to confirm."
	case Accepted:
		return "This request is accepted already."
	case Confirmed:
		return "This request is confirmed already. Terms come next."
	case Declined:
		return "This request was declined."
	case Withdrawn:
		return "The intern has withdrawn this request."
	case Released:
		if verb == verbAccept || verb == verbDecline {
			return "This request was not answered in time and went back to the intern, who may ask you again."
		}
		return "This request is with the intern again."
	}
	return "The intern is no longer looking for a mentor, so this request is closed."
}

// Cause says why a request was released or closed.
type Cause string

// The causes.
const (
	CauseSilence  Cause = "silence"  // released: no answer in time
	CauseLeft     Cause = "left"     // released: the mentor left the pool, or the company
	CauseManager  Cause = "manager"  // released: the mentor has become the intern's manager
	CauseFound    Cause = "found"    // closed: the intern confirmed another mentor
	CauseProposed Cause = "proposed" // closed: terms were proposed with another mentor
	CauseTerms    Cause = "terms"    // closed: terms were proposed to the mentor before they answered
	CauseOver     Cause = "over"     // closed: the intern looks no more
)
