package web

import (
	"stint/internal/access"
	"stint/internal/web/undo"
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
	taking := &undo.Handlers{Plans: s.Plans, Hours: s.Hours, Pool: s.Pool}
	return []Route{
		{get, "/{$}", access.HomeFind, s.home},
		{get, "/inbox", access.HomeFind, s.inbox},
		{post, "/inbox/readings", access.Settle, s.readInbox},
		{get, "/keyboard", access.HomeFind, s.keyboard},
		{post, "/undo", access.PlanTick, taking.TakeBack},

		// Signing in
		{get, "/sign-in", access.SignIn, s.signIn},
		{post, "/sign-in/links", access.SignIn, s.requestLink},
		{get, "/sign-in/{secret}", access.SignIn, s.openLink},
		{post, "/sign-in/sessions", access.SignIn, s.redeemLink},
		{get, "/set-up/{secret}", access.SignIn, s.openSetUp},
		{post, "/set-up", access.SignIn, s.setUp},
		{post, "/sign-out", access.Settle, s.signOut},

		// One's own settings
		{get, "/profile", access.HomeFind, s.profile},
		{post, "/profile", access.Settle, s.settle},
		{post, "/appearance", access.Settle, s.appearance},
		{post, "/profile/access", access.Settle, s.stateAccess},
		{post, "/profile/sessions", access.Sessions, s.endSessions},
		{get, "/tokens", access.TokenList, s.tokens},
		{post, "/tokens", access.Tokens, s.makeToken},
		{post, "/tokens/{id}/revocations", access.Tokens, s.revokeToken},

		// First pages
		{get, "/mentoring", access.HomeFind, s.mentoring},
		{get, "/team", access.HomeFind, s.team},
		{get, "/overview", access.HomeFind, s.overview},
		{get, "/next", access.HomeFind, s.next},

		// People and the installation, for administrators
		{get, "/people", access.PersonAdminister, s.people},
		{get, "/people/new", access.PersonAdminister, s.newPerson},
		{post, "/people", access.PersonAdminister, s.addPerson},
		{get, "/people/import", access.PersonAdminister, s.peopleSheet},
		{post, "/people/imports", access.PersonAdminister, s.importPeople},
		{get, "/people/{id}", access.PersonAdminister, s.person},
		{post, "/people/{id}", access.PersonAdminister, s.changePerson},
		{post, "/people/{id}/sign-in-links", access.LinkHand, s.handLink},
		{post, "/people/{id}/deactivations", access.PersonAdminister, s.deactivate},
		{post, "/people/{id}/reactivations", access.PersonAdminister, s.reactivate},
		{get, "/systems", access.PersonAdminister, s.systems},
		{post, "/systems", access.PersonAdminister, s.listSystem},
		{post, "/systems/removals", access.PersonAdminister, s.dropSystem},
		{get, "/installation", access.InstallationFind, s.installation},
		{post, "/installation/retries", access.PersonAdminister, s.retryJob},

		// Programs
		{get, "/programs", access.ProgramFind, s.programs},
		{get, "/programs/{id}", access.ProgramFind, s.program},
		{get, "/programs/{id}/versions/{number}", access.ProgramFind, s.version},
		{get, "/programs/{id}/versions/{number}/differences", access.ProgramFind, s.differences},
		{get, "/programs/{id}/versions/{number}/page.md", access.ProgramFind, s.exportVersion},
		{get, "/programs/{id}/version-offers", access.OfferOversee, s.versionOffers},
		{post, "/programs/{id}/coordinators", access.CoordinatorName, s.nameCoordinator},

		// The author's desk
		{get, "/programs/new", access.ProgramImport, s.newProgram},
		{get, "/programs/{id}/desk", access.ProgramPublish, s.authorDesk},
		{post, "/programs/{id}/drafts", access.ProgramPublish, s.saveDesk},
		{post, "/drafts", access.ProgramImport, s.beginDraft},
		{get, "/drafts/{id}", access.DraftFind, s.authorDraft},
		{post, "/drafts/{id}/texts", access.DraftWrite, s.saveText},
		{post, "/drafts/{id}/discards", access.DraftWrite, s.discardDraft},
		{get, "/drafts/{id}/publication", access.DraftFind, s.publication},
		{post, "/drafts/{id}/publications", access.DraftWrite, s.publishDraft},
		{get, "/diagnostics", access.ProgramFind, s.notices},
		{get, "/diagnostics/{code}", access.ProgramFind, s.notice},
		{get, "/schemas/front-matter.json", access.Public, s.frontMatterSchema},

		// Finding a mentor, and the pool
		{get, "/internships/{id}/mentors", access.MentorFind, s.findMentor},
		{get, "/programs/{id}/mentors", access.PoolFind, s.programMentors},
		{get, "/programs/{id}/pool", access.PoolDirect, s.programPool},
		{get, "/pool", access.PoolFind, s.ownPool},
		{post, "/programs/{id}/openings", access.PoolOpen, s.openPool},
		{post, "/openings/{id}/offers", access.PoolChange, s.changeOpening},
		{post, "/openings/{id}/departures", access.PoolChange, s.leavePool},
		{post, "/openings/{id}/returns", access.PoolChange, s.returnToPool},

		// What people say of a program's items
		{get, "/marks", access.HomeFind, s.ownMarks},
		{get, "/programs/{id}/marks", access.MarkList, s.marks},
		{get, "/programs/{id}/marks.patch", access.MarkList, s.marksPatch},
		{post, "/marks/{id}/settlements", access.MarkSettle, s.settleMark},
		{post, "/marks/{id}/withdrawals", access.MarkWithdraw, s.withdrawMark},
		{get, "/activities/{id}/mark", access.MarkWrite, s.markForm},
		{post, "/activities/{id}/marks", access.MarkWrite, s.putMark},

		// Internships and their terms
		{get, "/internships", access.HomeFind, s.internships},
		{get, "/internships/new", access.Explore, s.newTerms},
		{post, "/internships", access.Explore, s.propose},
		{get, "/internships/{id}", access.InternshipFind, s.internship},
		{get, "/internships/{id}/terms/new", access.TermsPropose, s.newTerms},
		{post, "/internships/{id}/terms", access.TermsPropose, s.propose},
		{get, "/internships/{id}/sign-off", access.SignOffFind, s.signOff},
		{get, "/internships/{id}/refusal", access.SignOffGive, s.refusal},
		{post, "/internships/{id}/sign-offs", access.SignOffGive, s.giveSignOff},
		{post, "/internships/{id}/approvals", access.ApprovalRecord, s.recordApproval},
		{post, "/internships/{id}/stand-ins", access.StandInName, s.nameStandIn},
		{get, "/internships/{id}/end", access.InternshipEnd, s.endForm},
		{post, "/internships/{id}/endings", access.InternshipEnd, s.end},
		{post, "/internships/{id}/completions", access.InternshipFinish, s.complete},

		// Delegates, mailed links, before the start
		{get, "/delegations", access.DelegationFind, s.delegations},
		{post, "/delegations", access.DelegationName, s.nameDelegate},
		{post, "/delegations/{id}/endings", access.DelegationName, s.endDelegation},
		{get, "/internships/{id}/preparation", access.PreparationFind, s.preparation},
		{post, "/internships/{id}/preparation/ticks", access.PreparationTick, s.prepared},
		{post, "/internships/{id}/preparation/links", access.PreparationTick, s.linkPreparation},
		{post, "/internships/{id}/wants", access.WantWrite, s.writeWants},
		{get, "/sign-off/{secret}", access.SignOffByLink, s.openSignOff},
		{post, "/sign-off/answers", access.SignOffByLink, s.answerSignOff},

		// Newer versions for those under way
		{get, "/version-offers/{id}", access.OfferFind, s.versionOffer},
		{post, "/version-offers/{id}/proposals", access.OfferAnswer, s.proposeVersion},
		{post, "/version-offers/{id}/confirmations", access.OfferAnswer, s.confirmVersion},
		{post, "/version-offers/{id}/declines", access.OfferAnswer, s.declineVersion},
		{post, "/version-marks/{id}/dismissals", access.OfferAnswer, s.dismissMark},

		// Asking a mentor
		{post, "/programs/{id}/explorations", access.Explore, s.explore},
		{get, "/internships/{id}/requests", access.RequestList, s.search},
		{post, "/internships/{id}/requests", access.RequestSend, s.ask},
		{get, "/requests", access.HomeFind, s.requests},
		{get, "/requests/{id}", access.RequestFind, s.request},
		{post, "/requests/{id}/acceptances", access.RequestAnswer, s.acceptRequest},
		{post, "/requests/{id}/declines", access.RequestAnswer, s.declineRequest},
		{post, "/requests/{id}/withdrawals", access.RequestSettle, s.withdrawRequest},
		{post, "/requests/{id}/confirmations", access.RequestSettle, s.confirmRequest},
		{post, "/internships/{id}/open-calls", access.OpenCallPost, s.postCall},
		{get, "/open-calls", access.HomeFind, s.calls},
		{get, "/open-calls/{id}", access.OpenCallFind, s.openCall},
		{post, "/open-calls/{id}/offers", access.OpenCallAnswer, s.offerToCall},
		{post, "/open-calls/{id}/closings", access.OpenCallClose, s.closeCall},
		{post, "/internships/{id}/guidance", access.GuidanceAsk, s.askGuidance},
		{get, "/guidance/{id}", access.GuidanceFind, s.guidance},
		{post, "/guidance/{id}/answers", access.GuidanceAnswer, s.advise},

		// The plan
		{get, "/week", access.HomeFind, s.myWeek},
		{get, "/internships/{id}/week", access.PlanFind, s.week},
		{post, "/internships/{id}/activities", access.PlanTailor, s.addActivity},
		{post, "/internships/{id}/branch-choices", access.PlanTailor, s.chooseBranch},
		{post, "/internships/{id}/checks", access.PlanTick, s.check},
		{post, "/internships/{id}/hours", access.HoursLog, s.logHours},
		{get, "/activities/{id}", access.PlanFind, s.activity},
		{post, "/activities/{id}/ticks", access.PlanTick, s.tick},
		{post, "/activities/{id}/unticks", access.PlanTick, s.untick},
		{post, "/activities/{id}/skips", access.PlanSkip, s.skip},
		{post, "/activities/{id}/returns", access.PlanTailor, s.restore},
		{post, "/activities/{id}/waivers", access.PlanWaive, s.waive},
		{post, "/activities/{id}/notes", access.PlanTailor, s.noteActivity},
		{post, "/activities/{id}/moves", access.PlanTailor, s.moveActivity},
		{post, "/activities/{id}/replacements", access.PlanTailor, s.replaceActivity},
		{post, "/activities/{id}/agenda-items", access.AgendaWrite, s.bringActivity},
		{get, "/prompts/{id}", access.PlanFind, s.prompt},
		{post, "/prompts/{id}/drafts", access.AnswerWrite, s.saveDraft},
		{post, "/prompts/{id}/answers", access.AnswerWrite, s.putAnswer},
		{post, "/prompts/{id}/replies", access.ReplyWrite, s.reply},
		{post, "/prompts/{id}/reopenings", access.AgendaWrite, s.reopen},

		// 1:1s
		{get, "/meetings", access.HomeFind, s.meetings},
		{get, "/meetings/{id}", access.MeetingFind, s.meeting},
		{post, "/meetings/{id}/items", access.AgendaWrite, s.addTopic},
		{post, "/agenda-items/{id}/states", access.AgendaWrite, s.settleItem},
		{post, "/agenda-items/{id}/lengths", access.AgendaWrite, s.setMinutes},
		{post, "/meetings/{id}/notes", access.NoteWrite, s.writeNotes},
		{post, "/meetings/{id}/moves", access.MeetingMove, s.moveMeeting},

		// Cohorts
		{get, "/cohorts", access.CohortPart, s.myCohorts},
		{get, "/programs/{id}/cohorts", access.CohortFind, s.cohorts},
		{get, "/programs/{id}/cohorts/new", access.CohortDirect, s.newCohort},
		{post, "/programs/{id}/cohorts", access.CohortDirect, s.gatherCohort},
		{get, "/cohorts/{id}", access.CohortFind, s.cohort},
		{get, "/cohorts/{id}/settings", access.CohortFind, s.cohortForm},
		{post, "/cohorts/{id}/settings", access.CohortDirect, s.amendCohort},
		{post, "/cohorts/{id}/applicants", access.CohortDirect, s.addApplicants},
		{post, "/cohorts/{id}/mentors", access.CohortDirect, s.addCohortMentors},
		{post, "/cohorts/{id}/removals", access.CohortDirect, s.removeFromCohort},
		{post, "/cohorts/{id}/places", access.CohortDirect, s.setPlaces},
		{post, "/cohorts/{id}/marks", access.CohortDirect, s.markPair},
		{post, "/cohorts/{id}/exceptions", access.CohortDirect, s.setAside},
		{post, "/cohorts/{id}/proposals", access.CohortDirect, s.solveCohort},
		{post, "/cohorts/{id}/sendings", access.CohortDirect, s.sendCohort},
		{post, "/cohorts/{id}/drops", access.CohortDirect, s.dropCohort},
		{get, "/cohorts/{id}/part", access.CohortPart, s.cohortPart},
		{post, "/cohorts/{id}/applications", access.CohortJoin, s.joinCohort},
		{post, "/cohorts/{id}/withdrawals", access.CohortJoin, s.withdrawFromCohort},
		{post, "/cohorts/{id}/restrictions", access.CohortJoin, s.ruleOut},
	}
}
