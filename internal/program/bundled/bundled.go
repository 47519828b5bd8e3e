// Package bundled holds the program pages that every installation starts with,
// so that a new one has something to run and an author something to copy.
package bundled

import _ "embed"

//go:embed csm-internship.md
var csm []byte

// CSM returns the page of the customer success internship: twelve weeks that
// use everything a page can say. The caller gets a copy of its own.
func CSM() []byte {
	return append([]byte(nil), csm...)
}
