// Package cohorts reads the pages of cohorts: a coordinator's, and everybody's
// own part in one.
package cohorts

import (
	"fmt"
	"slices"
	"strings"

	"stint/internal/access"
	"stint/internal/account"
	"stint/internal/id"
	"stint/internal/matching/cohort"
	"stint/internal/pool"
	"stint/internal/program"
	"stint/internal/sqldb"
	"stint/internal/view"
	"stint/internal/view/people"
)

// List is the cohorts of a program.
type List struct {
	Program id.Program
	Title   string
	Rows    []Row
	Pager   view.Pager
}

// Row is one cohort of a list.
type Row struct {
	Cohort cohort.Cohort
	Counts cohort.Counts
}

// Form is where a cohort is described: a new one, or one that there is.
type Form struct {
	Program id.Program
	Title   string        // of the program
	Cohort  cohort.Cohort // its ID is empty for a new one
}

// Page is a cohort as its coordinator sees it.
type Page struct {
	Cohort       cohort.Cohort
	Title        string // of the program
	Counts       cohort.Counts
	Restrictions int
	Unplaced     []Unplaced
	Pairs        []Pair // one part of them
	Pager        view.Pager
	Applicants   []Member
	Mentors      []Member
	Spare        []view.Choice // mentors of the pool who are not in it
	Editable     bool
}

// Unplaced is an applicant without a place, and what would give them one.
type Unplaced struct {
	Person  view.PersonRef
	Changes []Help
}

// Help is one change that would place somebody.
type Help struct {
	Kind   string
	Text   string
	Mentor id.Person
	Places int // what the mentor's places become with it; 0 where they offer no more
	Rule   cohort.Rule
}

// Pair is one line of the proposal.
type Pair struct {
	Applicant, Mentor view.PersonRef
	Locked            bool
	Reasons           []string
	Next              view.PersonRef // unknown where they would go without
	Loss              string         // what the whole would lose by it, in words
	Outcome           string         // "", "asked", "refused", "stopped"
}

// Member is an applicant or a mentor of a cohort.
type Member struct {
	Person  view.PersonRef
	Applied bool     // by themself
	Aside   []Aside  // must-haves set aside for an applicant
	Not     []string // whom the coordinator forbade an applicant, by name
	NotIDs  []id.Person
	Places  int // of a mentor
	Free    int // places that a mentor has in the pool
	Taken   int // by the proposal
}

// Aside is a must-have set aside.
type Aside struct {
	Rule cohort.Rule
	Text string
}

// Part is one's own part in a cohort.
type Part struct {
	Part    cohort.Part
	Program string
	Mentors []view.Choice
	People  []view.Choice // whom a mentor may rule out
}

// Parts is every cohort that concerns the reader.
type Parts struct{ Rows []Part }

// RuleWords is a must-have in words.
func RuleWords(r cohort.Rule, of cohort.Rules) string {
	switch r {
	case cohort.RuleOverlap:
		return fmt.Sprintf("at least %d h of work at the same time", of.MinOverlap/60)
	case cohort.RuleApart:
		return fmt.Sprintf("clocks at most %d h apart", of.MaxApart)
	case cohort.RuleLanguage:
		return "a language in common"
	}
	return ""
}

// Of is the cohorts of a program, for its coordinators.
func Of(tx *sqldb.Tx, who account.Principal, of id.Program, after string) (List, error) {
	found, err := cohort.List(tx, who.Actor, of, cohort.Page{After: after})
	if err != nil {
		return List{}, err
	}
	p, err := program.Find(tx, who.Actor, of)
	if err != nil {
		return List{}, err
	}
	ids := make([]id.Cohort, len(found.Cohorts))
	for i, c := range found.Cohorts {
		ids[i] = c.ID
	}
	counts, err := cohort.CountsOf(tx, ids)
	page := List{Program: of, Title: p.Title, Pager: view.Pager{Shown: len(ids)}}
	if after != "" {
		page.Pager.PreviousHref = "/programs/" + string(of) + "/cohorts"
	}
	if found.Next != "" {
		page.Pager.NextHref = "/programs/" + string(of) + "/cohorts?after=" + found.Next
	}
	for _, c := range found.Cohorts {
		page.Rows = append(page.Rows, Row{c, counts[c.ID]})
	}
	return page, err
}

// New is the form of a new cohort.
func New(tx *sqldb.Tx, who account.Principal, of id.Program) (Form, error) {
	if err := access.RequireCoordinator(tx, who.Actor, access.CohortDirect, of); err != nil {
		return Form{}, err
	}
	p, err := program.Find(tx, who.Actor, of)
	return Form{Program: of, Title: p.Title, Cohort: cohort.Cohort{Program: of, Rules: cohort.Rules{MaxApart: -1}}}, err
}

// Edit is the form of a cohort that there is.
func Edit(tx *sqldb.Tx, who account.Principal, of id.Cohort) (Form, error) {
	c, err := cohort.Find(tx, who.Actor, of)
	if err != nil {
		return Form{}, err
	}
	p, err := program.Find(tx, who.Actor, c.Program)
	return Form{Program: c.Program, Title: p.Title, Cohort: c}, err
}

// perPage is how many pairs one page shows.
const perPage = 50

// One is a cohort for its coordinators, with the pairs from a place in the
// proposal on.
func One(tx *sqldb.Tx, who account.Principal, of id.Cohort, from int) (Page, error) {
	c, err := cohort.Find(tx, who.Actor, of)
	if err != nil {
		return Page{}, err
	}
	r := reading{page: Page{Cohort: c, Editable: !c.Over()}}
	p, err := program.Find(tx, who.Actor, c.Program)
	if err != nil {
		return Page{}, err
	}
	r.page.Title = p.Title
	if r.roll, err = cohort.RollOf(tx, c.ID); err != nil {
		return Page{}, err
	}
	if r.choices, err = cohort.Choices(tx, c.ID); err != nil {
		return Page{}, err
	}
	if r.pool, _, err = pool.Members(tx, c.Program); err != nil {
		return Page{}, err
	}
	if r.names, err = people.Name(tx, who.Person.ID, r.ids()...); err != nil {
		return Page{}, err
	}
	r.fill(from)
	return r.page, nil
}

// reading gathers what a page is made of.
type reading struct {
	page    Page
	roll    cohort.Roll
	choices []cohort.Choice
	pool    []pool.Member
	names   people.Named
}

// ids are all people of the page.
func (r *reading) ids() []id.Person {
	var ids []id.Person
	for _, a := range r.roll.Applicants {
		ids = append(ids, a.Person)
	}
	for _, m := range r.roll.Mentors {
		ids = append(ids, m.Person)
	}
	for _, c := range r.choices { // who was removed since
		ids = append(ids, c.Applicant)
		if c.Mentor != "" {
			ids = append(ids, c.Mentor)
		}
		if c.Next != "" {
			ids = append(ids, c.Next)
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

func (r *reading) fill(from int) {
	p := &r.page
	p.Restrictions = r.roll.Restrictions
	p.Counts = cohort.Counts{Applicants: len(r.roll.Applicants), Mentors: len(r.roll.Mentors)}
	taken := map[id.Person]int{}
	var pairs []cohort.Choice
	for _, c := range r.choices {
		if c.Mentor == "" {
			p.Unplaced = append(p.Unplaced, r.unplaced(c))
			continue
		}
		taken[c.Mentor]++
		pairs = append(pairs, c)
	}
	p.Counts.Placed = len(pairs)
	slices.SortStableFunc(pairs, func(a, b cohort.Choice) int { return strings.Compare(r.name(a.Applicant), r.name(b.Applicant)) })
	from = max(min(from, len(pairs)/perPage*perPage), 0)
	for _, c := range pairs[from:min(from+perPage, len(pairs))] {
		p.Pairs = append(p.Pairs, r.pair(c))
	}
	href := "/cohorts/" + string(p.Cohort.ID)
	p.Pager = view.Pager{Shown: len(p.Pairs), Total: len(pairs)}
	if from > 0 {
		p.Pager.PreviousHref = href
	}
	if from+perPage < len(pairs) {
		p.Pager.NextHref = fmt.Sprintf("%s?from=%d", href, from+perPage)
	}
	r.members(taken)
}

func (r *reading) name(who id.Person) string { return r.names.Known[who].Name }

// ref names a person in full: two of many may share a first name.
func (r *reading) ref(who id.Person) view.PersonRef {
	ref := r.names.Ref(who)
	if full := r.name(who); who != "" && full != "" {
		ref.Name = full
	}
	return ref
}

func (r *reading) unplaced(c cohort.Choice) Unplaced {
	u := Unplaced{Person: r.ref(c.Applicant)}
	for _, change := range c.Changes {
		h := Help{Kind: change.Kind, Mentor: change.Mentor, Rule: change.Rule}
		switch change.Kind {
		case cohort.ChangePlace:
			h.Text = "One more place with " + r.name(change.Mentor)
			if h.Places = r.placesAfter(change.Mentor); h.Places == 0 {
				h.Text += ", if they offer one more in the pool"
			}
		case cohort.ChangeRule:
			h.Text = "Without “" + RuleWords(change.Rule, r.page.Cohort.Rules) + "” for them, with " + r.name(change.Mentor)
		case cohort.ChangeRestriction:
			h.Text = "A restriction stands in the way. It is private, and only whoever made it can lift it."
		}
		u.Changes = append(u.Changes, h)
	}
	return u
}

// placesAfter is how many places a mentor has in the cohort with one more; 0
// where they offer no more than they have there.
func (r *reading) placesAfter(mentor id.Person) int {
	for _, m := range r.roll.Mentors {
		if m.Person != mentor {
			continue
		}
		for _, p := range r.pool {
			if p.Person.ID == mentor && m.Places < p.Opening.Free() {
				return m.Places + 1
			}
		}
	}
	return 0
}

func (r *reading) pair(c cohort.Choice) Pair {
	p := Pair{Applicant: r.ref(c.Applicant), Mentor: r.ref(c.Mentor), Locked: r.roll.Locks[c.Applicant] == c.Mentor, Reasons: c.Reasons, Next: r.ref(c.Next)}
	switch {
	case c.Locked:
	case c.NextFewer > 0:
		p.Loss = "one applicant fewer would have a place"
	case c.NextCost <= 10:
		p.Loss = "as good for the whole"
	case c.NextCost <= 100:
		p.Loss = "a little less good for the whole"
	default:
		p.Loss = "clearly less good for the whole"
	}
	switch {
	case c.Request != "":
		p.Outcome = "asked"
	default:
		p.Outcome = c.Trouble
	}
	return p
}

// members lists who is in the cohort, and who of the pool is not.
func (r *reading) members(taken map[id.Person]int) {
	p := &r.page
	free := map[id.Person]int{}
	for _, m := range r.pool {
		free[m.Person.ID] = m.Opening.Free()
		if m.Opening.Free() > 0 && m.Eligibility.Eligible && !slices.ContainsFunc(r.roll.Mentors, func(x cohort.Mentor) bool { return x.Person == m.Person.ID }) {
			p.Spare = append(p.Spare, view.Choice{Value: string(m.Person.ID), Label: m.Person.Name})
		}
	}
	for _, a := range r.roll.Applicants {
		m := Member{Person: r.ref(a.Person), Applied: a.AddedBy == a.Person, NotIDs: r.roll.Forbidden[a.Person]}
		for _, rule := range r.roll.Exceptions[a.Person] {
			m.Aside = append(m.Aside, Aside{rule, RuleWords(rule, p.Cohort.Rules)})
		}
		for _, not := range m.NotIDs {
			m.Not = append(m.Not, r.name(not))
		}
		p.Applicants = append(p.Applicants, m)
	}
	for _, m := range r.roll.Mentors {
		p.Counts.Places += min(m.Places, free[m.Person])
		p.Mentors = append(p.Mentors, Member{Person: r.ref(m.Person), Places: m.Places, Free: free[m.Person], Taken: taken[m.Person]})
	}
	byName := func(a, b Member) int { return strings.Compare(a.Person.Name, b.Person.Name) }
	slices.SortStableFunc(p.Applicants, byName)
	slices.SortStableFunc(p.Mentors, byName)
}

// Own is one's own part in a cohort.
func Own(tx *sqldb.Tx, who account.Principal, of id.Cohort) (Part, error) {
	found, err := cohort.FindPart(tx, who.Actor, of)
	if err != nil {
		return Part{}, err
	}
	page := Part{Part: found}
	p, err := program.Find(tx, who.Actor, found.Cohort.Program)
	if err != nil {
		return page, err
	}
	page.Program = p.Title
	names, err := people.Name(tx, who.Person.ID, found.Mentors...)
	if err != nil {
		return page, err
	}
	for _, m := range found.Mentors {
		page.Mentors = append(page.Mentors, view.Choice{Value: string(m), Label: names.Known[m].Name})
	}
	slices.SortStableFunc(page.Mentors, func(a, b view.Choice) int { return strings.Compare(a.Label, b.Label) })
	if found.Mentor {
		page.People, err = rulable(tx, who, found)
	}
	return page, err
}

// rulable are the people whom a mentor may rule out: those whom they did stay
// among them, whoever else is offered.
func rulable(tx *sqldb.Tx, who account.Principal, part cohort.Part) ([]view.Choice, error) {
	choices, err := people.Choices(tx, who, who.Person.ID)
	if err != nil {
		return nil, err
	}
	names, err := people.Name(tx, who.Person.ID, part.Vetoes...)
	for _, p := range part.Vetoes {
		if !slices.ContainsFunc(choices, func(c view.Choice) bool { return c.Value == string(p) }) {
			choices = append(choices, view.Choice{Value: string(p), Label: names.Known[p].Name})
		}
	}
	return choices, err
}

// Mine is every cohort that concerns the reader.
func Mine(tx *sqldb.Tx, who account.Principal) (Parts, error) {
	parts, err := cohort.Parts(tx, who.Actor)
	if err != nil {
		return Parts{}, err
	}
	ids := make([]id.Program, len(parts))
	for i, p := range parts {
		ids[i] = p.Cohort.Program
	}
	programs, err := program.Programs(tx, ids)
	var page Parts
	for _, p := range parts {
		page.Rows = append(page.Rows, Part{Part: p, Program: programs[p.Cohort.Program].Title})
	}
	return page, err
}
