// Package author is the desk where the page of a program is written.
package author

import (
	"stint/internal/program/draft"
	"stint/internal/view/author"
)

// Handlers answer for the author's desk.
type Handlers struct {
	Drafts *draft.Service
	Author *author.Views
}
