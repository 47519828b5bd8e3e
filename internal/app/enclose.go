package app

import (
	"fmt"
	"strings"
	"time"

	"stint/internal/access"
	"stint/internal/id"
	"stint/internal/internship/mailed"
	"stint/internal/meeting/preparation"
	"stint/internal/notify"
	"stint/internal/sqldb"
)

// enclose writes what mails say beside their sentence: to whoever owes an
// answer to terms, a link that answers them without signing in; at the start,
// what is still open.
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
		case "internship.started":
			return open(tx, base, n.Internship)
		}
		return "", nil
	}
}

// open says what is missing of what had to be ready when an internship starts.
// Its readers may all see the checklist.
func open(tx *sqldb.Tx, base string, of id.Internship) (string, error) {
	list, err := preparation.Checklist(tx, access.System(access.ViaJob), of)
	missing := preparation.Missing(list)
	if err != nil || len(missing) == 0 {
		return "", err
	}
	var b strings.Builder
	b.WriteString("Still open from before the start:\n\n")
	for _, l := range missing {
		b.WriteString("- " + l.Item.Words() + " (" + l.Owner.Words() + ")\n")
	}
	b.WriteString("\n" + base + "/internships/" + string(of) + "/preparation\n\n")
	return b.String(), nil
}
