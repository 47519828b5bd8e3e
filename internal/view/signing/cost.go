package signing

import (
	"cmp"
	"slices"

	"stint/internal/access"
	"stint/internal/id"
	"stint/internal/internship"
	"stint/internal/internship/terms"
	"stint/internal/person"
	"stint/internal/sqldb"
	"stint/internal/view"
	"stint/internal/worktime"
)

// mentorMinutes is about what a mentor gives in a week: the 1:1, what is read
// before it, and a call with a shadow.
const mentorMinutes = 120

// managers are the managers as whom the reader looks at the terms: themself, or
// whom they answer for.
func (b *Book) managers() []id.Person {
	var list []id.Person
	for _, g := range b.Newest().Signatures {
		if (g.Role == access.InternManager || g.Role == access.MentorManager) && g.Person != "" && b.Mine(g) && !slices.Contains(list, g.Person) {
			list = append(list, g.Person)
		}
	}
	return list
}

// cost is what the newest terms cost a manager's team, beside what the team
// gives already. A delegate sees the hours and not whose they are.
func (b *Book) cost(tx *sqldb.Tx, managers []id.Person) (*view.TeamCost, error) {
	t := b.Newest().Terms
	cost := &view.TeamCost{Mentor: mentorMinutes}
	for _, g := range b.Newest().Signatures {
		if slices.Contains(managers, g.Person) {
			cost.Minutes += given(g.Role, t)
		}
	}
	cost.Total = cost.Minutes * (t.Weeks - t.EntryWeek + 1)
	var others []share
	for _, m := range managers {
		// As the manager: what they may see themself, no more.
		found, err := internship.List(tx, access.Actor{Person: m, Scope: access.ScopeRead, Via: access.ViaJob}, internship.Query{
			As: []access.Role{access.InternManager, access.MentorManager}, Limit: 100,
		})
		if err != nil {
			return nil, err
		}
		for _, s := range found.Internships {
			if s.Internship.ID != b.X.ID && !s.Internship.State.Over() && s.Internship.State != internship.Exploring {
				others = append(others, shares(s, m)...)
			}
		}
	}
	cost.Weeks = weeks(t, cost.Minutes, others)
	own := slices.Contains(managers, b.who.Person.ID)
	for _, o := range others {
		if !o.meets(t) {
			continue
		}
		cost.Count++
		row := view.CostRow{As: view.Role(o.role), Minutes: o.minutes, From: o.calendar.Start(), To: o.calendar.End(), State: view.State(o.state)}
		if own {
			row.Person, row.Internship = view.PersonRef{ID: o.person.ID, Name: o.person.FirstName()}, o.internship
		}
		cost.Others = append(cost.Others, row)
	}
	slices.SortStableFunc(cost.Others, func(a, b view.CostRow) int { return a.From.Compare(b.From) })
	if len(cost.Weeks) > 0 {
		cost.Most = slices.MaxFunc(cost.Weeks, func(a, b view.CostWeek) int { return cmp.Compare(a.This+a.Others, b.This+b.Others) })
	}
	return cost, nil
}

// share is what one person of a team gives to one internship.
type share struct {
	internship id.Internship
	state      internship.State
	person     person.Person
	role       access.Role // intern or mentor
	minutes    int         // a week
	calendar   worktime.Calendar
}

// shares are what people of a manager's team give to an internship.
func shares(s internship.Summary, manager id.Person) (list []share) {
	base := share{internship: s.Internship.ID, state: s.Internship.State, calendar: s.Terms.Calendar()}
	if s.InternManager.ID == manager {
		o := base
		o.person, o.role, o.minutes = s.Intern, access.Intern, given(access.InternManager, s.Terms)
		list = append(list, o)
	}
	if s.MentorManager.ID == manager {
		o := base
		o.person, o.role, o.minutes = s.Mentor, access.Mentor, given(access.MentorManager, s.Terms)
		list = append(list, o)
	}
	return list
}

// given is how many minutes a week a manager's side gives under terms.
func given(role access.Role, t terms.Terms) int {
	if role == access.MentorManager {
		return mentorMinutes
	}
	if role == access.InternManager {
		return t.Minutes
	}
	return 0
}

// meets reports whether a share falls into any week of terms.
func (o share) meets(t terms.Terms) bool {
	return slices.ContainsFunc(t.Calendar().WeekSpans(), func(w worktime.WeekSpan) bool { return w.Number >= t.EntryWeek && o.in(w) > 0 })
}

// in is how many minutes of a share fall into the days of a week.
func (o share) in(w worktime.WeekSpan) int {
	if w.To.Before(o.calendar.Start()) || w.From.After(o.calendar.End()) {
		return 0
	}
	days := 0
	for _, d := range w.Days() {
		if _, when := o.calendar.WeekOn(d); when == worktime.Active {
			days++
		}
	}
	return o.minutes * days / 7
}

// weeks adds up, for each week of terms that Stint runs, what they take and
// what the others take beside them.
func weeks(t terms.Terms, minutes int, others []share) []view.CostWeek {
	var list []view.CostWeek
	for _, w := range t.Calendar().WeekSpans() {
		if w.Number < t.EntryWeek {
			continue
		}
		row := view.CostWeek{Number: w.Number, From: w.From, To: w.To, This: minutes}
		for _, o := range others {
			if n := o.in(w); n > 0 {
				row.Others += n
				row.Count++
			}
		}
		list = append(list, row)
	}
	return list
}
