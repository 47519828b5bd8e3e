package delegation

import (
	"github.com/a-h/templ"

	"stint/internal/id"
	"stint/internal/internship/delegation"
	"stint/internal/sqldb"
	"stint/internal/view"
	"stint/internal/view/signing"
	page "stint/internal/web/templates/delegation"
	"stint/internal/web/templates/ui"
	"stint/internal/web/visit"
)

// List is who answers for the reader, and for whom they do.
func (h *Handlers) List(v *visit.Visit) error { return v.Show(delegationsPage(v)) }

func delegationsPage(v *visit.Visit) visit.Page {
	return func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := signing.Delegations(tx, v.Who, v.Query().Get("after"))
		return page.Page(f, m, v.Form), err
	}
}

// Name names a delegate.
func (h *Handlers) Name(v *visit.Visit) error {
	in := delegation.Name{Delegate: id.Person(v.Value("delegate")), From: v.Value("from"), To: v.Value("to")}
	if _, err := h.Delegations.Name(v.Context(), v.Call(), in); err != nil {
		return v.Again(err, delegationsPage(v))
	}
	return v.Redirect("/delegations", view.Toast{Text: "Named. They are told, and you may still answer yourself."})
}

// End ends a delegation.
func (h *Handlers) End(v *visit.Visit) error {
	of, err := visit.PathID[id.Delegation](v, "delegation")
	if err != nil {
		return err
	}
	if _, err := h.Delegations.End(v.Context(), v.Call(), of); err != nil {
		return err
	}
	return v.Redirect("/delegations", view.Toast{Text: "Ended. What was answered stays."})
}
