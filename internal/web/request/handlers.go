// Package request is exploring a program, asking mentors, open calls and guidance.
package request

import (
	"stint/internal/internship"
	"stint/internal/matching"
)

// Handlers answer for the search of a mentor.
type Handlers struct {
	Internships *internship.Service
	Matching    *matching.Service
}
