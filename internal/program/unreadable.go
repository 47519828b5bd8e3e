package program

import (
	"fmt"

	"stint/internal/fault"
	"stint/internal/program/reader"
)

// Unreadable is the cause of the Invalid error with which Import refuses a
// page that the reader found errors in. Edges that want to show the page's
// lines find it with errors.AsType.
type Unreadable struct {
	Diagnostics []reader.Diagnostic // all of them, warnings and notes too, as the reader ordered them
}

// Error names the number of errors.
func (u *Unreadable) Error() string {
	return fmt.Sprintf("the page has %d errors", len(u.errors()))
}

func (u *Unreadable) errors() []reader.Diagnostic {
	var errors []reader.Diagnostic
	for _, d := range u.Diagnostics {
		if d.Severity == reader.SeverityError {
			errors = append(errors, d)
		}
	}
	return errors
}

// maxShown is how many errors of a page are told as field messages: what a
// person can take in at once. Unreadable holds the others.
const maxShown = 50

// fault is the answer for people: each error with its place in the page.
func (u *Unreadable) fault() error {
	errors := u.errors()
	err := fault.Wrap(u, fault.Invalid, "This page cannot be imported yet: %d places need another look. Nothing has been changed.", len(errors))
	if len(errors) == 1 {
		err = fault.Wrap(u, fault.Invalid, "This page cannot be imported yet: one place needs another look. Nothing has been changed.")
	}
	for _, d := range errors[:min(len(errors), maxShown)] {
		message := fmt.Sprintf("line %d, column %d: %s", d.Line, d.Column, d.Message)
		if d.Help != "" {
			message += " " + d.Help
		}
		err.Fields = append(err.Fields, fault.Field{Name: "source", Message: message})
	}
	return err
}
