package account_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"stint/internal/access"
	"stint/internal/account"
	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/person"
	"stint/internal/sqldb"
	"stint/internal/sqldb/sqltest"
)

func (h *house) sessions(p person.Person) (ids []id.Session) {
	h.t.Helper()
	h.read(func(tx *sqldb.Tx) error {
		list, err := account.ListSessions(tx, as(p))
		for _, s := range list {
			ids = append(ids, s.ID)
		}
		return err
	})
	return ids
}

func TestASessionEndsWhenNobodyComes(t *testing.T) {
	staffed(t, func(t *testing.T, h *house) {
		in := h.signIn(h.root)
		secret := in.Secret.Reveal()
		for range 2 {
			h.clock.forward(account.SessionIdle - time.Hour)
			if _, err := h.Authenticate(h.ctx, secret); err != nil {
				t.Fatal(err)
			}
		}
		// Twice nearly a fortnight: alive by its visits, until its 30 days are over.
		h.clock.forward(in.Session.ExpiresAt.Sub(h.clock.Now()) - time.Microsecond)
		if _, err := h.Authenticate(h.ctx, secret); err != nil {
			t.Fatal(err)
		}
		h.clock.forward(time.Microsecond)
		_, err := h.Authenticate(h.ctx, secret)
		wantKind(t, err, fault.Unauthenticated, "")

		idle := h.signIn(h.root).Secret.Reveal()
		h.clock.forward(account.SessionIdle)
		_, err = h.Authenticate(h.ctx, idle)
		wantKind(t, err, fault.Unauthenticated, "")
		if list := h.sessions(h.root); len(list) > 0 {
			t.Errorf("sessions that are over are listed: %v", list)
		}
		for _, nonsense := range []string{"", "x", secret + "x", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"} {
			_, err = h.Authenticate(h.ctx, nonsense)
			wantKind(t, err, fault.Unauthenticated, "")
		}
	})
}

func TestVisitsAreNotedOnceAnHour(t *testing.T) {
	staffed(t, func(t *testing.T, h *house) {
		in, token := h.signIn(h.root), h.token(h.root, access.ScopeRead)
		started := h.clock.Now()
		visit := func() (seen, used time.Time) {
			if _, err := h.Authenticate(h.ctx, in.Secret.Reveal()); err != nil {
				t.Fatal(err)
			}
			if _, err := h.AuthenticateToken(h.ctx, token.Secret.Reveal()); err != nil {
				t.Fatal(err)
			}
			h.read(func(tx *sqldb.Tx) error {
				sessions, err := account.ListSessions(tx, as(h.root))
				if err != nil {
					return err
				}
				tokens, err := account.ListTokens(tx, as(h.root))
				seen, used = sessions[0].SeenAt, tokens[0].LastUsedAt
				return err
			})
			return seen, used
		}
		for _, step := range []struct{ wait, seen, used time.Duration }{
			{0, 0, 0}, {59 * time.Minute, 0, 0}, {time.Minute, time.Hour, time.Hour}, {30 * time.Minute, time.Hour, time.Hour}, {30 * time.Minute, 2 * time.Hour, 2 * time.Hour},
		} {
			h.clock.forward(step.wait)
			seen, used := visit()
			if seen.Sub(started) != step.seen || used.Sub(started) != step.used {
				t.Errorf("after %v more: seen %v, used %v after the start", step.wait, seen.Sub(started), used.Sub(started))
			}
		}
	})
}

func TestAPageAuthenticatesInItsOwnSnapshot(t *testing.T) {
	staffed(t, func(t *testing.T, h *house) {
		in := h.signIn(h.root)
		h.clock.forward(2 * time.Hour)
		var who account.Principal
		h.read(func(tx *sqldb.Tx) (err error) {
			who, err = account.Authenticate(tx, in.Secret.Reveal())
			return err
		})
		for range 2 {
			if err := h.Note(h.ctx, who); err != nil {
				t.Fatal(err)
			}
		}
		h.read(func(tx *sqldb.Tx) error {
			list, err := account.ListSessions(tx, as(h.root))
			if err != nil || !list[0].SeenAt.Equal(h.clock.Now()) {
				t.Errorf("%+v, %v", list, err)
			}
			return nil
		})
	})
}

func TestSessionsAreEndedByTheirPerson(t *testing.T) {
	staffed(t, func(t *testing.T, h *house) {
		ada := h.add("Ada", false)
		one := h.signIn(ada)
		h.clock.forward(time.Second)
		two, three, foreign := h.signIn(ada), h.signIn(ada), h.signIn(h.root)
		if diff := cmp.Diff([]id.Session{three.Session.ID, two.Session.ID, one.Session.ID}, h.sessions(ada)); diff != "" {
			t.Error(diff)
		}
		c := call.By(as(ada))
		err := h.EndSession(h.ctx, c, foreign.Session.ID)
		wantKind(t, err, fault.NotFound, "")
		if err := h.EndSession(h.ctx, c, two.Session.ID); err != nil {
			t.Fatal(err)
		}
		err = h.EndSession(h.ctx, c, two.Session.ID)
		wantKind(t, err, fault.NotFound, "")
		four := h.signIn(ada)
		if n, err := h.EndOthers(h.ctx, c, three.Session.ID); n != 2 || err != nil {
			t.Errorf("ended %d, %v", n, err)
		}
		for _, ended := range []account.SignedIn{one, two, four} {
			_, err := h.Authenticate(h.ctx, ended.Secret.Reveal())
			wantKind(t, err, fault.Unauthenticated, "")
		}
		for _, living := range []account.SignedIn{three, foreign} {
			if _, err := h.Authenticate(h.ctx, living.Secret.Reveal()); err != nil {
				t.Error(err)
			}
		}
		events := h.events(6)
		if diff := cmp.Diff(fmt.Sprintf("%s session.ended %s []", ada.ID, two.Session.ID), events[0]); diff != "" || len(events) != 4 {
			t.Error(diff, events)
		}
		token := as(ada)
		token.Scope = access.ScopeAct
		err = h.EndSession(h.ctx, call.By(token), three.Session.ID)
		wantKind(t, err, fault.Forbidden, "")
		_, err = h.EndOthers(h.ctx, call.By(token), "")
		wantKind(t, err, fault.Forbidden, "")
		_, err = h.EndOthers(h.ctx, anonymous, "")
		wantKind(t, err, fault.Unauthenticated, "")
	})
}

// Deactivation has to find nothing: the epoch that every credential carries
// ends them all with the transaction that raises it.
func TestDeactivationEndsEverything(t *testing.T) {
	staffed(t, func(t *testing.T, h *house) {
		ada := h.add("Ada", false)
		session, mailed := h.signIn(ada), h.link(ada)
		read, act := h.token(ada, access.ScopeRead), h.token(ada, access.ScopeAct)
		handed, err := h.HandLink(h.ctx, call.By(as(h.root)), ada.ID)
		if err != nil {
			t.Fatal(err)
		}
		session2 := h.signIn(ada)
		if err := h.RequestLink(h.ctx, anonymous, ada.Email, ""); err != nil {
			t.Fatal(err)
		}
		dead := func() {
			t.Helper()
			for _, s := range []account.SignedIn{session, session2} {
				_, err := h.Authenticate(h.ctx, s.Secret.Reveal())
				wantKind(t, err, fault.Unauthenticated, "")
			}
			for _, made := range []account.Made{read, act} {
				_, err := h.AuthenticateToken(h.ctx, made.Secret.Reveal())
				wantKind(t, err, fault.Unauthenticated, "")
			}
			for _, link := range []account.Secret{mailed, handed.Secret} {
				_, err := h.Redeem(h.ctx, anonymous, link.Reveal(), "")
				wantKind(t, err, fault.Unauthenticated, "link-spent")
			}
			if list := h.sessions(ada); len(list) > 0 {
				t.Errorf("listed: %v", list)
			}
		}
		if _, err := h.people.Deactivate(h.ctx, call.By(as(h.root)), ada.ID); err != nil {
			t.Fatal(err)
		}
		dead()
		// What waits in the queue mints nothing, and nobody makes anything new,
		// not even with an actor who was let in a moment before.
		err = h.db.Write(h.ctx, func(tx *sqldb.Tx) error {
			_, err := h.MintLink(tx, ada.ID, account.PurposeSignIn, "", account.LinkTTL)
			return err
		})
		wantKind(t, err, fault.NotFound, "")
		_, err = h.MakeToken(h.ctx, call.By(as(ada)), account.NewToken{Name: "x", Scope: access.ScopeAct, Days: 1})
		wantKind(t, err, fault.Unauthenticated, "")
		if err := h.RequestLink(h.ctx, anonymous, ada.Email, ""); err != nil {
			t.Fatal(err)
		}
		if jobs := h.queued(); jobs[len(jobs)-1] != `account.mail-link {"person":""}` {
			t.Error(jobs)
		}
		if _, err := h.people.Reactivate(h.ctx, call.By(as(h.root)), ada.ID); err != nil {
			t.Fatal(err)
		}
		dead()
		if _, err := h.Authenticate(h.ctx, h.signIn(ada).Secret.Reveal()); err != nil {
			t.Errorf("no way back: %v", err)
		}
	})
}

func TestAnotherMailboxAndOtherRightsEndSessions(t *testing.T) {
	staffed(t, func(t *testing.T, h *house) {
		ada := h.add("Ada", false)
		for _, change := range []person.Change{{Email: new("al@example.com")}, {Admin: new(true)}} {
			session, link := h.signIn(ada), h.link(ada)
			change.Person = ada.ID
			if _, err := h.people.Change(h.ctx, call.By(as(h.root)), change); err != nil {
				t.Fatal(err)
			}
			_, err := h.Authenticate(h.ctx, session.Secret.Reveal())
			wantKind(t, err, fault.Unauthenticated, "")
			_, err = h.Redeem(h.ctx, anonymous, link.Reveal(), "")
			wantKind(t, err, fault.Unauthenticated, "link-spent")
		}
		if who, err := h.Authenticate(h.ctx, h.signIn(ada).Secret.Reveal()); err != nil || !who.Actor.Admin {
			t.Errorf("%+v, %v", who, err)
		}
	})
}

func BenchmarkAuthenticate(b *testing.B) {
	for _, dialect := range []sqldb.Dialect{sqldb.SQLite, sqldb.Postgres} {
		b.Run(string(dialect), func(b *testing.B) {
			h := open(b, sqltest.DSN(b, dialect))
			secret := h.signIn(h.add("Ada", false)).Secret.Reveal()
			b.ReportAllocs()
			for b.Loop() {
				if _, err := h.Authenticate(h.ctx, secret); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
