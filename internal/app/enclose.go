package app

import (
	"fmt"
	"time"

	"stint/internal/id"
	"stint/internal/internship/mailed"
	"stint/internal/notify"
	"stint/internal/sqldb"
)

// enclose writes what mails say beside their sentence: to whoever owes an
// answer to terms, a link that answers them without signing in.
func (a *App) enclose(base string) notify.Enclose {
	return func(tx *sqldb.Tx, to id.Person, n notify.Notice) (string, error) {
		switch n.Name {
		case "internship.proposed", "internship.revised", "manager.changed", "stand-in.named", "sign-off.reminded":
			secret, err := mailed.Invite(tx, to, n.Internship)
			if err != nil || secret.IsZero() {
				return "", err
			}
			return fmt.Sprintf("Answer without signing in:\n\n%s/sign-off/%s\n\nThe link is yours alone and good for %d days. Opening it changes nothing; its button answers for you, once.\n\n",
				base, secret.Reveal(), int(mailed.TTL/(24*time.Hour))), nil
		}
		return "", nil
	}
}
