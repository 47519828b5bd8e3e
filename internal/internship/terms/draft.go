package terms

import (
	"slices"
	"strings"

	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/worktime"
)

// Draft is terms as somebody wrote them. Dates, times and names of days are
// text, so that what cannot be read is told together with everything else.
type Draft struct {
	Mentor         id.Person         `json:"mentor,omitempty"`
	ProgramVersion id.ProgramVersion `json:"program_version,omitempty"` // empty at first: the newest
	Start          string            `json:"start"`                     // yyyy-mm-dd
	Zone           string            `json:"zone,omitempty"`            // IANA name; empty at first: the intern's
	Weeks          int               `json:"weeks"`
	WeekMinutes    int               `json:"week_minutes"` // the commitment; messages about it are at the field "hours"
	Weekday        string            `json:"weekday"`      // of the 1:1: thu, Thursday
	Time           string            `json:"time"`         // of the 1:1: 15:00
	Minutes        int               `json:"minutes"`      // of the 1:1
	Pauses         []PauseText       `json:"pauses,omitempty"`
	EntryWeek      int               `json:"entry_week,omitempty"` // 0 is 1
	Message        string            `json:"message,omitempty"`    // at most 4,000 bytes
}

// PauseText is a planned pause as somebody wrote it, both days included.
type PauseText struct {
	From string `json:"from"` // yyyy-mm-dd
	To   string `json:"to"`   // yyyy-mm-dd
}

// Read makes terms of what was written. What cannot be read is told in fields, by the
// names of the form, and is zero in the terms; rules beyond the form are
// checked by Check.
func (in Draft) Read(fields *fault.Fields) Terms {
	t := Terms{
		ProgramVersion: in.ProgramVersion, Mentor: in.Mentor,
		Weeks: in.Weeks, Minutes: in.WeekMinutes, EntryWeek: max(in.EntryWeek, 0),
		Rhythm:  worktime.Rhythm{Minutes: in.Minutes},
		Message: CleanText(fields, "message", in.Message, MaxText),
	}
	if t.EntryWeek == 0 {
		t.EntryWeek = 1
	}
	var err error
	if t.Start, err = worktime.ParseDate(strings.TrimSpace(in.Start)); err != nil {
		fields.Add("start", "Choose the date on which week 1 begins, such as 2026-10-08.")
	}
	zone, err := worktime.LoadZone(strings.TrimSpace(in.Zone))
	if err != nil {
		fields.Add("zone", "This is not a time zone. Use a name such as Europe/Amsterdam.")
	}
	t.Zone, t.Rhythm.Zone = zone.String(), zone
	if t.Rhythm.Weekday, err = worktime.ParseWeekday(strings.TrimSpace(in.Weekday)); err != nil {
		fields.Add("weekday", "Choose the day of the weekly 1:1, such as Thursday.")
	}
	if t.Rhythm.Clock, err = worktime.ParseClock(strings.TrimSpace(in.Time)); err != nil {
		fields.Add("time", "Choose the time of the weekly 1:1, such as 15:00.")
	}
	if len(in.Pauses) > maxPauses {
		fields.Add("pauses", "At most %d pauses can be planned.", maxPauses)
		return t
	}
	for _, p := range in.Pauses {
		from, err1 := worktime.ParseDate(strings.TrimSpace(p.From))
		to, err2 := worktime.ParseDate(strings.TrimSpace(p.To))
		if err1 != nil || err2 != nil {
			fields.Add("pauses", "A pause needs its first and its last day, such as 2026-10-26 and 2026-10-30.")
			continue
		}
		t.Pauses = append(t.Pauses, worktime.Pause{From: from, To: to})
	}
	slices.SortStableFunc(t.Pauses, func(a, b worktime.Pause) int { return a.From.Compare(b.From) })
	return t
}

// After fills in what a revision leaves as it was in the newest terms
// before it, and what first terms take from the intern.
func (in Draft) After(before *Terms, internZone string) Draft {
	if before != nil {
		if in.Mentor == "" {
			in.Mentor = before.Mentor
		}
		if in.ProgramVersion == "" {
			in.ProgramVersion = before.ProgramVersion
		}
		internZone = before.Zone
	}
	if strings.TrimSpace(in.Zone) == "" {
		in.Zone = internZone
	}
	return in
}

// startsAfter is how far ahead a start may lie, in days: two years.
const startsAfter = 2 * 366

// Bounds of terms beyond those of the program.
const (
	maxPauses         = 20
	maxPauseDays      = 366
	minMeetingMinutes = 15
	maxMeetingMinutes = 120
	minWeekMinutes    = 60
)
