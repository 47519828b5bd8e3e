// Package person is the directory: who works here, for whom, where and when,
// and which access each of them has.
//
// A person's record has two keepers. An administrator adds people, by hand or
// from a sheet, and says name, email, team, title and manager; everybody
// settles their own zone, working hours, days off, languages, topics and the
// look of their pages, and states their own access facts. Nobody is ever removed: a person who leaves is
// deactivated, and what they took part in keeps their name.
//
// Every credential carries the epoch its person had when it was made. Raising
// the epoch, as deactivation does, ends all of them at once, on every node;
// nothing has to be found and deleted.
package person

import (
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"stint/internal/access"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/worktime"
)

// Theme is the look of the pages that a person chose.
type Theme string

// The themes. Auto follows the person's system.
const (
	ThemeAuto  Theme = "auto"
	ThemeLight Theme = "light"
	ThemeDark  Theme = "dark"
)

// DefaultLocale is the locale of people for whom nobody named another.
const DefaultLocale = "en-US"

// Person is one entry of the directory.
//
// Members see of each other what stands above the line in the type. The rest
// is empty unless the reader is the person, an administrator or Stint itself.
type Person struct {
	ID           id.Person
	Name         string
	Zone         string // IANA name of a zone that exists
	WorkingHours string // text form of worktime.Week; empty where nobody said
	Team         string
	Title        string
	Manager      id.Person     // empty where the directory knows none
	Active       bool          // false once deactivated
	Languages    []string      // BCP 47 tags such as en and pt-BR, in the person's own order
	Topics       []string      // what they know about, in the form of Topic
	DaysOff      []DaysOff     // in order, without overlap; others see no labels
	StartedOn    worktime.Date // when they began to work here; zero where nobody said

	// The person's own, and the administrators'.

	Email         string // lower case
	Locale        string // BCP 47, such as en-US
	Theme         Theme
	Shortcuts     bool // single-letter keys work on pages
	Admin         bool // runs the installation
	Epoch         int64
	CreatedAt     time.Time
	ChangedAt     time.Time
	DeactivatedAt time.Time // zero while active
}

// FirstName is what a page calls the person where there is room for one word:
// the first word of the name, or the first after the comma of a name that is
// written with the family name first.
func (p Person) FirstName() string {
	name := p.Name
	if _, given, ok := strings.Cut(name, ","); ok && strings.TrimSpace(given) != "" {
		name = given
	}
	if words := strings.Fields(name); len(words) > 0 {
		return words[0]
	}
	return ""
}

// Initial is the first letter of the first name in upper case, for where a
// picture would stand; "?" where the name has none.
func (p Person) Initial() string {
	for _, r := range norm.NFC.String(p.FirstName()) {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return string(unicode.ToUpper(r))
		}
	}
	return "?"
}

// Location is the person's zone for use with instants; UTC where they have
// none. It reads the zone database, so a caller with many instants keeps the
// result.
func (p Person) Location() *time.Location {
	loc, err := worktime.LoadLocation(p.Zone)
	if err != nil {
		return time.UTC
	}
	return loc
}

// Week is the person's working hours; the zero Week where nobody said.
func (p Person) Week() worktime.Week {
	week, err := worktime.ParseWeek(p.WorkingHours)
	if err != nil {
		return worktime.Week{}
	}
	return week
}

// seenBy leaves what the actor may see of a person.
func (p Person) seenBy(a access.Actor) Person {
	if a.IsSystem() || a.Admin || (a.Person != "" && a.Person == p.ID) {
		return p
	}
	var off []DaysOff
	for _, d := range p.DaysOff {
		off = append(off, DaysOff{From: d.From, To: d.To})
	}
	return Person{
		ID: p.ID, Name: p.Name, Zone: p.Zone, WorkingHours: p.WorkingHours,
		Team: p.Team, Title: p.Title, Manager: p.Manager, Active: p.Active,
		Languages: p.Languages, Topics: p.Topics, DaysOff: off, StartedOn: p.StartedOn,
	}
}

// Public leaves what every member may see of a person, for queries of other
// packages that read Columns.
func (p Person) Public() Person { return p.seenBy(access.Actor{}) }

// record is what can be changed about the person.
func (p Person) record() record {
	return record{
		Entry: Entry{
			Name: p.Name, Email: p.Email, Zone: p.Zone, WorkingHours: p.WorkingHours, Team: p.Team, Title: p.Title,
			Manager: p.Manager, Locale: p.Locale, Admin: p.Admin,
			Languages: p.Languages, Topics: p.Topics, DaysOff: p.DaysOff, StartedOn: p.StartedOn,
		},
		Theme: p.Theme, Shortcuts: p.Shortcuts,
	}
}

// folded is what the directory is searched in and sorted by: name, team and
// title without case and accents. It is made here because the databases
// disagree about case beyond ASCII.
func (e Entry) folded() string {
	return fold(e.Name) + "\n" + fold(e.Team) + "\n" + fold(e.Title)
}

// foldedTopics is what else the directory is searched in. It stands apart, since
// the other is in an index, whose entries PostgreSQL bounds.
func (e Entry) foldedTopics() string { return fold(strings.Join(e.Topics, "\n")) }

// fold removes case and accents: "Élodie" becomes "elodie".
func fold(text string) string {
	return strings.ToLower(strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFKD.String(text)))
}

// hidden is the answer for a person who is not there.
func hidden() error { return fault.Missing("person") }
