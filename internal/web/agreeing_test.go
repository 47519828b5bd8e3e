package web_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"stint/internal/apptest"
	"stint/internal/id"
	"stint/internal/internship"
	"stint/internal/program"
	"stint/internal/sqldb"
)

const company = "@fjordline.example"

// revise has Ravi propose other terms, and delivers the mails.
func revise(t *testing.T, env *apptest.Env, weeks int) id.Internship {
	t.Helper()
	of := env.Internship(t, "ravi"+company)
	var in internship.Propose
	err := env.DB.Read(t.Context(), func(tx *sqldb.Tx) error {
		x, err := internship.Find(tx, env.Actor(t, "ravi"+company), of)
		if err != nil {
			return err
		}
		at, err := internship.TermsOf(tx, of, x.Revision)
		in = internship.Propose{Internship: of, Base: x.Revision}
		in.Start, in.Zone, in.Weeks, in.WeekMinutes = at.Start.String(), at.Zone, weeks, at.Minutes
		in.Weekday, in.Time, in.Minutes = at.Rhythm.Weekday.String(), at.Rhythm.Clock.String(), at.Rhythm.Minutes
		return err
	})
	if err == nil {
		_, err = env.Internships.Propose(t.Context(), env.Call(t, "ravi"+company), in)
	}
	if err != nil {
		t.Fatal(err)
	}
	env.Drain(t)
	return of
}

var mailedLink = regexp.MustCompile(`/sign-off/[A-Za-z0-9_-]{43}`)

// lastLink is the link in the newest mail to somebody.
func lastLink(t *testing.T, env *apptest.Env, to string) string {
	t.Helper()
	mails := env.Mailer.To(to)
	if len(mails) == 0 {
		t.Fatalf("%s got no mail", to)
	}
	link := mailedLink.FindString(mails[len(mails)-1].Text)
	if link == "" {
		t.Fatalf("no link in %q", mails[len(mails)-1].Text)
	}
	return link
}

func TestAMailedSignOffNeedsNoSession(t *testing.T) {
	each(t, func(t *testing.T, env *apptest.Env) {
		of := revise(t, env, 13)
		link := lastLink(t, env, "beatriz"+company)
		nobody := env.Nobody(t)
		answers := func() string {
			return one(t, env, "SELECT CAST(count(*) AS TEXT) FROM sign_off WHERE internship_id = ? AND revision = 3", of)
		}
		for range 2 {
			p := nobody.Get(link)
			if p.Status != http.StatusOK || p.Header.Get("Referrer-Policy") != "no-referrer" || !strings.Contains(p.Header.Get("X-Robots-Tag"), "noindex") || p.Header.Get("Cache-Control") != "no-store" {
				t.Errorf("the link answers %d with %v", p.Status, p.Header)
			}
			if !p.Says("Ravi asks for") || len(p.All("form[action='/sign-off/answers']")) != 2 {
				t.Errorf("the page reads %s", p.Excerpt())
			}
		}
		if got := answers(); got != "1" {
			t.Errorf("opening a link changed something: %s answers", got)
		}
		open := nobody.Get(link)
		if p := nobody.Submit(open, "details form", map[string]string{"reason": " "}); p.Status != http.StatusUnprocessableEntity || !p.Says("have to be different") {
			t.Errorf("a refusal without a reason: %d", p.Status)
		}
		done := nobody.Submit(open, "form[action='/sign-off/answers']", map[string]string{"decision": "approve"})
		if done.Status != http.StatusOK || !done.Says("You approved revision 3") || len(done.All("form")) != 0 {
			t.Errorf("after the button: %d, %s", done.Status, done.Excerpt())
		}
		if p := nobody.Get("/week"); !strings.Contains(strings.Join(p.Trail, " "), "/week") || !p.Says("Sign in") {
			t.Error("the button signed somebody in")
		}
		if p := nobody.Submit(open, "form[action='/sign-off/answers']", map[string]string{"decision": "approve"}); p.Status != http.StatusConflict {
			t.Errorf("pressed again: %d", p.Status)
		}
		if got := answers(); got != "2" {
			t.Errorf("%s answers", got)
		}
		priya := lastLink(t, env, "priya"+company)
		revise(t, env, 14)
		void := nobody.Get(priya)
		if void.Status != http.StatusOK || !void.Says("These terms have changed") || void.Says("14") {
			t.Errorf("a link to older terms: %d, %s", void.Status, void.Excerpt())
		}
		for _, dead := range []string{"/sign-off/x", "/sign-off/" + strings.Repeat("A", 43)} {
			if p := nobody.Get(dead); p.Status != http.StatusNotFound {
				t.Errorf("%s: %d", dead, p.Status)
			}
		}
	})
}

func TestADelegateAnswersOnThePages(t *testing.T) {
	each(t, func(t *testing.T, env *apptest.Env) {
		of := env.Internship(t, "ravi"+company)
		page := "/internships/" + string(of)
		harper := env.As(t, "harper"+company)
		beatriz := env.As(t, "beatriz"+company)
		beatriz.Submit(beatriz.Get("/delegations"), "form[action$='/endings']", nil) // the demo's own
		if p := harper.Get(page + "/sign-off"); p.Status != http.StatusNotFound {
			t.Errorf("after an earlier delegation: %d", p.Status)
		}
		form := beatriz.Get("/delegations")
		if p := beatriz.Submit(form, "form[action='/delegations']", map[string]string{"from": "2026-10-07"}); p.Status != http.StatusUnprocessableEntity {
			t.Errorf("an empty form: %d", p.Status)
		}
		named := beatriz.Submit(form, "form[action='/delegations']", map[string]string{"delegate": string(env.Person(t, "harper"+company).ID), "from": "2026-10-07", "to": "2026-10-09"})
		if !named.Says("Harper for you") {
			t.Errorf("named: %d, %s", named.Status, named.Excerpt())
		}
		if p := harper.Get("/team"); !p.Says("You answer for Beatriz") {
			t.Errorf("the desk reads %s", p.Excerpt())
		}
		sign := harper.Get(page + "/sign-off")
		if sign.Status != http.StatusOK || !sign.Says("What it costs the team") || strings.Contains(sign.Body, `href="`+page+`"`) {
			t.Errorf("the sign-off: %d, %s", sign.Status, sign.Excerpt())
		}
		for _, hidden := range []string{"", "/week", "/preparation", "/terms/new"} {
			if p := harper.Get(page + hidden); p.Status != http.StatusNotFound {
				t.Errorf("%s for the delegate: %d", hidden, p.Status)
			}
		}
		harper.Submit(sign, "form[action$='/sign-offs']", map[string]string{"decision": "approve"})
		if p := beatriz.Get(page + "/sign-off"); !p.Says("Harper for you") {
			t.Errorf("the manager reads %s", p.Excerpt())
		}
		if p := env.As(t, "ravi"+company).Get(page + "/sign-off"); !p.Says("Harper for Beatriz") {
			t.Errorf("the intern reads %s", p.Excerpt())
		}
		beatriz.Submit(beatriz.Get("/delegations"), "form[action$='/endings']", nil)
		if p := harper.Get(page + "/sign-off"); p.Status != http.StatusNotFound {
			t.Errorf("after: %d", p.Status)
		}
	})
}

func TestWhatIsPreparedBeforeTheStart(t *testing.T) {
	each(t, func(t *testing.T, env *apptest.Env) {
		of := env.Internship(t, "lena"+company)
		page := "/internships/" + string(of) + "/preparation"
		lena, kofi, oskar := env.As(t, "lena"+company), env.As(t, "kofi"+company), env.As(t, "oskar"+company)
		state := func() string {
			return one(t, env, "SELECT CAST(count(*) AS TEXT) FROM preparation WHERE internship_id = ? AND done_at IS NOT NULL", of)
		}
		mine := kofi.Get(page)
		ticks := "form[action$='/preparation/ticks']"
		if n := len(mine.All(ticks)); n == 0 || len(lena.Get(page).All(ticks)) != 0 {
			t.Fatalf("the mentor finds %d boxes, the intern too", n)
		}
		before := state()
		kofi.Post(page+"/ticks", url.Values{"item": {"channels"}, "done": {"true"}})
		kofi.Post(page+"/ticks", url.Values{"item": {"channels"}, "done": {"true"}})
		if p := lena.Post(page+"/ticks", url.Values{"item": {"channels"}, "done": {"false"}}); p.Status != http.StatusForbidden {
			t.Errorf("the intern unticks what is the mentor's: %d", p.Status)
		}
		if p := kofi.Post(page+"/ticks", url.Values{"item": {"series"}, "done": {"false"}}); p.Status != http.StatusConflict {
			t.Errorf("what is done by itself is unticked: %d", p.Status)
		}
		if after := state(); after == before && before == "0" {
			t.Error("nothing is ticked")
		}
		if p := lena.Post(page+"/links", url.Values{"item": {"notes"}, "link": {"javascript:alert(1)"}, "version": {"0"}}); p.Status != http.StatusUnprocessableEntity {
			t.Errorf("a link that is none: %d", p.Status)
		}
		lena.Post(page+"/links", url.Values{"item": {"notes"}, "link": {"https://docs.example.com/quokka"}, "version": {"0"}})
		if !strings.Contains(kofi.Get(page).Body, "docs.example.com/quokka") || strings.Contains(oskar.Get(page).Body, "quokka") {
			t.Error("where the notes are is for intern and mentor alone")
		}
		lena.Post("/internships/"+string(of)+"/wants", url.Values{"do": {"save"}, "body": {"To see a wombat."}, "version": {"0"}})
		if !lena.Get(page).Says("wombat") || strings.Contains(kofi.Get(page).Body, "wombat") {
			t.Error("a draft is its author's alone")
		}
		lena.Post("/internships/"+string(of)+"/wants", url.Values{"do": {"share"}, "body": {"To see a wombat."}})
		meeting := one(t, env, "SELECT id FROM meeting WHERE internship_id = ? AND kind = 'kick-off'", of)
		for name, b := range map[string]*apptest.Browser{"the intern": lena, "the mentor": kofi} {
			if !b.Get(page).Says("wombat") || !b.Get("/meetings/"+meeting).Says("wombat") {
				t.Errorf("%s does not find it on the page and at the kick-off", name)
			}
		}
		if strings.Contains(oskar.Get(page).Body, "wombat") {
			t.Error("a manager reads what the intern wants")
		}
	})
}

// A former mentor keeps the meetings of their own time, and nothing else.
func TestAFormerMentorKeepsTheirMeetings(t *testing.T) {
	each(t, func(t *testing.T, env *apptest.Env) {
		of := env.Internship(t, noor)
		past := one(t, env, "SELECT id FROM meeting WHERE internship_id = ? AND state = 'held' ORDER BY starts_at LIMIT 1", of)
		coming := one(t, env, "SELECT id FROM meeting WHERE internship_id = ? AND state = 'planned' ORDER BY starts_at DESC LIMIT 1", of)
		ines := env.As(t, "ines"+company)
		if err := env.DB.Write(t.Context(), func(tx *sqldb.Tx) error {
			return tx.Guard("no mentor", "UPDATE party SET until_at = ? WHERE internship_id = ? AND role = 'mentor' AND until_at IS NULL", tx.Now(), of)
		}); err != nil {
			t.Fatal(err)
		}
		p := ines.Get("/meetings/" + past)
		if p.Status != http.StatusOK || len(p.All("form[action$='/states']")) != 0 {
			t.Errorf("a meeting of their time: %d, with %d forms", p.Status, len(p.All("form[action$='/states']")))
		}
		for _, hidden := range []string{"/meetings/" + coming, "/internships/" + string(of)} {
			if p := ines.Get(hidden); p.Status != http.StatusNotFound {
				t.Errorf("%s: %d", hidden, p.Status)
			}
		}
	})
}

// An offer that asks for more weeks and hours leads to the form of new terms with
// its version chosen, and with what it asks for filled in. What is no version of
// the program is not there.
func TestAnOfferLeadsToTheTermsThatItNeeds(t *testing.T) {
	each(t, func(t *testing.T, env *apptest.Env) {
		at := "/internships/" + string(env.Internship(t, noor))
		of := id.Program(one(t, env, "SELECT program_id FROM internship WHERE id = ?", env.Internship(t, noor)))
		coordinator := one(t, env, "SELECT p.email FROM program_coordinator c JOIN person p ON p.id = c.person_id WHERE c.program_id = ? ORDER BY p.email LIMIT 1", of)
		version := one(t, env, "SELECT id FROM program_version WHERE program_id = ? ORDER BY number DESC LIMIT 1", of)
		longer := strings.Replace(one(t, env, "SELECT source FROM program_version WHERE id = ?", version), "\nweeks: 12\nhours: 8\n", "\nweeks: 14\nhours: 10\n", 1)
		done, err := env.Programs.Import(t.Context(), env.Call(t, coordinator), program.Import{Program: of, Source: longer})
		if err != nil {
			t.Fatal(err)
		}
		env.Drain(t)

		intern := env.As(t, noor)
		offer := intern.Get("/version-offers/" + one(t, env, "SELECT id FROM version_offer WHERE internship_id = ? AND version_id = ?", env.Internship(t, noor), done.Version)).Want(http.StatusOK)
		number := strconv.Itoa(done.Number)
		leads := at + "/terms/new?version=" + number
		if !offer.Has("a[href='" + leads + "']") {
			t.Fatalf("%s", offer.Excerpt())
		}
		form := intern.Get(leads).Want(http.StatusOK)
		typed := form.Form("form[action^='" + at + "/terms']")
		if typed.Values.Get("program_version") != string(done.Version) || typed.Values.Get("weeks") != "14" || typed.Values.Get("hours") != "10" {
			t.Errorf("it begins with %v", typed.Values)
		}
		if !form.Says("It spans 14 weeks. The terms so far say 12, so the weeks are filled in.") || !form.Says("It asks for 10 hours a week.") {
			t.Errorf("nothing says why: %s", form.Excerpt())
		}
		again := intern.Send(typed, map[string]string{"hours": "9"})
		if again.Status != http.StatusUnprocessableEntity || !again.Says("Version "+number+" of the program is chosen") || again.Form("form[action^='"+at+"/terms']").Values.Get("weeks") != "14" {
			t.Errorf("%d: %s", again.Status, again.Excerpt())
		}
		plain := intern.Get(at + "/terms/new").Want(http.StatusOK).Form("form[action$='/terms']")
		if plain.Values.Get("program_version") == string(done.Version) || plain.Values.Get("weeks") != "12" {
			t.Errorf("without a choice it begins with %v", plain.Values)
		}
		for _, unknown := range []string{"99", "0", "-1", "two"} {
			intern.Get(at + "/terms/new?version=" + unknown).Want(http.StatusNotFound)
		}
		intern.Get("/internships/new?version=1").Want(http.StatusNotFound)
	})
}
