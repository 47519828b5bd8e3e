package worktime

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// String returns the compact form that [ParseWeek] reads, Monday first, days
// with the same hours together: Mon-Fri 09:00-17:30; Sat 10:00-12:00.
func (w Week) String() string {
	var byDay [7][]string
	for _, s := range w.shifts {
		byDay[s.day] = append(byDay[s.day], s.hours())
	}
	var entries []string
	for day, hours := range byDay {
		same := func(other []string) bool { return slices.Equal(hours, other) }
		if len(hours) == 0 || slices.IndexFunc(byDay[:], same) < day {
			continue
		}
		entries = append(entries, daysText(func(d int) bool { return same(byDay[d]) })+" "+strings.Join(hours, ", "))
	}
	return strings.Join(entries, "; ")
}

// String returns one shift as an entry of a week.
func (s shift) String() string { return shortDay(s.day) + " " + s.hours() }

// hours prints the times of a shift: 22:00-06:00, and 20:00-24:00 for one that
// ends at midnight.
func (s shift) hours() string {
	to := s.to
	if to > dayMinutes {
		to -= dayMinutes
	}
	return clockText(s.from) + "-" + clockText(to)
}

// daysText prints those days of the week that are in, runs as a range.
func daysText(in func(day int) bool) string {
	var parts []string
	for day := 0; day < 7; day++ {
		if !in(day) {
			continue
		}
		last := day
		for last < 6 && in(last+1) {
			last++
		}
		switch last - day {
		case 0:
			parts = append(parts, shortDay(day))
		case 1:
			parts = append(parts, shortDay(day), shortDay(last))
		default:
			parts = append(parts, shortDay(day)+"-"+shortDay(last))
		}
		day = last
	}
	return strings.Join(parts, ",")
}

func shortDay(day int) string { return weekday(day).String()[:3] }

// ParseWeek reads working hours in the compact form. Entries are separated by
// semicolons; each names its days and then its hours or "off":
//
//	Mon-Fri 09:00-17:30; Sat 10:00-12:00
//	Mon,Wed 9:00-12:30, 13:15-17:00; Thu off
//	Fri-Sun 22:00-06:00
//
// Days are English names of at least three letters in any case, a range may run
// over Sunday, hours are on the 24-hour clock and may run over midnight, 24:00
// ends a day, and a dash may be a hyphen or an en dash. Hours of a day named
// twice add up. The empty text is the zero Week. A wrong text gives a
// [*ParseError] with its position.
func ParseWeek(text string) (Week, error) {
	r := weekReader{text: text}
	for r.skip(); r.more(); r.skip() {
		if err := r.entry(); err != nil {
			return Week{}, err
		}
		r.skip()
		if r.more() && !r.take(";") {
			return Week{}, r.fail(r.at, "expected a comma before more hours or a semicolon before other days")
		}
	}
	week := weekOf(r.shifts)
	if a, b, clash := week.clash(); clash {
		at := max(r.position(a), r.position(b))
		return Week{}, r.fail(at, fmt.Sprintf("%s and %s overlap", a, b))
	}
	return week, nil
}

// weekReader reads working hours from left to right.
type weekReader struct {
	text   string
	at     int // the byte that is read next
	shifts []shift
	begins []int // where in the text each shift is written
}

// fail returns an error about the byte at a position.
func (r *weekReader) fail(at int, problem string) error {
	return &ParseError{Text: r.text, Column: utf8.RuneCountInString(r.text[:at]) + 1, Problem: problem}
}

// position returns where a shift is written; of two equal ones, the later.
func (r *weekReader) position(s shift) int {
	for i := len(r.shifts) - 1; i >= 0; i-- {
		if r.shifts[i] == s {
			return r.begins[i]
		}
	}
	return 0
}

func (r *weekReader) rest() string { return r.text[r.at:] }

func (r *weekReader) more() bool { return r.at < len(r.text) }

func (r *weekReader) skip() {
	r.at = len(r.text) - len(strings.TrimLeftFunc(r.rest(), unicode.IsSpace))
}

// take moves past one of the tokens, and spaces before it, if one comes next.
func (r *weekReader) take(tokens ...string) bool {
	before := r.at
	r.skip()
	for _, token := range tokens {
		if strings.HasPrefix(r.rest(), token) {
			r.at += len(token)
			return true
		}
	}
	r.at = before
	return false
}

func (r *weekReader) takeDash() bool { return r.take("-", "–") }

// word returns the letters that come next, in lower case, without moving.
func (r *weekReader) word() string {
	rest := r.rest()
	end := strings.IndexFunc(rest, func(c rune) bool { return !unicode.IsLetter(c) })
	if end < 0 {
		end = len(rest)
	}
	return strings.ToLower(rest[:end])
}

// entry reads days and their hours.
func (r *weekReader) entry() error {
	var days [7]bool
	for {
		if err := r.days(&days); err != nil {
			return err
		}
		if !r.take(",") {
			break
		}
	}
	r.skip()
	if r.word() == "off" {
		r.at += len("off")
		return nil
	}
	for {
		if err := r.hours(days); err != nil {
			return err
		}
		if !r.take(",") {
			return nil
		}
	}
}

// days reads one day or a range of days.
func (r *weekReader) days(days *[7]bool) error {
	from, err := r.day()
	if err != nil {
		return err
	}
	to := from
	if r.takeDash() {
		if to, err = r.day(); err != nil {
			return err
		}
	}
	for day := from; ; day = (day + 1) % 7 {
		days[day] = true
		if day == to {
			return nil
		}
	}
}

// day reads the name of a day.
func (r *weekReader) day() (int, error) {
	r.skip()
	name := r.word()
	for day := range 7 {
		if len(name) >= 3 && strings.HasPrefix(strings.ToLower(weekday(day).String()), name) {
			r.at += len(name)
			return day, nil
		}
	}
	return 0, r.fail(r.at, "expected a day such as Mon")
}

// hours reads one stretch of hours for all the days.
func (r *weekReader) hours(days [7]bool) error {
	r.skip()
	begin := r.at
	from, err := r.clock()
	if err != nil {
		return err
	}
	if !r.takeDash() {
		return r.fail(r.at, "expected a dash and the time at which the hours end")
	}
	to, err := r.clock()
	if err != nil {
		return err
	}
	switch {
	case from == to:
		return r.fail(begin, "these hours have no length; write 00:00-24:00 for a whole day")
	case from == dayMinutes:
		return r.fail(begin, "hours begin at 23:59 at the latest; write 00:00 on the next day")
	case to < from:
		to += dayMinutes
	}
	for day, in := range days {
		if in {
			r.shifts = append(r.shifts, shift{day, from, to})
			r.begins = append(r.begins, begin)
		}
	}
	return nil
}

// clock reads a time of day, up to 24:00.
func (r *weekReader) clock() (int, error) {
	r.skip()
	minute, rest, ok := readClock(r.rest())
	if !ok {
		return 0, r.fail(r.at, "expected a time such as 09:00")
	}
	r.at = len(r.text) - len(rest)
	return minute, nil
}

// ParseWeekday reads the English name of a weekday of at least three letters, in
// any case: Thu, thursday.
func ParseWeekday(text string) (time.Weekday, error) {
	r := weekReader{text: text}
	day, err := r.day()
	if err != nil || r.more() {
		return 0, &ParseError{Text: text, Problem: "not a day such as Monday"}
	}
	return weekday(day), nil
}
