// Package fault is how Stint speaks of what went wrong.
//
// An error has a kind that edges translate to a status or an exit code, a
// sentence for the person who caused or suffers it, optional messages by form
// field, and a cause that goes to the log and nowhere else. The zero Kind is
// Internal: an error that nobody classified is ours, not the caller's.
package fault

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Kind says who has to act on an error, and how an edge answers it.
type Kind uint8

// The kinds. What one may not see is NotFound; what one sees but may not do
// is Forbidden.
const (
	Internal        Kind = iota // a defect of ours: answered without detail, logged with a reference
	Invalid                     // the input breaks a rule: mend the fields and send again
	Unauthenticated             // nobody is signed in, or the credential is no longer good
	Forbidden                   // seen, but not theirs to do
	NotFound                    // not there, or not theirs to see: the same answer
	Conflict                    // the thing changed meanwhile, or the state does not allow it
	Unavailable                 // a database, disk or peer is out of reach: try again later
)

var kindNames = [...]string{"internal", "invalid", "unauthenticated", "forbidden", "not-found", "conflict", "unavailable"}

// String returns the kind's stable name, as it stands in logs and problem types.
func (k Kind) String() string {
	if int(k) < len(kindNames) {
		return kindNames[k]
	}
	return kindNames[Internal]
}

// Field is a message about one named input.
type Field struct {
	Name    string `json:"name"`    // as in the form and the API, dotted for nested values
	Message string `json:"message"` // a sentence for people
}

// Error is the one error type of the project.
type Error struct {
	Kind    Kind
	Message string  // what happened, what is safe, what to do next; fit for any reader who gets it
	Fields  []Field // for Invalid: what is wrong where
	Code    string  // optional stable word for programs, such as "idempotency-key-reused"
	cause   error
}

// Error returns the sentence for people, followed by the fields' messages.
// The cause is left out: use Cause for the log.
func (e *Error) Error() string {
	if len(e.Fields) == 0 {
		return e.Message
	}
	var b strings.Builder
	b.WriteString(e.Message)
	for _, f := range e.Fields {
		fmt.Fprintf(&b, " %s: %s", f.Name, f.Message)
	}
	return b.String()
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.cause }

// New returns an error of a kind with a sentence for people.
func New(kind Kind, format string, args ...any) *Error {
	return &Error{Kind: kind, Message: fmt.Sprintf(format, args...)}
}

// Wrap is New with a cause for the log. A nil cause is allowed.
func Wrap(cause error, kind Kind, format string, args ...any) *Error {
	e := New(kind, format, args...)
	e.cause = cause
	return e
}

// WithCode sets the stable word for programs and returns the error.
func (e *Error) WithCode(code string) *Error {
	e.Code = code
	return e
}

// Missing is the answer for what is not there and for what may not be seen.
// The noun is lower case with its article: "an internship".
func Missing(noun string) *Error {
	return New(NotFound, "There is no such %s. It may have moved, or it is not yours to see. Nothing you wrote is lost.", noun)
}

// At is an Invalid error about a single field.
func At(field, format string, args ...any) *Error {
	return &Error{
		Kind:    Invalid,
		Message: "Something needs another look. Nothing has been changed.",
		Fields:  []Field{{Name: field, Message: fmt.Sprintf(format, args...)}},
	}
}

// Fields gathers messages by field; its zero value is ready for use.
type Fields []Field

// Add appends a message about a field.
func (f *Fields) Add(name, format string, args ...any) {
	*f = append(*f, Field{Name: name, Message: fmt.Sprintf(format, args...)})
}

// Err returns one Invalid error with all messages, or nil where there are none.
func (f Fields) Err() error {
	if len(f) == 0 {
		return nil
	}
	message := "Something needs another look. Nothing has been changed."
	if len(f) > 1 {
		message = fmt.Sprintf("%d things need another look. Nothing has been changed.", len(f))
	}
	return &Error{Kind: Invalid, Message: message, Fields: slices.Clone(f)}
}

// Of returns the project's error inside err. Anything else becomes an
// Internal error with err as its cause; nil stays nil.
func Of(err error) *Error {
	if err == nil {
		return nil
	}
	if e, ok := errors.AsType[*Error](err); ok {
		return e
	}
	return Wrap(err, Internal, "Something went wrong on our side. What was saved before is safe. Please try again.")
}

// KindOf returns the kind of err. It must not be asked of nil.
func KindOf(err error) Kind { return Of(err).Kind }

// Is reports whether err is not nil and of the kind.
func Is(err error, kind Kind) bool { return err != nil && KindOf(err) == kind }

// Cause returns the innermost text for the log: the whole chain of causes.
func Cause(err error) string {
	var parts []string
	for err != nil {
		if e, ok := err.(*Error); ok {
			if e.cause == nil {
				return strings.Join(append(parts, e.Message), ": ")
			}
			err = e.cause
			continue
		}
		return strings.Join(append(parts, err.Error()), ": ")
	}
	return strings.Join(parts, ": ")
}
