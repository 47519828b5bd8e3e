package person

import (
	"strings"
	"time"

	"stint/internal/access"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/person/trait"
	"stint/internal/sqldb"
)

// Columns are the columns of the table person, for a query in which p is its
// alias. Dest says where each is scanned to.
const Columns = "p.id, p.name, p.email, p.zone, p.working_hours, p.team, p.title, p.manager_id, p.locale, p.theme, " +
	"p.shortcuts, p.admin, p.active, p.languages, p.topics, p.days_off, p.started_on, p.epoch, p.created_at, p.changed_at, p.deactivated_at"

// Dest returns the places that Columns are scanned to, in their order.
func (p *Person) Dest() []any {
	return []any{&p.ID, &p.Name, &p.Email, &p.Zone, &p.WorkingHours, &p.Team, &p.Title, sqldb.Maybe(&p.Manager), &p.Locale, &p.Theme,
		&p.Shortcuts, &p.Admin, &p.Active, column{&p.Languages}, column{&p.Topics}, daysOffColumn{&p.DaysOff}, &p.StartedOn, &p.Epoch, &p.CreatedAt, &p.ChangedAt, &p.DeactivatedAt}
}

func scan(s sqldb.Scanner) (p Person, err error) { return p, s.Scan(p.Dest()...) }

func scanID(s sqldb.Scanner) (p id.Person, err error) { return p, s.Scan(&p) }

// Find returns a person as the actor may see them; somebody who is signed in
// sees everybody, and also those who were deactivated.
func Find(tx *sqldb.Tx, a access.Actor, person id.Person) (Person, error) {
	if err := access.Check(a, access.PersonFind, nil, "person"); err != nil {
		return Person{}, err
	}
	p, err := sqldb.Find(tx, "person", scan, "SELECT "+Columns+" FROM person p WHERE p.id = ?", person)
	return p.seenBy(a), err
}

// FindByEmail is Find by an email address in any case. An address that breaks
// the rule for addresses is nobody's.
func FindByEmail(tx *sqldb.Tx, a access.Actor, email string) (Person, error) {
	if err := access.Check(a, access.PersonFind, nil, "person"); err != nil {
		return Person{}, err
	}
	email, err := CleanEmail(email)
	if err != nil {
		return Person{}, hidden()
	}
	p, err := sqldb.Find(tx, "person", scan, "SELECT "+Columns+" FROM person p WHERE p.email = ?", email)
	return p.seenBy(a), err
}

// Limits of a page of the directory.
const (
	usualPage = 50
	MaxPage   = 100
	maxWords  = 5 // of a search that count
)

// Query says which people List returns. Empty fields ask for nothing.
type Query struct {
	Text       string    // words that the name, the team, the title or a topic holds; for administrators also the email
	Team       string    // exactly
	Topic      string    // one of theirs, exactly but for case
	Language   string    // one of theirs: pt finds pt-BR too, pt-BR not pt
	Practicing bool      // who has no reports: practitioners, as mentors are
	Manager    id.Person // who report to them
	OnlyActive bool      // always so unless an administrator or Stint asks
	After      string    // the cursor that the page before ended with
	Limit      int       // at most MaxPage; 0 is the usual number
}

// List returns one page of the directory by name, without regard to case and
// accents, and the cursor of the next page, empty on the last.
func List(tx *sqldb.Tx, a access.Actor, q Query) (people []Person, next string, err error) {
	if err := access.Check(a, access.PersonFind, nil, "person"); err != nil {
		return nil, "", err
	}
	if q.After != "" && !id.Valid(q.After) {
		return nil, "", fault.At("after", "This is not where a page ended. Start from the first page.")
	}
	if q.Limit <= 0 {
		q.Limit = usualPage
	}
	q.Limit = min(q.Limit, MaxPage)
	where, args := q.conditions(a)
	people, err = sqldb.List(tx, scan, "SELECT "+Columns+" FROM person p WHERE "+where+" ORDER BY p.folded, p.id LIMIT ?", append(args, q.Limit+1)...)
	if err != nil {
		return nil, "", err
	}
	if len(people) > q.Limit {
		people = people[:q.Limit]
		next = string(people[q.Limit-1].ID)
	}
	for i, p := range people {
		people[i] = p.seenBy(a)
	}
	return people, next, nil
}

// conditions returns the query as SQL with its arguments.
func (q Query) conditions(a access.Actor) (string, []any) {
	where, args := []string{"1 = 1"}, []any(nil)
	add := func(condition string, values ...any) {
		where, args = append(where, condition), append(args, values...)
	}
	keeper := a.Admin || a.IsSystem()
	if q.OnlyActive || !keeper {
		add("p.active = 1")
	}
	if q.Team != "" {
		team, err := trait.Line(q.Team)
		if err != nil {
			add("1 = 0") // no team has such a name
		}
		add("p.team = ?", team)
	}
	if q.Manager != "" {
		add("p.manager_id = ?", q.Manager)
	}
	if q.Topic != "" {
		add(`p.topics LIKE ? ESCAPE '\'`, "%\n"+escapeLike(Topic(strings.ToValidUTF8(q.Topic, "")))+"\n%")
	}
	if q.Language != "" {
		tag := escapeLike(strings.ToValidUTF8(q.Language, ""))
		if clean, err := trait.Languages([]string{q.Language}); err == nil && len(clean) == 1 {
			tag = clean[0]
		}
		add(`(p.languages LIKE ? ESCAPE '\' OR p.languages LIKE ? ESCAPE '\')`, "%\n"+tag+"\n%", "%\n"+tag+"-%")
	}
	if q.Practicing {
		add("NOT EXISTS (SELECT 1 FROM person r WHERE r.manager_id = p.id AND r.active = 1)")
	}
	if q.After != "" {
		// A cursor is the last person of the page before; people are never removed.
		add("(p.folded, p.id) > (SELECT c.folded, c.id FROM person c WHERE c.id = ?)", q.After)
	}
	for _, pattern := range Patterns(q.Text) {
		if keeper {
			add(`(p.folded LIKE ? ESCAPE '\' OR p.folded_topics LIKE ? ESCAPE '\' OR p.email LIKE ? ESCAPE '\')`, pattern, pattern, pattern)
		} else {
			add(`(p.folded LIKE ? ESCAPE '\' OR p.folded_topics LIKE ? ESCAPE '\')`, pattern, pattern)
		}
	}
	return strings.Join(where, " AND "), args
}

// Patterns are what a search for words compares the column folded with, by LIKE
// … ESCAPE '\': one for each word, as many as count.
func Patterns(text string) (patterns []string) {
	words := strings.Fields(fold(strings.ToValidUTF8(text, "")))
	for _, word := range words[:min(len(words), maxWords)] {
		patterns = append(patterns, "%"+escapeLike(trait.FirstLetters(word, MaxName))+"%")
	}
	return patterns
}

// escapeLike makes a text stand for itself in LIKE … ESCAPE '\'. A NUL, which
// PostgreSQL takes nowhere, is in no name.
func escapeLike(text string) string {
	return strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`, "\x00", "").Replace(text)
}

// Names returns people by their ids, as every member may see them, in one
// query. The caller has found the ids on something that the reader may see;
// ids of nobody are left out.
func Names(tx *sqldb.Tx, ids []id.Person) (map[id.Person]Person, error) {
	names := make(map[id.Person]Person, len(ids))
	if len(ids) == 0 {
		return names, nil
	}
	list, args := sqldb.In(padded(ids))
	people, err := sqldb.List(tx, scan, "SELECT "+Columns+" FROM person p WHERE p.id IN "+list, args...)
	for _, p := range people {
		names[p.ID] = p.seenBy(access.Actor{})
	}
	return names, err
}

// Leading returns which of some people have somebody active reporting to them,
// in one query; the others are practitioners (individual contributors). Anybody
// who sees the people may ask.
func Leading(tx *sqldb.Tx, ids []id.Person) (map[id.Person]bool, error) {
	leading := map[id.Person]bool{}
	if len(ids) == 0 {
		return leading, nil
	}
	list, args := sqldb.In(padded(ids))
	found, err := sqldb.List(tx, scanID, "SELECT DISTINCT r.manager_id FROM person r WHERE r.active = 1 AND r.manager_id IN "+list, args...)
	for _, person := range found {
		leading[person] = true
	}
	return leading, err
}

// padded repeats the last id until the number of them is a power of two, so
// that few texts of a query are prepared and not one for each number.
func padded(ids []id.Person) []id.Person {
	full := 1
	for full < len(ids) {
		full *= 2
	}
	all := make([]id.Person, full)
	for i := range all {
		all[i] = ids[min(i, len(ids)-1)]
	}
	return all
}

// ManagerOf returns a person's manager; empty where the directory knows none
// or they have been deactivated: then a stand-in is needed.
func ManagerOf(tx *sqldb.Tx, person id.Person) (id.Person, error) {
	found, err := sqldb.List(tx, scanID,
		"SELECT m.id FROM person p JOIN person m ON m.id = p.manager_id WHERE p.id = ? AND m.active = 1", person)
	if err != nil || len(found) == 0 {
		return "", err
	}
	return found[0], nil
}

// Facts returns what is known of a person's access by name: true for what they
// have, false for what they said they do not have. The caller has checked that
// the reader may know.
func Facts(tx *sqldb.Tx, person id.Person) (map[string]bool, error) {
	type fact struct {
		name string
		has  bool
	}
	list, err := sqldb.List(tx, func(s sqldb.Scanner) (f fact, err error) { return f, s.Scan(&f.name, &f.has) },
		"SELECT name, has FROM access_fact WHERE person_id = ?", person)
	facts := make(map[string]bool, len(list))
	for _, f := range list {
		facts[f.name] = f.has
	}
	return facts, err
}

// AdminExists reports whether anybody active runs the installation.
func AdminExists(tx *sqldb.Tx) (bool, error) {
	n, err := sqldb.Count(tx, "SELECT count(*) FROM person WHERE admin = 1 AND active = 1")
	return n > 0, err
}

// insertColumns and rowOf are a new person as a row.
const insertColumns = "INSERT INTO person (id, name, email, zone, working_hours, team, title, manager_id, locale, theme, shortcuts, admin, folded, folded_topics, languages, topics, days_off, started_on, created_at, changed_at) VALUES "

const insertRow = "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"

func rowOf(person id.Person, e record, at time.Time) []any {
	return []any{person, e.Name, e.Email, e.Zone, e.WorkingHours, e.Team, e.Title, sqldb.Null(e.Manager), e.Locale, e.Theme,
		e.Shortcuts, e.Admin, e.folded(), e.foldedTopics(), lines(e.Languages), lines(e.Topics), DaysOffText(e.DaysOff), e.StartedOn, at, at}
}

// save writes a record over that of a person, as long as nobody else did so
// since old was read. With end, every credential of theirs ends.
func save(tx *sqldb.Tx, old Person, e record, end bool) (Person, error) {
	p := old
	p.Name, p.Email, p.Zone, p.WorkingHours, p.Team, p.Title = e.Name, e.Email, e.Zone, e.WorkingHours, e.Team, e.Title
	p.Manager, p.Locale, p.Theme, p.Shortcuts, p.Admin = e.Manager, e.Locale, e.Theme, e.Shortcuts, e.Admin
	p.Languages, p.Topics, p.DaysOff, p.StartedOn = e.Languages, e.Topics, e.DaysOff, e.StartedOn
	p.ChangedAt = later(tx.Now(), old)
	if end {
		p.Epoch++
	}
	err := tx.Guard(changedMeanwhile, `
		UPDATE person SET name = ?, email = ?, zone = ?, working_hours = ?, team = ?, title = ?, manager_id = ?, locale = ?, theme = ?,
			shortcuts = ?, admin = ?, folded = ?, folded_topics = ?, languages = ?, topics = ?, days_off = ?, started_on = ?, epoch = ?, changed_at = ?
		WHERE id = ? AND changed_at = ? AND epoch = ?`,
		p.Name, p.Email, p.Zone, p.WorkingHours, p.Team, p.Title, sqldb.Null(p.Manager), p.Locale, p.Theme,
		p.Shortcuts, p.Admin, e.folded(), e.foldedTopics(), lines(p.Languages), lines(p.Topics), DaysOffText(p.DaysOff), p.StartedOn, p.Epoch, p.ChangedAt, old.ID, old.ChangedAt, old.Epoch)
	return p, err
}

const changedMeanwhile = "Somebody else changed this person at the same moment. Nothing of yours has been saved. Look at the page again and repeat your change."

// later is the moment of a change: now, and always after the change before,
// so that the moment tells two changes apart.
func later(now time.Time, old Person) time.Time {
	if now.After(old.ChangedAt) {
		return now
	}
	return old.ChangedAt.Add(time.Microsecond)
}

// above returns a person's managers, theirs and so on, in no order.
func above(tx *sqldb.Tx, person id.Person) ([]id.Person, error) {
	return sqldb.List(tx, scanID, `
		WITH RECURSIVE above (id) AS (
			SELECT manager_id FROM person WHERE id = ? AND manager_id IS NOT NULL
			UNION
			SELECT p.manager_id FROM person p JOIN above a ON p.id = a.id WHERE p.manager_id IS NOT NULL)
		SELECT id FROM above`, person)
}

// managers returns everybody's manager.
func managers(tx *sqldb.Tx) (map[id.Person]id.Person, error) {
	type line struct{ person, manager id.Person }
	lines, err := sqldb.List(tx, func(s sqldb.Scanner) (l line, err error) { return l, s.Scan(&l.person, &l.manager) },
		"SELECT id, manager_id FROM person WHERE manager_id IS NOT NULL")
	of := make(map[id.Person]id.Person, len(lines))
	for _, l := range lines {
		of[l.person] = l.manager
	}
	return of, err
}

// A stated access fact as a row; what was stated before is replaced.
const (
	insertFact    = "INSERT INTO access_fact (person_id, name, has, stated_at) VALUES "
	insertFactRow = "(?, ?, ?, ?)"
	orStateAnew   = " ON CONFLICT (person_id, name) DO UPDATE SET has = excluded.has, stated_at = excluded.stated_at"
)

func factRow(person id.Person, name string, has bool, at time.Time) []any {
	return []any{person, name, has, at}
}

// requireManager checks that somebody who is named as a manager is there and
// active.
func requireManager(tx *sqldb.Tx, manager id.Person) error {
	n, err := sqldb.Count(tx, "SELECT count(*) FROM person WHERE id = ? AND active = 1", manager)
	if err == nil && n == 0 {
		err = fault.At("manager", "Nobody in the directory is meant by this manager, or they have been deactivated.")
	}
	return err
}
