package cohort

import (
	"context"
	"slices"
	"strings"

	"stint/internal/access"
	"stint/internal/audit"
	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/person"
	"stint/internal/pool"
	"stint/internal/sqldb"
)

// AddApplicants names people who look for a mentor, by id or by address.
type AddApplicants struct {
	Cohort id.Cohort   `json:"cohort"`
	People []id.Person `json:"people,omitempty"`
	Emails []string    `json:"emails,omitempty"`
}

// AddApplicants adds people to a cohort, for its coordinators: all of them or
// none. Who is there already stays as they are.
func (s *Service) AddApplicants(ctx context.Context, c call.Call, in AddApplicants) (Standing, error) {
	return call.Do(ctx, s.db, c, "cohort.add-applicants", in, func(tx *sqldb.Tx) (Standing, error) {
		added := 0
		at, err := s.edit(tx, c.Actor, in.Cohort, func(x Cohort) (Cohort, bool, error) {
			people, err := named(tx, in.People, in.Emails)
			if err != nil {
				return x, false, err
			}
			added, err = s.enter(tx, c.Actor, x, people)
			return x, added > 0, err
		})
		at.Added = added
		return at, err
	})
}

// named finds the people meant, all active, or says at the field who is not
// known.
func named(tx *sqldb.Tx, ids []id.Person, emails []string) ([]id.Person, error) {
	var fields fault.Fields
	var wanted []string
	for _, email := range emails {
		if email = strings.ToLower(strings.TrimSpace(email)); email != "" && !slices.Contains(wanted, email) {
			wanted = append(wanted, email)
		}
	}
	if len(wanted)+len(ids) > MaxApplicants {
		return nil, fault.At("people", "A cohort has at most %d applicants.", MaxApplicants)
	}
	type entry struct {
		person id.Person
		email  string
	}
	in, args := sqldb.In(wanted)
	found, err := sqldb.List(tx, func(s sqldb.Scanner) (e entry, err error) { return e, s.Scan(&e.person, &e.email) },
		"SELECT id, email FROM person WHERE active = 1 AND email IN "+in, args...)
	if err != nil {
		return nil, err
	}
	people := slices.Clone(ids)
	for _, email := range wanted {
		i := slices.IndexFunc(found, func(e entry) bool { return e.email == email })
		if i < 0 {
			fields.Add("people", "Nobody active in the directory has the address %.80s.", strings.ToValidUTF8(email, ""))
			continue
		}
		people = append(people, found[i].person)
	}
	known, err := person.Names(tx, ids)
	if err != nil {
		return nil, err
	}
	for _, p := range ids {
		if !known[p].Active {
			fields.Add("people", "Choose somebody of the directory who is active.")
		}
	}
	if len(people) == 0 && len(fields) == 0 {
		fields.Add("people", "Name at least one person.")
	}
	slices.Sort(people)
	return slices.Compact(people), fields.Err()
}

// four is a row of four values.
const four = "(?, ?, ?, ?)"

// enter makes people applicants and returns how many are new.
func (s *Service) enter(tx *sqldb.Tx, by access.Actor, x Cohort, people []id.Person) (int, error) {
	had, err := applicants(tx, x.ID)
	if err != nil {
		return 0, err
	}
	people = slices.DeleteFunc(people, func(p id.Person) bool {
		return slices.ContainsFunc(had, func(a Applicant) bool { return a.Person == p })
	})
	if len(had)+len(people) > MaxApplicants {
		return 0, fault.At("people", "A cohort has at most %d applicants, and this one has %d.", MaxApplicants, len(had))
	}
	events := make([]audit.Event, 0, len(people))
	for part := range slices.Chunk(people, batch) {
		var args []any
		for _, p := range part {
			args = append(args, x.ID, p, sqldb.Null(by.Person), tx.Now())
			events = append(events, audit.Event{Name: "cohort-applicant.added", Object: string(p), Facts: audit.Facts{"cohort": string(x.ID), "program": string(x.Program)}})
		}
		if _, err := tx.Exec("INSERT INTO cohort_applicant (cohort_id, person_id, added_by, added_at) VALUES "+four+strings.Repeat(", "+four, len(part)-1), args...); err != nil {
			return 0, err
		}
	}
	return len(people), s.trail.AppendAll(tx, by, audit.Organization, events)
}

// The sides of a cohort on which somebody is.
const (
	AsApplicant = "applicant"
	AsMentor    = "mentor"
)

// Remove takes somebody out of a cohort.
type Remove struct {
	Cohort id.Cohort `json:"cohort"`
	Person id.Person `json:"person"`
	As     string    `json:"as"` // AsApplicant or AsMentor
}

// Remove takes an applicant or a mentor out of a cohort, for its coordinators,
// with what they locked or forbade of theirs. Somebody who is not in it is
// NotFound.
func (s *Service) Remove(ctx context.Context, c call.Call, in Remove) (Standing, error) {
	return call.Do(ctx, s.db, c, "cohort.remove", in, func(tx *sqldb.Tx) (Standing, error) {
		return s.edit(tx, c.Actor, in.Cohort, func(x Cohort) (Cohort, bool, error) {
			if in.As != AsApplicant && in.As != AsMentor {
				return x, false, fault.At("as", "Say whether an applicant or a mentor is meant.")
			}
			event, err := leave(tx, x.ID, in.Person, in.As)
			if err != nil {
				return x, false, err
			}
			return x, true, s.append(tx, c.Actor, x, event, string(in.Person), nil)
		})
	})
}

// leave takes somebody out, with the coordinator's marks about them, and
// returns the event that tells of it.
func leave(tx *sqldb.Tx, cohort id.Cohort, who id.Person, as string) (event string, err error) {
	members, marks, event := "DELETE FROM cohort_applicant WHERE cohort_id = ? AND person_id = ?", "applicant_id", "applicant.removed"
	if as == AsMentor {
		members, marks, event = "DELETE FROM cohort_mentor WHERE cohort_id = ? AND person_id = ?", "mentor_id", "mentor.removed"
	}
	n, err := tx.Exec(members, cohort, who)
	if err == nil && n == 0 {
		err = fault.Missing("person in this cohort")
	}
	if err != nil {
		return "", err
	}
	_, err = tx.Exec("DELETE FROM cohort_mark WHERE cohort_id = ? AND side = ? AND "+marks+" = ?", cohort, sideCoordinator, who)
	return "cohort-" + event, err
}

// AddMentors names mentors of a cohort.
type AddMentors struct {
	Cohort id.Cohort `json:"cohort"`
	// People are to be in the program's pool; nobody named means everybody in it
	// who has a place free.
	People []id.Person `json:"people,omitempty"`
}

// AddMentors adds mentors of the program's pool to a cohort, for its
// coordinators, each with all places that they have free. Who is there already
// stays as they are.
func (s *Service) AddMentors(ctx context.Context, c call.Call, in AddMentors) (Standing, error) {
	return call.Do(ctx, s.db, c, "cohort.add-mentors", in, func(tx *sqldb.Tx) (Standing, error) {
		added := 0
		at, err := s.edit(tx, c.Actor, in.Cohort, func(x Cohort) (Cohort, bool, error) {
			wanted, err := offering(tx, x, in.People)
			if err != nil {
				return x, false, err
			}
			added, err = s.engage(tx, c.Actor, x, wanted)
			return x, added > 0, err
		})
		at.Added = added
		return at, err
	})
}

// offering returns the mentors meant, as they stand in the pool.
func offering(tx *sqldb.Tx, x Cohort, people []id.Person) ([]Mentor, error) {
	members, _, err := pool.Members(tx, x.Program)
	if err != nil {
		return nil, err
	}
	var wanted []Mentor
	for _, m := range members {
		named := slices.Contains(people, m.Person.ID)
		if (named || len(people) == 0 && m.Opening.Free() > 0) && m.Eligibility.Eligible {
			wanted = append(wanted, Mentor{Person: m.Person.ID, Places: min(m.Opening.Free(), MaxPlaces), AddedAt: tx.Now()})
		}
	}
	for _, p := range people {
		if !slices.ContainsFunc(wanted, func(m Mentor) bool { return m.Person == p }) {
			return nil, fault.At("people", "Choose mentors who are in the program’s pool and may mentor in it.")
		}
	}
	if len(wanted) == 0 {
		return nil, fault.At("people", "Nobody in the program’s pool has a place free. Ask practitioners to open up for mentoring first.")
	}
	return wanted, nil
}

// engage makes people mentors of a cohort and returns how many are new.
func (s *Service) engage(tx *sqldb.Tx, by access.Actor, x Cohort, wanted []Mentor) (int, error) {
	had, err := mentors(tx, x.ID)
	if err != nil {
		return 0, err
	}
	wanted = slices.DeleteFunc(wanted, func(m Mentor) bool {
		return slices.ContainsFunc(had, func(h Mentor) bool { return h.Person == m.Person })
	})
	if len(had)+len(wanted) > MaxMentors {
		return 0, fault.At("people", "A cohort has at most %d mentors, and this one has %d.", MaxMentors, len(had))
	}
	var events []audit.Event
	for part := range slices.Chunk(wanted, batch) {
		var args []any
		for _, m := range part {
			args = append(args, x.ID, m.Person, m.Places, m.AddedAt)
			events = append(events, audit.Event{Name: "cohort-mentor.added", Object: string(m.Person), Facts: audit.Facts{"cohort": string(x.ID), "program": string(x.Program)}})
		}
		if _, err := tx.Exec("INSERT INTO cohort_mentor (cohort_id, person_id, places, added_at) VALUES "+four+strings.Repeat(", "+four, len(part)-1), args...); err != nil {
			return 0, err
		}
	}
	return len(wanted), s.trail.AppendAll(tx, by, audit.Organization, events)
}

// SetPlaces says how many places a mentor has in a cohort.
type SetPlaces struct {
	Cohort id.Cohort `json:"cohort"`
	Mentor id.Person `json:"mentor"`
	Places int       `json:"places"`
}

// SetPlaces gives a mentor of a cohort more places or fewer, for its
// coordinators: never fewer than pairs are locked there, nor more than the
// mentor has free in the pool.
func (s *Service) SetPlaces(ctx context.Context, c call.Call, in SetPlaces) (Standing, error) {
	return call.Do(ctx, s.db, c, "cohort.set-places", in, func(tx *sqldb.Tx) (Standing, error) {
		return s.edit(tx, c.Actor, in.Cohort, func(x Cohort) (Cohort, bool, error) {
			locks, free, err := roomAt(tx, x, in.Mentor)
			switch {
			case err != nil:
				return x, false, err
			case in.Places < 0 || in.Places > MaxPlaces:
				return x, false, fault.At("places", "A mentor has 0 to %d places.", MaxPlaces)
			case in.Places > free:
				return x, false, fault.At("places", "This mentor has %d places free in the pool. Ask them to offer another one first.", free)
			case in.Places < locks:
				return x, false, fault.At("places", "%d pairs with this mentor are locked. Unlock some first.", locks)
			}
			n, err := tx.Exec("UPDATE cohort_mentor SET places = ? WHERE cohort_id = ? AND person_id = ?", in.Places, x.ID, in.Mentor)
			if err == nil && n == 0 {
				err = fault.Missing("mentor in this cohort")
			}
			if err != nil {
				return x, false, err
			}
			return x, true, s.append(tx, c.Actor, x, "cohort.edited", string(x.ID), audit.Facts{"what": "places", "mentor": string(in.Mentor), "places": audit.Number(in.Places)})
		})
	})
}

// roomAt returns how many pairs are locked at a mentor, and how many places
// they have free in the pool.
func roomAt(tx *sqldb.Tx, x Cohort, mentor id.Person) (locks, free int, err error) {
	locks, err = sqldb.Count(tx, "SELECT count(*) FROM cohort_mark WHERE cohort_id = ? AND mentor_id = ? AND mark = ?", x.ID, mentor, MarkLock)
	if err != nil {
		return 0, 0, err
	}
	o, err := pool.Find(tx, x.Program, mentor)
	if fault.Is(err, fault.NotFound) {
		return locks, 0, nil
	}
	return locks, o.Free(), err
}
