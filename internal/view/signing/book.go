// Package signing reads the page on which terms are answered, and what other
// pages show of terms and signatures.
package signing

import (
	"slices"

	"stint/internal/access"
	"stint/internal/account"
	"stint/internal/id"
	"stint/internal/internship"
	"stint/internal/internship/delegation"
	"stint/internal/program"
	"stint/internal/sqldb"
	"stint/internal/view"
	"stint/internal/view/people"
	"stint/internal/view/shell"
)

// Book is the history of an internship's terms as one reader sees it.
type Book struct {
	X       internship.Internship
	Roles   access.Roles
	History []internship.Revision // the newest first; never empty
	People  people.Named

	who       account.Principal
	versions  map[id.ProgramVersion]program.Version
	places    []delegation.Place      // that the reader may fill for a manager
	delegates map[id.Person]id.Person // who answers for managers today
}

// Open reads the terms of an internship with their signatures and the names of
// all who stand in them, and of others that the page needs.
func Open(tx *sqldb.Tx, who account.Principal, x internship.Internship, roles access.Roles, more ...id.Person) (Book, error) {
	b := Book{X: x, Roles: roles, who: who}
	var err error
	if b.History, err = internship.Revisions(tx, who.Actor, x.ID); err != nil {
		return b, err
	}
	ids := append([]id.Person{x.Intern, x.EndedBy}, more...)
	var managers []id.Person
	var versions []id.ProgramVersion
	for _, r := range b.History {
		versions = append(versions, r.ProgramVersion)
		ids = append(ids, r.ProposedBy, r.Intern, r.Mentor)
		for _, g := range r.Signatures {
			ids = append(ids, g.Person, g.RecordedBy, g.Delegate)
		}
	}
	for _, g := range b.History[0].Signatures {
		if g.Role == access.InternManager || g.Role == access.MentorManager {
			managers = append(managers, g.Person)
		}
	}
	if x.Pending() {
		if b.delegates, err = delegation.InForce(tx, managers); err != nil {
			return b, err
		}
		for _, delegate := range b.delegates {
			ids = append(ids, delegate)
		}
	}
	if roles.Has(access.Delegate) {
		if b.places, err = delegation.Places(tx, who.Person.ID, x.ID); err != nil {
			return b, err
		}
		for _, p := range b.places {
			ids = append(ids, p.Manager)
		}
	}
	if b.versions, err = program.Versions(tx, slices.Compact(slices.Sorted(slices.Values(versions)))); err != nil {
		return b, err
	}
	b.People, err = people.Name(tx, who.Person.ID, slices.Compact(slices.Sorted(slices.Values(ids)))...)
	return b, err
}

// Newest is the newest revision.
func (b *Book) Newest() internship.Revision { return b.History[0] }

// Program is the version of the program that terms name.
func (b *Book) Program(named id.ProgramVersion) view.ProgramRef {
	v := b.versions[named]
	return view.ProgramRef{ID: b.X.Program, Title: v.Title, Version: v.Number, VersionID: named}
}

var signatureStates = map[internship.SignatureState]view.SignatureState{
	internship.SignatureSigned: view.SignatureGiven, internship.SignatureRefused: view.SignatureRefused, internship.SignatureVoid: view.SignatureVoid,
	internship.SignatureVacant: view.SignatureMissing,
}

// Signatures are the places under a revision; one for both managers where one
// person signs for both.
func (b *Book) Signatures(r internship.Revision) []view.Signature {
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
			Roles: []view.Role{view.Role(g.Role)}, Person: b.People.Ref(g.Person), State: signatureStates[g.State], Revision: g.Revision, At: g.At,
			Proposed: g.State == internship.SignatureSigned && g.Person == r.ProposedBy && g.At.Equal(r.ProposedAt),
			Carried:  g.CarriedFrom > 0, StandIn: g.StandIn, Recorded: b.People.Maybe(g.RecordedBy), Evidence: g.Evidence, Reason: g.Reason,
			Delegate: b.People.Maybe(g.Delegate),
		}
		if waits := g.State == internship.SignatureOpen || g.State == internship.SignatureVoid; waits && g.Role != access.Intern && g.Role != access.Mentor {
			row.MayDelegate = b.People.Maybe(b.delegates[g.Person])
		}
		if p, ok := b.People.Known[g.Person]; ok {
			row.Zone = p.Location()
		}
		list = append(list, row)
	}
	return list
}

// Terms are one revision as pages show it.
func (b *Book) Terms(r internship.Terms) *view.Terms {
	t := &view.Terms{
		Revision: r.Revision, Program: b.Program(r.ProgramVersion), Start: r.Start, End: r.Calendar().End(), Zone: shell.ZoneOf(r.Zone), Weeks: r.Weeks, Minutes: r.Minutes,
		Rhythm: view.Rhythm{Weekday: r.Rhythm.Weekday, At: r.Rhythm.Clock, Zone: r.Rhythm.Zone.Location(), Minutes: r.Rhythm.Minutes},
		Entry:  r.EntryWeek, Intern: b.People.Ref(r.Intern), Mentor: b.People.Ref(r.Mentor), Message: r.Message,
		By: b.People.Ref(r.ProposedBy), At: r.ProposedAt, Digest: grouped(r.Digest), Sum: r.Digest,
	}
	if p, ok := b.People.Known[r.Intern]; ok {
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

// Owes reports whether the reader may answer the newest revision, for
// themself or for a manager: it waits, and nobody else has answered there. A
// refusal of their own can still be changed.
func (b *Book) Owes() bool {
	return b.X.Pending() && slices.ContainsFunc(b.Newest().Signatures, func(g internship.Signature) bool {
		return b.Mine(g) && g.State != internship.SignatureSigned
	})
}

// Refused reports whether the reader's answer to the newest revision is a
// refusal: it can be changed, but waits for nothing.
func (b *Book) Refused() bool {
	return slices.ContainsFunc(b.Newest().Signatures, func(g internship.Signature) bool { return b.Mine(g) && g.State == internship.SignatureRefused })
}

// Vacant reports whether a stand-in is needed.
func (b *Book) Vacant() bool {
	return slices.ContainsFunc(b.Newest().Signatures, func(g internship.Signature) bool { return g.State == internship.SignatureVacant })
}

// Mine reports whether a place is the reader's own, or one that they fill for a
// manager.
func (b *Book) Mine(g internship.Signature) bool {
	if g.Person == b.who.Person.ID {
		return b.Roles.Has(g.Role)
	}
	return slices.Contains(b.places, delegation.Place{Manager: g.Person, Role: g.Role}) && (g.Delegate == b.who.Person.ID || g.State != internship.SignatureSigned && g.State != internship.SignatureRefused)
}

func (b *Book) approved(r internship.Revision) bool {
	return slices.ContainsFunc(r.Signatures, func(g internship.Signature) bool {
		return b.Mine(g) && (g.State == internship.SignatureSigned || g.State == internship.SignatureVoid) && g.Revision == r.Revision
	})
}
