// Package view is what pages show: models of facts, read in one consistent
// snapshot, with no more in them than their reader may see. How they are worded
// and formatted is the templates' business.
//
// The packages inside it read them: shell what stands around every page, compose
// the pages of internships, office those of programs, people and one's own
// settings, people the names on all of them.
package view

import "strings"

// FactLabel says an access fact as people do: "salesforce" is Salesforce, a
// short word like "crm" an abbreviation.
func FactLabel(name string) string {
	if len(name) <= 3 {
		return "the " + strings.ToUpper(name)
	}
	return strings.ToUpper(name[:1]) + name[1:]
}

// PageSize is how many rows a page of a list shows.
const PageSize = 50
