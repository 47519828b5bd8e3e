package draft

import (
	"strings"
	"time"
	"unicode/utf8"

	"stint/internal/fault"
	"stint/internal/id"
	"stint/internal/program"
	"stint/internal/program/reader"
	"stint/internal/program/reader/mend"
)

// MaxDrafts is how many drafts of new programs somebody may have, and MaxTexts
// how many texts of other windows may wait in one draft.
const (
	MaxDrafts = 50
	MaxTexts  = 10
)

// maxPane is how long the name of a window may be, in bytes.
const maxPane = 100

// Draft is a page that its author has not published.
type Draft struct {
	ID      id.Draft
	Program id.Program // empty: a program to be
	Author  id.Person
	// BasedOn is the number of the version that it began from, 0 for a program
	// to be.
	BasedOn int
	// Version counts the savings, from 1. It is what the next saving begins from.
	Version   int
	Source    string // as typed, with LF at the ends of lines
	CreatedAt time.Time
	ChangedAt time.Time
	// Texts are what other windows of the author's saved and were passed over,
	// oldest first. Only Find and FindFor fill them.
	Texts []Text
	pane  string
}

// Text is what a window saved and another one passed over.
type Text struct {
	Version int
	Source  string
	SavedAt time.Time
}

// Clean returns a page as it is kept, with LF at the ends of its lines as
// browsers understand them, and tells at the field "source" what cannot be kept:
// more than program.MaxSource bytes, what is not UTF-8, a NUL. Everything else a
// page may be is the reader's to say.
func Clean(source string) (string, error) {
	source = strings.ReplaceAll(strings.ReplaceAll(strings.TrimPrefix(source, "\ufeff"), "\r\n", "\n"), "\r", "\n")
	switch {
	case len(source) > program.MaxSource:
		return "", fault.At("source", "The page has %d bytes, and %d (1 MiB) are possible. Split it, or cut what is no part of the program.", len(source), program.MaxSource)
	case !utf8.ValidString(source):
		return "", fault.At("source", "This is not UTF-8. Save the page as UTF-8 and try again.")
	case strings.ContainsRune(source, 0):
		return "", fault.At("source", "There is a NUL byte in the page; the file is probably damaged, or saved as UTF-16. Save it as UTF-8 and try again.")
	}
	return source, nil
}

// MendAll names every certain mend of a page.
const MendAll = "all"

// Mend makes proposed edits of a page: those of the diagnostics that the choice
// names, and returns the page and how many were made. The choice is MendAll for
// all that are certain, or one diagnostic as Place names it, certain or not: then
// its author has decided. A choice that the page does not offer makes none.
func Mend(source, choice string) (string, int) {
	var chosen []reader.Diagnostic
	for _, d := range reader.Read([]byte(source), reader.Options{}).Diagnostics {
		if d.Fix == nil || choice != MendAll && Place(d) != choice {
			continue
		}
		if choice != MendAll {
			fix := *d.Fix
			fix.Certain = true
			d.Fix = &fix
		}
		chosen = append(chosen, d)
	}
	mended, made := mend.Apply([]byte(source), chosen)
	return string(mended), made
}
