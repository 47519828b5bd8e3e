// Package delegation is naming somebody who answers while one is away.
package delegation

import (
	"stint/internal/internship/delegation"
)

// Handlers answer for delegations.
type Handlers struct {
	Delegations *delegation.Service
}
