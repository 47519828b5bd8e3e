package apptest_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"stint/internal/access"
	"stint/internal/app"
	"stint/internal/apptest"
	"stint/internal/internship"
	"stint/internal/sqldb"
)

// Every entrance of the demo leads in, on both databases, and the first page is
// there; what the demo did to the database is in order.
func TestEveryEntranceLeadsIn(t *testing.T) {
	apptest.Each(t, func(t *testing.T, env *apptest.Env) {
		if len(env.Company.People) != 7 {
			t.Fatalf("%d entrances", len(env.Company.People))
		}
		for _, e := range env.Company.People {
			for range 2 { // the links may be opened again and again
				first := env.Nobody(t).Get("/sign-in/" + e.Secret).Want(http.StatusOK)
				if strings.HasPrefix(first.Path(), "/sign-in") || !first.Has("main h1") {
					t.Errorf("the %s comes to %s: %s", e.Part, first.Path(), first.Title())
				}
			}
		}
		found, err := app.Examine(t.Context(), env.DB)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range found {
			t.Errorf("broken: %s %s", f.Rule, f.What)
		}
	}, apptest.WithDemo())
}

func TestBrowserIsSomebody(t *testing.T) {
	env := apptest.New(t, sqldb.SQLite, apptest.WithDemo())
	if page := env.Nobody(t).Get("/").Want(http.StatusOK); page.URL.Path != "/sign-in" {
		t.Errorf("nobody comes to %s", page.Path())
	}
	noor := env.As(t, "noor@fjordline.example")
	settings := noor.Get("/profile").Want(http.StatusOK)
	if !settings.Says("Noor") {
		t.Error(settings.Excerpt())
	}
	after := noor.Submit(settings, "form[action='/profile']", map[string]string{"zone": "Europe/Lisbon"}).Want(http.StatusOK)
	if len(after.Trail) != 1 || after.Toast() == "" {
		t.Errorf("redirected by %v, toast %q:\n%s", after.Trail, after.Toast(), after.Excerpt())
	}
	if zone := env.Person(t, "noor@fjordline.example").Zone; zone != "Europe/Lisbon" {
		t.Errorf("the zone is %s", zone)
	}
	if again := noor.Get("/profile"); again.Toast() != "" {
		t.Errorf("the toast comes again: %q", again.Toast())
	}
	noor.With("Sec-Fetch-Site", "cross-site").With("Origin", "https://elsewhere.example").Post("/profile", url.Values{}).Want(http.StatusForbidden)
}

func TestSessionsWorkOverTLS(t *testing.T) {
	env := apptest.New(t, sqldb.SQLite, apptest.WithDemo(), apptest.WithTLS())
	if !strings.HasPrefix(env.URL, "https://") {
		t.Fatal(env.URL)
	}
	page := env.As(t, "ines@fjordline.example").Get("/").Want(http.StatusOK)
	if page.Header.Get("Strict-Transport-Security") == "" {
		t.Error("no HSTS over TLS")
	}
}

func TestAPIClientHasItsScope(t *testing.T) {
	env := apptest.New(t, sqldb.SQLite, apptest.WithDemo())
	env.API(t, "").Get("/internships").Want(http.StatusUnauthorized)
	reads := env.API(t, env.Token(t, "noor@fjordline.example", access.ScopeRead))
	list := reads.Get("/internships").Want(http.StatusOK)
	if items, _ := list.JSON["items"].([]any); len(items) != 1 {
		t.Errorf("%s", list.Body)
	}
	reads.Post("/internships", map[string]string{"program": "x"}).Want(http.StatusForbidden)
}

// The clock stands still until it is moved, jobs run when they are asked to, and
// mails are kept.
func TestTheTestHasTheClockInHand(t *testing.T) {
	apptest.Each(t, func(t *testing.T, env *apptest.Env) {
		lena := env.Internship(t, "lena@fjordline.example")
		stands := func() internship.State {
			x, err := env.Internships.Find(t.Context(), env.Actor(t, "lena@fjordline.example"), lena)
			if err != nil {
				t.Fatal(err)
			}
			return x.State
		}
		env.Turn(t)
		if got := stands(); got != internship.Agreed {
			t.Fatalf("before its start the internship is %s", got)
		}
		if n := len(env.Mailer.Mails()); n != 0 {
			t.Errorf("%d mails tell of the past", n)
		}
		env.Clock.Forward(5 * 24 * time.Hour)
		env.Mailer.SetDown(true)
		env.Turn(t)
		if got := stands(); got != internship.Active {
			t.Fatalf("after its start the internship is %s", got)
		}
		if n := len(env.Mailer.Mails()); n != 0 {
			t.Errorf("%d mails went through a server that is down", n)
		}
		env.Mailer.SetDown(false)
		env.Clock.Forward(time.Hour)
		env.Drain(t)
		if mails := env.Mailer.To("lena@fjordline.example"); len(mails) != 1 || !strings.Contains(mails[0].Text, env.URL) {
			t.Errorf("Lena got %+v", mails)
		}
	}, apptest.WithDemo())
}

// The company is the same to the last id, wherever and whenever it is filled in:
// what a golden file says of it holds in every run.
func TestIdsAreTheSameInEveryRun(t *testing.T) {
	history := func(env *apptest.Env) (events []string) {
		err := env.DB.Read(t.Context(), func(tx *sqldb.Tx) (err error) {
			events, err = sqldb.List(tx, func(s sqldb.Scanner) (line string, err error) { return line, s.Scan(&line) },
				"SELECT id || ' ' || name || ' ' || object FROM audit_event ORDER BY id")
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return events
	}
	lite := history(apptest.New(t, sqldb.SQLite, apptest.WithDemo()))
	postgres := history(apptest.New(t, sqldb.Postgres, apptest.WithDemo()))
	if diff := cmp.Diff(lite, postgres); diff != "" || len(lite) < 400 {
		t.Errorf("%d events:\n%s", len(lite), diff)
	}
}
