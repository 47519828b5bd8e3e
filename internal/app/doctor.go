package app

import (
	"context"
	"fmt"

	"stint/internal/audit"
	"stint/internal/sqldb"
)

// Finding is one thing that the doctor found wrong.
type Finding struct {
	Rule string // what should hold, in a sentence
	What string // what does not: ids and numbers
}

// invariant is a rule with the query that returns, one text column, what
// breaks it.
type invariant struct{ rule, query string }

// invariants hold after every commit, whatever was killed when.
var invariants = []invariant{
	{"An internship that was agreed has terms in force.",
		`SELECT id FROM internship WHERE state IN ('agreed', 'active', 'paused', 'completed') AND (in_force = 0 OR in_force > revision)`},
	{"Terms in force carry an approval for each of the four roles, bound to exactly these terms, or carried over from those that it is bound to.",
		`SELECT i.id FROM internship i JOIN terms t ON t.internship_id = i.id AND t.revision = i.in_force
		WHERE i.in_force > 0 AND (SELECT count(*) FROM sign_off s WHERE s.internship_id = i.id AND s.revision = i.in_force AND s.answer = 'approved' AND (s.carried_from = 0 AND s.digest = t.digest
			OR s.digest = (SELECT d.digest FROM terms d WHERE d.internship_id = s.internship_id AND d.revision = s.carried_from))) <> 4`},
	{"The newest revision of every internship exists.",
		`SELECT i.id FROM internship i WHERE i.revision > 0 AND NOT EXISTS (SELECT 1 FROM terms t WHERE t.internship_id = i.id AND t.revision = i.revision)`},
	{"Nobody signs as the intern's manager who is the mentor.",
		`SELECT m.internship_id FROM party m JOIN party b ON b.internship_id = m.internship_id AND b.person_id = m.person_id
		WHERE m.role = 'mentor' AND b.role = 'intern-manager' AND m.until_at IS NULL AND b.until_at IS NULL`},
	{"An internship that was agreed has a plan and meetings.",
		`SELECT i.id FROM internship i WHERE i.in_force > 0 AND i.state IN ('agreed', 'active', 'paused')
		AND (NOT EXISTS (SELECT 1 FROM activity a WHERE a.internship_id = i.id) OR NOT EXISTS (SELECT 1 FROM meeting m WHERE m.internship_id = i.id))`},
	{"A mentor who said yes to an intern who still explores has a place held.",
		`SELECT q.id FROM request q JOIN internship i ON i.id = q.internship_id WHERE i.state = 'exploring' AND q.state IN ('accepted', 'confirmed')
		AND NOT EXISTS (SELECT 1 FROM hold h WHERE h.internship_id = q.internship_id AND h.mentor_id = q.mentor_id)`},
	{"An internship that is still explored holds no place of a mentor who has not said yes.",
		`SELECT h.internship_id FROM hold h JOIN internship i ON i.id = h.internship_id WHERE i.state = 'exploring'
		AND NOT EXISTS (SELECT 1 FROM request q WHERE q.internship_id = h.internship_id AND q.mentor_id = h.mentor_id AND q.state IN ('accepted', 'confirmed'))`},
	{"Nobody waits for an answer or a choice once the search for a mentor is over.",
		`SELECT q.id FROM request q JOIN internship i ON i.id = q.internship_id WHERE q.state IN ('asked', 'accepted')
		AND (i.state <> 'exploring' OR EXISTS (SELECT 1 FROM request c WHERE c.internship_id = q.internship_id AND c.state = 'confirmed'))`},
	{"A request that waits for its mentor is looked at by the clock, and no other one.",
		`SELECT id FROM request WHERE (state = 'asked') <> (turns_at IS NOT NULL)`},
	{"An activity that is not open says since when.",
		`SELECT id FROM activity WHERE state <> 'open' AND state_at IS NULL`},
	{"A prompt has as many answers as it says.",
		`SELECT p.id FROM prompt p WHERE p.versions <> (SELECT count(*) FROM answer a WHERE a.prompt_id = p.id)`},
	{"A plan's activities hang below activities of the same internship.",
		`SELECT a.id FROM activity a JOIN activity p ON p.id = a.parent_id WHERE p.internship_id <> a.internship_id`},
	{"The places of every mentor count exactly the internships that hold them, and nobody in the pool gives more than they offer.",
		`SELECT m.person_id FROM mentor_place m WHERE m.held <> (SELECT count(*) FROM hold h WHERE h.program_id = m.program_id AND h.mentor_id = m.person_id)
			OR m.limited = 1 AND m.held > m.capacity
			OR m.limited <> (SELECT count(*) FROM opening o WHERE o.program_id = m.program_id AND o.person_id = m.person_id AND o.state = 'open')`},
	{"An internship that is promised or runs holds a place of its mentor's, and one that is over holds none.",
		`SELECT i.id FROM internship i JOIN party p ON p.internship_id = i.id AND p.role = 'mentor' AND p.until_at IS NULL
		WHERE i.state IN ('proposed', 'agreed', 'active', 'paused') AND NOT EXISTS (SELECT 1 FROM hold h WHERE h.internship_id = i.id AND h.mentor_id = p.person_id)
		UNION SELECT i.id FROM internship i JOIN hold h ON h.internship_id = i.id WHERE i.state IN ('completed', 'ended')`},
	{"Circles of managers do not exist.",
		`WITH RECURSIVE above (start, id, depth) AS (
			SELECT id, manager_id, 1 FROM person WHERE manager_id IS NOT NULL
			UNION ALL SELECT a.start, p.manager_id, a.depth + 1 FROM above a JOIN person p ON p.id = a.id WHERE p.manager_id IS NOT NULL AND a.depth < 60 AND a.id <> a.start)
		SELECT DISTINCT start FROM above WHERE id = start`},
}

// Examine checks every invariant and every audit chain on one snapshot of the
// database, and returns what it found wrong; nil where all is well.
func Examine(ctx context.Context, db *sqldb.DB) ([]Finding, error) {
	var found []Finding
	text := func(s sqldb.Scanner) (v string, err error) { return v, s.Scan(&v) }
	err := db.Read(ctx, func(tx *sqldb.Tx) error {
		found = nil
		for _, rule := range invariants {
			broken, err := sqldb.List(tx, text, rule.query)
			if err != nil {
				return fmt.Errorf("%s: %w", rule.rule, err)
			}
			for _, what := range broken {
				found = append(found, Finding{rule.rule, what})
			}
		}
		chains, err := audit.Chains(tx)
		if err != nil {
			return err
		}
		for _, chain := range chains {
			if err := audit.Verify(tx, chain); err != nil {
				found = append(found, Finding{"The audit record is complete and unchanged.", err.Error()})
			}
		}
		return nil
	})
	return found, err
}
