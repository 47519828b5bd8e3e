// Package hours holds what the intern logs: how long, on which day, on what,
// against the hours a week that the terms promise.
//
// A day is a date in the zone of the terms, and belongs to the week of the
// internship that the calendar of the terms puts it in. Who sees the plan sees
// how much was logged; on what is between intern and mentor.
package hours

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"stint/internal/id"
	"stint/internal/worktime"
)

// Entry is one piece of work that was logged.
type Entry struct {
	ID       id.Hours
	Date     worktime.Date // in the zone of the terms
	Minutes  int
	What     string // one line; empty where the reader may not see it
	LoggedAt time.Time
}

// MaxDay is how much one day holds, in minutes.
const MaxDay = 24 * 60

var (
	clockForm  = regexp.MustCompile(`^(\d{1,2}):([0-5]\d)$`)
	unitForm   = regexp.MustCompile(`^(?:(\d{1,4}(?:[.,]\d{1,4})?)\s*(?:h|hr|hrs|hour|hours)\.?)?\s*(?:(\d{1,4})\s*(?:m|min|mins|minute|minutes)?\.?)?$`)
	numberForm = regexp.MustCompile(`^\d{0,4}(?:[.,]\d{1,4})?$`)
)

// ParseLength reads a length of time as people type it, in minutes: "1.5" and
// "1,5" are hours, and so are "1:30", "1 h 30", "1h30m" and "90 min". Parts of a
// minute are rounded. The problem is a sentence for people, and empty where
// there is none.
func ParseLength(text string) (length int, problem string) {
	text = strings.ToLower(strings.TrimSpace(text))
	var minutes float64
	switch {
	case text == "":
		return 0, "Say how long, such as 1.5 or 1:30."
	case clockForm.MatchString(text):
		m := clockForm.FindStringSubmatch(text)
		minutes = number(m[1])*60 + number(m[2])
	case numberForm.MatchString(text):
		minutes = number(text) * 60
	case unitForm.MatchString(text):
		m := unitForm.FindStringSubmatch(text)
		minutes = number(m[1])*60 + number(m[2])
	default:
		return 0, "This is no length of time. Write it such as 1.5, 1:30, 1 h 30 or 90 min."
	}
	rounded := int(minutes + 0.5)
	switch {
	case rounded <= 0:
		return 0, "This is nothing yet. Write it such as 0.5, 0:30 or 30 min."
	case rounded > MaxDay:
		return 0, "A day has 24 hours. Log each day by itself."
	}
	return rounded, ""
}

// number reads digits that a pattern has let through; nothing is 0.
func number(digits string) float64 {
	n, err := strconv.ParseFloat(strings.Replace(digits, ",", ".", 1), 64)
	if err != nil {
		return 0
	}
	return n
}

// Pace is how many of the promised minutes of a week would be even by the end
// of a day: as much as the share of the week's Mondays to Fridays that are past
// or today. Before the week it is nothing, after it all.
func Pace(week worktime.WeekSpan, today worktime.Date, promised int) int {
	worked, all := 0, 0
	for _, d := range week.Days() {
		if d.Weekday() == time.Saturday || d.Weekday() == time.Sunday {
			continue
		}
		all++
		if !d.After(today) {
			worked++
		}
	}
	if all == 0 {
		return promised
	}
	return promised * worked / all
}

// ByWeek adds entries up by the weeks of a calendar: week n is at n, and what
// was logged before the start at 0. A day in a pause is the week's that goes on
// or begins after it, and a day after the end the last one's.
func ByWeek(entries []Entry, c worktime.Calendar) []int {
	sums := make([]int, c.Weeks()+1)
	for _, e := range entries {
		n, _ := c.WeekOn(e.Date)
		sums[n] += e.Minutes
	}
	return sums
}
