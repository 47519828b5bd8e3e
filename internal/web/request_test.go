package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"stint/internal/apptest"
	"stint/internal/call"
	"stint/internal/id"
	"stint/internal/matching"
)

const (
	rajesh  = "rajesh@fjordline.example" // has no part in anything
	freya   = "freya@fjordline.example"  // looks for a mentor
	ines    = "ines@fjordline.example"
	kofi    = "kofi@fjordline.example"
	joaquim = "joaquim@fjordline.example"
	priya   = "priya@fjordline.example"
)

// newest is the newest request of an intern to a mentor.
func newest(t *testing.T, env *apptest.Env, intern, mentor string) string {
	t.Helper()
	return one(t, env, `SELECT q.id FROM request q JOIN internship i ON i.id = q.internship_id WHERE i.intern_id = ? AND q.mentor_id = ? ORDER BY q.id DESC`,
		env.Person(t, intern).ID, env.Person(t, mentor).ID)
}

// Somebody who never saw Stint goes from their first page to a sent request, a
// mentor says yes in one click, and the intern confirms: the terms begin with
// that mentor.
func TestFromStartHereToTheTerms(t *testing.T) {
	each(t, func(t *testing.T, env *apptest.Env) {
		intern := env.As(t, rajesh)
		start := intern.Get("/")
		if start.Path() != "/next" || !start.Says("Curious about another role?") {
			t.Fatalf("the first page is %s: %s", start.Path(), start.Excerpt())
		}
		mentors := intern.Submit(start, "form[action$='/explorations']", nil).Want(http.StatusOK)
		search := strings.TrimSuffix(mentors.Path(), "/mentors")
		if search == mentors.Path() {
			t.Fatalf("exploring leads to %s", mentors.Path())
		}
		again := intern.Post(search+"/requests", url.Values{"mentor": {string(env.Person(t, kofi).ID)}, "message": {" "}})
		if again.Status != http.StatusUnprocessableEntity || !again.Has("input[name='mentor'][checked]") || !again.Says("Kofi Mensah") {
			t.Fatalf("a form that came back: %d %s", again.Status, again.Excerpt())
		}
		sent := intern.Send(again.Form("form[action$='/requests']"), map[string]string{"message": "I answer tickets and would like to see who opens them."}).Want(http.StatusOK)
		if sent.Toast() == "" || !sent.Says("Kofi") || !sent.Says("Without an answer Stint reminds Kofi on") {
			t.Fatalf("%s", sent.Excerpt())
		}
		if first := intern.Get("/"); first.Path() != search+"/requests" {
			t.Errorf("an explorer's first page is %s", first.Path())
		}

		mentor := env.As(t, kofi)
		asked := mentor.Get("/requests/" + newest(t, env, rajesh, kofi)).Want(http.StatusOK)
		if !asked.Says("Rajesh asks you to be their mentor") || !asked.Says("of working time with Rajesh") {
			t.Errorf("%s", asked.Excerpt())
		}
		if said := mentor.Submit(asked, "form[action$='/acceptances']", nil).Want(http.StatusOK); !said.Says("You said yes") {
			t.Errorf("%s", said.Excerpt())
		}

		answered := intern.Get(search + "/requests")
		if !answered.Says("One mentor said yes") {
			t.Errorf("%s", answered.Excerpt())
		}
		terms := intern.Submit(answered, "form[action$='/confirmations']", nil).Want(http.StatusOK)
		if terms.Path() != search+"/terms/new" || terms.Form("form[action$='/terms']").Values.Get("mentor") != string(env.Person(t, kofi).ID) {
			t.Errorf("confirming leads to %s with another mentor", terms.Path())
		}
		if page := mentor.Get(asked.Path()); !page.Says("Confirmed") {
			t.Errorf("%s", page.Excerpt())
		}
	})
}

// What somebody is asked stands on one page, and each is answered on one screen.
func TestWhatOneIsAsked(t *testing.T) {
	each(t, func(t *testing.T, env *apptest.Env) {
		search := "/internships/" + string(env.Internship(t, freya))
		own := env.As(t, freya).Get(search + "/requests").Want(http.StatusOK)
		for _, words := range []string{"Said yes", "Stint reminded Mei", "Declined", "Open call", "Priya", "Withdraw"} {
			if !own.Says(words) {
				t.Errorf("Freya's search does not say %q: %s", words, own.Excerpt())
			}
		}
		mentor := env.As(t, ines)
		if desk := mentor.Get("/mentoring"); !desk.Says("Freya asks you to be their mentor") {
			t.Errorf("%s", desk.Excerpt())
		}
		desk := mentor.Get("/requests").Want(http.StatusOK)
		declined := mentor.Submit(mentor.Get("/requests/"+newest(t, env, freya, ines)), "form[action$='/declines']", map[string]string{"reason": " "})
		if declined.Status != http.StatusUnprocessableEntity || len(declined.Problems()) == 0 {
			t.Errorf("%d %s", declined.Status, declined.Excerpt())
		}
		declined = mentor.Submit(declined, "form[action$='/declines']", map[string]string{"reason": "Noor keeps me busy."}).Want(http.StatusOK)
		if !desk.Says("Freya") || !declined.Says("You declined") || !declined.Says("Noor keeps me busy.") {
			t.Errorf("%s", declined.Excerpt())
		}
		if !env.As(t, freya).Get(search + "/requests").Says("Noor keeps me busy.") {
			t.Error("the intern does not read the reason")
		}
		if page := env.As(t, "wanda@fjordline.example").Get(search + "/requests").Want(http.StatusOK); page.Says("Noor keeps me busy.") || !page.Says("Ines declined") {
			t.Errorf("the coordinator reads %s", page.Excerpt())
		}

		manager := env.As(t, priya)
		guidance := manager.Get(manager.Get("/requests").Find("a[href^='/guidance/']").Attr("href")).Want(http.StatusOK)
		if answered := manager.Submit(guidance, "form[action$='/answers']", map[string]string{"answer": "Kofi has room."}).Want(http.StatusOK); !answered.Says("Kofi has room.") {
			t.Errorf("%s", answered.Excerpt())
		}

		caller := env.As(t, kofi)
		calls := caller.Get("/open-calls").Want(http.StatusOK)
		offered := caller.Submit(caller.Get(calls.Find("a[href^='/open-calls/']").Attr("href")), "form[action$='/offers']", map[string]string{"offer": "I would."}).Want(http.StatusOK)
		if !offered.Says("You said yes") || !caller.Get("/requests").Says("You said yes") {
			t.Errorf("%s", offered.Excerpt())
		}
	})
}

// Mails of a search lead to pages that the reader may open, and opening one
// changes nothing.
func TestMailsOfASearchLeadSomewhere(t *testing.T) {
	each(t, func(t *testing.T, env *apptest.Env) {
		_, err := env.Matching.Accept(t.Context(), env.Call(t, ines), matching.Accept{Request: id.Request(newest(t, env, freya, ines))})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := env.Matching.Confirm(t.Context(), env.Call(t, freya), id.Request(newest(t, env, freya, ines))); err != nil {
			t.Fatal(err)
		}
		env.Drain(t)
		told := map[string]string{}
		for _, m := range env.Mailer.Mails() {
			told[m.To] = m.Text
		}
		for who, words := range map[string]string{freya: "Ines would mentor you", ines: "Freya confirmed you as their mentor", joaquim: "Freya no longer looks for a mentor"} {
			if !strings.Contains(told[who], words) {
				t.Errorf("%s got %q", who, told[who])
				continue
			}
			_, rest, _ := strings.Cut(told[who], env.URL)
			path, _, _ := strings.Cut(rest, "\n")
			before := one(t, env, "SELECT state FROM request WHERE id = ?", newest(t, env, freya, joaquim))
			env.As(t, who).Get(path).Want(http.StatusOK)
			if after := one(t, env, "SELECT state FROM request WHERE id = ?", newest(t, env, freya, joaquim)); after != before {
				t.Errorf("opening %s changed something", path)
			}
		}
	})
}

// Nobody else finds a search: not the managers, not another mentor, not a
// stranger; and a reader's token of the intern changes nothing.
func TestASearchIsNobodyElses(t *testing.T) {
	each(t, func(t *testing.T, env *apptest.Env) {
		search := "/internships/" + string(env.Internship(t, freya)) + "/requests"
		request := "/requests/" + newest(t, env, freya, ines)
		for _, who := range []string{"idris@fjordline.example", priya, kofi, rajesh, "anselm@fjordline.example"} {
			browser := env.As(t, who)
			for _, path := range []string{search, request} {
				if p := browser.Get(path); p.Status != http.StatusNotFound {
					t.Errorf("%s finds %s: %d", who, path, p.Status)
				}
			}
		}
		by := call.By(env.Actor(t, ines))
		if _, err := env.Matching.Confirm(t.Context(), by, id.Request(newest(t, env, freya, ines))); err == nil {
			t.Error("a mentor confirms themself")
		}
	})
}
