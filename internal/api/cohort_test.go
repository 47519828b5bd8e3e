package api_test

import (
	"stint/internal/call"
	"stint/internal/id"
	"stint/internal/program"
)

// gather has Uma gather a cohort of the program whose pool look has filled, and
// returns what there is to read of it: Tom is Sam’s manager and rules Ada out, so
// that only Ruth finds a place.
func (b *bakery) gather(of string) []read {
	b.t.Helper()
	admin := b.actor("Ada")
	admin.Admin = true
	_, err := b.Programs.NameCoordinator(b.t.Context(), call.By(admin), program.NameCoordinator{Program: id.Program(of), Person: id.Person(b.ids["Uma"])})
	b.must(err)
	cohort := b.done("Uma", "/programs/"+of+"/cohorts", `{"title":"Autumn","start":"2026-11-02","until":"2026-10-31","message":"Would you show one of them?",
		"rules":{"min_overlap":600,"max_apart":3,"language":false}}`, "cohort")
	at := "/cohorts/" + cohort
	b.done("Uma", at+"/mentors", `{}`, "cohort")
	b.done("Uma", at+"/applicants", `{"people":["`+b.ids["Ruth"]+`","`+b.ids["Ada"]+`"]}`, "cohort")
	b.done("Sam", at+"/applications", `{"wishes":["`+b.ids["Tom"]+`"]}`, "cohort")
	b.done("Tom", at+"/restrictions", `{"people":["`+b.ids["Ada"]+`"]}`, "cohort")
	b.done("Uma", at+"/proposals", "", "cohort")
	return []read{
		{"list-cohorts", "Uma", "/programs/{id}/cohorts", "/programs/" + of + "/cohorts"},
		{"find-cohort", "Uma", "/cohorts/{id}", at},
		{"list-choices", "Uma", "/cohorts/{id}/choices", at + "/choices?limit=3"},
		{"list-own-cohorts", "Sam", "/cohorts", "/cohorts"},
		{"find-own-part", "Sam", "/cohorts/{id}/part", at + "/part"},
	}
}
