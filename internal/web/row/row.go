// Package row answers what is changed on a row of a week without leaving the
// page, for the features whose changes are made there.
package row

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"stint/internal/id"
	"stint/internal/sqldb"
	"stint/internal/view"
	"stint/internal/view/compose"
	"stint/internal/web/templates/ui"
	"stint/internal/web/templates/week"
	"stint/internal/web/visit"
)

// Answer shows the row of an activity as it is after a change, with what that
// change reaches on the page, and a toast. A row that is no longer on the page
// is taken off it.
func Answer(v *visit.Visit, views *compose.Views, of id.Internship, a id.Activity, toast view.Toast) error {
	v.Say(toast)
	from, _, _ := strings.Cut(v.Back("/"), "#")
	return v.Show(func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		w, err := views.Week(tx, v.Who, of, shown(from))
		if err != nil {
			return nil, err
		}
		if !week.Holds(w, a) {
			v.Writer.Header().Set("HX-Reswap", "delete")
		}
		f.Path = from
		return week.Changed(f, w, a), nil
	})
}

// shown is the week of the page on which the change was made: the one in its
// address, else 0 for the one of today.
func shown(page string) int {
	u, err := url.Parse(page)
	if err != nil {
		return 0
	}
	n, err := strconv.Atoi(u.Query().Get("week"))
	if err != nil || n < 1 {
		return 0
	}
	return n
}
