package pool

import (
	"stint/internal/id"
	"stint/internal/sqldb"
)

// Held is a place that an internship takes of its mentor's.
type Held struct {
	Program    id.Program
	Mentor     id.Person
	Internship id.Internship
}

// full is the answer where a mentor has no place left.
const full = "This mentor has no place free in this program any more. Nothing has been changed. Ask somebody else, or ask them to offer another place."

// Hold takes one place of a mentor's for an internship, in the transaction of
// the change that promises it. The same mentor and internship hold one place,
// however often they are named. Where every place that the mentor offers is
// held it is a Conflict, also for those who ask at the same instant on another
// node. A mentor who is not in the pool is not limited. The caller has checked
// that the actor may, and holds the internship's row.
func Hold(tx *sqldb.Tx, ids *id.Source, h Held) error {
	n, err := tx.Exec(`INSERT INTO hold (id, internship_id, mentor_id, program_id, held_at) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (internship_id, mentor_id) DO NOTHING`, id.New[id.Hold](ids), h.Internship, h.Mentor, h.Program, tx.Now())
	if err != nil || n == 0 {
		return err
	}
	if _, err := lockPlace(tx, h.Program, h.Mentor); err != nil {
		return err
	}
	return tx.Guard(full, `UPDATE mentor_place SET held = held + 1
		WHERE program_id = ? AND person_id = ? AND (limited = 0 OR held < capacity)`, h.Program, h.Mentor)
}

// Release gives back the place that an internship held of a mentor's, in the
// transaction of the change by which it is not needed any more. Where it held
// none nothing happens.
func Release(tx *sqldb.Tx, internship id.Internship, mentor id.Person) error {
	return release(tx, "DELETE FROM hold WHERE internship_id = ? AND mentor_id = ? RETURNING program_id, mentor_id", internship, mentor)
}

// ReleaseAll gives back every place that an internship held, of whichever
// mentors.
func ReleaseAll(tx *sqldb.Tx, internship id.Internship) error {
	return release(tx, "DELETE FROM hold WHERE internship_id = ? RETURNING program_id, mentor_id", internship)
}

// release takes holds away and counts them off. Each row is deleted by one
// transaction only, so a place is given back once.
func release(tx *sqldb.Tx, query string, args ...any) error {
	gone, err := sqldb.List(tx, func(s sqldb.Scanner) (h Held, err error) { return h, s.Scan(&h.Program, &h.Mentor) }, query, args...)
	if err != nil {
		return err
	}
	for _, h := range gone {
		err := tx.Guard("The places of this mentor do not add up. Nothing has been changed. Tell your administrator: stint doctor says more.",
			"UPDATE mentor_place SET held = held - 1 WHERE program_id = ? AND person_id = ? AND held > 0", h.Program, h.Mentor)
		if err != nil {
			return err
		}
	}
	return nil
}

// Places are how many places a mentor's internships in a program hold, and how
// many the mentor offers; Capacity is 0 for one who is not in the pool.
type Places struct {
	Held     int
	Capacity int
}

// Load returns the places of people in a program, in one query. Who has
// neither offered nor held anything there is left out. The caller has checked
// that the actor may know.
func Load(tx *sqldb.Tx, program id.Program, people []id.Person) (map[id.Person]Places, error) {
	type line struct {
		person id.Person
		Places
	}
	in, args := sqldb.In(people)
	lines, err := sqldb.List(tx, func(s sqldb.Scanner) (l line, err error) { return l, s.Scan(&l.person, &l.Held, &l.Capacity) }, `
		SELECT person_id, held, CASE limited WHEN 1 THEN capacity ELSE 0 END FROM mentor_place
		WHERE program_id = ? AND person_id IN `+in, append([]any{program}, args...)...)
	loads := make(map[id.Person]Places, len(lines))
	for _, l := range lines {
		loads[l.person] = l.Places
	}
	return loads, err
}

// place is a row of the table of places.
type place struct {
	capacity, held int
	limited        bool
}

// lockPlace holds the row in which a mentor's places in a program are counted
// for the rest of the transaction, made where there was none, and returns it.
func lockPlace(tx *sqldb.Tx, program id.Program, person id.Person) (place, error) {
	return sqldb.Find(tx, "mentor", func(s sqldb.Scanner) (p place, err error) { return p, s.Scan(&p.capacity, &p.limited, &p.held) }, `
		INSERT INTO mentor_place (program_id, person_id) VALUES (?, ?)
		ON CONFLICT (program_id, person_id) DO UPDATE SET held = mentor_place.held
		RETURNING capacity, limited, held`, program, person)
}

// offerPlaces says how many places a mentor in the pool offers; with limited
// false they are no longer in it. Fewer than are held cannot be offered: the
// caller has locked the row and checked that.
func offerPlaces(tx *sqldb.Tx, o Opening, limited bool) error {
	return tx.Guard("Somebody took a place at this moment. Nothing has been changed. Look at it again.",
		"UPDATE mentor_place SET capacity = ?, limited = ? WHERE program_id = ? AND person_id = ? AND (? = 0 OR held <= ?)",
		o.Capacity, limited, o.Program, o.Person, limited, o.Capacity)
}
