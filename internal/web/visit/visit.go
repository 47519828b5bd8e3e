// Package visit is what every page shares: one request by one person, what came
// with it, and the ways to answer it.
//
// A handler is a method of its feature's Handlers in a package of its own
// inside web. It decodes a form, makes one service call, and redirects; or it
// reads one snapshot through view and renders a template. It returns its error,
// and problem.go answers all of them.
package visit

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"stint/internal/account"
	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/sqldb"
	"stint/internal/view"
	"stint/internal/web/templates/ui"
)

// Visit is one request by one person.
type Visit struct {
	Writer  http.ResponseWriter
	Request *http.Request
	Who     account.Principal // nobody, where no session came with it
	Form    ui.Form           // what was typed, once a POST has been read

	site   *Site
	toasts []view.Toast
}

// Handler answers one visit, or returns the error that problem.go answers.
type Handler func(*Visit) error

// Context is the request's.
func (v *Visit) Context() context.Context { return v.Request.Context() }

// Query is what the address asks for behind its path.
func (v *Visit) Query() url.Values { return v.Request.URL.Query() }

// Now is the moment by the installation's clock. What is compared with what is
// stored takes the moment of its transaction instead.
func (v *Visit) Now() time.Time { return v.site.Clock() }

// Call is the frame of the change that this visit asks for.
func (v *Visit) Call() call.Call {
	return call.Call{Actor: v.Who.Actor, Key: v.Request.PostForm.Get("key")}
}

// FurtherCall is the frame of a second change by one form, whose key stands for
// the first.
func (v *Visit) FurtherCall() call.Call { return call.Call{Actor: v.Who.Actor} }

// Read runs fn on one snapshot of the database.
func (v *Visit) Read(fn func(*sqldb.Tx) error) error { return v.site.DB.Read(v.Context(), fn) }

// NewKey makes an idempotency key for a form, different each time.
func (v *Visit) NewKey() string { return string(id.New[id.Event](v.site.IDs)) }

// PathID takes an id from the address. What does not have the form of an id
// cannot exist: the answer is NotFound, by that noun.
func PathID[T ~string](v *Visit, noun string) (T, error) {
	s := v.Request.PathValue("id")
	if !id.Valid(s) {
		return "", fault.Missing(noun)
	}
	return T(s), nil
}

// PathNumber is the number of a thing in the path, counted from 1. What is no such
// number cannot exist.
func PathNumber(v *Visit, noun string) (int, error) {
	n, err := strconv.Atoi(v.Request.PathValue("number"))
	if err != nil || n < 1 {
		return 0, fault.Missing(noun)
	}
	return n, nil
}

// PathVersion takes a program and the number of one of its versions from the
// address.
func PathVersion(v *Visit) (of id.Program, number int, err error) {
	if of, err = PathID[id.Program](v, "program"); err == nil {
		number, err = PathNumber(v, "version of the program")
	}
	return of, number, err
}

// Back is the page that the form named, or the address of a page with a form,
// if it is one of ours; or else the fallback.
func (v *Visit) Back(fallback string) string {
	for _, to := range []string{v.Request.PostForm.Get("back"), v.Query().Get("back")} {
		if ownPath(to) {
			return to
		}
	}
	return fallback
}

// ownPath reports whether an address stays on this installation: one slash,
// no scheme, no host, no backslash that a browser would take for a slash, no
// control character.
func ownPath(to string) bool {
	if !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || len(to) > 2000 {
		return false
	}
	return !strings.ContainsFunc(to, func(c rune) bool { return c == '\\' || c < ' ' || c == 0x7f })
}

// Partial reports whether htmx asks for a part of a page.
func (v *Visit) Partial() bool { return v.Request.Header.Get("HX-Request") == "true" }
