package cohort

import (
	"encoding/json"
	"slices"
	"strings"

	"stint/internal/access"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/sqldb"
)

const columns = `c.id, c.program_id, c.title, c.state, c.start_date, c.open_until, c.min_overlap, c.max_apart, c.language, c.message,
	c.version, c.solved, c.digest, c.made_by, c.sent_by, c.created_at, c.changed_at, c.solved_at, c.sent_at`

func scan(s sqldb.Scanner) (c Cohort, err error) {
	return c, s.Scan(&c.ID, &c.Program, &c.Title, &c.State, &c.Start, &c.Until, &c.Rules.MinOverlap, &c.Rules.MaxApart, &c.Rules.Language, &c.Message,
		&c.Version, &c.Solved, &c.Digest, sqldb.Maybe(&c.MadeBy), sqldb.Maybe(&c.SentBy), &c.CreatedAt, &c.ChangedAt, &c.SolvedAt, &c.SentAt)
}

// coordinates is the condition that the actor coordinates the program of a
// cohort c.
func coordinates(a access.Actor) (string, []any) {
	if a.IsSystem() {
		return "1 = 1", nil
	}
	return "EXISTS (SELECT 1 FROM program_coordinator k WHERE k.program_id = c.program_id AND k.person_id = ?)", []any{a.Person}
}

// Find returns a cohort, for the coordinators of its program; for everybody
// else it is NotFound.
func Find(tx *sqldb.Tx, a access.Actor, cohort id.Cohort) (Cohort, error) {
	return findFor(tx, a, access.CohortFind, cohort)
}

// findFor is Find for an action.
func findFor(tx *sqldb.Tx, a access.Actor, action access.Action, cohort id.Cohort) (Cohort, error) {
	c, err := find(tx, cohort)
	if err != nil {
		if e := access.Check(a, action, nil, "cohort"); e != nil && fault.Is(err, fault.NotFound) {
			return Cohort{}, e
		}
		return Cohort{}, err
	}
	roles, err := rolesOn(tx, a, c.Program)
	if err != nil {
		return Cohort{}, err
	}
	return c, access.Check(a, action, roles, "cohort")
}

// rolesOn is what somebody is to the cohorts of a program.
func rolesOn(tx *sqldb.Tx, a access.Actor, program id.Program) (access.Roles, error) {
	if a.Person == "" {
		return nil, nil
	}
	n, err := sqldb.Count(tx, "SELECT count(*) FROM program_coordinator WHERE program_id = ? AND person_id = ?", program, a.Person)
	if err != nil || n == 0 {
		return nil, err
	}
	return access.Roles{access.Coordinator}, nil
}

// find returns a cohort, whoever asks.
func find(tx *sqldb.Tx, cohort id.Cohort) (Cohort, error) {
	return sqldb.Find(tx, "cohort", scan, "SELECT "+columns+" FROM cohort c WHERE c.id = ?", cohort)
}

// List returns the cohorts of a program, the newest first, for its
// coordinators.
func List(tx *sqldb.Tx, a access.Actor, program id.Program, page Page) (Listing, error) {
	if err := access.RequireCoordinator(tx, a, access.CohortFind, program); err != nil {
		return Listing{}, err
	}
	seen, args := coordinates(a)
	query := "SELECT " + columns + " FROM cohort c WHERE " + seen + " AND c.program_id = ?"
	args = append(args, program)
	if page.After != "" {
		query += " AND c.id < ?"
		args = append(args, page.After)
	}
	n := page.limit()
	found, err := sqldb.List(tx, scan, query+" ORDER BY c.id DESC LIMIT ?", append(args, n+1)...)
	l := Listing{Cohorts: found}
	if len(found) > n {
		l.Cohorts, l.Next = found[:n], string(found[n-1].ID)
	}
	return l, err
}

// Page says which part of a list is wanted.
type Page struct {
	After string // Next of the part before; empty for the first
	Limit int    // 1 to 100; 50 where it is 0
}

func (p Page) limit() int {
	if p.Limit <= 0 {
		return 50
	}
	return min(p.Limit, 100)
}

// Listing is one part of a program's cohorts.
type Listing struct {
	Cohorts []Cohort
	Next    string // for Page.After; empty on the last part
}

// lock holds a cohort for the rest of the transaction and returns it as it is
// then. Whoever changes one locks it first.
func lock(tx *sqldb.Tx, cohort id.Cohort) (Cohort, error) {
	n, err := tx.Exec("UPDATE cohort SET state = state WHERE id = ?", cohort)
	if err == nil && n == 0 {
		err = fault.Missing("cohort")
	}
	if err != nil {
		return Cohort{}, err
	}
	return find(tx, cohort)
}

func insert(tx *sqldb.Tx, c Cohort) error {
	_, err := tx.Exec(`
		INSERT INTO cohort (id, program_id, title, state, start_date, open_until, min_overlap, max_apart, language, message, version, made_by, created_at, changed_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		c.ID, c.Program, c.Title, c.State, c.Start, c.Until, c.Rules.MinOverlap, c.Rules.MaxApart, c.Rules.Language, c.Message, c.Version, sqldb.Null(c.MadeBy), tx.Now(), tx.Now())
	return err
}

// save writes what c says differently from was, if the database still says
// what was says.
func save(tx *sqldb.Tx, was, c Cohort) error {
	return tx.Guard("This cohort has changed at this moment. Nothing of yours has been changed. Look at it again.", `
		UPDATE cohort SET title = ?, state = ?, start_date = ?, open_until = ?, min_overlap = ?, max_apart = ?, language = ?, message = ?,
			version = ?, solved = ?, digest = ?, sent_by = ?, changed_at = ?, solved_at = ?, sent_at = ?
		WHERE id = ? AND state = ? AND version = ?`,
		c.Title, c.State, c.Start, c.Until, c.Rules.MinOverlap, c.Rules.MaxApart, c.Rules.Language, c.Message,
		c.Version, c.Solved, c.Digest, sqldb.Null(c.SentBy), tx.Now(), c.SolvedAt, c.SentAt, c.ID, was.State, was.Version)
}

// applicants returns those of a cohort, in order of their ids.
func applicants(tx *sqldb.Tx, cohort id.Cohort) ([]Applicant, error) {
	return sqldb.List(tx, func(s sqldb.Scanner) (a Applicant, err error) {
		return a, s.Scan(&a.Person, sqldb.Maybe(&a.AddedBy), &a.AddedAt)
	}, "SELECT person_id, added_by, added_at FROM cohort_applicant WHERE cohort_id = ? ORDER BY person_id", cohort)
}

// mentors returns those of a cohort, in order of their ids.
func mentors(tx *sqldb.Tx, cohort id.Cohort) ([]Mentor, error) {
	return sqldb.List(tx, func(s sqldb.Scanner) (m Mentor, err error) { return m, s.Scan(&m.Person, &m.Places, &m.AddedAt) },
		"SELECT person_id, places, added_at FROM cohort_mentor WHERE cohort_id = ? ORDER BY person_id", cohort)
}

// marking is one mark as it is stored.
type marking struct {
	applicant, mentor id.Person
	side              string
	mark              Mark
}

func scanMarking(s sqldb.Scanner) (m marking, err error) {
	return m, s.Scan(&m.applicant, &m.mentor, &m.side, &m.mark)
}

const selectMarks = "SELECT applicant_id, mentor_id, side, mark FROM cohort_mark WHERE cohort_id = ?"

func markings(tx *sqldb.Tx, cohort id.Cohort) ([]marking, error) {
	return sqldb.List(tx, scanMarking, selectMarks+" ORDER BY applicant_id, mentor_id, side", cohort)
}

// exceptions returns the must-haves set aside, by applicant.
func exceptions(tx *sqldb.Tx, cohort id.Cohort) (map[id.Person][]Rule, error) {
	type line struct {
		person id.Person
		rule   Rule
	}
	lines, err := sqldb.List(tx, func(s sqldb.Scanner) (l line, err error) { return l, s.Scan(&l.person, &l.rule) },
		"SELECT applicant_id, rule FROM cohort_exception WHERE cohort_id = ? ORDER BY applicant_id, rule", cohort)
	byPerson := map[id.Person][]Rule{}
	for _, l := range lines {
		byPerson[l.person] = append(byPerson[l.person], l.rule)
	}
	return byPerson, err
}

const choiceColumns = `applicant_id, mentor_id, locked, score, reasons, next_id, next_fewer, next_cost, changes, request_id, trouble, settled_at`

func scanChoice(s sqldb.Scanner) (c Choice, err error) {
	var reasons, changes string
	err = s.Scan(&c.Applicant, sqldb.Maybe(&c.Mentor), &c.Locked, &c.Score, &reasons, sqldb.Maybe(&c.Next), &c.NextFewer, &c.NextCost, &changes, &c.Request, &c.Trouble, &c.At)
	if err != nil {
		return c, err
	}
	if err := json.Unmarshal([]byte(reasons), &c.Reasons); err != nil {
		return c, err
	}
	return c, json.Unmarshal([]byte(changes), &c.Changes)
}

// Choices returns the lines of a cohort's proposal, those without a place
// first, in order of the applicants' ids. The caller has found the cohort.
func Choices(tx *sqldb.Tx, cohort id.Cohort) ([]Choice, error) {
	list, err := sqldb.List(tx, scanChoice, "SELECT "+choiceColumns+" FROM cohort_choice WHERE cohort_id = ? ORDER BY applicant_id", cohort)
	slices.SortStableFunc(list, func(a, b Choice) int {
		switch {
		case (a.Mentor == "") == (b.Mentor == ""):
			return 0
		case a.Mentor == "":
			return -1
		}
		return 1
	})
	return list, err
}

// batch is how many lines one statement writes; its arguments stay below what
// both databases take.
const batch = 200

// ten is a row of ten values.
const ten = "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"

// replaceChoices stores a proposal in place of the one before.
func replaceChoices(tx *sqldb.Tx, cohort id.Cohort, choices []Choice) error {
	if _, err := tx.Exec("DELETE FROM cohort_choice WHERE cohort_id = ?", cohort); err != nil {
		return err
	}
	for part := range slices.Chunk(choices, batch) {
		var args []any
		for _, c := range part {
			reasons, err := json.Marshal(append([]string{}, c.Reasons...))
			if err != nil {
				return err
			}
			changes, err := json.Marshal(append([]Change{}, c.Changes...))
			if err != nil {
				return err
			}
			args = append(args, cohort, c.Applicant, sqldb.Null(c.Mentor), c.Locked, c.Score, string(reasons), sqldb.Null(c.Next), c.NextFewer, c.NextCost, string(changes))
		}
		_, err := tx.Exec(`INSERT INTO cohort_choice (cohort_id, applicant_id, mentor_id, locked, score, reasons, next_id, next_fewer, next_cost, changes) VALUES `+
			ten+strings.Repeat(", "+ten, len(part)-1), args...)
		if err != nil {
			return err
		}
	}
	return nil
}

// mark writes what a side says of a pair; MarkNone takes it away.
func mark(tx *sqldb.Tx, cohort id.Cohort, m marking) error {
	_, err := tx.Exec("DELETE FROM cohort_mark WHERE cohort_id = ? AND applicant_id = ? AND mentor_id = ? AND side = ?", cohort, m.applicant, m.mentor, m.side)
	if err != nil || m.mark == MarkNone {
		return err
	}
	_, err = tx.Exec("INSERT INTO cohort_mark (cohort_id, applicant_id, mentor_id, side, mark) VALUES (?, ?, ?, ?, ?)", cohort, m.applicant, m.mentor, m.side, m.mark)
	return err
}
