package templates_test

import (
	"stint/internal/fault"
	"stint/internal/matching"
	"stint/internal/view"
	"stint/internal/view/request"
	asking "stint/internal/web/templates/request"
	"stint/internal/web/templates/ui"
)

// requestRow is a request of Noor's to somebody, in a state.
func requestRow(to view.PersonRef, state matching.State, change func(*request.Row)) request.Row {
	r := request.Row{
		ID: "rq-" + "1", Intern: noor, Mentor: to, MentorAbout: "Customer Success Manager in Lisbon", Program: "CSM Internship", State: state,
		Message: "I would like to find out whether this is for me.", Asked: clock("2026-09-28 10:00"), Answered: clock("2026-10-05 09:12"), Settled: clock("2026-10-06 16:00"),
		NudgeOn: day("2026-10-05"), ReleaseOn: day("2026-10-07"),
	}
	if change != nil {
		change(&r)
	}
	return r
}

func searchSample() request.Search {
	accepted := requestRow(ines, matching.Accepted, func(r *request.Row) { r.Offer = "With pleasure." })
	return request.Search{
		Internship: "i-noor", Intern: noor, ProgramID: "pr-1", Program: "CSM Internship", State: view.StateExploring, MayAct: true, Left: 3, Open: 4,
		Standing: []request.Row{
			requestRow(kofi, matching.Asked, func(r *request.Row) { r.ID, r.Nudged = "rq-2", now }),
			requestRow(sunniva, matching.Asked, func(r *request.Row) { r.ID = "rq-3" }), accepted,
		},
		Past: []request.Row{
			requestRow(priya, matching.Declined, func(r *request.Row) { r.Reason = "Two interns are enough." }),
			requestRow(priya, matching.Withdrawn, nil),
			requestRow(priya, matching.Released, func(r *request.Row) { r.Cause = matching.CauseSilence }),
			requestRow(priya, matching.Released, func(r *request.Row) { r.Cause = matching.CauseManager }),
			requestRow(priya, matching.Released, func(r *request.Row) { r.Cause = matching.CauseLeft }),
			requestRow(priya, matching.Closed, func(r *request.Row) { r.Cause = matching.CauseFound }),
			requestRow(priya, matching.Closed, func(r *request.Row) { r.Cause = matching.CauseTerms }),
			requestRow(priya, matching.Closed, func(r *request.Row) { r.Cause = matching.CauseOver }),
		},
		Call:     ptr(callSample()),
		Guidance: []request.Guidance{guidanceSample()},
		Guides:   []view.Choice{{Value: "p-priya", Label: "Priya"}},
	}
}

func callSample() request.Call {
	return request.Call{
		ID: "oc-1", Internship: "i-noor", Intern: noor, About: "Support Engineer, Support, in Amsterdam", ProgramID: "pr-1", Program: "CSM Internship",
		Message: "Who would show me?", Open: true, Opened: clock("2026-10-05 11:00"), Answers: 1, Weeks: 12, Minutes: 480, You: view.RoleIntern,
	}
}

func guidanceSample() request.Guidance {
	return request.Guidance{
		ID: "g-1", Internship: "i-noor", Intern: noor, Manager: priya, About: "Support Engineer, Support, in Amsterdam", ProgramID: "pr-1", Program: "CSM Internship",
		Question: "Who has room?", Answer: "Ask Kofi.", Suggested: []view.PersonRef{kofi, ines}, State: matching.GuidanceAnswered, Asked: now, Answered: now,
	}
}

func requestPages() []page {
	intern := func() ui.Frame { return frame(noor, "Mentor search") }
	mentor := func() ui.Frame { return frame(ines, "Requests") }
	search := searchSample()
	confirmed := searchSample()
	confirmed.Confirmed, confirmed.Call = ptr(requestRow(ines, matching.Confirmed, nil)), nil
	confirmed.Standing = []request.Row{*confirmed.Confirmed}
	chosen := searchSample()
	chosen.Call, chosen.Chosen = nil, []view.Choice{{Value: "p-kofi", Label: "Kofi"}}
	others := searchSample()
	others.Intern, others.MayAct, others.Guides, others.Call.Open = other(noor), false, nil, false
	over := request.Search{Internship: "i-noor", Program: "CSM Internship", Intern: other(noor), State: view.StateAgreed}

	toMe := requestRow(you(ines), matching.Asked, func(r *request.Row) { r.Intern = other(noor) })
	one := request.Page{
		Row: toMe, Internship: "i-noor", ProgramID: "pr-1", You: view.RoleMentor, InternAbout: "Support Engineer, Support, in Amsterdam",
		Weeks: 12, Minutes: 480, MeetMinutes: 30, Together: 2250, Others: true, Looking: true,
	}
	promised := one
	promised.State, promised.Offer = matching.Accepted, "With pleasure."
	own := request.Page{Row: search.Standing[2], Internship: "i-noor", ProgramID: "pr-1", You: view.RoleIntern, Looking: true}
	declined := request.Page{Row: search.Past[0], You: view.RoleCoordinator}
	byCall := promised
	byCall.Message, byCall.ByCall, byCall.State = "", true, matching.Closed

	call := callSample()
	call.Intern, call.You, call.Together = other(noor), view.RoleMentor, 1200
	mine := call
	mine.Mine = "rq-1"
	question := guidanceSample()
	question.Intern, question.Manager, question.Answer, question.Suggested, question.State = other(noor), you(priya), "", nil, matching.GuidanceAsked
	question.MayAnswer, question.Mentors = true, []view.Choice{{Value: "p-kofi", Label: "Kofi"}}
	closed := question
	closed.State, closed.MayAnswer = matching.GuidanceClosed, false
	desk := request.Desk{
		Waiting: []request.Row{toMe}, Promised: []request.Row{promised.Row},
		Past: []request.Row{
			requestRow(you(ines), matching.Released, func(r *request.Row) { r.Intern = other(noor) }),
			requestRow(you(ines), matching.Closed, func(r *request.Row) { r.Intern = other(noor) }),
		},
		Calls: []request.Call{call}, Guidance: []request.Guidance{question, closed},
	}
	wrong := sent(map[string][]string{"message": {payload}, "mentor": {"p-kofi"}}, fault.Field{Name: "mentor", Message: "Choose somebody else."}, fault.Field{Name: "suggest", Message: "Name at most 5."})
	return []page{
		{name: "search", content: asking.Search(intern(), search, ui.Form{})},
		{name: "search-confirmed", content: asking.Search(intern(), confirmed, ui.Form{})},
		{name: "search-again", content: asking.Search(intern(), chosen, wrong)},
		{name: "search-coordinator", content: asking.Search(frame(wanda, "Overview"), others, ui.Form{})},
		{name: "search-over", content: asking.Search(frame(wanda, "Overview"), over, ui.Form{})},
		{name: "search-empty", content: asking.Search(intern(), request.Search{Internship: "i", Program: "P", Intern: noor, State: view.StateExploring, MayAct: true, Left: 5}, ui.Form{})},
		{name: "search-hostile", content: asking.Search(hostileFrame(), hostile(chosen), wrong)},
		{name: "requests", content: asking.Desk(mentor(), desk)},
		{name: "requests-empty", content: asking.Desk(mentor(), request.Desk{})},
		{name: "requests-hostile", content: asking.Desk(hostileFrame(), hostile(desk))},
		{name: "request", content: asking.Page(mentor(), one, ui.Form{})},
		{name: "request-accepted", content: asking.Page(mentor(), promised, ui.Form{})},
		{name: "request-call", content: asking.Page(mentor(), byCall, ui.Form{})},
		{name: "request-own", content: asking.Page(intern(), own, ui.Form{})},
		{name: "request-declined", content: asking.Page(frame(wanda, "Overview"), declined, ui.Form{})},
		{name: "request-hostile", content: asking.Page(hostileFrame(), hostile(one), wrong)},
		{name: "open-calls", content: asking.Calls(mentor(), []request.Call{call})},
		{name: "open-calls-empty", content: asking.Calls(mentor(), nil)},
		{name: "open-call", content: asking.Call(mentor(), call, ui.Form{})},
		{name: "open-call-answered", content: asking.Call(mentor(), mine, ui.Form{})},
		{name: "open-call-own", content: asking.Call(intern(), callSample(), ui.Form{})},
		{name: "open-call-hostile", content: asking.Call(hostileFrame(), hostile(call), wrong)},
		{name: "guidance", content: asking.Guidance(frame(priya, "Requests"), question, ui.Form{})},
		{name: "guidance-wrong", content: asking.Guidance(frame(priya, "Requests"), question, wrong)},
		{name: "guidance-own", content: asking.Guidance(intern(), guidanceSample(), ui.Form{})},
		{name: "guidance-hostile", content: asking.Guidance(hostileFrame(), hostile(question), wrong)},
	}
}
