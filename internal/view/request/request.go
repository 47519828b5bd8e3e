package request

import (
	"stint/internal/access"
	"stint/internal/account"
	"stint/internal/id"
	"stint/internal/internship"
	"stint/internal/matching"
	"stint/internal/person"
	"stint/internal/pool"
	"stint/internal/program"
	"stint/internal/sqldb"
	"stint/internal/view"
	"stint/internal/view/people"
	"stint/internal/view/shell"
	"stint/internal/worktime"
)

// frame is what the rows of a page share.
type frame struct {
	who      account.Principal
	people   people.Named
	programs map[id.Program]program.Program
}

// frameOf reads the names that a page needs, in two queries.
func frameOf(tx *sqldb.Tx, who account.Principal, persons []id.Person, programs []id.Program) (f frame, err error) {
	f.who = who
	if f.people, err = people.Name(tx, who.Person.ID, persons...); err != nil {
		return f, err
	}
	f.programs, err = program.Programs(tx, programs)
	return f, err
}

// row is a request in short. Its deadlines are counted in the mentor's calendar
// and shown as dates of the reader's.
func (f frame) row(r matching.Request) Row {
	mentor := f.people.Known[r.Mentor]
	row := Row{
		ID: r.ID, Intern: f.people.Ref(r.Intern), Mentor: f.people.Ref(r.Mentor), MentorAbout: about(mentor, false), Program: f.programs[r.Program].Title,
		State: r.State, Cause: r.Cause, ByCall: r.Call != "", Message: r.Message, Offer: r.Offer, Reason: r.Reason,
		Asked: r.AskedAt, Nudged: r.NudgedAt, Answered: r.AnsweredAt, Settled: r.SettledAt,
	}
	if r.State == matching.Asked {
		d, zone := matching.DeadlinesOf(mentor, r.AskedAt), f.who.Person.Location()
		row.NudgeOn, row.ReleaseOn = worktime.DateOf(d.Nudge, zone), worktime.DateOf(d.Release, zone)
	}
	return row
}

// about says what somebody does and where: "Software Engineer, Engineering, in
// Copenhagen".
func about(p person.Person, team bool) string {
	words := p.Title
	if team && p.Team != "" {
		if words != "" {
			words += ", "
		}
		words += p.Team
	}
	city := city(p)
	switch {
	case city == "":
		return words
	case words == "":
		return "in " + city
	case team:
		return words + ", in " + city
	}
	return words + " in " + city
}

// SearchOf is the page of a search for a mentor, for its intern and the
// coordinators of the program.
func SearchOf(tx *sqldb.Tx, who account.Principal, of id.Internship) (Search, error) {
	list, err := matching.List(tx, who.Actor, of)
	if err != nil {
		return Search{}, err
	}
	x, err := internship.Find(tx, who.Actor, of)
	if err != nil {
		return Search{}, err
	}
	call, err := matching.CallOf(tx, who.Actor, of)
	if err != nil {
		return Search{}, err
	}
	questions, err := matching.GuidanceOf(tx, who.Actor, of)
	if err != nil {
		return Search{}, err
	}
	persons := []id.Person{x.Intern}
	for _, r := range list {
		persons = append(persons, r.Mentor)
	}
	for _, g := range questions {
		persons = append(append(persons, g.Manager), g.Suggested...)
	}
	f, err := frameOf(tx, who, persons, []id.Program{x.Program})
	if err != nil {
		return Search{}, err
	}
	page := Search{
		Internship: of, Intern: f.people.Ref(x.Intern), ProgramID: x.Program, Program: f.programs[x.Program].Title, State: view.State(x.State),
		MayAct: x.Intern == who.Person.ID && x.State == internship.Exploring && who.Actor.Scope != access.ScopeRead,
	}
	page.fill(f, list)
	if call.ID != "" {
		c := f.call(call)
		page.Call = &c
	}
	for _, g := range questions {
		page.Guidance = append(page.Guidance, f.guidance(g))
	}
	return page, page.offer(tx, who, x, list)
}

// fill sorts requests into those that stand and those that are past.
func (s *Search) fill(f frame, list []matching.Request) {
	s.Left = matching.MaxStanding
	for _, r := range list {
		row := f.row(r)
		if !r.State.Standing() {
			s.Past = append(s.Past, row)
			continue
		}
		s.Standing, s.Left = append(s.Standing, row), s.Left-1
		if r.State == matching.Confirmed {
			s.Confirmed = &row
		}
	}
}

// offer adds what the intern can do next.
func (s *Search) offer(tx *sqldb.Tx, who account.Principal, x internship.Internship, list []matching.Request) error {
	if !s.MayAct || s.Confirmed != nil {
		return nil
	}
	guides, err := matching.Guides(tx, who.Actor, x)
	if err != nil {
		return err
	}
	for _, p := range guides {
		s.Guides = append(s.Guides, view.Choice{Value: string(p.ID), Label: p.Name})
	}
	members, _, err := pool.Members(tx, x.Program)
	asked := map[id.Person]bool{who.Person.ID: true, who.Person.Manager: true}
	for _, r := range list {
		asked[r.Mentor] = true
	}
	for _, m := range members {
		if m.Eligibility.Eligible && !asked[m.Person.ID] && m.Opening.Free() > 0 {
			s.Open++
		}
	}
	return err
}

// Choose fills in whom a form that came back asks, as far as they are there.
func (s *Search) Choose(tx *sqldb.Tx, chosen []id.Person) error {
	known, err := person.Names(tx, chosen[:min(len(chosen), maxChosen)])
	for _, p := range chosen[:min(len(chosen), maxChosen)] {
		if found, ok := known[p]; ok {
			s.Chosen = append(s.Chosen, view.Choice{Value: string(p), Label: found.Name})
		}
	}
	return err
}

// maxChosen bounds how many people a form that came back names.
const maxChosen = 50

// One is the page of a request, for its mentor, its intern, and the
// coordinators of the program.
func One(tx *sqldb.Tx, who account.Principal, of id.Request) (Page, error) {
	r, err := matching.Find(tx, who.Actor, of)
	if err != nil {
		return Page{}, err
	}
	f, err := frameOf(tx, who, []id.Person{r.Intern, r.Mentor}, []id.Program{r.Program})
	if err != nil {
		return Page{}, err
	}
	page := Page{Row: f.row(r), Internship: r.Internship, ProgramID: r.Program, Others: r.Others, You: roleOn(who, r)}
	intern, mentor := f.people.Known[r.Intern], f.people.Known[r.Mentor]
	page.InternAbout = about(intern, true)
	page.Together = together(tx, mentor, intern)
	if page.Weeks, page.Minutes, page.MeetMinutes, err = asks(tx, r.Program); err != nil {
		return Page{}, err
	}
	page.Looking, err = looking(tx, r.Internship)
	return page, err
}

func roleOn(who account.Principal, r matching.Request) view.Role {
	switch who.Person.ID {
	case r.Mentor:
		return view.RoleMentor
	case r.Intern:
		return view.RoleIntern
	}
	return view.RoleCoordinator
}

// together is how many minutes two people work at the same time in the seven
// days from today, where the first of them is.
func together(tx *sqldb.Tx, a, b person.Person) int {
	return int(matching.Together(a, b, worktime.DateOf(tx.Now(), a.Location())).Minutes())
}

// asks is what a program asks for: weeks, minutes a week, minutes of the 1:1.
func asks(tx *sqldb.Tx, of id.Program) (weeks, minutes, meeting int, err error) {
	version, err := program.VersionNumbered(tx, of, 0)
	return version.Weeks, version.MinMinutes, meetingMinutes, err
}

// meetingMinutes is what a weekly 1:1 takes where nobody said otherwise.
const meetingMinutes = 30

// looking reports whether the internship of a request is still exploring. Who
// was asked may know that of it and nothing else.
func looking(tx *sqldb.Tx, of id.Internship) (bool, error) {
	x, err := internship.Find(tx, access.System(access.ViaJob), of)
	return x.State == internship.Exploring, err
}

func city(p person.Person) string {
	if p.Zone == "" {
		return ""
	}
	return cityOf(shell.ZoneOf(p.Zone).String())
}
