// Package plan runs the curriculum of one internship: its activities with weeks
// and states, what counts as progress, branches, and what the two tailor.
//
// # The plan
//
// The agreement makes the plan: every activity of the program's page becomes a
// row, in the page's order, with the week it belongs to; 0 is the setup. Dates
// are not kept. A week is found from the terms in force when it is asked for, so
// a pause or a later start moves nothing here.
//
// An internship that enters at week n gets the weeks before it too, waived by
// Stint, so that they can be looked up, brought back, and do not count.
//
// A row says for itself how it stands. Skipping, waiving or replacing a
// container does the same to what is open below it, so no reader has to climb.
// What hangs below one side of a branch carries the branch and the side.
//
// # Progress
//
// There is one figure, and one rule for it: Count says which activities enter
// it, Measure adds them up. The row's column counts repeats what the rule says;
// every change of the plan's shape writes it again (recount), so that a page
// that shows the figure reads it as one aggregate.
//
// # Inner packages
//
// The questions and their answers are in plan/prompt, logged hours in
// plan/hours, what bounds all three in plan/bounds, the weeks of a page's phases
// in plan/place, and how rows are read quickly in plan/packed.
package plan
