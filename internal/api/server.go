// Package api is the REST API: everything the pages do, under /api/v1, for
// programs with a personal token. Handlers decode, make one call, and encode;
// package rest has what they share. The operations of a feature that came
// later stand in a package of their own inside this one.
package api

import (
	"log/slog"
	"net/http"

	"stint/internal/account"
	"stint/internal/api/agreeing"
	"stint/internal/api/author"
	cohortapi "stint/internal/api/cohort"
	"stint/internal/api/marks"
	"stint/internal/api/mentors"
	"stint/internal/api/request"
	"stint/internal/api/rest"
	"stint/internal/api/versions"
	"stint/internal/change"
	"stint/internal/internship"
	"stint/internal/internship/delegation"
	"stint/internal/matching"
	"stint/internal/matching/cohort"
	"stint/internal/meeting"
	"stint/internal/meeting/preparation"
	"stint/internal/notify"
	"stint/internal/person"
	"stint/internal/plan"
	"stint/internal/plan/hours"
	"stint/internal/plan/prompt"
	"stint/internal/pool"
	"stint/internal/program"
	"stint/internal/program/draft"
	"stint/internal/program/mark"
	"stint/internal/sqldb"
	views "stint/internal/view/marks"
)

// Services are what the operations call.
type Services struct {
	DB          *sqldb.DB
	Log         *slog.Logger
	People      *person.Service
	Accounts    *account.Service
	Programs    *program.Service
	Drafts      *draft.Service
	Pool        *pool.Service
	Internships *internship.Service
	Delegations *delegation.Service
	Setup       *preparation.Service
	Matching    *matching.Service
	Marks       *mark.Service
	Marked      *views.Views
	Meetings    *meeting.Service
	Plans       *plan.Service
	Prompts     *prompt.Service
	Hours       *hours.Service
	Cohorts     *cohort.Service
	Changes     *change.Service
	Notifier    *notify.Notifier
}

// Server is the API.
type Server struct {
	Services
	rest *rest.API
}

// New returns the API, with every operation registered.
func New(services Services) *Server {
	s := &Server{Services: services}
	s.rest = rest.New(services.Log, services.Accounts.AuthenticateToken)
	s.registerAll()
	return s
}

// registerAll is the list of what the API can do, by feature.
func (s *Server) registerAll() {
	s.registerInternships()
	s.registerPlan()
	s.registerPrompts()
	s.registerHours()
	s.registerMeetings()
	s.registerPrograms()
	author.Register(s.rest, author.Services{DB: s.DB, Programs: s.Programs, Drafts: s.Drafts})
	versions.Register(s.rest, s.DB, s.Programs, s.Changes)
	s.registerPeople()
	s.registerSelf()
	marks.Register(s.rest, marks.Services{DB: s.DB, Marks: s.Marks, Marked: s.Marked})
	agreeing.Register(s.rest, agreeing.Services{DB: s.DB, Delegations: s.Delegations, Preparations: s.Setup})
	request.Operations{DB: s.DB, Matching: s.Matching}.Register(s.rest)
	cohortapi.Register(s.rest, s.DB, s.Cohorts)
	mentors.Register(s.rest, mentors.Services{DB: s.DB, Pool: s.Pool})
}

// Routes lists the operations with the actions that they ask the policy about.
func (s *Server) Routes() []rest.Route { return s.rest.Routes() }

// ServeHTTP answers a request below rest.Prefix.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.rest.ServeHTTP(w, r) }
