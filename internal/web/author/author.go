package author

import (
	"cmp"
	"net/http"
	"strconv"
	"strings"

	"github.com/a-h/templ"

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
	"stint/internal/web/visit"
)

// Desk is where the next version of a program is written.
func (h *Handlers) Desk(v *visit.Visit) error {
	of, err := visit.PathID[id.Program](v, "program")
	if err != nil {
		return err
	}
	return v.Show(h.deskPage(v, draft.Save{Program: of}))
}

// Draft is the desk of a draft.
func (h *Handlers) Draft(v *visit.Visit) error {
	of, err := visit.PathID[id.Draft](v, "draft")
	if err != nil {
		return err
	}
	return h.orEnded(v, of, h.deskPage(v, draft.Save{Draft: of}))
}

// orEnded shows a page of a draft. One that has ended meanwhile, to which a
// browser's history leads back, says what became of it.
func (h *Handlers) orEnded(v *visit.Visit, of id.Draft, shown visit.Page) error {
	err := v.Show(shown)
	if !fault.Is(err, fault.NotFound) {
		return err
	}
	ended := v.Answer(http.StatusGone, func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := h.Author.Ended(tx, v.Who, of)
		return page.Ended(f, m, page.Unsaved{}), err
	})
	if fault.Is(ended, fault.NotFound) {
		return err
	}
	return ended
}

func (h *Handlers) deskPage(v *visit.Visit, of draft.Save) visit.Page {
	return func(tx *sqldb.Tx, f ui.Frame) (m templ.Component, err error) {
		var desk author.Desk
		if of.Draft != "" {
			desk, err = h.Author.Desk(tx, v.Who, of.Draft, shownFrom(v))
		} else {
			desk, err = h.Author.DeskFor(tx, v.Who, of.Program, shownFrom(v))
		}
		desk.Pane = cmp.Or(v.Value("pane"), v.NewKey())
		return page.Desk(f, desk, v.Form), err
	}
}

// shownFrom is the first activity or question that is wanted on the desk: of the
// button that was pressed, of what was shown before, or of the address.
func shownFrom(v *visit.Visit) int {
	if from := v.Number("from"); from > 0 {
		return from
	}
	if from := v.Number("shown"); from > 0 {
		return from
	}
	from, err := strconv.Atoi(v.Query().Get("from"))
	if err != nil {
		return 1
	}
	return from
}

// SaveDesk saves the reader's draft of a program, and begins it where there is
// none.
func (h *Handlers) SaveDesk(v *visit.Visit) error {
	of, err := visit.PathID[id.Program](v, "program")
	if err != nil {
		return err
	}
	return h.saveAs(v, draft.Save{Program: of, BasedOn: v.Number("based")})
}

// SaveText saves the text of a draft.
func (h *Handlers) SaveText(v *visit.Visit) error {
	of, err := visit.PathID[id.Draft](v, "draft")
	if err != nil {
		return err
	}
	return h.saveAs(v, draft.Save{Draft: of})
}

// saveAs saves what was typed, whichever button sent it, and then does what the
// button says. Saved while it is typed, it answers with what is understood.
func (h *Handlers) saveAs(v *visit.Visit, in draft.Save) error {
	of := in
	in.Source, in.Base, in.Pane = v.Typed("source"), v.Number("version"), v.Value("pane")
	mended := 0
	if choice := v.Value("mend"); choice != "" {
		if clean, err := draft.Clean(in.Source); err == nil {
			in.Source, mended = draft.Mend(clean, choice)
		}
	}
	done, err := h.Drafts.Save(v.Context(), v.Call(), in)
	if err != nil {
		return h.kept(v, err, in, h.deskPage(v, of))
	}
	if v.Partial() {
		return v.Show(func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
			var desk author.Desk
			var err error
			if v.Value("from") != "" {
				desk, err = h.Author.Desk(tx, v.Who, done.Draft, shownFrom(v))
			} else {
				desk, err = h.Author.Again(tx, v.Who, done.Draft, shownFrom(v))
			}
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
		return v.Redirect(to + "#texts")
	case v.Value("choose") != "":
		return h.chooseText(v, done, to)
	case v.Value("step") == "upload":
		return h.upload(v, done, to, of)
	case v.Value("from") != "":
		return v.Redirect(to + "?from=" + strconv.Itoa(shownFrom(v)) + "#understood-title")
	case v.Value("step") == "publish":
		return v.Redirect(ui.DraftURL(done.Draft, "publication"))
	}
	if v.Value("mend") != "" {
		to += "#diagnostics-title" // where the next one stands
	} else {
		to += "#understood-title"
	}
	return v.Redirect(to, view.Toast{Text: savedWords(v.Value("mend") != "", mended)})
}

// kept answers a text that was not saved. Where the draft has ended meanwhile the
// text comes back to its author, who can begin a new draft with it.
func (h *Handlers) kept(v *visit.Visit, err error, in draft.Save, desk visit.Page) error {
	e := fault.Of(err)
	if err == nil || e.Code != draft.CodeEnded || v.Partial() {
		return v.Again(err, desk)
	}
	return v.Answer(http.StatusConflict, func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := h.Author.Ended(tx, v.Who, in.Draft)
		return page.Ended(f, m, page.Unsaved{Source: in.Source, Note: v.Typed("note"), Pane: v.NewKey()}), err
	})
}

// GoBack puts the page of an older version on the desk, as it was published. What
// stands there stays beside it until the author chooses.
func (h *Handlers) GoBack(v *visit.Visit) error {
	of, number, err := visit.PathVersion(v)
	if err != nil {
		return err
	}
	var source string
	if err := v.Read(func(tx *sqldb.Tx) error {
		found, err := program.VersionNumbered(tx, of, number)
		if err == nil {
			source, err = program.Source(tx, v.Who.Actor, found.ID)
		}
		return err
	}); err != nil {
		return err
	}
	done, err := h.Drafts.Save(v.Context(), v.Call(), draft.Save{Program: of, Source: source})
	if err != nil {
		return err
	}
	to := ui.ProgramURL(of, "desk")
	if done.Conflict {
		return v.Redirect(to + "#texts")
	}
	return v.Redirect(to, view.Toast{Text: "The page of version " + strconv.Itoa(number) + " is on your desk. Compare and publish it to go back to it."})
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
func (h *Handlers) chooseText(v *visit.Visit, saved draft.Saved, to string) error {
	in := draft.Choose{Draft: saved.Draft, Version: saved.Version, Text: v.Number("choose")}
	if v.Value("choose") == "mine" {
		in.Text = saved.Version
	}
	if _, err := h.Drafts.Choose(v.Context(), v.FurtherCall(), in); err != nil {
		return v.Again(err, h.deskPage(v, draft.Save{Draft: saved.Draft}))
	}
	return v.Redirect(to, view.Toast{Text: "Chosen. You go on from this text."})
}

// upload puts a file in the place of a draft's text. What was there stays beside
// it until the author chooses: a file is put there for good only by them.
func (h *Handlers) upload(v *visit.Visit, saved draft.Saved, to string, of draft.Save) error {
	text, _, err := v.HandedOver("file", "file", program.MaxSource)
	if err != nil {
		return v.Again(err, h.deskPage(v, of))
	}
	done, err := h.Drafts.Save(v.Context(), v.FurtherCall(), draft.Save{Draft: saved.Draft, Source: text})
	if err != nil {
		return v.Again(visit.Named(err, "source", "file"), h.deskPage(v, of))
	}
	if done.Conflict {
		return v.Redirect(to + "#texts")
	}
	return v.Redirect(to, view.Toast{Text: "The file is this very text already."})
}

// Discard throws a draft away.
func (h *Handlers) Discard(v *visit.Visit) error {
	of, err := visit.PathID[id.Draft](v, "draft")
	if err != nil {
		return err
	}
	done, err := h.Drafts.Discard(v.Context(), v.Call(), draft.Discard{Draft: of, Version: v.Number("version")})
	if err != nil {
		return err
	}
	to := "/programs"
	if done.Program != "" {
		to = ui.ProgramURL(done.Program)
	}
	return v.Redirect(to, view.Toast{Text: "The draft is gone. What was published is as it was."})
}

// Publication shows what publishing would change, before it does.
func (h *Handlers) Publication(v *visit.Visit) error {
	of, err := visit.PathID[id.Draft](v, "draft")
	if err != nil {
		return err
	}
	return h.orEnded(v, of, h.publicationPage(v, of))
}

func (h *Handlers) publicationPage(v *visit.Visit, of id.Draft) visit.Page {
	return func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := h.Author.Publication(tx, v.Who, of)
		return page.Publication(f, m, v.Form), err
	}
}

// Publish makes a version of a draft.
func (h *Handlers) Publish(v *visit.Visit) error {
	of, err := visit.PathID[id.Draft](v, "draft")
	if err != nil {
		return err
	}
	done, err := h.Drafts.Publish(v.Context(), v.Call(), draft.Publish{
		Draft: of, Version: v.Number("version"), Seen: v.Number("seen"), Note: v.Typed("note"), Slug: v.Value("slug"),
	})
	if e := fault.Of(err); err != nil && e.Kind == fault.Conflict && (e.Code == "newer-version" || e.Code == "draft-changed" || e.Code == "texts-waiting") {
		// The page once more, as it is now, with the note that was written.
		v.Form.Message = e.Message
		return v.Answer(http.StatusConflict, h.publicationPage(v, of))
	}
	if err != nil {
		return h.kept(v, err, draft.Save{Draft: of}, h.publicationPage(v, of))
	}
	return v.Redirect(ui.VersionURL(done.Program, done.Number), view.Toast{Text: "Version " + strconv.Itoa(done.Number) + " is published. Internships under way stay on theirs."})
}

// New is where a program is begun: from questions, a file or a text. With
// a program in the address it leads to that program's desk.
func (h *Handlers) New(v *visit.Visit) error {
	if of := v.Query().Get("program"); of != "" {
		if !id.Valid(of) {
			return fault.Missing("program")
		}
		return v.Redirect(ui.ProgramURL(id.Program(of), "desk"))
	}
	return v.Show(h.startPage(v))
}

func (h *Handlers) startPage(v *visit.Visit) visit.Page {
	return func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := h.Author.Start(tx, v.Who)
		return page.Start(f, m, v.Form), err
	}
}

// Begin makes the draft of a program to be.
func (h *Handlers) Begin(v *visit.Visit) error {
	var source string
	var err error
	if v.Value("step") == "questions" {
		source, err = answered(v)
	} else {
		source, _, err = v.HandedOver("file", "source", program.MaxSource)
	}
	if err == nil {
		var done draft.Saved
		if done, err = h.Drafts.Save(v.Context(), v.Call(), draft.Save{Source: source}); err == nil {
			return v.Redirect(ui.DraftURL(done.Draft), view.Toast{Text: "Your draft is saved. Only you can see it."})
		}
	}
	if mayErr := v.Read(func(tx *sqldb.Tx) error { return program.MayMake(tx, v.Who.Actor) }); mayErr != nil {
		return mayErr
	}
	return v.Again(err, h.startPage(v))
}

// answered makes a page of the answers to the questions.
func answered(v *visit.Visit) (string, error) {
	hours, err := strconv.ParseFloat(strings.ReplaceAll(v.Value("hours"), ",", "."), 64)
	if err != nil {
		hours = 0
	}
	start := write.Start{Title: v.Value("title"), Role: v.Value("role"), Weeks: v.Number("weeks"), Hours: hours, Minutes: v.Number("minutes")}
	if err := start.Check(); err != nil {
		return "", err
	}
	return string(start.Page()), nil
}

// Diagnostics lists what the reader of pages remarks.
func (h *Handlers) Diagnostics(v *visit.Visit) error { return explain(v, "") }

// Diagnostic explains one thing that the reader of pages remarks.
func (h *Handlers) Diagnostic(v *visit.Visit) error { return explain(v, v.Request.PathValue("code")) }

func explain(v *visit.Visit, code string) error {
	m, err := author.Explain(code)
	if err != nil {
		return err
	}
	return v.Show(func(_ *sqldb.Tx, f ui.Frame) (templ.Component, error) { return page.Explanation(f, m), nil })
}

// Schema is the JSON Schema of a page's front matter, for editors.
func (h *Handlers) Schema(v *visit.Visit) error {
	v.Writer.Header().Set("Content-Type", "application/schema+json")
	v.Writer.Header().Set("Cache-Control", "public, max-age=3600")
	_, err := v.Writer.Write(front.Schema())
	return err
}
