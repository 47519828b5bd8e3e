package web

import (
	"errors"
	"io"
	"net/http"
	"path"
	"strconv"
	"unicode/utf8"

	"github.com/a-h/templ"

	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/program"
	"stint/internal/program/reader"
	"stint/internal/sqldb"
	"stint/internal/view"
	page "stint/internal/web/templates/program"
	"stint/internal/web/templates/ui"
)

func (v *visit) programs() error {
	return v.show(func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := v.s.Office.Programs(tx, v.who)
		return page.List(f, m), err
	})
}

func (v *visit) program() error {
	of, err := pathID[id.Program](v, "program")
	if err != nil {
		return err
	}
	return v.show(func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := v.s.Office.Program(tx, v.who, of)
		return page.Page(f, m), err
	})
}

func (v *visit) version() error {
	of, err := pathID[id.Program](v, "program")
	if err != nil {
		return err
	}
	number, err := strconv.Atoi(v.r.PathValue("number"))
	if err != nil || number < 1 {
		return fault.Missing("version")
	}
	all := v.r.URL.Query().Get("lines") == "all"
	return v.show(func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := v.s.Office.Version(tx, v.who, of, number, all)
		m.TellingHref, m.AllHref = ui.VersionURL(of, number), ui.VersionURL(of, number)+"?lines=all"
		return page.Version(f, m), err
	})
}

// newProgram is where a page is handed over: as a new program, or as the next
// version of the one that the address names.
func (v *visit) newProgram() error {
	of := id.Program(v.r.URL.Query().Get("program"))
	if of != "" && !id.Valid(string(of)) {
		return fault.Missing("program")
	}
	return v.show(v.importPage(of))
}

func (v *visit) importPage(of id.Program) func(*sqldb.Tx, ui.Frame) (templ.Component, error) {
	return func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := v.s.Office.ProgramForm(tx, v.who, of)
		return page.Import(f, m, v.form), err
	}
}

func (v *visit) importProgram() error { return v.importAs("") }

func (v *visit) publishVersion() error {
	of, err := pathID[id.Program](v, "program")
	if err != nil {
		return err
	}
	return v.importAs(of)
}

// importAs shows what would be understood of a page, or saves it as a version.
func (v *visit) importAs(of id.Program) error {
	source, name, err := v.handedOver("file", "source", program.MaxSource)
	if err != nil {
		return v.again(err, v.importPage(of))
	}
	if v.value("step") != "save" {
		return v.preview(of, source, name, http.StatusOK)
	}
	done, err := v.s.Programs.Import(v.r.Context(), v.call(), program.Import{Program: of, Source: source})
	if _, unreadable := errors.AsType[*program.Unreadable](err); unreadable {
		return v.preview(of, source, name, http.StatusUnprocessableEntity)
	}
	if err != nil {
		return v.again(err, v.importPage(of))
	}
	toast := view.Toast{Text: "Version " + strconv.Itoa(done.Number) + " is saved."}
	if done.Known {
		toast.Text = "This very page is version " + strconv.Itoa(done.Number) + " already."
	}
	return v.redirect(ui.VersionURL(done.Program, done.Number), toast)
}

// preview shows a page beside what was understood, before anything is saved.
func (v *visit) preview(of id.Program, source, name string, status int) error {
	read := reader.Read([]byte(source), reader.Options{})
	return v.answer(status, func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		form, err := v.s.Office.ProgramForm(tx, v.who, of)
		u := v.s.Office.Understand(read, source, true)
		u.Program, u.File, u.Next, u.MaySave = of, name, max(form.Next, 1), true
		return page.Version(f, u), err
	})
}

// handedOver is a text that came as a file or in a field, with its name. A file
// wins over the field.
func (v *visit) handedOver(file, field string, limit int64) (text, name string, err error) {
	name = path.Base(v.value("name"))
	if name == "." || name == "/" {
		name = "page.md"
	}
	text = v.r.PostForm.Get(field)
	if v.r.MultipartForm != nil && len(v.r.MultipartForm.File[file]) > 0 {
		header := v.r.MultipartForm.File[file][0]
		f, err := header.Open()
		if err != nil {
			return "", "", fault.Wrap(err, fault.Invalid, "The file could not be read. Nothing has been changed.")
		}
		defer func() { _ = f.Close() }()
		data, err := io.ReadAll(io.LimitReader(f, limit+1))
		if err != nil {
			return "", "", fault.Wrap(err, fault.Invalid, "The file could not be read. Nothing has been changed.")
		}
		if len(data) > 0 {
			text, name = string(data), path.Base(header.Filename)
		}
	}
	switch {
	case int64(len(text)) > limit:
		return "", "", fault.At(field, "This is larger than %d KiB, which is the most that can be read.", limit>>10)
	case !utf8.ValidString(text):
		return "", "", fault.At(field, "This is not UTF-8. Save the file as UTF-8 and try again.")
	case text == "":
		return "", "", fault.At(field, "Choose a file or paste its text.")
	}
	return text, name, nil
}

func (v *visit) nameCoordinator() error {
	of, err := pathID[id.Program](v, "program")
	if err != nil {
		return err
	}
	if _, err := v.s.Programs.NameCoordinator(v.r.Context(), v.call(), program.NameCoordinator{Program: of, Person: id.Person(v.value("person"))}); err != nil {
		return err
	}
	return v.redirect(ui.ProgramURL(of), view.Toast{Text: "Named. They find the internships on their overview."})
}
