// Package program is programs and what was understood of their pages.
package program

import (
	"stint/internal/program"
	"stint/internal/view/office"
)

// Handlers answer for programs.
type Handlers struct {
	Programs *program.Service
	Office   *office.Views
}
