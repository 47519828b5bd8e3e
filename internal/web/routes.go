package web

import (
	"stint/internal/access"
	"stint/internal/web/visit"
)

// Route is one page or change, with the action that the policy is asked about.
type Route struct {
	Method  string
	Pattern string // of http.ServeMux
	Action  access.Action
	handle  visit.Handler
}

const (
	get  = "GET"
	post = "POST"
)

// Routes lists everything that the pages answer to. Addresses are nouns; a
// change is something made: a tick, a move, a sign-off.
func (s *Server) Routes() []Route {
	to := s.features()
	return []Route{
		{get, "/{$}", access.HomeFind, to.home.First},
		{get, "/inbox", access.HomeFind, to.home.Inbox},
		{post, "/inbox/readings", access.Settle, to.home.ReadInbox},
		{get, "/keyboard", access.HomeFind, to.home.Keyboard},
		{post, "/undo", access.PlanTick, to.undo.TakeBack},

		// Signing in
		{get, "/sign-in", access.SignIn, to.account.SignIn},
		{post, "/sign-in/links", access.SignIn, to.account.RequestLink},
		{get, "/sign-in/{secret}", access.SignIn, to.account.OpenLink},
		{post, "/sign-in/sessions", access.SignIn, to.account.RedeemLink},
		{get, "/set-up/{secret}", access.SignIn, to.account.OpenSetUp},
		{post, "/set-up", access.SignIn, to.account.SetUp},
		{post, "/sign-out", access.Settle, to.account.SignOut},

		// One's own settings
		{get, "/profile", access.HomeFind, to.profile.Profile},
		{post, "/profile", access.Settle, to.profile.Settle},
		{post, "/appearance", access.Settle, to.profile.SetTheme},
		{post, "/profile/access", access.Settle, to.profile.StateAccess},
		{post, "/profile/sessions", access.Sessions, to.profile.EndSessions},
		{get, "/tokens", access.TokenList, to.profile.Tokens},
		{post, "/tokens", access.Tokens, to.profile.MakeToken},
		{post, "/tokens/{id}/revocations", access.Tokens, to.profile.RevokeToken},

		// First pages
		{get, "/mentoring", access.HomeFind, to.desk.Mentoring},
		{get, "/team", access.HomeFind, to.desk.Team},
		{get, "/overview", access.HomeFind, to.desk.Overview},
		{get, "/next", access.HomeFind, to.desk.Next},

		// People and the installation, for administrators
		{get, "/people", access.PersonAdminister, to.person.List},
		{get, "/people/new", access.PersonAdminister, to.person.New},
		{post, "/people", access.PersonAdminister, to.person.Add},
		{get, "/people/import", access.PersonAdminister, to.person.Sheet},
		{post, "/people/imports", access.PersonAdminister, to.person.Import},
		{get, "/people/{id}", access.PersonAdminister, to.person.Show},
		{post, "/people/{id}", access.PersonAdminister, to.person.Change},
		{post, "/people/{id}/sign-in-links", access.LinkHand, to.person.HandLink},
		{post, "/people/{id}/deactivations", access.PersonAdminister, to.person.Deactivate},
		{post, "/people/{id}/reactivations", access.PersonAdminister, to.person.Reactivate},
		{get, "/systems", access.PersonAdminister, to.person.Systems},
		{post, "/systems", access.PersonAdminister, to.person.ListSystem},
		{post, "/systems/removals", access.PersonAdminister, to.person.DropSystem},
		{get, "/installation", access.InstallationFind, to.person.Installation},
		{post, "/installation/retries", access.PersonAdminister, to.person.RetryJob},

		// Programs
		{get, "/programs", access.ProgramFind, to.program.List},
		{get, "/programs/{id}", access.ProgramFind, to.program.Show},
		{get, "/programs/{id}/versions/{number}", access.ProgramFind, to.program.Version},
		{get, "/programs/{id}/versions/{number}/differences", access.ProgramFind, to.version.Differences},
		{get, "/programs/{id}/versions/{number}/page.md", access.ProgramFind, to.version.Export},
		{get, "/programs/{id}/version-offers", access.OfferOversee, to.version.Offers},
		{post, "/programs/{id}/coordinators", access.CoordinatorName, to.program.NameCoordinator},

		// The author's desk
		{get, "/programs/new", access.ProgramImport, to.author.New},
		{get, "/programs/{id}/desk", access.ProgramPublish, to.author.Desk},
		{post, "/programs/{id}/drafts", access.ProgramPublish, to.author.SaveDesk},
		{post, "/programs/{id}/versions/{number}/drafts", access.ProgramPublish, to.author.GoBack},
		{post, "/drafts", access.ProgramImport, to.author.Begin},
		{get, "/drafts/{id}", access.DraftFind, to.author.Draft},
		{post, "/drafts/{id}/texts", access.DraftWrite, to.author.SaveText},
		{post, "/drafts/{id}/discards", access.DraftWrite, to.author.Discard},
		{get, "/drafts/{id}/publication", access.DraftFind, to.author.Publication},
		{post, "/drafts/{id}/publications", access.DraftWrite, to.author.Publish},
		{get, "/diagnostics", access.ProgramFind, to.author.Diagnostics},
		{get, "/diagnostics/{code}", access.ProgramFind, to.author.Diagnostic},
		{get, "/schemas/front-matter.json", access.Public, to.author.Schema},

		// Finding a mentor, and the pool
		{get, "/internships/{id}/mentors", access.MentorFind, to.pool.Find},
		{get, "/programs/{id}/mentors", access.PoolFind, to.pool.Mentors},
		{get, "/programs/{id}/pool", access.PoolDirect, to.pool.OfProgram},
		{get, "/pool", access.PoolFind, to.pool.Own},
		{post, "/programs/{id}/openings", access.PoolOpen, to.pool.Open},
		{post, "/openings/{id}/offers", access.PoolChange, to.pool.Change},
		{post, "/openings/{id}/departures", access.PoolChange, to.pool.Leave},
		{post, "/openings/{id}/returns", access.PoolChange, to.pool.Return},

		// What people say of a program's items
		{get, "/marks", access.HomeFind, to.mark.Own},
		{get, "/programs/{id}/marks", access.MarkList, to.mark.Desk},
		{get, "/programs/{id}/marks.patch", access.MarkList, to.mark.Patch},
		{post, "/marks/{id}/settlements", access.MarkSettle, to.mark.Settle},
		{post, "/marks/{id}/withdrawals", access.MarkWithdraw, to.mark.Withdraw},
		{get, "/activities/{id}/mark", access.MarkWrite, to.mark.Form},
		{post, "/activities/{id}/marks", access.MarkWrite, to.mark.Put},

		// Internships and their terms
		{get, "/internships", access.HomeFind, to.desk.Internships},
		{get, "/internships/new", access.Explore, to.terms.New},
		{post, "/internships", access.Explore, to.terms.Propose},
		{get, "/internships/{id}", access.InternshipFind, to.internship.Show},
		{get, "/internships/{id}/terms/new", access.TermsPropose, to.terms.New},
		{post, "/internships/{id}/terms", access.TermsPropose, to.terms.Propose},
		{get, "/internships/{id}/sign-off", access.SignOffFind, to.terms.SignOff},
		{get, "/internships/{id}/refusal", access.SignOffGive, to.terms.Refusal},
		{post, "/internships/{id}/sign-offs", access.SignOffGive, to.terms.Sign},
		{post, "/internships/{id}/approvals", access.ApprovalRecord, to.terms.RecordApproval},
		{post, "/internships/{id}/stand-ins", access.StandInName, to.terms.NameStandIn},
		{get, "/internships/{id}/end", access.InternshipEnd, to.internship.EndForm},
		{post, "/internships/{id}/endings", access.InternshipEnd, to.internship.End},
		{post, "/internships/{id}/completions", access.InternshipFinish, to.internship.Complete},

		// Delegates, mailed links, before the start
		{get, "/delegations", access.DelegationFind, to.delegation.List},
		{post, "/delegations", access.DelegationName, to.delegation.Name},
		{post, "/delegations/{id}/endings", access.DelegationName, to.delegation.End},
		{get, "/internships/{id}/preparation", access.PreparationFind, to.setup.Show},
		{post, "/internships/{id}/preparation/ticks", access.PreparationTick, to.setup.Tick},
		{post, "/internships/{id}/preparation/links", access.PreparationTick, to.setup.Link},
		{post, "/internships/{id}/wants", access.WantWrite, to.setup.WriteWants},
		{get, "/sign-off/{secret}", access.SignOffByLink, to.mailed.Open},
		{post, "/sign-off/answers", access.SignOffByLink, to.mailed.Answer},

		// Newer versions for those under way
		{get, "/internships/{id}/versions", access.OfferFind, to.version.Trail},
		{get, "/version-offers/{id}", access.OfferFind, to.version.Offer},
		{post, "/version-offers/{id}/proposals", access.OfferAnswer, to.version.Propose},
		{post, "/version-offers/{id}/confirmations", access.OfferAnswer, to.version.Confirm},
		{post, "/version-offers/{id}/declines", access.OfferAnswer, to.version.Decline},
		{post, "/version-marks/{id}/dismissals", access.OfferAnswer, to.version.DismissMark},

		// Asking a mentor
		{post, "/programs/{id}/explorations", access.Explore, to.request.Explore},
		{get, "/internships/{id}/requests", access.RequestList, to.request.Search},
		{post, "/internships/{id}/requests", access.RequestSend, to.request.Ask},
		{get, "/requests", access.HomeFind, to.request.List},
		{get, "/requests/{id}", access.RequestFind, to.request.Show},
		{post, "/requests/{id}/acceptances", access.RequestAnswer, to.request.Accept},
		{post, "/requests/{id}/declines", access.RequestAnswer, to.request.Decline},
		{post, "/requests/{id}/withdrawals", access.RequestSettle, to.request.Withdraw},
		{post, "/requests/{id}/confirmations", access.RequestSettle, to.request.Confirm},
		{post, "/internships/{id}/open-calls", access.OpenCallPost, to.request.PostCall},
		{get, "/open-calls", access.HomeFind, to.request.Calls},
		{get, "/open-calls/{id}", access.OpenCallFind, to.request.Call},
		{post, "/open-calls/{id}/offers", access.OpenCallAnswer, to.request.Offer},
		{post, "/open-calls/{id}/closings", access.OpenCallClose, to.request.CloseCall},
		{post, "/internships/{id}/guidance", access.GuidanceAsk, to.request.AskGuidance},
		{get, "/guidance/{id}", access.GuidanceFind, to.request.Guidance},
		{post, "/guidance/{id}/answers", access.GuidanceAnswer, to.request.Advise},

		// The plan
		{get, "/week", access.HomeFind, to.week.Mine},
		{get, "/internships/{id}/week", access.PlanFind, to.week.Show},
		{post, "/internships/{id}/activities", access.PlanTailor, to.week.Add},
		{post, "/internships/{id}/branch-choices", access.PlanTailor, to.week.ChooseBranch},
		{post, "/internships/{id}/checks", access.PlanTick, to.week.Check},
		{post, "/internships/{id}/hours", access.HoursLog, to.week.LogHours},
		{get, "/activities/{id}", access.PlanFind, to.week.Activity},
		{post, "/activities/{id}/ticks", access.PlanTick, to.week.Tick},
		{post, "/activities/{id}/unticks", access.PlanTick, to.week.Untick},
		{post, "/activities/{id}/skips", access.PlanSkip, to.week.Skip},
		{post, "/activities/{id}/returns", access.PlanTailor, to.week.Restore},
		{post, "/activities/{id}/waivers", access.PlanWaive, to.week.Waive},
		{post, "/activities/{id}/notes", access.PlanTailor, to.week.Note},
		{post, "/activities/{id}/moves", access.PlanTailor, to.week.Move},
		{post, "/activities/{id}/replacements", access.PlanTailor, to.week.Replace},
		{post, "/activities/{id}/agenda-items", access.AgendaWrite, to.week.Bring},
		{get, "/prompts/{id}", access.PlanFind, to.week.Prompt},
		{post, "/prompts/{id}/drafts", access.AnswerWrite, to.week.SaveDraft},
		{post, "/prompts/{id}/answers", access.AnswerWrite, to.week.PutAnswer},
		{post, "/prompts/{id}/replies", access.ReplyWrite, to.week.Reply},
		{post, "/prompts/{id}/reopenings", access.AgendaWrite, to.week.Reopen},

		// 1:1s
		{get, "/meetings", access.HomeFind, to.meeting.List},
		{get, "/meetings/{id}", access.MeetingFind, to.meeting.Show},
		{post, "/meetings/{id}/items", access.AgendaWrite, to.meeting.AddTopic},
		{post, "/agenda-items/{id}/states", access.AgendaWrite, to.meeting.Settle},
		{post, "/agenda-items/{id}/lengths", access.AgendaWrite, to.meeting.SetMinutes},
		{post, "/meetings/{id}/notes", access.NoteWrite, to.meeting.WriteNotes},
		{post, "/meetings/{id}/moves", access.MeetingMove, to.meeting.Move},

		// Cohorts
		{get, "/cohorts", access.CohortPart, to.cohort.Mine},
		{get, "/programs/{id}/cohorts", access.CohortFind, to.cohort.List},
		{get, "/programs/{id}/cohorts/new", access.CohortDirect, to.cohort.New},
		{post, "/programs/{id}/cohorts", access.CohortDirect, to.cohort.Gather},
		{get, "/cohorts/{id}", access.CohortFind, to.cohort.Show},
		{get, "/cohorts/{id}/settings", access.CohortFind, to.cohort.Settings},
		{post, "/cohorts/{id}/settings", access.CohortDirect, to.cohort.Amend},
		{post, "/cohorts/{id}/applicants", access.CohortDirect, to.cohort.AddApplicants},
		{post, "/cohorts/{id}/mentors", access.CohortDirect, to.cohort.AddMentors},
		{post, "/cohorts/{id}/removals", access.CohortDirect, to.cohort.Remove},
		{post, "/cohorts/{id}/places", access.CohortDirect, to.cohort.SetPlaces},
		{post, "/cohorts/{id}/marks", access.CohortDirect, to.cohort.MarkPair},
		{post, "/cohorts/{id}/exceptions", access.CohortDirect, to.cohort.SetAside},
		{post, "/cohorts/{id}/proposals", access.CohortDirect, to.cohort.Solve},
		{post, "/cohorts/{id}/sendings", access.CohortDirect, to.cohort.Send},
		{post, "/cohorts/{id}/drops", access.CohortDirect, to.cohort.Drop},
		{get, "/cohorts/{id}/part", access.CohortPart, to.cohort.Part},
		{post, "/cohorts/{id}/applications", access.CohortJoin, to.cohort.Join},
		{post, "/cohorts/{id}/withdrawals", access.CohortJoin, to.cohort.Withdraw},
		{post, "/cohorts/{id}/restrictions", access.CohortJoin, to.cohort.RuleOut},
	}
}
