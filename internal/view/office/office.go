// Package office reads the pages of programs, of people and the installation,
// and of one's own settings.
package office

import (
	"stint/internal/account"
	"stint/internal/program"
	"stint/internal/sqldb"
	"stint/internal/view"
)

// Views makes the models of pages. It is safe for concurrent use.
type Views struct{ programs *program.Service }

// New returns views over the programs, whose versions are kept decoded there.
func New(programs *program.Service) *Views { return &Views{programs: programs} }

// Next is the page of somebody who has no part in anything yet: what they could
// do.
func (v *Views) Next(tx *sqldb.Tx, who account.Principal) (view.Nobody, error) {
	page := view.Nobody{Person: view.PersonRef{ID: who.Person.ID, Name: who.Person.FirstName(), You: true}, MayPropose: true}
	programs, err := v.Programs(tx, who)
	page.Programs = programs.Rows
	return page, err
}
