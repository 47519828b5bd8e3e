package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"stint/internal/apptest"
)

// From a row of My week to a mark and back, without a script.
func TestMarkingFromARow(t *testing.T) {
	each(t, func(t *testing.T, env *apptest.Env) {
		browser := env.As(t, noor)
		week := browser.Get("/week").Want(http.StatusOK)
		flags := week.All(".act-flag")
		if len(flags) < 5 {
			t.Fatalf("%d rows can be marked: %s", len(flags), week.Excerpt())
		}
		flag := flags[0]
		row := "#act-" + strings.TrimPrefix(flag.Attr("id"), "flag-")
		if week.Has(row + " .said") {
			t.Fatal("the row is marked already")
		}
		form := browser.Get(flag.Attr("href")).Want(http.StatusOK)
		refused := browser.Submit(form, "#sheet-content", map[string]string{"verdict": ""})
		if refused.Status != http.StatusUnprocessableEntity || len(refused.Problems()) == 0 {
			t.Fatalf("without a verdict: %d %s", refused.Status, refused.Excerpt())
		}
		week = browser.Submit(refused, "#sheet-content", map[string]string{"verdict": "outdated"}).Want(http.StatusOK)
		if !strings.HasPrefix(week.Path(), "/week") || !strings.Contains(week.Text(row+" .said"), "You marked this as out of date.") {
			t.Fatalf("it led to %s: %s", week.Path(), week.Excerpt())
		}
		// The other one of the pair can mark it, and does not see this mark;
		// a manager can do neither.
		of := "/internships/" + string(env.Internship(t, noor)) + "/week"
		if theirs := env.As(t, ines).Get(of).Want(http.StatusOK); !theirs.Has(row+" .act-flag") || theirs.Has(row+" .said") {
			t.Error("the mentor's row")
		}
		manager := one(t, env, "SELECT p.email FROM person p JOIN party a ON a.person_id = p.id WHERE a.internship_id = ? AND a.role = 'intern-manager'", env.Internship(t, noor))
		if theirs := env.As(t, manager).Get(of).Want(http.StatusOK); theirs.Has(".act-flag") || theirs.Has(".said") {
			t.Error("a manager may mark")
		}
		week = browser.Submit(week, row+" .said form", nil).Want(http.StatusOK)
		if !strings.HasPrefix(week.Path(), "/week") || week.Has(row+" .said") {
			t.Errorf("it is not taken back: %s", week.Excerpt())
		}
	})
}

// Asked by a script, marking and taking back answer with the row.
func TestMarkingAnswersWithTheRow(t *testing.T) {
	each(t, func(t *testing.T, env *apptest.Env) {
		browser := env.As(t, noor)
		id := strings.TrimPrefix(browser.Get("/week").Find(".act-flag").Attr("id"), "flag-")
		here := browser.With("HX-Request", "true")
		made := here.Post("/activities/"+id+"/marks", url.Values{"verdict": {"broken"}, "back": {"/week#act-" + id}, "key": {"row-1"}}).Want(http.StatusOK)
		if !strings.Contains(made.Text("#act-"+id+" .said"), "You marked this as broken.") || made.Has("main") || made.Text(".toast") == "" {
			t.Fatalf("%s", made.Excerpt())
		}
		if href := made.Find(".act-flag").Attr("href"); strings.Count(href, "%23act-") != 1 {
			t.Errorf("the way back grows: %s", href)
		}
		back := here.Post(made.Form(".said form").Action.Path, url.Values{"activity": {id}, "back": {"/week"}, "key": {"row-2"}}).Want(http.StatusOK)
		if !back.Has("#act-"+id) || back.Has(".said") {
			t.Errorf("%s", back.Excerpt())
		}
		again := browser.Post("/activities/"+id+"/marks", url.Values{"verdict": {"excellent"}, "back": {"https://elsewhere.example/"}, "key": {"row-3"}}).Want(http.StatusOK)
		if again.Path() != "/activities/"+id {
			t.Errorf("it led to %s", again.Path())
		}
		undo := again.Find(".toast button[name='undo']").Attr("value")
		if browser.Post("/undo", url.Values{"undo": {undo}, "key": {"row-4"}}).Want(http.StatusOK); browser.Get("/activities/" + id).Has(".said") {
			t.Error("the toast's undo leaves the mark")
		}
	})
}
