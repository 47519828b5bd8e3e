package demo

import (
	"context"
	"time"

	"stint/internal/access"
	"stint/internal/account"
	"stint/internal/app"
	"stint/internal/person"
	"stint/internal/sqldb"
)

// linkTTL is how long the demo's links are good. A demo that is kept gets new
// ones each time it starts.
const linkTTL = 30 * 24 * time.Hour

// enter mints a link for each entrance.
func enter(ctx context.Context, a *app.App) (company Company, err error) {
	err = a.DB.Write(ctx, func(tx *sqldb.Tx) error {
		company = Company{}
		for _, e := range entrances {
			p, err := person.FindByEmail(tx, access.System(access.ViaCLI), e.name+"@"+domain)
			if err != nil {
				return err
			}
			secret, err := a.Accounts.MintLink(tx, p.ID, account.PurposeDemo, "", linkTTL)
			if err != nil {
				return err
			}
			company.People = append(company.People, Entrance{Part: e.part, Name: p.FirstName(), Email: p.Email, Secret: secret.Reveal()})
		}
		return nil
	})
	return company, err
}
