package diff

import (
	"hash/fnv"
	"sort"
	"strings"

	"stint/internal/program/reader"
	"stint/internal/program/reader/words"
)

// node is an activity or a prompt in its place.
type node struct {
	activity *reader.Activity // nil for a prompt
	prompt   *reader.Prompt   // nil for an activity
	phase    int              // 0 is the setup
	parent   int              // -1 for none
	index    int              // among its siblings of the same sort
	key      string           // text and links folded, for finding the same again
	grams    []uint32         // sorted hashes of words and parts of words
	urls     []string
}

func (n *node) id() *string {
	if n.activity != nil {
		return &n.activity.ID
	}
	return &n.prompt.ID
}

// sort is what a node is, and in which words: what tells that a thing which was
// gone is back.
func (n *node) sort() string {
	if n.activity == nil {
		return "?" + n.key
	}
	return "!" + n.key
}

func (n *node) named() bool {
	if n.activity != nil {
		return n.activity.Named
	}
	return n.prompt.Named
}

func (n *node) text() string {
	if n.activity != nil {
		return n.activity.Text
	}
	return n.prompt.Text
}

func (n *node) line() int {
	if n.activity != nil {
		return n.activity.Line
	}
	return n.prompt.Line
}

// kind is the activity's kind; prompts are a kind of their own.
func (n *node) kind() string {
	if n.activity != nil {
		return string(n.activity.Kind)
	}
	return "prompt"
}

// tree is a page as nodes in the page's order, parents before children.
type tree struct {
	page   *reader.Page
	phases []*reader.Phase
	nodes  []node
	// below are the nodes of each phase.
	below [][]int
}

func treeOf(page *reader.Page) *tree {
	t := &tree{page: page, phases: []*reader.Phase{&page.Setup}}
	for i := range page.Phases {
		t.phases = append(t.phases, &page.Phases[i])
	}
	for i, p := range t.phases {
		t.below = append(t.below, nil)
		t.add(p.Activities, i, -1)
	}
	return t
}

func (t *tree) add(list []reader.Activity, phase, parent int) {
	for i := range list {
		a := &list[i]
		at := t.push(node{activity: a, phase: phase, parent: parent, index: i}, a.Text, a.Links)
		for j := range a.Prompts {
			q := &a.Prompts[j]
			t.push(node{prompt: q, phase: phase, parent: at, index: j}, q.Text, q.Links)
		}
		t.add(a.Children, phase, at)
	}
}

func (t *tree) push(n node, text string, links []reader.Link) int {
	for _, l := range links {
		if l.URL != "" {
			n.urls = append(n.urls, l.URL)
		}
	}
	sort.Strings(n.urls)
	list := words.Texts(text)
	n.key = strings.Join(list, " ") + "\x00" + strings.Join(n.urls, "\x00")
	n.grams = grams(list)
	t.nodes = append(t.nodes, n)
	at := len(t.nodes) - 1
	t.below[n.phase] = append(t.below[n.phase], at)
	return at
}

// maxGrams bounds what is compared of a long text.
const maxGrams = 400

// grams are hashes of a text's words, and of the halves of longer ones so that
// a changed ending or a slip of the pen does not make another word of it.
func grams(list []string) []uint32 {
	out := make([]uint32, 0, 2*len(list))
	for _, w := range list {
		if len(out) >= maxGrams {
			break
		}
		out = append(out, hash(w))
		if len(w) > 4 {
			out = append(out, hash("^"+w[:len(w)*2/3]))
		}
	}
	sort.Slice(out, func(i, j int) bool { return out[i] < out[j] })
	return out
}

func hash(s string) uint32 {
	h := fnv.New32a()
	_, _ = h.Write([]byte(s)) // never fails
	return h.Sum32()
}

// alike is how much two texts share, from 0 to 1 (Dice's coefficient).
func alike(a, b []uint32) float64 {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	shared := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			shared++
			i++
			j++
		case a[i] < b[j]:
			i++
		default:
			j++
		}
	}
	return 2 * float64(shared) / float64(len(a)+len(b))
}
