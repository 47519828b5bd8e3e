package web

import (
	"github.com/a-h/templ"

	"stint/internal/access"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/internship"
	"stint/internal/sqldb"
	"stint/internal/view"
	page "stint/internal/web/templates/internship"
	"stint/internal/web/templates/ui"
)

func (v *visit) internship() error {
	of, err := pathID[id.Internship](v, "internship")
	if err != nil {
		return err
	}
	return v.show(func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := v.s.Views.Internship(tx, v.who, of)
		return page.Page(f, m), err
	})
}

func (v *visit) endForm() error {
	of, err := pathID[id.Internship](v, "internship")
	if err != nil {
		return err
	}
	return v.show(v.endPage(of))
}

func (v *visit) endPage(of id.Internship) func(*sqldb.Tx, ui.Frame) (templ.Component, error) {
	return func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		if _, err := access.Require(tx, v.who.Actor, access.InternshipEnd, of); err != nil {
			return nil, err
		}
		m, err := v.s.Views.Internship(tx, v.who, of)
		if err == nil && !m.May.End {
			err = fault.New(fault.Conflict, "This internship is over already. Nothing has been changed.")
		}
		return page.EndPage(f, m, v.form), err
	}
}

// end withdraws before the start, and stops afterwards.
func (v *visit) end() error {
	of, err := pathID[id.Internship](v, "internship")
	if err != nil {
		return err
	}
	in := internship.End{Internship: of, How: internship.HowWithdrawn, Reason: v.value("reason")}
	err = v.read(func(tx *sqldb.Tx) error {
		x, err := internship.Find(tx, v.who.Actor, of)
		if x.State.Running() {
			in.How = internship.HowStopped
		}
		return err
	})
	if err != nil {
		return err
	}
	if _, err := v.s.Internships.End(v.r.Context(), v.call(), in); err != nil {
		return v.again(err, v.endPage(of))
	}
	return v.redirect(ui.InternshipURL(of), view.Toast{Text: "It has ended. Everything that was written is kept."})
}

func (v *visit) complete() error {
	of, err := pathID[id.Internship](v, "internship")
	if err != nil {
		return err
	}
	if _, err := v.s.Internships.Complete(v.r.Context(), v.call(), internship.Complete{Internship: of}); err != nil {
		return err
	}
	return v.redirect(ui.InternshipURL(of), view.Toast{Text: "Complete. Well done."})
}
