package compose

import (
	"stint/internal/view"
	"stint/internal/view/people"
	"strings"

	"stint/internal/access"
	"stint/internal/account"
	"stint/internal/id"
	"stint/internal/plan"
	"stint/internal/plan/prompt"
	"stint/internal/sqldb"
)

// Activity is the page of one activity.
func (v *Views) Activity(tx *sqldb.Tx, who account.Principal, activity id.Activity) (view.Activity, error) {
	found, err := plan.Find(tx, who.Actor, activity)
	if err != nil {
		return view.Activity{}, err
	}
	b, err := v.basisOf(tx, who, found.Internship)
	if err != nil {
		return view.Activity{}, err
	}
	all, err := plan.Read(tx, who.Actor, found.Internship)
	if err != nil {
		return view.Activity{}, err
	}
	m, err := v.maker(tx, who, &b, found.Week, all, nil, partsOf(all.Activities))
	if err != nil {
		return view.Activity{}, err
	}
	node := &plan.Node{Activity: &found.Activity, Below: found.Below}
	page := view.Activity{
		Row: m.row(node), Internship: found.Internship, Intern: b.people.Ref(b.terms.Intern), Mentor: b.people.Ref(b.terms.Mentor),
		Program: b.version.Title, Week: found.Week, WeekTitle: b.title(found.Week),
	}
	for k := max(b.current, 1); k <= b.terms.Weeks; k++ {
		page.Choices = append(page.Choices, view.WeekChoice{Number: k, Name: b.title(k)})
	}
	for _, above := range found.Path {
		page.Path = append(page.Path, view.ActivityRef{ID: above.ID, Title: v.plain(above.Text)})
	}
	page.History, err = v.activityHistory(tx, who, activity)
	return page, err
}

func partsOf(activities []plan.Activity) []plan.Part {
	var parts []plan.Part
	for i := range activities {
		if a := &activities[i]; a.Course != "" {
			parts = append(parts, plan.Part{Activity: a.ID, Week: a.Week, Course: a.Course, Part: a.Part, State: a.State})
		}
	}
	return parts
}

func (v *Views) activityHistory(tx *sqldb.Tx, who account.Principal, activity id.Activity) ([]view.HistoryRow, error) {
	events, err := plan.History(tx, who.Actor, activity)
	if err != nil {
		return nil, err
	}
	var ids []id.Person
	for _, e := range events {
		ids = append(ids, e.By)
	}
	p, err := people.Name(tx, who.Person.ID, ids...)
	var rows []view.HistoryRow
	for _, e := range events {
		rows = append(rows, view.HistoryRow{At: e.At, By: p.Actor(e.By), Text: happened(e.Name)})
	}
	return rows, err
}

// happenings are the events of the audit record in the past tense, without a
// subject.
var happenings = map[string]string{
	"internship.explored": "began to look for a mentor", "internship.proposed": "proposed the first terms", "internship.revised": "changed the terms",
	"internship.agreed": "completed the four signatures", "internship.started": "started the internship", "internship.paused": "began the planned pause",
	"internship.resumed": "went on after the pause", "internship.completed": "completed the internship", "internship.ended": "ended the internship",
	"sign-off.given": "signed", "sign-off.refused": "declined", "approval.recorded": "recorded an approval given elsewhere",
	"stand-in.named": "named a stand-in", "manager.changed": "followed the directory to another manager", "party.joined": "became a party", "party.left": "left",
	"activity.ticked": "ticked an activity", "activity.unticked": "took a tick back", "activity.skipped": "skipped an activity",
	"activity.restored": "brought an activity back", "activity.waived": "waived an activity", "activity.added": "added an activity",
	"activity.moved": "moved an activity", "activity.replaced": "replaced an activity", "activity.noted": "wrote a note on an activity",
	"branch.chosen": "chose between two ways", "hours.logged": "logged hours", "hours.taken-back": "took hours back",
	"answer.put": "put an answer on the agenda", "reply.written": "replied to an answer", "prompt.reopened": "reopened a question",
	"meeting.moved": "moved a 1:1", "agenda-item.added": "added a topic", "agenda-item.discussed": "marked a topic as discussed",
	"agenda-item.parked": "parked a topic", "agenda-item.reopened": "reopened a topic", "note.written": "wrote notes of a 1:1",
}

// happened says an event in words.
func happened(name string) string {
	if text, ok := happenings[name]; ok {
		return text
	}
	return strings.ReplaceAll(strings.ReplaceAll(name, ".", ": "), "-", " ")
}

// Prompt is the page of one question.
func (v *Views) Prompt(tx *sqldb.Tx, who account.Principal, question id.Prompt) (view.Prompt, error) {
	found, err := prompt.Find(tx, who.Actor, question)
	if err != nil {
		return view.Prompt{}, err
	}
	b, err := v.basisOf(tx, who, found.Internship)
	if err != nil {
		return view.Prompt{}, err
	}
	m, err := v.maker(tx, who, &b, found.Week, plan.Plan{}, nil, nil)
	if err != nil {
		return view.Prompt{}, err
	}
	page := view.Prompt{
		Row: m.prompt(&found.Prompt), Internship: found.Internship, Intern: b.people.Ref(b.terms.Intern), Mentor: b.people.Ref(b.terms.Mentor),
		Program: b.version.Title, Week: found.Week, Head: view.ActivityRef{ID: found.Head, Title: v.plain(found.HeadText)},
	}
	// Whoever edits an answer that was put begins from what was put.
	if page.Row.Draft == "" && found.Answer != nil && page.Row.MayAnswer {
		page.Row.Draft = found.Answer.Body
	}
	for i := len(found.Answers) - 1; i >= 0; i-- {
		a := found.Answers[i]
		page.Versions = append(page.Versions, view.AnswerVersion{Number: a.Version, At: a.At, Body: v.rich(a.Body)})
	}
	earlier, err := prompt.EarlierAnswers(tx, who.Actor, question)
	if err != nil {
		return view.Prompt{}, err
	}
	for _, e := range earlier {
		page.Earlier = append(page.Earlier, view.EarlierAnswer{Prompt: e.Prompt, Week: e.Week, About: b.title(e.Week), Answer: v.rich(e.Answer.Body), At: e.Answer.At})
	}
	if access.Can(who.Actor, access.MeetingFind, b.roles) != access.Allowed {
		return page, nil
	}
	next, err := nextMeeting(tx, who, &b)
	if next != nil {
		page.Next = &view.MeetingRef{ID: next.ID, At: next.At}
	}
	return page, err
}
