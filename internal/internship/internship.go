package internship

import (
	"time"

	"stint/internal/access"
	"stint/internal/id"
	"stint/internal/internship/terms"
)

// Terms are one revision of what the four parties agree on, and Change is one
// difference between two.
type (
	Terms  = terms.Terms
	Change = terms.Change
	// Adoption and Consent are what Adopt is asked with.
	Adoption = terms.Adoption
	Consent  = terms.Consent
)

// Internship is one intern going through one program with one mentor.
type Internship struct {
	ID      id.Internship
	Program id.Program
	Intern  id.Person
	State   State
	// Revision is the newest revision of the terms, and InForce the last one
	// that all four signed; 0 before the first. While the state is Proposed,
	// InForce holds no more: it is what had been agreed before.
	Revision, InForce int
	// StartsAt is the beginning of the start date in the zone of the terms,
	// from the agreement on.
	StartsAt time.Time
	// TurnsAt is when the clock moves it next: its start, or the begin or end
	// of a pause; zero for never.
	TurnsAt   time.Time
	CreatedAt time.Time
	ChangedAt time.Time
	StartedAt time.Time // when it became active
	PausedAt  time.Time // when the pause that is on now began; zero otherwise
	EndedAt   time.Time // when it was completed or ended
	EndedHow  How
	// EndedWhy is the reason in the words of EndedBy. Managers do not read it,
	// and lists leave it out.
	EndedWhy string
	EndedBy  id.Person
}

// Pending reports whether the newest revision waits for signatures.
func (x Internship) Pending() bool {
	return x.Revision > x.InForce && (x.State == Proposed || x.State.Running())
}

// Current is the revision that describes the internship: the one in force,
// before and after that the newest; 0 while there are no terms.
func (x Internship) Current() int {
	if x.InForce > 0 && x.State != Proposed {
		return x.InForce
	}
	return x.Revision
}

// Standing is where an internship is after a change.
type Standing struct {
	Internship id.Internship `json:"internship"`
	State      State         `json:"state"`
	Revision   int           `json:"revision"`
	InForce    int           `json:"in_force"`
}

func (x Internship) standing() Standing { return Standing{x.ID, x.State, x.Revision, x.InForce} }

// Agreement is what all four have agreed on: what Hooks.Agreed is told.
type Agreement struct {
	Internship id.Internship
	Terms      Terms        // now in force
	Previous   *Terms       // what was in force before; nil the first time
	By         access.Actor // whose signature completed it
}
