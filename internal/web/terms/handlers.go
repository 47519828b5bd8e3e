// Package terms is proposing terms and answering for them.
package terms

import (
	"stint/internal/internship"
	"stint/internal/program"
	"stint/internal/view/compose"
)

// Handlers answer for terms and sign-offs.
type Handlers struct {
	Programs    *program.Service
	Internships *internship.Service
	Views       *compose.Views
}
