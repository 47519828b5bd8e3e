package cohort

import (
	"context"
	"slices"

	"stint/internal/access"
	"stint/internal/audit"
	"stint/internal/call"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/person"
	"stint/internal/sqldb"
)

// MarkPair is what the coordinator says of a pair.
type MarkPair struct {
	Cohort    id.Cohort `json:"cohort"`
	Applicant id.Person `json:"applicant"`
	Mentor    id.Person `json:"mentor"`
	Mark      Mark      `json:"mark,omitempty"` // MarkLock, MarkForbid, or MarkNone to say nothing any more
}

// MarkPair locks a pair of a cohort, forbids it, or neither, for its
// coordinators. An applicant is locked to one mentor at most: another lock
// moves there. A lock takes a place, whatever the must-haves say, and is
// refused where the mentor has none left for it.
func (s *Service) MarkPair(ctx context.Context, c call.Call, in MarkPair) (Standing, error) {
	return call.Do(ctx, s.db, c, "cohort.mark", in, func(tx *sqldb.Tx) (Standing, error) {
		return s.edit(tx, c.Actor, in.Cohort, func(x Cohort) (Cohort, bool, error) {
			if err := markable(tx, x, in); err != nil {
				return x, false, err
			}
			if in.Mark == MarkLock {
				if _, err := tx.Exec("DELETE FROM cohort_mark WHERE cohort_id = ? AND applicant_id = ? AND mark = ?", x.ID, in.Applicant, MarkLock); err != nil {
					return x, false, err
				}
			}
			if err := mark(tx, x.ID, marking{in.Applicant, in.Mentor, sideCoordinator, in.Mark}); err != nil {
				return x, false, err
			}
			name := map[Mark]string{MarkLock: "pair.locked", MarkForbid: "pair.forbidden", MarkNone: "pair.released"}[in.Mark]
			return x, true, s.append(tx, c.Actor, x, name, string(in.Applicant), audit.Facts{"mentor": string(in.Mentor)})
		})
	})
}

// markable says what speaks against a mark.
func markable(tx *sqldb.Tx, x Cohort, in MarkPair) error {
	if in.Mark != MarkLock && in.Mark != MarkForbid && in.Mark != MarkNone {
		return fault.At("mark", "Lock a pair, forbid it, or neither.")
	}
	places, err := sqldb.List(tx, func(s sqldb.Scanner) (n int, err error) { return n, s.Scan(&n) }, `
		SELECT m.places FROM cohort_mentor m JOIN cohort_applicant a ON a.cohort_id = m.cohort_id
		WHERE m.cohort_id = ? AND m.person_id = ? AND a.person_id = ?`, x.ID, in.Mentor, in.Applicant)
	if err != nil {
		return err
	}
	if len(places) == 0 {
		return fault.Missing("pair in this cohort")
	}
	if in.Mark != MarkLock {
		return nil
	}
	people, err := person.Names(tx, []id.Person{in.Applicant, in.Mentor})
	if err != nil {
		return err
	}
	if in.Applicant == in.Mentor || people[in.Applicant].Manager == in.Mentor {
		return fault.New(fault.Conflict, "Nobody is mentored by themselves or by their own manager. Nothing has been changed. Choose another mentor.")
	}
	others, err := sqldb.Count(tx, "SELECT count(*) FROM cohort_mark WHERE cohort_id = ? AND mentor_id = ? AND mark = ? AND applicant_id <> ?", x.ID, in.Mentor, MarkLock, in.Applicant)
	if err == nil && others >= places[0] {
		err = fault.New(fault.Conflict, "Every place of this mentor is locked. Nothing has been changed. Unlock another pair, or give them another place.")
	}
	return err
}

// SetAside is a must-have set aside for one applicant, or held again.
type SetAside struct {
	Cohort    id.Cohort `json:"cohort"`
	Applicant id.Person `json:"applicant"`
	Rule      Rule      `json:"rule"`
	Again     bool      `json:"again,omitempty"` // it is to hold for them again
}

// SetAside makes an exception of a must-have for one applicant of a cohort, or
// takes it back, for its coordinators.
func (s *Service) SetAside(ctx context.Context, c call.Call, in SetAside) (Standing, error) {
	return call.Do(ctx, s.db, c, "cohort.set-aside", in, func(tx *sqldb.Tx) (Standing, error) {
		return s.edit(tx, c.Actor, in.Cohort, func(x Cohort) (Cohort, bool, error) {
			if !slices.Contains(allRules[:], in.Rule) {
				return x, false, fault.At("rule", "There is no such must-have.")
			}
			n, err := sqldb.Count(tx, "SELECT count(*) FROM cohort_applicant WHERE cohort_id = ? AND person_id = ?", x.ID, in.Applicant)
			if err == nil && n == 0 {
				err = fault.Missing("applicant in this cohort")
			}
			if err != nil {
				return x, false, err
			}
			query, event := "INSERT INTO cohort_exception (cohort_id, applicant_id, rule) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", "must-have.set-aside"
			if in.Again {
				query, event = "DELETE FROM cohort_exception WHERE cohort_id = ? AND applicant_id = ? AND rule = ?", "must-have.restored"
			}
			changed, err := tx.Exec(query, x.ID, in.Applicant, in.Rule)
			if err != nil || changed == 0 {
				return x, false, err
			}
			return x, true, s.append(tx, c.Actor, x, event, string(in.Applicant), audit.Facts{"rule": string(in.Rule)})
		})
	})
}

// Join is what an applicant says of themself.
type Join struct {
	Cohort id.Cohort   `json:"cohort"`
	Wishes []id.Person `json:"wishes,omitempty"` // mentors of the cohort, the dearest first, at most MaxWishes
	Vetoes []id.Person `json:"vetoes,omitempty"` // mentors of the cohort who are not to be; private
}

// Joined is an applicant's part after a change.
type Joined struct {
	Cohort    id.Cohort `json:"cohort"`
	Applicant bool      `json:"applicant"`
	Mentor    bool      `json:"mentor"`
}

// Join makes the actor an applicant of a cohort that is open, or says anew what
// one who is in it wishes. Vetoes are counted to coordinators, and their words
// shown to nobody.
func (s *Service) Join(ctx context.Context, c call.Call, in Join) (Joined, error) {
	return call.Do(ctx, s.db, c, "cohort.join", in, func(tx *sqldb.Tx) (Joined, error) {
		x, part, err := s.partOf(tx, c.Actor, in.Cohort)
		if err != nil {
			return Joined{}, err
		}
		if !part.Applicant && !part.MayApply {
			return Joined{}, fault.New(fault.Forbidden, "This cohort takes no applications. Nothing has been changed. Ask its coordinator.")
		}
		if err := part.checkWishes(in); err != nil {
			return Joined{}, err
		}
		if !part.Applicant {
			if _, err := s.enter(tx, c.Actor, x, []id.Person{c.Actor.Person}); err != nil {
				return Joined{}, err
			}
		}
		said := make([]marking, 0, len(in.Wishes)+len(in.Vetoes))
		for i, m := range in.Wishes {
			said = append(said, marking{c.Actor.Person, m, sideApplicant, wishes[i]})
		}
		for _, m := range in.Vetoes {
			said = append(said, marking{c.Actor.Person, m, sideApplicant, MarkVeto})
		}
		if err := s.say(tx, c.Actor, x, sideApplicant, said); err != nil {
			return Joined{}, err
		}
		return Joined{x.ID, true, part.Mentor}, s.append(tx, c.Actor, x, "cohort.joined", string(x.ID), audit.Facts{"wishes": audit.Number(len(in.Wishes))})
	})
}

// partOf locks a cohort that is still edited, for somebody with a part in it.
func (s *Service) partOf(tx *sqldb.Tx, a access.Actor, cohort id.Cohort) (Cohort, Part, error) {
	if err := access.Check(a, access.CohortJoin, nil, "cohort"); err != nil {
		return Cohort{}, Part{}, err
	}
	if _, err := FindPart(tx, a, cohort); err != nil {
		return Cohort{}, Part{}, err
	}
	x, err := lock(tx, cohort)
	if err != nil {
		return Cohort{}, Part{}, err
	}
	part, err := FindPart(tx, a, cohort) // as it is now that nobody else changes it
	if err == nil {
		_, err = x.State.move(verbEdit)
	}
	return x, part, err
}

// checkWishes tells at the field what cannot be wished or ruled out.
func (p Part) checkWishes(in Join) error {
	var fields fault.Fields
	if len(in.Wishes) > MaxWishes {
		fields.Add("wishes", "Name at most %d mentors.", MaxWishes)
	}
	if len(in.Vetoes) > MaxVetoes {
		fields.Add("vetoes", "Rule out at most %d people.", MaxVetoes)
	}
	for i, m := range in.Wishes {
		if !slices.Contains(p.Mentors, m) || slices.Contains(in.Wishes[:i], m) {
			fields.Add("wishes", "Choose mentors of this cohort, each once.")
			break
		}
	}
	for i, m := range in.Vetoes {
		if !slices.Contains(p.Mentors, m) || slices.Contains(in.Vetoes[:i], m) || slices.Contains(in.Wishes, m) {
			fields.Add("vetoes", "Choose mentors of this cohort for whom you do not wish, each once.")
			break
		}
	}
	return fields.Err()
}

// say puts what somebody says of pairs in place of what they said before, and
// counts the cohort's version up where that is something else.
func (s *Service) say(tx *sqldb.Tx, a access.Actor, x Cohort, side string, said []marking) error {
	column := "applicant_id"
	if side == sideMentor {
		column = "mentor_id"
	}
	if _, err := tx.Exec("DELETE FROM cohort_mark WHERE cohort_id = ? AND side = ? AND "+column+" = ?", x.ID, side, a.Person); err != nil {
		return err
	}
	for _, m := range said {
		if err := mark(tx, x.ID, m); err != nil {
			return err
		}
	}
	was := x
	x.Version++
	return save(tx, was, x)
}

// Withdraw takes the actor's own application back, with all that they said.
func (s *Service) Withdraw(ctx context.Context, c call.Call, cohort id.Cohort) (Joined, error) {
	return call.Do(ctx, s.db, c, "cohort.withdraw", cohort, func(tx *sqldb.Tx) (Joined, error) {
		x, part, err := s.partOf(tx, c.Actor, cohort)
		if err != nil || !part.Applicant {
			return Joined{x.ID, false, part.Mentor}, err
		}
		if _, err := leave(tx, x.ID, c.Actor.Person, AsApplicant); err != nil {
			return Joined{}, err
		}
		if err := s.say(tx, c.Actor, x, sideApplicant, nil); err != nil {
			return Joined{}, err
		}
		return Joined{x.ID, false, part.Mentor}, s.append(tx, c.Actor, x, "cohort.left", string(x.ID), nil)
	})
}

// RuleOut is whom a mentor does not want to be given.
type RuleOut struct {
	Cohort id.Cohort   `json:"cohort"`
	People []id.Person `json:"people,omitempty"` // anybody of the directory, in it or not; private
}

// RuleOut says anew whom the actor, a mentor of a cohort, is not to be given.
// They choose from the directory: who applied is not told to them.
func (s *Service) RuleOut(ctx context.Context, c call.Call, in RuleOut) (Joined, error) {
	return call.Do(ctx, s.db, c, "cohort.rule-out", in, func(tx *sqldb.Tx) (Joined, error) {
		x, part, err := s.partOf(tx, c.Actor, in.Cohort)
		if err != nil {
			return Joined{}, err
		}
		if !part.Mentor {
			return Joined{}, fault.New(fault.Forbidden, "This is for the mentors of the cohort to say. Nothing has been changed.")
		}
		people := slices.Clone(in.People)
		slices.Sort(people)
		people = slices.Compact(people)
		known, err := person.Names(tx, people)
		switch {
		case err != nil:
			return Joined{}, err
		case len(people) > MaxVetoes:
			return Joined{}, fault.At("people", "Rule out at most %d people.", MaxVetoes)
		case len(known) != len(people) || slices.Contains(people, c.Actor.Person):
			return Joined{}, fault.At("people", "Choose other people of the directory.")
		}
		var said []marking
		for _, p := range people {
			said = append(said, marking{p, c.Actor.Person, sideMentor, MarkVeto})
		}
		if err := s.say(tx, c.Actor, x, sideMentor, said); err != nil {
			return Joined{}, err
		}
		return Joined{x.ID, part.Applicant, true}, s.append(tx, c.Actor, x, "cohort.restricted", string(x.ID), nil)
	})
}
