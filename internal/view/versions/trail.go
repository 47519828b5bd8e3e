package versions

import (
	"stint/internal/account"
	"stint/internal/change"
	"stint/internal/id"
	"stint/internal/internship"
	"stint/internal/program"
	"stint/internal/sqldb"
	"stint/internal/view"
	"stint/internal/view/people"
)

// Trail is the page of the versions that were offered to an internship, newest
// first, for everybody who may see it.
func (v *Views) Trail(tx *sqldb.Tx, who account.Principal, of id.Internship) (Trail, error) {
	x, err := internship.Find(tx, who.Actor, of)
	if err != nil {
		return Trail{}, err
	}
	found, err := change.List(tx, who.Actor, of)
	if err != nil {
		return Trail{}, err
	}
	page := Trail{Internship: of, Program: view.ProgramRef{ID: x.Program}}
	mentor := id.Person("")
	if x.InForce > 0 {
		held, err := internship.TermsInForce(tx, of)
		if err != nil {
			return Trail{}, err
		}
		mentor, page.Kept, page.Program.VersionID = held.Mentor, len(held.Kept), held.ProgramVersion
	}
	names, err := people.Name(tx, who.Person.ID, x.Intern, mentor)
	if err != nil {
		return Trail{}, err
	}
	page.Intern, page.Mentor = names.Ref(x.Intern), names.Ref(mentor)
	ids := []id.ProgramVersion{page.Program.VersionID}
	for _, o := range found {
		ids = append(ids, o.Version)
	}
	known, err := program.Versions(tx, ids)
	if err != nil {
		return Trail{}, err
	}
	newest, err := program.VersionNumbered(tx, x.Program, 0)
	if err != nil {
		return Trail{}, err
	}
	page.Newest, page.Program.Title, page.Program.Version = newest.Number, newest.Title, known[page.Program.VersionID].Number
	for _, o := range found {
		row := Offered{ID: o.ID, Number: known[o.Version].Number, State: string(o.State), InPart: o.InPart(), Since: o.ChangedAt, Revision: o.Revision}
		if o.InPart() && o.Version == newest.ID && !x.State.Over() {
			d, err := v.changes.Differ(tx, o) // of one row at most: one version is the newest
			if err != nil {
				return Trail{}, err
			}
			row.Left = len(d.Parts)
		}
		page.Rows = append(page.Rows, row)
	}
	return page, nil
}
