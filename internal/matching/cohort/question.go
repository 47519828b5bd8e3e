package cohort

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"hash/fnv"

	"stint/internal/id"
	"stint/internal/matching/fit"
	"stint/internal/matching/simplex"
	"stint/internal/worktime"
)

// question is everything that decides an assignment: what is solved, and what
// the digest is of. People stand in the order of their ids.
type question struct {
	Cohort     id.Cohort
	Start      worktime.Date
	Rules      Rules
	Weights    fit.Weights
	Applicants []seeker
	Mentors    []guide
}

// seeker is an applicant with what is said of their pairs.
type seeker struct {
	Profile
	Marks      map[id.Person]marks // by mentor
	Exceptions map[Rule]bool
}

// marks are what is said of one pair.
type marks struct {
	Coordinator, Applicant Mark
	Veto                   bool // of either; whose is not kept
}

// guide is a mentor with their places.
type guide struct {
	Profile
	Places int
}

// digest is of the whole question: the same question has the same.
func (q *question) digest() (string, error) {
	text, err := json.Marshal(q) // keys of maps are sorted
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:]), err
}

// hurdle is why a pair is no candidate.
type hurdle int

const (
	hurdleNone        hurdle = iota
	hurdleNever              // oneself, one's manager, somebody who left, forbidden
	hurdleRestriction        // a veto, and nothing else
	hurdleRule               // one must-have, and nothing else
	hurdleMany
)

// between says what stands between two people, and which must-have where it is
// one.
func (q *question) between(a *seeker, m *guide, p Pair) (hurdle, Rule) {
	of := a.Marks[m.Person]
	if a.Person == m.Person || a.Manager == m.Person || !a.Active || !m.Active || of.Coordinator == MarkForbid {
		return hurdleNever, ""
	}
	var broken []Rule
	if of.Coordinator != MarkLock {
		for _, rule := range allRules {
			if !a.Exceptions[rule] && q.Rules.broken(rule, p) {
				broken = append(broken, rule)
			}
		}
	}
	switch {
	case of.Veto && len(broken) == 0:
		return hurdleRestriction, ""
	case of.Veto || len(broken) > 1:
		return hurdleMany, ""
	case len(broken) == 1:
		return hurdleRule, broken[0]
	}
	return hurdleNone, ""
}

// broken says whether a pair does not keep a must-have.
func (r Rules) broken(rule Rule, p Pair) bool {
	switch rule {
	case RuleOverlap:
		return p.Overlap < r.MinOverlap
	case RuleApart:
		return r.MaxApart >= 0 && p.Apart > r.MaxApart*60
	case RuleLanguage:
		return r.Language && !p.Language
	}
	return false
}

// lot is drawn for a pair, from the ids alone: whoever solves the same cohort
// draws the same. It is FNV-1a (64 bits) of the three, its halves folded after
// the finalizer of MurmurHash3, since FNV's upper bits mix slowly.
func lot(cohort id.Cohort, applicant, mentor id.Person) uint32 {
	h := fnv.New64a()
	for _, part := range [...]string{string(cohort), string(applicant), string(mentor)} {
		_, _ = h.Write([]byte(part)) // a hash never fails
		_, _ = h.Write([]byte{0})
	}
	x := h.Sum64()
	x ^= x >> 33
	x *= 0xff51afd7ed558ccd
	x ^= x >> 33
	return uint32(x) ^ uint32(x>>32)
}

// task is a question in numbers: rows for the applicants who are not locked,
// columns for all mentors, with what their locks leave of their places.
type task struct {
	problem simplex.Problem
	row     []int // the applicant of each row
	pairs   [][]Pair
	hurdles [][]barred // what keeps each row from some columns, where one change would do
}

// barred is a column that a row is kept from by one thing only.
type barred struct {
	column int32
	what   hurdle
	rule   Rule
	cost   int64
}

// pose measures every pair and keeps those that may be.
func (q *question) pose() *task {
	t := &task{problem: simplex.Problem{First: []int{0}, Capacity: make([]int32, len(q.Mentors))}, pairs: make([][]Pair, len(q.Applicants))}
	measure := newPairing(q)
	for c, m := range q.Mentors {
		t.problem.Capacity[c] = int32(m.Places)
	}
	for i := range q.Applicants {
		a := &q.Applicants[i]
		t.pairs[i] = make([]Pair, len(q.Mentors))
		for c := range q.Mentors {
			t.pairs[i][c] = measure.of(&a.Profile, &q.Mentors[c].Profile)
		}
		if c := q.locked(i); c >= 0 {
			t.problem.Capacity[c] = max(t.problem.Capacity[c]-1, 0)
			continue
		}
		t.add(q, i)
	}
	return t
}

// add makes the row of an applicant.
func (t *task) add(q *question, i int) {
	a := &q.Applicants[i]
	var kept []barred
	for c := range q.Mentors {
		m := &q.Mentors[c]
		price := cost(t.pairs[i][c].Score, a.Marks[m.Person].Applicant)
		what, rule := q.between(a, m, t.pairs[i][c])
		switch what {
		case hurdleNone:
			t.problem.Column = append(t.problem.Column, int32(c))
			t.problem.Cost = append(t.problem.Cost, price)
			t.problem.Lot = append(t.problem.Lot, lot(q.Cohort, a.Person, m.Person))
		case hurdleRule, hurdleRestriction:
			kept = append(kept, barred{int32(c), what, rule, price})
		}
	}
	t.problem.First = append(t.problem.First, len(t.problem.Column))
	t.row, t.hurdles = append(t.row, i), append(t.hurdles, kept)
}

// locked returns the mentor that the coordinator locked an applicant to, -1 for
// none. A lock counts only where nothing but must-haves speaks against it.
func (q *question) locked(i int) int {
	a := &q.Applicants[i]
	for c := range q.Mentors {
		m := &q.Mentors[c]
		if of := a.Marks[m.Person]; of.Coordinator == MarkLock && !of.Veto && m.Active && a.Active && a.Person != m.Person && a.Manager != m.Person {
			return c
		}
	}
	return -1
}
