package web

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
)

func (v *visit) preparation() error {
	of, err := pathID[id.Internship](v, "internship")
	if err != nil {
		return err
	}
	return v.show(v.preparationPage(of))
}

func (v *visit) preparationPage(of id.Internship) func(*sqldb.Tx, ui.Frame) (templ.Component, error) {
	return func(tx *sqldb.Tx, f ui.Frame) (templ.Component, error) {
		m, err := setup.Page(tx, v.who, of)
		return page.Page(f, m, v.form), err
	}
}

// prepared ticks or unticks a standing item.
func (v *visit) prepared() error {
	of, err := pathID[id.Internship](v, "internship")
	if err != nil {
		return err
	}
	in := preparation.Tick{Internship: of, Item: preparation.Item(v.value("item")), Done: v.value("done") != strconv.FormatBool(false)}
	if _, err := v.s.Setup.Tick(v.r.Context(), v.call(), in); err != nil {
		return v.again(err, v.preparationPage(of))
	}
	return v.redirect(ui.InternshipURL(of, "preparation"))
}

// linkPreparation says where the notes or the tracking issue are.
func (v *visit) linkPreparation() error {
	of, err := pathID[id.Internship](v, "internship")
	if err != nil {
		return err
	}
	in := preparation.Link{Internship: of, Item: preparation.Item(v.value("item")), Link: v.value("link"), Version: v.number("version")}
	if _, err := v.s.Setup.Link(v.r.Context(), v.call(), in); err != nil {
		return v.again(err, v.preparationPage(of))
	}
	text := "Linked."
	if in.Link == "" {
		text = "The link is gone."
	}
	return v.redirect(ui.InternshipURL(of, "preparation"), view.Toast{Text: text})
}

// write saves what one wants as a draft, or shares it. What is to be shared is
// saved first, so that nothing is lost where it cannot be.
func (v *visit) writeWants() error {
	of, err := pathID[id.Internship](v, "internship")
	if err != nil {
		return err
	}
	body := v.r.PostForm.Get("body")
	if v.value("do") == "share" {
		_, err = v.s.Setup.Share(v.r.Context(), v.call(), preparation.Share{Internship: of, Body: body})
		if err != nil {
			return v.again(asField(err, "body", "no-meeting"), v.preparationPage(of))
		}
		return v.redirect(ui.InternshipURL(of, "preparation")+"#wants", view.Toast{Text: "Shared. It is on the agenda of the next 1:1."})
	}
	if _, err := v.s.Setup.SaveDraft(v.r.Context(), v.call(), preparation.SaveDraft{Internship: of, Body: body, Version: v.number("version")}); err != nil {
		return v.again(asField(err, "body", "draft-changed"), v.preparationPage(of))
	}
	return v.redirect(ui.InternshipURL(of, "preparation")+"#wants", view.Toast{Text: "Saved. Nobody else sees it."})
}

// asField tells a Conflict at a field, so that the page comes back with what was
// typed.
func asField(err error, field, code string) error {
	if e := fault.Of(err); e.Kind == fault.Conflict && e.Code == code {
		return fault.At(field, "%s", e.Message)
	}
	return err
}
