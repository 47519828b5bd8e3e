package internship

import (
	"fmt"

	"stint/internal/access"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/internship/record"
	"stint/internal/sqldb"
)

const columns = `i.id, i.program_id, i.intern_id, i.state, i.revision, i.in_force, i.starts_at, i.turns_at, i.created_at, i.changed_at,
	i.started_at, i.paused_at, i.ended_at, i.ended_how, i.ended_why, i.ended_by`

func (x *Internship) columns() []any {
	return []any{
		&x.ID, &x.Program, &x.Intern, &x.State, &x.Revision, &x.InForce, &x.StartsAt, &x.TurnsAt, &x.CreatedAt, &x.ChangedAt,
		&x.StartedAt, &x.PausedAt, &x.EndedAt, &x.EndedHow, &x.EndedWhy, sqldb.Maybe(&x.EndedBy),
	}
}

func scan(s sqldb.Scanner) (x Internship, err error) { return x, s.Scan(x.columns()...) }

// Find returns an internship, for its parties and the coordinators of its
// program; for everybody else it is NotFound. The reason of its end is for
// those who may end it.
func Find(tx *sqldb.Tx, a access.Actor, internship id.Internship) (Internship, error) {
	roles, err := access.Require(tx, a, access.InternshipFind, internship)
	if err != nil {
		return Internship{}, err
	}
	x, err := find(tx, internship)
	rule, _ := access.RuleOf(access.InternshipEnd)
	if !a.IsSystem() && !roles.HasAny(rule.Do...) {
		x.EndedWhy = ""
	}
	return x, err
}

// find returns an internship, whoever asks.
func find(tx *sqldb.Tx, internship id.Internship) (Internship, error) {
	return sqldb.Once(tx, internship, func() (Internship, error) {
		return sqldb.Find(tx, "internship", scan, "SELECT "+columns+" FROM internship i WHERE i.id = ?", internship)
	})
}

// lock holds an internship for the rest of the transaction and returns it as
// it is then. Whoever changes one locks it first.
func lock(tx *sqldb.Tx, internship id.Internship) (Internship, error) {
	n, err := tx.Exec("UPDATE internship SET state = state WHERE id = ?", internship)
	if err != nil {
		return Internship{}, err
	}
	if n == 0 {
		return Internship{}, fault.Missing("internship")
	}
	return find(tx, internship)
}

// Lock is lock for features that change what belongs to an internship. The
// caller checks who asks.
func Lock(tx *sqldb.Tx, internship id.Internship) (Internship, error) { return lock(tx, internship) }

func insert(tx *sqldb.Tx, x Internship) error {
	_, err := tx.Exec("INSERT INTO internship (id, program_id, intern_id, state, created_at, changed_at) VALUES (?, ?, ?, ?, ?, ?)",
		x.ID, x.Program, x.Intern, x.State, tx.Now(), tx.Now())
	return err
}

// save writes what x says differently from was, if the database still says
// what was says.
func save(tx *sqldb.Tx, was, x Internship) error {
	return tx.Guard("This internship has changed at this moment. Nothing of yours has been changed. Look at it again.", `
		UPDATE internship SET state = ?, revision = ?, in_force = ?, starts_at = ?, turns_at = ?, changed_at = ?,
			started_at = ?, paused_at = ?, ended_at = ?, ended_how = ?, ended_why = ?, ended_by = ?
		WHERE id = ? AND state = ? AND revision = ? AND in_force = ?`,
		x.State, x.Revision, x.InForce, x.StartsAt, x.TurnsAt, tx.Now(),
		x.StartedAt, x.PausedAt, x.EndedAt, x.EndedHow, x.EndedWhy, sqldb.Null(x.EndedBy),
		x.ID, was.State, was.Revision, was.InForce)
}

// TermsOf returns a revision of an internship's terms. The caller has checked
// that the internship may be seen.
func TermsOf(tx *sqldb.Tx, internship id.Internship, revision int) (Terms, error) {
	return sqldb.Once(tx, revisionOf{internship, revision}, func() (Terms, error) {
		return sqldb.Find(tx, "revision of the terms", record.Scan, "SELECT "+record.Columns+" FROM terms t WHERE t.internship_id = ? AND t.revision = ?", internship, revision)
	})
}

// revisionOf is the question that TermsOf asks.
type revisionOf struct {
	internship id.Internship
	revision   int
}

// TermsInForce returns the last terms that all four signed, NotFound where
// there are none yet. The caller has checked that the internship may be seen.
// While the state is Proposed they hold no more: see Internship.InForce.
func TermsInForce(tx *sqldb.Tx, internship id.Internship) (Terms, error) {
	x, err := find(tx, internship)
	if fault.Is(err, fault.NotFound) || err == nil && x.InForce == 0 {
		return Terms{}, fault.Missing("agreement on the terms")
	}
	if err != nil {
		return Terms{}, err
	}
	return TermsOf(tx, internship, x.InForce)
}

const answerColumns = "s.id, s.revision, s.role, s.person_id, s.answer, s.digest, s.reason, s.evidence, s.recorded_by, s.delegate_id, s.carried_from, s.at"

func (g *given) columns() []any {
	return []any{
		&g.ID, &g.Revision, &g.Role, &g.Person, &g.Answer, &g.Digest, &g.Reason, &g.Evidence, sqldb.Maybe(&g.RecordedBy), sqldb.Maybe(&g.Delegate), &g.CarriedFrom, &g.At,
	}
}

func scanGiven(s sqldb.Scanner) (g given, err error) { return g, s.Scan(g.columns()...) }

// answersTo returns every answer to an internship's terms, in order of
// revisions.
func answersTo(tx *sqldb.Tx, internship id.Internship) ([]given, error) {
	return sqldb.List(tx, scanGiven, "SELECT "+answerColumns+" FROM sign_off s WHERE s.internship_id = ? ORDER BY s.revision, s.id", internship)
}

// put stores an answer: a new one, or in the place of the one that was.
func put(tx *sqldb.Tx, internship id.Internship, was, g given) error {
	if was.ID == "" {
		_, err := tx.Exec(`
			INSERT INTO sign_off (id, internship_id, revision, role, person_id, answer, digest, reason, evidence, recorded_by, delegate_id, carried_from, at)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			g.ID, internship, g.Revision, g.Role, g.Person, g.Answer, g.Digest, g.Reason, g.Evidence, sqldb.Null(g.RecordedBy), sqldb.Null(g.Delegate), g.CarriedFrom, g.At)
		return err
	}
	return tx.Guard("This answer has been changed at this moment. Nothing of yours has been changed. Look at it again.", `
		UPDATE sign_off SET person_id = ?, answer = ?, digest = ?, reason = ?, evidence = ?, recorded_by = ?, delegate_id = ?, carried_from = ?, at = ?
		WHERE id = ? AND answer = ? AND at = ?`,
		g.Person, g.Answer, g.Digest, g.Reason, g.Evidence, sqldb.Null(g.RecordedBy), sqldb.Null(g.Delegate), g.CarriedFrom, g.At, was.ID, was.Answer, was.At)
}

// UnderWay returns the internship that the actor has as an intern in a program
// and that is not over, and whether there is one.
func UnderWay(tx *sqldb.Tx, a access.Actor, of id.Program) (Internship, bool, error) {
	x, err := underWay(tx, a.Person, of)
	return x, x.ID != "", err
}

// underWay returns the internship that somebody has in a program and that is
// not over; its ID is empty where there is none.
func underWay(tx *sqldb.Tx, intern id.Person, program id.Program) (Internship, error) {
	found, err := sqldb.List(tx, scan, "SELECT "+columns+`
		FROM internship i WHERE i.program_id = ? AND i.intern_id = ? AND i.state NOT IN ('completed', 'ended')`, program, intern)
	if err != nil || len(found) == 0 {
		return Internship{}, err
	}
	return found[0], nil
}

// dueAfter returns internships that the clock has to move by now, at most
// limit, in order of their turns and after the given one.
func dueAfter(tx *sqldb.Tx, after Internship, limit int) ([]Internship, error) {
	return sqldb.List(tx, scan, "SELECT "+columns+fmt.Sprintf(`
		FROM internship i WHERE i.turns_at <= ? AND (i.turns_at, i.id) > (?, ?) ORDER BY i.turns_at, i.id LIMIT %d`, limit),
		tx.Now(), after.TurnsAt.UnixMicro(), after.ID)
}

// under returns the internships that are not over and in which somebody has
// one of two roles, for changes in the directory.
func under(tx *sqldb.Tx, person id.Person) ([]id.Internship, error) {
	return sqldb.List(tx, func(s sqldb.Scanner) (x id.Internship, err error) { return x, s.Scan(&x) }, `
		SELECT DISTINCT i.id FROM party p JOIN internship i ON i.id = p.internship_id
		WHERE p.person_id = ? AND p.until_at IS NULL AND p.role IN ('intern', 'mentor') AND i.state IN ('proposed', 'agreed', 'active', 'paused')
		ORDER BY i.id`, person)
}
