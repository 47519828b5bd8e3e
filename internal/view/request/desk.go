package request

import (
	"strings"

	"stint/internal/account"
	"stint/internal/id"
	"stint/internal/matching"
	"stint/internal/person"
	"stint/internal/pool"
	"stint/internal/sqldb"
	"stint/internal/view"
)

// cityOf says the name of a zone as people do: "Lisbon" for Europe/Lisbon.
func cityOf(zone string) string {
	return strings.ReplaceAll(zone[strings.LastIndexByte(zone, '/')+1:], "_", " ")
}

// DeskOf is what the reader is asked, everything on one page.
func DeskOf(tx *sqldb.Tx, who account.Principal) (Desk, error) {
	sent, err := matching.SentTo(tx, who.Actor)
	if err != nil {
		return Desk{}, err
	}
	calls, err := matching.Calls(tx, who.Actor)
	if err != nil {
		return Desk{}, err
	}
	questions, err := matching.GuidanceFrom(tx, who.Actor)
	if err != nil {
		return Desk{}, err
	}
	var persons []id.Person
	var programs []id.Program
	for _, r := range sent {
		persons, programs = append(persons, r.Intern, r.Mentor), append(programs, r.Program)
	}
	for _, c := range calls {
		persons, programs = append(persons, c.Intern), append(programs, c.Program)
	}
	for _, g := range questions {
		persons, programs = append(append(persons, g.Intern), g.Suggested...), append(programs, g.Program)
	}
	f, err := frameOf(tx, who, persons, programs)
	if err != nil {
		return Desk{}, err
	}
	var desk Desk
	for _, r := range sent {
		row := f.row(r)
		switch {
		case r.State == matching.Asked:
			desk.Waiting = append(desk.Waiting, row)
		case r.State.Standing():
			desk.Promised = append(desk.Promised, row)
		default:
			desk.Past = append(desk.Past, row)
		}
	}
	for _, c := range calls {
		desk.Calls = append(desk.Calls, f.call(c))
	}
	for _, g := range questions {
		desk.Guidance = append(desk.Guidance, f.guidance(g))
	}
	return desk, nil
}

func (f frame) call(o matching.OpenCall) Call {
	return Call{
		ID: o.ID, Internship: o.Internship, Intern: f.people.Ref(o.Intern), About: about(f.people.Known[o.Intern], true), ProgramID: o.Program,
		Program: f.programs[o.Program].Title, Message: o.Message, Open: o.State == matching.CallOpen, Opened: o.OpenedAt, Closed: o.ClosedAt,
		Answers: o.Answers, Mine: o.Mine,
	}
}

func (f frame) guidance(g matching.Guidance) Guidance {
	page := Guidance{
		ID: g.ID, Internship: g.Internship, Intern: f.people.Ref(g.Intern), Manager: f.people.Ref(g.Manager), About: about(f.people.Known[g.Intern], true),
		ProgramID: g.Program, Program: f.programs[g.Program].Title, Question: g.Question, Answer: g.Answer, State: g.State,
		Asked: g.AskedAt, Answered: g.AnsweredAt,
	}
	for _, p := range g.Suggested {
		page.Suggested = append(page.Suggested, f.people.Ref(p))
	}
	return page
}

// CallOf is the page of an open call, for whoever may see it.
func CallOf(tx *sqldb.Tx, who account.Principal, of id.OpenCall) (Call, error) {
	o, err := matching.FindCall(tx, who.Actor, of)
	if err != nil {
		return Call{}, err
	}
	f, err := frameOf(tx, who, []id.Person{o.Intern}, []id.Program{o.Program})
	if err != nil {
		return Call{}, err
	}
	page := f.call(o)
	switch {
	case o.Intern == who.Person.ID:
		page.You = view.RoleIntern
	case o.Message == "":
		page.You = view.RoleCoordinator
	default:
		page.You = view.RoleMentor
		page.Together = together(tx, who.Person, f.people.Known[o.Intern])
	}
	page.Weeks, page.Minutes, _, err = asks(tx, o.Program)
	return page, err
}

// GuidanceOf is the page of a question, for its intern and the manager who was
// asked.
func GuidanceOf(tx *sqldb.Tx, who account.Principal, of id.Guidance) (Guidance, error) {
	g, err := matching.FindGuidance(tx, who.Actor, of)
	if err != nil {
		return Guidance{}, err
	}
	f, err := frameOf(tx, who, append([]id.Person{g.Intern, g.Manager}, g.Suggested...), []id.Program{g.Program})
	if err != nil {
		return Guidance{}, err
	}
	page := f.guidance(g)
	page.MayAnswer = g.Manager == who.Person.ID && g.State == matching.GuidanceAsked
	if page.MayAnswer {
		page.Mentors, err = mentors(tx, who.Person, g)
	}
	return page, err
}

// mentors are whom a manager can name: who is open to mentoring in the program,
// the manager's own people first.
func mentors(tx *sqldb.Tx, manager person.Person, g matching.Guidance) ([]view.Choice, error) {
	members, _, err := pool.Members(tx, g.Program)
	var own, others []view.Choice
	for _, m := range members {
		if m.Person.ID == g.Intern || !m.Eligibility.Eligible {
			continue
		}
		label := m.Person.Name
		if m.Opening.Free() == 0 {
			label += " (no place free)"
		}
		choice := view.Choice{Value: string(m.Person.ID), Label: label}
		if m.Person.Manager == manager.ID {
			own = append(own, choice)
		} else {
			others = append(others, choice)
		}
	}
	return append(own, others...), err
}
