// Package mentors is the pages on which interns find a mentor, and those of the
// pool.
package mentors

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"stint/internal/id"
	"stint/internal/matching"
	"stint/internal/view"
	page "stint/internal/view/mentors"
	"stint/internal/web/templates/ui"
)

// askForm is the id of the form to which the boxes beside the mentors belong.
const askForm = "ask"

func path(p page.Finding, look bool) string {
	if look {
		return ui.ProgramURL(p.Program, "mentors")
	}
	return ui.InternshipURL(p.Internship, "mentors")
}

func lead(p page.Finding) string {
	if p.Open == 0 {
		return "Nobody is open to mentoring in " + p.Title + " yet."
	}
	who := "people are"
	if p.Open == 1 {
		who = "person is"
	}
	whom := "you"
	if !p.Intern.You {
		whom = p.Intern.Name
	}
	return fmt.Sprintf("%s %s open to mentoring in %s. The best fit for %s comes first, and every rank says why.", ui.Upper(ui.Number(p.Open)), who, p.Title, whom)
}

// overlaps are the least hours together that can be asked for.
func overlaps() []view.Choice {
	return []view.Choice{{Value: "", Label: "Any overlap"}, {Value: "2", Label: "2 h a week"}, {Value: "5", Label: "5 h a week"}, {Value: "10", Label: "10 h a week"}, {Value: "20", Label: "20 h a week"}}
}

func overlapValue(f page.Filter) string {
	if f.Overlap == 0 {
		return ""
	}
	return strconv.Itoa(f.Overlap)
}

func places(r page.Row) string {
	switch {
	case r.Full():
		return "full"
	case r.Capacity == 1:
		return "1 of 1 free"
	}
	return fmt.Sprintf("%d of %d free", r.Free, r.Capacity)
}

// slots are the places of a mentor: true for those that are taken. More than
// ten are told by their number alone.
func slots(capacity, held int) []bool {
	if capacity > 10 {
		return nil
	}
	list := make([]bool, capacity)
	for i := range min(held, capacity) {
		list[i] = true
	}
	return list
}

func ordinal(rank int) string {
	words := [...]string{"first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"}
	if rank >= 1 && rank <= len(words) {
		return "Why " + words[rank-1] + "?"
	}
	return "Why rank " + strconv.Itoa(rank) + "?"
}

func where(r page.Row) string {
	text := r.Place + ", " + r.Apart
	if r.Title != "" {
		text = r.Title + " in " + text
	}
	return text
}

func list(words []string) string { return strings.Join(words, ", ") }

func orNothing(words []string, nothing string) string {
	if len(words) == 0 {
		return nothing
	}
	return list(words)
}

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

func askedTone(a page.Asked) ui.Tone {
	switch a.State {
	case matching.Accepted, matching.Confirmed:
		return ui.Done
	case matching.Declined:
		return ui.Plain
	}
	return ui.Wait
}

func askedWords(f ui.Frame, a page.Asked) string {
	switch a.State {
	case matching.Accepted:
		return "Said yes"
	case matching.Confirmed:
		return "Confirmed by you"
	case matching.Declined:
		return "Cannot this time"
	}
	return "Asked " + f.On(a.At)
}

func boxID(r page.Row) string { return "ask-" + string(r.Person.ID) }

func inYourTime(intern view.PersonRef) string {
	if intern.You {
		return "Every bar is drawn in your own time."
	}
	return "Every bar is drawn in " + ui.Possessive(intern.Name) + " time."
}

func youTitle(intern view.PersonRef) string {
	if intern.You {
		return "You"
	}
	return intern.Name
}

// The pool.

func openingURL(o id.Opening, part string) templ.SafeURL {
	return templ.URL("/openings/" + string(o) + "/" + part)
}

func offerID(o page.Offer, name string) string { return name + "-" + string(o.Program) }

// fieldID is the id of a field: its bare name on the card whose form came back,
// since the list of problems leads there.
func fieldID(form ui.Form, o page.Offer, name string) string {
	if form.Sent() {
		return name
	}
	return offerID(o, name)
}

func numbers(least, most int) []view.Choice {
	var choices []view.Choice
	for n := max(least, 1); n <= most; n++ {
		choices = append(choices, view.Choice{Value: strconv.Itoa(n), Label: ui.Count(n, "internship at once", "internships at once")})
	}
	return choices
}

func standing(o page.Offer) string {
	switch {
	case o.Held == 0:
		return ui.Count(o.Capacity, "place", "places") + ", all free"
	case o.Held >= o.Capacity:
		return fmt.Sprintf("%d of %d held: nobody else is offered you", o.Held, o.Capacity)
	}
	return fmt.Sprintf("%d of %d free", o.Capacity-o.Held, o.Capacity)
}

func load(capacity, held int) string { return fmt.Sprintf("%d of %d held", held, capacity) }

func percent(part, whole int) int {
	if whole == 0 {
		return 0
	}
	return min(100*part/whole, 100)
}

// formOf is the form that came back, for the card that it belongs to; every
// other card shows what is stored.
func formOf(form ui.Form, o page.Offer) ui.Form {
	if form.Sent() && form.Value("program", "") == string(o.Program) {
		return form
	}
	return ui.Form{}
}
