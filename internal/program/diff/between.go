package diff

import (
	"slices"
	"strconv"
	"strings"

	"stint/internal/program/reader"
)

// Difference is what differs between two versions of one program.
type Difference struct {
	// Program are the changes of title, weeks, hours, rhythm and minimum.
	Program []Field `json:"program" doc:"What differs about the program as a whole."`
	// Sections are the phases in which something differs, in the order of the
	// newer page; those that have gone stand at the end.
	Sections []Section `json:"sections" doc:"What differs, phase by phase; 0 is the setup, -1 none."`
	Counts   Counts    `json:"counts"`
}

// Between tells what has become of every activity and prompt between two
// versions of one program, in either order of time, phase by phase. Their
// identities were carried over when they were published (see Identify), so the
// same id is the same thing, and nothing else is.
func Between(old, now *reader.Page) Difference {
	m := identified(old, now)
	d := Difference{Program: programFields(old, now)}
	sections := m.sections(&d.Counts)
	d.Sections = append([]Section{}, slices.DeleteFunc(sections, Section.Same)...)
	return d
}

// Section is what has become of one phase. Phases are counted as 0 for the setup
// and n for the nth of the page.
type Section struct {
	// Now is the phase of the newer page and Was that of the older one; -1 where
	// there is none.
	Now int `json:"now"`
	Was int `json:"was"`
	// Behind is the phase of the newer page behind which a phase stood that has
	// gone.
	Behind int `json:"behind"`
	// Heading and WasHeading are how it is called; empty for the setup.
	Heading    string `json:"heading"`
	WasHeading string `json:"was_heading"`
	// Fields are changes of the phase itself: its heading, goals and text.
	Fields []Field `json:"fields"`
	// Changes are those of what is in it now, then what was in it and has gone.
	Changes []Change `json:"changes"`
}

// Same reports whether nothing about the phase has changed.
func (s Section) Same() bool {
	return s.Now >= 0 && s.Was >= 0 && len(s.Fields) == 0 && len(s.Changes) == 0
}

// sections are all phases of both pages, also those in which nothing differs; what
// differs is counted.
func (m *matching) sections(counts *Counts) []Section {
	list := make([]Section, 0, len(m.now.phases))
	ofOld := map[int]int{} // by phase of the older page
	for p, q := range m.phaseTo {
		s := Section{Now: p, Was: q, Heading: m.now.phases[p].Title, Fields: []Field{}, Changes: []Change{}}
		if q >= 0 {
			s.WasHeading, s.Fields = m.old.phases[q].Title, phaseFields(m.old.phases[q], m.now.phases[p])
			ofOld[q] = p
		}
		list = append(list, s)
	}
	behind := 0
	for q, phase := range m.old.phases {
		if p, there := ofOld[q]; there {
			behind = p
			continue
		}
		ofOld[q] = len(list)
		list = append(list, Section{Now: -1, Was: q, Behind: behind, WasHeading: phase.Title, Fields: []Field{}, Changes: []Change{}})
	}
	for i := range m.now.nodes {
		if change, differs := m.compare(counts, i); differs {
			s := &list[m.now.nodes[i].phase]
			s.Changes = append(s.Changes, change)
		}
	}
	for i := range m.old.nodes {
		if m.from[i] < 0 {
			counts.Removed++
			s := &list[ofOld[m.old.nodes[i].phase]]
			s.Changes = append(s.Changes, m.removed(i))
		}
	}
	return list
}

// Part is what can be taken of a newer version, or left, by itself: phases
// between which nothing moves. Mostly that is one phase.
type Part struct {
	// Key names the part within its comparison.
	Key string `json:"key"`
	// Sections are its phases in the order of Difference.Sections, also those in
	// which nothing has changed but what comes or goes.
	Sections []Section `json:"sections"`
}

// Parts returns the parts of the difference between two versions of a program,
// in the order of Difference.Sections. What has not changed is in none.
func Parts(old, now *reader.Page) []Part {
	m := identified(old, now)
	list := m.sections(&Counts{})
	u := newUnion(len(list))
	of := make([]int, len(m.old.phases)) // the section of each phase of the older page
	for i, s := range list {
		if s.Was >= 0 {
			of[s.Was] = i
		}
	}
	for i, o := range m.to {
		if o >= 0 {
			u.join(m.now.nodes[i].phase, of[m.old.nodes[o].phase])
		}
	}
	var parts []Part
	at := map[int]int{}
	for i, s := range list {
		root := u.root(i)
		if _, known := at[root]; !known {
			at[root] = len(parts)
			parts = append(parts, Part{Key: "phase-" + strconv.Itoa(root)})
		}
		x := &parts[at[root]]
		x.Sections = append(x.Sections, s)
	}
	return slices.DeleteFunc(parts, func(p Part) bool {
		return !slices.ContainsFunc(p.Sections, func(s Section) bool { return !s.Same() })
	})
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
	out := []Field{}
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

// union gathers what belongs together.
type union []int

func newUnion(n int) union {
	u := make(union, n)
	for i := range u {
		u[i] = i
	}
	return u
}

func (u union) root(x int) int {
	for u[x] != x {
		x = u[x]
	}
	return x
}

// join makes two one; the lower one leads, so that parts stand in page order.
func (u union) join(a, b int) {
	a, b = u.root(a), u.root(b)
	u[max(a, b)] = min(a, b)
}
