package pool

import (
	"fmt"
	"strings"
	"time"

	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/person"
	"stint/internal/program"
	"stint/internal/program/reader"
	"stint/internal/sqldb"
	"stint/internal/worktime"
)

// Eligibility says whether somebody may mentor in a program, and why, rule by
// rule. Without rules everybody who is active may, and there are no reasons.
type Eligibility struct {
	Eligible bool
	Reasons  []Reason
}

// Reason is one rule of a program and how somebody stands to it, in words that
// are neither to nor about them: "Mentors come from Support. The directory says
// Design."
type Reason struct {
	Met  bool
	Text string
}

// Unmet are the reasons why somebody may not, in one line.
func (e Eligibility) Unmet() string {
	var texts []string
	for _, r := range e.Reasons {
		if !r.Met {
			texts = append(texts, r.Text)
		}
	}
	return strings.Join(texts, " ")
}

// candidate is what the rules ask of a person.
type candidate struct {
	team      string
	active    bool
	reports   int           // active people who report to them
	startedOn worktime.Date // zero where the directory does not say
	today     worktime.Date // in their zone
}

// judge holds somebody against the rules of a program. It is pure; the other
// way in, Eligible, reads what it needs.
func judge(rule reader.MentorRule, c candidate) Eligibility {
	e := Eligibility{Eligible: c.active}
	say := func(met bool, format string, args ...any) {
		e.Eligible = e.Eligible && met
		e.Reasons = append(e.Reasons, Reason{met, fmt.Sprintf(format, args...)})
	}
	if !c.active {
		say(false, "Mentors are active in the directory.")
	}
	if len(rule.Teams) > 0 {
		met := false
		for _, team := range rule.Teams {
			met = met || strings.EqualFold(strings.TrimSpace(team), c.team)
		}
		switch {
		case met:
			say(true, "Mentors come from %s.", orList(rule.Teams))
		case c.team == "":
			say(false, "Mentors come from %s. The directory names no team.", orList(rule.Teams))
		default:
			say(false, "Mentors come from %s. The directory says %s.", orList(rule.Teams), c.team)
		}
	}
	if only := rule.IndividualContributor; only != nil && *only {
		switch {
		case c.reports == 0:
			say(true, "Mentors do the role themselves: nobody reports to them.")
		case c.reports == 1:
			say(false, "Mentors do the role themselves: nobody reports to them. Here one person does.")
		default:
			say(false, "Mentors do the role themselves: nobody reports to them. Here %d people do.", c.reports)
		}
	}
	if rule.TenureMonths > 0 {
		length := months(rule.TenureMonths)
		from := monthsAfter(c.startedOn, rule.TenureMonths)
		switch {
		case c.startedOn.IsZero():
			say(true, "Mentors have been here for %s. The directory does not say since when, so this is taken on trust.", length)
		case from.After(c.today):
			say(false, "Mentors have been here for %s. That will be so on %s.", length, worktime.FormatDate(from, c.today))
		default:
			say(true, "Mentors have been here for %s.", length)
		}
	}
	return e
}

// RuleWords are the rules of a program for its mentors, a sentence each; none
// where everybody may mentor.
func RuleWords(rule reader.MentorRule) []string {
	var words []string
	if len(rule.Teams) > 0 {
		words = append(words, "Mentors come from "+orList(rule.Teams)+".")
	}
	if only := rule.IndividualContributor; only != nil && *only {
		words = append(words, "Mentors do the role themselves: nobody reports to them.")
	}
	if rule.TenureMonths > 0 {
		words = append(words, "Mentors have been here for "+months(rule.TenureMonths)+".")
	}
	return words
}

// monthsAfter is the same day of the month some months later, or the month's
// last day where it has no such day; zero where d is.
func monthsAfter(d worktime.Date, n int) worktime.Date {
	if d.IsZero() {
		return d
	}
	year, month, day := d.Split()
	for first := int(month) - 1 + n; day > 27; day-- {
		if later, err := worktime.NewDate(year+first/12, time.Month(first%12+1), day); err == nil {
			return later
		}
	}
	first := int(month) - 1 + n
	later, _ := worktime.NewDate(year+first/12, time.Month(first%12+1), day)
	return later
}

func months(n int) string {
	switch {
	case n == 12:
		return "a year"
	case n%12 == 0:
		return fmt.Sprintf("%d years", n/12)
	case n == 1:
		return "a month"
	}
	return fmt.Sprintf("%d months", n)
}

func orList(words []string) string {
	if n := len(words); n > 1 {
		return strings.Join(words[:n-1], ", ") + " or " + words[n-1]
	}
	return strings.Join(words, "")
}

// Eligible says whether somebody may mentor in a program, by what its newest
// page says, in three queries. Anybody who is signed in may know it of
// everybody: it is made of the directory and the page. A person who is not
// there is NotFound.
func Eligible(tx *sqldb.Tx, program id.Program, who id.Person) (Eligibility, error) {
	all, err := EligibleAll(tx, program, []id.Person{who})
	if err != nil {
		return Eligibility{}, err
	}
	e, found := all[who]
	if !found {
		return Eligibility{}, fault.Missing("person")
	}
	return e, nil
}

// EligibleAll is Eligible for many, in three queries whatever their number.
// People who are not there are left out.
func EligibleAll(tx *sqldb.Tx, of id.Program, who []id.Person) (map[id.Person]Eligibility, error) {
	matching, err := program.MatchingOf(tx, of)
	if err != nil {
		return nil, err
	}
	people, err := person.Names(tx, who)
	if err != nil {
		return nil, err
	}
	reports, err := reportsOf(tx, who)
	if err != nil {
		return nil, err
	}
	all := make(map[id.Person]Eligibility, len(people))
	for _, p := range people {
		all[p.ID] = judge(matching.Mentors, candidateOf(tx, p, reports[p.ID]))
	}
	return all, nil
}

// EligibleFor is Eligible for one person in many programs, in three queries
// whatever their number. Programs that are not there are left out.
func EligibleFor(tx *sqldb.Tx, programs []id.Program, who id.Person) (map[id.Program]Eligibility, error) {
	matchings, err := program.Matchings(tx, programs)
	if err != nil {
		return nil, err
	}
	people, err := person.Names(tx, []id.Person{who})
	if err != nil {
		return nil, err
	}
	p, found := people[who]
	if !found {
		return nil, fault.Missing("person")
	}
	reports, err := reportsOf(tx, []id.Person{who})
	if err != nil {
		return nil, err
	}
	all := make(map[id.Program]Eligibility, len(matchings))
	for of, m := range matchings {
		all[of] = judge(m.Mentors, candidateOf(tx, p, reports[who]))
	}
	return all, nil
}

func candidateOf(tx *sqldb.Tx, p person.Person, reports int) candidate {
	return candidate{team: p.Team, active: p.Active, reports: reports, startedOn: p.StartedOn, today: worktime.DateOf(tx.Now(), p.Location())}
}

// reportsOf counts the active people who report to each of some, in one query.
func reportsOf(tx *sqldb.Tx, who []id.Person) (map[id.Person]int, error) {
	type line struct {
		manager id.Person
		n       int
	}
	in, args := sqldb.In(who)
	lines, err := sqldb.List(tx, func(s sqldb.Scanner) (l line, err error) { return l, s.Scan(&l.manager, &l.n) },
		"SELECT manager_id, count(*) FROM person WHERE active = 1 AND manager_id IN "+in+" GROUP BY manager_id", args...)
	counts := make(map[id.Person]int, len(lines))
	for _, l := range lines {
		counts[l.manager] = l.n
	}
	return counts, err
}
