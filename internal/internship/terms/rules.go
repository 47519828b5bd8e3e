package terms

import (
	"slices"
	"time"

	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/person"
	"stint/internal/program"
	"stint/internal/worktime"
)

// Frame is what proposed terms are checked against.
type Frame struct {
	Now     time.Time
	Program id.Program      // of the internship
	Version program.Version // of the terms; zero where there is none such
	Intern  person.Person
	Mentor  person.Person // of the terms; zero where there is none such
	By      id.Person     // who proposes
	// Before are the terms in force where the internship has begun, else the
	// newest; nil at first.
	Before *Terms
	Begun  bool
}

// form are the names of the form's fields in its order.
var form = [...]string{"mentor", "program_version", "start", "zone", "weeks", "hours", "weekday", "time", "minutes", "pauses", "entry_week", "message"}

// Check adds a message for every rule that the terms break, at the names of
// the form, and puts all messages in the form's order. What Draft.Read could
// not read has a message already, and rules about it are left out.
func (t Terms) Check(fields *fault.Fields, f Frame) {
	f.checkMentor(fields, t)
	f.checkVersion(fields, t)
	f.checkStart(fields, t)
	f.checkWeeks(fields, t)
	f.checkHours(fields, t)
	if n := t.Rhythm.Minutes; n < minMeetingMinutes || n > maxMeetingMinutes {
		fields.Add("minutes", "A 1:1 lasts from %d to %d minutes.", minMeetingMinutes, maxMeetingMinutes)
	}
	f.checkPauses(fields, t)
	f.checkEntry(fields, t)
	slices.SortStableFunc(*fields, func(a, b fault.Field) int {
		return slices.Index(form[:], a.Name) - slices.Index(form[:], b.Name)
	})
}

func (f Frame) checkMentor(fields *fault.Fields, t Terms) {
	changed := f.Before != nil && t.Mentor != f.Before.Mentor
	switch {
	case t.Mentor == "":
		fields.Add("mentor", "Choose a mentor.")
	case t.Mentor == t.Intern:
		fields.Add("mentor", "Nobody can be their own mentor. Choose somebody else.")
	case f.Mentor.ID == "":
		fields.Add("mentor", "There is nobody like that in the directory. Choose somebody else.")
	case changed && f.Begun:
		fields.Add("mentor", "An internship that has begun keeps its mentor. End it, and propose one with the new mentor that enters at the week you are in.")
	case changed && f.By != t.Intern:
		fields.Add("mentor", "Only the intern can ask another mentor.")
	case !f.Mentor.Active && f.Begun:
		fields.Add("mentor", "%s is no longer active and could not sign. End the internship instead.", f.Mentor.Name)
	case !f.Mentor.Active:
		fields.Add("mentor", "%s is no longer active. Choose somebody else.", f.Mentor.Name)
	}
}

func (f Frame) checkVersion(fields *fault.Fields, t Terms) {
	if f.Version.ID == "" || f.Version.Program != f.Program {
		fields.Add("program_version", "This program has no such version. Choose one of its versions.")
	}
}

func (f Frame) checkStart(fields *fault.Fields, t Terms) {
	if t.Start.IsZero() || t.Zone == "" {
		return
	}
	today := t.Today(f.Now)
	off := daysOff(f.Intern.Week())
	switch {
	case f.Begun:
		if t.Start != f.Before.Start {
			fields.Add("start", "It began on %s, and that stays.", worktime.FormatDate(f.Before.Start, today))
		}
	case t.Start.Sub(today) > startsAfter:
		fields.Add("start", "%s is more than two years away.", worktime.FormatDate(t.Start, today))
	case t.Start.Before(today) && t.EntryWeek <= 1:
		fields.Add("start", "%s is in the past. The earliest start is %s. An internship that already runs elsewhere can enter at a later week.",
			worktime.FormatDate(t.Start, today), worktime.FormatDate(off.NextWorkingDay(today), today))
	case !t.Start.Before(today) && off.Off(t.Start):
		fields.Add("start", "%s is a day off. The next working day is %s.",
			worktime.FormatDate(t.Start, today), worktime.FormatDate(off.NextWorkingDay(t.Start), today))
	}
}

// daysOff returns the weekdays on which somebody with these working hours does
// not work: Saturday and Sunday where nobody said when they do.
func daysOff(working worktime.Week) worktime.DaysOff {
	if working.IsZero() {
		return worktime.Weekend()
	}
	var free []time.Weekday
	for d := time.Sunday; d <= time.Saturday; d++ {
		if !working.Works(d) {
			free = append(free, d)
		}
	}
	off, _ := worktime.NewDaysOff(free, nil) // the week has a shift, so not all seven are free
	return off
}

func (f Frame) checkWeeks(fields *fault.Fields, t Terms) {
	switch {
	case t.Weeks > program.MaxWeeks:
		fields.Add("weeks", "An internship lasts at most %d weeks.", program.MaxWeeks)
	case t.Weeks < f.Version.Weeks:
		fields.Add("weeks", "The program spans %d weeks. More are possible, for catching up, but not fewer.", f.Version.Weeks)
	case t.Weeks < 1:
		fields.Add("weeks", "Say how many weeks it lasts.")
	}
}

func (f Frame) checkHours(fields *fault.Fields, t Terms) {
	least := max(f.Version.MinMinutes, minWeekMinutes)
	switch {
	case t.Minutes > program.FullWeek:
		fields.Add("hours", "A week has %s of working time. Promise no more than that.", hours(program.FullWeek))
	case t.Minutes < least && f.Version.MinRule != "":
		fields.Add("hours", "This program asks for %s a week at least: “%s”", hours(least), f.Version.MinRule)
	case t.Minutes < least:
		fields.Add("hours", "Promise %s a week at least.", hours(least))
	}
}

func (f Frame) checkPauses(fields *fault.Fields, t Terms) {
	if t.Start.IsZero() || t.Weeks < 1 || t.Weeks > program.MaxWeeks {
		return
	}
	today := t.Today(f.Now)
	var kept []worktime.Pause
	for _, p := range t.Pauses { // in order of their first days
		days := worktime.FormatDates(p.From, p.To)
		switch {
		case p.To.Before(p.From):
			fields.Add("pauses", "A pause cannot end, on %s, before it begins, on %s.", worktime.FormatDate(p.To, today), worktime.FormatDate(p.From, today))
		case p.Days() > maxPauseDays:
			fields.Add("pauses", "The pause %s is longer than a year.", days)
		case !p.From.After(t.Start):
			fields.Add("pauses", "The pause %s has to begin after the start. Start later instead.", days)
		case len(kept) > 0 && !kept[len(kept)-1].To.Before(p.From):
			fields.Add("pauses", "The pause %s overlaps the one before it.", days)
		default:
			kept = append(kept, p)
		}
	}
	for n := len(kept); n > 0; n-- {
		if _, err := worktime.NewCalendar(t.Start, t.Weeks, kept[:n]); err == nil {
			return
		}
		fields.Add("pauses", "The pause %s begins after the last day and moves nothing. Leave it out.", worktime.FormatDates(kept[n-1].From, kept[n-1].To))
	}
}

func (f Frame) checkEntry(fields *fault.Fields, t Terms) {
	cal := t.Calendar() // without weeks where pauses or weeks are wrong
	switch {
	case f.Begun:
		if t.EntryWeek != f.Before.EntryWeek {
			fields.Add("entry_week", "It entered at week %d, and that stays.", f.Before.EntryWeek)
		}
		return
	case t.Weeks < 1:
		return
	case t.EntryWeek > t.Weeks:
		fields.Add("entry_week", "It has %d weeks. Choose the one in which it enters.", t.Weeks)
		return
	case t.EntryWeek == 1 || t.Zone == "" || cal.Weeks() == 0:
		return
	}
	today := t.Today(f.Now)
	week, _ := cal.Week(t.EntryWeek)
	if !week.To.Before(today) {
		return
	}
	if now, when := cal.WeekOn(today); when != worktime.AfterEnd {
		fields.Add("entry_week", "Week %d ended on %s. Enter at week %d, in which today is, or later.", t.EntryWeek, worktime.FormatDate(week.To, today), now)
		return
	}
	fields.Add("start", "With this start its last week ended on %s.", worktime.FormatDate(cal.End(), today))
}
