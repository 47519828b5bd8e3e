package statements

import (
	"cmp"
	"database/sql"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"regexp"
	"slices"
	"strings"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"
	_ "modernc.org/sqlite"             // the driver "sqlite"

	"stint/internal/sqldb"
	"stint/internal/sqldb/sqltest"
)

// queryAt says which argument of the functions of sqldb is the statement.
var queryAt = map[string]int{"List": 2, "Find": 3, "Count": 1, "Exec": 0, "Guard": 1}

// A site is a call that runs a statement, with all that the statement can be.
type site struct {
	at      token.Position
	texts   []string
	args    int // how many arguments are handed over; -1 where they are a list
	trouble error
}

// sites returns the calls of the code that run a statement, in order. What
// sqldb itself asks is left out: it knows both databases, and no table.
func (r *tree) sites() []site {
	var all []site
	for at, files := range r.sources {
		if strings.HasPrefix(at, module+"/internal/sqldb") {
			continue
		}
		for _, file := range files {
			ast.Inspect(file, func(n ast.Node) bool {
				call, ok := n.(*ast.CallExpr)
				if !ok {
					return true
				}
				of := r.object(call.Fun)
				if of == nil || of.Pkg() == nil || of.Pkg().Path() != module+"/internal/sqldb" {
					return true
				}
				if index, ok := queryAt[of.Name()]; ok {
					all = append(all, r.site(call, index))
				}
				return true
			})
		}
	}
	slices.SortFunc(all, func(a, b site) int {
		return cmp.Or(strings.Compare(a.at.Filename, b.at.Filename), a.at.Offset-b.at.Offset)
	})
	return all
}

// site follows one statement. Where it depends on parameters of the function
// around it, each call of that function is followed for itself: its arguments
// belong together.
func (r *tree) site(call *ast.CallExpr, index int) site {
	query := call.Args[index]
	s := site{at: r.set.Position(call.Pos()), args: len(call.Args) - index - 1}
	if call.Ellipsis.IsValid() {
		s.args = -1
	}
	f := &folder{tree: r, open: map[types.Object]bool{}}
	values, err := f.fold(query, nil)
	if of := r.around(query, f.open); of != nil && err == nil {
		values = nil
		for _, caller := range r.callers[of] {
			var some []value
			if some, err = f.fold(query, &binding{of: of, args: caller.Args}); err != nil {
				break
			}
			values = append(values, some...)
		}
	}
	s.trouble = err
	for _, v := range distinct(values) {
		s.texts = append(s.texts, one(v))
	}
	return s
}

// around returns the innermost of some functions that e stands in; nil where
// there is none.
func (r *tree) around(e ast.Expr, some map[types.Object]bool) (found types.Object) {
	var start token.Pos
	for of := range some {
		if body := r.functions[of].body; start < body.Pos() && body.Pos() <= e.Pos() && e.Pos() < body.End() {
			found, start = of, body.Pos()
		}
	}
	return found
}

func TestBothDatabasesTakeEveryStatement(t *testing.T) {
	house := readHouse(t)
	sites := house.sites()
	asked := 0
	for _, s := range sites {
		if s.trouble != nil {
			t.Errorf("%s: this statement cannot be followed: %v", s.at, s.trouble)
		} else if len(s.texts) == 0 {
			t.Errorf("%s: no statement comes out here", s.at)
		}
		asked += len(s.texts)
		for _, text := range s.texts {
			if n := placeholders(text); s.args >= 0 && s.args != n {
				t.Errorf("%s: %d arguments for %d question marks\n%s", s.at, s.args, n, text)
			}
		}
	}
	t.Logf("%d calls run %d statements", len(sites), asked)
	own := house.dialectTexts(t)
	sqltest.EachDSN(t, func(t *testing.T, dsn string) {
		take := taker(t, dsn)
		dialect := dialectOf(dsn)
		for _, s := range sites {
			for _, text := range s.texts {
				if of, ok := own[text]; ok && of != dialect {
					continue
				}
				if err := take(text); err != nil {
					t.Errorf("%s: %v\n%s", s.at, err, text)
				}
			}
		}
	})
}

// A statement that is only seen by its words, in a file whose types say
// otherwise, would be left out unseen.
func TestNoStatementIsOverlooked(t *testing.T) {
	house := readHouse(t)
	found := map[string]int{}
	for _, s := range house.sites() {
		found[s.at.Filename]++
	}
	words := regexp.MustCompile(`\bsqldb\.(?:List|Find|Count)\b|\.(?:Exec|Guard)\(`)
	comment := regexp.MustCompile(`(?m)^\s*//.*$`)
	total := 0
	for name, text := range house.texts {
		if strings.HasPrefix(name, "internal/sqldb/") {
			continue
		}
		n := len(words.FindAllString(comment.ReplaceAllString(text, ""), -1))
		if total += n; n != found[name] {
			t.Errorf("%s runs %d statements by its words, and %d are read", name, n, found[name])
		}
		if strings.Contains(text, `"database/sql"`) {
			t.Errorf("%s imports database/sql: only sqldb speaks to the drivers", name)
		}
	}
	if total == 0 {
		t.Error("no statements were found at all")
	}
}

func TestAStatementThatNoDatabaseTakesIsSeen(t *testing.T) {
	sqltest.EachDSN(t, func(t *testing.T, dsn string) {
		take := taker(t, dsn)
		for text, good := range map[string]bool{
			"SELECT id FROM person WHERE id = ?":                          true,
			"SELECT id FROM person WHERE nobody = ?":                      false,
			"SELECT id FROM persons":                                      false,
			"SELECT id FROM person WHERE":                                 false,
			"INSERT INTO setting (name, value, changed_at) VALUES (?, ?)": false,
			"": false,
		} {
			if err := take(text); (err == nil) != good {
				t.Errorf("%q: %v", text, err)
			}
		}
	})
}

func dialectOf(dsn string) sqldb.Dialect {
	if strings.HasPrefix(dsn, "postgres:") {
		return sqldb.Postgres
	}
	return sqldb.SQLite
}

var numbered = regexp.MustCompile(`\$\d+`)

func placeholders(text string) int {
	return len(numbered.FindAllString(sqldb.Postgres.Bind(text), -1))
}

// taker returns a function that has a migrated database read a statement,
// without running it.
func taker(t *testing.T, dsn string) func(text string) error {
	t.Helper()
	dialect := dialectOf(dsn)
	driver := "pgx"
	if dialect == sqldb.SQLite {
		driver, dsn = "sqlite", "file:"+dsn
	}
	db, err := sql.Open(driver, dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return func(text string) error {
		if strings.TrimSpace(text) == "" {
			return fmt.Errorf("the statement is empty")
		}
		if dialect == sqldb.Postgres {
			statement, err := db.PrepareContext(t.Context(), dialect.Bind(text))
			if err != nil {
				return err
			}
			return statement.Close()
		}
		// Preparing alone does not read the text there.
		args := make([]any, placeholders(text))
		rows, err := db.QueryContext(t.Context(), "EXPLAIN "+text, args...)
		if err != nil {
			return err
		}
		return rows.Close()
	}
}
