package plan

import (
	"stint/internal/id"
	"stint/internal/plan/prompt"
	"stint/internal/sqldb"
)

func knownRows(tx *sqldb.Tx, of id.Internship) (known, error) {
	k := known{map[string]id.Activity{}, map[string]id.Prompt{}}
	type line struct{ id, source string }
	scanLine := func(s sqldb.Scanner) (l line, err error) { return l, s.Scan(&l.id, &l.source) }
	rows, err := sqldb.List(tx, scanLine, "SELECT id, source FROM activity WHERE internship_id = ? AND source <> ''", of)
	if err != nil {
		return k, err
	}
	for _, l := range rows {
		k.activities[l.source] = id.Activity(l.id)
	}
	rows, err = sqldb.List(tx, scanLine, "SELECT id, source FROM prompt WHERE internship_id = ?", of)
	for _, l := range rows {
		k.prompts[l.source] = id.Prompt(l.id)
	}
	return k, err
}

// putAll writes a page that was laid out: as a new plan, or over one that is
// known.
func putAll(tx *sqldb.Tx, of id.Internship, laid laid) error {
	if _, err := tx.Exec("INSERT INTO plan (internship_id, fills_at) VALUES (?, ?) ON CONFLICT (internship_id) DO NOTHING", of, tx.Now()); err != nil {
		return err
	}
	for i := range laid.activities {
		if err := putActivity(tx, of, &laid.activities[i]); err != nil {
			return err
		}
	}
	for i := range laid.prompts {
		if err := putPrompt(tx, of, &laid.prompts[i]); err != nil {
			return err
		}
	}
	return nil
}

// putActivity writes an activity. One that is there gets what the page says of
// it now, and stays in the week that somebody moved it to.
func putActivity(tx *sqldb.Tx, of id.Internship, a *Activity) error {
	_, err := tx.Exec(`
		INSERT INTO activity (id, internship_id, parent_id, position, week, home_week, source, text, kind, owner, shape,
			heading, optional, choose, condition, branch, side, course, part, builds_on, minutes, links,
			state, counts, created_by, created_at, changed_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'open', ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET parent_id = excluded.parent_id, position = excluded.position,
			week = CASE WHEN activity.week = activity.home_week THEN excluded.week ELSE activity.week END, home_week = excluded.home_week,
			text = excluded.text, kind = excluded.kind, owner = excluded.owner, shape = excluded.shape, heading = excluded.heading,
			optional = excluded.optional, choose = excluded.choose, condition = excluded.condition, branch = excluded.branch, side = excluded.side,
			course = excluded.course, part = excluded.part, builds_on = excluded.builds_on, minutes = excluded.minutes, links = excluded.links,
			changed_at = excluded.changed_at, version = activity.version + 1`,
		a.ID, of, sqldb.Null(a.Parent), a.Position, a.Week, a.HomeWeek, a.Source, a.Text, a.Kind, a.Owner, a.Shape,
		a.Heading, a.Optional, a.Choose, a.Condition, a.Branch, a.Side, a.Course, a.Part, text(a.BuildsOn), a.Minutes, text(a.Links),
		a.Weight, sqldb.Null(a.CreatedBy), tx.Now(), tx.Now())
	return err
}

func putPrompt(tx *sqldb.Tx, of id.Internship, p *prompt.Prompt) error {
	_, err := tx.Exec(`
		INSERT INTO prompt (id, internship_id, activity_id, position, source, text, optional, state) VALUES (?, ?, ?, ?, ?, ?, ?, 'open')
		ON CONFLICT (id) DO UPDATE SET activity_id = excluded.activity_id, position = excluded.position, text = excluded.text, optional = excluded.optional`,
		p.ID, of, p.Head, p.Position, p.Source, p.Text, p.Optional)
	return err
}

// removeUntouched deletes rows that a new version of the program has no more,
// but for those that somebody did something with, and what those hang below.
func removeUntouched(tx *sqldb.Tx, of id.Internship, activities map[string]id.Activity, prompts map[string]id.Prompt) error {
	for _, p := range prompts {
		if _, err := tx.Exec(`
			DELETE FROM prompt WHERE internship_id = ? AND id = ? AND state = 'open' AND versions = 0
			AND NOT EXISTS (SELECT 1 FROM answer_draft d WHERE d.prompt_id = prompt.id)
			AND NOT EXISTS (SELECT 1 FROM reply r WHERE r.prompt_id = prompt.id)`, of, p); err != nil {
			return err
		}
	}
	// Each round removes the lowest that are left, until a round removes none.
	for removed := true; removed; {
		removed = false
		for source, a := range activities {
			n, err := tx.Exec(`
				DELETE FROM activity WHERE internship_id = ? AND id = ? AND (state = 'open' OR state = 'waived' AND state_by IS NULL)
				AND note = '' AND evidence = '' AND agenda_week = 0
				AND NOT EXISTS (SELECT 1 FROM activity b WHERE b.parent_id = activity.id)
				AND NOT EXISTS (SELECT 1 FROM prompt p WHERE p.activity_id = activity.id)`, of, a)
			if err != nil {
				return err
			}
			if n > 0 {
				removed = true
				delete(activities, source)
			}
		}
	}
	return nil
}
