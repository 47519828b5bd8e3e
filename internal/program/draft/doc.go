// Package draft keeps the pages that authors are writing: of the next version of
// a program, or of a program to be.
//
// A draft is its author's alone; two coordinators of one program have two, and
// whoever publishes second compares with what the first published. Nothing typed
// is lost: a text is saved as it is typed, finished or not, and where two windows
// of one author saved different texts both are kept, until the author chooses
// one. Saving is no event; publishing is, and belongs to package program.
package draft
