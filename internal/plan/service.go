package plan

import (
	"stint/internal/access"
	"stint/internal/audit"
	"stint/internal/id"
	"stint/internal/internship"
	"stint/internal/plan/bounds"
	"stint/internal/sqldb"
)

const noun = "activity"

// Service changes plans: one call, one transaction.
type Service struct {
	db    *sqldb.DB
	ids   *id.Source
	trail *audit.Trail
}

// New returns a service.
func New(db *sqldb.DB, ids *id.Source, trail *audit.Trail) *Service {
	return &Service{db: db, ids: ids, trail: trail}
}

// Changed is the activity that a change was about, as it stands after it.
type Changed struct {
	Internship id.Internship
	Activity   id.Activity
	Text       string // Markdown of one line
	Week       int
	State      State
	Version    int
}

func (a *Activity) changed() Changed {
	return Changed{Internship: a.Internship, Activity: a.ID, Text: a.Text, Week: a.Week, State: a.State, Version: a.Version}
}

// find holds the internship of an activity that the actor may do something to,
// and returns the activity as it is then. The internship must still change.
func find(tx *sqldb.Tx, a access.Actor, action access.Action, activity id.Activity) (*Activity, error) {
	x, standing, err := held(tx, a, action, activity)
	if err != nil {
		return nil, err
	}
	return x, bounds.Changes(standing)
}

// held is find for an internship in any state, which it returns.
func held(tx *sqldb.Tx, a access.Actor, action access.Action, activity id.Activity) (*Activity, internship.State, error) {
	x, _, err := seen(tx, a, action, activity)
	if err != nil {
		return nil, "", err
	}
	if _, err := bounds.Hold(tx, x.Internship); err != nil {
		return nil, "", err
	}
	return locate(tx, activity)
}

// seen is held without holding.
func seen(tx *sqldb.Tx, a access.Actor, action access.Action, activity id.Activity) (*Activity, internship.State, error) {
	x, standing, err := locate(tx, activity)
	if err != nil {
		return nil, "", err
	}
	_, err = bounds.Require(tx, a, action, x.Internship, noun)
	return x, standing, err
}

// locate returns an activity, whoever asks, and its internship's state.
func locate(tx *sqldb.Tx, activity id.Activity) (*Activity, internship.State, error) {
	var standing internship.State
	x, err := sqldb.Find(tx, noun, func(s sqldb.Scanner) (Activity, error) { return scan(s, all(), &standing) },
		"SELECT "+columns+", i.state FROM activity a JOIN internship i ON i.id = a.internship_id WHERE a.id = ?", activity)
	return &x, standing, err
}

// append records what happened to an activity. It comes last: the chain of
// events is what every change of an internship waits for, plain ticks too, so
// nobody who has it may wait for a row of the plan.
func (s *Service) append(tx *sqldb.Tx, by access.Actor, name string, a *Activity, facts audit.Facts) error {
	_, err := s.trail.Append(tx, by, audit.Event{Chain: string(a.Internship), Name: name, Object: string(a.ID), Facts: facts})
	return err
}

// save runs a guarded update of one activity, which raises its version. The
// update names the state, and the version where the caller saw one.
func save(tx *sqldb.Tx, x *Activity, version int, set string, args ...any) error {
	args = append(args, tx.Now(), x.ID, x.State, version, version)
	n, err := tx.Exec("UPDATE activity SET "+set+", changed_at = ?, version = version + 1 WHERE id = ? AND state = ? AND (? = 0 OR version = ?)", args...)
	if err == nil && n == 0 {
		err = stale()
	}
	x.Version++
	return err
}
