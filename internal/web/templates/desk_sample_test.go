package templates_test

import (
	"fmt"
	"time"

	"stint/internal/id"
	"stint/internal/matching"
	"stint/internal/view"
	"stint/internal/view/request"
	"stint/internal/web/templates/desk"
)

func internshipRows() []view.InternshipRow {
	behind := track(0)
	behind.Weeks[2].State, behind.Weeks[2].Percent = view.WeekLate, 50
	paused := view.Track{Weeks: track(0).Weeks, Paused: &view.Span{From: day("2026-09-28"), To: day("2026-10-18")}}
	for i := 3; i < 12; i++ {
		paused.Weeks[i].State, paused.Weeks[i].Percent = view.WeekAhead, 0
	}
	fresh := view.Track{Weeks: make([]view.TrackWeek, 12)}
	return []view.InternshipRow{
		{ID: "i-noor", Intern: other(noor), Mentor: ines, Team: "Support", Program: "CSM", State: view.StateActive, Track: track(0), Week: 5, Of: 12, Logged: 1890, Due: 2220, Health: view.HealthOn,
			Owes: []view.Owed{{Who: other(noor), What: "agenda, version 2", Href: "/activities/a-1"}}},
		{ID: "i-ravi", Intern: ravi, Mentor: ines, Team: "Sales", State: view.StateActive, Track: behind, Week: 5, Of: 12, Logged: 840, Due: 2220, Health: view.HealthStuck,
			Owes: []view.Owed{{Who: ines, What: "review", Days: 9}, {Who: ravi, What: "a note", Days: 1}}},
		{ID: "i-lena", Intern: kofi, Mentor: priya, State: view.StateActive, Track: track(0), Week: 5, Of: 12, Logged: 2280, Due: 2220, Health: view.HealthAhead},
		{ID: "i-jakub", Intern: tomasz, Mentor: priya, Team: "Finance", State: view.StateActive, Track: behind, Week: 4, Of: 12, Logged: 1020, Due: 1740, Health: view.HealthSlow},
		{ID: "i-marisol", Intern: sunniva, Mentor: priya, Team: "Marketing", State: view.StatePaused, Track: paused, Logged: 1320, Due: 1440, Paused: paused.Paused},
		{ID: "i-theo", Intern: wanda, Team: "Support", State: view.StateProposed, Track: fresh, Health: view.HealthWaiting},
		{ID: "i-done", Intern: wanda, Mentor: ines, State: view.StateCompleted, Track: fresh},
	}
}

func deskPages() []page {
	list := view.InternshipList{
		Rows: internshipRows(), Filter: view.InternshipFilter{Query: "o", State: view.StateActive},
		Programs: []view.Choice{{Value: "pr-1", Label: "CSM Internship"}}, Pager: view.Pager{Shown: 7, Total: 60, NextHref: "/internships?after=i-done"},
	}
	none := view.InternshipList{Filter: view.InternshipFilter{Query: "nobody"}}
	long := list
	for n := range 30 {
		r := internshipRows()[n%7]
		r.ID = id.Internship(fmt.Sprintf("i-%d", n))
		long.Rows = append(long.Rows, r)
	}
	coordinator := view.CoordinatorDesk{
		Stuck: []view.StuckRow{
			{Internship: "i-ravi", Intern: ravi, Text: "Ravi has waited nine working days for a review", Why: "The limit is five. Ines was away last week."},
			{Internship: "i-jakub", Intern: tomasz, Text: "Jakub logs 4 h a week, 8 are promised", Why: "Three weeks in a row."},
		},
		Owes: []view.Owed{{Who: ines, What: "2 reviews", Days: 9, Href: "/internships/i-ravi"}, {Who: sunniva, What: "Sign-off", Days: 6}, {Who: other(noor), What: "Version 2", Days: 3}, {Who: kofi, What: "A seat"}},
		States: []view.StateCount{{State: view.StateExploring, Count: 14, Href: "/internships?state=exploring"}, {State: view.StateProposed, Count: 4, Href: "/internships?state=proposed"},
			{State: view.StateActive, Count: 6, Href: "/internships?state=active"}, {State: view.StateCompleted, Count: 9, Href: "/internships?state=completed"}},
		Logged: 9600, Due: 12360, List: list,
	}
	well := view.CoordinatorDesk{States: []view.StateCount{{State: view.StateActive, Count: 1, Href: "/internships?state=active"}}, List: view.InternshipList{Rows: internshipRows()[:1]}}
	bad := view.CoordinatorDesk{Stuck: coordinator.Stuck[:1]}
	mentor := view.MentorDesk{Mentor: ines, Interns: internshipRows()[:2],
		Waits: []view.WaitRow{{Waiting: other(noor), On: you(ines), Subject: "Follow-up mail", Since: clock("2026-10-05 16:05"), Href: "/activities/a-9"}},
		Meetings: []view.MeetingRow{
			{ID: "m-5", With: other(noor), At: clock("2026-10-08 15:00"), Minutes: 30, Estimate: 42, Topics: 5},
			{ID: "m-9", With: ravi, At: clock("2026-10-09 10:00"), Minutes: 30, Estimate: 20, Topics: 2},
		}}
	manager := view.ManagerDesk{
		Open: []view.OpenSignOff{
			{Internship: "i-noor", Intern: other(noor), Mentor: ines, Program: "CSM Internship", Revision: 3, Minutes: 480, Weeks: 12, As: []view.Role{view.RoleInternManager}, Asked: now.Add(-26 * time.Hour), Signed: 2},
			{Internship: "i-ravi", Intern: ravi, Mentor: ines, Program: "CSM Internship", Revision: 1, Minutes: 480, Weeks: 12, As: []view.Role{view.RoleInternManager, view.RoleMentorManager}, Asked: now},
			{Internship: "i-lena", Intern: kofi, Mentor: ines, Program: "CSM Internship", Revision: 1, Minutes: 480, Weeks: 12, As: []view.Role{view.RoleMentorManager}, Asked: now, For: ptr(priya)},
		},
		Running: internshipRows()[:1], Past: internshipRows()[6:],
	}
	inbox := view.InboxPage{Items: frame(noor, "").Viewer.Inbox.Items, Pager: view.Pager{Shown: 2, NextHref: "/inbox?before=n-2"}}
	programs := []view.ProgramRow{{ID: "pr-1", Title: "CSM Internship", Phases: 12, Activities: 98}}
	return []page{
		{name: "mentor", content: desk.Mentor(frame(ines, "Interns"), mentor, []request.Row{requestRow(you(ines), matching.Asked, func(r *request.Row) { r.Intern = other(noor) })})},
		{name: "mentor-quiet", content: desk.Mentor(frame(ines, "Interns"), view.MentorDesk{Interns: internshipRows()[:1]}, nil)},
		{name: "mentor-empty", content: desk.Mentor(frame(ines, "Interns"), view.MentorDesk{}, nil)},
		{name: "mentor-hostile", content: desk.Mentor(hostileFrame(), hostile(mentor), nil)},
		{name: "manager", content: desk.Manager(frame(tomasz, "Sign-offs"), manager)},
		{name: "manager-empty", content: desk.Manager(frame(tomasz, "Sign-offs"), view.ManagerDesk{})},
		{name: "manager-hostile", content: desk.Manager(hostileFrame(), hostile(manager))},
		{name: "coordinator", content: desk.Coordinator(frame(wanda, "Overview"), coordinator)},
		{name: "coordinator-well", content: desk.Coordinator(frame(wanda, "Overview"), well)},
		{name: "coordinator-bad", content: desk.Coordinator(frame(wanda, "Overview"), bad)},
		{name: "coordinator-empty", content: desk.Coordinator(frame(wanda, "Overview"), view.CoordinatorDesk{})},
		{name: "coordinator-hostile", content: desk.Coordinator(hostileFrame(), hostile(coordinator))},
		{name: "internships", content: desk.List(frame(wanda, "Internships"), long)},
		{name: "internships-none", content: desk.List(frame(wanda, "Internships"), none)},
		{name: "nobody", content: desk.Nobody(frame(kofi, ""), view.Nobody{Person: kofi, Programs: programs, MayPropose: true})},
		{name: "nobody-empty", content: desk.Nobody(frame(kofi, ""), view.Nobody{})},
		{name: "inbox", content: desk.Inbox(frame(noor, ""), inbox)},
		{name: "inbox-empty", content: desk.Inbox(frame(noor, ""), view.InboxPage{})},
		{name: "inbox-hostile", content: desk.Inbox(hostileFrame(), hostile(inbox))},
	}
}
