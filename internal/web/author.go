package web

import (
	"cmp"
	"net/http"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/program"
	"stint/internal/program/draft"
	"stint/internal/program/reader/front"
	"stint/internal/program/write"
	"stint/internal/sqldb"
	"stint/internal/view"
	"stint/internal/view/author"
	page "stint/internal/web/templates/author"
	"stint/internal/web/templates/ui"
)

// authorDesk is where the next version of a program is written.
func (v *visit) authorDesk() error {
	of, err := pathID[id.Program](v, "program")
	if err != nil {
		return err
	}
	return v.show(v.deskPage(draft.Save{Program: of}))
}

// authorDraft is the desk of a draft.
func (v *visit) authorDraft() error {
	of, err := pathID[id.Draft](v, "draft")
	if err != nil {
		return err
	}
	return v.show(v.deskPage(draft.Save{Draft: of}))
}

func (v *visit) deskPage(of draft.Save) func(*sqldb.Tx, ui.Frame) (templ.Component, error) {
	return func(tx *sqldb.Tx, f ui.Frame) (m templ.Component, err error) {
		var desk author.Desk
		if of.Draft != "" {
			desk, err = v.s.Author.Desk(tx, v.who, of.Draft)
		} else {
			desk, err = v.s.Author.DeskFor(tx, v.who, of.Program)
		}
		desk.Pane = cmp.Or(v.value("pane"), v.newKey())
		return page.Desk(f, desk, v.form), err
	}
}

// saveDesk saves the reader's draft of a program, and begins it where there is
// none.
func (v *visit) saveDesk() error {
	of, err := pathID[id.Program](v, "program")
	if err != nil {
		return err
	}
	return v.saveAs(draft.Save{Program: of, BasedOn: v.number("based")})
}

func (v *visit) saveText() error {
	of, err := pathID[id.Draft](v, "draft")
	if err != nil {
		return err
	}
	return v.saveAs(draft.Save{Draft: of})
}

// saveAs saves what was typed, whichever button sent it, and then does what the
// button says. Saved while it is typed, it answers with what is understood.
func (v *visit) saveAs(in draft.Save) error {
	of := in
	in.Source, in.Base, in.Pane = v.typed("source"), v.number("version"), v.value("pane")
	mended := 0
	if choice := v.value("mend"); choice != "" {
		if clean, err := draft.Clean(in.Source); err == nil {
			in.Source, mended = draft.Mend(clean, choice)
		}
	}
	done, err := v.s.Drafts.Save(v.r.Context(), v.call(), in)
	if err != nil {
		return v.again(err, v.deskPage(of))
	}
	if v.partial() {
		return v.show(func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
			desk, err := v.s.Author.Again(tx, v.who, done.Draft)
			desk.Pane = in.Pane
			return page.Understood(f, desk), err
		})
	}
	to := ui.ProgramURL(done.Program, "desk")
	if done.Program == "" || in.Draft != "" {
		to = ui.DraftURL(done.Draft)
	}
	switch {
	case done.Conflict:
		return v.redirect(to + "#texts")
	case v.value("choose") != "":
		return v.chooseText(done, to)
	case v.value("step") == "upload":
		return v.upload(done, to, of)
	case v.value("step") == "publish":
		return v.redirect(ui.DraftURL(done.Draft, "publication"))
	}
	return v.redirect(to+"#understood-title", view.Toast{Text: savedWords(v.value("mend") != "", mended)})
}

func savedWords(asked bool, mended int) string {
	switch {
	case !asked:
		return "Saved, and read again. Only you can see it."
	case mended == 1:
		return "One place is mended. The draft is saved."
	case mended > 1:
		return strconv.Itoa(mended) + " places are mended. The draft is saved."
	}
	return "There is nothing to mend there any more. The draft is saved."
}

// chooseText goes on from one of the texts of a draft.
func (v *visit) chooseText(saved draft.Saved, to string) error {
	in := draft.Choose{Draft: saved.Draft, Version: saved.Version, Text: v.number("choose")}
	if v.value("choose") == "mine" {
		in.Text = saved.Version
	}
	if _, err := v.s.Drafts.Choose(v.r.Context(), v.once(), in); err != nil {
		return v.again(err, v.deskPage(draft.Save{Draft: saved.Draft}))
	}
	return v.redirect(to, view.Toast{Text: "Chosen. You go on from this text."})
}

// once is the frame of a second change by one form, whose key stands for the
// first.
func (v *visit) once() call.Call {
	c := v.call()
	c.Key = ""
	return c
}

// upload puts a file in the place of a draft's text. What was there stays beside
// it until the author chooses: a file is put there for good only by them.
func (v *visit) upload(saved draft.Saved, to string, of draft.Save) error {
	text, _, err := v.handedOver("file", "file", program.MaxSource)
	if err != nil {
		return v.again(err, v.deskPage(of))
	}
	done, err := v.s.Drafts.Save(v.r.Context(), v.once(), draft.Save{Draft: saved.Draft, Source: text})
	if err != nil {
		return v.again(v.named(err, "source", "file"), v.deskPage(of))
	}
	if done.Conflict {
		return v.redirect(to + "#texts")
	}
	return v.redirect(to, view.Toast{Text: "The file is this very text already."})
}

func (v *visit) discardDraft() error {
	of, err := pathID[id.Draft](v, "draft")
	if err != nil {
		return err
	}
	done, err := v.s.Drafts.Discard(v.r.Context(), v.call(), draft.Discard{Draft: of, Version: v.number("version")})
	if err != nil {
		return err
	}
	to := "/programs"
	if done.Program != "" {
		to = ui.ProgramURL(done.Program)
	}
	return v.redirect(to, view.Toast{Text: "The draft is gone. What was published is as it was."})
}

// publication shows what publishing would change, before it does.
func (v *visit) publication() error {
	of, err := pathID[id.Draft](v, "draft")
	if err != nil {
		return err
	}
	return v.show(v.publicationPage(of))
}

func (v *visit) publicationPage(of id.Draft) func(*sqldb.Tx, ui.Frame) (templ.Component, error) {
	return func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := v.s.Author.Publication(tx, v.who, of)
		return page.Publication(f, m, v.form), err
	}
}

func (v *visit) publishDraft() error {
	of, err := pathID[id.Draft](v, "draft")
	if err != nil {
		return err
	}
	done, err := v.s.Drafts.Publish(v.r.Context(), v.call(), draft.Publish{
		Draft: of, Version: v.number("version"), Seen: v.number("seen"), Note: v.typed("note"), Slug: v.value("slug"),
	})
	if e := fault.Of(err); err != nil && e.Kind == fault.Conflict && (e.Code == "newer-version" || e.Code == "draft-changed" || e.Code == "texts-waiting") {
		// The page once more, as it is now, with the note that was written.
		v.form.Message = e.Message
		return v.answer(http.StatusConflict, v.publicationPage(of))
	}
	if err != nil {
		return v.again(err, v.publicationPage(of))
	}
	return v.redirect(ui.VersionURL(done.Program, done.Number), view.Toast{Text: "Version " + strconv.Itoa(done.Number) + " is published. Internships under way stay on theirs."})
}

// newProgram is where a program is begun: from questions, a file or a text. With
// a program in the address it leads to that program's desk.
func (v *visit) newProgram() error {
	if of := v.r.URL.Query().Get("program"); of != "" {
		if !id.Valid(of) {
			return fault.Missing("program")
		}
		return v.redirect(ui.ProgramURL(id.Program(of), "desk"))
	}
	return v.show(v.startPage)
}

func (v *visit) startPage(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
	m, err := v.s.Author.Start(tx, v.who)
	return page.Start(f, m, v.form), err
}

// beginDraft makes the draft of a program to be.
func (v *visit) beginDraft() error {
	var source string
	var err error
	if v.value("step") == "questions" {
		source, err = v.answered()
	} else {
		source, _, err = v.handedOver("file", "source", program.MaxSource)
	}
	if err == nil {
		var done draft.Saved
		if done, err = v.s.Drafts.Save(v.r.Context(), v.call(), draft.Save{Source: source}); err == nil {
			return v.redirect(ui.DraftURL(done.Draft), view.Toast{Text: "Your draft is saved. Only you can see it."})
		}
	}
	if mayErr := v.read(func(tx *sqldb.Tx) error { return program.MayMake(tx, v.who.Actor) }); mayErr != nil {
		return mayErr
	}
	return v.again(err, v.startPage)
}

// answered makes a page of the answers to the questions.
func (v *visit) answered() (string, error) {
	hours, err := strconv.ParseFloat(strings.ReplaceAll(v.value("hours"), ",", "."), 64)
	if err != nil {
		hours = 0
	}
	start := write.Start{Title: v.value("title"), Role: v.value("role"), Weeks: v.number("weeks"), Hours: hours, Minutes: v.number("minutes")}
	if err := start.Check(); err != nil {
		return "", err
	}
	return string(start.Page()), nil
}

// notices lists what the reader of pages remarks, and notice explains one of it.
func (v *visit) notices() error { return v.explain("") }

func (v *visit) notice() error { return v.explain(v.r.PathValue("code")) }

func (v *visit) explain(code string) error {
	m, err := author.Explain(code)
	if err != nil {
		return err
	}
	return v.show(func(_ *sqldb.Tx, f ui.Frame) (templ.Component, error) { return page.Explanation(f, m), nil })
}

// frontMatterSchema is the JSON Schema of a page's front matter, for editors.
func (v *visit) frontMatterSchema() error {
	v.w.Header().Set("Content-Type", "application/schema+json")
	v.w.Header().Set("Cache-Control", "public, max-age=3600")
	_, err := v.w.Write(front.Schema())
	return err
}
