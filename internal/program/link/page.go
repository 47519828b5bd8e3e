package link

import "stint/internal/program/reader"

// On is one link at its place on a page.
type On struct {
	Line    int
	Item    string // the id of the activity that it belongs to; empty for none
	URL     string // as the reader resolved it
	Address string // as it is watched
}

// Links returns the links of a page that are on the web, in the page's order as
// far as it is read in order.
func Links(page *reader.Page) []On {
	var all []On
	add := func(item string, links []reader.Link) {
		for _, l := range links {
			if address, ok := AddressOf(l.URL); ok {
				all = append(all, On{l.Line, item, l.URL, address})
			}
		}
	}
	texts := func(item string, list []reader.Text) {
		for _, t := range list {
			add(item, t.Links)
		}
	}
	for _, p := range page.All() {
		for _, g := range p.Goals {
			add("", g.Links)
		}
		texts("", p.Text)
		p.Walk(func(a *reader.Activity) {
			add(a.ID, a.Links)
			texts(a.ID, a.Notes)
			for _, q := range a.Prompts {
				add(a.ID, q.Links)
			}
		})
	}
	return all
}
