// Package layout is what stands around every page: the shell with its
// navigation for those who are signed in, and the bare page for those who are
// not, and for errors.
package layout

import (
	"fmt"

	"stint/internal/view"
	"stint/internal/web/templates/ui"
)

var appearances = [...]struct {
	theme       view.Theme
	icon, label string
}{
	{view.ThemeAuto, "monitor", "As the system"},
	{view.ThemeLight, "sun", "Light"},
	{view.ThemeDark, "moon", "Dark"},
}

func chosen(f ui.Frame) view.Theme {
	if f.Viewer.Theme == "" {
		return view.ThemeAuto
	}
	return f.Viewer.Theme
}

func inboxLabel(in view.Inbox) string {
	if in.Unread == 0 {
		return "Nudges, none new"
	}
	return fmt.Sprintf("Nudges, %d new", in.Unread)
}

func footLine(foot view.Foot) string {
	s := ui.TrackSentence(foot.Track)
	if now := ui.CurrentWeek(foot.Track); now > 0 {
		s = fmt.Sprintf("Week %d of %d", now, len(foot.Track.Weeks))
	}
	if foot.With.Known() {
		s += ", with " + foot.With.Name
	}
	return s
}
