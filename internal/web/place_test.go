package web_test

import (
	"net/http"
	"strings"
	"testing"

	"stint/internal/apptest"
)

// Whatever page of an internship somebody reads, the navigation says where they
// are: in their own, with what they mentor, with what their team does.
func TestThePagesOfAnInternshipHaveAPlace(t *testing.T) {
	each(t, func(t *testing.T, env *apptest.Env) {
		of := one(t, env, "SELECT i.id FROM internship i JOIN person p ON p.id = i.intern_id WHERE p.email = ? AND i.state = 'active'", noor)
		pages := []string{
			"/internships/" + of + "/versions",
			"/activities/" + one(t, env, "SELECT id FROM activity WHERE internship_id = ? AND source <> '' ORDER BY id LIMIT 1", of),
			"/prompts/" + one(t, env, "SELECT id FROM prompt WHERE internship_id = ? AND state <> 'draft' ORDER BY id LIMIT 1", of),
			"/version-offers/" + one(t, env, "SELECT id FROM version_offer WHERE internship_id = ? ORDER BY id LIMIT 1", of),
		}
		for who, want := range map[string]string{noor: "Internship", ines: "Mentoring", "wanda@fjordline.example": "Overview", "tomasz@fjordline.example": "Team"} {
			browser := env.As(t, who)
			for _, path := range pages {
				page := browser.Get(path)
				if page.Status == http.StatusNotFound {
					continue // not everybody sees every page
				}
				var marked []string
				for _, entry := range page.All("nav[aria-label='Main'] a[aria-current='page']") {
					marked = append(marked, entry.Text())
				}
				if len(marked) != 1 || !strings.HasPrefix(marked[0], want) {
					t.Errorf("%s at %s stands at %q, want %s", who, path, marked, want)
				}
			}
		}
	})
}

// What is not there is said once, by its name.
func TestWhatIsNotThereIsSaidOnce(t *testing.T) {
	env := apptest.New(t, "sqlite", apptest.WithDemo())
	browser := env.As(t, noor)
	for path, want := range map[string]string{"/nowhere": "There is no such page", "/programs/nowhere": "There is no such program"} {
		page := browser.Get(path).Want(http.StatusNotFound)
		if said := page.Find("main").Text(); page.Find("h1").Text() != want || strings.Count(said, "There is no such") != 1 {
			t.Errorf("%s: %q", path, said)
		}
	}
}
