package simplex

import (
	"cmp"
	"container/heap"
	"math"
	"slices"
)

// Residual answers what else could be done with a best assignment: exactly, by
// shortest chains of exchanges against its prices (Dijkstra's algorithm, since
// no exchange has a negative cost against them), without solving anew. It knows
// nothing of lots. It is for one goroutine at a time.
type Residual struct {
	p        *Problem
	s        *Solution
	miss     int64
	pays     []int64   // of each row: cost and price where it is, or miss
	at       [][]int32 // the rows of each column
	fromRoot []int64   // the distance from the root to each column
	distance []int64
	entered  []int32 // where a chain to a column began
	seen     []int32 // the columns whose distance is to be forgotten
	queue    frontier
	spread   int64 // how much shorter the end of a chain can make it
	beyond   bool  // columns without any place may be reached, too
}

// Explore returns the residual of a solution that Solve gave for the problem.
func Explore(p *Problem, s *Solution) *Residual {
	x := &Residual{
		p: p, s: s, miss: p.miss(), pays: make([]int64, p.Rows()), at: make([][]int32, p.Columns()),
		fromRoot: make([]int64, p.Columns()), distance: slices.Repeat([]int64{far}, p.Columns()), entered: make([]int32, p.Columns()),
	}
	none := false
	for r, c := range s.Column {
		x.pays[r] = x.miss
		if c != None {
			x.pays[r] = p.Cost[s.Candidate(p, r)] + s.Price[c]
			x.at[c] = append(x.at[c], int32(r))
		}
	}
	for c, price := range s.Price {
		x.spread = max(x.spread, price)
		if p.Capacity[c] == 0 {
			none = true
		}
	}
	if none {
		x.spread += 2 * p.largest() // an exchange can end where there is no price to pay yet
	}
	// From the root a chain goes to a column by a row without a place, or it
	// leaves a place there empty.
	for r, c := range s.Column {
		if c == None {
			x.leave(r, None, -x.miss)
		}
	}
	for c := range x.at {
		x.reach(int32(c), None, s.Price[c])
	}
	for {
		c, _, ok := x.pop()
		if !ok {
			break
		}
		x.exchange(c)
	}
	copy(x.fromRoot, x.distance)
	x.forget()
	return x
}

// Next returns the best assignment in which row r, which has a place, does not
// go to the column it is in: the column that it has then, None where it would
// have to go without, and what changes in all by that: how many rows fewer have
// a place, 0 or 1, and by how much the cost rises.
func (x *Residual) Next(r int) (column int32, fewer int, cost int64) {
	own := x.s.Column[r]
	if own == None {
		return None, 0, 0
	}
	// Going without is the first way to the root.
	root, by := x.miss, None
	x.leave(r, own, 0)
	best, first := far, None
	for {
		c, d, ok := x.pop()
		if !ok || d >= best || d >= root+x.fromRoot[own] {
			break
		}
		if c == own {
			best, first = d, x.entered[c]
			break
		}
		if len(x.at[c]) < int(x.p.Capacity[c]) && d < root {
			root, by = d, x.entered[c]
		}
		for _, other := range x.at[c] {
			if drop := d + x.miss - x.pays[other]; drop < root {
				root, by = drop, x.entered[c]
			}
		}
		x.exchange(c)
	}
	x.forget()
	if through := root + x.fromRoot[own]; through < best {
		best, first = through, by
	}
	fewer, cost = x.split(best - x.pays[r])
	return first, fewer, cost
}

// Place is a column at which one place more would help somebody.
type Place struct {
	Column int32
	Cost   int64 // by which the sum of costs rises
}

// Places returns the columns at which one place more, and nothing else, gives
// row r a place without anybody losing theirs, the cheapest first, at most so
// many. Columns that have no place at all so far are among them. It is empty
// for a row that has a place, and for one without candidates.
func (x *Residual) Places(r, most int) []Place {
	if x.s.Column[r] != None || most < 1 {
		return nil
	}
	x.beyond = true
	x.leave(r, None, 0)
	var places []Place
	for {
		// A chain that is longer by d can end at a column whose price makes up
		// for some of it, but never for more than spread.
		c, d, ok := x.pop()
		if !ok || len(places) == most && d-x.spread >= places[most-1].Cost {
			break
		}
		places = keep(places, Place{Column: c, Cost: d - x.s.Price[c]}, most)
		x.exchange(c)
	}
	x.forget()
	return places
}

// keep puts a place among the cheapest, once for each column.
func keep(places []Place, p Place, most int) []Place {
	if i := slices.IndexFunc(places, func(q Place) bool { return q.Column == p.Column }); i >= 0 {
		places = slices.Delete(places, i, i+1) // the way to it was shorter than it seemed
	}
	i, _ := slices.BinarySearchFunc(places, p, func(a, b Place) int {
		return cmp.Or(cmp.Compare(a.Cost, b.Cost), cmp.Compare(a.Column, b.Column))
	})
	places = slices.Insert(places, i, p)
	return places[:min(len(places), most)]
}

// Admit says whether row r, which has no place, would get one if it had these
// candidates too, without anybody losing theirs: the column that it would go
// to, and by how much the sum of costs rises; None where it would not. Their
// costs may be as large as those of the problem.
func (x *Residual) Admit(r int, columns []int32, costs []int64) (column int32, cost int64) {
	if x.s.Column[r] != None {
		return None, 0
	}
	for i, c := range columns {
		x.reach(c, c, costs[i]+x.s.Price[c])
	}
	column = None
	for {
		c, d, ok := x.pop()
		if !ok {
			break
		}
		if len(x.at[c]) < int(x.p.Capacity[c]) {
			column, cost = x.entered[c], d
			break
		}
		x.exchange(c)
	}
	x.forget()
	return column, cost
}

// far is the distance of what was not reached.
const far int64 = math.MaxInt64

// split takes a change of the sum apart. miss is more than twice what costs can
// make up.
func (x *Residual) split(change int64) (fewer int, cost int64) {
	if change > x.miss/2 {
		return 1, change - x.miss
	}
	return 0, change
}

// leave begins chains with a row's candidates but the one it is in.
func (x *Residual) leave(r int, own int32, start int64) {
	for i := x.p.First[r]; i < x.p.First[r+1]; i++ {
		if c := x.p.Column[i]; c != own {
			x.reach(c, c, start+x.p.Cost[i]+x.s.Price[c])
		}
	}
}

// exchange goes on from a column: each of its rows could go elsewhere.
func (x *Residual) exchange(c int32) {
	start, entered := x.distance[c], x.entered[c]
	for _, r := range x.at[c] {
		before := start - x.pays[r]
		for i := x.p.First[r]; i < x.p.First[r+1]; i++ {
			to := x.p.Column[i]
			if d := before + x.p.Cost[i] + x.s.Price[to]; d < x.distance[to] {
				x.reach(to, entered, d)
			}
		}
	}
}

// reach notes a way to a column, if it is the shortest so far. Columns without
// any place are out of reach.
func (x *Residual) reach(c, entered int32, d int64) {
	if d >= x.distance[c] || x.p.Capacity[c] == 0 && !x.beyond {
		return
	}
	if x.distance[c] == far {
		x.seen = append(x.seen, c)
	}
	x.distance[c], x.entered[c] = d, entered
	heap.Push(&x.queue, step{d, c})
}

// pop takes the nearest column that was not looked at yet.
func (x *Residual) pop() (c int32, d int64, ok bool) {
	for len(x.queue) > 0 {
		next := heap.Pop(&x.queue).(step)
		if next.distance == x.distance[next.column] {
			return next.column, next.distance, true
		}
	}
	return None, 0, false
}

// forget makes ready for the next question.
func (x *Residual) forget() {
	for _, c := range x.seen {
		x.distance[c] = far
	}
	x.seen, x.queue, x.beyond = x.seen[:0], x.queue[:0], false
}

// step is a column at a distance.
type step struct {
	distance int64
	column   int32
}

// frontier is a heap of steps, for container/heap.
type frontier []step

func (f frontier) Len() int { return len(f) }

func (f frontier) Less(i, j int) bool {
	return f[i].distance < f[j].distance || f[i].distance == f[j].distance && f[i].column < f[j].column
}

func (f frontier) Swap(i, j int) { f[i], f[j] = f[j], f[i] }

func (f *frontier) Push(s any) { *f = append(*f, s.(step)) }

func (f *frontier) Pop() any {
	old := *f
	last := old[len(old)-1]
	*f = old[:len(old)-1]
	return last
}
