package sqltest

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"stint/internal/sqldb"
	"stint/internal/sqldb/sqltest/cluster"
)

// template is a migrated, empty SQLite database.
type template struct {
	file   []byte // its content
	schema string // a hash of its definitions
}

// sqliteTemplate and postgres are made when a test first asks for them and
// then serve the whole test binary: a test has no other place to find them.
var (
	sqliteTemplate = sync.OnceValues(migrateSQLite)
	postgres       = sync.OnceValues(connect)
)

func migrateSQLite() (_ *template, err error) {
	ctx := context.Background()
	folder, err := os.MkdirTemp("", "stint-template-")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	path := filepath.Join(folder, "template.db")
	db, err := sqldb.Open(ctx, path, sqldb.Options{})
	if err != nil {
		return nil, err
	}
	hash, err := hashSchema(ctx, db)
	if err := errors.Join(err, db.Close()); err != nil {
		return nil, err
	}
	file, err := os.ReadFile(path)
	return &template{file: file, schema: hash}, err
}

// hashSchema returns a hash of all definitions in an SQLite database. The
// migrations are one text for both databases, so it names their state in both.
func hashSchema(ctx context.Context, db *sqldb.DB) (string, error) {
	hash := sha256.New()
	err := db.Read(ctx, func(tx *sqldb.Tx) error {
		scan := func(s sqldb.Scanner) (line string, err error) { return line, s.Scan(&line) }
		lines, err := sqldb.List(tx, scan, "SELECT name || ': ' || COALESCE(sql, '') FROM sqlite_master ORDER BY name")
		for _, line := range lines {
			_, _ = io.WriteString(hash, line+"\n") // a hash takes everything
		}
		return err
	})
	return hex.EncodeToString(hash.Sum(nil))[:16], err
}

// server is a PostgreSQL server with a template that is up to date.
type server struct {
	url      *url.URL
	admin    *sql.DB
	template string
	strategy string           // clause of CREATE DATABASE
	cluster  *cluster.Cluster // held, so that it ends with this process and not before
}

func connect() (*server, error) {
	ctx := context.Background()
	s := &server{}
	address := os.Getenv("STINT_TEST_POSTGRES")
	if address == "" {
		started, err := cluster.Start(ctx)
		if err != nil {
			return nil, err
		}
		s.cluster, address = started, started.URL()
	}
	var err error
	if s.url, err = url.Parse(address); err != nil {
		return nil, errors.New("STINT_TEST_POSTGRES is not a URL of the form postgres://user:password@host:5432/postgres")
	}
	if s.admin, err = sql.Open("pgx", address); err != nil {
		return nil, err
	}
	s.admin.SetMaxOpenConns(2)
	if err := s.prepare(ctx); err != nil {
		return nil, fmt.Errorf("prepare the PostgreSQL server of the tests: %w", err)
	}
	return s, nil
}

// prepare sees to it that the template exists. Several test binaries may do so
// at once: one makes it under another name, the others wait for it.
func (s *server) prepare(ctx context.Context) error {
	like, err := sqliteTemplate()
	if err != nil {
		return err
	}
	s.template = "stint_template_" + like.schema
	var version int
	if err := s.admin.QueryRowContext(ctx, "SELECT current_setting('server_version_num')::int").Scan(&version); err != nil {
		return err
	}
	if version >= 150000 { // copying files takes a third of the time of the default, and is all that 14 can do
		s.strategy = " STRATEGY file_copy"
	}
	conn, err := s.admin.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	if _, err := conn.ExecContext(ctx, "SELECT pg_advisory_lock(hashtext('stint_template'))"); err != nil {
		return err
	}
	defer func() { _, _ = conn.ExecContext(ctx, "SELECT pg_advisory_unlock_all()") }()
	var exists bool
	err = conn.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM pg_database WHERE datname = $1)", s.template).Scan(&exists)
	if err != nil || exists {
		return err
	}
	return s.migrate(ctx, conn, version)
}

// migrate makes the template. Like most databases of people it sorts text by
// the rules of a language where the server can, so that a test shows what must
// not depend on it.
func (s *server) migrate(ctx context.Context, conn *sql.Conn, version int) error {
	var languages bool
	if err := conn.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM pg_collation WHERE collprovider = 'i')").Scan(&languages); err != nil {
		return err
	}
	locale := ""
	if languages && version >= 150000 {
		locale = " LOCALE_PROVIDER icu ICU_LOCALE 'en-US'"
	}
	unfinished := s.template + "_unfinished"
	for _, statement := range []string{
		"DROP DATABASE IF EXISTS " + unfinished + " WITH (FORCE)",
		"CREATE DATABASE " + unfinished + " TEMPLATE template0" + locale,
	} {
		if _, err := conn.ExecContext(ctx, statement); err != nil {
			return err
		}
	}
	db, err := sqldb.Open(ctx, s.address(unfinished), sqldb.Options{})
	if err != nil {
		return err
	}
	if err := db.Close(); err != nil {
		return err
	}
	_, err = conn.ExecContext(ctx, "ALTER DATABASE "+unfinished+" RENAME TO "+s.template)
	return err
}

// create makes a copy of the template and returns its name.
func (s *server) create(ctx context.Context) (string, error) {
	name := "stint_test_" + strings.ToLower(rand.Text())
	_, err := s.admin.ExecContext(ctx, "CREATE DATABASE "+name+" TEMPLATE "+s.template+s.strategy)
	return name, err
}

// drop removes a database even where a test left a connection open.
func (s *server) drop(name string) error {
	_, err := s.admin.ExecContext(context.Background(), "DROP DATABASE "+name+" WITH (FORCE)")
	return err
}

// address returns the URL of the database with this name.
func (s *server) address(name string) string {
	u := *s.url
	u.Path = "/" + name
	return u.String()
}
