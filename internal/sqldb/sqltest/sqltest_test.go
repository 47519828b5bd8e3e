package sqltest_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"stint/internal/sqldb"
	"stint/internal/sqldb/sqltest"
	"stint/internal/sqldb/sqltest/cluster"
)

func TestEachGivesBothDatabases(t *testing.T) {
	var seen []sqldb.Dialect
	noon := time.Date(2026, 10, 8, 12, 0, 0, 0, time.UTC)
	sqltest.Each(t, func(t *testing.T, db *sqldb.DB) {
		seen = append(seen, db.Dialect())
		write(t, db, "CREATE TABLE mark (word TEXT)")
		write(t, db, "INSERT INTO mark VALUES (?)", "mine")
		err := db.Read(t.Context(), func(tx *sqldb.Tx) error {
			if !tx.Now().Equal(noon) {
				t.Errorf("the clock shows %v, want %v", tx.Now(), noon)
			}
			words, err := sqldb.List(tx, scanText, "SELECT word FROM mark")
			if !slices.Equal(words, []string{"mine"}) {
				t.Errorf("read %q", words)
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	}, sqltest.At(noon))
	if want := []sqldb.Dialect{sqldb.SQLite, sqldb.Postgres}; !slices.Equal(seen, want) {
		t.Errorf("ran on %v, want %v", seen, want)
	}
}

func TestEveryDatabaseIsEmptyAndItsOwn(t *testing.T) {
	for _, dialect := range []sqldb.Dialect{sqldb.SQLite, sqldb.Postgres} {
		for range 2 { // the second would find the table of the first
			write(t, sqltest.Open(t, dialect), "CREATE TABLE mark (word TEXT)")
		}
	}
}

func TestSeveralNodesShareOneDatabase(t *testing.T) {
	sqltest.EachDSN(t, func(t *testing.T, dsn string) {
		for _, statement := range []string{"CREATE TABLE mark (word TEXT)", "INSERT INTO mark VALUES ('mine')"} {
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
	var path, address string
	t.Run("test", func(t *testing.T) {
		path, address = sqltest.DSN(t, sqldb.SQLite), sqltest.DSN(t, sqldb.Postgres)
	})
	if _, err := os.Stat(path); !os.IsNotExist(err) {
		t.Errorf("the file %s is still there: %v", path, err)
	}
	db, err := sqldb.Open(t.Context(), address, sqldb.Options{NoMigrate: true})
	if err == nil {
		_ = db.Close()
		t.Error("the database on PostgreSQL is still there")
	}
}

// TestClusterEndsWithItsProcess kills the process that started a cluster, which
// then has no chance to clean up. All processes below it inherit the end of a
// pipe, so the other end closes when the last of them has ended.
func TestClusterEndsWithItsProcess(t *testing.T) {
	if os.Getenv("STINT_TEST_CLUSTER_CHILD") != "" {
		startAndWait(t)
	}
	ended, held, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	child := exec.Command(os.Args[0], "-test.run=^TestClusterEndsWithItsProcess$")
	child.Env = append(os.Environ(), "STINT_TEST_CLUSTER_CHILD=1")
	child.ExtraFiles = []*os.File{held}
	out, err := child.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Start(); err != nil {
		t.Fatal(err)
	}
	if err := held.Close(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	folder := folderOf(t, strings.TrimSpace(line))
	if _, err := os.Stat(filepath.Join(folder, "data", "postmaster.pid")); err != nil {
		t.Fatalf("no server runs in %q: %v", folder, err)
	}
	if err := child.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = child.Wait() // it was killed
	if err := ended.SetReadDeadline(time.Now().Add(20 * time.Second)); err != nil {
		t.Fatal(err)
	}
	if _, err := ended.Read(make([]byte, 1)); err != io.EOF {
		t.Errorf("the server or its supervisor still runs: %v", err)
	}
	if _, err := os.Stat(folder); !os.IsNotExist(err) {
		t.Errorf("%s is still there: %v", folder, err)
	}
}

// startAndWait prints the address of a cluster and never returns.
func startAndWait(t *testing.T) {
	c, err := cluster.Start(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	fmt.Println(c.URL())
	select {}
}

// folderOf returns the folder of the cluster with this address.
func folderOf(t *testing.T, address string) string {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return u.Query().Get("host")
}

func TestStopEndsTheClusterAndRemovesItsFolder(t *testing.T) {
	c, err := cluster.Start(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	folder := folderOf(t, c.URL())
	if err := c.Stop(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(folder); !os.IsNotExist(err) {
		t.Errorf("the folder of the cluster is still there: %v", err)
	}
}

func TestStartEndsWhenItsContextDoes(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if c, err := cluster.Start(ctx); err == nil {
		t.Errorf("a cluster started although nobody waits for it: %v", c.Stop())
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
