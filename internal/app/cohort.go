package app

import (
	"stint/internal/access"
	"stint/internal/id"
	"stint/internal/internship"
	"stint/internal/matching"
	"stint/internal/matching/cohort"
	"stint/internal/sqldb"
)

// askFor sends one request of a cohort: the applicant explores the program, if
// they do not yet, and their mentor is asked in their name.
func (a *App) askFor(tx *sqldb.Tx, by access.Actor, in cohort.Asking) (string, error) {
	x, err := a.Internships.ExploreFor(tx, by, in.Applicant, in.Program)
	if err != nil {
		return "", err
	}
	if x, err = internship.Lock(tx, x.ID); err != nil {
		return "", err
	}
	sent, err := a.Matching.AskFor(tx, by, x, matching.Ask{Internship: x.ID, Mentors: []id.Person{in.Mentor}, Message: in.Message})
	if err != nil || len(sent.Requests) == 0 {
		return "", err
	}
	return string(sent.Requests[0]), nil
}
