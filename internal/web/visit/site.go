package visit

import (
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"time"

	"stint/internal/access"
	"stint/internal/account"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/sqldb"
	"stint/internal/view/compose"
)

// referenceHeader carries the reference that app gave the request.
const referenceHeader = "X-Request-Id"

// sessionCookie is the name of the cookie that holds a session's secret. With
// TLS it has the prefix that browsers tie to this host.
const sessionCookie = "stint-session"

// Site is what every visit needs of the installation, whatever page it is to.
type Site struct {
	DB           *sqldb.DB
	IDs          *id.Source
	Clock        func() time.Time
	Log          *slog.Logger
	Accounts     *account.Service
	Views        *compose.Views // for the foot of a page
	HTTPS        bool           // people reach us over TLS: cookies are theirs alone
	TrustedProxy netip.Prefix   // whose X-Forwarded-For counts; zero: nobody's
}

// Handler makes an http.Handler of one: it finds out who asks, asks the policy
// what can be asked before the object is known, and answers errors. It panics
// where the action is not in the policy, or the handler is missing.
func (s *Site) Handler(action access.Action, handle Handler) http.Handler {
	rule, known := access.RuleOf(action)
	if !known || handle == nil {
		panic("web: " + string(action) + " is no action of the policy, or has no handler")
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v := &Visit{site: s, Writer: w, Request: r}
		w.Header().Set("Cache-Control", "no-store")
		if err := v.enter(action, rule); err != nil {
			s.problem(v, err)
			return
		}
		if err := handle(v); err != nil {
			s.problem(v, err)
		}
	})
}

// enter authenticates, asks the policy what can be asked before the object is
// known, and reads the form of a change.
func (v *Visit) enter(action access.Action, rule access.Rule) error {
	// The form is read first: whoever's session ended while they wrote gets
	// back what they typed.
	if v.Request.Method == http.MethodPost {
		if err := v.readForm(); err != nil {
			return err
		}
	}
	if secret := v.site.cookie(v.Request); secret != "" {
		who, err := v.site.Accounts.Authenticate(v.Context(), secret)
		switch {
		case err == nil:
			v.Who = who
		case !fault.Is(err, fault.Unauthenticated):
			return err
		}
	}
	// Whoever is nobody here meets the sign-in page for every address, so
	// that it does not tell which ones exist.
	if v.Who.Actor.Anonymous() {
		if err := access.Check(v.Who.Actor, action, nil, "page"); err != nil {
			return err
		}
	} else if onlyAdmin(rule) {
		if err := access.Check(v.Who.Actor, action, nil, "page"); err != nil {
			return err
		}
	}
	return nil
}

// onlyAdmin reports whether the action needs no object to be decided.
func onlyAdmin(rule access.Rule) bool {
	for _, r := range slices.Concat(rule.Do, rule.See) {
		if r != access.Admin {
			return false
		}
	}
	return true
}

// Client is what limits on attempts count beside the account: the address that
// asks, or the one that a trusted proxy names.
func (v *Visit) Client() string {
	r := v.Request
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	addr, err := netip.ParseAddr(host)
	if err != nil || !v.site.TrustedProxy.IsValid() || !v.site.TrustedProxy.Contains(addr.Unmap()) {
		return host
	}
	forwarded := r.Header.Values("X-Forwarded-For")
	if len(forwarded) == 0 {
		return host
	}
	// The last entry is the one that our own proxy wrote.
	list := strings.Split(forwarded[len(forwarded)-1], ",")
	return strings.TrimSpace(list[len(list)-1])
}

// cookie returns the session's secret, or nothing.
func (s *Site) cookie(r *http.Request) string {
	c, err := r.Cookie(s.cookieName())
	if err != nil {
		return ""
	}
	return c.Value
}

func (s *Site) cookieName() string {
	if s.HTTPS {
		return "__Host-" + sessionCookie
	}
	return sessionCookie
}

// SetSession leaves a session's secret with the browser until the session
// expires, or takes it away where the secret is empty.
func (v *Visit) SetSession(secret string, expires time.Time) {
	c := &http.Cookie{
		Name: v.site.cookieName(), Value: secret, Path: "/", HttpOnly: true, Secure: v.site.HTTPS, SameSite: http.SameSiteLaxMode, Expires: expires,
	}
	if secret == "" {
		c.MaxAge = -1
	}
	http.SetCookie(v.Writer, c)
}
