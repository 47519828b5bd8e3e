// Package person is the directory as admins see it, and the state of the
// installation.
package person

import (
	"fmt"
	"net/url"

	"github.com/a-h/templ"

	"stint/internal/view"
	"stint/internal/web/templates/ui"
)

func roleBadge(r view.PersonRow) (tone ui.Tone, icon, word string) {
	switch {
	case !r.Active:
		return ui.Plain, "circle-x", "Deactivated"
	case r.Admin:
		return ui.Done, "key-round", "Admin"
	}
	return ui.Plain, "", "Active"
}

func seen(f ui.Frame, r view.PersonRow) string {
	if r.Seen.IsZero() {
		return "Never signed in"
	}
	return "Signed in " + f.On(r.Seen)
}

func partTone(p view.Part) (tone ui.Tone, icon, word string) {
	if p.OK {
		return ui.Done, "check", "In order"
	}
	return ui.Due, "triangle-alert", "Look at it"
}

// parts are the parts of the installation with their names.
func parts(i view.Installation) []struct {
	name string
	part view.Part
} {
	return []struct {
		name string
		part view.Part
	}{{"Database", i.Database}, {"Queue", i.Queue}, {"Mail", i.Mail}, {"Backup", i.Backup}}
}

// findURL is the directory with one condition.
func findURL(name, value string) templ.SafeURL {
	return templ.URL("/people?" + url.Values{name: {value}}.Encode())
}

// standing says in a sentence whether the person is a practitioner, whom a
// program may ask for as a mentor.
func standing(p view.Person) string {
	if p.Leads {
		return "People report to them"
	}
	return "Nobody reports to them: a practitioner"
}

func personTitle(p view.Person) string {
	if p.Row.ID == "" {
		return "Add a person"
	}
	return p.Row.Name
}

func personAction(p view.Person) string {
	if p.Row.ID == "" {
		return "/people"
	}
	return ui.PersonURL(p.Row.ID)
}

func managerChoices(p view.Person) []view.Choice {
	return append([]view.Choice{{Label: "Nobody"}}, p.Managers...)
}

func importTitle(i view.PeopleImport) string {
	switch {
	case len(i.Errors) > 0:
		return fmt.Sprintf("%s to mend, nothing was imported", ui.Count(len(i.Errors), "line", "lines"))
	case i.Done:
		return fmt.Sprintf("%s added, %d changed", ui.Count(i.Added, "person", "people"), i.Changed)
	}
	return "Import people"
}

// installationTitle says in a sentence whether anything needs an administrator.
func installationTitle(i view.Installation) string {
	wrong := 0
	for _, p := range parts(i) {
		if p.part.Text != "" && !p.part.OK {
			wrong++
		}
	}
	switch {
	case wrong == 0 && len(i.Failed) == 0:
		return "Everything is in order"
	case wrong == 0:
		return ui.Count(len(i.Failed), "job", "jobs") + " gave up"
	case wrong == 1:
		return "One part needs a look"
	}
	return ui.Upper(ui.Number(wrong)) + " parts need a look"
}
