// Package worktime knows civil dates, clock times, zones and working hours:
// everything about time that has a right answer without a database, a user or
// the current moment. All of it is pure: the same arguments give the same
// answer, and nothing here reads a clock.
//
// Two ideas carry the package.
//
// A civil value says what a wall clock or a calendar shows: [Date], [Clock],
// [Week], [Rhythm], [Calendar]. An instant, always a [time.Time], says when.
// Only a zone turns one into the other, and it is passed by hand.
//
// Where a clock change makes a civil time ambiguous, there is one rule for each
// of two questions. [At] answers "when is the meeting": RFC 5545, section 3.3.5,
// which takes the first of two occurrences and moves a time that does not exist
// forward by the length of the gap. [Date.Start] and [Week.OnDay] answer "since
// when": the first instant at which the clock shows that time or a later one,
// so that days and shifts neither overlap nor leave holes.
//
// The time zone database is embedded; where the machine has its own, that one
// is used.
package worktime
