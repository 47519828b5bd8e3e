// Package rest is what every operation of the API shares: how one is
// registered with its action, who calls, and how an error is answered.
//
// Packages inside api register their operations on it; none of them answers an
// error by itself. It follows OpenAPI 3.1 (the document is public at
// /api/v1/openapi.json), RFC 9457 for problems, RFC 6750 for tokens, and the
// IETF draft on the Idempotency-Key header. Lists are pages by key: `next` is
// handed back as `after`.
package rest

import (
	"context"
	"log/slog"
	"net/http"
	"path"
	"reflect"
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

// API is what operations are registered on; it answers below Prefix.
type API struct {
	huma   huma.API
	mux    *http.ServeMux
	log    *slog.Logger
	who    func(ctx context.Context, token string) (access.Actor, error)
	routes []Route
}

// New returns an API without operations. who finds out whose token one is;
// its errors are answered as they are. log gets what goes wrong on our side.
func New(log *slog.Logger, who func(ctx context.Context, token string) (access.Actor, error)) *API {
	a := &API{mux: http.NewServeMux(), log: log, who: who}
	config := huma.DefaultConfig("Stint", "1")
	config.Info.Description = "Everything the pages do, for programs. Make a token on the page “API tokens” and send it as `Authorization: Bearer …`. " +
		"What you may not see answers as what is not there. Every change takes an `Idempotency-Key`."
	config.Servers = []*huma.Server{{URL: Prefix}}
	config.OpenAPIPath = "/openapi"
	config.DocsPath = ""    // huma's page loads scripts from outside
	config.SchemasPath = "" // the document holds them
	config.CreateHooks = nil
	config.RejectUnknownQueryParameters = true
	strict := huma.Format{Marshal: huma.DefaultJSONFormat.Marshal, Unmarshal: unmarshal}
	config.Formats = map[string]huma.Format{"application/json": strict, "json": strict}
	config.Components.SecuritySchemes = map[string]*huma.SecurityScheme{"token": {Type: "http", Scheme: "bearer", Description: "A personal token, stint_…, of the scope read or act."}}
	config.Components.Schemas = huma.NewMapRegistry("#/components/schemas/", schemaName)
	config.Transformers = []huma.Transformer{a.finish}
	a.huma = humago.NewWithPrefix(a.mux, Prefix, config)
	a.mux.HandleFunc(Prefix+"/", func(w http.ResponseWriter, r *http.Request) { a.writeProblem(w, r, fault.Missing("operation")) })
	return a
}

// Routes lists the operations with the actions that they ask the policy about.
func (a *API) Routes() []Route { return a.routes }

// ServeHTTP answers a request below Prefix.
func (a *API) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	a.mux.ServeHTTP(w, r)
}

// schemaName names a type in the document. Types of features carry their
// package, since several have a Link; ours lose what tells them apart in Go.
func schemaName(t reflect.Type, hint string) string {
	name := huma.DefaultSchemaNamer(t, hint)
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	if pkg := t.PkgPath(); t.Name() != "" && pkg != "" && !strings.HasPrefix(pkg, "stint/internal/api") {
		of := path.Base(pkg)
		return strings.ToUpper(of[:1]) + of[1:] + name
	}
	return strings.TrimSuffix(name, "Body")
}

// Operation describes a route to the reader of the OpenAPI document.
type Operation struct {
	ID      string // unique, verb-noun: "propose-terms"
	Method  string
	Path    string // below Prefix
	Tag     string
	Summary string
	About   string // longer description, Markdown, optional
	Action  access.Action
	Created bool // answers 201
	MaxBody int64
}

// callerKey is where the middleware leaves who calls for Register's wrapper.
// huma hands a handler nothing but a context and the input; nobody else reads
// it.
type callerKey struct{}

// Register adds an operation. The handler gets who calls, with their key, as
// an argument. What is embedded in an input or a body has an exported name,
// since huma passes by fields that are not exported, and with them all they
// hold.
func Register[I, O any](a *API, op Operation, handle func(ctx context.Context, c call.Call, in *I) (*O, error)) {
	rule, known := access.RuleOf(op.Action)
	if !known {
		panic("api: " + op.ID + " has no action of the policy")
	}
	public := slices.Contains(rule.Do, access.Nobody)
	o := huma.Operation{
		OperationID: op.ID, Method: op.Method, Path: op.Path, Tags: []string{op.Tag},
		Summary: op.Summary, Description: op.About, RejectUnknownQueryParameters: true,
		MaxBodyBytes: max(op.MaxBody, 1<<20), Middlewares: huma.Middlewares{a.authenticate(public)},
	}
	if op.Created {
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
	a.routes = append(a.routes, Route{op.Method, Prefix + op.Path, op.Action})
	huma.Register(a.huma, o, func(ctx context.Context, in *I) (*O, error) {
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
func (a *API) authenticate(public bool) func(huma.Context, func(huma.Context)) {
	return func(ctx huma.Context, next func(huma.Context)) {
		if public {
			next(ctx)
			return
		}
		scheme, token, _ := strings.Cut(ctx.Header("Authorization"), " ")
		if !strings.EqualFold(scheme, "Bearer") || token == "" {
			a.refuse(ctx, fault.New(fault.Unauthenticated, "This needs a token: send `Authorization: Bearer …`. You make one on the page “API tokens”."))
			return
		}
		actor, err := a.who(ctx.Context(), strings.TrimSpace(token))
		if err != nil {
			a.refuse(ctx, err)
			return
		}
		next(huma.WithValue(ctx, callerKey{}, call.Call{Actor: actor, Key: ctx.Header("Idempotency-Key")}))
	}
}

// refuse answers a problem from a middleware.
func (a *API) refuse(ctx huma.Context, err error) {
	r, w := humago.Unwrap(ctx)
	a.writeProblem(w, r, err)
}
