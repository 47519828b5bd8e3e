package web

import (
	"net/http"
	"strconv"

	"github.com/a-h/templ"

	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/plan"
	"stint/internal/plan/hours"
	"stint/internal/sqldb"
	"stint/internal/view"
	"stint/internal/web/templates/ui"
	"stint/internal/web/templates/week"
	"stint/internal/worktime"
)

// asked is the number of the week in the address; 0 for none.
func (v *visit) asked() (int, error) {
	text := v.r.URL.Query().Get("week")
	if text == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		return 0, fault.Missing("week")
	}
	return n, nil
}

// myWeek is the week of one's own internship; without one it leads to what one
// could do next.
func (v *visit) myWeek() error {
	n, err := v.asked()
	if err != nil {
		return err
	}
	var c templ.Component
	err = v.read(func(tx *sqldb.Tx) error {
		w, ok, err := v.s.Views.MyWeek(tx, v.who, n)
		if err != nil || !ok {
			c = nil
			return err
		}
		f, err := v.frame(tx)
		c = week.Page(f, w, ui.Form{})
		return err
	})
	if err != nil {
		return err
	}
	if c == nil {
		return v.redirect("/")
	}
	return v.page(http.StatusOK, c)
}

func (v *visit) week() error {
	of, err := pathID[id.Internship](v, "internship")
	if err != nil {
		return err
	}
	n, err := v.asked()
	if err != nil {
		return err
	}
	return v.show(v.weekPage(of, n))
}

// weekPage builds the page of a week, with a form that came back.
func (v *visit) weekPage(of id.Internship, n int) func(*sqldb.Tx, ui.Frame) (templ.Component, error) {
	return func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		w, err := v.s.Views.Week(tx, v.who, of, n)
		return week.Page(f, w, v.form), err
	}
}

// addActivity adds one of intern's or mentor's own.
func (v *visit) addActivity() error {
	of, err := pathID[id.Internship](v, "internship")
	if err != nil {
		return err
	}
	in := plan.Add{Internship: of, Week: v.number("week"), Text: v.value("title"), Kind: readerKind(v.value("kind")), Minutes: v.number("minutes")}
	done, err := v.s.Plans.Add(v.r.Context(), v.call(), in)
	if err != nil {
		return v.again(v.named(err, "text", "title"), v.weekPage(of, in.Week))
	}
	return v.redirect(v.back(ui.WeekURL(of, done.Week)), view.Toast{Text: "Added: " + v.s.Views.Plain(done.Text)})
}

// chooseBranch takes the side that an activity stands on.
func (v *visit) chooseBranch() error {
	of, err := pathID[id.Internship](v, "internship")
	if err != nil {
		return err
	}
	in := plan.TakeSide{Internship: of, Activity: id.Activity(v.value("activity")), Confirm: v.value("confirm") == "yes"}
	done, err := v.s.Plans.ChooseBranch(v.r.Context(), v.call(), in)
	if err != nil {
		return err
	}
	return v.redirect(v.back(ui.WeekURL(of, done.Week)), view.Toast{Text: "The other way is taken. What was done on the first one is kept."})
}

func (v *visit) logHours() error {
	of, err := pathID[id.Internship](v, "internship")
	if err != nil {
		return err
	}
	in := hours.Log{Internship: of, Length: v.value("hours"), Date: v.value("on"), What: v.value("what")}
	done, err := v.s.Hours.Log(v.r.Context(), v.call(), in)
	if err != nil {
		return v.again(v.named(err, "length", "hours", "date", "on"), v.weekPage(of, 0))
	}
	return v.redirect(v.back(ui.WeekURL(of, max(done.Week, 1))), view.Toast{
		Text: worktime.FormatLength(minutes(done.Entry.Minutes)) + " logged.", Undo: undoOf(undoHours, string(done.Entry.ID)),
	})
}
