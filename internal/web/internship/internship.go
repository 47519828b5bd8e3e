package internship

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
	"stint/internal/web/visit"
)

// Show is the page of an internship.
func (h *Handlers) Show(v *visit.Visit) error {
	of, err := visit.PathID[id.Internship](v, "internship")
	if err != nil {
		return err
	}
	return v.Show(func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := h.Views.Internship(tx, v.Who, of)
		return page.Page(f, m), err
	})
}

// EndForm asks why an internship ends.
func (h *Handlers) EndForm(v *visit.Visit) error {
	of, err := visit.PathID[id.Internship](v, "internship")
	if err != nil {
		return err
	}
	return v.Show(h.endPage(v, of))
}

func (h *Handlers) endPage(v *visit.Visit, of id.Internship) visit.Page {
	return func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		if _, err := access.Require(tx, v.Who.Actor, access.InternshipEnd, of); err != nil {
			return nil, err
		}
		m, err := h.Views.Internship(tx, v.Who, of)
		if err == nil && !m.May.End {
			err = fault.New(fault.Conflict, "This internship is over already. Nothing has been changed.")
		}
		return page.EndPage(f, m, v.Form), err
	}
}

// End withdraws before the start, and stops afterwards.
func (h *Handlers) End(v *visit.Visit) error {
	of, err := visit.PathID[id.Internship](v, "internship")
	if err != nil {
		return err
	}
	in := internship.End{Internship: of, How: internship.HowWithdrawn, Reason: v.Value("reason")}
	err = v.Read(func(tx *sqldb.Tx) error {
		x, err := internship.Find(tx, v.Who.Actor, of)
		if x.State.Running() {
			in.How = internship.HowStopped
		}
		return err
	})
	if err != nil {
		return err
	}
	if _, err := h.Internships.End(v.Context(), v.Call(), in); err != nil {
		return v.Again(err, h.endPage(v, of))
	}
	return v.Redirect(ui.InternshipURL(of), view.Toast{Text: "It has ended. Everything that was written is kept."})
}

// Complete completes an internship.
func (h *Handlers) Complete(v *visit.Visit) error {
	of, err := visit.PathID[id.Internship](v, "internship")
	if err != nil {
		return err
	}
	if _, err := h.Internships.Complete(v.Context(), v.Call(), internship.Complete{Internship: of}); err != nil {
		return err
	}
	return v.Redirect(ui.InternshipURL(of), view.Toast{Text: "Complete. Well done."})
}
