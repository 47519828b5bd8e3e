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
	"stint/internal/web/visit"
)

func (h *Server) prompt(v *visit.Visit) error {
	p, err := visit.PathID[id.Prompt](v, "question")
	if err != nil {
		return err
	}
	return v.Show(h.promptPage(v, p))
}

func (h *Server) promptPage(v *visit.Visit, p id.Prompt) visit.Page {
	return func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := h.Views.Prompt(tx, v.Who, p)
		return week.PromptPage(f, m, v.Form), err
	}
}

// saveDraft keeps what was typed. Saved by and by, it answers with the line
// that says so; a draft that was changed in another window is shown beside
// what was typed here.
func (h *Server) saveDraft(v *visit.Visit) error {
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
func (h *Server) clash(v *visit.Visit, p id.Prompt, clash *prompt.Clash) error {
	if v.Partial() {
		return clash
	}
	v.Form.Message = fault.Of(clash).Message + " The saved one reads: " + clash.Saved.Body
	return v.Answer(http.StatusConflict, h.promptPage(v, p))
}

func (h *Server) putAnswer(v *visit.Visit) error {
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

func (h *Server) reply(v *visit.Visit) error {
	p, err := visit.PathID[id.Prompt](v, "question")
	if err != nil {
		return err
	}
	if _, err := h.Prompts.Reply(v.Context(), v.Call(), prompt.Write{Prompt: p, Body: v.Typed("body")}); err != nil {
		return v.Again(err, h.promptPage(v, p))
	}
	return v.Redirect(v.Back(ui.PromptURL(p)), view.Toast{Text: "Replied."})
}

func (h *Server) reopen(v *visit.Visit) error {
	p, err := visit.PathID[id.Prompt](v, "question")
	if err != nil {
		return err
	}
	if _, err := h.Prompts.Reopen(v.Context(), v.Call(), p); err != nil {
		return err
	}
	return v.Redirect(v.Back(ui.PromptURL(p)), view.Toast{Text: "Reopened. It is on the agenda of your next 1:1."})
}
