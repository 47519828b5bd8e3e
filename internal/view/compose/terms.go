package compose

import (
	"fmt"
	"slices"
	"stint/internal/view"
	"stint/internal/view/people"
	"stint/internal/worktime"
	"strings"
	"time"

	"stint/internal/access"
	"stint/internal/account"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/internship"
	"stint/internal/program"
	"stint/internal/sqldb"
)

// SignOff is the page on which a party answers the newest terms, and on which
// the others see how they stand.
func (v *Views) SignOff(tx *sqldb.Tx, who account.Principal, of id.Internship) (view.SignOff, error) {
	b, err := v.basisOf(tx, who, of)
	if err != nil {
		return view.SignOff{}, err
	}
	history, err := internship.Revisions(tx, who.Actor, of)
	if err != nil {
		return view.SignOff{}, err
	}
	newest := history[0]
	if newest.ProgramVersion != b.version.ID {
		if b.version, err = v.programs.FindVersion(tx, newest.ProgramVersion); err != nil {
			return view.SignOff{}, err
		}
	}
	s := signer{v: v, tx: tx, who: who, b: &b, history: history}
	if err := s.name(); err != nil {
		return view.SignOff{}, err
	}
	may := s.may()
	page := view.SignOff{
		Internship: of, Intern: b.people.Ref(newest.Intern), Mentor: b.people.Ref(newest.Mentor), State: view.State(b.x.State),
		Terms: *s.terms(newest.Terms), Signatures: s.signatures(newest), Revisions: s.revisions(), MaySign: may.Sign, Answered: s.answered(),
	}
	for _, r := range history[1:] {
		if page.Signed == nil && s.approved(r) {
			page.Signed = s.terms(r.Terms)
		}
	}
	for _, role := range access.PartyRoles {
		if b.roles.Has(role) {
			page.You = append(page.You, view.Role(role))
		}
	}
	if may.Record || may.StandIn {
		page.Approval, err = s.approvalForm(may)
	}
	return page, err
}

// answered reports whether the reader has approved the newest revision.
func (s *signer) answered() bool { return s.approved(s.history[0]) }

func (s *signer) approved(r internship.Revision) bool {
	return slices.ContainsFunc(r.Signatures, func(g internship.Signature) bool {
		return g.Person == s.who.Person.ID && s.b.roles.Has(g.Role) && (g.State == internship.SignatureSigned || g.State == internship.SignatureVoid) && g.Revision == r.Revision
	})
}

// revisions tell how it got here, newest first.
func (s *signer) revisions() []view.RevisionRow {
	var rows []view.RevisionRow
	for _, r := range s.history {
		row := view.RevisionRow{Revision: r.Revision, By: s.b.people.Ref(r.ProposedBy), At: r.ProposedAt, Message: r.Message}
		var approved, refused []string
		for _, g := range r.Signatures {
			name := s.b.people.Ref(g.Person).Name
			if g.Person == s.who.Person.ID {
				name = "You"
			}
			switch {
			case g.Revision != r.Revision || slices.Contains(approved, name) || slices.Contains(refused, name):
			case g.State == internship.SignatureSigned || g.State == internship.SignatureVoid:
				approved = append(approved, name)
			case g.State == internship.SignatureRefused:
				refused = append(refused, name)
			}
		}
		if len(approved) > 0 {
			row.Answers = append(row.Answers, andList(approved)+" signed")
		}
		if len(refused) > 0 {
			row.Answers = append(row.Answers, andList(refused)+" declined")
		}
		rows = append(rows, row)
	}
	return rows
}

func andList(names []string) string {
	if n := len(names); n > 1 {
		return strings.Join(names[:n-1], ", ") + " and " + names[n-1]
	}
	return strings.Join(names, "")
}

var roleLabels = map[access.Role]string{
	access.Intern: "Intern", access.Mentor: "Mentor", access.InternManager: "Intern’s manager", access.MentorManager: "Mentor’s manager",
}

// approvalForm is what a coordinator can record or name.
func (s *signer) approvalForm(may view.InternshipRights) (*view.ApprovalForm, error) {
	form := &view.ApprovalForm{}
	for _, g := range s.history[0].Signatures {
		choice := view.Choice{Value: string(g.Role), Label: roleLabels[g.Role]}
		switch {
		case g.State == internship.SignatureVacant:
			form.Vacant = append(form.Vacant, choice)
		case may.Record && (g.State == internship.SignatureOpen || g.State == internship.SignatureVoid):
			if name := s.b.people.Ref(g.Person).Name; name != "" {
				choice.Label += ", " + name
			}
			form.Open = append(form.Open, choice)
		}
	}
	if len(form.Vacant) == 0 {
		return form, nil
	}
	var err error
	form.People, err = people.Choices(s.tx, s.who, s.history[0].Intern, s.history[0].Mentor)
	return form, err
}

// TermsForm is the form for first terms, or for a revision of those of an
// internship.
func (v *Views) TermsForm(tx *sqldb.Tx, who account.Principal, of id.Internship) (view.TermsForm, error) {
	form := view.TermsForm{Internship: of, Intern: view.PersonRef{ID: who.Person.ID, Name: who.Person.FirstName(), You: true}}
	intern, latest := who.Person.ID, id.ProgramVersion("")
	var x internship.Internship
	if of != "" {
		var err error
		if x, err = internship.Find(tx, who.Actor, of); err != nil {
			return form, err
		}
		if _, err = access.Require(tx, who.Actor, access.TermsPropose, of); err != nil {
			return form, err
		}
		if x.State.Over() {
			return form, fault.New(fault.Conflict, "This internship is over, so its terms cannot be changed any more. Propose a new one.")
		}
		intern = x.Intern
	}
	versions, err := v.versionChoices(tx, who, x.Program)
	if err != nil {
		return form, err
	}
	form.Programs = versions
	if len(versions) > 0 {
		latest = id.ProgramVersion(versions[0].Value)
	}
	if x.Revision > 0 {
		if err := v.current(tx, who, of, &form); err != nil {
			return form, err
		}
		latest = form.Current.Program.VersionID
	}
	form.Active = x.State.Running()
	form.Zone, form.Start = who.Person.Zone, firstMonday(tx.Now(), who.Person.Location())
	if form.Mentors, err = people.Choices(tx, who, intern); err != nil {
		return form, err
	}
	if form.Current == nil {
		// Nobody becomes a mentor for standing first in a list.
		form.Mentors = append([]view.Choice{{Label: "Choose a mentor"}}, form.Mentors...)
	}
	form.Zones = view.OfferedZones()
	if latest != "" {
		var version program.Version
		if version, err = v.programs.FindVersion(tx, latest); err == nil {
			form.Rules = rulesOf(version)
		}
	}
	return form, err
}

// firstMonday is the start that the form proposes: the first Monday that leaves
// the four a week to sign.
func firstMonday(now time.Time, loc *time.Location) worktime.Date {
	d := worktime.DateOf(now, loc).AddDays(7)
	for d.Weekday() != time.Monday {
		d = d.AddDays(1)
	}
	return d
}

// current fills in the terms that a revision begins with: the newest ones.
func (v *Views) current(tx *sqldb.Tx, who account.Principal, of id.Internship, form *view.TermsForm) error {
	b, err := v.basisOf(tx, who, of)
	if err != nil {
		return err
	}
	history, err := internship.Revisions(tx, who.Actor, of)
	if err != nil {
		return err
	}
	s := signer{v: v, tx: tx, who: who, b: &b, history: history}
	if err := s.name(); err != nil {
		return err
	}
	form.Intern, form.Base = b.people.Ref(b.x.Intern), history[0].Revision
	form.Current = s.terms(history[0].Terms)
	return nil
}

// versionChoices are the versions that terms can name: of one program all of
// them, newest first; for a first proposal the newest of each program.
func (v *Views) versionChoices(tx *sqldb.Tx, who account.Principal, of id.Program) ([]view.Choice, error) {
	var choices []view.Choice
	if of != "" {
		found, err := program.ListVersions(tx, who.Actor, of, program.Page{Limit: 100})
		for _, version := range found.Versions {
			choices = append(choices, view.Choice{Value: string(version.ID), Label: fmt.Sprintf("%s, version %d", version.Title, version.Number)})
		}
		return choices, err
	}
	programs, err := program.List(tx, who.Actor, program.Page{Limit: 100})
	for _, p := range programs.Programs {
		choices = append(choices, view.Choice{Value: string(p.Newest.ID), Label: p.Title})
	}
	return choices, err
}

// rulesOf are what a version asks of terms, in its own words where it has some.
func rulesOf(version program.Version) view.TermsRules {
	r := view.TermsRules{Minutes: version.MinMinutes, MinutesQuote: version.MinRule, Weeks: version.Weeks}
	if version.Weeks > 0 {
		r.WeeksHint = fmt.Sprintf("The program spans %d weeks. More are for catching up.", version.Weeks)
	}
	if m := version.Page.Facts.MeetingMinutes; m != nil {
		r.Meeting, r.MeetingQuote = int(m.Value), m.Quote
	}
	return r
}
