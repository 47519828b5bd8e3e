// Package internship is an internship, and its end.
package internship

import (
	"stint/internal/internship"
	"stint/internal/view/compose"
)

// Handlers answer for internships.
type Handlers struct {
	Internships *internship.Service
	Views       *compose.Views
}
