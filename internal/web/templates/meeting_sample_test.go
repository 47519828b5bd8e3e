package templates_test

import (
	"stint/internal/fault"
	"stint/internal/view"
	"stint/internal/web/templates/meeting"
	"stint/internal/web/templates/ui"
)

func meetingSample() view.Meeting {
	last := &view.MeetingRef{ID: "m-4", At: clock("2026-10-01 15:00")}
	next := &view.MeetingRef{ID: "m-6", At: clock("2026-10-15 15:00")}
	return view.Meeting{
		ID: "m-5", Internship: "i-noor", Intern: noor, Mentor: ines, Program: "CSM Internship", Kind: view.MeetingOneOnOne, Number: 5, Of: 12,
		At: clock("2026-10-08 15:00"), Minutes: 30, Zone: amsterdam, OtherZone: lisbon, Previous: last, Next: next, Estimate: 42, Link: "https://call.example.com/noor",
		Agenda: []view.AgendaRow{
			{ID: "ag-1", Kind: view.AgendaShow, Activity: view.KindShadow, Title: "Debrief: cadence call with a retailer, Tuesday", Minutes: 5, State: view.AgendaDiscussed, MaySet: true, Body: rich("Ines waited through the silence.")},
			{ID: "ag-2", Kind: view.AgendaPrompt, Activity: view.KindDiscuss, Title: "Which parts of modules 4–6 were hard to follow?", Href: "/prompts/q-1", Minutes: 8, Now: true, MaySet: true,
				Prompt: "q-1", Answer: prompts()[0].Answer, AnswerAt: clock("2026-10-06 09:00"), Reply: prompts()[0].Reply},
			{ID: "ag-3", Kind: view.AgendaPrompt, Activity: view.KindDiscuss, Title: "What did you get wrong in the knowledge checks, and what is right?", Minutes: 6, MaySet: true, OthersDraft: true, Prompt: "q-2"},
			{ID: "ag-4", Kind: view.AgendaShow, Activity: view.KindPresent, Title: "Demo: one new feature from the release notes", Minutes: 10, MaySet: true},
			{ID: "ag-5", Kind: view.AgendaBlocker, Title: "The sandbox asks for a license", Minutes: 5, By: &noor, MaySet: true, Body: rich("Since Monday.")},
			{ID: "ag-6", Kind: view.AgendaCarried, Title: "A sample agenda for a cadence call", Minutes: 5, MaySet: true},
			{ID: "ag-7", Kind: view.AgendaTask, Title: "Noor: ask Kofi about his quarterly review", Minutes: 2, MaySet: true},
			{ID: "ag-8", Kind: view.AgendaTopic, Title: "Why would a customer choose this over another tool?", Minutes: 7, State: view.AgendaParked, By: &ines, From: last, ParkedTo: next, MaySet: true},
			{ID: "ag-9", Kind: view.AgendaTopic, Title: "Something for the very last time", Minutes: 5, State: view.AgendaParked},
		},
		Notes: view.Notes{Text: "- Cache: may be gone at any time. Artifact: promised to the next job.\n- [ ] Noor: explain it to somebody in Support before Monday", Version: 3, At: now, By: ines,
			History: []view.NotesVersion{{Number: 3, At: now, By: ines, Body: rich("- Cache")}, {Number: 2, At: now, By: noor, Body: rich("x")}}},
		Before: []view.BeforeRow{
			{Person: noor, Text: "3 of 4 questions still to prepare."},
			{Person: ines, Text: "Read two answers.", Minutes: 4},
			{Person: kofi, Text: "Nothing.", Done: true},
		},
		Last: []view.TaskRow{{Person: "Noor", Text: "ask Kofi about his quarterly review.", Done: true}, {Text: "redo the agenda around the customer’s goal."}},
		May:  view.MeetingRights{Add: true, Move: true, Write: true},
	}
}

func meetingPages() []page {
	f := func() ui.Frame { return frame(noor, "1:1s") }
	mentor := meetingSample()
	mentor.Intern, mentor.Mentor = other(noor), you(ines)
	mentor.Agenda[1].MayReply = true
	past := meetingSample()
	past.May, past.Estimate, past.Kind, past.Next = view.MeetingRights{}, 20, view.MeetingKickoff, nil
	past.Notes = view.Notes{Body: rich("We met."), Version: 1, At: now, By: ines}
	clash := meetingSample()
	clash.Notes.Conflict = &view.NotesConflict{By: ines, At: now, Theirs: "- one", Mine: "- two", Version: 4}
	show := view.Meeting{ID: "m", Kind: view.MeetingPresentation, At: now, Minutes: 60, May: view.MeetingRights{Add: true}}
	list := view.Meetings{
		Internship: "i-noor",
		Ahead: []view.MeetingRow{
			{ID: "m-5", With: ines, Kind: view.MeetingOneOnOne, Number: 5, At: clock("2026-10-08 15:00"), Minutes: 30, Estimate: 42, Topics: 5},
			{ID: "m-6", With: ines, Kind: view.MeetingOneOnOne, Number: 6, At: clock("2026-10-15 15:00"), Minutes: 30, Moved: true},
		},
		Past: []view.MeetingRow{{ID: "m-1", With: ines, Kind: view.MeetingKickoff, Number: 1, At: clock("2026-09-10 15:00"), Minutes: 60, Topics: 4, Discussed: 3, HasNotes: true}},
	}
	wrong := sent(map[string][]string{"on": {"2026-10-40"}, "at": {"25:00"}, "minutes": {"30"}}, fault.Field{Name: "on", Message: "There is no such day."})
	return []page{
		{name: "meeting", content: meeting.Page(f(), meetingSample(), ui.Form{})},
		{name: "meeting-mentor", content: meeting.Page(frame(ines, "1:1s"), mentor, ui.Form{})},
		{name: "meeting-past", content: meeting.Page(f(), past, ui.Form{})},
		{name: "meeting-conflict", content: meeting.Page(f(), clash, ui.Form{})},
		{name: "meeting-form", content: meeting.Page(f(), meetingSample(), wrong)},
		{name: "meeting-show", content: meeting.Page(f(), show, ui.Form{})},
		{name: "meeting-empty", content: meeting.Page(f(), view.Meeting{}, ui.Form{})},
		{name: "meeting-hostile", content: meeting.Page(hostileFrame(), hostile(clash), ui.Form{})},
		{name: "meeting-changed", fragment: true, content: meeting.Changed(f(), meetingSample(), meetingSample().Agenda[0])},
		{name: "meetings", content: meeting.List(f(), list)},
		{name: "meetings-mentor", content: meeting.List(frame(ines, "1:1s"), view.Meetings{Title: "Two this week", Past: list.Past})},
		{name: "meetings-empty", content: meeting.List(f(), view.Meetings{})},
		{name: "meetings-hostile", content: meeting.List(hostileFrame(), hostile(list))},
	}
}
