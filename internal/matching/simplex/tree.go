package simplex

import (
	"math"
	"slices"
)

// tree is a basis of the problem: a spanning tree over the rows, the columns
// and the root. Nodes are numbered in this order. Fields by node are apart, so
// that a walk along one of them touches no other.
type tree struct {
	rows, columns int32
	root          int32

	first  []int
	column []int32
	cost   []int64
	miss   int64
	// capacity is the columns' own; only whether it is 0 matters here.
	capacity []int32
	shut     []bool // nodes whose arc with the root may not enter; nil where all may

	parent    []int32 // the root's is itself
	flow      []int32 // on the arc with the parent: up for a row, down for a column
	potential []int64 // a tree arc's cost plus its tail's potential is its head's
	thread    []int32 // the next node in preorder; after the last comes the root
	back      []int32 // the one before
	last      []int32 // the last node of the subtree in preorder
	size      []int32 // of the subtree

	next   int32 // the row with which the search goes on
	block  int   // how many candidates it looks at before it is content
	pivots int
}

// closed is the potential of a column without places: so low that no candidate
// there is worth it, and far enough from the limits to be added to.
const closed = -math.MaxInt64 / 2

// plant makes a first tree: each row takes the cheapest of its candidates that
// still has a place, the others go without.
func plant(p *Problem) *tree {
	n := p.Rows() + p.Columns() + 1
	t := &tree{
		rows: int32(p.Rows()), columns: int32(p.Columns()), root: int32(n - 1),
		first: p.First, column: p.Column, cost: p.Cost, miss: p.miss(), capacity: p.Capacity,
		parent: make([]int32, n), flow: make([]int32, n), potential: make([]int64, n),
		thread: make([]int32, n), back: make([]int32, n), last: make([]int32, n), size: make([]int32, n),
		block: blockOf(len(p.Column)),
	}
	free := make([]int32, p.Columns())
	for c, places := range p.Capacity {
		free[c] = min(places, t.rows+1) // with one that is certain to stay free
		t.parent[t.rows+int32(c)] = t.root
	}
	t.parent[t.root] = t.root
	for r := range t.rows {
		t.parent[r], t.flow[r] = t.root, 1
		best, least := None, int64(math.MaxInt64)
		for i := t.first[r]; i < t.first[r+1]; i++ {
			if c := t.column[i]; free[c] > 0 && t.cost[i] < least {
				best, least = c, t.cost[i]
			}
		}
		if best == None {
			continue
		}
		free[best]--
		if free[best] > 0 {
			t.parent[r] = t.rows + best
			continue
		}
		// The root has no free place left to hand down here, and an arc without
		// flow must point up: so the column hangs on its last row, and that one on
		// the root.
		t.parent[t.rows+best], t.flow[t.rows+best] = r, 1
		t.flow[r] = 0
	}
	for c, left := range free {
		if t.parent[t.rows+int32(c)] == t.root {
			t.flow[t.rows+int32(c)] = left
		}
	}
	t.grow()
	return t
}

// blockOf is how many candidates the search looks at before it takes the best
// of them.
func blockOf(candidates int) int { return max(int(math.Sqrt(float64(candidates))), 16) }

// grow makes thread, sizes and potentials from the parents.
func (t *tree) grow() {
	child, sibling := make([]int32, len(t.parent)), make([]int32, len(t.parent))
	for u := range child {
		child[u], sibling[u] = None, None
	}
	for u := t.root - 1; u >= 0; u-- {
		sibling[u] = child[t.parent[u]]
		child[t.parent[u]] = u
	}
	before, u := t.root, t.root
	for {
		switch {
		case child[u] != None:
			u = child[u]
		default:
			for u != t.root && sibling[u] == None {
				t.close(u, before)
				u = t.parent[u]
			}
			if u == t.root {
				t.close(u, before)
				t.thread[before], t.back[u] = u, before
				return
			}
			t.close(u, before)
			u = sibling[u]
		}
		t.thread[before], t.back[u] = u, before
		before = u
		t.value(u)
	}
}

// close ends a node's subtree with the last node that was met, and counts it.
func (t *tree) close(u, last int32) {
	t.last[u] = last
	t.size[u]++
	if u != t.root {
		t.size[t.parent[u]] += t.size[u]
	}
}

// value gives a node its potential from its parent's.
func (t *tree) value(u int32) {
	up := t.parent[u]
	p := t.potential[up]
	switch {
	case u < t.rows && up == t.root:
		p -= t.miss
	case u < t.rows:
		p -= t.cost[t.find(u, up)]
	case up != t.root:
		p += t.cost[t.find(up, u)]
	case t.capacity[u-t.rows] == 0:
		p = closed
	}
	t.potential[u] = p
}

// find returns the candidate of a row that a column's node is.
func (t *tree) find(row, node int32) int {
	i, _ := slices.BinarySearch(t.column[t.first[row]:t.first[row+1]], node-t.rows)
	return t.first[row] + i
}

// prices are what places are worth, from the potentials.
func (t *tree) prices() []int64 {
	price := make([]int64, t.columns)
	for c := range price {
		if t.capacity[c] > 0 {
			price[c] = -t.potential[t.rows+int32(c)]
		}
	}
	return price
}

// read returns where each row goes: up or down the arc that its unit takes.
func (t *tree) read() []int32 {
	column := make([]int32, t.rows)
	for r := range t.rows {
		column[r] = None
		if up := t.parent[r]; t.flow[r] > 0 && up != t.root {
			column[r] = up - t.rows
		}
	}
	for c := range t.columns {
		if up := t.parent[t.rows+c]; up != t.root && t.flow[t.rows+c] > 0 {
			column[up] = c
		}
	}
	return column
}

// drawLots turns the tree of an optimum to the second question: which of the
// best assignments has the least sum of lots. The best ones are exactly those
// that use nothing but what costs nothing against the potentials, so everything
// else goes, and the lots of what stays are the costs. No cost is mixed with a
// lot, so nothing is rounded and nothing can overflow.
func (t *tree) drawLots(lot []uint32) {
	t.shut = make([]bool, len(t.parent))
	first, column, cost := make([]int, len(t.first)), []int32(nil), []int64(nil)
	for r := range t.rows {
		t.shut[r] = t.potential[r]+t.miss != 0
		for i := t.first[r]; i < t.first[r+1]; i++ {
			if t.cost[i]+t.potential[r] == t.potential[t.rows+t.column[i]] {
				column, cost = append(column, t.column[i]), append(cost, int64(lot[i]))
			}
		}
		first[r+1] = len(column)
	}
	for c := t.rows; c < t.root; c++ {
		t.shut[c] = t.potential[c] != 0
	}
	t.first, t.column, t.cost, t.miss = first, column, cost, 0
	t.next, t.block = 0, blockOf(len(column))
	for u := t.thread[t.root]; u != t.root; u = t.thread[u] {
		t.value(u)
	}
}
