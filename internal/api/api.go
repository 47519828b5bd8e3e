// Package api is the REST API: everything the pages do, under /api/v1, for
// programs with a personal token.
//
// It follows OpenAPI 3.1 (the document is public at /api/v1/openapi.json), RFC
// 9457 for problems, RFC 6750 for tokens, and the IETF draft on the
// Idempotency-Key header. Lists are pages by key: `next` is handed back as
// `after`. Handlers decode, make one call, and encode; errors are answered in
// one place (problem.go). A route cannot be registered without its action.
package api

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"stint/internal/access"
	"stint/internal/call"
	"stint/internal/fault"
)

// Prefix is where the API lives.
const Prefix = "/api/v1"

// Route is one operation with the action that the policy is asked about.
type Route struct {
	Method, Path string
	Action       access.Action
}

// operation describes a route to the reader of the OpenAPI document.
type operation struct {
	id      string // unique, verb-noun: "propose-terms"
	method  string
	path    string // below Prefix
	tag     string
	summary string
	about   string // longer description, Markdown, optional
	action  access.Action
	created bool // answers 201
	maxBody int64
}

// callerKey is where the middleware leaves who calls for register's wrapper.
// huma hands a handler nothing but a context and the input; nobody else reads
// it.
type callerKey struct{}

// register adds an operation. The handler gets who calls, with their key, as
// an argument. What is embedded in an input or a body has an exported name,
// since huma passes by fields that are not exported, and with them all they
// hold.
func register[I, O any](s *Server, op operation, handle func(ctx context.Context, c call.Call, in *I) (*O, error)) {
	rule, known := access.RuleOf(op.action)
	if !known {
		panic("api: " + op.id + " has no action of the policy")
	}
	public := slices.Contains(rule.Do, access.Nobody)
	o := huma.Operation{
		OperationID: op.id, Method: op.method, Path: op.path, Tags: []string{op.tag},
		Summary: op.summary, Description: op.about, RejectUnknownQueryParameters: true,
		MaxBodyBytes: max(op.maxBody, 1<<20), Middlewares: huma.Middlewares{s.authenticate(public)},
	}
	if op.created {
		o.DefaultStatus = http.StatusCreated
	}
	if !public {
		o.Security = []map[string][]string{{"token": {}}}
		o.Errors = []int{401, 403, 404}
	}
	if rule.Changes {
		o.Errors = append(o.Errors, 409, 422, 503)
		o.Parameters = append(o.Parameters, &huma.Param{
			Name: "Idempotency-Key", In: "header",
			Description: "Makes a repeated call safe: the same call with the same key is answered with the first result. Kept for a day at least.",
			Schema:      &huma.Schema{Type: "string", MaxLength: ptr(call.MaxKey)},
		})
	}
	s.routes = append(s.routes, Route{op.method, Prefix + op.path, op.action})
	huma.Register(s.huma, o, func(ctx context.Context, in *I) (*O, error) {
		c, _ := ctx.Value(callerKey{}).(call.Call)
		out, err := handle(ctx, c, in)
		if err != nil {
			return nil, problemOf(err)
		}
		return out, nil
	})
}

func ptr[T any](v T) *T { return &v }

// authenticate finds out who calls. Where nobody has to be known, a token is
// not even looked at.
func (s *Server) authenticate(public bool) func(huma.Context, func(huma.Context)) {
	return func(ctx huma.Context, next func(huma.Context)) {
		if public {
			next(ctx)
			return
		}
		scheme, token, _ := strings.Cut(ctx.Header("Authorization"), " ")
		if !strings.EqualFold(scheme, "Bearer") || token == "" {
			s.refuse(ctx, fault.New(fault.Unauthenticated, "This needs a token: send `Authorization: Bearer …`. You make one on the page “API tokens”."))
			return
		}
		actor, err := s.who(ctx.Context(), strings.TrimSpace(token))
		if err != nil {
			s.refuse(ctx, err)
			return
		}
		next(huma.WithValue(ctx, callerKey{}, call.Call{Actor: actor, Key: ctx.Header("Idempotency-Key")}))
	}
}

// refuse answers a problem from a middleware.
func (s *Server) refuse(ctx huma.Context, err error) {
	r, w := humago.Unwrap(ctx)
	writeProblem(w, r, err)
}
