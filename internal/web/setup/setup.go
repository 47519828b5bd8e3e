package setup

import (
	"strconv"

	"github.com/a-h/templ"

	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/meeting/preparation"
	"stint/internal/sqldb"
	"stint/internal/view"
	"stint/internal/view/setup"
	page "stint/internal/web/templates/setup"
	"stint/internal/web/templates/ui"
	"stint/internal/web/visit"
)

// Show is the page of what comes before the start.
func (h *Handlers) Show(v *visit.Visit) error {
	of, err := visit.PathID[id.Internship](v, "internship")
	if err != nil {
		return err
	}
	return v.Show(preparationPage(v, of))
}

func preparationPage(v *visit.Visit, of id.Internship) visit.Page {
	return func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := setup.Page(tx, v.Who, of)
		return page.Page(f, m, v.Form), err
	}
}

// Tick ticks or unticks a standing item.
func (h *Handlers) Tick(v *visit.Visit) error {
	of, err := visit.PathID[id.Internship](v, "internship")
	if err != nil {
		return err
	}
	in := preparation.Tick{Internship: of, Item: preparation.Item(v.Value("item")), Done: v.Value("done") != strconv.FormatBool(false)}
	if _, err := h.Setup.Tick(v.Context(), v.Call(), in); err != nil {
		return v.Again(err, preparationPage(v, of))
	}
	return v.Redirect(ui.InternshipURL(of, "preparation"))
}

// Link says where the notes or the tracking issue are.
func (h *Handlers) Link(v *visit.Visit) error {
	of, err := visit.PathID[id.Internship](v, "internship")
	if err != nil {
		return err
	}
	in := preparation.Link{Internship: of, Item: preparation.Item(v.Value("item")), Link: v.Value("link"), Version: v.Number("version")}
	if _, err := h.Setup.Link(v.Context(), v.Call(), in); err != nil {
		return v.Again(err, preparationPage(v, of))
	}
	text := "Linked."
	if in.Link == "" {
		text = "The link is gone."
	}
	return v.Redirect(ui.InternshipURL(of, "preparation"), view.Toast{Text: text})
}

// WriteWants saves what one wants as a draft, or shares it. What is to be shared is
// saved first, so that nothing is lost where it cannot be.
func (h *Handlers) WriteWants(v *visit.Visit) error {
	of, err := visit.PathID[id.Internship](v, "internship")
	if err != nil {
		return err
	}
	body := v.Typed("body")
	if v.Value("do") == "share" {
		_, err = h.Setup.Share(v.Context(), v.Call(), preparation.Share{Internship: of, Body: body})
		if err != nil {
			return v.Again(asField(err, "body", "no-meeting"), preparationPage(v, of))
		}
		return v.Redirect(ui.InternshipURL(of, "preparation")+"#wants", view.Toast{Text: "Shared. It is on the agenda of the next 1:1."})
	}
	if _, err := h.Setup.SaveDraft(v.Context(), v.Call(), preparation.SaveDraft{Internship: of, Body: body, Version: v.Number("version")}); err != nil {
		return v.Again(asField(err, "body", "draft-changed"), preparationPage(v, of))
	}
	return v.Redirect(ui.InternshipURL(of, "preparation")+"#wants", view.Toast{Text: "Saved. Nobody else sees it."})
}

// asField tells a Conflict at a field, so that the page comes back with what was
// typed.
func asField(err error, field, code string) error {
	if e := fault.Of(err); e.Kind == fault.Conflict && e.Code == code {
		return fault.At(field, "%s", e.Message)
	}
	return err
}
