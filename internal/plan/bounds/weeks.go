package bounds

import (
	"time"

	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/internship"
	"stint/internal/sqldb"
)

// Weeks is what a change has to know of the weeks of an internship.
type Weeks struct {
	Last    int
	Current int // 0 before the start
}

// WeeksNow returns the weeks of the terms in force at the transaction's moment.
// Without terms in force it is a Conflict: there is no plan.
func WeeksNow(tx *sqldb.Tx, of id.Internship) (Weeks, error) {
	terms, err := internship.TermsInForce(tx, of)
	if fault.Is(err, fault.NotFound) {
		err = fault.New(fault.Conflict, "There is no plan before all four have agreed on the terms. Nothing has been changed.").WithCode("no-plan")
	}
	if err != nil {
		return Weeks{}, err
	}
	current, _ := terms.Calendar().WeekOn(terms.Today(tx.Now()))
	return Weeks{Last: terms.Weeks, Current: current}, nil
}

// Check is the rule for a week that something is put in. What is wrong is added
// to the fields under the name.
func (w Weeks) Check(fields *fault.Fields, name string, week int) {
	switch {
	case week < 0 || week > w.Last:
		fields.Add(name, "There is no week %d: the internship has %d weeks.", week, w.Last)
	case week < w.Current:
		fields.Add(name, "Week %d is over. Choose week %d or a later one.", week, w.Current)
	}
}

// FillsNext is the rule for when the clock looks again whether a plan fills an
// agenda: when the next week begins, and each hour until the internship runs;
// never once it is over.
func FillsNext(standing internship.State, terms internship.Terms, now time.Time) time.Time {
	if standing.Over() {
		return time.Time{}
	}
	next := now.Add(7 * 24 * time.Hour)
	if standing != internship.Active {
		next = now.Add(time.Hour)
	}
	loc := terms.Location()
	for _, week := range terms.Calendar().WeekSpans() {
		if begins := week.From.Start(loc); begins.After(now) {
			return earlier(begins, next)
		}
	}
	return next
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}
