// Package mailed is signing off by a mailed link, without a session.
package mailed

import (
	"stint/internal/internship/mailed"
)

// Handlers answer for mailed links.
type Handlers struct {
	Mailed  *mailed.Service
	BaseURL string // where people reach us
	HTTPS   bool   // they do so over TLS
}
