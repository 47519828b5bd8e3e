package simplex_test

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"stint/internal/matching/simplex"
)

// of makes a problem of rows of candidates: column and cost, in turns.
func of(capacity []int32, rows ...[]int64) *simplex.Problem {
	p := &simplex.Problem{Capacity: capacity, First: []int{0}}
	for _, row := range rows {
		for i := 0; i < len(row); i += 2 {
			p.Column, p.Cost = append(p.Column, int32(row[i])), append(p.Cost, row[i+1])
		}
		p.First = append(p.First, len(p.Column))
	}
	return p
}

// failing is a test, a benchmark or a property.
type failing interface {
	Helper()
	Fatal(args ...any)
}

func solve(t failing, p *simplex.Problem) *simplex.Solution {
	t.Helper()
	s, err := simplex.Solve(p)
	if err != nil {
		t.Fatal(err)
	}
	if err := simplex.Verify(p, s); err != nil {
		t.Fatal(err)
	}
	return s
}

func TestKnownAnswers(t *testing.T) {
	const none = simplex.None
	tests := map[string]struct {
		problem *simplex.Problem
		want    []int32
		cost    int64
	}{
		"nobody":                       {of(nil), []int32{}, 0},
		"nobody, but places":           {of([]int32{3}), []int32{}, 0},
		"no columns":                   {of(nil, nil, nil), []int32{none, none}, 0},
		"no places":                    {of([]int32{0, 0}, []int64{0, 1, 1, 1}), []int32{none}, 0},
		"the cheaper one":              {of([]int32{1, 1}, []int64{0, 5, 1, 3}), []int32{1}, 3},
		"a negative cost":              {of([]int32{1, 1}, []int64{0, 5, 1, -3}), []int32{1}, -3},
		"exchange for both":            {of([]int32{1, 1}, []int64{0, 1, 1, 2}, []int64{0, 1, 1, 9}), []int32{1, 0}, 3},
		"two before one, at any price": {of([]int32{1, 1}, []int64{0, 0, 1, 1000}, []int64{0, 1000}), []int32{1, 0}, 2000},
		"more people than places":      {of([]int32{2}, []int64{0, 4}, []int64{0, 1}, []int64{0, 3}), []int32{none, 0, 0}, 4},
		"one who can go nowhere":       {of([]int32{5}, nil, []int64{0, 7}), []int32{none, 0}, 7},
		"more places than people":      {of([]int32{1 << 30, 1}, []int64{0, 4}, []int64{0, 1, 1, 0}), []int32{0, 1}, 4},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s := solve(t, test.problem)
			if !slices.Equal(s.Column, test.want) || s.Cost != test.cost {
				t.Errorf("got %v at %d, want %v at %d", s.Column, s.Cost, test.want, test.cost)
			}
		})
	}
}

// Costs at the limit are summed exactly, and those beyond it refused.
func TestCostsAtTheLimit(t *testing.T) {
	most := simplex.MaxCost(3, 3)
	p := of([]int32{1, 1, 1},
		[]int64{0, -most, 1, most, 2, most - 1},
		[]int64{0, -most, 1, most, 2, most},
		[]int64{0, most, 1, most})
	s := solve(t, p)
	if want := most - 1; s.Placed != 3 || s.Cost != want {
		t.Errorf("placed %d at %d, want 3 at %d", s.Placed, s.Cost, want)
	}
	for _, c := range []int64{most + 1, -most - 1, math.MaxInt64, math.MinInt64} {
		p.Cost[0] = c
		if _, err := simplex.Solve(p); !errors.Is(err, simplex.ErrCost) {
			t.Errorf("a cost of %d: %v, want a refusal", c, err)
		}
	}
}

func TestRefusals(t *testing.T) {
	good := func() *simplex.Problem { return of([]int32{1, 1}, []int64{0, 1, 1, 2}, []int64{1, 1}) }
	tests := map[string]func(*simplex.Problem){
		"no First":            func(p *simplex.Problem) { p.First = nil },
		"First from 1":        func(p *simplex.Problem) { p.First[0] = 1 },
		"First falls":         func(p *simplex.Problem) { p.First = []int{0, 3, 2, 3} },
		"First too far":       func(p *simplex.Problem) { p.First = []int{0, 9, 3} },
		"First too short":     func(p *simplex.Problem) { p.First = []int{0, 2} },
		"costs missing":       func(p *simplex.Problem) { p.Cost = p.Cost[:2] },
		"lots missing":        func(p *simplex.Problem) { p.Lot = make([]uint32, 2) },
		"negative places":     func(p *simplex.Problem) { p.Capacity[1] = -1 },
		"the same one twice":  func(p *simplex.Problem) { p.Column[1] = 0 },
		"candidates descend":  func(p *simplex.Problem) { p.Column[0], p.Column[1] = 1, 0 },
		"no such column":      func(p *simplex.Problem) { p.Column[2] = 2 },
		"a negative column":   func(p *simplex.Problem) { p.Column[2] = -1 },
		"None as a candidate": func(p *simplex.Problem) { p.Column[0] = simplex.None },
	}
	for name, spoil := range tests {
		t.Run(name, func(t *testing.T) {
			p := good()
			solve(t, p)
			spoil(p)
			if s, err := simplex.Solve(p); err == nil {
				t.Errorf("solved: %+v", s)
			}
		})
	}
}

// Verify must be able to say no: every way to spoil a solution is found out.
func TestVerifyFindsOut(t *testing.T) {
	p := of([]int32{1, 2}, []int64{0, 1, 1, 2}, []int64{0, 1, 1, 9}, []int64{0, 4})
	tests := map[string]func(*simplex.Solution){
		"another assignment":       func(s *simplex.Solution) { s.Column = []int32{0, 1, simplex.None}; s.Cost = 10 },
		"fewer than can be":        func(s *simplex.Solution) { s.Column = []int32{1, simplex.None, 0}; s.Cost, s.Placed = 6, 2 },
		"over capacity":            func(s *simplex.Solution) { s.Column = []int32{0, 0, simplex.None}; s.Cost = 2 },
		"no candidate":             func(s *simplex.Solution) { s.Column[2] = 1 },
		"a wrong sum":              func(s *simplex.Solution) { s.Cost++ },
		"a wrong number":           func(s *simplex.Solution) { s.Placed++ },
		"a price for what is free": func(s *simplex.Solution) { s.Price[1]++ },
		"a negative price":         func(s *simplex.Solution) { s.Price[0] = -1 },
		"too low a price":          func(s *simplex.Solution) { s.Price[0] = 0 },
		"a price beyond sums":      func(s *simplex.Solution) { s.Price[0] = math.MaxInt64 },
		"too few prices":           func(s *simplex.Solution) { s.Price = s.Price[:1] },
		"too few rows":             func(s *simplex.Solution) { s.Column = s.Column[:2] },
	}
	for name, spoil := range tests {
		t.Run(name, func(t *testing.T) {
			s := solve(t, p)
			spoil(s)
			if simplex.Verify(p, s) == nil {
				t.Errorf("passed: %+v", s)
			}
		})
	}
}

// drawn is any small problem.
func drawn(t *rapid.T, rows, columns int, costs *rapid.Generator[int64]) *simplex.Problem {
	p := &simplex.Problem{First: []int{0}}
	for range rapid.IntRange(0, columns).Draw(t, "columns") {
		p.Capacity = append(p.Capacity, rapid.Int32Range(0, 3).Draw(t, "places"))
	}
	for range rapid.IntRange(0, rows).Draw(t, "rows") {
		for c := range p.Capacity {
			if rapid.IntRange(0, 3).Draw(t, "candidate") > 0 {
				p.Column, p.Cost = append(p.Column, int32(c)), append(p.Cost, costs.Draw(t, "cost"))
			}
		}
		p.First = append(p.First, len(p.Column))
	}
	for range p.Column {
		p.Lot = append(p.Lot, rapid.Uint32Range(0, 9).Draw(t, "lot"))
	}
	return p
}

// worth is what an assignment is judged by, in this order.
type worth struct {
	missed    int
	cost, lot int64
}

func (w worth) better(than worth) bool {
	switch {
	case w.missed != than.missed:
		return w.missed < than.missed
	case w.cost != than.cost:
		return w.cost < than.cost
	}
	return w.lot < than.lot
}

// tryAll is the best worth there is, by trying everything.
func tryAll(p *simplex.Problem, r int, left []int32) worth {
	if r == p.Rows() {
		return worth{}
	}
	best := tryAll(p, r+1, left)
	best.missed++
	for i := p.First[r]; i < p.First[r+1]; i++ {
		c := p.Column[i]
		if left[c] == 0 {
			continue
		}
		left[c]--
		w := tryAll(p, r+1, left)
		left[c]++
		w.cost, w.lot = w.cost+p.Cost[i], w.lot+int64(p.Lot[i])
		if w.better(best) {
			best = w
		}
	}
	return best
}

func worthOf(p *simplex.Problem, s *simplex.Solution) worth {
	w := worth{missed: p.Rows() - s.Placed, cost: s.Cost}
	for r := range s.Column {
		if i := s.Candidate(p, r); i >= 0 {
			w.lot += int64(p.Lot[i])
		}
	}
	return w
}

// Against every possible assignment: number, then cost, then lots.
func TestAgainstTryingAll(t *testing.T) {
	costs := rapid.OneOf(rapid.Int64Range(0, 3), rapid.Int64Range(-1000, 1000), rapid.SampledFrom([]int64{-simplex.MaxCost(6, 5), 0, simplex.MaxCost(6, 5)}))
	rapid.Check(t, func(rt *rapid.T) {
		p := drawn(rt, 6, 5, costs)
		s := solve(t, p)
		want := tryAll(p, 0, slices.Clone(p.Capacity))
		if got := worthOf(p, s); got != want {
			rt.Fatalf("got %+v, want %+v for %+v", got, want, *p)
		}
	})
}

// shortest is the least cost of placing as many as possible, by successive
// shortest paths with Bellman and Ford: another method, and slow.
func shortest(p *simplex.Problem) (placed int, cost int64) {
	rows, columns := p.Rows(), p.Columns()
	column := slices.Repeat([]int32{simplex.None}, rows)
	left := slices.Clone(p.Capacity)
	price := func(r int, c int32) int64 {
		for i := p.First[r]; i < p.First[r+1]; i++ {
			if p.Column[i] == c {
				return p.Cost[i]
			}
		}
		panic("no candidate")
	}
	for {
		// The way to a column, from any row without a place: each row's own way
		// is that of the column that it would leave.
		way, by := make([]int64, columns), make([]int, columns)
		for c := range way {
			way[c], by[c] = math.MaxInt64/4, -1
		}
		for changed := true; changed; {
			changed = false
			for r := range rows {
				var start int64
				if column[r] != simplex.None {
					if start = way[column[r]]; start >= math.MaxInt64/8 {
						continue
					}
					start -= price(r, column[r])
				}
				for i := p.First[r]; i < p.First[r+1]; i++ {
					if c := p.Column[i]; c != column[r] && start+p.Cost[i] < way[c] {
						way[c], by[c], changed = start+p.Cost[i], r, true
					}
				}
			}
		}
		end := simplex.None
		for c := range way {
			if left[c] > 0 && by[c] >= 0 && (end == simplex.None || way[c] < way[end]) {
				end = int32(c)
			}
		}
		if end == simplex.None {
			return placed, cost
		}
		placed, cost = placed+1, cost+way[end]
		left[end]--
		for end != simplex.None {
			r := by[end]
			end, column[r] = column[r], end
		}
	}
}

func TestAgainstShortestPaths(t *testing.T) {
	for seed := range uint64(300) {
		random := rand.New(rand.NewPCG(seed, 3))
		rows, columns := 1+random.IntN(40), 1+random.IntN(30)
		p := skewed(rows, columns, 1+random.IntN(8), 0.3+random.Float64(), seed)
		if seed%3 == 0 {
			for i := range p.Cost {
				p.Cost[i] = p.Cost[i]%3 - 1
			}
		}
		p.Lot = lots(p, seed)
		s := solve(t, p)
		if placed, cost := shortest(p); placed != s.Placed || cost != s.Cost {
			t.Fatalf("seed %d: %d at %d, want %d at %d", seed, s.Placed, s.Cost, placed, cost)
		}
	}
}

// On large problems the certificate is the judge.
func TestLarge(t *testing.T) {
	for name, p := range map[string]*simplex.Problem{
		"skewed":               skewed(8000, 2000, 30, 0.62, 1),
		"all costs the same":   flat(skewed(2000, 500, 20, 0.62, 2)),
		"dense":                dense(300, 300, 1000, 3),
		"dense, few costs":     dense(300, 200, 2, 4),
		"one column for all":   dense(2000, 1, 5, 5),
		"one row":              dense(1, 2000, 5, 6),
		"far more than enough": skewed(3000, 1000, 10, 4, 7),
		"hardly any place":     skewed(3000, 1000, 10, 0.01, 8),
	} {
		t.Run(name, func(t *testing.T) {
			without := solve(t, p)
			p.Lot = lots(p, 1)
			with := solve(t, p)
			if without.Placed != with.Placed || without.Cost != with.Cost {
				t.Errorf("lots changed %d at %d to %d at %d", without.Placed, without.Cost, with.Placed, with.Cost)
			}
		})
	}
}

func flat(p *simplex.Problem) *simplex.Problem {
	for i := range p.Cost {
		p.Cost[i] = 500
	}
	return p
}

// The order in which rows stand decides nothing where lots do.
func TestOrderDecidesNothing(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		seed := rapid.Uint64().Draw(rt, "seed")
		p := skewed(30, 12, 6, 0.7, seed)
		for i := range p.Cost {
			p.Cost[i] %= 3
		}
		p.Lot = lots(p, seed)
		order := rand.New(rand.NewPCG(seed, 9)).Perm(p.Rows())
		q := &simplex.Problem{Capacity: p.Capacity, First: []int{0}}
		for _, r := range order {
			from, to := p.First[r], p.First[r+1]
			q.Column, q.Cost, q.Lot = append(q.Column, p.Column[from:to]...), append(q.Cost, p.Cost[from:to]...), append(q.Lot, p.Lot[from:to]...)
			q.First = append(q.First, len(q.Column))
		}
		a, b := solve(t, p), solve(t, q)
		for i, r := range order {
			if a.Column[r] != b.Column[i] {
				rt.Fatalf("row %d goes to %d, and to %d in another order", r, a.Column[r], b.Column[i])
			}
		}
	})
}

// A draw among equals is fair: of ten who want one place, each gets it about
// as often.
func TestLotsAreFair(t *testing.T) {
	const people, draws = 10, 2000
	var won [people]int
	for seed := range uint64(draws) {
		p := dense(people, 1, 0, 0)
		p.Lot = lots(p, seed)
		won[slices.Index(solve(t, p).Column, 0)]++
	}
	for who, n := range won {
		if n < draws/people*7/10 || n > draws/people*13/10 {
			t.Errorf("%d won %d of %d draws: %v", who, n, draws, won)
		}
	}
}

func ExampleSolve() {
	// Two applicants want the same mentor; the second could go nowhere else.
	p := &simplex.Problem{
		Capacity: []int32{1, 1},
		First:    []int{0, 2, 3},
		Column:   []int32{0, 1, 0},
		Cost:     []int64{100, 400, 700},
	}
	s, err := simplex.Solve(p)
	fmt.Println(s.Column, s.Cost, err, simplex.Verify(p, s))
	// Output: [1 0] 1100 <nil> <nil>
}
