// Package demo fills an empty installation with a believable company, at every
// stage of an internship, so that a newcomer sees everything in a minute.
//
// The company comes to life through the services alone, the way people would
// have brought it there, and in the order of time: a chronicle plays scene after
// scene while the Clock stands at moments of the past. All dates are counted
// from today, so the demo is never stale, and whatever would lie ahead of now
// has not happened yet. What happens in the weeks of an internship is told in
// the folder stories.
package demo

import (
	"context"
	"net"
	"net/netip"
	"strings"

	"stint/internal/access"
	"stint/internal/app"
	"stint/internal/fault"
	"stint/internal/person"
	"stint/internal/sqldb"
)

// OnlyLoopback refuses an address to listen on, host:port, that others than the
// people at this machine could reach: the demo's links sign in whoever has them.
func OnlyLoopback(listen string) error {
	host, _, err := net.SplitHostPort(listen)
	if err != nil {
		return fault.Wrap(err, fault.Invalid, "%q is no address to listen on; it has the form 127.0.0.1:8080.", listen)
	}
	if strings.EqualFold(host, "localhost") {
		return nil
	}
	if addr, err := netip.ParseAddr(host); err == nil && addr.IsLoopback() {
		return nil
	}
	return fault.New(fault.Invalid, "The demo signs in whoever opens its links, so it listens on this machine only and not on %q. Use 127.0.0.1, such as --listen 127.0.0.1:8080.", listen)
}

// Company is what has been filled in.
type Company struct {
	People []Entrance
}

// Entrance is a way in as one of the people whom a newcomer should meet.
type Entrance struct {
	Part   string // what they are: intern, mentor, intern's manager, …
	Name   string // first name
	Email  string
	Secret string // of a sign-in link that may be opened again and again
}

// entrances are the people whom a newcomer should meet.
var entrances = [...]struct{ part, name string }{
	{"intern", "noor"},
	{"mentor", "ines"},
	{"intern's manager", "tomasz"},
	{"mentor's manager", "priya"},
	{"host", "callum"},
	{"coordinator", "wanda"},
	{"admin", "anselm"},
}

// domain is what stands behind the @ in the company's addresses.
const domain = "fjordline.example"

// Fill fills the company into an empty database and mints the links with which
// one comes in. The application was made with the clock, which goes with the
// real one again when Fill returns. A database that Fill has filled before
// keeps what happened in it since, and only gets new links; one with anything
// else in it is a Conflict and left alone.
func Fill(ctx context.Context, a *app.App, clock *Clock) (Company, error) {
	filled, err := isFilled(ctx, a)
	if err != nil {
		return Company{}, err
	}
	if !filled {
		if err := fill(ctx, a, clock); err != nil {
			return Company{}, err
		}
	}
	return enter(ctx, a)
}

// mark is the setting that tells a database which Fill has filled to its end.
const mark = "demo"

func isFilled(ctx context.Context, a *app.App) (filled bool, err error) {
	err = a.DB.Read(ctx, func(tx *sqldb.Tx) error {
		marks, err := sqldb.Count(tx, "SELECT count(*) FROM setting WHERE name = ?", mark)
		if filled = marks > 0; filled || err != nil {
			return err
		}
		people, _, err := person.List(tx, access.System(access.ViaCLI), person.Query{Limit: 1})
		if err == nil && len(people) > 0 {
			err = fault.New(fault.Conflict, "There is something else than the demo in this database, or a demo that was not filled to its end. Nothing has been changed. Use an empty folder.")
		}
		return err
	})
	return filled, err
}

func fill(ctx context.Context, a *app.App, clock *Clock) error {
	defer clock.release()
	c := &chronicle{app: a, clock: clock, now: clock.Now()}
	if err := c.found(ctx); err != nil {
		return err
	}
	c.desk()
	c.cohort()
	if err := c.cast(); err != nil {
		return err
	}
	c.at(c.now, "the clock", a.Turn)
	if err := c.play(ctx); err != nil {
		return err
	}
	clock.release()
	if err := c.tell(ctx); err != nil {
		return err
	}
	return a.DB.Write(ctx, func(tx *sqldb.Tx) error {
		_, err := tx.Exec("INSERT INTO setting (name, value, changed_at) VALUES (?, ?, ?)", mark, "filled", tx.Now())
		return err
	})
}
