// Package review sums a page up and remarks what is odd about the whole of it.
package review

import (
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"

	"stint/internal/program/reader/division"
	"stint/internal/program/reader/front"
	"stint/internal/program/reader/inline"
	"stint/internal/program/reader/outline"
	"stint/internal/program/reader/page"
	"stint/internal/program/reader/source"
)

// review is a page being summed up.
type review struct {
	*source.Source
	page  *page.Page
	front front.Front
	parts []*division.Part
}

// Review fills in what a page's parts add up to, and remarks what is odd.
func Review(s *source.Source, p *page.Page, f front.Front, parts []*division.Part) {
	r := &review{s, p, f, parts}
	span := p.Span()
	switch {
	case p.Weeks > 0 && span > 0 && p.Weeks != span && !(p.Open() && p.Weeks > span):
		r.Say("S119", source.At(r.front.WeeksLine, 1, r.EndOfLine(r.front.WeeksLine)), fmt.Sprintf("The front matter says %d weeks, the phases span %d.", p.Weeks, span), "")
	case p.Weeks == 0 && span > 0 && r.statesMore(span):
		p.Weeks = int(p.Facts.TypicalWeeks.Value)
	case p.Weeks == 0 && span > 0:
		p.Weeks = span
	case p.Weeks == 0 && p.Facts.TypicalWeeks != nil:
		p.Weeks = int(p.Facts.TypicalWeeks.Value)
	}
	if f := r.front; f.Hours > 0 && p.Minimum == nil {
		quote := strings.TrimSpace(r.Doc.LineText(f.HoursLine))
		p.Minimum = &page.Minimum{Hours: f.Hours, Line: f.HoursLine, Column: 1, Quote: quote, Sentence: quote}
	}
	r.count()
	r.remarkPhases()
	r.remarkDuplicates()
	r.remarkLinks()
	switch {
	case r.blankPage():
		r.Say("S100", source.At(1, 1, 1), "There is nothing to read on this page.", "Write at least a list of things to do.")
	case p.Title == "":
		r.Say("S120", source.At(1, 1, 1), "The page has no title.", "Write “title: …” in the front matter, or a heading above all others.")
	}
	switch {
	case r.blankPage():
	case p.Counts.Activities == 0 && p.Counts.Prompts == 0:
		r.Say("S107", source.At(1, 1, 1), "Nothing on this page reads as something to do.", "Write activities as list items.")
	}
}

// blankPage says that the page has no text besides its front matter.
func (r *review) blankPage() bool {
	for _, b := range r.Flow {
		if b.Kind != outline.Rule && b.Kind != outline.Directive {
			return false
		}
	}
	return true
}

// count fills in the page's counts.
func (r *review) count() {
	c := &r.page.Counts
	c.Phases = len(r.page.Phases)
	r.page.Walk(func(_ *page.Phase, a *page.Activity) {
		c.Activities++
		c.Prompts += len(a.Prompts)
	})
	for _, p := range r.page.All() {
		for _, n := range p.Items {
			c.Items += n
		}
	}
	for i := range r.page.Phases {
		c.Progress += page.Progress(r.page.Phases[i].Activities)
	}
	c.Links = r.countLinks(r.Flow)
}

// countLinks counts the links in blocks, pictures not among them.
func (r *review) countLinks(list []*outline.Block) int {
	n := 0
	add := func(s *inline.Span) {
		for _, l := range s.Links {
			if !l.Image {
				n++
			}
		}
	}
	for _, b := range list {
		add(r.Span(b))
		for _, row := range b.Rows {
			for _, cell := range row.Cells {
				s := inline.Read(cell, r.Doc.References)
				add(&s)
			}
		}
		n += r.countLinks(b.Children)
	}
	return n
}

// statesMore says that the text above the phases states a longer program than
// the phases span: what is to be done in the later weeks is not written down.
func (r *review) statesMore(span int) bool {
	stated := r.page.Facts.TypicalWeeks
	return stated != nil && stated.Value > float64(span) && stated.Value <= longest && (r.page.Open() || stated.Line < r.page.Phases[0].Line)
}

// longest is the most weeks that a text is believed to state for a program.
const longest = 104

// remarkPhases says what is odd about the phases' numbers and contents.
func (r *review) remarkPhases() {
	styled := false
	type series struct{ unit, track string }
	last := map[series]*page.Phase{}
	for i := range r.page.Phases {
		p := &r.page.Phases[i]
		at := source.At(p.Line, p.Column, r.EndOfLine(p.Line))
		if r.parts[i].Style != division.ByHeading && !styled {
			styled = true
			r.Say("S115", at, "The phases are named in "+r.parts[i].Style.String()+".", "Headings are read with more certainty.")
		}
		if p.OpenEnded {
			r.Say("S114", at, fmt.Sprintf("“%s” has no end.", page.Shorten(p.Title, 40)), "")
		}
		if len(p.Activities) == 0 && !p.Break {
			if len(p.Goals) > 0 {
				r.Say("S305", at, fmt.Sprintf("“%s” has goals and no activities.", page.Shorten(p.Title, 40)), "")
			} else {
				r.Say("S113", at, fmt.Sprintf("“%s” has nothing to do.", page.Shorten(p.Title, 40)), "")
			}
		}
		if p.Number == nil {
			continue
		}
		k := series{p.Unit, p.Track}
		if before := last[k]; before != nil {
			r.remarkOrder(before, p, at)
		}
		last[k] = p
	}
}

// remarkOrder compares a phase with the one before it.
func (r *review) remarkOrder(before, p *page.Phase, at source.Place) {
	end := *before.Number
	if before.Through != nil {
		end = *before.Through
	}
	counted := p.Unit == "day" && *p.Number >= 30
	switch first := *p.Number; {
	case first == *before.Number && (p.Through == nil) == (before.Through == nil) && !p.OpenEnded:
		r.Say("S110", at, fmt.Sprintf("“%s” has the same number as the phase on line %d.", page.Shorten(p.Title, 40), before.Line), "")
	case first < *before.Number:
		r.Say("S111", at, fmt.Sprintf("“%s” comes after “%s”.", page.Shorten(p.Title, 30), page.Shorten(before.Title, 30)), "")
	case first <= end && !counted && !before.OpenEnded:
		r.Say("S112", at, fmt.Sprintf("“%s” and “%s” overlap.", page.Shorten(p.Title, 30), page.Shorten(before.Title, 30)), "")
	case first > end+1 && !counted && p.Unit != "day" && !before.OpenEnded:
		r.Say("S109", at, fmt.Sprintf("There is nothing between “%s” and “%s”.", page.Shorten(before.Title, 30), page.Shorten(p.Title, 30)), "")
	}
}

// remarkDuplicates says which items of a phase stand there twice.
func (r *review) remarkDuplicates() {
	for _, p := range r.page.All() {
		type item struct {
			text, url string // the address's beginning: it may be a long one that very many share
			length    int
		}
		seen := map[item]*page.Activity{}
		p.Walk(func(a *page.Activity) {
			if len(a.Links) == 0 || len(a.Children) > 0 || a.Role == page.RoleNote {
				return
			}
			url := a.Links[0].URL
			key := item{strings.ToLower(a.Text), url[:min(len(url), page.MaxAddress)], len(url)}
			if same := seen[key]; same != nil && same.Links[0].URL == url {
				r.Say("S223", source.At(a.Line, a.Column, r.EndOfLine(a.Line)), fmt.Sprintf("The same as on line %d.", same.Line), "Take one of them away.")
				return
			}
			seen[key] = a
		})
	}
}

// remarkLinks says which links lead nowhere or probably do.
func (r *review) remarkLinks() {
	var local []inline.Link
	var walk func(list []*outline.Block)
	walk = func(list []*outline.Block) {
		for _, b := range list {
			for _, l := range r.Span(b).Links {
				switch {
				case l.Image:
				case l.URL == "":
					r.Say("S601", source.At(l.Line, l.Column, l.Column+1), fmt.Sprintf("The link “%s” has no address.", page.Shorten(l.Text, 40)), "")
				case strings.HasPrefix(l.URL, "/") && !strings.HasPrefix(l.URL, "//"):
					local = append(local, l)
				}
			}
			walk(b.Children)
		}
	}
	walk(r.Flow)
	r.remarkFolders(local)
}

// remarkFolders compares the folders of links within the same site.
func (r *review) remarkFolders(links []inline.Link) {
	first, second := map[string]int{}, map[string]map[string]int{}
	for _, l := range links {
		a, b := folders(l.URL)
		first[a]++
		if second[a] == nil {
			second[a] = map[string]int{}
		}
		second[a][b]++
	}
	for _, main := range slices.Sorted(maps.Keys(first)) {
		if first[main] < 4 || first[main]*5 < len(links)*4 {
			continue
		}
		for _, l := range links {
			a, _ := folders(l.URL)
			if a == main || second[main][a] < 2 {
				continue
			}
			d := r.Say("S602", source.At(l.Line, l.Column, l.Column+1), fmt.Sprintf("This link probably lacks /%s.", main), fmt.Sprintf("The others lead to /%s/%s/…", main, a))
			r.fixLink(d, l, main)
		}
	}
}

// folders are the first two folders of a path.
func folders(address string) (first, second string) {
	u, err := url.Parse(address)
	if err != nil {
		return "", ""
	}
	parts := strings.SplitN(strings.Trim(u.Path, "/"), "/", 3)
	if len(parts) > 1 {
		second = parts[1]
	}
	return parts[0], second
}

// fixLink proposes the address with the folder in front.
func (r *review) fixLink(d *page.Diagnostic, l inline.Link, main string) {
	line := r.Doc.LineText(l.Line)
	at := strings.Index(line, "]("+l.URL)
	if at < 0 {
		return
	}
	column := len([]rune(line[:at+2])) + 1
	d.Fix = &page.Fix{Line: l.Line, Column: column, EndColumn: column, Text: "/" + main}
}
