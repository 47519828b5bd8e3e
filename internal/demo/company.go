package demo

import (
	"context"
	_ "embed"
	"errors"
	"strings"
	"time"

	"stint/internal/access"
	"stint/internal/call"
	"stint/internal/id"
	"stint/internal/person"
	"stint/internal/program"
	"stint/internal/sqldb"
	"stint/internal/worktime"
)

//go:embed people.csv
var peopleSheet []byte

//go:embed programs/documentation.md
var documentation string

// age is how long the company has had this installation, in working days: a
// little more than the longest story.
const age = 65

// found makes the company as it is before its first internship: people, an
// administrator, programs, coordinators.
func (c *chronicle) found(ctx context.Context) error {
	first := back(worktime.DateOf(c.now, time.UTC), age)
	c.clock.stop(moment(first, 8, 0, time.UTC))
	operator := call.By(access.System(access.ViaCLI))
	if _, err := c.app.People.Import(ctx, operator, peopleSheet); err != nil {
		return err
	}
	if err := c.meet(ctx); err != nil {
		return err
	}
	admin := true
	anselm, err := c.app.People.Change(ctx, operator, person.Change{Person: c.who("anselm"), Admin: &admin})
	if err != nil {
		return err
	}
	c.people["anselm"] = anselm

	if err := c.listSystems(ctx); err != nil {
		return err
	}

	c.clock.stop(moment(first, 9, 30, time.UTC))
	if c.success, err = c.publish(ctx, "csm-internship", firstVersion(), "wanda"); err != nil {
		return err
	}
	if c.writing, err = c.publish(ctx, "documentation-internship", documentation, "camille"); err != nil {
		return err
	}
	c.daysOff()
	c.newerVersions()
	return nil
}

// meet learns who is in the directory.
func (c *chronicle) meet(ctx context.Context) error {
	c.people, c.names = map[string]person.Person{}, map[id.Person]string{}
	everybody, err := read(ctx, c, func(tx *sqldb.Tx) ([]person.Person, error) {
		people, next, err := person.List(tx, access.System(access.ViaCLI), person.Query{Limit: person.MaxPage})
		if err == nil && next != "" {
			err = errors.New("demo: more people than a page of the directory holds")
		}
		return people, err
	})
	for _, p := range everybody {
		name, _, _ := strings.Cut(p.Email, "@")
		c.people[name], c.names[p.ID] = p, name
	}
	return err
}

// publish makes a program and names who coordinates it.
func (c *chronicle) publish(ctx context.Context, slug, page, coordinator string) (id.Program, error) {
	made, err := c.app.Programs.Import(ctx, c.as("anselm"), program.Import{Slug: slug, Source: page, Note: firstNote})
	if err != nil {
		return "", err
	}
	_, err = c.app.Programs.NameCoordinator(ctx, c.as("anselm"), program.NameCoordinator{Program: made.Program, Person: c.who(coordinator)})
	return made.Program, err
}
