package bench

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"stint/internal/app"
	"stint/internal/config"
	"stint/internal/demo"
	"stint/internal/fault"
	"stint/internal/sqldb"
)

// installation is the demo's company, served as `stint serve` would, with its
// worker, on SQLite on a disk.
type installation struct {
	tb      testing.TB
	app     *app.App
	path    string // of the database
	address string
	cookie  string // of the intern who is in week 5
}

func install(tb testing.TB) *installation {
	tb.Helper()
	in := &installation{tb: tb, path: filepath.Join(tb.TempDir(), "stint.db")}
	clock := demo.NewClock(time.Now)
	var err error
	in.app, err = app.New(tb.Context(), config.Config{Database: in.path, Listen: "127.0.0.1:0", ShutdownGrace: time.Second}, app.Options{
		Clock: clock.Now, Log: slog.New(slog.DiscardHandler), Demo: true,
	})
	if err != nil {
		tb.Fatal(err)
	}
	company, err := demo.Fill(tb.Context(), in.app, clock)
	if err != nil {
		tb.Fatal(err, fault.Cause(err))
	}
	ctx, stop := context.WithCancel(context.Background())
	ready, served := make(chan string, 1), make(chan error, 1)
	go func() {
		served <- in.app.Serve(ctx, func(base string) error {
			ready <- base
			return nil
		})
	}()
	tb.Cleanup(func() {
		stop()
		if err := <-served; err != nil {
			tb.Error(err)
		}
	})
	select {
	case base := <-ready:
		in.address = strings.TrimPrefix(base, "http://")
		in.signIn(base + "/sign-in/" + company.People[0].Secret)
	case err := <-served:
		served <- nil
		tb.Fatal(err)
	}
	return in
}

func (in *installation) signIn(link string) {
	in.tb.Helper()
	direct := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	answer, err := direct.Get(link)
	if err != nil {
		in.tb.Fatal(err)
	}
	_ = answer.Body.Close()
	for _, c := range answer.Cookies() {
		if strings.HasSuffix(c.Name, "stint-session") {
			in.cookie = c.Name + "=" + c.Value
		}
	}
	if in.cookie == "" {
		in.tb.Fatalf("%s: no session", answer.Status)
	}
}

// request is a whole HTTP/1.1 request, with what a browser sends that matters.
// A form makes it a POST.
func (in *installation) request(address, path string, form url.Values) []byte {
	var b bytes.Buffer
	body, method := form.Encode(), "GET"
	if form != nil {
		method = "POST"
	}
	fmt.Fprintf(&b, "%s %s HTTP/1.1\r\nHost: %s\r\nUser-Agent: bench\r\nAccept: text/html\r\nCookie: %s\r\n", method, path, address, in.cookie)
	if form != nil {
		fmt.Fprintf(&b, "Sec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n", len(body))
	}
	fmt.Fprintf(&b, "\r\n%s", body)
	return b.Bytes()
}

// told is a statement that ran.
type told struct {
	query string
	args  []any
}

// watch returns the statements of all transactions that run during fn.
func watch(db *sqldb.DB, fn func()) []told {
	heard := make(chan told, 1000)
	db.Observe(func(query string, args []any) { heard <- told{query, append([]any(nil), args...)} })
	fn()
	db.Observe(nil)
	close(heard)
	var list []told
	for statement := range heard {
		list = append(list, statement)
	}
	return list
}

// list runs a query whose one column is text.
func list(tb testing.TB, db *sqldb.DB, query string, args ...any) (found []string) {
	tb.Helper()
	if err := db.Read(tb.Context(), func(tx *sqldb.Tx) (err error) {
		found, err = sqldb.List(tx, func(s sqldb.Scanner) (v string, err error) { return v, s.Scan(&v) }, query, args...)
		return err
	}); err != nil {
		tb.Fatal(err)
	}
	return found
}

// plain are activities of the intern that can be ticked and unticked for ever.
func (in *installation) plain() []string {
	in.tb.Helper()
	return list(in.tb, in.app.DB, `
		SELECT a.id FROM activity a JOIN internship i ON i.id = a.internship_id JOIN person p ON p.id = i.intern_id
		WHERE p.email LIKE 'noor@%' AND i.state = 'active' AND a.week > 0 AND a.shape = 'leaf' AND a.owner = 'intern' AND a.branch = ''
		AND a.counts = 1 AND a.agenda_week = 0 AND a.state = 'open' ORDER BY a.id`)
}
