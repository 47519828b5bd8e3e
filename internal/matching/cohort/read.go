package cohort

import (
	"slices"

	"stint/internal/access"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/matching/fit"
	"stint/internal/person"
	"stint/internal/sqldb"
	"stint/internal/worktime"
)

// pose reads the question of a cohort, in a constant number of queries. Only
// who is in the pool and eligible counts as a mentor, with no more places than are free
// there.
func pose(tx *sqldb.Tx, c Cohort) (*question, error) {
	seekers, err := applicants(tx, c.ID)
	if err != nil {
		return nil, err
	}
	guides, err := mentors(tx, c.ID)
	if err != nil {
		return nil, err
	}
	aside, err := exceptions(tx, c.ID)
	if err != nil {
		return nil, err
	}
	said, err := markings(tx, c.ID)
	if err != nil {
		return nil, err
	}
	ids := make([]id.Person, len(seekers))
	for i, a := range seekers {
		ids[i] = a.Person
	}
	people, err := person.Names(tx, ids)
	if err != nil {
		return nil, err
	}
	profiles, err := fit.Interns(tx, ids)
	if err != nil {
		return nil, err
	}
	q := &question{Cohort: c.ID, Start: c.Start, Rules: c.Rules}
	for _, a := range seekers {
		p := people[a.Person]
		s := seeker{Profile: profileOf(profiles[a.Person], p.Active, p.Manager), Marks: map[id.Person]marks{}, Exceptions: map[Rule]bool{}}
		for _, rule := range aside[a.Person] {
			s.Exceptions[rule] = true
		}
		q.Applicants = append(q.Applicants, s)
	}
	q.note(said)
	return q, q.guided(tx, c.Program, guides)
}

// note puts what was said of pairs to the applicants.
func (q *question) note(said []marking) {
	for _, m := range said {
		i, found := slices.BinarySearchFunc(q.Applicants, m.applicant, func(s seeker, p id.Person) int {
			switch {
			case s.Person < p:
				return -1
			case s.Person > p:
				return 1
			}
			return 0
		})
		if !found {
			continue
		}
		of := q.Applicants[i].Marks[m.mentor]
		switch {
		case m.mark == MarkVeto:
			of.Veto = true
		case m.side == sideCoordinator:
			of.Coordinator = m.mark
		case m.side == sideApplicant:
			of.Applicant = m.mark
		}
		q.Applicants[i].Marks[m.mentor] = of
	}
}

// guided reads the mentors as they can be asked.
func (q *question) guided(tx *sqldb.Tx, program id.Program, guides []Mentor) error {
	field, err := fit.FieldOf(tx, program)
	if err != nil {
		return err
	}
	q.Weights = field.Weights
	standing := make(map[id.Person]fit.Mentor, len(field.Mentors))
	for _, m := range field.Mentors {
		standing[m.Person.ID] = m
	}
	for _, g := range guides {
		m, in := standing[g.Person]
		if !in {
			q.Mentors = append(q.Mentors, guide{Profile: Profile{Person: g.Person}})
			continue
		}
		q.Mentors = append(q.Mentors, guide{Profile: profileOf(m.Profile, true, m.Person.Manager), Places: min(g.Places, m.Opening.Free())})
	}
	return nil
}

// Roll is who is in a cohort, with what the coordinator may know of them.
type Roll struct {
	Applicants []Applicant
	Mentors    []Mentor
	Exceptions map[id.Person][]Rule
	Locks      map[id.Person]id.Person   // by applicant
	Forbidden  map[id.Person][]id.Person // by applicant
	// Restrictions is how many pairs applicants or mentors ruled out. Whose they
	// are is not told.
	Restrictions int
}

// RollOf returns who is in a cohort. The caller has found it as a coordinator.
func RollOf(tx *sqldb.Tx, cohort id.Cohort) (r Roll, err error) {
	if r.Applicants, err = applicants(tx, cohort); err != nil {
		return r, err
	}
	if r.Mentors, err = mentors(tx, cohort); err != nil {
		return r, err
	}
	if r.Exceptions, err = exceptions(tx, cohort); err != nil {
		return r, err
	}
	said, err := markings(tx, cohort)
	r.Locks, r.Forbidden = map[id.Person]id.Person{}, map[id.Person][]id.Person{}
	for _, m := range said {
		switch m.mark {
		case MarkLock:
			r.Locks[m.applicant] = m.mentor
		case MarkForbid:
			r.Forbidden[m.applicant] = append(r.Forbidden[m.applicant], m.mentor)
		case MarkVeto:
			r.Restrictions++
		}
	}
	return r, err
}

// Part is what one person has to do with a cohort.
type Part struct {
	Cohort    Cohort // without what is for the coordinator
	Applicant bool
	Mentor    bool
	MayApply  bool        // by themselves, today
	Wishes    []id.Person // the dearest first
	Vetoes    []id.Person // who they ruled out, as applicant or mentor
	Mentors   []id.Person // whom an applicant may wish for
}

// FindPart returns the actor's own part in a cohort: for its applicants and
// mentors, and for everybody while people may apply by themselves. It is
// NotFound for others.
func FindPart(tx *sqldb.Tx, a access.Actor, cohort id.Cohort) (Part, error) {
	if err := access.Check(a, access.CohortPart, nil, "cohort"); err != nil {
		return Part{}, err
	}
	c, err := find(tx, cohort)
	if err != nil {
		return Part{}, err
	}
	today, err := todayOf(tx, a.Person)
	if err != nil {
		return Part{}, err
	}
	part := Part{MayApply: c.Open(today), Cohort: Cohort{ID: c.ID, Program: c.Program, Title: c.Title, State: c.State, Start: c.Start, Until: c.Until, Rules: c.Rules}}
	list, err := mentors(tx, cohort)
	if err != nil {
		return Part{}, err
	}
	for _, m := range list {
		part.Mentor = part.Mentor || m.Person == a.Person
	}
	n, err := sqldb.Count(tx, "SELECT count(*) FROM cohort_applicant WHERE cohort_id = ? AND person_id = ?", cohort, a.Person)
	if err != nil {
		return Part{}, err
	}
	if part.Applicant = n > 0; !part.Applicant && !part.Mentor && !part.MayApply {
		return Part{}, fault.Missing("cohort")
	}
	if part.Applicant || part.MayApply {
		for _, m := range list {
			if m.Person != a.Person {
				part.Mentors = append(part.Mentors, m.Person)
			}
		}
	}
	return part, part.own(tx, a.Person)
}

// own reads what somebody said of pairs.
func (p *Part) own(tx *sqldb.Tx, who id.Person) error {
	said, err := sqldb.List(tx, scanMarking, selectMarks+" AND (applicant_id = ? AND side = ? OR mentor_id = ? AND side = ?) ORDER BY mark, applicant_id, mentor_id",
		p.Cohort.ID, who, sideApplicant, who, sideMentor)
	for _, m := range said {
		switch {
		case m.mark != MarkVeto:
			p.Wishes = append(p.Wishes, m.mentor)
		case m.side == sideMentor:
			p.Vetoes = append(p.Vetoes, m.applicant)
		default:
			p.Vetoes = append(p.Vetoes, m.mentor)
		}
	}
	return err
}

// todayOf is the date where somebody is.
func todayOf(tx *sqldb.Tx, who id.Person) (worktime.Date, error) {
	people, err := person.Names(tx, []id.Person{who})
	return worktime.DateOf(tx.Now(), people[who].Location()), err
}

// Parts returns the cohorts in which the actor has a part, or to which they may
// apply, the newest first, at most a hundred.
func Parts(tx *sqldb.Tx, a access.Actor) ([]Part, error) {
	if err := access.Check(a, access.CohortPart, nil, "cohort"); err != nil {
		return nil, err
	}
	today, err := todayOf(tx, a.Person)
	if err != nil {
		return nil, err
	}
	return sqldb.List(tx, func(s sqldb.Scanner) (p Part, err error) {
		var applicant, mentor int
		c := &p.Cohort
		err = s.Scan(&c.ID, &c.Program, &c.Title, &c.State, &c.Start, &c.Until, &applicant, &mentor)
		p.Applicant, p.Mentor, p.MayApply = applicant > 0, mentor > 0, c.Open(today)
		return p, err
	}, `SELECT id, program_id, title, state, start_date, open_until, applicant, mentor FROM (
			SELECT c.id, c.program_id, c.title, c.state, c.start_date, c.open_until,
				(SELECT count(*) FROM cohort_applicant a WHERE a.cohort_id = c.id AND a.person_id = ?) AS applicant,
				(SELECT count(*) FROM cohort_mentor m WHERE m.cohort_id = c.id AND m.person_id = ?) AS mentor
			FROM cohort c WHERE c.state <> ?) own
		WHERE applicant > 0 OR mentor > 0 OR state = ? AND open_until >= ? ORDER BY id DESC LIMIT 100`,
		a.Person, a.Person, Dropped, Collecting, today.String())
}

// Counts are how many people are in a cohort, and how many of them its proposal
// places.
type Counts struct{ Applicants, Mentors, Places, Placed int }

// CountsOf returns the counts of cohorts, in one query. The caller has found
// them.
func CountsOf(tx *sqldb.Tx, cohorts []id.Cohort) (map[id.Cohort]Counts, error) {
	type line struct {
		cohort id.Cohort
		Counts
	}
	in, args := sqldb.In(cohorts)
	lines, err := sqldb.List(tx, func(s sqldb.Scanner) (l line, err error) {
		return l, s.Scan(&l.cohort, &l.Applicants, &l.Mentors, &l.Places, &l.Placed)
	}, `SELECT c.id,
			(SELECT count(*) FROM cohort_applicant a WHERE a.cohort_id = c.id),
			(SELECT count(*) FROM cohort_mentor m WHERE m.cohort_id = c.id),
			(SELECT COALESCE(sum(m.places), 0) FROM cohort_mentor m WHERE m.cohort_id = c.id),
			(SELECT count(*) FROM cohort_choice x WHERE x.cohort_id = c.id AND x.mentor_id IS NOT NULL)
		FROM cohort c WHERE c.id IN `+in, args...)
	counts := make(map[id.Cohort]Counts, len(lines))
	for _, l := range lines {
		counts[l.cohort] = l.Counts
	}
	return counts, err
}
