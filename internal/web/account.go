package web

import (
	"net/http"
	"time"

	"github.com/a-h/templ"

	"stint/internal/account"
	"stint/internal/fault"
	"stint/internal/sqldb"
	"stint/internal/view"
	page "stint/internal/web/templates/account"
)

func (v *visit) signInModel() view.SignIn {
	return view.SignIn{Mail: v.s.Mail, Minutes: int(account.LinkTTL / time.Minute)}
}

func (v *visit) signIn() error {
	to := v.r.URL.Query().Get("to")
	switch {
	case v.who.Actor.Person != "" && leadsBack(to):
		return v.redirect(to)
	case v.who.Actor.Person != "":
		return v.redirect("/")
	case leadsBack(to):
		v.s.setWanted(v.w, to)
	}
	return v.page(http.StatusOK, page.SignIn(v.bareFrame(), v.signInModel(), v.form))
}

// requestLink answers the same for addresses that are known and for others.
func (v *visit) requestLink() error {
	err := v.s.Accounts.RequestLink(v.r.Context(), v.call(), v.value("email"), v.s.clientKey(v.r))
	if fault.Is(err, fault.Invalid) {
		e := fault.Of(err)
		v.form.Message, v.form.Fields = e.Message, e.Fields
		return v.page(http.StatusUnprocessableEntity, page.SignIn(v.bareFrame(), v.signInModel(), v.form))
	}
	if err != nil {
		return err
	}
	return v.page(http.StatusOK, page.CheckMail(v.bareFrame(), v.signInModel()))
}

// openLink shows one button. Opening changes nothing, since scanners of mail
// open links too. The demo's printed links sign in at once.
func (v *visit) openLink() error {
	secret := v.r.PathValue("secret")
	var link account.Link
	err := v.read(func(tx *sqldb.Tx) (err error) {
		link, err = account.FindLink(tx, secret)
		return err
	})
	if err != nil {
		return v.spent(err)
	}
	if link.Purpose == account.PurposeDemo && v.s.Demo {
		return v.enterWith(secret)
	}
	return v.page(http.StatusOK, page.LinkOpened(v.bareFrame(), secret))
}

// spent answers a link that cannot be used as a page of its own: to be led to
// the sign-in page without a word would leave one wondering.
func (v *visit) spent(err error) error {
	if !fault.Is(err, fault.Unauthenticated) {
		return err
	}
	v.form.Message = fault.Of(err).Message
	v.form.Values = map[string][]string{}
	return v.page(http.StatusUnauthorized, page.SignIn(v.bareFrame(), v.signInModel(), v.form))
}

func (v *visit) redeemLink() error { return v.enterWith(v.value("secret")) }

// enterWith uses up a link and starts a session, always a new one.
func (v *visit) enterWith(secret string) error {
	done, err := v.s.Accounts.Redeem(v.r.Context(), v.call(), secret, v.r.UserAgent())
	if err != nil {
		return v.spent(err)
	}
	v.s.setCookie(v.w, done.Secret.Reveal(), done.Session.ExpiresAt)
	return v.redirect(v.takeWanted())
}

func (v *visit) openSetUp() error {
	secret := v.r.PathValue("secret")
	err := v.read(func(tx *sqldb.Tx) error {
		link, err := account.FindLink(tx, secret)
		if err == nil && link.Purpose != account.PurposeFirstAdmin {
			err = fault.Missing("page")
		}
		return err
	})
	if err != nil {
		return v.spent(err)
	}
	return v.page(http.StatusOK, v.setUpPage(secret))
}

func (v *visit) setUpPage(secret string) templ.Component {
	return page.SetUp(v.bareFrame(), secret, view.OfferedZones(), v.form)
}

// setUp makes the first administrator, and signs them in.
func (v *visit) setUp() error {
	in := account.SetUp{Secret: v.value("secret"), Name: v.value("name"), Email: v.value("email"), Zone: v.value("zone"), Agent: v.r.UserAgent()}
	done, err := v.s.Accounts.SetUp(v.r.Context(), v.call(), in)
	if fault.Is(err, fault.Invalid) {
		e := fault.Of(err)
		v.form.Message, v.form.Fields = e.Message, e.Fields
		return v.page(http.StatusUnprocessableEntity, v.setUpPage(in.Secret))
	}
	if err != nil {
		return v.spent(err)
	}
	v.s.setCookie(v.w, done.Secret.Reveal(), done.Session.ExpiresAt)
	return v.redirect("/people", view.Toast{Text: "You run this installation now. Add people next, by hand or from a file."})
}

func (v *visit) signOut() error {
	if err := v.s.Accounts.EndSession(v.r.Context(), v.call(), v.who.Session); err != nil {
		return err
	}
	v.s.setCookie(v.w, "", time.Time{})
	return v.redirect("/sign-in")
}
