package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"stint/internal/apptest"
	"stint/internal/sqldb"
)

const noor = "noor@fjordline.example"

func each(t *testing.T, run func(t *testing.T, env *apptest.Env)) {
	t.Helper()
	for _, dialect := range []sqldb.Dialect{sqldb.SQLite, sqldb.Postgres} {
		t.Run(string(dialect), func(t *testing.T) { run(t, apptest.New(t, dialect, apptest.WithDemo())) })
	}
}

// A session that ends while somebody writes takes nothing from them: the answer
// holds what they typed, and sending it again after signing in saves it.
func TestASessionCutDuringASaveLosesNothing(t *testing.T) {
	each(t, func(t *testing.T, env *apptest.Env) {
		browser := env.As(t, noor)
		week := browser.Get("/week").Want(http.StatusOK)
		form := week.Form("form[action$='/answers']")
		long := strings.Repeat("Caches against artifacts. ", 20)

		cut := env.Nobody(t).Post(form.Action.Path, url.Values{"body": {long}, "key": {"cut-1"}})
		if cut.Status != http.StatusUnauthorized {
			t.Fatalf("status %d", cut.Status)
		}
		again := cut.Form("form[action='" + form.Action.Path + "']")
		kept := again.Values.Get("body")
		if strings.TrimSpace(kept) != strings.TrimSpace(long) || again.Values.Get("key") != "cut-1" {
			t.Fatalf("what was typed is not on the page: %q", kept)
		}
		if answer := env.As(t, noor).Post(again.Action.Path, again.Values); answer.Status != http.StatusOK || answer.Toast() == "" {
			t.Fatalf("sending it again: %d %s", answer.Status, answer.Excerpt())
		}
	})
}

// A form that is sent twice has its effect once, and its key means nothing
// else.
func TestAFormSentTwiceHasOneEffect(t *testing.T) {
	each(t, func(t *testing.T, env *apptest.Env) {
		browser := env.As(t, noor)
		of := "/internships/" + string(env.Internship(t, noor)) + "/hours"
		before := browser.Get("/week").Text("aside .card-head .meta strong")
		values := url.Values{"hours": {"1:30"}, "what": {"Reading"}, "key": {"twice-1"}}
		for range 2 {
			browser.Post(of, values).Want(http.StatusOK)
		}
		after := browser.Get("/week").Text("aside .card-head .meta strong")
		if before == after {
			t.Fatalf("nothing was logged: %s", after)
		}
		values.Set("hours", "2")
		if reused := browser.Post(of, values); reused.Status != http.StatusConflict {
			t.Fatalf("the key with another body: %d", reused.Status)
		}
		if still := browser.Get("/week").Text("aside .card-head .meta strong"); still != after {
			t.Fatalf("a refused form changed something: %s, then %s", after, still)
		}
	})
}

// What is not there and what is not theirs to see answer alike, and nobody
// learns which addresses exist before they signed in.
func TestWhatMayNotBeSeenAnswersAsWhatIsNotThere(t *testing.T) {
	each(t, func(t *testing.T, env *apptest.Env) {
		theirs := "/internships/" + string(env.Internship(t, noor))
		nothing := "/internships/01900000-0000-7000-8000-000000000000"
		stranger := env.As(t, "sofia@fjordline.example")
		if a, b := stranger.Get(theirs), stranger.Get(nothing); a.Status != http.StatusNotFound || b.Status != http.StatusNotFound || a.Text("main") != b.Text("main") {
			t.Errorf("%d %q, %d %q", a.Status, a.Text("main"), b.Status, b.Text("main"))
		}
		for _, path := range []string{theirs, nothing, "/no/such/page"} {
			if p := env.Nobody(t).Get(path); !strings.HasPrefix(p.Path(), "/sign-in?to=") {
				t.Errorf("%s leads nobody to %s", path, p.Path())
			}
		}
	})
}

// Opening a link changes nothing; its button signs in, once.
func TestOpeningALinkChangesNothing(t *testing.T) {
	each(t, func(t *testing.T, env *apptest.Env) {
		link := "/sign-in/" + env.Link(t, noor)
		scanner := env.Nobody(t)
		for range 3 {
			if p := scanner.Get(link).Want(http.StatusOK); !p.Has("form[action='/sign-in/sessions']") {
				t.Fatal("there is no button")
			}
		}
		if p := scanner.Get("/week"); !strings.HasPrefix(p.Path(), "/sign-in") {
			t.Fatal("opening the link signed in")
		}
		person := env.Nobody(t)
		opened := person.Get(link)
		if in := person.Submit(opened, "form[action='/sign-in/sessions']", nil); in.Status != http.StatusOK || in.Path() != "/week" {
			t.Fatalf("%d %s", in.Status, in.Path())
		}
		other := env.Nobody(t)
		if spent := other.Submit(opened, "form[action='/sign-in/sessions']", nil); spent.Status != http.StatusUnauthorized {
			t.Fatalf("the link worked twice: %d", spent.Status)
		}
	})
}

// The way back that a form names stays on this installation.
func TestAFormLeadsNowhereElse(t *testing.T) {
	env := apptest.New(t, sqldb.SQLite, apptest.WithDemo())
	browser := env.As(t, noor)
	for _, to := range []string{"https://evil.example/", "//evil.example", `/\evil.example`, "/\t/evil.example", "javascript:alert(1)", "evil", ""} {
		p := browser.Post("/appearance", url.Values{"theme": {"dark"}, "back": {to}})
		if p.Status != http.StatusOK || p.Path() != "/profile" {
			t.Errorf("%q leads to %d %s", to, p.Status, p.URL)
		}
	}
}
