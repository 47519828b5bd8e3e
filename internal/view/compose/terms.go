package compose

import (
	"fmt"
	"time"

	"stint/internal/view"
	"stint/internal/view/people"
	"stint/internal/view/signing"
	"stint/internal/worktime"

	"stint/internal/access"
	"stint/internal/account"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/internship"
	"stint/internal/program"
	"stint/internal/sqldb"
)

// TermsForm is the form for first terms, or for a revision of those of an
// internship. A number is that of a version that the new terms are to name; it is
// 0 for none, and NotFound where the internship's program has no such version.
func (v *Views) TermsForm(tx *sqldb.Tx, who account.Principal, of id.Internship, number int) (view.TermsForm, error) {
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
	if number > 0 {
		named, err := program.VersionNumbered(tx, x.Program, number)
		if err != nil {
			return form, err
		}
		latest = named.ID
		form.Version = view.ProgramRef{ID: x.Program, Title: named.Title, VersionID: named.ID, Version: named.Number}
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
	book, err := signing.Open(tx, who, b.x, b.roles)
	if err != nil {
		return err
	}
	form.Intern, form.Base = book.People.Ref(b.x.Intern), book.Newest().Revision
	form.Current = book.Terms(book.Newest().Terms)
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
