package sqltest_test

import (
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"stint/internal/sqldb"
	"stint/internal/sqldb/sqltest"
)

func TestEachGivesBothDatabases(t *testing.T) {
	var seen []sqldb.Dialect
	noon := time.Date(2026, 10, 8, 12, 0, 0, 0, time.UTC)
	sqltest.Each(t, func(t *testing.T, db *sqldb.DB) {
		seen = append(seen, db.Dialect())
		write(t, db, "CREATE TABLE pebble (word TEXT)")
		write(t, db, "INSERT INTO pebble VALUES (?)", "mine")
		err := db.Read(t.Context(), func(tx *sqldb.Tx) error {
			if !tx.Now().Equal(noon) {
				t.Errorf("the clock shows %v, want %v", tx.Now(), noon)
			}
			words, err := sqldb.List(tx, scanText, "SELECT word FROM pebble")
			if !slices.Equal(words, []string{"mine"}) {
				t.Errorf("read %q", words)
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	}, sqltest.At(noon))
	want := []sqldb.Dialect{sqldb.SQLite, sqldb.Postgres}
	if os.Getenv("STINT_TEST_NO_POSTGRES") != "" {
		want = want[:1]
	}
	if !slices.Equal(seen, want) {
		t.Errorf("ran on %v, want %v", seen, want)
	}
}

func TestEveryDatabaseIsEmptyAndItsOwn(t *testing.T) {
	sqltest.Each(t, func(t *testing.T, first *sqldb.DB) {
		second := sqltest.Open(t, first.Dialect())
		for _, db := range []*sqldb.DB{first, second} { // the second would find the table of the first
			write(t, db, "CREATE TABLE pebble (word TEXT)")
		}
	})
}

func TestSeveralNodesShareOneDatabase(t *testing.T) {
	sqltest.EachDSN(t, func(t *testing.T, dsn string) {
		for _, statement := range []string{"CREATE TABLE pebble (word TEXT)", "INSERT INTO pebble VALUES ('mine')"} {
			node, err := sqldb.Open(t.Context(), dsn, sqldb.Options{NoMigrate: true})
			if err != nil {
				t.Fatal(err)
			}
			write(t, node, statement)
			if err := node.Close(); err != nil {
				t.Fatal(err)
			}
		}
	})
}

func TestDatabasesAreGoneAfterTheTest(t *testing.T) {
	var left []string
	t.Run("test", func(t *testing.T) {
		sqltest.EachDSN(t, func(_ *testing.T, dsn string) { left = append(left, dsn) })
	})
	for _, dsn := range left {
		if !strings.HasPrefix(dsn, "postgres:") {
			if _, err := os.Stat(dsn); !os.IsNotExist(err) {
				t.Errorf("the file %s is still there: %v", dsn, err)
			}
			continue
		}
		if db, err := sqldb.Open(t.Context(), dsn, sqldb.Options{NoMigrate: true}); err == nil {
			_ = db.Close()
			t.Error("the database on PostgreSQL is still there")
		}
	}
}

func BenchmarkOpen(b *testing.B) {
	for _, dialect := range []sqldb.Dialect{sqldb.SQLite, sqldb.Postgres} {
		b.Run(string(dialect), func(b *testing.B) {
			for b.Loop() {
				sqltest.Open(b, dialect)
			}
		})
	}
}

func write(t *testing.T, db *sqldb.DB, statement string, args ...any) {
	t.Helper()
	err := db.Write(t.Context(), func(tx *sqldb.Tx) error {
		_, err := tx.Exec(statement, args...)
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

func scanText(s sqldb.Scanner) (text string, err error) { return text, s.Scan(&text) }
