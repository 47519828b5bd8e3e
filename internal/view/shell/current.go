package shell

import (
	"slices"
	"strings"

	"stint/internal/access"
	"stint/internal/id"
	"stint/internal/sqldb"
	"stint/internal/view"
)

// within are the pages that belong to an entry of the navigation without
// standing below its address.
var within = map[string][]string{
	PathPrograms: {"/drafts", "/diagnostics", "/cohorts"},
	PathRequests: {"/open-calls", "/guidance"},
}

func current(path, href string) bool {
	for _, entry := range append([]string{href}, within[href]...) {
		if path == entry || strings.HasPrefix(path, entry+"/") {
			return true
		}
	}
	return false
}

// about are the first words of addresses below which a page is about one
// internship, with the query that leads from the id behind them to it.
var about = map[string]string{
	"internships":    "?",
	"activities":     "(SELECT internship_id FROM activity WHERE id = ?)",
	"prompts":        "(SELECT internship_id FROM prompt WHERE id = ?)",
	"version-offers": "(SELECT internship_id FROM version_offer WHERE id = ?)",
}

// markPart marks the entry of the navigation to which a page about one
// internship belongs: what it belongs to depends on what the reader does there.
// One statement, on pages that no entry leads to by its address.
func markPart(tx *sqldb.Tx, a access.Actor, p Parts, path string, nav []view.NavItem) error {
	if slices.ContainsFunc(nav, func(item view.NavItem) bool { return item.Current }) {
		return nil
	}
	kind, rest, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	of, _, _ := strings.Cut(rest, "/")
	query, ok := about[kind]
	if !ok || !id.Valid(of) {
		return nil
	}
	type part struct {
		role       access.Role
		internship id.Internship
	}
	held, err := sqldb.List(tx, func(s sqldb.Scanner) (h part, err error) { return h, s.Scan(&h.role, &h.internship) },
		"SELECT role, internship_id FROM party WHERE person_id = ? AND until_at IS NULL AND internship_id = "+query, a.Person, of)
	if err != nil {
		return err
	}
	var roles access.Roles
	address := ""
	for _, h := range held {
		roles = append(roles, h.role)
		address = "/internships/" + string(h.internship)
	}
	for _, href := range entries(roles, address, p) {
		if i := slices.IndexFunc(nav, func(item view.NavItem) bool { return item.Href == href }); i >= 0 {
			nav[i].Current = true
			return nil
		}
	}
	return nil
}

// entries are those to which an internship can belong for somebody with these
// roles in it, the nearest first: their own, what they mentor, what their team
// does; for those without a part in it, what they look after. The address of the
// internship is for those whose own it is.
func entries(roles access.Roles, address string, p Parts) []string {
	var hrefs []string
	if roles.Has(access.Intern) {
		hrefs = append(hrefs, address, address+"/requests")
	}
	if roles.Has(access.Mentor) {
		hrefs = append(hrefs, PathMentoring)
	}
	if roles.Has(access.InternManager) || roles.Has(access.MentorManager) || len(roles) == 0 && p.Delegated > 0 {
		hrefs = append(hrefs, PathTeam)
	}
	if len(roles) == 0 && p.Coordinates > 0 {
		hrefs = append(hrefs, PathOverview)
	}
	return hrefs
}
