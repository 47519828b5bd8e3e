// Package reminder reminds of sign-offs that wait: whoever has to answer, after
// two and after four working days of theirs; after six, whoever proposed the
// terms, that they are stuck. While a delegate may answer for a manager, the
// reminder is the delegate's. It is quiet on days off, and stops with the
// answer, a refusal by anybody, a new revision, or the end of the internship.
//
// Each step of each place is told once, however many nodes look and however
// often: it is a row under a unique key, written in the transaction of the
// event from which the mail follows. Where several steps came due while nobody
// looked, only the last is told.
package reminder

import (
	"time"

	"stint/internal/person"
	"stint/internal/worktime"
)

// The steps, in order.
const (
	First  = 1 // to whoever has to answer
	Second = 2 // to whoever has to answer
	Stuck  = 3 // to whoever proposed
)

// after is after how many working days a step comes.
var after = map[int]int{First: 2, Second: 4, Stuck: 6}

// morning is when the day of somebody begins whose working hours nobody knows.
const morning = 9 * time.Hour

// Due is the rule: which step is due at a moment for a place that was asked for
// at another, where the steps up to told are told already; 0 for none. The days
// are working days of whoever has to answer, and nothing is due before their
// day begins.
func Due(signer person.Person, asked, now time.Time, told int) int {
	if !atWork(signer, now) {
		return 0
	}
	loc := signer.Location()
	off := daysOff(signer)
	first, today := worktime.DateOf(asked, loc), worktime.DateOf(now, loc)
	for step := Stuck; step > told; step-- {
		if !today.Before(off.AddWorkingDays(first, after[step])) {
			return step
		}
	}
	return 0
}

// atWork reports whether it is one of somebody's working days, and their day
// has begun.
func atWork(p person.Person, now time.Time) bool {
	loc := p.Location()
	today := worktime.DateOf(now, loc)
	if daysOff(p).Off(today) {
		return false
	}
	if shifts := p.Week().OnDay(today, loc); len(shifts) > 0 {
		return !now.Before(shifts[0].Start)
	}
	return !now.Before(today.Start(loc).Add(morning))
}

// daysOff are the weekdays on which somebody does not work: Saturday and Sunday
// where nobody said.
func daysOff(p person.Person) worktime.DaysOff {
	week := p.Week()
	if week.IsZero() {
		return worktime.Weekend()
	}
	var free []time.Weekday
	for d := time.Sunday; d <= time.Saturday; d++ {
		if !week.Works(d) {
			free = append(free, d)
		}
	}
	off, err := worktime.NewDaysOff(free, nil)
	if err != nil {
		return worktime.Weekend() // cannot be: a week that is not zero has a shift
	}
	return off
}
