// Package marks is what people say of a program's items, and how its links are.
package marks

import (
	"stint/internal/id"
	"stint/internal/program/link"
	"stint/internal/program/mark"
	"stint/internal/view"
	"stint/internal/view/marks"
	"stint/internal/web/templates/ui"
)

// markURL is where something is done to a mark.
func markURL(m id.Mark, part string) string { return "/marks/" + string(m) + "/" + part }

// Place is where the marks on an item stand on the desk's page, as long as one of
// them does.
func Place(item string) string { return "on-" + item }

func verdictBadge(v mark.Verdict) (tone ui.Tone, icon, word string) {
	switch v {
	case mark.Broken:
		return ui.Stop, "triangle-alert", "Broken"
	case mark.Outdated:
		return ui.Due, "hourglass", "Out of date"
	}
	return ui.Done, "award", "Excellent"
}

// counted is a verdict with how many gave it: "2 broken".
func counted(c marks.Count) (tone ui.Tone, icon, word string) {
	tone, icon, _ = verdictBadge(c.Verdict)
	if c.Number == 1 {
		return tone, icon, ui.Upper(c.Verdict.Words())
	}
	return tone, icon, ui.Upper(ui.Number(c.Number)) + " " + c.Verdict.Words()
}

func stateBadge(s mark.State) (tone ui.Tone, icon, word string) {
	switch s {
	case mark.Accepted:
		return ui.Now, "file-diff", "In the patch"
	case mark.Resolved:
		return ui.Done, "check", "Resolved"
	case mark.Declined:
		return ui.Plain, "circle-x", "Declined"
	}
	return ui.Wait, "", "Open"
}

func linkBadge(s link.State) (tone ui.Tone, icon, word string) {
	switch s {
	case link.Broken:
		return ui.Stop, "triangle-alert", "Broken"
	case link.Doubtful:
		return ui.Due, "hourglass", "Failed once"
	case link.SignIn:
		return ui.Plain, "lock", "Needs signing in"
	}
	return ui.Plain, "", "Not looked at"
}

func verdictChoices(now mark.Verdict) []view.Choice {
	var choices []view.Choice
	if now == "" {
		choices = append(choices, view.Choice{Label: "Choose"})
	}
	for _, v := range mark.Verdicts() {
		choices = append(choices, view.Choice{Value: string(v), Label: ui.Upper(v.Words())})
	}
	return choices
}

// lead says in a sentence how a program's marks stand.
func lead(d marks.Desk) string {
	switch {
	case d.Open == 0 && d.Taken == 0:
		return "Nothing waits for you."
	case d.Taken == 0:
		return ui.Upper(ui.Count(d.Open, "mark waits", "marks wait")) + " for an answer."
	case d.Open == 0:
		return ui.Upper(ui.Count(d.Taken, "proposal stands", "proposals stand")) + " in the patch."
	}
	return ui.Upper(ui.Count(d.Open, "mark waits", "marks wait")) + " for an answer, " + ui.Count(d.Taken, "proposal stands", "proposals stand") + " in the patch."
}

// looked says how much of the links is known.
func looked(f ui.Frame, l marks.Links) string {
	switch {
	case l.Total == 0:
		return "The page has no links."
	case l.Looked == 0 && !l.On:
		return "Links are not looked at on this installation."
	case l.Looked == 0:
		return ui.Upper(ui.Count(l.Total, "link", "links")) + ", none looked at yet."
	}
	return ui.Upper(ui.Count(l.Total, "link", "links")) + ", " + ui.Number(l.Fine) + " answered; looked at last " + f.On(l.LastAt) + "."
}

func itemTitle(i marks.Item) string {
	if i.Line == 0 {
		return "No longer on the page"
	}
	return i.Text
}

// hasPatch reports whether a patch would hold anything.
func hasPatch(d marks.Desk) bool { return d.Open > 0 || d.Taken > 0 || d.Links.Broken > 0 }

func formTitle(m marks.Form) string {
	if m.Mark.ID != "" {
		return "Change your mark"
	}
	return "Mark this item"
}

// answerForm is the form that came back, for the mark that it answers; every
// other mark's form is as the page proposes.
func answerForm(form ui.Form, m id.Mark) ui.Form {
	if _, sent := form.Values["answer-"+string(m)]; sent {
		return form
	}
	return ui.Form{}
}

// proposed says what a proposal replaces.
func proposed(r marks.Row) string {
	if r.Replaces == "" {
		return "Proposed wording"
	}
	return "Proposed in place of " + r.Replaces
}
