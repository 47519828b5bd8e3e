package templates_test

import (
	"stint/internal/fault"
	"stint/internal/view"
	"stint/internal/web/templates/ui"
	"stint/internal/web/templates/week"

	"github.com/a-h/templ"
)

// page is one thing that the web answers with.
type page struct {
	name     string
	content  templ.Component
	fragment bool // stands inside a page that is there already
}

// sent is a form that came back with messages at the given fields.
func sent(values map[string][]string, fields ...fault.Field) ui.Form {
	return ui.Form{Values: values, Message: "2 things need another look. Nothing has been changed.", Fields: fields}
}

func pages() []page {
	return slicesOf(partPages(), mentorPages(), weekPages(), internshipPages(), meetingPages(), deskPages(), requestPages(), programPages(), cohortPages(), authorPages(), peoplePages(), profilePages(), accountPages(), problemPages(), marksPages(), versionPages())
}

func slicesOf(groups ...[]page) (all []page) {
	for _, g := range groups {
		all = append(all, g...)
	}
	return all
}

// partPages are parts of which pages show one side only.
func partPages() []page {
	return []page{
		{name: "part-pages", fragment: true, content: ui.Pages(view.Pager{Shown: 50, Total: 200, NextHref: "/people?after=x"})},
		{name: "part-pages-last", fragment: true, content: ui.Pages(view.Pager{Shown: 12, PreviousHref: "/people"})},
		{name: "part-check", fragment: true, content: ui.Check(ui.Form{}, "tell", "yes", "Tell me", "At most once a day", true)},
		{name: "part-promise", fragment: true, content: ui.Promise()},
		{name: "part-state", fragment: true, content: ui.State(view.StatePaused)},
	}
}

func weekPage(f ui.Frame, w view.Week) templ.Component { return week.Page(f, w, ui.Form{}) }

func hostileFrame() ui.Frame {
	f := hostile(frame(noor, "My week"))
	f.NewKey = keys()
	f.Toasts = []view.Toast{{Text: payload, Undo: payload}}
	return f
}

func weekPages() []page {
	f := frame(noor, "My week")
	f.Toasts = []view.Toast{{Text: "Marked as done: What the Package categories are for", Undo: "e-31"}}
	mentor := week0(func(w *view.Week) {
		w.Intern, w.Mentor = other(noor), you(ines)
		w.May = view.WeekRights{Add: true}
		w.CarriedOver[0].May = view.ActivityRights{Waive: true}
		w.Groups[2].Activities[2].Prompts[0].MayAnswer = false
		w.Groups[2].Activities[2].Prompts[0].MayReply = true
		w.Groups[2].Activities[2].Prompts[1] = view.PromptRow{ID: "q-2", Question: "What did you get wrong?", OthersDraft: true}
	})
	done := week0(func(w *view.Week) { w.Progress = view.Progress{Done: 14, Total: 14}; w.CarriedOver = nil })
	last := week0(func(w *view.Week) {
		w.Number, w.Progress, w.CarriedOver = 12, view.Progress{Done: 4, Total: 4}, nil
		w.Meeting = &view.MeetingCard{ID: "m-12", With: ines, At: now, Minutes: 60}
	})
	paused := week0(func(w *view.Week) {
		w.Paused = &view.Span{From: day("2026-10-05"), To: day("2026-10-16")}
		w.State, w.Track.Paused = view.WeekAhead, w.Paused
	})
	ahead := week0(func(w *view.Week) { w.StartsOn = day("2026-10-12") })
	return []page{
		{name: "week", content: week.Page(f, week0(nil), ui.Form{})},
		{name: "week-mentor", content: week.Page(frame(ines, "Interns"), mentor, ui.Form{})},
		{name: "week-done", content: week.Page(frame(noor, "My week"), done, ui.Form{})},
		{name: "week-last", content: week.Page(frame(noor, "My week"), last, ui.Form{})},
		{name: "week-paused", content: week.Page(frame(noor, "My week"), paused, ui.Form{})},
		{name: "week-ahead", content: week.Page(frame(noor, "My week"), ahead, ui.Form{})},
		{name: "week-empty", content: week.Page(frame(noor, "My week"), view.Week{}, ui.Form{})},
		{name: "week-form", content: week.Page(frame(noor, "My week"), week0(nil), sent(map[string][]string{"hours": {"much"}, "title": {""}},
			fault.Field{Name: "hours", Message: "“much” is no number of hours."}, fault.Field{Name: "title", Message: "Say what it is."}))},
		{name: "week-hostile", content: week.Page(hostileFrame(), hostile(week0(nil)), sent(map[string][]string{"hours": {payload}, "title": {payload}}, fault.Field{Name: "title", Message: payload}))},
		{name: "week-changed", fragment: true, content: week.Changed(f, week0(nil), "a-8")},
		{name: "week-changed-carried", fragment: true, content: week.Changed(f, week0(nil), "a-1")},
		{name: "week-saved", fragment: true, content: week.Saved(f, prompts()[1])},
		{name: "activity", content: week.ActivityPage(frame(noor, "My week"), activityPage(), ui.Form{})},
		{name: "activity-empty", content: week.ActivityPage(frame(noor, "My week"), view.Activity{Row: view.ActivityRow{ID: "a", Title: "A"}}, ui.Form{})},
		{name: "activity-hostile", content: week.ActivityPage(hostileFrame(), hostile(activityPage()), ui.Form{})},
		{name: "prompt", content: week.PromptPage(frame(noor, "My week"), promptPage(), ui.Form{})},
		{name: "prompt-empty", content: week.PromptPage(frame(noor, "My week"), view.Prompt{Row: view.PromptRow{ID: "q", Question: "Q"}}, ui.Form{})},
		{name: "prompt-hostile", content: week.PromptPage(hostileFrame(), hostile(promptPage()), ui.Form{})},
	}
}

func week0(change func(*view.Week)) view.Week {
	w := week0sample()
	if change != nil {
		change(&w)
	}
	return w
}
