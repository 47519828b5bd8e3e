package simplex

// optimize pivots until no candidate would make the assignment cheaper.
func (t *tree) optimize() {
	for t.rows > 0 {
		row, head, gain := t.search()
		if gain == 0 {
			return
		}
		t.pivots++
		t.pivot(row, head, gain)
	}
}

// search looks for an arc to enter: from a row or the root to a column or the
// root. It returns the one whose reduced cost is least in the block that it
// looked at, and that cost, which is negative, or 0 where there is none left.
// It goes on where it ended the last time, row by row, the root's arcs last.
func (t *tree) search() (tail, head int32, least int64) {
	looked, row := 0, t.next
	potential := t.potential[t.rows:]
	for range t.rows + 1 {
		if row == t.root {
			looked += int(t.columns)
			for c, p := range potential[:t.columns] {
				if -p < least && !t.isShut(t.rows+int32(c)) {
					tail, head, least = t.root, t.rows+int32(c), -p
				}
			}
			row = 0
		} else {
			from, to := t.first[row], t.first[row+1]
			own := t.potential[row]
			cost := t.cost[from:to]
			looked += len(cost) + 1
			column := t.column[from:to][:len(cost)]
			best := None
			for i, c := range column {
				if d := cost[i] + own - potential[c]; d < least {
					best, least = c, d
				}
			}
			if best != None {
				tail, head = row, t.rows+best
			}
			if d := t.miss + own; d < least && !t.isShut(row) {
				tail, head, least = row, t.root, d
			}
			if row++; row == t.rows {
				row = t.root
			}
		}
		if looked >= t.block {
			if least < 0 {
				break
			}
			looked = 0
		}
	}
	t.next = row
	return tail, head, least
}

func (t *tree) isShut(u int32) bool { return t.shut != nil && t.shut[u] }

// pivot lets the arc from tail to head enter the tree, with reduced cost gain,
// and the arc leave that keeps the tree strongly feasible: of those that lose
// their flow first, the last one on the way round the cycle, along the entering
// arc, from the node where both ends' paths to the root meet.
//
// On that way a row loses flow on the tail's side and a column on the head's.
// Every row has at most one unit, and every column of the tree at least one. So
// at most one unit goes round, and it does so unless there is a row without
// flow on the tail's side: the first of those from the tail up leaves then.
// Else it is the last column with one unit on the head's side, the nearest to
// the meeting point, and where there is none, the tail itself.
func (t *tree) pivot(tail, head int32, gain int64) {
	join := t.join(tail, head)
	for u := tail; u != join; u = t.parent[u] {
		if u < t.rows && t.flow[u] == 0 {
			t.swap(u, tail, head, 0, -gain)
			return
		}
	}
	leaving := None
	for u := head; u != join; u = t.parent[u] {
		if u >= t.rows && t.flow[u] == 1 {
			leaving = u
		}
	}
	t.push(tail, join, -1)
	t.push(head, join, 1)
	if leaving == None {
		t.swap(tail, tail, head, 1, -gain)
	} else {
		t.swap(leaving, head, tail, 1, gain)
	}
}

// join is the lowest node above both.
func (t *tree) join(u, v int32) int32 {
	for u != v {
		if t.size[u] < t.size[v] {
			u = t.parent[u]
		} else {
			v = t.parent[v]
		}
	}
	return u
}

// push adds to the rows' flow from a node up to the meeting point, and takes it
// from the columns'.
func (t *tree) push(u, join, units int32) {
	for ; u != join; u = t.parent[u] {
		if u < t.rows {
			t.flow[u] += units
		} else {
			t.flow[u] -= units
		}
	}
}

// swap cuts the subtree of a node off, and hangs it below up by one of its
// nodes, top, which becomes its root. The arc between top and up has the flow.
// All potentials in it change by shift.
func (t *tree) swap(cut, top, up, flow int32, shift int64) {
	count := t.size[cut]
	t.release(cut)
	end := t.turn(cut, top, flow)
	t.attach(top, end, up, count)
	for u := top; ; u = t.thread[u] {
		t.potential[u] += shift
		if u == end {
			return
		}
	}
}

// release takes the subtree of a node out of the thread, and out of the sizes
// and last nodes of those above it.
func (t *tree) release(cut int32) {
	before, end, count := t.back[cut], t.last[cut], t.size[cut]
	after := t.thread[end]
	t.thread[before], t.back[after] = after, before
	u := t.parent[cut]
	for ; u != t.root && t.last[u] == end; u = t.parent[u] {
		t.last[u] = before
		t.size[u] -= count
	}
	for ; u != t.root; u = t.parent[u] {
		t.size[u] -= count
	}
}

// turn makes top the root of the subtree of cut, which it belongs to, and
// returns the subtree's last node. The nodes from top up to cut, the stem, each
// become the last child of the one below: what each of them had beside the
// stem follows it in the thread as it did before. A stem node takes the flow
// of the arc that it turns round; top takes the flow given.
func (t *tree) turn(cut, top, flow int32) (end int32) {
	count := t.size[cut]
	u, up := top, t.parent[top]
	before, oldLast, oldSize, oldFlow := t.back[top], t.last[top], t.size[top], t.flow[top]
	end = oldLast
	after := t.thread[end]
	t.size[top], t.flow[top] = count, flow
	for u != cut {
		// u is hung already; now its former parent follows as its child.
		above, nextBefore := t.parent[up], t.back[up]
		upLast, upSize, upFlow := t.last[up], t.size[up], t.flow[up]
		if upLast != oldLast {
			beyond := t.thread[upLast]
			t.thread[before], t.back[after] = after, before
			t.thread[end], t.back[up] = up, end
			end, after = upLast, beyond
		} else {
			t.thread[end], t.back[up] = up, end
			end = before
		}
		t.parent[up], t.flow[up] = u, oldFlow
		t.size[up] = count - oldSize
		oldLast, oldSize, oldFlow, before = upLast, upSize, upFlow, nextBefore
		u, up = up, above
	}
	for u := cut; ; u = t.parent[u] {
		t.last[u] = end
		if u == top {
			return end
		}
	}
}

// attach hangs a subtree that runs from top to end in the thread below a node,
// as its first child.
func (t *tree) attach(top, end, up, count int32) {
	after := t.thread[up]
	t.thread[up], t.back[top] = top, up
	t.thread[end], t.back[after] = after, end
	t.parent[top] = up
	u := up
	for ; u != t.root && t.last[u] == up; u = t.parent[u] {
		t.last[u] = end
		t.size[u] += count
	}
	for ; u != t.root; u = t.parent[u] {
		t.size[u] += count
	}
}
