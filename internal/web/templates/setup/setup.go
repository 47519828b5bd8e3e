// Package setup is the page of what has to be ready before an internship
// starts.
package setup

import (
	"stint/internal/view"
	"stint/internal/web/templates/ui"
)

func title(s view.Setup) string {
	if s.State == view.StateProposed || s.State == view.StateAgreed {
		return "Before the start"
	}
	return "What was to be ready"
}

// lead says what is open, and what comes of it.
func lead(f ui.Frame, s view.Setup) string {
	open := ui.Upper(ui.Number(s.Open)) + " things are open."
	switch s.Open {
	case 0:
		open = "Everything is ready."
	case 1:
		open = "One thing is open."
	}
	switch s.State {
	case view.StateProposed:
		return open + " Once all four have signed, the 1:1s and the plan are made."
	case view.StateAgreed:
		return open + " It starts by itself on " + f.Day(s.Start) + ", also if something is open then."
	}
	return open
}

func groupID(g view.SetupGroup) string {
	if g.Whose == "" {
		return "of-everybody"
	}
	return "of-" + string(g.Whose)
}

func groupTitle(s view.Setup, g view.SetupGroup) string {
	if g.Whose == "" {
		return "Everybody"
	}
	return ui.Upper(ui.RoleWord(g.Whose, s.Intern, s.Mentor))
}

// doneLine says who did a line, and when.
func doneLine(f ui.Frame, r view.SetupLine) string {
	switch {
	case !r.Done && r.Optional:
		return "Optional"
	case !r.Done:
		return ""
	case r.By == nil:
		return "Made by Stint"
	case r.At.IsZero():
		return "By " + ui.Named(*r.By)
	}
	return "By " + ui.Named(*r.By) + ", " + f.Since(r.At)
}

func linkLabel(r view.SetupLine) string {
	if r.Item == "issue" {
		return "Address of the tracking issue"
	}
	return "Address of another notes document"
}
