// Package app builds and runs an installation: every part is made here, by
// hand, in the order of the floors, and handed to those that need it.
package app

import (
	"context"
	"crypto/rand"
	"errors"
	"io"
	"log/slog"
	"net/url"
	"time"

	"stint/internal/account"
	"stint/internal/audit"
	"stint/internal/change"
	"stint/internal/config"
	"stint/internal/id"
	"stint/internal/integration/mail"
	"stint/internal/internship"
	"stint/internal/internship/delegation"
	"stint/internal/internship/mailed"
	"stint/internal/internship/reminder"
	"stint/internal/job"
	"stint/internal/matching"
	"stint/internal/matching/cohort"
	"stint/internal/meeting"
	"stint/internal/meeting/preparation"
	"stint/internal/notify"
	"stint/internal/outbound"
	"stint/internal/person"
	"stint/internal/plan"
	"stint/internal/plan/hours"
	"stint/internal/plan/prompt"
	"stint/internal/pool"
	"stint/internal/program"
	"stint/internal/program/draft"
	"stint/internal/program/link"
	"stint/internal/program/mark"
	"stint/internal/sqldb"
)

// Options are what is not a setting: what tests and the demo put in place of
// the world. Zero values are production's.
type Options struct {
	Clock  func() time.Time
	Random io.Reader    // of ids; secrets always come from crypto/rand
	Log    *slog.Logger // slog.Default() where nil
	Build  string       // which build this is, for the administrator
	Demo   bool         // printed links sign in at once; only ever on loopback
	Mailer notify.Mailer
}

// App is an installation in this process.
type App struct {
	Config      config.Config
	DB          *sqldb.DB
	IDs         *id.Source
	Queue       *job.Queue
	Trail       *audit.Trail
	People      *person.Service
	Accounts    *account.Service
	Programs    *program.Service
	Pool        *pool.Service
	Drafts      *draft.Service
	Internships *internship.Service
	Delegations *delegation.Service
	Mailed      *mailed.Service
	Reminders   *reminder.Service
	Setup       *preparation.Service
	Matching    *matching.Service
	Marks       *mark.Service
	Links       *link.Watcher
	Meetings    *meeting.Service
	Plans       *plan.Service
	Prompts     *prompt.Service
	Hours       *hours.Service
	Cohorts     *cohort.Service
	Changes     *change.Service

	options Options
	log     *slog.Logger
	mailer  notify.Mailer
	base    string // known for sure once it serves
}

// New builds an installation on the database that the settings name. It serves
// nothing and runs no jobs before Serve.
func New(ctx context.Context, c config.Config, o Options) (*App, error) {
	if o.Clock == nil {
		o.Clock = time.Now
	}
	if o.Random == nil {
		o.Random = rand.Reader
	}
	if o.Log == nil {
		o.Log = slog.Default()
	}
	db, err := sqldb.Open(ctx, c.Database, sqldb.Options{Clock: o.Clock})
	if err != nil {
		return nil, err
	}
	a := &App{Config: c, DB: db, options: o, log: o.Log, mailer: o.Mailer, base: c.BaseURL(c.Listen)}
	if a.mailer == nil && c.SMTP != "" {
		if a.mailer, err = mail.New(c.SMTP, c.MailFrom, hostOf(a.base)); err != nil {
			return nil, errors.Join(err, db.Close())
		}
	}
	a.IDs = id.NewSource(o.Clock, o.Random)
	a.Queue = job.NewQueue(a.IDs)
	a.Trail = audit.New(a.IDs, a.happened())
	a.wire()
	return a, nil
}

// wire makes the services. What one of them has to tell another that stands
// above it, in the same transaction, is handed over here.
func (a *App) wire() {
	a.Programs = program.New(a.DB, a.IDs, a.Trail)
	a.Marks = mark.New(a.DB, a.IDs, a.Trail, a.Programs)
	a.Links = link.NewWatcher(a.DB, a.Programs, outbound.New(outbound.Options{Agent: "Stint link check (+" + a.base + ")"}), a.log, a.options.Clock)
	a.Pool = pool.New(a.DB, a.IDs, a.Trail)
	a.Drafts = draft.New(a.DB, a.IDs, a.Programs)
	a.Plans = plan.New(a.DB, a.IDs, a.Trail)
	a.Prompts = prompt.New(a.DB, a.IDs, a.Trail, plan.Recount)
	a.Hours = hours.New(a.DB, a.IDs, a.Trail)
	a.Meetings = meeting.New(a.DB, a.IDs, a.Trail, meeting.Hooks{Settled: plan.Settle})
	a.Matching = matching.New(a.DB, a.IDs, a.Trail)
	a.Internships = internship.New(a.DB, a.IDs, a.Trail, internship.Hooks{Agreed: a.agreed, Proposed: a.Matching.Proposed, Over: a.Matching.Over})
	a.Delegations = delegation.New(a.DB, a.IDs, a.Trail)
	a.Mailed = mailed.New(a.DB, a.Internships)
	a.Reminders = reminder.New(a.DB, a.Trail)
	a.Setup = preparation.New(a.DB, a.IDs, a.Trail)
	a.People = person.New(a.DB, a.IDs, a.Trail, person.Hooks{
		ManagerChanged: a.managerChanged,
		FactsChanged:   a.Plans.FactsChanged,
		FactsAsked:     a.Programs.AccessAsked,
		Deactivated:    a.departed,
	})
	a.Cohorts = cohort.New(a.DB, a.IDs, a.Trail, a.Queue, a.askFor)
	a.Changes = change.New(a.DB, a.IDs, a.Trail, a.Queue, a.Programs, a.Internships, a.Plans.FactsChanged)
	a.Accounts = account.New(a.DB, a.IDs, a.Trail, a.Queue, a.People)
}

// managerChanged carries another manager into open sign-offs and requests.
func (a *App) managerChanged(tx *sqldb.Tx, who, old, manager id.Person) error {
	if err := a.Internships.ManagerChanged(tx, who, old, manager); err != nil {
		return err
	}
	return a.Matching.ManagerChanged(tx, who, old, manager)
}

// agreed makes what an agreement promises, or moves it: the 1:1s of the rhythm
// and the plan.
func (a *App) agreed(tx *sqldb.Tx, g internship.Agreement) error {
	if err := meeting.MakeSeries(tx, a.IDs, g); err != nil {
		return err
	}
	return a.Changes.Agreed(tx, g)
}

// happened tells of each event, in its transaction, those who follow events.
func (a *App) happened() func(*sqldb.Tx, audit.Event) error {
	followers := []func(*sqldb.Tx, audit.Event) error{notify.Happened(a.Queue), change.Happened(a.Queue)}
	return func(tx *sqldb.Tx, e audit.Event) error {
		for _, follow := range followers {
			if err := follow(tx, e); err != nil {
				return err
			}
		}
		return nil
	}
}

// departed ends what somebody who was deactivated has given or taken: requests
// first, since internships are locked before places.
func (a *App) departed(tx *sqldb.Tx, who id.Person) error {
	if err := a.Matching.Deactivated(tx, who); err != nil {
		return err
	}
	if err := a.Pool.Departed(tx, who); err != nil {
		return err
	}
	return a.Delegations.Left(tx, who)
}

// Close closes the database, after the changes under way.
func (a *App) Close() error { return a.DB.Close() }

func hostOf(base string) string {
	u, err := url.Parse(base)
	if err != nil || u.Hostname() == "" {
		return "localhost"
	}
	return u.Hostname()
}
