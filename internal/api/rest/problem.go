package rest

import (
	"encoding/json"
	"log/slog"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"stint/internal/fault"
)

// problem is an answer by RFC 9457. It never repeats what was sent: a mistyped
// request may hold a secret.
type problem struct {
	Type      string         `json:"type" doc:"Stable name of the kind of problem."`
	Title     string         `json:"title" doc:"Short words for the kind."`
	Status    int            `json:"status"`
	Detail    string         `json:"detail" doc:"What happened, what is safe, what to do."`
	Code      string         `json:"code,omitempty" doc:"A stable word for programs, such as idempotency-key-reused."`
	Reference string         `json:"reference,omitempty" doc:"What the server's log repeats."`
	Errors    []fieldProblem `json:"errors,omitempty" doc:"What is wrong where."`
	cause     error          // for the log
}

type fieldProblem struct {
	Location string `json:"location" doc:"The field, such as body.start."`
	Message  string `json:"message"`
}

// Error makes a problem an error for huma.
func (p *problem) Error() string { return p.Detail }

// GetStatus is the HTTP status.
func (p *problem) GetStatus() int { return p.Status }

// ContentType is that of RFC 9457.
func (p *problem) ContentType(string) string { return "application/problem+json" }

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

func problemOf(err error) *problem {
	e := fault.Of(err)
	status := statuses[e.Kind]
	if e.Code == "too-many-attempts" {
		status = http.StatusTooManyRequests
	}
	p := &problem{Type: "urn:stint:problem:" + e.Kind.String(), Title: http.StatusText(status), Status: status, Detail: e.Message, Code: e.Code, cause: err}
	for _, f := range e.Fields {
		p.Errors = append(p.Errors, fieldProblem{Location: "body." + f.Name, Message: f.Message})
	}
	return p
}

// finish is the transformer through which every answer goes: it gives problems
// their reference and turns huma's own ones into ours, which do not echo
// values. Problems of ours are logged with the same reference.
func (a *API) finish(ctx huma.Context, _ string, v any) (any, error) {
	if theirs, ok := v.(*huma.ErrorModel); ok {
		v = ours(theirs)
	}
	p, ok := v.(*problem)
	if !ok {
		return v, nil
	}
	p.Reference = ctx.Header(referenceHeader)
	if p.Status >= http.StatusInternalServerError {
		a.log.Error("api", "reference", p.Reference, "operation", ctx.Operation().OperationID, "cause", fault.Cause(p.cause))
	}
	return p, nil
}

// ours copies a problem of huma's validation without the values it repeats.
func ours(theirs *huma.ErrorModel) *problem {
	p := &problem{Type: "urn:stint:problem:invalid", Title: theirs.Title, Status: theirs.Status, Detail: "The request does not have the form that the OpenAPI document describes. Nothing has been changed."}
	switch {
	case theirs.Status == http.StatusRequestEntityTooLarge:
		p.Detail = "The request is larger than this operation takes. Nothing has been changed. A page may have 1 MiB; most other bodies have to be shorter."
	case theirs.Status >= http.StatusInternalServerError:
		p.Type, p.Detail = "urn:stint:problem:internal", "Something went wrong on our side. What was saved before is safe."
	}
	for _, e := range theirs.Errors {
		p.Errors = append(p.Errors, fieldProblem{Location: e.Location, Message: e.Message})
	}
	return p
}

// referenceHeader carries the reference that app gave the request.
const referenceHeader = "X-Request-Id"

// writeProblem answers where huma does not.
func (a *API) writeProblem(w http.ResponseWriter, r *http.Request, err error) {
	p := problemOf(err)
	p.Reference = r.Header.Get(referenceHeader)
	if p.Status >= http.StatusInternalServerError {
		a.log.Error("api", "reference", p.Reference, "path", r.URL.Path, "cause", fault.Cause(p.cause))
	}
	w.Header().Set("Content-Type", p.ContentType(""))
	w.Header().Set("Cache-Control", "no-store")
	if p.Status == http.StatusUnauthorized {
		w.Header().Set("WWW-Authenticate", `Bearer realm="Stint"`)
	}
	w.WriteHeader(p.Status)
	if err := json.NewEncoder(w).Encode(p); err != nil {
		slog.Debug("api: the client left", "cause", err)
	}
}
