package arch

import (
	"fmt"
	"slices"
	"strings"
)

// module is the path of the module, with which its packages' paths begin.
const module = "stint"

// A floor holds packages of one kind, named by their folder in internal. A
// package may import those of the floors above it in this list, and those of
// its own floor that are written before it. The packages inside a package
// belong to it.
type floor struct {
	name     string
	packages []string
	apart    bool // its packages never import one another
}

// house is the list of floors, from the ground up.
var house = []floor{
	{name: "GROUND", packages: []string{
		"fault", "id", "sqldb", "markdown", "worktime", "ical", "outbound", "blob", "seal", "config",
	}},
	{name: "COMMON", packages: []string{
		"access", "audit", "call", "job",
	}},
	{name: "FEATURES", packages: []string{
		"person", "account", "program", "pool", "internship", "matching", "meeting", "plan", "shadow",
		"deliverable", "credential", "feedback", "change", "outcome",
	}},
	{name: "READERS", packages: []string{
		"notify", "view", "search", "archive",
	}},
	{name: "EDGES", apart: true, packages: []string{
		"web", "api", "mcp", "feed", "integration",
	}},
	{name: "ROOF", packages: []string{
		"app", "demo", "apptest", "arch", "cli", "bench", "drill", "walk",
	}},
}

// A storey is the place where a package stands.
type storey struct {
	floor, place int
	name         string // "plan" for every package in internal/plan
}

// locate returns where the folder of a package stands, and false for folders
// outside internal and names that are not in the list.
func locate(folder string) (storey, bool) {
	rest, inside := strings.CutPrefix(folder, "internal/")
	if !inside {
		return storey{}, false
	}
	name, _, _ := strings.Cut(rest, "/")
	for i, f := range house {
		if place := slices.Index(f.packages, name); place >= 0 {
			return storey{floor: i, place: place, name: name}, true
		}
	}
	return storey{}, false
}

// checkFloors: every package has a place, and imports point down.
func checkFloors(t *tree) []finding {
	var found []finding
	for _, f := range t.code() {
		from, known := locate(f.dir)
		if strings.HasPrefix(f.dir, "internal/") && !known {
			found = append(found, f.at(f.syntax.Package, "package %s has no place in the list of floors", f.dir))
			continue
		}
		for _, spec := range f.syntax.Imports {
			target, ours := strings.CutPrefix(importPath(spec), module+"/")
			if !ours {
				continue
			}
			to, ok := locate(target)
			switch {
			case !known && target != "internal/cli":
				found = append(found, f.at(spec.Pos(), "a main package hands over to cli and imports nothing else of the house, but here %s", target))
			case known && !ok:
				found = append(found, f.at(spec.Pos(), "imports %s, which has no place in the list of floors", target))
			case known:
				if broken := breach(from, to); broken != "" {
					found = append(found, f.at(spec.Pos(), "%s imports %s, %s", from.name, target, broken))
				}
			}
		}
	}
	return found
}

// breach says why a package on from may not import one on to; "" where it may.
func breach(from, to storey) string {
	switch {
	case from.name == to.name:
		return ""
	case to.floor > from.floor:
		return fmt.Sprintf("which stands above it on %s", house[to.floor].name)
	case to.floor == from.floor && house[to.floor].apart:
		return fmt.Sprintf("but packages of %s never import one another", house[to.floor].name)
	case to.floor == from.floor && to.place > from.place:
		return fmt.Sprintf("which is written after it on %s", house[to.floor].name)
	}
	return ""
}

// A reservation keeps some imports to the packages that may know them.
type reservation struct {
	imports  []string          // paths; one that ends in / stands for all below it
	floors   []string          // floors where everybody may
	packages map[string]string // others that may, and why
	say      string
}

// reservations is the list of who alone may know what.
var reservations = []reservation{
	{
		imports: []string{"net/http", "net/http/"},
		floors:  []string{"EDGES", "ROOF"},
		packages: map[string]string{
			"internal/outbound": "is the one client for calls to the outside",
		},
		say: "only the edges and the roof know HTTP",
	},
	{
		imports: []string{"html", "html/template", "golang.org/x/net/html", "golang.org/x/net/html/", "github.com/a-h/templ", "github.com/a-h/templ/"},
		floors:  []string{"EDGES"},
		packages: map[string]string{
			"internal/markdown": "is the only maker of trusted HTML",
			"internal/program":  "reads pages whose authors write entities and tags between their Markdown",
			"internal/apptest":  "reads the pages that tests ask for",
		},
		say: "only the edges and markdown know HTML",
	},
	{
		imports: []string{"github.com/jackc/", "modernc.org/", "github.com/pressly/"},
		packages: map[string]string{
			"internal/sqldb": "is the one door to the databases",
		},
		say: "only sqldb knows the database drivers",
	},
	{
		imports: []string{module + "/internal/config"},
		packages: map[string]string{
			"internal/app":     "builds everything from the settings",
			"internal/cli":     "reads the settings",
			"internal/apptest": "builds app with settings of its own",
		},
		say: "settings are read once and handed on as values: only app, cli and apptest import config",
	},
	{
		imports: []string{"testing", "testing/", module + "/internal/apptest", module + "/internal/sqldb/sqltest"},
		packages: map[string]string{
			"internal/apptest":       "is there for tests",
			"internal/sqldb/sqltest": "is there for tests",
		},
		say: "what serves tests stays in tests",
	},
}

// checkReservations: nobody imports what is kept for others.
func checkReservations(t *tree) []finding {
	var found []finding
	for _, f := range t.code() {
		for _, spec := range f.syntax.Imports {
			for _, r := range reservations {
				if r.covers(importPath(spec)) && !r.admits(f.dir) {
					found = append(found, f.at(spec.Pos(), "%s imports %s, but %s", f.dir, importPath(spec), r.say))
				}
			}
		}
	}
	return found
}

func (r *reservation) covers(path string) bool {
	return slices.ContainsFunc(r.imports, func(pattern string) bool {
		return path == pattern || strings.HasSuffix(pattern, "/") && strings.HasPrefix(path, pattern)
	})
}

func (r *reservation) admits(folder string) bool {
	if at, ok := locate(folder); ok && slices.Contains(r.floors, house[at.floor].name) {
		return true
	}
	for name := range r.packages {
		if folder == name || strings.HasPrefix(folder, name+"/") {
			return true
		}
	}
	return false
}

// checkTemplates: a template lies in internal/web/templates/<noun>/.
func checkTemplates(t *tree) []finding {
	var found []finding
	for _, path := range t.templates() {
		rest, inside := strings.CutPrefix(path, "internal/web/templates/")
		if !inside || strings.Count(rest, "/") != 1 {
			found = append(found, finding{path: path, line: 1, text: "templates live in internal/web/templates/<noun>/"})
		}
	}
	return found
}
