package office

import (
	"cmp"
	"fmt"
	"slices"
	"stint/internal/view"
	"stint/internal/view/people"
	"strings"

	"stint/internal/access"
	"stint/internal/account"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/program"
	"stint/internal/program/reader"
	"stint/internal/sqldb"
)

// Programs is the list of programs.
func (v *Views) Programs(tx *sqldb.Tx, who account.Principal) (view.Programs, error) {
	page := view.Programs{}
	if err := program.MayMake(tx, who.Actor); err == nil {
		page.MayImport = true
	} else if !fault.Is(err, fault.Forbidden) {
		return page, err
	}
	found, err := program.List(tx, who.Actor, program.Page{Limit: 100})
	if err != nil {
		return page, err
	}
	running, err := running(tx, who)
	if err != nil {
		return page, err
	}
	for _, p := range found.Programs {
		row, err := v.programRow(tx, p)
		if err != nil {
			return page, err
		}
		row.Running = running[p.ID]
		page.Rows = append(page.Rows, row)
	}
	return page, err
}

func (v *Views) programRow(tx *sqldb.Tx, p program.Program) (view.ProgramRow, error) {
	version, err := v.programs.FindVersion(tx, p.Newest.ID)
	row := view.ProgramRow{ID: p.ID, Title: p.Title, Version: p.Newest.Number, Changed: p.ChangedAt}
	if err == nil {
		row.Phases, row.Activities, row.Prompts = version.Page.Counts.Phases, version.Page.Counts.Activities, version.Page.Counts.Prompts
	}
	return row, err
}

// running counts the internships under way by program, of those that the reader
// may see: a number of strangers' internships would tell on them.
func running(tx *sqldb.Tx, who account.Principal) (map[id.Program]int, error) {
	type line struct {
		program id.Program
		n       int
	}
	visible, args := access.Visible(who.Actor, access.InternshipFind, "i")
	lines, err := sqldb.List(tx, func(s sqldb.Scanner) (l line, err error) { return l, s.Scan(&l.program, &l.n) }, `
		SELECT i.program_id, count(*) FROM internship i
		WHERE i.state IN ('agreed', 'active', 'paused') AND `+visible+` GROUP BY i.program_id`, args...)
	counts := make(map[id.Program]int, len(lines))
	for _, l := range lines {
		counts[l.program] = l.n
	}
	return counts, err
}

// statesBy counts the internships of a program by the version that their terms
// name (those in force, else the newest) and by state, of those that the reader
// may see.
func statesBy(tx *sqldb.Tx, who account.Principal, of id.Program) (map[id.ProgramVersion][]view.StateCount, error) {
	type line struct {
		version id.ProgramVersion
		view.StateCount
	}
	visible, args := access.Visible(who.Actor, access.InternshipFind, "i")
	lines, err := sqldb.List(tx, func(s sqldb.Scanner) (l line, err error) { return l, s.Scan(&l.version, &l.State, &l.Count) }, `
		SELECT t.program_version_id, i.state, count(*) FROM internship i
		JOIN terms t ON t.internship_id = i.id AND t.revision = CASE WHEN i.in_force > 0 THEN i.in_force ELSE i.revision END
		WHERE `+visible+` AND i.program_id = ? GROUP BY t.program_version_id, i.state ORDER BY i.state`, append(args, of)...)
	counts := map[id.ProgramVersion][]view.StateCount{}
	for _, l := range lines {
		counts[l.version] = append(counts[l.version], l.StateCount)
	}
	return counts, err
}

// Program is one program with its versions.
func (v *Views) Program(tx *sqldb.Tx, who account.Principal, of id.Program) (view.Program, error) {
	p, err := program.Find(tx, who.Actor, of)
	if err != nil {
		return view.Program{}, err
	}
	page := view.Program{}
	if page.Row, err = v.programRow(tx, p); err != nil {
		return page, err
	}
	versions, err := program.ListVersions(tx, who.Actor, of, program.Page{Limit: 100})
	if err != nil {
		return page, err
	}
	ids := slices.Clone(p.Coordinators)
	for _, version := range versions.Versions {
		ids = append(ids, version.PublishedBy)
	}
	names, err := people.Name(tx, who.Person.ID, ids...)
	if err != nil {
		return page, err
	}
	for _, c := range p.Coordinators {
		page.Coordinators = append(page.Coordinators, names.Ref(c))
	}
	on, err := statesBy(tx, who, of)
	if err != nil {
		return page, err
	}
	for _, version := range versions.Versions {
		row := view.VersionRow{Number: version.Number, At: version.PublishedAt, By: names.Actor(version.PublishedBy), Note: version.Note, States: on[version.ID]}
		for _, s := range row.States {
			if s.State == view.StateAgreed || s.State == view.StateActive || s.State == view.StatePaused {
				row.Running += s.Count
			}
		}
		page.Row.Running += row.Running
		page.Versions = append(page.Versions, row)
	}
	page.Coordinates = slices.Contains(p.Coordinators, who.Person.ID)
	page.MayImport = who.Actor.Admin || page.Coordinates
	if who.Actor.Admin {
		page.People, err = people.Choices(tx, who, p.Coordinators...)
	}
	return page, err
}

// Version is a version of a program as it was understood.
func (v *Views) Version(tx *sqldb.Tx, who account.Principal, of id.Program, number int, all bool) (view.Understood, error) {
	p, err := program.Find(tx, who.Actor, of)
	if err != nil {
		return view.Understood{}, err
	}
	found, err := program.VersionNumbered(tx, of, number)
	if err != nil {
		return view.Understood{}, err
	}
	version, err := v.programs.FindVersion(tx, found.ID)
	if err != nil {
		return view.Understood{}, err
	}
	source, err := program.Source(tx, who.Actor, version.ID)
	u := v.Understand(version.Page, source, all)
	u.Program, u.Title, u.Number, u.Newest = p.ID, version.Title, number, p.Newest.Number
	u.File = fmt.Sprintf("%s@%d", p.Slug, number)
	u.MayWrite = who.Actor.Admin || slices.Contains(p.Coordinators, who.Person.ID)
	if err != nil {
		return u, err
	}
	names, err := people.Name(tx, who.Person.ID, version.PublishedBy)
	u.Published = view.Published{Number: number, By: names.Actor(version.PublishedBy), At: version.PublishedAt, Note: version.Note}
	return u, err
}

// Understand is what was understood of a page.
func (v *Views) Understand(page *reader.Page, source string, all bool) view.Understood {
	lines := strings.Split(strings.ReplaceAll(source, "\r\n", "\n"), "\n")
	u := view.Understood{
		Title: page.Title, Lines: len(lines), Phases: page.Counts.Phases, Activities: page.Counts.Activities, Prompts: page.Counts.Prompts,
		AllLines: all,
	}
	l := linting{lines: map[int]*view.LintRow{}, kinds: map[view.Kind]int{}}
	l.visit(page.Setup.Activities, 0)
	for i := range page.Phases {
		p := &page.Phases[i]
		r := l.at(p.Line)
		r.Heading, r.Sure = true, view.Sureness(reader.DegreeOf(p.Certainty))
		r.Reads = append(r.Reads, view.Reading{Text: "Phase", More: p.Title})
		l.visit(p.Activities, 0)
	}
	for _, d := range page.Diagnostics {
		row := view.DiagnosticRow{Code: d.Code, Severity: view.Severity(d.Severity), Line: d.Line, Column: d.Column, Message: d.Message, Help: d.Help}
		u.Diagnostics = append(u.Diagnostics, row)
		r := l.at(max(d.Line, 1))
		r.Diagnostics = append(r.Diagnostics, row)
	}
	u.Certain, u.Kinds = l.certain, l.count()
	for _, r := range l.lines {
		if r.Line >= 1 && r.Line <= len(lines) {
			r.Source = lines[r.Line-1]
		}
		if all || r.Heading || r.Sure != view.SureCertain || len(r.Diagnostics) > 0 {
			u.Rows = append(u.Rows, *r)
		}
	}
	slices.SortFunc(u.Rows, func(a, b view.LintRow) int { return cmp.Compare(a.Line, b.Line) })
	return u
}

// linting gathers what was understood of each line of a page.
type linting struct {
	lines   map[int]*view.LintRow
	kinds   map[view.Kind]int
	certain int
}

func (l *linting) at(line int) *view.LintRow {
	if l.lines[line] == nil {
		l.lines[line] = &view.LintRow{Line: line}
	}
	return l.lines[line]
}

func (l *linting) visit(list []reader.Activity, depth int) {
	for i := range list {
		a := &list[i]
		r := l.at(a.Line)
		r.Depth, r.Sure = depth, view.Sureness(reader.DegreeOf(a.Certainty))
		r.Reads = append(r.Reads, reading(a))
		l.kinds[view.Kind(a.Kind)]++
		if r.Sure == view.SureCertain {
			l.certain++
		}
		for _, q := range a.Prompts {
			p := l.at(q.Line)
			p.Depth, p.Sure = depth+1, view.SureCertain
			p.Reads = append(p.Reads, view.Reading{Kind: view.KindDiscuss, Text: "Question"})
			l.certain++
		}
		l.visit(a.Children, depth+1)
	}
}

// count returns the kinds, the most frequent first.
func (l *linting) count() []view.KindCount {
	var kinds []view.KindCount
	for kind, n := range l.kinds {
		kinds = append(kinds, view.KindCount{Kind: kind, Count: n})
	}
	slices.SortFunc(kinds, func(a, b view.KindCount) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Kind, b.Kind))
	})
	return kinds
}

// reading says what an activity was understood as, beyond its kind.
func reading(a *reader.Activity) view.Reading {
	r := view.Reading{Kind: view.Kind(a.Kind), Text: string(a.Kind)}
	if a.Role != reader.RoleLeaf {
		r.Text = view.RoleWords(string(a.Role))
	}
	var more []string
	if a.Owner != reader.OwnerIntern {
		more = append(more, "for "+view.OwnerWords(string(a.Owner)))
	}
	if a.Part != "" {
		more = append(more, a.Part)
	}
	if a.Condition != "" {
		more = append(more, "if "+a.Condition)
	}
	if a.Optional {
		more = append(more, "optional")
	}
	if len(a.After) > 0 {
		more = append(more, "builds on "+strings.Join(a.After, ", "))
	}
	r.More = strings.Join(more, ", ")
	return r
}
