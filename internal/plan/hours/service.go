package hours

import (
	"context"
	"fmt"
	"time"

	"stint/internal/access"
	"stint/internal/audit"
	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/internship"
	"stint/internal/plan/bounds"
	"stint/internal/sqldb"
	"stint/internal/worktime"
)

// Service logs hours: one call, one transaction.
type Service struct {
	db    *sqldb.DB
	ids   *id.Source
	trail *audit.Trail
}

// New returns a service.
func New(db *sqldb.DB, ids *id.Source, trail *audit.Trail) *Service {
	return &Service{db: db, ids: ids, trail: trail}
}

// Log is a piece of work to be logged.
type Log struct {
	Internship id.Internship
	Length     string // as typed; see ParseLength
	Date       string // yyyy-mm-dd; empty is today in the zone of the terms
	What       string // one line, may be empty
}

// Logged is what became of logging or taking back.
type Logged struct {
	Internship id.Internship
	Entry      Entry
	Week       int // of the internship that the day belongs to; 0 before the start
	Sum        int // minutes logged in that week now
}

// Log writes a piece of work down. The intern may, from the agreement on until
// the internship is over, for days up to today and not older than a year. A day
// holds 24 hours in all.
func (s *Service) Log(ctx context.Context, c call.Call, in Log) (Logged, error) {
	return call.Do(ctx, s.db, c, "hours.log", in, func(tx *sqldb.Tx) (Logged, error) {
		terms, err := hold(tx, c.Actor, in.Internship)
		if err != nil {
			return Logged{}, err
		}
		e, err := in.read(terms.Today(tx.Now()))
		if err != nil {
			return Logged{}, err
		}
		e.ID, e.LoggedAt = id.New[id.Hours](s.ids), tx.Now()
		// The internship is held, so nobody else adds to the day meanwhile.
		day, err := sum(tx, in.Internship, e.Date, e.Date)
		if err != nil {
			return Logged{}, err
		}
		if day+e.Minutes > MaxDay {
			return Logged{}, fault.At("length", "With this, %s would have more than 24 hours: %s h are logged already.",
				worktime.FormatDate(e.Date, terms.Today(tx.Now())), worktime.FormatHours(time.Duration(day)*time.Minute))
		}
		if _, err := tx.Exec("INSERT INTO hours (id, internship_id, person_id, date, minutes, what, logged_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
			e.ID, in.Internship, c.Actor.Person, e.Date, e.Minutes, e.What, e.LoggedAt); err != nil {
			return Logged{}, err
		}
		return s.logged(tx, c.Actor, terms, e, "hours.logged")
	})
}

// read is the rule for what is logged.
func (in Log) read(today worktime.Date) (e Entry, err error) {
	var fields fault.Fields
	minutes, problem := ParseLength(in.Length)
	if problem != "" {
		fields.Add("length", "%s", problem)
	}
	e.Minutes = minutes
	if e.Date = today; in.Date != "" {
		switch e.Date, err = worktime.ParseDate(in.Date); {
		case err != nil:
			fields.Add("date", "This is no date such as %s.", today)
		case e.Date.After(today):
			fields.Add("date", "This day is still to come. Log it when it is done.")
		case e.Date.Before(today.AddDays(-366)):
			fields.Add("date", "This is more than a year ago.")
		}
	}
	e.What = bounds.Line(&fields, "what", in.What, bounds.MaxWhat)
	return e, fields.Err()
}

// TakeBack undoes a log. The intern may. What is taken back already is left as
// it is.
func (s *Service) TakeBack(ctx context.Context, c call.Call, entry id.Hours) (Logged, error) {
	return call.Do(ctx, s.db, c, "hours.take-back", entry, func(tx *sqldb.Tx) (Logged, error) {
		type found struct {
			of id.Internship
			Entry
		}
		f, err := sqldb.Find(tx, noun, func(s sqldb.Scanner) (f found, err error) {
			return f, s.Scan(&f.of, &f.ID, &f.Date, &f.Minutes, &f.What, &f.LoggedAt)
		}, "SELECT internship_id, "+columns+" FROM hours WHERE id = ?", entry)
		if err != nil {
			return Logged{}, err
		}
		if _, err := bounds.Require(tx, c.Actor, access.HoursLog, f.of, noun); err != nil {
			return Logged{}, err
		}
		terms, err := hold(tx, c.Actor, f.of)
		if err != nil {
			return Logged{}, err
		}
		n, err := tx.Exec("UPDATE hours SET taken_back_at = ? WHERE id = ? AND taken_back_at IS NULL", tx.Now(), entry)
		if err != nil || n == 0 {
			return Logged{Internship: f.of, Entry: f.Entry}, err
		}
		return s.logged(tx, c.Actor, terms, f.Entry, "hours.taken-back")
	})
}

const noun = "entry of hours"

// hold keeps an internship whose hours the actor may log to this transaction,
// and returns its terms.
func hold(tx *sqldb.Tx, a access.Actor, of id.Internship) (internship.Terms, error) {
	if _, err := bounds.Require(tx, a, access.HoursLog, of, "internship"); err != nil {
		return internship.Terms{}, err
	}
	standing, err := bounds.Hold(tx, of)
	if err == nil {
		err = bounds.Changes(standing)
	}
	if err != nil {
		return internship.Terms{}, err
	}
	terms, err := internship.TermsInForce(tx, of)
	if fault.Is(err, fault.NotFound) {
		err = fault.New(fault.Conflict, "Hours can be logged once all four have agreed on the terms. Nothing has been changed.").WithCode("no-plan")
	}
	return terms, err
}

func (s *Service) logged(tx *sqldb.Tx, a access.Actor, terms internship.Terms, e Entry, event string) (Logged, error) {
	c := terms.Calendar()
	done := Logged{Internship: terms.Internship, Entry: e}
	done.Week, _ = c.WeekOn(e.Date)
	entries, err := list(tx, bounds.Sight{}, terms.Internship, worktime.Date{}, worktime.Date{})
	if err != nil {
		return Logged{}, err
	}
	done.Sum = ByWeek(entries, c)[done.Week]
	_, err = s.trail.Append(tx, a, audit.Event{
		Chain: string(terms.Internship), Name: event, Object: string(e.ID),
		Facts: audit.Facts{"minutes": audit.Number(e.Minutes), "date": fmt.Sprint(e.Date)},
	})
	return done, err
}
