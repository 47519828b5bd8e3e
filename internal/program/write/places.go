package write

import (
	"strings"

	"stint/internal/program/reader"
)

// places are the lines of a written page on which everything begins that is on
// it, so that what the reader makes of a line can be held against what was meant.
type places struct {
	count   int // how many lines are written
	titleAt int // 0 where the title has no line
	phaseAt []int
	textAt  map[*reader.Text]int
	goalAt  map[*reader.Goal]int
	itemAt  map[string]int // activities and prompts by their id
	// ends are the lines on which the texts end that begin on others.
	ends map[int]int
	// itemOn are the ids of what is written as an item, by the line.
	itemOn map[int]string
	// texts are those of each line that has one.
	texts map[int]*reader.Text
	// above are the heads of prompts that are written as texts above these.
	above map[string]bool
}

func newPlaces(phases int) places {
	return places{phaseAt: make([]int, phases), textAt: map[*reader.Text]int{}, goalAt: map[*reader.Goal]int{}, itemAt: map[string]int{}, ends: map[int]int{}, itemOn: map[int]string{}, texts: map[int]*reader.Text{}, above: map[string]bool{}}
}

// wrote counts the lines of a text that was written as one line.
func (p *places) wrote(s string) { p.count += 1 + strings.Count(s, "\n") }

// begins says that a text begins on the next line.
func (p *places) begins(t *reader.Text) { p.textAt[t] = p.count + 1 }

// ended says that a text has ended on the last line.
func (p *places) ended(t *reader.Text) {
	p.ends[p.textAt[t]] = p.count
	for line := p.textAt[t]; line <= p.count; line++ {
		p.texts[line] = t
	}
}

// textOn returns the text that goes over a line, nil for none.
func (p *places) textOn(line int) *reader.Text { return p.texts[line] }

// reading is what the reader has made of each line of a page.
type reading struct {
	page   *reader.Page
	phases map[int]*reader.Phase
	texts  map[int]*reader.Text
	goals  map[int]*reader.Goal
	things map[int]thing
	// in is the index of the phase that the text of a line is in: -1 for the setup,
	// noted for a note.
	in map[int]int
	// count is how many texts, goals, activities and prompts begin on a line.
	count map[int]int
}

// within says that several things begin on the lines of a text, which is one.
func (r *reading) within(from, to int) bool {
	n := 0
	for line := from; line <= to; line++ {
		n += r.count[line]
	}
	return n > 1
}

func byLine(p *reader.Page) *reading {
	r := &reading{page: p, phases: map[int]*reader.Phase{}, texts: map[int]*reader.Text{}, goals: map[int]*reader.Goal{}, things: map[int]thing{}, in: map[int]int{}, count: map[int]int{}}
	for i, phase := range p.All() {
		if i > 0 {
			r.phases[phase.Line] = phase
		}
		for j := range phase.Text {
			r.count[phase.Text[j].Line]++
			r.texts[phase.Text[j].Line], r.in[phase.Text[j].Line] = &phase.Text[j], i-1
		}
		for j := range phase.Goals {
			r.count[phase.Goals[j].Line]++
			r.goals[phase.Goals[j].Line] = &phase.Goals[j]
		}
	}
	for _, t := range flat(p) {
		if _, taken := r.things[t.line()]; !taken {
			r.things[t.line()] = t
		}
		if t.activity == nil || t.activity.Role != reader.RolePromptHead || r.texts[t.line()] == nil {
			r.count[t.line()]++ // the head of prompts may be a text as well
		}
		if t.activity != nil {
			for j := range t.activity.Notes {
				n := &t.activity.Notes[j]
				r.count[n.Line]++
				r.texts[n.Line], r.in[n.Line] = n, noted
			}
		}
	}
	return r
}

// thing is an activity or a prompt.
type thing struct {
	activity *reader.Activity
	prompt   *reader.Prompt
}

func (t thing) id() string {
	if t.prompt != nil {
		return t.prompt.ID
	}
	return t.activity.ID
}

func (t thing) text() string {
	if t.prompt != nil {
		return t.prompt.Text
	}
	return t.activity.Text
}

func (t thing) line() int {
	if t.prompt != nil {
		return t.prompt.Line
	}
	return t.activity.Line
}

func (t thing) links() []reader.Link {
	if t.prompt != nil {
		return t.prompt.Links
	}
	return t.activity.Links
}

// flat lists everything to do of a page in the order in which it is written.
func flat(p *reader.Page) []thing {
	var out []thing
	p.Walk(func(_ *reader.Phase, a *reader.Activity) {
		out = append(out, thing{activity: a})
		for i := range a.Prompts {
			out = append(out, thing{prompt: &a.Prompts[i]})
		}
	})
	return out
}
