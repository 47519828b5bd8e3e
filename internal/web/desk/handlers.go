// Package desk is the first pages of mentors, managers and coordinators, and the list of internships.
package desk

import (
	"stint/internal/view/compose"
	"stint/internal/view/office"
)

// Handlers answer for the desks.
type Handlers struct {
	Views  *compose.Views
	Office *office.Views
}
