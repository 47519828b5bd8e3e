// Package setup reads the page of what has to be ready before an internship
// starts: the standing items, the page's own, and what intern and mentor want.
package setup

import (
	"stint/internal/access"
	"stint/internal/account"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/internship"
	"stint/internal/markdown"
	"stint/internal/meeting/preparation"
	"stint/internal/plan"
	"stint/internal/program"
	"stint/internal/program/reader"
	"stint/internal/sqldb"
	"stint/internal/view"
	"stint/internal/view/people"
)

// Page is the checklist by party, and for intern and mentor what each wants.
func Page(tx *sqldb.Tx, who account.Principal, of id.Internship) (view.Setup, error) {
	x, err := internship.Find(tx, who.Actor, of)
	if err != nil {
		return view.Setup{}, err
	}
	if x.Current() == 0 {
		return view.Setup{}, fault.New(fault.Conflict, "There are no terms yet, so there is nothing to prepare. Propose them on the internship’s page.")
	}
	t, err := internship.TermsOf(tx, of, x.Current())
	if err != nil {
		return view.Setup{}, err
	}
	roles, err := access.RolesOn(tx, who.Actor, of)
	if err != nil {
		return view.Setup{}, err
	}
	lines, err := preparation.Checklist(tx, who.Actor, of)
	if err != nil {
		return view.Setup{}, err
	}
	before, err := plan.ReadWeek(tx, who.Actor, of, 0, 0)
	if err != nil {
		return view.Setup{}, err
	}
	var wants preparation.Wants
	pair := roles.HasAny(access.Intern, access.Mentor)
	if pair {
		if wants, err = preparation.FindWants(tx, who.Actor, of); err != nil {
			return view.Setup{}, err
		}
	}
	programs, err := program.Programs(tx, []id.Program{x.Program})
	if err != nil {
		return view.Setup{}, err
	}
	b := board{roles: roles, over: x.State.Over()}
	if b.people, err = people.Name(tx, who.Person.ID, everybody(t, lines, before, wants)...); err != nil {
		return view.Setup{}, err
	}
	page := view.Setup{
		Internship: of, Intern: b.people.Ref(t.Intern), Mentor: b.people.Ref(t.Mentor), Program: programs[x.Program].Title,
		State: view.State(x.State), Start: t.Start, Groups: b.groups(lines, before),
	}
	for _, g := range page.Groups {
		for _, r := range g.Rows {
			if !r.Done && !r.Optional {
				page.Open++
			}
		}
	}
	if pair {
		page.Wants = b.wants(wants, lines)
	}
	return page, nil
}

// board is what lines are filled in with.
type board struct {
	people people.Named
	roles  access.Roles
	over   bool
}

func everybody(t internship.Terms, lines []preparation.Line, before plan.Week, wants preparation.Wants) []id.Person {
	ids := []id.Person{t.Intern, t.Mentor}
	for _, l := range lines {
		ids = append(ids, l.DoneBy)
	}
	for i := range before.Activities {
		ids = append(ids, before.Activities[i].StateBy)
	}
	for _, w := range wants.Shared {
		ids = append(ids, w.Author)
	}
	return ids
}

// groups puts the lines under those who have to do them: the standing ones
// first, then the page's.
func (b *board) groups(lines []preparation.Line, before plan.Week) []view.SetupGroup {
	rows := map[view.Role][]view.SetupLine{}
	for _, l := range lines {
		r := view.SetupLine{
			Item: string(l.Item), Text: l.Item.Words(), Done: l.Done, At: l.DoneAt, By: b.people.Maybe(l.DoneBy), Link: l.Link, Optional: l.Optional, Version: l.Version,
			MayTick: l.Tick && !b.over && b.roles.Has(l.Owner), MayLink: l.Linkable && !b.over && b.roles.HasAny(access.Intern, access.Mentor),
		}
		switch {
		case l.Item == preparation.Series && l.Done && b.roles.HasAny(access.Intern, access.Mentor):
			r.Href = "/meetings"
		case (l.Item == preparation.InternWants || l.Item == preparation.MentorWants) && b.roles.Has(l.Owner):
			r.Href = "#wants"
		}
		rows[view.Role(l.Owner)] = append(rows[view.Role(l.Owner)], r)
	}
	for i := range before.Activities {
		a := &before.Activities[i]
		if a.Shape != reader.RoleLeaf && a.Shape != reader.RoleMilestone || a.State == plan.Replaced || a.State == plan.Skipped || a.State == plan.Waived {
			continue
		}
		whose := ownerOf(a.Owner)
		rows[whose] = append(rows[whose], view.SetupLine{
			Activity: a.ID, Text: markdown.Label(a.Text), Done: a.State == plan.Done, At: a.StateAt, By: b.people.Maybe(a.StateBy), Optional: a.Optional,
			Href: "/activities/" + string(a.ID), MayTick: !b.over && (a.State == plan.Open || a.State == plan.Done) && a.OwnedBy(b.roles),
		})
	}
	var groups []view.SetupGroup
	for _, whose := range []view.Role{view.RoleIntern, view.RoleMentor, view.RoleInternManager, view.RoleMentorManager, ""} {
		if len(rows[whose]) > 0 {
			groups = append(groups, view.SetupGroup{Whose: whose, Rows: rows[whose]})
		}
	}
	return groups
}

func ownerOf(owner reader.Owner) view.Role {
	switch owner {
	case reader.OwnerMentor:
		return view.RoleMentor
	case reader.OwnerManager:
		return view.RoleInternManager
	case reader.OwnerMentorManager:
		return view.RoleMentorManager
	case reader.OwnerAll:
		return ""
	}
	return view.RoleIntern
}

func (b *board) wants(w preparation.Wants, lines []preparation.Line) *view.Wants {
	out := &view.Wants{Draft: w.Draft.Body, Version: w.Draft.Version, SavedAt: w.Draft.SavedAt, MayWrite: !b.over}
	for _, l := range lines {
		if l.Item == preparation.Series {
			out.MayShare = l.Done && !b.over
		}
	}
	newest := map[id.Person]int{}
	for _, v := range w.Newest() {
		newest[v.Author] = v.Version
		out.Shared = append(out.Shared, b.want(v))
	}
	for _, v := range w.Shared {
		if newest[v.Author] != v.Version {
			out.Earlier = append(out.Earlier, b.want(v))
		}
	}
	return out
}

func (b *board) want(v preparation.Want) view.WantText {
	return view.WantText{By: b.people.Ref(v.Author), Version: v.Version, At: v.At, Body: Rich(v.Body)}
}

// Rich renders what somebody wrote; what is beyond the limits of Markdown is
// shown as it was typed.
func Rich(text string) view.Rich {
	html, err := markdown.Render(text, markdown.Options{})
	if err != nil {
		return markdown.Plain(text)
	}
	return html
}
