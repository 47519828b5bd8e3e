package drill

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"stint/internal/access"
	"stint/internal/app"
	"stint/internal/call"
	"stint/internal/config"
	"stint/internal/id"
	"stint/internal/internship"
	"stint/internal/internship/terms"
	"stint/internal/matching"
	"stint/internal/person"
	"stint/internal/pool"
	"stint/internal/program"
	"stint/internal/sqldb"
	"stint/internal/sqldb/sqltest"
	"stint/internal/worktime"
)

var races = flag.Int("races", 10, "how many races of each kind are run on each database")

// orders are what a node can be told.
var orders = map[string]func(context.Context, *app.App, call.Call, json.RawMessage) (any, error){
	"open":     serves(func(a *app.App) service[pool.EnterPool, pool.Opening] { return a.Pool.Open }),
	"explore":  serves(func(a *app.App) service[internship.Explore, internship.Standing] { return a.Internships.Explore }),
	"ask":      serves(func(a *app.App) service[matching.Ask, matching.Sent] { return a.Matching.Ask }),
	"accept":   serves(func(a *app.App) service[matching.Accept, matching.Standing] { return a.Matching.Accept }),
	"withdraw": serves(func(a *app.App) service[id.Request, matching.Standing] { return a.Matching.Withdraw }),
	"confirm":  serves(func(a *app.App) service[id.Request, matching.Standing] { return a.Matching.Confirm }),
	"sign":     serves(func(a *app.App) service[internship.SignOff, internship.Standing] { return a.Internships.SignOff }),
	"propose":  serves(propose),
}

const (
	lanes = 8 // races under way at a time
	first = "# Keeping a lighthouse\n\n## Week 1\n\n1. Read the log\n1. Clean the lamp\n\n## Week 2\n\n1. Keep the watch\n"
)

// Several nodes race on one database: three on PostgreSQL, two on a file of
// SQLite. For the last place of a mentor's, two acceptances and a proposal come
// at the same instant, each on a node of its own. For the signatures, four
// people sign one revision at the same instant, one of them twice; every other
// time three of them do while somebody revises. In the end nothing is given
// twice, nothing is there twice, and nobody waits for what cannot come.
func TestRaces(t *testing.T) {
	sqltest.EachDSN(t, func(t *testing.T, dsn string) {
		g := lay(t, dsn, *races)
		number := 2
		if strings.Contains(dsn, "://") {
			number = 3
		}
		for range number {
			g.nodes = append(g.nodes, startNode(t, dsn))
		}
		var all sync.WaitGroup
		for lane := range lanes {
			all.Go(func() { g.run(lane) })
		}
		all.Wait()
		for _, n := range g.nodes {
			n.stop(t)
		}
		db := open(t, dsn)
		defer func() { _ = db.Close() }()
		g.judge(db)
		t.Logf("%d races for a last place and %d of signatures by %d processes: overbooked %d, doubled %d, stuck %d",
			g.placed, g.signed, number, len(g.overbooked), len(g.doubled), len(g.stuck))
		for what, list := range map[string][]string{"overbooked": g.overbooked, "doubled": g.doubled, "stuck": g.stuck} {
			for _, line := range list[:min(len(list), 20)] {
				t.Errorf("%s: %s", what, line)
			}
		}
		if g.placed != *races || g.signed != *races {
			t.Errorf("%d and %d races were run to their end, want %d of each", g.placed, g.signed, *races)
		}
	})
}

// ground is where races are run, and what is found out.
type ground struct {
	t       *testing.T
	program id.Program
	people  map[string]id.Person // by the name before the @
	start   worktime.Date
	nodes   []*remote
	races   int

	mu             sync.Mutex
	placed, signed int
	overbooked     []string
	doubled        []string
	stuck          []string
}

// want is something that somebody wants a node to do.
type want struct {
	name string
	by   id.Person
	in   any
}

// lay makes a program and everybody who races in it: for each race for a place
// a mentor and an intern, for each of signatures an intern, and for each lane
// two interns more, a mentor and the managers who sign.
func lay(t *testing.T, dsn string, races int) *ground {
	t.Helper()
	ctx := t.Context()
	a, err := app.New(ctx, config.Config{Database: dsn, Listen: "127.0.0.1:0"}, app.Options{Log: slog.New(slog.DiscardHandler)})
	c := &company{App: a, tb: t, people: map[string]id.Person{}}
	c.must(err)
	operator := call.By(access.System(access.ViaCLI))
	_, err = c.People.Import(ctx, operator, racers(races))
	c.must(err)
	for _, line := range texts(t, c.DB, "SELECT email || ' ' || id FROM person") {
		email, who, _ := strings.Cut(line, " ")
		name, _, _ := strings.Cut(email, "@")
		c.people[name] = id.Person(who)
	}
	admin := true
	_, err = c.People.Change(ctx, operator, person.Change{Person: c.people["coordinator"], Admin: &admin})
	c.must(err)
	made, err := c.Programs.Import(ctx, c.as("coordinator"), program.Import{Slug: "lighthouse", Source: first})
	c.must(err)
	c.must(c.Close())
	start := worktime.DateOf(time.Now(), time.UTC).AddDays(14)
	for start.Weekday() != time.Monday {
		start = start.AddDays(1)
	}
	return &ground{t: t, program: made.Program, people: c.people, start: start, races: races}
}

func racers(races int) []byte {
	var b strings.Builder
	b.WriteString("name,email,zone,working_hours,manager\n")
	row := func(name, manager string) {
		if manager != "" {
			manager += "@drill.example"
		}
		fmt.Fprintf(&b, "%s,%s@drill.example,Europe/Amsterdam,Mon-Fri 09:00-17:00,%s\n", name, name, manager)
	}
	row("coordinator", "")
	for lane := range lanes {
		row(fmt.Sprint("internmanager", lane), "")
		row(fmt.Sprint("mentormanager", lane), "")
		row(fmt.Sprint("signer", lane), fmt.Sprint("mentormanager", lane))
	}
	for n := range races + 3*lanes {
		row(fmt.Sprint("seeker", n), fmt.Sprint("internmanager", n%lanes))
	}
	for n := range races {
		row(fmt.Sprint("mentor", n), fmt.Sprint("mentormanager", n%lanes))
		row(fmt.Sprint("intern", n), fmt.Sprint("internmanager", n%lanes))
	}
	return []byte(b.String())
}

// note keeps what was found out.
func (g *ground) note(list *[]string, format string, args ...any) {
	g.mu.Lock()
	defer g.mu.Unlock()
	*list = append(*list, fmt.Sprintf(format, args...))
}

// do has one node do what has to work; a race that it does not work in is stuck.
func (g *ground) do(node int, w want, out any) bool {
	r := g.nodes[node%len(g.nodes)]
	a := r.await(r.send(w))
	if a.Kind == "" && out != nil {
		if err := json.Unmarshal(a.Out, out); err != nil {
			a.Kind, a.Text = "unread", err.Error()
		}
	}
	if a.Kind != "" {
		g.note(&g.stuck, "%s by %s: %s %s", w.name, w.by, a.Kind, a.Text)
	}
	return a.Kind == ""
}

// atOnce has neighboring nodes do things at the same instant, the first one by
// the given node. What is refused is refused as a Conflict; anything else is
// stuck.
func (g *ground) atOnce(node int, all ...want) (answers []answer) {
	answers = make([]answer, len(all))
	start := make(chan struct{})
	var done sync.WaitGroup
	for i, w := range all {
		r := g.nodes[(node+i)%len(g.nodes)]
		done.Go(func() {
			<-start
			answers[i] = r.await(r.send(w))
			if k := answers[i].Kind; k != "" && k != "conflict" {
				g.note(&g.stuck, "%s by %s: %s %s", w.name, w.by, k, answers[i].Text)
			}
		})
	}
	close(start)
	done.Wait()
	return answers
}

// seeker is an intern who explores.
type seeker struct {
	person     id.Person
	internship id.Internship
}

func (g *ground) run(lane int) {
	var three []seeker
	next := lane // of the seekers, those of this lane
	for n := lane; n < g.races; n += lanes {
		for len(three) < 3 {
			s := seeker{person: g.people[fmt.Sprint("seeker", next)]}
			next += lanes
			var x internship.Standing
			if !g.do(n, want{"explore", s.person, internship.Explore{Program: g.program}}, &x) {
				return
			}
			s.internship = x.Internship
			three = append(three, s)
		}
		won := g.lastPlace(n, g.people[fmt.Sprint("mentor", n)], three)
		if won < 0 || !g.signatures(n, lane) {
			return
		}
		three = slices.Delete(three, won, won+1) // who has lost tries again
	}
}

func (g *ground) draft(mentor id.Person, weeks int) terms.Draft {
	return terms.Draft{Mentor: mentor, Start: g.start.String(), Weeks: weeks, WeekMinutes: 8 * 60, Weekday: "Tuesday", Time: "15:00", Minutes: 30}
}

// lastPlace is a race of three interns for the one place of a mentor's: two of
// them asked, and the mentor says yes to both, while the third proposes terms.
// It returns who has it, and -1 where the race came to no end.
func (g *ground) lastPlace(n int, mentor id.Person, three []seeker) int {
	if !g.do(n, want{"open", mentor, pool.EnterPool{Program: g.program, Offer: pool.Offer{Capacity: 1}}}, nil) {
		return -1
	}
	var requests [2]id.Request
	for i := range requests {
		var sent matching.Sent
		in := matching.Ask{Internship: three[i].internship, Mentors: []id.Person{mentor}, Message: "I would like to learn it from you."}
		if !g.do(n+i, want{"ask", three[i].person, in}, &sent) {
			return -1
		}
		requests[i] = sent.Requests[0]
	}
	answers := g.atOnce(n,
		want{"accept", mentor, matching.Accept{Request: requests[0]}},
		want{"accept", mentor, matching.Accept{Request: requests[1]}},
		want{"propose", three[2].person, internship.Propose{Internship: three[2].internship, Draft: g.draft(mentor, 2)}})
	won := -1
	for i, a := range answers {
		switch {
		case a.Kind != "":
		case won >= 0:
			g.note(&g.overbooked, "race %d: %d and %d have the one place", n, won, i)
		default:
			won = i
		}
	}
	if won < 0 {
		g.note(&g.stuck, "race %d: nobody has the place: %v", n, answers)
		return -1
	}
	for i, r := range requests {
		end := map[bool]string{true: "confirm", false: "withdraw"}[i == won]
		if !g.do(n+i, want{end, three[i].person, r}, nil) {
			return -1
		}
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	g.placed++
	return won
}

// signatures is a race of the four who sign a revision, and, every other time,
// against another revision. Either way all four have signed the newest one in
// the end.
func (g *ground) signatures(n, lane int) bool {
	intern, mentor := g.people[fmt.Sprint("intern", n)], g.people[fmt.Sprint("signer", lane)]
	parties := []id.Person{mentor, g.people[fmt.Sprint("internmanager", lane)], g.people[fmt.Sprint("mentormanager", lane)], intern, mentor}
	var p proposed
	if !g.do(n, want{"propose", intern, internship.Propose{Program: g.program, Draft: g.draft(mentor, 2)}}, &p) {
		return false
	}
	sign := func(by ...id.Person) (all []want) {
		for _, who := range by {
			all = append(all, want{"sign", who, internship.SignOff{Internship: p.Internship, Revision: p.Revision, Digest: p.Digest, Answer: internship.AnswerApprove}})
		}
		return all
	}
	if n/lanes%2 == 1 {
		reviser := []id.Person{intern, mentor}[n/lanes/2%2]
		revise := want{"propose", reviser, internship.Propose{Internship: p.Internship, Base: p.Revision, Draft: g.draft(mentor, 3)}}
		answers := g.atOnce(n, append([]want{revise}, sign(parties[:3]...)...)...)
		if answers[0].Kind != "" || json.Unmarshal(answers[0].Out, &p) != nil {
			g.note(&g.stuck, "race %d: revising: %s %s", n, answers[0].Kind, answers[0].Text)
			return false
		}
	}
	for i, a := range g.atOnce(n, sign(parties...)...) {
		if a.Kind != "" {
			g.note(&g.stuck, "race %d: party %d could not sign: %s %s", n, i, a.Kind, a.Text)
			return false
		}
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	g.signed++
	return true
}

// judge looks through the database once nobody else has it open.
func (g *ground) judge(db *sqldb.DB) {
	g.t.Helper()
	for _, q := range []struct {
		list        *[]string
		what, query string
	}{
		{&g.overbooked, "more places held than offered", `
			SELECT m.person_id FROM mentor_place m WHERE m.limited = 1
			AND (m.held > m.capacity OR m.capacity < (SELECT count(*) FROM hold h WHERE h.program_id = m.program_id AND h.mentor_id = m.person_id))`},
		{&g.doubled, "an internship holds two places", "SELECT internship_id FROM hold GROUP BY internship_id HAVING count(*) > 1"},
		{&g.doubled, "a revision was agreed twice", "SELECT chain FROM audit_event WHERE name = 'internship.agreed' GROUP BY chain, facts HAVING count(*) > 1"},
		{&g.doubled, "a signature was given twice", "SELECT chain FROM audit_event WHERE name = 'sign-off.given' GROUP BY chain, facts HAVING count(*) > 1"},
		{&g.doubled, "two signatures of a role", "SELECT internship_id FROM sign_off GROUP BY internship_id, revision, role HAVING count(*) > 1"},
		{&g.doubled, "two terms of a revision", "SELECT internship_id FROM terms GROUP BY internship_id, revision HAVING count(*) > 1"},
		{&g.doubled, "two plans", "SELECT internship_id FROM plan GROUP BY internship_id HAVING count(*) > 1"},
		{&g.doubled, "an activity twice", "SELECT internship_id FROM activity GROUP BY internship_id, position, text HAVING count(*) > 1"},
		{&g.doubled, "two 1:1s of a kind in a week", "SELECT internship_id FROM meeting WHERE state = 'planned' GROUP BY internship_id, kind, week HAVING count(*) > 1"},
		{&g.doubled, "two series", "SELECT internship_id FROM meeting WHERE state = 'planned' AND series_date <> '' GROUP BY internship_id HAVING count(*) > (SELECT max(weeks) FROM terms WHERE terms.internship_id = meeting.internship_id)"},
		{&g.stuck, "a request without an end", "SELECT id FROM request WHERE state IN ('asked', 'accepted')"},
		{&g.stuck, "a place without an internship", `
			SELECT h.id FROM hold h JOIN internship i ON i.id = h.internship_id WHERE i.state NOT IN ('proposed', 'agreed')
			AND NOT EXISTS (SELECT 1 FROM request q WHERE q.internship_id = h.internship_id AND q.mentor_id = h.mentor_id AND q.state = 'confirmed')`},
		{&g.stuck, "the place of a mentor is free", "SELECT person_id FROM mentor_place WHERE limited = 1 AND held <> 1"},
		{&g.stuck, "signed by all and not agreed", `
			SELECT i.id FROM internship i JOIN person p ON p.id = i.intern_id WHERE p.email LIKE 'intern%' AND (i.state <> 'agreed' OR i.in_force <> i.revision)`},
	} {
		for _, found := range texts(g.t, db, q.query) {
			g.note(q.list, "%s: %s", q.what, found)
		}
	}
	if n := len(texts(g.t, db, "SELECT id FROM internship WHERE state = 'agreed'")); n != g.signed {
		g.note(&g.stuck, "%d internships are agreed, want %d", n, g.signed)
	}
	broken, err := app.Examine(g.t.Context(), db)
	if err != nil {
		g.t.Fatal(err)
	}
	for _, f := range broken {
		g.t.Errorf("broken: %s %s", f.Rule, f.What)
	}
}
