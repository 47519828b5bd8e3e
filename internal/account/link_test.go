package account_test

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"stint/internal/access"
	"stint/internal/account"
	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/sqldb"
	"stint/internal/worktime"
)

// queued returns the payloads of the queue's jobs by kind.
func (h *house) queued() []string {
	h.t.Helper()
	var list []string
	h.read(func(tx *sqldb.Tx) (err error) {
		list, err = sqldb.List(tx, func(s sqldb.Scanner) (string, error) {
			var kind, payload string
			err := s.Scan(&kind, &payload)
			return kind + " " + payload, err
		}, "SELECT kind, payload FROM job ORDER BY id")
		return err
	})
	return list
}

func TestTheLifeOfAMailedLink(t *testing.T) {
	staffed(t, func(t *testing.T, h *house) {
		ada := h.add("Ada", false)
		if err := h.RequestLink(h.ctx, anonymous, " ADA@example.com ", "192.0.2.1"); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]string{fmt.Sprintf(`account.mail-link {"person":%q}`, ada.ID)}, h.queued()); diff != "" {
			t.Fatal(diff)
		}
		var told account.MailLink
		if err := json.Unmarshal([]byte(fmt.Sprintf(`{"person":%q}`, ada.ID)), &told); err != nil || told.Person != ada.ID {
			t.Fatal(told, err)
		}
		secret := h.link(ada)
		for range 3 { // opening it, as scanners of mail do
			h.read(func(tx *sqldb.Tx) error {
				link, err := account.FindLink(tx, secret.Reveal())
				if err != nil || link.Purpose != account.PurposeSignIn || !link.ExpiresAt.Equal(h.clock.Now().Add(15*time.Minute)) {
					t.Errorf("%+v, %v", link, err)
				}
				return nil
			})
		}
		h.clock.forward(14 * time.Minute)
		in, err := h.Redeem(h.ctx, anonymous, secret.Reveal(), "Mozilla\x00/5.0\n")
		if err != nil {
			t.Fatal(err)
		}
		if in.Person.ID != ada.ID || in.Person.Email != "ada@example.com" || in.Session.Agent != "Mozilla/5.0" || !in.Session.ExpiresAt.Equal(h.clock.Now().Add(30*24*time.Hour)) {
			t.Errorf("%+v", in)
		}
		who, err := h.Authenticate(h.ctx, in.Secret.Reveal())
		if err != nil {
			t.Fatal(err)
		}
		if who.Actor != as(ada) || who.Session != in.Session.ID || !cmp.Equal(who.Person, in.Person, cmpopts.EquateComparable(worktime.Date{})) || !who.Expires.Equal(in.Session.ExpiresAt) {
			t.Errorf("%+v", who)
		}
		_, err = h.Redeem(h.ctx, anonymous, secret.Reveal(), "")
		wantKind(t, err, fault.Unauthenticated, "link-spent")
		h.read(func(tx *sqldb.Tx) error {
			_, err := account.FindLink(tx, secret.Reveal())
			wantKind(t, err, fault.Unauthenticated, "link-spent")
			return nil
		})
		if diff := cmp.Diff([]string{fmt.Sprintf("%s session.started %s [link:sign-in]", ada.ID, in.Session.ID)}, h.events(2)); diff != "" {
			t.Error(diff)
		}
	})
}

func TestALinkThatDoesNotCount(t *testing.T) {
	staffed(t, func(t *testing.T, h *house) {
		ada := h.add("Ada", false)
		old := h.link(ada)
		h.clock.forward(account.LinkTTL)
		for _, secret := range []string{old.Reveal(), "", "x", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"} {
			_, err := h.Redeem(h.ctx, anonymous, secret, "")
			wantKind(t, err, fault.Unauthenticated, "link-spent")
		}
		err := h.db.Write(h.ctx, func(tx *sqldb.Tx) error {
			_, err := h.MintLink(tx, "nobody", account.PurposeSignIn, "", account.LinkTTL)
			wantKind(t, err, fault.NotFound, "")
			_, err = h.MintLink(tx, ada.ID, account.PurposeFirstAdmin, "", account.LinkTTL)
			wantKind(t, err, fault.Internal, "")
			_, err = h.MintLink(tx, ada.ID, account.PurposeSignIn, "", 0)
			wantKind(t, err, fault.Internal, "")
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		err = h.RequestLink(h.ctx, anonymous, "no address", "")
		wantKind(t, err, fault.Invalid, "")
		if jobs := h.queued(); len(jobs) > 0 {
			t.Error(jobs)
		}
		api := call.By(access.Actor{Person: ada.ID, Scope: access.ScopeAct, Via: access.ViaAPI})
		_, err = h.Redeem(h.ctx, api, h.link(ada).Reveal(), "")
		wantKind(t, err, fault.Forbidden, "")
	})
}

func TestOfManyWhoRedeemOneLinkOneGetsIn(t *testing.T) {
	staffed(t, func(t *testing.T, h *house) {
		for range 5 {
			secret := h.link(h.root).Reveal()
			before := h.count("SELECT count(*) FROM session")
			errs := atOnce(6, func(int) error {
				_, err := h.Redeem(h.ctx, anonymous, secret, "")
				return err
			})
			if n := wins(errs); n != 1 || h.count("SELECT count(*) FROM session") != before+1 {
				t.Fatalf("%d got in: %v", n, errs)
			}
			for _, err := range errs {
				if err != nil {
					wantKind(t, err, fault.Unauthenticated, "link-spent")
				}
			}
		}
	})
}

func TestAnAdministratorHandsOutALink(t *testing.T) {
	staffed(t, func(t *testing.T, h *house) {
		ada := h.add("Ada", false)
		before, token := h.signIn(ada), h.token(ada, access.ScopeRead)
		own := h.signIn(h.root)
		c := call.Call{Actor: as(h.root), Key: "k"}
		handed, err := h.HandLink(h.ctx, c, ada.ID)
		if err != nil {
			t.Fatal(err)
		}
		if handed.Person != ada.ID || !handed.ExpiresAt.Equal(h.clock.Now().Add(account.LinkTTL)) {
			t.Errorf("%+v", handed)
		}
		_, err = h.HandLink(h.ctx, c, ada.ID)
		wantKind(t, err, fault.Conflict, "secret-shown-once")
		_, err = h.Authenticate(h.ctx, before.Secret.Reveal())
		wantKind(t, err, fault.Unauthenticated, "")
		if _, err := h.Authenticate(h.ctx, own.Secret.Reveal()); err != nil {
			t.Errorf("somebody else was signed out: %v", err)
		}
		if _, err := h.AuthenticateToken(h.ctx, token.Secret.Reveal()); err != nil {
			t.Errorf("a token ended with the sessions: %v", err)
		}
		in, err := h.Redeem(h.ctx, anonymous, handed.Secret.Reveal(), "")
		if err != nil {
			t.Fatal(err)
		}
		want := []string{
			fmt.Sprintf("%s sign-in-link.handed %s [sessions-ended:1]", h.root.ID, ada.ID),
			fmt.Sprintf("%s session.started %s [handed-by:%s link:sign-in]", ada.ID, in.Session.ID, h.root.ID),
		}
		if diff := cmp.Diff(want, h.events(5)); diff != "" {
			t.Error(diff)
		}
		if _, err := h.HandLink(h.ctx, call.By(access.System(access.ViaCLI)), ada.ID); err != nil {
			t.Errorf("an operator: %v", err)
		}
		token2 := as(h.root)
		token2.Scope = access.ScopeAct
		_, err = h.HandLink(h.ctx, call.By(token2), ada.ID)
		wantKind(t, err, fault.Forbidden, "")
		_, err = h.HandLink(h.ctx, call.By(as(ada)), h.root.ID)
		wantKind(t, err, fault.NotFound, "")
		_, err = h.HandLink(h.ctx, call.By(as(h.root)), "nobody")
		wantKind(t, err, fault.NotFound, "")
		if _, err := h.people.Deactivate(h.ctx, call.By(as(h.root)), ada.ID); err != nil {
			t.Fatal(err)
		}
		_, err = h.HandLink(h.ctx, call.By(as(h.root)), ada.ID)
		wantKind(t, err, fault.Conflict, "")
	})
}

func TestTheFirstAdministrator(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		needed := func() (yes bool) {
			h.read(func(tx *sqldb.Tx) (err error) {
				yes, err = account.NeedsSetup(tx)
				return err
			})
			return yes
		}
		first, err := h.MintSetup(h.ctx)
		if err != nil || !needed() {
			t.Fatal(err, needed())
		}
		other, err := h.MintSetup(h.ctx) // of another node, or after a restart
		if err != nil {
			t.Fatal(err)
		}
		h.read(func(tx *sqldb.Tx) error {
			link, err := account.FindLink(tx, first.Reveal())
			if err != nil || link.Purpose != account.PurposeFirstAdmin {
				t.Errorf("%+v, %v", link, err)
			}
			return nil
		})
		_, err = h.Redeem(h.ctx, anonymous, first.Reveal(), "")
		wantKind(t, err, fault.Unauthenticated, "link-spent")
		_, err = h.SetUp(h.ctx, anonymous, account.SetUp{Secret: first.Reveal(), Name: "Ada", Email: "ada@example.com", Zone: "Nowhere"})
		wantKind(t, err, fault.Invalid, "")
		in, err := h.SetUp(h.ctx, anonymous, account.SetUp{Secret: first.Reveal(), Name: "Ada", Email: "ada@example.com", Zone: "Europe/London", Agent: "Browser"})
		if err != nil {
			t.Fatal(err)
		}
		who, err := h.Authenticate(h.ctx, in.Secret.Reveal())
		if err != nil || !who.Actor.Admin || who.Person.Email != "ada@example.com" || needed() {
			t.Fatalf("%+v, %v", who, err)
		}
		for _, secret := range []account.Secret{first, other} {
			_, err = h.SetUp(h.ctx, anonymous, account.SetUp{Secret: secret.Reveal(), Name: "Eve", Email: "eve@example.com", Zone: "UTC"})
			wantKind(t, err, fault.Unauthenticated, "link-spent")
		}
		_, err = h.MintSetup(h.ctx)
		wantKind(t, err, fault.Conflict, "")
		want := []string{
			fmt.Sprintf(" person.added %s [admin:granted]", who.Person.ID),
			fmt.Sprintf("%s session.started %s [link:first-admin]", who.Person.ID, in.Session.ID),
		}
		if diff := cmp.Diff(want, h.events(0)); diff != "" {
			t.Error(diff)
		}
	})
}

func TestTheFirstAdministratorMayBeInTheDirectoryAlready(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		ada, bo := h.add("Ada", false), h.add("Bo", false)
		before := h.signIn(ada)
		secret, err := h.MintSetup(h.ctx)
		if err != nil {
			t.Fatal(err)
		}
		// Deactivate needs no administrator when an operator does it.
		if _, err := h.people.Deactivate(h.ctx, call.By(access.System(access.ViaCLI)), bo.ID); err != nil {
			t.Fatal(err)
		}
		_, err = h.SetUp(h.ctx, anonymous, account.SetUp{Secret: secret.Reveal(), Name: "Bo", Email: "bo@example.com", Zone: "UTC"})
		wantKind(t, err, fault.Invalid, "")
		in, err := h.SetUp(h.ctx, anonymous, account.SetUp{Secret: secret.Reveal(), Name: "Ada L", Email: "ADA@example.com", Zone: "Europe/London"})
		if err != nil {
			t.Fatal(err)
		}
		if in.Person.ID != ada.ID || !in.Person.Admin || in.Person.Name != "Ada L" {
			t.Errorf("%+v", in.Person)
		}
		if _, err := h.Authenticate(h.ctx, in.Secret.Reveal()); err != nil {
			t.Error(err)
		}
		_, err = h.Authenticate(h.ctx, before.Secret.Reveal())
		wantKind(t, err, fault.Unauthenticated, "") // rights changed, so a new session
	})
}

func TestOfManyWhoSetUpAtOnceOneBecomesAdministrator(t *testing.T) {
	each(t, func(t *testing.T, h *house) {
		links := make([]account.Secret, 6)
		for i := range links {
			secret, err := h.MintSetup(h.ctx)
			if err != nil {
				t.Fatal(err)
			}
			links[i] = secret
		}
		links[5] = links[4]
		errs := atOnce(len(links), func(i int) error {
			_, err := h.SetUp(h.ctx, anonymous, account.SetUp{Secret: links[i].Reveal(), Name: "X", Email: fmt.Sprintf("x%d@example.com", i/2), Zone: "UTC"})
			return err
		})
		if n := wins(errs); n != 1 || h.count("SELECT count(*) FROM person WHERE admin = 1") != 1 || h.count("SELECT count(*) FROM session") != 1 {
			t.Fatalf("%d became administrators: %v", n, errs)
		}
	})
}

func TestTooManyTries(t *testing.T) {
	staffed(t, func(t *testing.T, h *house) {
		ada := h.add("Ada", false)
		ask := func(email, client string) error { return h.RequestLink(h.ctx, anonymous, email, client) }
		h.clock.forward(7 * time.Second)
		for i := range account.PerAccount {
			if err := ask("ada@example.com", fmt.Sprint("client", i)); err != nil {
				t.Fatalf("try %d: %v", i+1, err)
			}
			h.clock.forward(time.Minute)
		}
		err := ask("ada@example.com", "another client")
		wantKind(t, err, fault.Unavailable, "too-many-attempts")
		if want := "A sign-in link was asked for too often. Nothing is lost, and links that were sent still work. Look into your mailbox, or try again in 5 minutes."; err.Error() != want {
			t.Errorf("%q", err)
		}
		if err := ask("root@example.com", "client0"); err != nil {
			t.Errorf("somebody else is locked out: %v", err)
		}
		if _, err := h.Redeem(h.ctx, anonymous, h.link(ada).Reveal(), ""); err != nil {
			t.Errorf("a link that was sent no longer works: %v", err)
		}
		h.clock.forward(5*time.Minute - time.Microsecond)
		err = ask("ada@example.com", "")
		wantKind(t, err, fault.Unavailable, "too-many-attempts")
		h.clock.forward(time.Microsecond)
		if err := ask("ada@example.com", ""); err != nil {
			t.Errorf("the oldest try is a window ago: %v", err)
		}
		err = ask("ada@example.com", "")
		wantKind(t, err, fault.Unavailable, "too-many-attempts")

		for i := range account.PerClient {
			if err := ask(fmt.Sprintf("p%d@example.com", i), "office"); err != nil {
				t.Fatalf("person %d of the office: %v", i+1, err)
			}
		}
		err = ask("one.more@example.com", "office")
		wantKind(t, err, fault.Unavailable, "too-many-attempts")
		if err := ask("one.more@example.com", "home"); err != nil {
			t.Error(err)
		}
	})
}

func TestTheLimitHoldsForTriesAtOnce(t *testing.T) {
	staffed(t, func(t *testing.T, h *house) {
		errs := atOnce(3*account.PerAccount, func(int) error { return h.RequestLink(h.ctx, anonymous, "ada@example.com", "c") })
		if n := wins(errs); n != account.PerAccount || len(h.queued()) != n {
			t.Fatalf("%d tries passed: %v", n, errs)
		}
		for _, err := range errs {
			if err != nil {
				wantKind(t, err, fault.Unavailable, "too-many-attempts")
			}
		}
	})
}

func TestWhatRanOutIsForgotten(t *testing.T) {
	staffed(t, func(t *testing.T, h *house) {
		ada := h.add("Ada", false)
		forget := func() (n int64) {
			if err := h.db.Write(h.ctx, func(tx *sqldb.Tx) (err error) {
				n, err = account.Forget(tx)
				return err
			}); err != nil {
				t.Fatal(err)
			}
			return n
		}
		if err := h.RequestLink(h.ctx, anonymous, "ada@example.com", "c"); err != nil {
			t.Fatal(err)
		}
		ended, living := h.signIn(ada), h.signIn(h.root)
		if _, err := h.people.Deactivate(h.ctx, call.By(as(h.root)), ada.ID); err != nil {
			t.Fatal(err)
		}
		h.token(h.root, access.ScopeRead)
		if n := forget(); n != 3 { // Ada's session, and the two rows that tries queue up for
			t.Errorf("forgot %d", n)
		}
		_, err := h.Authenticate(h.ctx, ended.Secret.Reveal())
		wantKind(t, err, fault.Unauthenticated, "")
		h.clock.forward(account.Window)
		if n := forget(); n != 4 { // two tries, two links
			t.Errorf("forgot %d", n)
		}
		if n := h.count("SELECT (SELECT count(*) FROM attempt) + (SELECT count(*) FROM sign_in_link)"); n != 0 {
			t.Errorf("%d are left", n)
		}
		if _, err := h.Authenticate(h.ctx, living.Secret.Reveal()); err != nil {
			t.Error(err)
		}
		h.clock.forward(account.SessionIdle)
		if n := forget(); n != 1 || h.count("SELECT count(*) FROM session") != 0 || h.count("SELECT count(*) FROM token") != 1 {
			t.Errorf("forgot %d", n)
		}
	})
}
