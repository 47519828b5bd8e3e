package account

import (
	"context"
	"strings"
	"time"
	"unicode"

	"stint/internal/access"
	"stint/internal/audit"
	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/person"
	"stint/internal/sqldb"
)

// How long a session lasts: SessionTTL from when it was started, and no longer
// than SessionIdle without a visit. Visits are noted at most once in noteEvery,
// so that reading pages stays reading.
const (
	SessionTTL  = 30 * 24 * time.Hour
	SessionIdle = 14 * 24 * time.Hour
	noteEvery   = time.Hour
)

// Session is a browser that somebody signed in with.
type Session struct {
	ID        id.Session
	Agent     string // as the browser names itself; unreliable
	CreatedAt time.Time
	SeenAt    time.Time // the last visit, to the hour
	ExpiresAt time.Time
}

const sessionColumns = "s.id, s.agent, s.created_at, s.seen_at, s.expires_at"

func (s *Session) dest() []any { return []any{&s.ID, &s.Agent, &s.CreatedAt, &s.SeenAt, &s.ExpiresAt} }

// start starts a session with the epoch of the credential that lets the person
// in: had the epoch been raised since, the session would be dead as well.
func (s *Service) start(tx *sqldb.Tx, who id.Person, epoch int64, agent string, facts audit.Facts) (SignedIn, error) {
	secret := newSecret()
	session := Session{ID: id.New[id.Session](s.ids), Agent: shortAgent(agent), CreatedAt: tx.Now(), SeenAt: tx.Now(), ExpiresAt: tx.Now().Add(SessionTTL)}
	if _, err := tx.Exec("INSERT INTO session (id, secret, person_id, epoch, agent, created_at, seen_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
		session.ID, digest(secret.text), who, epoch, session.Agent, session.CreatedAt, session.SeenAt, session.ExpiresAt); err != nil {
		return SignedIn{}, err
	}
	by := access.Actor{Person: who, Scope: access.ScopeSession, Via: access.ViaPage}
	p, err := person.Find(tx, by, who)
	if err != nil {
		return SignedIn{}, err
	}
	by.Admin = p.Admin
	if err := s.append(tx, by, "session.started", string(session.ID), facts); err != nil {
		return SignedIn{}, err
	}
	return SignedIn{Session: session, Person: p, Secret: secret}, nil
}

// shortAgent is a browser's name for itself, fit for one line.
func shortAgent(agent string) string {
	agent = strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(agent, ""))
	if letters := []rune(agent); len(letters) > 200 {
		agent = string(letters[:200])
	}
	return strings.TrimSpace(agent)
}

// signedOut is the answer to every credential that is not good: unknown, run
// out, ended, or of somebody who was deactivated.
func signedOut() error {
	return fault.New(fault.Unauthenticated, "You are signed out. Nothing you saved is lost. Please sign in again.")
}

// Authenticate finds out who a session's secret stands for, in one query by
// index. It writes nothing; a caller with a snapshot of its own calls Note
// afterwards. A secret that is not good is Unauthenticated.
func Authenticate(tx *sqldb.Tx, secret string) (Principal, error) {
	if len(secret) != secretLength {
		return Principal{}, signedOut()
	}
	type line struct {
		session Session
		person  person.Person
	}
	found, err := sqldb.List(tx, func(s sqldb.Scanner) (l line, err error) {
		return l, s.Scan(append(l.session.dest(), l.person.Dest()...)...)
	}, "SELECT "+sessionColumns+", "+person.Columns+` FROM session s JOIN person p ON p.id = s.person_id
		WHERE s.secret = ? AND `+alive, digest(secret), tx.Now(), tx.Now().Add(-SessionIdle))
	if err != nil {
		return Principal{}, err
	}
	if len(found) == 0 {
		return Principal{}, signedOut()
	}
	p, session := found[0].person, found[0].session
	return Principal{
		Actor:   access.Actor{Person: p.ID, Admin: p.Admin, Scope: access.ScopeSession, Via: access.ViaPage},
		Person:  p,
		Session: session.ID,
		Expires: session.ExpiresAt,
		due:     tx.Now().Sub(session.SeenAt) >= noteEvery,
	}, nil
}

// alive holds for sessions of an active person that have not run out; its
// arguments are now, and the moment before which a visit is too long ago.
const alive = "s.epoch = p.epoch AND p.active = 1 AND s.expires_at > ? AND s.seen_at > ?"

// Authenticate is the function Authenticate in a snapshot of its own, and notes
// the visit.
func (s *Service) Authenticate(ctx context.Context, secret string) (who Principal, err error) {
	err = s.db.Read(ctx, func(tx *sqldb.Tx) error {
		who, err = Authenticate(tx, secret)
		return err
	})
	if err != nil {
		return Principal{}, err
	}
	// Whoever is signed in stays so while the disk is full: a visit that cannot
	// be noted now is noted by the next one.
	_ = s.Note(ctx, who)
	return who, nil
}

// Note notes a visit by a credential, where the last one was noted long enough
// ago. Most calls do nothing.
func (s *Service) Note(ctx context.Context, who Principal) error {
	if !who.due {
		return nil
	}
	return s.db.Write(ctx, func(tx *sqldb.Tx) error {
		var err error
		if who.Session != "" {
			_, err = tx.Exec("UPDATE session SET seen_at = ? WHERE id = ? AND seen_at < ?", tx.Now(), who.Session, tx.Now())
		} else {
			_, err = tx.Exec("UPDATE token SET last_used_at = ? WHERE id = ? AND (last_used_at IS NULL OR last_used_at < ?)", tx.Now(), who.token, tx.Now())
		}
		return err
	})
}

// ListSessions returns the actor's own living sessions, the latest seen first.
func ListSessions(tx *sqldb.Tx, a access.Actor) ([]Session, error) {
	if err := access.Check(a, access.Sessions, nil, "session"); err != nil {
		return nil, err
	}
	return sqldb.List(tx, func(s sqldb.Scanner) (one Session, err error) { return one, s.Scan(one.dest()...) },
		"SELECT "+sessionColumns+" FROM session s JOIN person p ON p.id = s.person_id WHERE s.person_id = ? AND "+alive+" ORDER BY s.seen_at DESC, s.id DESC",
		a.Person, tx.Now(), tx.Now().Add(-SessionIdle))
}

// EndSession ends one of the actor's own sessions: this one, to sign out, or
// another.
func (s *Service) EndSession(ctx context.Context, c call.Call, session id.Session) error {
	_, err := call.Do(ctx, s.db, c, "account.end-session", session, func(tx *sqldb.Tx) (none struct{}, err error) {
		if err := access.Check(c.Actor, access.Sessions, nil, "session"); err != nil {
			return none, err
		}
		n, err := tx.Exec("DELETE FROM session WHERE id = ? AND person_id = ?", session, c.Actor.Person)
		if err != nil {
			return none, err
		}
		if n == 0 {
			return none, fault.Missing("session")
		}
		return none, s.append(tx, c.Actor, "session.ended", string(session), nil)
	})
	return err
}

// EndOthers ends all of the actor's own sessions but one, which may be empty
// for none, and returns how many it ended.
func (s *Service) EndOthers(ctx context.Context, c call.Call, but id.Session) (int, error) {
	return call.Do(ctx, s.db, c, "account.end-others", but, func(tx *sqldb.Tx) (int, error) {
		if err := access.Check(c.Actor, access.Sessions, nil, "session"); err != nil {
			return 0, err
		}
		ended, err := sqldb.List(tx, func(s sqldb.Scanner) (one id.Session, err error) { return one, s.Scan(&one) },
			"DELETE FROM session WHERE person_id = ? AND id <> ? RETURNING id", c.Actor.Person, but)
		if err != nil {
			return 0, err
		}
		for _, session := range ended {
			if err := s.append(tx, c.Actor, "session.ended", string(session), nil); err != nil {
				return 0, err
			}
		}
		return len(ended), nil
	})
}

func forgetSessions(tx *sqldb.Tx) (int64, error) {
	return tx.Exec(`DELETE FROM session WHERE expires_at <= ? OR seen_at <= ?
		OR NOT EXISTS (SELECT 1 FROM person p WHERE p.id = session.person_id AND p.active = 1 AND p.epoch = session.epoch)`,
		tx.Now(), tx.Now().Add(-SessionIdle))
}
