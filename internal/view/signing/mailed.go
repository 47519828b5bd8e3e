package signing

import (
	"stint/internal/access"
	"stint/internal/account"
	"stint/internal/fault"
	"stint/internal/internship"
	"stint/internal/internship/mailed"
	"stint/internal/person"
	"stint/internal/sqldb"
	"stint/internal/view"
	"stint/internal/view/shell"
)

// Mailed is the page behind a mailed link: the terms that it is about as its
// person may see them. Of terms that others have taken the place of it shows
// nothing but that. A link that no longer leads anywhere is NotFound.
func Mailed(tx *sqldb.Tx, secret string) (view.MailedSignOff, error) {
	l, err := mailed.Find(tx, secret)
	if err != nil {
		return view.MailedSignOff{}, err
	}
	p, err := person.Find(tx, access.System(access.ViaJob), l.Person)
	if err != nil {
		return view.MailedSignOff{}, err
	}
	m := view.MailedSignOff{
		Reader: view.PersonRef{ID: p.ID, Name: p.FirstName(), You: true}, Zone: shell.ZoneOf(p.Zone), Theme: view.Theme(p.Theme),
		Revision: l.Revision, ExpiresAt: l.ExpiresAt, Href: "/internships/" + string(l.Internship) + "/sign-off",
	}
	who := account.Principal{Actor: l.Actor(), Person: p}
	x, roles, err := internship.FindToSign(tx, who.Actor, l.Internship)
	switch {
	case fault.Is(err, fault.NotFound) && !l.UsedAt.IsZero():
		m.State = view.MailedUsed // as where a delegate's answer was the last one missing
		return m, nil
	case fault.Is(err, fault.NotFound):
		return m, fault.Missing("page")
	case err != nil:
		return m, err
	case x.Revision != l.Revision:
		m.State = view.MailedVoid
		return m, nil
	}
	book, err := Open(tx, who, x, roles)
	if err != nil {
		return m, err
	}
	m.SignOff = book.page()
	switch {
	case !l.UsedAt.IsZero() || m.SignOff.Answered:
		m.State = view.MailedUsed
	case !m.SignOff.MaySign:
		m.State = view.MailedOver
	}
	return m, nil
}
