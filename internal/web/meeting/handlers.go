// Package meeting is 1:1s, their agendas and notes.
package meeting

import (
	"stint/internal/meeting"
	"stint/internal/view/compose"
)

// Handlers answer for meetings.
type Handlers struct {
	Meetings *meeting.Service
	Views    *compose.Views
}
