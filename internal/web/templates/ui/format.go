package ui

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"stint/internal/view"
	"stint/internal/worktime"
)

func (f Frame) zone() *time.Location {
	if f.Viewer.Zone == nil {
		return time.UTC
	}
	return f.Viewer.Zone
}

// Today returns the reader's date at the moment of the page.
func (f Frame) Today() worktime.Date { return worktime.DateOf(f.Viewer.Now, f.zone()) }

// DateOf returns the date of an instant for the reader.
func (f Frame) DateOf(t time.Time) worktime.Date { return worktime.DateOf(t, f.zone()) }

// Clock says the time of day of an instant for the reader: "15:00".
func (f Frame) Clock(t time.Time) string { return ClockIn(t, f.zone()) }

// ClockIn says the time of day of an instant in a zone.
func ClockIn(t time.Time, zone *time.Location) string {
	if zone == nil {
		zone = time.UTC
	}
	return t.In(zone).Format("15:04")
}

// City says a zone as people do: "Lisbon" for Europe/Lisbon.
func City(zone *time.Location) string {
	if zone == nil {
		return "UTC"
	}
	name := zone.String()
	return strings.ReplaceAll(name[strings.LastIndexByte(name, '/')+1:], "_", " ")
}

// ZoneName is the name of a zone as forms take it, empty for none.
func ZoneName(zone *time.Location) string {
	if zone == nil {
		return ""
	}
	return zone.String()
}

// Day says a date: "Thu 8 October", with the year where it is another one.
func (f Frame) Day(d worktime.Date) string { return worktime.FormatDate(d, f.Today()) }

// PlainDay is Day without its weekday: "8 October".
func (f Frame) PlainDay(d worktime.Date) string {
	year, month, day := d.Split()
	if year == f.Today().Year() {
		return fmt.Sprintf("%d %s", day, month)
	}
	return fmt.Sprintf("%d %s %d", day, month, year)
}

// ShortDay says a date where room is short: "8 Oct".
func ShortDay(d worktime.Date) string {
	_, month, day := d.Split()
	return strconv.Itoa(day) + " " + month.String()[:3]
}

// ShortMonth says the month of a date in three letters.
func ShortMonth(d worktime.Date) string {
	_, month, _ := d.Split()
	return month.String()[:3]
}

// DayOfMonth says the number of a day.
func DayOfMonth(d worktime.Date) string {
	_, _, day := d.Split()
	return strconv.Itoa(day)
}

// LongDay says a date with its year: "7 September 2026".
func LongDay(d worktime.Date) string {
	year, month, day := d.Split()
	return fmt.Sprintf("%d %s %d", day, month, year)
}

// Weekday says the day of the week of a date in three letters: "Thu".
func Weekday(d worktime.Date) string { return d.Weekday().String()[:3] }

// Days says a run of days: "26–30 October", "28 September – 2 October".
func (f Frame) Days(from, to worktime.Date) string {
	if to.IsZero() || from == to {
		return f.PlainDay(from)
	}
	y1, m1, d1 := from.Split()
	y2, m2, _ := to.Split()
	if y1 == y2 && m1 == m2 {
		return fmt.Sprintf("%d–%s", d1, f.PlainDay(to))
	}
	return f.PlainDay(from) + " – " + f.PlainDay(to)
}

// ShortDays is Days where room is short: "7–11 Sep".
func ShortDays(from, to worktime.Date) string {
	_, m1, d1 := from.Split()
	_, m2, _ := to.Split()
	if m1 == m2 {
		return fmt.Sprintf("%d–%s", d1, ShortDay(to))
	}
	return ShortDay(from) + " – " + ShortDay(to)
}

// Moment says when something happened or will: "today, 09:12", "Thu 8 October, 15:00".
func (f Frame) Moment(t time.Time) string { return f.near(f.DateOf(t)) + ", " + f.Clock(t) }

// On says the day of an instant as people do: "today", "yesterday",
// "on Friday" within the week, "on 3 October" else.
func (f Frame) On(t time.Time) string {
	d := f.DateOf(t)
	switch ago := f.Today().Sub(d); {
	case ago >= -1 && ago <= 1:
		return f.near(d)
	case ago > 1 && ago < 7:
		return "on " + d.Weekday().String()
	}
	return "on " + f.PlainDay(d)
}

// Since says from when something lasts: "today", "Friday", "3 October".
func (f Frame) Since(t time.Time) string { return strings.TrimPrefix(f.On(t), "on ") }

func (f Frame) near(d worktime.Date) string {
	switch f.Today().Sub(d) {
	case -1:
		return "tomorrow"
	case 0:
		return "today"
	case 1:
		return "yesterday"
	}
	return f.Day(d)
}

// Machine returns an instant for a datetime attribute.
func Machine(t time.Time) string { return t.UTC().Format("2006-01-02T15:04Z") }

// Hours says minutes as a number of hours: "4.5".
func Hours(minutes int) string { return worktime.FormatHours(time.Duration(minutes) * time.Minute) }

// Minutes says a length: "45 min", "1 h", "1 h 20".
func Minutes(minutes int) string { return worktime.FormatLength(time.Duration(minutes) * time.Minute) }

// Count says a number with its noun: "1 activity", "3 activities".
func Count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}

var numberWords = [...]string{"no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"}

// Number says a small number as a word.
func Number(n int) string {
	if n >= 0 && n < len(numberWords) {
		return numberWords[n]
	}
	return strconv.Itoa(n)
}

// Size says a number of bytes that is a whole one of KiB or MiB.
func Size(bytes int64) string {
	if bytes >= 1<<20 && bytes%(1<<20) == 0 {
		return fmt.Sprintf("%d MiB", bytes>>20)
	}
	return fmt.Sprintf("%d KiB", bytes>>10)
}

// Upper makes the first letter a capital.
func Upper(s string) string {
	if s == "" {
		return s
	}
	r := []rune(s)
	return strings.ToUpper(string(r[0])) + string(r[1:])
}

// Ordinal says a place in a row: "fifth", and "13th" beyond twelve.
func Ordinal(n int) string {
	words := [...]string{"", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"}
	if n > 0 && n < len(words) {
		return words[n]
	}
	suffix := "th"
	if n%100 < 11 || n%100 > 13 {
		suffix = [...]string{"th", "st", "nd", "rd", "th", "th", "th", "th", "th", "th"}[n%10]
	}
	return strconv.Itoa(n) + suffix
}

// Percent returns how much part is of whole, rounded down, so that 100 is all.
func Percent(part, whole int) int {
	if whole <= 0 {
		return 0
	}
	return min(100, max(0, part*100/whole))
}

// Possessive says whose: "Noor’s", "Ines’s".
func Possessive(name string) string { return name + "’s" }

// Named says a person, or "you" to the reader themselves.
func Named(p view.PersonRef) string {
	if p.You {
		return "you"
	}
	return p.Name
}

// Initial returns the letter of a face.
func Initial(p view.PersonRef) string {
	for _, r := range p.Name {
		return strings.ToUpper(string(r))
	}
	return "?"
}

// List says names one after another: "Noor, Ines and Kofi".
func List(names []string) string {
	switch n := len(names); n {
	case 0:
		return ""
	case 1:
		return names[0]
	default:
		return strings.Join(names[:n-1], ", ") + " and " + names[n-1]
	}
}
