// Package web is the pages: server-rendered, complete without a script, better
// with one.
//
// The list of pages with the action that each asks the policy about is
// routes.go. The handlers of a feature stand in a package of their own inside
// this one, with the services that they call as fields; package visit is what
// all of them share. features.go hands each what it needs.
package web

import (
	"context"
	"log/slog"
	"net/http"
	"net/netip"
	"time"

	"stint/internal/access"
	"stint/internal/account"
	"stint/internal/call"
	"stint/internal/change"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/internship"
	"stint/internal/internship/delegation"
	"stint/internal/internship/mailed"
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
	"stint/internal/view/author"
	"stint/internal/view/compose"
	"stint/internal/view/marks"
	"stint/internal/view/office"
	"stint/internal/view/versions"
	"stint/internal/web/asset"
	"stint/internal/web/visit"
)

// Server is the pages, and all that their handlers work with.
type Server struct {
	DB           *sqldb.DB
	IDs          *id.Source
	Clock        func() time.Time
	Log          *slog.Logger
	Views        *compose.Views
	Office       *office.Views
	Marked       *marks.Views
	Marks        *mark.Service
	LinkChecks   bool // links are looked at here
	People       *person.Service
	Accounts     *account.Service
	Programs     *program.Service
	Drafts       *draft.Service
	Author       *author.Views
	Pool         *pool.Service
	Internships  *internship.Service
	Delegations  *delegation.Service
	Mailed       *mailed.Service
	Matching     *matching.Service
	Setup        *preparation.Service
	Meetings     *meeting.Service
	Plans        *plan.Service
	Prompts      *prompt.Service
	Hours        *hours.Service
	Cohorts      *cohort.Service
	Changes      *change.Service
	Versions     *versions.Views
	Notifier     *notify.Notifier
	Retry        func(context.Context, call.Call, id.Job) error // puts a job that was given up back into the queue
	BaseURL      string                                         // of links that are shown, such as a sign-in link
	HTTPS        bool                                           // people reach us over TLS: cookies are theirs alone
	Mail         bool                                           // a mail server is known
	Demo         bool                                           // an opened sign-in link signs in at once
	Build        string                                         // which build this is
	TrustedProxy netip.Prefix                                   // whose X-Forwarded-For counts; zero: nobody's
}

// Handler serves the pages and the static files.
func (s *Server) Handler() http.Handler {
	site := &visit.Site{
		DB: s.DB, IDs: s.IDs, Clock: s.Clock, Log: s.Log, Accounts: s.Accounts, Views: s.Views, HTTPS: s.HTTPS, TrustedProxy: s.TrustedProxy,
	}
	mux := http.NewServeMux()
	for _, route := range s.Routes() {
		mux.Handle(route.Method+" "+route.Pattern, site.Handler(route.Action, route.handle))
	}
	mux.Handle("GET "+asset.Prefix, asset.Handler())
	mux.Handle("/", site.Handler(access.HomeFind, func(*visit.Visit) error { return fault.Missing("page") }))
	return mux
}
