package web

import (
	"context"
	"log/slog"
	"net/netip"
	"time"

	"stint/internal/access"
	"stint/internal/account"
	"stint/internal/call"
	"stint/internal/change"
	"stint/internal/id"
	"stint/internal/internship"
	"stint/internal/internship/delegation"
	"stint/internal/internship/mailed"
	"stint/internal/matching"
	"stint/internal/matching/cohort"
	"stint/internal/meeting"
	"stint/internal/meeting/preparation"
	"stint/internal/notify"
	"stint/internal/person"
	"stint/internal/plan"
	"stint/internal/plan/hours"
	"stint/internal/plan/prompt"
	"stint/internal/pool"
	"stint/internal/program"
	"stint/internal/program/draft"
	"stint/internal/program/mark"
	"stint/internal/sqldb"
	"stint/internal/view/author"
	"stint/internal/view/compose"
	"stint/internal/view/marks"
	"stint/internal/view/office"
	"stint/internal/view/versions"
)

// Server is what the handlers work with.
type Server struct {
	DB           *sqldb.DB
	IDs          *id.Source
	Clock        func() time.Time
	Log          *slog.Logger
	Views        *compose.Views
	Office       *office.Views
	Marked       *marks.Views
	Marks        *mark.Service
	LinkChecks   bool // links are looked at here
	People       *person.Service
	Accounts     *account.Service
	Programs     *program.Service
	Drafts       *draft.Service
	Author       *author.Views
	Pool         *pool.Service
	Internships  *internship.Service
	Delegations  *delegation.Service
	Mailed       *mailed.Service
	Matching     *matching.Service
	Setup        *preparation.Service
	Meetings     *meeting.Service
	Plans        *plan.Service
	Prompts      *prompt.Service
	Hours        *hours.Service
	Cohorts      *cohort.Service
	Changes      *change.Service
	Versions     *versions.Views
	Notifier     *notify.Notifier
	Retry        func(context.Context, call.Call, id.Job) error // puts a job that was given up back into the queue
	BaseURL      string                                         // of links that are shown, such as a sign-in link
	HTTPS        bool                                           // people reach us over TLS: cookies are theirs alone
	Mail         bool                                           // a mail server is known
	Demo         bool                                           // an opened sign-in link signs in at once
	Build        string                                         // which build this is
	TrustedProxy netip.Prefix                                   // whose X-Forwarded-For counts; zero: nobody's
}

// Route is one page or change, with the action that the policy is asked about.
type Route struct {
	Method  string
	Pattern string // of http.ServeMux
	Action  access.Action
	handle  handler
}

const (
	get  = "GET"
	post = "POST"
)

// Routes lists everything that the pages answer to. Addresses are nouns; a
// change is something made: a tick, a move, a sign-off.
func (s *Server) Routes() []Route {
	return []Route{
		{get, "/{$}", access.HomeFind, (*visit).home},
		{get, "/inbox", access.HomeFind, (*visit).inbox},
		{post, "/inbox/readings", access.Settle, (*visit).readInbox},
		{get, "/keyboard", access.HomeFind, (*visit).keyboard},
		{post, "/undo", access.PlanTick, (*visit).undo},

		// Signing in (account.go)
		{get, "/sign-in", access.SignIn, (*visit).signIn},
		{post, "/sign-in/links", access.SignIn, (*visit).requestLink},
		{get, "/sign-in/{secret}", access.SignIn, (*visit).openLink},
		{post, "/sign-in/sessions", access.SignIn, (*visit).redeemLink},
		{get, "/set-up/{secret}", access.SignIn, (*visit).openSetUp},
		{post, "/set-up", access.SignIn, (*visit).setUp},
		{post, "/sign-out", access.Settle, (*visit).signOut},

		// One's own settings (profile.go)
		{get, "/profile", access.HomeFind, (*visit).profile},
		{post, "/profile", access.Settle, (*visit).settle},
		{post, "/appearance", access.Settle, (*visit).appearance},
		{post, "/profile/access", access.Settle, (*visit).stateAccess},
		{post, "/profile/sessions", access.Sessions, (*visit).endSessions},
		{get, "/tokens", access.TokenList, (*visit).tokens},
		{post, "/tokens", access.Tokens, (*visit).makeToken},
		{post, "/tokens/{id}/revocations", access.Tokens, (*visit).revokeToken},

		// First pages (desk.go)
		{get, "/mentoring", access.HomeFind, (*visit).mentoring},
		{get, "/team", access.HomeFind, (*visit).team},
		{get, "/overview", access.HomeFind, (*visit).overview},
		{get, "/next", access.HomeFind, (*visit).next},

		// People and the installation, for administrators (person.go, installation.go)
		{get, "/people", access.PersonAdminister, (*visit).people},
		{get, "/people/new", access.PersonAdminister, (*visit).newPerson},
		{post, "/people", access.PersonAdminister, (*visit).addPerson},
		{get, "/people/import", access.PersonAdminister, (*visit).peopleSheet},
		{post, "/people/imports", access.PersonAdminister, (*visit).importPeople},
		{get, "/people/{id}", access.PersonAdminister, (*visit).person},
		{post, "/people/{id}", access.PersonAdminister, (*visit).changePerson},
		{post, "/people/{id}/sign-in-links", access.LinkHand, (*visit).handLink},
		{post, "/people/{id}/deactivations", access.PersonAdminister, (*visit).deactivate},
		{post, "/people/{id}/reactivations", access.PersonAdminister, (*visit).reactivate},
		{get, "/systems", access.PersonAdminister, (*visit).systems},
		{post, "/systems", access.PersonAdminister, (*visit).listSystem},
		{post, "/systems/removals", access.PersonAdminister, (*visit).dropSystem},
		{get, "/installation", access.InstallationFind, (*visit).installation},
		{post, "/installation/retries", access.PersonAdminister, (*visit).retryJob},

		// Programs (program.go)
		{get, "/programs", access.ProgramFind, (*visit).programs},
		{get, "/programs/{id}", access.ProgramFind, (*visit).program},
		{get, "/programs/{id}/versions/{number}", access.ProgramFind, (*visit).version}, {get, "/programs/{id}/versions/{number}/differences", access.ProgramFind, (*visit).differences},
		{get, "/programs/{id}/versions/{number}/page.md", access.ProgramFind, (*visit).exportVersion},
		{get, "/programs/{id}/version-offers", access.OfferOversee, (*visit).versionOffers},
		{post, "/programs/{id}/coordinators", access.CoordinatorName, (*visit).nameCoordinator},

		// The author's desk (author.go)
		{get, "/programs/new", access.ProgramImport, (*visit).newProgram},
		{get, "/programs/{id}/desk", access.ProgramPublish, (*visit).authorDesk},
		{post, "/programs/{id}/drafts", access.ProgramPublish, (*visit).saveDesk},
		{post, "/drafts", access.ProgramImport, (*visit).beginDraft},
		{get, "/drafts/{id}", access.DraftFind, (*visit).authorDraft},
		{post, "/drafts/{id}/texts", access.DraftWrite, (*visit).saveText},
		{post, "/drafts/{id}/discards", access.DraftWrite, (*visit).discardDraft},
		{get, "/drafts/{id}/publication", access.DraftFind, (*visit).publication},
		{post, "/drafts/{id}/publications", access.DraftWrite, (*visit).publishDraft},
		{get, "/diagnostics", access.ProgramFind, (*visit).notices},
		{get, "/diagnostics/{code}", access.ProgramFind, (*visit).notice},
		{get, "/schemas/front-matter.json", access.Public, (*visit).frontMatterSchema},
		// Finding a mentor, and the pool (mentors.go, pool.go)
		{get, "/internships/{id}/mentors", access.MentorFind, (*visit).findMentor},
		{get, "/programs/{id}/mentors", access.PoolFind, (*visit).programMentors},
		{get, "/programs/{id}/pool", access.PoolDirect, (*visit).programPool},
		{get, "/pool", access.PoolFind, (*visit).ownPool},
		{post, "/programs/{id}/openings", access.PoolOpen, (*visit).openPool},
		{post, "/openings/{id}/offers", access.PoolChange, (*visit).changeOpening},
		{post, "/openings/{id}/departures", access.PoolChange, (*visit).leavePool},
		{post, "/openings/{id}/returns", access.PoolChange, (*visit).returnToPool},

		// What people say of a program's items (mark.go)
		{get, "/marks", access.HomeFind, (*visit).ownMarks},
		{get, "/programs/{id}/marks", access.MarkList, (*visit).marks},
		{get, "/programs/{id}/marks.patch", access.MarkList, (*visit).marksPatch},
		{post, "/marks/{id}/settlements", access.MarkSettle, (*visit).settleMark},
		{post, "/marks/{id}/withdrawals", access.MarkWithdraw, (*visit).withdrawMark},
		{get, "/activities/{id}/mark", access.MarkWrite, (*visit).markForm},
		{post, "/activities/{id}/marks", access.MarkWrite, (*visit).putMark},

		// Internships and their terms (internship.go, terms.go)
		{get, "/internships", access.HomeFind, (*visit).internships},
		{get, "/internships/new", access.Explore, (*visit).newTerms},
		{post, "/internships", access.Explore, (*visit).proposeNew},
		{get, "/internships/{id}", access.InternshipFind, (*visit).internship},
		{get, "/internships/{id}/terms/new", access.TermsPropose, (*visit).newTerms},
		{post, "/internships/{id}/terms", access.TermsPropose, (*visit).propose},
		{get, "/internships/{id}/sign-off", access.SignOffFind, (*visit).signOff},
		{get, "/internships/{id}/refusal", access.SignOffGive, (*visit).refusal},
		{post, "/internships/{id}/sign-offs", access.SignOffGive, (*visit).giveSignOff},
		{post, "/internships/{id}/approvals", access.ApprovalRecord, (*visit).recordApproval},
		{post, "/internships/{id}/stand-ins", access.StandInName, (*visit).nameStandIn},
		{get, "/internships/{id}/end", access.InternshipEnd, (*visit).endForm},
		{post, "/internships/{id}/endings", access.InternshipEnd, (*visit).end},
		{post, "/internships/{id}/completions", access.InternshipFinish, (*visit).complete},

		// Delegates, mailed links, before the start (delegation.go, mailed.go, setup.go)
		{get, "/delegations", access.DelegationFind, (*visit).delegations},
		{post, "/delegations", access.DelegationName, (*visit).nameDelegate},
		{post, "/delegations/{id}/endings", access.DelegationName, (*visit).endDelegation},
		{get, "/internships/{id}/preparation", access.PreparationFind, (*visit).preparation},
		{post, "/internships/{id}/preparation/ticks", access.PreparationTick, (*visit).prepared},
		{post, "/internships/{id}/preparation/links", access.PreparationTick, (*visit).linkPreparation},
		{post, "/internships/{id}/wants", access.WantWrite, (*visit).writeWants},
		{get, "/sign-off/{secret}", access.SignOffByLink, (*visit).openSignOff},
		{post, "/sign-off/answers", access.SignOffByLink, (*visit).answerSignOff},

		// Newer versions for those under way (version.go)
		{get, "/version-offers/{id}", access.OfferFind, (*visit).versionOffer},
		{post, "/version-offers/{id}/proposals", access.OfferAnswer, (*visit).proposeVersion},
		{post, "/version-offers/{id}/confirmations", access.OfferAnswer, (*visit).confirmVersion},
		{post, "/version-offers/{id}/declines", access.OfferAnswer, (*visit).declineVersion},
		{post, "/version-marks/{id}/dismissals", access.OfferAnswer, (*visit).dismissMark},

		// Asking a mentor (request.go)
		{post, "/programs/{id}/explorations", access.Explore, (*visit).explore},
		{get, "/internships/{id}/requests", access.RequestList, (*visit).search},
		{post, "/internships/{id}/requests", access.RequestSend, (*visit).ask},
		{get, "/requests", access.HomeFind, (*visit).requests},
		{get, "/requests/{id}", access.RequestFind, (*visit).request},
		{post, "/requests/{id}/acceptances", access.RequestAnswer, (*visit).acceptRequest},
		{post, "/requests/{id}/declines", access.RequestAnswer, (*visit).declineRequest},
		{post, "/requests/{id}/withdrawals", access.RequestSettle, (*visit).withdrawRequest},
		{post, "/requests/{id}/confirmations", access.RequestSettle, (*visit).confirmRequest},
		{post, "/internships/{id}/open-calls", access.OpenCallPost, (*visit).postCall},
		{get, "/open-calls", access.HomeFind, (*visit).calls},
		{get, "/open-calls/{id}", access.OpenCallFind, (*visit).openCall},
		{post, "/open-calls/{id}/offers", access.OpenCallAnswer, (*visit).offerToCall},
		{post, "/open-calls/{id}/closings", access.OpenCallClose, (*visit).closeCall},
		{post, "/internships/{id}/guidance", access.GuidanceAsk, (*visit).askGuidance},
		{get, "/guidance/{id}", access.GuidanceFind, (*visit).guidance},
		{post, "/guidance/{id}/answers", access.GuidanceAnswer, (*visit).advise},

		// The plan (week.go, activity.go, prompt.go)
		{get, "/week", access.HomeFind, (*visit).myWeek},
		{get, "/internships/{id}/week", access.PlanFind, (*visit).week},
		{post, "/internships/{id}/activities", access.PlanTailor, (*visit).addActivity},
		{post, "/internships/{id}/branch-choices", access.PlanTailor, (*visit).chooseBranch},
		{post, "/internships/{id}/checks", access.PlanTick, (*visit).check},
		{post, "/internships/{id}/hours", access.HoursLog, (*visit).logHours},
		{get, "/activities/{id}", access.PlanFind, (*visit).activity},
		{post, "/activities/{id}/ticks", access.PlanTick, (*visit).tick},
		{post, "/activities/{id}/unticks", access.PlanTick, (*visit).untick},
		{post, "/activities/{id}/skips", access.PlanSkip, (*visit).skip},
		{post, "/activities/{id}/returns", access.PlanTailor, (*visit).restore},
		{post, "/activities/{id}/waivers", access.PlanWaive, (*visit).waive},
		{post, "/activities/{id}/notes", access.PlanTailor, (*visit).noteActivity},
		{post, "/activities/{id}/moves", access.PlanTailor, (*visit).moveActivity},
		{post, "/activities/{id}/replacements", access.PlanTailor, (*visit).replaceActivity},
		{post, "/activities/{id}/agenda-items", access.AgendaWrite, (*visit).bringActivity},
		{get, "/prompts/{id}", access.PlanFind, (*visit).prompt},
		{post, "/prompts/{id}/drafts", access.AnswerWrite, (*visit).saveDraft},
		{post, "/prompts/{id}/answers", access.AnswerWrite, (*visit).putAnswer},
		{post, "/prompts/{id}/replies", access.ReplyWrite, (*visit).reply},
		{post, "/prompts/{id}/reopenings", access.AgendaWrite, (*visit).reopen},

		// 1:1s (meeting.go)
		{get, "/meetings", access.HomeFind, (*visit).meetings},
		{get, "/meetings/{id}", access.MeetingFind, (*visit).meeting},
		{post, "/meetings/{id}/items", access.AgendaWrite, (*visit).addTopic},
		{post, "/agenda-items/{id}/states", access.AgendaWrite, (*visit).settleItem},
		{post, "/agenda-items/{id}/lengths", access.AgendaWrite, (*visit).setMinutes},
		{post, "/meetings/{id}/notes", access.NoteWrite, (*visit).writeNotes},
		{post, "/meetings/{id}/moves", access.MeetingMove, (*visit).moveMeeting},

		// Cohorts (cohort.go)
		{get, "/cohorts", access.CohortPart, (*visit).myCohorts},
		{get, "/programs/{id}/cohorts", access.CohortFind, (*visit).cohorts},
		{get, "/programs/{id}/cohorts/new", access.CohortDirect, (*visit).newCohort},
		{post, "/programs/{id}/cohorts", access.CohortDirect, (*visit).gatherCohort},
		{get, "/cohorts/{id}", access.CohortFind, (*visit).cohort},
		{get, "/cohorts/{id}/settings", access.CohortFind, (*visit).cohortForm},
		{post, "/cohorts/{id}/settings", access.CohortDirect, (*visit).amendCohort},
		{post, "/cohorts/{id}/applicants", access.CohortDirect, (*visit).addApplicants},
		{post, "/cohorts/{id}/mentors", access.CohortDirect, (*visit).addCohortMentors},
		{post, "/cohorts/{id}/removals", access.CohortDirect, (*visit).removeFromCohort},
		{post, "/cohorts/{id}/places", access.CohortDirect, (*visit).setPlaces},
		{post, "/cohorts/{id}/marks", access.CohortDirect, (*visit).markPair},
		{post, "/cohorts/{id}/exceptions", access.CohortDirect, (*visit).setAside},
		{post, "/cohorts/{id}/proposals", access.CohortDirect, (*visit).solveCohort},
		{post, "/cohorts/{id}/sendings", access.CohortDirect, (*visit).sendCohort},
		{post, "/cohorts/{id}/drops", access.CohortDirect, (*visit).dropCohort},
		{get, "/cohorts/{id}/part", access.CohortPart, (*visit).cohortPart},
		{post, "/cohorts/{id}/applications", access.CohortJoin, (*visit).joinCohort},
		{post, "/cohorts/{id}/withdrawals", access.CohortJoin, (*visit).withdrawFromCohort},
		{post, "/cohorts/{id}/restrictions", access.CohortJoin, (*visit).ruleOut},
	}
}
