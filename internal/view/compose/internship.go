package compose

import (
	"cmp"
	"fmt"
	"slices"
	"stint/internal/program"
	"stint/internal/view"
	"stint/internal/view/people"
	"stint/internal/view/signing"
	"time"

	"stint/internal/access"
	"stint/internal/account"
	"stint/internal/audit"
	"stint/internal/id"
	"stint/internal/internship"
	"stint/internal/meeting/preparation"
	"stint/internal/plan"
	"stint/internal/program/reader"
	"stint/internal/sqldb"
)

// Internship is the page of a whole internship.
func (v *Views) Internship(tx *sqldb.Tx, who account.Principal, of id.Internship) (view.Internship, error) {
	x, err := internship.Find(tx, who.Actor, of)
	if err != nil {
		return view.Internship{}, err
	}
	if x.Current() == 0 {
		return v.exploring(tx, who, x)
	}
	b, err := v.basisOf(tx, who, of)
	if err != nil {
		return view.Internship{}, err
	}
	book, err := signing.Open(tx, who, x, b.roles, b.terms.Intern, b.terms.Mentor, b.terms.ProposedBy)
	if err != nil {
		return view.Internship{}, err
	}
	b.people = book.People
	s := signer{Book: book, b: &b}
	page := view.Internship{
		ID: of, Intern: b.people.Ref(b.terms.Intern), Mentor: b.people.Ref(b.terms.Mentor), Program: b.program(),
		State: view.State(x.State), Since: since(x), Signatures: s.Signatures(s.Newest()), May: s.may(),
		Promised: b.terms.Minutes * (b.terms.Weeks - b.terms.EntryWeek + 1),
	}
	page.Terms = s.Terms(b.terms) // by themselves: the history is only read so far back
	if x.Pending() && x.InForce > 0 && x.State.Running() {
		page.Pending = s.Terms(s.Newest().Terms)
	}
	if err := v.progressOf(tx, who, &b, &page); err != nil {
		return view.Internship{}, err
	}
	if page.Open, err = standingOpen(tx, who, x); err != nil {
		return view.Internship{}, err
	}
	for _, row := range page.Setup {
		if !row.Done {
			page.Open++
		}
	}
	page.Attention = s.attention(page)
	if x.State.Over() && x.EndedHow != internship.HowCompleted {
		page.Ending = &view.Ending{At: x.EndedAt, By: b.people.Actor(x.EndedBy), Reason: x.EndedWhy}
	}
	page.History, err = v.history(tx, who, of)
	return page, err
}

// standingOpen counts what is open of the standing items before the start, while
// that is still said: until the internship is over.
func standingOpen(tx *sqldb.Tx, who account.Principal, x internship.Internship) (int, error) {
	if x.State.Over() {
		return 0, nil
	}
	lines, err := preparation.Checklist(tx, who.Actor, x.ID)
	return len(preparation.Missing(lines)), err
}

// exploring is an internship that has no terms yet.
func (v *Views) exploring(tx *sqldb.Tx, who account.Principal, x internship.Internship) (view.Internship, error) {
	p, err := people.Name(tx, who.Person.ID, x.Intern, x.EndedBy)
	if err != nil {
		return view.Internship{}, err
	}
	roles, err := access.RolesOn(tx, who.Actor, x.ID)
	if err != nil {
		return view.Internship{}, err
	}
	title, err := v.programTitle(tx, who, x.Program)
	page := view.Internship{
		ID: x.ID, Intern: p.Ref(x.Intern), Program: view.ProgramRef{ID: x.Program, Title: title}, State: view.State(x.State), Since: since(x),
		May: view.InternshipRights{Propose: roles.Has(access.Intern) && !x.State.Over(), End: roles.HasAny(access.Intern, access.Coordinator) && !x.State.Over()},
	}
	if err == nil {
		page.History, err = v.history(tx, who, x.ID)
	}
	if x.State.Over() {
		page.Ending = &view.Ending{At: x.EndedAt, By: p.Actor(x.EndedBy), Reason: x.EndedWhy}
	}
	return page, err
}

func (b *basis) program() view.ProgramRef {
	return view.ProgramRef{ID: b.x.Program, Title: b.version.Title, Version: b.version.Number, VersionID: b.version.ID}
}

// since is when an internship came into its state.
func since(x internship.Internship) time.Time {
	switch {
	case !x.EndedAt.IsZero():
		return x.EndedAt
	case !x.PausedAt.IsZero():
		return x.PausedAt
	case !x.StartedAt.IsZero():
		return x.StartedAt
	}
	return x.ChangedAt
}

// progressOf fills in what the plan says: the figures, the track, the weeks,
// the setup and the hours. Before the agreement there is no plan, and the
// program's own weeks are shown.
func (v *Views) progressOf(tx *sqldb.Tx, who account.Principal, b *basis, page *view.Internship) error {
	f, err := plan.ProgressOf(tx, b.x.ID)
	if err != nil {
		return err
	}
	page.Progress = figure(f.Figure)
	page.Track = b.track(0, f)
	if page.Logged, err = sqldb.Count(tx, "SELECT COALESCE(sum(minutes), 0) FROM hours WHERE internship_id = ? AND taken_back_at IS NULL", b.x.ID); err != nil {
		return err
	}
	for i, span := range b.cal.WeekSpans() {
		w := page.Track.Weeks[i]
		row := view.WeekRow{Number: w.Number, Title: b.title(w.Number), From: span.From, To: span.To, Progress: figure(f.Week(w.Number)), State: w.State, Pause: w.Pause}
		if w.State == view.WeekLate {
			row.Progress.Carried = row.Progress.Total - row.Progress.Done
			page.Progress.Carried += row.Progress.Carried
		}
		page.Weeks = append(page.Weeks, row)
	}
	setup, err := plan.ReadWeek(tx, who.Actor, b.x.ID, 0, b.current)
	if err != nil {
		return err
	}
	for i := range setup.Activities {
		a := &setup.Activities[i]
		if a.Shape != reader.RoleLeaf && a.Shape != reader.RoleMilestone || a.State == plan.Replaced {
			continue
		}
		page.Setup = append(page.Setup, view.SetupRow{
			ID: string(a.ID), Text: v.plain(a.Text), Whose: ownerRole(a.Owner), Done: a.State == plan.Done,
			By: b.people.Maybe(knownOnly(b.people, a.StateBy)), Href: "/activities/" + string(a.ID),
			MayTick: page.May.Setup && (a.State == plan.Open || a.State == plan.Done) && a.OwnedBy(b.roles),
		})
	}
	return nil
}

// knownOnly keeps a person whose name the page has read.
func knownOnly(p people.Named, who id.Person) id.Person {
	if _, ok := p.Known[who]; !ok {
		return ""
	}
	return who
}

func ownerRole(owner reader.Owner) view.Role {
	switch owner {
	case reader.OwnerMentor:
		return view.RoleMentor
	case reader.OwnerManager:
		return view.RoleInternManager
	case reader.OwnerMentorManager:
		return view.RoleMentorManager
	case reader.OwnerAll:
		return ""
	}
	return view.RoleIntern
}

// historyLength is how many events the page of an internship shows.
const historyLength = 20

// history is what happened, newest first, as far as the reader may see it:
// what concerns 1:1s and answers is the pair's, and what happens every day
// (ticks, topics) would bury what matters.
func (v *Views) history(tx *sqldb.Tx, who account.Principal, of id.Internship) ([]view.HistoryRow, error) {
	if _, err := access.Require(tx, who.Actor, access.AuditFind, of); err != nil {
		return nil, err
	}
	events, err := audit.ListNamed(tx, string(of), milestones[:], historyLength)
	if err != nil {
		return nil, err
	}
	var ids []id.Person
	for _, e := range events {
		ids = append(ids, e.Actor)
	}
	p, err := people.Name(tx, who.Person.ID, ids...)
	var rows []view.HistoryRow
	for _, e := range events {
		rows = append(rows, view.HistoryRow{At: e.At, By: p.Actor(e.Actor), Text: happened(e.Name)})
	}
	return rows, err
}

// milestones are the events that the page of an internship shows. All of them
// are about what each of its readers may see.
var milestones = [...]string{
	"internship.explored", "internship.proposed", "internship.revised", "internship.agreed", "internship.started",
	"internship.paused", "internship.resumed", "internship.completed", "internship.ended",
	"sign-off.given", "sign-off.refused", "approval.recorded", "stand-in.named", "manager.changed",
	"activity.added", "activity.moved", "activity.replaced", "activity.waived", "activity.skipped", "branch.chosen",
}

// signer says what can be done about the terms, and what they wait for.
type signer struct {
	signing.Book
	b *basis
}

// may says what the reader can do with the internship now.
func (s *signer) may() view.InternshipRights {
	x, roles := s.b.x, s.b.roles
	over := x.State.Over()
	return view.InternshipRights{
		Propose: roles.HasAny(access.Intern, access.Mentor) && !over,
		Sign:    s.Owes(),
		End:     roles.HasAny(access.Intern, access.Mentor, access.Coordinator) && !over,
		Record:  x.Pending() && roles.Has(access.Coordinator),
		StandIn: roles.Has(access.Coordinator) && !over && s.Vacant(),
		Setup:   !over && x.InForce > 0 && x.State != internship.Proposed,
		Finish:  roles.HasAny(access.Intern, access.Mentor, access.Coordinator) && x.State.Running() && !s.b.today.Before(s.b.terms.CompletesFrom()),
	}
}

// attention is what needs the reader, or what they wait for, most urgent
// first.
func (s *signer) attention(page view.Internship) []view.Attention {
	var list []view.Attention
	x := s.b.x
	sign := "/internships/" + string(x.ID) + "/sign-off"
	if page.May.Sign && !s.Refused() {
		list = append(list, view.Attention{Text: fmt.Sprintf("Revision %d waits for your answer", x.Revision), Href: sign, Mine: true, Since: s.Newest().ProposedAt})
	}
	if x.Pending() {
		for _, g := range page.Signatures {
			switch {
			case g.State == view.SignatureRefused && s.b.roles.Has(access.Intern):
				list = append(list, view.Attention{Text: g.Person.Name + " declined. Propose other terms, or withdraw", Href: "/internships/" + string(x.ID) + "/terms/new", Mine: true, Since: g.At})
			case g.State == view.SignatureRefused && !g.Person.You:
				list = append(list, view.Attention{Text: g.Person.Name + " declined. " + s.b.people.Ref(x.Intern).Name + " can propose other terms, or withdraw", Href: sign, Since: g.At})
			case g.State == view.SignatureMissing:
				list = append(list, view.Attention{Text: "A coordinator has to name who signs where the directory has no manager", Href: sign, Mine: page.May.StandIn, Since: s.Newest().ProposedAt})
			case (g.State == view.SignatureOpen || g.State == view.SignatureVoid) && !g.Person.You:
				list = append(list, view.Attention{Text: g.Person.Name + " has not answered revision " + fmt.Sprint(x.Revision), Href: sign, Since: s.Newest().ProposedAt})
			}
		}
	}
	if n := page.Open; n > 0 && (x.State == internship.Agreed || x.State.Running() && s.b.current <= 1) {
		list = append(list, view.Attention{Text: plural(n, "thing is", "things are") + " open from before the start", Href: "/internships/" + string(x.ID) + "/preparation", Mine: s.b.roles.HasAny(access.Intern, access.Mentor)})
	}
	if n := page.Progress.Carried; n > 0 && x.State.Running() {
		list = append(list, view.Attention{Text: fmt.Sprintf("%d carried over from earlier weeks", n), Href: "/internships/" + string(x.ID) + "/week", Mine: s.b.roles.Has(access.Intern)})
	}
	if page.May.Finish {
		list = append(list, view.Attention{Text: "This is the last week. Mark it complete when you are done", Href: "#finish", Mine: true})
	}
	slices.SortStableFunc(list, func(a, b view.Attention) int { return cmp.Compare(rank(a), rank(b)) })
	return list
}

func rank(a view.Attention) int {
	if a.Mine {
		return 0
	}
	return 1
}

// programTitle is the title of a program that has no version to show yet.
func (v *Views) programTitle(tx *sqldb.Tx, who account.Principal, p id.Program) (string, error) {
	found, err := program.Find(tx, who.Actor, p)
	return found.Title, err
}
