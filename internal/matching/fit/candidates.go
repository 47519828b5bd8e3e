package fit

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"stint/internal/access"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/person"
	"stint/internal/pool"
	"stint/internal/sqldb"
	"stint/internal/worktime"
)

// Wanted says for whom a mentor is looked for, and when.
type Wanted struct {
	Program id.Program
	Intern  id.Person
	// Start is the start date in the intern's zone; zero asks for this week.
	Start worktime.Date
	// Topics are what the intern wants to learn; nil takes those of their
	// profile, an empty list none.
	Topics []string
	// Style is the way of mentoring that the intern asks for, a word of
	// pool.Styles; empty for none.
	Style string
}

// Candidate is a mentor who can be asked, with how well they fit.
type Candidate struct {
	Rank    int // from 1
	Person  person.Person
	Opening pool.Opening
	Profile Profile
	Fit     Fit
}

// Full reports whether no place of the candidate's is free: they rank last.
func (c Candidate) Full() bool { return c.Opening.Free() == 0 }

// Ranking is the mentors of a program for one intern, the best first.
type Ranking struct {
	Intern     Profile
	At         When
	Candidates []Candidate
}

// Candidates returns the mentors of a program's pool who may be asked by an
// intern, the best fit first and those without a free place last. The intern
// may ask, and the program's coordinators. The intern is not among them, and
// neither is who is no longer eligible. It takes the same few statements for
// any number of mentors.
//
// Nobody is mentored by who manages them: a mentor never signs as the intern's
// manager.
func Candidates(tx *sqldb.Tx, a access.Actor, wanted Wanted) (Ranking, error) {
	if err := mayRank(tx, a, wanted); err != nil {
		return Ranking{}, err
	}
	field, err := FieldOf(tx, wanted.Program)
	if err != nil {
		return Ranking{}, err
	}
	interns, err := Interns(tx, []id.Person{wanted.Intern})
	if err != nil {
		return Ranking{}, err
	}
	intern, found := interns[wanted.Intern]
	if !found {
		return Ranking{}, fault.Missing("person")
	}
	if wanted.Topics != nil {
		intern.Topics = wanted.Topics
	}
	intern.Style = wanted.Style
	if wanted.Start.IsZero() {
		wanted.Start = worktime.DateOf(tx.Now(), location(intern.Schedule))
	}
	return field.Rank(intern, When{wanted.Start}), nil
}

// mayRank checks who asks: the intern for themself, or a coordinator.
func mayRank(tx *sqldb.Tx, a access.Actor, wanted Wanted) error {
	if a.IsSystem() || a.Person != "" && a.Person == wanted.Intern {
		return access.Check(a, access.PoolFind, nil, "program")
	}
	return access.RequireCoordinator(tx, a, access.PoolDirect, wanted.Program)
}

// Field is the mentors of a program who can be offered, and its weights.
type Field struct {
	Weights Weights
	Mentors []Mentor
}

// Mentor is one of them.
type Mentor struct {
	Person  person.Person
	Opening pool.Opening
	Profile Profile
}

// FieldOf reads the mentors of a program who are in its pool and eligible, in a
// number of statements that does not grow with them. The caller has checked
// that the actor may see the pool.
func FieldOf(tx *sqldb.Tx, program id.Program) (Field, error) {
	members, matching, err := pool.Members(tx, program)
	if err != nil {
		return Field{}, err
	}
	field := Field{Weights: WeightsOf(matching.Fit)}
	answers, err := answersOf(tx, program)
	if err != nil {
		return Field{}, err
	}
	zones := zones{}
	for _, m := range members {
		if !m.Eligibility.Eligible {
			continue
		}
		p := profileOf(m.Person, zones, tx.Now())
		p.Style, p.Capacity, p.Held = m.Opening.Style, m.Opening.Capacity, m.Opening.Held
		p.Answers = answers[p.Person]
		if len(m.Opening.Topics) > 0 {
			p.Topics = m.Opening.Topics
		}
		if len(m.Opening.Languages) > 0 {
			p.Languages = m.Opening.Languages
		}
		field.Mentors = append(field.Mentors, Mentor{m.Person, m.Opening, p})
	}
	return field, nil
}

// answersOf counts how the mentors of a program's pool answered requests, in
// whichever program, in one statement. What was withdrawn or closed before they
// answered says nothing of them.
func answersOf(tx *sqldb.Tx, program id.Program) (map[id.Person]Answers, error) {
	type line struct {
		mentor id.Person
		Answers
	}
	lines, err := sqldb.List(tx, func(s sqldb.Scanner) (l line, err error) {
		return l, s.Scan(&l.mentor, &l.Accepted, &l.Declined, &l.Silent)
	}, `
		SELECT q.mentor_id,
			sum(CASE WHEN q.answered_at IS NOT NULL AND q.state <> 'declined' THEN 1 ELSE 0 END),
			sum(CASE WHEN q.state = 'declined' THEN 1 ELSE 0 END),
			sum(CASE WHEN q.state = 'released' AND q.cause = 'silence' THEN 1 ELSE 0 END)
		FROM request q WHERE q.mentor_id IN (SELECT o.person_id FROM opening o WHERE o.program_id = ?) GROUP BY q.mentor_id`, program)
	counts := make(map[id.Person]Answers, len(lines))
	for _, l := range lines {
		counts[l.mentor] = l.Answers
	}
	return counts, err
}

// Interns reads the profiles of people who look for a mentor, in one statement.
// Who is not there is left out. The caller has checked that the actor may.
func Interns(tx *sqldb.Tx, who []id.Person) (map[id.Person]Profile, error) {
	people, err := person.Names(tx, who)
	zones := zones{}
	profiles := make(map[id.Person]Profile, len(people))
	for _, p := range people {
		profiles[p.ID] = profileOf(p, zones, tx.Now())
	}
	return profiles, err
}

// zones keeps the zones of a page, since each is slow to read.
type zones map[string]*time.Location

func (z zones) of(p person.Person) *time.Location {
	if z[p.Zone] == nil {
		z[p.Zone] = p.Location()
	}
	return z[p.Zone]
}

// profileOf is what the directory says of somebody, with the days off that are
// not over.
func profileOf(p person.Person, zones zones, now time.Time) Profile {
	loc := zones.of(p)
	profile := Profile{
		Person: p.ID, Manager: p.Manager, Topics: p.Topics, Languages: p.Languages,
		Schedule: worktime.Schedule{Week: p.Week(), Location: loc, Off: daysOff(p, worktime.DateOf(now, loc).AddDays(-7))},
	}
	if profile.Schedule.Week.IsZero() {
		profile.Schedule.Week, profile.Assumed = OfficeHours(), true
	}
	return profile
}

// longestLeave is how many days of one entry of days off are looked at.
const longestLeave = 366

// daysOff are a person's days off from a date on, one by one.
func daysOff(p person.Person, from worktime.Date) worktime.DaysOff {
	var dates []worktime.Date
	for _, off := range p.DaysOff {
		d := off.From
		if d.Before(from) {
			d = from
		}
		for n := 0; !d.IsZero() && !d.After(off.To) && n < longestLeave; n++ {
			dates = append(dates, d)
			d = d.AddDays(1)
		}
	}
	// Without weekdays there is nothing that NewDaysOff could refuse.
	free, _ := worktime.NewDaysOff(nil, dates)
	return free
}

// Rank returns the mentors of the field for an intern, without the intern and
// whoever manages them, the best fit first. Who has no place free comes last; equal ones are ordered by
// lot, the same every time.
func (f Field) Rank(intern Profile, at When) Ranking {
	r := Ranking{Intern: intern, At: at}
	for _, m := range f.Mentors {
		if m.Person.ID != intern.Person && m.Person.ID != intern.Manager {
			r.Candidates = append(r.Candidates, Candidate{Person: m.Person, Opening: m.Opening, Profile: m.Profile, Fit: Of(intern, m.Profile, at, f.Weights)})
		}
	}
	slices.SortFunc(r.Candidates, func(a, b Candidate) int {
		return cmp.Or(
			compareBool(a.Full(), b.Full()),
			cmp.Compare(b.Fit.Score, a.Fit.Score),
			cmp.Compare(lot(intern.Person, a.Person.ID), lot(intern.Person, b.Person.ID)),
		)
	})
	for i := range r.Candidates {
		r.Candidates[i].Rank = i + 1
	}
	r.nameTheMost()
	return r
}

// nameTheMost says of the one candidate with the most overlap that it is the
// most.
func (r Ranking) nameTheMost() {
	most, second := -1, time.Duration(0)
	for i, c := range r.Candidates {
		switch shared := c.Fit.Overlap.Usual; {
		case most < 0 || shared > r.Candidates[most].Fit.Overlap.Usual:
			if most >= 0 {
				second = r.Candidates[most].Fit.Overlap.Usual
			}
			most = i
		case shared > second:
			second = shared
		}
	}
	if len(r.Candidates) < 2 || r.Candidates[most].Fit.Overlap.Usual <= second {
		return
	}
	for i, reason := range r.Candidates[most].Fit.Reasons {
		if reason.Kind == AboutOverlap {
			more := fmt.Sprintf(", the most of the %s", number(len(r.Candidates)))
			reason.Text, reason.About = reason.Text+more, reason.About+more
			r.Candidates[most].Fit.Reasons[i] = reason
		}
	}
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}
