package meeting

import (
	"slices"
	"time"

	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/worktime"
)

// ItemKind says where an agenda item comes from, and so where it stands on the
// agenda.
type ItemKind string

// The kinds of agenda items, in the order of the agenda.
const (
	KindWants        ItemKind = "wants"        // what one of the two wants from the internship; its source is that person
	KindPrompt       ItemKind = "prompt"       // a question to discuss
	KindDeliverable  ItemKind = "deliverable"  // something handed in
	KindPresentation ItemKind = "presentation" // something to present; among the deliverables
	KindDebrief      ItemKind = "debrief"      // of a call that was shadowed
	KindBlocker      ItemKind = "blocker"      // something that is in the way
	KindCarried      ItemKind = "carried"      // what an earlier week left open
	KindFeedback     ItemKind = "feedback"     // feedback that is due
	KindTopic        ItemKind = "topic"        // what one of the two wants to talk about
)

// rank is the place of a kind on an agenda, and 0 for none of the kinds.
func (k ItemKind) rank() int {
	for i, kinds := range [...][]ItemKind{
		{KindWants}, {KindPrompt}, {KindDeliverable, KindPresentation}, {KindDebrief}, {KindBlocker}, {KindCarried}, {KindFeedback}, {KindTopic},
	} {
		if slices.Contains(kinds, k) {
			return i + 1
		}
	}
	return 0
}

// ItemState is how an agenda item stands.
type ItemState string

// The states of an agenda item. Its life is drawn in docs/states/agenda-item.md.
const (
	Open      ItemState = "open"
	Discussed ItemState = "discussed"
	Parked    ItemState = "parked"    // put off by one of the two: it comes back on a later agenda
	Carried   ItemState = "carried"   // its meeting left it open, or it was reopened later: it comes back too
	Withdrawn ItemState = "withdrawn" // no topic here any more; hidden unless there are notes on it
)

// Item is one topic on the agenda of one meeting.
type Item struct {
	ID         id.AgendaItem
	Internship id.Internship
	Meeting    id.Meeting
	Kind       ItemKind
	Source     string // the id of the prompt or activity it stands for; empty for a topic
	Title      string
	Minutes    int // how long it may take
	Position   int // within its kind
	State      ItemState
	StateAt    time.Time // when it was settled; zero where it never was
	StateBy    id.Person // who settled it; empty where Stint did
	AddedBy    id.Person // empty: by itself
	CreatedAt  time.Time
	Version    int // raised by every change
	// From is the item of an earlier agenda that comes back as this one, and
	// To the one as which this comes back; nil for none, and where the reader
	// may not see that meeting.
	From, To *Placement
}

// Placement is where an item stood before, or stands now.
type Placement struct {
	Item    id.AgendaItem
	Meeting id.Meeting
	Date    worktime.Date // in the meeting's zone
	Starts  time.Time
	State   ItemState
	By      id.Person // who put it into that state; empty where Stint did
}

// SortAgenda puts items in the order of the agenda: by kind, then as they were
// added.
func SortAgenda(items []Item) {
	slices.SortStableFunc(items, func(a, b Item) int {
		if c := a.Kind.rank() - b.Kind.rank(); c != 0 {
			return c
		}
		return a.Position - b.Position
	})
}

// Estimate is how many minutes an agenda needs: what was discussed, and what is
// still open.
func Estimate(items []Item) int {
	minutes := 0
	for _, i := range items {
		if i.State == Open || i.State == Discussed {
			minutes += i.Minutes
		}
	}
	return minutes
}

// Suggest is how long to book for an agenda that needs more minutes than are
// booked: half an hour, or an hour. It is 0 where the booked time does, or
// where an hour is booked already and the rest is better parked.
func Suggest(booked, estimate int) int {
	const half, whole = 30, 60
	switch {
	case estimate <= booked || booked >= whole:
		return 0
	case estimate <= half:
		return half
	}
	return whole
}

// itemChanges are all changes of an item's state that there are.
var itemChanges = [...]change{
	{"", string(Open), "added"},
	{string(Open), string(Discussed), "discussed"},
	{string(Open), string(Parked), "parked"},
	{string(Open), string(Carried), "left open by its meeting"},
	{string(Open), string(Withdrawn), "withdrawn by its source"},
	{string(Open), string(Withdrawn), "settled on the agenda it came from"},
	{string(Parked), string(Open), "reopened"},
	{string(Parked), string(Discussed), "discussed after all"},
	{string(Carried), string(Discussed), "discussed after all"},
	{string(Discussed), string(Open), "reopened"},
	{string(Discussed), string(Carried), "reopened after its meeting"},
	{string(Discussed), string(Open), "added again"},
	{string(Withdrawn), string(Open), "added again"},
}

// settlement is what settling an item does to it and to the item as which it
// came back.
type settlement struct {
	state ItemState // of the item itself
	back  comeback
}

// comeback is what becomes of the next item in the chain.
type comeback int

const (
	leave  comeback = iota // it is left alone
	remake                 // one is made on the next agenda
	unmake                 // it is withdrawn
)

// settle is the rule for settling an item on the agenda of a meeting in a state.
// Where nothing has to be done, the settlement's state is the item's.
func (i Item) settle(wanted ItemState, meeting State) (settlement, error) {
	same := settlement{i.State, leave}
	if wanted == i.State {
		return same, nil
	}
	back := leave
	if i.To != nil {
		if back = unmake; i.To.State != Open {
			return same, fault.New(fault.Conflict, "This went on in a later meeting and was settled there. Nothing has been changed. Look at that agenda.").WithCode("went-on")
		}
	}
	switch {
	case i.State == Withdrawn:
		return same, fault.New(fault.Conflict, "This is no topic of the meeting any more. Nothing has been changed.").WithCode("withdrawn")
	case wanted == Discussed:
		return settlement{Discussed, back}, nil
	case wanted == Parked && i.State == Open:
		return settlement{Parked, remake}, nil
	case wanted == Parked:
		return same, fault.New(fault.Conflict, "Only an open topic can be parked. Reopen it first. Nothing has been changed.").WithCode("not-open")
	case wanted != Open:
		return same, fault.At("state", "An item can be discussed, parked or open.")
	case meeting == Planned:
		return settlement{Open, back}, nil
	case i.State == Discussed:
		return settlement{Carried, remake}, nil
	}
	return same, nil // parked or carried in a meeting that is over: it has come back already
}

// MaxItemMinutes is how long one item may take.
const MaxItemMinutes = 60

// The lengths of texts, in bytes.
const (
	MaxTitle = 500
	MaxNote  = 64 << 10
)
