// Package simplex assigns people to places at the least cost, exactly.
//
// The problem: rows are to be given one place each, columns have some places,
// and a row may go only to the columns that are its candidates, each at an
// integer cost. Solve places as many rows as can be placed at all, and among
// the ways to do so takes one of the least total cost. Where lots are given it
// takes, among those of the least cost, one of the least sum of lots, which
// makes ties fair and the same on every machine.
//
// The method is the primal network simplex on the transport problem (Ahuja,
// Magnanti and Orlin, Network Flows, 1993, chapter 11), with what Király and
// Kovács found to matter in practice (Efficient implementations of
// minimum-cost flow algorithms, 2012): block search for the entering
// candidate, and a tree in threaded preorder. It is laid out for this problem:
//
//   - One node more, the root, stands for "no place". A row without a place
//     sends its unit to the root, and the root fills the places that stay
//     free. No arc needs an upper bound, so flow runs on tree arcs alone, and
//     the search needs to know nothing of a candidate but its cost and the two
//     potentials.
//   - In the tree a row's arc to its parent always points up and a column's
//     always down, whatever the parent is.
//   - The tree is strongly feasible (Cunningham 1976): an arc without flow
//     points up. With the rule for the leaving arc in pivot.go this rules out
//     cycling, without perturbing anything.
//
// Going without a place costs more than any exchange of places can save
// (Problem.miss), so that the number of rows with a place comes first, exactly.
// The largest sums that can occur are known before the start, and costs for
// which they would not fit into 64 bits are refused.
//
// The answer brings its proof: prices of the columns with which Verify checks
// optimality in one pass over the candidates.
package simplex

import (
	"fmt"
	"math"
	"slices"
)

// None is the column of a row without a place.
const None int32 = -1

// Problem says who may go where, at what cost. It is not changed by solving.
type Problem struct {
	// Capacity is the number of places of each column, 0 or more.
	Capacity []int32
	// First says where each row's candidates begin: those of row r are First[r]
	// to First[r+1], exclusive. It has one entry more than there are rows, from 0
	// up to the number of candidates.
	First []int
	// Column is the column of each candidate. Those of one row ascend strictly.
	Column []int32
	// Cost is the cost of each candidate; it may be negative. Its absolute value
	// may be at most MaxCost.
	Cost []int64
	// Lot decides between answers of equal cost: the least sum of lots wins. It
	// has an entry for each candidate, or is nil where any optimum will do.
	Lot []uint32
}

// Rows is the number of rows.
func (p *Problem) Rows() int { return max(len(p.First)-1, 0) }

// Columns is the number of columns.
func (p *Problem) Columns() int { return len(p.Capacity) }

// maxNodes keeps node numbers, and one more, in 32 bits.
const maxNodes = math.MaxInt32 - 1

// MaxCost is the largest absolute value of a cost that a problem with so many
// rows and columns can hold: beyond it a sum along a path might not fit into 64
// bits. It is 2^60 divided by the number of candidates in the longest path.
func MaxCost(rows, columns int) int64 { return (1 << 60) / longest(rows, columns) }

// longest is more than the number of candidates in any simple cycle or path:
// each takes at most two of every row, and of every column.
func longest(rows, columns int) int64 { return 2*int64(min(rows, columns)) + 2 }

// miss is the cost of a row without a place. A chain of exchanges costs or
// saves at most longest times the largest cost, and this is more than twice
// that, so that a sum can be taken apart again into rows and costs.
func (p *Problem) miss() int64 { return 2*longest(p.Rows(), p.Columns())*p.largest() + 1 }

// largest is the largest absolute value of a cost.
func (p *Problem) largest() int64 {
	var most int64
	for _, c := range p.Cost {
		most = max(most, c, -c)
	}
	return most
}

// Check says what is wrong with a problem, in words for the programmer; nil
// where it can be solved.
func (p *Problem) Check() error {
	rows, columns := p.Rows(), p.Columns()
	switch {
	case len(p.First) == 0 || p.First[0] != 0 || p.First[rows] != len(p.Column):
		return fmt.Errorf("simplex: First must run from 0 to the %d candidates", len(p.Column))
	case len(p.Cost) != len(p.Column):
		return fmt.Errorf("simplex: %d candidates have %d costs", len(p.Column), len(p.Cost))
	case p.Lot != nil && len(p.Lot) != len(p.Column):
		return fmt.Errorf("simplex: %d candidates have %d lots", len(p.Column), len(p.Lot))
	case rows > maxNodes-columns-1:
		return fmt.Errorf("simplex: %d rows and %d columns are too many", rows, columns)
	}
	for c, places := range p.Capacity {
		if places < 0 {
			return fmt.Errorf("simplex: column %d has %d places", c, places)
		}
	}
	for r := range rows {
		if p.First[r] > p.First[r+1] || p.First[r+1] > len(p.Column) {
			return fmt.Errorf("simplex: First falls at row %d, or leaves the candidates", r)
		}
		before := None
		for _, c := range p.Column[p.First[r]:p.First[r+1]] {
			if c <= before || int(c) >= columns {
				return fmt.Errorf("simplex: the candidates of row %d do not ascend, or leave the %d columns, at column %d", r, columns, c)
			}
			before = c
		}
	}
	most := MaxCost(rows, columns)
	for i, c := range p.Cost {
		if c > most || c < -most {
			return fmt.Errorf("simplex: candidate %d costs %d, and with %d rows and %d columns at most %d is exact: %w", i, c, rows, columns, most, ErrCost)
		}
	}
	return nil
}

// ErrCost is the cause where a cost is beyond MaxCost.
var ErrCost = fmt.Errorf("a cost beyond what can be summed in 64 bits")

// Solution is a best assignment.
type Solution struct {
	// Column is where each row goes, None for a row without a place.
	Column []int32
	// Placed is how many rows have a place: as many as can have one.
	Placed int
	// Cost is the sum of their costs: the least there is for so many. The sum
	// fits, as Check made sure of.
	Cost int64
	// Price is the proof, for Verify: what a place of each column is worth, 0
	// where one stays free. A row pays cost and price.
	Price []int64
	// Pivots is how many steps it took, those for the lots with them.
	Pivots int
}

// Candidate returns which candidate of the problem row r went to, -1 where it
// has no place.
func (s *Solution) Candidate(p *Problem, r int) int {
	if s.Column[r] == None {
		return -1
	}
	i, found := slices.BinarySearch(p.Column[p.First[r]:p.First[r+1]], s.Column[r])
	if !found {
		return -1
	}
	return p.First[r] + i
}

// Solve finds a best assignment. The same problem gives the same answer, on
// every machine and with every version of this package that keeps its tests
// where the lots leave one answer only. The error is that of Check.
func Solve(p *Problem) (*Solution, error) {
	if err := p.Check(); err != nil {
		return nil, err
	}
	t := plant(p)
	t.optimize()
	price := t.prices()
	if p.Lot != nil {
		t.drawLots(p.Lot)
		t.optimize()
	}
	s := &Solution{Column: t.read(), Price: price, Pivots: t.pivots}
	for r, c := range s.Column {
		if c != None {
			s.Placed++
			s.Cost += p.Cost[s.Candidate(p, r)]
		}
	}
	return s, nil
}
