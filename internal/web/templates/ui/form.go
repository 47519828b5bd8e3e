package ui

import (
	"strings"

	"github.com/a-h/templ"
)

func (f Form) title() string {
	if f.Message != "" {
		return f.Message
	}
	return "Something needs another look"
}

func (in Input) id() string {
	if in.ID != "" {
		return in.ID
	}
	return in.Name
}

func (in Input) kind() string {
	if in.Type == "" {
		return "text"
	}
	return in.Type
}

func (in Input) class() string {
	switch {
	case in.Short:
		return "input short"
	case in.Mono:
		return "input mono"
	}
	return "input"
}

// attributes are what every control of a field has.
func (in Input) attributes(form Form) templ.Attributes {
	a := templ.Attributes{"id": in.id(), "name": in.Name, "required": in.Required, "class": in.class()}
	for name, value := range in.Extra {
		a[name] = value
	}
	if in.List != nil {
		a["list"] = in.id() + "-list"
	}
	var described []string
	if in.Hint != "" {
		described = append(described, in.id()+"-hint")
	}
	if form.Problem(in.Name) != "" {
		described = append(described, in.id()+"-error")
		a["aria-invalid"] = "true"
	}
	if described != nil {
		a["aria-describedby"] = strings.Join(described, " ")
	}
	return a
}
