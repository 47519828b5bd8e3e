package person

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
	"stint/internal/web/visit"
	"stint/internal/worktime"
)

// List is the directory.
func (h *Handlers) List(v *visit.Visit) error {
	q := v.Query()
	database, err := h.DB.Describe(v.Context())
	if err != nil {
		return err
	}
	return v.Show(func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := h.Office.People(tx, v.Who, office.PeopleQuery{Text: q.Get("q"), Team: q.Get("team"), Topic: q.Get("topic"), Inactive: q.Get("inactive") == "yes", After: q.Get("after")})
		if err != nil {
			return nil, err
		}
		m.Installation, err = h.Office.Installation(tx, v.Who, h.About, database)
		return page.List(f, m), err
	})
}

// Installation is how the installation does.
func (h *Handlers) Installation(v *visit.Visit) error {
	database, err := h.DB.Describe(v.Context())
	if err != nil {
		return err
	}
	return v.Show(func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := h.Office.Installation(tx, v.Who, h.About, database)
		return page.InstallationPage(f, m), err
	})
}

// RetryJob puts a job that was given up back into the queue.
func (h *Handlers) RetryJob(v *visit.Visit) error {
	if err := h.Retry(v.Context(), v.Call(), id.Job(v.Value("job"))); err != nil {
		return err
	}
	return v.Redirect("/installation", view.Toast{Text: "It is tried again."})
}

// personPage builds the page of a person, with a link that was just made.
func (h *Handlers) personPage(v *visit.Visit, of id.Person, link account.Handed) visit.Page {
	return func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := h.Office.Person(tx, v.Who, of)
		if !link.Secret.IsZero() {
			m.Link, m.LinkUntil = h.BaseURL+"/sign-in/"+link.Secret.Reveal(), link.ExpiresAt
		}
		return page.Page(f, m, v.Form), err
	}
}

// New is the form of a person to be.
func (h *Handlers) New(v *visit.Visit) error { return v.Show(h.personPage(v, "", account.Handed{})) }

// Show is the page of a person.
func (h *Handlers) Show(v *visit.Visit) error {
	of, err := visit.PathID[id.Person](v, "person")
	if err != nil {
		return err
	}
	return v.Show(h.personPage(v, of, account.Handed{}))
}

// Add adds a person to the directory.
func (h *Handlers) Add(v *visit.Visit) error {
	days, err := person.ParseDaysOff(v.Value("days_off"))
	if err != nil {
		return v.Again(err, h.personPage(v, "", account.Handed{}))
	}
	started, err := optionalDate(v, "started_on")
	if err != nil {
		return v.Again(err, h.personPage(v, "", account.Handed{}))
	}
	in := person.Entry{
		Languages: person.ParseList(v.Value("languages")), Topics: person.ParseList(v.Value("topics")), DaysOff: days, StartedOn: started,
		Name: v.Value("name"), Email: v.Value("email"), Zone: v.Value("zone"), WorkingHours: v.Value("working_hours"), Team: v.Value("team"),
		Title: v.Value("title"), Manager: id.Person(v.Value("manager")), Locale: v.Value("locale"), Admin: v.Value("admin") == "yes",
	}
	p, err := h.People.Add(v.Context(), v.Call(), in)
	if err != nil {
		return v.Again(err, h.personPage(v, "", account.Handed{}))
	}
	return v.Redirect(ui.PersonURL(p.ID), view.Toast{Text: p.Name + " is in the directory. Hand out a link, or let them ask for one."})
}

// Change changes a person.
func (h *Handlers) Change(v *visit.Visit) error {
	of, err := visit.PathID[id.Person](v, "person")
	if err != nil {
		return err
	}
	form := h.personPage(v, of, account.Handed{})
	days, err := person.ParseDaysOff(v.Value("days_off"))
	if err != nil {
		return v.Again(err, form)
	}
	started, err := optionalDate(v, "started_on")
	if err != nil {
		return v.Again(err, form)
	}
	// A form without the moment it was read cannot overwrite anybody: it counts
	// as read at the beginning of time.
	seen, err := time.Parse(time.RFC3339Nano, v.Value("seen"))
	if err != nil {
		seen = time.Unix(0, 0)
	}
	text := func(name string) *string { s := v.Value(name); return &s }
	list := func(name string) *[]string { words := person.ParseList(v.Value(name)); return &words }
	manager, admin := id.Person(v.Value("manager")), v.Value("admin") == "yes"
	in := person.Change{
		Person: of, Name: text("name"), Email: text("email"), Zone: text("zone"), WorkingHours: text("working_hours"), Team: text("team"),
		Title: text("title"), Manager: &manager, Locale: text("locale"), Admin: &admin,
		Seen: seen, Languages: list("languages"), Topics: list("topics"), DaysOff: &days, StartedOn: &started,
	}
	p, err := h.People.Change(v.Context(), v.Call(), in)
	if err != nil {
		return v.Again(err, form)
	}
	return v.Redirect(ui.PersonURL(of), view.Toast{Text: p.Name + " is changed."})
}

// HandLink shows a sign-in link for a person, this once.
func (h *Handlers) HandLink(v *visit.Visit) error {
	of, err := visit.PathID[id.Person](v, "person")
	if err != nil {
		return err
	}
	handed, err := h.Accounts.HandLink(v.Context(), v.Call(), of)
	if err != nil {
		return err
	}
	v.Form = ui.Form{}
	return v.Answer(http.StatusCreated, h.personPage(v, of, handed))
}

// Deactivate keeps a person from signing in.
func (h *Handlers) Deactivate(v *visit.Visit) error {
	of, err := visit.PathID[id.Person](v, "person")
	if err != nil {
		return err
	}
	p, err := h.People.Deactivate(v.Context(), v.Call(), of)
	if err != nil {
		return err
	}
	return v.Redirect(ui.PersonURL(of), view.Toast{Text: p.Name + " can no longer sign in. What they wrote stays."})
}

// Reactivate lets a person sign in again.
func (h *Handlers) Reactivate(v *visit.Visit) error {
	of, err := visit.PathID[id.Person](v, "person")
	if err != nil {
		return err
	}
	p, err := h.People.Reactivate(v.Context(), v.Call(), of)
	if err != nil {
		return err
	}
	return v.Redirect(ui.PersonURL(of), view.Toast{Text: p.Name + " can sign in again."})
}

// Sheet is where a file of people is handed over.
func (h *Handlers) Sheet(v *visit.Visit) error { return v.Show(sheetPage(v, view.PeopleImport{})) }

func sheetPage(v *visit.Visit, m view.PeopleImport) visit.Page {
	m.Columns = person.SheetColumns()
	return func(_ *sqldb.Tx, f ui.Frame) (templ.Component, error) { return page.Import(f, m, v.Form), nil }
}

// Import imports a whole file or nothing of it, and names every line that
// is wrong.
func (h *Handlers) Import(v *visit.Visit) error {
	text, _, err := v.HandedOver("file", "text", person.MaxSheet)
	if err != nil {
		return v.Again(err, sheetPage(v, view.PeopleImport{}))
	}
	done, err := h.People.Import(v.Context(), v.Call(), []byte(text))
	if fault.Is(err, fault.Invalid) {
		return v.Answer(http.StatusUnprocessableEntity, sheetPage(v, view.PeopleImport{Errors: sheetErrors(fault.Of(err))}))
	}
	if err != nil {
		return err
	}
	v.Form = ui.Form{}
	return v.Answer(http.StatusOK, sheetPage(v, view.PeopleImport{Done: true, Added: done.Added, Changed: done.Changed, Same: done.Unchanged}))
}

// optionalDate is a field that holds a date or nothing.
func optionalDate(v *visit.Visit, name string) (worktime.Date, error) {
	if v.Value(name) == "" {
		return worktime.Date{}, nil
	}
	d, err := worktime.ParseDate(v.Value(name))
	if err != nil {
		return d, fault.At(name, "This is not a date such as 2026-10-08.")
	}
	return d, nil
}

// Systems lists what people can have access to.
func (h *Handlers) Systems(v *visit.Visit) error { return v.Show(h.systemsPage(v)) }

func (h *Handlers) systemsPage(v *visit.Visit) visit.Page {
	return func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := h.Office.Systems(tx, v.Who)
		return page.Systems(f, m, v.Form), err
	}
}

// ListSystem puts a system on the list of what people can have access to.
func (h *Handlers) ListSystem(v *visit.Visit) error {
	x, err := h.People.ListSystem(v.Context(), v.Call(), person.System{Name: v.Value("name"), Label: v.Value("label")})
	if err != nil {
		return v.Again(err, h.systemsPage(v))
	}
	return v.Redirect("/systems", view.Toast{Text: x.Label + " is on the list."})
}

// DropSystem takes a system off the list.
func (h *Handlers) DropSystem(v *visit.Visit) error {
	if _, err := h.People.DropSystem(v.Context(), v.Call(), v.Value("name")); err != nil {
		return err
	}
	return v.Redirect("/systems", view.Toast{Text: "It is off the list. What people said of it stays."})
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
