package account_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"stint/internal/access"
	"stint/internal/account"
	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/sqldb"
)

func TestTheLifeOfAToken(t *testing.T) {
	staffed(t, func(t *testing.T, h *house) {
		ada := h.add("Ada", false)
		c := call.Call{Actor: as(ada), Key: "k"}
		in := account.NewToken{Name: " Night  report ", Scope: access.ScopeAct, Days: 365}
		made, err := h.MakeToken(h.ctx, c, in)
		if err != nil {
			t.Fatal(err)
		}
		want := account.Token{ID: made.Token.ID, Name: "Night report", Scope: access.ScopeAct, CreatedAt: h.clock.Now(), ExpiresAt: h.clock.Now().Add(365 * 24 * time.Hour)}
		if diff := cmp.Diff(want, made.Token); diff != "" {
			t.Error(diff)
		}
		if !regexp.MustCompile(`^stint_[a-z2-7]{40}$`).MatchString(made.Secret.Reveal()) {
			t.Error("the secret has another form")
		}
		_, err = h.MakeToken(h.ctx, c, in)
		wantKind(t, err, fault.Conflict, "secret-shown-once")
		actor, err := h.AuthenticateToken(h.ctx, made.Secret.Reveal())
		if err != nil || actor != (access.Actor{Person: ada.ID, Scope: access.ScopeAct, Via: access.ViaAPI}) {
			t.Fatalf("%+v, %v", actor, err)
		}
		if actor, err := h.AuthenticateToken(h.ctx, h.token(h.root, access.ScopeRead).Secret.Reveal()); err != nil || !actor.Admin || actor.Scope != access.ScopeRead {
			t.Fatalf("%+v, %v", actor, err)
		}
		h.read(func(tx *sqldb.Tx) error {
			want.LastUsedAt = h.clock.Now()
			list, err := account.ListTokens(tx, actor)
			if diff := cmp.Diff([]account.Token{want}, list); diff != "" || err != nil {
				t.Error(diff, err)
			}
			return nil
		})
		_, err = h.MakeToken(h.ctx, call.By(actor), in)
		wantKind(t, err, fault.Forbidden, "") // no token makes tokens
		err = h.RevokeToken(h.ctx, call.By(as(h.root)), made.Token.ID)
		wantKind(t, err, fault.NotFound, "")
		if err := h.RevokeToken(h.ctx, call.By(as(ada)), made.Token.ID); err != nil {
			t.Fatal(err)
		}
		err = h.RevokeToken(h.ctx, call.By(as(ada)), made.Token.ID)
		wantKind(t, err, fault.Conflict, "")
		_, err = h.AuthenticateToken(h.ctx, made.Secret.Reveal())
		wantKind(t, err, fault.Unauthenticated, "")
		h.read(func(tx *sqldb.Tx) error {
			list, err := account.ListTokens(tx, as(ada))
			if len(list) > 0 || err != nil {
				t.Errorf("a revoked token is listed: %+v, %v", list, err)
			}
			return nil
		})
		want2 := []string{
			fmt.Sprintf("%s token.made %s [days:365 scope:act]", ada.ID, made.Token.ID),
			fmt.Sprintf("%s token.revoked %s []", ada.ID, made.Token.ID),
		}
		events := h.events(2)
		if diff := cmp.Diff(want2, []string{events[0], events[2]}); diff != "" {
			t.Error(diff)
		}
	})
}

func TestATokenRunsOutAndIsNotRead(t *testing.T) {
	staffed(t, func(t *testing.T, h *house) {
		made, err := h.MakeToken(h.ctx, call.By(as(h.root)), account.NewToken{Name: "x", Scope: access.ScopeRead, Days: 1})
		if err != nil {
			t.Fatal(err)
		}
		secret := made.Secret.Reveal()
		h.clock.forward(24*time.Hour - time.Microsecond)
		if _, err := h.AuthenticateToken(h.ctx, secret); err != nil || made.Token.Expired(h.clock.Now()) {
			t.Error(err)
		}
		h.clock.forward(time.Microsecond)
		for _, wrong := range []string{secret, "", "stint_", strings.ToUpper(secret), secret + "a", strings.Repeat("a", len(secret)), secret[:len(secret)-1] + "="} {
			_, err := h.AuthenticateToken(h.ctx, wrong)
			wantKind(t, err, fault.Unauthenticated, "")
		}
		h.read(func(tx *sqldb.Tx) error {
			list, err := account.ListTokens(tx, as(h.root))
			if len(list) != 1 || !list[0].Expired(h.clock.Now()) {
				t.Errorf("%+v, %v", list, err)
			}
			return nil
		})
	})
}

func TestRulesForTokens(t *testing.T) {
	staffed(t, func(t *testing.T, h *house) {
		good := account.NewToken{Name: "x", Scope: access.ScopeRead, Days: 1}
		for field, breakIt := range map[string]func(*account.NewToken){
			"name":  func(n *account.NewToken) { n.Name = " \n " },
			"scope": func(n *account.NewToken) { n.Scope = access.ScopeSession },
			"days":  func(n *account.NewToken) { n.Days = 0 },
		} {
			wrong := good
			breakIt(&wrong)
			_, err := h.MakeToken(h.ctx, call.By(as(h.root)), wrong)
			wantKind(t, err, fault.Invalid, "")
			if f := fault.Of(err); f.Fields[0].Name != field || len(f.Fields) != 1 {
				t.Errorf("%s: %v", field, err)
			}
		}
		for _, wrong := range []account.NewToken{
			{Name: strings.Repeat("x", 101), Scope: "read", Days: 1}, {Name: "a\x00b", Scope: "read", Days: 1}, {Name: "\xff", Scope: "read", Days: 1},
			{Name: "x", Scope: "", Days: 1}, {Name: "x", Scope: "read", Days: 366}, {Name: "x", Scope: "read", Days: -1},
		} {
			_, err := h.MakeToken(h.ctx, call.By(as(h.root)), wrong)
			wantKind(t, err, fault.Invalid, "")
		}
		for range account.MaxTokens {
			if _, err := h.MakeToken(h.ctx, call.By(as(h.root)), good); err != nil {
				t.Fatal(err)
			}
		}
		_, err := h.MakeToken(h.ctx, call.By(as(h.root)), good)
		wantKind(t, err, fault.Conflict, "")
		h.clock.forward(24 * time.Hour)
		if _, err := h.MakeToken(h.ctx, call.By(as(h.root)), good); err != nil {
			t.Errorf("tokens that ran out still count: %v", err)
		}
		_, err = h.MakeToken(h.ctx, anonymous, good)
		wantKind(t, err, fault.Unauthenticated, "")
	})
}
