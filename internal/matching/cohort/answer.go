package cohort

import (
	"stint/internal/matching/simplex"
)

// answer is a solved question.
type answer struct {
	Digest  string
	Choices []Choice // in the order of the applicants
	Placed  int
}

// maxChanges is how many changes are named for one who has no place.
const maxChanges = 4

// solve finds the best assignment and says of each line why, what would be next
// and what would help. It depends on the question alone.
func (q *question) solve() (answer, error) {
	digest, err := q.digest()
	if err != nil {
		return answer{}, err
	}
	t := q.pose()
	s, err := simplex.Solve(&t.problem)
	if err != nil {
		return answer{}, err
	}
	out := answer{Digest: digest, Choices: make([]Choice, len(q.Applicants))}
	for i := range q.Applicants {
		out.Choices[i] = Choice{Applicant: q.Applicants[i].Person}
		if c := q.locked(i); c >= 0 {
			q.choose(t, &out.Choices[i], i, int32(c))
			out.Choices[i].Locked = true
			out.Placed++
		}
	}
	rest := simplex.Explore(&t.problem, s)
	for r, i := range t.row {
		choice := &out.Choices[i]
		if c := s.Column[r]; c != simplex.None {
			q.choose(t, choice, i, c)
			out.Placed++
			next, fewer, more := rest.Next(r)
			if next != simplex.None {
				choice.Next = q.Mentors[next].Person
			}
			choice.NextFewer, choice.NextCost = fewer, more
			continue
		}
		choice.Changes = q.changes(t, rest, r)
	}
	return out, nil
}

// choose writes a pair into a line.
func (q *question) choose(t *task, choice *Choice, i int, c int32) {
	m := &q.Mentors[c]
	choice.Mentor, choice.Score = m.Person, t.pairs[i][c].Score
	choice.Reasons = q.reasons(&q.Applicants[i], m)
}

// changes are the single changes that would place a row, with everybody else
// still placed: a must-have set aside, which costs nobody anything, before more
// places.
func (q *question) changes(t *task, rest *simplex.Residual, r int) []Change {
	var list []Change
	for _, rule := range allRules {
		if c := admit(t, rest, r, hurdleRule, rule); c != simplex.None {
			list = append(list, Change{Kind: ChangeRule, Rule: rule, Mentor: q.Mentors[c].Person})
		}
	}
	if admit(t, rest, r, hurdleRestriction, "") != simplex.None {
		list = append(list, Change{Kind: ChangeRestriction})
	}
	for _, place := range rest.Places(r, maxChanges-min(len(list), maxChanges-1)) {
		list = append(list, Change{Kind: ChangePlace, Mentor: q.Mentors[place.Column].Person})
	}
	return list
}

// admit says where a row would go if it were not kept from columns by one
// thing; None where it would still have no place.
func admit(t *task, rest *simplex.Residual, r int, what hurdle, rule Rule) int32 {
	var columns []int32
	var costs []int64
	for _, b := range t.hurdles[r] {
		if b.what == what && b.rule == rule {
			columns, costs = append(columns, b.column), append(costs, b.cost)
		}
	}
	if len(columns) == 0 {
		return simplex.None
	}
	c, _ := rest.Admit(r, columns, costs)
	return c
}
