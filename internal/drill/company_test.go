package drill

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"stint/internal/access"
	"stint/internal/app"
	"stint/internal/call"
	"stint/internal/config"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/internship"
	"stint/internal/internship/terms"
	"stint/internal/person"
	"stint/internal/program"
	"stint/internal/program/bundled"
	"stint/internal/sqldb"
	"stint/internal/worktime"
)

// company is one program, one mentor, their managers, a coordinator and as many
// interns as are wanted, all in the third week.
type company struct {
	*app.App
	tb      testing.TB
	now     time.Time
	program id.Program
	people  map[string]id.Person // by the name before the @
}

// found makes the company on an empty database. What happened, happened up to
// now, which may be the real one. The caller closes it.
func found(tb testing.TB, dsn string, interns int, now time.Time) *company {
	tb.Helper()
	start := now.AddDate(0, 0, -16)
	for start.Weekday() != time.Monday {
		start = start.AddDate(0, 0, -1)
	}
	c := &company{tb: tb, now: start.AddDate(0, 0, -10), people: map[string]id.Person{}}
	var err error
	c.App, err = app.New(tb.Context(), config.Config{Database: dsn, Listen: "127.0.0.1:0"}, app.Options{
		Clock: func() time.Time { return c.now }, Log: slog.New(slog.DiscardHandler),
	})
	c.must(err)
	operator := call.By(access.System(access.ViaCLI))
	imported, err := c.People.Import(tb.Context(), operator, sheet(interns))
	c.must(err)
	if imported.Added == 0 {
		tb.Fatalf("nobody was added: %+v", imported)
	}
	c.learn(interns)
	admin := true
	_, err = c.People.Change(tb.Context(), operator, person.Change{Person: c.people["coordinator"], Admin: &admin})
	c.must(err)
	by := call.By(access.Actor{Person: c.people["coordinator"], Admin: true, Scope: access.ScopeSession, Via: access.ViaPage})
	made, err := c.Programs.Import(tb.Context(), by, program.Import{Slug: "csm", Source: string(bundled.CSM())})
	c.must(err)
	c.program = made.Program
	_, err = c.Programs.NameCoordinator(tb.Context(), by, program.NameCoordinator{Program: c.program, Person: c.people["coordinator"]})
	c.must(err)
	for n := range interns {
		c.agree(fmt.Sprintf("intern%d", n), start)
	}
	for _, c.now = range []time.Time{start.AddDate(0, 0, 1), now} {
		c.must(c.Turn(tb.Context()))
	}
	return c
}

func (c *company) must(err error) {
	c.tb.Helper()
	if err != nil {
		c.tb.Fatal(err, fault.Of(err).Fields, fault.Cause(err))
	}
}

func sheet(interns int) []byte {
	var b strings.Builder
	b.WriteString("name,email,zone,working_hours,team,title,manager,access\n")
	row := func(name, manager string) {
		if manager != "" {
			manager += "@drill.example"
		}
		fmt.Fprintf(&b, "%s,%s@drill.example,Europe/Amsterdam,Mon-Fri 09:00-17:00,Drill,,%s,\n", strings.ToUpper(name[:1])+name[1:]+" Drill", name, manager)
	}
	row("coordinator", "")
	row("mentormanager", "")
	row("internmanager", "")
	row("mentor", "mentormanager")
	for n := range interns {
		row(fmt.Sprintf("intern%d", n), "internmanager")
	}
	return []byte(b.String())
}

func (c *company) learn(interns int) {
	c.tb.Helper()
	names := []string{"coordinator", "mentormanager", "internmanager", "mentor"}
	for n := range interns {
		names = append(names, fmt.Sprintf("intern%d", n))
	}
	c.must(c.DB.Read(c.tb.Context(), func(tx *sqldb.Tx) error {
		for _, name := range names {
			p, err := person.FindByEmail(tx, access.System(access.ViaCLI), name+"@drill.example")
			if err != nil {
				return err
			}
			c.people[name] = p.ID
		}
		return nil
	}))
}

// as is a call by somebody who is signed in.
func (c *company) as(name string) call.Call {
	return call.By(access.Actor{Person: c.people[name], Admin: name == "coordinator", Scope: access.ScopeSession, Via: access.ViaPage})
}

// agree has an intern propose terms and the others sign them.
func (c *company) agree(intern string, start time.Time) {
	c.tb.Helper()
	ctx := context.Background()
	standing, err := c.Internships.Propose(ctx, c.as(intern), internship.Propose{Program: c.program, Draft: terms.Draft{
		Mentor: c.people["mentor"], Start: worktime.DateOf(start, time.UTC).String(), Weeks: 12, WeekMinutes: 8 * 60,
		Weekday: "Tuesday", Time: "15:00", Minutes: 30,
	}})
	c.must(err)
	var newest internship.Terms
	c.must(c.DB.Read(ctx, func(tx *sqldb.Tx) (err error) {
		newest, err = internship.TermsOf(tx, standing.Internship, standing.Revision)
		return err
	}))
	for _, who := range []string{"mentor", "internmanager", "mentormanager"} {
		_, err := c.Internships.SignOff(ctx, c.as(who), internship.SignOff{
			Internship: standing.Internship, Revision: newest.Revision, Digest: newest.Digest, Answer: internship.AnswerApprove,
		})
		c.must(err)
	}
}

// texts runs a query whose one column is text.
func texts(tb testing.TB, db *sqldb.DB, query string, args ...any) (found []string) {
	tb.Helper()
	if err := db.Read(context.Background(), func(tx *sqldb.Tx) (err error) {
		found, err = sqldb.List(tx, func(s sqldb.Scanner) (v string, err error) { return v, s.Scan(&v) }, query, args...)
		return err
	}); err != nil {
		tb.Fatal(err)
	}
	return found
}
