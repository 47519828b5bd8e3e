package compose

import (
	"slices"
	"strconv"

	"stint/internal/view"
	"stint/internal/view/people"
	"stint/internal/view/shell"

	"stint/internal/access"
	"stint/internal/account"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/internship"
	"stint/internal/meeting"
	"stint/internal/meeting/preparation"
	"stint/internal/plan"
	"stint/internal/plan/prompt"
	"stint/internal/sqldb"
)

// Meeting is one meeting as intern and mentor see it.
func (v *Views) Meeting(tx *sqldb.Tx, who account.Principal, of id.Meeting) (view.Meeting, error) {
	m, err := meeting.Find(tx, who.Actor, of)
	if err != nil {
		return view.Meeting{}, err
	}
	b, err := v.meetingBasis(tx, who, m.Internship)
	if err != nil {
		return view.Meeting{}, err
	}
	all, err := meeting.List(tx, who.Actor, m.Internship)
	if err != nil {
		return view.Meeting{}, err
	}
	page := v.meetingHead(who, &b, m, all)
	if len(b.roles) > 0 && m.Ahead(tx.Now()) {
		page.May.Add, page.May.Move = !b.x.State.Over(), !b.x.State.Over()
	}
	if err := v.agendaOf(tx, who, &b, m, &page); err != nil {
		return page, err
	}
	if page.Notes, err = v.notesOf(tx, who, &b, m); err != nil {
		return page, err
	}
	last, err := meeting.LastTime(tx, who.Actor, of)
	for _, t := range last.Tasks {
		page.Last = append(page.Last, view.TaskRow{Person: t.Name, Text: t.Text, Done: t.Done})
	}
	return page, err
}

// meetingBasis is the basis of pages about meetings. Whoever was intern or mentor
// once has no part in the internship any more, but keeps the meetings of their
// own time: they get the last terms under which they were, and what they see of
// the meetings themselves is for package meeting to say.
func (v *Views) meetingBasis(tx *sqldb.Tx, who account.Principal, of id.Internship) (basis, error) {
	roles, err := access.RolesOn(tx, who.Actor, of)
	if err != nil {
		return basis{}, err
	}
	if roles.HasAny(access.Intern, access.Mentor) {
		return v.basisOf(tx, who, of)
	}
	own, err := sqldb.Count(tx, "SELECT COALESCE(max(t.revision), 0) FROM terms t WHERE t.internship_id = ? AND (t.mentor_id = ? OR t.intern_id = ?)", of, who.Person.ID, who.Person.ID)
	if err != nil {
		return basis{}, err
	}
	if own == 0 {
		return basis{}, fault.Missing("meeting")
	}
	b := basis{}
	if b.terms, err = internship.TermsOf(tx, of, own); err != nil {
		return b, err
	}
	if b.version, err = v.programs.FindVersion(tx, b.terms.ProgramVersion); err != nil {
		return b, err
	}
	b.x = internship.Internship{ID: of, Intern: b.terms.Intern, State: internship.Ended}
	b.people, err = people.Name(tx, who.Person.ID, b.terms.Intern, b.terms.Mentor)
	return b, err
}

func (v *Views) meetingHead(who account.Principal, b *basis, m meeting.Meeting, all []meeting.Meeting) view.Meeting {
	other := b.terms.Mentor
	if who.Person.ID == other {
		other = b.terms.Intern
	}
	page := view.Meeting{
		ID: m.ID, Internship: m.Internship, Intern: b.people.Ref(b.terms.Intern), Mentor: b.people.Ref(b.terms.Mentor), Program: b.version.Title,
		Kind: kindOf(m.Kind), Number: m.Week, Of: b.terms.Weeks, At: m.Starts, Minutes: m.Minutes, Zone: m.Zone.Location(),
		OtherZone: b.people.Known[other].Location(), Version: m.Version,
		May: view.MeetingRights{Write: b.roles.HasAny(access.Intern, access.Mentor)},
	}
	for i, x := range all {
		if x.ID != m.ID {
			continue
		}
		if i > 0 {
			page.Previous = &view.MeetingRef{ID: all[i-1].ID, At: all[i-1].Starts}
		}
		if i+1 < len(all) {
			page.Next = &view.MeetingRef{ID: all[i+1].ID, At: all[i+1].Starts}
		}
	}
	return page
}

func kindOf(k meeting.Kind) view.MeetingKind {
	switch k {
	case meeting.KickOff:
		return view.MeetingKickoff
	case meeting.Presentation:
		return view.MeetingPresentation
	}
	return view.MeetingOneOnOne
}

var agendaKinds = map[meeting.ItemKind]view.AgendaKind{
	meeting.KindPrompt: view.AgendaPrompt, meeting.KindDeliverable: view.AgendaShow, meeting.KindPresentation: view.AgendaShow,
	meeting.KindCarried: view.AgendaCarried, meeting.KindBlocker: view.AgendaBlocker, meeting.KindTopic: view.AgendaTopic, meeting.KindWants: view.AgendaTopic,
}

// agendaOf fills in the topics, with the answers that stand behind questions,
// and what each of the two has to prepare.
func (v *Views) agendaOf(tx *sqldb.Tx, who account.Principal, b *basis, m meeting.Meeting, page *view.Meeting) error {
	items, err := meeting.Agenda(tx, who.Actor, m.ID)
	if err != nil {
		return err
	}
	if len(b.roles) == 0 {
		for _, item := range items {
			page.Agenda = append(page.Agenda, v.agendaRow(b, item)) // the plan is no longer theirs to see
		}
		return nil
	}
	wanted, err := wantsOn(tx, who, m.Internship, items)
	if err != nil {
		return err
	}
	whole, err := plan.Read(tx, who.Actor, m.Internship)
	if err != nil {
		return err
	}
	maker, err := v.maker(tx, who, b, m.Week, plan.Plan{Choices: whole.Choices}, nil, nil)
	if err != nil {
		return err
	}
	questions := map[string]*prompt.Prompt{}
	for i := range whole.Prompts {
		questions[string(whole.Prompts[i].ID)] = &whole.Prompts[i]
	}
	activities, weekOf := map[string]*plan.Activity{}, map[id.Activity]int{}
	for i := range whole.Activities {
		a := &whole.Activities[i]
		activities[string(a.ID)], weekOf[a.ID] = a, a.Week
	}
	page.Estimate = meeting.Estimate(items)
	now := m.Ahead(tx.Now()) && !m.Starts.After(tx.Now())
	for _, item := range items {
		row := v.agendaRow(b, item)
		if q := questions[item.Source]; q != nil && item.Kind == meeting.KindPrompt {
			p := maker.prompt(q)
			row.Href, row.Prompt, row.Answer, row.AnswerAt, row.Reply, row.MayReply = "/prompts/"+item.Source, q.ID, p.Answer, p.AnswerAt, p.Reply, p.MayReply
		}
		if w, ok := wanted[item.Source]; ok && item.Kind == meeting.KindWants {
			row.Href, row.Body = "/internships/"+string(m.Internship)+"/preparation#wants", v.rich(w.Body)
		}
		if a := activities[item.Source]; a != nil && item.Kind != meeting.KindPrompt {
			row.Href, row.Activity = "/activities/"+item.Source, view.Kind(a.Kind)
		}
		if now && row.State == view.AgendaOpen {
			row.Now, now = true, false
		}
		page.Agenda = append(page.Agenda, row)
	}
	page.Before = before(page, whole.Prompts, weekOf, m.Week)
	return nil
}

// wantsOn are what people want from the internship, by author, where an agenda
// has it.
func wantsOn(tx *sqldb.Tx, who account.Principal, of id.Internship, items []meeting.Item) (map[string]preparation.Want, error) {
	if !slices.ContainsFunc(items, func(i meeting.Item) bool { return i.Kind == meeting.KindWants }) {
		return nil, nil
	}
	found, err := preparation.FindWants(tx, who.Actor, of)
	wanted := map[string]preparation.Want{}
	for _, w := range found.Newest() {
		wanted[string(w.Author)] = w
	}
	return wanted, err
}

func (v *Views) agendaRow(b *basis, item meeting.Item) view.AgendaRow {
	row := view.AgendaRow{
		ID: item.ID, Kind: agendaKinds[item.Kind], Title: v.plain(item.Title), Minutes: item.Minutes, Version: item.Version,
		By: b.people.Maybe(knownOnly(b.people, item.AddedBy)), MaySet: b.roles.HasAny(access.Intern, access.Mentor) && item.State != meeting.Carried && item.State != meeting.Withdrawn,
	}
	switch item.State {
	case meeting.Discussed:
		row.State = view.AgendaDiscussed
	case meeting.Parked, meeting.Carried:
		row.State = view.AgendaParked
	}
	if item.From != nil {
		row.From = &view.MeetingRef{ID: item.From.Meeting, At: item.From.Starts}
	}
	if item.To != nil {
		row.ParkedTo = &view.MeetingRef{ID: item.To.Meeting, At: item.To.Starts}
	}
	return row
}

// before is what each of the two has to do before the call. What the mentor
// learns of the intern's answers is only whether they are on the agenda.
func before(page *view.Meeting, questions []prompt.Prompt, weekOf map[id.Activity]int, week int) []view.BeforeRow {
	prepared, unread := 0, 0
	for _, row := range page.Agenda {
		if row.Kind == view.AgendaPrompt && !row.Answer.IsZero() {
			prepared++
			if row.Reply == nil {
				unread++
			}
		}
	}
	open := 0
	for i := range questions {
		if q := &questions[i]; q.State == prompt.Open && weekOf[q.Head] == week {
			open++
		}
	}
	intern := view.BeforeRow{Person: page.Intern, Text: "Every question of the week is prepared", Done: true}
	if open > 0 {
		intern = view.BeforeRow{Person: page.Intern, Text: plural(open, "question of the week is not on the agenda yet", "questions of the week are not on the agenda yet")}
	}
	mentor := view.BeforeRow{Person: page.Mentor, Text: "Nothing to read", Done: true}
	if unread > 0 {
		mentor = view.BeforeRow{Person: page.Mentor, Text: "Read " + plural(unread, "answer", "answers"), Minutes: 2 * unread}
	}
	return []view.BeforeRow{intern, mentor}
}

// notesOf are the notes on the meeting as a whole.
func (v *Views) notesOf(tx *sqldb.Tx, who account.Principal, b *basis, m meeting.Meeting) (view.Notes, error) {
	var out view.Notes
	notes, err := meeting.Notes(tx, who.Actor, m.ID)
	if err != nil {
		return out, err
	}
	for _, n := range notes {
		if n.Item != "" {
			continue
		}
		out.Text, out.Body, out.Version, out.At, out.By = n.Body, v.rich(n.Body), n.Version, n.At, b.people.Ref(n.Author)
		if n.Other != nil && n.Author == who.Person.ID && n.Other.Author != who.Person.ID {
			out.Conflict = &view.NotesConflict{By: b.people.Ref(n.Other.Author), At: n.Other.At, Theirs: n.Other.Body, Mine: n.Body, Version: n.Version}
		}
	}
	versions, err := meeting.History(tx, who.Actor, m.ID, "", 0, 20)
	for _, n := range versions {
		out.History = append(out.History, view.NotesVersion{Number: n.Version, At: n.At, By: b.people.Ref(n.Author), Body: v.rich(n.Body)})
	}
	return out, err
}

// Meetings is the list of an internship's meetings.
func (v *Views) Meetings(tx *sqldb.Tx, who account.Principal, of id.Internship) (view.Meetings, error) {
	list := view.Meetings{Internship: of}
	b, err := v.meetingBasis(tx, who, of)
	if err != nil {
		return list, err
	}
	all, err := meeting.List(tx, who.Actor, of)
	if err != nil {
		return list, err
	}
	sizes, err := agendaSizes(tx, of)
	if err != nil {
		return list, err
	}
	other := b.terms.Mentor
	if who.Person.ID == other {
		other = b.terms.Intern
	}
	list.Title = "1:1s with " + b.people.Ref(other).Name
	for _, m := range all {
		size := sizes[m.ID]
		row := view.MeetingRow{
			ID: m.ID, With: b.people.Ref(other), Kind: kindOf(m.Kind), Number: m.Week, At: m.Starts, Minutes: m.Minutes,
			Topics: size.topics, Estimate: size.estimate, Discussed: size.discussed, HasNotes: size.notes > 0, Moved: m.ByHand,
		}
		if m.Ahead(tx.Now()) {
			list.Ahead = append(list.Ahead, row)
		} else {
			list.Past = append(list.Past, row)
		}
	}
	slices.Reverse(list.Past)
	return list, nil
}

type agendaSize struct{ topics, estimate, discussed, notes int }

// agendaSizes measures the agendas of an internship's meetings, in one query.
// The caller has found the meetings as somebody who may see them.
func agendaSizes(tx *sqldb.Tx, of id.Internship) (map[id.Meeting]agendaSize, error) {
	type line struct {
		of id.Meeting
		agendaSize
	}
	lines, err := sqldb.List(tx, func(s sqldb.Scanner) (l line, err error) {
		return l, s.Scan(&l.of, &l.topics, &l.estimate, &l.discussed, &l.notes)
	}, `
		SELECT m.id,
			(SELECT count(*) FROM agenda_item a WHERE a.meeting_id = m.id AND a.state IN ('open', 'discussed')),
			(SELECT COALESCE(sum(a.minutes), 0) FROM agenda_item a WHERE a.meeting_id = m.id AND a.state IN ('open', 'discussed')),
			(SELECT count(*) FROM agenda_item a WHERE a.meeting_id = m.id AND a.state = 'discussed'),
			(SELECT count(*) FROM note n WHERE n.meeting_id = m.id)
		FROM meeting m WHERE m.internship_id = ?`, of)
	sizes := make(map[id.Meeting]agendaSize, len(lines))
	for _, l := range lines {
		sizes[l.of] = l.agendaSize
	}
	return sizes, err
}

// AllMeetings is every meeting that lies ahead of the reader, over all their
// internships; of one's own internship alone it is the whole list.
func (v *Views) AllMeetings(tx *sqldb.Tx, who account.Principal) (view.Meetings, error) {
	parts, err := shell.PartsOf(tx, who.Actor)
	if err != nil {
		return view.Meetings{}, err
	}
	list := view.Meetings{Title: "1:1s"}
	if hasWeeks(parts.OwnState) {
		own, err := v.Meetings(tx, who, parts.Own)
		if err != nil || parts.Mentoring == 0 {
			return own, err
		}
		list.Ahead = own.Ahead
	}
	rows, err := nextMeetings(tx, who)
	list.Ahead = append(list.Ahead, rows...)
	slices.SortStableFunc(list.Ahead, func(a, b view.MeetingRow) int { return a.At.Compare(b.At) })
	return list, err
}

// plural says a number with its noun.
func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}
