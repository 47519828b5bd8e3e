package mailed

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
	"stint/internal/web/visit"
)

// hide keeps an address that holds a secret out of where addresses end up:
// caches, search engines, and what browsers tell other pages.
func (h *Handlers) hide(v *visit.Visit) {
	header := v.Writer.Header()
	header.Set("X-Robots-Tag", "noindex, nofollow")
	header.Set("Referrer-Policy", h.referrers())
}

// referrers is the policy for pages whose address is a secret. A browser that
// tells no referrer also sends forms without their origin, and says where they
// come from otherwise only over TLS or on its own machine. Elsewhere the origin,
// which holds no secret, is told, or the form could not be known as ours.
func (h *Handlers) referrers() string {
	base, err := url.Parse(h.BaseURL)
	if err != nil {
		return "no-referrer"
	}
	addr, err := netip.ParseAddr(base.Hostname())
	if h.HTTPS || base.Hostname() == "localhost" || err == nil && addr.IsLoopback() {
		return "no-referrer"
	}
	return "origin"
}

// Open shows the terms that a mailed link is about, with one button.
// Opening changes nothing.
func (h *Handlers) Open(v *visit.Visit) error {
	h.hide(v)
	return h.mailedSignOff(v, http.StatusOK, v.Request.PathValue("secret"))
}

func (h *Handlers) mailedSignOff(v *visit.Visit, status int, secret string) error {
	var m view.MailedSignOff
	err := v.Read(func(tx *sqldb.Tx) (err error) {
		m, err = signing.Mailed(tx, secret)
		return err
	})
	if fault.Is(err, fault.NotFound) {
		// Whoever tries secrets out is slowed; the answer is the same.
		if tooMany := h.Mailed.Try(v.Context(), v.Client()); tooMany != nil {
			return tooMany
		}
	}
	if err != nil {
		return err
	}
	f := v.BareFrame()
	f.Viewer.Zone, f.Viewer.Theme = m.Zone, m.Theme
	return v.Render(status, page.Mailed(f, m, secret, v.Form))
}

// Answer presses the button of a mailed link. It starts no session, and
// whoever is signed in here counts for nothing: the link says whose answer it
// is.
func (h *Handlers) Answer(v *visit.Visit) error {
	h.hide(v)
	in := mailed.Answer{Secret: v.Value("secret"), Answer: v.Value("decision"), Reason: v.Value("reason"), Client: v.Client()}
	_, err := h.Mailed.Answer(v.Context(), v.Call(), in)
	e := fault.Of(err)
	switch {
	case err == nil:
		return v.Redirect("/sign-off/" + url.PathEscape(in.Secret))
	case e.Kind == fault.Invalid:
		v.Form.Message, v.Form.Fields = e.Message, e.Fields
		return h.mailedSignOff(v, http.StatusUnprocessableEntity, in.Secret)
	case e.Kind == fault.Conflict:
		v.Form = ui.Form{Message: e.Message, Values: map[string][]string{}}
		return h.mailedSignOff(v, http.StatusConflict, in.Secret)
	}
	return err
}
