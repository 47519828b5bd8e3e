package account

import (
	"net/http"
	"time"

	"github.com/a-h/templ"

	"stint/internal/account"
	"stint/internal/fault"
	"stint/internal/sqldb"
	"stint/internal/view"
	page "stint/internal/web/templates/account"
	"stint/internal/web/visit"
)

func (h *Handlers) signInModel() view.SignIn {
	return view.SignIn{Mail: h.Mail, Minutes: int(account.LinkTTL / time.Minute)}
}

// SignIn asks for an address to mail a link to.
func (h *Handlers) SignIn(v *visit.Visit) error {
	to := v.Query().Get("to")
	switch {
	case v.Who.Actor.Person != "" && visit.LeadsBack(to):
		return v.Redirect(to)
	case v.Who.Actor.Person != "":
		return v.Redirect("/")
	case visit.LeadsBack(to):
		v.KeepWanted(to)
	}
	return v.Render(http.StatusOK, page.SignIn(v.BareFrame(), h.signInModel(), v.Form))
}

// RequestLink answers the same for addresses that are known and for others.
func (h *Handlers) RequestLink(v *visit.Visit) error {
	err := h.Accounts.RequestLink(v.Context(), v.Call(), v.Value("email"), v.Client())
	if v.Mind(err) {
		return v.Render(http.StatusUnprocessableEntity, page.SignIn(v.BareFrame(), h.signInModel(), v.Form))
	}
	if err != nil {
		return err
	}
	return v.Render(http.StatusOK, page.CheckMail(v.BareFrame(), h.signInModel()))
}

// OpenLink shows one button. Opening changes nothing, since scanners of mail
// open links too. The demo's printed links sign in at once.
func (h *Handlers) OpenLink(v *visit.Visit) error {
	secret := v.Request.PathValue("secret")
	var link account.Link
	err := v.Read(func(tx *sqldb.Tx) (err error) {
		link, err = account.FindLink(tx, secret)
		return err
	})
	if err != nil {
		return h.spent(v, err)
	}
	if link.Purpose == account.PurposeDemo && h.Demo {
		return h.enterWith(v, secret)
	}
	return v.Render(http.StatusOK, page.LinkOpened(v.BareFrame(), secret))
}

// spent answers a link that cannot be used as a page of its own: to be led to
// the sign-in page without a word would leave one wondering.
func (h *Handlers) spent(v *visit.Visit, err error) error {
	if !fault.Is(err, fault.Unauthenticated) {
		return err
	}
	v.Form.Message = fault.Of(err).Message
	v.Form.Values = map[string][]string{}
	return v.Render(http.StatusUnauthorized, page.SignIn(v.BareFrame(), h.signInModel(), v.Form))
}

// RedeemLink presses the button of a sign-in link.
func (h *Handlers) RedeemLink(v *visit.Visit) error { return h.enterWith(v, v.Value("secret")) }

// enterWith uses up a link and starts a session, always a new one.
func (h *Handlers) enterWith(v *visit.Visit, secret string) error {
	done, err := h.Accounts.Redeem(v.Context(), v.Call(), secret, v.Request.UserAgent())
	if err != nil {
		return h.spent(v, err)
	}
	v.SetSession(done.Secret.Reveal(), done.Session.ExpiresAt)
	return v.Redirect(v.TakeWanted())
}

// OpenSetUp shows the form behind the first administrator's link.
func (h *Handlers) OpenSetUp(v *visit.Visit) error {
	secret := v.Request.PathValue("secret")
	err := v.Read(func(tx *sqldb.Tx) error {
		link, err := account.FindLink(tx, secret)
		if err == nil && link.Purpose != account.PurposeFirstAdmin {
			err = fault.Missing("page")
		}
		return err
	})
	if err != nil {
		return h.spent(v, err)
	}
	return v.Render(http.StatusOK, setUpPage(v, secret))
}

func setUpPage(v *visit.Visit, secret string) templ.Component {
	return page.SetUp(v.BareFrame(), secret, view.OfferedZones(), v.Form)
}

// SetUp makes the first administrator, and signs them in.
func (h *Handlers) SetUp(v *visit.Visit) error {
	in := account.SetUp{Secret: v.Value("secret"), Name: v.Value("name"), Email: v.Value("email"), Zone: v.Value("zone"), Agent: v.Request.UserAgent()}
	done, err := h.Accounts.SetUp(v.Context(), v.Call(), in)
	if v.Mind(err) {
		return v.Render(http.StatusUnprocessableEntity, setUpPage(v, in.Secret))
	}
	if err != nil {
		return h.spent(v, err)
	}
	v.SetSession(done.Secret.Reveal(), done.Session.ExpiresAt)
	return v.Redirect("/people", view.Toast{Text: "You run this installation now. Add people next, by hand or from a file."})
}

// SignOut ends this session.
func (h *Handlers) SignOut(v *visit.Visit) error {
	if err := h.Accounts.EndSession(v.Context(), v.Call(), v.Who.Session); err != nil {
		return err
	}
	v.SetSession("", time.Time{})
	return v.Redirect("/sign-in")
}
