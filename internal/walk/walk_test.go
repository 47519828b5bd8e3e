package walk

import (
	"context"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestTheMainJob walks through the whole job of Stint with scripts, and
// inspects every page on the way.
func TestTheMainJob(t *testing.T) { mainJob(t, true) }

// TestTheMainJobWithoutScripts does the same by links and forms alone.
func TestTheMainJobWithoutScripts(t *testing.T) { mainJob(t, false) }

func mainJob(t *testing.T, scripts bool) {
	t.Parallel()
	i := install(t)
	browser := launch(t)
	people := map[string]*visitor{}
	as := func(name string) *visitor {
		if people[name] == nil {
			people[name] = visit(t, browser, i.URL, scripts)
			people[name].enter(i.link(t, name))
		}
		return people[name]
	}
	// The printed links of the demo sign in at once.
	for name, part := range map[string]string{"noor": "intern", "ines": "mentor"} {
		people[name] = visit(t, browser, i.URL, scripts)
		people[name].open(i.entrance(t, part))
	}
	t.Run("intern", func(t *testing.T) { internsWeek(t, people["noor"].within(t)) })
	t.Run("mentor", func(t *testing.T) { mentorsWeek(t, people["ines"].within(t)) })
	t.Run("agreement", func(t *testing.T) { agreement(t, as) })
	t.Run("coordinator", func(t *testing.T) { coordination(t, as("wanda")) })
	t.Run("admin", func(t *testing.T) {
		administration(t, as("anselm"), func() *visitor { return visit(t, browser, i.URL, scripts) })
	})
	for _, v := range people {
		v.within(t)
	}
}

// TestTheWalkSeesAndHears: what would be wrong is found.
func TestTheWalkSeesAndHears(t *testing.T) {
	t.Parallel()
	i := install(t)
	v := visit(t, launch(t), i.URL, true)
	v.open("/sign-in")
	v.do(chromedp.ActionFunc(func(ctx context.Context) error {
		return chromedp.Evaluate(`document.querySelector("label").remove(); try { setTimeout("1") } catch { console.error("heard") }`, nil).Do(ctx)
	}))
	found, err := v.violations()
	if err != nil {
		t.Fatal(err)
	}
	if len(found) != 1 || found[0].ID != "label" {
		t.Errorf("axe found %v, want the field without a label", found)
	}
	heard := strings.Join(v.complaints(), "\n")
	for _, want := range []string{"console \"heard\"", "Trusted"} {
		if !strings.Contains(heard, want) {
			t.Errorf("not heard: %s\n%s", want, heard)
		}
	}
}
