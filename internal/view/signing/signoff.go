package signing

import (
	"slices"

	"stint/internal/access"
	"stint/internal/account"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/internship"
	"stint/internal/sqldb"
	"stint/internal/view"
	"stint/internal/view/people"
)

// SignOff is the page on which a party, or a manager's delegate, answers the
// newest terms, and on which the others see how they stand.
func SignOff(tx *sqldb.Tx, who account.Principal, of id.Internship) (view.SignOff, error) {
	x, roles, err := internship.FindToSign(tx, who.Actor, of)
	if err != nil {
		return view.SignOff{}, err
	}
	if x.Revision == 0 {
		return view.SignOff{}, fault.New(fault.Conflict, "There are no terms yet, so there is nothing to sign. Propose them on the internship’s page.")
	}
	b, err := Open(tx, who, x, roles)
	if err != nil {
		return view.SignOff{}, err
	}
	page := b.page()
	if managers := b.managers(); len(managers) > 0 {
		if page.Cost, err = b.cost(tx, managers); err != nil {
			return page, err
		}
	}
	coordinates := roles.Has(access.Coordinator)
	if coordinates && (x.Pending() || !x.State.Over() && b.Vacant()) {
		page.Approval, err = b.approvalForm(tx, x.Pending())
	}
	return page, err
}

// page is what the book itself says.
func (b *Book) page() view.SignOff {
	x, newest := b.X, b.Newest()
	page := view.SignOff{
		Internship: x.ID, Intern: b.People.Ref(newest.Intern), Mentor: b.People.Ref(newest.Mentor), State: view.State(x.State),
		Terms: *b.Terms(newest.Terms), Signatures: b.Signatures(newest), Revisions: b.revisions(), MaySign: b.Owes(), Answered: b.approved(newest),
		Whole:      slices.ContainsFunc(b.Roles, func(r access.Role) bool { return r != access.Delegate }),
		MayPropose: b.Roles.HasAny(access.Intern, access.Mentor) && !x.State.Over(),
		MayEnd:     b.Roles.HasAny(access.Intern, access.Mentor, access.Coordinator) && !x.State.Over(),
		Waits:      x.Pending(),
	}
	for _, r := range b.History[1:] {
		if page.Signed == nil && b.approved(r) {
			page.Signed = b.Terms(r.Terms)
		}
	}
	for _, role := range access.PartyRoles {
		if b.Roles.Has(role) {
			page.You = append(page.You, view.Role(role))
		}
	}
	for _, g := range newest.Signatures {
		if g.Person != b.who.Person.ID && b.Mine(g) {
			page.You, page.For = append(page.You, view.Role(g.Role)), b.People.Maybe(g.Person)
		}
		if g.State == internship.SignatureRefused && !slices.ContainsFunc(page.Declined, func(p view.PersonRef) bool { return p.ID == g.Person }) {
			page.Declined = append(page.Declined, b.People.Ref(g.Person))
		}
	}
	if x.State.Over() {
		page.Ending = &view.Ending{At: x.EndedAt, By: b.People.Actor(x.EndedBy)}
	}
	return page
}

// revisions tell how it got here, newest first.
func (b *Book) revisions() []view.RevisionRow {
	var rows []view.RevisionRow
	for _, r := range b.History {
		row := view.RevisionRow{Revision: r.Revision, By: b.People.Ref(r.ProposedBy), At: r.ProposedAt, Message: r.Message}
		var approved, refused []view.PersonRef
		for _, g := range r.Signatures {
			p := b.People.Ref(g.Person)
			switch {
			case g.Revision != r.Revision || slices.Contains(approved, p) || slices.Contains(refused, p):
			case g.State == internship.SignatureSigned || g.State == internship.SignatureVoid:
				approved = append(approved, p)
			case g.State == internship.SignatureRefused:
				refused = append(refused, p)
			}
		}
		row.Approved, row.Refused = approved, refused
		rows = append(rows, row)
	}
	return rows
}

var roleLabels = map[access.Role]string{
	access.Intern: "Intern", access.Mentor: "Mentor", access.InternManager: "Intern’s manager", access.MentorManager: "Mentor’s manager",
}

// approvalForm is what a coordinator can record or name.
func (b *Book) approvalForm(tx *sqldb.Tx, record bool) (*view.ApprovalForm, error) {
	form := &view.ApprovalForm{}
	for _, g := range b.Newest().Signatures {
		choice := view.Choice{Value: string(g.Role), Label: roleLabels[g.Role]}
		switch {
		case g.State == internship.SignatureVacant:
			form.Vacant = append(form.Vacant, choice)
		case record && (g.State == internship.SignatureOpen || g.State == internship.SignatureVoid):
			if name := b.People.Ref(g.Person).Name; name != "" {
				choice.Label += ", " + name
			}
			form.Open = append(form.Open, choice)
		}
	}
	if len(form.Vacant) == 0 {
		return form, nil
	}
	var err error
	form.People, err = people.Choices(tx, b.who, b.Newest().Intern, b.Newest().Mentor)
	return form, err
}
