// Package reader understands program pages: handbook pages in Markdown that
// somebody wrote for people. It is a small compiler. The source becomes an
// outline with positions (package outline), headings and lines that name a
// week or a day become phases (package phase), and the wording of every item
// settles what it is, whose it is and what it depends on (package wording).
// Whatever was inferred carries how sure the reader is, and whatever is not
// understood is kept as text and said in a diagnostic.
//
// Read never fails and never panics: a page that cannot be imported is a Page
// with an error among its diagnostics.
package reader

// Options are what a caller knows about the page besides its text.
type Options struct {
	// Address is where the page is published; site-relative links are
	// resolved against it. Empty leaves links as written.
	Address string
}
