// Package write makes Markdown of a program: a page that reads well and that
// the reader understands as the same program.
//
// It writes the words first and looks at what the reader makes of them. Only
// where that is not what the program says does it add attributes, so that a
// page carries no more of them than it needs.
package write

import (
	"fmt"
	"math"
	"strings"

	"go.yaml.in/yaml/v3"

	"stint/internal/program/reader"
	"stint/internal/program/reader/front"
	"stint/internal/program/reader/phase"
)

// Markdown returns a page of the program.
func Markdown(p *reader.Page) []byte {
	w := &writer{
		page: p, attributes: map[string][]string{}, phases: map[int][]string{}, goals: map[int]bool{}, marked: map[*reader.Text]bool{}, fenced: map[*reader.Text]bool{},
		nameless: map[*reader.Text]bool{}, literal: map[any]bool{}, apart: map[string]bool{}, eligible: map[int]bool{}, phaseless: map[string]bool{},
	}
	out := w.write()
	for range rounds(len(out)) {
		if !w.mend(reader.Read(out, reader.Options{})) {
			break
		}
		out = w.write()
	}
	return out
}

// rounds is how often a page of some bytes is read again and mended at most. Two
// are enough for nearly all; but what one attribute settles is inherited by what
// is nested below, and so can make another necessary. A long page that would need
// very many has to do with what a few have settled.
func rounds(size int) int {
	const most, least, bytes = 24, 5, 2 << 20
	return max(least, min(most, bytes/(size+1)))
}

// writer writes a page, and knows what has to be said by attributes and fences.
type writer struct {
	page *reader.Page
	out  strings.Builder
	places
	// attributes of activities and prompts by their id, of phases by their index.
	attributes map[string][]string
	phases     map[int][]string
	// goals are the phases whose goals have to be marked as such.
	goals map[int]bool
	// marked are the lists that have to be marked as text, fenced the texts that
	// would be read as something else wherever they stand.
	marked, fenced map[*reader.Text]bool
	// nameless are the headings that have to say that they name no phase.
	nameless map[*reader.Text]bool
	// phaseless are the items that have to say so, by their id.
	phaseless map[string]bool
	// literal are the ids and goals whose words are written without the markup
	// that they have on the page.
	literal map[any]bool
	// apart are the heads of prompts that do not stand above as a text.
	apart map[string]bool
	// eligible are the statements of who may take part that the text does not make.
	eligible map[int]bool
	// titleNameless says that the page's title has to say that it names no phase.
	titleNameless bool
}

func (w *writer) write() []byte {
	w.out.Reset()
	w.places = newPlaces(len(w.page.Phases))
	w.front()
	if title := w.page.Title; oneLine(title) != "" {
		settled := noPhase(title)
		if w.titleNameless {
			settled = nameless
		}
		w.line("# " + heading(title) + settled)
		w.titleAt = w.count
	}
	w.phase(-1, &w.page.Setup, 2)
	for i := range w.page.Phases {
		p := &w.page.Phases[i]
		w.line("")
		title, named := w.titled(p)
		w.line("## " + title + braces(w.phases[i]))
		w.phaseAt[i] = w.count
		if named != nil {
			w.textAt[named] = w.count
			w.ended(named)
		}
		w.phase(i, p, 3)
	}
	return []byte(strings.TrimRight(w.out.String(), "\n") + "\n")
}

// titled returns what names a phase. Where there are links in that the reader has
// kept it as a text too, which is written there and nowhere else.
func (w *writer) titled(p *reader.Phase) (title string, named *reader.Text) {
	if len(p.Text) > 0 && p.Line > 0 {
		if t := &p.Text[0]; t.Line == p.Line && t.Kind == "prose" && !w.fenced[t] && namesLinked(oneLine(t.Markdown), p.Title) {
			return oneLine(t.Markdown), t
		}
	}
	return heading(p.Title), nil
}

// line writes a line, or several.
func (w *writer) line(s string) {
	w.out.WriteString(s)
	w.out.WriteByte('\n')
	w.wrote(s)
}

// settings is the front matter in the order in which it is written.
type settings struct {
	Title       string             `yaml:"title"`
	Description string             `yaml:"description,omitempty"`
	Address     string             `yaml:"address,omitempty"`
	Weeks       int                `yaml:"weeks,omitempty"`
	Hours       float64            `yaml:"hours,omitempty"`
	Rhythm      *rhythm            `yaml:"rhythm,omitempty"`
	Eligibility []string           `yaml:"eligibility,omitempty"`
	Invitations []invitation       `yaml:"invitations,omitempty"`
	Mentors     *reader.MentorRule `yaml:"mentors,omitempty"`
	Fit         map[string]int     `yaml:"fit,omitempty"`
}

type rhythm struct {
	Every      string `yaml:"every,omitempty"`
	Minutes    int    `yaml:"minutes,omitempty"`
	Extendable int    `yaml:"extendable,omitempty"`
}

type invitation struct {
	Name string `yaml:"name"`
	Kind string `yaml:"kind"`
	URL  string `yaml:"url,omitempty"`
}

// front writes the front matter. What the prose says is said again there, so
// that it is settled.
func (w *writer) front() {
	p := w.page
	s := settings{Title: p.Title, Description: p.Description, Address: p.Address, Mentors: p.Mentors, Fit: p.Fit}
	if p.Weeks <= front.MaxWeeks {
		s.Weeks = p.Weeks // else the phases tell
	}
	if p.Minimum != nil {
		s.Hours = p.Minimum.Hours
	}
	if r := p.Rhythm; r.Every != "" {
		s.Rhythm = &rhythm{r.Every, r.Minutes, r.Extendable}
	}
	written := textLines(p)
	for i, e := range p.Eligibility {
		if w.eligible[i] || !written[e.Line] {
			s.Eligibility = append(s.Eligibility, e.Text)
		}
	}
	for _, in := range p.Invitations {
		s.Invitations = append(s.Invitations, invitation{in.Name, in.Kind, in.URL})
	}
	text, err := yaml.Marshal(s)
	if err != nil {
		text = []byte(fmt.Sprintf("title: %q\n", p.Title)) // strings and numbers always marshal
	}
	w.line("---")
	w.line(strings.TrimRight(string(text), "\n"))
	w.line("---")
	w.line("")
}

// textLines are the lines of the page that are kept as text and written there.
func textLines(p *reader.Page) map[int]bool {
	lines := map[int]bool{}
	for _, phase := range p.All() {
		for i := range phase.Text {
			t := &phase.Text[i]
			if t.Kind == "heading" || t.Line == 0 {
				continue
			}
			for n := range 1 + strings.Count(t.Markdown, "\n") {
				lines[t.Line+n] = true
			}
		}
	}
	return lines
}

// piece is a part of a phase: a text, a goal or an activity.
type piece struct {
	line     int
	text     *reader.Text
	goal     *reader.Goal
	activity *reader.Activity
}

// pieces are the parts of a phase in the order of the page.
func pieces(p *reader.Phase) []piece {
	var out []piece
	texts, goals, activities := p.Text, p.Goals, p.Activities
	for len(texts)+len(goals)+len(activities) > 0 {
		at := [3]int{math.MaxInt, math.MaxInt, math.MaxInt}
		if len(texts) > 0 {
			at[0] = texts[0].Line
		}
		if len(goals) > 0 {
			at[1] = goals[0].Line
		}
		if len(activities) > 0 {
			at[2] = activities[0].Line
		}
		switch {
		case len(texts) > 0 && at[0] <= at[1] && at[0] <= at[2]:
			out, texts = append(out, piece{line: at[0], text: &texts[0]}), texts[1:]
		case len(goals) > 0 && at[1] <= at[2]:
			out, goals = append(out, piece{line: at[1], goal: &goals[0]}), goals[1:]
		default:
			out, activities = append(out, piece{line: at[2], activity: &activities[0]}), activities[1:]
		}
	}
	return out
}

// nameless keeps a heading from naming a phase.
const nameless = " {phase=none}"

// noPhase keeps a heading that looks like the name of a phase from being one.
func noPhase(heading string) string {
	if _, ok := phase.Parse(heading); ok {
		return nameless
	}
	return ""
}

// phase writes the parts of the phase with an index, its headings from a level on.
func (w *writer) phase(index int, p *reader.Phase, level int) {
	top := math.MaxInt
	for i := range p.Text {
		if t := &p.Text[i]; isHeading(t) && t.Level > 0 && t.Level < 7 {
			top = min(top, t.Level)
		}
	}
	var before piece
	listed := false // the last line written is one of a list
	for _, part := range pieces(p) {
		if part.text != nil && part.text.Kind == "heading" && !isHeading(part.text) {
			continue // what stands below it says itself that it is in no group
		}
		if !listed || part.text != nil || (part.goal == nil) != (before.goal == nil) {
			w.line("")
		}
		listed = part.text == nil
		switch {
		case part.text != nil:
			if _, written := w.textAt[part.text]; !written {
				w.text(part.text, level, top)
			}
		case part.goal != nil:
			if w.goals[index] && before.goal == nil {
				w.line("{goals}")
				w.line("")
			}
			words := w.words(part.goal, part.goal.Text, part.goal.Markdown, part.goal.Links)
			if !isItem(words) && !hasAttributes(words) {
				words = item(part.goal.Text, part.goal.Links)
			}
			w.line("- " + words)
			w.goalAt[part.goal] = w.count
		default:
			if t := before.text; w.introduced(t, part.activity) {
				w.questions(part.activity, w.textAt[t])
			} else {
				w.activity(part.activity, 0)
			}
		}
		before = part
	}
}

func isHeading(t *reader.Text) bool { return t.Kind == "heading" && oneLine(t.Markdown) != "" }

// introduced says that a text is what the reader has made the head of a list of
// prompts of. Head and text are written once.
func (w *writer) introduced(t *reader.Text, a *reader.Activity) bool {
	return t != nil && a.Role == reader.RolePromptHead && t.Line == a.Line && len(a.Prompts) > 0 && len(a.Children) == 0 && !w.apart[a.ID] && !w.fenced[t]
}

// text writes a text. The topmost headings of a phase, those of level top, come
// out at a level of their own.
func (w *writer) text(t *reader.Text, level, top int) {
	switch {
	case t.Kind == "heading":
		w.heading(t, level, top)
	case w.fenced[t]:
		w.fence(t, strings.Split(t.Markdown, "\n"), "")
	case t.Kind == "list" && w.marked[t]:
		w.line("{text}")
		w.line("")
		w.begins(t)
		w.line(strings.TrimRight(t.Markdown, " \t"))
	case t.Kind == "prose", t.Kind == "table":
		w.begins(t)
		w.line(strings.TrimSpace(t.Markdown))
	default:
		w.begins(t)
		w.line(strings.TrimRight(t.Markdown, " \t"))
	}
	w.ended(t)
}

func (w *writer) heading(t *reader.Text, level, top int) {
	w.begins(t)
	said := oneLine(t.Markdown)
	settled := noPhase(said)
	if w.nameless[t] {
		settled = nameless
	}
	switch {
	case t.Level == 0 || t.Level > 6:
		w.line("**" + bold(said) + "**" + settled)
	case w.literal[t]:
		w.line(strings.Repeat("#", min(t.Level-top+level, 6)) + " " + heading(plain(said)) + settled)
	default:
		w.line(strings.Repeat("#", min(t.Level-top+level, 6)) + " " + said + settled)
	}
}

// fence writes a text between fences, where nothing in it is read as something else.
func (w *writer) fence(t *reader.Text, lines []string, indent string) {
	fence := "```"
	for strings.Contains(t.Markdown, fence) {
		fence += "`"
	}
	kind := "{text=" + t.Kind + "}"
	if t.Kind == "prose" {
		kind = "{text}"
	}
	w.begins(t)
	w.line(indent + fence + kind)
	for _, s := range lines {
		if s != "" {
			s = indent + s
		}
		w.line(s)
	}
	w.line(indent + fence)
}

// questions writes the prompts of an activity whose head stands above, on a line,
// as a heading or a sentence.
func (w *writer) questions(a *reader.Activity, head int) {
	w.itemAt[a.ID], w.above[a.ID] = head, true
	for i := range a.Prompts {
		w.prompt(&a.Prompts[i], 0)
	}
	for i := range a.Notes {
		w.note(&a.Notes[i], "   ")
	}
}

// activity writes an activity with everything in it.
func (w *writer) activity(a *reader.Activity, depth int) {
	indent := strings.Repeat("   ", depth)
	w.line(indent + marker(a) + w.words(a.ID, a.Text, a.Markdown, a.Links) + w.braces(a.ID))
	w.itemAt[a.ID], w.itemOn[w.count] = w.count, a.ID
	for i := range a.Notes {
		w.note(&a.Notes[i], indent+"   ")
	}
	for i := range a.Prompts {
		w.prompt(&a.Prompts[i], depth+1)
	}
	for i := range a.Children {
		w.activity(&a.Children[i], depth+1)
	}
}

// braces are the attributes of an item as they are written.
func (w *writer) braces(id string) string {
	if w.phaseless[id] {
		return braces(append([]string{"phase=none"}, w.attributes[id]...))
	}
	return braces(w.attributes[id])
}

// marker is what begins an item.
func marker(a *reader.Activity) string {
	switch {
	case a.Done:
		return "1. [x] "
	case a.Boxed:
		return "1. [ ] "
	}
	return "1. "
}

func (w *writer) prompt(q *reader.Prompt, depth int) {
	w.line(strings.Repeat("   ", depth) + "1. " + w.words(q.ID, q.Text, q.Markdown, q.Links) + w.braces(q.ID))
	w.itemAt[q.ID], w.itemOn[w.count] = w.count, q.ID
}

// words are those of an item: as they are marked up on the page, unless they
// would be read as others there.
func (w *writer) words(key any, text, markdown string, links []reader.Link) string {
	if w.literal[key] {
		return item(text, links)
	}
	return guarded(oneLine(markdown))
}

// note writes a text below an item's first paragraph.
func (w *writer) note(n *reader.Text, indent string) {
	w.line("")
	lines := strings.Split(n.Markdown, "\n")
	cut := sharedIndent(lines)
	for i, s := range lines {
		lines[i] = strings.TrimPrefix(s, cut)
	}
	if w.fenced[n] {
		w.fence(n, lines, indent)
		w.ended(n)
		w.line("")
		return
	}
	w.begins(n)
	for _, s := range lines {
		if n.Kind == "table" {
			s = guarded(s) // a cell may begin as an item does
		}
		w.line(strings.TrimRight(indent+s, " "))
	}
	w.ended(n)
	w.line("")
}

// sharedIndent is the white space that all lines with words begin with.
func sharedIndent(lines []string) string {
	shared, any := "", false
	for _, s := range lines {
		indent := s[:len(s)-len(strings.TrimLeft(s, " \t"))]
		switch {
		case indent == s: // it has no words
		case !any:
			shared, any = indent, true
		default:
			for !strings.HasPrefix(indent, shared) {
				shared = shared[:len(shared)-1]
			}
		}
	}
	return shared
}
