package pool

import (
	"net/url"
	"strconv"

	"github.com/a-h/templ"

	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/pool"
	"stint/internal/sqldb"
	"stint/internal/view/mentors"
	page "stint/internal/web/templates/mentors"
	"stint/internal/web/templates/ui"
	"stint/internal/web/visit"
	"stint/internal/worktime"
)

// Find is where the intern of an internship finds somebody to ask.
func (h *Handlers) Find(v *visit.Visit) error {
	of, err := visit.PathID[id.Internship](v, "internship")
	if err != nil {
		return err
	}
	filter, err := mentorFilter(v.Query())
	if err != nil {
		return err
	}
	return v.Show(func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := mentors.Find(tx, v.Who, of, filter)
		return page.Find(f, m, false), err
	})
}

// Mentors is the same for somebody who looks around.
func (h *Handlers) Mentors(v *visit.Visit) error {
	of, err := visit.PathID[id.Program](v, "program")
	if err != nil {
		return err
	}
	filter, err := mentorFilter(v.Query())
	if err != nil {
		return err
	}
	return v.Show(func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := mentors.Look(tx, v.Who, of, filter)
		return page.Find(f, m, true), err
	})
}

// mentorFilter reads what the list is asked for. What cannot be meant is
// refused, so that the list never shows others than it was asked for.
func mentorFilter(q url.Values) (mentors.Filter, error) {
	f := mentors.Filter{Topic: q.Get("topic"), Language: q.Get("language"), Zone: q.Get("zone"), Style: q.Get("style"), Free: q.Get("free") == "yes"}
	known := f.Style == "" || pool.StyleWords(f.Style) != ""
	number := func(name string) int {
		text := q.Get(name)
		if text == "" {
			return 0
		}
		n, err := strconv.Atoi(text)
		known = known && err == nil && n >= 0 && n <= 100_000
		return n
	}
	f.Overlap, f.From = number("overlap"), number("from")
	if text := q.Get("start"); text != "" {
		var err error
		f.Start, err = worktime.ParseDate(text)
		known = known && err == nil && f.Start.Year() > 1970 && f.Start.Year() < 2200
	}
	if !known {
		return f, fault.Missing("list")
	}
	return f, nil
}
