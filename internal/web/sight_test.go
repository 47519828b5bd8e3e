package web_test

import (
	"net/http"
	"net/url"
	"testing"

	"stint/internal/account"
	"stint/internal/apptest"
	"stint/internal/id"
	"stint/internal/internship"
	"stint/internal/sqldb"
	"stint/internal/view"
	"stint/internal/view/compose"
)

// one is the one text that a query answers with.
func one(t *testing.T, env *apptest.Env, query string, args ...any) string {
	t.Helper()
	var text string
	err := env.DB.Read(t.Context(), func(tx *sqldb.Tx) (err error) {
		text, err = sqldb.Find(tx, "row", func(s sqldb.Scanner) (v string, err error) { return v, s.Scan(&v) }, query, args...)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// The page of a question shows a manager the question, and neither when the two
// meet nor how often it was answered.
func TestTheNextMeetingIsThePairs(t *testing.T) {
	each(t, func(t *testing.T, env *apptest.Env) {
		of := env.Internship(t, noor)
		question := id.Prompt(one(t, env, "SELECT id FROM prompt WHERE internship_id = ? AND versions > 0 ORDER BY id LIMIT 1", of))
		seenBy := func(email string) (p view.Prompt) {
			actor := env.Actor(t, email)
			who := account.Principal{Actor: actor, Person: env.Person(t, email)}
			err := env.DB.Read(t.Context(), func(tx *sqldb.Tx) (err error) {
				p, err = compose.New(env.Programs).Prompt(tx, who, question)
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
			return p
		}
		manager := one(t, env, "SELECT p.email FROM person p JOIN party a ON a.person_id = p.id WHERE a.internship_id = ? AND a.role = 'intern-manager'", of)
		if p := seenBy(manager); p.Next != nil || p.Row.Version != 0 || !p.Row.Answer.IsZero() || len(p.Versions) > 0 {
			t.Errorf("a manager sees %+v", p)
		}
		if p := seenBy(noor); p.Next == nil || p.Row.Version == 0 || p.Row.Answer.IsZero() {
			t.Errorf("the intern does not see %+v", p)
		}
	})
}

// What the address says of a change is not decoration: an activity is found in
// its own internship only.
func TestAnActivityIsFoundInItsOwnInternshipOnly(t *testing.T) {
	each(t, func(t *testing.T, env *apptest.Env) {
		of, other := env.Internship(t, noor), env.Internship(t, "jakub@fjordline.example")
		item := one(t, env, "SELECT id FROM activity WHERE internship_id = ? AND week = 0 AND shape = 'leaf' AND owner = 'intern' AND state IN ('open', 'done') ORDER BY position LIMIT 1", of)
		side := one(t, env, "SELECT a.id FROM activity a JOIN branch_choice c ON c.internship_id = a.internship_id AND c.branch = a.branch AND c.side <> a.side WHERE a.internship_id = ? ORDER BY a.position LIMIT 1", of)
		state := func() (ticked, taken string) {
			return one(t, env, "SELECT state FROM activity WHERE id = ?", item),
				one(t, env, "SELECT c.side FROM activity a JOIN branch_choice c ON c.internship_id = a.internship_id AND c.branch = a.branch WHERE a.id = ?", side)
		}
		ticked, taken := state()
		browser := env.As(t, noor)
		done := "true"
		if ticked == "done" {
			done = "false"
		}
		check, choice := url.Values{"item": {item}, "done": {done}}, url.Values{"activity": {side}, "confirm": {"yes"}}
		browser.Post("/internships/"+string(other)+"/checks", check).Want(http.StatusNotFound)
		browser.Post("/internships/"+string(other)+"/branch-choices", choice).Want(http.StatusNotFound)
		if nowTicked, nowTaken := state(); nowTicked != ticked || nowTaken != taken {
			t.Fatalf("%s became %s, %s became %s", ticked, nowTicked, taken, nowTaken)
		}
		browser.Post("/internships/"+string(of)+"/checks", check).Want(http.StatusOK)
		browser.Post("/internships/"+string(of)+"/branch-choices", choice).Want(http.StatusOK)
		if nowTicked, nowTaken := state(); nowTicked == ticked || nowTaken == taken {
			t.Fatalf("%s stayed %s, or %s stayed %s", ticked, nowTicked, taken, nowTaken)
		}
	})
}

// A form whose key stands for something else comes back with another key, so
// that it can be sent after all.
func TestAFormWithAUsedKeyCanBeSentAgain(t *testing.T) {
	env := apptest.New(t, sqldb.SQLite, apptest.WithDemo())
	browser := env.As(t, noor)
	of := "/internships/" + string(env.Internship(t, noor)) + "/hours"
	browser.Post(of, url.Values{"hours": {"0:30"}, "key": {"used"}}).Want(http.StatusOK)
	reused := browser.Post(of, url.Values{"hours": {"0:45"}, "key": {"used"}}).Want(http.StatusConflict)
	again := reused.Form("form[action='" + of + "']")
	if key := again.Values.Get("key"); key == "" || key == "used" {
		t.Fatalf("the key %q", key)
	}
	browser.Send(again, nil).Want(http.StatusOK)
}

// Whoever looks for a mentor in a second program keeps the week of the
// internship that runs.
func TestASecondProgramDoesNotHideTheOneThatRuns(t *testing.T) {
	each(t, func(t *testing.T, env *apptest.Env) {
		of := env.Internship(t, noor)
		second := one(t, env, "SELECT p.id FROM program p WHERE p.id <> (SELECT program_id FROM internship WHERE id = ?) ORDER BY p.id LIMIT 1", of)
		if _, err := env.Internships.Explore(t.Context(), env.Call(t, noor), internship.Explore{Program: id.Program(second)}); err != nil {
			t.Fatal(err)
		}
		browser := env.As(t, noor)
		if p := browser.Get("/"); p.Status != http.StatusOK || p.Path() != "/week" {
			t.Errorf("%d %s", p.Status, p.Path())
		}
		if p := browser.Get("/meetings").Want(http.StatusOK); !p.Has("a[href^='/meetings/']") {
			t.Error("the 1:1s are gone")
		}
	})
}
