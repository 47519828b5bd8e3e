// Package desk is the first page of each kind of person, and the lists of
// internships and notices that lead on from there.
package desk

import (
	"fmt"
	"strconv"

	"stint/internal/view"
	"stint/internal/web/templates/ui"
)

var healths = map[view.Health]struct {
	tone       ui.Tone
	icon, word string
}{
	view.HealthAhead:   {ui.Done, "check", "Ahead"},
	view.HealthOn:      {ui.Done, "check", "On course"},
	view.HealthSlow:    {ui.Due, "hourglass", "Slow"},
	view.HealthStuck:   {ui.Stop, "octagon-alert", "Stuck"},
	view.HealthWaiting: {ui.Wait, "hourglass", "Waiting"},
}

func with(r view.InternshipRow) string {
	mentor := "with no mentor yet"
	if r.Mentor.Known() {
		mentor = "with " + ui.Named(r.Mentor)
	}
	if r.Team == "" {
		return mentor
	}
	return r.Team + ", " + mentor
}

// place says where an internship is: "Week 5 of 12", "Paused until 19 October".
func place(f ui.Frame, r view.InternshipRow) string {
	switch {
	case r.State == view.StatePaused && r.Paused != nil && !r.Paused.To.IsZero():
		return "Paused until " + f.PlainDay(r.Paused.To.AddDays(1))
	case r.Week > 0 && r.State == view.StateActive:
		return fmt.Sprintf("Week %d of %d", r.Week, r.Of)
	}
	return ui.StateWord(r.State)
}

// overview is the coordinator's day in one sentence.
func overview(d view.CoordinatorDesk) string {
	stuck, running := len(d.Stuck), 0
	for _, s := range d.States {
		if s.State == view.StateActive {
			running = s.Count
		}
	}
	well := max(0, running-stuck)
	switch {
	case stuck == 0 && running == 0:
		return "Nothing is under way"
	case stuck == 0:
		return ui.Upper(ui.Number(well)) + " " + verb(well, "runs", "run") + " well"
	case well == 0:
		return ui.Upper(ui.Number(stuck)) + " " + verb(stuck, "needs", "need") + " you"
	}
	return fmt.Sprintf("%s %s you, %s %s well", ui.Upper(ui.Number(stuck)), verb(stuck, "needs", "need"), ui.Number(well), verb(well, "runs", "run"))
}

func verb(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

func mentorTitle(d view.MentorDesk, asked int) string {
	mine := asked
	for _, w := range d.Waits {
		if w.On.You {
			mine++
		}
	}
	switch {
	case len(d.Interns) == 0 && asked == 0:
		return "Nobody to mentor right now"
	case mine == 0:
		return "Nothing waits for you"
	}
	return fmt.Sprintf("%s %s for you", ui.Upper(ui.Number(mine)), verb(mine, "thing waits", "things wait"))
}

func managerTitle(d view.ManagerDesk) string {
	if len(d.Open) == 0 {
		return "Nothing to sign"
	}
	return fmt.Sprintf("%s %s for you", ui.Upper(ui.Number(len(d.Open))), verb(len(d.Open), "sign-off waits", "sign-offs wait"))
}

// asks puts an open sign-off into words.
func asks(o view.OpenSignOff) string {
	return fmt.Sprintf("%s asks for %s a week, for %s weeks", o.Intern.Name, ui.Count(o.Minutes/60, "hour", "hours"), ui.Number(o.Weeks))
}

// most is the largest count, for the length of bars.
func most(rows []view.StateCount) int {
	m := 1
	for _, r := range rows {
		m = max(m, r.Count)
	}
	return m
}

func owedTone(days int) ui.Tone {
	switch {
	case days >= 7:
		return ui.Stop
	case days >= 5:
		return ui.Due
	}
	return ui.Plain
}

func owedFor(days int) string {
	if days == 0 {
		return "Today"
	}
	return ui.Count(days, "day", "days")
}

func stateOptions() []view.Choice {
	return append([]view.Choice{{Label: "Any state"}}, ui.StateChoices()...)
}

func programOptions(programs []view.Choice) []view.Choice {
	return append([]view.Choice{{Label: "All programs"}}, programs...)
}

func filtered(l view.InternshipFilter) bool { return l != view.InternshipFilter{} }

func listCount(l view.InternshipList) string {
	if l.Pager.Total > 0 {
		return strconv.Itoa(l.Pager.Total)
	}
	return strconv.Itoa(len(l.Rows))
}

func owedLine(o view.Owed) string {
	s := ": " + o.What
	if o.Days > 0 {
		s += " since " + ui.Count(o.Days, "working day", "working days")
	}
	return s
}

func unread(items []view.InboxItem) int {
	n := 0
	for _, i := range items {
		if i.Unread {
			n++
		}
	}
	return n
}
