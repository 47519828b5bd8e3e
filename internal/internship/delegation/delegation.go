// Package delegation lets a manager who is away name somebody who answers
// terms for them.
//
// A delegation lasts whole days in the manager's zone. While it does, the
// delegate sees the terms that wait for the manager's answer, and nothing else
// of those internships, and may answer them for the manager; the manager still
// may as well. What the delegate answers is the manager's answer and is shown
// with both names. Nobody is a delegate where they are a party themself, and
// nobody answers for two managers of one internship: one person's word never
// counts for two sides, unless the two sides have one manager.
//
// A manager has one delegate at a time. Either of the two ends it early, and it
// ends by itself when one of them leaves the company.
package delegation

import (
	"time"

	"stint/internal/access"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/worktime"
)

// MaxDays is how long one delegation may last.
const MaxDays = 92

// State says where a delegation is in its time.
type State string

// The states.
const (
	Ahead State = "ahead" // its first day has not come
	On    State = "on"    // the delegate may answer
	Over  State = "over"  // its last day is past
	Ended State = "ended" // somebody ended it early
)

// Delegation is one manager's delegate, from when until when.
type Delegation struct {
	ID       id.Delegation
	Manager  id.Person
	Delegate id.Person
	// From and To are its first and last day in Zone, the manager's when they
	// named the delegate.
	From, To  worktime.Date
	Zone      string
	FromAt    time.Time // the first moment of From
	UntilAt   time.Time // the first moment after To, or when it was ended
	CreatedAt time.Time
	EndedAt   time.Time // when it was ended early; zero otherwise
	EndedBy   id.Person // who did; empty where one of the two left the company
}

// State returns where the delegation is at a moment.
func (d Delegation) State(now time.Time) State {
	switch {
	case !d.EndedAt.IsZero():
		return Ended
	case now.Before(d.FromAt):
		return Ahead
	case now.Before(d.UntilAt):
		return On
	}
	return Over
}

// other is the one of the two who is not the given person.
func (d Delegation) other(who id.Person) id.Person {
	if who == d.Manager {
		return d.Delegate
	}
	return d.Manager
}

// Place is a manager's place under the terms of one internship, which somebody
// may fill for them.
type Place struct {
	Manager id.Person
	Role    access.Role
}

// period reads the days of a delegation, and tells at the fields what is wrong
// with them on a day.
func period(fields *fault.Fields, from, to string, today worktime.Date) (first, last worktime.Date) {
	first, err := worktime.ParseDate(from)
	if err != nil {
		fields.Add("from", "Give the first day, such as 2026-10-05.")
	}
	last, err = worktime.ParseDate(to)
	if err != nil {
		fields.Add("to", "Give the last day, such as 2026-10-16.")
	}
	switch {
	case first.IsZero() || last.IsZero():
	case first.Before(today):
		fields.Add("from", "It cannot begin before today, %s.", worktime.FormatDate(today, today))
	case last.Before(first):
		fields.Add("to", "It cannot end before it begins, on %s.", worktime.FormatDate(first, today))
	case last.Sub(first)+1 > MaxDays:
		fields.Add("to", "A delegation lasts at most %d days, and this would be %d. Name a stand-in manager in the directory for longer.", MaxDays, last.Sub(first)+1)
	}
	return first, last
}
