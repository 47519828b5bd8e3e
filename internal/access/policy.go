package access

import (
	"slices"
	"strings"

	"stint/internal/fault"
)

// Action is one thing that can be done, named object.verb.
type Action string

// The actions. Every route of every edge names one.
const (
	SignIn    Action = "session.sign-in"
	Public    Action = "public.read" // what anybody may read: health, OpenAPI, static files
	HomeFind  Action = "home.find"   // one's own first page, inbox, profile
	Settle    Action = "self.settle" // one's own settings, access facts, notices
	Sessions  Action = "session.end" // one's own sessions
	Tokens    Action = "token.make"  // one's own API tokens
	TokenList Action = "token.list"  // one's own API tokens, without secrets

	PersonFind       Action = "person.find"       // name, team, title, zone of anybody
	PersonAdminister Action = "person.administer" // add, import, change, deactivate
	LinkHand         Action = "sign-in-link.hand" // hand out a sign-in link
	InstallationFind Action = "installation.find" // queue, database, mail
	AuditAll         Action = "audit.list-all"    // who did what when, without contents

	ProgramFind       Action = "program.find"
	ProgramImport     Action = "program.import"  // a new program, by whoever coordinates one
	ProgramPublish    Action = "program.publish" // a new version, and the desk where it is written
	DraftFind         Action = "draft.find"      // a draft of a page
	DraftWrite        Action = "draft.write"     // save, discard, publish one
	CoordinatorName   Action = "coordinator.name"
	InternshipsDirect Action = "internship.direct" // the coordinator's desk

	PoolFind   Action = "pool.find"   // who is open to mentoring, and how well they fit oneself
	PoolOpen   Action = "pool.open"   // be open to mentoring
	PoolChange Action = "pool.change" // one's own opening: change it, leave, come back
	MentorFind Action = "mentor.find" // whom an internship's intern can ask
	PoolDirect Action = "pool.direct" // the load of a program's mentors, and fits of others

	MarkWrite    Action = "mark.write"    // on an item, by intern and mentor
	MarkFind     Action = "mark.find"     // one mark
	MarkWithdraw Action = "mark.withdraw" // one's own
	MarkList     Action = "mark.list"     // of a program, with its links and the patch
	MarkSettle   Action = "mark.settle"

	Explore          Action = "internship.explore"
	InternshipFind   Action = "internship.find"
	TermsPropose     Action = "terms.propose"
	SignOffFind      Action = "sign-off.find" // the terms and how their signatures stand
	SignOffGive      Action = "sign-off.give"
	SignOffByLink    Action = "sign-off.give-by-link" // with the secret of a mailed link, without signing in
	DelegationFind   Action = "delegation.find"       // one's own, and those that name one
	DelegationName   Action = "delegation.name"
	ReasonFind       Action = "sign-off.find-reason"
	ApprovalRecord   Action = "approval.record"
	StandInName      Action = "stand-in.name"
	InternshipEnd    Action = "internship.end"
	InternshipFinish Action = "internship.complete"
	AuditFind        Action = "audit.find"
	PreparationFind  Action = "preparation.find" // the checklist before the start
	PreparationTick  Action = "preparation.tick"
	WantFind         Action = "want.find"
	WantWrite        Action = "want.write"

	RequestList    Action = "request.list"   // whom an intern asked, and how it stands
	RequestFind    Action = "request.find"   // one request; the mentor is the one who was asked
	RequestSend    Action = "request.send"   // ask one or several mentors
	RequestAnswer  Action = "request.answer" // accept or decline
	RequestSettle  Action = "request.settle" // confirm or withdraw
	OpenCallFind   Action = "open-call.find" // the mentor is anybody eligible
	OpenCallPost   Action = "open-call.open"
	OpenCallAnswer Action = "open-call.answer"
	OpenCallClose  Action = "open-call.close"
	GuidanceAsk    Action = "guidance.ask"
	GuidanceFind   Action = "guidance.find" // the mentor's manager is the one who was asked
	GuidanceAnswer Action = "guidance.answer"
	OfferFind      Action = "version-offer.find"    // a newer version of the program, offered to an internship
	OfferAnswer    Action = "version-offer.answer"  // take it or decline it
	OfferOversee   Action = "version-offer.oversee" // on which version each internship of a program is

	PlanFind    Action = "plan.find"
	PlanPrivate Action = "plan.find-private" // notes on ticks, reasons, evidence
	PlanTick    Action = "plan.tick"
	PlanSkip    Action = "plan.skip"
	PlanWaive   Action = "plan.waive"
	PlanTailor  Action = "plan.tailor" // add, move, replace, choose a branch
	HoursLog    Action = "hours.log"
	AnswerFind  Action = "answer.find"
	AnswerWrite Action = "answer.write"
	ReplyWrite  Action = "reply.write"

	MeetingFind Action = "meeting.find"
	MeetingMove Action = "meeting.move"
	AgendaWrite Action = "agenda.write"
	NoteWrite   Action = "note.write"

	CohortFind   Action = "cohort.find"   // applicants, mentors, the proposal
	CohortDirect Action = "cohort.direct" // gather, solve, edit, send
	CohortJoin   Action = "cohort.join"   // one's own part: apply, wish, rule somebody out
	CohortPart   Action = "cohort.find-part"
)

// Rule is what the policy says of one action.
type Rule struct {
	Do          []Role // who may do it
	See         []Role // who, beyond those, at least knows that the thing exists
	Changes     bool   // needs more than the scope "read"
	SessionOnly bool   // no token may, whatever its scope
}

var (
	parties   = []Role{Intern, Mentor, InternManager, MentorManager}
	everybody = []Role{Intern, Mentor, InternManager, MentorManager, Coordinator}
	pair      = []Role{Intern, Mentor}
	answering = []Role{Intern, Mentor, InternManager, MentorManager, Delegate}
	signers   = []Role{Intern, Mentor, InternManager, MentorManager, Coordinator, Delegate}
)

// policy is the one table. PRODUCT's "who sees what" is its source.
var policy = map[Action]Rule{
	SignIn:    {Do: []Role{Nobody, Member}, Changes: true, SessionOnly: true},
	Public:    {Do: []Role{Nobody, Member}},
	HomeFind:  {Do: []Role{Member}},
	Settle:    {Do: []Role{Member}, Changes: true},
	Sessions:  {Do: []Role{Member}, Changes: true, SessionOnly: true},
	Tokens:    {Do: []Role{Member}, Changes: true, SessionOnly: true},
	TokenList: {Do: []Role{Member}},

	PersonFind:       {Do: []Role{Member}},
	PersonAdminister: {Do: []Role{Admin}, Changes: true},
	LinkHand:         {Do: []Role{Admin}, Changes: true, SessionOnly: true},
	InstallationFind: {Do: []Role{Admin}},
	AuditAll:         {Do: []Role{Admin}},

	ProgramFind:       {Do: []Role{Member}},
	ProgramImport:     {Do: []Role{Coordinator, Admin}, See: []Role{Member}, Changes: true},
	ProgramPublish:    {Do: []Role{Coordinator, Admin}, See: []Role{Member}, Changes: true},
	DraftFind:         {Do: []Role{Self}},
	DraftWrite:        {Do: []Role{Self}, Changes: true},
	CoordinatorName:   {Do: []Role{Admin}, See: []Role{Member}, Changes: true},
	InternshipsDirect: {Do: []Role{Coordinator}},

	PoolFind:   {Do: []Role{Member}},
	PoolOpen:   {Do: []Role{Member}, Changes: true},
	PoolChange: {Do: []Role{Self}, See: []Role{Member}, Changes: true},
	MentorFind: {Do: []Role{Intern, Coordinator}},
	PoolDirect: {Do: []Role{Coordinator}, See: []Role{Member}},

	MarkWrite:    {Do: pair, See: everybody, Changes: true},
	MarkFind:     {Do: []Role{Self, Coordinator}},
	MarkWithdraw: {Do: []Role{Self}, See: []Role{Coordinator}, Changes: true},
	MarkList:     {Do: []Role{Coordinator}, See: []Role{Member}},
	MarkSettle:   {Do: []Role{Coordinator}, See: []Role{Self}, Changes: true},

	Explore:          {Do: []Role{Member}, Changes: true},
	InternshipFind:   {Do: everybody},
	TermsPropose:     {Do: pair, See: everybody, Changes: true},
	SignOffFind:      {Do: signers},
	SignOffGive:      {Do: answering, See: signers, Changes: true},
	SignOffByLink:    {Do: []Role{Nobody, Member}, Changes: true},
	DelegationFind:   {Do: []Role{Member}},
	DelegationName:   {Do: []Role{Member}, Changes: true},
	ReasonFind:       {Do: []Role{Intern}, See: everybody},
	ApprovalRecord:   {Do: []Role{Coordinator}, See: everybody, Changes: true},
	StandInName:      {Do: []Role{Coordinator}, See: everybody, Changes: true},
	InternshipEnd:    {Do: []Role{Intern, Mentor, Coordinator}, See: everybody, Changes: true},
	InternshipFinish: {Do: []Role{Intern, Mentor, Coordinator}, See: everybody, Changes: true},
	AuditFind:        {Do: everybody},
	PreparationFind:  {Do: everybody},
	PreparationTick:  {Do: pair, See: everybody, Changes: true},
	WantFind:         {Do: pair},
	WantWrite:        {Do: pair, Changes: true},

	RequestList:    {Do: []Role{Intern, Coordinator}},
	RequestFind:    {Do: []Role{Intern, Mentor, Coordinator}},
	RequestSend:    {Do: []Role{Intern}, See: []Role{Coordinator}, Changes: true},
	RequestAnswer:  {Do: []Role{Mentor}, See: []Role{Intern, Coordinator}, Changes: true},
	RequestSettle:  {Do: []Role{Intern}, See: []Role{Mentor, Coordinator}, Changes: true},
	OpenCallFind:   {Do: []Role{Intern, Mentor, Coordinator}},
	OpenCallPost:   {Do: []Role{Intern}, See: []Role{Coordinator}, Changes: true},
	OpenCallAnswer: {Do: []Role{Mentor}, See: []Role{Intern, Coordinator}, Changes: true},
	OpenCallClose:  {Do: []Role{Intern}, See: []Role{Mentor, Coordinator}, Changes: true},
	GuidanceAsk:    {Do: []Role{Intern}, See: []Role{Coordinator}, Changes: true},
	GuidanceFind:   {Do: []Role{Intern, MentorManager}},
	GuidanceAnswer: {Do: []Role{MentorManager}, See: []Role{Intern}, Changes: true},
	OfferFind:      {Do: everybody},
	OfferAnswer:    {Do: pair, See: everybody, Changes: true},
	OfferOversee:   {Do: []Role{Coordinator}, See: []Role{Member}},

	PlanFind:    {Do: everybody},
	PlanPrivate: {Do: pair, See: everybody},
	PlanTick:    {Do: parties, See: everybody, Changes: true},
	PlanSkip:    {Do: []Role{Intern}, See: everybody, Changes: true},
	PlanWaive:   {Do: []Role{Mentor}, See: everybody, Changes: true},
	PlanTailor:  {Do: pair, See: everybody, Changes: true},
	HoursLog:    {Do: []Role{Intern}, See: everybody, Changes: true},
	AnswerFind:  {Do: pair},
	AnswerWrite: {Do: []Role{Intern}, See: pair, Changes: true},
	ReplyWrite:  {Do: []Role{Mentor}, See: pair, Changes: true},

	MeetingFind: {Do: pair},
	MeetingMove: {Do: pair, Changes: true},
	AgendaWrite: {Do: pair, Changes: true},
	NoteWrite:   {Do: pair, Changes: true},

	CohortFind:   {Do: []Role{Coordinator}},
	CohortDirect: {Do: []Role{Coordinator}, Changes: true},
	CohortJoin:   {Do: []Role{Member}, Changes: true},
	CohortPart:   {Do: []Role{Member}},
}

// Actions returns every action of the policy, sorted by name.
func Actions() []Action {
	list := make([]Action, 0, len(policy))
	for a := range policy {
		list = append(list, a)
	}
	slices.Sort(list)
	return list
}

// RuleOf returns what the policy says of an action, and whether it knows it.
func RuleOf(action Action) (Rule, bool) {
	rule, ok := policy[action]
	return rule, ok
}

// Outcome is the policy's answer.
type Outcome string

// The outcomes.
const (
	Allowed         Outcome = "allowed"
	Hidden          Outcome = "hidden"          // answered as not found
	Forbidden       Outcome = "forbidden"       // seen, not theirs to do
	Unauthenticated Outcome = "unauthenticated" // nobody is signed in
)

// Can answers whether an actor with these roles on the object may do the
// action. Member, Nobody and Admin come from the actor and need not be among
// the roles.
func Can(a Actor, action Action, roles Roles) Outcome {
	rule, ok := policy[action]
	if !ok {
		return Hidden
	}
	if a.IsSystem() {
		return Allowed
	}
	has := func(wanted []Role) bool {
		for _, r := range wanted {
			switch {
			case r == Nobody && a.Anonymous(),
				r == Member && a.Person != "",
				r == Admin && a.Admin,
				r != Admin && roles.Has(r):
				return true
			}
		}
		return false
	}
	switch {
	case a.Anonymous() && !has(rule.Do):
		return Unauthenticated
	case !has(rule.Do) && !has(rule.See):
		return Hidden
	case !has(rule.Do), rule.Changes && a.Scope == ScopeRead, rule.SessionOnly && a.Scope != ScopeSession && !a.Anonymous():
		return Forbidden
	}
	return Allowed
}

// Err turns an outcome into the answer for people; nil where it is Allowed.
// The noun names what was asked for ("internship").
func Err(outcome Outcome, a Actor, action Action, noun string) error {
	switch outcome {
	case Allowed:
		return nil
	case Unauthenticated:
		return fault.New(fault.Unauthenticated, "Please sign in first. Nothing has been changed.")
	case Forbidden:
		rule := policy[action]
		if rule.SessionOnly && a.Scope != ScopeSession {
			return fault.New(fault.Forbidden, "A token cannot do this. Sign in on the pages instead. Nothing has been changed.")
		}
		if rule.Changes && a.Scope == ScopeRead {
			return fault.New(fault.Forbidden, "This token may read only. Make one with the scope “act” to change things. Nothing has been changed.")
		}
		return fault.New(fault.Forbidden, "This is for %s to do. Nothing has been changed.", orList(rule.Do))
	}
	return fault.Missing(noun)
}

// Check is Can and Err in one, for objects whose roles are known.
func Check(a Actor, action Action, roles Roles, noun string) error {
	return Err(Can(a, action, roles), a, action, noun)
}

func orList(roles []Role) string {
	var words []string
	for _, r := range roles {
		words = append(words, r.Words())
	}
	if n := len(words); n > 1 {
		return strings.Join(words[:n-1], ", ") + " or " + words[n-1]
	}
	return strings.Join(words, "")
}
