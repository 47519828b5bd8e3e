package program

import (
	"slices"
	"strings"

	"stint/internal/program/reader"
	"stint/internal/sqldb"
)

// maxAsked bounds the programs whose pages are looked through for conditions.
const maxAsked = 200

// AccessAsked names the accesses that the newest pages of the programs make
// anything depend on, such as "salesforce", in lower case and sorted. Pages are
// kept decoded, so this is one query for the list and one for each program.
func (s *Service) AccessAsked(tx *sqldb.Tx) ([]string, error) {
	programs, err := sqldb.List(tx, scanProgram, selectPrograms+" ORDER BY p.changed_at DESC, p.id LIMIT ?", maxAsked)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, p := range programs {
		version, err := s.FindVersion(tx, p.Newest.ID)
		if err != nil {
			return nil, err
		}
		version.Page.Walk(func(_ *reader.Phase, a *reader.Activity) {
			if name, ok := accessOf(a.Condition); ok {
				names = append(names, name)
			}
		})
	}
	slices.Sort(names)
	return slices.Compact(names), nil
}

// accessOf is the access that a condition names: "access:crm", "not access:crm".
func accessOf(condition string) (string, bool) {
	name, _ := strings.CutPrefix(strings.TrimSpace(condition), "not ")
	name, ok := strings.CutPrefix(strings.TrimSpace(name), "access:")
	return strings.ToLower(name), ok
}
