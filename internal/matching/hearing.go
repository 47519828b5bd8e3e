package matching

import (
	"stint/internal/access"
	"stint/internal/audit"
	"stint/internal/id"
	"stint/internal/person"
	"stint/internal/sqldb"
)

// Concerned returns whom an event of this package concerns. The caller leaves
// out who did it and who has left.
func Concerned(tx *sqldb.Tx, e audit.Event) ([]id.Person, error) {
	switch e.Name {
	case "request.closed":
		if e.Facts["cause"] == string(CauseTerms) {
			return nil, nil // the terms reach them on their own way
		}
		fallthrough
	case "request.sent", "request.nudged", "request.withdrawn", "request.confirmed":
		r, err := find(tx, id.Request(e.Object))
		return []id.Person{r.Mentor}, err
	case "request.accepted", "request.declined", "request.released":
		r, err := find(tx, id.Request(e.Object))
		return []id.Person{r.Intern}, err
	case "open-call.opened":
		return calledFor(tx, id.OpenCall(e.Object))
	case "guidance.asked", "guidance.answered":
		g, err := sqldb.Find(tx, "question", scanGuidance, "SELECT "+guidanceColumns+fromGuidance+"WHERE g.id = ?", e.Object)
		if e.Name == "guidance.asked" {
			return []id.Person{g.Manager}, err
		}
		return []id.Person{g.Intern}, err
	}
	return nil, nil
}

// calledFor returns who finds an open call in their inbox.
func calledFor(tx *sqldb.Tx, of id.OpenCall) ([]id.Person, error) {
	o, err := sqldb.Find(tx, "open call", scanCall, "SELECT "+callColumns+fromCall+"WHERE c.id = ?", "", of)
	if err != nil || o.State != CallOpen {
		return nil, err
	}
	manager, err := person.ManagerOf(tx, o.Intern)
	if err != nil {
		return nil, err
	}
	return audience(tx, o.Program, o.Intern, manager)
}

// Heard returns a condition, and its arguments, for what the actor may still
// hear of without being a party of the internship: requests and questions that
// were sent to them, and calls that are open. The words name the column that
// holds the id of what it is about.
func Heard(a access.Actor, object string) (string, []any) {
	return "(" + object + " IN (SELECT id FROM request WHERE mentor_id = ?) OR " + object + " IN (SELECT id FROM guidance WHERE manager_id = ?) OR " +
		object + " IN (SELECT id FROM open_call WHERE state = 'open'))", []any{a.Person, a.Person}
}

// How what was sent to somebody is counted by SentOf.
const (
	SentWaiting  = "sent-waiting"  // for their answer
	SentAnswered = "sent-answered" // or at an end
)

// SentOf returns the rest of a query, from its FROM on, and its arguments, over
// the requests and questions that were sent to the actor. Its column w.waits is
// SentWaiting or SentAnswered.
func SentOf(a access.Actor) (string, []any) {
	const waits = "CASE state WHEN 'asked' THEN '" + SentWaiting + "' ELSE '" + SentAnswered + "' END AS waits"
	return "FROM (SELECT " + waits + " FROM request WHERE mentor_id = ? UNION ALL SELECT " + waits + " FROM guidance WHERE manager_id = ?) w",
		[]any{a.Person, a.Person}
}
