package desk

import (
	"github.com/a-h/templ"

	"stint/internal/access"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/internship"
	"stint/internal/sqldb"
	"stint/internal/view"
	"stint/internal/view/request"
	"stint/internal/view/shell"
	"stint/internal/web/templates/desk"
	"stint/internal/web/templates/ui"
	"stint/internal/web/visit"
)

// Mentoring is a mentor's first page.
func (h *Handlers) Mentoring(v *visit.Visit) error {
	return v.Show(func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := h.Views.Mentoring(tx, v.Who)
		if err != nil {
			return nil, err
		}
		asked, err := request.DeskOf(tx, v.Who)
		return desk.Mentor(f, m, asked.Waiting), err
	})
}

// Team is a manager's first page.
func (h *Handlers) Team(v *visit.Visit) error {
	return v.Show(func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := h.Views.Team(tx, v.Who)
		return desk.Manager(f, m), err
	})
}

// Overview is for coordinators; for everybody else it does not exist.
func (h *Handlers) Overview(v *visit.Visit) error {
	filter, after, err := filter(v)
	if err != nil {
		return err
	}
	return v.Show(func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		parts, err := shell.PartsOf(tx, v.Who.Actor)
		if err != nil {
			return nil, err
		}
		if parts.Coordinates == 0 {
			return nil, access.Check(v.Who.Actor, access.InternshipsDirect, nil, "page")
		}
		m, err := h.Views.Overview(tx, v.Who, filter, after)
		return desk.Coordinator(f, m), err
	})
}

// Internships is the list of all that the reader may see.
func (h *Handlers) Internships(v *visit.Visit) error {
	filter, after, err := filter(v)
	if err != nil {
		return err
	}
	return v.Show(func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := h.Views.Internships(tx, v.Who, filter, after, "/internships")
		return desk.List(f, m), err
	})
}

// filter reads what a list is asked for. What cannot be meant is refused rather
// than left out, so that a list never shows more than it was asked for.
func filter(v *visit.Visit) (view.InternshipFilter, string, error) {
	q := v.Query()
	f := view.InternshipFilter{Query: q.Get("q"), Program: q.Get("program"), State: view.State(q.Get("state"))}
	known := f.State == ""
	for _, state := range internship.States() {
		known = known || string(f.State) == string(state)
	}
	if !known || f.Program != "" && !id.Valid(f.Program) {
		return f, "", fault.Missing("list")
	}
	return f, q.Get("after"), nil
}

// Next is the first page of whoever has no part in anything yet.
func (h *Handlers) Next(v *visit.Visit) error {
	return v.Show(func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := h.Office.Next(tx, v.Who)
		return desk.Nobody(f, m), err
	})
}
