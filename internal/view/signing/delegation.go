package signing

import (
	"stint/internal/account"
	"stint/internal/id"
	"stint/internal/internship/delegation"
	"stint/internal/sqldb"
	"stint/internal/view"
	"stint/internal/view/people"
	"stint/internal/worktime"
)

// Delegations is the page on which a manager names who answers for them, and on
// which a delegate sees for whom they answer.
func Delegations(tx *sqldb.Tx, who account.Principal, after string) (view.Delegations, error) {
	var page view.Delegations
	found, err := delegation.List(tx, who.Actor, delegation.Page{After: after, Limit: view.PageSize})
	if err != nil {
		return page, err
	}
	var ids []id.Person
	for _, d := range found.Delegations {
		ids = append(ids, d.Manager, d.Delegate)
	}
	names, err := people.Name(tx, who.Person.ID, ids...)
	if err != nil {
		return page, err
	}
	for _, d := range found.Delegations {
		state := d.State(tx.Now())
		page.Rows = append(page.Rows, view.DelegationRow{
			ID: d.ID, Manager: names.Ref(d.Manager), Delegate: names.Ref(d.Delegate), From: d.From, To: d.To, State: string(state),
			MayEnd: state == delegation.Ahead || state == delegation.On,
		})
	}
	page.Pager.Shown = len(page.Rows)
	if after != "" {
		page.Pager.PreviousHref = "/delegations"
	}
	if found.Next != "" {
		page.Pager.NextHref = "/delegations?after=" + found.Next
	}
	if page.MayName, err = delegation.Manages(tx, who.Person.ID); err != nil || !page.MayName {
		return page, err
	}
	page.From = worktime.DateOf(tx.Now(), who.Person.Location())
	page.People, err = people.Choices(tx, who, who.Person.ID)
	return page, err
}
