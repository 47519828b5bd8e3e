package web_test

import (
	"net/http"
	"strings"
	"testing"

	"stint/internal/apptest"
)

const (
	marisol = "marisol@fjordline.example"
	amara   = "amara@fjordline.example"
)

// What was left of a version is found from the internship, proposed by one of the
// two and confirmed by the other.
func TestTheRestOfAVersionIsTakenOnItsPage(t *testing.T) {
	each(t, func(t *testing.T, env *apptest.Env) {
		intern, mentor := env.As(t, marisol), env.As(t, amara)
		of := one(t, env, "SELECT i.id FROM internship i JOIN person p ON p.id = i.intern_id WHERE p.email = ? AND i.state IN ('active', 'paused')", marisol)
		if !intern.Get("/internships/" + of).Want(http.StatusOK).Has("a[href='/internships/" + of + "/versions']") {
			t.Error("the internship does not lead to its versions")
		}
		trail := intern.Get("/internships/" + of + "/versions").Want(http.StatusOK)
		if !trail.Says("Taken in part") || !trail.Says("1 part of it can still be taken") || !trail.Says("Superseded") {
			t.Fatalf("%s", trail.Excerpt())
		}
		left := mentor.Get(trail.Find("ul.list a[href^='/version-offers/']").Attr("href")).Want(http.StatusOK)
		asked := mentor.Submit(left, "form[action$='/proposals']", map[string]string{"whole": "yes"}).Want(http.StatusOK)
		if !asked.Says("You would take the rest of the version") || asked.Has("form[action$='/proposals']") {
			t.Fatalf("%s", asked.Excerpt())
		}
		if !intern.Get("/week").Want(http.StatusOK).Says("The rest of version 3") {
			t.Error("nobody tells the intern")
		}
		if !mentor.Get("/mentoring").Want(http.StatusOK).Says("You wait for Marisol") {
			t.Error("the mentor does not read for whom it waits")
		}
		offer := intern.Get(asked.Path()).Want(http.StatusOK)
		declined := intern.Submit(offer, "form[action$='/declines']", map[string]string{"reason": "In the spring."}).Want(http.StatusOK)
		if declined.Toast() != "Declined. The internship goes on as it is." || !declined.Says("The rest was left") || !declined.Says("In the spring.") || !declined.Has("form[action$='/proposals']") {
			t.Fatalf("%s", declined.Excerpt())
		}
		intern.Submit(declined, "form[action$='/proposals']", map[string]string{"whole": "yes"}).Want(http.StatusOK)
		offer = mentor.Get(asked.Path()).Want(http.StatusOK)
		taken := mentor.Submit(offer, "form[action$='/confirmations']", nil).Want(http.StatusOK)
		if taken.Says("0 of them") || !taken.Has("a[href$='/versions/3/differences?from=1']") {
			t.Errorf("what was taken is not told: %s", taken.Excerpt())
		}
		if !intern.Get(asked.Path()).Want(http.StatusOK).Says("Two things from the release notes instead of one") {
			t.Error("nobody says what the version changes")
		}
		if !strings.HasPrefix(taken.Toast(), "Taken.") || taken.Has("form[action$='/proposals']") || taken.Says("Taken in part") {
			t.Errorf("%s: %s", taken.Toast(), taken.Excerpt())
		}
	})
}

// What publishing would change is told as the page of differences tells it once
// it is published.
func TestPublicationTellsWhatTheDifferencesTell(t *testing.T) {
	env := apptest.New(t, "sqlite", apptest.WithDemo())
	browser := env.As(t, camille)
	desk, of := deskOf(t, env, browser, camille)
	source := desk.Form("#page").Values.Get("source")
	review := browser.Submit(desk, "#page", map[string]string{
		"source": strings.Replace(source, "### Week 4", "1. Thank the reviewers warmly\n\n### Week 4", 1), "step": "publish",
	}).Want(http.StatusOK)
	if review.Says("0 removed") || !review.Says("1 added, and") {
		t.Errorf("the summary: %s", review.Excerpt())
	}
	done := browser.Submit(review, "form[action$='/publications']", map[string]string{"note": "Thanks,\nat last."}).Want(http.StatusOK)
	differences := browser.Get(done.Find("a[href$='/versions/2/differences']").Attr("href")).Want(http.StatusOK)
	for _, page := range []*apptest.Page{done, differences} {
		if !page.Says("Version 2 was published by you, ") || page.Text("blockquote") != "Thanks, at last." {
			t.Errorf("%s does not say who published it and why: %s", page.Path(), page.Excerpt())
		}
	}
	if differences.Has("select option[value='2']") || !differences.Has("select option[value='1']") {
		t.Error("a version is compared with itself")
	}
	told := func(p *apptest.Page) (all []string) {
		for _, row := range p.All("section[aria-labelledby^='phase-'] li") {
			all = append(all, row.Text())
		}
		return all
	}
	if before, after := told(review), told(differences); len(before) != 1 || strings.Join(before, "\n") != strings.Join(after, "\n") {
		t.Errorf("before: %q\nafter: %q, %s", before, after, browser.Get("/programs/"+of).Path())
	}
}
