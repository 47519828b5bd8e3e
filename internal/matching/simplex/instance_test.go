package simplex_test

import (
	"math/rand/v2"
	"slices"

	"stint/internal/matching/simplex"
)

// skewed is a cohort as they come, only larger: a few columns are wanted by
// many and cheap for them, places come in ones to fives and are enough for
// share of the rows, and costs run from 0 to 1,000. The same seed makes the
// same problem everywhere.
func skewed(rows, columns, candidates int, share float64, seed uint64) *simplex.Problem {
	random := rand.New(rand.NewPCG(seed, 62))
	p := &simplex.Problem{Capacity: make([]int32, columns), First: make([]int, 1, rows+1)}
	for left := int(float64(rows) * share); left > 0; {
		c := random.IntN(columns)
		places := min(1+random.IntN(5), left)
		p.Capacity[c] += int32(places)
		left -= places
	}
	candidates = min(candidates, columns)
	taken := make([]int, columns)
	for r := range rows {
		var own []int32
		for len(own) < candidates {
			u := random.Float64()
			c := int(u * u * u * float64(columns)) // the low numbers are the popular ones
			if len(own) > candidates/2 {
				c = random.IntN(columns)
			}
			if taken[c] != r+1 {
				taken[c] = r + 1
				own = append(own, int32(c))
			}
		}
		slices.Sort(own)
		for _, c := range own {
			p.Column = append(p.Column, c)
			p.Cost = append(p.Cost, min(1000, int64(300*float64(c)/float64(columns))+random.Int64N(701)))
		}
		p.First = append(p.First, len(p.Column))
	}
	return p
}

// dense is a problem in which everybody may go everywhere, with one place each.
func dense(rows, columns int, most int64, seed uint64) *simplex.Problem {
	random := rand.New(rand.NewPCG(seed, 1000))
	p := &simplex.Problem{Capacity: make([]int32, columns), First: make([]int, 1, rows+1)}
	for c := range columns {
		p.Capacity[c] = 1
	}
	for range rows {
		for c := range columns {
			p.Column = append(p.Column, int32(c))
			p.Cost = append(p.Cost, random.Int64N(most+1))
		}
		p.First = append(p.First, len(p.Column))
	}
	return p
}

// lots gives every candidate a lot.
func lots(p *simplex.Problem, seed uint64) []uint32 {
	random := rand.New(rand.NewPCG(seed, 7))
	lot := make([]uint32, len(p.Column))
	for i := range lot {
		lot[i] = random.Uint32()
	}
	return lot
}
