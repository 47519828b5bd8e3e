// Package version is what differs between versions of a program, and newer ones for internships under way.
package version

import (
	"stint/internal/change"
	"stint/internal/program"
	"stint/internal/view/versions"
)

// Handlers answer for versions and their offers.
type Handlers struct {
	Programs *program.Service
	Changes  *change.Service
	Versions *versions.Views
}
