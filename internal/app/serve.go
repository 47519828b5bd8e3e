package app

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"time"

	"stint/internal/access"
	"stint/internal/account"
	"stint/internal/api"
	"stint/internal/api/rest"
	"stint/internal/audit"
	"stint/internal/call"
	"stint/internal/change"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/internship/mailed"
	"stint/internal/job"
	"stint/internal/matching/cohort"
	"stint/internal/notify"
	"stint/internal/person"
	"stint/internal/sqldb"
	"stint/internal/view/author"
	"stint/internal/view/compose"
	"stint/internal/view/marks"
	"stint/internal/view/office"
	"stint/internal/view/versions"
	"stint/internal/web"
)

// Serve listens, answers requests and runs jobs until ctx ends; then it lets
// requests under way finish within the configured grace and closes the
// database. It calls ready once, with the address people use, as soon as it
// answers.
func (a *App) Serve(ctx context.Context, ready func(base string) error) error {
	listener, err := net.Listen("tcp", a.Config.Listen)
	if err != nil {
		return errors.Join(fault.Wrap(err, fault.Unavailable, "Nothing can listen on %s: is another program there? Choose another address with --listen.", a.Config.Listen), a.Close())
	}
	a.base = a.Config.BaseURL(listener.Addr().String())
	handler, err := a.Handler(a.base)
	if err != nil {
		return errors.Join(err, listener.Close(), a.Close())
	}
	server := &http.Server{
		Handler: handler, ReadHeaderTimeout: 10 * time.Second, ReadTimeout: time.Minute, WriteTimeout: time.Minute,
		IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10, ErrorLog: slog.NewLogLogger(a.log.Handler(), slog.LevelDebug),
	}
	working, stopWork := context.WithCancel(context.WithoutCancel(ctx))
	worked := make(chan error, 1)
	go func() { worked <- a.Worker(a.base).Run(working) }()
	served := make(chan error, 1)
	go func() { served <- server.Serve(listener) }()
	err = ready(a.base)
	if err == nil {
		select {
		case <-ctx.Done():
		case err = <-served:
		}
	}
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), a.Config.ShutdownGrace)
	defer cancel()
	stopped := server.Shutdown(grace)
	stopWork()
	return errors.Join(err, stopped, <-worked, a.Close())
}

// Handler is everything that answers HTTP: pages, API, health. The base is the
// address people use; links that are sent or shown start with it.
func (a *App) Handler(base string) (http.Handler, error) {
	https := strings.HasPrefix(base, "https://")
	pages := &web.Server{
		DB: a.DB, IDs: a.IDs, Clock: a.options.Clock, Log: a.log, Views: compose.New(a.Programs), Office: office.New(a.Programs), Marked: marks.New(a.Programs), Marks: a.Marks, LinkChecks: a.Config.LinkChecks == "on",
		Author: author.New(a.Programs), Drafts: a.Drafts,
		People: a.People, Accounts: a.Accounts, Programs: a.Programs, Internships: a.Internships, Matching: a.Matching, Meetings: a.Meetings,
		Delegations: a.Delegations, Mailed: a.Mailed, Setup: a.Setup,
		Plans: a.Plans, Prompts: a.Prompts, Hours: a.Hours, Notifier: a.notifier(base), Retry: a.retry,
		Pool:    a.Pool,
		Cohorts: a.Cohorts,
		Changes: a.Changes, Versions: versions.New(a.Programs, a.Changes),
		BaseURL: base, HTTPS: https, Mail: a.mailer != nil, Demo: a.options.Demo, Build: a.options.Build, TrustedProxy: proxy(a.Config.TrustedProxy),
	}
	forPrograms := api.New(api.Services{
		Pool:  a.Pool,
		Marks: a.Marks, Marked: marks.New(a.Programs),
		DB: a.DB, Log: a.log, People: a.People, Accounts: a.Accounts, Programs: a.Programs, Internships: a.Internships, Matching: a.Matching,
		Meetings: a.Meetings, Plans: a.Plans, Prompts: a.Prompts, Hours: a.Hours, Notifier: a.notifier(base),
		Delegations: a.Delegations, Drafts: a.Drafts,
		Cohorts: a.Cohorts,
		Setup:   a.Setup,
		Changes: a.Changes,
	})
	protected, err := crossOrigin(base, pages.Handler())
	if err != nil {
		return nil, fmt.Errorf("the configured address: %w", err)
	}
	mux := http.NewServeMux()
	mux.Handle("/", protected)
	mux.Handle(rest.Prefix+"/", forPrograms)
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { answerHealth(w, nil) })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		err := a.DB.Ping(r.Context())
		if err != nil {
			a.log.Error("not ready", "cause", fault.Cause(err))
		}
		answerHealth(w, err)
	})
	return outer(a.log, a.IDs, https, mux), nil
}

// answerHealth says "ok", or 503 without the reason: that is in the log.
func answerHealth(w http.ResponseWriter, err error) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Cache-Control", "no-store")
	status := "ok"
	if err != nil {
		status = "unavailable"
		w.WriteHeader(http.StatusServiceUnavailable)
	}
	_ = json.NewEncoder(w).Encode(map[string]string{"status": status})
}

// proxy reads the network of the trusted proxy; the setting was checked.
func proxy(setting string) netip.Prefix {
	if prefix, err := netip.ParsePrefix(setting); err == nil {
		return prefix
	}
	if addr, err := netip.ParseAddr(setting); err == nil {
		return netip.PrefixFrom(addr, addr.BitLen())
	}
	return netip.Prefix{}
}

func (a *App) notifier(base string) *notify.Notifier {
	return notify.New(a.DB, a.IDs, a.Queue, a.mailer, base).Enclosing(a.enclose(base))
}

// What happens by the clock.
const (
	kindTurn   = "clock.turn"   // internships that start, pause or go on; meetings that were held
	kindLinks  = "link.look"    // links of programs' pages that are due
	kindDigest = "mark.digest"  // what has gathered for coordinators
	kindForget = "clock.forget" // what is kept for a while only
	kindRemind = "clock.remind" // sign-offs that wait
)

// Worker runs the queue of this process.
func (a *App) Worker(base string) *job.Worker {
	notifier := a.notifier(base)
	return job.NewWorker(a.DB, a.Queue, job.Settings{
		Handlers: map[string]job.Handler{
			notify.KindFan:       notifier.Fan,
			notify.KindMail:      notifier.Deliver,
			account.KindMailLink: a.mailLink(base),
			cohort.KindSend:      a.Cohorts.Deliver,
			change.KindOffer:     a.Changes.OfferAll,
			kindTurn:             func(ctx context.Context, _ job.Job) error { return a.Turn(ctx) },
			kindRemind:           func(ctx context.Context, _ job.Job) error { _, err := a.Reminders.Remind(ctx); return err },
			kindLinks:            func(ctx context.Context, _ job.Job) error { return a.lookAtLinks(ctx) },
			kindDigest: func(ctx context.Context, _ job.Job) error {
				_, err := a.Marks.Digest(ctx, a.Links.BrokenSince)
				return err
			},
			kindForget: func(ctx context.Context, _ job.Job) error { return a.forget(ctx) },
		},
		Schedules: a.schedules(),
		Log:       a.log, Clock: a.options.Clock,
	})
}

// schedules are what happens again and again.
func (a *App) schedules() []job.Schedule {
	all := []job.Schedule{
		{Kind: kindTurn, Every: time.Minute}, {Kind: kindForget, Every: time.Hour}, {Kind: kindRemind, Every: 15 * time.Minute}, {Kind: kindDigest, Every: time.Hour},
	}
	if a.Config.LinkChecks == "on" {
		all = append(all, job.Schedule{Kind: kindLinks, Every: time.Minute})
	}
	return all
}

// lookAtLinks takes up the links of the programs' pages and asks for those that
// are due, one a host.
func (a *App) lookAtLinks(ctx context.Context) error {
	if err := a.Links.Gather(ctx); err != nil {
		return err
	}
	_, err := a.Links.Look(ctx)
	return err
}

// Turn does what is due by the clock. It may run on many nodes at once.
func (a *App) Turn(ctx context.Context) error {
	_, started := a.Internships.Turn(ctx)
	_, held := a.Meetings.Turn(ctx)
	_, lapsed := a.Pool.Turn(ctx)
	_, reminded := a.Matching.Turn(ctx)
	return errors.Join(started, held, lapsed, reminded, a.Plans.FillAgendas(ctx))
}

// keepJobs is how long a job that was done can still be looked at.
const keepJobs = 7 * 24 * time.Hour

// forget removes what is kept for a while only.
func (a *App) forget(ctx context.Context) error {
	return a.DB.Write(ctx, func(tx *sqldb.Tx) error {
		if _, err := call.Forget(tx); err != nil {
			return err
		}
		if _, err := job.Forget(tx, tx.Now().Add(-keepJobs)); err != nil {
			return err
		}
		if _, err := mailed.Forget(tx); err != nil {
			return err
		}
		_, err := account.Forget(tx)
		return err
	})
}

// retry puts a job that was given up back into the queue, for administrators.
func (a *App) retry(ctx context.Context, c call.Call, failed id.Job) error {
	_, err := call.Do(ctx, a.DB, c, "job.retry", failed, func(tx *sqldb.Tx) (none struct{}, err error) {
		if err := access.Check(c.Actor, access.PersonAdminister, nil, "job"); err != nil {
			return none, err
		}
		if err := a.Queue.Retry(tx, failed); err != nil {
			return none, err
		}
		_, err = a.Trail.Append(tx, c.Actor, audit.Event{Chain: audit.Organization, Name: "job.retried", Object: string(failed)})
		return none, err
	})
	return err
}

// SetUpLink makes the one-time link with which the first administrator sets an
// installation up, below the address people use. It is empty where somebody
// administers it already.
func (a *App) SetUpLink(ctx context.Context, base string) (string, error) {
	needed := false
	err := a.DB.Read(ctx, func(tx *sqldb.Tx) (err error) {
		needed, err = account.NeedsSetup(tx)
		return err
	})
	if err != nil || !needed {
		return "", err
	}
	secret, err := a.Accounts.MintSetup(ctx)
	if fault.Is(err, fault.Conflict) {
		return "", nil // somebody was quicker
	}
	if err != nil {
		return "", err
	}
	return base + "/set-up/" + secret.Reveal(), nil
}

// mailLink handles the wish for a sign-in link: the secret is made now, when
// it is delivered, and only its hash is kept. For an address that nobody has
// there is nothing to do.
func (a *App) mailLink(base string) job.Handler {
	return func(ctx context.Context, j job.Job) error {
		var in account.MailLink
		if err := json.Unmarshal(j.Payload, &in); err != nil {
			return job.GiveUp(err)
		}
		if in.Person == "" || a.mailer == nil {
			return nil
		}
		var to person.Person
		var secret account.Secret
		err := a.DB.Write(ctx, func(tx *sqldb.Tx) (err error) {
			if to, err = person.Find(tx, access.System(access.ViaJob), in.Person); err != nil {
				return err
			}
			secret, err = a.Accounts.MintLink(tx, in.Person, account.PurposeSignIn, "", account.LinkTTL)
			return err
		})
		if fault.Is(err, fault.NotFound) {
			return nil // gone or deactivated since they asked
		}
		if err != nil {
			return err
		}
		return a.mailer.Send(ctx, notify.Mail{
			ID: string(j.ID), To: to.Email, Name: to.Name, Subject: "Your link to sign in to Stint",
			Text: fmt.Sprintf("Hello %s,\n\nopen this link and press its button to sign in:\n\n%s/sign-in/%s\n\nIt works once, for %d minutes. If you did not ask for it, nothing has happened.\n\nStint\n",
				to.FirstName(), base, secret.Reveal(), int(account.LinkTTL/time.Minute)),
		})
	}
}
