package marks

import (
	"cmp"
	"slices"
	"time"

	"stint/internal/program/link"
	"stint/internal/program/reader"
	"stint/internal/sqldb"
)

// Links is how the links of the newest page were found.
type Links struct {
	On      bool // links are looked at here at all; the edge knows
	Rows    []LinkRow
	Total   int       // links on the page
	Looked  int       // of them that were looked at
	Fine    int       // of those that answered
	LastAt  time.Time // of the last look; zero for none
	Broken  int
	Signing int // that need signing in
}

// LinkRow is one link that needs a look.
type LinkRow struct {
	Line    int
	Address string
	State   link.State
	Words   string // how it was found
	Since   time.Time
}

// linksOf is the report on a page's links: broken ones first, then doubtful, then
// those behind a sign-in and those that are not looked at.
func linksOf(tx *sqldb.Tx, page *reader.Page) (Links, error) {
	known, err := link.Checks(tx, page)
	if err != nil {
		return Links{}, err
	}
	var report Links
	type at struct {
		line    int
		address string
	}
	seen := map[at]bool{}
	for _, on := range link.Links(page) {
		if seen[at{on.Line, on.Address}] {
			continue
		}
		seen[at{on.Line, on.Address}] = true
		report.add(on, known[on.Address])
	}
	order := []link.State{link.Broken, link.Doubtful, link.SignIn, link.Closed}
	slices.SortStableFunc(report.Rows, func(a, b LinkRow) int {
		return cmp.Or(slices.Index(order, a.State)-slices.Index(order, b.State), a.Line-b.Line)
	})
	return report, nil
}

func (r *Links) add(on link.On, c link.Check) {
	r.Total++
	if !c.CheckedAt.IsZero() {
		r.Looked++
		if c.CheckedAt.After(r.LastAt) {
			r.LastAt = c.CheckedAt
		}
	}
	switch c.State {
	case "", link.New:
		return
	case link.Fine:
		r.Fine++
		return
	case link.Broken:
		r.Broken++
	case link.SignIn:
		r.Signing++
	}
	since := c.FailingAt
	if since.IsZero() {
		since = c.CheckedAt
	}
	r.Rows = append(r.Rows, LinkRow{Line: on.Line, Address: on.URL, State: c.State, Words: c.Words(), Since: since})
}
