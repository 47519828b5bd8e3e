package week

import (
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/plan"
	"stint/internal/plan/hours"
	"stint/internal/program/reader"
	"stint/internal/sqldb"
	"stint/internal/view"
	"stint/internal/web/templates/ui"
	"stint/internal/web/templates/week"
	"stint/internal/web/undo"
	"stint/internal/web/visit"
	"stint/internal/worktime"
)

// asked is the number of the week in the address; 0 for none.
func asked(v *visit.Visit) (int, error) {
	text := v.Query().Get("week")
	if text == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		return 0, fault.Missing("week")
	}
	return n, nil
}

// Mine is the week of one's own internship; without one it leads to what one
// could do next.
func (h *Handlers) Mine(v *visit.Visit) error {
	n, err := asked(v)
	if err != nil {
		return err
	}
	var c templ.Component
	err = v.Read(func(tx *sqldb.Tx) error {
		w, ok, err := h.Views.MyWeek(tx, v.Who, n)
		if err != nil || !ok {
			c = nil
			return err
		}
		f, err := v.Frame(tx)
		c = week.Page(f, w, ui.Form{})
		return err
	})
	if err != nil {
		return err
	}
	if c == nil {
		return v.Redirect("/")
	}
	return v.Render(http.StatusOK, c)
}

// Show is one week of an internship.
func (h *Handlers) Show(v *visit.Visit) error {
	of, err := visit.PathID[id.Internship](v, "internship")
	if err != nil {
		return err
	}
	n, err := asked(v)
	if err != nil {
		return err
	}
	return v.Show(h.weekPage(v, of, n))
}

// weekPage builds the page of a week, with a form that came back.
func (h *Handlers) weekPage(v *visit.Visit, of id.Internship, n int) visit.Page {
	return func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		w, err := h.Views.Week(tx, v.Who, of, n)
		return week.Page(f, w, v.Form), err
	}
}

// Add adds one of intern's or mentor's own.
func (h *Handlers) Add(v *visit.Visit) error {
	of, err := visit.PathID[id.Internship](v, "internship")
	if err != nil {
		return err
	}
	in := plan.Add{Internship: of, Week: v.Number("week"), Text: v.Value("title"), Kind: reader.Kind(v.Value("kind")), Minutes: v.Number("minutes")}
	done, err := h.Plans.Add(v.Context(), v.Call(), in)
	if err != nil {
		return v.Again(visit.Named(err, "text", "title"), h.weekPage(v, of, in.Week))
	}
	return v.Redirect(v.Back(ui.WeekURL(of, done.Week)), view.Toast{Text: "Added: " + h.Views.Plain(done.Text)})
}

// ChooseBranch takes the side that an activity stands on.
func (h *Handlers) ChooseBranch(v *visit.Visit) error {
	of, err := visit.PathID[id.Internship](v, "internship")
	if err != nil {
		return err
	}
	in := plan.TakeSide{Internship: of, Activity: id.Activity(v.Value("activity")), Confirm: v.Value("confirm") == "yes"}
	done, err := h.Plans.ChooseBranch(v.Context(), v.Call(), in)
	if err != nil {
		return err
	}
	return v.Redirect(v.Back(ui.WeekURL(of, done.Week)), view.Toast{Text: "The other way is taken. What was done on the first one is kept."})
}

// LogHours logs hours.
func (h *Handlers) LogHours(v *visit.Visit) error {
	of, err := visit.PathID[id.Internship](v, "internship")
	if err != nil {
		return err
	}
	in := hours.Log{Internship: of, Length: v.Value("hours"), Date: v.Value("on"), What: v.Value("what")}
	done, err := h.Hours.Log(v.Context(), v.Call(), in)
	if err != nil {
		return v.Again(visit.Named(err, "length", "hours", "date", "on"), h.weekPage(v, of, 0))
	}
	return v.Redirect(v.Back(ui.WeekURL(of, max(done.Week, 1))), view.Toast{
		Text: worktime.FormatLength(minutes(done.Entry.Minutes)) + " logged.", Undo: undo.Of(undo.Hours, string(done.Entry.ID)),
	})
}
