package simplex_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"stint/internal/matching/simplex"
)

// without is a problem in which a row may not go to a column.
func without(p *simplex.Problem, row int, column int32) *simplex.Problem {
	q := &simplex.Problem{Capacity: p.Capacity, First: []int{0}}
	for r := range p.Rows() {
		for i := p.First[r]; i < p.First[r+1]; i++ {
			if r != row || p.Column[i] != column {
				q.Column, q.Cost = append(q.Column, p.Column[i]), append(q.Cost, p.Cost[i])
			}
		}
		q.First = append(q.First, len(q.Column))
	}
	return q
}

// only is a problem in which a row may go nowhere but to one column, or nowhere
// at all for None.
func only(p *simplex.Problem, row int, column int32) *simplex.Problem {
	q := p
	for c := range p.Capacity {
		if int32(c) != column {
			q = without(q, row, int32(c))
		}
	}
	return q
}

// Every answer of the residual is what solving the changed problem anew says.
func TestResidual(t *testing.T) {
	costs := rapid.OneOf(rapid.Int64Range(0, 3), rapid.Int64Range(-1000, 1000), rapid.SampledFrom([]int64{-simplex.MaxCost(7, 5), 0, simplex.MaxCost(7, 5)}))
	rapid.Check(t, func(rt *rapid.T) {
		p := drawn(rt, 7, 5, costs)
		p.Lot = nil
		s := solve(t, p)
		x := simplex.Explore(p, s)
		for r, own := range s.Column {
			if own != simplex.None {
				nextIs(rt, p, s, x, r)
				continue
			}
			placesAre(rt, p, s, x, r)
			admits(rt, p, s, x, r)
		}
	})
}

func nextIs(rt *rapid.T, p *simplex.Problem, s *simplex.Solution, x *simplex.Residual, r int) {
	column, fewer, cost := x.Next(r)
	want := solve(rt, without(p, r, s.Column[r]))
	if s.Placed-want.Placed != fewer || want.Cost-s.Cost != cost {
		rt.Fatalf("row %d: %d fewer and %d more, want %d and %d for %+v", r, fewer, cost, s.Placed-want.Placed, want.Cost-s.Cost, *p)
	}
	// With it at the place named, the whole is as good as that.
	there := solve(rt, only(p, r, column))
	if there.Placed != want.Placed || there.Cost != want.Cost || there.Column[r] != column {
		rt.Fatalf("row %d at %d: %d at %d, want %d at %d for %+v", r, column, there.Placed, there.Cost, want.Placed, want.Cost, *p)
	}
}

// placesAre: against trying everything, with a place more and the row at each
// of its candidates in turn.
func placesAre(rt *rapid.T, p *simplex.Problem, s *simplex.Solution, x *simplex.Residual, r int) {
	places := x.Places(r, len(p.Capacity))
	for c := range p.Capacity {
		i := slices.IndexFunc(places, func(q simplex.Place) bool { return q.Column == int32(c) })
		left := slices.Clone(p.Capacity)
		left[c]++
		best := worth{missed: p.Rows() + 1}
		for k := p.First[r]; k < p.First[r+1]; k++ {
			if left[p.Column[k]] == 0 {
				continue
			}
			rest := only(p, r, simplex.None)
			for other, its := range s.Column {
				if its == simplex.None {
					rest = only(rest, other, simplex.None) // nobody loses a place to them
				}
			}
			rest.Lot = make([]uint32, len(rest.Column))
			left[p.Column[k]]--
			w := tryAll(rest, 0, left)
			left[p.Column[k]]++
			w.missed--
			w.cost += p.Cost[k]
			if w.better(best) {
				best = w
			}
		}
		helps := best.missed < p.Rows()-s.Placed
		switch {
		case helps != (i >= 0):
			rt.Fatalf("row %d: a place at %d helps: %t, in %v for %+v", r, c, helps, places, *p)
		case helps && best.cost != s.Cost+places[i].Cost:
			rt.Fatalf("row %d: a place at %d is said to cost %d, and costs %d, for %+v", r, c, places[i].Cost, best.cost-s.Cost, *p)
		case i > 0 && places[i-1].Cost > places[i].Cost:
			rt.Fatalf("not the cheapest first: %v", places)
		}
	}
	for most := range places {
		few := x.Places(r, most)
		for i, place := range few {
			if place.Cost != places[i].Cost {
				rt.Fatalf("row %d: the first %d are %v, of %v", r, most, few, places)
			}
		}
		if len(few) != most {
			rt.Fatalf("row %d: %d wanted, got %v of %v", r, most, few, places)
		}
	}
}

// admits: with every column as a candidate at 1.
func admits(rt *rapid.T, p *simplex.Problem, s *simplex.Solution, x *simplex.Residual, r int) {
	var columns []int32
	var costs []int64
	q := &simplex.Problem{Capacity: p.Capacity, First: []int{0}}
	for row := range p.Rows() {
		for i := p.First[row]; i < p.First[row+1] && row != r; i++ {
			q.Column, q.Cost = append(q.Column, p.Column[i]), append(q.Cost, p.Cost[i])
		}
		for c := range p.Capacity {
			if row == r {
				columns, costs = append(columns, int32(c)), append(costs, 1)
				q.Column, q.Cost = append(q.Column, int32(c)), append(q.Cost, 1)
			}
		}
		q.First = append(q.First, len(q.Column))
	}
	want := solve(rt, q)
	column, cost := x.Admit(r, columns, costs)
	if (column != simplex.None) != (want.Placed > s.Placed) || column != simplex.None && want.Cost != s.Cost+cost {
		rt.Fatalf("row %d: goes to %d for %d; want %d placed at %d after %d at %d, for %+v", r, column, cost, want.Placed, want.Cost, s.Placed, s.Cost, *p)
	}
}

func BenchmarkSimplexResidual(b *testing.B) {
	p := skewed(1000, 1000, 1000, 0.62, 1)
	s := solve(b, p)
	for b.Loop() {
		x := simplex.Explore(p, s)
		for r, c := range s.Column {
			if c == simplex.None {
				x.Places(r, 3)
			} else {
				x.Next(r)
			}
		}
	}
}
