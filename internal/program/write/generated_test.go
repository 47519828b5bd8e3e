package write_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"stint/internal/program/reader"
)

// vocabulary has verbs, roles, units and numbers among it, so that the words of
// generated programs say other things than the programs mean.
var vocabulary = strings.Fields(`read the guide and discuss with your mentor if available weekly optional exam course modules 1-3 week 2 build a plan
shadow manager note: celebrate questions goals example 30 minutes or ask for feedback what is it review deck from one of following day each`)

// programs generates programs.
type programs struct {
	t     *rapid.T
	ids   []string // of activities that others may build on
	count int
}

func (g *programs) words(label string) string {
	n := rapid.IntRange(1, 9).Draw(g.t, label)
	list := make([]string, n)
	for i := range list {
		list[i] = rapid.SampledFrom(vocabulary).Draw(g.t, "word")
	}
	return strings.Join(list, " ")
}

func (g *programs) chance(percent int) bool {
	return rapid.IntRange(1, 100).Draw(g.t, "chance") <= percent
}

func (g *programs) id() string {
	g.count++
	return fmt.Sprintf("id-%d", g.count)
}

// said is a text with its Markdown and links.
func (g *programs) said() (text, markdown string, links []reader.Link) {
	text = g.words("text")
	if g.chance(30) {
		name := rapid.SampledFrom([]string{"a page", "the course", "this"}).Draw(g.t, "link")
		return text + " " + name, text + " [" + name + "](https://wiki.example/to/it)", []reader.Link{{Text: name, URL: "https://wiki.example/to/it"}}
	}
	return text, text, []reader.Link{}
}

func (g *programs) activity(depth int) reader.Activity {
	a := reader.Activity{ID: g.id(), Named: true, After: []string{}, Prompts: []reader.Prompt{}, Children: []reader.Activity{}, Notes: []reader.Text{}}
	a.Text, a.Markdown, a.Links = g.said()
	a.Kind = rapid.SampledFrom(reader.Kinds()).Draw(g.t, "kind")
	a.Owner = rapid.SampledFrom(reader.Owners()).Draw(g.t, "owner")
	a.Role = rapid.SampledFrom([]reader.Role{reader.RoleLeaf, reader.RoleContainer, reader.RoleNote, reader.RoleMilestone, reader.RolePromptHead}).Draw(g.t, "role")
	a.Optional = g.chance(30)
	if g.chance(30) {
		a.Condition = rapid.SampledFrom([]string{"availability", "access:crm", "not access:crm", "access:big-machine"}).Draw(g.t, "if")
	}
	if g.chance(20) {
		a.Branch, a.Side = rapid.SampledFrom([]string{"b1", "b2"}).Draw(g.t, "branch"), rapid.SampledFrom([]string{"a", "b"}).Draw(g.t, "side")
	}
	if g.chance(20) {
		a.Course, a.Part = g.words("course"), g.words("part")
	}
	if g.chance(20) {
		a.Estimate = rapid.IntRange(1, 500).Draw(g.t, "estimate")
	}
	if g.chance(20) {
		a.Every = rapid.SampledFrom([]string{"day", "week", "as-needed"}).Draw(g.t, "every")
	}
	if a.Boxed = g.chance(20); a.Boxed {
		a.Done = g.chance(50)
	}
	if len(g.ids) > 0 && g.chance(20) {
		a.After = append(a.After, rapid.SampledFrom(g.ids).Draw(g.t, "after"))
	}
	g.ids = append(g.ids, a.ID)
	for g.chance(15) {
		a.Notes = append(a.Notes, reader.Text{Kind: "prose", Markdown: "Think of " + g.words("note") + ".", Links: []reader.Link{}})
	}
	if depth == 1 && g.chance(20) {
		a.Group = g.words("group")
	}
	if a.Role == reader.RolePromptHead || g.chance(15) {
		for n := rapid.IntRange(1, 2).Draw(g.t, "prompts"); n > 0; n-- {
			q := reader.Prompt{ID: g.id(), Named: true, Optional: g.chance(20)}
			q.Text, q.Markdown, q.Links = g.said()
			a.Prompts = append(a.Prompts, q)
		}
	}
	if depth < 3 && g.chance(30) {
		for n := rapid.IntRange(1, 3).Draw(g.t, "children"); n > 0; n-- {
			a.Children = append(a.Children, g.activity(depth+1))
		}
		if g.chance(20) {
			a.Choose = 1
		}
	}
	return a
}

func (g *programs) phase() reader.Phase {
	p := reader.Phase{Items: []int{}, Goals: []reader.Goal{}, Activities: []reader.Activity{}, Text: []reader.Text{}}
	for n := rapid.IntRange(0, 3).Draw(g.t, "activities"); n > 0; n-- {
		p.Activities = append(p.Activities, g.activity(1))
	}
	if g.chance(30) {
		p.Text = append(p.Text, reader.Text{Kind: "prose", Markdown: "This is about " + g.words("prose") + ". It goes on.", Links: []reader.Link{}})
	}
	for n := rapid.IntRange(0, 2).Draw(g.t, "goals"); n > 0; n-- {
		goal := reader.Goal{}
		goal.Text, goal.Markdown, goal.Links = g.said()
		p.Goals = append(p.Goals, goal)
	}
	return p
}

func (g *programs) page() *reader.Page {
	page := &reader.Page{Title: "A program", Weeks: rapid.IntRange(1, 50).Draw(g.t, "weeks"), Eligibility: []reader.Statement{}, Invitations: []reader.Invitation{},
		Setup: g.phase(), Phases: []reader.Phase{}, Importable: true}
	if g.chance(30) {
		only := g.chance(50)
		page.Mentors = &reader.MentorRule{Teams: []string{g.words("team"), "Support: EMEA"}, IndividualContributor: &only, TenureMonths: rapid.IntRange(0, 30).Draw(g.t, "tenure")}
	}
	if g.chance(30) {
		page.Fit = map[string]int{rapid.SampledFrom([]string{"overlap", "topics", "answers"}).Draw(g.t, "part"): rapid.IntRange(0, 100).Draw(g.t, "weight")}
	}
	g.front(page)
	page.Setup.Title, page.Setup.ID = "Setup", "setup"
	number := 0
	for n := rapid.IntRange(1, 4).Draw(g.t, "phases"); n > 0; n-- {
		p := g.phase()
		number += rapid.IntRange(1, 2).Draw(g.t, "step")
		first := number
		p.Number, p.Unit = &first, "week"
		p.Title = fmt.Sprintf("Week %d: %s", first, g.words("topic"))
		if g.chance(20) {
			p.Title = g.words("title")
		}
		if g.chance(20) {
			number++
			last := number
			p.Through = &last
		}
		p.OpenEnded = p.Through == nil && g.chance(10)
		if g.chance(20) {
			p.Track = rapid.SampledFrom([]string{"Beginners", "Level 2: go on"}).Draw(g.t, "track")
		}
		p.Title = strings.TrimRight(p.Title, ": ") // as the reader takes it
		p.Break = g.chance(10)
		p.ID = g.id()
		page.Phases = append(page.Phases, p)
	}
	place(page)
	return page
}

// front makes what front matter says besides.
func (g *programs) front(page *reader.Page) {
	if g.chance(30) {
		page.Description = rapid.SampledFrom([]string{"About: “it”", "two\nlines", "yes", "{a} # b"}).Draw(g.t, "description")
	}
	if g.chance(30) {
		page.Address = "https://handbook.example/programs/one/"
	}
	if g.chance(30) {
		page.Rhythm = reader.Rhythm{Every: rapid.SampledFrom([]string{"day", "week", "two-weeks", "month"}).Draw(g.t, "rhythm"), Minutes: rapid.IntRange(10, 60).Draw(g.t, "minutes")}
	}
	if g.chance(30) {
		page.Minimum = &reader.Minimum{Hours: float64(rapid.IntRange(2, 80).Draw(g.t, "hours")) / 2}
	}
	for n := rapid.IntRange(0, 2).Draw(g.t, "eligibility"); n > 0; n-- {
		page.Eligibility = append(page.Eligibility, reader.Statement{Text: g.words("eligible")})
	}
	for n := rapid.IntRange(0, 2).Draw(g.t, "invitations"); n > 0; n-- {
		in := reader.Invitation{Name: g.words("invitation"), Kind: rapid.SampledFrom([]string{"channel", "call"}).Draw(g.t, "kind")}
		if in.Kind == "channel" {
			in.Name = "#" + in.Name // what begins so is a channel
		}
		if g.chance(50) {
			in.URL = "https://chat.example/" + g.id()
		}
		page.Invitations = append(page.Invitations, in)
	}
}

// place gives everything a line, in the order in which it is written.
func place(page *reader.Page) {
	line := 0
	next := func() int { line++; return line }
	var activity func(a *reader.Activity)
	activity = func(a *reader.Activity) {
		a.Line = next()
		for i := range a.Notes {
			a.Notes[i].Line = next()
		}
		for i := range a.Prompts {
			a.Prompts[i].Line = next()
		}
		for i := range a.Children {
			activity(&a.Children[i])
		}
	}
	phase := func(p *reader.Phase) {
		p.Line = next()
		for i := range p.Text {
			p.Text[i].Line = next()
		}
		for i := range p.Goals {
			p.Goals[i].Line = next()
		}
		for i := range p.Activities {
			activity(&p.Activities[i])
		}
	}
	phase(&page.Setup)
	for i := range page.Phases {
		phase(&page.Phases[i])
	}
}

// TestGeneratedProgramsSurvive writes programs whose words say something else
// than they mean, and reads them again as the same.
func TestGeneratedProgramsSurvive(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := &programs{t: t}
		page := g.page()
		// What a topic is the reader takes from the title.
		if text := same(page, cmpopts.IgnoreFields(reader.Phase{}, "Topic")); text != "" {
			t.Error(text)
		}
	})
}
