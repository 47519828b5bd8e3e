package web

import (
	"encoding/base64"
	"net/http"
	"net/url"
	"strings"
)

// wantedCookie holds where somebody wanted to be who had to sign in first. It
// stays in the browser, so that neither the mail nor the queue knows; a link that
// is opened in another browser leads to the first page.
const wantedCookie = "stint-to"

// wantedFor is how long that is remembered, in seconds: an hour is enough to find
// a mail.
const wantedFor = 3600

// leadsBack reports whether an address is a page of this installation to which
// signing in may lead: never another site, and no page of signing in itself.
func leadsBack(to string) bool {
	return ownPath(to) && to != "/" && !strings.HasPrefix(to, "/sign-") && !strings.HasPrefix(to, "/set-up")
}

func (s *Server) setWanted(w http.ResponseWriter, to string) {
	http.SetCookie(w, &http.Cookie{
		Name: wantedCookie, Value: base64.RawURLEncoding.EncodeToString([]byte(to)), Path: "/sign-in", MaxAge: wantedFor,
		HttpOnly: true, Secure: s.HTTPS, SameSite: http.SameSiteLaxMode,
	})
}

// takeWanted returns where the visitor wanted to be, and forgets it: the first
// page where nothing is known, or what is known leads elsewhere.
func (v *visit) takeWanted() string {
	c, err := v.r.Cookie(wantedCookie)
	if err != nil {
		return "/"
	}
	http.SetCookie(v.w, &http.Cookie{Name: wantedCookie, Path: "/sign-in", MaxAge: -1, HttpOnly: true, Secure: v.s.HTTPS, SameSite: http.SameSiteLaxMode})
	to, err := base64.RawURLEncoding.DecodeString(c.Value)
	if err != nil || !leadsBack(string(to)) {
		return "/"
	}
	return string(to)
}

// signInFrom leads to the sign-in page from a change that was refused because
// the session had ended, and back to the page that it was sent from.
func signInFrom(r *http.Request) string {
	from, err := url.Parse(r.Referer())
	if err != nil || from.Host != r.Host || !leadsBack(from.RequestURI()) {
		return "/sign-in"
	}
	return "/sign-in?to=" + url.QueryEscape(from.RequestURI())
}
