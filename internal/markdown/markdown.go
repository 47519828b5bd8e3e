// Package markdown turns what people write into HTML that may be shown, and is
// the only maker of such HTML.
//
// The language is CommonMark with GitHub's tables, task lists, strikethrough and
// bare links. Two things happen to a text on its way. A meter stops what would
// take too long or grow too large, before and while it is read; see [LimitError].
// Then a writer that knows few elements writes the document, and a sanitizer with
// an allow list of its own, written down independently, reads it again.
//
// The HTML holds these elements and attributes and nothing else:
//
//	p br hr blockquote em strong del code h2–h6 ul li thead tbody tr td
//	ol start          where a list does not begin with 1
//	li class=task     an item with a checkbox
//	input             type=checkbox disabled aria-label, checked where it is
//	a href            http, https, mailto, or a path on this site; links to
//	                  elsewhere have rel="noopener noreferrer nofollow"
//	pre tabindex=0    so that long lines can be scrolled by keyboard
//	div               class=wide around a table, for scrolling: role=region,
//	                  tabindex=0, aria-label
//	table class=table
//	th scope=col
//	th td             class=num for a right-aligned column, class=center
//
// There are no ids, styles or scripts. HTML in the text is dropped, except that
// <br> breaks a line. An image becomes a link to it with its description, since
// pages load nothing from elsewhere.
package markdown

import (
	"context"
	"html"
	"io"
	"strings"
	"unicode/utf8"
)

// HTML is markup that is safe to put into a page. Only this package makes it,
// apart from the zero HTML, which is empty. It is a component for templ.
type HTML struct {
	markup string
}

// String returns the markup.
func (h HTML) String() string { return h.markup }

// IsZero reports whether there is no markup.
func (h HTML) IsZero() bool { return h.markup == "" }

// Render writes the markup, as templ asks of a component.
func (h HTML) Render(_ context.Context, w io.Writer) error {
	_, err := io.WriteString(w, h.markup)
	return err
}

// Profile says what kind of text it is and so how large it may be.
type Profile int

const (
	// Note is anything that people write in a form: at most 64 KiB.
	Note Profile = iota
	// Page is the page of a program: at most 1 MiB.
	Page
)

// Options say how a text is rendered. The zero Options are those of a note.
type Options struct {
	Profile Profile
	// Top is the level of heading that "#" becomes, from 2 to 6; levels below it
	// follow, down to 6. 0 is 2: the first level belongs to the page around the text.
	Top int
}

// Render returns the HTML of a Markdown text. The only errors are [*LimitError].
func Render(text string, o Options) (HTML, error) {
	markup, err := render(text, o)
	if err != nil {
		return HTML{}, err
	}
	return HTML{policy.Sanitize(markup)}, nil
}

// render returns the HTML of a text before it is sanitized.
func render(text string, o Options) (markup string, err error) {
	defer catch(&err)
	doc := parse(textParser, text, o.Profile)
	w := writer{source: doc.source, top: min(max(o.Top, 2), 6)}
	w.children(doc.root)
	return w.String(), nil
}

// Check returns the [*LimitError] that Render would, and nil where it would
// succeed. A text that passes when it is stored can be shown for ever after.
func Check(text string, p Profile) error {
	_, err := render(text, Options{Profile: p})
	return err
}

// Inline returns the HTML of one line, such as a title, in which only emphasis,
// code and links count: no heading, list or paragraph comes of it. Line breaks
// are spaces. What is beyond the limits of a note is shown as it was written.
func Inline(text string) HTML {
	if words := strings.Join(strings.Fields(text), " "); areWords(words) {
		return HTML{html.EscapeString(words)}
	}
	markup, err := renderInline(text)
	if err != nil {
		return HTML{html.EscapeString(strings.Join(strings.Fields(clean(text)), " "))}
	}
	return HTML{policy.Sanitize(markup)}
}

// areWords reports whether a line has nothing in it that Markdown gives a meaning.
// Most titles are so, and a page shows many.
func areWords(line string) bool {
	return !strings.ContainsAny(line, "\\`*_~[]<&@\x00") && !strings.Contains(line, "://") && !strings.Contains(line, "www.") &&
		utf8.ValidString(line)
}

// renderInline returns the HTML of a line before it is sanitized.
func renderInline(text string) (markup string, err error) {
	defer catch(&err)
	doc := parse(lineParser, strings.Join(strings.Fields(text), " "), Note)
	w := writer{source: doc.source, top: 2}
	for paragraph := doc.root.FirstChild(); paragraph != nil; paragraph = paragraph.NextSibling() {
		w.children(paragraph)
	}
	return oneLine.Replace(w.String()), nil
}

// oneLine takes out the line breaks that <br> and entities make.
var oneLine = strings.NewReplacer("<br>\n", " ", "\n", " ")

// Plain returns the HTML of a text that is not Markdown: shown as it was written,
// with its line breaks. It is the way out where Render refuses a text.
func Plain(text string) HTML {
	if strings.TrimSpace(text) == "" {
		return HTML{}
	}
	lines := strings.Split(html.EscapeString(strings.Trim(clean(text), "\n")), "\n")
	return HTML{"<p>" + strings.Join(lines, "<br>\n") + "</p>\n"}
}
