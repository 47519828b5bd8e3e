// Package access decides who may do what.
//
// An Actor asks for an Action on an object; the object's relation to the actor
// is a set of Roles. Can is the one policy, a table; everything that answers
// anybody (pages, API, feeds, the queue at delivery) asks it. What an actor may
// not see does not exist for them: the outcome is Hidden and the answer the
// same as for a thing that is not there. What they see but may not do is
// Forbidden.
//
// The package owns the table of parties, from which roles on an internship
// come, and the conditions that let SQL look only through what may be seen.
package access

import "stint/internal/id"

// Scope says how much a credential carries of its person's rights.
type Scope string

// The scopes. Only a signed-in browser carries everything: a token cannot make
// tokens, links or sessions.
const (
	ScopeSession Scope = "session" // a signed-in browser
	ScopeAct     Scope = "act"     // a token that reads and changes
	ScopeRead    Scope = "read"    // a token that reads
)

// Via says through which door an actor came, for the audit record.
type Via string

// The doors.
const (
	ViaPage Via = "page"
	ViaAPI  Via = "api"
	ViaCLI  Via = "cli"
	ViaJob  Via = "job"
	ViaMail Via = "mail" // the button behind a link that was mailed
)

// Actor is who asks. The zero Actor is anonymous.
type Actor struct {
	Person id.Person // empty for nobody, and for Stint itself
	Admin  bool      // runs the installation
	Scope  Scope
	Via    Via
}

// System is Stint acting by itself: the queue, and an operator's command line.
func System(via Via) Actor { return Actor{Via: via, Scope: ScopeSession} }

// IsSystem reports whether Stint itself acts.
func (a Actor) IsSystem() bool { return a.Person == "" && (a.Via == ViaJob || a.Via == ViaCLI) }

// Anonymous reports whether nobody is signed in.
func (a Actor) Anonymous() bool { return a.Person == "" && !a.IsSystem() }

// Role is one relation of an actor to an object.
type Role string

// The roles. The first four are parties of an internship.
const (
	Intern        Role = "intern"
	Mentor        Role = "mentor"
	InternManager Role = "intern-manager"
	MentorManager Role = "mentor-manager"
	Coordinator   Role = "coordinator" // of the program, and no party here
	Delegate      Role = "delegate"    // signs for a manager who is away, and is no party here
	Admin         Role = "admin"       // of the organization; no role on an internship
	Self          Role = "self"        // the object is the actor's own
	Member        Role = "member"      // anybody who is signed in
	Nobody        Role = "nobody"      // anonymous
)

// PartyRoles are the four who sign, in the order pages show them.
var PartyRoles = [...]Role{Intern, Mentor, InternManager, MentorManager}

// IsParty reports whether the role is one of the four that sign.
func (r Role) IsParty() bool {
	return r == Intern || r == Mentor || r == InternManager || r == MentorManager
}

// Words is the role in a sentence: "the intern's manager".
func (r Role) Words() string {
	switch r {
	case Intern:
		return "the intern"
	case Mentor:
		return "the mentor"
	case InternManager:
		return "the intern’s manager"
	case MentorManager:
		return "the mentor’s manager"
	case Coordinator:
		return "a coordinator of the program"
	case Delegate:
		return "the delegate of a manager"
	case Admin:
		return "an administrator"
	case Self:
		return "the person themself"
	}
	return "somebody who is signed in"
}

// Roles is the set of an actor's relations to one object.
type Roles []Role

// Has reports whether the set holds the role.
func (rs Roles) Has(role Role) bool {
	for _, r := range rs {
		if r == role {
			return true
		}
	}
	return false
}

// HasAny reports whether the set holds any of the roles.
func (rs Roles) HasAny(roles ...Role) bool {
	for _, r := range roles {
		if rs.Has(r) {
			return true
		}
	}
	return false
}
