package web_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"stint/internal/apptest"
	"stint/internal/id"
	"stint/internal/program"
	"stint/internal/program/draft"
	"stint/internal/view/author"
)

const (
	wanda   = "wanda@fjordline.example"
	camille = "camille@fjordline.example"
)

// deskOf opens the desk of the program that somebody coordinates.
func deskOf(t *testing.T, env *apptest.Env, browser *apptest.Browser, email string) (*apptest.Page, string) {
	t.Helper()
	of := one(t, env, "SELECT c.program_id FROM program_coordinator c JOIN person p ON p.id = c.person_id WHERE p.email = ? ORDER BY c.program_id LIMIT 1", email)
	return browser.Get("/programs/" + of + "/desk").Want(http.StatusOK), of
}

// From opening the desk to the next version, without a script.
func TestWritingAVersion(t *testing.T) {
	each(t, func(t *testing.T, env *apptest.Env) {
		browser := env.As(t, camille)
		desk, of := deskOf(t, env, browser, camille)
		page := desk.Form("#page").Values.Get("source")
		if !strings.Contains(page, "### Week 4") || desk.Form("#page").Values.Get("version") != "0" {
			t.Fatalf("the desk does not begin with the newest version:\n%s", page)
		}
		slips := strings.Replace(page, "### Week 4", ". Thank the reviewers\n\n### Week 4", 1)
		desk = browser.Submit(desk, "#page", map[string]string{"source": slips, "step": "read"}).Want(http.StatusOK)
		if desk.Form("#page").Values.Get("version") != "1" || !desk.Has(".diag a[href='/diagnostics/S210']") {
			t.Fatalf("what was typed is not read: %s", desk.Excerpt())
		}
		if !browser.Get("/diagnostics/S210").Want(http.StatusOK).Says("S210") {
			t.Error("the code is not explained")
		}
		place := desk.Find(".diag button[name=mend]").Attr("value")
		desk = browser.Submit(desk, "#page", map[string]string{"mend": place}).Want(http.StatusOK)
		if mended := desk.Form("#page").Values.Get("source"); !strings.Contains(mended, "1. Thank the reviewers") || desk.Has(".diag a[href='/diagnostics/S210']") {
			t.Fatalf("nothing is mended:\n%s", mended)
		}
		review := browser.Submit(desk, "#page", map[string]string{"step": "publish"}).Want(http.StatusOK)
		if !review.Says("1 added") || !review.Says("Thank the reviewers") {
			t.Fatalf("the difference is not shown: %s", review.Excerpt())
		}
		done := browser.Submit(review, "form[action$='/publications']", map[string]string{"note": "Reviewers are thanked."}).Want(http.StatusOK)
		if done.Path() != "/programs/"+of+"/versions/2" || done.Toast() == "" {
			t.Fatalf("it led to %s: %s", done.Path(), done.Excerpt())
		}
		if !browser.Get("/programs/" + of).Says("Reviewers are thanked.") {
			t.Error("the note is not in the history")
		}
		if desk, _ := deskOf(t, env, browser, camille); desk.Form("#page").Values.Get("version") != "0" {
			t.Error("a draft is left")
		}
	})
}

// While it is typed the answer is a part of the page, with the version that the
// next saving begins from.
func TestReadingAsItIsTyped(t *testing.T) {
	env := apptest.New(t, "sqlite", apptest.WithDemo())
	browser := env.As(t, camille)
	desk, of := deskOf(t, env, browser, camille)
	live := desk.Find("textarea#source").Attr("hx-post")
	if live != "/programs/"+of+"/drafts" {
		t.Fatalf("typing is sent to %q", live)
	}
	typed := desk.Form("#page").Values
	ask := func(source, version string) *apptest.Page {
		typed.Set("source", source)
		typed.Set("version", version)
		typed.Set("key", "key-"+version+source[:min(len(source), 3)])
		return browser.With("HX-Request", "true").Post(live, typed)
	}
	part := ask("## Week 1\n\n1. Read it\n", "0").Want(http.StatusOK)
	if part.Has("h1") || !part.Has("#understood li[data-line='3']") || part.Find("input[name=version]").Attr("value") != "1" {
		t.Errorf("%s", part.Body)
	}
	// The same window again, though the answer before got lost.
	if part = ask("## Week 1\n\n1. Read it twice\n", "0"); part.Has("#texts") {
		t.Error("a window is in conflict with itself")
	}
	long := ask("## Week 1\n\n"+strings.Repeat("1. Read it again\n", author.LiveLimit/16), "2").Want(http.StatusOK)
	if long.Has("li[data-line]") || !long.Says("press “Read again”") {
		t.Errorf("a long page is read while it is typed: %d bytes", len(long.Body))
	}
	desk, _ = deskOf(t, env, browser, camille)
	if desk.Has(".editor-lines") || !strings.Contains(desk.Find("textarea#source").Attr("hx-trigger"), "3s") || len(desk.All("li[data-line]")) != author.MaxThings {
		t.Errorf("the desk of a long page shows %d things", len(desk.All("li[data-line]")))
	}
	for name, source := range map[string]string{"too long": strings.Repeat("x", program.MaxSource+1), "a NUL": "a\x00b", "no UTF-8": "a\xffb"} {
		typed.Set("source", source)
		typed.Set("key", name)
		again := browser.Post(live, typed).Want(http.StatusUnprocessableEntity)
		if len(again.Problems()) == 0 || name == "too long" && len(again.Form("#page").Values.Get("source")) != len(source) {
			t.Errorf("%s: %q", name, again.Problems())
		}
	}
}

// An older version's page is put on the desk and published again.
func TestGoingBackToAnOlderVersion(t *testing.T) {
	env := apptest.New(t, "sqlite", apptest.WithDemo())
	browser := env.As(t, camille)
	desk, of := deskOf(t, env, browser, camille)
	first := desk.Form("#page").Values.Get("source")
	publish := func(source string) {
		if _, err := env.Programs.Import(t.Context(), env.Call(t, camille), program.Import{Program: id.Program(of), Source: source}); err != nil {
			t.Fatal(err)
		}
	}
	publish(first + "\n1. Sleep\n")
	const back = "form[action$='/versions/1/drafts']"
	if newest := browser.Get("/programs/" + of + "/versions/2").Want(http.StatusOK); newest.Has("form[action$='/drafts']") {
		t.Error("one can go back to the newest version")
	}
	if written := browser.Get("/programs/" + of + "/versions/1/page.md?as=written").Want(http.StatusOK); written.Body != first {
		t.Errorf("as written: %q", written.Body)
	}
	desk = browser.Submit(browser.Get("/programs/"+of+"/versions/1"), back, nil).Want(http.StatusOK)
	if desk.Path() != "/programs/"+of+"/desk" || desk.Form("#page").Values.Get("source") != first {
		t.Fatalf("it led to %s: %s", desk.Path(), desk.Excerpt())
	}
	review := browser.Submit(desk, "#page", map[string]string{"step": "publish"}).Want(http.StatusOK)
	if !review.Says("1 removed") || !review.Says("Sleep") {
		t.Errorf("%s", review.Excerpt())
	}
	done := browser.Submit(review, "form[action$='/publications']", nil).Want(http.StatusOK)
	if done.Path() != "/programs/"+of+"/versions/3" {
		t.Errorf("it led to %s: %s", done.Path(), done.Excerpt())
	}

	// What stands on the desk is not written over.
	desk, _ = deskOf(t, env, browser, camille)
	browser.Submit(desk, "#page", map[string]string{"source": "# Mine", "step": "read"}).Want(http.StatusOK)
	both := browser.Submit(browser.Get("/programs/"+of+"/versions/2"), "form[action$='/versions/2/drafts']", nil).Want(http.StatusOK)
	if !strings.Contains(both.Form("#page").Values.Get("source"), "1. Sleep") || strings.TrimSpace(both.Text("#texts textarea")) != "# Mine" {
		t.Errorf("not both texts are there: %s", both.Excerpt())
	}
	if refused := env.As(t, "noor@fjordline.example").Get("/programs/" + of + "/versions/1").Want(http.StatusOK); refused.Has(back) {
		t.Error("whoever may not publish is offered it")
	}
}

// Two windows of one author: both texts are kept, and shown to choose from.
func TestTwoWindowsOnTheDesk(t *testing.T) {
	env := apptest.New(t, "sqlite", apptest.WithDemo())
	browser := env.As(t, camille)
	first, _ := deskOf(t, env, browser, camille)
	second, _ := deskOf(t, env, browser, camille)
	browser.Submit(first, "#page", map[string]string{"source": "# One", "step": "read"}).Want(http.StatusOK)
	both := browser.Submit(second, "#page", map[string]string{"source": "# Two", "step": "read"}).Want(http.StatusOK)
	if both.Form("#page").Values.Get("source") != "# Two" || strings.TrimSpace(both.Text("#texts textarea")) != "# One" {
		t.Fatalf("not both texts are there: %s", both.Excerpt())
	}
	if !both.Has("section[aria-labelledby=understood-title] a[href='#texts']") {
		t.Error("nothing beside the editor leads to the other text")
	}
	if review := browser.Submit(both, "#page", map[string]string{"step": "publish"}); !review.Says("Another text of this draft is kept") {
		t.Errorf("%s", review.Excerpt())
	}
	chosen := browser.Submit(both, "#page", map[string]string{"choose": both.Find("#texts details button").Attr("value")}).Want(http.StatusOK)
	if chosen.Form("#page").Values.Get("source") != "# One" || chosen.Has("#texts") {
		t.Errorf("%s", chosen.Excerpt())
	}
}

// A version that appears while somebody writes stops the publishing, and the page
// of the difference comes back with what was written.
func TestPublishingMeetsANewerVersion(t *testing.T) {
	env := apptest.New(t, "sqlite", apptest.WithDemo())
	browser := env.As(t, camille)
	desk, of := deskOf(t, env, browser, camille)
	source := desk.Form("#page").Values.Get("source")
	review := browser.Submit(desk, "#page", map[string]string{"source": source + "\n1. Sleep\n", "step": "publish"}).Want(http.StatusOK)
	if _, err := env.Programs.Import(t.Context(), env.Call(t, camille), program.Import{Program: id.Program(of), Source: source + "\n1. Wake up\n"}); err != nil {
		t.Fatal(err)
	}
	again := browser.Submit(review, "form[action$='/publications']", map[string]string{"note": "Sleep."}).Want(http.StatusConflict)
	if !again.Says("Version 2 has appeared") || again.Form("form[action$='/publications']").Values.Get("note") != "Sleep." || !again.Says("Wake up") {
		t.Fatalf("%s", again.Excerpt())
	}
	done := browser.Submit(again, "form[action$='/publications']", nil).Want(http.StatusOK)
	if !strings.HasSuffix(done.Path(), "/versions/3") {
		t.Errorf("it led to %s: %s", done.Path(), done.Excerpt())
	}
}

// A program from a few questions, to its first version.
func TestANewProgramFromQuestions(t *testing.T) {
	env := apptest.New(t, "sqlite", apptest.WithDemo())
	browser := env.As(t, wanda)
	start := browser.Get("/programs").Want(http.StatusOK)
	if !start.Has("a[href='/programs/new']") {
		t.Fatal("a coordinator is not offered a new program")
	}
	start = browser.Get("/programs/new").Want(http.StatusOK)
	wrong := browser.Submit(start, "section[aria-labelledby=questions] form", map[string]string{"title": "", "role": "beekeeper", "weeks": "500", "step": "questions"}).Want(http.StatusUnprocessableEntity)
	if len(wrong.Problems()) < 2 {
		t.Errorf("%q", wrong.Problems())
	}
	empty := browser.Submit(start, "section[aria-labelledby=bring] form", map[string]string{"source": "", "step": "page"}).Want(http.StatusUnprocessableEntity)
	if weeks := empty.Form("section[aria-labelledby=questions] form").Values.Get("weeks"); weeks != "12" {
		t.Errorf("a page that was not brought leaves %q weeks in the questions", weeks)
	}
	desk := browser.Submit(start, "section[aria-labelledby=questions] form", map[string]string{"title": "Keeping bees", "role": "beekeeper", "weeks": "3", "hours": "6", "step": "questions"}).Want(http.StatusOK)
	if desk.Title() != "Keeping bees" || desk.Has(".diag.err") {
		t.Fatalf("%s", desk.Excerpt())
	}
	review := browser.Submit(desk, "#page", map[string]string{"step": "publish"}).Want(http.StatusOK)
	if slug := review.Form("form[action$='/publications']").Values.Get("slug"); slug != "keeping-bees" {
		t.Errorf("the name is %q", slug)
	}
	done := browser.Submit(review, "form[action$='/publications']", nil).Want(http.StatusOK)
	if !strings.HasSuffix(done.Path(), "/versions/1") || !done.Has("a[href$='/desk']") {
		t.Errorf("it led to %s", done.Path())
	}
	if form := env.As(t, noor).Get("/programs/new"); form.Status != http.StatusForbidden {
		t.Errorf("an intern gets %d", form.Status)
	}
}

// The page is hostile: nothing of it becomes markup on the desk, nor after
// publishing.
func TestAHostilePageOnTheDesk(t *testing.T) {
	env := apptest.New(t, "sqlite", apptest.WithDemo())
	browser := env.As(t, camille)
	desk, _ := deskOf(t, env, browser, camille)
	const attack = `"><img src=x onerror=alert(1)><script>alert(2)</script></textarea><svg onload=alert(3)>`
	hostile := "---\ntitle: '" + attack + "'\neligibility: '" + attack + "'\n---\n# " + attack + "\n\n## Week 1: " + attack + "\n\n1. [" + attack + "](javascript:alert(4)) {kind=" + attack + "}\n. " + attack + "\n1. Be prepared to discuss with your mentor:\n   1. " + attack + "?\n"
	desk = browser.Submit(desk, "#page", map[string]string{"source": hostile, "step": "read"}).Want(http.StatusOK)
	if got := desk.Form("#page").Values.Get("source"); got != hostile {
		t.Errorf("the page came back as\n%s", got)
	}
	review := browser.Submit(desk, "#page", map[string]string{"step": "publish"}).Want(http.StatusOK)
	pages := []*apptest.Page{desk, review, browser.Get("/programs/new")}
	for _, p := range pages {
		if p.Has("img") || p.Has("[onerror], [onload]") || p.Has("a[href^='javascript:']") {
			t.Errorf("%s: %s", p.Path(), p.Excerpt())
		}
		for _, s := range p.All("script") {
			if s.Attr("src") == "" {
				t.Errorf("%s has a script inside", p.Path())
			}
		}
	}
}

// Where somebody wanted to be, signing in leads them; never to another site.
func TestSigningInLeadsBack(t *testing.T) {
	env := apptest.New(t, "sqlite", apptest.WithDemo())
	for to, want := range map[string]string{
		"/programs?x=1":        "/programs?x=1",
		"/diagnostics/S402":    "/diagnostics/S402",
		"//evil.example":       "",
		"https://evil.example": "",
		`/\evil.example`:       "",
		"/\t/evil.example":     "",
		"/sign-in?to=/week":    "",
		"/sign-out":            "",
		"/set-up/x":            "",
		"":                     "",
	} {
		browser := env.Nobody(t)
		browser.Get("/sign-in?to=" + url.QueryEscape(to)).Want(http.StatusOK)
		in := browser.Post("/sign-in/sessions", url.Values{"secret": {env.Link(t, wanda)}}).Want(http.StatusOK)
		if want == "" && (in.URL.Host != strings.TrimPrefix(env.URL, "http://") || in.Path() != "/overview") || want != "" && in.Path() != want {
			t.Errorf("%q led to %s", to, in.URL)
		}
		// It is forgotten with its use.
		if again := browser.Post("/sign-in/sessions", url.Values{"secret": {env.Link(t, wanda)}}); again.Path() != "/overview" {
			t.Errorf("%q led to %s once more", to, again.Path())
		}
		if known := browser.Get("/sign-in?to=" + url.QueryEscape(to)); want != "" && known.Path() != want || want == "" && known.Path() != "/overview" {
			t.Errorf("whoever is signed in is led to %s by %q", known.Path(), to)
		}
	}
	// A page that asks for it leads there by itself.
	browser := env.Nobody(t)
	if asked := browser.Get("/programs/new"); !strings.HasPrefix(asked.Path(), "/sign-in?to=") {
		t.Fatalf("it led to %s", asked.Path())
	}
	if in := browser.Post("/sign-in/sessions", url.Values{"secret": {env.Link(t, wanda)}}); in.Path() != "/programs/new" {
		t.Errorf("it led to %s", in.Path())
	}
}

// A session that ends while a page is written: what was typed comes back, and is
// saved after signing in.
func TestASessionCutOnTheDesk(t *testing.T) {
	env := apptest.New(t, "sqlite", apptest.WithDemo())
	browser := env.As(t, camille)
	desk, of := deskOf(t, env, browser, camille)
	form := desk.Form("#page")
	typed := form.Values.Get("source") + "\n1. Say thank you\n"
	cut := env.Nobody(t).With("Referer", env.URL+"/programs/"+of+"/desk").Post(form.Action.Path, url.Values{"source": {typed}, "version": {"0"}, "key": {"cut"}}).Want(http.StatusUnauthorized)
	if !cut.Has("a[href='/sign-in?to=" + url.QueryEscape("/programs/"+of+"/desk") + "']") {
		t.Errorf("no way back: %s", cut.Excerpt())
	}
	again := cut.Form("form[action='" + form.Action.Path + "']")
	saved := env.As(t, camille).Post(again.Action.Path, again.Values).Want(http.StatusOK)
	if got, _ := draft.Clean(saved.Form("#page").Values.Get("source")); got != typed {
		t.Errorf("saved was\n%s", got)
	}
}

func TestTheSchemaIsPublic(t *testing.T) {
	env := apptest.New(t, "sqlite")
	schema := env.Nobody(t).Get("/schemas/front-matter.json").Want(http.StatusOK)
	if schema.Header.Get("Content-Type") != "application/schema+json" || !strings.Contains(schema.Body, "json-schema.org/draft/2020-12") {
		t.Errorf("%s\n%s", schema.Header.Get("Content-Type"), schema.Body)
	}
}

// What looking at links has found stands at its line of the desk, for as long as
// the draft has the link.
func TestBrokenLinksStandOnTheDesk(t *testing.T) {
	env := apptest.New(t, "sqlite", apptest.WithDemo())
	browser := env.As(t, wanda)
	desk, _ := deskOf(t, env, browser, wanda)
	broken := desk.All(".diag a[href='/diagnostics/S603']")
	if len(broken) == 0 || !desk.Says("This link is broken: not found (404). It was last looked at on") {
		t.Fatalf("%s", desk.Excerpt())
	}
	source := desk.Form("#page").Values.Get("source")
	desk = browser.Submit(desk, "#page", map[string]string{"source": strings.ReplaceAll(source, "//media.", "//movies."), "step": "read"}).Want(http.StatusOK)
	if desk.Has(".diag a[href='/diagnostics/S603']") {
		t.Error("a link that the draft has no more is remarked")
	}
	if !browser.Get("/diagnostics/S603").Want(http.StatusOK).Says("looks once a week") {
		t.Error("the code is not explained")
	}
}

// A text that is sent to a draft which has ended meanwhile comes back to its
// author, who begins a new draft with it. For anybody else there is nothing.
func TestTextForAnEndedDraftComesBack(t *testing.T) {
	each(t, func(t *testing.T, env *apptest.Env) {
		browser := env.As(t, wanda)
		own := "# Rowing\n\n## Week 1\n\n1. Row\n"
		start := browser.Get("/programs/new").Want(http.StatusOK)
		desk := browser.Submit(start, "section[aria-labelledby=bring] form", map[string]string{"source": own, "step": "page"}).Want(http.StatusOK)
		draft := strings.Split(desk.Path(), "#")[0]
		browser.Submit(desk, "form[action$='/discards']", nil).Want(http.StatusOK)
		typed := own + "1. Rest, <b>please</b>\n"
		back := browser.Submit(desk, "#page", map[string]string{"source": typed, "step": "read"}).Want(http.StatusConflict)
		if !back.Says("You threw it away") || back.Form("form[action='/drafts']").Values.Get("source") != typed {
			t.Fatalf("%s", back.Excerpt())
		}
		if got := env.As(t, camille).Post(draft+"/texts", url.Values{"source": {typed}}); got.Status != http.StatusNotFound {
			t.Errorf("somebody else: %d", got.Status)
		}
		for _, path := range []string{draft, draft + "/publication"} { // to which a browser's history leads back
			if gone := browser.Get(path).Want(http.StatusGone); !gone.Says("You threw it away") {
				t.Errorf("%s", gone.Excerpt())
			}
			env.As(t, camille).Get(path).Want(http.StatusNotFound)
		}
		again := browser.Submit(back, "form[action='/drafts']", nil).Want(http.StatusOK)
		if got := again.Form("#page").Values.Get("source"); got != typed {
			t.Errorf("the new draft has %q", got)
		}
		// Of a program, with the note of a publication that came too late.
		desk, of := deskOf(t, env, browser, wanda)
		source := desk.Form("#page").Values.Get("source")
		browser.Submit(desk, "#page", map[string]string{"source": source + "\n- Ask for one more thing\n", "step": "read"}).Want(http.StatusOK)
		desk = browser.Get(one(t, env, "SELECT '/drafts/' || d.id FROM program_draft d JOIN person p ON p.id = d.author_id WHERE p.email = ? AND d.program_id = ?", wanda, of)).Want(http.StatusOK)
		review := browser.Submit(desk, "#page", map[string]string{"step": "publish"}).Want(http.StatusOK)
		browser.Submit(review, "form[action$='/publications']", nil).Want(http.StatusOK)
		stale := desk.Form("#page")
		stale.Values.Set("key", browser.Get("/programs/"+of+"/desk").Form("#page").Values.Get("key")) // a window of its own
		stale.Values.Set("source", source+"\n- Ask for two more things\n")
		late := browser.Post(draftOf(review.Path())+"/texts", stale.Values).Want(http.StatusConflict)
		if !late.Says("You published it") || !strings.Contains(late.Form("form[action$='/drafts']").Values.Get("source"), "two more things") {
			t.Fatalf("%s", late.Excerpt())
		}
		next := browser.Submit(late, "form[action$='/drafts']", nil).Want(http.StatusOK)
		if !strings.HasPrefix(next.Path(), "/programs/"+of+"/desk") || !strings.Contains(next.Form("#page").Values.Get("source"), "two more things") {
			t.Errorf("it led to %s", next.Path())
		}
		note := browser.Post(draftOf(review.Path())+"/publications", url.Values{"note": {"Why it is so."}, "version": {"9"}, "seen": {"9"}}).Want(http.StatusConflict)
		if !note.Says("Why it is so.") {
			t.Errorf("%s", note.Excerpt())
		}
	})
}

func draftOf(path string) string { return strings.TrimSuffix(path, "/publication") }
