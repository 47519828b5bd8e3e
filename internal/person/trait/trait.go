// Package trait holds the rules for what people say of themselves in the
// directory: languages, topics and days off; and for the short texts in it.
package trait

import (
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"

	"stint/internal/fault"
	"stint/internal/worktime"
)

// Limits on what people say of themselves.
const (
	MaxLine      = 200 // bytes of a text of one line
	MaxLanguages = 20
	MaxTopics    = 30
	MaxTopic     = 60 // bytes
	MaxDaysOff   = 100
	MaxRun       = 366 // days of one entry of days off
)

// DaysOff is a run of civil dates on which a person does not work, both ends
// included, in the person's own zone.
type DaysOff struct {
	From, To worktime.Date
	Label    string // "Winter break"; for the person and administrators alone
}

// Holds reports whether a date is in the run.
func (d DaysOff) Holds(on worktime.Date) bool { return !on.Before(d.From) && !on.After(d.To) }

// String returns the form that ParseDaysOff reads.
func (d DaysOff) String() string {
	text := d.From.String()
	if d.To != d.From {
		text += " to " + d.To.String()
	}
	return strings.TrimSpace(text + " " + d.Label)
}

// DaysOffText returns days off as ParseDaysOff reads them, one entry a line.
func DaysOffText(days []DaysOff) string {
	lines := make([]string, len(days))
	for i, d := range days {
		lines[i] = d.String()
	}
	return strings.Join(lines, "\n")
}

var daysOffEntry = regexp.MustCompile(`^([0-9]{4}-[0-9]{2}-[0-9]{2})(?:(?:\s+to\s+|\s*(?:\.\.|–|/)\s*|\s+-\s+)([0-9]{4}-[0-9]{2}-[0-9]{2}))?(?:[\s:,]+(.*))?$`)

// ParseDaysOff reads days off as people type them, one entry a line or between
// semicolons: a date (ISO 8601), or two with “to” between, and what they are:
//
//	2026-12-24 to 2027-01-01 Winter break
//	2026-11-11 Dentist
//
// The error is Invalid at the field "days_off" and names the entry. What the
// entries may say is checked when they are saved.
func ParseDaysOff(text string) ([]DaysOff, error) {
	var days []DaysOff
	for _, entry := range splitList(text, "\n\r;") {
		part := daysOffEntry.FindStringSubmatch(entry)
		if part == nil {
			return nil, fault.At("days_off", "“%s” is no day off. Write a date, or two, and what it is, such as 2026-12-24 to 2027-01-01 Winter break.", Excerpt(entry))
		}
		d := DaysOff{Label: part[3]}
		var err error
		if d.From, err = worktime.ParseDate(part[1]); err != nil {
			return nil, fault.At("days_off", "“%s” is no day of the calendar.", part[1])
		}
		if d.To = d.From; part[2] != "" {
			if d.To, err = worktime.ParseDate(part[2]); err != nil {
				return nil, fault.At("days_off", "“%s” is no day of the calendar.", part[2])
			}
		}
		days = append(days, d)
	}
	return days, nil
}

// ParseList reads words as people type them into one field: between commas,
// semicolons or line ends.
func ParseList(text string) []string { return splitList(text, ",;\n\r") }

func splitList(text, separators string) []string {
	var list []string
	for part := range strings.FieldsFuncSeq(text, func(c rune) bool { return strings.ContainsRune(separators, c) }) {
		if part = strings.TrimSpace(part); part != "" {
			list = append(list, part)
		}
	}
	return list
}

// CleanDaysOff returns days off in their order. Runs do not overlap, so that a
// day has one label.
func CleanDaysOff(days []DaysOff) ([]DaysOff, error) {
	if len(days) > MaxDaysOff {
		return nil, Broken(fmt.Sprintf("At most %d entries of days off are kept.", MaxDaysOff))
	}
	clean := slices.Clone(days)
	for i := range clean {
		d := &clean[i]
		if d.To.IsZero() {
			d.To = d.From
		}
		label, err := Line(d.Label)
		switch {
		case err != nil:
			return nil, err
		case strings.Contains(label, ";"):
			return nil, Broken("What days off are called holds no semicolon.")
		case d.From.IsZero():
			return nil, Broken("Days off need a first day.")
		case d.To.Before(d.From):
			return nil, Broken(fmt.Sprintf("The days off from %s end before they begin, on %s.", d.From, d.To))
		case d.To.Sub(d.From) >= MaxRun:
			return nil, Broken(fmt.Sprintf("The days off from %s are longer than %d days. Enter them a year at a time.", d.From, MaxRun))
		}
		d.Label = label
		if again, err := ParseDaysOff(d.String()); err != nil || len(again) != 1 || again[0] != *d {
			return nil, Broken("Say in other words what the days off are: this reads like a date.")
		}
	}
	slices.SortFunc(clean, func(a, b DaysOff) int { return cmp.Or(a.From.Compare(b.From), a.To.Compare(b.To)) })
	for i := 1; i < len(clean); i++ {
		if before := clean[i-1]; !clean[i].From.After(before.To) {
			return nil, Broken(fmt.Sprintf("The days off from %s and from %s overlap.", before.From, clean[i].From))
		}
	}
	return clean, nil
}

// NotOver refuses days off that were over before today and are new: somebody
// mistyped the year. What was entered in time stays where it is.
func NotOver(before, now []DaysOff, today worktime.Date) error {
	for _, d := range now {
		if d.To.Before(today) && !slices.Contains(before, d) {
			return Broken(fmt.Sprintf("The days off from %s to %s are over already. Look at the year.", d.From, d.To))
		}
	}
	return nil
}

// Languages returns language tags (BCP 47) in their canonical form, in the
// order given, each once: what somebody speaks, with region or script where it
// matters, and nothing of dialect extensions or private use.
func Languages(tags []string) ([]string, error) {
	var clean []string
	for _, text := range tags {
		if text = strings.TrimSpace(text); text == "" {
			continue
		}
		tag, err := language.Parse(text)
		base, _, region := tag.Raw()
		if err != nil || len(tag.Extensions()) > 0 || strings.HasPrefix(tag.String(), "x-") || noLanguage(base.String()) || region.IsPrivateUse() {
			return nil, Broken("“" + Excerpt(text) + "” is not a language. Use tags such as en, nl or pt-BR.")
		}
		if s := tag.String(); !slices.Contains(clean, s) {
			clean = append(clean, s)
		}
	}
	if len(clean) > MaxLanguages {
		return nil, Broken(fmt.Sprintf("At most %d languages are kept.", MaxLanguages))
	}
	return clean, nil
}

// noLanguage reports whether a code of ISO 639 names no language: those for
// several, none and unknown ones, and those that are reserved for local use.
func noLanguage(code string) bool {
	switch code {
	case "und", "mul", "mis", "zxx", "root":
		return true
	}
	return len(code) == 3 && "qaa" <= code && code <= "qtz"
}

// Topics returns topics in lower case, in the order given, each once.
func Topics(topics []string) ([]string, error) {
	var clean []string
	for _, text := range topics {
		text, err := Line(text)
		switch {
		case err != nil:
			return nil, err
		case text == "":
			continue
		case len(text) > MaxTopic:
			return nil, Broken(fmt.Sprintf("“%s” is too long for a topic: %d bytes are kept.", Excerpt(text), MaxTopic))
		case strings.ContainsAny(text, ",;"):
			return nil, Broken("A topic holds no comma and no semicolon: these stand between topics.")
		}
		if text = Topic(text); !slices.Contains(clean, text) {
			clean = append(clean, text)
		}
	}
	if len(clean) > MaxTopics {
		return nil, Broken(fmt.Sprintf("At most %d topics are kept.", MaxTopics))
	}
	return clean, nil
}

// Topic is a topic in the form in which topics are kept and compared: lower
// case, single spaces.
func Topic(text string) string { return strings.ToLower(strings.Join(strings.Fields(text), " ")) }

// Start checks on which civil date somebody began to work here; the zero
// Date where nobody says.
func Start(on worktime.Date) error {
	if !on.IsZero() && on.Year() < 1900 {
		return Broken("Nobody began before 1900. Look at the year.")
	}
	return nil
}

// Line is the rule for every text of one line: spaces are made single, and
// what would break a line, a header or the direction of the text around it is
// refused.
func Line(text string) (string, error) {
	if !utf8.ValidString(text) {
		return "", Broken("This holds characters that cannot be read (it is not UTF-8).")
	}
	text = strings.Join(strings.Fields(text), " ")
	if len(text) > MaxLine {
		return "", Broken("This is too long. 200 bytes are kept, about 200 letters.")
	}
	if strings.ContainsFunc(text, func(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) }) {
		return "", Broken("This holds a character that does not show. Please type it anew.")
	}
	return text, nil
}

// Excerpt is a text that somebody wrote, short and printable, for a sentence.
func Excerpt(text string) string {
	text = strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return '?'
	}, strings.Join(strings.Fields(strings.ToValidUTF8(text, "?")), " "))
	if short := FirstLetters(text, 60); short != text {
		return short + "…"
	}
	return text
}

// FirstLetters cuts a text to a number of bytes without splitting a character.
func FirstLetters(text string, limit int) string {
	if len(text) <= limit {
		return text
	}
	for limit > 0 && !utf8.RuneStart(text[limit]) {
		limit--
	}
	return text[:limit]
}

// Broken makes the error of a broken rule: a sentence for people, put at its
// field by the caller.
func Broken(sentence string) error { return errors.New(sentence) }
