// Package program keeps the programs of an installation and their versions.
//
// A program is a named curriculum; a version is one immutable reading of its
// page. Import reads a page and makes a program of it, or the next version of
// one; a page with an error is refused with everything that the reader said
// about it (Unreadable). Everybody who is signed in may see programs. An
// administrator, or somebody who coordinates a program already, makes them; an
// administrator names who coordinates them; coordinators and administrators
// publish versions. Package draft keeps what they are writing.
//
// A version carries what terms are checked against: how many weeks it spans
// and the least hours a week, with the page's own sentence for it. The reading
// itself, a reader.Page, is decoded once and then kept in memory, within
// bounds, by the Service.
package program
