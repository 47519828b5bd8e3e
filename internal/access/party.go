package access

import (
	"slices"
	"strings"
	"time"

	"stint/internal/id"
	"stint/internal/sqldb"
)

// Party is a person's role on an internship, from when until when.
type Party struct {
	ID         id.Party
	Internship id.Internship
	Person     id.Person
	Role       Role
	StandIn    bool      // named by a coordinator where the directory has no manager
	NamedBy    id.Person // who named the stand-in; empty otherwise
	From       time.Time
	Until      time.Time // zero while it lasts
}

// RolesOn returns the actor's roles on an internship: their parties of today,
// or Coordinator where they coordinate its program and are no party, and
// Delegate while they may answer its terms for a manager. An internship that
// does not exist gives no roles.
func RolesOn(tx *sqldb.Tx, a Actor, internship id.Internship) (Roles, error) {
	if a.Person == "" {
		return nil, nil
	}
	return sqldb.Once(tx, rolesOn{a.Person, internship}, func() (Roles, error) {
		roles, err := sqldb.List(tx, scanRole, `
			SELECT role FROM party WHERE internship_id = ? AND person_id = ? AND until_at IS NULL
			UNION ALL
			SELECT 'coordinator' FROM internship i JOIN program_coordinator c ON c.program_id = i.program_id
			WHERE i.id = ? AND c.person_id = ?
			UNION ALL
			SELECT DISTINCT 'delegate' `+Delegated+` AND i.id = ?`,
			internship, a.Person, internship, a.Person, a.Person, tx.Now(), tx.Now(), internship)
		return slices.Clip(partyFirst(roles)), err
	})
}

// rolesOn is the question that RolesOn asks.
type rolesOn struct {
	person     id.Person
	internship id.Internship
}

// partyFirst drops Coordinator where the person is also a party: then they
// have only that party's view.
func partyFirst(roles Roles) Roles {
	if !roles.HasAny(PartyRoles[:]...) {
		return roles
	}
	kept := roles[:0]
	for _, r := range roles {
		if r != Coordinator {
			kept = append(kept, r)
		}
	}
	return kept
}

// Delegated is the rest of a query, from its FROM on, for the places under the
// newest terms of internships i that somebody may answer today as the delegate
// d of the manager whose party p is: while the terms wait, and where nobody but
// that delegate has answered. Its arguments are the delegate's id and, twice,
// the moment. Whoever is a party of an internship is nobody's delegate there.
const Delegated = `FROM delegation d
	JOIN party p ON p.person_id = d.manager_id AND p.until_at IS NULL AND p.role IN ('intern-manager', 'mentor-manager')
	JOIN internship i ON i.id = p.internship_id
	WHERE d.delegate_id = ? AND d.from_at <= ? AND d.until_at > ?
		AND i.revision > i.in_force AND i.state IN ('proposed', 'active', 'paused')
		AND NOT EXISTS (SELECT 1 FROM party q WHERE q.internship_id = i.id AND q.person_id = d.delegate_id AND q.until_at IS NULL)
		AND NOT EXISTS (SELECT 1 FROM sign_off g WHERE g.internship_id = i.id AND g.revision = i.revision AND g.role = p.role
			AND COALESCE(g.delegate_id, '') <> d.delegate_id)`

func scanRole(s sqldb.Scanner) (r Role, err error) { return r, s.Scan(&r) }

// Require checks an action on an internship and returns the actor's roles
// there. What may not be seen is NotFound, what may not be done Forbidden.
func Require(tx *sqldb.Tx, a Actor, action Action, internship id.Internship) (Roles, error) {
	roles, err := RolesOn(tx, a, internship)
	if err != nil {
		return nil, err
	}
	return roles, Check(a, action, roles, "internship")
}

// RequireCoordinator checks an action whose object is a program. Whoever may not
// do it hears of that only where there is such a program: else it is NotFound.
func RequireCoordinator(tx *sqldb.Tx, a Actor, action Action, program id.Program) error {
	var roles Roles
	if a.Person != "" {
		n, err := sqldb.Count(tx, "SELECT count(*) FROM program_coordinator WHERE program_id = ? AND person_id = ?", program, a.Person)
		if err != nil {
			return err
		}
		if n > 0 {
			roles = Roles{Coordinator}
		}
	}
	outcome := Can(a, action, roles)
	if outcome == Forbidden {
		n, err := sqldb.Count(tx, "SELECT count(*) FROM program WHERE id = ?", program)
		if err != nil {
			return err
		}
		if n == 0 {
			outcome = Hidden
		}
	}
	return Err(outcome, a, action, "program")
}

// RequireAnyCoordinator checks an action for which it is enough to coordinate
// some program, whichever.
func RequireAnyCoordinator(tx *sqldb.Tx, a Actor, action Action, noun string) error {
	var roles Roles
	if a.Person != "" {
		n, err := sqldb.Count(tx, "SELECT count(*) FROM program_coordinator WHERE person_id = ?", a.Person)
		if err != nil {
			return err
		}
		if n > 0 {
			roles = Roles{Coordinator}
		}
	}
	return Check(a, action, roles, noun)
}

// Visible returns a condition for SQL, and its arguments, that holds for the
// internships on which the actor may do the action. The alias names the table
// internship in the query.
func Visible(a Actor, action Action, alias string) (string, []any) {
	if a.IsSystem() {
		return "1 = 1", nil
	}
	rule := policy[action]
	var words []string
	var args []any
	coordinator := false
	for _, r := range rule.Do {
		if r.IsParty() {
			words = append(words, "?")
			args = append(args, r)
		}
		coordinator = coordinator || r == Coordinator
	}
	var either []string
	switch {
	case len(words) == len(PartyRoles): // any party; a list to compare with costs more than the rest
		either = append(either, `EXISTS (SELECT 1 FROM party v WHERE v.internship_id = `+alias+`.id AND v.person_id = ? AND v.until_at IS NULL)`)
		args = []any{a.Person}
	case len(words) > 0:
		either = append(either, `EXISTS (SELECT 1 FROM party v WHERE v.internship_id = `+alias+`.id AND v.person_id = ? AND v.until_at IS NULL AND v.role IN (`+strings.Join(words, ", ")+`))`)
		args = append([]any{a.Person}, args...)
	}
	if coordinator {
		either = append(either, `(EXISTS (SELECT 1 FROM program_coordinator c WHERE c.program_id = `+alias+`.program_id AND c.person_id = ?)
			AND NOT EXISTS (SELECT 1 FROM party v WHERE v.internship_id = `+alias+`.id AND v.person_id = ? AND v.until_at IS NULL))`)
		args = append(args, a.Person, a.Person)
	}
	if len(either) == 0 {
		return "1 = 0", nil
	}
	return "(" + strings.Join(either, " OR ") + ")", args
}

// Join makes somebody a party from the transaction's moment on. A party of the
// same role at that moment must have been ended by Leave.
func Join(tx *sqldb.Tx, p Party) error {
	_, err := tx.Exec(`INSERT INTO party (id, internship_id, person_id, role, stand_in, named_by, from_at) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		p.ID, p.Internship, p.Person, p.Role, p.StandIn, sqldb.Null(p.NamedBy), tx.Now())
	return err
}

// Leave ends a role on an internship at the transaction's moment. It reports
// whether anybody had it.
func Leave(tx *sqldb.Tx, internship id.Internship, role Role) (bool, error) {
	n, err := tx.Exec(`UPDATE party SET until_at = ? WHERE internship_id = ? AND role = ? AND until_at IS NULL`, tx.Now(), internship, role)
	return n > 0, err
}

// Parties returns who has a role on the internship today, in the order of
// PartyRoles. The caller has checked that they may be seen.
func Parties(tx *sqldb.Tx, internship id.Internship) ([]Party, error) {
	return sqldb.List(tx, scanParty, `
		SELECT id, internship_id, person_id, role, stand_in, named_by, from_at, until_at FROM party
		WHERE internship_id = ? AND until_at IS NULL
		ORDER BY CASE role WHEN 'intern' THEN 1 WHEN 'mentor' THEN 2 WHEN 'intern-manager' THEN 3 ELSE 4 END`, internship)
}

func scanParty(s sqldb.Scanner) (p Party, err error) {
	return p, s.Scan(&p.ID, &p.Internship, &p.Person, &p.Role, &p.StandIn, sqldb.Maybe(&p.NamedBy), &p.From, &p.Until)
}
