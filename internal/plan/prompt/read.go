package prompt

import (
	"slices"

	"stint/internal/access"
	"stint/internal/id"
	"stint/internal/internship"
	"stint/internal/plan/bounds"
	"stint/internal/plan/packed"
	"stint/internal/sqldb"
)

const noun = "question"

// Below returns the prompts of heads of one plan in the order of the page, each
// with the reader's own draft, its newest answer and its replies as far as the
// sight goes. It takes two queries, however many prompts there are, and reads no
// others.
func Below(tx *sqldb.Tx, reader id.Person, sight bounds.Sight, of id.Internship, heads []id.Activity) ([]Prompt, error) {
	if len(heads) == 0 {
		return nil, nil
	}
	in, args := sqldb.In(heads)
	found, err := list(tx, reader, sight, "p.activity_id IN "+in+" AND p.internship_id = ?", append(args, of))
	if err != nil || !sight.Private {
		return found, err
	}
	return found, addReplies(tx, sight, found)
}

// addReplies fills in the replies to prompts; without an answer there are none.
func addReplies(tx *sqldb.Tx, sight bounds.Sight, list []Prompt) error {
	var answered []id.Prompt
	for i := range list {
		if list[i].Versions > 0 {
			answered = append(answered, list[i].ID)
		}
	}
	if len(answered) == 0 {
		return nil
	}
	in, args := sqldb.In(answered)
	replies, err := repliesWhere(tx, sight, "r.prompt_id IN "+in, args)
	for i := range list {
		list[i].Replies = replies[list[i].ID]
	}
	return err
}

func list(tx *sqldb.Tx, reader id.Person, sight bounds.Sight, where string, args []any) ([]Prompt, error) {
	scan := func(s sqldb.Scanner) (Prompt, error) { return scanPrompt(s, sight) }
	args = append([]any{reader, sight.Private, sight.Since.UnixMicro()}, args...)
	return sqldb.List(tx, scan, `
		SELECT `+columns+`
		FROM prompt p JOIN activity a ON a.id = p.activity_id
		LEFT JOIN answer_draft d ON d.prompt_id = p.id AND d.author_id = ?
		LEFT JOIN answer w ON w.prompt_id = p.id AND w.version = p.versions AND 1 = ? AND w.at >= ?
		WHERE `+where+` ORDER BY a.position, p.position, p.id`, args...)
}

const columns = "concat_ws('" + packed.Separator + `', p.id, p.internship_id, p.activity_id, p.position, p.source, p.text, p.optional, p.state,
	COALESCE(p.state_at, 0), p.reason, p.versions, COALESCE(d.body, ''), COALESCE(d.version, 0), COALESCE(d.saved_at, 0),
	COALESCE(w.version, 0), COALESCE(w.author_id, ''), COALESCE(w.body, ''), COALESCE(w.at, 0))`

func scanPrompt(s sqldb.Scanner, sight bounds.Sight) (Prompt, error) {
	var cells string
	if err := s.Scan(&cells); err != nil {
		return Prompt{}, err
	}
	r := packed.Open(cells)
	p := Prompt{
		ID: id.Prompt(r.Text()), Internship: id.Internship(r.Text()), Head: id.Activity(r.Text()), Position: r.Int(), Source: r.Text(), Text: r.Text(),
		Optional: r.Bool(), State: State(r.Text()), StateAt: r.Time(), Reason: r.Text(), Versions: r.Int(),
	}
	draft := Draft{Body: r.Text(), Version: r.Int(), At: r.Time()}
	if draft.Version > 0 {
		p.Draft = &draft
	}
	answer := Answer{Version: r.Int(), Author: id.Person(r.Text()), Body: r.Text(), At: r.Time()}
	if answer.Version > 0 {
		p.Answer = &answer
	}
	if !sight.Shows(p.StateAt) {
		p.Reason = ""
	}
	return p, r.Err()
}

func repliesWhere(tx *sqldb.Tx, sight bounds.Sight, where string, args []any) (map[id.Prompt][]Reply, error) {
	type line struct {
		prompt id.Prompt
		Reply
	}
	lines, err := sqldb.List(tx, func(s sqldb.Scanner) (l line, err error) { return l, s.Scan(&l.prompt, &l.Author, &l.Body, &l.At) }, `
		SELECT r.prompt_id, r.author_id, r.body, r.at
		FROM reply r WHERE r.at >= ? AND `+where+` ORDER BY r.id`, append([]any{sight.Since.UnixMicro()}, args...)...)
	byPrompt := make(map[id.Prompt][]Reply, len(lines))
	for _, l := range lines {
		byPrompt[l.prompt] = append(byPrompt[l.prompt], l.Reply)
	}
	return byPrompt, err
}

// States returns the prompts of an internship with no more than their heads and
// states, for rules.
func States(tx *sqldb.Tx, of id.Internship) ([]Prompt, error) {
	return sqldb.List(tx, func(s sqldb.Scanner) (p Prompt, err error) { return p, s.Scan(&p.ID, &p.Head, &p.State) },
		"SELECT id, activity_id, state FROM prompt WHERE internship_id = ?", of)
}

// Found is one prompt with what its own page shows.
type Found struct {
	Prompt
	Week     int    // where its head stands now
	HeadText string // of the activity that gathers it
	Answers  []Answer
}

// Find returns a prompt with every version of its answer, oldest first, as far
// as the actor may see them. Whoever sees the plan sees the question; what was
// written to it is the pair's.
func Find(tx *sqldb.Tx, a access.Actor, prompt id.Prompt) (Found, error) {
	at, err := locate(tx, prompt)
	if err != nil {
		return Found{}, err
	}
	sight, err := bounds.Look(tx, a, at.Internship, noun)
	if err != nil {
		return Found{}, err
	}
	one, err := list(tx, a.Person, sight, "p.id = ?", []any{prompt})
	if err != nil || len(one) == 0 {
		return Found{}, err
	}
	found := Found{Prompt: one[0], Week: at.week, HeadText: at.headText}
	if !sight.Private {
		return found, nil
	}
	replies, err := repliesWhere(tx, sight, "r.prompt_id = ?", []any{prompt})
	if err != nil {
		return Found{}, err
	}
	found.Replies = replies[prompt]
	found.Answers, err = sqldb.List(tx, scanAnswer,
		"SELECT version, author_id, body, at FROM answer WHERE prompt_id = ? AND at >= ? ORDER BY version", prompt, sight.Since.UnixMicro())
	return found, err
}

func scanAnswer(s sqldb.Scanner) (w Answer, err error) {
	return w, s.Scan(&w.Version, &w.Author, &w.Body, &w.At)
}

// Earlier is an answer to the same question in another week.
type Earlier struct {
	Prompt   id.Prompt
	Week     int
	HeadText string // the activity that gathers it
	Answer   Answer
}

// EarlierAnswers returns the newest answers to the questions of the same
// wording elsewhere in the plan, in the order of the page. For somebody who may
// not see answers there are none.
func EarlierAnswers(tx *sqldb.Tx, a access.Actor, prompt id.Prompt) ([]Earlier, error) {
	at, err := locate(tx, prompt)
	if err != nil {
		return nil, err
	}
	sight, err := bounds.Look(tx, a, at.Internship, noun)
	if err != nil || !sight.Private {
		return nil, err
	}
	type line struct {
		Earlier
		text string
	}
	// Few prompts of a plan have answers, so their wording is compared here and
	// needs no column.
	lines, err := sqldb.List(tx, func(s sqldb.Scanner) (l line, err error) {
		w := &l.Answer
		return l, s.Scan(&l.Prompt, &l.text, &l.Week, &l.HeadText, &w.Version, &w.Author, &w.Body, &w.At)
	}, `
		SELECT p.id, p.text, a.week, a.text, w.version, w.author_id, w.body, w.at
		FROM prompt p JOIN activity a ON a.id = p.activity_id JOIN answer w ON w.prompt_id = p.id AND w.version = p.versions
		WHERE p.internship_id = ? AND p.id <> ? AND w.at >= ? ORDER BY a.position, p.position`,
		at.Internship, prompt, sight.Since.UnixMicro())
	var earlier []Earlier
	for _, l := range lines {
		if Family(l.text) == Family(at.Text) {
			earlier = append(earlier, l.Earlier)
		}
	}
	return earlier, err
}

// place is a prompt with what a change has to know of its surroundings, found
// before it is known who may see it.
type place struct {
	Prompt
	standing internship.State
	week     int
	headText string
}

func locate(tx *sqldb.Tx, prompt id.Prompt) (place, error) {
	return sqldb.Find(tx, noun, func(s sqldb.Scanner) (l place, err error) {
		return l, s.Scan(&l.ID, &l.Internship, &l.Head, &l.Text, &l.State, &l.StateAt, &l.Versions, &l.Optional, &l.standing, &l.week, &l.headText)
	}, `
		SELECT p.id, p.internship_id, p.activity_id, p.text, p.state, p.state_at, p.versions, p.optional, i.state, a.week, a.text
		FROM prompt p JOIN activity a ON a.id = p.activity_id JOIN internship i ON i.id = p.internship_id
		WHERE p.id = ?`, prompt)
}

// Unreplied returns the prompts on an agenda whose newest answer waits for a
// reply, in the order of the page. The sight is one that reaches answers.
func Unreplied(tx *sqldb.Tx, sight bounds.Sight, of id.Internship) ([]Prompt, error) {
	const where = "p.internship_id = ? AND p.state IN ('agenda', 'parked', 'reopened') AND p.versions > 0"
	answered, err := list(tx, "", sight, where, []any{of})
	if err != nil || len(answered) == 0 {
		return nil, err
	}
	err = addReplies(tx, sight, answered)
	return slices.DeleteFunc(answered, func(p Prompt) bool { return !p.Unanswered() }), err
}
