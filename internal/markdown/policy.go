package markdown

import (
	"regexp"

	"github.com/microcosm-cc/bluemonday"
)

// policy is the sanitizer's list of what HTML may hold, the list of the package
// comment again. What the writer writes passes it unchanged; it is there for the
// day on which the writer has a mistake.
var policy = newPolicy()

func newPolicy() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements("p", "br", "hr", "blockquote", "em", "strong", "del", "code", "h2", "h3", "h4", "h5", "h6",
		"ul", "ol", "li", "pre", "div", "table", "thead", "tbody", "tr", "th", "td", "input")
	only := func(attribute, values string, elements ...string) {
		p.AllowAttrs(attribute).Matching(regexp.MustCompile("^(?:" + values + ")$")).OnElements(elements...)
	}
	p.AllowAttrs("href").OnElements("a")
	p.AllowURLSchemes("http", "https", "mailto")
	p.AllowRelativeURLs(true)
	p.RequireParseableURLs(true)
	only("rel", "noopener noreferrer nofollow", "a")
	only("start", "[0-9]{1,9}", "ol")
	only("class", "task", "li")
	only("class", "wide", "div")
	only("class", "table", "table")
	only("class", "num|center", "th", "td")
	only("scope", "col", "th")
	only("role", "region", "div")
	only("tabindex", "0", "div", "pre")
	only("aria-label", "Table", "div")
	only("aria-label", "Done|Not done", "input")
	only("type", "checkbox", "input")
	only("disabled", "", "input")
	only("checked", "", "input")
	return p
}
