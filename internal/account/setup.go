package account

import (
	"context"
	"time"

	"stint/internal/access"
	"stint/internal/audit"
	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/person"
	"stint/internal/sqldb"
)

// SetupTTL is how long the link lives that an operator sees when an
// installation starts without an administrator.
const SetupTTL = 24 * time.Hour

// NeedsSetup reports whether the installation has no administrator yet.
func NeedsSetup(tx *sqldb.Tx) (bool, error) {
	exists, err := person.AdminExists(tx)
	return !exists, err
}

// MintSetup makes a link with which somebody becomes the first administrator,
// for the operator's eyes. Where there is an administrator the answer is
// Conflict; and as soon as there is one, all links like it are dead.
func (s *Service) MintSetup(ctx context.Context) (secret Secret, err error) {
	err = s.db.Write(ctx, func(tx *sqldb.Tx) error {
		needed, err := NeedsSetup(tx)
		if err != nil {
			return err
		}
		if !needed {
			return fault.New(fault.Conflict, "This installation has an administrator. Nothing has been changed. They can hand out sign-in links.")
		}
		secret, err = mint(tx, "", 0, PurposeFirstAdmin, "", SetupTTL)
		return err
	})
	if err != nil {
		return Secret{}, err
	}
	return secret, nil
}

// SetUp is who becomes the first administrator, and the secret of the link
// that lets them.
type SetUp struct {
	Secret string
	Name   string
	Email  string
	Zone   string
	Agent  string // names the browser
}

// SetUp uses up a set-up link: it makes its holder the first administrator and
// signs them in. Where the directory knows the email already, it is that
// person. A link that does not count is answered as by FindLink; wrong fields
// are Invalid and leave the link as it is; of two at once one succeeds.
func (s *Service) SetUp(ctx context.Context, c call.Call, in SetUp) (SignedIn, error) {
	if err := access.Check(c.Actor, access.SignIn, nil, "page"); err != nil {
		return SignedIn{}, err
	}
	if len(in.Secret) != secretLength {
		return SignedIn{}, spent()
	}
	return call.Do(ctx, s.db, call.By(c.Actor), "account.set-up", nil, func(tx *sqldb.Tx) (SignedIn, error) {
		n, err := tx.Exec("UPDATE sign_in_link SET used_at = ? WHERE secret = ? AND "+setsUp, tx.Now(), digest(in.Secret), tx.Now())
		if err != nil {
			return SignedIn{}, err
		}
		if n != 1 {
			return SignedIn{}, spent()
		}
		nobody := access.Actor{Via: access.ViaPage}
		p, err := s.people.AppointFirst(tx, nobody, person.Entry{Name: in.Name, Email: in.Email, Zone: in.Zone})
		if err != nil {
			return SignedIn{}, err
		}
		return s.start(tx, p.ID, p.Epoch, in.Agent, audit.Facts{"link": string(PurposeFirstAdmin)})
	})
}
