package change

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/internship"
	"stint/internal/program"
	"stint/internal/program/diff"
	"stint/internal/program/mix"
	"stint/internal/worktime"
)

// State is where an offer is in its life.
type State string

// The states of an offer.
const (
	Open       State = "open"       // nobody has answered
	Proposed   State = "proposed"   // one of the two said what to take; the other is asked
	Taken      State = "taken"      // it is in the terms, whole or in part; the rest can still be proposed
	Declined   State = "declined"   // not wanted; the two may come back to it while there is no newer one
	Superseded State = "superseded" // a newer version took its place
	Lapsed     State = "lapsed"     // the internship was over before an answer came
)

// States returns every state in the order of an offer's life.
func States() []State { return []State{Open, Proposed, Taken, Declined, Superseded, Lapsed} }

// Waiting reports whether the offer waits for somebody.
func (s State) Waiting() bool { return s == Open || s == Proposed }

// The verbs that move an offer.
const (
	verbPropose   = "propose"
	verbConfirm   = "confirm"
	verbDecline   = "decline"
	verbRevise    = "revise"
	verbSupersede = "supersede"
	verbLapse     = "lapse"
)

// Move is one allowed step of an offer's life.
type Move struct {
	From, To State
	Verb     string // propose, confirm, decline, revise, supersede, lapse
}

// moves is the whole life; docs/states/version-offer.md draws it.
var moves = [...]Move{
	{Open, Proposed, verbPropose},
	{Proposed, Proposed, verbPropose},
	{Declined, Proposed, verbPropose},
	{Taken, Proposed, verbPropose}, // the rest of what was taken in part
	{Proposed, Taken, verbConfirm},
	{Open, Declined, verbDecline},
	{Proposed, Declined, verbDecline},
	{Open, Taken, verbRevise},
	{Proposed, Taken, verbRevise},
	{Declined, Taken, verbRevise},
	{Open, Superseded, verbSupersede},
	{Proposed, Superseded, verbSupersede},
	{Open, Lapsed, verbLapse},
	{Proposed, Lapsed, verbLapse},
	// A proposal of the rest that comes to nothing leaves what was taken.
	{Proposed, Taken, verbDecline},
	{Proposed, Taken, verbSupersede},
	{Proposed, Taken, verbLapse},
}

// Moves returns every allowed move.
func Moves() []Move { return slices.Clone(moves[:]) }

// from returns the states that a verb leaves.
func from(verb string) (states []State) {
	for _, m := range moves {
		if m.Verb == verb {
			states = append(states, m.From)
		}
	}
	return states
}

// allows returns the Conflict where a verb does nothing from a state.
func (s State) allows(verb string) error {
	if slices.Contains(from(verb), s) {
		return nil
	}
	why := map[State]string{
		Open:       "Nothing is proposed yet.",
		Proposed:   "This is proposed already.",
		Taken:      "This version is taken already.",
		Declined:   "This version was declined.",
		Superseded: "A newer version of the program has taken the place of this one.",
		Lapsed:     "This internship is over.",
	}[s]
	return fault.New(fault.Conflict, "%s Nothing has been changed. Look at it again.", why).WithCode("offer-" + string(s))
}

// Offer is a newer version of the program, offered to one internship.
type Offer struct {
	ID         id.VersionOffer
	Internship id.Internship
	Version    id.ProgramVersion // what is offered
	State      State
	MadeAt     time.Time
	ChangedAt  time.Time
	// Base is the revision of the terms in force when something was proposed,
	// Digest that of the terms which were proposed, Kept the phases that would
	// stay as they are in them, and LeftOut how many parts of the difference
	// those are; 0 for the whole version. Where a proposal of the rest came to
	// nothing Digest is empty, and Kept is what the terms keep.
	Base       int
	Digest     string
	Kept       []mix.Kept
	LeftOut    int
	ProposedBy id.Person
	ProposedAt time.Time
	AnsweredBy id.Person // who confirmed or declined
	AnsweredAt time.Time
	Reason     string // of a decline; for intern and mentor alone, empty for others
	Revision   int    // of the terms that took it last; 0 before
}

// Rest reports whether the offer is of what was left of a version that the terms
// name already, where it was taken in part.
func (o Offer) Rest() bool { return o.Revision > 0 && o.State == Proposed }

// InPart reports whether the version was taken, and some of it left out.
func (o Offer) InPart() bool { return o.State == Taken && len(o.Kept) > 0 }

// RestDeclined reports whether one of the two has declined the rest, last.
func (o Offer) RestDeclined() bool { return o.InPart() && o.Digest == "" && o.AnsweredBy != "" }

// Difference is an offered version against what an internship has now.
type Difference struct {
	Terms   internship.Terms // in force
	Has     program.Version  // of the terms, with the page that the internship has
	Version program.Version  // offered, with its page
	Parts   []diff.Part
	phases  int // of the version of the terms, as it was published
	// Needs are what the terms would have to say differently before the version
	// can be taken; with any, all four are asked in a revision of the terms.
	Needs []Need
}

// Need is a term that a version asks more of.
type Need struct {
	Field string // weeks or hours
	Has   string // in words: "12 weeks"
	Wants string
	Rule  string // the page's sentence, where it has one
}

// Proposable reports whether something can be proposed of an offer: it waits, or
// was declined, or was taken and the internship does not have all of it. Whether
// a newer version has come out is for the caller to ask.
func (d Difference) Proposable(o Offer) bool {
	return slices.Contains(from(verbPropose), o.State) && (o.State != Taken || len(d.Parts) > 0)
}

// needs is the rule for whether terms can stay as they are under a version.
func needs(t internship.Terms, v program.Version) (list []Need) {
	if v.Weeks > t.Weeks {
		list = append(list, Need{Field: "weeks", Has: fmt.Sprintf("%d weeks", t.Weeks), Wants: fmt.Sprintf("%d weeks", v.Weeks)})
	}
	if v.MinMinutes > t.Minutes {
		list = append(list, Need{Field: "hours", Has: hours(t.Minutes), Wants: hours(v.MinMinutes), Rule: v.MinRule})
	}
	return list
}

func hours(minutes int) string {
	return worktime.FormatHours(time.Duration(minutes)*time.Minute) + " h a week"
}

// fits returns the Conflict where a version asks for more than the terms have.
func (d Difference) fits() error {
	if len(d.Needs) == 0 {
		return nil
	}
	var parts []string
	for _, n := range d.Needs {
		parts = append(parts, n.Wants+" (now "+n.Has+")")
	}
	return fault.New(fault.Conflict, "Version %d asks for %s. That is for all four to sign: propose new terms with this version. Nothing has been changed.",
		d.Version.Number, strings.Join(parts, " and ")).WithCode("terms-needed")
}

// Left returns the keys of the parts that a proposal leaves out. They are found
// again by what would be kept: what a proposal holds is that, whatever a
// difference looks like by now.
func (d Difference) Left(o Offer) (keys []string) {
	if o.State != Proposed {
		return nil
	}
	for _, p := range d.Parts {
		would := mix.Leave(d.Terms.ProgramVersion, d.phases, d.Terms.Kept, []diff.Part{p})
		if !slices.ContainsFunc(would, func(k mix.Kept) bool { return !slices.Contains(o.Kept, k) }) {
			keys = append(keys, p.Key)
		}
	}
	return keys
}

// choose returns what is kept where only the parts with these keys are taken,
// and how many parts that leaves out.
func (d Difference) choose(whole bool, take []string) ([]mix.Kept, int, error) {
	if whole {
		return nil, 0, nil
	}
	var left []diff.Part
	known := map[string]bool{}
	for _, p := range d.Parts {
		known[p.Key] = true
		if !slices.Contains(take, p.Key) {
			left = append(left, p)
		}
	}
	for _, key := range take {
		if !known[key] {
			return nil, 0, fault.At("take", "“%s” is no part of this difference. Look at it again and choose anew.", key)
		}
	}
	if len(left) == len(d.Parts) {
		return nil, 0, fault.At("take", "Choose at least one part, or decline the version.")
	}
	return mix.Leave(d.Terms.ProgramVersion, d.phases, d.Terms.Kept, left), len(left), nil
}
