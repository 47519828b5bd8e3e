package mark

import (
	"stint/internal/access"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/sqldb"
)

const columns = `m.id, m.program_id, m.item, m.version_id, m.internship_id, m.person_id, m.verdict, m.comment, m.replaces, m.proposal,
	m.state, m.answer, m.settled_by, m.settled_at, m.revision, m.made_at, m.changed_at`

func scan(s sqldb.Scanner) (m Mark, err error) {
	return m, s.Scan(&m.ID, &m.Program, &m.Item, &m.Version, &m.Internship, &m.Person, &m.Verdict, &m.Comment, &m.Replaces, &m.Proposal,
		&m.State, &m.Answer, sqldb.Maybe(&m.SettledBy), &m.SettledAt, &m.Revision, &m.MadeAt, &m.ChangedAt)
}

const noun = "mark"

// Find returns a mark, for its writer and the coordinators of its program.
func Find(tx *sqldb.Tx, a access.Actor, mark id.Mark) (Mark, error) {
	m, _, err := find(tx, a, access.MarkFind, mark)
	return m, err
}

// find returns a mark and who the actor is to it, where they may do the action.
func find(tx *sqldb.Tx, a access.Actor, action access.Action, mark id.Mark) (Mark, access.Roles, error) {
	m, err := sqldb.Find(tx, noun, scan, "SELECT "+columns+" FROM mark m WHERE m.id = ?", mark)
	if err != nil {
		return Mark{}, nil, err
	}
	roles, err := rolesOn(tx, a, m)
	if err == nil {
		err = access.Check(a, action, roles, noun)
	}
	if err != nil {
		return Mark{}, nil, err
	}
	return m, roles, nil
}

// rolesOn is who somebody is to a mark: its writer, or a coordinator who is no
// party of the internship on which it was made. Any other part there counts
// nothing.
func rolesOn(tx *sqldb.Tx, a access.Actor, m Mark) (access.Roles, error) {
	var roles access.Roles
	if a.Person != "" && a.Person == m.Person {
		roles = append(roles, access.Self)
	}
	there, err := access.RolesOn(tx, a, m.Internship)
	if there.Has(access.Coordinator) {
		roles = append(roles, access.Coordinator)
	}
	return roles, err
}

// most bounds the marks of one list: more than that nobody reads on a page.
const most = 2000

// List returns the marks on a program's items, for its coordinators: those that
// stand, or also the settled ones; by item, and on one item in the order in which
// they were made. Marks on internships on which the coordinator is a party
// themself are left to the other coordinators.
func List(tx *sqldb.Tx, a access.Actor, program id.Program, settled bool) ([]Mark, error) {
	if err := access.RequireCoordinator(tx, a, access.MarkList, program); err != nil {
		return nil, err
	}
	visible, args := access.Visible(a, access.MarkList, "i")
	where := ""
	if !settled {
		where = " AND m.state IN ('open', 'accepted')"
	}
	return sqldb.List(tx, scan, "SELECT "+columns+` FROM mark m JOIN internship i ON i.id = m.internship_id
		WHERE m.program_id = ?`+where+" AND "+visible+" ORDER BY m.item, m.made_at, m.id LIMIT ?", append(append([]any{program}, args...), most)...)
}

// Own returns the actor's own marks, newest first.
func Own(tx *sqldb.Tx, a access.Actor) ([]Mark, error) {
	if err := access.Check(a, access.HomeFind, nil, noun); err != nil {
		return nil, err
	}
	return sqldb.List(tx, scan, "SELECT "+columns+" FROM mark m WHERE m.person_id = ? ORDER BY m.made_at DESC, m.id DESC LIMIT ?", a.Person, most)
}

// OwnOn returns the actor's own mark that stands on an item of an internship's
// program; the zero Mark where there is none.
func OwnOn(tx *sqldb.Tx, a access.Actor, internship id.Internship, item string) (Mark, error) {
	if _, err := access.Require(tx, a, access.MarkWrite, internship); err != nil {
		return Mark{}, err
	}
	found, err := sqldb.List(tx, scan, "SELECT "+columns+` FROM mark m JOIN internship i ON i.program_id = m.program_id
		WHERE i.id = ? AND m.person_id = ? AND m.item = ? AND m.state IN ('open', 'accepted')`, internship, a.Person, item)
	if err != nil || len(found) == 0 {
		return Mark{}, err
	}
	return found[0], nil
}

// stage is what an internship is, for marks: of which program, on which version,
// and whether it has run.
type stage struct {
	program id.Program
	version id.ProgramVersion
	ran     bool
}

func stageOf(tx *sqldb.Tx, internship id.Internship) (stage, error) {
	return sqldb.Find(tx, "internship", func(s sqldb.Scanner) (x stage, err error) {
		var state string
		err = s.Scan(&x.program, &state, sqldb.Maybe(&x.version))
		x.ran = (state == "active" || state == "paused" || state == "completed" || state == "ended") && x.version != ""
		return x, err
	}, `SELECT i.program_id, i.state, t.program_version_id FROM internship i
		LEFT JOIN terms t ON t.internship_id = i.id AND t.revision = i.in_force WHERE i.id = ?`, internship)
}

func insert(tx *sqldb.Tx, m Mark) error {
	_, err := tx.Exec(`
		INSERT INTO mark (id, program_id, item, version_id, internship_id, person_id, verdict, comment, replaces, proposal, made_at, changed_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		m.ID, m.Program, m.Item, m.Version, m.Internship, m.Person, m.Verdict, m.Comment, m.Replaces, m.Proposal, m.MadeAt, m.ChangedAt)
	if sqldb.Duplicate(err) {
		return fault.Wrap(err, fault.Conflict, "You marked this at the same moment already. That mark stands. Look at the page again to change it.")
	}
	return err
}

const changedMeanwhile = "Somebody changed this mark at the same moment. Nothing of yours has been saved. Look at the page again and repeat it."

// save writes a mark over the one that was read.
func save(tx *sqldb.Tx, old, m Mark) error {
	return tx.Guard(changedMeanwhile, `
		UPDATE mark SET version_id = ?, internship_id = ?, verdict = ?, comment = ?, replaces = ?, proposal = ?, state = ?, answer = ?,
			settled_by = ?, settled_at = ?, revision = revision + 1, changed_at = ?
		WHERE id = ? AND revision = ? AND state = ?`,
		m.Version, m.Internship, m.Verdict, m.Comment, m.Replaces, m.Proposal, m.State, m.Answer,
		sqldb.Null(m.SettledBy), m.SettledAt, m.ChangedAt, old.ID, old.Revision, old.State)
}
