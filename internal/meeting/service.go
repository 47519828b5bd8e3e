package meeting

import (
	"context"
	"errors"

	"stint/internal/access"
	"stint/internal/audit"
	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/internship"
	"stint/internal/sqldb"
)

// Hooks are what other features do in the transaction of a change here.
type Hooks struct {
	// Settled is called when an item of a source was discussed, parked or
	// reopened, so that the source follows. An error undoes the change. It may
	// be nil.
	Settled func(*sqldb.Tx, Item) error
}

// Service changes meetings, agendas and notes.
type Service struct {
	db    *sqldb.DB
	ids   *id.Source
	trail *audit.Trail
	hooks Hooks
}

// New returns the service.
func New(db *sqldb.DB, ids *id.Source, trail *audit.Trail, hooks Hooks) *Service {
	if hooks.Settled == nil {
		hooks.Settled = func(*sqldb.Tx, Item) error { return nil }
	}
	return &Service{db: db, ids: ids, trail: trail, hooks: hooks}
}

func (s *Service) append(tx *sqldb.Tx, by access.Actor, m Meeting, name, object string, facts audit.Facts) error {
	_, err := s.trail.Append(tx, by, audit.Event{Chain: string(m.Internship), Name: name, Object: object, Facts: facts})
	return err
}

// findFor returns a meeting for which the actor may do something. What they may
// not see is NotFound; a former party sees it and may not.
func findFor(tx *sqldb.Tx, a access.Actor, action access.Action, meeting id.Meeting) (Meeting, error) {
	m, err := find(tx, a, meeting)
	if err != nil {
		return m, err
	}
	roles, err := access.RolesOn(tx, a, m.Internship)
	if err != nil {
		return m, err
	}
	outcome := access.Can(a, action, roles)
	if outcome == access.Hidden {
		return m, fault.New(fault.Forbidden, "You have no part in this internship any more, so you can read this and not change it. Nothing has been changed.")
	}
	return m, access.Err(outcome, a, action, "meeting")
}

// lockFor is findFor with the internship locked, for changes while it is not
// over.
func lockFor(tx *sqldb.Tx, a access.Actor, action access.Action, meeting id.Meeting) (Meeting, error) {
	m, err := findFor(tx, a, action, meeting)
	if err != nil {
		return m, err
	}
	if err := lock(tx, m.Internship); err != nil {
		return m, err
	}
	over, err := sqldb.Count(tx, "SELECT count(*) FROM internship WHERE id = ? AND ended_at IS NOT NULL", m.Internship)
	if err != nil {
		return m, err
	}
	if over > 0 {
		return m, fault.New(fault.Conflict, "This internship is over, so its agendas stay as they are. Notes can still be written. Nothing has been changed.").WithCode("internship-over")
	}
	return find(tx, a, meeting) // as it is under the lock
}

// Move moves a meeting to another day, time or length. Intern and mentor may.
// A meeting that is over, a time that is past, and one outside the internship
// and the week after it are refused; so is a move of a meeting that somebody
// moved meanwhile. Moving it to where it is changes nothing.
func (s *Service) Move(ctx context.Context, c call.Call, in Move) (Moved, error) {
	return call.Do(ctx, s.db, c, "meeting.move", in, func(tx *sqldb.Tx) (Moved, error) {
		was, err := lockFor(tx, c.Actor, access.MeetingMove, in.Meeting)
		if err != nil {
			return Moved{}, err
		}
		t, err := internship.TermsInForce(tx, was.Internship)
		if err != nil {
			return Moved{}, err
		}
		is, err := was.moved(in, t.Calendar(), tx.Now())
		if err != nil || is == was {
			return is.result(), err
		}
		if err := save(tx, was, is); err != nil {
			return Moved{}, err
		}
		is.Version++
		return is.result(), s.append(tx, c.Actor, is, "meeting.moved", string(is.ID), audit.Facts{
			"from": was.Date.String() + "T" + was.Time.String(), "to": is.Date.String() + "T" + is.Time.String(),
			"minutes": audit.Number(is.Minutes), "week": audit.Number(is.Week),
		})
	})
}

// Moved is where a meeting is after a move.
type Moved struct {
	Internship id.Internship `json:"internship"`
	Meeting    id.Meeting    `json:"meeting"`
	Date       string        `json:"date"` // yyyy-mm-dd
	Time       string        `json:"time"` // hh:mm
	Zone       string        `json:"zone"`
	Minutes    int           `json:"minutes"`
	Version    int           `json:"version"`
}

func (m Meeting) result() Moved {
	return Moved{Internship: m.Internship, Meeting: m.ID, Date: m.Date.String(), Time: m.Time.String(), Zone: m.Zone.String(), Minutes: m.Minutes, Version: m.Version}
}

// turnBatch is how many meetings Turn looks up at once.
const turnBatch = 100

// Turn does what the clock has to do by now: planned meetings whose time is
// past by HeldAfter count as held, and what their agendas left open comes back
// on the next one. It returns how many meetings it turned. Each is turned in a
// transaction of its own, so that trouble with one does not keep the others;
// the errors are joined. It may run on any number of nodes at once, and running
// it again changes nothing.
func (s *Service) Turn(ctx context.Context) (turned int, err error) {
	var after Meeting
	var trouble []error
	for {
		var batch []Meeting
		err := s.db.Read(ctx, func(tx *sqldb.Tx) (err error) {
			batch, err = due(tx, tx.Now().Add(-HeldAfter), after, turnBatch)
			return err
		})
		if err != nil {
			return turned, errors.Join(append(trouble, err)...)
		}
		for _, m := range batch {
			did, err := s.turn(ctx, m)
			if err != nil {
				trouble = append(trouble, err)
			}
			if did {
				turned++
			}
		}
		if len(batch) < turnBatch {
			return turned, errors.Join(trouble...)
		}
		after = batch[len(batch)-1]
	}
}

// turn brings one meeting to where the clock has it, if it is still due.
func (s *Service) turn(ctx context.Context, due Meeting) (did bool, err error) {
	system := access.System(access.ViaJob)
	err = s.db.Write(ctx, func(tx *sqldb.Tx) error {
		did = false
		if err := lock(tx, due.Internship); err != nil {
			return err
		}
		m, err := find(tx, system, due.ID)
		if err != nil || m.Starts != due.Starts || m.Minutes != due.Minutes {
			return err // moved meanwhile
		}
		to, event := Held, "meeting.held"
		if m.State == Canceled {
			to, event = Canceled, "meeting.canceled"
		}
		if did, err = turnState(tx, m, to); err != nil || !did {
			return err // another node was quicker
		}
		if to == Held {
			if err := sweep(tx, s.ids, m.Internship); err != nil {
				return err
			}
		}
		return s.append(tx, system, m, event, string(m.ID), audit.Facts{"week": audit.Number(m.Week)})
	})
	return did && err == nil, err
}
