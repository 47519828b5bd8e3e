package compose

import (
	"regexp"
	"stint/internal/view"
	"stint/internal/view/people"
	"strconv"
	"strings"

	"stint/internal/access"
	"stint/internal/id"
	"stint/internal/plan"
	"stint/internal/plan/prompt"
	"stint/internal/program/reader"
	"stint/internal/worktime"
)

// rowMaker turns a part of a plan into rows, as far as its reader may see.
type rowMaker struct {
	views   *Views
	people  people.Named
	roles   access.Roles
	taken   plan.Taken
	choices map[string]plan.Choice
	sides   map[string][]side // of each branch, in the order of the page
	begun   map[string]bool   // branches on which something was done
	prompts map[id.Activity][]prompt.Prompt
	agenda  map[string]view.MeetingRef // by the source of an open agenda item
	courses map[string][]plan.Part
	marks   map[string]view.VersionMark // by the activity or question
	said    map[string]view.ItemMark    // the reader's own on the program's items
	marking bool                        // the reader may mark the program's items
	zone    worktime.Zone
	current int  // the week of today, 0 before the start
	running bool // the internship has begun and is not over
	open    bool // the plan may still be changed
	week    int  // the week of the page, 0 for the setup
}

// side is one way of a branch, by the activity that it begins with.
type side struct {
	name, text, condition string
	activity              id.Activity
}

// rows makes rows of nodes that stand beside one another, without the ways
// that were not taken.
func (m *rowMaker) rows(nodes []*plan.Node) []view.ActivityRow {
	var rows []view.ActivityRow
	for _, n := range nodes {
		if !m.taken.Has(n.Activity) || n.State == plan.Replaced {
			continue
		}
		rows = append(rows, m.row(n))
	}
	return rows
}

func (m *rowMaker) row(n *plan.Node) view.ActivityRow {
	a := n.Activity
	row := view.ActivityRow{
		ID: a.ID, Kind: view.Kind(a.Kind), Title: m.views.plain(a.Text), Links: links(a.Links),
		Still: a.Shape == reader.RoleContainer || a.Shape == reader.RolePromptHead, Note: a.Shape == reader.RoleNote,
		Optional: a.Optional, Own: m.people.Maybe(a.CreatedBy), Week: a.HomeWeek, Estimate: a.Minutes,
		Remark: a.Note, Evidence: a.Evidence, Reason: a.Reason,
		Course: m.course(a), Branch: m.branch(a), Children: m.rows(n.Below),
	}
	if a.Week != a.HomeWeek || a.Week < m.week {
		row.From = a.HomeWeek
		if a.Week < m.week {
			row.From = a.Week
		}
	}
	if a.State == plan.Done {
		row.DoneAt = a.StateAt
	}
	if a.State == plan.Skipped || a.State == plan.Waived {
		row.By = m.people.Maybe(a.StateBy)
	}
	if at, ok := m.agenda[string(a.ID)]; ok && a.State == plan.Open {
		row.Agenda = &at
	}
	row.State = m.state(n)
	for _, p := range m.prompts[a.ID] {
		row.Prompts = append(row.Prompts, m.prompt(&p))
	}
	row.Owner, row.Mark = m.owner(a), m.mark(string(a.ID))
	row.May = m.may(a)
	row.May.Mark = m.marking && !a.Own() && a.Source != "" && !row.Note
	if said, ok := m.said[a.Source]; ok && row.May.Mark {
		row.Said = &said
	}
	return row
}

// state is how the row stands: containers and prompt heads by what hangs below
// them.
func (m *rowMaker) state(n *plan.Node) view.ActivityState {
	switch n.State {
	case plan.Done:
		return view.ActivityDone
	case plan.Skipped:
		return view.ActivitySkipped
	case plan.Waived:
		return view.ActivityWaived
	}
	switch n.Shape {
	case reader.RoleContainer:
		return half(n.Tally(m.taken))
	case reader.RolePromptHead:
		var f plan.Figure
		for _, p := range m.prompts[n.ID] {
			if p.State == prompt.Skipped {
				continue
			}
			f.Total++
			if p.State != prompt.Open || p.Draft != nil {
				f.Done++
			}
		}
		// Done is what each question's discussion makes it, which the
		// activity's own state says.
		if f.Done > 0 {
			return view.ActivityHalf
		}
	}
	if len(n.Below) > 0 && n.Tally(m.taken).Done > 0 {
		return view.ActivityHalf
	}
	return view.ActivityOpen
}

func half(f plan.Figure) view.ActivityState {
	switch {
	case f.Total > 0 && f.Done == f.Total:
		return view.ActivityDone
	case f.Done > 0:
		return view.ActivityHalf
	}
	return view.ActivityOpen
}

// owner names whose task it is where it is not the intern's.
func (m *rowMaker) owner(a *plan.Activity) *view.PersonRef {
	switch a.Owner {
	case reader.OwnerMentor:
		return &view.PersonRef{Name: "The mentor"}
	case reader.OwnerManager:
		return &view.PersonRef{Name: "The intern’s manager"}
	case reader.OwnerMentorManager:
		return &view.PersonRef{Name: "The mentor’s manager"}
	case reader.OwnerAll:
		return &view.PersonRef{Name: "All four"}
	}
	return nil
}

// may says what the reader can do with the activity now: the policy and the
// state of the plan, before the rules of the change itself.
func (m *rowMaker) may(a *plan.Activity) view.ActivityRights {
	if !m.open {
		return view.ActivityRights{}
	}
	roles := m.roles
	intern, mentor := roles.Has(access.Intern), roles.Has(access.Mentor)
	still := a.Shape != reader.RoleLeaf && a.Shape != reader.RoleMilestone
	left := a.State == plan.Skipped || a.State == plan.Waived
	return view.ActivityRights{
		Tick:      !still && !left && (m.running || a.Week == 0) && a.OwnedBy(roles),
		Skip:      intern && a.State == plan.Open && a.Skippable(),
		BringBack: left && (intern && a.State == plan.Skipped || mentor && a.State == plan.Waived),
		Waive:     mentor && a.State == plan.Open && a.Shape != reader.RoleNote,
		Note:      (intern || mentor) && a.Shape != reader.RoleNote,
		Move:      (intern || mentor) && a.State == plan.Open && a.Week > 0,
	}
}

func links(list []plan.Link) []view.Link {
	var out []view.Link
	for _, l := range list {
		label := l.Text
		if label == "" {
			label = l.URL
		}
		out = append(out, view.Link{Label: label, Href: l.URL})
	}
	return out
}

var numbers = regexp.MustCompile(`(\d+)(?:\s*(?:-|–|—|to)\s*(\d+))?`)

// course shows the parts of the course that the activity is one part of.
func (m *rowMaker) course(a *plan.Activity) *view.Course {
	if a.Course == "" || a.Part == "" {
		return nil
	}
	c := &view.Course{Title: a.Course}
	for _, part := range m.courses[a.Course] {
		if part.Part == "" {
			continue
		}
		state := view.ActivityOpen
		if part.State == plan.Done {
			state = view.ActivityDone
		}
		for _, label := range modules(part.Part) {
			c.Parts = append(c.Parts, view.CoursePart{Label: label, State: state, Here: part.Activity == a.ID})
		}
	}
	return c
}

// modules spells a range out: "modules 4-6" is 4, 5, 6. What is no range of a
// sensible length stays as the page says it.
func modules(part string) []string {
	found := numbers.FindStringSubmatch(part)
	if found == nil || found[2] == "" {
		return []string{part}
	}
	from, _ := strconv.Atoi(found[1])
	to, _ := strconv.Atoi(found[2])
	if to < from || to-from > 20 {
		return []string{part}
	}
	var labels []string
	for n := from; n <= to; n++ {
		labels = append(labels, strconv.Itoa(n))
	}
	return labels
}

// branch tells of the other way, on the activity that the taken way begins
// with.
func (m *rowMaker) branch(a *plan.Activity) *view.Branch {
	sides := m.sides[a.Branch]
	if a.Branch == "" || len(sides) < 2 {
		return nil
	}
	taken, other := side{}, side{}
	for _, s := range sides {
		if s.name == m.taken[a.Branch] {
			taken = s
		} else if other.name == "" {
			other = s
		}
	}
	if a.Text != taken.text {
		return nil
	}
	condition, negated := strings.CutPrefix(taken.condition, "not ")
	b := &view.Branch{
		ID: a.Branch, Fact: view.FactLabel(strings.TrimPrefix(condition, "access:")),
		Taken: m.views.plain(taken.text), Other: m.views.plain(other.text), With: !negated,
		OtherID: other.activity, Begun: m.begun[a.Branch], MaySwitch: m.open && m.roles.HasAny(access.Intern, access.Mentor),
	}
	if choice, ok := m.choices[a.Branch]; ok && !choice.At.IsZero() {
		b.Chosen = worktime.DateOf(choice.At, m.zone.Location())
	}
	return b
}

func (m *rowMaker) prompt(p *prompt.Prompt) view.PromptRow {
	row := view.PromptRow{
		ID: p.ID, Question: m.views.plain(p.Text),
		MayAnswer: m.open && m.roles.Has(access.Intern) && p.State != prompt.Skipped,
		MayReply:  m.open && m.roles.Has(access.Mentor) && p.Answer != nil,
	}
	row.Mark = m.mark(string(p.ID))
	if at, ok := m.agenda[string(p.ID)]; ok {
		row.Meeting = &at
	}
	switch p.State {
	case prompt.OnAgenda:
		row.State = view.PromptOnAgenda
	case prompt.Parked:
		row.State = view.PromptParked
	case prompt.Discussed:
		row.State = view.PromptDiscussed
	case prompt.Reopened:
		row.State = view.PromptReopened
	}
	if d := p.Draft; d != nil {
		row.Draft, row.DraftAt, row.DraftVersion = d.Body, d.At, d.Version
		if row.State == view.PromptOpen && d.Body != "" {
			row.State = view.PromptDraft
		}
	}
	if w := p.Answer; w != nil {
		row.Answer, row.AnswerAt, row.Version = m.views.rich(w.Body), w.At, w.Version
	}
	if n := len(p.Replies); n > 0 {
		last := p.Replies[n-1]
		row.Reply = &view.Reply{By: m.people.Ref(last.Author), At: last.At, Body: m.views.rich(last.Body)}
	}
	return row
}

// group gathers rows that stand under one heading of the page.
func (m *rowMaker) groups(nodes []*plan.Node) []view.Group {
	var groups []view.Group
	for _, n := range nodes {
		rows := m.rows([]*plan.Node{n})
		if len(rows) == 0 {
			continue
		}
		last := len(groups) - 1
		if last < 0 || groups[last].Title != n.Heading {
			groups = append(groups, view.Group{ID: "g" + strconv.Itoa(len(groups)+1), Title: n.Heading})
			last++
		}
		g := &groups[last]
		g.Activities = append(g.Activities, rows...)
		f := n.Tally(m.taken)
		g.Progress.Done += f.Done
		g.Progress.Total += f.Total
	}
	return groups
}

// mark is what a newer version of the program changed about an activity or a
// question.
func (m *rowMaker) mark(about string) *view.VersionMark {
	mark, is := m.marks[about]
	if !is {
		return nil
	}
	mark.Was = m.views.plain(mark.Was)
	return &mark
}
