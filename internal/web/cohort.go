package web

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
)

func (v *visit) myCohorts() error {
	return v.show(func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := cohorts.Mine(tx, v.who)
		return page.Mine(f, m), err
	})
}

func (v *visit) cohorts() error {
	of, err := pathID[id.Program](v, "program")
	if err != nil {
		return err
	}
	return v.show(func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := cohorts.Of(tx, v.who, of, v.r.URL.Query().Get("after"))
		return page.List(f, m), err
	})
}

func (v *visit) newCohort() error {
	of, err := pathID[id.Program](v, "program")
	if err != nil {
		return err
	}
	return v.show(v.newCohortForm(of))
}

func (v *visit) newCohortForm(of id.Program) func(*sqldb.Tx, ui.Frame) (templ.Component, error) {
	return func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := cohorts.New(tx, v.who, of)
		return page.Settings(f, m, v.form), err
	}
}

func (v *visit) gatherCohort() error {
	of, err := pathID[id.Program](v, "program")
	if err != nil {
		return err
	}
	settings, err := v.cohortSettings()
	var done cohort.Standing
	if err == nil {
		done, err = v.s.Cohorts.Gather(v.r.Context(), v.call(), cohort.Gather{Program: of, Settings: settings})
	}
	if err != nil {
		return v.again(err, v.newCohortForm(of))
	}
	return v.redirect(ui.CohortURL(done.Cohort), view.Toast{Text: "Gathered. Now add applicants and mentors."})
}

// cohortSettings reads the form of a cohort's settings.
func (v *visit) cohortSettings() (cohort.Settings, error) {
	var fields fault.Fields
	in := cohort.Settings{Title: v.value("title"), Start: v.value("start"), Until: v.value("until"), Message: v.value("message")}
	in.Rules = cohort.Rules{MaxApart: -1, Language: v.value("language") == "yes"}
	if text := strings.Replace(v.value("min_overlap"), ",", ".", 1); text != "" {
		h, err := strconv.ParseFloat(text, 64)
		if err != nil || math.IsNaN(h) || math.Abs(h) > 1000 {
			fields.Add("min_overlap", "This is not a number of hours such as 10 or 7.5.")
		}
		in.MinOverlap = int(h * 60)
	}
	if text := v.value("max_apart"); text != "" {
		h, err := strconv.Atoi(text)
		if err != nil || h < 0 {
			fields.Add("max_apart", "This is not a whole number of hours such as 6.")
		}
		in.MaxApart = h
	}
	return in, fields.Err()
}

func (v *visit) cohort() error {
	of, err := pathID[id.Cohort](v, "cohort")
	if err != nil {
		return err
	}
	return v.show(v.cohortPage(of))
}

func (v *visit) cohortPage(of id.Cohort) func(*sqldb.Tx, ui.Frame) (templ.Component, error) {
	return func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		from, err := strconv.Atoi(v.r.URL.Query().Get("from"))
		if err != nil {
			from = 0 // whatever it says, the page begins at its beginning
		}
		m, err := cohorts.One(tx, v.who, of, from)
		return page.Page(f, m, v.form), err
	}
}

func (v *visit) cohortForm() error {
	of, err := pathID[id.Cohort](v, "cohort")
	if err != nil {
		return err
	}
	return v.show(v.cohortFormPage(of))
}

func (v *visit) cohortFormPage(of id.Cohort) func(*sqldb.Tx, ui.Frame) (templ.Component, error) {
	return func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := cohorts.Edit(tx, v.who, of)
		return page.Settings(f, m, v.form), err
	}
}

func (v *visit) amendCohort() error {
	of, err := pathID[id.Cohort](v, "cohort")
	if err != nil {
		return err
	}
	settings, err := v.cohortSettings()
	if err == nil {
		_, err = v.s.Cohorts.Amend(v.r.Context(), v.call(), cohort.Amend{Cohort: of, Settings: settings})
	}
	if err != nil {
		return v.again(err, v.cohortFormPage(of))
	}
	return v.redirect(ui.CohortURL(of), view.Toast{Text: "Saved."})
}

// onCohort makes a change of a cohort and leads back to its page, or shows it
// again with what is wrong.
func (v *visit) onCohort(said string, change func(id.Cohort) error) error {
	of, err := pathID[id.Cohort](v, "cohort")
	if err != nil {
		return err
	}
	if err := change(of); err != nil {
		return v.again(err, v.cohortPage(of))
	}
	return v.redirect(v.back(ui.CohortURL(of)), view.Toast{Text: said})
}

func (v *visit) addApplicants() error {
	return v.onCohort("Added.", func(of id.Cohort) error {
		emails := strings.FieldsFunc(v.value("people"), func(c rune) bool { return strings.ContainsRune(" ,;\r\n\t", c) })
		_, err := v.s.Cohorts.AddApplicants(v.r.Context(), v.call(), cohort.AddApplicants{Cohort: of, Emails: emails})
		return err
	})
}

func (v *visit) addCohortMentors() error {
	return v.onCohort("Added.", func(of id.Cohort) error {
		in := cohort.AddMentors{Cohort: of}
		if who := v.value("mentor"); who != "" {
			in.People = []id.Person{id.Person(who)}
		}
		_, err := v.s.Cohorts.AddMentors(v.r.Context(), v.call(), in)
		return err
	})
}

func (v *visit) removeFromCohort() error {
	return v.onCohort("Removed.", func(of id.Cohort) error {
		_, err := v.s.Cohorts.Remove(v.r.Context(), v.call(), cohort.Remove{Cohort: of, Person: id.Person(v.value("person")), As: v.value("as")})
		return err
	})
}

func (v *visit) setPlaces() error {
	return v.onCohort("Places are set. Solve again to see what changes.", func(of id.Cohort) error {
		places, err := strconv.Atoi(v.value("places"))
		if err != nil {
			return fault.At("places", "This is not a number of places.")
		}
		_, err = v.s.Cohorts.SetPlaces(v.r.Context(), v.call(), cohort.SetPlaces{Cohort: of, Mentor: id.Person(v.value("mentor")), Places: places})
		return err
	})
}

func (v *visit) markPair() error {
	said := "Neither locked nor forbidden now. Solve again to see what changes."
	switch v.value("mark") {
	case string(cohort.MarkLock):
		said = "Locked. Solve again to see what changes for the others."
	case string(cohort.MarkForbid):
		said = "Not these two. Solve again to see what comes instead."
	}
	return v.onCohort(said, func(of id.Cohort) error {
		_, err := v.s.Cohorts.MarkPair(v.r.Context(), v.call(), cohort.MarkPair{
			Cohort: of, Applicant: id.Person(v.value("applicant")), Mentor: id.Person(v.value("mentor")), Mark: cohort.Mark(v.value("mark")),
		})
		return err
	})
}

func (v *visit) setAside() error {
	said := "Set aside for them. Solve again to see what changes."
	if v.value("again") == "yes" {
		said = "It holds for them again. Solve again to see what changes."
	}
	return v.onCohort(said, func(of id.Cohort) error {
		_, err := v.s.Cohorts.SetAside(v.r.Context(), v.call(), cohort.SetAside{
			Cohort: of, Applicant: id.Person(v.value("applicant")), Rule: cohort.Rule(v.value("rule")), Again: v.value("again") == "yes",
		})
		return err
	})
}

func (v *visit) solveCohort() error {
	return v.onCohort("This is the best assignment. Nothing has been sent.", func(of id.Cohort) error {
		_, err := v.s.Cohorts.Solve(v.r.Context(), v.call(), of)
		return err
	})
}

func (v *visit) sendCohort() error {
	return v.onCohort("On its way: each mentor is asked, and each applicant told.", func(of id.Cohort) error {
		_, err := v.s.Cohorts.Send(v.r.Context(), v.call(), of)
		return err
	})
}

func (v *visit) dropCohort() error {
	return v.onCohort("Dropped. Nobody was asked.", func(of id.Cohort) error {
		_, err := v.s.Cohorts.Drop(v.r.Context(), v.call(), of)
		return err
	})
}

func (v *visit) cohortPart() error {
	of, err := pathID[id.Cohort](v, "cohort")
	if err != nil {
		return err
	}
	return v.show(v.cohortPartPage(of))
}

func (v *visit) cohortPartPage(of id.Cohort) func(*sqldb.Tx, ui.Frame) (templ.Component, error) {
	return func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := cohorts.Own(tx, v.who, of)
		return page.Own(f, m, v.form), err
	}
}

// onPart makes a change of one's own part in a cohort.
func (v *visit) onPart(said, to string, change func(id.Cohort) error) error {
	of, err := pathID[id.Cohort](v, "cohort")
	if err != nil {
		return err
	}
	if err := change(of); err != nil {
		return v.again(err, v.cohortPartPage(of))
	}
	if to == "" {
		to = ui.CohortURL(of, "part")
	}
	return v.redirect(to, view.Toast{Text: said})
}

// chosenPeople are the people of a field that may stand on a page several times.
func (v *visit) chosenPeople(field string) []id.Person {
	var people []id.Person
	for _, who := range v.r.PostForm[field] {
		if who = strings.TrimSpace(who); who != "" {
			people = append(people, id.Person(who))
		}
	}
	return people
}

func (v *visit) joinCohort() error {
	return v.onPart("Saved. The coordinator matches everybody at once.", "", func(of id.Cohort) error {
		_, err := v.s.Cohorts.Join(v.r.Context(), v.call(), cohort.Join{Cohort: of, Wishes: v.chosenPeople("wishes"), Vetoes: v.chosenPeople("vetoes")})
		return err
	})
}

func (v *visit) withdrawFromCohort() error {
	return v.onPart("Withdrawn.", "/cohorts", func(of id.Cohort) error {
		_, err := v.s.Cohorts.Withdraw(v.r.Context(), v.call(), of)
		return err
	})
}

func (v *visit) ruleOut() error {
	return v.onPart("Saved. Nobody is told.", "", func(of id.Cohort) error {
		_, err := v.s.Cohorts.RuleOut(v.r.Context(), v.call(), cohort.RuleOut{Cohort: of, People: v.chosenPeople("people")})
		return err
	})
}
