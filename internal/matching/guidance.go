package matching

import (
	"context"
	"time"

	"stint/internal/access"
	"stint/internal/audit"
	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/internship"
	"stint/internal/person"
	"stint/internal/sqldb"
)

// GuidanceState is how a question for guidance stands.
type GuidanceState string

// The states of guidance.
const (
	GuidanceAsked    GuidanceState = "asked"
	GuidanceAnswered GuidanceState = "answered"
	GuidanceClosed   GuidanceState = "closed" // no longer needed
)

// Guidance is a question to somebody who leads practitioners of the role: whom
// to ask. It is between the two.
type Guidance struct {
	ID         id.Guidance
	Internship id.Internship
	Program    id.Program
	Intern     id.Person
	Manager    id.Person // who was asked; leads mentors of the program
	Question   string
	Answer     string
	Suggested  []id.Person // whom the manager names, in order of their ids
	State      GuidanceState
	AskedAt    time.Time
	AnsweredAt time.Time
}

// MaxSuggestions is how many mentors an answer can name.
const MaxSuggestions = 5

const guidanceColumns = "g.id, g.internship_id, i.program_id, i.intern_id, g.manager_id, g.question, g.answer, g.state, g.asked_at, g.answered_at"

const fromGuidance = " FROM guidance g JOIN internship i ON i.id = g.internship_id "

func scanGuidance(s sqldb.Scanner) (g Guidance, err error) {
	return g, s.Scan(&g.ID, &g.Internship, &g.Program, &g.Intern, &g.Manager, &g.Question, &g.Answer, &g.State, &g.AskedAt, &g.AnsweredAt)
}

// FindGuidance returns a question for guidance, for its intern and the manager
// who was asked. For everybody else, coordinators too, it is NotFound.
func FindGuidance(tx *sqldb.Tx, a access.Actor, of id.Guidance) (Guidance, error) {
	return findGuidanceFor(tx, a, access.GuidanceFind, of)
}

func findGuidanceFor(tx *sqldb.Tx, a access.Actor, action access.Action, of id.Guidance) (Guidance, error) {
	found, err := sqldb.Find(tx, "question", scanGuidance, "SELECT "+guidanceColumns+fromGuidance+"WHERE g.id = ?", of)
	if err != nil {
		return Guidance{}, err
	}
	var roles access.Roles
	switch {
	case a.Person == "":
	case a.Person == found.Manager:
		roles = access.Roles{access.MentorManager}
	case a.Person == found.Intern:
		roles = access.Roles{access.Intern}
	}
	if err := access.Check(a, action, roles, "question"); err != nil {
		return Guidance{}, err
	}
	list := []Guidance{found}
	return list[0], suggested(tx, list)
}

// GuidanceOf returns the questions of a search, the newest first, for its
// intern; nobody else gets any of them here.
func GuidanceOf(tx *sqldb.Tx, a access.Actor, of id.Internship) ([]Guidance, error) {
	list, err := sqldb.List(tx, scanGuidance, "SELECT "+guidanceColumns+fromGuidance+"WHERE g.internship_id = ? AND i.intern_id = ? ORDER BY g.id DESC", of, a.Person)
	if err != nil {
		return nil, err
	}
	return list, suggested(tx, list)
}

// GuidanceFrom returns the questions that were put to the actor: the open ones
// first, then the newest, at most a hundred.
func GuidanceFrom(tx *sqldb.Tx, a access.Actor) ([]Guidance, error) {
	if err := access.Check(a, access.HomeFind, nil, "question"); err != nil {
		return nil, err
	}
	list, err := sqldb.List(tx, scanGuidance, "SELECT "+guidanceColumns+fromGuidance+`WHERE g.manager_id = ?
		ORDER BY CASE g.state WHEN 'asked' THEN 1 ELSE 2 END, g.id DESC LIMIT ?`, a.Person, maxSent)
	if err != nil {
		return nil, err
	}
	return list, suggested(tx, list)
}

// suggested fills in whom the answers name, in one query.
func suggested(tx *sqldb.Tx, list []Guidance) error {
	if len(list) == 0 {
		return nil
	}
	ids := make([]id.Guidance, len(list))
	for i, g := range list {
		ids[i] = g.ID
	}
	type line struct {
		of  id.Guidance
		who id.Person
	}
	in, args := sqldb.In(ids)
	lines, err := sqldb.List(tx, func(s sqldb.Scanner) (l line, err error) { return l, s.Scan(&l.of, &l.who) },
		"SELECT guidance_id, person_id FROM suggestion WHERE guidance_id IN "+in+" ORDER BY guidance_id, person_id", args...)
	for i := range list {
		for _, l := range lines {
			if l.of == list[i].ID {
				list[i].Suggested = append(list[i].Suggested, l.who)
			}
		}
	}
	return err
}

// Question asks for guidance.
type Question struct {
	Internship id.Internship `json:"internship"`
	Manager    id.Person     `json:"manager"`  // one of those whom Guides names
	Question   string        `json:"question"` // at most 4,000 bytes
}

// AskGuidance puts a question to somebody who leads mentors of the program, for
// the intern who explores. Nobody's own manager is asked: they hear of it when
// terms are proposed, unless the intern tells them.
func (s *Service) AskGuidance(ctx context.Context, c call.Call, in Question) (id.Guidance, error) {
	return call.Do(ctx, s.db, c, "guidance.ask", in, func(tx *sqldb.Tx) (id.Guidance, error) {
		x, err := internship.Lock(tx, in.Internship)
		if err != nil {
			return "", err
		}
		if _, err := access.Require(tx, c.Actor, access.GuidanceAsk, x.ID); err != nil {
			return "", err
		}
		if err := exploring(x); err != nil {
			return "", err
		}
		var fields fault.Fields
		question := cleanWords(&fields, "question", in.Question, "Say in a few words what you are looking for.")
		if err := mayGuide(tx, &fields, x, in.Manager); err != nil {
			return "", err
		}
		if err := fields.Err(); err != nil {
			return "", err
		}
		of := id.New[id.Guidance](s.ids)
		if _, err := tx.Exec("INSERT INTO guidance (id, internship_id, manager_id, question, state, asked_at) VALUES (?, ?, ?, ?, ?, ?)",
			of, x.ID, in.Manager, question, GuidanceAsked, tx.Now()); err != nil {
			return "", err
		}
		return of, s.append(tx, c.Actor, x.ID, "guidance.asked", string(of), audit.Facts{"manager": string(in.Manager)})
	})
}

// mayGuide is the rule for who can be asked.
func mayGuide(tx *sqldb.Tx, fields *fault.Fields, x internship.Internship, manager id.Person) error {
	people, err := person.Names(tx, []id.Person{x.Intern, manager})
	if err != nil {
		return err
	}
	guides, err := guidesOf(tx, x)
	if err != nil {
		return err
	}
	waiting, err := sqldb.Count(tx, "SELECT count(*) FROM guidance WHERE internship_id = ? AND manager_id = ? AND state = 'asked'", x.ID, manager)
	leads := false
	for _, g := range guides {
		leads = leads || g == manager
	}
	switch {
	case manager == "":
		fields.Add("manager", "Choose whom to ask.")
	case people[x.Intern].Manager == manager:
		fields.Add("manager", "%s is your own manager, who hears of it here when terms are proposed. Talk to them yourself, or ask somebody else.", people[manager].Name)
	case !leads:
		fields.Add("manager", "This person does not lead mentors of this program. Choose somebody else.")
	case waiting > 0:
		fields.Add("manager", "You asked %s already, and the answer is still to come.", people[manager].Name)
	}
	return err
}

// guides leaves of some people those who can be asked for guidance.
func guides(tx *sqldb.Tx, x internship.Internship, leads []id.Person) ([]id.Person, error) {
	people, err := person.Names(tx, append([]id.Person{x.Intern}, leads...))
	if err != nil {
		return nil, err
	}
	var kept []id.Person
	for _, p := range leads {
		if p != x.Intern && p != people[x.Intern].Manager && people[p].Active {
			kept = append(kept, p)
		}
	}
	return kept, nil
}

// Guides returns the people who lead mentors of the program that is explored,
// by name: whom the intern can ask for guidance. It is empty for everybody but
// the intern.
func Guides(tx *sqldb.Tx, a access.Actor, x internship.Internship) ([]person.Person, error) {
	if a.Person == "" || a.Person != x.Intern {
		return nil, nil
	}
	ids, err := guidesOf(tx, x)
	if err != nil {
		return nil, err
	}
	people, err := person.Names(tx, ids)
	list := make([]person.Person, 0, len(ids))
	for _, of := range ids {
		list = append(list, people[of])
	}
	return list, err
}

// Advice is a manager's answer.
type Advice struct {
	Guidance id.Guidance `json:"guidance"`
	Answer   string      `json:"answer"`              // at most 4,000 bytes
	Suggest  []id.Person `json:"suggested,omitempty"` // at most MaxSuggestions mentors of the program
}

// Advise answers a question for guidance, for the manager who was asked.
func (s *Service) Advise(ctx context.Context, c call.Call, in Advice) (id.Guidance, error) {
	return call.Do(ctx, s.db, c, "guidance.answer", in, func(tx *sqldb.Tx) (id.Guidance, error) {
		g, err := findGuidanceFor(tx, c.Actor, access.GuidanceAnswer, in.Guidance)
		if err != nil {
			return "", err
		}
		if _, err := internship.Lock(tx, g.Internship); err != nil {
			return "", err
		}
		var fields fault.Fields
		answer := cleanWords(&fields, "answer", in.Answer, "Write a few words. The intern reads them.")
		people := distinct(in.Suggest)
		open, err := openIn(tx, g.Program, people)
		if err != nil {
			return "", err
		}
		if len(people) > MaxSuggestions {
			fields.Add("suggest", "Name at most %d.", MaxSuggestions)
		}
		for _, p := range people {
			if !open[p] || p == g.Intern {
				fields.Add("suggest", "Name people who are open to mentoring in this program.")
				break
			}
		}
		if err := fields.Err(); err != nil {
			return "", err
		}
		if err := tx.Guard("This question is answered already, or the intern no longer needs an answer. Nothing has been changed.",
			"UPDATE guidance SET state = ?, answer = ?, answered_at = ? WHERE id = ? AND state = 'asked'", GuidanceAnswered, answer, tx.Now(), g.ID); err != nil {
			return "", err
		}
		for _, p := range people {
			if _, err := tx.Exec("INSERT INTO suggestion (guidance_id, person_id) VALUES (?, ?)", g.ID, p); err != nil {
				return "", err
			}
		}
		return g.ID, s.append(tx, c.Actor, g.Internship, "guidance.answered", string(g.ID), audit.Facts{"suggested": audit.Number(len(people))})
	})
}

// closeGuidance closes the questions of a search that wait for an answer.
func (s *Service) closeGuidance(tx *sqldb.Tx, by access.Actor, of id.Internship) error {
	open, err := sqldb.List(tx, func(s sqldb.Scanner) (g id.Guidance, err error) { return g, s.Scan(&g) },
		"SELECT id FROM guidance WHERE internship_id = ? AND state = 'asked'", of)
	if err != nil {
		return err
	}
	for _, g := range open {
		if _, err := tx.Exec("UPDATE guidance SET state = 'closed', closed_at = ? WHERE id = ? AND state = 'asked'", tx.Now(), g); err != nil {
			return err
		}
		if err := s.append(tx, by, of, "guidance.closed", string(g), nil); err != nil {
			return err
		}
	}
	return nil
}
