// Package terms is what an internship's parties agree on, and the rules for
// it: pure functions of what was written, of the program, of the people, and
// of a moment.
//
// A Draft is what somebody wrote; Read makes Terms of it, Check tells every
// rule that they break, and Sum names them so that a signature binds to
// exactly these.
package terms

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"

	"stint/internal/id"
	"stint/internal/program/mix"
	"stint/internal/worktime"
)

// Terms are what the four parties agree on: one revision, never changed.
type Terms struct {
	Internship     id.Internship
	Revision       int // 1, 2, 3, …
	ProgramVersion id.ProgramVersion
	// Kept are the phases in which the internship does not follow ProgramVersion
	// but stayed with what it had before; none where it follows it whole.
	Kept   []mix.Kept
	Intern id.Person
	Mentor id.Person
	// Start is the first day of week 1, also where the internship ran
	// elsewhere then and enters Stint later.
	Start worktime.Date
	// Zone is the IANA name of the zone in which dates begin and meetings are
	// meant: the intern's when it was proposed, unless they chose another.
	Zone  string
	Weeks int // all of them, counted from Start, pauses left out
	// Minutes is the commitment a week.
	Minutes int
	Rhythm  worktime.Rhythm  // the weekly 1:1, in Zone
	Pauses  []worktime.Pause // in order of their dates
	// EntryWeek is the first week that Stint runs; 1 unless the internship
	// already runs elsewhere.
	EntryWeek  int
	Message    string // why they are proposed, in the proposer's words
	ProposedBy id.Person
	ProposedAt time.Time
	// Digest names exactly these terms; see Sum. Signatures bind to it.
	Digest string
}

// Location is the zone of the terms, for use with instants. It reads the zone
// database, so a caller with many instants keeps the result.
func (t Terms) Location() *time.Location {
	loc, err := worktime.LoadLocation(t.Zone)
	if err != nil {
		return time.UTC // checked when it was proposed; a later database may have dropped it
	}
	return loc
}

// Calendar numbers the weeks of the terms from their start date; see
// worktime.Calendar. It has no weeks for the zero Terms.
func (t Terms) Calendar() worktime.Calendar {
	c, err := worktime.NewCalendar(t.Start, t.Weeks, t.Pauses)
	if err != nil {
		return worktime.Calendar{}
	}
	return c
}

// StartsAt is the first instant of the start date in the terms' zone.
func (t Terms) StartsAt() time.Time { return t.Start.Start(t.Location()).UTC() }

// Today is the date in the terms' zone at an instant.
func (t Terms) Today(now time.Time) worktime.Date { return worktime.DateOf(now, t.Location()) }

// Sum returns the digest of the terms: the SHA-256
// in hexadecimal of their canonical text. That text is UTF-8, one fact a line, in this order, each line ended
// by a line feed:
//
//	stint terms 1
//	intern <id>
//	mentor <id>
//	program-version <id>
//	start <yyyy-mm-dd>
//	zone <IANA name>
//	weeks <number>
//	minutes-a-week <number>
//	rhythm <Weekday> <hh:mm> <IANA name>, <minutes> min
//	entry-week <number>
//	pause <yyyy-mm-dd> <yyyy-mm-dd>
//	keep <phase>
//
// with one line for each pause, in order of their dates, and one for each phase
// that stayed as it was before this version of the program, in the order of the
// page and in the words of mix.Kept. Who the managers are,
// the message, the number of the revision and who proposed it are left out: a
// signature does not depend on them.
func (t Terms) Sum() string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	line("stint terms 1")
	line("intern %s", t.Intern)
	line("mentor %s", t.Mentor)
	line("program-version %s", t.ProgramVersion)
	line("start %s", t.Start)
	line("zone %s", t.Zone)
	line("weeks %d", t.Weeks)
	line("minutes-a-week %d", t.Minutes)
	line("rhythm %s", t.Rhythm)
	line("entry-week %d", t.EntryWeek)
	for _, p := range t.Pauses {
		line("pause %s %s", p.From, p.To)
	}
	for _, k := range t.Kept {
		line("keep %s", k)
	}
	sum := sha256.Sum256([]byte(b.String()))
	return hex.EncodeToString(sum[:])
}

// PausedAt reports whether an instant lies in a planned pause: from the
// beginning of its first day to the end of its last, in the terms' zone.
func (t Terms) PausedAt(at time.Time) bool {
	loc := t.Location()
	return slices.ContainsFunc(t.Pauses, func(p worktime.Pause) bool {
		return !at.Before(p.From.Start(loc)) && at.Before(p.To.AddDays(1).Start(loc))
	})
}

// NextEdge returns the first instant after at on which a pause begins or ends;
// zero where there is none.
func (t Terms) NextEdge(at time.Time) (next time.Time) {
	loc := t.Location()
	for _, p := range t.Pauses {
		for _, edge := range [...]time.Time{p.From.Start(loc), p.To.AddDays(1).Start(loc)} {
			if edge.After(at) && (next.IsZero() || edge.Before(next)) {
				next = edge.UTC()
			}
		}
	}
	return next
}

// CompletesFrom is the first day of the last week: from then on the internship
// can be completed.
func (t Terms) CompletesFrom() worktime.Date {
	last, _ := t.Calendar().Week(t.Weeks)
	return last.From
}
