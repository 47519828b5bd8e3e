package week

import (
	"context"
	"strconv"
	"time"

	"github.com/a-h/templ"

	"stint/internal/call"
	"stint/internal/id"
	"stint/internal/plan"
	"stint/internal/program/reader"
	"stint/internal/sqldb"
	"stint/internal/view"
	"stint/internal/web/row"
	"stint/internal/web/templates/ui"
	"stint/internal/web/templates/week"
	"stint/internal/web/undo"
	"stint/internal/web/visit"
)

func minutes(n int) time.Duration { return time.Duration(n) * time.Minute }

// Activity is the page of an activity.
func (h *Handlers) Activity(v *visit.Visit) error {
	a, err := visit.PathID[id.Activity](v, "activity")
	if err != nil {
		return err
	}
	return v.Show(h.activityPage(v, a))
}

func (h *Handlers) activityPage(v *visit.Visit, a id.Activity) visit.Page {
	return func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := h.Views.Activity(tx, v.Who, a)
		return week.ActivityPage(f, m, v.Form), err
	}
}

// Tick marks an activity as done.
func (h *Handlers) Tick(v *visit.Visit) error {
	return h.mark(v, h.Plans.Tick, "Marked as done: ", undo.Tick)
}

// Untick marks an activity as not done after all.
func (h *Handlers) Untick(v *visit.Visit) error {
	return h.mark(v, h.Plans.Untick, "Not done after all: ", undo.Untick)
}

type marking = func(ctx context.Context, c call.Call, in plan.Mark) (plan.Changed, error)

// mark ticks or unticks. Asked by htmx it answers with the row and what its
// change reaches, else it leads back to where the tick was made.
func (h *Handlers) mark(v *visit.Visit, change marking, words string, taking undo.Change) error {
	a, err := visit.PathID[id.Activity](v, "activity")
	if err != nil {
		return err
	}
	done, err := change(v.Context(), v.Call(), plan.Mark{Activity: a, Note: v.Value("note"), Evidence: v.Value("evidence"), Version: v.Number("version")})
	if err != nil {
		return err
	}
	toast := view.Toast{Text: words + h.Views.Plain(done.Text), Undo: undo.Of(taking, string(a))}
	if v.Partial() {
		return row.Answer(v, h.Views, done.Internship, done.Activity, toast)
	}
	return v.Redirect(v.Back(ui.WeekURL(done.Internship, max(done.Week, 1))), toast)
}

// Check ticks a line of the checklist before the start.
func (h *Handlers) Check(v *visit.Visit) error {
	of, err := visit.PathID[id.Internship](v, "internship")
	if err != nil {
		return err
	}
	change := h.Plans.Tick
	if v.Value("done") == "false" {
		change = h.Plans.Untick
	}
	if _, err := change(v.Context(), v.Call(), plan.Mark{Internship: of, Activity: id.Activity(v.Value("item"))}); err != nil {
		return err
	}
	return v.Redirect(v.Back(ui.InternshipURL(of) + "#setup"))
}

// leave skips or waives with a reason.
func (h *Handlers) leave(v *visit.Visit, change func(context.Context, call.Call, plan.Leave) (plan.Changed, error), words string, taking undo.Change) error {
	a, err := visit.PathID[id.Activity](v, "activity")
	if err != nil {
		return err
	}
	done, err := change(v.Context(), v.Call(), plan.Leave{Activity: a, Reason: v.Value("reason")})
	if err != nil {
		return v.Again(err, h.activityPage(v, a))
	}
	return v.Redirect(v.Back(ui.ActivityURL(a)), view.Toast{Text: words + h.Views.Plain(done.Text), Undo: undo.Of(taking, string(a))})
}

// Skip skips what may be skipped, with a reason.
func (h *Handlers) Skip(v *visit.Visit) error {
	return h.leave(v, h.Plans.Skip, "Skipped: ", undo.Leave)
}

// Waive waives an activity, with a reason.
func (h *Handlers) Waive(v *visit.Visit) error {
	return h.leave(v, h.Plans.Waive, "Waived: ", undo.Leave)
}

// Restore brings back what was skipped, waived or replaced.
func (h *Handlers) Restore(v *visit.Visit) error {
	a, err := visit.PathID[id.Activity](v, "activity")
	if err != nil {
		return err
	}
	done, err := h.Plans.Restore(v.Context(), v.Call(), plan.Mark{Activity: a})
	if err != nil {
		return err
	}
	return v.Redirect(v.Back(ui.ActivityURL(a)), view.Toast{Text: "Brought back: " + h.Views.Plain(done.Text)})
}

// Note saves the note and the evidence of an activity.
func (h *Handlers) Note(v *visit.Visit) error {
	a, err := visit.PathID[id.Activity](v, "activity")
	if err != nil {
		return err
	}
	note, evidence := v.Value("note"), v.Value("evidence")
	if _, err := h.Plans.Note(v.Context(), v.Call(), plan.Remark{Activity: a, Note: &note, Evidence: &evidence}); err != nil {
		return v.Again(err, h.activityPage(v, a))
	}
	return v.Redirect(ui.ActivityURL(a), view.Toast{Text: "Saved."})
}

// Move moves an activity to another week.
func (h *Handlers) Move(v *visit.Visit) error {
	a, err := visit.PathID[id.Activity](v, "activity")
	if err != nil {
		return err
	}
	done, err := h.Plans.Move(v.Context(), v.Call(), plan.Move{Activity: a, Week: v.Number("week")})
	if err != nil {
		return v.Again(err, h.activityPage(v, a))
	}
	return v.Redirect(ui.ActivityURL(a), view.Toast{Text: "Moved to week " + strconv.Itoa(done.Week) + "."})
}

// Replace puts an activity of their own in the place of the program's.
func (h *Handlers) Replace(v *visit.Visit) error {
	a, err := visit.PathID[id.Activity](v, "activity")
	if err != nil {
		return err
	}
	done, err := h.Plans.Replace(v.Context(), v.Call(), plan.Replace{Activity: a, Text: v.Value("title"), Kind: reader.Kind(v.Value("kind")), Minutes: v.Number("minutes")})
	if err != nil {
		return v.Again(visit.Named(err, "text", "title"), h.activityPage(v, a))
	}
	return v.Redirect(ui.ActivityURL(done.Activity), view.Toast{Text: "Replaced. The program’s own stays visible."})
}

// Bring puts an activity on the agenda of the next 1:1.
func (h *Handlers) Bring(v *visit.Visit) error {
	a, err := visit.PathID[id.Activity](v, "activity")
	if err != nil {
		return err
	}
	if _, err := h.Plans.PutOnAgenda(v.Context(), v.Call(), a); err != nil {
		return err
	}
	return v.Redirect(v.Back(ui.ActivityURL(a)), view.Toast{Text: "On the agenda of the next 1:1."})
}
