// Package account is signing in and out.
package account

import (
	"stint/internal/account"
)

// Handlers answer for signing in and out.
type Handlers struct {
	Accounts *account.Service
	Mail     bool // a mail server is known
	Demo     bool // an opened sign-in link signs in at once
}
