package person

import (
	"context"
	"slices"
	"strings"
	"time"

	"stint/internal/access"
	"stint/internal/audit"
	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/person/trait"
	"stint/internal/sqldb"
	"stint/internal/worktime"
)

// Hooks are told of changes within their transaction; the roof hands over what
// has to follow. Each may be nil.
type Hooks struct {
	// ManagerChanged follows when somebody in the directory got another
	// manager; old and new are empty for none.
	ManagerChanged func(tx *sqldb.Tx, person, old, new id.Person) error
	// FactsChanged follows when access facts of somebody in the directory were
	// stated anew.
	FactsChanged func(tx *sqldb.Tx, by access.Actor, person id.Person) error
	// FactsAsked names the access facts that the programs' pages ask for: these
	// may be stated whatever the list of systems says.
	FactsAsked func(tx *sqldb.Tx) ([]string, error)
	// Deactivated follows when somebody was deactivated.
	Deactivated func(tx *sqldb.Tx, person id.Person) error
}

// Service changes the directory.
type Service struct {
	db    *sqldb.DB
	ids   *id.Source
	trail *audit.Trail
	hooks Hooks
}

// New returns the service.
func New(db *sqldb.DB, ids *id.Source, trail *audit.Trail, hooks Hooks) *Service {
	if hooks.ManagerChanged == nil {
		hooks.ManagerChanged = func(*sqldb.Tx, id.Person, id.Person, id.Person) error { return nil }
	}
	if hooks.FactsChanged == nil {
		hooks.FactsChanged = func(*sqldb.Tx, access.Actor, id.Person) error { return nil }
	}
	if hooks.FactsAsked == nil {
		hooks.FactsAsked = func(*sqldb.Tx) ([]string, error) { return nil, nil }
	}
	if hooks.Deactivated == nil {
		hooks.Deactivated = func(*sqldb.Tx, id.Person) error { return nil }
	}
	return &Service{db: db, ids: ids, trail: trail, hooks: hooks}
}

// Find is the function Find in a snapshot of its own.
func (s *Service) Find(ctx context.Context, a access.Actor, person id.Person) (p Person, err error) {
	err = s.db.Read(ctx, func(tx *sqldb.Tx) error {
		p, err = Find(tx, a, person)
		return err
	})
	return p, err
}

// List is the function List in a snapshot of its own.
func (s *Service) List(ctx context.Context, a access.Actor, q Query) (people []Person, next string, err error) {
	err = s.db.Read(ctx, func(tx *sqldb.Tx) error {
		people, next, err = List(tx, a, q)
		return err
	})
	return people, next, err
}

// Facts returns the actor's own access facts in a snapshot of its own.
func (s *Service) Facts(ctx context.Context, a access.Actor) (facts map[string]bool, err error) {
	if err := access.Check(a, access.HomeFind, nil, "person"); err != nil {
		return nil, err
	}
	err = s.db.Read(ctx, func(tx *sqldb.Tx) error {
		facts, err = Facts(tx, a.Person)
		return err
	})
	return facts, err
}

// Add enters a person into the directory. For administrators.
func (s *Service) Add(ctx context.Context, c call.Call, in Entry) (Person, error) {
	return call.Do(ctx, s.db, c, "person.add", in, func(tx *sqldb.Tx) (Person, error) {
		if err := access.Check(c.Actor, access.PersonAdminister, nil, "person"); err != nil {
			return Person{}, err
		}
		return s.enter(tx, c.Actor, newRecord(in))
	})
}

func (s *Service) enter(tx *sqldb.Tx, by access.Actor, in record) (Person, error) {
	e, err := in.clean()
	if err != nil {
		return Person{}, err
	}
	if e.Manager != "" {
		if err := requireManager(tx, e.Manager); err != nil {
			return Person{}, err
		}
	}
	if err := e.requireAhead(nil, tx.Now()); err != nil {
		return Person{}, err
	}
	if err := requireFree(tx, e.Email); err != nil {
		return Person{}, err
	}
	person := id.New[id.Person](s.ids)
	if _, err := tx.Exec(insertColumns+insertRow, rowOf(person, e, tx.Now())...); err != nil {
		return Person{}, taken(err)
	}
	if err := s.append(tx, by, "person.added", person, addedFacts(e)); err != nil {
		return Person{}, err
	}
	return sqldb.Find(tx, "person", scan, "SELECT "+Columns+" FROM person p WHERE p.id = ?", person)
}

func addedFacts(e record) audit.Facts {
	facts := audit.Facts{}
	if e.Manager != "" {
		facts["manager"] = string(e.Manager)
	}
	if e.Admin {
		facts["admin"] = "granted"
	}
	return facts
}

const emailTaken = "Somebody in the directory has this email address already."

// requireFree gives the common case of a taken address its message at the
// field; taken does for two calls at one instant.
func requireFree(tx *sqldb.Tx, email string) error {
	n, err := sqldb.Count(tx, "SELECT count(*) FROM person WHERE email = ?", email)
	if err == nil && n > 0 {
		err = fault.At("email", emailTaken)
	}
	return err
}

func taken(err error) error {
	if !sqldb.Duplicate(err) {
		return err
	}
	e := fault.Wrap(err, fault.Conflict, "%s Nothing has been changed.", emailTaken)
	e.Fields = []fault.Field{{Name: "email", Message: emailTaken}}
	return e
}

// Change says what becomes different about a person. A nil field stays as it
// is. Seen, where it is set, is the ChangedAt of the person as the caller saw
// them: then a change by somebody else since is a Conflict.
type Change struct {
	Person       id.Person
	Seen         time.Time
	Name         *string
	Email        *string
	Zone         *string
	WorkingHours *string
	Team         *string
	Title        *string
	Manager      *id.Person // the empty id for none
	Locale       *string
	Admin        *bool
	Languages    *[]string
	Topics       *[]string
	DaysOff      *[]DaysOff
	StartedOn    *worktime.Date // the zero Date for none
}

// on returns the record with the change made.
func (c Change) on(e record) record {
	set(&e.Name, c.Name)
	set(&e.Email, c.Email)
	set(&e.Zone, c.Zone)
	set(&e.WorkingHours, c.WorkingHours)
	set(&e.Team, c.Team)
	set(&e.Title, c.Title)
	set(&e.Manager, c.Manager)
	set(&e.Locale, c.Locale)
	set(&e.Admin, c.Admin)
	set(&e.Languages, c.Languages)
	set(&e.Topics, c.Topics)
	set(&e.DaysOff, c.DaysOff)
	set(&e.StartedOn, c.StartedOn)
	return e
}

func set[T any](field *T, value *T) {
	if value != nil {
		*field = *value
	}
}

// Change changes what the directory says of a person. For administrators.
//
// Another email address, and the right to administer given or taken, end every
// session, link and token of the person: none may outlive the mailbox or the
// rights it was given for. The last active administrator stays one.
func (s *Service) Change(ctx context.Context, c call.Call, in Change) (Person, error) {
	return call.Do(ctx, s.db, c, "person.change", in, func(tx *sqldb.Tx) (Person, error) {
		if err := access.Check(c.Actor, access.PersonAdminister, nil, "person"); err != nil {
			return Person{}, err
		}
		old, err := Find(tx, c.Actor, in.Person)
		if err != nil {
			return Person{}, err
		}
		if !in.Seen.IsZero() && !in.Seen.Equal(old.ChangedAt) {
			return Person{}, fault.New(fault.Conflict, changedMeanwhile)
		}
		return s.become(tx, c.Actor, old, in.on(old.record()))
	})
}

// Settle says what becomes different about the actor's own settings. A nil
// field stays as it is.
type Settle struct {
	Zone         *string
	WorkingHours *string
	Locale       *string
	Theme        *Theme
	Shortcuts    *bool
	Languages    *[]string
	Topics       *[]string
	DaysOff      *[]DaysOff
}

// Settle changes the actor's own settings. Name, email, team, title and manager
// are for administrators.
func (s *Service) Settle(ctx context.Context, c call.Call, in Settle) (Person, error) {
	return call.Do(ctx, s.db, c, "person.settle", in, func(tx *sqldb.Tx) (Person, error) {
		if err := access.Check(c.Actor, access.Settle, nil, "person"); err != nil {
			return Person{}, err
		}
		old, err := Find(tx, c.Actor, c.Actor.Person)
		if err != nil {
			return Person{}, err
		}
		e := old.record()
		set(&e.Zone, in.Zone)
		set(&e.WorkingHours, in.WorkingHours)
		set(&e.Locale, in.Locale)
		set(&e.Theme, in.Theme)
		set(&e.Shortcuts, in.Shortcuts)
		set(&e.Languages, in.Languages)
		set(&e.Topics, in.Topics)
		set(&e.DaysOff, in.DaysOff)
		return s.become(tx, c.Actor, old, e)
	})
}

// become makes a person what a record says, with everything that follows.
// Where nothing differs nothing happens.
func (s *Service) become(tx *sqldb.Tx, by access.Actor, old Person, in record) (Person, error) {
	e, err := in.clean()
	if err != nil {
		return Person{}, err
	}
	facts := difference(old.record(), e)
	if len(facts) == 0 {
		return old, nil
	}
	if err := s.allow(tx, old, e); err != nil {
		return Person{}, err
	}
	p, err := save(tx, old, e, e.Email != old.Email || e.Admin != old.Admin)
	if err != nil {
		return Person{}, taken(err)
	}
	if err := s.append(tx, by, "person.changed", p.ID, facts); err != nil {
		return Person{}, err
	}
	return p, s.follow(tx, old, p)
}

// allow checks what a record says against the rest of the directory.
func (s *Service) allow(tx *sqldb.Tx, old Person, e record) error {
	if e.Manager == old.ID {
		return fault.At("manager", "Nobody is their own manager.")
	}
	if e.Manager != old.Manager && e.Manager != "" {
		if err := requireManager(tx, e.Manager); err != nil {
			return err
		}
	}
	if err := e.requireAhead(old.DaysOff, tx.Now()); err != nil {
		return err
	}
	if e.Email != old.Email {
		return requireFree(tx, e.Email)
	}
	return nil
}

// requireAhead checks that days off which are new are not over.
func (e record) requireAhead(before []DaysOff, now time.Time) error {
	today := worktime.DateOf(now, Person{Zone: e.Zone}.Location())
	if err := trait.NotOver(before, e.DaysOff, today); err != nil {
		return fault.At("days_off", "%s", err)
	}
	return nil
}

// follow checks what two changes at once could break together, and tells the
// hooks. It comes after the event: from then on this transaction holds the
// organization's chain until it ends, so of two changes the later sees the
// earlier here, on PostgreSQL too.
func (s *Service) follow(tx *sqldb.Tx, old, p Person) error {
	if old.Admin && (!p.Admin || !p.Active) {
		if err := requireAdmin(tx); err != nil {
			return err
		}
	}
	if p.Manager == old.Manager {
		return nil
	}
	chain, err := above(tx, p.ID)
	if err != nil {
		return err
	}
	if slices.Contains(chain, p.ID) {
		return fault.At("manager", "This would make a circle: the manager reports to %s, directly or through others.", p.Name)
	}
	return s.hooks.ManagerChanged(tx, p.ID, old.Manager, p.Manager)
}

func requireAdmin(tx *sqldb.Tx) error {
	exists, err := AdminExists(tx)
	if err == nil && !exists {
		err = fault.New(fault.Conflict, "This is the last administrator, and somebody has to run the installation. Nothing has been changed. Make somebody else an administrator first.")
	}
	return err
}

// difference names what differs between two records, as facts of an event.
func difference(old, new record) audit.Facts {
	facts := audit.Facts{}
	var fields []string
	differs := func(name string, yes bool) {
		if yes {
			fields = append(fields, name)
		}
	}
	differs("name", old.Name != new.Name)
	differs("email", old.Email != new.Email)
	differs("zone", old.Zone != new.Zone)
	differs("working-hours", old.WorkingHours != new.WorkingHours)
	differs("team", old.Team != new.Team)
	differs("title", old.Title != new.Title)
	differs("locale", old.Locale != new.Locale)
	differs("theme", old.Theme != new.Theme)
	differs("shortcuts", old.Shortcuts != new.Shortcuts)
	differs("languages", !slices.Equal(old.Languages, new.Languages))
	differs("topics", !slices.Equal(old.Topics, new.Topics))
	differs("days-off", !slices.Equal(old.DaysOff, new.DaysOff))
	differs("started-on", old.StartedOn != new.StartedOn)
	if old.Manager != new.Manager {
		fields = append(fields, "manager")
		facts["manager"], facts["manager-before"] = string(new.Manager), string(old.Manager)
	}
	if old.Admin != new.Admin {
		fields = append(fields, "admin")
		facts["admin"] = "withdrawn"
		if new.Admin {
			facts["admin"] = "granted"
		}
	}
	if len(fields) > 0 {
		facts["fields"] = strings.Join(fields, "+")
	}
	return facts
}

func (s *Service) append(tx *sqldb.Tx, by access.Actor, name string, person id.Person, facts audit.Facts) error {
	_, err := s.trail.Append(tx, by, audit.Event{Chain: audit.Organization, Name: name, Object: string(person), Facts: facts})
	return err
}
