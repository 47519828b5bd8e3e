package apptest

import (
	"net/url"
	"slices"
	"strings"
)

// Form is a form of a page, with what it would send.
type Form struct {
	*Element
	Method string // GET or POST
	Action *url.URL
	Values url.Values // of its controls as they stand, without those of its buttons
}

// Forms returns the forms of the page, in order.
func (p *Page) Forms() []*Form {
	p.t.Helper()
	var forms []*Form
	for _, e := range p.All("form") {
		forms = append(forms, p.form(e))
	}
	return forms
}

// Form returns the first form that a selector matches. Where there is none, the
// test ends.
func (p *Page) Form(selector string) *Form {
	p.t.Helper()
	e := p.Find(selector)
	if e.Data != "form" {
		p.t.Fatalf("%s is a <%s> and no form", selector, e.Data)
	}
	return p.form(e)
}

func (p *Page) form(e *Element) *Form {
	p.t.Helper()
	action, err := p.URL.Parse(e.Attr("action"))
	if err != nil {
		p.t.Fatalf("the action %q: %v", e.Attr("action"), err)
	}
	f := &Form{Element: e, Method: strings.ToUpper(e.Attr("method")), Action: action, Values: url.Values{}}
	if f.Method == "" {
		f.Method = "GET"
	}
	for _, control := range p.controls(e) {
		for _, v := range control.sends() {
			f.Values.Add(control.Attr("name"), v)
		}
	}
	return f
}

// controls returns the controls of a form in order: those inside it, and those
// that name it by its id.
func (p *Page) controls(form *Element) []*Element {
	own := form.Attr("id")
	return slices.DeleteFunc(p.All("input[name],select[name],textarea[name],button[name]"), func(e *Element) bool {
		if named := e.Attr("form"); named != "" {
			return named != own
		}
		for n := e.Parent; n != nil; n = n.Parent {
			if n == form.Node {
				return false
			}
		}
		return true
	})
}

// sends returns what a control adds to its form by itself.
func (e *Element) sends() []string {
	switch {
	case e.HasAttr("disabled") || e.Data == "button":
		return nil
	case e.Data == "textarea":
		var text strings.Builder
		for n := range e.ChildNodes() {
			text.WriteString(n.Data)
		}
		return []string{text.String()}
	case e.Data == "select":
		return e.chosen()
	}
	switch e.Attr("type") {
	case "submit", "button", "reset", "image", "file":
		return nil
	case "checkbox", "radio":
		if !e.HasAttr("checked") {
			return nil
		}
		if !e.HasAttr("value") {
			return []string{"on"}
		}
	}
	return []string{e.Attr("value")}
}

// chosen returns the chosen options of a select: the first one where none is
// and only one can be.
func (e *Element) chosen() []string {
	var values []string
	options := e.All("option")
	for _, o := range options {
		if o.HasAttr("selected") {
			values = append(values, o.value())
		}
	}
	if len(values) == 0 && len(options) > 0 && !e.HasAttr("multiple") {
		values = []string{options[0].value()}
	}
	return values
}

func (e *Element) value() string {
	if e.HasAttr("value") {
		return e.Attr("value")
	}
	return e.Text()
}
