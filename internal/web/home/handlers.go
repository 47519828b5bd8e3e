// Package home is where everybody arrives: a first page, the inbox, the keys.
package home

import (
	"stint/internal/notify"
)

// Handlers answer for home, inbox and keyboard.
type Handlers struct {
	Notifier *notify.Notifier
}
