package plan

import (
	"time"

	"stint/internal/access"
	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/program/reader"
)

// State is how an activity stands.
type State string

// The states of an activity. Containers stay open; what hangs below them says
// how far they are.
const (
	Open     State = "open"
	Done     State = "done"
	Skipped  State = "skipped"  // optional or conditional, and left out by the intern
	Waived   State = "waived"   // released by the mentor, or before the week of entry
	Replaced State = "replaced" // another activity stands for it
)

// Link is a link in an activity's text.
type Link struct {
	Text string `json:"text"`
	URL  string `json:"url"`
}

// Activity is one thing to do in an internship. Activities nest.
type Activity struct {
	ID         id.Activity
	Internship id.Internship
	Parent     id.Activity // empty at the top
	Position   int         // in the order of the page; own ones come after
	Week       int         // where it stands now; 0 is the setup
	HomeWeek   int         // where the program put it
	Source     string      // the program's id of it; empty for an own one
	Text       string      // Markdown of one line
	Kind       reader.Kind
	Owner      reader.Owner
	Shape      reader.Role // leaf, container, prompt-head, note, milestone
	Heading    string      // the group it stands under
	Optional   bool
	Choose     int    // how many of its children are asked for; 0 for all of them
	Condition  string // as on the page: "access:crm", "not access:crm", "availability"
	Branch     string // of whose sides one is taken, also for what hangs below a side
	Side       string
	Course     string
	Part       string
	BuildsOn   []string // sources
	Minutes    int      // estimate; 0 for none
	Links      []Link

	State      State
	StateAt    time.Time
	StateBy    id.Person // empty where Stint did it
	Reason     string    // of a skip or a waiver; empty where the reader may not see it
	Note       string    // Markdown; empty where the reader may not see it
	Evidence   string    // a link; empty where the reader may not see it
	NotedAt    time.Time
	ReplacedBy id.Activity
	Weight     int // what Count says, as it is kept; 0 counts nothing
	AgendaWeek int // the last week that put it on an agenda; 0 for none
	CreatedBy  id.Person
	CreatedAt  time.Time
	ChangedAt  time.Time
	Version    int // raised by every change
}

// Own reports whether somebody added it to the program.
func (a *Activity) Own() bool { return a.CreatedBy != "" }

// Counts reports whether it enters the progress figure.
func (a *Activity) Counts() bool { return a.Weight > 0 }

// Mine reports whether it is the intern's to do, alone or with everybody.
func (a *Activity) Mine() bool {
	return a.Owner == reader.OwnerIntern || a.Owner == reader.OwnerAll
}

// Begun reports whether anything was done about it.
func (a *Activity) Begun() bool {
	return a.State == Done || a.Note != "" || a.Evidence != ""
}

// Presented reports whether it is one that a meeting is needed for.
func (a *Activity) Presented() bool {
	return a.Kind == reader.KindPresent || a.Kind == reader.KindDeliver || a.Kind == reader.KindRoleplay
}

// roleOf returns the party that does the owner's activities; false for all of
// them.
func roleOf(owner reader.Owner) (access.Role, bool) {
	switch owner {
	case reader.OwnerMentor:
		return access.Mentor, true
	case reader.OwnerManager:
		return access.InternManager, true
	case reader.OwnerMentorManager:
		return access.MentorManager, true
	case reader.OwnerAll:
		return "", false
	}
	return access.Intern, true
}

// OwnedBy reports whether it is for somebody with these roles to tick.
func (a *Activity) OwnedBy(roles access.Roles) bool {
	role, one := roleOf(a.Owner)
	return one && roles.Has(role) || !one && roles.HasAny(access.PartyRoles[:]...)
}

// ownedBy is the rule for whose activity it is to tick.
func (a *Activity) ownedBy(roles access.Roles) error {
	if a.OwnedBy(roles) {
		return nil
	}
	role, _ := roleOf(a.Owner)
	return fault.New(fault.Forbidden, "This is for %s to tick. Nothing has been changed.", role.Words())
}

// ticked is the rule for what is ticked by hand at all.
func (a *Activity) ticked() error {
	switch a.Shape {
	case reader.RolePromptHead:
		return fault.New(fault.Conflict, "This is done when each of its questions has been discussed, so it is not ticked by hand. Nothing has been changed.").WithCode("follows-prompts")
	case reader.RoleContainer:
		return fault.New(fault.Conflict, "This gathers other activities and is done when they are. Tick those. Nothing has been changed.").WithCode("follows-children")
	case reader.RoleNote:
		return fault.New(fault.Conflict, "This is a remark on the page, and there is nothing to tick. Nothing has been changed.").WithCode("note")
	}
	return nil
}

// left is the Conflict about an activity that is neither open nor done.
func (a *Activity) left() error {
	switch a.State {
	case Skipped, Waived:
		return fault.New(fault.Conflict, "This was %s. Bring it back first. Nothing has been changed.", a.State).WithCode(string(a.State))
	case Replaced:
		return fault.New(fault.Conflict, "Another activity stands for this one. Bring it back first. Nothing has been changed.").WithCode(string(a.State))
	}
	return nil
}

// stale is the Conflict where somebody changed the activity since it was shown.
func stale() error {
	return fault.New(fault.Conflict, "Somebody changed this activity since you looked at it. Nothing has been changed. Look at it again, then decide.").WithCode("changed")
}

// Skippable reports whether the intern may leave it out by itself: where it is
// optional or depends on something, or where it is no part of the program. The
// sides of a branch depend on what chooses between them, and are not left out.
// What hangs below something skippable may be left out too; see Service.Skip.
func (a *Activity) Skippable() bool {
	return a.Optional || a.Own() || a.Condition != "" && a.Branch == ""
}
