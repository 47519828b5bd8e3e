package cohort

import (
	"context"
	"strings"

	"stint/internal/access"
	"stint/internal/audit"
	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/internship/terms"
	"stint/internal/job"
	"stint/internal/sqldb"
	"stint/internal/worktime"
)

// Service changes cohorts.
type Service struct {
	db    *sqldb.DB
	ids   *id.Source
	trail *audit.Trail
	queue *job.Queue
	ask   Asker
}

// New returns the service. The queue takes the jobs of sending, and ask sends
// one request.
func New(db *sqldb.DB, ids *id.Source, trail *audit.Trail, queue *job.Queue, ask Asker) *Service {
	return &Service{db: db, ids: ids, trail: trail, queue: queue, ask: ask}
}

// append records an event about the cohort itself, or about a person in it.
func (s *Service) append(tx *sqldb.Tx, by access.Actor, c Cohort, name, object string, facts audit.Facts) error {
	if facts == nil {
		facts = audit.Facts{}
	}
	facts["cohort"], facts["program"] = string(c.ID), string(c.Program)
	_, err := s.trail.Append(tx, by, audit.Event{Chain: audit.Organization, Name: name, Object: object, Facts: facts})
	return err
}

// Settings are what a coordinator says of a cohort, as they wrote it.
type Settings struct {
	Title   string `json:"title"`
	Start   string `json:"start"`           // yyyy-mm-dd
	Until   string `json:"until,omitempty"` // yyyy-mm-dd, the last day on which people may apply; empty where they may not
	Message string `json:"message"`         // what each mentor who is asked reads
	Rules
}

// on returns a cohort with the settings, or an Invalid error with a message at
// every field that breaks a rule.
func (in Settings) on(c Cohort, today worktime.Date) (Cohort, error) {
	var fields fault.Fields
	if c.Title = terms.CleanText(&fields, "title", in.Title, MaxTitle); c.Title == "" && len(fields) == 0 || strings.Contains(c.Title, "\n") {
		fields.Add("title", "Give it a name of one line, such as “Spring 2027”.")
	}
	c.Start = date(&fields, "start", in.Start)
	if c.Start.IsZero() && in.Start == "" {
		fields.Add("start", "Say on which day the internships are to begin. Overlap is counted in the week from there.")
	}
	if c.Until = date(&fields, "until", in.Until); !c.Until.IsZero() && c.Until.Before(today) {
		fields.Add("until", "This day is past. Choose today or later, or leave the field empty and add people yourself.")
	}
	c.Message = terms.CleanReason(&fields, "message", in.Message, "Say in two or three sentences what the mentors are asked for. Each of them reads it.")
	c.Rules = in.Rules
	if in.MinOverlap < 0 || in.MinOverlap > maxOverlap {
		fields.Add("min_overlap", "Ask for 0 to %d hours.", maxOverlap/60)
	}
	if in.MaxApart < -1 || in.MaxApart > maxApart {
		fields.Add("max_apart", "Clocks are 0 to %d hours apart. Leave the field empty to ask for nothing.", maxApart)
	}
	return c, fields.Err()
}

// date reads a day, or tells at the field that it is none; the zero date for
// nothing.
func date(fields *fault.Fields, field, text string) worktime.Date {
	text = strings.TrimSpace(text)
	if text == "" {
		return worktime.Date{}
	}
	d, err := worktime.ParseDate(text)
	if err != nil {
		fields.Add(field, "This is not a date such as 2026-10-08.")
	}
	return d
}

// Gather begins a cohort.
type Gather struct {
	Program id.Program `json:"program"`
	Settings
}

// Standing is where a cohort is after a change.
type Standing struct {
	Cohort  id.Cohort  `json:"cohort"`
	Program id.Program `json:"program"`
	State   State      `json:"state"`
	Version int        `json:"version"`
	Placed  int        `json:"placed"` // after solving, how many have a place
	Added   int        `json:"added"`  // after adding, how many are new
}

func (c Cohort) standing() Standing {
	return Standing{Cohort: c.ID, Program: c.Program, State: c.State, Version: c.Version}
}

// Gather begins a cohort in a program, for its coordinators.
func (s *Service) Gather(ctx context.Context, c call.Call, in Gather) (Standing, error) {
	return call.Do(ctx, s.db, c, "cohort.gather", in, func(tx *sqldb.Tx) (Standing, error) {
		if err := access.RequireCoordinator(tx, c.Actor, access.CohortDirect, in.Program); err != nil {
			return Standing{}, err
		}
		today, err := todayOf(tx, c.Actor.Person)
		if err != nil {
			return Standing{}, err
		}
		x, err := in.on(Cohort{ID: id.New[id.Cohort](s.ids), Program: in.Program, State: Collecting, Version: 1, MadeBy: c.Actor.Person}, today)
		if err != nil {
			return Standing{}, err
		}
		if err := insert(tx, x); err != nil {
			return Standing{}, err
		}
		return x.standing(), s.append(tx, c.Actor, x, "cohort.gathered", string(x.ID), nil)
	})
}

// edit runs a change of what is solved: it locks the cohort for one who may
// direct it, asks whether it may still be edited, and counts its version up
// unless nothing was changed.
func (s *Service) edit(tx *sqldb.Tx, by access.Actor, cohort id.Cohort, change func(Cohort) (Cohort, bool, error)) (Standing, error) {
	if _, err := findFor(tx, by, access.CohortDirect, cohort); err != nil {
		return Standing{}, err
	}
	was, err := lock(tx, cohort)
	if err != nil {
		return Standing{}, err
	}
	if _, err := was.State.move(verbEdit); err != nil {
		return Standing{}, err
	}
	x, changed, err := change(was)
	if err != nil || !changed {
		return was.standing(), err
	}
	x.Version++
	return x.standing(), save(tx, was, x)
}

// Amend is new settings for a cohort.
type Amend struct {
	Cohort id.Cohort `json:"cohort"`
	Settings
}

// Amend gives a cohort other settings, for its coordinators, as long as it was
// not sent. A proposal is older than the cohort then.
func (s *Service) Amend(ctx context.Context, c call.Call, in Amend) (Standing, error) {
	return call.Do(ctx, s.db, c, "cohort.amend", in, func(tx *sqldb.Tx) (Standing, error) {
		return s.edit(tx, c.Actor, in.Cohort, func(was Cohort) (Cohort, bool, error) {
			today, err := todayOf(tx, c.Actor.Person)
			if err != nil {
				return was, false, err
			}
			if was.Until.String() == strings.TrimSpace(in.Until) {
				today = worktime.Date{} // a day that has passed since may stay
			}
			x, err := in.on(was, today)
			if err != nil {
				return was, false, err
			}
			return x, true, s.append(tx, c.Actor, x, "cohort.edited", string(x.ID), audit.Facts{"what": "settings"})
		})
	})
}

// Drop ends a cohort without sending it, for its coordinators.
func (s *Service) Drop(ctx context.Context, c call.Call, cohort id.Cohort) (Standing, error) {
	return call.Do(ctx, s.db, c, "cohort.drop", cohort, func(tx *sqldb.Tx) (Standing, error) {
		if _, err := findFor(tx, c.Actor, access.CohortDirect, cohort); err != nil {
			return Standing{}, err
		}
		was, err := lock(tx, cohort)
		if err != nil || was.State == Dropped {
			return was.standing(), err
		}
		m, err := was.State.move(verbDrop)
		if err != nil {
			return Standing{}, err
		}
		x := was
		x.State = m.To
		if err := save(tx, was, x); err != nil {
			return Standing{}, err
		}
		return x.standing(), s.append(tx, c.Actor, x, m.Event, string(x.ID), nil)
	})
}
