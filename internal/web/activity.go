package web

import (
	"context"
	"net/url"
	"strconv"
	"time"

	"github.com/a-h/templ"

	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/plan"
	"stint/internal/program/reader"
	"stint/internal/sqldb"
	"stint/internal/view"
	"stint/internal/web/templates/ui"
	"stint/internal/web/templates/week"
)

// number is a field as a whole number; 0 where it is none.
func (v *visit) number(name string) int {
	n, err := strconv.Atoi(v.value(name))
	if err != nil {
		return 0
	}
	return n
}

func minutes(n int) time.Duration { return time.Duration(n) * time.Minute }

// readerKind is a kind of activity as a form names it.
func readerKind(text string) reader.Kind { return reader.Kind(text) }

// named gives the messages of an error to the fields as the form calls them:
// pairs of the service's name and the form's.
func (v *visit) named(err error, pairs ...string) error {
	e := fault.Of(err)
	for i, f := range e.Fields {
		for k := 0; k+1 < len(pairs); k += 2 {
			if f.Name == pairs[k] {
				e.Fields[i].Name = pairs[k+1]
			}
		}
	}
	return e
}

func (v *visit) activity() error {
	a, err := pathID[id.Activity](v, "activity")
	if err != nil {
		return err
	}
	return v.show(v.activityPage(a))
}

func (v *visit) activityPage(a id.Activity) func(*sqldb.Tx, ui.Frame) (templ.Component, error) {
	return func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := v.s.Views.Activity(tx, v.who, a)
		return week.ActivityPage(f, m, v.form), err
	}
}

func (v *visit) tick() error   { return v.mark(v.s.Plans.Tick, "Marked as done: ", undoTick) }
func (v *visit) untick() error { return v.mark(v.s.Plans.Untick, "Not done after all: ", undoUntick) }

type marking = func(ctx context.Context, c call.Call, in plan.Mark) (plan.Changed, error)

// mark ticks or unticks. Asked by htmx it answers with the row and what its
// change reaches, else it leads back to where the tick was made.
func (v *visit) mark(change marking, words, undo string) error {
	a, err := pathID[id.Activity](v, "activity")
	if err != nil {
		return err
	}
	done, err := change(v.r.Context(), v.call(), plan.Mark{Activity: a, Note: v.value("note"), Evidence: v.value("evidence"), Version: v.number("version")})
	if err != nil {
		return err
	}
	toast := view.Toast{Text: words + v.s.Views.Plain(done.Text), Undo: undoOf(undo, string(a))}
	if v.partial() {
		return v.marked(done, toast)
	}
	return v.redirect(v.back(ui.WeekURL(done.Internship, max(done.Week, 1))), toast)
}

// marked answers a tick without leaving the page.
func (v *visit) marked(done plan.Changed, toast view.Toast) error {
	v.toast = []view.Toast{toast}
	shown := v.shownWeek()
	return v.show(func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		w, err := v.s.Views.Week(tx, v.who, done.Internship, shown)
		if err != nil {
			return nil, err
		}
		if !week.Holds(w, done.Activity) {
			v.w.Header().Set("HX-Reswap", "delete")
		}
		f.Path = v.back(f.Path)
		return week.Changed(f, w, done.Activity), nil
	})
}

// shownWeek is the week of the page on which the tick was made: the one in its
// address, else the one of today.
func (v *visit) shownWeek() int {
	u, err := url.Parse(v.back("/"))
	if err != nil {
		return 0
	}
	n, err := strconv.Atoi(u.Query().Get("week"))
	if err != nil || n < 1 {
		return 0
	}
	return n
}

// check ticks a line of the checklist before the start.
func (v *visit) check() error {
	of, err := pathID[id.Internship](v, "internship")
	if err != nil {
		return err
	}
	change := v.s.Plans.Tick
	if v.value("done") == "false" {
		change = v.s.Plans.Untick
	}
	if _, err := change(v.r.Context(), v.call(), plan.Mark{Internship: of, Activity: id.Activity(v.value("item"))}); err != nil {
		return err
	}
	return v.redirect(v.back(ui.InternshipURL(of) + "#setup"))
}

// leave skips or waives with a reason.
func (v *visit) leave(change func(context.Context, call.Call, plan.Leave) (plan.Changed, error), words, undo string) error {
	a, err := pathID[id.Activity](v, "activity")
	if err != nil {
		return err
	}
	done, err := change(v.r.Context(), v.call(), plan.Leave{Activity: a, Reason: v.value("reason")})
	if err != nil {
		return v.again(err, v.activityPage(a))
	}
	return v.redirect(v.back(ui.ActivityURL(a)), view.Toast{Text: words + v.s.Views.Plain(done.Text), Undo: undoOf(undo, string(a))})
}

func (v *visit) skip() error  { return v.leave(v.s.Plans.Skip, "Skipped: ", undoLeave) }
func (v *visit) waive() error { return v.leave(v.s.Plans.Waive, "Waived: ", undoLeave) }

func (v *visit) restore() error {
	a, err := pathID[id.Activity](v, "activity")
	if err != nil {
		return err
	}
	done, err := v.s.Plans.Restore(v.r.Context(), v.call(), plan.Mark{Activity: a})
	if err != nil {
		return err
	}
	return v.redirect(v.back(ui.ActivityURL(a)), view.Toast{Text: "Brought back: " + v.s.Views.Plain(done.Text)})
}

func (v *visit) noteActivity() error {
	a, err := pathID[id.Activity](v, "activity")
	if err != nil {
		return err
	}
	note, evidence := v.value("note"), v.value("evidence")
	if _, err := v.s.Plans.Note(v.r.Context(), v.call(), plan.Remark{Activity: a, Note: &note, Evidence: &evidence}); err != nil {
		return v.again(err, v.activityPage(a))
	}
	return v.redirect(ui.ActivityURL(a), view.Toast{Text: "Saved."})
}

func (v *visit) moveActivity() error {
	a, err := pathID[id.Activity](v, "activity")
	if err != nil {
		return err
	}
	done, err := v.s.Plans.Move(v.r.Context(), v.call(), plan.Move{Activity: a, Week: v.number("week")})
	if err != nil {
		return v.again(err, v.activityPage(a))
	}
	return v.redirect(ui.ActivityURL(a), view.Toast{Text: "Moved to week " + strconv.Itoa(done.Week) + "."})
}

func (v *visit) replaceActivity() error {
	a, err := pathID[id.Activity](v, "activity")
	if err != nil {
		return err
	}
	done, err := v.s.Plans.Replace(v.r.Context(), v.call(), plan.Replace{Activity: a, Text: v.value("title"), Kind: readerKind(v.value("kind")), Minutes: v.number("minutes")})
	if err != nil {
		return v.again(v.named(err, "text", "title"), v.activityPage(a))
	}
	return v.redirect(ui.ActivityURL(done.Activity), view.Toast{Text: "Replaced. The program’s own stays visible."})
}

// bringActivity puts an activity on the agenda of the next 1:1.
func (v *visit) bringActivity() error {
	a, err := pathID[id.Activity](v, "activity")
	if err != nil {
		return err
	}
	if _, err := v.s.Plans.PutOnAgenda(v.r.Context(), v.call(), a); err != nil {
		return err
	}
	return v.redirect(v.back(ui.ActivityURL(a)), view.Toast{Text: "On the agenda of the next 1:1."})
}
