package walk

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/page"
	cdpruntime "github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"
)

// patience is how long a page may take to become what is waited for. A busy
// machine is slow; a page that is wrong stays wrong.
const patience = 30 * time.Second

// browsers are the names under which Chromium is installed.
var browsers = []string{
	"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "headless-shell",
	"/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
}

// launch starts a browser with a profile of its own, and ends it with the test.
func launch(t *testing.T) context.Context {
	t.Helper()
	program := ""
	for _, name := range browsers {
		if path, err := exec.LookPath(name); err == nil {
			program = path
			break
		}
	}
	if program == "" {
		t.Fatal("The walk needs Chromium: run `sudo apt-get install chromium`, or `make test`, which sees to it.")
	}
	options := []chromedp.ExecAllocatorOption{
		chromedp.ExecPath(program), chromedp.UserDataDir(t.TempDir()), chromedp.Headless, chromedp.NoSandbox, chromedp.NoFirstRun, chromedp.DisableGPU,
		chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true),
		chromedp.Flag("disable-dev-shm-usage", true), chromedp.Flag("disable-background-timer-throttling", true),
		chromedp.Flag("disable-backgrounding-occluded-windows", true), chromedp.Flag("disable-renderer-backgrounding", true),
		chromedp.Flag("force-color-profile", "srgb"), chromedp.Flag("hide-scrollbars", true), chromedp.WSURLReadTimeout(time.Minute),
	}
	allocator, free := chromedp.NewExecAllocator(context.Background(), options...)
	// What the browser tells and chromedp does not know is no fault of a page.
	ctx, end := chromedp.NewContext(allocator, chromedp.WithErrorf(func(string, ...any) {}))
	t.Cleanup(func() {
		if err := chromedp.Cancel(ctx); err != nil && !errors.Is(err, context.Canceled) {
			t.Log("the browser did not end in peace:", err)
		}
		end()
		free()
	})
	if err := chromedp.Run(ctx); err != nil {
		t.Fatal("Chromium does not start:", err)
	}
	return ctx
}

// A visitor is one person at a tab with cookies of its own.
type visitor struct {
	t       *testing.T
	ctx     context.Context
	base    string
	look    look
	scripts bool            // the page's own may run
	seen    map[string]bool // what has been inspected on the way

	mu     sync.Mutex
	heard  []string // what the console said
	status int64    // that a page may answer with beside 200; see expecting
}

// A look is how a page is looked at: the width of the window and the theme.
type look struct {
	width int64
	theme string
}

// desk is how a page is looked at where nothing else is said.
var desk = look{1440, "light"}

// looks are all in which a page has to be right.
var looks = []look{desk, {1440, "dark"}, {390, "light"}, {390, "dark"}}

// visit opens a tab for somebody who comes from nowhere.
func visit(t *testing.T, browser context.Context, base string, scripts bool) *visitor {
	t.Helper()
	ctx := window(t, browser)
	v := &visitor{t: t, ctx: ctx, base: base, scripts: scripts, seen: map[string]bool{}}
	chromedp.ListenTarget(ctx, v.hear)
	if err := chromedp.Run(ctx, log.Enable()); err != nil {
		t.Fatal(err)
	}
	v.as(desk)
	if !scripts {
		v.do(emulation.SetScriptExecutionDisabled(true))
	}
	t.Cleanup(v.quiet)
	return v
}

// window opens a window that shares no cookies with others.
func window(t *testing.T, browser context.Context) context.Context {
	t.Helper()
	whole := cdp.WithExecutor(browser, chromedp.FromContext(browser).Browser)
	profile, err := target.CreateBrowserContext().Do(whole)
	if err != nil {
		t.Fatal(err)
	}
	opened, err := target.CreateTarget("about:blank").WithBrowserContextID(profile).WithNewWindow(true).Do(whole)
	if err != nil {
		t.Fatal(err)
	}
	ctx, leave := chromedp.NewContext(browser, chromedp.WithTargetID(opened))
	t.Cleanup(func() {
		leave()
		if err := target.DisposeBrowserContext(profile).Do(whole); err != nil {
			t.Log("a window did not close:", err)
		}
	})
	return ctx
}

// within hands a visitor over to a part of the test.
func (v *visitor) within(t *testing.T) *visitor {
	v.t = t
	return v
}

// hear notes what the console says. That a document was answered with the
// status that the walk expects is no complaint.
func (v *visitor) hear(event any) {
	v.mu.Lock()
	defer v.mu.Unlock()
	switch e := event.(type) {
	case *cdpruntime.EventExceptionThrown:
		v.heard = append(v.heard, "exception: "+e.ExceptionDetails.Error())
	case *cdpruntime.EventConsoleAPICalled:
		if e.Type == cdpruntime.APITypeError || e.Type == cdpruntime.APITypeWarning || e.Type == cdpruntime.APITypeAssert {
			words := []string{"console"}
			for _, a := range e.Args {
				words = append(words, string(a.Value)+a.Description)
			}
			v.heard = append(v.heard, strings.Join(words, " "))
		}
	case *log.EventEntryAdded:
		expected := v.status != 0 && e.Entry.Source == log.SourceNetwork && strings.Contains(e.Entry.Text, fmt.Sprintf("status of %d", v.status))
		if !expected && (e.Entry.Level == log.LevelError || e.Entry.Level == log.LevelWarning) {
			v.heard = append(v.heard, fmt.Sprintf("%s: %s (%s)", e.Entry.Source, e.Entry.Text, e.Entry.URL))
		}
	}
}

// quiet reports what the console has said since it was last asked.
func (v *visitor) quiet() {
	v.t.Helper()
	for _, words := range v.complaints() {
		v.t.Errorf("%s", words)
	}
}

func (v *visitor) complaints() []string {
	v.mu.Lock()
	defer v.mu.Unlock()
	heard := v.heard
	v.heard = nil
	return heard
}

// expecting does something that a page answers with another status than 200.
func (v *visitor) expecting(status int64, do func()) {
	v.t.Helper()
	set := func(s int64) {
		v.mu.Lock()
		defer v.mu.Unlock()
		v.status = s
	}
	set(status)
	do()
	set(0)
}

func (v *visitor) do(actions ...chromedp.Action) {
	v.t.Helper()
	ctx, cancel := context.WithTimeout(v.ctx, patience)
	defer cancel()
	if err := chromedp.Run(ctx, actions...); err != nil {
		v.t.Fatalf("%v\n%s", err, v.where())
	}
}

// as looks at the page in another way from now on.
func (v *visitor) as(l look) {
	v.t.Helper()
	if v.look == l {
		return
	}
	v.look = l
	v.do(
		emulation.SetDeviceMetricsOverride(l.width, 900, 1, l.width < 600),
		emulation.SetEmulatedMedia().WithFeatures([]*emulation.MediaFeature{
			{Name: "prefers-color-scheme", Value: l.theme}, {Name: "prefers-reduced-motion", Value: "reduce"},
		}),
	)
}

// js asks the page for the value of an expression. What is not answered, since
// the document is just being replaced, is asked again by await.
func (v *visitor) js(expression string, result any) error {
	ctx, cancel := context.WithTimeout(v.ctx, patience)
	defer cancel()
	return chromedp.Run(ctx, chromedp.Evaluate(expression, result, chromedp.EvalAsValue, func(p *cdpruntime.EvaluateParams) *cdpruntime.EvaluateParams {
		return p.WithAwaitPromise(true)
	}))
}

// await waits until an expression is true.
func (v *visitor) await(what, condition string) {
	v.t.Helper()
	deadline := time.NewTimer(patience)
	defer deadline.Stop()
	again := time.NewTicker(10 * time.Millisecond)
	defer again.Stop()
	for {
		var yes bool
		err := v.js("!!("+condition+")", &yes)
		if yes && err == nil {
			return
		}
		select {
		case <-deadline.C:
			v.t.Fatalf("waited in vain for %s (%v)\n%s", what, err, v.where())
		case <-again.C:
		}
	}
}

// where describes the present page for a message.
func (v *visitor) where() string {
	ctx, cancel := context.WithTimeout(v.ctx, 5*time.Second)
	defer cancel()
	var text string
	if err := chromedp.Run(ctx, chromedp.Evaluate(`location.pathname + location.search + "\n" + document.body.innerText.slice(0, 3000)`, &text)); err != nil {
		return "(" + err.Error() + ")"
	}
	return text
}

// find is an expression for the first visible element that a selector names
// and that contains the words.
func find(selector, words string) string {
	return fmt.Sprintf(`[...document.querySelectorAll(%s)].find((e) => e.checkVisibility() && e.textContent.replace(/\s+/g, " ").includes(%s))`, quote(selector), quote(words))
}

func quote(s string) string {
	text, err := json.Marshal(s)
	if err != nil {
		panic(err)
	}
	return string(text)
}

// has waits until something with these words is to be seen.
func (v *visitor) has(selector, words string) {
	v.t.Helper()
	v.await(fmt.Sprintf("%q in %s", words, selector), find(selector, words))
}

// hasNot checks that there is nothing of the kind on the page as it is.
func (v *visitor) hasNot(selector, words string) {
	v.t.Helper()
	var there bool
	if err := v.js("!!("+find(selector, words)+")", &there); err != nil {
		v.t.Fatal(err)
	}
	if there {
		v.t.Errorf("%q in %s should not be there\n%s", words, selector, v.where())
	}
}

// goes does what leads to another document, and waits until that is there as a
// whole, with its scripts.
func (v *visitor) goes(do func()) {
	v.t.Helper()
	if err := v.js("document.left = true", nil); err != nil {
		v.t.Fatal(err)
	}
	do()
	v.await("another page", `document.left === undefined && document.readyState === "complete" && location.protocol === "http:"`)
	v.arrived()
}

// open opens an address of the installation.
func (v *visitor) open(path string) {
	v.t.Helper()
	v.goes(func() {
		v.t.Helper()
		v.do(chromedp.ActionFunc(func(ctx context.Context) error {
			_, _, text, _, err := page.Navigate(v.base + strings.TrimPrefix(path, v.base)).Do(ctx)
			if err == nil && text != "" {
				err = errors.New(text)
			}
			return err
		}))
	})
}

// follow presses what leads to another page.
func (v *visitor) follow(selector, words string) {
	v.t.Helper()
	v.goes(func() { v.t.Helper(); v.press(selector, words) })
}

// changes presses what changes a part of the page where scripts run, and leads
// to the page anew where they do not.
func (v *visitor) changes(selector, words string) {
	v.t.Helper()
	if v.scripts {
		v.press(selector, words)
		return
	}
	v.follow(selector, words)
}

// press puts the pointer on something that can be seen, and presses. What is
// covered by something else cannot be pressed.
func (v *visitor) press(selector, words string) {
	v.t.Helper()
	v.has(selector, words)
	var at struct {
		X, Y    float64
		Covered string
	}
	err := v.js(`(() => {
		const e = `+find(selector, words)+`;
		if (document.querySelector("#toasts")?.contains(e) === false) e.scrollIntoView({ block: "center", behavior: "instant" });
		const r = e.getClientRects()[0], x = r.left + r.width / 2, y = r.top + r.height / 2, top = document.elementFromPoint(x, y);
		return { x, y, covered: e.contains(top) || top?.closest("label")?.contains(e) ? "" : (top?.outerHTML ?? "nothing").slice(0, 200) };
	})()`, &at)
	if err != nil {
		v.t.Fatal(err)
	}
	if at.Covered != "" {
		v.t.Fatalf("%q in %s is covered by %s\n%s", words, selector, at.Covered, v.where())
	}
	v.do(
		input.DispatchMouseEvent(input.MouseMoved, at.X, at.Y),
		input.DispatchMouseEvent(input.MousePressed, at.X, at.Y).WithButton(input.Left).WithClickCount(1),
		input.DispatchMouseEvent(input.MouseReleased, at.X, at.Y).WithButton(input.Left).WithClickCount(1),
	)
}

// fill types into a field, in place of what is in it.
func (v *visitor) fill(selector, text string) {
	v.t.Helper()
	v.has(selector, "")
	var typed bool
	err := v.js(`(() => {
		const e = `+find(selector, "")+`;
		e.scrollIntoView({ block: "center", behavior: "instant" });
		e.focus();
		if (e.matches("select, input[type=date], input[type=time]")) {
			e.value = `+quote(text)+`;
			if (e.value !== `+quote(text)+`) throw new Error("takes no such value");
			e.dispatchEvent(new Event("input", { bubbles: true }));
			e.dispatchEvent(new Event("change", { bubbles: true }));
			return false;
		}
		e.select();
		return true;
	})()`, &typed)
	if err != nil {
		v.t.Fatalf("%s: %v\n%s", selector, err, v.where())
	}
	if typed {
		v.do(input.InsertText(text))
	}
}

// choose takes the option with these words.
func (v *visitor) choose(selector, words string) {
	v.t.Helper()
	v.has(selector, words)
	var value string
	if err := v.js(`[...(`+find(selector, words)+`).options].find((o) => o.textContent.includes(`+quote(words)+`)).value`, &value); err != nil {
		v.t.Fatal(err)
	}
	v.fill(selector, value)
}

// key strikes a key where the focus is.
func (v *visitor) key(keys string) {
	v.t.Helper()
	v.do(chromedp.KeyEvent(keys))
}

// path is the address of the present page, without the host.
func (v *visitor) path() string {
	v.t.Helper()
	var path string
	if err := v.js("location.pathname", &path); err != nil {
		v.t.Fatal(err)
	}
	return path
}
