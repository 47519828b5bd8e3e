package meeting

import (
	"time"

	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/worktime"
)

// Kind is what sort of meeting it is.
type Kind string

// The kinds of meetings.
const (
	KickOff      Kind = "kick-off" // the first 1:1 of an internship that begins with Stint
	OneOnOne     Kind = "one-on-one"
	Presentation Kind = "presentation"
)

// State is how a meeting stands.
type State string

// The states of a meeting.
const (
	Planned  State = "planned"
	Held     State = "held" // its time is past
	Canceled State = "canceled"
)

// Meeting is one appointment of intern and mentor.
type Meeting struct {
	ID         id.Meeting
	Internship id.Internship
	Kind       Kind
	Week       int // of the internship
	// Date and Time are what the calendar and the clock in Zone show when it
	// starts. A time that clocks jump over or show twice is read by the rules
	// of worktime.At.
	Date    worktime.Date
	Time    worktime.Clock
	Zone    worktime.Zone
	Starts  time.Time // the same as an instant
	Minutes int       // booked
	State   State
	ByHand  bool // somebody moved it: the series leaves it where it is
	Series  bool // it is the 1:1 of its week
	Version int  // raised by every move
}

// Ends is when the booked time is over.
func (m Meeting) Ends() time.Time { return m.Starts.Add(time.Duration(m.Minutes) * time.Minute) }

// Ahead reports whether a meeting is planned and not over at a moment.
func (m Meeting) Ahead(now time.Time) bool { return m.State == Planned && m.Ends().After(now) }

// at sets date, time and the instant.
func (m *Meeting) at(d worktime.Date, c worktime.Clock, loc *time.Location) {
	starts, _ := worktime.At(d, c, loc)
	m.Date, m.Time, m.Starts = d, c, starts.UTC()
}

// HeldAfter is how long after its end a planned meeting counts as held. Until
// then its agenda can be settled as in the call itself.
const HeldAfter = 15 * time.Minute

// change is one change of a state and what brings it about.
type change struct{ from, to, by string }

// changes are all changes of a meeting's state that there are.
var changes = [...]change{
	{"", string(Planned), "made from the terms"},
	{string(Planned), string(Planned), "moved"},
	{string(Planned), string(Held), "its time is past"},
	{string(Planned), string(Canceled), "its week is no more"},
	{string(Planned), string(Canceled), "the internship is over"},
}

// Move is where a meeting is to take place, in the zone that it has.
type Move struct {
	Meeting id.Meeting     `json:"meeting"`
	Date    worktime.Date  `json:"date"`
	Time    worktime.Clock `json:"time"`
	Minutes int            `json:"minutes"` // 5 to 480; 0 leaves the length as it is
	Version int            `json:"version"` // of the meeting, as the mover saw it
}

// moved returns the meeting after a move, as asked for at a moment by somebody
// who saw version in.Version. It must lie ahead, and between the first day of
// the internship and a week after the last one. What somebody moves stays where
// they put it; a change of the length alone leaves it in the series.
func (m Meeting) moved(in Move, c worktime.Calendar, now time.Time) (Meeting, error) {
	if err := m.movable(in.Version, now); err != nil {
		return Meeting{}, err
	}
	var fields fault.Fields
	if in.Minutes == 0 {
		in.Minutes = m.Minutes
	}
	if in.Minutes < worktime.MinRhythmMinutes || in.Minutes > worktime.MaxRhythmMinutes {
		fields.Add("minutes", "A meeting lasts from %d minutes to %d hours.", worktime.MinRhythmMinutes, worktime.MaxRhythmMinutes/60)
		in.Minutes = m.Minutes
	}
	is := m
	is.Minutes = in.Minutes
	loc := m.Zone.Location()
	today := worktime.DateOf(now, loc)
	if in.Date != m.Date || in.Time != m.Time {
		is.at(in.Date, in.Time, loc)
		is.ByHand = true
	}
	first, last := c.Start(), c.End().AddDays(7)
	switch {
	case in.Date.IsZero():
		fields.Add("date", "Choose a day.")
	case in.Date.Before(first) || in.Date.After(last):
		fields.Add("date", "Choose a day from %s to %s: from the internship’s first day to a week after its last.",
			worktime.FormatDate(first, today), worktime.FormatDate(last, today))
	case in.Date.Before(today):
		fields.Add("date", "This day is past. Choose one from today on.")
	case is.Starts != m.Starts && !is.Starts.After(now):
		fields.Add("time", "This time is past. Choose one that is still to come.")
	case !is.Ends().After(now):
		fields.Add("minutes", "This would have ended already. Choose a longer time.")
	}
	return is, fields.Err()
}

// movable is the rule for which meetings can be moved at all.
func (m Meeting) movable(version int, now time.Time) error {
	switch {
	case m.State == Canceled:
		return fault.New(fault.Conflict, "This meeting was canceled, so it cannot be moved. Nothing has been changed.").WithCode("canceled")
	case m.State == Held || !m.Ends().After(now):
		return fault.New(fault.Conflict, "This meeting is over, so it cannot be moved. Nothing has been changed.").WithCode("held")
	case m.Version != version:
		return errMoved()
	}
	return nil
}

func errMoved() error {
	return fault.New(fault.Conflict, "This meeting was moved while you looked at it. Nothing of yours has been changed. Look at its new time first.").WithCode("moved-meanwhile")
}
