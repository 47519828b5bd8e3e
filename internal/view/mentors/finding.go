package mentors

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/text/language"

	"stint/internal/access"
	"stint/internal/account"
	"stint/internal/id"
	"stint/internal/internship"
	"stint/internal/matching"
	"stint/internal/matching/fit"
	"stint/internal/person"
	"stint/internal/pool"
	"stint/internal/program"
	"stint/internal/sqldb"
	"stint/internal/view"
	"stint/internal/worktime"
)

// perPart is how many mentors one part of the list shows.
const perPart = 20

// Find is the page of an internship that looks for a mentor, for its intern and
// the program's coordinators.
func Find(tx *sqldb.Tx, who account.Principal, of id.Internship, f Filter) (Finding, error) {
	if _, err := access.Require(tx, who.Actor, access.MentorFind, of); err != nil {
		return Finding{}, err
	}
	x, err := internship.Find(tx, who.Actor, of)
	if err != nil {
		return Finding{}, err
	}
	page, err := find(tx, who, x.Program, x.Intern, f)
	if err != nil {
		return page, err
	}
	page.Internship = of
	searches := page.Intern.You && x.State == internship.Exploring
	page.MayAsk = searches
	if searches {
		page.TermsHref = "/internships/" + string(of) + "/terms/new"
	}
	switch {
	case x.State.Over():
		page.Why = "This internship is " + string(x.State) + ", so nobody can be asked for it."
	case x.State != internship.Exploring:
		page.Why = "This internship has a mentor in its terms. Propose terms that name another one to change that."
	case !page.Intern.You:
		page.Why = "Only " + page.Intern.Name + " can ask."
	}
	if err := page.requests(tx, who, of); err != nil {
		return page, err
	}
	page.link("/internships/" + string(of) + "/mentors")
	return page, nil
}

// Look is the page of somebody who looks around in a program. Where they
// explore it already, Internship is set.
func Look(tx *sqldb.Tx, who account.Principal, of id.Program, f Filter) (Finding, error) {
	page, err := find(tx, who, of, who.Person.ID, f)
	if err != nil {
		return page, err
	}
	x, found, err := internship.UnderWay(tx, who.Actor, of)
	if err != nil {
		return page, err
	}
	page.MayExplore, page.TermsHref = !found, "/internships/new"
	if found {
		page.Internship, page.TermsHref = x.ID, ""
		page.MayAsk = x.State == internship.Exploring
		if page.MayAsk {
			page.TermsHref = "/internships/" + string(x.ID) + "/terms/new"
		}
		if err := page.requests(tx, who, x.ID); err != nil {
			return page, err
		}
	}
	page.link("/programs/" + string(of) + "/mentors")
	return page, nil
}

// requests says in the rows whom the intern has asked, and how it stands.
func (p *Finding) requests(tx *sqldb.Tx, who account.Principal, of id.Internship) error {
	sent, err := matching.List(tx, who.Actor, of)
	if err != nil {
		return err
	}
	newest := map[id.Person]matching.Request{}
	for _, r := range slices.Backward(sent) { // the newest is first
		newest[r.Mentor] = r
		if r.State.Standing() {
			p.Standing++
		}
	}
	p.Left = max(matching.MaxStanding-p.Standing, 0)
	for i := range p.Rows {
		r, asked := newest[p.Rows[i].Person.ID]
		if !asked || !r.State.Standing() && r.State != matching.Declined {
			continue
		}
		p.Rows[i].Asked = &Asked{Request: r.ID, At: r.AskedAt, State: r.State}
	}
	return nil
}

// find ranks the mentors of a program for somebody and shows those whom the
// filter leaves.
func find(tx *sqldb.Tx, who account.Principal, of id.Program, intern id.Person, f Filter) (Finding, error) {
	p, err := program.Find(tx, who.Actor, of)
	if err != nil {
		return Finding{}, err
	}
	r, err := fit.Candidates(tx, who.Actor, fit.Wanted{Program: of, Intern: intern, Start: f.Start, Style: f.Style})
	if err != nil {
		return Finding{}, err
	}
	people, err := person.Names(tx, []id.Person{intern})
	if err != nil {
		return Finding{}, err
	}
	page := Finding{Program: of, Title: p.Title, Filter: f, Open: len(r.Candidates), Intern: refOf(people[intern], who.Person.ID)}
	page.You = youOf(r, people[intern])
	page.Message = messageFor(p, people[intern])
	page.choices(r)
	var left []fit.Candidate
	for _, c := range r.Candidates {
		if f.takes(c) {
			left = append(left, c)
		}
	}
	page.Found = len(left)
	from := min(max(f.From, 0), len(left))
	for _, c := range left[from:min(from+perPart, len(left))] {
		page.Rows = append(page.Rows, rowOf(r, c, page.Intern))
	}
	return page, nil
}

// takes reports whether the filter leaves a mentor.
func (f Filter) takes(c fit.Candidate) bool {
	switch {
	case f.Topic != "" && !slices.ContainsFunc(c.Profile.Topics, func(t string) bool { return strings.EqualFold(t, f.Topic) }),
		f.Language != "" && !slices.ContainsFunc(c.Profile.Languages, func(l string) bool { return baseOf(l) == baseOf(f.Language) }),
		f.Zone != "" && c.Person.Zone != f.Zone,
		f.Overlap > 0 && c.Fit.Overlap.Usual < time.Duration(f.Overlap)*time.Hour,
		f.Free && c.Full():
		return false
	}
	return true
}

// query is the filter as the address has it, for another part of the list.
func (f Filter) query(from int) string {
	q := url.Values{}
	set := func(name, value string) {
		if value != "" {
			q.Set(name, value)
		}
	}
	set("topic", f.Topic)
	set("language", f.Language)
	set("zone", f.Zone)
	set("style", f.Style)
	set("start", f.Start.String())
	if f.Overlap > 0 {
		set("overlap", strconv.Itoa(f.Overlap))
	}
	if f.Free {
		set("free", "yes")
	}
	if from > 0 {
		set("from", strconv.Itoa(from))
	}
	if len(q) == 0 {
		return ""
	}
	return "?" + q.Encode()
}

// link fills in where the other parts of the list are.
func (p *Finding) link(path string) {
	p.Pager.Shown, p.Pager.Total = len(p.Rows), p.Found
	if p.Filter.From > 0 {
		p.Pager.PreviousHref = path + p.Filter.query(0)
	}
	if next := p.Filter.From + perPart; next < p.Found {
		p.Pager.NextHref = path + p.Filter.query(next)
	}
}

func refOf(p person.Person, you id.Person) view.PersonRef {
	return view.PersonRef{ID: p.ID, Name: p.FirstName(), You: p.ID == you}
}

func youOf(r fit.Ranking, p person.Person) You {
	return You{
		Zone: r.Intern.Schedule.Location, Hours: r.Intern.Schedule.Week.String(), Assumed: r.Intern.Assumed,
		Topics: r.Intern.Topics, Languages: languageNames(p.Languages), Start: r.At.Start,
	}
}

// messageFor proposes what to write to a mentor, from what is known, so that a
// first message is one click.
func messageFor(p program.Program, intern person.Person) string {
	from := ""
	if intern.Team != "" {
		from = "I work in " + intern.Team + " and "
	}
	hours := ""
	if p.Newest.MinMinutes > 0 {
		hours = worktime.FormatHours(time.Duration(p.Newest.MinMinutes)*time.Minute) + " hours a week for "
	}
	return fmt.Sprintf("Hi! %sI would like to find out whether your role is for me, with “%s”: %s%s. Would you be my mentor?",
		from, p.Title, hours, counted(p.Newest.Weeks, "week", "weeks"))
}

func counted(n int, one, many string) string {
	if n == 1 {
		return "one " + one
	}
	return strconv.Itoa(n) + " " + many
}

// choices fills in what the list can be filtered by: what there is in the pool.
func (p *Finding) choices(r fit.Ranking) {
	topics, languages, zones := map[string]string{}, map[string]string{}, map[string]string{}
	for _, c := range r.Candidates {
		for _, t := range c.Profile.Topics {
			if key := strings.ToLower(t); topics[key] == "" {
				topics[key] = t
			}
		}
		for _, l := range c.Profile.Languages {
			if base := baseOf(l); base != "" {
				languages[base] = fit.LanguageName(base)
			}
		}
		zones[c.Person.Zone] = city(c.Person.Zone)
	}
	p.Topics, p.Languages, p.Zones = sorted("All topics", topics), sorted("All languages", languages), sorted("All zones", zones)
	p.Styles = styleChoices("Any style")
}

func styleChoices(none string) []view.Choice {
	choices := []view.Choice{{Label: none}}
	for _, s := range pool.Styles() {
		choices = append(choices, view.Choice{Value: s.Name, Label: s.Words})
	}
	return choices
}

// sorted are choices by their labels, with the one for all before them.
func sorted(all string, labels map[string]string) []view.Choice {
	var choices []view.Choice
	for value, label := range labels {
		choices = append(choices, view.Choice{Value: value, Label: label})
	}
	slices.SortFunc(choices, func(a, b view.Choice) int {
		return cmp.Or(cmp.Compare(strings.ToLower(a.Label), strings.ToLower(b.Label)), cmp.Compare(a.Value, b.Value))
	})
	return append([]view.Choice{{Label: all}}, choices...)
}

func rowOf(r fit.Ranking, c fit.Candidate, intern view.PersonRef) Row {
	row := Row{
		Rank: c.Rank, Person: refOf(c.Person, ""), FullName: c.Person.Name, Title: c.Person.Title, Place: city(c.Person.Zone),
		Apart:    apart(r.Intern.Schedule.Location, c.Profile.Schedule.Location, r.At.Start, intern),
		Capacity: c.Opening.Capacity, Free: c.Opening.Free(), Until: c.Opening.Until, Style: pool.StyleWords(c.Opening.Style),
		Languages: languageNames(c.Profile.Languages), Topics: c.Profile.Topics, Together: c.Fit.Overlap.Usual,
	}
	row.Day = dayOf(fit.DayOf(r.Intern, c.Profile, r.At), r.Intern.Schedule.Location, intern, row.Person.Name)
	for _, reason := range c.Fit.Reasons {
		text := reason.Text
		if !intern.You {
			text = reason.About
		}
		row.Reasons = append(row.Reasons, Reason{text, reason.For})
	}
	return row
}

func languageNames(tags []string) []string {
	var names []string
	for _, tag := range tags {
		names = append(names, fit.LanguageName(tag))
	}
	return names
}

// baseOf is the language of a tag without its region: pt for pt-BR; empty for
// what is none.
func baseOf(tag string) string {
	parsed, err := language.Parse(tag)
	if err != nil {
		return ""
	}
	base, _ := parsed.Base()
	return base.String()
}
