package notify

import (
	"slices"

	"stint/internal/access"
	"stint/internal/audit"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/matching"
	"stint/internal/sqldb"
)

// Who is asked to be a mentor has no part in the internship yet, so what the
// search for one tells is seen by other rules than the rest.

// searching returns whom an event of the search for a mentor concerns, without
// the one who did it and without those who left the company.
func searching(tx *sqldb.Tx, e audit.Event) ([]id.Person, error) {
	people, err := matching.Concerned(tx, e)
	if err != nil || len(people) == 0 {
		return nil, err
	}
	in, args := sqldb.In(people)
	return sqldb.List(tx, func(s sqldb.Scanner) (p id.Person, err error) { return p, s.Scan(&p) },
		"SELECT id FROM person WHERE id IN "+in+" AND id <> ? AND active = 1 ORDER BY id", append(args, e.Actor)...)
}

// heard returns a condition, and its arguments, for the notices n of the search
// for a mentor that the actor may see without being a party.
func heard(a access.Actor) (string, []any) {
	in, names := sqldb.In(namesOf(func(r rule) bool { return r.search }))
	about, args := matching.Heard(a, "n.object")
	return "n.name IN " + in + " AND " + about, slices.Concat(names, args)
}

// mayHear checks that the reader of a notice may still see what it speaks of.
func mayHear(tx *sqldb.Tx, reader access.Actor, n Notice) error {
	_, err := access.Require(tx, reader, rules[n.Name].action(), n.Internship)
	if !rules[n.Name].search || !fault.Is(err, fault.NotFound) {
		return err
	}
	condition, args := heard(reader)
	found, err := sqldb.Count(tx, "SELECT count(*) FROM notice n WHERE n.id = ? AND "+condition, append([]any{n.ID}, args...)...)
	if err == nil && found == 0 {
		return fault.Missing("notice")
	}
	return err
}
