package matching

import (
	"context"

	"stint/internal/access"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/internship"
	"stint/internal/sqldb"
)

const columns = `q.id, q.internship_id, i.program_id, i.intern_id, q.mentor_id, q.asked_by, q.open_call_id, q.message, q.offer, q.reason,
	q.state, q.cause, q.asked_at, q.turns_at, q.nudged_at, q.answered_at, q.settled_at,
	EXISTS (SELECT 1 FROM request o WHERE o.internship_id = q.internship_id AND o.id <> q.id)`

const from = " FROM request q JOIN internship i ON i.id = q.internship_id "

func scan(s sqldb.Scanner) (r Request, err error) {
	return r, s.Scan(&r.ID, &r.Internship, &r.Program, &r.Intern, &r.Mentor, &r.AskedBy, sqldb.Maybe(&r.Call), &r.Message, &r.Offer, &r.Reason,
		&r.State, &r.Cause, &r.AskedAt, &r.TurnsAt, &r.NudgedAt, &r.AnsweredAt, &r.SettledAt, &r.Others)
}

// rolesOn returns what the actor is to an internship's requests: its intern, or
// a coordinator of its program who is no party. With a mentor, it is that person
// first: somebody who was asked has that view and no other.
func rolesOn(tx *sqldb.Tx, a access.Actor, internship id.Internship, mentor id.Person) (access.Roles, error) {
	if a.Person != "" && a.Person == mentor {
		return access.Roles{access.Mentor}, nil
	}
	found, err := access.RolesOn(tx, a, internship)
	var roles access.Roles
	for _, r := range found {
		if r == access.Intern || r == access.Coordinator {
			roles = append(roles, r)
		}
	}
	return roles, err
}

// Find returns a request, for its intern, its mentor, and the coordinators of
// the program; for everybody else it is NotFound. Coordinators get none of its
// words.
func Find(tx *sqldb.Tx, a access.Actor, request id.Request) (Request, error) {
	r, _, err := findFor(tx, a, access.RequestFind, request)
	return r, err
}

// Find is the function Find in a snapshot of its own.
func (s *Service) Find(ctx context.Context, a access.Actor, request id.Request) (r Request, err error) {
	err = s.db.Read(ctx, func(tx *sqldb.Tx) error {
		r, err = Find(tx, a, request)
		return err
	})
	return r, err
}

// findFor is find with a check of an action.
func findFor(tx *sqldb.Tx, a access.Actor, action access.Action, request id.Request) (Request, access.Roles, error) {
	r, err := find(tx, request)
	if err != nil {
		return Request{}, nil, err
	}
	roles, err := rolesOn(tx, a, r.Internship, r.Mentor)
	if err != nil {
		return Request{}, nil, err
	}
	if err := access.Check(a, action, roles, "request"); err != nil {
		return Request{}, nil, err
	}
	return r.seenBy(roles), roles, nil
}

// find returns a request, whoever asks.
func find(tx *sqldb.Tx, request id.Request) (Request, error) {
	return sqldb.Find(tx, "request", scan, "SELECT "+columns+from+"WHERE q.id = ?", request)
}

// List returns the requests of an internship, the newest first, for its intern
// and the coordinators of its program, who get none of the words.
func List(tx *sqldb.Tx, a access.Actor, of id.Internship) ([]Request, error) {
	roles, err := access.Require(tx, a, access.RequestList, of)
	if err != nil {
		return nil, err
	}
	list, err := listOf(tx, of)
	for i := range list {
		list[i] = list[i].seenBy(roles)
	}
	return list, err
}

func listOf(tx *sqldb.Tx, of id.Internship) ([]Request, error) {
	return sqldb.List(tx, scan, "SELECT "+columns+from+"WHERE q.internship_id = ? ORDER BY q.id DESC", of)
}

// maxSent bounds how many of the requests sent to somebody are listed: those
// that stand come first.
const maxSent = 100

// SentTo returns the requests that were sent to the actor: those that stand
// first, then the newest, at most a hundred.
func SentTo(tx *sqldb.Tx, a access.Actor) ([]Request, error) {
	if err := access.Check(a, access.HomeFind, nil, "request"); err != nil {
		return nil, err
	}
	return sqldb.List(tx, scan, "SELECT "+columns+from+`WHERE q.mentor_id = ?
		ORDER BY CASE q.state WHEN 'asked' THEN 1 WHEN 'accepted' THEN 2 WHEN 'confirmed' THEN 3 ELSE 4 END, q.id DESC LIMIT ?`, a.Person, maxSent)
}

// lockFor locks the internship of a request, finds the request as it is then
// and checks an action on it.
func lockFor(tx *sqldb.Tx, a access.Actor, action access.Action, request id.Request) (Request, internship.Internship, error) {
	r, _, err := findFor(tx, a, action, request)
	if err != nil {
		return Request{}, internship.Internship{}, err
	}
	x, err := internship.Lock(tx, r.Internship)
	if err != nil {
		return Request{}, x, err
	}
	r, _, err = findFor(tx, a, action, request)
	return r, x, err
}

func insert(tx *sqldb.Tx, r Request) error {
	_, err := tx.Exec(`INSERT INTO request (id, internship_id, mentor_id, asked_by, open_call_id, message, offer, reason, state, cause, asked_at, turns_at, answered_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		r.ID, r.Internship, r.Mentor, r.AskedBy, sqldb.Null(r.Call), r.Message, r.Offer, r.Reason, r.State, r.Cause, r.AskedAt, r.TurnsAt, r.AnsweredAt)
	if fault.Is(err, fault.Conflict) {
		return fault.Wrap(err, fault.Conflict, "A request to this mentor stands already. Nothing has been changed. Look at the page again.")
	}
	return err
}

// save writes what r says differently from was, if the database still says what
// was says.
func save(tx *sqldb.Tx, was, r Request) error {
	return tx.Guard("This request has changed at this moment. Nothing of yours has been changed. Look at it again.", `
		UPDATE request SET state = ?, cause = ?, offer = ?, reason = ?, turns_at = ?, nudged_at = ?, answered_at = ?, settled_at = ?
		WHERE id = ? AND state = ?`,
		r.State, r.Cause, r.Offer, r.Reason, r.TurnsAt, r.NudgedAt, r.AnsweredAt, r.SettledAt, r.ID, was.State)
}

// dueAfter returns unanswered requests at which the clock has to look by now,
// at most limit, in order of their turns and after the given one.
func dueAfter(tx *sqldb.Tx, after Request, limit int) ([]Request, error) {
	return sqldb.List(tx, scan, "SELECT "+columns+from+`WHERE q.turns_at <= ? AND (q.turns_at, q.id) > (?, ?)
		ORDER BY q.turns_at, q.id LIMIT ?`, tx.Now(), after.TurnsAt.UnixMicro(), after.ID, limit)
}

// standingWith returns the standing requests in which somebody is intern or
// mentor, by internship, so that two changes never wait for each other.
func standingWith(tx *sqldb.Tx, who id.Person) ([]Request, error) {
	return sqldb.List(tx, scan, "SELECT "+columns+from+`WHERE q.state IN ('asked', 'accepted', 'confirmed') AND (q.mentor_id = ? OR i.intern_id = ?)
		ORDER BY q.internship_id, q.mentor_id`, who, who)
}
