// Package preparation is what has to be ready before an internship starts, and
// what intern and mentor each want from it.
//
// The standing items are the same for every program; what the program's page
// asks for beside them is in the plan. An item is done by itself where Stint did
// it, is ticked by its owner, or is done by the link that was given for it. What
// is open holds nothing up: an agreed internship starts all the same.
//
// What somebody wants is theirs alone while it is a draft. Shared, it is a
// version that both read, and a topic of the kick-off, or of the next 1:1 where
// that is past. Versions are kept, to be looked at again at the decision.
package preparation

import (
	"time"

	"stint/internal/access"
	"stint/internal/id"
)

// Item is one of the standing items.
type Item string

// The standing items, in the order of the checklist.
const (
	Series      Item = "series"       // the weekly 1:1s are booked
	Notes       Item = "notes"        // a document for notes: Stint's own, with a link to another where there is one
	InternWants Item = "intern-wants" // what the intern wants from it is written down
	MentorWants Item = "mentor-wants" // what the mentor wants from it is written down
	Issue       Item = "issue"        // a tracking issue elsewhere, which is optional
	Channels    Item = "channels"     // the intern is in the team's chat channels
	Calls       Item = "calls"        // the intern is invited to the team's standing calls
)

// kind is what the rules say of an item.
type kind struct {
	item     Item
	owner    access.Role
	optional bool
	ticked   bool // by its owner
	linked   bool // by a link
}

// kinds are the items in their order.
var kinds = [...]kind{
	{item: Series, owner: access.Mentor},
	{item: Notes, owner: access.Mentor, linked: true},
	{item: InternWants, owner: access.Intern},
	{item: MentorWants, owner: access.Mentor},
	{item: Issue, owner: access.Intern, optional: true, linked: true},
	{item: Channels, owner: access.Mentor, ticked: true},
	{item: Calls, owner: access.Mentor, ticked: true},
}

func kindOf(i Item) (kind, bool) {
	for _, k := range kinds {
		if k.item == i {
			return k, true
		}
	}
	return kind{}, false
}

// Line is one item of an internship's checklist.
type Line struct {
	Item     Item
	Owner    access.Role // intern or mentor
	Optional bool        // open, it is not said to be missing
	Done     bool
	DoneAt   time.Time // zero where nobody did it by hand
	DoneBy   id.Person // empty where Stint did it, and while it is open
	Link     string    // of the outside document or issue, where the reader may see it
	Version  int       // of what was written by hand; 0 before
	Tick     bool      // it is there for its owner to tick
	Linkable bool      // it takes a link
}

// facts are what the database knows of the items of one internship.
type facts struct {
	meetings int
	written  map[access.Role]wrote
	rows     map[Item]row
}

// wrote says when somebody last shared what they want.
type wrote struct {
	by id.Person
	at time.Time
}

// row is what was done about an item by hand.
type row struct {
	doneAt   time.Time
	doneBy   id.Person
	link     string
	linkedAt time.Time
	version  int
}

// lines is the rule: how the items stand.
func lines(f facts) []Line {
	list := make([]Line, 0, len(kinds))
	for _, k := range kinds {
		r := f.rows[k.item]
		l := Line{Item: k.item, Owner: k.owner, Optional: k.optional, Link: r.link, Version: r.version, Tick: k.ticked, Linkable: k.linked}
		switch k.item {
		case Series, Notes:
			l.Done = f.meetings > 0 // both are made with the agreement
		case InternWants, MentorWants:
			w := f.written[k.owner]
			l.Done, l.DoneAt, l.DoneBy = w.by != "", w.at, w.by
		case Issue:
			if l.Done = r.link != ""; l.Done {
				l.DoneAt, l.DoneBy = r.linkedAt, r.doneBy
			}
		default:
			l.Done, l.DoneAt, l.DoneBy = !r.doneAt.IsZero(), r.doneAt, r.doneBy
		}
		list = append(list, l)
	}
	return list
}

// Missing are the lines that are open and not optional.
func Missing(list []Line) (open []Line) {
	for _, l := range list {
		if !l.Done && !l.Optional {
			open = append(open, l)
		}
	}
	return open
}

// Words is an item in a few words, such as a mail or the API needs them.
func (i Item) Words() string {
	switch i {
	case Series:
		return "The weekly 1:1s are booked"
	case Notes:
		return "A place for notes is there"
	case InternWants:
		return "What the intern wants from it is written down"
	case MentorWants:
		return "What the mentor wants from it is written down"
	case Issue:
		return "A tracking issue is linked"
	case Channels:
		return "The intern is in the team’s chat channels"
	case Calls:
		return "The intern is invited to the team’s standing calls"
	}
	return ""
}
