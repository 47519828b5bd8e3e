// Package fit says how well a mentor fits an intern, and why.
//
// There is one formula, Of, and it is here. It is pure: profiles, a start and
// weights go in; a score from 0 to 1000, reasons in words and the hours that
// both work come out. The weights come from the program's page (front matter
// fit:); everything is counted in whole numbers, so that the same question has
// the same answer on every machine.
//
// # The formula
//
// The score is the weighted mean of the parts that apply, each from 0 to 1000:
//
//   - overlap: the hours a week that both work, see Overlap. The first hours
//     count most: h hours are worth h·50/(40·(h+10)), which is all of it at 40,
//     three quarters at 15, half of it at a little over 6.
//     Two thirds are the week of the start and one third the weeks after the
//     next change of clocks.
//   - topics: how many of the intern's topics the mentor names. It does not
//     apply where the intern names none.
//   - languages: everything for one in common, nothing for none, half where one
//     of the two has not said.
//   - style: everything for what the intern asks for, half where the mentor has
//     not said, nothing for another. It does not apply where the intern does not
//     ask.
//   - load: the share of the mentor's places that are free.
//   - answers: how often those who asked before got an answer, and a yes; half
//     where nobody asked.
//
// # What a reason never says
//
// How somebody answered before counts and is never shown, and neither are
// vetoes. That is why a score is for sorting and for the assignment of cohorts:
// no page and no API hands one out, since it could be reckoned backwards.
//
// # Days off
//
// A week of leave does not decide about twelve weeks of an internship: the
// score goes by the usual hours. The hours in the week of the start as it is,
// days off included, are told beside it.
package fit
