package arch

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"
)

// A caution keeps functions of the library to the places that may call them,
// or name them as a value.
type caution struct {
	from      string // import path
	functions []string
	floors    []string          // floors where nobody may; everywhere where there are none
	places    map[string]string // folders and files that may all the same, and why
	tests     bool              // holds for tests too
	say       string
}

// cautions is the list of what is handed over instead of fetched.
var cautions = []caution{
	{
		from: "time", functions: []string{"Now", "Since", "Until"},
		floors: []string{"COMMON", "FEATURES", "READERS", "EDGES"},
		places: map[string]string{
			"internal/job/worker.go": "takes the machine's clock where it is handed none",
		},
		say: "the clock is handed in",
	},
	{
		from: "time", functions: []string{"Sleep"}, tests: true,
		say: "wait for a signal, never for a while",
	},
	{
		from: "context", functions: []string{"WithValue"},
		say: "what a function needs is an argument",
	},
	{
		from: "os", functions: []string{"Getenv", "LookupEnv", "Environ", "Setenv", "ExpandEnv"},
		places: map[string]string{
			"cmd/stint":              "hands the environment to cli",
			"internal/config":        "reads the settings",
			"internal/sqldb/sqltest": "finds the databases of the tests",
			"internal/apptest":       "finds what the machine offers to tests",
		},
		say: "settings are read once, in config",
	},
	{
		from: "os", functions: []string{"Exit"},
		places: map[string]string{
			"cmd/stint":                           "ends the program",
			"internal/sqldb/sqltest/withpostgres": "ends the program",
		},
		say: "return an error; only main exits",
	},
	{
		from: "log", functions: []string{"Fatal", "Fatalf", "Fatalln", "Panic", "Panicf", "Print", "Printf", "Println"},
		say: "log with slog, and return errors",
	},
	{
		from: "github.com/a-h/templ", functions: []string{"Raw"},
		say: "only markdown makes trusted HTML",
	},
	{
		from: "html/template", functions: []string{"HTML", "JS", "CSS", "URL", "HTMLAttr", "JSStr", "Srcset"},
		places: map[string]string{
			"internal/markdown": "is the only maker of trusted HTML",
		},
		say: "only markdown makes trusted HTML",
	},
}

// checkCalls: nobody fetches what is handed over.
func checkCalls(t *tree) []finding {
	var found []finding
	for _, f := range t.only(func(f *file) bool { return !f.generated || strings.HasSuffix(f.name, "_templ.go") }) {
		ast.Inspect(f.syntax, func(n ast.Node) bool {
			selector, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			x, ok := selector.X.(*ast.Ident)
			if !ok {
				return true
			}
			from := f.imported(x.Name)
			for _, c := range cautions {
				if c.from == from && slices.Contains(c.functions, selector.Sel.Name) && !c.admits(f) {
					found = append(found, f.at(selector.Pos(), "%s.%s: %s", x.Name, selector.Sel.Name, c.say))
				}
			}
			return true
		})
	}
	return found
}

func (c *caution) admits(f *file) bool {
	if f.test && !c.tests {
		return true
	}
	at, ok := locate(f.dir)
	if len(c.floors) > 0 && (!ok || !slices.Contains(c.floors, house[at.floor].name)) {
		return true
	}
	for place := range c.places {
		if f.path == place || f.dir == place || strings.HasPrefix(f.dir, place+"/") {
			return true
		}
	}
	return false
}

// mayExcuse are the settings whose absence may leave a test out: real program
// pages, and PostgreSQL on a machine that cannot have it.
var mayExcuse = []string{"STINT_TEST_PAGES", "STINT_TEST_NO_POSTGRES"}

// checkSkips: a test runs, or says in the same function which setting it lacks.
func checkSkips(t *tree) []finding {
	var found []finding
	for _, f := range t.files {
		for _, declaration := range f.syntax.Decls {
			ast.Inspect(declaration, func(n ast.Node) bool {
				selector, ok := n.(*ast.SelectorExpr)
				if !ok {
					return true
				}
				x, _ := selector.X.(*ast.Ident)
				switch name := selector.Sel.Name; {
				case x != nil && f.imported(x.Name) == "testing" && name == "Short":
					found = append(found, f.at(selector.Pos(), "every test runs every time"))
				case name == "SkipNow", (name == "Skip" || name == "Skipf") && x != nil && f.imported("testing") != "":
					excused := slices.ContainsFunc(mayExcuse, func(setting string) bool {
						return strings.Contains(f.text(declaration), setting)
					})
					if !excused && f.parameter(selector.Pos(), x) != "*rapid.T" { // which looks for another sample
						found = append(found, f.at(selector.Pos(), "no test is skipped but for want of %s", strings.Join(mayExcuse, " or ")))
					}
				}
				return true
			})
		}
	}
	return found
}

// parameter returns the type, as written, of the innermost function parameter
// around pos that x names; "" where there is none.
func (f *file) parameter(pos token.Pos, x *ast.Ident) (kind string) {
	ast.Inspect(f.syntax, func(n ast.Node) bool {
		if n == nil || x == nil || pos < n.Pos() || n.End() <= pos {
			return false
		}
		var signature *ast.FuncType
		switch function := n.(type) {
		case *ast.FuncDecl:
			signature = function.Type
		case *ast.FuncLit:
			signature = function.Type
		default:
			return true
		}
		for _, field := range signature.Params.List {
			if slices.ContainsFunc(field.Names, func(name *ast.Ident) bool { return name.Name == x.Name }) {
				kind = f.text(field.Type)
			}
		}
		return true
	})
	return kind
}
