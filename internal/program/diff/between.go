package diff

import (
	"slices"
	"strconv"
	"strings"

	"stint/internal/program/reader"
)

// Between tells what has become of every activity and prompt between two
// versions of one program, in either order of time. Their identities were
// carried over when they were published, so the same id is the same thing, and
// nothing else is.
func Between(old, now *reader.Page) Comparison { return identified(old, now).comparison() }

// Part is what can be taken of a newer version, or left, by itself: phases
// between which nothing moves. Mostly that is one phase. Phases are counted as
// 0 for the setup and n for the nth of the page.
type Part struct {
	// Now are the phases of the newer page, Was those of the older one, in
	// order. A phase that is on one page alone stands in one list alone.
	Now []int `json:"now"`
	Was []int `json:"was"`
	// Same says which older phase a newer one is; newer ones that are not in it
	// are new.
	Same map[int]int `json:"same"`
	// Fields are changes of the phases themselves: headings, goals, texts.
	Fields  []Field  `json:"fields"`
	Changes []Change `json:"changes"`
}

// Key names the part within its comparison: the first phase that it has on the
// newer page, or else on the older one.
func (p Part) Key() string {
	if len(p.Now) > 0 {
		return "now-" + strconv.Itoa(p.Now[0])
	}
	return "was-" + strconv.Itoa(p.Was[0])
}

// Parts returns the parts of the difference between two versions of a program
// in the order of the newer page, those that have gone at the end. Phases in
// which nothing has changed are in none.
func Parts(old, now *reader.Page) []Part {
	m := identified(old, now)
	u := newUnion(len(m.now.phases), len(m.old.phases))
	for p, q := range m.phaseTo {
		if q >= 0 {
			u.join(p, u.was(q))
		}
	}
	for i, o := range m.to {
		if o >= 0 {
			u.join(m.now.nodes[i].phase, u.was(m.old.nodes[o].phase))
		}
	}
	var parts []Part
	at := map[int]int{}
	part := func(root int) *Part {
		if _, known := at[root]; !known {
			at[root] = len(parts)
			parts = append(parts, Part{Now: []int{}, Was: []int{}, Same: map[int]int{}, Fields: []Field{}, Changes: []Change{}})
		}
		return &parts[at[root]]
	}
	for p, q := range m.phaseTo {
		x := part(u.root(p))
		x.Now = append(x.Now, p)
		if q >= 0 {
			x.Same[p] = q
			x.Fields = append(x.Fields, phaseFields(m.old.phases[q], m.now.phases[p])...)
		}
	}
	for q := range m.old.phases {
		x := part(u.root(u.was(q)))
		x.Was = append(x.Was, q)
	}
	m.spread(func(phase int, was bool) *Part {
		if was {
			phase = u.was(phase)
		}
		return part(u.root(phase))
	})
	return slices.DeleteFunc(parts, func(p Part) bool {
		return len(p.Changes) == 0 && len(p.Fields) == 0 && len(p.Same) == len(p.Now) && len(p.Now) == len(p.Was)
	})
}

// spread puts what has become of each node into the part of its phase.
func (m *matching) spread(of func(phase int, was bool) *Part) {
	for i := range m.now.nodes {
		c := Comparison{}
		m.compare(&c, i)
		x := of(m.now.nodes[i].phase, false)
		x.Changes = append(x.Changes, c.Changes...)
	}
	for i := range m.old.nodes {
		if m.from[i] < 0 {
			x := of(m.old.nodes[i].phase, true)
			x.Changes = append(x.Changes, m.removed(i))
		}
	}
}

// identified joins the nodes of two pages that have the same id.
func identified(old, now *reader.Page) *matching {
	m := &matching{old: treeOf(old), now: treeOf(now)}
	m.to, m.from = fill(len(m.now.nodes)), fill(len(m.old.nodes))
	byID := make(map[string]int, len(m.old.nodes))
	for i := range m.old.nodes {
		byID[*m.old.nodes[i].id()] = i
	}
	for i := range m.now.nodes {
		if o, ok := byID[*m.now.nodes[i].id()]; ok {
			m.join(o, i)
		}
	}
	m.phases()
	return m
}

// phaseFields are the properties in which a phase differs: what it is called,
// when it is, what it says beside its activities.
func phaseFields(was, now *reader.Phase) []Field {
	var out []Field
	add := func(name, a, b string) {
		if a != b {
			out = append(out, Field{name, a, b})
		}
	}
	add("heading", was.Title, now.Title)
	add("goals", goals(was), goals(now))
	add("text", prose(was), prose(now))
	return out
}

func goals(p *reader.Phase) string {
	var lines []string
	for _, g := range p.Goals {
		lines = append(lines, g.Text)
	}
	return strings.Join(lines, "\n")
}

func prose(p *reader.Phase) string {
	var lines []string
	for _, t := range p.Text {
		lines = append(lines, strings.TrimSpace(t.Markdown))
	}
	return strings.Join(lines, "\n\n")
}

// union gathers phases that belong together: those of the newer page first,
// then those of the older one.
type union struct {
	above []int
	now   int
}

func newUnion(now, was int) *union {
	u := &union{above: make([]int, now+was), now: now}
	for i := range u.above {
		u.above[i] = i
	}
	return u
}

func (u *union) was(phase int) int { return u.now + phase }

func (u *union) root(x int) int {
	for u.above[x] != x {
		u.above[x] = u.above[u.above[x]]
		x = u.above[x]
	}
	return x
}

// join makes two one; the lower one leads, so that parts stand in page order.
func (u *union) join(a, b int) {
	a, b = u.root(a), u.root(b)
	u.above[max(a, b)] = min(a, b)
}
