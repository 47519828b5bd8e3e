// Package apptest is a whole application for tests: on a real database of its
// own, behind a real HTTP server, with a clock that the test moves, ids that are
// the same in every run, and a mailer that keeps what it is given.
//
//	env := apptest.New(t, sqldb.SQLite, apptest.WithDemo())
//	noor := env.As(t, "noor@fjordline.example")
//	week := noor.Get("/week")
//	week = noor.Submit(week, "form[action$='/ticks']", nil)
//	if week.Toast() == "" { … }
//
// The application's services are fields of Env, for what a test prepares or
// looks up without the pages.
package apptest

import (
	"context"
	"errors"
	"log/slog"
	"math/rand/v2"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"stint/internal/access"
	"stint/internal/app"
	"stint/internal/call"
	"stint/internal/config"
	"stint/internal/demo"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/notify"
	"stint/internal/person"
	"stint/internal/sqldb"
	"stint/internal/sqldb/sqltest"
)

// Env is an application that runs.
type Env struct {
	*app.App
	Clock   *Clock
	Mailer  *Mailer
	URL     string       // of the server and of links in mails, without a slash at the end
	Company demo.Company // with WithDemo

	server *httptest.Server
}

// Option changes how an application is made.
type Option func(*options)

type options struct {
	now    time.Time
	demo   bool
	mails  bool
	tls    bool
	change []func(*config.Config)
}

// WithDemo fills the demo's company in.
func WithDemo() Option { return func(o *options) { o.demo = true } }

// At sets the clock; Morning where nothing is said.
func At(now time.Time) Option {
	return func(o *options) { o.now = now.UTC().Truncate(time.Microsecond) }
}

// WithoutMail makes an application that knows no mail server.
func WithoutMail() Option { return func(o *options) { o.mails = false } }

// WithTLS serves over TLS, with a certificate that the test's browsers trust.
func WithTLS() Option { return func(o *options) { o.tls = true } }

// With changes the settings; what the test's own server needs stays.
func With(change func(*config.Config)) Option {
	return func(o *options) { o.change = append(o.change, change) }
}

// Morning is what the clock shows where a test says nothing: Wednesday 7 October
// 2026, half past nine in Greenwich, half past eleven in Amsterdam.
func Morning() time.Time { return time.Date(2026, time.October, 7, 9, 30, 0, 0, time.UTC) }

// Each runs a test on an application on SQLite and on one on PostgreSQL.
func Each(t *testing.T, run func(*testing.T, *Env), with ...Option) {
	t.Helper()
	sqltest.EachDSN(t, func(t *testing.T, dsn string) {
		o := read(with)
		if o.demo && !strings.Contains(dsn, "://") {
			dsn = o.database(t, sqldb.SQLite)
		}
		run(t, start(t, dsn, o))
	})
}

// New makes an application on a database of its own and serves it until the end
// of the test. Jobs do not run by themselves: see Drain and Turn.
func New(t testing.TB, dialect sqldb.Dialect, with ...Option) *Env {
	t.Helper()
	o := read(with)
	return start(t, o.database(t, dialect), o)
}

func read(with []Option) options {
	o := options{now: Morning(), mails: true}
	for _, set := range with {
		set(&o)
	}
	return o
}

// start makes and serves an application on a database.
func start(t testing.TB, dsn string, o options) *Env {
	t.Helper()
	if o.demo {
		fill(t, dsn, o.now)
	}
	env := &Env{Clock: &Clock{}, Mailer: &Mailer{}, server: httptest.NewUnstartedServer(nil)}
	env.Clock.Set(o.now)
	var c config.Config
	for _, change := range o.change {
		change(&c)
	}
	c.Database, c.Listen, c.URL = dsn, env.server.Listener.Addr().String(), ""
	if o.tls {
		c.URL = "https://" + c.Listen
	}
	env.URL = c.BaseURL(c.Listen)
	var mailer notify.Mailer
	if o.mails {
		mailer = env.Mailer
	}
	var err error
	if env.App, err = build(t.Context(), c, env.Clock.Now, o.demo, mailer, served); err != nil {
		t.Fatalf("make the application: %v", err)
	}
	t.Cleanup(func() {
		env.server.Close()
		if err := env.Close(); err != nil {
			t.Errorf("close the application: %v", err)
		}
	})
	if o.demo {
		if env.Company, err = demo.Fill(t.Context(), env.App, demo.NewClock(env.Clock.Now)); err != nil {
			t.Fatalf("mint the links of the company: %v", err)
		}
	}
	if env.server.Config.Handler, err = env.Handler(env.URL); err != nil {
		t.Fatal(err)
	}
	if o.tls {
		env.server.StartTLS()
	} else {
		env.server.Start()
	}
	return env
}

// The two applications that one database sees get ids from different streams.
const (
	filling = 1
	served  = 2
)

func build(ctx context.Context, c config.Config, clock func() time.Time, isDemo bool, mailer notify.Mailer, stream byte) (*app.App, error) {
	return app.New(ctx, c, app.Options{
		Clock: clock, Random: rand.NewChaCha8([32]byte{stream}), Log: slog.New(slog.DiscardHandler), Build: "test", Demo: isDemo, Mailer: mailer,
	})
}

// fill fills the company into a database, as it stood a minute before now, so
// that whatever a test does comes after it. A copy of filled is left as it is.
func fill(t testing.TB, dsn string, now time.Time) {
	t.Helper()
	if err := fillAt(t.Context(), dsn, now.Add(-time.Minute)); err != nil {
		t.Fatalf("fill in the company: %v (%s)", err, fault.Cause(err))
	}
}

func fillAt(ctx context.Context, dsn string, now time.Time) error {
	clock := demo.NewClock(func() time.Time { return now })
	a, err := build(ctx, config.Config{Database: dsn, Listen: "127.0.0.1:0"}, clock.Now, true, nil, filling)
	if err != nil {
		return err
	}
	_, err = demo.Fill(ctx, a, clock)
	return errors.Join(err, a.Close())
}

// Person returns somebody of the directory by their address.
func (e *Env) Person(t testing.TB, email string) person.Person {
	t.Helper()
	var p person.Person
	err := e.DB.Read(t.Context(), func(tx *sqldb.Tx) (err error) {
		p, err = person.FindByEmail(tx, access.System(access.ViaCLI), email)
		return err
	})
	if err != nil {
		t.Fatalf("%s: %v", email, err)
	}
	return p
}

// Actor is somebody as a signed-in browser has them.
func (e *Env) Actor(t testing.TB, email string) access.Actor {
	t.Helper()
	p := e.Person(t, email)
	return access.Actor{Person: p.ID, Admin: p.Admin, Scope: access.ScopeSession, Via: access.ViaPage}
}

// Call is a call of a service by somebody, without an idempotency key.
func (e *Env) Call(t testing.TB, email string) call.Call {
	t.Helper()
	return call.By(e.Actor(t, email))
}

// Internship returns the newest internship of an intern, by their address.
func (e *Env) Internship(t testing.TB, intern string) id.Internship {
	t.Helper()
	who := e.Person(t, intern).ID
	var found []id.Internship
	err := e.DB.Read(t.Context(), func(tx *sqldb.Tx) (err error) {
		found, err = sqldb.List(tx, func(s sqldb.Scanner) (x id.Internship, err error) { return x, s.Scan(&x) },
			"SELECT id FROM internship WHERE intern_id = ? ORDER BY id DESC LIMIT 1", who)
		return err
	})
	if err != nil || len(found) == 0 {
		t.Fatalf("%s has no internship: %v", intern, err)
	}
	return found[0]
}
