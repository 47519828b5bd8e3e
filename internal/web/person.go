package web

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/a-h/templ"

	"stint/internal/account"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/person"
	"stint/internal/sqldb"
	"stint/internal/view"
	"stint/internal/view/office"
	page "stint/internal/web/templates/person"
	"stint/internal/web/templates/ui"
	"stint/internal/worktime"
)

func (v *visit) people() error {
	q := v.r.URL.Query()
	database, err := v.s.DB.Describe(v.r.Context())
	if err != nil {
		return err
	}
	return v.show(func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := v.s.Office.People(tx, v.who, office.PeopleQuery{Text: q.Get("q"), Team: q.Get("team"), Topic: q.Get("topic"), Inactive: q.Get("inactive") == "yes", After: q.Get("after")})
		if err != nil {
			return nil, err
		}
		m.Installation, err = v.s.Office.Installation(tx, v.who, v.s.about(), database)
		return page.List(f, m), err
	})
}

func (s *Server) about() office.About { return office.About{Build: s.Build, Mail: s.Mail} }

func (v *visit) installation() error {
	database, err := v.s.DB.Describe(v.r.Context())
	if err != nil {
		return err
	}
	return v.show(func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := v.s.Office.Installation(tx, v.who, v.s.about(), database)
		return page.InstallationPage(f, m), err
	})
}

// retryJob puts a job that was given up back into the queue.
func (v *visit) retryJob() error {
	if err := v.s.Retry(v.r.Context(), v.call(), id.Job(v.value("job"))); err != nil {
		return err
	}
	return v.redirect("/installation", view.Toast{Text: "It is tried again."})
}

// personPage builds the page of a person, with a link that was just made.
func (v *visit) personPage(of id.Person, link account.Handed) func(*sqldb.Tx, ui.Frame) (templ.Component, error) {
	return func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := v.s.Office.Person(tx, v.who, of)
		if !link.Secret.IsZero() {
			m.Link, m.LinkUntil = v.s.BaseURL+"/sign-in/"+link.Secret.Reveal(), link.ExpiresAt
		}
		return page.Page(f, m, v.form), err
	}
}

func (v *visit) newPerson() error { return v.show(v.personPage("", account.Handed{})) }

func (v *visit) person() error {
	of, err := pathID[id.Person](v, "person")
	if err != nil {
		return err
	}
	return v.show(v.personPage(of, account.Handed{}))
}

func (v *visit) addPerson() error {
	days, err := person.ParseDaysOff(v.value("days_off"))
	if err != nil {
		return v.again(err, v.personPage("", account.Handed{}))
	}
	started, err := v.optionalDate("started_on")
	if err != nil {
		return v.again(err, v.personPage("", account.Handed{}))
	}
	in := person.Entry{
		Languages: person.ParseList(v.value("languages")), Topics: person.ParseList(v.value("topics")), DaysOff: days, StartedOn: started,
		Name: v.value("name"), Email: v.value("email"), Zone: v.value("zone"), WorkingHours: v.value("working_hours"), Team: v.value("team"),
		Title: v.value("title"), Manager: id.Person(v.value("manager")), Locale: v.value("locale"), Admin: v.value("admin") == "yes",
	}
	p, err := v.s.People.Add(v.r.Context(), v.call(), in)
	if err != nil {
		return v.again(err, v.personPage("", account.Handed{}))
	}
	return v.redirect(ui.PersonURL(p.ID), view.Toast{Text: p.Name + " is in the directory. Hand out a link, or let them ask for one."})
}

func (v *visit) changePerson() error {
	of, err := pathID[id.Person](v, "person")
	if err != nil {
		return err
	}
	form := v.personPage(of, account.Handed{})
	days, err := person.ParseDaysOff(v.value("days_off"))
	if err != nil {
		return v.again(err, form)
	}
	started, err := v.optionalDate("started_on")
	if err != nil {
		return v.again(err, form)
	}
	// A form without the moment it was read cannot overwrite anybody: it counts
	// as read at the beginning of time.
	seen, err := time.Parse(time.RFC3339Nano, v.value("seen"))
	if err != nil {
		seen = time.Unix(0, 0)
	}
	text := func(name string) *string { s := v.value(name); return &s }
	list := func(name string) *[]string { words := person.ParseList(v.value(name)); return &words }
	manager, admin := id.Person(v.value("manager")), v.value("admin") == "yes"
	in := person.Change{
		Person: of, Name: text("name"), Email: text("email"), Zone: text("zone"), WorkingHours: text("working_hours"), Team: text("team"),
		Title: text("title"), Manager: &manager, Locale: text("locale"), Admin: &admin,
		Seen: seen, Languages: list("languages"), Topics: list("topics"), DaysOff: &days, StartedOn: &started,
	}
	p, err := v.s.People.Change(v.r.Context(), v.call(), in)
	if err != nil {
		return v.again(err, form)
	}
	return v.redirect(ui.PersonURL(of), view.Toast{Text: p.Name + " is changed."})
}

// handLink shows a sign-in link for a person, this once.
func (v *visit) handLink() error {
	of, err := pathID[id.Person](v, "person")
	if err != nil {
		return err
	}
	handed, err := v.s.Accounts.HandLink(v.r.Context(), v.call(), of)
	if err != nil {
		return err
	}
	v.form = ui.Form{}
	return v.answer(http.StatusCreated, v.personPage(of, handed))
}

func (v *visit) deactivate() error {
	of, err := pathID[id.Person](v, "person")
	if err != nil {
		return err
	}
	p, err := v.s.People.Deactivate(v.r.Context(), v.call(), of)
	if err != nil {
		return err
	}
	return v.redirect(ui.PersonURL(of), view.Toast{Text: p.Name + " can no longer sign in. What they wrote stays."})
}

func (v *visit) reactivate() error {
	of, err := pathID[id.Person](v, "person")
	if err != nil {
		return err
	}
	p, err := v.s.People.Reactivate(v.r.Context(), v.call(), of)
	if err != nil {
		return err
	}
	return v.redirect(ui.PersonURL(of), view.Toast{Text: p.Name + " can sign in again."})
}

func (v *visit) peopleSheet() error { return v.show(v.sheetPage(view.PeopleImport{})) }

func (v *visit) sheetPage(m view.PeopleImport) func(*sqldb.Tx, ui.Frame) (templ.Component, error) {
	m.Columns = person.SheetColumns()
	return func(_ *sqldb.Tx, f ui.Frame) (templ.Component, error) { return page.Import(f, m, v.form), nil }
}

// importPeople imports a whole file or nothing of it, and names every line that
// is wrong.
func (v *visit) importPeople() error {
	text, _, err := v.handedOver("file", "text", person.MaxSheet)
	if err != nil {
		return v.again(err, v.sheetPage(view.PeopleImport{}))
	}
	done, err := v.s.People.Import(v.r.Context(), v.call(), []byte(text))
	if fault.Is(err, fault.Invalid) {
		return v.answer(http.StatusUnprocessableEntity, v.sheetPage(view.PeopleImport{Errors: sheetErrors(fault.Of(err))}))
	}
	if err != nil {
		return err
	}
	v.form = ui.Form{}
	return v.answer(http.StatusOK, v.sheetPage(view.PeopleImport{Done: true, Added: done.Added, Changed: done.Changed, Same: done.Unchanged}))
}

// optionalDate is a field that holds a date or nothing.
func (v *visit) optionalDate(name string) (worktime.Date, error) {
	if v.value(name) == "" {
		return worktime.Date{}, nil
	}
	d, err := worktime.ParseDate(v.value(name))
	if err != nil {
		return d, fault.At(name, "This is not a date such as 2026-10-08.")
	}
	return d, nil
}

func (v *visit) systems() error { return v.show(v.systemsPage) }

func (v *visit) systemsPage(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
	m, err := v.s.Office.Systems(tx, v.who)
	return page.Systems(f, m, v.form), err
}

// listSystem puts a system on the list of what people can have access to.
func (v *visit) listSystem() error {
	x, err := v.s.People.ListSystem(v.r.Context(), v.call(), person.System{Name: v.value("name"), Label: v.value("label")})
	if err != nil {
		return v.again(err, v.systemsPage)
	}
	return v.redirect("/systems", view.Toast{Text: x.Label + " is on the list."})
}

func (v *visit) dropSystem() error {
	if _, err := v.s.People.DropSystem(v.r.Context(), v.call(), v.value("name")); err != nil {
		return err
	}
	return v.redirect("/systems", view.Toast{Text: "It is off the list. What people said of it stays."})
}

// sheetErrors reads the fields csv.<line>.<column> of an import's error.
func sheetErrors(e *fault.Error) []view.ImportError {
	var rows []view.ImportError
	for _, f := range e.Fields {
		parts := strings.SplitN(f.Name, ".", 3)
		row := view.ImportError{Text: f.Message}
		if len(parts) > 1 {
			row.Line, _ = strconv.Atoi(parts[1])
		}
		if len(parts) > 2 {
			row.Column = parts[2]
		}
		rows = append(rows, row)
	}
	if len(rows) == 0 {
		rows = append(rows, view.ImportError{Text: e.Message})
	}
	return rows
}
