package terms

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"stint/internal/program/mix"
	"stint/internal/worktime"
)

// Change is one difference between two revisions of terms.
type Change struct {
	// Field is the name of the term as in forms: mentor, program_version, phases,
	// start, zone, weeks, hours, weekday, time, minutes, pauses, entry_week.
	Field string `json:"field"`
	// Old and New are the values in words for people, such as
	// "Mon 7 September 2026" and "8 h"; ids for mentor and program_version.
	// Empty means none.
	Old string `json:"old"`
	New string `json:"new"`
}

// Compare returns what terms b say differently from terms a, in the order of
// the form. It is empty where their digests are equal.
func Compare(a, b Terms) []Change {
	var changes []Change
	add := func(field, was, is string) {
		if was != is {
			changes = append(changes, Change{field, was, is})
		}
	}
	add("mentor", string(a.Mentor), string(b.Mentor))
	add("program_version", string(a.ProgramVersion), string(b.ProgramVersion))
	add("phases", keptText(a.Kept), keptText(b.Kept))
	add("start", longDate(a.Start), longDate(b.Start))
	add("zone", a.Zone, b.Zone)
	add("weeks", fmt.Sprint(a.Weeks), fmt.Sprint(b.Weeks))
	add("hours", hours(a.Minutes), hours(b.Minutes))
	add("weekday", a.Rhythm.Weekday.String(), b.Rhythm.Weekday.String())
	add("time", a.Rhythm.Clock.String(), b.Rhythm.Clock.String())
	add("minutes", minutes(a.Rhythm.Minutes), minutes(b.Rhythm.Minutes))
	add("pauses", pausesText(a.Pauses), pausesText(b.Pauses))
	add("entry_week", fmt.Sprint(a.EntryWeek), fmt.Sprint(b.EntryWeek))
	return changes
}

// OnlyVersion reports whether terms differ in nothing but the version of the
// program and what is kept of another, if at all: then what managers grant is the same.
func OnlyVersion(a, b Terms) bool {
	other := func(c Change) bool { return c.Field != "program_version" && c.Field != "phases" }
	return !slices.ContainsFunc(Compare(a, b), other) && a.Intern == b.Intern
}

// names are the terms in a sentence, by field.
var names = map[string]string{
	"mentor": "the mentor", "program_version": "the version of the program", "phases": "the phases that are kept", "start": "the start", "zone": "the time zone",
	"weeks": "the number of weeks", "hours": "the hours a week", "weekday": "the day of the 1:1", "time": "the time of the 1:1",
	"minutes": "the length of the 1:1", "pauses": "the pauses", "entry_week": "the week of entry",
}

// Describe tells of changes in a sentence without its end: "the start (now
// Mon 7 September 2026, was Mon 31 August 2026) and the mentor".
func Describe(changes []Change) string {
	var parts []string
	for _, c := range changes {
		part := names[c.Field]
		if c.Field != "mentor" && c.Field != "program_version" && c.Field != "phases" {
			part += fmt.Sprintf(" (now %s, was %s)", orNone(c.New), orNone(c.Old))
		}
		parts = append(parts, part)
	}
	switch n := len(parts); n {
	case 0:
		return "nothing but the message"
	case 1:
		return parts[0]
	default:
		return strings.Join(parts[:n-1], ", ") + " and " + parts[n-1]
	}
}

func orNone(text string) string {
	if text == "" {
		return "none"
	}
	return text
}

// longDate writes a date with its year.
func longDate(d worktime.Date) string { return worktime.FormatDate(d, worktime.Date{}) }

func hours(n int) string { return worktime.FormatHours(time.Duration(n)*time.Minute) + " h" }

func minutes(n int) string { return fmt.Sprintf("%d min", n) }

// keptText names what is kept, so that the same choice has the same text.
func keptText(kept []mix.Kept) string {
	var parts []string
	for _, k := range kept {
		parts = append(parts, k.String())
	}
	return strings.Join(parts, ", ")
}

func pausesText(pauses []worktime.Pause) string {
	var parts []string
	for _, p := range pauses {
		parts = append(parts, worktime.FormatDates(p.From, p.To))
	}
	return strings.Join(parts, ", ")
}
