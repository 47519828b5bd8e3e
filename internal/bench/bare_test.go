package bench

import (
	"database/sql"
	"fmt"
	"net"
	"net/http"
	"path/filepath"
	"strconv"
	"testing"

	"stint/internal/sqldb"
)

// bare is what the pages are measured against: handlers of net/http over a copy
// of the same database that run prepared statements and know no person, no
// policy, no log and no template.
type bare struct {
	tb      testing.TB
	address string
	reading *sql.DB
	writing *sql.DB
	marks   chan mark
}

// mark is a tick that waits for a shared commit.
type mark struct {
	activity, state string
	done            chan error
}

// strip serves the bare handlers: GET /week runs the statements and answers with
// the page, POST /tick/{id}/{state} commits by itself, POST /shared/{id}/{state}
// with those that wait meanwhile.
func strip(in *installation, statements []told, page []byte) *bare {
	in.tb.Helper()
	path := filepath.Join(in.tb.TempDir(), "bare.db")
	if err := copyDatabase(in.path, path); err != nil {
		in.tb.Fatal(err)
	}
	b := &bare{tb: in.tb, reading: openBare(in.tb, path, 4), writing: openBare(in.tb, path, 1), marks: make(chan mark, 64)}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /week", b.week(statements, page))
	update, err := b.writing.Prepare("UPDATE activity SET state = ?, state_at = ?, version = version + 1 WHERE id = ?")
	if err != nil {
		in.tb.Fatal(err)
	}
	mux.HandleFunc("POST /tick/{id}/{state}", func(w http.ResponseWriter, r *http.Request) {
		_, err := update.Exec(r.PathValue("state"), 1, r.PathValue("id"))
		answerBare(w, err)
	})
	mux.HandleFunc("POST /shared/{id}/{state}", func(w http.ResponseWriter, r *http.Request) {
		m := mark{r.PathValue("id"), r.PathValue("state"), make(chan error, 1)}
		b.marks <- m
		answerBare(w, <-m.done)
	})
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		in.tb.Fatal(err)
	}
	b.address = listener.Addr().String()
	server := &http.Server{Handler: mux}
	go b.share()
	go func() { _ = server.Serve(listener) }()
	in.tb.Cleanup(func() {
		_ = server.Close()
		close(b.marks)
		_ = b.reading.Close()
		_ = b.writing.Close()
	})
	return b
}

func openBare(tb testing.TB, path string, connections int) *sql.DB {
	tb.Helper()
	db, err := sql.Open("sqlite", "file:"+path+"?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=busy_timeout(5000)")
	if err != nil {
		tb.Fatal(err)
	}
	db.SetMaxOpenConns(connections)
	db.SetMaxIdleConns(connections)
	return db
}

func copyDatabase(from, to string) error {
	db, err := sql.Open("sqlite", "file:"+from)
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	_, err = db.Exec("VACUUM INTO ?", to)
	return err
}

func (b *bare) week(statements []told, page []byte) http.HandlerFunc {
	type prepared struct {
		*sql.Stmt
		args []any
	}
	var all []prepared
	for _, s := range statements {
		statement, err := b.reading.Prepare(s.query)
		if err != nil {
			b.tb.Fatal(s.query, err)
		}
		all = append(all, prepared{statement, s.args})
	}
	return func(w http.ResponseWriter, r *http.Request) {
		for _, p := range all {
			if err := drain(p.Query(p.args...)); err != nil {
				answerBare(w, err)
				return
			}
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Length", strconv.Itoa(len(page)))
		_, _ = w.Write(page)
	}
}

// drain reads every cell of every row.
func drain(rows *sql.Rows, err error) error {
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	cells, dest := make([]any, len(columns)), make([]any, len(columns))
	for i := range cells {
		dest[i] = &cells[i]
	}
	for rows.Next() {
		if err := rows.Scan(dest...); err != nil {
			return err
		}
	}
	return rows.Err()
}

// share commits everything that waits together.
func (b *bare) share() {
	for first := range b.marks {
		batch := []mark{first}
		for more := true; more && len(batch) < cap(b.marks); {
			select {
			case m, open := <-b.marks:
				if more = open; open {
					batch = append(batch, m)
				}
			default:
				more = false
			}
		}
		err := b.commit(batch)
		for _, m := range batch {
			m.done <- err
		}
	}
}

func (b *bare) commit(batch []mark) error {
	tx, err := b.writing.Begin()
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	update, err := tx.Prepare("UPDATE activity SET state = ?, state_at = ?, version = version + 1 WHERE id = ?")
	if err != nil {
		return err
	}
	for _, m := range batch {
		if _, err := update.Exec(m.state, 1, m.activity); err != nil {
			return err
		}
	}
	return tx.Commit()
}

func answerBare(w http.ResponseWriter, err error) {
	if err != nil {
		http.Error(w, fmt.Sprint(err), http.StatusInternalServerError)
		return
	}
	w.WriteHeader(http.StatusNoContent)
}

var _ = sqldb.SQLite // sqldb brings the driver "sqlite"
