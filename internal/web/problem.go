package web

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
func (s *Server) problem(v *visit, err error) {
	e := fault.Of(err)
	reference := v.r.Header.Get(referenceHeader)
	if e.Kind == fault.Internal || e.Kind == fault.Unavailable {
		s.Log.Error("page", "reference", reference, "route", v.r.Pattern, "kind", e.Kind.String(), "cause", fault.Cause(err))
	} else {
		reference = "" // nothing was logged that it could lead to
	}
	if e.Kind == fault.Unauthenticated && v.r.Method == http.MethodGet && !v.partial() {
		s.setCookie(v.w, "", s.Clock())
		http.Redirect(v.w, v.r, signInPath(v.r), http.StatusSeeOther)
		return
	}
	status := statuses[e.Kind]
	if e.Code == "too-many-attempts" {
		status = http.StatusTooManyRequests
	}
	f := ui.Frame{Viewer: view.Viewer{Now: s.Clock(), Theme: view.Theme(v.who.Person.Theme), SignedIn: v.who.Actor.Person != ""}, Path: v.r.URL.RequestURI(), NewKey: v.newKey}
	p := view.Problem{Kind: e.Kind.String(), Message: e.Error(), Reference: reference, Retry: v.retry(e), SignInHref: signInFrom(v.r)}
	if renderErr := render(v.r.Context(), v.w, status, problem.Page(f, p)); renderErr != nil {
		s.Log.Error("page", "reference", reference, "cause", renderErr.Error())
		_ = render(v.r.Context(), v.w, http.StatusServiceUnavailable, problem.Plain(reference))
	}
}

// signInPath leads to the sign-in page, and notes in the address where the
// visitor wanted to be.
func signInPath(r *http.Request) string {
	to := r.URL.RequestURI()
	if !leadsBack(to) {
		return "/sign-in"
	}
	return "/sign-in?to=" + url.QueryEscape(to)
}

// retry gives a form back that could not be sent, so that nothing typed is
// lost. It carries its own key, so sending it again cannot do anything twice;
// only where that key stands for something else it gets another one.
func (v *visit) retry(e *fault.Error) *view.Retry {
	if v.r.Method != http.MethodPost || len(v.r.PostForm) == 0 || e.Kind == fault.NotFound || e.Kind == fault.Forbidden {
		return nil
	}
	if strings.HasPrefix(v.r.URL.Path, "/sign-in") || strings.HasPrefix(v.r.URL.Path, "/set-up") || strings.HasPrefix(v.r.URL.Path, "/sign-off/") {
		return nil // its fields are secrets
	}
	again := &view.Retry{Action: v.r.URL.Path}
	for name, values := range v.r.PostForm {
		if name == "key" && e.Code == "idempotency-key-reused" {
			values = []string{v.newKey()}
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
