// Package week is the plan: My week, an activity, a question.
package week

import (
	"stint/internal/plan"
	"stint/internal/plan/hours"
	"stint/internal/plan/prompt"
	"stint/internal/view/compose"
)

// Handlers answer for the plan.
type Handlers struct {
	Plans   *plan.Service
	Prompts *prompt.Service
	Hours   *hours.Service
	Views   *compose.Views
}
