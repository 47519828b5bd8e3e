package office

import (
	"fmt"
	"maps"
	"net/url"
	"slices"
	"stint/internal/view"
	"stint/internal/view/people"
	"stint/internal/view/shell"
	"strings"
	"time"

	"stint/internal/access"
	"stint/internal/account"
	"stint/internal/audit"
	"stint/internal/id"
	"stint/internal/job"
	"stint/internal/person"
	"stint/internal/sqldb"
)

// browser names a browser in a few words; the whole agent says more than
// anybody wants to read.
func browser(agent string) string {
	name := "A browser"
	for _, b := range [...]struct{ mark, name string }{{"Edg/", "Edge"}, {"Firefox/", "Firefox"}, {"Chrome/", "Chrome"}, {"Safari/", "Safari"}} {
		if strings.Contains(agent, b.mark) {
			name = b.name
			break
		}
	}
	for _, s := range [...]struct{ mark, name string }{{"Android", "Android"}, {"iPhone", "an iPhone"}, {"iPad", "an iPad"}, {"Windows", "Windows"}, {"Mac OS X", "a Mac"}, {"Linux", "Linux"}} {
		if strings.Contains(agent, s.mark) {
			return name + " on " + s.name
		}
	}
	return name
}

// PeopleQuery says which people an administrator looks for.
type PeopleQuery struct {
	Text     string // words of name, address, team, title or topics
	Team     string // exactly
	Topic    string // exactly but for case
	Inactive bool   // the deactivated ones too
	After    string
}

// People is the directory as administrators see it.
func (v *Views) People(tx *sqldb.Tx, who account.Principal, q PeopleQuery) (view.People, error) {
	page := view.People{Query: q.Text, Team: q.Team, Topic: q.Topic, Inactive: q.Inactive}
	if err := access.Check(who.Actor, access.PersonAdminister, nil, "page"); err != nil {
		return page, err
	}
	list, next, err := person.List(tx, who.Actor, person.Query{Text: q.Text, Team: q.Team, Topic: q.Topic, OnlyActive: !q.Inactive, After: q.After, Limit: view.PageSize})
	if err != nil {
		return page, err
	}
	rows, err := personRows(tx, who, list)
	if err != nil {
		return page, err
	}
	page.Rows = rows
	query := url.Values{}
	for name, value := range map[string]string{"q": q.Text, "team": q.Team, "topic": q.Topic} {
		if value != "" {
			query.Set(name, value)
		}
	}
	if q.Inactive {
		query.Set("inactive", "yes")
	}
	page.Pager.Shown = len(rows)
	if q.After != "" {
		page.Pager.PreviousHref = shell.PathPeople + "?" + query.Encode()
	}
	if next != "" {
		query.Set("after", next)
		page.Pager.NextHref = shell.PathPeople + "?" + query.Encode()
	}
	return page, nil
}

// personRows adds managers' names and the last visit, in two queries.
func personRows(tx *sqldb.Tx, who account.Principal, list []person.Person) ([]view.PersonRow, error) {
	var managers, ids []id.Person
	for _, p := range list {
		managers, ids = append(managers, p.Manager), append(ids, p.ID)
	}
	names, err := people.Name(tx, who.Person.ID, managers...)
	if err != nil {
		return nil, err
	}
	seen, err := lastSeen(tx, ids)
	var rows []view.PersonRow
	for _, p := range list {
		rows = append(rows, view.PersonRow{
			ID: p.ID, Name: p.Name, Email: p.Email, Team: p.Team, Manager: names.Ref(p.Manager), Zone: p.Zone, Admin: p.Admin, Active: p.Active, Seen: seen[p.ID],
			Topics: p.Topics,
		})
	}
	return rows, err
}

func lastSeen(tx *sqldb.Tx, ids []id.Person) (map[id.Person]time.Time, error) {
	type line struct {
		who id.Person
		at  time.Time
	}
	in, args := sqldb.In(ids)
	lines, err := sqldb.List(tx, func(s sqldb.Scanner) (l line, err error) { return l, s.Scan(&l.who, &l.at) },
		"SELECT person_id, max(seen_at) FROM session WHERE person_id IN "+in+" GROUP BY person_id", args...)
	seen := make(map[id.Person]time.Time, len(lines))
	for _, l := range lines {
		seen[l.who] = l.at
	}
	return seen, err
}

// Person is the page of one person for administrators; of a new one where the
// id is empty.
func (v *Views) Person(tx *sqldb.Tx, who account.Principal, of id.Person) (view.Person, error) {
	page := view.Person{Zones: view.OfferedZones(), Row: view.PersonRow{Active: true, Zone: who.Person.Zone}, Locale: person.DefaultLocale}
	err := access.Check(who.Actor, access.PersonAdminister, nil, "page")
	if err != nil {
		return page, err
	}
	if page.Managers, err = people.Choices(tx, who, of); err != nil || of == "" {
		return page, err
	}
	p, err := person.Find(tx, who.Actor, of)
	if err != nil {
		return page, err
	}
	rows, err := personRows(tx, who, []person.Person{p})
	if err != nil {
		return page, err
	}
	page.Row, page.FullName, page.Title, page.ManagerID, page.Locale, page.Week, page.You = rows[0], p.Name, p.Title, p.Manager, p.Locale, p.WorkingHours, p.ID == who.Person.ID
	page.Seen, page.StartedOn, page.DaysOff = p.ChangedAt.Format(time.RFC3339Nano), p.StartedOn, person.DaysOffText(p.DaysOff)
	page.Languages, page.Topics = strings.Join(p.Languages, ", "), strings.Join(p.Topics, ", ")
	leading, err := person.Leading(tx, []id.Person{of})
	if err != nil {
		return page, err
	}
	page.Leads = leading[of]
	facts, err := person.Facts(tx, of)
	if err != nil {
		return page, err
	}
	for _, name := range slices.Sorted(maps.Keys(facts)) {
		page.Facts = append(page.Facts, view.AccessFact{Name: name, Label: view.FactLabel(name), Has: facts[name]})
	}
	// Whoever is the manager stays to be chosen, also where they left the
	// company or come after those that the form offers: else saving the form
	// would take the manager away unsaid.
	if p.Manager != "" && !slices.ContainsFunc(page.Managers, func(c view.Choice) bool { return c.Value == string(p.Manager) }) {
		manager, err := person.Find(tx, who.Actor, p.Manager)
		if err != nil {
			return page, err
		}
		page.Managers = append(page.Managers, view.Choice{Value: string(manager.ID), Label: manager.Name})
	}
	page.History, err = personHistory(tx, who, of)
	return page, err
}

// Systems is the administrators' list of what people can have access to.
func (v *Views) Systems(tx *sqldb.Tx, who account.Principal) (view.Systems, error) {
	page := view.Systems{}
	if err := access.Check(who.Actor, access.PersonAdminister, nil, "page"); err != nil {
		return page, err
	}
	have := map[string]int{}
	_, err := sqldb.List(tx, func(s sqldb.Scanner) (none struct{}, err error) {
		var name string
		var n int64
		err = s.Scan(&name, &n)
		have[name] = int(n)
		return none, err
	}, "SELECT f.name, count(*) FROM access_fact f JOIN person p ON p.id = f.person_id WHERE f.has = 1 AND p.active = 1 GROUP BY f.name")
	if err != nil {
		return page, err
	}
	systems, err := person.Systems(tx, who.Actor)
	for _, x := range systems {
		page.Rows = append(page.Rows, view.SystemRow{Name: x.Name, Label: x.Label, Have: have[x.Name]})
	}
	return page, err
}

// personHistory is what happened to a person's record, newest first.
func personHistory(tx *sqldb.Tx, who account.Principal, of id.Person) ([]view.HistoryRow, error) {
	type line struct {
		at   time.Time
		by   id.Person
		name string
	}
	lines, err := sqldb.List(tx, func(s sqldb.Scanner) (l line, err error) { return l, s.Scan(&l.at, sqldb.Maybe(&l.by), &l.name) },
		"SELECT at, actor_id, name FROM audit_event WHERE chain = ? AND object = ? ORDER BY seq DESC LIMIT 30", audit.Organization, of)
	if err != nil {
		return nil, err
	}
	var ids []id.Person
	for _, l := range lines {
		ids = append(ids, l.by)
	}
	names, err := people.Name(tx, who.Person.ID, ids...)
	var rows []view.HistoryRow
	for _, l := range lines {
		rows = append(rows, view.HistoryRow{At: l.at, By: names.Actor(l.by), Text: personHappened(l.name)})
	}
	return rows, err
}

var personHappenings = map[string]string{
	"person.added": "added them", "person.changed": "changed the entry", "person.deactivated": "deactivated them", "person.reactivated": "reactivated them",
	"sign-in-link.handed": "handed out a sign-in link", "access-fact.stated": "said what access there is",
	"cohort-mentor.added": "added them to a cohort as a mentor", "cohort-applicant.added": "added them to a cohort",
	"pair.locked": "locked a pair with them", "delegation.named": "named them as a delegate", "delegation.ended": "ended their delegation",
	"sign-off.reminded": "reminded them of terms that wait",
}

func personHappened(name string) string {
	if text, ok := personHappenings[name]; ok {
		return text
	}
	return strings.ReplaceAll(strings.ReplaceAll(name, ".", ": "), "-", " ")
}

// About is what the process knows of itself, for the state of the
// installation.
type About struct {
	Build string
	Mail  bool // a mail server is known
}

// Installation is how the installation does.
func (v *Views) Installation(tx *sqldb.Tx, who account.Principal, about About, database string) (view.Installation, error) {
	page := view.Installation{Version: about.Build, Database: view.Part{OK: true, Text: database}, MayRetry: true}
	if err := access.Check(who.Actor, access.InstallationFind, nil, "page"); err != nil {
		return page, err
	}
	counts, err := job.Count(tx)
	if err != nil {
		return page, err
	}
	page.Queue = view.Part{OK: counts.Failed == 0 && tx.Now().Sub(counts.Oldest) < 5*time.Minute || counts.Failed == 0 && counts.Oldest.IsZero(), Text: queueText(counts, tx.Now())}
	page.Mail = view.Part{OK: about.Mail, Text: "Sent through the configured server"}
	if !about.Mail {
		page.Mail.Text = "No server is set (STINT_SMTP), so links are handed out"
	}
	failed, err := job.Failures(tx, 50)
	for _, j := range failed {
		page.Failed = append(page.Failed, view.JobRow{ID: j.ID, Kind: j.Kind, Attempts: j.Attempts, At: j.RunAt, Error: j.Trouble})
	}
	return page, err
}

func queueText(c job.Counts, now time.Time) string {
	text := fmt.Sprintf("%d waiting, %d under way, %d given up", c.Waiting, c.Leased, c.Failed)
	if !c.Oldest.IsZero() {
		text += fmt.Sprintf("; the oldest is %s late", now.Sub(c.Oldest).Round(time.Second))
	}
	return text
}
