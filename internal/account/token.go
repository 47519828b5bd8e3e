package account

import (
	"context"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"stint/internal/access"
	"stint/internal/audit"
	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/person"
	"stint/internal/sqldb"
)

// Limits on API tokens.
const (
	MaxTokenName = 100 // bytes
	MaxTokenDays = 365
	MaxTokens    = 50 // that a person has at a time
)

// Token is a personal API token, without its secret.
type Token struct {
	ID         id.Token
	Name       string
	Scope      access.Scope // read or act
	CreatedAt  time.Time
	ExpiresAt  time.Time
	LastUsedAt time.Time // to the hour; zero where it never was
}

// Expired reports whether the token has run out by a moment.
func (t Token) Expired(now time.Time) bool { return !t.ExpiresAt.After(now) }

const tokenColumns = "t.id, t.name, t.scope, t.created_at, t.expires_at, t.last_used_at"

func (t *Token) dest() []any {
	return []any{&t.ID, &t.Name, &t.Scope, &t.CreatedAt, &t.ExpiresAt, &t.LastUsedAt}
}

// NewToken is a token to be: what it is for, in its person's words, what it may
// do, and how many days it lives.
type NewToken struct {
	Name  string
	Scope access.Scope
	Days  int
}

func (n NewToken) clean() (NewToken, error) {
	var fields fault.Fields
	n.Name = strings.Join(strings.Fields(n.Name), " ")
	switch {
	case n.Name == "":
		fields.Add("name", "A name is needed. It tells you later what uses this token.")
	case len(n.Name) > MaxTokenName:
		fields.Add("name", "This is too long. %d bytes are kept, about as many letters.", MaxTokenName)
	case !utf8.ValidString(n.Name) || strings.ContainsFunc(n.Name, func(r rune) bool { return !unicode.IsPrint(r) }):
		fields.Add("name", "This holds a character that does not show. Please type it anew.")
	}
	if n.Scope != access.ScopeRead && n.Scope != access.ScopeAct {
		fields.Add("scope", "A token may read, or act: that is, read and change.")
	}
	if n.Days < 1 || n.Days > MaxTokenDays {
		fields.Add("days", "A token lives 1 to %d days.", MaxTokenDays)
	}
	return n, fields.Err()
}

// Made is a token that was just made.
type Made struct {
	Token  Token
	Secret Secret `json:"-"` // only in the first answer; never kept
}

// MakeToken makes an API token for the actor, who must be signed in: no token
// makes tokens. A call repeated with its key is Conflict with the code
// "secret-shown-once".
func (s *Service) MakeToken(ctx context.Context, c call.Call, in NewToken) (Made, error) {
	made, err := call.Do(ctx, s.db, c, "account.make-token", in, func(tx *sqldb.Tx) (Made, error) {
		if err := access.Check(c.Actor, access.Tokens, nil, "token"); err != nil {
			return Made{}, err
		}
		n, err := in.clean()
		if err != nil {
			return Made{}, err
		}
		return s.makeToken(tx, c.Actor, n)
	})
	if err == nil && made.Secret.IsZero() {
		err = shownOnce("token", "Revoke it and make a new one.")
	}
	if err != nil {
		return Made{}, err
	}
	return made, nil
}

func (s *Service) makeToken(tx *sqldb.Tx, by access.Actor, n NewToken) (Made, error) {
	p, err := person.Find(tx, by, by.Person)
	if err != nil {
		return Made{}, err
	}
	if !p.Active {
		return Made{}, signedOut()
	}
	living, err := sqldb.Count(tx, "SELECT count(*) FROM token WHERE person_id = ? AND epoch = ? AND revoked_at IS NULL AND expires_at > ?", p.ID, p.Epoch, tx.Now())
	if err != nil {
		return Made{}, err
	}
	if living >= MaxTokens {
		return Made{}, fault.New(fault.Conflict, "You have %d tokens, and no more are allowed. Nothing has been changed. Revoke one that you no longer need.", MaxTokens)
	}
	secret := newTokenSecret()
	token := Token{ID: id.New[id.Token](s.ids), Name: n.Name, Scope: n.Scope, CreatedAt: tx.Now(), ExpiresAt: tx.Now().Add(time.Duration(n.Days) * 24 * time.Hour)}
	if _, err := tx.Exec("INSERT INTO token (id, person_id, name, secret, scope, epoch, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
		token.ID, p.ID, token.Name, digest(secret.text), token.Scope, p.Epoch, token.CreatedAt, token.ExpiresAt); err != nil {
		return Made{}, err
	}
	facts := audit.Facts{"scope": string(token.Scope), "days": audit.Number(n.Days)}
	return Made{Token: token, Secret: secret}, s.append(tx, by, "token.made", string(token.ID), facts)
}

// RevokeToken ends one of the actor's own tokens for good.
func (s *Service) RevokeToken(ctx context.Context, c call.Call, token id.Token) error {
	_, err := call.Do(ctx, s.db, c, "account.revoke-token", token, func(tx *sqldb.Tx) (none struct{}, err error) {
		if err := access.Check(c.Actor, access.Tokens, nil, "token"); err != nil {
			return none, err
		}
		n, err := sqldb.Count(tx, "SELECT count(*) FROM token WHERE id = ? AND person_id = ?", token, c.Actor.Person)
		if err != nil {
			return none, err
		}
		if n == 0 {
			return none, fault.Missing("token")
		}
		if err := tx.Guard("This token has been revoked already. Nothing has been changed.",
			"UPDATE token SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL", tx.Now(), token); err != nil {
			return none, err
		}
		return none, s.append(tx, c.Actor, "token.revoked", string(token), nil)
	})
	return err
}

// ListTokens returns the actor's own tokens, newest first: those that work and
// those that have run out, but none that were revoked or died with an epoch.
func ListTokens(tx *sqldb.Tx, a access.Actor) ([]Token, error) {
	if err := access.Check(a, access.TokenList, nil, "token"); err != nil {
		return nil, err
	}
	return sqldb.List(tx, func(s sqldb.Scanner) (t Token, err error) { return t, s.Scan(t.dest()...) },
		"SELECT "+tokenColumns+" FROM token t JOIN person p ON p.id = t.person_id WHERE t.person_id = ? AND t.epoch = p.epoch AND t.revoked_at IS NULL ORDER BY t.id DESC", a.Person)
}

// AuthenticateToken finds out whom an API token acts for and how far, in one
// query by index, and notes the use. A token that is not good is
// Unauthenticated.
func (s *Service) AuthenticateToken(ctx context.Context, secret string) (access.Actor, error) {
	var who Principal
	err := s.db.Read(ctx, func(tx *sqldb.Tx) (err error) {
		who, err = AuthenticateToken(tx, secret)
		return err
	})
	if err != nil {
		return access.Actor{}, err
	}
	_ = s.Note(ctx, who) // as in Authenticate
	return who.Actor, nil
}

// AuthenticateToken is the same for a caller with a snapshot of its own, who
// calls Note afterwards.
func AuthenticateToken(tx *sqldb.Tx, secret string) (Principal, error) {
	if len(secret) != tokenLength || !strings.HasPrefix(secret, TokenPrefix) {
		return Principal{}, noToken()
	}
	type line struct {
		token  Token
		person person.Person
	}
	found, err := sqldb.List(tx, func(s sqldb.Scanner) (l line, err error) {
		return l, s.Scan(append(l.token.dest(), l.person.Dest()...)...)
	}, "SELECT "+tokenColumns+", "+person.Columns+` FROM token t JOIN person p ON p.id = t.person_id
		WHERE t.secret = ? AND t.revoked_at IS NULL AND t.expires_at > ? AND t.epoch = p.epoch AND p.active = 1`, digest(secret), tx.Now())
	if err != nil {
		return Principal{}, err
	}
	if len(found) == 0 {
		return Principal{}, noToken()
	}
	p, token := found[0].person, found[0].token
	return Principal{
		Actor:   access.Actor{Person: p.ID, Admin: p.Admin, Scope: token.Scope, Via: access.ViaAPI},
		Person:  p,
		Expires: token.ExpiresAt,
		token:   token.ID,
		due:     tx.Now().Sub(token.LastUsedAt) >= noteEvery,
	}, nil
}

func noToken() error {
	return fault.New(fault.Unauthenticated, "This token is not good: it is unknown, has run out or was revoked. Nothing has been changed. Make a new one on the pages.")
}
