package bounds

// Part says which part of a plan is read. The zero Part is the setup.
type Part struct {
	whole   bool
	week    int
	carried bool
}

// Whole is the plan from end to end.
func Whole() Part { return Part{whole: true} }

// Week is what stands in one week; 0 is the setup.
func Week(n int) Part { return Part{week: n} }

// WeekAndBefore is what stands in one week, and what the weeks before left
// open of what somebody has to do.
func WeekAndBefore(n int) Part { return Part{week: n, carried: true} }

// Condition returns the part as a condition for SQL and its arguments. The
// alias names the table activity in the query.
func (p Part) Condition(alias string) (string, []any) {
	switch {
	case p.whole:
		return "1 = 1", nil
	case p.carried:
		return "(" + alias + ".week BETWEEN 1 AND ? AND (" + alias + ".week = ? OR " + alias + ".state = 'open' AND (" +
			alias + ".counts > 0 OR " + alias + ".shape = 'leaf')))", []any{p.week, p.week}
	}
	return alias + ".week = ?", []any{p.week}
}
