package demo

import (
	"time"

	"stint/internal/worktime"
)

// working reports whether people of the company work on a day: from Monday to
// Friday. The one team that works otherwise has no part in an internship.
func working(d worktime.Date) bool {
	return d.Weekday() != time.Saturday && d.Weekday() != time.Sunday
}

// lastWorking is the last working day on or before a day.
func lastWorking(d worktime.Date) worktime.Date {
	for !working(d) {
		d = d.AddDays(-1)
	}
	return d
}

// back is the working day that lies n working days before the last one on or
// before a day.
func back(d worktime.Date, n int) worktime.Date {
	d = lastWorking(d)
	for range n {
		d = lastWorking(d.AddDays(-1))
	}
	return d
}

// forward is the n-th working day after a day.
func forward(d worktime.Date, n int) worktime.Date {
	for range n {
		for d = d.AddDays(1); !working(d); {
			d = d.AddDays(1)
		}
	}
	return d
}

// monday is the first Monday on or after a day.
func monday(d worktime.Date) worktime.Date {
	for d.Weekday() != time.Monday {
		d = d.AddDays(1)
	}
	return d
}

// started is the day on which an internship began that is in the middle of a
// week today: two of that week's working days are past, today (or, on a day
// off, the day before) is the third, and two are still to come.
func started(today worktime.Date, week int) worktime.Date {
	return back(today, 2).AddDays(-7 * (week - 1))
}

// workdays are the working days of a week in order.
func workdays(week worktime.WeekSpan) []worktime.Date {
	var days []worktime.Date
	for _, d := range week.Days() {
		if working(d) {
			days = append(days, d)
		}
	}
	return days
}
