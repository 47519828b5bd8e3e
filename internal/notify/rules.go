package notify

import (
	"slices"
	"strings"

	"stint/internal/access"
)

// rule says whom an event concerns, and whether they get a mail beside the
// line in their inbox.
type rule struct {
	roles    []access.Role
	object   bool // the person who is the event's object, instead of roles
	pairOnly bool // about what only intern and mentor see
	asks     bool // about what waits for a signature: the delegates of managers hear of it too
	named    bool // whom its fact "person" names hears of it too
	search   bool // about the search for a mentor: package matching says whom it concerns
	mail     bool
	sentence string // {1} who did it, {2} the intern
	path     string // where it leads: {1} the internship, {2} the object
}

var (
	all  = access.PartyRoles[:]
	pair = []access.Role{access.Intern, access.Mentor}
)

const internshipPath = "/internships/{1}"

// rules is the one table of who hears of what. An event without a row is
// nobody's news. A refusal tells that somebody declined, never why.
var rules = map[string]rule{
	"internship.proposed":    {roles: all, asks: true, mail: true, sentence: "{1} proposes {2}’s internship and waits for your sign-off", path: internshipPath + "/sign-off"},
	"internship.revised":     {roles: all, asks: true, mail: true, sentence: "{1} changed the terms of {2}’s internship, so a new sign-off is needed", path: internshipPath + "/sign-off"},
	"sign-off.given":         {roles: pair, named: true, sentence: "{1} signed the terms of {2}’s internship", path: internshipPath},
	"sign-off.refused":       {roles: all, mail: true, sentence: "{1} declined the terms of {2}’s internship", path: internshipPath},
	"sign-off.reminded":      {object: true, asks: true, mail: true, sentence: "{2}’s internship still waits for your sign-off", path: internshipPath + "/sign-off"},
	"sign-off.stuck":         {object: true, mail: true, sentence: "{2}’s internship is stuck: a sign-off has been open for days", path: internshipPath + "/sign-off"},
	"delegation.named":       {object: true, mail: true, sentence: "{1} named you to sign while they are away", path: "/delegations"},
	"delegation.ended":       {object: true, mail: true, sentence: "A delegation of yours was ended early", path: "/delegations"},
	"approval.recorded":      {roles: all, mail: true, sentence: "{1} recorded an approval for {2}’s internship", path: internshipPath},
	"stand-in.named":         {roles: []access.Role{access.Intern, access.InternManager, access.MentorManager}, mail: true, sentence: "{1} named who signs for a missing manager in {2}’s internship", path: internshipPath},
	"manager.changed":        {roles: []access.Role{access.Intern, access.InternManager, access.MentorManager}, mail: true, sentence: "Another manager has a part in {2}’s internship now", path: internshipPath + "/sign-off"},
	"internship.agreed":      {roles: all, mail: true, sentence: "All four have signed: {2}’s internship is agreed", path: internshipPath},
	"internship.started":     {roles: pair, mail: true, sentence: "{2}’s internship starts today", path: internshipPath},
	"internship.paused":      {roles: all, sentence: "{2}’s internship pauses as planned", path: internshipPath},
	"internship.resumed":     {roles: all, sentence: "{2}’s internship goes on", path: internshipPath},
	"internship.completed":   {roles: all, mail: true, sentence: "{2}’s internship is complete", path: internshipPath},
	"internship.ended":       {roles: all, mail: true, sentence: "{2}’s internship has ended early", path: internshipPath},
	"cohort-applicant.added": {object: true, sentence: "{1} counts you among the applicants of a cohort", path: "/cohorts"},
	"cohort-mentor.added":    {object: true, mail: true, sentence: "{1} counts on you as a mentor in a cohort", path: "/cohorts"},
	"applicant.matched":      {object: true, mail: true, sentence: "{1} asked a mentor for you", path: "/internships"},
	"answer.put":             {roles: []access.Role{access.Mentor}, pairOnly: true, sentence: "{1} put an answer on the agenda", path: "/prompts/{2}"},
	"want.shared":            {roles: pair, pairOnly: true, sentence: "{1} wrote down what they want from {2}’s internship", path: internshipPath + "/preparation"},
	"reply.written":          {roles: []access.Role{access.Intern}, pairOnly: true, sentence: "{1} replied to an answer", path: "/prompts/{2}"},
	"activity.waived":        {roles: []access.Role{access.Intern}, sentence: "{1} waived an activity", path: "/activities/{2}"},
	"activity.added":         {roles: pair, sentence: "{1} added an activity to the plan", path: "/activities/{2}"},
	"meeting.moved":          {roles: pair, pairOnly: true, mail: true, sentence: "{1} moved a 1:1", path: "/meetings/{2}"},
	"request.sent":           {search: true, mail: true, sentence: "{2} asks you to be their mentor", path: "/requests/{2}"},
	"request.nudged":         {search: true, mail: true, sentence: "{2} still waits for your answer", path: "/requests/{2}"},
	"request.accepted":       {search: true, mail: true, sentence: "{1} would mentor you", path: internshipPath + "/requests"},
	"request.declined":       {search: true, mail: true, sentence: "{1} cannot mentor you this time", path: internshipPath + "/requests"},
	"request.released":       {search: true, mail: true, sentence: "A request of yours found no answer, so you can ask somebody else", path: internshipPath + "/requests"},
	"request.withdrawn":      {search: true, mail: true, sentence: "{2} withdrew the request to you", path: "/requests/{2}"},
	"request.confirmed":      {search: true, mail: true, sentence: "{2} confirmed you as their mentor; terms come next", path: "/requests/{2}"},
	"request.closed":         {search: true, mail: true, sentence: "{2} no longer looks for a mentor. Thank you for being there", path: "/requests/{2}"},
	"open-call.opened":       {search: true, sentence: "{2} looks for a mentor and asks everybody who is open to it", path: "/open-calls/{2}"},
	"guidance.asked":         {search: true, mail: true, sentence: "{2} asks you who could mentor them", path: "/guidance/{2}"},
	"guidance.answered":      {search: true, mail: true, sentence: "{1} answered your question about mentors", path: internshipPath + "/requests"},
	"version.offered":        {roles: pair, mail: true, sentence: "A new version of the program is offered for {2}’s internship", path: "/version-offers/{2}"},
	"version.proposed":       {roles: pair, mail: true, sentence: "{1} proposes what to take of the new version and asks you to confirm", path: "/version-offers/{2}"},
	"version.declined":       {roles: pair, sentence: "{1} declined the new version of the program", path: "/version-offers/{2}"},
	"version.rest-declined":  {roles: pair, sentence: "{1} would leave the rest of the new version as it is", path: "/version-offers/{2}"},
	"version.taken":          {roles: all, mail: true, sentence: "{2}’s internship follows a new version of the program, with the same weeks and hours", path: internshipPath},
	"sign-in-link.handed":    {object: true, mail: true, sentence: "{1} made a sign-in link for you, which ended your other sessions", path: "/profile"},
	"mark.settled":           {named: true, sentence: "{1} answered what you marked on a program’s page", path: "/marks"},
	"marks.gathered":         {named: true, sentence: "Marks and links of a program’s page wait for a look", path: "/programs/{2}/marks"},
}

// action is what somebody must be allowed to do to hear of an event.
func (r rule) action() access.Action {
	if r.pairOnly {
		return access.AnswerFind
	}
	if r.asks {
		return access.SignOffFind
	}
	return access.InternshipFind
}

// namesOf are the names of the events whose rules are of a sort.
func namesOf(sort func(rule) bool) []string {
	var names []string
	for name, r := range rules {
		if sort(r) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// Sentence says what happened, without a full stop.
func (n Notice) Sentence() string {
	r, ok := rules[n.Name]
	if !ok {
		return "Something changed"
	}
	actor := n.Actor
	if actor == "" {
		actor = "Stint"
	}
	return strings.TrimSpace(pick(r.sentence, actor, n.Subject))
}

// Path is where the notice leads: an address on this installation.
func (n Notice) Path() string {
	r, ok := rules[n.Name]
	if !ok {
		return "/inbox"
	}
	return pick(r.path, string(n.Internship), n.Object)
}

// pick fills a pattern that need not use both of its words.
func pick(pattern, first, second string) string {
	return strings.NewReplacer("{1}", first, "{2}", second).Replace(pattern)
}

func first(name string) string {
	word, _, _ := strings.Cut(strings.TrimSpace(name), " ")
	return word
}
