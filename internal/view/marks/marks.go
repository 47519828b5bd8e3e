// Package marks reads the pages about what people say of a program's items: the
// form on an activity, one's own marks, and the coordinator's desk with the
// links of the page.
package marks

import (
	"slices"
	"time"

	"stint/internal/access"
	"stint/internal/account"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/plan"
	"stint/internal/program"
	"stint/internal/program/mark"
	"stint/internal/program/reader"
	"stint/internal/sqldb"
	"stint/internal/view"
	"stint/internal/view/people"
)

// Views makes the models of pages. It is safe for concurrent use.
type Views struct{ programs *program.Service }

// New returns views over the programs, whose versions are kept decoded there.
func New(programs *program.Service) *Views { return &Views{programs: programs} }

// Row is one mark as its reader may see it.
type Row struct {
	ID       id.Mark
	By       view.PersonRef
	Verdict  mark.Verdict
	Comment  string
	Replaces string // with a proposal: an address; empty for the wording
	Proposal string
	State    mark.State
	Answer   string
	Answered view.PersonRef // who answered
	At       time.Time      // when it was said: made, or changed last while nobody had answered it
	Revision int
}

// Item is one item of the page with what is said of it.
type Item struct {
	ID     string
	Text   string // without markup; empty where the page has it no more
	Phase  string
	Line   int // 0 where the page has it no more
	Counts []Count
	Rows   []Row
}

// Count is how many said the same.
type Count struct {
	Verdict mark.Verdict
	Number  int
}

// Desk is what a coordinator sees of a program: its marks by item, in the order
// of the newest page, and the links of that page that need a look.
type Desk struct {
	Program id.Program
	Title   string
	Version int
	Settled bool // the settled marks are shown too
	Items   []Item
	Open    int // marks that nobody answered yet
	Taken   int // proposals that stand in the patch
	Links   Links
}

// Desk is the coordinator's page of a program's marks and links.
func (v *Views) Desk(tx *sqldb.Tx, who account.Principal, of id.Program, settled bool) (Desk, error) {
	marks, err := mark.List(tx, who.Actor, of, settled)
	if err != nil {
		return Desk{}, err
	}
	p, err := program.Find(tx, who.Actor, of)
	if err != nil {
		return Desk{}, err
	}
	version, err := v.programs.FindVersion(tx, p.Newest.ID)
	if err != nil {
		return Desk{}, err
	}
	var ids []id.Person
	for _, m := range marks {
		ids = append(ids, m.Person, m.SettledBy)
	}
	names, err := people.Name(tx, who.Person.ID, ids...)
	if err != nil {
		return Desk{}, err
	}
	links, err := linksOf(tx, version.Page)
	if err != nil {
		return Desk{}, err
	}
	desk := Desk{Links: links, Program: of, Title: p.Title, Version: p.Newest.Number, Settled: settled, Items: itemsOf(marks, version.Page, names)}
	for _, m := range marks {
		switch m.State {
		case mark.Open:
			desk.Open++
		case mark.Accepted:
			desk.Taken++
		}
	}
	return desk, nil
}

// place is where an item stands on a page.
type place struct {
	phase string
	item  *reader.Activity
}

func placesOf(page *reader.Page) map[string]place {
	places := map[string]place{}
	page.Walk(func(p *reader.Phase, a *reader.Activity) { places[a.ID] = place{p.Title, a} })
	return places
}

// itemsOf gathers marks by item, in the order of the page; what the page has no
// more comes last.
func itemsOf(marks []mark.Mark, page *reader.Page, names people.Named) []Item {
	places := placesOf(page)
	var items []Item
	for _, m := range marks {
		if len(items) == 0 || items[len(items)-1].ID != m.Item {
			item := Item{ID: m.Item}
			if at, ok := places[m.Item]; ok {
				item.Text, item.Phase, item.Line = at.item.Text, at.phase, at.item.Line
			}
			items = append(items, item)
		}
		item := &items[len(items)-1]
		item.Rows = append(item.Rows, rowOf(m, names))
		item.count(m.Verdict)
	}
	slices.SortStableFunc(items, func(a, b Item) int {
		if (a.Line == 0) != (b.Line == 0) {
			return b.Line - a.Line
		}
		return a.Line - b.Line
	})
	return items
}

func (i *Item) count(verdict mark.Verdict) {
	for k := range i.Counts {
		if i.Counts[k].Verdict == verdict {
			i.Counts[k].Number++
			return
		}
	}
	i.Counts = append(i.Counts, Count{verdict, 1})
}

func rowOf(m mark.Mark, names people.Named) Row {
	said := m.ChangedAt
	if !m.SettledAt.IsZero() {
		said = m.MadeAt // the change was the answer
	}
	return Row{
		ID: m.ID, By: names.Ref(m.Person), Verdict: m.Verdict, Comment: m.Comment, Replaces: m.Replaces, Proposal: m.Proposal,
		State: m.State, Answer: m.Answer, Answered: names.Ref(m.SettledBy), At: said, Revision: m.Revision,
	}
}

// Own is the page of one's own marks.
type Own struct{ Items []OwnItem }

// OwnItem is one's mark on an item.
type OwnItem struct {
	Program string
	Text    string // the item, as the writer saw it
	Row     Row
}

// Own is the page of the reader's own marks, newest first.
func (v *Views) Own(tx *sqldb.Tx, who account.Principal) (Own, error) {
	marks, err := mark.Own(tx, who.Actor)
	if err != nil {
		return Own{}, err
	}
	var ids []id.Person
	var programs []id.Program
	for _, m := range marks {
		ids, programs = append(ids, m.SettledBy), append(programs, m.Program)
	}
	names, err := people.Name(tx, who.Person.ID, ids...)
	if err != nil {
		return Own{}, err
	}
	titles, err := program.Programs(tx, programs)
	if err != nil {
		return Own{}, err
	}
	pages := map[id.ProgramVersion]map[string]place{}
	var own Own
	for _, m := range marks {
		if pages[m.Version] == nil {
			version, err := v.programs.FindVersion(tx, m.Version)
			if err != nil {
				return Own{}, err
			}
			pages[m.Version] = placesOf(version.Page)
		}
		item := OwnItem{Program: titles[m.Program].Title, Text: m.Item, Row: rowOf(m, names)}
		if at, ok := pages[m.Version][m.Item]; ok {
			item.Text = at.item.Text
		}
		own.Items = append(own.Items, item)
	}
	return own, nil
}

// Form is where an activity is marked.
type Form struct {
	Activity   id.Activity
	Internship id.Internship
	Week       int
	Title      string // the activity
	Wording    string // as the page has it, Markdown
	Links      []view.Choice
	Mark       Row    // the reader's own that stands; its ID is empty where there is none
	Back       string // the page that it was opened from; the edge knows
	Above      bool   // it is shown above that page; the edge knows
}

// Item is the item of the program behind an activity of a plan, for those who
// may mark it. What somebody added is no item of the program.
func (v *Views) Item(tx *sqldb.Tx, who account.Principal, activity id.Activity) (plan.Activity, error) {
	found, err := plan.Find(tx, who.Actor, activity)
	if err != nil {
		return plan.Activity{}, err
	}
	if _, err := access.Require(tx, who.Actor, access.MarkWrite, found.Internship); err != nil {
		return plan.Activity{}, err
	}
	if found.Own() || found.Source == "" {
		return plan.Activity{}, fault.New(fault.Conflict, "This is no part of the program’s page, so it cannot be marked. Nothing has been changed. You can change it yourself.")
	}
	return found.Activity, nil
}

// Form is the form on which the reader marks an activity.
func (v *Views) Form(tx *sqldb.Tx, who account.Principal, activity id.Activity) (Form, error) {
	a, err := v.Item(tx, who, activity)
	if err != nil {
		return Form{}, err
	}
	m, err := mark.OwnOn(tx, who.Actor, a.Internship, a.Source)
	if err != nil {
		return Form{}, err
	}
	form := Form{Activity: activity, Internship: a.Internship, Week: a.Week, Title: a.Text, Wording: a.Text, Links: []view.Choice{{Label: "The wording"}}, Mark: rowOf(m, people.Named{})}
	version, err := v.inForce(tx, a.Internship)
	if err != nil {
		return Form{}, err
	}
	if at, ok := placesOf(version.Page)[a.Source]; ok {
		form.Title, form.Wording = at.item.Text, at.item.Markdown
		for _, l := range at.item.Links {
			if l.URL != "" {
				form.Links = append(form.Links, view.Choice{Value: l.URL, Label: "The link " + l.URL})
			}
		}
	}
	return form, nil
}

// inForce is the version of the program that an internship goes by.
func (v *Views) inForce(tx *sqldb.Tx, internship id.Internship) (program.Version, error) {
	version, err := sqldb.Find(tx, "internship", func(s sqldb.Scanner) (x id.ProgramVersion, err error) { return x, s.Scan(&x) },
		"SELECT t.program_version_id FROM internship i JOIN terms t ON t.internship_id = i.id AND t.revision = i.in_force WHERE i.id = ?", internship)
	if err != nil {
		return program.Version{}, fault.New(fault.Conflict, "An item can be marked once the internship has begun. Nothing has been changed.")
	}
	return v.programs.FindVersion(tx, version)
}
