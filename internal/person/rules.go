package person

import (
	"errors"
	"regexp"
	"strings"

	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/person/trait"
	"stint/internal/worktime"
)

// Limits on what the directory keeps of a person, in bytes.
const (
	MaxName  = trait.MaxLine // also of a team and of a title
	MaxEmail = 254           // RFC 5321, section 4.5.3.1.3, less the angle brackets
	MaxHours = 500           // of working hours as text
)

// Entry is what an administrator says of a person, as somebody wrote it. An
// empty locale is the usual one.
type Entry struct {
	Name         string
	Email        string
	Zone         string
	WorkingHours string
	Team         string
	Title        string
	Manager      id.Person
	Locale       string
	Admin        bool
	Languages    []string      // BCP 47 tags
	Topics       []string      // in any case
	DaysOff      []DaysOff     // in any order
	StartedOn    worktime.Date // zero where nobody says
}

// record is all that can be changed about a person: the entry, and the look of
// the pages, which only they settle themselves.
type record struct {
	Entry
	Theme     Theme
	Shortcuts bool
}

// newRecord is the record of a person who is new.
func newRecord(e Entry) record { return record{Entry: e, Theme: ThemeAuto, Shortcuts: true} }

// clean returns the record in its one form, or an Invalid error with a message
// for every field that breaks a rule. Whether the manager exists is not asked.
func (e record) clean() (record, error) {
	var fields fault.Fields
	check := func(name string, value *string, rule func(string) (string, error)) {
		clean, err := rule(*value)
		if err != nil {
			fields.Add(name, "%s", err)
			return
		}
		*value = clean
	}
	check("name", &e.Name, cleanName)
	check("email", &e.Email, cleanEmail)
	check("zone", &e.Zone, cleanZone)
	check("working_hours", &e.WorkingHours, cleanHours)
	check("team", &e.Team, trait.Line)
	check("title", &e.Title, trait.Line)
	check("locale", &e.Locale, cleanLocale)
	check("theme", (*string)(&e.Theme), cleanTheme)
	var err error
	if e.Languages, err = trait.Languages(e.Languages); err != nil {
		fields.Add("languages", "%s", err)
	}
	if e.Topics, err = trait.Topics(e.Topics); err != nil {
		fields.Add("topics", "%s", err)
	}
	if e.DaysOff, err = trait.CleanDaysOff(e.DaysOff); err != nil {
		fields.Add("days_off", "%s", err)
	}
	if err := trait.Start(e.StartedOn); err != nil {
		fields.Add("started_on", "%s", err)
	}
	return e, fields.Err()
}

// CleanEmail returns an email address in the directory's form: lower case,
// without spaces around it. Only what every mail server takes passes (the
// dot-atom of RFC 5322 in ASCII, at a domain name of RFC 1035 with a dot or at
// localhost): quoted names and letters beyond ASCII are refused, because two
// addresses that look or fold alike must not be two people. The error is
// Invalid at the field "email".
func CleanEmail(text string) (string, error) {
	clean, err := cleanEmail(text)
	if err != nil {
		return "", fault.At("email", "%s", err)
	}
	return clean, nil
}

var (
	localPart = regexp.MustCompile(`^[a-z0-9!#$%&'*+/=?^_{|}~` + "`" + `-]+(\.[a-z0-9!#$%&'*+/=?^_{|}~` + "`" + `-]+)*$`)
	domain    = regexp.MustCompile(`^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$`)
)

func cleanEmail(text string) (string, error) {
	text = asciiLower(strings.TrimSpace(text))
	local, host, ok := strings.Cut(text, "@")
	switch {
	case text == "":
		return "", trait.Broken("An email address is needed, such as ada@example.com.")
	case len(text) > MaxEmail || len(local) > 64:
		return "", trait.Broken("This email address is too long.")
	case !ok || !localPart.MatchString(local) || host != "localhost" && !domain.MatchString(host):
		return "", trait.Broken("This is not an email address such as ada@example.com. Letters beyond a to z cannot be used; write such a domain in its xn-- form.")
	}
	return text, nil
}

// asciiLower maps A to Z only. Mapping more would turn the Kelvin sign into a
// k, and with it one address into somebody else's.
func asciiLower(text string) string {
	return strings.Map(func(r rune) rune {
		if 'A' <= r && r <= 'Z' {
			return r + ('a' - 'A')
		}
		return r
	}, text)
}

func cleanName(text string) (string, error) {
	text, err := trait.Line(text)
	if err == nil && text == "" {
		return "", trait.Broken("A name is needed.")
	}
	return text, err
}

func cleanZone(text string) (string, error) {
	zone, err := worktime.LoadZone(strings.TrimSpace(text))
	if err != nil {
		return "", trait.Broken("“" + trait.Excerpt(text) + "” is not a time zone. Use a name such as Europe/Amsterdam.")
	}
	return zone.String(), nil
}

func cleanHours(text string) (string, error) {
	if len(text) > MaxHours {
		return "", trait.Broken("These working hours are too long. Write them such as Mon-Fri 09:00-17:30.")
	}
	week, err := worktime.ParseWeek(strings.TrimSpace(text))
	if err != nil {
		return "", trait.Broken("These working hours cannot be read: " + problem(err) + ". Write them such as Mon-Fri 09:00-17:30; Sat 10:00-12:00.")
	}
	return week.String(), nil
}

// problem is what a parse error of worktime says, without the text it read.
func problem(err error) string {
	if e, ok := errors.AsType[*worktime.ParseError](err); ok {
		return e.Problem
	}
	return "they have another form"
}

var locale = regexp.MustCompile(`^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$`)

func cleanLocale(text string) (string, error) {
	switch text = strings.TrimSpace(text); {
	case text == "":
		return DefaultLocale, nil
	case !locale.MatchString(text):
		return "", trait.Broken("This is not a locale such as en-US or nl-NL.")
	}
	return text, nil
}

func cleanTheme(text string) (string, error) {
	switch Theme(text) {
	case ThemeAuto, ThemeLight, ThemeDark:
		return text, nil
	}
	return "", trait.Broken("The theme is auto, light or dark.")
}

var factName = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]{0,59}$`)

// cleanFact returns the name of an access fact in its one form: a word such as
// "salesforce", as pages of programs write it after "access:".
func cleanFact(text string) (string, error) {
	text = asciiLower(strings.TrimSpace(text))
	if !factName.MatchString(text) {
		return "", trait.Broken("“" + trait.Excerpt(text) + "” is not the name of an access. Use one word such as salesforce: letters a to z, digits, dots and hyphens, at most 60.")
	}
	return text, nil
}

// inCircles returns, of a map from people to their managers, everybody who is
// above themself: who is on a circle, and not who merely reports into one.
func inCircles[K comparable](managerOf map[K]K) map[K]bool {
	on := map[K]bool{}
	seen := map[K]int{} // on which walk
	walk := 0
	for start := range managerOf {
		walk++
		at, known := start, true
		for known && seen[at] == 0 {
			seen[at] = walk
			at, known = managerOf[at]
		}
		if !known || seen[at] != walk {
			continue // the walk ended above everybody, or met an earlier one
		}
		for !on[at] {
			on[at] = true
			at = managerOf[at]
		}
	}
	return on
}
