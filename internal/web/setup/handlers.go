// Package setup is what comes before the start of an internship.
package setup

import (
	"stint/internal/meeting/preparation"
)

// Handlers answer for the preparation.
type Handlers struct {
	Setup *preparation.Service
}
