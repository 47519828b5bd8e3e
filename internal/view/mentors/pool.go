package mentors

import (
	"cmp"
	"slices"

	"stint/internal/access"
	"stint/internal/account"
	"stint/internal/id"
	"stint/internal/pool"
	"stint/internal/program"
	"stint/internal/sqldb"
)

// OwnPool is the page of what the reader offers, program by program.
func OwnPool(tx *sqldb.Tx, who account.Principal) (Own, error) {
	page := Own{
		Styles: styleChoices("No style named"), Topics: who.Person.Topics, Speaks: languageNames(who.Person.Languages),
		Assumed: who.Person.Week().IsZero(), MaxSpots: pool.MaxCapacity,
	}
	programs, err := program.List(tx, who.Actor, program.Page{Limit: 100})
	if err != nil {
		return page, err
	}
	openings, err := pool.Own(tx, who.Actor)
	if err != nil {
		return page, err
	}
	var ids []id.Program
	for _, p := range programs.Programs {
		ids = append(ids, p.ID)
	}
	eligible, err := pool.EligibleFor(tx, ids, who.Person.ID)
	if err != nil {
		return page, err
	}
	for _, p := range programs.Programs {
		e := eligible[p.ID]
		at := slices.IndexFunc(openings, func(o pool.Opening) bool { return o.Program == p.ID })
		if !e.Eligible && (at < 0 || openings[at].State != pool.StateOpen) {
			page.Closed = append(page.Closed, Closed{p.ID, p.Title, texts(e, false)})
			continue
		}
		offer := Offer{Program: p.ID, Title: p.Title, Capacity: 1, Rules: texts(e, true)}
		if at >= 0 {
			offer.take(openings[at])
		}
		page.Offers = append(page.Offers, offer)
	}
	slices.SortStableFunc(page.Offers, func(a, b Offer) int { return cmp.Compare(rankOf(a), rankOf(b)) })
	return page, nil
}

// rankOf puts what is open first.
func rankOf(o Offer) int {
	if o.Open {
		return 0
	}
	return 1
}

// take fills in an opening.
func (f *Offer) take(o pool.Opening) {
	f.Opening, f.Open, f.Lapsed = o.ID, o.State == pool.StateOpen, o.State == pool.StateLapsed
	f.Capacity, f.Held, f.Style, f.Words = o.Capacity, o.Held, o.Style, pool.StyleWords(o.Style)
	f.Topics, f.Languages, f.Names, f.Seen = o.Topics, o.Languages, languageNames(o.Languages), o.ChangedAt
	if f.Open {
		f.Until = o.Until
	}
}

// texts are the reasons of a kind: those that are met, or those that are not.
func texts(e pool.Eligibility, met bool) []string {
	var list []string
	for _, r := range e.Reasons {
		if r.Met == met {
			list = append(list, r.Text)
		}
	}
	return list
}

// PoolOf is the pool of a program with the load of its mentors, for its
// coordinators.
func PoolOf(tx *sqldb.Tx, who account.Principal, of id.Program) (Pool, error) {
	p, err := program.Find(tx, who.Actor, of)
	if err != nil {
		return Pool{}, err
	}
	if err := access.RequireCoordinator(tx, who.Actor, access.PoolDirect, of); err != nil {
		return Pool{}, err
	}
	members, matching, err := pool.Members(tx, of)
	if err != nil {
		return Pool{}, err
	}
	unlisted, err := pool.ListUnlisted(tx, of)
	if err != nil {
		return Pool{}, err
	}
	page := Pool{Program: of, Title: p.Title, Rules: pool.RuleWords(matching.Mentors)}
	for _, m := range members {
		o := m.Opening
		row := Member{
			Person: refOf(m.Person, who.Person.ID), FullName: m.Person.Name, Team: m.Person.Team, Place: city(m.Person.Zone),
			Capacity: o.Capacity, Held: o.Held, Style: pool.StyleWords(o.Style), Topics: o.Topics, Languages: languageNames(o.Languages),
			Until: o.Until, Since: o.OpenedAt,
		}
		if len(row.Topics) == 0 {
			row.Topics = m.Person.Topics
		}
		if len(row.Languages) == 0 {
			row.Languages = languageNames(m.Person.Languages)
		}
		if !m.Eligibility.Eligible {
			row.Unfit = m.Eligibility.Unmet()
		}
		page.Members = append(page.Members, row)
		page.Places, page.Held = page.Places+o.Capacity, page.Held+o.Held
	}
	for _, u := range unlisted {
		page.Unlisted = append(page.Unlisted, Unlisted{refOf(u.Person, who.Person.ID), u.Person.Name, u.Person.Team, u.Held})
	}
	return page, nil
}
