package walk

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	cdpruntime "github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// axeVersion is the version of axe-core that scripts/need fetches.
const axeVersion = "4.14.1"

// axe returns the source of axe-core.
var axe = sync.OnceValues(func() (string, error) {
	_, here, _, _ := runtime.Caller(0)
	source, err := os.ReadFile(filepath.Join(filepath.Dir(here), "../../bin/tools/node_modules/axe-core/axe.min.js"))
	if errors.Is(err, fs.ErrNotExist) || err == nil && !strings.Contains(string(source[:min(len(source), 200)]), "v"+axeVersion) {
		return "", errors.New("The walk needs axe-core " + axeVersion + ": run `scripts/need`, which fetches it through npm.")
	}
	return string(source), err
})

// rules are the success criteria of WCAG 2.2 up to level AA.
const rules = `{ resultTypes: ["violations"], runOnly: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] } }`

// violation is what axe finds on a page.
type violation struct {
	ID, Help string
	Nodes    []struct {
		HTML           string
		FailureSummary string
	}
}

func (x violation) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s", x.ID, x.Help)
	for _, n := range x.Nodes[:min(len(x.Nodes), 5)] {
		fmt.Fprintf(&b, "\n\t%s\n\t\t%s", n.HTML, strings.ReplaceAll(n.FailureSummary, "\n", "\n\t\t"))
	}
	return b.String()
}

// violations runs axe in a world of its own beside the page's scripts, where
// neither sees the other.
func (v *visitor) violations() (found []violation, err error) {
	source, err := axe()
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(v.ctx, 2*patience)
	defer cancel()
	err = chromedp.Run(ctx, chromedp.ActionFunc(func(ctx context.Context) error {
		frame := chromedp.FromContext(ctx).Target.TargetID
		world, err := page.CreateIsolatedWorld(cdp.FrameID(frame)).WithWorldName("axe").Do(ctx)
		if err != nil {
			return err
		}
		evaluate := func(expression string) ([]byte, error) {
			result, thrown, err := cdpruntime.Evaluate(expression).WithContextID(world).WithAwaitPromise(true).WithReturnByValue(true).Do(ctx)
			if err == nil && thrown != nil {
				err = thrown
			}
			if err != nil {
				return nil, err
			}
			return result.Value, nil
		}
		if _, err := evaluate(source + "\n; true"); err != nil {
			return err
		}
		answer, err := evaluate("axe.run(document, " + rules + ").then((r) => r.violations)")
		if err != nil {
			return err
		}
		return json.Unmarshal(answer, &found)
	}))
	return found, err
}

// arrived inspects a page that one has come to on the way, once as it is.
func (v *visitor) arrived() {
	v.t.Helper()
	v.quiet()
	if !v.scripts {
		return
	}
	var what string
	if err := v.js("location.pathname + location.search + ' ' + document.title", &what); err != nil {
		v.t.Fatal(err)
	}
	if what = fmt.Sprint(what, " ", v.look); v.seen[what] {
		return
	}
	v.seen[what] = true
	v.inspect()
}

// inspect reports every obstacle on the present page, and what reaches out of
// it sideways.
func (v *visitor) inspect() {
	v.t.Helper()
	found, err := v.violations()
	if err != nil {
		v.t.Fatal(err)
	}
	for _, x := range found {
		v.t.Errorf("%s, %v: %s", v.path(), v.look, x)
	}
	var wide string
	err = v.js(`(() => {
		const root = document.documentElement;
		if (root.scrollWidth <= innerWidth) return "";
		const out = [...document.querySelectorAll("main *, header *")].filter((e) => e.getBoundingClientRect().right > innerWidth + 0.5);
		return root.scrollWidth + " of " + innerWidth + ": " + out.slice(0, 3).map((e) => e.outerHTML.slice(0, 160)).join("\n");
	})()`, &wide)
	if err != nil {
		v.t.Fatal(err)
	}
	if wide != "" {
		v.t.Errorf("%s, %v scrolls sideways: %s", v.path(), v.look, wide)
	}
}
