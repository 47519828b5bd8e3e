package account_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"stint/internal/access"
	"stint/internal/account"
	"stint/internal/audit"
	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/job"
	"stint/internal/person"
	"stint/internal/sqldb"
	"stint/internal/sqldb/sqltest"
)

// clock is a clock that tests move by hand.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) forward(by time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(by)
}

// house is a set of accounts under test.
type house struct {
	*account.Service
	t      testing.TB
	db     *sqldb.DB
	ctx    context.Context
	clock  *clock
	people *person.Service
	root   person.Person // an administrator, from withRoot on
}

// each runs a test on both databases, in a house without anybody.
func each(t *testing.T, run func(t *testing.T, h *house)) {
	t.Helper()
	sqltest.EachDSN(t, func(t *testing.T, dsn string) { run(t, open(t, dsn)) })
}

func open(t testing.TB, dsn string) *house {
	t.Helper()
	c := &clock{now: time.Date(2026, time.October, 5, 9, 30, 0, 0, time.UTC)}
	db, err := sqldb.Open(t.Context(), dsn, sqldb.Options{Clock: c.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	ids := id.NewSource(c.Now, nil)
	trail := audit.New(ids, nil)
	h := &house{t: t, db: db, ctx: t.Context(), clock: c}
	h.people = person.New(db, ids, trail, person.Hooks{})
	h.Service = account.New(db, ids, trail, job.NewQueue(ids), h.people)
	return h
}

// staffed is each in a house with an administrator.
func staffed(t *testing.T, run func(t *testing.T, h *house)) {
	t.Helper()
	each(t, func(t *testing.T, h *house) {
		h.root = h.add("Root", true)
		run(t, h)
	})
}

func (h *house) add(name string, admin bool) person.Person {
	h.t.Helper()
	p, err := h.people.Add(h.ctx, call.By(access.System(access.ViaCLI)), person.Entry{Name: name, Email: strings.ToLower(name) + "@example.com", Zone: "UTC", Admin: admin})
	if err != nil {
		h.t.Fatal(err)
	}
	return p
}

// link mints a link for a person as the mail does.
func (h *house) link(p person.Person) account.Secret {
	h.t.Helper()
	var secret account.Secret
	err := h.db.Write(h.ctx, func(tx *sqldb.Tx) (err error) {
		secret, err = h.MintLink(tx, p.ID, account.PurposeSignIn, "", account.LinkTTL)
		return err
	})
	if err != nil {
		h.t.Fatal(err)
	}
	return secret
}

// signIn starts a session for a person.
func (h *house) signIn(p person.Person) account.SignedIn {
	h.t.Helper()
	in, err := h.Redeem(h.ctx, anonymous, h.link(p).Reveal(), "Browser/1.0")
	if err != nil {
		h.t.Fatal(err)
	}
	return in
}

func (h *house) token(p person.Person, scope access.Scope) account.Made {
	h.t.Helper()
	made, err := h.MakeToken(h.ctx, call.By(as(p)), account.NewToken{Name: "Script", Scope: scope, Days: 30})
	if err != nil {
		h.t.Fatal(err)
	}
	return made
}

var anonymous = call.By(access.Actor{Via: access.ViaPage})

func as(p person.Person) access.Actor {
	return access.Actor{Person: p.ID, Admin: p.Admin, Scope: access.ScopeSession, Via: access.ViaPage}
}

func (h *house) read(fn func(tx *sqldb.Tx) error) {
	h.t.Helper()
	if err := h.db.Read(h.ctx, fn); err != nil {
		h.t.Fatal(err)
	}
}

func (h *house) count(query string, args ...any) (n int) {
	h.t.Helper()
	h.read(func(tx *sqldb.Tx) (err error) {
		n, err = sqldb.Count(tx, query, args...)
		return err
	})
	return n
}

// events returns the organization's events from the n-th on, oldest first.
func (h *house) events(from int) []string {
	h.t.Helper()
	var list []string
	h.read(func(tx *sqldb.Tx) error {
		found, err := audit.List(tx, audit.Organization, 0, 1000)
		for _, e := range found {
			list = append([]string{fmt.Sprint(e.Actor, " ", e.Name, " ", e.Object, " ", strings.TrimPrefix(fmt.Sprint(e.Facts), "map"))}, list...)
		}
		return errors.Join(err, audit.Verify(tx, audit.Organization))
	})
	return list[min(from, len(list)):]
}

func wantKind(t *testing.T, err error, kind fault.Kind, code string) {
	t.Helper()
	if err == nil {
		t.Fatalf("no error, want %v", kind)
	}
	if f := fault.Of(err); f.Kind != kind || f.Code != code {
		t.Fatalf("got %v %q: %v (%s), want %v %q", f.Kind, f.Code, err, fault.Cause(err), kind, code)
	}
}

// atOnce runs fn so many times at once and returns what each answered.
func atOnce(n int, fn func(i int) error) []error {
	errs := make([]error, n)
	var all sync.WaitGroup
	start := make(chan struct{})
	for i := range n {
		all.Go(func() {
			<-start
			errs[i] = fn(i)
		})
	}
	close(start)
	all.Wait()
	return errs
}

func wins(errs []error) (n int) {
	for _, err := range errs {
		if err == nil {
			n++
		}
	}
	return n
}
