// Package account is how people get in: sign-in links, sessions and personal
// API tokens. There are no passwords.
//
// A person asks for a link by email. Whether the directory knows the address
// makes no difference to what is answered, what is written or how long it
// takes: always one job is enqueued, and only when it runs, and only for
// somebody who is there and active, a secret is made and mailed. Opening a link
// changes nothing; redeeming it does, once, and starts a session. Where there
// is no mail an administrator hands out a link, and the first administrator
// comes from a link that the operator sees.
//
// Every secret has at least 200 random bits. The database holds its SHA-256 and
// nothing else of it, and credentials are found by that hash, so nothing in Go
// ever compares a secret. A fast hash is right here: there is nothing to guess.
// Each credential carries the epoch that its person had when it was made, and
// is good only while that is still their epoch and they are active; see
// package person.
package account

import (
	"stint/internal/access"
	"stint/internal/audit"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/job"
	"stint/internal/person"
	"stint/internal/sqldb"
)

// Service lets people in and out.
type Service struct {
	db     *sqldb.DB
	ids    *id.Source
	trail  *audit.Trail
	queue  *job.Queue
	people *person.Service
}

// New returns the service. Secrets come from the system's randomness and from
// nowhere else, so there is nothing to hand over for them.
func New(db *sqldb.DB, ids *id.Source, trail *audit.Trail, queue *job.Queue, people *person.Service) *Service {
	return &Service{db: db, ids: ids, trail: trail, queue: queue, people: people}
}

// Forget removes what has run out: tries that no longer count, links, and
// sessions that nobody can use any more. Tokens stay, since their person wants
// to see what happened to them. It returns how many rows it removed.
func Forget(tx *sqldb.Tx) (int64, error) {
	total := int64(0)
	for _, remove := range []func(*sqldb.Tx) (int64, error){forgetAttempts, forgetLinks, forgetSessions} {
		n, err := remove(tx)
		if err != nil {
			return total, err
		}
		total += n
	}
	return total, nil
}

func (s *Service) append(tx *sqldb.Tx, by access.Actor, name, object string, facts audit.Facts) error {
	_, err := s.trail.Append(tx, by, audit.Event{Chain: audit.Organization, Name: name, Object: object, Facts: facts})
	return err
}

// shownOnce is the answer to a repeated call whose first answer held a secret.
// Only the hash of it is kept, so it cannot be shown again.
func shownOnce(what, next string) error {
	return fault.New(fault.Conflict, "This %s was made by the first of these calls, and its secret was shown then, once. Nothing more has been changed. %s", what, next).
		WithCode("secret-shown-once")
}
