package visit

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

// LeadsBack reports whether an address is a page of this installation to which
// signing in may lead: never another site, and no page of signing in itself.
func LeadsBack(to string) bool {
	return ownPath(to) && to != "/" && !strings.HasPrefix(to, "/sign-") && !strings.HasPrefix(to, "/set-up")
}

// KeepWanted remembers where the visitor wanted to be, until they have signed in.
func (v *Visit) KeepWanted(to string) {
	http.SetCookie(v.Writer, &http.Cookie{
		Name: wantedCookie, Value: base64.RawURLEncoding.EncodeToString([]byte(to)), Path: "/sign-in", MaxAge: wantedFor,
		HttpOnly: true, Secure: v.site.HTTPS, SameSite: http.SameSiteLaxMode,
	})
}

// TakeWanted returns where the visitor wanted to be, and forgets it: the first
// page where nothing is known, or what is known leads elsewhere.
func (v *Visit) TakeWanted() string {
	c, err := v.Request.Cookie(wantedCookie)
	if err != nil {
		return "/"
	}
	http.SetCookie(v.Writer, &http.Cookie{Name: wantedCookie, Path: "/sign-in", MaxAge: -1, HttpOnly: true, Secure: v.site.HTTPS, SameSite: http.SameSiteLaxMode})
	to, err := base64.RawURLEncoding.DecodeString(c.Value)
	if err != nil || !LeadsBack(string(to)) {
		return "/"
	}
	return string(to)
}

// signInFrom leads to the sign-in page from a change that was refused because
// the session had ended, and back to the page that it was sent from.
func signInFrom(r *http.Request) string {
	from, err := url.Parse(r.Referer())
	if err != nil || from.Host != r.Host || !LeadsBack(from.RequestURI()) {
		return "/sign-in"
	}
	return "/sign-in?to=" + url.QueryEscape(from.RequestURI())
}
