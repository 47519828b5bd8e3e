package web

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
)

func (v *visit) mentoring() error {
	return v.show(func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := v.s.Views.Mentoring(tx, v.who)
		if err != nil {
			return nil, err
		}
		asked, err := request.DeskOf(tx, v.who)
		return desk.Mentor(f, m, asked.Waiting), err
	})
}

func (v *visit) team() error {
	return v.show(func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := v.s.Views.Team(tx, v.who)
		return desk.Manager(f, m), err
	})
}

// overview is for coordinators; for everybody else it does not exist.
func (v *visit) overview() error {
	filter, after, err := v.filter()
	if err != nil {
		return err
	}
	return v.show(func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		parts, err := shell.PartsOf(tx, v.who.Actor)
		if err != nil {
			return nil, err
		}
		if parts.Coordinates == 0 {
			return nil, access.Check(v.who.Actor, access.InternshipsDirect, nil, "page")
		}
		m, err := v.s.Views.Overview(tx, v.who, filter, after)
		return desk.Coordinator(f, m), err
	})
}

// internships is the list of all that the reader may see.
func (v *visit) internships() error {
	filter, after, err := v.filter()
	if err != nil {
		return err
	}
	return v.show(func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := v.s.Views.Internships(tx, v.who, filter, after, "/internships")
		return desk.List(f, m), err
	})
}

// filter reads what a list is asked for. What cannot be meant is refused rather
// than left out, so that a list never shows more than it was asked for.
func (v *visit) filter() (view.InternshipFilter, string, error) {
	q := v.r.URL.Query()
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

func (v *visit) next() error {
	return v.show(func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := v.s.Office.Next(tx, v.who)
		return desk.Nobody(f, m), err
	})
}
