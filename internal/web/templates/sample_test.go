package templates_test

import (
	"fmt"
	"time"

	"stint/internal/markdown"
	"stint/internal/view"
	"stint/internal/web/templates/ui"
	"stint/internal/worktime"
)

// The samples are one autumn of a small company, as its pages show it on
// Wednesday 7 October 2026 at 10:42 in Amsterdam.

var (
	amsterdam = zone("Europe/Amsterdam")
	lisbon    = zone("Europe/Lisbon")
	now       = clock("2026-10-07 10:42")

	noor    = view.PersonRef{ID: "p-noor", Name: "Noor", You: true}
	ines    = view.PersonRef{ID: "p-ines", Name: "Ines"}
	tomasz  = view.PersonRef{ID: "p-tomasz", Name: "Tomasz"}
	priya   = view.PersonRef{ID: "p-priya", Name: "Priya"}
	kofi    = view.PersonRef{ID: "p-kofi", Name: "Kofi"}
	wanda   = view.PersonRef{ID: "p-wanda", Name: "Wanda"}
	ravi    = view.PersonRef{ID: "p-ravi", Name: "Ravi"}
	sunniva = view.PersonRef{ID: "p-sunniva", Name: "Sunniva"}
)

func zone(name string) *time.Location {
	l, err := time.LoadLocation(name)
	if err != nil {
		panic(err)
	}
	return l
}

func clock(text string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", text, amsterdam)
	if err != nil {
		panic(err)
	}
	return t
}

func day(text string) worktime.Date {
	d, err := worktime.ParseDate(text)
	if err != nil {
		panic(err)
	}
	return d
}

func you(p view.PersonRef) view.PersonRef { p.You = true; return p }
func other(p view.PersonRef) view.PersonRef {
	p.You = false
	return p
}

// rich is Markdown as the pages get it.
func rich(text string) view.Rich {
	html, err := markdown.Render(text, markdown.Options{})
	if err != nil {
		panic(err)
	}
	return html
}

func ptr[T any](v T) *T { return &v }

func keys() func() string {
	n := 0
	return func() string { n++; return fmt.Sprintf("key-%d", n) }
}

// frame is the page around a reader, with the navigation of their kind.
func frame(p view.PersonRef, current string) ui.Frame {
	nav := map[string][]view.NavItem{
		"p-noor": {
			{Icon: "calendar-check", Label: "My week", Href: "/week", Go: "w"},
			{Icon: "route", Label: "Internship", Href: "/internships/i-noor", Go: "i"},
			{Icon: "messages-square", Label: "1:1s", Href: "/meetings", Count: "Thu"},
		},
		"p-ines": {
			{Icon: "layout-dashboard", Label: "Interns", Href: "/", Count: "2"},
			{Icon: "messages-square", Label: "1:1s", Href: "/meetings", Count: "Thu"},
		},
		"p-tomasz": {
			{Icon: "signature", Label: "Sign-offs", Href: "/", Count: "1"},
			{Icon: "route", Label: "Internships", Href: "/internships", Go: "i"},
		},
		"p-wanda": {
			{Icon: "layout-dashboard", Label: "Overview", Href: "/"},
			{Icon: "route", Label: "Internships", Href: "/internships", Go: "i"},
			{Icon: "file-text", Label: "Programs", Href: "/programs", Count: "2"},
			{Icon: "users", Label: "People", Href: "/people", Wide: true},
		},
	}[string(p.ID)]
	for i := range nav {
		nav[i].Current = nav[i].Label == current
	}
	f := ui.Frame{
		Viewer: view.Viewer{
			Person: you(p), Zone: amsterdam, Now: now, Nav: nav, SignedIn: true, Theme: view.ThemeAuto,
			Inbox: &view.Inbox{Unread: 1, Items: []view.InboxItem{
				{ID: "n-1", Icon: "message-square-reply", Text: "Ines replied to an answer", Href: "/prompts/q-1", At: now, Unread: true},
				{ID: "n-2", Icon: "signature", Text: "All four have signed", Href: "/internships/i-noor", At: now.Add(-48 * time.Hour)},
			}},
		},
		Path: "/week?week=5", NewKey: keys(),
	}
	if p.ID == noor.ID {
		f.Viewer.Foot = &view.Foot{Internship: "i-noor", Program: "CSM Internship", Track: track(0), With: ines}
	}
	return f
}

func track(shown int) view.Track {
	names := []string{"Kick-off", "Create", "Plan", "Verify", "Verify, Package", "Verify, Release", "Secure", "Secure, Govern", "Secure exam", "Configure", "Monitor", "AI and demo"}
	t := view.Track{Internship: "i-noor", Shown: shown}
	from := day("2026-09-07")
	for i, name := range names {
		w := view.TrackWeek{Number: i + 1, Name: name, From: from}
		switch {
		case i < 3:
			w.State, w.Percent = view.WeekDone, 100
		case i == 3:
			w.State, w.Percent = view.WeekLate, 85
			w.Pins = []view.Pin{{Icon: "file-text", Label: "Agenda to deliver"}}
		case i == 4:
			w.State, w.Percent = view.WeekNow, 43
			w.Pins = []view.Pin{{Icon: "presentation", Label: "Release demo"}}
		case i == 7:
			w.Pause = &view.Span{From: day("2026-10-26"), To: day("2026-10-30")}
			w.Pins = []view.Pin{{Icon: "file-text", Label: "Success plan to deliver"}}
		case i == 11:
			w.Pins = []view.Pin{{Icon: "presentation", Label: "Final demo"}, {Icon: "flag", Label: "Decision"}}
		}
		if i == 0 {
			w.Pins = []view.Pin{{Icon: "handshake", Label: "Kick-off", Hit: true}}
		}
		t.Weeks = append(t.Weeks, w)
		if from = from.AddDays(7); i == 6 {
			from = from.AddDays(7)
		}
	}
	return t
}

func week0sample() view.Week {
	can := view.ActivityRights{Tick: true, Note: true, Move: true, Mark: true}
	thursday := &view.MeetingRef{ID: "m-5", At: clock("2026-10-08 15:00")}
	return view.Week{
		Internship: "i-noor", Intern: noor, Mentor: ines, Program: "CSM Internship",
		Number: 5, Of: 12, Title: "Verify and Package", From: day("2026-10-05"), To: day("2026-10-09"),
		State: view.WeekNow, Progress: view.Progress{Done: 6, Total: 14, Carried: 1}, Track: track(5),
		CarriedOver: []view.ActivityRow{{
			ID: "a-1", Kind: view.KindDeliver, Title: "A sample agenda for a cadence call", From: 4, Week: 4, Estimate: 60, May: can,
		}},
		Groups: []view.Group{
			{ID: "g-room", Title: "Be in the room", Progress: view.Progress{Done: 1, Total: 2}, Activities: []view.ActivityRow{{
				ID: "a-2", Kind: view.KindShadow, Title: "Listen in on Ines’s calls with customers and account teams", State: view.ActivityHalf, Still: true, Estimate: 120,
				Children: []view.ActivityRow{
					{ID: "a-3", Kind: view.KindDiscuss, Title: "Ask Ines whose calls to join next", State: view.ActivityDone, Estimate: 10, Remark: "She named Kofi and Mei", Said: &view.ItemMark{ID: "mk-1", Words: "out of date"}, May: can},
					{ID: "a-4", Kind: view.KindMeet, Title: "If there is time: a coffee chat with somebody who handles escalations", Optional: true,
						May: view.ActivityRights{Tick: true, Skip: true, Note: true, Move: true}},
				},
			}}},
			{ID: "g-own", Title: "Take on real questions", Progress: view.Progress{Done: 2, Total: 5}, Activities: []view.ActivityRow{{
				ID: "a-5", Kind: view.KindPractice, Title: "Own a customer’s questions for a week, with Ines beside you", State: view.ActivityHalf, Still: true, Estimate: 180,
				Children: []view.ActivityRow{
					{ID: "a-6", Kind: view.KindPractice, Title: "Find answers in the docs and ask in the team’s channel", State: view.ActivityDone, Estimate: 45,
						Remark: "Three of four were already in the docs.", Evidence: "https://example.com/thread", May: can},
					{ID: "a-7", Kind: view.KindPractice, Title: "Look up the account’s open requests and write one new one", Estimate: 60, May: can,
						Branch:   &view.Branch{ID: "b-1", Fact: "the CRM", Other: "Choose an account and look them up yourself", Chosen: day("2026-09-07"), MaySwitch: true, Begun: true},
						Children: []view.ActivityRow{{ID: "a-8", Kind: view.KindDiscuss, Title: "What does a product manager need to hear from the customer?", May: can}}},
					{ID: "a-9", Kind: view.KindDeliver, Title: "Draft a follow-up mail for Ines to send", State: view.ActivityWaits, WaitsFor: &ines, May: can},
					{ID: "a-10", Kind: view.KindDo, Title: "Walk through how a support ticket is escalated", State: view.ActivityDone, Estimate: 30, May: can},
				},
			}}},
			{ID: "g-stage", Title: "Study the stage", Intro: rich("Read as much as *you* need to ask good questions."), Progress: view.Progress{Done: 2, Total: 4}, Activities: []view.ActivityRow{
				{ID: "a-11", Kind: view.KindRead, Title: "What the Package categories are for", State: view.ActivityDone, Estimate: 30, May: can,
					Links: []view.Link{{Label: "Package", Href: "https://example.com/package"}, {Label: "What the Package categories are for", Href: "https://example.com/for"}}},
				{ID: "a-12", Kind: view.KindCourse, Title: "CI Fundamentals, modules 4–6", State: view.ActivityHalf, Estimate: 80, May: can,
					Course: &view.Course{Title: "CI Fundamentals", Parts: []view.CoursePart{
						{Label: "1", State: view.ActivityDone}, {Label: "2", State: view.ActivityDone}, {Label: "3", State: view.ActivityDone},
						{Label: "4", State: view.ActivityDone, Here: true}, {Label: "5", State: view.ActivityHalf, Here: true}, {Label: "6", Here: true},
					}}},
				{ID: "a-13", Kind: view.KindDiscuss, Title: "Four questions for Thursday", State: view.ActivityHalf, Still: true, Prompts: prompts()},
				{ID: "a-14", Kind: view.KindExam, Title: "The first exam", State: view.ActivityWaived, Reason: "Passed the same exam in March.", By: &ines},
				{ID: "a-15", Kind: view.KindMeet, Title: "Lunch with the team", State: view.ActivitySkipped, Optional: true, Reason: "No lunch this week.", By: &noor, May: view.ActivityRights{BringBack: true}},
				{ID: "a-16", Title: "The exam can be repeated as often as you like.", Note: true},
				{ID: "a-17", Kind: view.KindDo, Title: "Add Noor to the team’s channel", Owner: &ines, State: view.ActivityDone},
			}},
			{ID: "g-rest", Activities: []view.ActivityRow{
				{ID: "a-18", Kind: view.KindPresent, Title: "Demo one new feature from the latest release notes to Ines", Estimate: 60, Agenda: thursday, May: can},
				{ID: "a-19", Kind: view.KindRoleplay, Title: "Play the silence after a price", Own: &noor, May: can},
			}},
		},
		Meeting: &view.MeetingCard{ID: "m-5", With: ines, WithZone: lisbon, At: clock("2026-10-08 15:00"), Minutes: 30, Topics: 5, Estimate: 42, MayMove: true},
		Hours: &view.HoursCard{Logged: 270, Promised: 480, Pace: 288, Today: day("2026-10-07"), Entries: []view.HoursRow{
			{ID: "h-1", On: day("2026-10-05"), Minutes: 150, What: "Modules 4 and 5"}, {ID: "h-2", On: day("2026-10-06"), Minutes: 120},
		}},
		Waits: []view.WaitRow{
			{Waiting: ines, On: noor, Subject: "Agenda, version 2", Since: clock("2026-10-02 17:00"), Href: "/activities/a-1"},
			{Waiting: noor, On: ines, Subject: "Follow-up mail", Since: clock("2026-10-05 16:05")},
		},
		Choices: []view.WeekChoice{{Number: 5, Name: "Verify, Package"}, {Number: 6, Name: "Verify, Release"}, {Number: 7}},
		May:     view.WeekRights{Tick: true, Add: true, Log: true},
	}
}

func prompts() []view.PromptRow {
	thursday := &view.MeetingRef{ID: "m-5", At: clock("2026-10-08 15:00")}
	return []view.PromptRow{
		{ID: "q-1", Question: "Which parts of modules 4–6 were hard to follow?", State: view.PromptOnAgenda, Meeting: thursday, Version: 2, AnswerAt: clock("2026-10-06 09:00"),
			Answer: rich("Caches against artifacts. I expected a cache to be guaranteed, and spent twenty minutes on a job that only worked by luck."),
			Reply:  &view.Reply{By: ines, At: clock("2026-10-06 18:20"), Body: rich("Good one. I have a drawing for this, I will bring it.")}, MayAnswer: true},
		{ID: "q-2", Question: "What did you get wrong in the knowledge checks, and what is right?", State: view.PromptDraft, MayAnswer: true, DraftAt: now,
			Draft: "Module 4, question 3: I said `only` and `rules` can be mixed in one job. They cannot.\n\nModule 5: I thought a child pipeline sees the parent’s variables by"},
		{ID: "q-3", Question: "Where did the hands-on labs stop you?", MayAnswer: true},
		{ID: "q-4", Question: "How would this course change a conversation with a customer who hardly uses CI?", MayAnswer: true},
		{ID: "q-5", Question: "Parked one", State: view.PromptParked, Meeting: &view.MeetingRef{ID: "m-6", At: clock("2026-10-15 15:00")}, Version: 1, Answer: rich("Yes.")},
		{ID: "q-6", Question: "Discussed one", State: view.PromptDiscussed, Version: 1, Answer: rich("Yes."), MayAnswer: true},
	}
}

func activityPage() view.Activity {
	row := week0sample().Groups[0].Activities[0].Children[1]
	row.Body = rich("Ask them about the **worst** week.")
	row.May = view.ActivityRights{Tick: true, Skip: true, Note: true, Move: true, Waive: true}
	return view.Activity{
		Row: row, Internship: "i-noor", Intern: noor, Mentor: ines, Program: "CSM Internship", Week: 5, WeekTitle: "Verify and Package",
		Path:    []view.ActivityRef{{ID: "a-2", Title: "Listen in on Ines’s calls"}},
		Choices: week0sample().Choices,
		History: []view.HistoryRow{{At: now.Add(-time.Hour), By: noor, Text: "skipped it"}, {At: now.Add(-time.Minute), By: noor, Text: "brought it back"}},
	}
}

func promptPage() view.Prompt {
	p := view.Prompt{
		Row: prompts()[0], Internship: "i-noor", Intern: noor, Mentor: ines, Program: "CSM Internship", Week: 5,
		Head:     view.ActivityRef{ID: "a-13", Title: "Four questions for Thursday"},
		Versions: []view.AnswerVersion{{Number: 2, At: now, Body: rich("Second")}, {Number: 1, At: now, Body: rich("First")}},
		Earlier:  []view.EarlierAnswer{{Prompt: "q-0", Week: 2, About: "Create", Answer: rich("Merge requests."), At: clock("2026-09-16 10:00")}},
		Next:     &view.MeetingRef{ID: "m-5", At: clock("2026-10-08 15:00")},
	}
	p.Row.Draft = "Caches against artifacts."
	return p
}
