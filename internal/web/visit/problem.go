package visit

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"stint/internal/fault"
	"stint/internal/view"
	"stint/internal/web/templates/problem"
	"stint/internal/web/templates/ui"
)

// statuses is the one table from a kind of error to a status.
var statuses = map[fault.Kind]int{
	fault.Internal:        http.StatusInternalServerError,
	fault.Invalid:         http.StatusUnprocessableEntity,
	fault.Unauthenticated: http.StatusUnauthorized,
	fault.Forbidden:       http.StatusForbidden,
	fault.NotFound:        http.StatusNotFound,
	fault.Conflict:        http.StatusConflict,
	fault.Unavailable:     http.StatusServiceUnavailable,
}

// problem answers an error: the one place where pages do.
func (s *Site) problem(v *Visit, err error) {
	e := fault.Of(err)
	reference := v.Request.Header.Get(referenceHeader)
	if e.Kind == fault.Internal || e.Kind == fault.Unavailable {
		s.Log.Error("page", "reference", reference, "route", v.Request.Pattern, "kind", e.Kind.String(), "cause", fault.Cause(err))
	} else {
		reference = "" // nothing was logged that it could lead to
	}
	if e.Kind == fault.Unauthenticated && v.Request.Method == http.MethodGet && !v.Partial() {
		v.SetSession("", s.Clock())
		http.Redirect(v.Writer, v.Request, signInPath(v.Request), http.StatusSeeOther)
		return
	}
	status := statuses[e.Kind]
	if e.Code == "too-many-attempts" {
		status = http.StatusTooManyRequests
	}
	f := ui.Frame{Viewer: view.Viewer{Now: s.Clock(), Theme: view.Theme(v.Who.Person.Theme), SignedIn: v.Who.Actor.Person != ""}, Path: v.Request.URL.RequestURI(), NewKey: v.NewKey}
	p := view.Problem{Kind: e.Kind.String(), Message: e.Error(), Reference: reference, Retry: v.retry(e), SignInHref: signInFrom(v.Request)}
	if renderErr := render(v.Context(), v.Writer, status, problem.Page(f, p)); renderErr != nil {
		s.Log.Error("page", "reference", reference, "cause", renderErr.Error())
		_ = render(v.Context(), v.Writer, http.StatusServiceUnavailable, problem.Plain(reference))
	}
}

// signInPath leads to the sign-in page, and notes in the address where the
// visitor wanted to be.
func signInPath(r *http.Request) string {
	to := r.URL.RequestURI()
	if !LeadsBack(to) {
		return "/sign-in"
	}
	return "/sign-in?to=" + url.QueryEscape(to)
}

// retry gives a form back that could not be sent, so that nothing typed is
// lost. It carries its own key, so sending it again cannot do anything twice;
// only where that key stands for something else it gets another one.
func (v *Visit) retry(e *fault.Error) *view.Retry {
	if v.Request.Method != http.MethodPost || len(v.Request.PostForm) == 0 || e.Kind == fault.NotFound || e.Kind == fault.Forbidden {
		return nil
	}
	if strings.HasPrefix(v.Request.URL.Path, "/sign-in") || strings.HasPrefix(v.Request.URL.Path, "/set-up") || strings.HasPrefix(v.Request.URL.Path, "/sign-off/") {
		return nil // its fields are secrets
	}
	again := &view.Retry{Action: v.Request.URL.Path}
	for name, values := range v.Request.PostForm {
		if name == "key" && e.Code == "idempotency-key-reused" {
			values = []string{v.NewKey()}
		}
		for _, value := range values {
			again.Fields = append(again.Fields, view.RetryField{Name: name, Value: value})
		}
	}
	if e.Code == "branch-begun" {
		again.Fields = append(again.Fields, view.RetryField{Name: "confirm", Value: "yes"}) // what the sentence asks for
	}
	slices.SortFunc(again.Fields, func(a, b view.RetryField) int { return strings.Compare(a.Name, b.Name) })
	return again
}
