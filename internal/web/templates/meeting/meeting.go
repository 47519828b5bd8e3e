// Package meeting is the 1:1: its agenda, its notes, and the list of them.
package meeting

import (
	"fmt"
	"time"

	"stint/internal/view"
	"stint/internal/web/templates/ui"
	"stint/internal/worktime"
)

func kindWord(k view.MeetingKind) string {
	switch k {
	case view.MeetingKickoff:
		return "Kick-off"
	case view.MeetingPresentation:
		return "Presentation"
	}
	return "1:1"
}

func title(m view.Meeting) string {
	return fmt.Sprintf("%s, %s and %s", kindWord(m.Kind), m.Intern.Name, m.Mentor.Name)
}

func end(m view.Meeting) time.Time { return m.At.Add(time.Duration(m.Minutes) * time.Minute) }

// when says a meeting's time in both zones and its place in the series.
func when(f ui.Frame, m view.Meeting) string {
	s := f.Clock(m.At) + " to " + f.Clock(end(m))
	if f.Viewer.Zone != nil {
		s += " in " + ui.City(f.Viewer.Zone)
	}
	if m.OtherZone != nil && ui.ClockIn(m.At, m.OtherZone) != f.Clock(m.At) {
		s += fmt.Sprintf(", %s in %s", ui.ClockIn(m.At, m.OtherZone), ui.City(m.OtherZone))
	}
	s += "."
	if m.Number > 0 && m.Of > 0 {
		s += fmt.Sprintf(" The %s of %s.", ui.Ordinal(m.Number), ui.Number(m.Of))
	}
	return s
}

func tooLong(m view.Meeting) bool { return m.Estimate > m.Minutes && m.Minutes < 60 }

func counts(m view.Meeting) string {
	var open, discussed, parked int
	for _, a := range m.Agenda {
		switch a.State {
		case view.AgendaDiscussed:
			discussed++
		case view.AgendaParked:
			parked++
		default:
			open++
		}
	}
	s := fmt.Sprintf("%d to go", open)
	if discussed > 0 {
		s = fmt.Sprintf("%d discussed, %s", discussed, s)
	}
	if parked > 0 {
		s += fmt.Sprintf(", %d parked", parked)
	}
	return s
}

func rowClass(a view.AgendaRow) string {
	if a.State == view.AgendaOpen && a.Now {
		return "now"
	}
	return string(a.State)
}

// iconOf says what a topic is that no activity stands behind.
func iconOf(k view.AgendaKind) (icon, word string) {
	switch k {
	case view.AgendaBlocker:
		return "octagon-alert", "Blocker"
	case view.AgendaCarried:
		return "redo-2", "Carried over"
	case view.AgendaTask:
		return "square-check", "To do"
	}
	return "messages-square", "Topic"
}

// toneOf is the color of a topic's icon.
func toneOf(k view.AgendaKind) string {
	switch k {
	case view.AgendaBlocker, view.AgendaTask:
		return "k-make"
	case view.AgendaCarried:
		return "k-rest"
	}
	return "k-people"
}

// beforeLine is what somebody does before the call, and how long it takes.
func beforeLine(b view.BeforeRow) string {
	if b.Minutes == 0 {
		return b.Text
	}
	return b.Text + ", about " + ui.Count(b.Minutes, "minute", "minutes")
}

// park says where a topic goes that is put off.
func park(f ui.Frame, next *view.MeetingRef) string {
	if next == nil {
		return "Park"
	}
	return "Park to " + f.PlainDay(f.DateOf(next.At))
}

// origin says where a topic comes from and when it comes back.
func origin(f ui.Frame, a view.AgendaRow) string {
	s := ""
	if a.From != nil {
		s = "Carried over from " + f.PlainDay(f.DateOf(a.From.At)) + ". "
	}
	if a.By != nil && (a.Kind == view.AgendaTopic || a.Kind == view.AgendaBlocker) {
		s += "Added by " + ui.Named(*a.By) + ". "
	}
	if a.State == view.AgendaParked {
		if a.ParkedTo != nil {
			s += "It comes back by itself on " + f.PlainDay(f.DateOf(a.ParkedTo.At)) + "."
		} else {
			s += "It comes back when there is a next time."
		}
	}
	return s
}

func minuteChoices() []view.Choice {
	return []view.Choice{{Value: "5", Label: "5 min"}, {Value: "10", Label: "10 min"}, {Value: "15", Label: "15 min"}, {Value: "30", Label: "30 min"}}
}

func lengthChoices() []view.Choice {
	return []view.Choice{{Value: "15", Label: "15 minutes"}, {Value: "30", Label: "30 minutes"}, {Value: "45", Label: "45 minutes"}, {Value: "60", Label: "An hour"}, {Value: "90", Label: "An hour and a half"}}
}

// scale is the length of the bar: an hour, or what the longer of both needs.
func scale(m view.Meeting) int { return max(60, m.Minutes, m.Estimate) }

func lengthSentence(m view.Meeting) string {
	if over := m.Estimate - m.Minutes; over > 0 {
		return fmt.Sprintf("%d minutes booked, %d minutes over", m.Minutes, over)
	}
	return fmt.Sprintf("%d minutes booked, %d needed", m.Minutes, m.Estimate)
}

func saved(f ui.Frame, n view.Notes) string {
	if n.Version == 0 {
		return "Nothing is written yet."
	}
	return fmt.Sprintf("Saved by %s, %s.", ui.Named(n.By), f.Moment(n.At))
}

func meant(m view.Meeting) (day worktime.Date, at worktime.Clock) {
	zone := m.Zone
	if zone == nil {
		zone = time.UTC
	}
	return worktime.DateOf(m.At, zone), worktime.ClockOf(m.At, zone)
}

func rowTitle(r view.MeetingRow) string {
	s := kindWord(r.Kind)
	if r.With.Known() {
		s += " with " + r.With.Name
	}
	return s
}

func rowLine(f ui.Frame, r view.MeetingRow) string {
	s := ui.Upper(f.Moment(r.At)) + ", " + ui.Minutes(r.Minutes)
	if r.Moved {
		s += ", moved"
	}
	return s
}

func rowTopics(r view.MeetingRow, past bool) string {
	if r.Topics == 0 {
		return "No topics"
	}
	if past {
		return fmt.Sprintf("%d of %s discussed", r.Discussed, ui.Count(r.Topics, "topic", "topics"))
	}
	return fmt.Sprintf("%s, about %d min", ui.Count(r.Topics, "topic", "topics"), r.Estimate)
}

func listTitle(m view.Meetings) string {
	if m.Title != "" {
		return m.Title
	}
	if len(m.Ahead) > 0 {
		return ui.Upper(ui.Number(len(m.Ahead))) + " 1:1s ahead"
	}
	return "1:1s"
}
