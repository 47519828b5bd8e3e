// Package mark is what people say of a program's items.
package mark

import (
	"stint/internal/program/mark"
	"stint/internal/view/compose"
	"stint/internal/view/marks"
)

// Handlers answer for marks.
type Handlers struct {
	Marks      *mark.Service
	Marked     *marks.Views
	Views      *compose.Views
	LinkChecks bool // links are looked at here
}
