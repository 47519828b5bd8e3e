package ui

import (
	"net/url"
	"strconv"
	"strings"

	"stint/internal/id"
)

// The addresses of things. A trailing part names what belongs to the thing:
// ActivityURL(a, "ticks") is where its ticks are made.

// InternshipURL is the address of an internship.
func InternshipURL(i id.Internship, part ...string) string {
	return at("/internships/", string(i), part)
}

// WeekURL is the address of a week of an internship.
func WeekURL(i id.Internship, week int) string {
	return InternshipURL(i, "week") + "?week=" + strconv.Itoa(week)
}

// ActivityURL is the address of an activity.
func ActivityURL(a id.Activity, part ...string) string { return at("/activities/", string(a), part) }

// PromptURL is the address of a question.
func PromptURL(p id.Prompt, part ...string) string { return at("/prompts/", string(p), part) }

// MeetingURL is the address of a meeting.
func MeetingURL(m id.Meeting, part ...string) string { return at("/meetings/", string(m), part) }

// AgendaItemURL is the address below which an agenda item's states are made.
func AgendaItemURL(a id.AgendaItem, part ...string) string {
	return at("/agenda-items/", string(a), part)
}

// ProgramURL is the address of a program.
func ProgramURL(p id.Program, part ...string) string { return at("/programs/", string(p), part) }

// VersionURL is the address of a version of a program.
func VersionURL(p id.Program, number int) string {
	return ProgramURL(p, "versions", strconv.Itoa(number))
}

// DraftURL is the address of an author's draft.
func DraftURL(d id.Draft, part ...string) string { return at("/drafts/", string(d), part) }

// PersonURL is the address of a person, for admins.
func PersonURL(p id.Person, part ...string) string { return at("/people/", string(p), part) }

func at(prefix, thing string, parts []string) string {
	switch len(parts) {
	case 0:
		return prefix + url.PathEscape(thing)
	case 1:
		return prefix + url.PathEscape(thing) + "/" + parts[0]
	}
	return prefix + url.PathEscape(thing) + "/" + strings.Join(parts, "/")
}

// CohortURL is the address of a cohort.
func CohortURL(c id.Cohort, part ...string) string { return at("/cohorts/", string(c), part) }
