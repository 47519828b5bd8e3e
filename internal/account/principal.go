package account

import (
	"time"

	"stint/internal/access"
	"stint/internal/id"
	"stint/internal/person"
)

// Principal is who asks, as a credential proved it, with everything about them
// that a page needs of itself.
type Principal struct {
	Actor   access.Actor
	Person  person.Person
	Session id.Session // empty for a token
	Expires time.Time  // when the credential ends at the latest

	token id.Token
	due   bool // the visit is to be noted
}
