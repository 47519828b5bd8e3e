package demo

import (
	"context"
	"fmt"
	"slices"
	"sort"
	"time"

	"stint/internal/access"
	"stint/internal/app"
	"stint/internal/call"
	"stint/internal/id"
	"stint/internal/person"
	"stint/internal/sqldb"
	"stint/internal/worktime"
)

// chronicle plays the company's past, scene by scene in the order of time, so
// that ids, events and the audit record are in that order too. What would lie
// in the future is not played: it has not happened yet.
type chronicle struct {
	app    *app.App
	clock  *Clock
	now    time.Time
	people map[string]person.Person // by what stands before the @ of their address
	names  map[id.Person]string     // the reverse
	scenes []scene                  // that are still to be played

	success, writing id.Program // customer success, documentation
}

type scene struct {
	at   time.Time
	what string // for the error, should there be one
	play func(context.Context) error
}

// at adds a scene. A scene that is added for a moment before the one that is
// being played follows right after it.
func (c *chronicle) at(when time.Time, what string, play func(context.Context) error) {
	if when.After(c.now) {
		return
	}
	i := sort.Search(len(c.scenes), func(i int) bool { return c.scenes[i].at.After(when) })
	c.scenes = slices.Insert(c.scenes, i, scene{when, what, play})
}

// play plays all scenes, also those that are added meanwhile.
func (c *chronicle) play(ctx context.Context) error {
	var latest time.Time
	for len(c.scenes) > 0 {
		s := c.scenes[0]
		c.scenes = c.scenes[1:]
		if s.at.After(latest) {
			latest = s.at
		}
		c.clock.stop(latest)
		if err := s.play(ctx); err != nil {
			return fmt.Errorf("demo: %s, %s: %w", s.at.Format(time.DateTime), s.what, err)
		}
	}
	return nil
}

// as is a call by somebody on the pages.
func (c *chronicle) as(name string) call.Call { return call.By(c.actor(name)) }

func (c *chronicle) actor(name string) access.Actor {
	p := c.people[name]
	return access.Actor{Person: p.ID, Admin: p.Admin, Scope: access.ScopeSession, Via: access.ViaPage}
}

// who is the id of somebody.
func (c *chronicle) who(name string) id.Person { return c.people[name].ID }

// workday is an hour of somebody's working day, that many days ago or, where they
// do not work then, before.
func (c *chronicle) workday(name string, days, hour, minute int) time.Time {
	return moment(lastWorking(c.today(name).AddDays(-days)), hour, minute, c.people[name].Location())
}

// today is the date where somebody is.
func (c *chronicle) today(name string) worktime.Date {
	return worktime.DateOf(c.now, c.people[name].Location())
}

// read runs a read in a snapshot of its own.
func read[T any](ctx context.Context, c *chronicle, do func(*sqldb.Tx) (T, error)) (result T, err error) {
	err = c.app.DB.Read(ctx, func(tx *sqldb.Tx) (err error) {
		result, err = do(tx)
		return err
	})
	return result, err
}

// moment is an hour and a minute of a day where loc is.
func moment(d worktime.Date, hour, minute int, loc *time.Location) time.Time {
	year, month, day := d.Split()
	return time.Date(year, month, day, hour, minute, 0, 0, loc)
}
