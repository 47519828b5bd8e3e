package profile

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
	"stint/internal/web/visit"
	"stint/internal/worktime"
)

// Profile is the page of one's own settings.
func (h *Handlers) Profile(v *visit.Visit) error { return v.Show(h.profilePage(v)) }

func (h *Handlers) profilePage(v *visit.Visit) visit.Page {
	return func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := h.Office.Profile(tx, v.Who)
		return page.Profile(f, m, v.Form), err
	}
}

// Settle saves one's own settings.
func (h *Handlers) Settle(v *visit.Visit) error {
	zone, week, locale, keys := v.Value("zone"), v.Value("working_hours"), v.Value("locale"), v.Value("keys") == "on"
	days, err := person.ParseDaysOff(v.Value("days_off"))
	if err != nil {
		return v.Again(err, h.profilePage(v))
	}
	languages, topics := person.ParseList(v.Value("languages")), person.ParseList(v.Value("topics"))
	in := person.Settle{Zone: &zone, WorkingHours: &week, Locale: &locale, Shortcuts: &keys, Languages: &languages, Topics: &topics, DaysOff: &days}
	if _, err := h.People.Settle(v.Context(), v.Call(), in); err != nil {
		return v.Again(err, h.profilePage(v))
	}
	return v.Redirect("/profile", view.Toast{Text: "Saved."})
}

// SetTheme chooses light or dark.
func (h *Handlers) SetTheme(v *visit.Visit) error {
	theme := person.Theme(v.Value("theme"))
	if _, err := h.People.Settle(v.Context(), v.Call(), person.Settle{Theme: &theme}); err != nil {
		return err
	}
	return v.Redirect(v.Back("/profile"))
}

// StateAccess says whether one has access to a system.
func (h *Handlers) StateAccess(v *visit.Visit) error {
	in := person.Statement{Fact: v.Value("fact"), Has: v.Value("has") == "true"}
	if _, err := h.People.StateAccess(v.Context(), v.Call(), in); err != nil {
		return v.Again(err, h.profilePage(v))
	}
	return v.Redirect("/profile#access", view.Toast{Text: "Noted. Plans that have not been begun there follow."})
}

// EndSessions ends every session but this one.
func (h *Handlers) EndSessions(v *visit.Visit) error {
	if _, err := h.Accounts.EndOthers(v.Context(), v.Call(), v.Who.Session); err != nil {
		return err
	}
	return v.Redirect("/profile", view.Toast{Text: "You are signed in here alone now."})
}

// Tokens lists one's tokens for the API.
func (h *Handlers) Tokens(v *visit.Visit) error {
	return v.Show(func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := h.Office.Tokens(tx, v.Who)
		return page.Tokens(f, m, v.Form), err
	})
}

// MakeToken shows the new token's secret, this once.
func (h *Handlers) MakeToken(v *visit.Visit) error {
	days, err := h.daysUntil(v, "expires")
	if err != nil {
		return v.Again(err, h.tokensPage(v, ""))
	}
	made, err := h.Accounts.MakeToken(v.Context(), v.Call(), account.NewToken{Name: v.Value("name"), Scope: access.Scope(v.Value("scope")), Days: days})
	if err != nil {
		return v.Again(visit.Named(err, "days", "expires"), h.tokensPage(v, ""))
	}
	v.Form = ui.Form{}
	return v.Answer(http.StatusCreated, h.tokensPage(v, made.Secret.Reveal()))
}

func (h *Handlers) tokensPage(v *visit.Visit, secret string) visit.Page {
	return func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := h.Office.Tokens(tx, v.Who)
		m.Secret = secret
		return page.Tokens(f, m, v.Form), err
	}
}

// daysUntil is how many days from today a date lies ahead, in the visitor's
// zone.
func (h *Handlers) daysUntil(v *visit.Visit, name string) (int, error) {
	until, err := worktime.ParseDate(v.Value(name))
	if err != nil {
		return 0, fault.At(name, "Choose the last day on which the token works.")
	}
	return until.Sub(worktime.DateOf(v.Now(), v.Who.Person.Location())), nil
}

// RevokeToken makes a token useless.
func (h *Handlers) RevokeToken(v *visit.Visit) error {
	token, err := visit.PathID[id.Token](v, "token")
	if err != nil {
		return err
	}
	if err := h.Accounts.RevokeToken(v.Context(), v.Call(), token); err != nil {
		return err
	}
	return v.Redirect("/tokens", view.Toast{Text: "Revoked. It no longer works anywhere."})
}
