package templates_test

import (
	"strconv"
	"time"

	"stint/internal/fault"
	"stint/internal/view"
	"stint/internal/web/templates/delegation"
	"stint/internal/web/templates/internship"
	"stint/internal/web/templates/setup"
	"stint/internal/web/templates/terms"
	"stint/internal/web/templates/ui"
	"stint/internal/worktime"
)

func mustClock(text string) worktime.Clock {
	c, err := worktime.ParseClock(text)
	if err != nil {
		panic(err)
	}
	return c
}

var csm = view.ProgramRef{ID: "pr-1", Title: "CSM Internship", Version: 4, VersionID: "pv-4"}

func terms3() view.Terms {
	return view.Terms{
		Revision: 3, Program: csm, Start: day("2026-09-07"), End: day("2026-12-04"), Zone: amsterdam, Weeks: 12, Minutes: 480, FullWeek: 2400,
		Rhythm: view.Rhythm{Weekday: time.Thursday, At: mustClock("15:00"), Zone: amsterdam, Minutes: 30},
		Pauses: []view.Span{{From: day("2026-10-26"), To: day("2026-10-30")}}, Entry: 1, Intern: noor, Mentor: ines,
		Message: "A week later, and eight hours instead of ten.", By: noor, At: clock("2026-08-26 09:00"), Digest: "3f9a 61c0 e7d2",
	}
}

func terms2() view.Terms {
	t := terms3()
	t.Revision, t.Start, t.Minutes, t.Pauses, t.Entry = 2, day("2026-08-31"), 600, nil, 2
	return t
}

func signatures() []view.Signature {
	return []view.Signature{
		{Roles: []view.Role{view.RoleIntern}, Person: noor, Zone: amsterdam, State: view.SignatureGiven, Revision: 3, At: clock("2026-08-26 09:00"), Proposed: true},
		{Roles: []view.Role{view.RoleMentor}, Person: ines, Zone: lisbon, State: view.SignatureGiven, Revision: 3, At: clock("2026-08-27 08:55")},
		{Roles: []view.Role{view.RoleInternManager}, Person: tomasz, State: view.SignatureGiven, Revision: 3, At: clock("2026-08-27 10:00")},
		{Roles: []view.Role{view.RoleMentorManager}, Person: priya, State: view.SignatureGiven, Revision: 3, At: clock("2026-08-31 10:00"), Recorded: &wanda, Evidence: "Said yes in the staff meeting"},
	}
}

func openSignatures() []view.Signature {
	s := signatures()
	s[2] = view.Signature{Roles: []view.Role{view.RoleInternManager}, Person: you(tomasz), State: view.SignatureVoid, Revision: 2}
	s[3] = view.Signature{Roles: []view.Role{view.RoleMentorManager}, Person: priya}
	return s
}

func internshipSample() view.Internship {
	i := view.Internship{
		ID: "i-noor", Intern: noor, Mentor: ines, Program: csm, State: view.StateActive, Since: clock("2026-09-07 00:00"),
		Progress: view.Progress{Done: 39, Total: 111, Carried: 1}, Track: track(0), Logged: 1890, Promised: 5760,
		Signatures: signatures(), Terms: ptr(terms3()),
		Setup: []view.SetupRow{
			{ID: "series", Text: "Weekly 1:1 series booked", Whose: view.RoleIntern, Done: true},
			{ID: "channel", Text: "Invite Noor to the team’s channel", Whose: view.RoleMentor, Done: true, By: &ines},
			{ID: "want-intern", Text: "Write down what you want from it", Whose: view.RoleIntern, MayTick: true, Href: "/meetings/m-1"},
		},
		Attention: []view.Attention{
			{Text: "A sample agenda for a cadence call is open since week 4", Href: "/activities/a-1", Mine: true, Since: clock("2026-10-02 17:00")},
			{Text: "Ines reviews the follow-up mail", Since: clock("2026-10-05 16:05")},
		},
		Coming: []view.ComingRow{
			{On: day("2026-10-08"), At: clock("2026-10-08 15:00"), Text: "1:1 with Ines, 42 min planned", Href: "/meetings/m-5"},
			{On: day("2026-10-26"), Text: "Pause until 30 October"},
		},
		History: []view.HistoryRow{{At: now.Add(-time.Hour), By: noor, Text: "ticked an activity of week 5"}, {At: now.Add(-26 * time.Hour), By: ines, Text: "replied to an answer"}},
		May:     view.InternshipRights{Propose: true, End: true},
	}
	for n, w := range i.Track.Weeks {
		row := view.WeekRow{Number: w.Number, Title: w.Name, From: w.From, To: w.From.AddDays(4), State: w.State, Pause: w.Pause, Progress: view.Progress{Total: 9}}
		if n < 3 {
			row.Progress.Done = 9
		}
		if n == 3 {
			row.Progress.Done = 8
		}
		i.Weeks = append(i.Weeks, row)
	}
	return i
}

func internshipPages() []page {
	in := func(change func(*view.Internship)) view.Internship {
		i := internshipSample()
		change(&i)
		return i
	}
	f := func() ui.Frame { return frame(noor, "Internship") }
	manager := in(func(i *view.Internship) {
		i.Intern, i.May, i.Setup, i.Attention = other(noor), view.InternshipRights{Sign: true}, nil, nil
		i.Pending = ptr(terms2())
		i.Pending.Revision = 4
	})
	proposed := in(func(i *view.Internship) {
		i.State, i.Track, i.Weeks, i.Signatures = view.StateProposed, view.Track{}, nil, openSignatures()
		i.Signatures[3].State, i.Signatures[3].Person = view.SignatureMissing, view.PersonRef{}
		i.Signatures[1].State, i.Signatures[1].Reason = view.SignatureRefused, "Not before October."
		i.May = view.InternshipRights{Record: true, StandIn: true, End: true}
	})
	one := in(func(i *view.Internship) {
		i.State = view.StateProposed
		i.Signatures = signatures()[:2]
		i.Signatures[1].Carried = true
		i.Signatures = append(i.Signatures, view.Signature{Roles: []view.Role{view.RoleInternManager, view.RoleMentorManager}, Person: priya, StandIn: true})
	})
	paused := in(func(i *view.Internship) {
		i.State = view.StatePaused
		i.Track.Paused = &view.Span{From: day("2026-10-05"), To: day("2026-10-16")}
	})
	completed := in(func(i *view.Internship) {
		i.State, i.Since, i.Progress, i.Logged = view.StateCompleted, now, view.Progress{Done: 111, Total: 111}, 5800
		for n := range i.Track.Weeks {
			i.Track.Weeks[n].State = view.WeekDone
		}
	})
	ended := in(func(i *view.Internship) {
		i.State, i.Since = view.StateEnded, now
		i.Ending = &view.Ending{At: now, By: noor, Reason: "A busy quarter."}
	})
	exploring := view.Internship{ID: "i-1", Intern: noor, Program: csm, State: view.StateExploring, May: view.InternshipRights{Propose: true}}
	withMentor := exploring
	withMentor.Mentor = ines
	last := in(func(i *view.Internship) { i.May.Finish = true })
	agreed := in(func(i *view.Internship) { i.State = view.StateAgreed })
	return append([]page{
		{name: "internship", content: internship.Page(f(), internshipSample())},
		{name: "internship-manager", content: internship.Page(frame(tomasz, "Internships"), manager)},
		{name: "internship-proposed", content: internship.Page(frame(wanda, "Internships"), proposed)},
		{name: "internship-one-manager", content: internship.Page(f(), one)},
		{name: "internship-agreed", content: internship.Page(f(), agreed)},
		{name: "internship-last", content: internship.Page(f(), last)},
		{name: "internship-paused", content: internship.Page(f(), paused)},
		{name: "internship-completed", content: internship.Page(f(), completed)},
		{name: "internship-ended", content: internship.Page(f(), ended)},
		{name: "internship-exploring", content: internship.Page(f(), exploring)},
		{name: "internship-mentor-known", content: internship.Page(f(), withMentor)},
		{name: "internship-empty", content: internship.Page(f(), view.Internship{})},
		{name: "internship-hostile", content: internship.Page(hostileFrame(), hostile(internshipSample()))},
		{name: "end", content: internship.EndPage(f(), internshipSample(), ui.Form{})},
		{name: "end-exploring", content: internship.EndPage(f(), exploring, sent(map[string][]string{"reason": {""}}, fault.Field{Name: "reason", Message: "Say why."}))},
	}, termsPages()...)
}

func signOff() view.SignOff {
	return view.SignOff{
		Internship: "i-noor", Intern: other(noor), Mentor: ines, State: view.StateProposed, Terms: terms3(), Signed: ptr(terms2()), Signatures: openSignatures(),
		Revisions: []view.RevisionRow{
			{Revision: 3, By: other(noor), At: now.Add(-26 * time.Hour), Message: "A week later, and eight hours instead of ten."},
			{Revision: 2, By: other(noor), At: clock("2026-08-12 09:00"), Approved: []view.PersonRef{you(tomasz), other(priya)}},
			{Revision: 1, By: other(noor), At: clock("2026-08-10 09:00"), Refused: []view.PersonRef{you(tomasz)}, Approved: []view.PersonRef{other(priya)}},
		},
		You: []view.Role{view.RoleInternManager}, MaySign: true,
	}
}

func termsPages() []page {
	mentor := signOff()
	mentor.You, mentor.Mentor, mentor.Signed, mentor.State = []view.Role{view.RoleMentor}, you(ines), nil, view.StateActive
	mentor.Terms.Entry, mentor.Terms.Pauses[0].Reason = 3, "Noor is on leave."
	both := signOff()
	both.You, both.MaySign, both.Answered = []view.Role{view.RoleInternManager, view.RoleMentorManager}, false, true
	coordinator := signOff()
	coordinator.You, coordinator.MaySign, coordinator.Signed = nil, false, nil
	coordinator.Approval = &view.ApprovalForm{
		Open:   []view.Choice{{Value: "intern-manager", Label: "Tomasz, Noor’s manager"}},
		Vacant: []view.Choice{{Value: "mentor-manager", Label: "Ines’s manager"}},
		People: []view.Choice{{Value: "p-kofi", Label: "Kofi"}, {Value: "p-mei", Label: "Mei"}},
	}
	own := signOff()
	own.Intern = noor
	form := view.TermsForm{
		Internship: "i-noor", Intern: noor, Current: ptr(terms3()), Active: true,
		Programs: []view.Choice{{Value: "pv-4", Label: "CSM Internship, version 4"}, {Value: "pv-5", Label: "CSM Internship, version 5"}},
		Mentors:  []view.Choice{{Value: "p-ines", Label: "Ines"}, {Value: "p-kofi", Label: "Kofi"}},
		Zones:    []string{"Europe/Amsterdam", "Europe/Lisbon"},
		Rules:    view.TermsRules{Minutes: 480, MinutesQuote: "commit eight hours of each week", Weeks: 12, WeeksHint: "The program spans twelve weeks.", Meeting: 30, MeetingQuote: "Half an hour a week does"},
	}
	first := form
	first.Internship, first.Current, first.Active = "", nil, false
	revise := form
	revise.Active = false
	versioned := revise
	versioned.Version, versioned.Rules.Weeks, versioned.Rules.Minutes = view.ProgramRef{Title: "CSM Internship", VersionID: "pv-5", Version: 5}, 14, 600
	enough := versioned
	enough.Rules.Weeks, enough.Rules.Minutes = 0, 0
	wrong := sent(map[string][]string{"start": {"2026-09-06"}, "hours": {"6"}, "weeks": {"12"}, "pause_from": {"2026-10-26", ""}, "pause_to": {"2026-10-20"}, "message": {payload}},
		fault.Field{Name: "hours", Message: "6 hours is too little. The program says: “commit eight hours of each week”."},
		fault.Field{Name: "start", Message: "Sun 6 September is a day off. The next working day is Mon 7 September."},
		fault.Field{Name: "pauses", Message: "The first pause ends before it begins."})
	delegate := signOff()
	delegate.You, delegate.For, delegate.Whole = []view.Role{view.RoleMentorManager}, ptr(priya), false
	delegate.Cost = teamCost()
	delegate.Cost.Others[0].Person, delegate.Cost.Others[0].Internship = view.PersonRef{}, ""
	delegate.Signatures[3].MayDelegate = ptr(you(kofi))
	declined := signOff()
	declined.Whole, declined.Waits, declined.Declined = true, true, []view.PersonRef{priya}
	declined.Signatures[3] = view.Signature{Roles: []view.Role{view.RoleMentorManager}, Person: priya, Delegate: ptr(kofi), State: view.SignatureRefused, Revision: 3}
	declined.Signatures[2].MayDelegate = ptr(ravi)
	mine := declined
	mine.Intern, mine.MayPropose, mine.MayEnd, mine.MaySign = noor, true, true, false
	yours := declined
	yours.Declined, yours.MaySign = []view.PersonRef{you(priya)}, true
	others := declined
	others.MaySign = false
	over := declined
	over.Intern, over.State, over.Ending, over.MaySign = noor, view.StateEnded, &view.Ending{At: now, By: noor}, false
	forgone := over
	forgone.Intern = other(noor)
	agreed := signOff()
	agreed.State, agreed.MaySign, agreed.Cost, agreed.Whole = view.StateAgreed, false, &view.TeamCost{Minutes: 480, Total: 96 * 60}, true
	return append(mailedPages(), []page{
		{name: "sign-off-delegate", content: terms.SignOff(frame(kofi, "Sign-offs"), delegate, ui.Form{})},
		{name: "sign-off-declined", content: terms.SignOff(frame(tomasz, "Sign-offs"), declined, ui.Form{})},
		{name: "sign-off-declined-intern", content: terms.SignOff(frame(noor, ""), mine, ui.Form{})},
		{name: "sign-off-declined-self", content: terms.SignOff(frame(priya, ""), yours, ui.Form{})},
		{name: "sign-off-declined-others", content: terms.SignOff(frame(ines, ""), others, ui.Form{})},
		{name: "sign-off-over", content: terms.SignOff(frame(noor, ""), over, ui.Form{})},
		{name: "sign-off-over-others", content: terms.SignOff(frame(tomasz, ""), forgone, ui.Form{})},
		{name: "sign-off-agreed", content: terms.SignOff(frame(tomasz, ""), agreed, ui.Form{})},
		{name: "sign-off", content: terms.SignOff(frame(tomasz, "Sign-offs"), signOff(), ui.Form{})},
		{name: "sign-off-mentor", content: terms.SignOff(frame(ines, "Interns"), mentor, ui.Form{})},
		{name: "sign-off-both", content: terms.SignOff(frame(priya, ""), both, ui.Form{})},
		{name: "sign-off-coordinator", content: terms.SignOff(frame(wanda, "Internships"), coordinator, sent(map[string][]string{}, fault.Field{Name: "evidence", Message: "Say where it was given."}))},
		{name: "sign-off-empty", content: terms.SignOff(frame(tomasz, ""), view.SignOff{}, ui.Form{})},
		{name: "sign-off-hostile", content: terms.SignOff(hostileFrame(), hostile(signOff()), ui.Form{})},
		{name: "refusal", content: terms.Refusal(frame(tomasz, "Sign-offs"), signOff(), sent(map[string][]string{"reason": {""}}, fault.Field{Name: "reason", Message: "A refusal needs a reason."}))},
		{name: "refusal-own", content: terms.Refusal(frame(noor, ""), own, ui.Form{})},
		{name: "terms-form", content: terms.Form(frame(noor, "Internship"), form, wrong)},
		{name: "terms-first", content: terms.Form(frame(noor, "Internship"), first, ui.Form{})},
		{name: "terms-revise", content: terms.Form(frame(noor, "Internship"), revise, ui.Form{})},
		{name: "terms-versioned", content: terms.Form(frame(noor, "Internship"), versioned, ui.Form{})},
		{name: "terms-versioned-enough", content: terms.Form(frame(noor, "Internship"), enough, ui.Form{})},
		{name: "terms-empty", content: terms.Form(frame(noor, "Internship"), view.TermsForm{}, ui.Form{})},
		{name: "terms-hostile", content: terms.Form(hostileFrame(), hostile(form), ui.Form{})},
		{name: "track-short", fragment: true, content: ui.Track(frame(noor, ""), view.Track{Internship: "i", Weeks: track(0).Weeks[2:6]}, true)},
		{name: "track-long", fragment: true, content: ui.Track(frame(noor, ""), view.Track{Internship: "i", Weeks: append(track(0).Weeks, track(0).Weeks[8:]...)}, true)},
		{name: "terms-many-weeks", fragment: true, content: terms.Facts(frame(noor, ""), longTerms(), "Terms")},
	}...)
}

func longTerms() view.Terms {
	t := terms3()
	t.Weeks, t.Entry, t.FullWeek = 30, 2, 0
	t.Program.Title = "Program " + strconv.Itoa(2)
	return t
}

func teamCost() *view.TeamCost {
	week := view.CostWeek{Number: 1, From: day("2026-09-07"), To: day("2026-09-13"), This: 480, Others: 600, Count: 2}
	return &view.TeamCost{
		Minutes: 480, Total: 96 * 60, Mentor: 120, Count: 2, Weeks: []view.CostWeek{week, {Number: 2, From: day("2026-09-14"), To: day("2026-09-20"), This: 480}}, Most: week,
		Others: []view.CostRow{
			{Person: kofi, Internship: "i-kofi", As: view.RoleIntern, Minutes: 480, From: day("2026-08-03"), To: day("2026-10-25"), State: view.StateActive},
			{Person: ines, Internship: "i-ines", As: view.RoleMentor, Minutes: 120, From: day("2026-09-07"), To: day("2026-11-29"), State: view.StateProposed},
		},
	}
}

// mailedPages are what a mailed link leads to, and the page of delegates.
func mailedPages() []page {
	f := frame(tomasz, "")
	open := view.MailedSignOff{Reader: you(tomasz), Zone: time.UTC, Revision: 3, ExpiresAt: now.Add(7 * 24 * time.Hour), Href: "/internships/i-noor/sign-off", SignOff: signOff()}
	state := func(s view.MailedState, change func(*view.SignOff)) view.MailedSignOff {
		m := open
		m.State = s
		change(&m.SignOff)
		return m
	}
	nothing := func(*view.SignOff) {}
	rows := view.Delegations{
		MayName: true, From: day("2026-09-07"), People: []view.Choice{{Value: "p-kofi", Label: "Kofi"}}, Pager: view.Pager{Shown: 4, NextHref: "/delegations?after=x"},
		Rows: []view.DelegationRow{
			{ID: "d-1", Manager: you(tomasz), Delegate: kofi, From: day("2026-09-07"), To: day("2026-09-18"), State: "ahead", MayEnd: true},
			{ID: "d-2", Manager: priya, Delegate: you(tomasz), From: day("2026-08-24"), To: day("2026-09-04"), State: "on", MayEnd: true},
			{ID: "d-3", Manager: you(tomasz), Delegate: ravi, From: day("2026-07-06"), To: day("2026-07-17"), State: "over"},
			{ID: "d-4", Manager: you(tomasz), Delegate: ravi, From: day("2026-06-01"), To: day("2026-06-12"), State: "ended"},
		},
	}
	return append(setupPages(), []page{
		{name: "mailed", content: terms.Mailed(f, open, "secret", ui.Form{})},
		{name: "mailed-again", content: terms.Mailed(f, state("", func(s *view.SignOff) { s.For = ptr(priya) }), "secret", sent(map[string][]string{"reason": {""}}, fault.Field{Name: "reason", Message: "Say what would have to be different."}))},
		{name: "mailed-void", content: terms.Mailed(f, view.MailedSignOff{Reader: tomasz, Revision: 2, State: view.MailedVoid, Href: "/internships/i-noor/sign-off"}, "secret", ui.Form{})},
		{name: "mailed-gone", content: terms.Mailed(f, view.MailedSignOff{Reader: tomasz, State: view.MailedUsed}, "secret", ui.Form{})},
		{name: "mailed-approved", content: terms.Mailed(f, state(view.MailedUsed, func(s *view.SignOff) { s.Answered, s.Waits = true, true }), "secret", ui.Form{})},
		{name: "mailed-agreed", content: terms.Mailed(f, state(view.MailedUsed, func(s *view.SignOff) { s.Answered = true }), "secret", ui.Form{})},
		{name: "mailed-declined", content: terms.Mailed(f, state(view.MailedUsed, func(s *view.SignOff) { s.Declined = []view.PersonRef{you(tomasz)} }), "secret", ui.Form{})},
		{name: "mailed-answered", content: terms.Mailed(f, state(view.MailedUsed, nothing), "secret", ui.Form{})},
		{name: "mailed-over", content: terms.Mailed(f, state(view.MailedOver, nothing), "secret", ui.Form{})},
		{name: "mailed-hostile", content: terms.Mailed(hostileFrame(), hostile(open), payload, ui.Form{})},
		{name: "delegations", content: delegation.Page(f, rows, sent(map[string][]string{"delegate": {""}}, fault.Field{Name: "delegate", Message: "Choose somebody."}))},
		{name: "delegations-empty", content: delegation.Page(f, view.Delegations{}, ui.Form{})},
		{name: "delegations-hostile", content: delegation.Page(hostileFrame(), hostile(rows), ui.Form{})},
	}...)
}

// setupPages are the page before the start.
func setupPages() []page {
	at := clock("2026-09-01 09:00")
	s := view.Setup{
		Internship: "i-noor", Intern: noor, Mentor: ines, Program: "CSM Internship", State: view.StateAgreed, Start: day("2026-09-07"), Open: 2,
		Groups: []view.SetupGroup{
			{Whose: view.RoleIntern, Rows: []view.SetupLine{
				{Item: "intern-wants", Text: "What the intern wants from it is written down", Href: "#wants"},
				{Item: "issue", Text: "A tracking issue is linked", Optional: true, MayLink: true},
				{Activity: "a-1", Text: "Ask for access", Done: true, At: at, By: ptr(noor), Href: "/activities/a-1", MayTick: true},
			}},
			{Whose: view.RoleMentor, Rows: []view.SetupLine{
				{Item: "series", Text: "The weekly 1:1s are booked", Done: true, Href: "/meetings"},
				{Item: "notes", Text: "A place for notes is there", Done: true, By: ptr(ines), Link: "https://docs.example.com/notes", MayLink: true, Version: 2},
				{Item: "channels", Text: "The intern is in the team’s chat channels", MayTick: true},
			}},
			{Rows: []view.SetupLine{{Activity: "a-2", Text: "Read the page"}}},
		},
		Wants: &view.Wants{
			Draft: "To see a renewal.", Version: 2, SavedAt: at, MayWrite: true, MayShare: true,
			Shared:  []view.WantText{{By: ines, Version: 2, At: at, Body: rich("To learn to explain.")}},
			Earlier: []view.WantText{{By: ines, Version: 1, At: at, Body: rich("To explain.")}},
		},
	}
	proposed := s
	proposed.State, proposed.Open, proposed.Wants = view.StateProposed, 0, &view.Wants{MayWrite: true}
	running := s
	running.State, running.Open, running.Wants = view.StateActive, 1, nil
	return []page{
		{name: "setup", content: setup.Page(frame(noor, ""), s, sent(map[string][]string{"body": {""}}, fault.Field{Name: "body", Message: "Write what you want from it first."}))},
		{name: "setup-proposed", content: setup.Page(frame(noor, ""), proposed, ui.Form{})},
		{name: "setup-running", content: setup.Page(frame(tomasz, ""), running, ui.Form{})},
		{name: "setup-hostile", content: setup.Page(hostileFrame(), hostile(s), ui.Form{})},
		{name: "setup-empty", content: setup.Page(frame(tomasz, ""), view.Setup{}, ui.Form{})},
	}
}
