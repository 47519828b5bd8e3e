package mentors

import (
	"strings"
	"time"

	"stint/internal/matching/fit"
	"stint/internal/view"
	"stint/internal/worktime"
)

// city says a zone as people do: Lisbon for Europe/Lisbon.
func city(zone string) string {
	return strings.ReplaceAll(zone[strings.LastIndexByte(zone, '/')+1:], "_", " ")
}

// apart says how far a mentor's clocks are from the intern's on a date: "1 h
// behind you", "at your time".
func apart(mine, theirs *time.Location, on worktime.Date, intern view.PersonRef) string {
	at := on.Start(mine).Add(12 * time.Hour)
	_, here := at.In(mine).Zone()
	_, there := at.In(theirs).Zone()
	difference := time.Duration(there-here) * time.Second
	whom, whose := "you", "your"
	if !intern.You {
		whom, whose = intern.Name, "the intern’s"
	}
	switch {
	case difference == 0:
		return "at " + whose + " time"
	case difference < 0:
		return worktime.FormatLength(-difference) + " behind " + whom
	}
	return worktime.FormatLength(difference) + " ahead of " + whom
}

// dayOf draws a day in the intern's zone.
func dayOf(d fit.Day, loc *time.Location, intern view.PersonRef, mentor string) Day {
	day := Day{Mine: bars(d, d.Mine, loc), Theirs: bars(d, d.Theirs, loc), Both: bars(d, d.Both, loc)}
	you, work, whose := "You work ", " works ", "your"
	if !intern.You {
		you, whose = intern.Name+" works ", "the intern’s"
	}
	day.Words = you + spoken(d.Mine, loc) + ". " + mentor + work + spoken(d.Theirs, loc) + " in " + whose + " time. "
	if len(d.Both) == 0 {
		day.Words += "At no time together."
		day.Short = "At no time together"
		return day
	}
	day.Words += "Together " + spoken(d.Both, loc) + "."
	day.Short = spoken(d.Both, loc) + ", " + whose + " time"
	return day
}

// quarter is the unit of the scale on which a day is drawn.
const quarter = 15 * time.Minute

// bars are stretches of a day on the scale of its clocks. On a day on which
// clocks change the scale is the one that they show at the end.
func bars(d fit.Day, spans []worktime.Span, loc *time.Location) []Bar {
	var list []Bar
	next := d.Date.AddDays(1).Start(loc)
	for _, s := range spans {
		to := shown(s.End, loc)
		if !s.End.Before(next) {
			to = 24 * time.Hour
		}
		from := min(shown(s.Start, loc), to)
		list = append(list, Bar{float64(from) / float64(quarter), float64(to-from) / float64(quarter)})
	}
	return list
}

// shown is the time of day that clocks show at an instant.
func shown(t time.Time, loc *time.Location) time.Duration {
	hour, minute, second := t.In(loc).Clock()
	return time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute + time.Duration(second)*time.Second
}

// spoken says stretches of a day: "9:00 to 12:00 and 13:00 to 17:30", "not at
// all".
func spoken(spans []worktime.Span, loc *time.Location) string {
	if len(spans) == 0 {
		return "not at all"
	}
	var words []string
	for _, s := range spans {
		end := s.End.In(loc).Format("15:04")
		if end == "00:00" {
			end = "24:00"
		}
		words = append(words, strings.TrimPrefix(s.Start.In(loc).Format("15:04"), "0")+" to "+strings.TrimPrefix(end, "0"))
	}
	if n := len(words); n > 1 {
		return strings.Join(words[:n-1], ", ") + " and " + words[n-1]
	}
	return words[0]
}
