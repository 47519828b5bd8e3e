package cohort

import (
	"math"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/matching/cohort"
	"stint/internal/sqldb"
	"stint/internal/view"
	"stint/internal/view/cohorts"
	page "stint/internal/web/templates/cohort"
	"stint/internal/web/templates/ui"
	"stint/internal/web/visit"
)

// Mine lists the cohorts in which the reader has a part.
func (h *Handlers) Mine(v *visit.Visit) error {
	return v.Show(func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := cohorts.Mine(tx, v.Who)
		return page.Mine(f, m), err
	})
}

// List is the cohorts of a program.
func (h *Handlers) List(v *visit.Visit) error {
	of, err := visit.PathID[id.Program](v, "program")
	if err != nil {
		return err
	}
	return v.Show(func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := cohorts.Of(tx, v.Who, of, v.Query().Get("after"))
		return page.List(f, m), err
	})
}

// New is the form of a cohort to be.
func (h *Handlers) New(v *visit.Visit) error {
	of, err := visit.PathID[id.Program](v, "program")
	if err != nil {
		return err
	}
	return v.Show(newCohortForm(v, of))
}

func newCohortForm(v *visit.Visit, of id.Program) visit.Page {
	return func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := cohorts.New(tx, v.Who, of)
		return page.Settings(f, m, v.Form), err
	}
}

// Gather makes a cohort.
func (h *Handlers) Gather(v *visit.Visit) error {
	of, err := visit.PathID[id.Program](v, "program")
	if err != nil {
		return err
	}
	settings, err := cohortSettings(v)
	var done cohort.Standing
	if err == nil {
		done, err = h.Cohorts.Gather(v.Context(), v.Call(), cohort.Gather{Program: of, Settings: settings})
	}
	if err != nil {
		return v.Again(err, newCohortForm(v, of))
	}
	return v.Redirect(ui.CohortURL(done.Cohort), view.Toast{Text: "Gathered. Now add applicants and mentors."})
}

// cohortSettings reads the form of a cohort's settings.
func cohortSettings(v *visit.Visit) (cohort.Settings, error) {
	var fields fault.Fields
	in := cohort.Settings{Title: v.Value("title"), Start: v.Value("start"), Until: v.Value("until"), Message: v.Value("message")}
	in.Rules = cohort.Rules{MaxApart: -1, Language: v.Value("language") == "yes"}
	if text := strings.Replace(v.Value("min_overlap"), ",", ".", 1); text != "" {
		h, err := strconv.ParseFloat(text, 64)
		if err != nil || math.IsNaN(h) || math.Abs(h) > 1000 {
			fields.Add("min_overlap", "This is not a number of hours such as 10 or 7.5.")
		}
		in.MinOverlap = int(h * 60)
	}
	if text := v.Value("max_apart"); text != "" {
		h, err := strconv.Atoi(text)
		if err != nil || h < 0 {
			fields.Add("max_apart", "This is not a whole number of hours such as 6.")
		}
		in.MaxApart = h
	}
	return in, fields.Err()
}

// Show is the page of a cohort.
func (h *Handlers) Show(v *visit.Visit) error {
	of, err := visit.PathID[id.Cohort](v, "cohort")
	if err != nil {
		return err
	}
	return v.Show(cohortPage(v, of))
}

func cohortPage(v *visit.Visit, of id.Cohort) visit.Page {
	return func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		from, err := strconv.Atoi(v.Query().Get("from"))
		if err != nil {
			from = 0 // whatever it says, the page begins at its beginning
		}
		m, err := cohorts.One(tx, v.Who, of, from)
		return page.Page(f, m, v.Form), err
	}
}

// Settings is the form of a cohort's settings.
func (h *Handlers) Settings(v *visit.Visit) error {
	of, err := visit.PathID[id.Cohort](v, "cohort")
	if err != nil {
		return err
	}
	return v.Show(cohortFormPage(v, of))
}

func cohortFormPage(v *visit.Visit, of id.Cohort) visit.Page {
	return func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := cohorts.Edit(tx, v.Who, of)
		return page.Settings(f, m, v.Form), err
	}
}

// Amend changes a cohort's settings.
func (h *Handlers) Amend(v *visit.Visit) error {
	of, err := visit.PathID[id.Cohort](v, "cohort")
	if err != nil {
		return err
	}
	settings, err := cohortSettings(v)
	if err == nil {
		_, err = h.Cohorts.Amend(v.Context(), v.Call(), cohort.Amend{Cohort: of, Settings: settings})
	}
	if err != nil {
		return v.Again(err, cohortFormPage(v, of))
	}
	return v.Redirect(ui.CohortURL(of), view.Toast{Text: "Saved."})
}

// onCohort makes a change of a cohort and leads back to its page, or shows it
// again with what is wrong.
func onCohort(v *visit.Visit, said string, change func(id.Cohort) error) error {
	of, err := visit.PathID[id.Cohort](v, "cohort")
	if err != nil {
		return err
	}
	if err := change(of); err != nil {
		return v.Again(err, cohortPage(v, of))
	}
	return v.Redirect(v.Back(ui.CohortURL(of)), view.Toast{Text: said})
}

// AddApplicants adds applicants by their addresses.
func (h *Handlers) AddApplicants(v *visit.Visit) error {
	return onCohort(v, "Added.", func(of id.Cohort) error {
		emails := strings.FieldsFunc(v.Value("people"), func(c rune) bool { return strings.ContainsRune(" ,;\r\n\t", c) })
		_, err := h.Cohorts.AddApplicants(v.Context(), v.Call(), cohort.AddApplicants{Cohort: of, Emails: emails})
		return err
	})
}

// AddMentors adds a mentor, or all of the pool.
func (h *Handlers) AddMentors(v *visit.Visit) error {
	return onCohort(v, "Added.", func(of id.Cohort) error {
		in := cohort.AddMentors{Cohort: of}
		if who := v.Value("mentor"); who != "" {
			in.People = []id.Person{id.Person(who)}
		}
		_, err := h.Cohorts.AddMentors(v.Context(), v.Call(), in)
		return err
	})
}

// Remove takes somebody out of a cohort.
func (h *Handlers) Remove(v *visit.Visit) error {
	return onCohort(v, "Removed.", func(of id.Cohort) error {
		_, err := h.Cohorts.Remove(v.Context(), v.Call(), cohort.Remove{Cohort: of, Person: id.Person(v.Value("person")), As: v.Value("as")})
		return err
	})
}

// SetPlaces says how many interns a mentor may get.
func (h *Handlers) SetPlaces(v *visit.Visit) error {
	return onCohort(v, "Places are set. Solve again to see what changes.", func(of id.Cohort) error {
		places, err := strconv.Atoi(v.Value("places"))
		if err != nil {
			return fault.At("places", "This is not a number of places.")
		}
		_, err = h.Cohorts.SetPlaces(v.Context(), v.Call(), cohort.SetPlaces{Cohort: of, Mentor: id.Person(v.Value("mentor")), Places: places})
		return err
	})
}

// MarkPair pins a pair or rules it out.
func (h *Handlers) MarkPair(v *visit.Visit) error {
	said := "Neither locked nor forbidden now. Solve again to see what changes."
	switch v.Value("mark") {
	case string(cohort.MarkLock):
		said = "Locked. Solve again to see what changes for the others."
	case string(cohort.MarkForbid):
		said = "Not these two. Solve again to see what comes instead."
	}
	return onCohort(v, said, func(of id.Cohort) error {
		_, err := h.Cohorts.MarkPair(v.Context(), v.Call(), cohort.MarkPair{
			Cohort: of, Applicant: id.Person(v.Value("applicant")), Mentor: id.Person(v.Value("mentor")), Mark: cohort.Mark(v.Value("mark")),
		})
		return err
	})
}

// SetAside sets a rule aside for an applicant, or lets it hold again.
func (h *Handlers) SetAside(v *visit.Visit) error {
	said := "Set aside for them. Solve again to see what changes."
	if v.Value("again") == "yes" {
		said = "It holds for them again. Solve again to see what changes."
	}
	return onCohort(v, said, func(of id.Cohort) error {
		_, err := h.Cohorts.SetAside(v.Context(), v.Call(), cohort.SetAside{
			Cohort: of, Applicant: id.Person(v.Value("applicant")), Rule: cohort.Rule(v.Value("rule")), Again: v.Value("again") == "yes",
		})
		return err
	})
}

// Solve looks for the best assignment.
func (h *Handlers) Solve(v *visit.Visit) error {
	return onCohort(v, "This is the best assignment. Nothing has been sent.", func(of id.Cohort) error {
		_, err := h.Cohorts.Solve(v.Context(), v.Call(), of)
		return err
	})
}

// Send asks the mentors.
func (h *Handlers) Send(v *visit.Visit) error {
	return onCohort(v, "On its way: each mentor is asked, and each applicant told.", func(of id.Cohort) error {
		_, err := h.Cohorts.Send(v.Context(), v.Call(), of)
		return err
	})
}

// Drop gives a cohort up.
func (h *Handlers) Drop(v *visit.Visit) error {
	return onCohort(v, "Dropped. Nobody was asked.", func(of id.Cohort) error {
		_, err := h.Cohorts.Drop(v.Context(), v.Call(), of)
		return err
	})
}

// Part is the reader's own part in a cohort.
func (h *Handlers) Part(v *visit.Visit) error {
	of, err := visit.PathID[id.Cohort](v, "cohort")
	if err != nil {
		return err
	}
	return v.Show(cohortPartPage(v, of))
}

func cohortPartPage(v *visit.Visit, of id.Cohort) visit.Page {
	return func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := cohorts.Own(tx, v.Who, of)
		return page.Own(f, m, v.Form), err
	}
}

// onPart makes a change of one's own part in a cohort.
func onPart(v *visit.Visit, said, to string, change func(id.Cohort) error) error {
	of, err := visit.PathID[id.Cohort](v, "cohort")
	if err != nil {
		return err
	}
	if err := change(of); err != nil {
		return v.Again(err, cohortPartPage(v, of))
	}
	if to == "" {
		to = ui.CohortURL(of, "part")
	}
	return v.Redirect(to, view.Toast{Text: said})
}

// chosenPeople are the people of a field that may stand on a page several times.
func chosenPeople(v *visit.Visit, field string) []id.Person {
	var people []id.Person
	for _, who := range v.Values(field) {
		if who = strings.TrimSpace(who); who != "" {
			people = append(people, id.Person(who))
		}
	}
	return people
}

// Join applies, with wishes and vetoes.
func (h *Handlers) Join(v *visit.Visit) error {
	return onPart(v, "Saved. The coordinator matches everybody at once.", "", func(of id.Cohort) error {
		_, err := h.Cohorts.Join(v.Context(), v.Call(), cohort.Join{Cohort: of, Wishes: chosenPeople(v, "wishes"), Vetoes: chosenPeople(v, "vetoes")})
		return err
	})
}

// Withdraw takes an application back.
func (h *Handlers) Withdraw(v *visit.Visit) error {
	return onPart(v, "Withdrawn.", "/cohorts", func(of id.Cohort) error {
		_, err := h.Cohorts.Withdraw(v.Context(), v.Call(), of)
		return err
	})
}

// RuleOut says whom a mentor rules out.
func (h *Handlers) RuleOut(v *visit.Visit) error {
	return onPart(v, "Saved. Nobody is told.", "", func(of id.Cohort) error {
		_, err := h.Cohorts.RuleOut(v.Context(), v.Call(), cohort.RuleOut{Cohort: of, People: chosenPeople(v, "people")})
		return err
	})
}
