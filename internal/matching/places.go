package matching

import (
	"stint/internal/access"
	"stint/internal/id"
	"stint/internal/internship"
	"stint/internal/pool"
	"stint/internal/sqldb"
)

// openIn returns which of some people can be asked in a program: who is in its
// pool, and whom its rules let mentor. The number of queries does not grow with
// them.
func openIn(tx *sqldb.Tx, of id.Program, people []id.Person) (map[id.Person]bool, error) {
	places, err := pool.Load(tx, of, people)
	if err != nil {
		return nil, err
	}
	eligible, err := pool.EligibleAll(tx, of, people)
	open := make(map[id.Person]bool, len(people))
	for _, p := range people {
		open[p] = places[p].Capacity > 0 && eligible[p].Eligible
	}
	return open, err
}

// hold takes a place of a mentor's for an internship.
func (s *Service) hold(tx *sqldb.Tx, x internship.Internship, mentor id.Person) error {
	return pool.Hold(tx, s.ids, pool.Held{Program: x.Program, Mentor: mentor, Internship: x.ID})
}

// release gives it back.
func release(tx *sqldb.Tx, of id.Internship, mentor id.Person) error {
	return pool.Release(tx, of, mentor)
}

// answerable returns a condition, and its arguments, for the open calls c of
// internships i that the actor could answer.
func answerable(tx *sqldb.Tx, a access.Actor) (string, []any, error) {
	own, err := pool.Own(tx, a)
	var programs []id.Program
	for _, o := range own {
		if o.State == pool.StateOpen {
			programs = append(programs, o.Program)
		}
	}
	in, args := sqldb.In(programs)
	return "c.state = 'open' AND i.program_id IN " + in + ` AND i.intern_id <> ?
		AND NOT EXISTS (SELECT 1 FROM person p WHERE p.id = i.intern_id AND p.manager_id = ?)
		AND NOT EXISTS (SELECT 1 FROM request q WHERE q.internship_id = i.id AND q.mentor_id = ? AND q.state IN ('asked', 'accepted', 'confirmed'))`,
		append(args, a.Person, a.Person, a.Person), err
}

// audience returns who finds an open call in their inbox: the pool of the
// program without the intern and whoever manages them.
func audience(tx *sqldb.Tx, of id.Program, intern, manager id.Person) ([]id.Person, error) {
	members, _, err := pool.Members(tx, of)
	var people []id.Person
	for _, m := range members {
		if m.Eligibility.Eligible && m.Person.ID != intern && m.Person.ID != manager {
			people = append(people, m.Person.ID)
		}
	}
	return people, err
}

// guidesOf returns who leads mentors of the program that is explored, without
// the intern and the intern's own manager, in order of their ids.
func guidesOf(tx *sqldb.Tx, x internship.Internship) ([]id.Person, error) {
	members, _, err := pool.Members(tx, x.Program)
	if err != nil {
		return nil, err
	}
	var leads []id.Person
	for _, m := range members {
		if m.Eligibility.Eligible && m.Person.Manager != "" {
			leads = append(leads, m.Person.Manager)
		}
	}
	return guides(tx, x, distinct(leads))
}
