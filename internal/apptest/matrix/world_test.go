package matrix

import (
	"bytes"
	"context"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"stint/internal/access"
	"stint/internal/account"
	"stint/internal/app"
	"stint/internal/call"
	"stint/internal/config"
	"stint/internal/demo"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/person"
	"stint/internal/sqldb"
	"stint/internal/sqldb/sqltest"
)

// background outlives the tests: a database is filled once for all of them.
var background = context.Background()

// base is the address that people use.
const base = "http://stint.example.com"

// noon is the moment at which all of it happens: a Wednesday.
var noon = time.Date(2026, 10, 7, 12, 0, 0, 0, time.UTC)

// world is the demo's company in a whole application that answers requests
// without a network.
type world struct {
	*app.App
	t       *testing.T
	handler http.Handler
	log     *bytes.Buffer
	people  map[string]person.Person // by the name in their address
	cookies map[string]string
}

// filled is a database file with the company in it. Filling takes much longer
// than a test, and a file can be copied.
var filled = sync.OnceValues(func() ([]byte, error) {
	folder, err := os.MkdirTemp("", "stint-matrix-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	file := filepath.Join(folder, "stint.db")
	if _, err := fill(file); err != nil {
		return nil, err
	}
	return os.ReadFile(file)
})

// fill fills the company into an empty database and closes it.
func fill(dsn string) (demo.Company, error) {
	a, clock, err := open(dsn, nil)
	if err != nil {
		return demo.Company{}, err
	}
	company, err := demo.Fill(background, a, clock)
	if err != nil {
		return company, err
	}
	return company, a.Close()
}

func open(dsn string, log *bytes.Buffer) (*app.App, *demo.Clock, error) {
	clock := demo.NewClock(func() time.Time { return noon })
	logger := slog.New(slog.DiscardHandler)
	if log != nil {
		logger = slog.New(slog.NewTextHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	}
	a, err := app.New(background, config.Config{Database: dsn, Listen: "127.0.0.1:0", URL: base}, app.Options{
		Clock: clock.Now, Random: rand.NewChaCha8([32]byte{}), Log: logger,
	})
	return a, clock, err
}

// each runs a test in a world of its own on both databases.
func each(t *testing.T, run func(*testing.T, *world)) {
	t.Helper()
	sqltest.EachDSN(t, func(t *testing.T, dsn string) {
		if strings.HasPrefix(dsn, "postgres") {
			if _, err := fill(dsn); err != nil {
				t.Fatal(err, fault.Cause(err))
			}
		} else {
			company, err := filled()
			if err != nil {
				t.Fatal(err, fault.Cause(err))
			}
			if err := os.WriteFile(dsn, company, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		run(t, enter(t, dsn))
	})
}

func enter(t *testing.T, dsn string) *world {
	t.Helper()
	w := &world{t: t, log: &bytes.Buffer{}, people: map[string]person.Person{}, cookies: map[string]string{}}
	var err error
	if w.App, _, err = open(dsn, w.log); err != nil {
		t.Fatal(err, fault.Cause(err))
	}
	t.Cleanup(func() {
		if err := w.Close(); err != nil {
			t.Error(err)
		}
	})
	if w.handler, err = w.Handler(base); err != nil {
		t.Fatal(err)
	}
	everybody, _, err := w.People.List(t.Context(), access.System(access.ViaCLI), person.Query{Limit: person.MaxPage})
	w.must(err)
	for _, p := range everybody {
		name, _, _ := strings.Cut(p.Email, "@")
		w.people[name] = p
	}
	return w
}

// must ends the test on an error.
func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err, fault.Cause(err))
	}
}

// who is somebody as the pages know them.
func (w *world) who(name string) access.Actor {
	p, ok := w.people[name]
	if !ok {
		w.t.Fatalf("there is no %s", name)
	}
	return access.Actor{Person: p.ID, Admin: p.Admin, Scope: access.ScopeSession, Via: access.ViaPage}
}

// as is a call by somebody on the pages.
func (w *world) as(name string) call.Call { return call.By(w.who(name)) }

// signIn starts another session of somebody's and returns its secret.
func (w *world) signIn(name string) string {
	w.t.Helper()
	var secret account.Secret
	w.must(w.DB.Write(w.t.Context(), func(tx *sqldb.Tx) (err error) {
		secret, err = w.Accounts.MintLink(tx, w.people[name].ID, account.PurposeSignIn, "", time.Hour)
		return err
	}))
	in, err := w.Accounts.Redeem(w.t.Context(), call.By(access.Actor{Via: access.ViaPage, Scope: access.ScopeSession}), secret.Reveal(), "a test")
	w.must(err)
	return in.Secret.Reveal()
}

// session is the secret of somebody's one session in the test.
func (w *world) session(name string) string {
	if w.cookies[name] == "" {
		w.cookies[name] = w.signIn(name)
	}
	return w.cookies[name]
}

// token makes a token for somebody.
func (w *world) token(name, called string, scope access.Scope) account.Made {
	w.t.Helper()
	made, err := w.Accounts.MakeToken(w.t.Context(), w.as(name), account.NewToken{Name: called, Scope: scope, Days: 30})
	w.must(err)
	return made
}

// link is a sign-in link that may be opened.
func (w *world) link(name string) string {
	w.t.Helper()
	var secret account.Secret
	w.must(w.DB.Write(w.t.Context(), func(tx *sqldb.Tx) (err error) {
		secret, err = w.Accounts.MintLink(tx, w.people[name].ID, account.PurposeSignIn, "", time.Hour)
		return err
	}))
	return secret.Reveal()
}

// words reads one column of text.
func (w *world) words(query string, args ...any) []string {
	w.t.Helper()
	var list []string
	w.must(w.DB.Read(w.t.Context(), func(tx *sqldb.Tx) (err error) {
		list, err = sqldb.List(tx, func(s sqldb.Scanner) (text string, err error) { return text, s.Scan(&text) }, query, args...)
		return err
	}))
	return list
}

// word is the first of words; the test ends where there is none.
func (w *world) word(query string, args ...any) string {
	w.t.Helper()
	list := w.words(query, args...)
	if len(list) == 0 {
		w.t.Fatalf("nothing is found by %s", query)
	}
	return list[0]
}

// internshipOf is the one internship of an intern.
func (w *world) internshipOf(intern string) id.Internship {
	w.t.Helper()
	return id.Internship(w.word("SELECT id FROM internship WHERE intern_id = ?", w.people[intern].ID))
}

// request is what a browser or a program sends.
type request struct {
	method, path string
	cookie       string     // of a session
	token        string     // of the API
	form         url.Values // of a page
	body         string     // of the API
	header       map[string]string
}

// send lets the application answer.
func (w *world) send(q request) *httptest.ResponseRecorder {
	w.t.Helper()
	r := httptest.NewRequestWithContext(w.t.Context(), q.method, base+q.path, strings.NewReader(q.body))
	switch {
	case q.form != nil:
		r = httptest.NewRequestWithContext(w.t.Context(), q.method, base+q.path, strings.NewReader(q.form.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	case q.body != "":
		r.Header.Set("Content-Type", "application/json")
	}
	if q.cookie != "" {
		r.AddCookie(&http.Cookie{Name: "stint-session", Value: q.cookie})
	}
	if q.token != "" {
		r.Header.Set("Authorization", "Bearer "+q.token)
	}
	for name, value := range q.header {
		r.Header.Set(name, value)
	}
	answer := httptest.NewRecorder()
	w.handler.ServeHTTP(answer, r)
	return answer
}
