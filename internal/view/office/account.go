package office

import (
	"cmp"
	"slices"
	"stint/internal/view"
	"stint/internal/view/people"
	"strings"

	"stint/internal/account"
	"stint/internal/person"
	"stint/internal/sqldb"
	"stint/internal/worktime"
)

// Profile is the page of one's own settings.
func (v *Views) Profile(tx *sqldb.Tx, who account.Principal) (view.Profile, error) {
	p := who.Person
	page := view.Profile{
		Person: view.PersonRef{ID: p.ID, Name: p.FirstName(), You: true}, Email: p.Email, Zone: p.Location(), Zones: view.OfferedZones(),
		Locale: p.Locale, Locales: locales(p.Locale), Week: p.WorkingHours, KeysOff: !p.Shortcuts, Theme: view.Theme(p.Theme),
		FullName: p.Name, Team: p.Team, Title: p.Title, StartedOn: p.StartedOn,
		Languages: strings.Join(p.Languages, ", "), Topics: strings.Join(p.Topics, ", "), DaysOff: person.DaysOffText(p.DaysOff),
	}
	named, err := people.Name(tx, p.ID, p.Manager)
	if err != nil {
		return page, err
	}
	if p.Manager != "" {
		page.Manager = named.Known[p.Manager].Name
	}
	sessions, err := account.ListSessions(tx, who.Actor)
	if err != nil {
		return page, err
	}
	for _, s := range sessions {
		page.Sessions = append(page.Sessions, view.SessionRow{ID: s.ID, Agent: browser(s.Agent), Started: s.CreatedAt, Seen: s.SeenAt, Current: s.ID == who.Session})
	}
	tokens, err := account.ListTokens(tx, who.Actor)
	if err != nil {
		return page, err
	}
	for _, t := range tokens {
		if !t.Expired(tx.Now()) {
			page.Tokens++
		}
	}
	page.Facts, err = v.facts(tx, who)
	return page, err
}

// facts are the accesses on the administrators' list, those that the programs
// ask for, and those that the person said something about, with what they said.
func (v *Views) facts(tx *sqldb.Tx, who account.Principal) ([]view.AccessFact, error) {
	stated, err := person.Facts(tx, who.Person.ID)
	if err != nil {
		return nil, err
	}
	names := map[string]bool{}
	for name := range stated {
		names[name] = true
	}
	asked, err := v.programs.AccessAsked(tx)
	if err != nil {
		return nil, err
	}
	for _, name := range asked {
		names[name] = true
	}
	systems, err := person.Systems(tx, who.Actor)
	if err != nil {
		return nil, err
	}
	labels := map[string]string{}
	for _, x := range systems {
		names[x.Name], labels[x.Name] = true, x.Label
	}
	var facts []view.AccessFact
	for name := range names {
		facts = append(facts, view.AccessFact{Name: name, Label: cmp.Or(labels[name], view.FactLabel(name)), Has: stated[name]})
	}
	slices.SortFunc(facts, func(a, b view.AccessFact) int { return cmp.Compare(a.Name, b.Name) })
	return facts, nil
}

// locales to choose from: those that differ in how they begin a week, and the
// person's own.
func locales(own string) []view.Choice {
	choices := []view.Choice{
		{Value: "en-US", Label: "English, United States (weeks begin on Sunday)"},
		{Value: "en-GB", Label: "English, United Kingdom (Monday)"},
		{Value: "de-DE", Label: "German (Monday)"},
		{Value: "fr-FR", Label: "French (Monday)"},
		{Value: "es-ES", Label: "Spanish (Monday)"},
		{Value: "pt-BR", Label: "Portuguese, Brazil (Sunday)"},
		{Value: "ja-JP", Label: "Japanese (Sunday)"},
		{Value: "ar-EG", Label: "Arabic, Egypt (Saturday)"},
	}
	if !slices.ContainsFunc(choices, func(c view.Choice) bool { return c.Value == own }) {
		choices = append(choices, view.Choice{Value: own, Label: own})
	}
	return choices
}

// Tokens is the page of one's own API tokens.
func (v *Views) Tokens(tx *sqldb.Tx, who account.Principal) (view.Tokens, error) {
	page := view.Tokens{
		Scopes: []view.Choice{{Value: "read", Label: "Read"}, {Value: "act", Label: "Read and change"}},
		Latest: worktime.DateOf(tx.Now(), who.Person.Location()).AddDays(account.MaxTokenDays),
	}
	tokens, err := account.ListTokens(tx, who.Actor)
	for _, t := range tokens {
		page.Rows = append(page.Rows, view.TokenRow{ID: t.ID, Name: t.Name, Scope: string(t.Scope), Made: t.CreatedAt, Expires: t.ExpiresAt, Used: t.LastUsedAt})
	}
	return page, err
}
