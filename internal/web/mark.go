package web

import (
	"net/http"
	"strings"

	"github.com/a-h/templ"

	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/program/link"
	"stint/internal/program/mark"
	"stint/internal/sqldb"
	"stint/internal/view"
	"stint/internal/web/templates/marks"
	"stint/internal/web/templates/ui"
)

// markForm is where an activity is said to be broken, out of date or excellent.
func (v *visit) markForm() error {
	a, err := pathID[id.Activity](v, "activity")
	if err != nil {
		return err
	}
	return v.show(v.markPage(a))
}

func (v *visit) markPage(a id.Activity) func(*sqldb.Tx, ui.Frame) (templ.Component, error) {
	return func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := v.s.Marked.Form(tx, v.who, a)
		return marks.Form(f, m, v.form), err
	}
}

func (v *visit) putMark() error {
	a, err := pathID[id.Activity](v, "activity")
	if err != nil {
		return err
	}
	in := mark.Put{Verdict: mark.Verdict(v.value("verdict")), Comment: v.value("comment"), Replaces: v.value("replaces"), Proposal: v.value("proposal")}
	err = v.read(func(tx *sqldb.Tx) error {
		item, err := v.s.Marked.Item(tx, v.who, a)
		in.Internship, in.Item = item.Internship, item.Source
		return err
	})
	if err != nil {
		return err
	}
	if _, err := v.s.Marks.Put(v.r.Context(), v.call(), in); err != nil {
		return v.again(err, v.markPage(a))
	}
	return v.redirect(ui.ActivityURL(a), view.Toast{Text: "Marked. The program’s coordinators read it, and nobody else."})
}

func (v *visit) ownMarks() error {
	return v.show(func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := v.s.Marked.Own(tx, v.who)
		return marks.Own(f, m), err
	})
}

func (v *visit) withdrawMark() error {
	m, err := pathID[id.Mark](v, "mark")
	if err != nil {
		return err
	}
	if _, err := v.s.Marks.Withdraw(v.r.Context(), v.call(), m); err != nil {
		return err
	}
	return v.redirect(v.back("/marks"), view.Toast{Text: "Taken back. Nothing of it is kept."})
}

// marks is the coordinator's page of a program's marks and links.
func (v *visit) marks() error {
	of, err := pathID[id.Program](v, "program")
	if err != nil {
		return err
	}
	return v.show(v.marksPage(of))
}

func (v *visit) marksPage(of id.Program) func(*sqldb.Tx, ui.Frame) (templ.Component, error) {
	return func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := v.s.Marked.Desk(tx, v.who, of, v.r.URL.Query().Get("settled") == "yes")
		m.Links.On = v.s.LinkChecks
		return marks.Desk(f, m, v.form), err
	}
}

// settleMark answers a mark; the button that was pressed is the answer.
func (v *visit) settleMark() error {
	m, err := pathID[id.Mark](v, "mark")
	if err != nil {
		return err
	}
	in := mark.Settle{Mark: m, Revision: v.number("revision"), State: mark.State(v.value("state")), Answer: v.value("answer-" + string(m))}
	done, err := v.s.Marks.Settle(v.r.Context(), v.call(), in)
	if fault.Is(err, fault.Invalid) {
		var found mark.Mark
		if lost := v.read(func(tx *sqldb.Tx) (err error) { found, err = mark.Find(tx, v.who.Actor, m); return err }); lost != nil {
			return lost
		}
		return v.again(v.named(err, "answer", "answer-"+string(m)), v.marksPage(found.Program))
	}
	if err != nil {
		return err
	}
	words := map[mark.State]string{
		mark.Accepted: "It stands in the patch now.", mark.Resolved: "Resolved. Whoever marked it is told.",
		mark.Declined: "Declined. Whoever marked it gets your answer.", mark.Open: "It is open again.",
	}
	return v.redirect(ui.ProgramURL(done.Program, "marks"), view.Toast{Text: words[done.State]})
}

// marksPatch hands the patch of the page over as a file.
func (v *visit) marksPatch() error {
	of, err := pathID[id.Program](v, "program")
	if err != nil {
		return err
	}
	file, err := v.s.Marks.Patch(v.r.Context(), v.who.Actor, of, link.BrokenOn)
	if err != nil {
		return err
	}
	v.w.Header().Set("Content-Type", "text/x-diff; charset=utf-8")
	v.w.Header().Set("Content-Disposition", `attachment; filename="`+file.Name+`"`)
	http.ServeContent(v.w, v.r, "", v.s.Clock(), strings.NewReader(file.Patch.Text))
	return nil
}
