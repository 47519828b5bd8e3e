package compose

import (
	"fmt"
	"net/url"
	"slices"
	"stint/internal/view"
	"stint/internal/view/shell"
	"stint/internal/view/versions"
	"time"

	"stint/internal/access"
	"stint/internal/account"
	"stint/internal/id"
	"stint/internal/internship"
	"stint/internal/person"
	"stint/internal/plan"
	"stint/internal/plan/hours"
	"stint/internal/program"
	"stint/internal/sqldb"
	"stint/internal/worktime"
)

// rowsOf makes rows of internships: three queries, however many there are.
func (v *Views) rowsOf(tx *sqldb.Tx, who account.Principal, list []internship.Summary) ([]view.InternshipRow, error) {
	ids := make([]id.Internship, len(list))
	for i, s := range list {
		ids[i] = s.Internship.ID
	}
	figures, err := plan.Figures(tx, ids)
	if err != nil {
		return nil, err
	}
	logged, err := loggedOf(tx, ids)
	if err != nil {
		return nil, err
	}
	rows := make([]view.InternshipRow, len(list))
	for i, s := range list {
		rows[i] = row(tx, who, s, figures[s.Internship.ID], logged[s.Internship.ID])
	}
	return rows, nil
}

// loggedOf is how many minutes were logged. The caller has found each of the
// internships as somebody who may see its plan.
func loggedOf(tx *sqldb.Tx, ids []id.Internship) (map[id.Internship]int, error) {
	type line struct {
		of      id.Internship
		minutes int
	}
	in, args := sqldb.In(ids)
	lines, err := sqldb.List(tx, func(s sqldb.Scanner) (l line, err error) { return l, s.Scan(&l.of, &l.minutes) },
		"SELECT internship_id, sum(minutes) FROM hours WHERE internship_id IN "+in+" AND taken_back_at IS NULL GROUP BY internship_id", args...)
	logged := make(map[id.Internship]int, len(lines))
	for _, l := range lines {
		logged[l.of] = l.minutes
	}
	return logged, err
}

func row(tx *sqldb.Tx, who account.Principal, s internship.Summary, p plan.Progress, logged int) view.InternshipRow {
	r := view.InternshipRow{
		ID: s.Internship.ID, Intern: refOf(s.Intern, who), Mentor: refOf(s.Mentor, who), Team: s.Intern.Team,
		Program: s.Program.Title, State: view.State(s.Internship.State), Logged: logged, Owes: owedBy(s, who),
	}
	if s.Internship.Current() == 0 {
		return r
	}
	b := basis{x: s.Internship, terms: s.Terms, cal: s.Terms.Calendar()}
	b.at(tx.Now())
	r.Track = b.track(0, p)
	r.Of = s.Terms.Weeks
	if b.moment != worktime.BeforeStart {
		r.Week = b.current
	}
	r.Paused = r.Track.Paused
	if s.Internship.State.Running() {
		for n := b.terms.EntryWeek; n < b.current; n++ {
			f := p.Week(n)
			r.Carried += f.Total - f.Done
		}
		r.Due = due(&b)
		r.Health = health(&b, p, r)
	}
	return r
}

func refOf(p person.Person, who account.Principal) view.PersonRef {
	if p.ID == "" {
		return view.PersonRef{}
	}
	return view.PersonRef{ID: p.ID, Name: p.FirstName(), You: p.ID == who.Person.ID}
}

// due is how many minutes the terms promise by today: whole weeks that are
// past, and of this one what would be even.
func due(b *basis) int {
	weeks := max(b.current-b.terms.EntryWeek, 0)
	minutes := weeks * b.terms.Minutes
	if span, ok := b.cal.Week(b.current); ok && b.moment != worktime.AfterEnd {
		minutes += hours.Pace(span, b.today, b.terms.Minutes)
	}
	return minutes
}

// The rule for health: stuck is two weeks or more with something open behind
// the current one, or a refusal that nobody has answered; slow is less than
// two thirds of the hours or several things carried over; ahead is more than
// the hours with nothing open behind.
func health(b *basis, p plan.Progress, r view.InternshipRow) view.Health {
	late, open := 0, 0
	for n := b.terms.EntryWeek; n < b.current; n++ {
		if f := p.Week(n); f.Done < f.Total {
			late++
			open += f.Total - f.Done
		}
	}
	switch {
	case late >= 3:
		return view.HealthStuck
	case late >= 2 || open >= 3 || r.Due > 0 && 3*r.Logged < 2*r.Due:
		return view.HealthSlow
	case open == 0 && r.Logged > r.Due:
		return view.HealthAhead
	}
	return view.HealthOn
}

// owedBy says whose signatures an internship waits for.
func owedBy(s internship.Summary, who account.Principal) []view.Owed {
	var list []view.Owed
	href := "/internships/" + string(s.Internship.ID) + "/sign-off"
	if !s.Internship.Pending() {
		return nil
	}
	for _, role := range s.Vacant {
		list = append(list, view.Owed{Who: view.PersonRef{Name: "A coordinator"}, What: "a stand-in for " + role.Words(), Since: s.Internship.ChangedAt, Href: href})
	}
	if n := 4 - s.Signed - s.Refused - len(s.Vacant); n > 0 {
		list = append(list, view.Owed{Who: view.PersonRef{Name: plural(n, "signer", "signers")}, What: "sign-off", Since: s.Internship.ChangedAt, Href: href})
	}
	if s.Refused > 0 {
		list = append(list, view.Owed{Who: refOf(s.Intern, who), What: "other terms", Since: s.Internship.ChangedAt, Href: href})
	}
	return list
}

// mine are the internships in which the reader has one of the roles, with those
// that are over or without. A page of a hundred is more than anybody mentors or
// manages at a time; the list of all has the rest.
func (v *Views) mine(tx *sqldb.Tx, who account.Principal, open bool, roles ...access.Role) ([]view.InternshipRow, error) {
	found, err := internship.List(tx, who.Actor, internship.Query{As: roles, Open: open, Limit: 100})
	if err != nil {
		return nil, err
	}
	return v.rowsOf(tx, who, found.Internships)
}

// Mentoring is a mentor's first page: their interns and what waits for them.
func (v *Views) Mentoring(tx *sqldb.Tx, who account.Principal) (view.MentorDesk, error) {
	desk := view.MentorDesk{Mentor: view.PersonRef{ID: who.Person.ID, Name: who.Person.FirstName(), You: true}}
	rows, err := v.mine(tx, who, true, access.Mentor)
	if err != nil {
		return desk, err
	}
	desk.Interns = rows
	if desk.Waits, err = v.mentorWaits(tx, who, rows); err != nil {
		return desk, err
	}
	signs, err := signWaits(tx, who)
	if err != nil {
		return desk, err
	}
	offers, err := versions.Waits(tx, who, "")
	if err != nil {
		return desk, err
	}
	desk.Waits = slices.Concat(signs, offers, desk.Waits)
	desk.Meetings, err = nextMeetings(tx, who)
	return desk, err
}

// mentorWaits says who waits for whom among a mentor and their interns, in two
// queries, however many interns there are: answers without a reply, what the
// mentor has left open of their own, and what the interns carry over.
func (v *Views) mentorWaits(tx *sqldb.Tx, who account.Principal, rows []view.InternshipRow) ([]view.WaitRow, error) {
	byID := map[id.Internship]view.InternshipRow{}
	var running []id.Internship
	for _, r := range rows {
		if r.State == view.StateActive || r.State == view.StatePaused {
			byID[r.ID], running = r, append(running, r.ID)
		}
	}
	you := view.PersonRef{ID: who.Person.ID, Name: who.Person.FirstName(), You: true}
	answers, err := unreplied(tx, who, running)
	if err != nil {
		return nil, err
	}
	var waits []view.WaitRow
	for _, q := range answers {
		waits = append(waits, view.WaitRow{Waiting: byID[q.of].Intern, On: you, Subject: v.plain(q.text), Since: q.at, Href: "/prompts/" + q.object})
	}
	owed, err := mentorsOwn(tx, running)
	for _, a := range owed {
		if r := byID[a.of]; a.week < r.Week {
			waits = append(waits, view.WaitRow{Waiting: r.Intern, On: you, Subject: v.plain(a.text), Href: "/activities/" + a.object})
		}
	}
	for _, of := range running {
		if r := byID[of]; r.Carried > 0 {
			waits = append(waits, view.WaitRow{Waiting: you, On: r.Intern, Subject: plural(r.Carried, "thing carried over", "things carried over"), Href: "/internships/" + string(of) + "/week"})
		}
	}
	return waits, err
}

// pending is something in an internship that somebody has to do.
type pending struct {
	of           id.Internship
	object, text string
	week         int
	at           time.Time
}

// unreplied are the newest answers on agendas to which the mentor has not
// replied, of their own period, oldest first.
func unreplied(tx *sqldb.Tx, who account.Principal, of []id.Internship) ([]pending, error) {
	in, args := sqldb.In(of)
	return sqldb.List(tx, func(s sqldb.Scanner) (p pending, err error) { return p, s.Scan(&p.of, &p.object, &p.text, &p.at) }, `
		SELECT q.internship_id, q.id, q.text, w.at FROM prompt q
		JOIN answer w ON w.prompt_id = q.id AND w.version = q.versions
		JOIN party v ON v.internship_id = q.internship_id AND v.person_id = ? AND v.role = 'mentor' AND v.until_at IS NULL
		WHERE q.internship_id IN `+in+` AND q.state IN ('agenda', 'parked', 'reopened') AND w.at >= v.from_at
			AND NOT EXISTS (SELECT 1 FROM reply r WHERE r.prompt_id = q.id AND r.author_id <> w.author_id AND r.at >= w.at)
		ORDER BY w.at, q.id LIMIT 50`, append([]any{who.Person.ID}, args...)...)
}

// mentorsOwn are the activities that the mentor has left open, with their
// weeks. The caller has found the internships as their mentor.
func mentorsOwn(tx *sqldb.Tx, of []id.Internship) ([]pending, error) {
	in, args := sqldb.In(of)
	return sqldb.List(tx, func(s sqldb.Scanner) (p pending, err error) { return p, s.Scan(&p.of, &p.object, &p.text, &p.week) }, `
		SELECT a.internship_id, a.id, a.text, a.week FROM activity a
		WHERE a.internship_id IN `+in+` AND a.owner = 'mentor' AND a.shape = 'leaf' AND a.state = 'open' AND a.optional = 0
		ORDER BY a.week, a.position LIMIT 50`, args...)
}

// signWaits are the sign-offs that wait for the reader, as lines.
func signWaits(tx *sqldb.Tx, who account.Principal) ([]view.WaitRow, error) {
	waits, err := internship.Waiting(tx, who.Actor)
	var rows []view.WaitRow
	for _, w := range waits {
		if w.Kind != internship.WaitSignOff {
			continue
		}
		rows = append(rows, view.WaitRow{
			Waiting: refOf(w.Summary.Intern, who), On: view.PersonRef{ID: who.Person.ID, Name: who.Person.FirstName(), You: true},
			Subject: fmt.Sprintf("Sign-off of revision %d", w.Revision), Since: w.Summary.Internship.ChangedAt,
			Href: "/internships/" + string(w.Summary.Internship.ID) + "/sign-off",
		})
	}
	return rows, err
}

// nextMeetings are the next meetings of those that the reader mentors, one an
// internship, in one query.
func nextMeetings(tx *sqldb.Tx, who account.Principal) ([]view.MeetingRow, error) {
	type line struct {
		view.MeetingRow
		intern string
	}
	visible, args := access.Visible(who.Actor, access.MeetingFind, "i")
	lines, err := sqldb.List(tx, func(s sqldb.Scanner) (l line, err error) {
		return l, s.Scan(&l.ID, &l.Kind, &l.Number, &l.At, &l.Minutes, &l.With.ID, &l.intern, &l.Topics, &l.Estimate)
	}, `
		SELECT m.id, m.kind, m.week, m.starts_at, m.minutes, p.id, p.name,
			(SELECT count(*) FROM agenda_item a WHERE a.meeting_id = m.id AND a.state = 'open'),
			(SELECT COALESCE(sum(a.minutes), 0) FROM agenda_item a WHERE a.meeting_id = m.id AND a.state IN ('open', 'discussed'))
		FROM meeting m JOIN internship i ON i.id = m.internship_id JOIN person p ON p.id = i.intern_id
		WHERE m.state = 'planned' AND i.state IN ('agreed', 'active', 'paused') AND i.intern_id <> ? AND `+visible+`
			AND m.starts_at = (SELECT min(n.starts_at) FROM meeting n WHERE n.internship_id = m.internship_id AND n.state = 'planned' AND n.starts_at + n.minutes * 60000000 > ?)
		ORDER BY m.starts_at LIMIT 20`, append(append([]any{who.Person.ID}, args...), tx.Now())...)
	var rows []view.MeetingRow
	for _, l := range lines {
		l.With.Name = person.Person{Name: l.intern}.FirstName()
		rows = append(rows, l.MeetingRow)
	}
	return rows, err
}

// Team is a manager's first page: the sign-offs to give, and the internships of
// their team.
func (v *Views) Team(tx *sqldb.Tx, who account.Principal) (view.ManagerDesk, error) {
	var desk view.ManagerDesk
	waits, err := internship.Waiting(tx, who.Actor)
	if err != nil {
		return desk, err
	}
	for _, w := range waits {
		if w.Kind != internship.WaitSignOff {
			continue
		}
		open := view.OpenSignOff{
			Internship: w.Summary.Internship.ID, Intern: refOf(w.Summary.Intern, who), Mentor: refOf(w.Summary.Mentor, who),
			Program: w.Summary.Program.Title, Revision: w.Revision, Minutes: w.Summary.Terms.Minutes, Weeks: w.Summary.Terms.Weeks,
			Asked: w.Summary.Internship.ChangedAt, Signed: w.Voided,
		}
		if w.For.ID != "" {
			ref := refOf(w.For, who)
			open.For = &ref
		}
		for _, role := range w.Roles {
			open.As = append(open.As, view.Role(role))
		}
		desk.Open = append(desk.Open, open)
	}
	rows, err := v.mine(tx, who, false, access.InternManager, access.MentorManager)
	for _, r := range rows {
		if r.State == view.StateCompleted || r.State == view.StateEnded {
			desk.Past = append(desk.Past, r)
		} else {
			desk.Running = append(desk.Running, r)
		}
	}
	return desk, err
}

// Overview is a coordinator's first page: all internships of their programs
// with who is stuck and who owes what.
func (v *Views) Overview(tx *sqldb.Tx, who account.Principal, filter view.InternshipFilter, after string) (view.CoordinatorDesk, error) {
	var desk view.CoordinatorDesk
	var err error
	if desk.List, err = v.Internships(tx, who, filter, after, shell.PathOverview); err != nil {
		return desk, err
	}
	if desk.States, err = stateCounts(tx, who); err != nil {
		return desk, err
	}
	found, err := internship.List(tx, who.Actor, internship.Query{Open: true, Limit: 100})
	if err != nil {
		return desk, err
	}
	if found.Next != "" {
		desk.LookedAt = len(found.Internships)
	}
	rows, err := v.rowsOf(tx, who, found.Internships)
	for _, r := range rows {
		desk.Owes = append(desk.Owes, r.Owes...)
		if r.State != view.StateActive && r.State != view.StatePaused {
			continue
		}
		desk.Logged += r.Logged
		desk.Due += r.Due
		if why := stuck(r); why.Text != "" {
			desk.Stuck = append(desk.Stuck, why)
		}
	}
	return desk, err
}

// stuck says what is the matter with an internship that is not well.
func stuck(r view.InternshipRow) view.StuckRow {
	row := view.StuckRow{Internship: r.ID, Intern: r.Intern}
	late := 0
	for _, w := range r.Track.Weeks {
		if w.State == view.WeekLate {
			late++
		}
	}
	switch {
	case r.Health == view.HealthStuck:
		row.Text = fmt.Sprintf("%s has something open from %d weeks", r.Intern.Name, late)
		row.Why = "The mentor can waive what need not be done, or new terms can add weeks to catch up."
	case r.Health == view.HealthSlow && r.Due > 0 && 3*r.Logged < 2*r.Due:
		row.Text = fmt.Sprintf("%s logged %d of %d h promised by now", r.Intern.Name, r.Logged/60, r.Due/60)
		row.Why = "A slower rhythm would keep the promise: propose new terms."
	case r.Health == view.HealthSlow:
		row.Text = fmt.Sprintf("%s carries work over from %d weeks", r.Intern.Name, late)
		row.Why = "It is shown on My week until it is done, skipped or waived."
	}
	return row
}

// stateCounts counts the internships that the coordinator sees, by state.
func stateCounts(tx *sqldb.Tx, who account.Principal) ([]view.StateCount, error) {
	visible, args := access.Visible(who.Actor, access.InternshipsDirect, "i")
	counts, err := sqldb.List(tx, func(s sqldb.Scanner) (c view.StateCount, err error) { return c, s.Scan(&c.State, &c.Count) },
		"SELECT i.state, count(*) FROM internship i WHERE "+visible+" GROUP BY i.state", args...)
	var ordered []view.StateCount
	for _, state := range internship.States() {
		c := view.StateCount{State: view.State(state), Href: shell.PathOverview + "?state=" + string(state)}
		for _, found := range counts {
			if found.State == c.State {
				c.Count = found.Count
			}
		}
		ordered = append(ordered, c)
	}
	return ordered, err
}

// Internships is a filtered list of what the reader may see, newest first. The
// path is where the list stands.
func (v *Views) Internships(tx *sqldb.Tx, who account.Principal, filter view.InternshipFilter, after, path string) (view.InternshipList, error) {
	list := view.InternshipList{Filter: filter}
	found, err := internship.List(tx, who.Actor, internship.Query{
		Program: id.Program(filter.Program), State: internship.State(filter.State), Text: filter.Query, After: after, Limit: view.PageSize,
	})
	if err != nil {
		return list, err
	}
	if list.Rows, err = v.rowsOf(tx, who, found.Internships); err != nil {
		return list, err
	}
	programs, err := program.List(tx, who.Actor, program.Page{Limit: 100})
	for _, p := range programs.Programs {
		list.Programs = append(list.Programs, view.Choice{Value: string(p.ID), Label: p.Title})
	}
	query := url.Values{}
	for name, value := range map[string]string{"q": filter.Query, "program": filter.Program, "state": string(filter.State)} {
		if value != "" {
			query.Set(name, value)
		}
	}
	list.Pager.Shown = len(list.Rows)
	if after != "" {
		list.Pager.PreviousHref = path + "?" + query.Encode()
	}
	if found.Next != "" {
		query.Set("after", found.Next)
		list.Pager.NextHref = path + "?" + query.Encode()
	}
	return list, err
}
