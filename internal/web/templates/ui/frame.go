// Package ui holds the parts that pages are made of: icons, people, tracks,
// fields, badges, and how times and numbers are said.
package ui

import (
	"stint/internal/fault"
	"stint/internal/view"
)

// Frame is what a page knows about its reader and its request. It is handed
// from the page to every part that needs it.
type Frame struct {
	Viewer view.Viewer
	Toasts []view.Toast
	Path   string        // path and query of this page: where a form leads back to
	NewKey func() string // makes an idempotency key; each form gets one of its own
}

// Key returns a fresh idempotency key, or nothing where there is no source,
// as on pages that change nothing.
func (f Frame) Key() string {
	if f.NewKey == nil {
		return ""
	}
	return f.NewKey()
}

// Theme returns the value of data-theme, empty where the system decides.
func (f Frame) Theme() string {
	if f.Viewer.Theme == view.ThemeAuto {
		return ""
	}
	return string(f.Viewer.Theme)
}

// Form is what a person typed and what was wrong with it, for the page that
// comes back. Its zero value is a form not yet sent.
type Form struct {
	Values  map[string][]string
	Message string // the sentence of the error, empty where there is none
	Fields  []fault.Field
}

// Sent reports whether the form comes back.
func (f Form) Sent() bool { return f.Values != nil }

// Value returns what was typed, or else the value that the page proposes.
func (f Form) Value(name, proposed string) string {
	if !f.Sent() {
		return proposed
	}
	if v := f.Values[name]; len(v) > 0 {
		return v[0]
	}
	return ""
}

// Checked reports whether a box or choice of the given value is on.
func (f Form) Checked(name, value string, proposed bool) bool {
	if !f.Sent() {
		return proposed
	}
	for _, v := range f.Values[name] {
		if v == value {
			return true
		}
	}
	return false
}

// Problem returns the message about a field, or nothing.
func (f Form) Problem(name string) string {
	for _, field := range f.Fields {
		if field.Name == name {
			return field.Message
		}
	}
	return ""
}
