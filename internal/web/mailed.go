package web

import (
	"net/http"
	"net/netip"
	"net/url"

	"stint/internal/fault"
	"stint/internal/internship/mailed"
	"stint/internal/sqldb"
	"stint/internal/view"
	"stint/internal/view/signing"
	page "stint/internal/web/templates/terms"
	"stint/internal/web/templates/ui"
)

// hide keeps an address that holds a secret out of where addresses end up:
// caches, search engines, and what browsers tell other pages.
func (v *visit) hide() {
	h := v.w.Header()
	h.Set("X-Robots-Tag", "noindex, nofollow")
	h.Set("Referrer-Policy", v.s.referrers())
}

// referrers is the policy for pages whose address is a secret. A browser that
// tells no referrer also sends forms without their origin, and says where they
// come from otherwise only over TLS or on its own machine. Elsewhere the origin,
// which holds no secret, is told, or the form could not be known as ours.
func (s *Server) referrers() string {
	base, err := url.Parse(s.BaseURL)
	if err != nil {
		return "no-referrer"
	}
	addr, err := netip.ParseAddr(base.Hostname())
	if s.HTTPS || base.Hostname() == "localhost" || err == nil && addr.IsLoopback() {
		return "no-referrer"
	}
	return "origin"
}

// openSignOff shows the terms that a mailed link is about, with one button.
// Opening changes nothing.
func (v *visit) openSignOff() error {
	v.hide()
	return v.mailedSignOff(http.StatusOK, v.r.PathValue("secret"))
}

func (v *visit) mailedSignOff(status int, secret string) error {
	var m view.MailedSignOff
	err := v.read(func(tx *sqldb.Tx) (err error) {
		m, err = signing.Mailed(tx, secret)
		return err
	})
	if fault.Is(err, fault.NotFound) {
		// Whoever tries secrets out is slowed; the answer is the same.
		if tooMany := v.s.Mailed.Try(v.r.Context(), v.s.clientKey(v.r)); tooMany != nil {
			return tooMany
		}
	}
	if err != nil {
		return err
	}
	f := v.bareFrame()
	f.Viewer.Zone, f.Viewer.Theme = m.Zone, m.Theme
	return v.page(status, page.Mailed(f, m, secret, v.form))
}

// answerSignOff presses the button of a mailed link. It starts no session, and
// whoever is signed in here counts for nothing: the link says whose answer it
// is.
func (v *visit) answerSignOff() error {
	v.hide()
	in := mailed.Answer{Secret: v.value("secret"), Answer: v.value("decision"), Reason: v.value("reason"), Client: v.s.clientKey(v.r)}
	_, err := v.s.Mailed.Answer(v.r.Context(), v.call(), in)
	e := fault.Of(err)
	switch {
	case err == nil:
		return v.redirect("/sign-off/" + url.PathEscape(in.Secret))
	case e.Kind == fault.Invalid:
		v.form.Message, v.form.Fields = e.Message, e.Fields
		return v.mailedSignOff(http.StatusUnprocessableEntity, in.Secret)
	case e.Kind == fault.Conflict:
		v.form = ui.Form{Message: e.Message, Values: map[string][]string{}}
		return v.mailedSignOff(http.StatusConflict, in.Secret)
	}
	return err
}
