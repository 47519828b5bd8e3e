// Package profile is one's own settings, sessions and tokens.
package profile

import (
	"stint/internal/account"
	"stint/internal/person"
	"stint/internal/view/office"
)

// Handlers answer for one's own settings.
type Handlers struct {
	People   *person.Service
	Accounts *account.Service
	Office   *office.Views
}
