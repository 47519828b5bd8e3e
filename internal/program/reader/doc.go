// Package reader understands program pages: handbook pages in Markdown that
// somebody wrote for people. It is a small compiler, a package a stage:
//
//   - outline makes blocks with positions of the Markdown, mending slips, and
//     inline strips what stands within a block of its markup
//   - division finds the phases (package phase knows how they are named) and
//     gives every block to one of them or to the setup
//   - assembly makes activities, prompts, goals and texts of the blocks and of the
//     rows of tables (package column knows what stands in which), by the
//     words (package wording and those in it) and the attributes (package attribute) of each
//   - relation finds branches, parts of courses, and what builds on what
//   - fact reads the prose for what shapes the terms
//   - review sums up and remarks what is odd about the whole
//
// Whatever was inferred carries how sure the reader is, and whatever is not
// understood is kept as text and said in a diagnostic of package notice.
//
// Read never fails and never panics: a page that cannot be imported is a Page
// with an error among its diagnostics.
package reader

// Options are what a caller knows about the page besides its text.
type Options struct {
	// Address is where the page is published; relative links are resolved
	// against it. Empty leaves that to the page's front matter.
	Address string
	// Earlier is where the page was published when it was read before. It is
	// used where neither Address nor the page says; where it is empty too, links
	// stay as written.
	Earlier string
}
