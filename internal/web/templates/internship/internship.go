// Package internship is the whole internship on one page, in each state of its
// life.
package internship

import (
	"fmt"
	"strings"

	"stint/internal/view"
	"stint/internal/web/templates/ui"
	"stint/internal/worktime"
)

// Title names an internship: "Noor’s CSM Internship", "Your CSM Internship".
func Title(i view.Internship) string {
	if i.Intern.You {
		return "Your " + i.Program.Title
	}
	return ui.Possessive(i.Intern.Name) + " " + i.Program.Title
}

// lead says in one sentence how an internship stands.
func lead(f ui.Frame, i view.Internship) string {
	switch i.State {
	case view.StateExploring:
		if i.Mentor.Known() {
			return "Nothing is proposed yet. " + ui.Upper(ui.Named(i.Mentor)) + " would be the mentor."
		}
		return "Nothing is proposed yet, and there is no mentor."
	case view.StateProposed:
		return proposedLead(i)
	case view.StateAgreed:
		return "All have signed. It starts by itself on " + f.Day(start(i)) + "."
	case view.StatePaused:
		if p := i.Track.Paused; p != nil && !p.To.IsZero() {
			return "Paused until " + f.Day(p.To.AddDays(1)) + ". The dates have moved, and the invitations with them."
		}
		return "Paused. Nothing waits for anybody."
	case view.StateCompleted:
		return fmt.Sprintf("Completed %s, with %s logged and %d of %d things done.",
			f.On(i.Since), ui.Count(i.Logged/60, "hour", "hours"), i.Progress.Done, i.Progress.Total)
	case view.StateEnded:
		return "Ended " + f.On(i.Since) + ". Everything so far stays readable."
	}
	return activeLead(i)
}

func activeLead(i view.Internship) string {
	s := fmt.Sprintf("%d of %d things done", i.Progress.Done, i.Progress.Total)
	if now := ui.CurrentWeek(i.Track); now > 0 {
		s = fmt.Sprintf("Week %d of %d: %s", now, len(i.Track.Weeks), s)
	}
	if i.Progress.Carried > 0 {
		s += ", " + ui.Number(i.Progress.Carried) + " carried over"
	}
	return s + "."
}

// proposedLead says who has signed the proposal and who is asked.
func proposedLead(i view.Internship) string {
	given, open, refused := 0, []string(nil), []string(nil)
	for _, s := range i.Signatures {
		switch s.State {
		case view.SignatureGiven:
			given += len(s.Roles)
		case view.SignatureRefused:
			refused = append(refused, ui.Named(s.Person))
		case view.SignatureMissing:
			open = append(open, "somebody as "+lowerRole(s.Roles, i))
		default:
			open = append(open, ui.Named(s.Person))
		}
	}
	s := fmt.Sprintf("%d of 4 signatures.", given)
	if len(refused) > 0 {
		s += " " + ui.Upper(ui.List(refused)) + " declined."
	}
	if len(open) > 0 {
		s += " It waits for " + ui.List(open) + "."
	}
	return s
}

func lowerRole(roles []view.Role, i view.Internship) string {
	if len(roles) == 0 {
		return "a party"
	}
	w := ui.RoleWord(roles[0], i.Intern, i.Mentor)
	if strings.HasPrefix(w, "Your") {
		return "your" + w[len("Your"):]
	}
	return w
}

func start(i view.Internship) (d worktime.Date) {
	if i.Terms != nil {
		d = i.Terms.Start
	}
	return d
}

func weekCount(n int) string { return ui.Upper(ui.Number(n)) + " weeks" }

// legend are the pins that stand on a track, each once.
func legend(t view.Track) []view.Pin {
	var pins []view.Pin
	seen := map[string]bool{}
	for _, w := range t.Weeks {
		for _, p := range w.Pins {
			if !seen[p.Icon] {
				seen[p.Icon] = true
				pins = append(pins, view.Pin{Icon: p.Icon, Label: pinWords[p.Icon]})
			}
		}
	}
	return pins
}

var pinWords = map[string]string{
	"handshake": "Kick-off", "file-text": "Deliverable", "award": "Exam", "presentation": "Demo",
	"drama": "Role play", "flag": "Decision", "graduation-cap": "Course",
}

func pauses(t view.Track) []view.Span {
	var spans []view.Span
	for _, w := range t.Weeks {
		if w.Pause != nil {
			spans = append(spans, *w.Pause)
		}
	}
	return spans
}

func setupCount(rows []view.SetupRow) string {
	done := 0
	for _, r := range rows {
		if r.Done {
			done++
		}
	}
	if len(rows) == 0 {
		return "What is open"
	}
	return fmt.Sprintf("%d of %d, counted apart", done, len(rows))
}

func coming(f ui.Frame, c view.ComingRow) string {
	if c.At.IsZero() {
		return f.Day(c.On)
	}
	return ui.Upper(f.Moment(c.At))
}

func trackSpan(f ui.Frame, i view.Internship) string {
	t := i.Terms
	s := ""
	if t != nil && !t.Start.IsZero() {
		s = f.PlainDay(t.Start) + " to " + ui.LongDay(t.End)
	}
	if i.Promised > 0 && i.Logged > 0 {
		s += fmt.Sprintf(", %s of %s hours logged", ui.Hours(i.Logged), ui.Hours(i.Promised))
	}
	return s
}

func revision(i view.Internship) int {
	switch {
	case i.Pending != nil:
		return i.Pending.Revision
	case i.Terms != nil:
		return i.Terms.Revision
	}
	return 0
}

func endLead(i view.Internship) string {
	if i.State == view.StateExploring {
		return "Nobody else has been told about it yet."
	}
	return "Intern, mentor and both managers are told."
}
