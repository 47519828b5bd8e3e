// Package statements holds the tests that look at all SQL of the house at once:
// that both databases take every statement of the code, that docs/schema.sql is
// the schema which the migrations make, and that docs/dialects.md names every
// file in which the databases differ.
//
// The statements are read from the source. Where a text is put together, in
// variables, lists, closures and functions, all that can come out is followed,
// and a condition that may be left out is tried with and without. So a statement
// is tried even where no other test reaches it, and one that cannot be followed
// fails the test.
package statements
