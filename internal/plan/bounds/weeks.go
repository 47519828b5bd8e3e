package bounds

import (
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
