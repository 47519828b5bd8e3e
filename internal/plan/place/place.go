// Package place finds the weeks of an internship in which the phases of a
// program's page sit.
package place

import "stint/internal/program/reader"

// Weeks returns the week, from 1 to last, of each phase of a page, by its index.
// A phase that spans several weeks sits in its first.
//
// Weeks are taken by their number, and a week 0 is part of the first. Days are
// working days, five a week, where the page's own span allows it, else days of
// the calendar; 30, 60 and 90 days name what ends then, so they begin 29 days
// earlier. A month has 52/12 weeks, a quarter 13, a sprint two. What is counted
// in nothing of the calendar, such as modules, follows what stands before it,
// and is spread over the whole program where there is nothing else on the page.
func Weeks(page *reader.Page, last int) []int {
	weeks := make([]int, len(page.Phases))
	calendar := false
	for i := range page.Phases {
		calendar = calendar || firstDay(&page.Phases[i], false) > 0
	}
	workdays := workdays(page)
	next := 1
	for i := range page.Phases {
		p := &page.Phases[i]
		week := next
		switch day := firstDay(p, workdays); {
		case day > 0:
			week = (day-1)/7 + 1
		case !calendar:
			week = i*max(page.Weeks, len(page.Phases))/len(page.Phases) + 1
		}
		weeks[i] = min(max(week, 1), max(last, 1))
		next = max(week, lastWeek(p)) + 1
	}
	return weeks
}

// firstDay returns the day, from 1, on which a phase begins, and 0 where the
// page does not tell or counts in nothing of the calendar.
func firstDay(p *reader.Phase, workdays bool) int {
	if p.Number == nil {
		return 0
	}
	n := max(*p.Number, 1)
	switch p.Unit {
	case "day":
		if n%30 == 0 {
			n -= 29
		}
		if workdays {
			return (n-1)/5*7 + (n-1)%5 + 1
		}
		return n
	case "week":
		return (n-1)*7 + 1
	case "sprint":
		return (n-1)*14 + 1
	case "month":
		return (n-1)*13/3*7 + 1
	case "quarter":
		return (n-1)*13*7 + 1
	case "term":
		return (n-1)*26*7 + 1
	case "year":
		return (n-1)*52*7 + 1
	}
	return 0
}

// lastWeek returns the last week of a range of weeks; 0 for anything else.
func lastWeek(p *reader.Phase) int {
	if p.Unit != "week" || p.Through == nil {
		return 0
	}
	return *p.Through
}

// workdays reports whether the page's days are working days: five times the
// weeks that it spans hold them all.
func workdays(page *reader.Page) bool {
	highest := 0
	for i := range page.Phases {
		p := &page.Phases[i]
		if p.Unit == "day" && p.Number != nil {
			highest = max(highest, *p.Number)
			if p.Through != nil {
				highest = max(highest, *p.Through)
			}
		}
	}
	return highest <= 5*max(page.Weeks, 1)
}
