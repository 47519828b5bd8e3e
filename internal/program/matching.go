package program

import (
	"encoding/json"

	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/program/reader"
	"stint/internal/sqldb"
)

// Matching is what a program's newest page says of its mentors.
type Matching struct {
	// Mentors is who may mentor. That mentors are individual contributors holds
	// also where only the prose says so.
	Mentors reader.MentorRule
	// Fit are the weights that the page names, by reader.FitParts; empty where
	// it leaves all of them at what is usual.
	Fit map[string]int
}

// matching is Matching as it is stored: JSON, or nothing.
type matching struct{ mentors, fit string }

// matchingOf takes what a page says of its mentors from its reading in JSON.
func matchingOf(reading string) (matching, error) {
	var page struct {
		Mentors *reader.MentorRule `json:"mentors"`
		Fit     map[string]int     `json:"fit"`
		Facts   reader.Facts       `json:"facts"`
	}
	var m matching
	if err := json.Unmarshal([]byte(reading), &page); err != nil {
		return m, err
	}
	var rule reader.MentorRule
	if page.Mentors != nil {
		rule = *page.Mentors
	}
	if rule.IndividualContributor == nil && page.Facts.MentorIsIndividualContributor != nil {
		said := true
		rule.IndividualContributor = &said
	}
	if len(rule.Teams) > 0 || rule.IndividualContributor != nil || rule.TenureMonths > 0 {
		m.mentors = stored(rule)
	}
	if len(page.Fit) > 0 {
		m.fit = stored(page.Fit)
	}
	return m, nil
}

// stored is a value as JSON. Lists, numbers and truths always have one.
func stored(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		return ""
	}
	return string(text)
}

// Matchings is MatchingOf for many programs, in one query. Those that are not
// there are left out.
func Matchings(tx *sqldb.Tx, programs []id.Program) (map[id.Program]Matching, error) {
	type line struct {
		program id.Program
		matching
	}
	in, args := sqldb.In(programs)
	lines, err := sqldb.List(tx, func(s sqldb.Scanner) (l line, err error) { return l, s.Scan(&l.program, &l.mentors, &l.fit) }, `
		SELECT p.id, v.mentor_rule, v.fit FROM program p JOIN program_version v ON v.program_id = p.id AND v.number = p.latest
		WHERE p.id IN `+in, args...)
	all := make(map[id.Program]Matching, len(lines))
	for _, l := range lines {
		m, err := l.read()
		if err != nil {
			return nil, err
		}
		all[l.program] = m
	}
	return all, err
}

// MatchingOf returns what the newest version of a program says of its mentors,
// in one small query. The caller has checked that the program may be seen, as
// everybody who is signed in may; a program that is not there is NotFound.
func MatchingOf(tx *sqldb.Tx, program id.Program) (Matching, error) {
	all, err := Matchings(tx, []id.Program{program})
	if err != nil {
		return Matching{}, err
	}
	m, found := all[program]
	if !found {
		return Matching{}, fault.Missing("program")
	}
	return m, nil
}

// read takes what is stored apart.
func (found matching) read() (m Matching, err error) {
	if found.mentors != "" {
		err = json.Unmarshal([]byte(found.mentors), &m.Mentors)
	}
	if found.fit != "" && err == nil {
		err = json.Unmarshal([]byte(found.fit), &m.Fit)
	}
	if err != nil {
		return Matching{}, fault.Wrap(err, fault.Internal, "What this program says of its mentors cannot be read. The page itself is safe; publish it again, and tell your administrator.")
	}
	return m, nil
}
