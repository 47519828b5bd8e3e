// Package author reads the pages of those who write programs: the desk with the
// page on one side and what was understood of it on the other, what would change
// by publishing it, and the explanations of diagnostics.
package author

import (
	"strings"

	"stint/internal/program"
)

// Views makes the models of pages. It is safe for concurrent use.
type Views struct{ programs *program.Service }

// New returns views over the programs, whose versions are kept decoded there.
func New(programs *program.Service) *Views { return &Views{programs: programs} }

// LiveLimit and LiveLines are the longest page, in bytes and in lines, that is
// read again while it is typed. A longer one is saved as it is typed, and read
// when its author asks.
const (
	LiveLimit = 128 << 10
	LiveLines = 5000
)

// live reports whether a page is read again while it is typed.
func live(source string) bool {
	return len(source) <= LiveLimit && strings.Count(source, "\n") < LiveLines
}

// What a page of a program shows of it at most, so that no browser drowns in the
// longest page there can be.
const (
	MaxFacts       = 50
	MaxPhases      = 300
	MaxThings      = 300 // activities and questions at once; the others open on demand
	MaxDiagnostics = 100
	maxText        = 300 // runes of an activity's words
)
