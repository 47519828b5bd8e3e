package diff

import "sort"

// matching joins nodes of an old and a new page that are the same thing.
type matching struct {
	old, now *tree
	// to holds the old node of each new one, from the new node of each old
	// one; -1 for none.
	to, from []int
	// phaseTo holds the old phase of each new one, -1 for none.
	phaseTo []int
	// was are the old ids of new ones, made when they are asked for.
	was map[string]string
}

// match finds what of the new page was on the old one: explicit ids first, then
// the same words in the same phase, then similar words in the same
// surroundings, then what has moved to another phase.
func match(old, now *tree) *matching {
	m := &matching{old: old, now: now, to: fill(len(now.nodes)), from: fill(len(old.nodes))}
	m.byName()
	m.phases()
	for p := range now.phases {
		if q := m.phaseTo[p]; q >= 0 {
			m.same(old.below[q], now.below[p])
		}
	}
	m.same(open(m.from), open(m.to)) // the same words elsewhere before other words here
	for p := range now.phases {
		if q := m.phaseTo[p]; q >= 0 {
			m.similar(old.below[q], now.below[p], 0)
		}
	}
	m.similar(open(m.from), open(m.to), 0.66) // across phases things have to be more alike
	return m
}

// open are the nodes that have not been joined.
func open(joined []int) []int {
	var out []int
	for i, to := range joined {
		if to < 0 {
			out = append(out, i)
		}
	}
	return out
}

func fill(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = -1
	}
	return out
}

// join makes an old and a new node the same thing. An activity and a prompt are
// one only where they have the same words: nobody rewords a question into a task.
func (m *matching) join(o, n int) {
	a, b := &m.old.nodes[o], &m.now.nodes[n]
	if m.from[o] < 0 && m.to[n] < 0 && ((a.activity == nil) == (b.activity == nil) || a.key == b.key) {
		m.to[n], m.from[o] = o, n
	}
}

// byName joins what the author has named.
func (m *matching) byName() {
	named := map[string]int{}
	for i := range m.old.nodes {
		named[*m.old.nodes[i].id()] = i
	}
	for i := range m.now.nodes {
		if n := &m.now.nodes[i]; n.named() {
			if o, ok := named[*n.id()]; ok {
				m.join(o, i)
			}
		}
	}
}

// apart says that an author has named both of two nodes, and differently.
func (m *matching) apart(o, n int) bool {
	a, b := &m.old.nodes[o], &m.now.nodes[n]
	return a.named() && b.named() && *a.id() != *b.id()
}

// phases joins the phases that hold the same things. What stands in many
// phases tells little; the same number settles what contents leave open.
func (m *matching) phases() {
	m.phaseTo = fill(len(m.now.phases))
	taken := make([]bool, len(m.old.phases))
	m.phaseTo[0], taken[0] = 0, true
	type pair struct {
		old, now int
		score    float64
	}
	scores := m.phaseScores()
	var pairs []pair
	for p := 1; p < len(m.now.phases); p++ {
		for q, s := range scores[p] {
			if q > 0 && s > 0 {
				pairs = append(pairs, pair{q, p, s})
			}
		}
	}
	sort.Slice(pairs, func(i, j int) bool {
		a, b := pairs[i], pairs[j]
		if a.score != b.score {
			return a.score > b.score
		}
		if a.now != b.now {
			return a.now < b.now
		}
		return a.old < b.old
	})
	for _, x := range pairs {
		if m.phaseTo[x.now] < 0 && !taken[x.old] {
			m.phaseTo[x.now], taken[x.old] = x.old, true
		}
	}
}

// phaseScores says for each new phase how much old phases share with it.
func (m *matching) phaseScores() []map[int]float64 {
	where := map[string]map[int]int{}
	for q := range m.old.phases {
		for _, i := range m.old.below[q] {
			k := m.old.nodes[i].key
			if where[k] == nil {
				where[k] = map[int]int{}
			}
			where[k][q]++
		}
	}
	scores := make([]map[int]float64, len(m.now.phases))
	for p, phase := range m.now.phases {
		scores[p] = map[int]float64{}
		seen := map[string]int{}
		for _, i := range m.now.below[p] {
			k := m.now.nodes[i].key
			seen[k]++
			if len(where[k]) > 40 {
				continue
			}
			for q, n := range where[k] {
				if seen[k] <= n {
					scores[p][q] += 1 / float64(len(where[k])*len(where[k]))
				}
			}
			if o := m.to[i]; o >= 0 {
				scores[p][m.old.nodes[o].phase] += 2
			}
		}
		for q, other := range m.old.phases {
			if phase.Unit == other.Unit && phase.Track == other.Track && phase.Number != nil && other.Number != nil && *phase.Number == *other.Number {
				scores[p][q] += 0.8
			}
			if phase.Topic != "" && phase.Topic == other.Topic {
				scores[p][q] += 1.5
			}
			if phase.Title == other.Title {
				scores[p][q] += 0.4
			}
		}
	}
	return scores
}

// same joins what has the same words and links in both lists. Where they stand
// there several times, parents and then order tell which is which.
func (m *matching) same(old, now []int) {
	byKey := map[string][]int{}
	for _, o := range old {
		if m.from[o] < 0 {
			byKey[m.old.nodes[o].key] = append(byKey[m.old.nodes[o].key], o)
		}
	}
	var several []int
	counts := map[string]int{}
	for _, n := range now {
		if m.to[n] < 0 {
			counts[m.now.nodes[n].key]++
		}
	}
	for _, n := range now {
		if m.to[n] >= 0 {
			continue
		}
		k := m.now.nodes[n].key
		switch list := byKey[k]; {
		case len(list) == 0:
		case len(list) == 1 && counts[k] == 1:
			if !m.apart(list[0], n) {
				m.join(list[0], n)
			}
		default:
			several = append(several, n)
		}
	}
	for _, n := range several {
		m.joinBest(byKey[m.now.nodes[n].key], n)
	}
	for _, n := range several {
		for _, o := range byKey[m.now.nodes[n].key] {
			if m.to[n] < 0 && m.from[o] < 0 && !m.apart(o, n) {
				m.join(o, n)
			}
		}
	}
}

// joinBest joins a node with the one of several equal ones whose surroundings
// are its own, where exactly one has the most of them.
func (m *matching) joinBest(list []int, n int) {
	best, score, ties := -1, 0.0, 0
	for _, o := range list {
		if m.from[o] >= 0 || m.apart(o, n) {
			continue
		}
		switch s := m.around(o, n); {
		case s > score:
			best, score, ties = o, s, 0
		case s == score:
			ties++
		}
	}
	if best >= 0 && ties == 0 {
		m.join(best, n)
	}
}

// around is how much the surroundings of two nodes are the same: the parent,
// what is nested in them, the neighbors.
func (m *matching) around(o, n int) float64 {
	a, b := &m.old.nodes[o], &m.now.nodes[n]
	s := 0.0
	switch {
	case a.parent < 0 && b.parent < 0:
		s += 0.5
	case a.parent >= 0 && b.parent >= 0 && m.to[b.parent] == a.parent:
		s++
	case a.parent >= 0 && b.parent >= 0 && m.to[b.parent] < 0 && m.from[a.parent] < 0:
		s += alike(m.old.nodes[a.parent].grams, m.now.nodes[b.parent].grams) / 2
	}
	if o > 0 && n > 0 && m.to[n-1] == o-1 {
		s += 0.5
	}
	if o+1 < len(m.from) && n+1 < len(m.to) && m.to[n+1] == o+1 {
		s += 0.5
	}
	return s + m.children(o, n)
}

// children is how much of what is nested in two nodes is the same, up to 1.
func (m *matching) children(o, n int) float64 {
	joined, all := 0, 0
	for i := n + 1; i < len(m.now.nodes) && i < n+64 && m.now.nodes[i].phase == m.now.nodes[n].phase; i++ {
		if m.now.nodes[i].parent != n {
			continue
		}
		all++
		if at := m.to[i]; at >= 0 && m.old.nodes[at].parent == o {
			joined++
		}
	}
	if all == 0 {
		return 0
	}
	return float64(joined) / float64(all)
}

// candidate is a pair that may be the same thing.
type candidate struct {
	old, now int
	score    float64
	distance int
}

// similar joins what was reworded: the most alike first, surroundings counted in.
func (m *matching) similar(old, now []int, least float64) {
	var list []candidate
	for round := 0; round < 2; round++ {
		list = list[:0]
		open := unjoined(m.from, old)
		index := m.indexOf(open)
		for at, n := range now {
			if m.to[n] >= 0 {
				continue
			}
			for _, o := range m.candidates(open, index, n) {
				if s := m.score(o, n); s >= max(least, threshold) && !m.apart(o, n) {
					list = append(list, candidate{o, n, s, abs(at - position(old, o))})
				}
			}
		}
		sort.SliceStable(list, func(i, j int) bool {
			if list[i].score != list[j].score {
				return list[i].score > list[j].score
			}
			return list[i].distance < list[j].distance
		})
		joined := 0
		for _, c := range list {
			if m.from[c.old] < 0 && m.to[c.now] < 0 {
				m.join(c.old, c.now)
				joined++
			}
		}
		if joined == 0 {
			return
		}
	}
}

func position(list []int, o int) int {
	return sort.SearchInts(list, o)
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}

func unjoined(joined, list []int) []int {
	var out []int
	for _, i := range list {
		if joined[i] < 0 {
			out = append(out, i)
		}
	}
	return out
}

// few is how many nodes are compared each with each.
const few = 300

// indexOf finds nodes by what their texts are made of, where they are many.
func (m *matching) indexOf(open []int) map[uint32][]int {
	if len(open) <= few {
		return nil
	}
	index := map[uint32][]int{}
	for _, o := range open {
		for _, g := range m.old.nodes[o].grams {
			index[g] = append(index[g], o)
		}
	}
	return index
}

// candidates are the open nodes that share something telling with a new one.
func (m *matching) candidates(open []int, index map[uint32][]int, n int) []int {
	if index == nil {
		return open
	}
	counts := map[int]int{}
	for _, g := range m.now.nodes[n].grams {
		if list := index[g]; len(list) <= 60 {
			for _, o := range list {
				counts[o]++
			}
		}
	}
	out := make([]int, 0, len(counts))
	for o := range counts {
		out = append(out, o)
	}
	sort.Ints(out)
	return out
}

// threshold is what a pair must reach to be the same thing.
const threshold = 0.6

// score says how likely two nodes are the same thing: by their words, by links
// that they share, by what stands around them.
func (m *matching) score(o, n int) float64 {
	a, b := &m.old.nodes[o], &m.now.nodes[n]
	if (a.activity == nil) != (b.activity == nil) {
		return 0
	}
	s := alike(a.grams, b.grams)
	if shared(a.urls, b.urls) {
		s = s*0.6 + 0.4
	}
	if s < 0.3 {
		return 0
	}
	around := min(m.around(o, n), 2)
	if a.kind() == b.kind() {
		around += 0.3
	}
	return s*0.8 + around*0.14
}

func shared(a, b []string) bool {
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			return true
		case a[i] < b[j]:
			i++
		default:
			j++
		}
	}
	return false
}
