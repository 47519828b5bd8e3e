package statements

import (
	"database/sql"
	"flag"
	"go/ast"
	"go/constant"
	"go/types"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"stint/internal/sqldb"
	"stint/internal/sqldb/sqltest"
)

var update = flag.Bool("update", false, "write docs/schema.sql anew")

const schemaHead = `-- The schema of Stint, written from its migrations by
--     go test ./internal/sqldb/statements -update
-- Both databases have it; SQLite's words for it are shown, tables and their
-- indexes in the order of their names. The migrations say why things are so.
`

func TestTheSchemaIsWrittenDown(t *testing.T) {
	path := filepath.Join(root, "docs", "schema.sql")
	schema := schemaOf(t, sqltest.DSN(t, sqldb.SQLite))
	if *update {
		if err := os.WriteFile(path, []byte(schema), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	written, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(written) != schema {
		t.Error("docs/schema.sql is not what the migrations make. Run: go test ./internal/sqldb/statements -update")
	}
}

// schemaOf returns the definitions in an SQLite database, without those that
// SQLite and the migrations make for themselves.
func schemaOf(t *testing.T, dsn string) string {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+dsn)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	rows, err := db.QueryContext(t.Context(), `
		SELECT type, sql FROM sqlite_master
		WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite@_%' ESCAPE '@' AND tbl_name <> 'goose_db_version'
		ORDER BY tbl_name, CASE type WHEN 'table' THEN 0 ELSE 1 END, name`)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	var b strings.Builder
	b.WriteString(schemaHead)
	for rows.Next() {
		var kind, text string
		if err := rows.Scan(&kind, &text); err != nil {
			t.Fatal(err)
		}
		if kind == "table" {
			b.WriteString("\n")
		}
		b.WriteString(text + ";\n")
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// dialectFiles are the files that hold SQL for one database, and which.
func (r *tree) dialectFiles() map[string]sqldb.Dialect {
	files := map[string]sqldb.Dialect{}
	for name := range r.texts {
		switch {
		case strings.HasPrefix(name, "internal/sqldb/"):
		case strings.HasSuffix(name, "_sqlite.go"):
			files[name] = sqldb.SQLite
		case strings.HasSuffix(name, "_postgres.go"):
			files[name] = sqldb.Postgres
		}
	}
	return files
}

// dialectTexts are the statements that only one database has to take: the
// constants in the files that are named for it.
func (r *tree) dialectTexts(t *testing.T) map[string]sqldb.Dialect {
	t.Helper()
	files, texts := r.dialectFiles(), map[string]sqldb.Dialect{}
	for _, of := range r.info.Defs {
		known, ok := of.(*types.Const)
		if !ok {
			continue
		}
		dialect, ok := files[r.set.Position(known.Pos()).Filename]
		if ok && known.Val().Kind() == constant.String {
			texts[constant.StringVal(known.Val())] = dialect
		}
	}
	if len(texts) < len(files) {
		t.Errorf("%d files are named for a database and hold %d statements: one that holds none needs no such name", len(files), len(texts))
	}
	return texts
}

func TestWhereTheDatabasesDifferIsWrittenDown(t *testing.T) {
	document, err := os.ReadFile(filepath.Join(root, "docs", "dialects.md"))
	if err != nil {
		t.Fatal(err)
	}
	var listed []string
	for _, found := range regexp.MustCompile("`(internal/[^`]+\\.go)`").FindAllStringSubmatch(string(document), -1) {
		listed = append(listed, found[1])
	}
	house := readHouse(t)
	differ := house.asking()
	for name := range house.dialectFiles() {
		differ = append(differ, name)
	}
	for _, name := range differ {
		if !slices.Contains(listed, name) {
			t.Errorf("%s differs by database and is not listed in docs/dialects.md", name)
		}
	}
	for _, name := range listed {
		if !slices.Contains(differ, name) {
			t.Errorf("docs/dialects.md lists %s, which does not differ by database or does not exist", name)
		}
	}
}

// asking returns the files that ask on which kind of database they run.
func (r *tree) asking() []string {
	var files []string
	for at, sources := range r.sources {
		if strings.HasPrefix(at, module+"/internal/sqldb") {
			continue
		}
		for _, file := range sources {
			ast.Inspect(file, func(n ast.Node) bool {
				selector, ok := n.(*ast.SelectorExpr)
				if !ok || selector.Sel.Name != "Dialect" {
					return true
				}
				if of, ok := r.object(selector).(*types.Func); ok && of.Pkg().Path() == module+"/internal/sqldb" {
					files = append(files, r.set.Position(selector.Pos()).Filename)
				}
				return true
			})
		}
	}
	slices.Sort(files)
	return slices.Compact(files)
}
