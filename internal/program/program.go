package program

import (
	"time"

	"stint/internal/id"
	"stint/internal/program/reader"
)

// Program is a named curriculum.
type Program struct {
	ID    id.Program
	Slug  string // in addresses; unique, never changed
	Title string // of the newest version
	// Newest is the version that new internships get. Its Page is nil: ask
	// FindVersion for it.
	Newest       Version
	Coordinators []id.Person // in the order in which they were named
	CreatedAt    time.Time
	ChangedAt    time.Time // when the newest version was published
}

// Version is one immutable reading of a program's page.
type Version struct {
	ID      id.ProgramVersion
	Program id.Program
	Number  int // 1, 2, 3, … within the program
	Title   string
	Digest  string // SHA-256 of the source, in hexadecimal
	// Weeks is how many weeks the program spans: the least that terms may have.
	Weeks int
	// MinMinutes is the least commitment in minutes a week, and MinRule the
	// page's sentence that says so; 0 and empty where the page names none.
	MinMinutes  int
	MinRule     string
	PublishedBy id.Person // empty where an operator's command line did
	PublishedAt time.Time
	Note        string // what its author says that it changes; may be empty
	// Page is the reading. Only Service.FindVersion fills it. It is shared by
	// everybody who asks and must not be changed.
	Page *reader.Page
}

// Page says which part of a list is wanted.
type Page struct {
	After string // Next of the part before; empty for the first
	Limit int    // 1 to 100; 50 where it is 0
}

// Listing is one part of the programs, by title.
type Listing struct {
	Programs []Program
	Next     string // for Page.After; empty on the last part
}

// VersionListing is one part of a program's versions, newest first.
type VersionListing struct {
	Versions []Version
	Next     string // for Page.After; empty on the last part
}

// limit is how many rows a page of a list holds.
func limit(wanted int) int {
	if wanted <= 0 {
		return 50
	}
	return min(wanted, 100)
}
