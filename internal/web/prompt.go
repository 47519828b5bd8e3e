package web

import (
	"errors"
	"net/http"

	"github.com/a-h/templ"

	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/plan/prompt"
	"stint/internal/sqldb"
	"stint/internal/view"
	"stint/internal/web/templates/ui"
	"stint/internal/web/templates/week"
)

func (v *visit) prompt() error {
	p, err := pathID[id.Prompt](v, "question")
	if err != nil {
		return err
	}
	return v.show(v.promptPage(p))
}

func (v *visit) promptPage(p id.Prompt) func(*sqldb.Tx, ui.Frame) (templ.Component, error) {
	return func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := v.s.Views.Prompt(tx, v.who, p)
		return week.PromptPage(f, m, v.form), err
	}
}

// typed is a text as it was typed: drafts are kept with their white space.
func (v *visit) typed(name string) string { return v.r.PostForm.Get(name) }

// saveDraft keeps what was typed. Saved by and by, it answers with the line
// that says so; a draft that was changed in another window is shown beside
// what was typed here.
func (v *visit) saveDraft() error {
	p, err := pathID[id.Prompt](v, "question")
	if err != nil {
		return err
	}
	done, err := v.s.Prompts.SaveDraft(v.r.Context(), v.call(), prompt.SaveDraft{Prompt: p, Body: v.typed("body"), Version: v.number("version")})
	if clash, ok := errors.AsType[*prompt.Clash](err); ok {
		return v.clash(p, clash)
	}
	if err != nil {
		return v.again(err, v.promptPage(p))
	}
	if v.partial() {
		return v.show(func(_ *sqldb.Tx, f ui.Frame) (templ.Component, error) {
			return week.Saved(f, view.PromptRow{ID: p, DraftAt: done.At, DraftVersion: done.Version}), nil
		})
	}
	return v.redirect(v.back(ui.PromptURL(p)), view.Toast{Text: "Draft saved. Only you can see it."})
}

// clash shows the page of the question with both texts: the one that is saved,
// and the one that was typed in the form, which begins from the saved version
// now.
func (v *visit) clash(p id.Prompt, clash *prompt.Clash) error {
	if v.partial() {
		return clash
	}
	v.form.Message = fault.Of(clash).Message + " The saved one reads: " + clash.Saved.Body
	return v.answer(http.StatusConflict, v.promptPage(p))
}

func (v *visit) putAnswer() error {
	p, err := pathID[id.Prompt](v, "question")
	if err != nil {
		return err
	}
	done, err := v.s.Prompts.PutOnAgenda(v.r.Context(), v.call(), prompt.Put{Prompt: p, Body: v.typed("body"), Draft: v.number("version")})
	if err != nil {
		return v.again(err, v.promptPage(p))
	}
	return v.redirect(v.back(ui.InternshipURL(done.Internship)), view.Toast{Text: "On the agenda of your next 1:1."})
}

func (v *visit) reply() error {
	p, err := pathID[id.Prompt](v, "question")
	if err != nil {
		return err
	}
	if _, err := v.s.Prompts.Reply(v.r.Context(), v.call(), prompt.Write{Prompt: p, Body: v.typed("body")}); err != nil {
		return v.again(err, v.promptPage(p))
	}
	return v.redirect(v.back(ui.PromptURL(p)), view.Toast{Text: "Replied."})
}

func (v *visit) reopen() error {
	p, err := pathID[id.Prompt](v, "question")
	if err != nil {
		return err
	}
	if _, err := v.s.Prompts.Reopen(v.r.Context(), v.call(), p); err != nil {
		return err
	}
	return v.redirect(v.back(ui.PromptURL(p)), view.Toast{Text: "Reopened. It is on the agenda of your next 1:1."})
}
