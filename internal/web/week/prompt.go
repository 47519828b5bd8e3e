package week

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
	"stint/internal/web/visit"
)

// Prompt is the page of a question.
func (h *Handlers) Prompt(v *visit.Visit) error {
	p, err := visit.PathID[id.Prompt](v, "question")
	if err != nil {
		return err
	}
	return v.Show(h.promptPage(v, p))
}

func (h *Handlers) promptPage(v *visit.Visit, p id.Prompt) visit.Page {
	return func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := h.Views.Prompt(tx, v.Who, p)
		return week.PromptPage(f, m, v.Form), err
	}
}

// SaveDraft keeps what was typed. Saved by and by, it answers with the line
// that says so; a draft that was changed in another window is shown beside
// what was typed here.
func (h *Handlers) SaveDraft(v *visit.Visit) error {
	p, err := visit.PathID[id.Prompt](v, "question")
	if err != nil {
		return err
	}
	done, err := h.Prompts.SaveDraft(v.Context(), v.Call(), prompt.SaveDraft{Prompt: p, Body: v.Typed("body"), Version: v.Number("version")})
	if clash, ok := errors.AsType[*prompt.Clash](err); ok {
		return h.clash(v, p, clash)
	}
	if err != nil {
		return v.Again(err, h.promptPage(v, p))
	}
	if v.Partial() {
		return v.Show(func(_ *sqldb.Tx, f ui.Frame) (templ.Component, error) {
			return week.Saved(f, view.PromptRow{ID: p, DraftAt: done.At, DraftVersion: done.Version}), nil
		})
	}
	return v.Redirect(v.Back(ui.PromptURL(p)), view.Toast{Text: "Draft saved. Only you can see it."})
}

// clash shows the page of the question with both texts: the one that is saved,
// and the one that was typed in the form, which begins from the saved version
// now.
func (h *Handlers) clash(v *visit.Visit, p id.Prompt, clash *prompt.Clash) error {
	if v.Partial() {
		return clash
	}
	v.Form.Message = fault.Of(clash).Message + " The saved one reads: " + clash.Saved.Body
	return v.Answer(http.StatusConflict, h.promptPage(v, p))
}

// PutAnswer puts an answer on the agenda.
func (h *Handlers) PutAnswer(v *visit.Visit) error {
	p, err := visit.PathID[id.Prompt](v, "question")
	if err != nil {
		return err
	}
	done, err := h.Prompts.PutOnAgenda(v.Context(), v.Call(), prompt.Put{Prompt: p, Body: v.Typed("body"), Draft: v.Number("version")})
	if err != nil {
		return v.Again(err, h.promptPage(v, p))
	}
	return v.Redirect(v.Back(ui.InternshipURL(done.Internship)), view.Toast{Text: "On the agenda of your next 1:1."})
}

// Reply answers an answer.
func (h *Handlers) Reply(v *visit.Visit) error {
	p, err := visit.PathID[id.Prompt](v, "question")
	if err != nil {
		return err
	}
	if _, err := h.Prompts.Reply(v.Context(), v.Call(), prompt.Write{Prompt: p, Body: v.Typed("body")}); err != nil {
		return v.Again(err, h.promptPage(v, p))
	}
	return v.Redirect(v.Back(ui.PromptURL(p)), view.Toast{Text: "Replied."})
}

// Reopen puts a discussed question on the agenda again.
func (h *Handlers) Reopen(v *visit.Visit) error {
	p, err := visit.PathID[id.Prompt](v, "question")
	if err != nil {
		return err
	}
	if _, err := h.Prompts.Reopen(v.Context(), v.Call(), p); err != nil {
		return err
	}
	return v.Redirect(v.Back(ui.PromptURL(p)), view.Toast{Text: "Reopened. It is on the agenda of your next 1:1."})
}
