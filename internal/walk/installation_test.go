package walk

import (
	"testing"
	"time"

	"stint/internal/account"
	"stint/internal/apptest"
	"stint/internal/sqldb"
)

// An installation is a whole Stint that serves the demo's company.
type installation struct{ *apptest.Env }

// install makes one whose day is a Wednesday far ahead: for the browser, which
// has a clock of its own, no cookie of that day is over.
func install(t *testing.T) installation {
	t.Helper()
	return installation{apptest.New(t, sqldb.SQLite, apptest.WithDemo(), apptest.At(time.Date(2037, time.October, 7, 9, 30, 0, 0, time.UTC)))}
}

// entrance is the printed link of the demo for one of its parts.
func (i installation) entrance(t *testing.T, part string) string {
	t.Helper()
	for _, e := range i.Company.People {
		if e.Part == part {
			return "/sign-in/" + e.Secret
		}
	}
	t.Fatalf("the demo has no link for the %s", part)
	return ""
}

// link is a sign-in link for somebody, as a mail would bring it.
func (i installation) link(t *testing.T, name string) string {
	t.Helper()
	who := i.Person(t, name+"@fjordline.example")
	var secret account.Secret
	err := i.DB.Write(t.Context(), func(tx *sqldb.Tx) (err error) {
		secret, err = i.Accounts.MintLink(tx, who.ID, account.PurposeSignIn, "", account.LinkTTL)
		return err
	})
	if err != nil {
		t.Fatal(name, err)
	}
	return "/sign-in/" + secret.Reveal()
}
