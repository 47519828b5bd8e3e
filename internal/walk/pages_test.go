package walk

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// A stop is a page that somebody sees: at a path, or behind a link on it.
type stop struct {
	name string
	path string // "" where the stop before has led to it
	link string // selector of the link to press
	say  string // words of it
	also int64  // status, where it is not 200
	main bool   // to be right in every look, and not only in the two that differ most
}

// tours are the pages of each part, with the name of whom they are shown to;
// "" is somebody who is not signed in.
var tours = []struct {
	who   string
	stops []stop
}{
	{"", []stop{{name: "sign-in", path: "/sign-in", main: true}, {name: "spent-link", path: "/sign-in/no-such-link", also: 401}}},
	{"noor", []stop{
		{name: "week", path: "/week", main: true},
		{name: "internship", path: "/week", link: ".eyebrow a", main: true},
		{name: "week-ahead", path: "/week", link: ".track li:nth-child(9) a"},
		{name: "week-before", path: "/week", link: ".track li:nth-child(4) a"},
		{name: "activity", path: "/week", link: ".act-title a"},
		{name: "question", path: "/week", link: "[aria-labelledby=waits] a", say: "Which knowledge checks"},
		{name: "meeting", path: "/week", link: "[aria-labelledby=next] a.btn", main: true},
		{name: "meetings", path: "/meetings"},
		{name: "profile", path: "/profile"},
		{name: "tokens", path: "/tokens"},
		{name: "inbox", path: "/inbox"},
		{name: "keyboard", path: "/keyboard"},
		{name: "error", path: "/no-such-page", also: 404, main: true},
	}},
	{"ines", []stop{
		{name: "mentoring", path: "/mentoring", main: true},
		{name: "mentors-meeting", path: "/meetings", link: ".list strong"},
	}},
	{"tomasz", []stop{{name: "team", path: "/team", main: true}}},
	{"beatriz", []stop{
		{name: "sign-off", path: "/team", link: "main a", say: "Ravi", main: true},
	}},
	{"freya", []stop{{name: "next", path: "/next"}, {name: "terms", path: "/internships/new"}}},
	{"wanda", []stop{
		{name: "overview", path: "/overview", main: true},
		{name: "internships", path: "/internships"},
		{name: "programs", path: "/programs"},
		{name: "program-new", path: "/programs/new"},
		{name: "diagnostics", path: "/diagnostics"},
		{name: "diagnostic", path: "/diagnostics/S402"},
		{name: "program", path: "/programs", link: "main a", say: "Customer"},
		{name: "version", link: "main a", say: "Version 2"},
		{name: "author-desk", link: "main a", say: "Open the desk", main: true},
	}},
	{"anselm", []stop{
		{name: "people", path: "/people", main: true},
		{name: "person-new", path: "/people/new"},
		{name: "people-import", path: "/people/import"},
		{name: "person", path: "/people", link: "tbody a"},
		{name: "installation", path: "/installation"},
	}},
}

// TestEveryPageInItsLooks: no page has an obstacle, wide or narrow, in light or
// dark. Where STINT_TEST_PICTURES names a folder, it leaves there what it saw.
func TestEveryPageInItsLooks(t *testing.T) {
	t.Parallel()
	i := install(t)
	browser := launch(t)
	for _, tour := range tours {
		v := visit(t, browser, i.URL, true)
		if tour.who != "" {
			v.enter(i.link(t, tour.who))
		}
		for _, s := range tour.stops {
			t.Run(s.name, func(t *testing.T) {
				v := v.within(t)
				v.as(desk)
				v.expecting(s.also, func() {
					if s.path != "" {
						v.open(s.path)
					}
					if s.link != "" {
						v.follow(s.link, s.say)
					}
				})
				for _, l := range looks {
					if !s.main && l != looks[0] && l != looks[len(looks)-1] {
						continue
					}
					v.as(l)
					v.arrived()
					v.picture(s.name)
				}
			})
		}
		v.within(t)
	}
}

// enter signs in with a mailed link: it shows one button, and the button signs
// in.
func (v *visitor) enter(link string) {
	v.t.Helper()
	v.open(link)
	v.has("h1", "One more step")
	v.follow("button", "Sign in")
	v.has("nav[aria-label=Main]", "")
}

// picture leaves a picture of the whole page, where somebody wants it.
func (v *visitor) picture(name string) {
	v.t.Helper()
	folder := os.Getenv("STINT_TEST_PICTURES")
	if folder == "" {
		return
	}
	var image []byte
	v.do(chromedp.FullScreenshot(&image, 100))
	file := filepath.Join(folder, fmt.Sprintf("%s-%d-%s.png", strings.ReplaceAll(name, " ", "-"), v.look.width, v.look.theme))
	if err := os.WriteFile(file, image, 0o644); err != nil {
		v.t.Fatal(err)
	}
}
