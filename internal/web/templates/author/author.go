// Package author is the pages of those who write programs: the desk, what
// publishing would change, and the explanations of diagnostics.
package author

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"stint/internal/view"
	"stint/internal/view/author"
	"stint/internal/web/templates/ui"
)

// rows is how high the editor is, in lines. One with the longest pages scrolls by
// itself and shows no numbers: a browser would lay out tens of thousands of lines.
func rows(d author.Desk) int {
	if !d.Live {
		return 30
	}
	return max(d.Lines+2, 20)
}

func title(d author.Desk) string {
	if d.Program == "" {
		return d.Title
	}
	return "Version " + strconv.Itoa(d.Next()) + " of " + d.Title
}

// saveTo is where the page is saved.
func saveTo(d author.Desk) string {
	if d.Program != "" && d.MayPublish {
		return ui.ProgramURL(d.Program, "drafts")
	}
	return ui.DraftURL(d.Draft, "texts")
}

// live makes a page be saved and read again as it is typed; one of the longest is
// only saved, and less often.
func live(d author.Desk) templ.Attributes {
	delay := "700ms"
	if !d.Live {
		delay = "3s"
	}
	return templ.Attributes{
		"data-fresh": true, "hx-post": saveTo(d), "hx-trigger": "input changed delay:" + delay, "hx-target": "#understood",
		"hx-swap": "outerHTML", "hx-sync": "this:queue last", "hx-include": "closest form",
	}
}

// open makes a button that opens another part of what was understood do so in its
// place.
func open(d author.Desk) templ.Attributes {
	return templ.Attributes{"hx-post": saveTo(d), "hx-target": "#understood", "hx-swap": "outerHTML", "hx-include": "#page"}
}

// hidden says how many things a button opens: all of a phase, or those before or
// behind the ones that are shown.
func hidden(n int, some bool, which string) string {
	if some {
		return fmt.Sprintf("Show %d %s", n, which)
	}
	return "Show " + ui.Count(n, "thing", "things")
}

func line(n int) string { return strconv.Itoa(n) }

func lineHref(n int) templ.SafeURL { return templ.SafeURL("#L" + strconv.Itoa(n)) }

func indent(depth int) string {
	switch {
	case depth <= 0:
		return "und"
	case depth == 1:
		return "und in-1"
	}
	return "und in-2"
}

// lead sums a reading up in a sentence.
func lead(r author.Reading) string {
	c := r.Counts
	if c.Activities+c.Prompts == 0 {
		return "Nothing to do was found yet."
	}
	return fmt.Sprintf("%s, %s, %s. %d of them for certain; %s in the intern’s progress.", ui.Count(c.Phases, "phase", "phases"),
		ui.Count(c.Activities, "activity", "activities"), ui.Count(c.Prompts, "question", "questions"), c.Certain, ui.Count(c.Progress, "counts", "count"))
}

// Unsaved is what was sent and could not be saved.
type Unsaved struct {
	Source string
	Note   string // for the version
	Pane   string // a name for the window that goes on
}

// became says what became of a draft.
func became(f ui.Frame, e author.Ended) string {
	switch {
	case e.Number > 0 && e.Program != "":
		return fmt.Sprintf("You published it %s, as version %d of %s. That version is as it was published.", f.Moment(e.At), e.Number, e.Title)
	case e.Program != "":
		return fmt.Sprintf("You threw it away %s. What was published of %s is as it was.", f.Moment(e.At), e.Title)
	}
	return fmt.Sprintf("You threw it away %s.", f.Moment(e.At))
}

// goOn is where a new draft is begun with the text, and goOnStep what the button
// says there.
func goOn(e author.Ended) string {
	if e.Program == "" {
		return "/drafts"
	}
	return ui.ProgramURL(e.Program, "drafts")
}

func goOnStep(e author.Ended) string {
	if e.Program == "" {
		return "page"
	}
	return "read"
}

// beside says what happens where there is a draft already.
func beside(e author.Ended) string {
	if e.Program == "" {
		return "It is a draft of yours alone until you publish it."
	}
	return "If you have begun another draft of the next version, both texts are kept until you choose."
}

// trouble counts what stands below, for those who see the top of the desk.
func trouble(r author.Reading) string {
	switch {
	case r.Errors == 0:
		return ui.Count(r.Warnings, "warning", "warnings")
	case r.Warnings == 0:
		return ui.Count(r.Errors, "error", "errors")
	}
	return ui.Count(r.Errors, "error", "errors") + " and " + ui.Count(r.Warnings, "warning", "warnings")
}

type severityLook struct {
	class, icon string
	tone        ui.Tone
}

var severities = map[view.Severity]severityLook{
	view.SeverityError:   {"err", "octagon-alert", ui.Stop},
	view.SeverityWarning: {"", "triangle-alert", ui.Due},
	view.SeverityNote:    {"hint", "info", ui.Wait},
}

// noticeLook is the look of a severity as the catalog of notices names it.
func noticeLook(severity string) severityLook { return severities[view.Severity(severity)] }

func doubts(list []author.Doubt) string {
	words := make([]string, len(list))
	for i, d := range list {
		words[i] = fmt.Sprintf("%s %d %%", d.What, d.Percent)
	}
	return strings.Join(words, ", ")
}

func savedLine(f ui.Frame, d author.Desk) string {
	if d.Version == 0 {
		return "As it was published. What you type is saved as you type, for you alone."
	}
	if len(d.Texts) > 0 {
		return "Saved " + f.Moment(d.Saved) + ", beside another text."
	}
	return "Saved " + f.Moment(d.Saved) + ". Only you can see it."
}

// bySide gives a form that came back to the side of the page that it came from;
// the other side is as the page proposes.
func bySide(form ui.Form) (bring, questions ui.Form) {
	if len(form.Values["step"]) > 0 && form.Values["step"][0] == "questions" {
		return ui.Form{}, form
	}
	return form, ui.Form{}
}

func size(bytes int) string { return ui.Size(int64(bytes)) }

func publishWords(d author.Desk) string {
	if d.Program == "" {
		return "Make the program"
	}
	return "Publish version " + strconv.Itoa(d.Next())
}
