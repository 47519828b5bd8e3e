package pool

import (
	"encoding/json"
	"fmt"
	"time"

	"stint/internal/access"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/person"
	"stint/internal/program"
	"stint/internal/sqldb"
)

const columns = `o.id, o.program_id, o.person_id, o.state, m.capacity, m.held, o.style, o.topics, o.languages, o.until_on,
	o.opened_at, o.changed_at, o.left_at`

const tables = ` FROM opening o JOIN mentor_place m ON m.program_id = o.program_id AND m.person_id = o.person_id`

// stands is the condition of an opening by which its mentor is in the pool now,
// whether or not the clock has been round; its argument is the moment.
const stands = "o.state = 'open' AND (o.lapses_at IS NULL OR o.lapses_at > ?)"

// Dest returns the places that the columns of an opening are scanned to.
func (o *Opening) dest(topics, languages *string) []any {
	return []any{&o.ID, &o.Program, &o.Person, &o.State, &o.Capacity, &o.Held, &o.Style, topics, languages, &o.Until,
		&o.OpenedAt, &o.ChangedAt, &o.LeftAt}
}

func scan(s sqldb.Scanner) (o Opening, err error) {
	var topics, languages string
	if err := s.Scan(o.dest(&topics, &languages)...); err != nil {
		return o, err
	}
	if err := json.Unmarshal([]byte(topics), &o.Topics); err != nil {
		return o, err
	}
	return o, json.Unmarshal([]byte(languages), &o.Languages)
}

// Find returns the opening by which somebody is in the pool of a program now;
// NotFound where they are not. Everybody who is signed in may see it.
func Find(tx *sqldb.Tx, program id.Program, who id.Person) (Opening, error) {
	return sqldb.Find(tx, "mentor in the pool", scan, "SELECT "+columns+tables+" WHERE o.program_id = ? AND o.person_id = ? AND "+stands,
		program, who, tx.Now())
}

// FindOpening returns an opening: the actor's own in whatever state, somebody
// else's while it stands; otherwise it is NotFound.
func FindOpening(tx *sqldb.Tx, a access.Actor, opening id.Opening) (Opening, error) {
	if err := access.Check(a, access.PoolFind, nil, "opening"); err != nil {
		return Opening{}, err
	}
	return sqldb.Find(tx, "opening", scan, "SELECT "+columns+tables+" WHERE o.id = ? AND (o.person_id = ? OR "+stands+")",
		opening, a.Person, tx.Now())
}

// List returns the pool of a program as it is now, those who opened first
// first, for everybody who is signed in. Mentors who were deactivated are left
// out; who is eligible is the caller's to ask.
func List(tx *sqldb.Tx, a access.Actor, of id.Program) ([]Opening, error) {
	if err := access.Check(a, access.PoolFind, nil, "program"); err != nil {
		return nil, err
	}
	if _, err := program.Find(tx, a, of); err != nil {
		return nil, err
	}
	return sqldb.List(tx, scan, "SELECT "+columns+tables+" JOIN person p ON p.id = o.person_id WHERE o.program_id = ? AND p.active = 1 AND "+stands+" ORDER BY o.opened_at, o.id",
		of, tx.Now())
}

// Member is a mentor in the pool with what everybody may know of them.
type Member struct {
	Opening     Opening
	Person      person.Person
	Eligibility Eligibility // by the program's rules as they are now

	reports int // active people who report to them
}

// Members is the pool of a program as it is now with its people, those who
// opened first first, and what the program says of its mentors, in two queries.
// Who is no longer eligible is among them: nobody offers those. The caller has
// checked that the actor may see the pool; a program that is not there is
// NotFound.
func Members(tx *sqldb.Tx, of id.Program) ([]Member, program.Matching, error) {
	matching, err := program.MatchingOf(tx, of)
	if err != nil {
		return nil, matching, err
	}
	members, err := sqldb.List(tx, scanMember, "SELECT "+columns+", (SELECT count(*) FROM person r WHERE r.manager_id = p.id AND r.active = 1), "+person.Columns+
		tables+" JOIN person p ON p.id = o.person_id WHERE o.program_id = ? AND p.active = 1 AND "+stands+" ORDER BY o.opened_at, o.id", of, tx.Now())
	for i, m := range members {
		members[i].Eligibility = judge(matching.Mentors, candidateOf(tx, m.Person, m.reports))
	}
	return members, matching, err
}

// Unlisted is a mentor whose internships hold places in a program, and who is
// not in its pool.
type Unlisted struct {
	Person person.Person
	Held   int
}

// ListUnlisted returns the mentors of a program who are not in its pool, by
// name. The caller has checked that the actor directs the program.
func ListUnlisted(tx *sqldb.Tx, of id.Program) ([]Unlisted, error) {
	return sqldb.List(tx, func(s sqldb.Scanner) (u Unlisted, err error) {
		err = s.Scan(append([]any{&u.Held}, u.Person.Dest()...)...)
		u.Person = u.Person.Public()
		return u, err
	}, "SELECT m.held, "+person.Columns+` FROM mentor_place m JOIN person p ON p.id = m.person_id
		WHERE m.program_id = ? AND m.limited = 0 AND m.held > 0 ORDER BY p.folded, p.id`, of)
}

func scanMember(s sqldb.Scanner) (m Member, err error) {
	var topics, languages string
	if err := s.Scan(append(append(m.Opening.dest(&topics, &languages), &m.reports), m.Person.Dest()...)...); err != nil {
		return m, err
	}
	m.Person = m.Person.Public()
	if err := json.Unmarshal([]byte(topics), &m.Opening.Topics); err != nil {
		return m, err
	}
	return m, json.Unmarshal([]byte(languages), &m.Opening.Languages)
}

// Own returns the actor's own openings in whatever state, in the order in which
// they were made.
func Own(tx *sqldb.Tx, a access.Actor) ([]Opening, error) {
	if err := access.Check(a, access.PoolFind, nil, "opening"); err != nil {
		return nil, err
	}
	return sqldb.List(tx, scan, "SELECT "+columns+tables+" WHERE o.person_id = ? ORDER BY o.id", a.Person)
}

// lockOpening returns somebody's opening in a program as it is once nobody else
// can change it in this transaction; its ID is empty where there is none yet,
// and its Held is right all the same.
func lockOpening(tx *sqldb.Tx, program id.Program, who id.Person) (Opening, error) {
	p, err := lockPlace(tx, program, who)
	if err != nil {
		return Opening{}, err
	}
	found, err := sqldb.List(tx, scan, "SELECT "+columns+tables+" WHERE o.program_id = ? AND o.person_id = ?", program, who)
	if err != nil || len(found) > 0 {
		return append(found, Opening{})[0], err
	}
	return Opening{Program: program, Person: who, Held: p.held}, nil
}

// save writes what o says differently from was, which has been locked.
func save(tx *sqldb.Tx, was, o Opening, lapses time.Time) error {
	topics, err := json.Marshal(append([]string{}, o.Topics...))
	if err != nil {
		return err
	}
	languages, err := json.Marshal(append([]string{}, o.Languages...))
	if err != nil {
		return err
	}
	if was.ID == "" {
		_, err := tx.Exec(`
			INSERT INTO opening (id, program_id, person_id, state, style, topics, languages, until_on, lapses_at, opened_at, changed_at)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			o.ID, o.Program, o.Person, o.State, o.Style, string(topics), string(languages), o.Until, lapses, o.OpenedAt, o.ChangedAt)
		return err
	}
	return tx.Guard("This opening has changed at this moment. Nothing of yours has been saved. Look at it again.", `
		UPDATE opening SET state = ?, style = ?, topics = ?, languages = ?, until_on = ?, lapses_at = ?, opened_at = ?, changed_at = ?, left_at = ?
		WHERE id = ? AND state = ? AND changed_at = ?`,
		o.State, o.Style, string(topics), string(languages), o.Until, lapses, o.OpenedAt, o.ChangedAt, o.LeftAt,
		o.ID, was.State, was.ChangedAt)
}

// later is the moment of a change: now, and always after the change before, so
// that the moment tells two changes apart.
func later(now time.Time, was Opening) time.Time {
	if now.After(was.ChangedAt) {
		return now
	}
	return was.ChangedAt.Add(time.Microsecond)
}

// due returns openings whose last day is past, at most limit, after the given
// one.
func due(tx *sqldb.Tx, after id.Opening, limit int) ([]Opening, error) {
	return sqldb.List(tx, scan, "SELECT "+columns+tables+fmt.Sprintf(" WHERE o.state = 'open' AND o.lapses_at <= ? AND o.id > ? ORDER BY o.id LIMIT %d", limit),
		tx.Now(), after)
}

// requireActive checks that somebody is there to mentor.
func requireActive(tx *sqldb.Tx, who id.Person) (person.Person, error) {
	people, err := person.Names(tx, []id.Person{who})
	if err != nil {
		return person.Person{}, err
	}
	p, found := people[who]
	if !found || !p.Active {
		return person.Person{}, fault.Missing("person")
	}
	return p, nil
}
