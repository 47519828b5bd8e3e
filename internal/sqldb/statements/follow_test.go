package statements

import (
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// door stands for sqldb in the examples.
const door = `package sqldb

type Tx struct{}

func (tx *Tx) Exec(query string, args ...any) (int64, error) { return 0, nil }

func In[T any](list []T) (string, []any) {
	if len(list) == 0 {
		return "(NULL)", nil
	}
	return "(?" + strings.Repeat(", ?", len(list)-1) + ")", nil
}
`

func TestAllThatAStatementCanBeIsFollowed(t *testing.T) {
	for _, c := range []struct {
		name, code string
		want       []string
	}{
		{"a constant of another file", `func f(tx *sqldb.Tx) { tx.Exec("SELECT " + columns) }`, []string{"SELECT a, b"}},
		{"a condition that may be left out", `
			func f(tx *sqldb.Tx, some bool) {
				query := "Q"
				if some {
					query += " WHERE"
				}
				query += "."
				tx.Exec(query)
			}`, []string{"Q.", "Q WHERE."}},
		{"a list of conditions, some from a closure", `
			func f(tx *sqldb.Tx, some bool) {
				where := []string{"x"}
				add := func(condition string) { where = append(where, condition) }
				if some {
					add("y")
				}
				add("z")
				tx.Exec(strings.Join(where, " AND "))
			}`, []string{"x", "x AND y", "x AND z"}},
		{"the cases of a switch that leaves none out", `
			func f(tx *sqldb.Tx, n int) {
				query := ""
				switch n {
				case 1:
					query = "one"
					query += " and one"
				case 2:
					query = "two"
				default:
					return
				}
				tx.Exec(query)
			}`, []string{"one", "one and one", "two"}},
		{"a switch that may be passed by", `
			func f(tx *sqldb.Tx, n int) {
				query := "none"
				switch n {
				case 1:
					query = "one"
				}
				tx.Exec(query)
			}`, []string{"none", "one"}},
		{"arguments that belong together", `
			func f(tx *sqldb.Tx, column string) { tx.Exec("BY " + column + " AND " + column) }
			func g(tx *sqldb.Tx) { f(tx, "a"); f(tx, "b") }`, []string{"BY a AND a", "BY b AND b"}},
		{"a function that is called twice", `
			func of(alias string) string { return alias + ".id" }
			func f(tx *sqldb.Tx) { tx.Exec(of("a") + of("b")) }`, []string{"a.idb.id"}},
		{"a list of values", `
			func f(tx *sqldb.Tx, ids []string) { in, args := sqldb.In(ids); tx.Exec("IN " + in, args...) }`, []string{"IN (NULL)", "IN (?, ?)"}},
		{"a table of rules", `
			var rules = []struct{ name, query string }{{"n", "one"}, {name: "m", query: "two"}}
			func f(tx *sqldb.Tx) { for _, rule := range rules { tx.Exec(rule.query) } }`, []string{"one", "two"}},
		{"a named result", `
			func of(some bool) (query string) {
				query = "Q"
				if some {
					query += " more"
				}
				return
			}
			func f(tx *sqldb.Tx) { tx.Exec(of(true)) }`, []string{"Q", "Q more"}},
		{"a number put in", "func f(tx *sqldb.Tx, n int) { tx.Exec(fmt.Sprintf(`LIKE '%%' %s LIMIT %d`, columns, n)) }", []string{"LIKE '%' a, b LIMIT 1"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			sites := example(t, c.code)
			if len(sites) != 1 || sites[0].trouble != nil {
				t.Fatalf("read %+v", sites)
			}
			if got := sites[0].texts; !slices.Equal(slices.Sorted(slices.Values(got)), slices.Sorted(slices.Values(c.want))) {
				t.Errorf("read %q, want %q", got, c.want)
			}
		})
	}
}

func TestAStatementThatCannotBeFollowedIsSaid(t *testing.T) {
	for name, code := range map[string]string{
		"from a function of nobody's": `func f(tx *sqldb.Tx) { tx.Exec(os.Getenv("QUERY")) }`,
		"from a caller who is unseen": `func F(tx *sqldb.Tx, query string) { tx.Exec(query) }`,
		"from a map that is filled":   `func f(tx *sqldb.Tx, m map[string]string) { tx.Exec(m["x"]) }`,
		"in a circle":                 `func q() string { return q() }; func f(tx *sqldb.Tx) { tx.Exec(q()) }`,
	} {
		t.Run(name, func(t *testing.T) {
			if sites := example(t, code); len(sites) != 1 || sites[0].trouble == nil {
				t.Errorf("read %+v", sites)
			}
		})
	}
}

func example(t *testing.T, code string) []site {
	t.Helper()
	imports := `import ("fmt"; "os"; "strings"; "` + path.Join(module, "internal/sqldb") + `")`
	r, err := readTree(fstest.MapFS{
		"internal/sqldb/tx.go":        {Data: []byte(strings.Replace(door, "\n\n", "\n\nimport \"strings\"\n\n", 1))},
		"internal/example/columns.go": {Data: []byte("package example\n\nconst columns = `a, b`\n")},
		"internal/example/example.go": {Data: []byte("package example\n\n" + imports + "\n" + code)},
	})
	if err != nil {
		t.Fatal(err)
	}
	return r.sites()
}
