package compose

import (
	"cmp"
	"fmt"
	"slices"
	"stint/internal/program"
	"stint/internal/view"
	"stint/internal/view/people"
	"stint/internal/view/shell"
	"time"

	"stint/internal/access"
	"stint/internal/account"
	"stint/internal/audit"
	"stint/internal/id"
	"stint/internal/internship"
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
	history, err := internship.Revisions(tx, who.Actor, of)
	if err != nil {
		return view.Internship{}, err
	}
	s := signer{v: v, tx: tx, who: who, b: &b, history: history}
	if err := s.name(); err != nil {
		return view.Internship{}, err
	}
	page := view.Internship{
		ID: of, Intern: b.people.Ref(b.terms.Intern), Mentor: b.people.Ref(b.terms.Mentor), Program: b.program(),
		State: view.State(x.State), Since: since(x), Signatures: s.signatures(history[0]), May: s.may(),
		Promised: b.terms.Minutes * (b.terms.Weeks - b.terms.EntryWeek + 1),
	}
	page.Terms = s.terms(b.terms) // by themselves: the history is only read so far back
	if x.Pending() && x.InForce > 0 && x.State.Running() {
		page.Pending = s.terms(history[0].Terms)
	}
	if err := v.progressOf(tx, who, &b, &page); err != nil {
		return view.Internship{}, err
	}
	page.Attention = s.attention(page)
	if x.State.Over() && x.EndedHow != internship.HowCompleted {
		page.Ending = &view.Ending{At: x.EndedAt, By: b.people.Actor(x.EndedBy), Reason: x.EndedWhy}
	}
	page.History, err = v.history(tx, who, of)
	return page, err
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
	figures, err := plan.Figures(tx, []id.Internship{b.x.ID})
	if err != nil {
		return err
	}
	f := figures[b.x.ID]
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

// signer turns revisions and signatures into what pages show.
type signer struct {
	v       *Views
	tx      *sqldb.Tx
	who     account.Principal
	b       *basis
	history []internship.Revision
	// versions are those of the program that the history names, beside the one
	// of the basis.
	versions map[id.ProgramVersion]program.Version
}

// name reads the names of everybody who signed or was asked, in one query, and
// of the versions of the program where there are several.
func (s *signer) name() (err error) {
	ids := []id.Person{s.b.terms.Intern, s.b.terms.Mentor, s.b.terms.ProposedBy, s.b.x.EndedBy, s.b.x.Intern}
	var others []id.ProgramVersion
	for _, r := range s.history {
		if r.ProgramVersion != s.b.version.ID && !slices.Contains(others, r.ProgramVersion) {
			others = append(others, r.ProgramVersion)
		}
		ids = append(ids, r.ProposedBy, r.Intern, r.Mentor)
		for _, g := range r.Signatures {
			ids = append(ids, g.Person, g.RecordedBy)
		}
	}
	if len(others) > 0 {
		if s.versions, err = program.Versions(s.tx, others); err != nil {
			return err
		}
	}
	s.b.people, err = people.Name(s.tx, s.who.Person.ID, slices.Compact(slices.Sorted(slices.Values(ids)))...)
	return err
}

// program is the version of the program that terms name.
func (s *signer) program(named id.ProgramVersion) view.ProgramRef {
	ref := s.b.program()
	if v, other := s.versions[named]; other {
		ref.Title, ref.Version, ref.VersionID = v.Title, v.Number, v.ID
	}
	return ref
}

var signatureStates = map[internship.SignatureState]view.SignatureState{
	internship.SignatureSigned: view.SignatureGiven, internship.SignatureRefused: view.SignatureRefused, internship.SignatureVoid: view.SignatureVoid,
	internship.SignatureVacant: view.SignatureMissing,
}

// signatures are the places under a revision; one for both managers where one
// person signs for both.
func (s *signer) signatures(r internship.Revision) []view.Signature {
	var list []view.Signature
	for _, g := range r.Signatures {
		if g.Both && g.Role == access.MentorManager {
			for i := range list {
				if list[i].Person.ID == g.Person && list[i].Person.ID != "" && slices.Contains(list[i].Roles, view.RoleInternManager) {
					list[i].Roles = append(list[i].Roles, view.RoleMentorManager)
				}
			}
			continue
		}
		row := view.Signature{
			Roles: []view.Role{view.Role(g.Role)}, Person: s.b.people.Ref(g.Person), State: signatureStates[g.State], Revision: g.Revision, At: g.At,
			Proposed: g.State == internship.SignatureSigned && g.Person == r.ProposedBy && g.At.Equal(r.ProposedAt),
			Carried:  g.CarriedFrom > 0, StandIn: g.StandIn, Recorded: s.b.people.Maybe(g.RecordedBy), Evidence: g.Evidence, Reason: g.Reason,
		}
		if p, ok := s.b.people.Known[g.Person]; ok {
			row.Zone = p.Location()
		}
		list = append(list, row)
	}
	return list
}

// terms are one revision as pages show it.
func (s *signer) terms(r internship.Terms) *view.Terms {
	b := s.b
	zone := shell.ZoneOf(r.Zone)
	t := &view.Terms{
		Revision: r.Revision, Program: s.program(r.ProgramVersion), Start: r.Start, End: r.Calendar().End(), Zone: zone, Weeks: r.Weeks, Minutes: r.Minutes,
		Rhythm: view.Rhythm{Weekday: r.Rhythm.Weekday, At: r.Rhythm.Clock, Zone: r.Rhythm.Zone.Location(), Minutes: r.Rhythm.Minutes},
		Entry:  r.EntryWeek, Intern: b.people.Ref(r.Intern), Mentor: b.people.Ref(r.Mentor), Message: r.Message,
		By: b.people.Ref(r.ProposedBy), At: r.ProposedAt, Digest: grouped(r.Digest), Sum: r.Digest,
	}
	if p, ok := b.people.Known[r.Intern]; ok {
		t.FullWeek = int(p.Week().Hours().Minutes())
	}
	for _, pause := range r.Pauses {
		t.Pauses = append(t.Pauses, view.Span{From: pause.From, To: pause.To})
	}
	return t
}

// grouped is the beginning of a digest as people compare it: three groups of
// four.
func grouped(digest string) string {
	if len(digest) < 12 {
		return digest
	}
	return digest[:4] + " " + digest[4:8] + " " + digest[8:12]
}

// may says what the reader can do with the internship now.
func (s *signer) may() view.InternshipRights {
	x, roles := s.b.x, s.b.roles
	over := x.State.Over()
	return view.InternshipRights{
		Propose: roles.HasAny(access.Intern, access.Mentor) && !over,
		Sign:    x.Pending() && s.owes(),
		End:     roles.HasAny(access.Intern, access.Mentor, access.Coordinator) && !over,
		Record:  x.Pending() && roles.Has(access.Coordinator),
		StandIn: roles.Has(access.Coordinator) && !over && s.vacant(),
		Setup:   !over && x.InForce > 0 && x.State != internship.Proposed,
		Finish:  roles.HasAny(access.Intern, access.Mentor, access.Coordinator) && x.State.Running() && !s.b.today.Before(s.b.terms.CompletesFrom()),
	}
}

// owes reports whether an answer to the newest revision is asked of the reader.
func (s *signer) owes() bool {
	for _, g := range s.history[0].Signatures {
		if g.Person == s.who.Person.ID && s.b.roles.Has(g.Role) && g.State != internship.SignatureSigned {
			return true
		}
	}
	return false
}

// refused reports whether the reader's answer to the newest revision is a
// refusal: it can be changed, but waits for nothing.
func (s *signer) refused() bool {
	return slices.ContainsFunc(s.history[0].Signatures, func(g internship.Signature) bool {
		return g.State == internship.SignatureRefused && g.Person == s.who.Person.ID && s.b.roles.Has(g.Role)
	})
}

func (s *signer) vacant() bool {
	return slices.ContainsFunc(s.history[0].Signatures, func(g internship.Signature) bool { return g.State == internship.SignatureVacant })
}

// attention is what needs the reader, or what they wait for, most urgent
// first.
func (s *signer) attention(page view.Internship) []view.Attention {
	var list []view.Attention
	x := s.b.x
	sign := "/internships/" + string(x.ID) + "/sign-off"
	if page.May.Sign && !s.refused() {
		list = append(list, view.Attention{Text: fmt.Sprintf("Revision %d waits for your answer", x.Revision), Href: sign, Mine: true, Since: s.history[0].ProposedAt})
	}
	if x.Pending() {
		for _, g := range page.Signatures {
			switch {
			case g.State == view.SignatureRefused && s.b.roles.Has(access.Intern):
				list = append(list, view.Attention{Text: g.Person.Name + " declined. Propose other terms, or withdraw", Href: "/internships/" + string(x.ID) + "/terms/new", Mine: true, Since: g.At})
			case g.State == view.SignatureMissing:
				list = append(list, view.Attention{Text: "A coordinator has to name who signs where the directory has no manager", Href: sign, Mine: page.May.StandIn, Since: s.history[0].ProposedAt})
			case (g.State == view.SignatureOpen || g.State == view.SignatureVoid) && !g.Person.You:
				list = append(list, view.Attention{Text: g.Person.Name + " has not answered revision " + fmt.Sprint(x.Revision), Href: sign, Since: s.history[0].ProposedAt})
			}
		}
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
