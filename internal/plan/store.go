package plan

import (
	"encoding/json"
	"time"

	"stint/internal/id"
	"stint/internal/plan/bounds"
	"stint/internal/plan/packed"
	"stint/internal/plan/prompt"
	"stint/internal/program/reader"
	"stint/internal/sqldb"
)

const columns = "concat_ws('" + packed.Separator + `', a.id, a.internship_id, COALESCE(a.parent_id, ''), a.position, a.week, a.home_week, a.source, a.text,
	a.kind, a.owner, a.shape, a.heading, a.optional, a.choose, a.condition, a.branch, a.side, a.course, a.part, a.builds_on, a.minutes, a.links,
	a.state, COALESCE(a.state_at, 0), COALESCE(a.state_by, ''), a.reason, a.note, a.evidence, COALESCE(a.noted_at, 0), COALESCE(a.replaced_by, ''),
	a.counts, a.agenda_week, COALESCE(a.created_by, ''), a.created_at, a.changed_at, a.version)`

// all is the sight of the rules, which answer nobody.
func all() bounds.Sight { return bounds.Sight{Private: true} }

// scan reads columns, and empties what the sight does not reach.
func scan(s sqldb.Scanner, sight bounds.Sight, more ...any) (Activity, error) {
	var cells string
	if err := s.Scan(append([]any{&cells}, more...)...); err != nil {
		return Activity{}, err
	}
	r := packed.Open(cells)
	a := Activity{
		ID: id.Activity(r.Text()), Internship: id.Internship(r.Text()), Parent: id.Activity(r.Text()), Position: r.Int(), Week: r.Int(), HomeWeek: r.Int(),
		Source: r.Text(), Text: r.Text(), Kind: reader.Kind(r.Text()), Owner: reader.Owner(r.Text()), Shape: reader.Role(r.Text()), Heading: r.Text(),
		Optional: r.Bool(), Choose: r.Int(), Condition: r.Text(), Branch: r.Text(), Side: r.Text(), Course: r.Text(), Part: r.Text(),
		BuildsOn: list[string](r.Text()), Minutes: r.Int(), Links: list[Link](r.Text()),
		State: State(r.Text()), StateAt: r.Time(), StateBy: id.Person(r.Text()), Reason: r.Text(), Note: r.Text(), Evidence: r.Text(), NotedAt: r.Time(),
		ReplacedBy: id.Activity(r.Text()), Weight: r.Int(), AgendaWeek: r.Int(),
		CreatedBy: id.Person(r.Text()), CreatedAt: r.Time(), ChangedAt: r.Time(), Version: r.Int(),
	}
	if !sight.Shows(a.StateAt) {
		a.Reason = ""
	}
	if !sight.Shows(a.NotedAt) {
		a.Note, a.Evidence, a.NotedAt = "", "", time.Time{}
	}
	return a, r.Err()
}

// list reads a column of JSON that text wrote. Most are empty, and reading JSON
// is dear.
func list[T any](text string) (l []T) {
	if text == "[]" {
		return nil
	}
	if err := json.Unmarshal([]byte(text), &l); err != nil {
		return nil // written by hand into the database; the activity is worth more than its links
	}
	return l
}

func text[T any](l []T) string {
	if len(l) == 0 {
		return "[]"
	}
	b, err := json.Marshal(l)
	if err != nil {
		panic("plan: strings became no JSON: " + err.Error())
	}
	return string(b)
}

func activities(tx *sqldb.Tx, sight bounds.Sight, of id.Internship, part bounds.Part) ([]Activity, error) {
	where, args := part.Condition("a")
	return sqldb.List(tx, func(s sqldb.Scanner) (Activity, error) { return scan(s, sight) },
		"SELECT "+columns+" FROM activity a WHERE a.internship_id = ? AND "+where+" ORDER BY a.position, a.id", append([]any{of}, args...)...)
}

func choices(tx *sqldb.Tx, of id.Internship) ([]Choice, error) {
	type choicesOf struct{ internship id.Internship }
	return sqldb.Once(tx, choicesOf{of}, func() ([]Choice, error) {
		return sqldb.List(tx, func(s sqldb.Scanner) (c Choice, err error) {
			return c, s.Scan(&c.Branch, &c.Side, sqldb.Maybe(&c.By), &c.At)
		}, "SELECT branch, side, chosen_by, chosen_at FROM branch_choice WHERE internship_id = ? ORDER BY branch", of)
	})
}

// whole reads everything that the rules about a plan ask for.
func whole(tx *sqldb.Tx, of id.Internship) (p Plan, err error) {
	if p.Activities, err = activities(tx, all(), of, bounds.Whole()); err != nil {
		return p, err
	}
	if p.Choices, err = choices(tx, of); err != nil {
		return p, err
	}
	p.Prompts, err = prompt.States(tx, of)
	return p, err
}

// Recount writes into every row of a plan what Count says of it; see
// Activity.Weight, and has the clock look whether an agenda is to be filled. It
// runs after every change of the plan's shape, while the internship is held.
func Recount(tx *sqldb.Tx, of id.Internship) error {
	p, err := whole(tx, of)
	if err != nil {
		return err
	}
	weights := Count(p.Activities, p.Prompts, p.Choices)
	for i := range p.Activities {
		a := &p.Activities[i]
		if weights[a.ID] == a.Weight {
			continue
		}
		if _, err := tx.Exec("UPDATE activity SET counts = ? WHERE id = ?", weights[a.ID], a.ID); err != nil {
			return err
		}
	}
	_, err = tx.Exec("UPDATE plan SET fills_at = ? WHERE internship_id = ?", tx.Now(), of)
	return err
}

// Figures returns the progress of internships, in one query. The caller has
// found each of them as somebody who may see its plan. One without a plan is
// not among them.
func Figures(tx *sqldb.Tx, internships []id.Internship) (map[id.Internship]Progress, error) {
	type line struct {
		of   id.Internship
		week int
		Figure
	}
	in, args := sqldb.In(internships)
	lines, err := sqldb.List(tx, func(s sqldb.Scanner) (l line, err error) { return l, s.Scan(&l.of, &l.week, &l.Done, &l.Total) }, `
		SELECT internship_id, week, sum(CASE state WHEN 'done' THEN 1 ELSE 0 END), count(*) FROM activity
		WHERE internship_id IN `+in+` AND counts > 0 GROUP BY internship_id, week`, args...)
	figures := make(map[id.Internship]Progress, len(internships))
	for _, l := range lines {
		p := figures[l.of]
		p.put(l.week, l.Figure)
		figures[l.of] = p
	}
	return figures, err
}

// ProgressOf is what Figures returns for one internship, asked once a snapshot.
func ProgressOf(tx *sqldb.Tx, of id.Internship) (Progress, error) {
	type key struct{ of id.Internship }
	return sqldb.Once(tx, key{of}, func() (Progress, error) {
		figures, err := Figures(tx, []id.Internship{of})
		return figures[of], err
	})
}

// prepared returns the activities of which a prompt is under way: put on an
// agenda once, or with a draft of the person's.
func prepared(tx *sqldb.Tx, of id.Internship, drafts id.Person) (map[id.Activity]bool, error) {
	heads, err := sqldb.List(tx, func(s sqldb.Scanner) (a id.Activity, err error) { return a, s.Scan(&a) }, `
		SELECT p.activity_id FROM prompt p WHERE p.internship_id = ? AND (p.versions > 0 OR p.state NOT IN ('open', 'skipped')
			OR EXISTS (SELECT 1 FROM answer_draft d WHERE d.prompt_id = p.id AND d.author_id = ? AND d.body <> ''))`, of, drafts)
	set := make(map[id.Activity]bool, len(heads))
	for _, a := range heads {
		set[a] = true
	}
	return set, err
}
