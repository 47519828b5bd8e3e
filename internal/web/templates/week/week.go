// Package week is My week, and the pages of the activities and questions on it.
package week

import (
	"fmt"
	"strings"
	"time"

	"github.com/a-h/templ"

	"stint/internal/id"
	"stint/internal/view"
	"stint/internal/web/templates/ui"
)

// Heading is the title of a week: "Week 5: Verify and Package".
func Heading(w view.Week) string {
	s := fmt.Sprintf("Week %d", w.Number)
	if w.Title != "" {
		s += ": " + w.Title
	}
	return s
}

// Holds reports whether an activity is still on the page: what was carried
// over leaves it once it is done.
func Holds(w view.Week, a id.Activity) bool {
	path, _ := find(w, a)
	return path != nil
}

// find returns the activity with those it hangs below, outermost first, and
// the group that it stands in, nil among what was carried over.
func find(w view.Week, a id.Activity) ([]view.ActivityRow, *view.Group) {
	if path := pathTo(w.CarriedOver, a); path != nil {
		return path, nil
	}
	for i := range w.Groups {
		if path := pathTo(w.Groups[i].Activities, a); path != nil {
			return path, &w.Groups[i]
		}
	}
	return nil, nil
}

func pathTo(rows []view.ActivityRow, a id.Activity) []view.ActivityRow {
	for _, row := range rows {
		if row.ID == a {
			return []view.ActivityRow{row}
		}
		if below := pathTo(row.Children, a); below != nil {
			return append([]view.ActivityRow{row}, below...)
		}
	}
	return nil
}

func carriedHeading(rows []view.ActivityRow) string {
	for _, r := range rows {
		if r.From == 0 || r.From != rows[0].From {
			return "Carried over"
		}
	}
	return fmt.Sprintf("Carried over from week %d", rows[0].From)
}

func carriedHint(w view.Week) string {
	switch {
	case w.Mentor.You:
		return "You can waive what need not be done"
	case w.Intern.You:
		return "Finish it, or let " + w.Mentor.Name + " waive it"
	}
	return "Open since then"
}

// over reports that nothing of the current week is left.
func over(w view.Week) bool {
	return w.State == view.WeekNow && w.Progress.Total > 0 && w.Progress.Done == w.Progress.Total && len(w.CarriedOver) == 0
}

// hasMeta reports whether a row says more than its title.
func hasMeta(a view.ActivityRow) bool {
	return len(a.Links) > 0 || a.Optional || a.From > 0 || a.Own != nil || a.Owner != nil || a.Agenda != nil || a.Mark != nil || a.Said != nil ||
		a.Remark != "" || a.Evidence != "" || a.State == view.ActivitySkipped || a.State == view.ActivityWaived
}

// plainEnd reports whether a row ends in its length alone.
func plainEnd(a view.ActivityRow) bool {
	switch a.State {
	case view.ActivitySkipped, view.ActivityWaived, view.ActivityWaits:
		return false
	}
	return !a.Optional && !a.May.Skip && !a.May.BringBack && !a.May.Waive
}

// estimate says how long an activity takes, empty where nobody knows.
func estimate(a view.ActivityRow) string {
	if a.Estimate == 0 {
		return ""
	}
	return ui.Minutes(a.Estimate)
}

func linkLabel(a view.ActivityRow, l view.Link) string {
	if l.Label == "" || l.Label == a.Title {
		return "Open"
	}
	return l.Label
}

func promptBadge(f ui.Frame, p view.PromptRow) (tone ui.Tone, icon, word string) {
	day := ""
	if p.Meeting != nil {
		day = f.DateOf(p.Meeting.At).Weekday().String()
		if ago := f.DateOf(p.Meeting.At).Sub(f.Today()); ago < 0 || ago > 6 {
			day = f.PlainDay(f.DateOf(p.Meeting.At))
		}
	}
	switch p.State {
	case view.PromptDraft:
		return ui.Plain, "pen-line", "Draft"
	case view.PromptOnAgenda:
		if day == "" {
			return ui.Done, "check", "On the agenda"
		}
		return ui.Done, "check", "On " + ui.Possessive(day) + " agenda"
	case view.PromptDiscussed:
		return ui.Done, "check", "Discussed"
	case view.PromptParked:
		return ui.Plain, "redo-2", strings.TrimSpace("Parked to " + orLater(day))
	case view.PromptReopened:
		return ui.Due, "rotate-ccw", "Reopened"
	}
	if p.OthersDraft {
		return ui.Plain, "lock", "Draft"
	}
	return ui.Plain, "circle-dashed", "Not prepared"
}

func orLater(day string) string {
	if day == "" {
		return "later"
	}
	return day
}

// pace compares hours with what would be even by today.
func pace(h view.HoursCard) string {
	day := ui.Possessive(h.Today.Weekday().String())
	even := fmt.Sprintf("%s pace (%s h).", day, ui.Hours(h.Pace))
	switch diff := h.Logged - h.Pace; {
	case diff < -90:
		return "Under " + even
	case diff < -15:
		return "A little under " + even
	case diff <= 15:
		return "Right on " + even
	}
	return "Ahead of " + even
}

func waitTitle(w view.WaitRow) string {
	verb := "waits"
	if w.Waiting.You {
		verb = "wait"
	}
	return fmt.Sprintf("%s %s for %s", ui.Upper(ui.Named(w.Waiting)), verb, ui.Named(w.On))
}

// forReader counts who waits for the reader.
func forReader(waits []view.WaitRow) int {
	n := 0
	for _, w := range waits {
		if w.On.You {
			n++
		}
	}
	return n
}

func branchSummary(b view.Branch) string {
	if b.With {
		return "The way with access to " + b.Fact + ", chosen by your access"
	}
	return "The way without access to " + b.Fact + ", chosen by your access"
}

func branchSwitch(b view.Branch) string {
	if b.With {
		return "I have no access any more"
	}
	return "I have access now"
}

func partWord(s view.ActivityState) string {
	switch s {
	case view.ActivityDone:
		return " done"
	case view.ActivityHalf:
		return " started"
	}
	return " not started"
}

func partClass(s view.ActivityState) string {
	switch s {
	case view.ActivityDone:
		return "done"
	case view.ActivityHalf:
		return "now"
	}
	return ""
}

func weekChoices(choices []view.WeekChoice, current int) []view.Choice {
	out := make([]view.Choice, 0, len(choices))
	for _, c := range choices {
		label := fmt.Sprintf("Week %d", c.Number)
		if c.Name != "" {
			label += ": " + c.Name
		}
		if c.Number == current {
			label += " (now here)"
		}
		out = append(out, view.Choice{Value: fmt.Sprint(c.Number), Label: label})
	}
	return out
}

// otherZone reports whether a clock elsewhere shows another time.
func otherZone(f ui.Frame, at time.Time, zone *time.Location) bool {
	return zone != nil && f.Clock(at) != ui.ClockIn(at, zone)
}

func stateBadge(a view.ActivityRow) (tone ui.Tone, icon, word string) {
	switch a.State {
	case view.ActivityDone:
		return ui.Done, "check", "Done"
	case view.ActivityHalf:
		return ui.Plain, "circle-dot", "Begun"
	case view.ActivityWaits:
		return ui.Wait, "hourglass", "Waiting"
	case view.ActivitySkipped:
		return ui.Plain, "skip-forward", "Skipped"
	case view.ActivityWaived:
		return ui.Plain, "circle-check", "Waived"
	}
	return ui.Plain, "circle-dashed", "Open"
}

func tickAction(a view.ActivityRow) string {
	if a.State == view.ActivityDone {
		return "unticks"
	}
	return "ticks"
}

func internshipName(intern view.PersonRef, program string) string {
	if intern.You {
		return program
	}
	return intern.Name + ", " + program
}

// weekOf is the little that the rows of an activity's page need of its week.
func weekOf(a view.Activity) view.Week {
	return view.Week{Internship: a.Internship, Intern: a.Intern, Mentor: a.Mentor, Number: a.Week}
}

// doneOf says the progress, ready for what was carried over to follow.
func doneOf(p view.Progress) string {
	s := fmt.Sprintf("%d of %d done", p.Done, p.Total)
	if p.Carried > 0 {
		s += ", "
	}
	return s
}

// firstDay says the first day of a week, with its month where the last differs.
func firstDay(f ui.Frame, w view.Week) string {
	_, m1, day := w.From.Split()
	if _, m2, _ := w.To.Split(); m1 == m2 {
		return fmt.Sprintf("%s %d", ui.Weekday(w.From), day)
	}
	return f.Day(w.From)
}

func hoursLine(f ui.Frame, e view.HoursRow) string {
	s := fmt.Sprintf("%s: %s h", f.Day(e.On), ui.Hours(e.Minutes))
	if e.What != "" {
		s += ", " + e.What
	}
	return s
}

// underHeading reports that the heading above a row says already which week it
// comes from.
func underHeading(w view.Week, a view.ActivityRow) bool {
	for _, row := range w.CarriedOver {
		if row.ID == a.ID {
			return carriedHeading(w.CarriedOver) != "Carried over"
		}
	}
	return false
}

// summary says kind, length and completion of an activity in one line.
func summary(f ui.Frame, a view.ActivityRow) string {
	s := ui.KindWord(a.Kind)
	if e := estimate(a); e != "" {
		s += ", about " + e
	}
	if !a.DoneAt.IsZero() {
		s += ", done " + f.On(a.DoneAt)
	}
	return s
}

func aboutWeek(e view.EarlierAnswer) string {
	if e.About == "" {
		return fmt.Sprintf("Week %d", e.Week)
	}
	return fmt.Sprintf("Week %d, %s", e.Week, e.About)
}

// fullStop ends a sentence whose last words may be a question's.
func fullStop(words string) string {
	if strings.HasSuffix(words, "?") {
		return ""
	}
	return "."
}

// ownedBy says whose task something is where it is not the intern's.
func ownedBy(p view.PersonRef) string {
	if p.You {
		return "This one is yours to do."
	}
	return p.Name + " does this."
}

// tick is the box of an activity: a button where the reader may tick it, and
// else a picture of its state.
func tick(f ui.Frame, a view.ActivityRow) templ.Component {
	switch {
	case a.State == view.ActivityWaits:
		return ui.WaitingTick(a.Title)
	case a.Still || !a.May.Tick:
		return stillTick(a)
	}
	return ui.Tick(f, ui.ActivityURL(a.ID, tickAction(a)), string(a.ID), a.Title, a.State == view.ActivityDone, a.State == view.ActivityHalf)
}

func stillTick(a view.ActivityRow) templ.Component {
	return ui.StillTick(string(a.ID), a.State == view.ActivityDone, a.State == view.ActivityHalf)
}
