package web

import (
	"net/http"

	"github.com/a-h/templ"

	"stint/internal/access"
	"stint/internal/account"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/person"
	"stint/internal/sqldb"
	"stint/internal/view"
	page "stint/internal/web/templates/account"
	"stint/internal/web/templates/ui"
	"stint/internal/worktime"
)

func (v *visit) profile() error { return v.show(v.profilePage) }

func (v *visit) profilePage(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
	m, err := v.s.Office.Profile(tx, v.who)
	return page.Profile(f, m, v.form), err
}

func (v *visit) settle() error {
	zone, week, locale, keys := v.value("zone"), v.value("working_hours"), v.value("locale"), v.value("keys") == "on"
	days, err := person.ParseDaysOff(v.value("days_off"))
	if err != nil {
		return v.again(err, v.profilePage)
	}
	languages, topics := person.ParseList(v.value("languages")), person.ParseList(v.value("topics"))
	in := person.Settle{Zone: &zone, WorkingHours: &week, Locale: &locale, Shortcuts: &keys, Languages: &languages, Topics: &topics, DaysOff: &days}
	if _, err := v.s.People.Settle(v.r.Context(), v.call(), in); err != nil {
		return v.again(err, v.profilePage)
	}
	return v.redirect("/profile", view.Toast{Text: "Saved."})
}

func (v *visit) appearance() error {
	theme := person.Theme(v.value("theme"))
	if _, err := v.s.People.Settle(v.r.Context(), v.call(), person.Settle{Theme: &theme}); err != nil {
		return err
	}
	return v.redirect(v.back("/profile"))
}

func (v *visit) stateAccess() error {
	in := person.Statement{Fact: v.value("fact"), Has: v.value("has") == "true"}
	if _, err := v.s.People.StateAccess(v.r.Context(), v.call(), in); err != nil {
		return v.again(err, v.profilePage)
	}
	return v.redirect("/profile#access", view.Toast{Text: "Noted. Plans that have not been begun there follow."})
}

func (v *visit) endSessions() error {
	if _, err := v.s.Accounts.EndOthers(v.r.Context(), v.call(), v.who.Session); err != nil {
		return err
	}
	return v.redirect("/profile", view.Toast{Text: "You are signed in here alone now."})
}

func (v *visit) tokens() error {
	return v.show(func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := v.s.Office.Tokens(tx, v.who)
		return page.Tokens(f, m, v.form), err
	})
}

// makeToken shows the new token's secret, this once.
func (v *visit) makeToken() error {
	days, err := v.daysUntil("expires")
	if err != nil {
		return v.again(err, v.tokensPage(""))
	}
	made, err := v.s.Accounts.MakeToken(v.r.Context(), v.call(), account.NewToken{Name: v.value("name"), Scope: access.Scope(v.value("scope")), Days: days})
	if err != nil {
		return v.again(v.named(err, "days", "expires"), v.tokensPage(""))
	}
	v.form = ui.Form{}
	return v.answer(http.StatusCreated, v.tokensPage(made.Secret.Reveal()))
}

func (v *visit) tokensPage(secret string) func(*sqldb.Tx, ui.Frame) (templ.Component, error) {
	return func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := v.s.Office.Tokens(tx, v.who)
		m.Secret = secret
		return page.Tokens(f, m, v.form), err
	}
}

// daysUntil is how many days from today a date lies ahead, in the visitor's
// zone.
func (v *visit) daysUntil(name string) (int, error) {
	until, err := worktime.ParseDate(v.value(name))
	if err != nil {
		return 0, fault.At(name, "Choose the last day on which the token works.")
	}
	return until.Sub(worktime.DateOf(v.s.Clock(), v.who.Person.Location())), nil
}

func (v *visit) revokeToken() error {
	token, err := pathID[id.Token](v, "token")
	if err != nil {
		return err
	}
	if err := v.s.Accounts.RevokeToken(v.r.Context(), v.call(), token); err != nil {
		return err
	}
	return v.redirect("/tokens", view.Toast{Text: "Revoked. It no longer works anywhere."})
}
