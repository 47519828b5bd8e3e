package matching

import (
	"time"

	"stint/internal/matching/fit"
	"stint/internal/person"
	"stint/internal/worktime"
)

// How many working days of the mentor's calendar, after the day on which they
// were asked, a request waits: until it is remembered, and until it goes back.
const (
	NudgeAfter   = 5
	ReleaseAfter = 7
)

// Deadlines are the two moments of a request that nobody answers.
type Deadlines struct {
	Nudge   time.Time // the beginning of the fifth working day after the one on which it was asked
	Release time.Time // the end of the seventh
}

// DeadlinesOf counts the deadlines of a request that was asked at an instant in
// the mentor's calendar: their working hours, days off and zone. Somebody who
// said no hours works from Monday to Friday.
func DeadlinesOf(mentor person.Person, asked time.Time) Deadlines {
	loc, week, off := mentor.Location(), hoursOfWeek(mentor), daysOff(mentor)
	on := worktime.DateOf(asked, loc)
	nudge, release := off.AddWorkingDays(on, NudgeAfter), off.AddWorkingDays(on, ReleaseAfter)
	d := Deadlines{Nudge: nudge.Start(loc), Release: release.AddDays(1).Start(loc)}
	if shifts := week.OnDay(nudge, loc); len(shifts) > 0 { // else clocks jumped over them
		d.Nudge = shifts[0].Start
	}
	if shifts := week.OnDay(release, loc); len(shifts) > 0 {
		d.Release = shifts[len(shifts)-1].End
	}
	return Deadlines{Nudge: d.Nudge.UTC(), Release: d.Release.UTC()}
}

// daysOff returns the days on which somebody does not work: the weekdays
// without a shift, Saturday and Sunday where nobody said their hours, and the
// days off that they entered.
func daysOff(p person.Person) worktime.DaysOff {
	week := hoursOfWeek(p)
	var free []time.Weekday
	for d := time.Sunday; d <= time.Saturday; d++ {
		if !week.Works(d) {
			free = append(free, d)
		}
	}
	var dates []worktime.Date
	for _, run := range p.DaysOff {
		for d := run.From; !d.IsZero() && !d.After(run.To); d = d.AddDays(1) {
			dates = append(dates, d)
		}
	}
	off, _ := worktime.NewDaysOff(free, dates) // the week has a shift, so not all seven are free
	return off
}

// hoursOfWeek is somebody's working hours, and those of an office where nobody
// said.
func hoursOfWeek(p person.Person) worktime.Week {
	if week := p.Week(); !week.IsZero() {
		return week
	}
	return fit.OfficeHours()
}

// scheduleOf is when somebody works, for comparing it with when others do.
func scheduleOf(p person.Person) worktime.Schedule {
	return worktime.Schedule{Week: hoursOfWeek(p), Location: p.Location(), Off: daysOff(p)}
}

// lookAgain is how long the clock waits at most before it looks at a request
// anew: meanwhile the mentor may have entered days off.
const lookAgain = 24 * time.Hour

// nextLook is when the clock looks at an unanswered request next.
func (r Request) nextLook(mentor person.Person, now time.Time) time.Time {
	d := DeadlinesOf(mentor, r.AskedAt)
	next := d.Release
	if r.NudgedAt.IsZero() {
		next = d.Nudge
	}
	if latest := now.Add(lookAgain); next.After(latest) {
		return latest
	}
	return next
}

// due says what the clock has to do with an unanswered request by now.
func (r Request) due(mentor person.Person, now time.Time) (nudge, release bool) {
	d := DeadlinesOf(mentor, r.AskedAt)
	release = !now.Before(d.Release)
	return !release && r.NudgedAt.IsZero() && !now.Before(d.Nudge), release
}
