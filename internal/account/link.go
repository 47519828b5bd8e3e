package account

import (
	"context"
	"time"

	"stint/internal/access"
	"stint/internal/audit"
	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/job"
	"stint/internal/person"
	"stint/internal/sqldb"
)

// Purpose says what a sign-in link is for.
type Purpose string

// The purposes.
const (
	PurposeSignIn     Purpose = "sign-in"     // a person signs in
	PurposeFirstAdmin Purpose = "first-admin" // somebody becomes the first administrator: SetUp, not Redeem
	PurposeDemo       Purpose = "demo"        // a link that the demo prints
)

// LinkTTL is how long a link lives that was mailed or handed out.
const LinkTTL = 15 * time.Minute

// KindMailLink is the kind of job that mails a sign-in link; its payload is a
// MailLink.
const KindMailLink = "account.mail-link"

// MailLink is what the job is told. Person is empty where the address was
// nobody's: such a job is made so that nobody can tell the difference, and has
// nothing to do.
type MailLink struct {
	Person id.Person `json:"person"`
}

// RequestLink asks for a link to be mailed to an address. For anybody. Client
// is what limits count beside the account, such as the address of the
// network, and may be empty; neither is kept in clear. The answer and the work
// are the same whether or not the directory has an active person by the
// address. Too many tries are Unavailable with the code "too-many-attempts".
func (s *Service) RequestLink(ctx context.Context, c call.Call, email, client string) error {
	if err := access.Check(c.Actor, access.SignIn, nil, "page"); err != nil {
		return err
	}
	email, err := person.CleanEmail(email)
	if err != nil {
		return err
	}
	_, err = call.Do(ctx, s.db, c, "account.request-link", digest(email), func(tx *sqldb.Tx) (none struct{}, err error) {
		if err := count(tx, "account", email, PerAccount); err != nil {
			return none, err
		}
		if client != "" {
			if err := count(tx, "client", client, PerClient); err != nil {
				return none, err
			}
		}
		// No branch from here on depends on whether anybody was found.
		link, err := sqldb.Find(tx, "person", func(s sqldb.Scanner) (l MailLink, err error) { return l, s.Scan(&l.Person) },
			"SELECT COALESCE(max(id), '') FROM person WHERE email = ? AND active = 1", email)
		if err != nil {
			return none, err
		}
		return none, s.queue.Enqueue(tx, job.New{Kind: KindMailLink, Payload: link})
	})
	return err
}

// MintLink makes a link for a person in the transaction that delivers it, and
// returns its secret, of which only the hash is kept. A purpose other than
// PurposeFirstAdmin; handedBy is the administrator who hands it out, or empty;
// ttl is how long it lives. Somebody who is not there or not active is
// NotFound.
func (s *Service) MintLink(tx *sqldb.Tx, p id.Person, purpose Purpose, handedBy id.Person, ttl time.Duration) (Secret, error) {
	if purpose == PurposeFirstAdmin || ttl <= 0 {
		return Secret{}, fault.New(fault.Internal, "a link for %q that lives %s cannot be minted", purpose, ttl)
	}
	epoch, err := sqldb.Find(tx, "person", func(s sqldb.Scanner) (e int64, err error) { return e, s.Scan(&e) },
		"SELECT epoch FROM person WHERE id = ? AND active = 1", p)
	if err != nil {
		return Secret{}, err
	}
	return mint(tx, p, epoch, purpose, handedBy, ttl)
}

func mint(tx *sqldb.Tx, p id.Person, epoch int64, purpose Purpose, handedBy id.Person, ttl time.Duration) (Secret, error) {
	secret := newSecret()
	_, err := tx.Exec("INSERT INTO sign_in_link (secret, person_id, epoch, handed_by, purpose, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
		digest(secret.text), sqldb.Null(p), epoch, sqldb.Null(handedBy), purpose, tx.Now(), tx.Now().Add(ttl))
	if err != nil {
		return Secret{}, err
	}
	return secret, nil
}

// Handed is a link that was handed out.
type Handed struct {
	Person    id.Person
	ExpiresAt time.Time
	Secret    Secret `json:"-"` // only in the first answer; never kept
}

// HandLink makes a link that an administrator gives to a person by another way
// than mail. It ends that person's sessions, and the event tells them of it.
// For administrators who are signed in, and for operators. A call repeated with
// its key is Conflict with the code "secret-shown-once".
func (s *Service) HandLink(ctx context.Context, c call.Call, to id.Person) (Handed, error) {
	handed, err := call.Do(ctx, s.db, c, "account.hand-link", to, func(tx *sqldb.Tx) (Handed, error) {
		if err := access.Check(c.Actor, access.LinkHand, nil, "person"); err != nil {
			return Handed{}, err
		}
		p, err := person.Find(tx, c.Actor, to)
		if err != nil {
			return Handed{}, err
		}
		if !p.Active {
			return Handed{}, fault.New(fault.Conflict, "%s has been deactivated and cannot sign in. Nothing has been changed. Reactivate them first.", p.Name)
		}
		secret, err := mint(tx, p.ID, p.Epoch, PurposeSignIn, c.Actor.Person, LinkTTL)
		if err != nil {
			return Handed{}, err
		}
		ended, err := tx.Exec("DELETE FROM session WHERE person_id = ?", p.ID)
		if err != nil {
			return Handed{}, err
		}
		handed := Handed{Person: p.ID, ExpiresAt: tx.Now().Add(LinkTTL), Secret: secret}
		return handed, s.append(tx, c.Actor, "sign-in-link.handed", string(p.ID), audit.Facts{"sessions-ended": audit.Number(ended)})
	})
	if err == nil && handed.Secret.IsZero() {
		err = shownOnce("link", "Hand out a new one.")
	}
	if err != nil {
		return Handed{}, err
	}
	return handed, nil
}

// Link is what the page of a link may know of it.
type Link struct {
	Purpose   Purpose
	ExpiresAt time.Time
}

// FindLink returns a link that can be redeemed, and changes nothing. One that
// is spent, too old, of somebody who may not come in, or none at all is
// Unauthenticated with the code "link-spent": the same answer for all of them.
func FindLink(tx *sqldb.Tx, secret string) (Link, error) {
	if len(secret) != secretLength {
		return Link{}, spent()
	}
	found, err := sqldb.List(tx, func(s sqldb.Scanner) (l Link, err error) { return l, s.Scan(&l.Purpose, &l.ExpiresAt) },
		"SELECT purpose, expires_at FROM sign_in_link WHERE secret = ? AND ("+redeemable+" OR "+setsUp+")",
		digest(secret), tx.Now(), tx.Now())
	if err != nil {
		return Link{}, err
	}
	if len(found) == 0 {
		return Link{}, spent()
	}
	return found[0], nil
}

// redeemable holds for links that sign their person in at a moment, and setsUp
// for those that make the first administrator. The links that the demo prints
// can be opened again and again: whoever looks around goes in and out.
const (
	redeemable = `(used_at IS NULL OR purpose = 'demo') AND expires_at > ? AND EXISTS (
		SELECT 1 FROM person p WHERE p.id = sign_in_link.person_id AND p.active = 1 AND p.epoch = sign_in_link.epoch)`
	setsUp = `used_at IS NULL AND expires_at > ? AND purpose = 'first-admin' AND NOT EXISTS (
		SELECT 1 FROM person p WHERE p.admin = 1 AND p.active = 1)`
)

func spent() error {
	return fault.New(fault.Unauthenticated, "This link has been used, or is too old. Nothing has been changed. Ask for a new one.").WithCode("link-spent")
}

// SignedIn is a session that was just started.
type SignedIn struct {
	Session Session
	Person  person.Person
	Secret  Secret `json:"-"` // for the cookie; never kept
}

// Redeem uses up a link and starts a session for its person, always a new one.
// For anybody who has the secret. Agent names the browser. Of several who
// redeem one link at once one succeeds; for the others, as for any other link
// that FindLink does not return, the error is that of FindLink. The secret is
// good once, so the call's key is not needed and not kept.
func (s *Service) Redeem(ctx context.Context, c call.Call, secret, agent string) (SignedIn, error) {
	if err := access.Check(c.Actor, access.SignIn, nil, "page"); err != nil {
		return SignedIn{}, err
	}
	if len(secret) != secretLength {
		return SignedIn{}, spent()
	}
	return call.Do(ctx, s.db, call.By(c.Actor), "account.redeem", nil, func(tx *sqldb.Tx) (SignedIn, error) {
		type used struct {
			person, handedBy id.Person
			epoch            int64
			purpose          Purpose
		}
		links, err := sqldb.List(tx, func(s sqldb.Scanner) (u used, err error) {
			return u, s.Scan(&u.person, sqldb.Maybe(&u.handedBy), &u.epoch, &u.purpose)
		}, "UPDATE sign_in_link SET used_at = ? WHERE secret = ? AND "+redeemable+" RETURNING person_id, handed_by, epoch, purpose",
			tx.Now(), digest(secret), tx.Now())
		if err != nil {
			return SignedIn{}, err
		}
		if len(links) == 0 {
			return SignedIn{}, spent()
		}
		facts := audit.Facts{"link": string(links[0].purpose)}
		if links[0].handedBy != "" {
			facts["handed-by"] = string(links[0].handedBy)
		}
		return s.start(tx, links[0].person, links[0].epoch, agent, facts)
	})
}

func forgetLinks(tx *sqldb.Tx) (int64, error) {
	return tx.Exec("DELETE FROM sign_in_link WHERE expires_at <= ?", tx.Now())
}
