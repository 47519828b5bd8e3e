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
	"stint/internal/program/reader/phase"
)

// rounds is how often a page is read again and mended at most. Two are enough
// for nearly all; but what one attribute settles is inherited by what is nested
// below, and so can make another necessary.
const rounds = 16

// Markdown returns a page of the program.
func Markdown(p *reader.Page) []byte {
	w := &writer{page: p, attributes: map[string][]string{}, phases: map[int][]string{}, forced: map[int]bool{}}
	var out []byte
	for range rounds {
		out = w.write()
		if !w.mend(reader.Read(out, reader.Options{})) {
			break
		}
	}
	return out
}

// writer writes a page, and knows what has to be said by attributes.
type writer struct {
	page *reader.Page
	out  strings.Builder
	// attributes of activities and prompts by their id, of phases by their index.
	attributes map[string][]string
	phases     map[int][]string
	// forced are the lines of lists that have to be marked as text.
	forced map[int]bool
}

func (w *writer) write() []byte {
	w.out.Reset()
	w.front()
	if title := oneLine(w.page.Title); title != "" {
		w.line("# " + title + noPhase(title))
	}
	w.phase(&w.page.Setup, 2)
	for i := range w.page.Phases {
		p := &w.page.Phases[i]
		w.line("")
		w.line("## " + oneLine(p.Title) + braces(w.phases[i]))
		w.phase(p, 3)
	}
	return []byte(strings.TrimRight(w.out.String(), "\n") + "\n")
}

func (w *writer) line(s string) {
	w.out.WriteString(s)
	w.out.WriteByte('\n')
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

func braces(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return " {" + strings.Join(list, " ") + "}"
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
	s := settings{Title: p.Title, Description: p.Description, Address: p.Address, Weeks: p.Weeks, Mentors: p.Mentors, Fit: p.Fit}
	if p.Minimum != nil {
		s.Hours = p.Minimum.Hours
	}
	if r := p.Rhythm; r.Every != "" {
		s.Rhythm = &rhythm{r.Every, r.Minutes, r.Extendable}
	}
	for _, e := range p.Eligibility {
		if !w.inText(e.Line) {
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
	w.out.Write(text)
	w.line("---")
	w.line("")
}

// inText says that a line of the page is kept as text and written there.
func (w *writer) inText(line int) bool {
	for _, t := range w.page.Setup.Text {
		if line > 0 && line >= t.Line && line <= t.Line+strings.Count(t.Markdown, "\n") && t.Kind != "heading" {
			return true
		}
	}
	return false
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

// noPhase keeps a heading that looks like the name of a phase from being one.
func noPhase(heading string) string {
	if _, ok := phase.Parse(heading); ok {
		return " {phase=none}"
	}
	return ""
}

// phase writes the parts of a phase, its headings from a level on.
func (w *writer) phase(p *reader.Phase, level int) {
	top := math.MaxInt
	for _, t := range p.Text {
		if t.Kind == "heading" && t.Level > 0 && t.Level < 7 {
			top = min(top, t.Level)
		}
	}
	listed := false // the last line written is one of a list
	list := pieces(p)
	for i, part := range list {
		switch {
		case part.text != nil && part.text.Kind == "heading" && oneLine(part.text.Markdown) == "":
			// what stands below it says itself that it is in no group
		case part.text != nil:
			w.line("")
			w.text(part.text, level, top)
			listed = false
		case part.goal != nil:
			if !listed {
				w.line("")
			}
			w.forceGoals(p, list, i)
			w.line("- " + guarded(oneLine(part.goal.Markdown)))
			listed = true
		default:
			if !listed || i > 0 && list[i-1].goal != nil {
				w.line("")
			}
			w.activity(part.activity, 0, i > 0 && isIntroOf(list[i-1].text, part.activity))
			listed = true
		}
	}
}

// isIntroOf says that a text is what the reader has made the head of a list of
// prompts of. Head and text are written once.
func isIntroOf(t *reader.Text, a *reader.Activity) bool {
	return t != nil && a.Role == reader.RolePromptHead && t.Line == a.Line
}

// forceGoals marks a list of goals as such where nothing else does.
func (w *writer) forceGoals(p *reader.Phase, list []piece, i int) {
	if w.forced[-p.Line-1] && (i == 0 || list[i-1].goal == nil) {
		w.line("{goals}")
		w.line("")
	}
}

// text writes a text. The topmost headings of a phase, those of level top, come
// out at a level of their own.
func (w *writer) text(t *reader.Text, level, top int) {
	heading := oneLine(t.Markdown)
	switch {
	case t.Kind == "heading" && (t.Level == 0 || t.Level > 6):
		w.line("**" + heading + "**" + noPhase(heading))
	case t.Kind == "heading":
		w.line(strings.Repeat("#", min(t.Level-top+level, 6)) + " " + heading + noPhase(heading))
	case t.Kind == "list" && w.forced[t.Line]:
		w.line("{text}")
		w.line("")
		w.line(t.Markdown)
	default:
		w.line(t.Markdown)
	}
}

// activity writes an activity with everything in it. Of one whose head stands
// above as a heading or a sentence only the prompts are written.
func (w *writer) activity(a *reader.Activity, depth int, headAbove bool) {
	if headAbove && len(a.Children) == 0 {
		for i := range a.Prompts {
			w.prompt(&a.Prompts[i], depth)
		}
		return
	}
	indent := strings.Repeat("   ", depth)
	w.line(indent + marker(a) + guarded(oneLine(a.Markdown)) + braces(w.attributes[a.ID]))
	for _, n := range a.Notes {
		w.note(n, indent+"   ")
	}
	for i := range a.Prompts {
		w.prompt(&a.Prompts[i], depth+1)
	}
	for i := range a.Children {
		w.activity(&a.Children[i], depth+1, false)
	}
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
	w.line(strings.Repeat("   ", depth) + "1. " + guarded(oneLine(q.Markdown)) + braces(w.attributes[q.ID]))
}

// note writes a text below an item's first paragraph.
func (w *writer) note(n reader.Text, indent string) {
	w.line("")
	lines := strings.Split(n.Markdown, "\n")
	cut := sharedIndent(lines)
	for i, s := range lines {
		if i > 0 || len(s) >= cut {
			s = s[min(cut, indentOf(s)):]
		}
		if n.Kind == "table" {
			s = guarded(s) // a cell may begin as an item does
		}
		w.line(strings.TrimRight(indent+s, " "))
	}
	w.line("")
}

func indentOf(s string) int { return len(s) - len(strings.TrimLeft(s, " ")) }

// sharedIndent is the white space that all lines begin with.
func sharedIndent(lines []string) int {
	least := 1 << 20
	for _, s := range lines {
		if strings.TrimSpace(s) != "" {
			least = min(least, indentOf(s))
		}
	}
	if least == 1<<20 {
		return 0
	}
	return least
}

// guarded keeps the beginning of an item's words from being read as a marker,
// and their end as attributes.
func guarded(s string) string {
	if s == "" {
		return s
	}
	digits := 0
	for digits < len(s) && s[digits] >= '0' && s[digits] <= '9' {
		digits++
	}
	switch {
	case digits > 0 && digits+1 < len(s) && (s[digits] == '.' || s[digits] == ')') && s[digits+1] == ' ':
		s = s[:digits] + "\\" + s[digits:]
	case strings.HasPrefix(s, "- "), strings.HasPrefix(s, "+ "), strings.HasPrefix(s, "* "):
		s = "\\" + s
	case strings.HasPrefix(s, "[ ]"), strings.HasPrefix(s, "[x]"), strings.HasPrefix(s, "[]"), strings.HasPrefix(s, "[X]"):
		if !strings.HasPrefix(s[strings.IndexByte(s, ']')+1:], "(") {
			s = "\\" + s
		}
	}
	return s
}
