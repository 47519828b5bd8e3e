package web

import (
	"github.com/a-h/templ"

	"stint/internal/id"
	"stint/internal/internship/delegation"
	"stint/internal/sqldb"
	"stint/internal/view"
	"stint/internal/view/signing"
	page "stint/internal/web/templates/delegation"
	"stint/internal/web/templates/ui"
)

func (v *visit) delegations() error { return v.show(v.delegationsPage) }

func (v *visit) delegationsPage(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
	m, err := signing.Delegations(tx, v.who, v.r.URL.Query().Get("after"))
	return page.Page(f, m, v.form), err
}

func (v *visit) nameDelegate() error {
	in := delegation.Name{Delegate: id.Person(v.value("delegate")), From: v.value("from"), To: v.value("to")}
	if _, err := v.s.Delegations.Name(v.r.Context(), v.call(), in); err != nil {
		return v.again(err, v.delegationsPage)
	}
	return v.redirect("/delegations", view.Toast{Text: "Named. They are told, and you may still answer yourself."})
}

func (v *visit) endDelegation() error {
	of, err := pathID[id.Delegation](v, "delegation")
	if err != nil {
		return err
	}
	if _, err := v.s.Delegations.End(v.r.Context(), v.call(), of); err != nil {
		return err
	}
	return v.redirect("/delegations", view.Toast{Text: "Ended. What was answered stays."})
}
