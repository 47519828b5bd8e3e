package web

import (
	"io"
	"path"
	"strconv"
	"unicode/utf8"

	"github.com/a-h/templ"

	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/program"
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
