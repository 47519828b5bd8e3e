// Package change previews what would change an internship under way, and applies
// it once the two who do it agree.
//
// # Versions of the program
//
// A newer version of a program touches no internship by itself. Publishing it
// makes one offer for each internship that is agreed, active or paused on an
// older one; a newer version takes the place of an offer that is still open.
// Intern or mentor proposes what to take, the whole or a choice of parts (see
// diff.Parts), and has signed that; the other confirms, and has signed it too.
// That makes a revision of the terms which differs in nothing but the version,
// so the managers' signatures are carried over (see internship.Adopt), and the
// plan is laid anew. Where the version asks for more weeks or hours than the
// terms have, that has to be agreed by all four, in a revision of the terms.
//
// What people did stays theirs; see package plan/relay.
package change
