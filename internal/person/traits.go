package person

import (
	"fmt"
	"slices"
	"strings"

	"stint/internal/person/trait"
	"stint/internal/worktime"
)

// DaysOff is a run of civil dates on which a person does not work.
type DaysOff = trait.DaysOff

// ParseDaysOff reads days off as people type them; see package trait.
func ParseDaysOff(text string) ([]DaysOff, error) { return trait.ParseDaysOff(text) }

// DaysOffText returns days off as ParseDaysOff reads them, one entry a line.
func DaysOffText(days []DaysOff) string { return trait.DaysOffText(days) }

// ParseList reads words as people type them into one field: between commas,
// semicolons or line ends.
func ParseList(text string) []string { return trait.ParseList(text) }

// Topic is a topic in the form in which topics are kept and compared.
func Topic(text string) string { return trait.Topic(text) }

// Off reports whether the person has the civil date, in their zone, off.
func (p Person) Off(on worktime.Date) bool {
	return slices.ContainsFunc(p.DaysOff, func(d DaysOff) bool { return d.Holds(on) })
}

// Schedule is when the person works: usual hours, zone, and days off from one
// date on for a number of days.
func (p Person) Schedule(from worktime.Date, days int) worktime.Schedule {
	var off []worktime.Date
	for i := range days {
		if d := from.AddDays(i); p.Off(d) {
			off = append(off, d)
		}
	}
	// Without weekdays there is nothing that NewDaysOff could refuse.
	free, _ := worktime.NewDaysOff(nil, off)
	return worktime.Schedule{Week: p.Week(), Location: p.Location(), Off: free}
}

// lines and unlines keep short texts in one column, each between line ends, so
// that LIKE finds one of them whole: "\nen\npt-BR\n". None is empty.
func lines(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return "\n" + strings.Join(list, "\n") + "\n"
}

func unlines(text string) []string {
	if text == "" {
		return nil
	}
	return strings.FieldsFunc(text, func(c rune) bool { return c == '\n' })
}

// column scans and stores a list in such a column.
type column struct{ list *[]string }

// Scan reads what lines wrote.
func (c column) Scan(stored any) error {
	text, ok := stored.(string)
	if !ok {
		return fmt.Errorf("person: a list is stored as %T", stored)
	}
	*c.list = unlines(text)
	return nil
}

// daysOffColumn scans days off from their text.
type daysOffColumn struct{ days *[]DaysOff }

// Scan reads what DaysOffText wrote.
func (c daysOffColumn) Scan(stored any) (err error) {
	text, ok := stored.(string)
	if !ok {
		return fmt.Errorf("person: days off are stored as %T", stored)
	}
	*c.days, err = ParseDaysOff(text)
	return err
}
