package worktime

import (
	"fmt"
	"math"
	"strconv"
	"time"
)

// FormatDate writes a date for people who read it today: Thu 8 October, and with
// its year, Thu 8 October 2026, where that is not today's. The zero Date is the
// empty text.
func FormatDate(d, today Date) string {
	switch {
	case d.IsZero():
		return ""
	case d.Year() == today.Year():
		return d.midnight().Format("Mon 2 January")
	}
	return d.midnight().Format("Mon 2 January 2006")
}

// FormatRelative writes a date as today, yesterday or tomorrow, as Monday or
// last Monday within six days, and else like [FormatDate].
func FormatRelative(d, today Date) string {
	if d.IsZero() || today.IsZero() {
		return FormatDate(d, today)
	}
	switch days := d.Sub(today); {
	case days == 0:
		return "today"
	case days == 1:
		return "tomorrow"
	case days == -1:
		return "yesterday"
	case 0 < days && days < 7:
		return d.Weekday().String()
	case -7 < days && days < 0:
		return "last " + d.Weekday().String()
	}
	return FormatDate(d, today)
}

// FormatDates writes a stretch of days, both ends included, always with its
// year: 8 September to 4 December 2026, 8 to 12 October 2026.
func FormatDates(from, to Date) string {
	const long = "2 January 2006"
	first, last := from.midnight(), to.midnight()
	switch {
	case from.IsZero() || to.IsZero():
		return ""
	case from == to:
		return last.Format(long)
	case first.Year() != last.Year():
		return first.Format(long) + " to " + last.Format(long)
	case first.Month() != last.Month():
		return first.Format("2 January") + " to " + last.Format(long)
	}
	return first.Format("2") + " to " + last.Format(long)
}

// FormatHours writes a length of time as a number of hours with at most two
// decimals: 8, 4.5, 0.25.
func FormatHours(length time.Duration) string {
	hundredths := math.Round(length.Hours() * 100)
	return strconv.FormatFloat(hundredths/100+0, 'f', -1, 64)
}

// FormatLength writes a length of time in hours and minutes, without seconds:
// 45 min, 2 h, 1 h 30. What is negative is written with a minus sign.
func FormatLength(length time.Duration) string {
	minutes, sign := int64(length/time.Minute), ""
	if minutes < 0 {
		minutes, sign = -minutes, "−"
	}
	switch hours, rest := minutes/60, minutes%60; {
	case hours == 0:
		return fmt.Sprintf("%s%d min", sign, rest)
	case rest == 0:
		return fmt.Sprintf("%s%d h", sign, hours)
	default:
		return fmt.Sprintf("%s%d h %02d", sign, hours, rest)
	}
}
