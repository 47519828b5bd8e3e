// Package diff compares two readings of a program page and carries the
// identities of activities over from the older one to the newer.
//
// Between pages that somebody wrote, Identify and Compare find out what is the
// same thing. Between versions that are kept, whose identities were carried over
// when they were published, Between and Parts go by those identities alone: what
// a plan follows and what people are shown is then never two different things.
//
// What an author has named is the same where the name is the same. For
// everything else the two pages are compared as trees: the same words in the
// same phase, then similar words in the same surroundings, then what has moved.
// A thing is rather taken for new than joined with another: a wrong identity
// would move people's ticks to something they have not done.
package diff

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"stint/internal/program/reader"
)

// Change is what has become of one activity or prompt.
type Change struct {
	// What has happened: "added", "removed", "moved", "reworded", "changed".
	// The last three can come together.
	What []string `json:"what"`
	// ID is the identity, the old one where there is one.
	ID string `json:"id"`
	// Prompt says that it is a prompt rather than an activity.
	Prompt bool `json:"prompt"`
	// Text and Was are the words now and before; empty where there are none.
	Text string `json:"text"`
	Was  string `json:"was"`
	// Phase and WasPhase are the titles of the phases it is and was in.
	Phase    string `json:"phase"`
	WasPhase string `json:"was_phase"`
	Line     int    `json:"line"`
	WasLine  int    `json:"was_line"`
	// Fields are what else has changed: kind, owner, condition, and so on.
	Fields []Field `json:"fields"`
}

// Field is one property with its values before and now.
type Field struct {
	Name string `json:"name"`
	Was  string `json:"was"`
	Now  string `json:"now"`
}

// Counts sums a comparison up. Activities and prompts count alike.
type Counts struct {
	Added    int `json:"added"`
	Removed  int `json:"removed"`
	Moved    int `json:"moved"`
	Reworded int `json:"reworded"`
	Changed  int `json:"changed"`
	Same     int `json:"same"`
}

// Comparison is the difference of two pages that are no versions of one program,
// or not yet: see Difference.
type Comparison struct {
	// Program are the changes of title, weeks, hours, rhythm and minimum.
	Program []Field  `json:"program"`
	Changes []Change `json:"changes"`
	Counts  Counts   `json:"counts"`
}

// Identify gives the activities and prompts of now the ids that they had on
// old, as far as they are the same and the author has not named them. What is
// new gets an id that old has not used, nor any of the pages before it, except
// what comes back with the very words that it had on one of those, newest first:
// that gets its id again. References to ids are carried along.
func Identify(old, now *reader.Page, before ...*reader.Page) {
	m := match(treeOf(old), treeOf(now))
	m.identify(before)
}

// Compare tells what has become of every activity and prompt of old. It
// changes neither page. Identities are found as Identify finds them.
func Compare(old, now *reader.Page) Comparison {
	return match(treeOf(old), treeOf(now)).comparison()
}

func (m *matching) comparison() Comparison {
	c := Comparison{Program: programFields(m.old.page, m.now.page), Changes: []Change{}}
	for i := range m.now.nodes {
		if change, differs := m.compare(&c.Counts, i); differs {
			c.Changes = append(c.Changes, change)
		}
	}
	for i := range m.old.nodes {
		if m.from[i] < 0 {
			c.Counts.Removed++
			c.Changes = append(c.Changes, m.removed(i))
		}
	}
	return c
}

// removed is what is told of a node of the old page that has gone.
func (m *matching) removed(i int) Change {
	n := &m.old.nodes[i]
	return Change{What: []string{"removed"}, ID: *n.id(), Prompt: n.prompt != nil, Was: n.text(),
		WasPhase: m.old.phases[n.phase].Title, WasLine: n.line(), Fields: []Field{}}
}

// compare counts what has become of a node of the new page, and returns it where
// something has.
func (m *matching) compare(c *Counts, i int) (change Change, differs bool) {
	n := &m.now.nodes[i]
	change = Change{ID: *n.id(), Prompt: n.prompt != nil, Text: n.text(), Phase: m.now.phases[n.phase].Title, Line: n.line(), Fields: []Field{}}
	if m.to[i] < 0 {
		c.Added++
		change.What = []string{"added"}
		return change, true
	}
	o := &m.old.nodes[m.to[i]]
	change.ID, change.Was, change.WasPhase, change.WasLine = *o.id(), o.text(), m.old.phases[o.phase].Title, o.line()
	if m.phaseTo[n.phase] != o.phase {
		c.Moved++
		change.What = append(change.What, "moved")
	}
	if n.text() != o.text() {
		c.Reworded++
		change.What = append(change.What, "reworded")
	}
	if change.Fields = m.fields(o, n); len(change.Fields) > 0 {
		c.Changed++
		change.What = append(change.What, "changed")
	}
	if len(change.What) == 0 {
		c.Same++
	}
	return change, len(change.What) > 0
}

// fields are the properties in which two nodes differ.
func (m *matching) fields(o, n *node) []Field {
	out := []Field{}
	add := func(name, was, now string) {
		if was != now {
			out = append(out, Field{name, was, now})
		}
	}
	if (o.prompt == nil) != (n.prompt == nil) {
		add("kind", o.kind(), n.kind())
		return out
	}
	if o.prompt != nil {
		add("condition", o.prompt.Condition, n.prompt.Condition)
		add("optional", yes(o.prompt.Optional), yes(n.prompt.Optional))
		add("links", strings.Join(o.urls, " "), strings.Join(n.urls, " "))
		return out
	}
	a, b := o.activity, n.activity
	add("kind", string(a.Kind), string(b.Kind))
	add("owner", string(a.Owner), string(b.Owner))
	add("role", string(a.Role), string(b.Role))
	add("condition", a.Condition, b.Condition)
	add("optional", yes(a.Optional), yes(b.Optional))
	add("side", a.Side, b.Side)
	add("choose", number(a.Choose), number(b.Choose))
	add("course", a.Course, b.Course)
	add("part", a.Part, b.Part)
	add("estimate", number(a.Estimate), number(b.Estimate))
	add("every", a.Every, b.Every)
	add("group", a.Group, b.Group)
	add("links", strings.Join(o.urls, " "), strings.Join(n.urls, " "))
	add("after", strings.Join(a.After, " "), strings.Join(m.oldIDs(b.After), " "))
	return out
}

// oldIDs are ids of the new page as they were on the old one.
func (m *matching) oldIDs(ids []string) []string {
	if len(ids) > 0 && m.was == nil {
		m.was = map[string]string{}
		for n, o := range m.to {
			if o >= 0 {
				m.was[*m.now.nodes[n].id()] = *m.old.nodes[o].id()
			}
		}
	}
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = id
		if was, ok := m.was[id]; ok {
			out[i] = was
		}
	}
	return out
}

func yes(on bool) string {
	if on {
		return "yes"
	}
	return ""
}

func number(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// programFields are the terms in which two pages differ.
func programFields(old, now *reader.Page) []Field {
	out := []Field{}
	add := func(name, was, now string) {
		if was != now {
			out = append(out, Field{name, was, now})
		}
	}
	hours := func(h float64) string {
		if h == 0 {
			return ""
		}
		return fmt.Sprintf("%g", h)
	}
	least := func(p *reader.Page) string {
		if p.Minimum == nil {
			return ""
		}
		return hours(p.Minimum.Hours)
	}
	rhythm := func(r reader.Rhythm) string {
		if r.Every == "" {
			return ""
		}
		return fmt.Sprintf("every %s, %d minutes, up to %d", r.Every, r.Minutes, max(r.Minutes, r.Extendable))
	}
	add("title", old.Title, now.Title)
	add("weeks", number(old.Weeks), number(now.Weeks))
	add("hours", hours(old.Hours), hours(now.Hours))
	add("minimum", least(old), least(now))
	add("rhythm", rhythm(old.Rhythm), rhythm(now.Rhythm))
	add("phases", number(len(old.Phases)), number(len(now.Phases)))
	return out
}

// identify carries ids over.
func (m *matching) identify(before []*reader.Page) {
	renamed := map[string]string{}
	used := map[string]bool{}
	for i := range m.old.nodes {
		used[*m.old.nodes[i].id()] = true
	}
	gone := retire(before, used)
	for i := range m.now.nodes {
		n := &m.now.nodes[i]
		if n.named() {
			used[*n.id()] = true
		} else if o := m.to[i]; o >= 0 {
			m.rename(n, *m.old.nodes[o].id(), renamed)
		}
	}
	for i := range m.now.nodes {
		n := &m.now.nodes[i]
		if n.named() || m.to[i] >= 0 {
			continue
		}
		id, back := gone.take(n)
		if !back {
			id = *n.id()
			for k := 2; used[id] || gone.used[id]; k++ {
				id = *n.id() + "-" + strconv.Itoa(k)
			}
		}
		used[id] = true
		m.rename(n, id, renamed)
	}
	m.references(renamed)
	m.sides()
}

// retired are the things of earlier pages that the newest one has no more.
type retired struct {
	used  map[string]bool     // their ids
	byKey map[string][]string // their ids by sort and words, the newest first
}

// retire gathers what stood on pages, newest first, and is not in use.
func retire(pages []*reader.Page, inUse map[string]bool) retired {
	r := retired{used: map[string]bool{}, byKey: map[string][]string{}}
	for _, p := range pages {
		t := treeOf(p)
		for i := range t.nodes {
			n := &t.nodes[i]
			if id := *n.id(); !inUse[id] && !r.used[id] {
				r.used[id] = true
				r.byKey[n.sort()] = append(r.byKey[n.sort()], id)
			}
		}
	}
	return r
}

// take returns the id of what has come back with the very same words, once.
// Where several such things have gone nobody can tell which one it is.
func (r retired) take(n *node) (string, bool) {
	ids := r.byKey[n.sort()]
	if len(ids) != 1 {
		return "", false
	}
	delete(r.byKey, n.sort())
	return ids[0], true
}

func (m *matching) rename(n *node, id string, renamed map[string]string) {
	if was := *n.id(); was != id {
		renamed[was] = id
		*n.id() = id
	}
}

// references makes "after" and branches follow the ids. A branch keeps its old
// id where a side of it is the side of an old branch.
func (m *matching) references(renamed map[string]string) {
	branches := map[string]string{}
	for i := range m.now.nodes {
		n := &m.now.nodes[i]
		if n.activity == nil {
			continue
		}
		for k, id := range n.activity.After {
			if to, ok := renamed[id]; ok {
				n.activity.After[k] = to
			}
		}
		if o := m.to[i]; o >= 0 && n.activity.Branch != "" && m.old.nodes[o].activity != nil && m.old.nodes[o].activity.Branch != "" {
			if _, known := branches[n.activity.Branch]; !known {
				branches[n.activity.Branch] = m.old.nodes[o].activity.Branch
			}
		}
	}
	for i := range m.now.nodes {
		if a := m.now.nodes[i].activity; a != nil {
			if id, ok := branches[a.Branch]; ok {
				a.Branch = id
			}
		}
	}
}

// sides makes the sides of a branch keep their letters when their order on the
// page changes: whoever has begun one side stays on it. A side that is new gets
// a letter that no other has.
func (m *matching) sides() {
	letters := map[string]map[string]string{} // by branch: what each letter of the new page was
	for i := range m.now.nodes {
		a := m.now.nodes[i].activity
		if a == nil || a.Branch == "" {
			continue
		}
		if letters[a.Branch] == nil {
			letters[a.Branch] = map[string]string{}
		}
		if o := m.to[i]; o >= 0 && m.old.nodes[o].activity != nil && m.old.nodes[o].activity.Branch == a.Branch && letters[a.Branch][a.Side] == "" {
			letters[a.Branch][a.Side] = m.old.nodes[o].activity.Side
		} else if _, known := letters[a.Branch][a.Side]; !known {
			letters[a.Branch][a.Side] = ""
		}
	}
	for _, was := range letters {
		settle(was)
	}
	for i := range m.now.nodes {
		if a := m.now.nodes[i].activity; a != nil && a.Branch != "" {
			a.Side = letters[a.Branch][a.Side]
		}
	}
}

// settle gives a letter to each side that has none, or one that another has too.
func settle(was map[string]string) {
	taken := map[string]bool{}
	order := make([]string, 0, len(was))
	for letter := range was {
		order = append(order, letter)
	}
	slices.Sort(order)
	for _, letter := range order {
		if taken[was[letter]] {
			was[letter] = ""
		}
		taken[was[letter]] = true
	}
	for _, letter := range order {
		if was[letter] != "" {
			continue
		}
		free := letter
		for k := 0; taken[free]; k++ {
			free = string(rune('a' + k))
		}
		was[letter], taken[free] = free, true
	}
}
