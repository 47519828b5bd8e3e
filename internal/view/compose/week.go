package compose

import (
	"stint/internal/view"
	"stint/internal/view/people"
	"stint/internal/view/versions"
	"time"

	"stint/internal/access"
	"stint/internal/account"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/internship"
	"stint/internal/internship/terms"
	"stint/internal/plan"
	"stint/internal/plan/prompt"
	"stint/internal/program"
	"stint/internal/program/mark"
	"stint/internal/program/reader"
	"stint/internal/sqldb"
	"stint/internal/worktime"
)

// basis is what every page about one internship begins with.
type basis struct {
	x       internship.Internship
	roles   access.Roles
	terms   terms.Terms // in force, or else the newest
	version program.Version
	people  people.Named
	weeks   []int // in which each phase of the program sits
	cal     worktime.Calendar
	today   worktime.Date // in the zone of the terms
	current int           // the week of today; 0 before the start
	moment  worktime.Moment
}

// basisOf reads it, once a snapshot. Without terms (still exploring) it is a
// Conflict that says so: there is no week to show yet.
func (v *Views) basisOf(tx *sqldb.Tx, who account.Principal, of id.Internship) (basis, error) {
	type key struct {
		of id.Internship
		as access.Actor
	}
	return sqldb.Once(tx, key{of, who.Actor}, func() (basis, error) { return v.readBasis(tx, who, of) })
}

func (v *Views) readBasis(tx *sqldb.Tx, who account.Principal, of id.Internship) (b basis, err error) {
	if b.x, err = internship.Find(tx, who.Actor, of); err != nil {
		return b, err
	}
	if b.roles, err = access.RolesOn(tx, who.Actor, of); err != nil {
		return b, err
	}
	if b.x.Current() == 0 {
		return b, fault.New(fault.Conflict, "There are no terms yet, so there are no weeks to show. Propose them on the internship’s page.")
	}
	if b.terms, err = internship.TermsOf(tx, of, b.x.Current()); err != nil {
		return b, err
	}
	if b.version, err = v.programs.FindMixed(tx, b.terms.ProgramVersion, b.terms.Kept); err != nil {
		return b, err
	}
	if b.people, err = people.Name(tx, who.Person.ID, b.terms.Intern, b.terms.Mentor); err != nil {
		return b, err
	}
	b.weeks = plan.WeeksOf(b.version.Page, b.terms.Weeks)
	b.cal = b.terms.Calendar()
	b.at(tx.Now())
	return b, nil
}

// at places a moment in the calendar. An internship that is over stays where it
// ended: its weeks do not fall behind any further.
func (b *basis) at(now time.Time) {
	if !b.x.EndedAt.IsZero() && b.x.EndedAt.Before(now) {
		now = b.x.EndedAt
	}
	b.today = b.terms.Today(now)
	b.current, b.moment = b.cal.WeekOn(b.today)
}

// shown is the week that a page is about where nobody asked for one: today's,
// the first before the start, the last after the end.
func (b *basis) shown(asked int) (int, error) {
	switch {
	case asked > b.terms.Weeks || asked < 0:
		return 0, fault.Missing("week")
	case asked > 0:
		return asked, nil
	case b.moment == worktime.AfterEnd:
		return b.terms.Weeks, nil
	}
	return max(b.current, 1), nil
}

// Week is one week of an internship; 0 asks for the one of today.
func (v *Views) Week(tx *sqldb.Tx, who account.Principal, of id.Internship, asked int) (w view.Week, err error) {
	b, err := v.basisOf(tx, who, of)
	if err != nil {
		return w, err
	}
	n, err := b.shown(asked)
	if err != nil {
		return w, err
	}
	read, err := plan.ReadWeek(tx, who.Actor, of, n, b.current)
	if err != nil {
		return w, err
	}
	w = b.week(n, read.Progress)
	maker, err := v.maker(tx, who, &b, n, read.Plan, read.Carried, read.Courses)
	if err != nil {
		return w, err
	}
	w.CarriedOver = maker.rows(plan.Tree(read.Carried))
	w.Groups = maker.groups(plan.Tree(read.Activities))
	w.Progress.Carried = len(w.CarriedOver)
	if phase := b.phase(n); phase != nil {
		w.Intro = v.rich(prose(phase.Text))
	}
	if n == max(b.current, 1) && b.x.State.Running() {
		err = v.beside(tx, who, &b, &w)
	}
	return w, err
}

// week is what the terms and the figures say of a week.
func (b *basis) week(n int, p plan.Progress) view.Week {
	w := view.Week{
		Internship: b.x.ID, Intern: b.people.Ref(b.terms.Intern), Mentor: b.people.Ref(b.terms.Mentor),
		Program: b.version.Title, Number: n, Of: b.terms.Weeks, Title: b.title(n), State: b.stateOf(n, p),
		Progress: figure(p.Week(n)), Track: b.track(n, p),
	}
	if span, ok := b.cal.Week(n); ok {
		w.From, w.To = span.From, span.To
	}
	if b.moment == worktime.BeforeStart {
		w.StartsOn = b.terms.Start
	}
	w.Paused = w.Track.Paused
	begun := b.x.State.Running()
	w.May = view.WeekRights{
		Tick: begun && b.roles.Has(access.Intern),
		Add:  (begun || b.x.State == internship.Agreed) && b.roles.HasAny(access.Intern, access.Mentor) && n >= b.current,
		Log:  begun && b.roles.Has(access.Intern),
	}
	for k := max(b.current, 1); k <= b.terms.Weeks; k++ {
		w.Choices = append(w.Choices, view.WeekChoice{Number: k, Name: b.title(k)})
	}
	return w
}

func figure(f plan.Figure) view.Progress { return view.Progress{Done: f.Done, Total: f.Total} }

// phase is the first of the program's phases that sit in week n; nil where
// there is none.
func (b *basis) phase(n int) *reader.Phase {
	for i, week := range b.weeks {
		if week == n {
			return &b.version.Page.Phases[i]
		}
	}
	return nil
}

// title is what the program calls week n, without its number.
func (b *basis) title(n int) string {
	if p := b.phase(n); p != nil {
		return p.Topic
	}
	return ""
}

func (b *basis) stateOf(n int, p plan.Progress) view.WeekState {
	f := p.Week(n)
	switch {
	case b.moment == worktime.BeforeStart || n > b.current && b.moment != worktime.AfterEnd:
		return view.WeekAhead
	case n == b.current && b.moment != worktime.AfterEnd && !b.x.State.Over():
		return view.WeekNow
	case f.Done < f.Total:
		return view.WeekLate
	}
	return view.WeekDone
}

// track is the twelve segments, with what each is known for.
func (b *basis) track(shown int, p plan.Progress) view.Track {
	t := view.Track{Internship: b.x.ID, Shown: shown}
	// A pause in the middle of a week is drawn behind it, where it delays.
	var within *view.Span
	for _, span := range b.cal.WeekSpans() {
		n := span.Number
		state := b.stateOf(n, p)
		w := view.TrackWeek{Number: n, Name: b.title(n), From: span.From, State: state, Pins: b.pins(n)}
		if state != view.WeekAhead {
			w.Percent = p.Week(n).Percent()
		}
		if k := len(span.PausedBefore); k > 0 {
			w.Pause = &view.Span{From: span.PausedBefore[0].From, To: span.PausedBefore[k-1].To}
		} else if within != nil {
			w.Pause = within
		}
		within = nil
		if k := len(span.PausedWithin); k > 0 {
			within = &view.Span{From: span.PausedWithin[0].From, To: span.PausedWithin[k-1].To}
		}
		t.Weeks = append(t.Weeks, w)
	}
	for _, pause := range b.terms.Pauses {
		if !b.today.Before(pause.From) && !b.today.After(pause.To) && b.x.State.Running() {
			t.Paused = &view.Span{From: pause.From, To: pause.To}
		}
	}
	return t
}

// pins are the exams, deliverables, demos and role plays of a week: one of
// each kind.
func (b *basis) pins(n int) []view.Pin {
	phase := b.phase(n)
	if phase == nil {
		return nil
	}
	var pins []view.Pin
	seen := map[reader.Kind]bool{}
	var visit func([]reader.Activity)
	visit = func(list []reader.Activity) {
		for i := range list {
			a := &list[i]
			if pin, ok := pinOf[a.Kind]; ok && !seen[a.Kind] && !a.Optional {
				seen[a.Kind] = true
				pins = append(pins, pin)
			}
			visit(a.Children)
		}
	}
	visit(phase.Activities)
	if n == b.terms.Weeks {
		pins = append(pins, view.Pin{Icon: "flag", Label: "Decision"})
	}
	return pins
}

var pinOf = map[reader.Kind]view.Pin{
	reader.KindDeliver:  {Icon: "file-text", Label: "Deliverable"},
	reader.KindExam:     {Icon: "award", Label: "Exam"},
	reader.KindPresent:  {Icon: "presentation", Label: "Demo"},
	reader.KindRoleplay: {Icon: "drama", Label: "Role play"},
}

// maker makes the rows of a part of a plan.
func (v *Views) maker(tx *sqldb.Tx, who account.Principal, b *basis, week int, p plan.Plan, carried []plan.Activity, courses []plan.Part) (*rowMaker, error) {
	zone, err := worktime.LoadZone(b.terms.Zone)
	if err != nil {
		return nil, err
	}
	both := append(append([]plan.Activity(nil), p.Activities...), carried...)
	m := &rowMaker{
		views: v, people: b.people, roles: b.roles, taken: plan.Take(both, p.Choices), zone: zone,
		choices: map[string]plan.Choice{}, sides: map[string][]side{}, begun: map[string]bool{},
		prompts: map[id.Activity][]prompt.Prompt{}, courses: map[string][]plan.Part{},
		current: b.current, running: b.x.State.Running(), open: b.x.State.Running() || b.x.State == internship.Agreed, week: week,
	}
	for _, c := range p.Choices {
		m.choices[c.Branch] = c
	}
	for i := range both {
		m.side(&both[i])
	}
	for _, q := range p.Prompts {
		m.prompts[q.Head] = append(m.prompts[q.Head], q)
	}
	for _, part := range courses {
		m.courses[part.Course] = append(m.courses[part.Course], part)
	}
	if m.marks, err = versions.Marks(tx, who, b.x.ID); err != nil {
		return m, err
	}
	return m, m.besideRows(tx, who, b)
}

// side keeps what a branch needs to know of the way that an activity is on.
func (m *rowMaker) side(a *plan.Activity) {
	if a.Branch == "" {
		return
	}
	m.begun[a.Branch] = m.begun[a.Branch] || a.Begun()
	for _, s := range m.sides[a.Branch] {
		if s.name == a.Side {
			return
		}
	}
	m.sides[a.Branch] = append(m.sides[a.Branch], side{name: a.Side, text: a.Text, condition: a.Condition, activity: a.ID})
}

// besideRows reads what stands beside the rows for intern and mentor, in one
// statement: on which agenda their sources are, and what the reader marked
// themself of the program's items.
func (m *rowMaker) besideRows(tx *sqldb.Tx, who account.Principal, b *basis) error {
	if access.Can(who.Actor, access.MeetingFind, b.roles) != access.Allowed {
		return nil
	}
	m.marking = access.Can(who.Actor, access.MarkWrite, b.roles) == access.Allowed && (m.running || b.x.State.Over())
	type line struct {
		source, id string
		at         time.Time
		verdict    mark.Verdict // empty on an agenda
	}
	lines, err := sqldb.List(tx, func(s sqldb.Scanner) (l line, err error) { return l, s.Scan(&l.source, &l.id, &l.at, &l.verdict) }, `
		SELECT i.source_id, m.id, m.starts_at, '' FROM agenda_item i JOIN meeting m ON m.id = i.meeting_id
		WHERE i.internship_id = ? AND i.source_id <> ''
		UNION ALL
		SELECT m.item, m.id, m.made_at, m.verdict FROM mark m JOIN internship i ON i.program_id = m.program_id
		WHERE i.id = ? AND m.person_id = ? AND m.state IN ('open', 'accepted')
		ORDER BY 3`, b.x.ID, b.x.ID, who.Actor.Person)
	m.agenda, m.said = map[string]view.MeetingRef{}, map[string]view.ItemMark{}
	for _, l := range lines {
		if l.verdict == "" {
			m.agenda[l.source] = view.MeetingRef{ID: id.Meeting(l.id), At: l.at} // the latest stands
		} else {
			m.said[l.source] = view.ItemMark{ID: id.Mark(l.id), Words: l.verdict.Words()}
		}
	}
	return err
}

// beside reads what stands beside the activities of the week of today.
func (v *Views) beside(tx *sqldb.Tx, who account.Principal, b *basis, w *view.Week) (err error) {
	if w.Hours, err = hoursCard(tx, who, b, w.Number); err != nil {
		return err
	}
	if access.Can(who.Actor, access.MeetingFind, b.roles) == access.Allowed {
		if w.Meeting, err = nextMeeting(tx, who, b); err != nil {
			return err
		}
	}
	waits, err := plan.Waits(tx, who.Actor, b.x.ID)
	for _, wait := range waits {
		w.Waits = append(w.Waits, b.wait(v, wait))
	}
	if err != nil {
		return err
	}
	offers, err := versions.Waits(tx, who, b.x.ID)
	w.Waits = append(offers, w.Waits...)
	return err
}

func (b *basis) wait(v *Views, wait plan.Wait) view.WaitRow {
	row := view.WaitRow{Waiting: b.party(wait.Waiting), On: b.party(wait.On), Subject: v.plain(wait.Text), Since: wait.Since, Href: "/activities/" + string(wait.Activity)}
	if wait.Prompt != "" {
		row.Href = "/prompts/" + string(wait.Prompt)
	}
	return row
}

// party names who has a role: by name for intern and mentor, by the role for
// the managers, who may change.
func (b *basis) party(role access.Role) view.PersonRef {
	switch role {
	case access.Intern:
		return b.people.Ref(b.terms.Intern)
	case access.Mentor:
		return b.people.Ref(b.terms.Mentor)
	case access.InternManager:
		return view.PersonRef{Name: "The intern’s manager"}
	}
	return view.PersonRef{Name: "The mentor’s manager"}
}
