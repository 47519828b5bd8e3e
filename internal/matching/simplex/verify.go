package simplex

import (
	"fmt"
	"math"
)

// Verify checks that a solution of a problem is a best one: that it is allowed,
// that it says its own size and cost truly, and that its prices prove it. It
// looks at every candidate once and shares no code with the search. It says
// nothing of lots.
//
// The proof is complementary slackness: no place has a negative price, a free
// one costs nothing, and each row has what is cheapest for it, counting cost,
// price and what going without costs. Any other assignment then costs at least
// as much, for the sum over the rows of what each pays at least, less all
// prices, is the same for all of them.
func Verify(p *Problem, s *Solution) error {
	if err := p.Check(); err != nil {
		return err
	}
	if len(s.Column) != p.Rows() || len(s.Price) != p.Columns() {
		return fmt.Errorf("simplex: a solution for %d rows and %d columns, and the problem has %d and %d", len(s.Column), len(s.Price), p.Rows(), p.Columns())
	}
	if err := p.allowed(s); err != nil {
		return err
	}
	used := make([]int32, p.Columns())
	for _, c := range s.Column {
		if c != None {
			used[c]++
		}
	}
	for c, price := range s.Price {
		switch {
		case used[c] > p.Capacity[c]:
			return fmt.Errorf("simplex: column %d has %d places and takes %d", c, p.Capacity[c], used[c])
		case price < 0:
			return fmt.Errorf("simplex: a place of column %d has the price %d", c, price)
		case price > 0 && used[c] < p.Capacity[c]:
			return fmt.Errorf("simplex: column %d has free places, and yet they cost %d", c, price)
		case price > math.MaxInt64/2:
			return fmt.Errorf("simplex: the price %d of column %d is beyond what can be added to a cost", price, c)
		}
	}
	return p.content(s)
}

// allowed checks that rows have candidates of theirs, and the two sums.
func (p *Problem) allowed(s *Solution) error {
	placed, cost := 0, int64(0)
	for r, c := range s.Column {
		if c == None {
			continue
		}
		i := s.Candidate(p, r)
		if i < 0 {
			return fmt.Errorf("simplex: row %d went to column %d, which is none of its candidates", r, c)
		}
		placed++
		cost += p.Cost[i]
	}
	if placed != s.Placed || cost != s.Cost {
		return fmt.Errorf("simplex: the solution says %d rows at %d, and has %d at %d", s.Placed, s.Cost, placed, cost)
	}
	return nil
}

// content checks that each row has what is cheapest for it.
func (p *Problem) content(s *Solution) error {
	miss := p.miss()
	for r, c := range s.Column {
		pays := miss
		if i := s.Candidate(p, r); i >= 0 {
			pays = p.Cost[i] + s.Price[c]
		}
		least := miss
		for i := p.First[r]; i < p.First[r+1]; i++ {
			if p.Capacity[p.Column[i]] > 0 {
				least = min(least, p.Cost[i]+s.Price[p.Column[i]])
			}
		}
		if pays != least {
			return fmt.Errorf("simplex: row %d pays %d where %d would do", r, pays, least)
		}
	}
	return nil
}
