// Package mailed lets somebody answer terms from a mail, without signing in.
//
// A link is made when a mail is delivered, for one person and one revision of
// one internship's terms. The database keeps its hash and the epoch that the
// person had, so that it dies with a deactivation like every credential.
// Opening it changes nothing, since scanners of mail open links. Its button acts
// once, as exactly that person on exactly that revision, and starts no session:
// whoever wants to see more signs in.
package mailed

import (
	"context"
	"time"

	"stint/internal/access"
	"stint/internal/account"
	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/internship"
	"stint/internal/sqldb"
)

// TTL is how long a link lives.
const TTL = 7 * 24 * time.Hour

// PerClient is how many wrong secrets, and how many answers, one client may
// send in account.Window.
const PerClient = 100

// Link is what a mailed link stands for.
type Link struct {
	Person     id.Person
	Internship id.Internship
	Revision   int
	ExpiresAt  time.Time
	UsedAt     time.Time // zero until its button was pressed
}

// Actor is the person of the link, by the door of the mail.
func (l Link) Actor() access.Actor {
	return access.Actor{Person: l.Person, Scope: access.ScopeAct, Via: access.ViaMail}
}

// Invite makes a link for somebody who owes an answer to an internship's newest
// terms, themself or for a manager, in the transaction that delivers it. It
// returns the zero Secret where they owe none, or are not active.
func Invite(tx *sqldb.Tx, who id.Person, of id.Internship) (account.Secret, error) {
	type owed struct {
		revision int
		epoch    int64
	}
	found, err := sqldb.List(tx, func(s sqldb.Scanner) (o owed, err error) { return o, s.Scan(&o.revision, &o.epoch) }, `
		SELECT i.revision, h.epoch FROM internship i JOIN person h ON h.id = ? AND h.active = 1
		WHERE i.id = ? AND i.revision > i.in_force AND i.state IN ('proposed', 'active', 'paused') AND (EXISTS (
			SELECT 1 FROM party p WHERE p.internship_id = i.id AND p.person_id = h.id AND p.until_at IS NULL AND NOT EXISTS (
				SELECT 1 FROM sign_off s WHERE s.internship_id = i.id AND s.revision = i.revision AND s.role = p.role))
			OR i.id IN (SELECT i.id `+access.Delegated+`))`, who, of, who, tx.Now(), tx.Now())
	if err != nil || len(found) == 0 {
		return account.Secret{}, err
	}
	secret := account.NewSecret()
	_, err = tx.Exec("INSERT INTO sign_off_link (secret, person_id, epoch, internship_id, revision, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
		account.Digest(secret.Reveal()), who, found[0].epoch, of, found[0].revision, tx.Now(), tx.Now().Add(TTL))
	return secret, err
}

const columns = "l.person_id, l.internship_id, l.revision, l.expires_at, l.used_at"

func scan(s sqldb.Scanner) (l Link, err error) {
	return l, s.Scan(&l.Person, &l.Internship, &l.Revision, &l.ExpiresAt, &l.UsedAt)
}

// Find returns a link and changes nothing. One that is too old, whose person may
// not come in any more, or that never was, is NotFound: the same answer for all
// of them.
func Find(tx *sqldb.Tx, secret string) (Link, error) {
	if len(secret) != account.SecretLength {
		return Link{}, missing()
	}
	found, err := sqldb.List(tx, scan, "SELECT "+columns+` FROM sign_off_link l JOIN person h ON h.id = l.person_id AND h.epoch = l.epoch AND h.active = 1
		WHERE l.secret = ? AND l.expires_at > ?`, account.Digest(secret), tx.Now())
	if err == nil && len(found) == 0 {
		err = missing()
	}
	if err != nil {
		return Link{}, err
	}
	return found[0], nil
}

func missing() error { return fault.Missing("page") }

// Service presses the buttons of links.
type Service struct {
	db          *sqldb.DB
	internships *internship.Service
}

// New returns the service.
func New(db *sqldb.DB, internships *internship.Service) *Service {
	return &Service{db: db, internships: internships}
}

// Answer is what somebody answers behind a link.
type Answer struct {
	Secret string `json:"-"`
	Answer string `json:"answer"`           // approve or refuse
	Reason string `json:"reason,omitempty"` // of a refusal
	Client string `json:"-"`                // what limits count, such as the address of the network
}

// Given is an answer that a link gave.
type Given struct {
	Person   id.Person
	Standing internship.Standing
}

// Answer answers the terms that a link is about, as its person, for anybody who
// has the secret. A link works once: of two who press at one instant one
// succeeds, and the other gets a Conflict with the code "link-used". Where
// another revision has taken the place of the link's, that is a Conflict with
// the code "link-void", which does not tell what changed. A link that Find does
// not return is NotFound. Too many tries from one client are Unavailable.
func (s *Service) Answer(ctx context.Context, c call.Call, in Answer) (Given, error) {
	if err := access.Check(c.Actor, access.SignOffByLink, nil, "page"); err != nil {
		return Given{}, err
	}
	if err := s.Try(ctx, in.Client); err != nil {
		return Given{}, err
	}
	// The secret is good once, so the call's key is not needed and not kept.
	return call.Do(ctx, s.db, call.By(access.Actor{Via: access.ViaMail}), "sign-off.give-by-link", nil, func(tx *sqldb.Tx) (Given, error) {
		l, err := Find(tx, in.Secret)
		if err != nil {
			return Given{}, err
		}
		if !l.UsedAt.IsZero() {
			return Given{}, used()
		}
		n, err := tx.Exec("UPDATE sign_off_link SET used_at = ? WHERE secret = ? AND used_at IS NULL", tx.Now(), account.Digest(in.Secret))
		if err != nil {
			return Given{}, err
		}
		if n == 0 {
			return Given{}, used()
		}
		t, err := internship.TermsOf(tx, l.Internship, l.Revision)
		if err != nil {
			return Given{}, err
		}
		at, err := s.internships.Sign(tx, l.Actor(), internship.SignOff{
			Internship: l.Internship, Revision: l.Revision, Digest: t.Digest, Answer: in.Answer, Reason: in.Reason,
		})
		switch {
		case err != nil && fault.Of(err).Code == "revision-superseded":
			return Given{}, fault.New(fault.Conflict, "Other terms have taken the place of those that this link is about. Nothing has been signed. Sign in to see what changed and to answer those.").WithCode("link-void")
		case fault.Is(err, fault.NotFound):
			return Given{}, missing() // no party of it any more
		}
		return Given{Person: l.Person, Standing: at}, err
	})
}

func used() error {
	return fault.New(fault.Conflict, "This link was used before. What was answered then stands, and nothing more has been changed. Sign in to see it.").WithCode("link-used")
}

// Try counts a try of a client, for wrong secrets as for answers. An empty
// client is not counted.
func (s *Service) Try(ctx context.Context, client string) error {
	if client == "" {
		return nil
	}
	return s.db.Write(ctx, func(tx *sqldb.Tx) error { return account.Try(tx, "sign-off-link", client, PerClient) })
}

// Forget removes the links that ran out, and returns how many.
func Forget(tx *sqldb.Tx) (int64, error) {
	return tx.Exec("DELETE FROM sign_off_link WHERE expires_at <= ?", tx.Now())
}
