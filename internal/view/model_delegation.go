package view

import (
	"time"

	"stint/internal/id"
	"stint/internal/worktime"
)

// Delegations is the page on which a manager names who answers for them.
type Delegations struct {
	MayName bool // the reader manages somebody
	Rows    []DelegationRow
	People  []Choice
	From    worktime.Date // proposed
	Pager   Pager
}

// DelegationRow is one delegation, made by the reader or naming them.
type DelegationRow struct {
	ID                id.Delegation
	Manager, Delegate PersonRef
	From, To          worktime.Date
	State             string // ahead, on, over, ended
	MayEnd            bool
}

// MailedState is how a mailed link stands.
type MailedState string

// The states of a mailed link. The zero value can be answered.
const (
	MailedOpen MailedState = ""
	MailedUsed MailedState = "used" // it was answered, by this link or otherwise
	MailedVoid MailedState = "void" // other terms have taken the place of the link's
	MailedOver MailedState = "over" // nothing waits for an answer any more
)

// MailedSignOff is the page behind a mailed link.
type MailedSignOff struct {
	Reader    PersonRef
	Zone      *time.Location // of the reader
	Theme     Theme
	Revision  int
	ExpiresAt time.Time
	State     MailedState
	Href      string  // where the reader answers once they are signed in
	SignOff   SignOff // empty where the link is void
}
