package program

import (
	"github.com/a-h/templ"

	"stint/internal/id"
	"stint/internal/program"
	"stint/internal/sqldb"
	"stint/internal/view"
	page "stint/internal/web/templates/program"
	"stint/internal/web/templates/ui"
	"stint/internal/web/visit"
)

// List is the list of programs.
func (h *Handlers) List(v *visit.Visit) error {
	return v.Show(func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := h.Office.Programs(tx, v.Who)
		return page.List(f, m), err
	})
}

// Show is the page of a program.
func (h *Handlers) Show(v *visit.Visit) error {
	of, err := visit.PathID[id.Program](v, "program")
	if err != nil {
		return err
	}
	return v.Show(func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := h.Office.Program(tx, v.Who, of)
		return page.Page(f, m), err
	})
}

// Version is what was understood of a version's page.
func (h *Handlers) Version(v *visit.Visit) error {
	of, number, err := visit.PathVersion(v)
	if err != nil {
		return err
	}
	all := v.Query().Get("lines") == "all"
	return v.Show(func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := h.Office.Version(tx, v.Who, of, number, all)
		m.TellingHref, m.AllHref = ui.VersionURL(of, number), ui.VersionURL(of, number)+"?lines=all"
		return page.Version(f, m), err
	})
}

// NameCoordinator names a coordinator of a program.
func (h *Handlers) NameCoordinator(v *visit.Visit) error {
	of, err := visit.PathID[id.Program](v, "program")
	if err != nil {
		return err
	}
	if _, err := h.Programs.NameCoordinator(v.Context(), v.Call(), program.NameCoordinator{Program: of, Person: id.Person(v.Value("person"))}); err != nil {
		return err
	}
	return v.Redirect(ui.ProgramURL(of), view.Toast{Text: "Named. They find the internships on their overview."})
}
