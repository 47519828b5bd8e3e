package terms

import (
	"time"

	"stint/internal/access"
	"stint/internal/id"
	"stint/internal/program/mix"
)

// Adoption is a version of the program, and what is kept of others, that intern
// and mentor have both signed.
type Adoption struct {
	Internship id.Internship
	Version    id.ProgramVersion
	Kept       []mix.Kept
	Digest     string      // of the terms that both had before them: see Terms.Adopting
	Proposed   Consent     // of the one who proposed it
	Confirmed  Consent     // of the other
	Role       access.Role // of the one who proposed it: intern or mentor
}

// Consent is that somebody signed, and when.
type Consent struct {
	By id.Person
	At time.Time
}

// Adopting returns the terms that taking a version of the program makes of these,
// with what is kept of others: they differ in nothing else. Their revision is for
// the caller to count.
func (t Terms) Adopting(version id.ProgramVersion, kept []mix.Kept, by id.Person) Terms {
	t.ProgramVersion, t.Kept, t.ProposedBy, t.Message = version, kept, by, ""
	t.Digest = t.Sum()
	return t
}
