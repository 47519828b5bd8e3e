package api

import (
	"context"
	"log/slog"
	"net/http"
	"path"
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"stint/internal/access"
	"stint/internal/account"
	"stint/internal/fault"
	"stint/internal/internship"
	"stint/internal/meeting"
	"stint/internal/notify"
	"stint/internal/person"
	"stint/internal/plan"
	"stint/internal/plan/hours"
	"stint/internal/plan/prompt"
	"stint/internal/program"
	"stint/internal/sqldb"
)

// Services are what the operations call.
type Services struct {
	DB          *sqldb.DB
	Log         *slog.Logger
	People      *person.Service
	Accounts    *account.Service
	Programs    *program.Service
	Internships *internship.Service
	Meetings    *meeting.Service
	Plans       *plan.Service
	Prompts     *prompt.Service
	Hours       *hours.Service
	Notifier    *notify.Notifier
}

// Server is the API.
type Server struct {
	Services
	huma   huma.API
	mux    *http.ServeMux
	log    *slog.Logger
	routes []Route
}

// New returns the API, with every operation registered.
func New(services Services) *Server {
	s := &Server{Services: services, mux: http.NewServeMux(), log: services.Log}
	config := huma.DefaultConfig("Stint", "1")
	config.Info.Description = "Everything the pages do, for programs. Make a token on the page “API tokens” and send it as `Authorization: Bearer …`. " +
		"What you may not see answers as what is not there. Every change takes an `Idempotency-Key`."
	config.Servers = []*huma.Server{{URL: Prefix}}
	config.OpenAPIPath = "/openapi"
	config.DocsPath = ""    // huma's page loads scripts from outside
	config.SchemasPath = "" // the document holds them
	config.CreateHooks = nil
	config.RejectUnknownQueryParameters = true
	config.Components.SecuritySchemes = map[string]*huma.SecurityScheme{"token": {Type: "http", Scheme: "bearer", Description: "A personal token, stint_…, of the scope read or act."}}
	config.Components.Schemas = huma.NewMapRegistry("#/components/schemas/", schemaName)
	config.Transformers = []huma.Transformer{s.finish}
	s.huma = humago.NewWithPrefix(s.mux, Prefix, config)
	s.registerAll()
	s.mux.HandleFunc(Prefix+"/", func(w http.ResponseWriter, r *http.Request) { writeProblem(w, r, fault.Missing("operation")) })
	return s
}

// schemaName names a type in the document. Types of features carry their
// package, since several have a Link; ours lose what tells them apart in Go.
func schemaName(t reflect.Type, hint string) string {
	name := huma.DefaultSchemaNamer(t, hint)
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	if pkg := path.Base(t.PkgPath()); t.Name() != "" && pkg != "api" && pkg != "." {
		return strings.ToUpper(pkg[:1]) + pkg[1:] + name
	}
	return strings.TrimSuffix(name, "Body")
}

// registerAll is the list of what the API can do, by feature.
func (s *Server) registerAll() {
	s.registerInternships()
	s.registerPlan()
	s.registerPrompts()
	s.registerHours()
	s.registerMeetings()
	s.registerPrograms()
	s.registerPeople()
	s.registerSelf()
}

// Routes lists the operations with the actions that they ask the policy about.
func (s *Server) Routes() []Route { return s.routes }

// ServeHTTP answers a request below Prefix.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-store")
	s.mux.ServeHTTP(w, r)
}

// who finds out whose token it is.
func (s *Server) who(ctx context.Context, token string) (access.Actor, error) {
	return s.Accounts.AuthenticateToken(ctx, token)
}
