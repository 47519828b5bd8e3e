package templates_test

import (
	"time"

	"stint/internal/fault"
	"stint/internal/program/link"
	"stint/internal/program/mark"
	"stint/internal/view"
	views "stint/internal/view/marks"
	"stint/internal/web/templates/marks"
	"stint/internal/web/templates/ui"
)

func marksPages() []page {
	broken := views.Row{ID: "mk-1", By: noor, Verdict: mark.Broken, Comment: "It asks for a password.", Replaces: "https://lamps.example.com/log", Proposal: "https://lamps.example.com/logs", State: mark.Open, At: now, Revision: 1}
	accepted := views.Row{ID: "mk-2", By: ines, Verdict: mark.Outdated, Proposal: "Read both logs", State: mark.Accepted, Answer: "Thank you.", Answered: you(wanda), At: now, Revision: 2}
	declined := views.Row{ID: "mk-3", By: noor, Verdict: mark.Excellent, State: mark.Declined, Answer: "It is gone.", Answered: you(wanda), At: now.Add(-time.Hour), Revision: 2}
	resolved := declined
	resolved.ID, resolved.State, resolved.Answer = "mk-4", mark.Resolved, ""
	desk := views.Desk{Program: "pr-1", Title: "CSM Internship", Version: 4, Open: 1, Taken: 1, Items: []views.Item{
		{ID: "log", Text: "Read the log", Phase: "Week 1", Line: 12, Counts: []views.Count{{Verdict: mark.Broken, Number: 1}, {Verdict: mark.Outdated, Number: 2}}, Rows: []views.Row{broken, accepted}},
		{ID: "fog", Counts: []views.Count{{Verdict: mark.Excellent, Number: 1}}, Rows: []views.Row{declined, resolved}},
	}, Links: views.Links{On: true, Total: 12, Looked: 8, Fine: 4, LastAt: now, Broken: 1, Signing: 1, Rows: []views.LinkRow{
		{Line: 7, Address: "https://lamps.example.com/gone", State: link.Broken, Words: "not found (404)", Since: now.Add(-50 * time.Hour)},
		{Line: 9, Address: "https://lamps.example.com/slow", State: link.Doubtful, Words: "no answer in time", Since: now},
		{Line: 10, Address: "https://lamps.example.com/door", State: link.SignIn, Words: "needs signing in", Since: now},
		{Line: 11, Address: "http://10.0.0.1/", State: link.Closed, Words: "is not looked at"},
	}}}
	settled := desk
	settled.Settled, settled.Taken = true, 0
	taken := desk
	taken.Open, taken.Links = 0, views.Links{Total: 3, On: true}
	quiet := views.Desk{Program: "pr-1", Title: "CSM Internship", Links: views.Links{Total: 3}}
	form := views.Form{Activity: "a-1", Internship: "i-1", Week: 3, Title: "Read the log", Wording: "Read [the log](https://lamps.example.com/log)",
		Links: []view.Choice{{Label: "The wording"}, {Value: "https://lamps.example.com/log", Label: "The link https://lamps.example.com/log"}}}
	form.Back, form.Above = "/week?week=3#act-a-1", true
	again := form
	again.Above = false
	again.Mark = broken
	own := views.Own{Items: []views.OwnItem{{Program: "CSM Internship", Text: "Read the log", Row: broken}, {Program: "CSM Internship", Text: "Fog", Row: declined}}}
	f := func() ui.Frame { return frame(wanda, "Programs") }
	return []page{
		{name: "marks", content: marks.Desk(f(), desk, ui.Form{})},
		{name: "marks-settled", content: marks.Desk(f(), settled, ui.Form{})},
		{name: "marks-taken", content: marks.Desk(f(), taken, ui.Form{})},
		{name: "marks-empty", content: marks.Desk(f(), views.Desk{Program: "pr-1", Title: "P"}, ui.Form{})},
		{name: "marks-quiet", content: marks.Desk(f(), quiet, ui.Form{})},
		{name: "marks-wrong", content: marks.Desk(f(), desk, sent(map[string][]string{"answer-mk-1": {"x"}}, fault.Field{Name: "answer-mk-1", Message: "Say in a few words why."}))},
		{name: "marks-hostile", content: marks.Desk(hostileFrame(), hostile(desk), ui.Form{})},
		{name: "mark-form", content: marks.Form(frame(noor, "My week"), form, ui.Form{})},
		{name: "mark-form-again", content: marks.Form(frame(noor, "My week"), again, sent(map[string][]string{"verdict": {"broken"}, "proposal": {payload}}, fault.Field{Name: "proposal", Message: "This is not an address."}))},
		{name: "mark-form-hostile", content: marks.Form(hostileFrame(), hostile(again), ui.Form{})},
		{name: "own-marks", content: marks.Own(frame(noor, ""), own)},
		{name: "own-marks-empty", content: marks.Own(frame(noor, ""), views.Own{})},
		{name: "own-marks-hostile", content: marks.Own(hostileFrame(), hostile(own))},
	}
}
