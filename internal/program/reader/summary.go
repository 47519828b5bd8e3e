package reader

import (
	"fmt"
	"net/url"
	"strings"

	"stint/internal/program/reader/outline"
)

// summarize sums the page up and says what is remarkable about the whole.
func (r *reading) summarize() {
	p := r.page
	span := r.spanned()
	switch {
	case p.Weeks > 0 && span > 0 && p.Weeks != span:
		r.say("S119", place{r.front.WeeksLine, 1, r.endOfLine(r.front.WeeksLine)}, fmt.Sprintf("The front matter says %d weeks, the phases span %d.", p.Weeks, span), "")
	case p.Weeks == 0 && span > 0:
		p.Weeks = span
	case p.Weeks == 0 && p.Facts.TypicalWeeks != nil:
		p.Weeks = int(p.Facts.TypicalWeeks.Value)
	}
	if f := r.front; f.Hours > 0 && p.Minimum == nil {
		quote := strings.TrimSpace(r.doc.LineText(f.HoursLine))
		p.Minimum = &Minimum{Hours: f.Hours, Line: f.HoursLine, Column: 1, Quote: quote, Sentence: quote}
	}
	r.count()
	r.remarkPhases()
	r.remarkDuplicates()
	r.remarkLinks()
	switch {
	case r.blankPage():
		r.say("S100", place{1, 1, 1}, "There is nothing to read on this page.", "Write at least a list of things to do.")
	case p.Counts.Activities == 0 && p.Counts.Prompts == 0:
		r.say("S107", place{1, 1, 1}, "Nothing on this page reads as something to do.", "Write activities as list items.")
	}
}

// blankPage says that the page has no text besides its front matter.
func (r *reading) blankPage() bool {
	for _, b := range r.flow {
		if b.Kind != outline.Rule && b.Kind != outline.Directive {
			return false
		}
	}
	return true
}

// count fills in the page's counts.
func (r *reading) count() {
	c := &r.page.Counts
	c.Phases = len(r.page.Phases)
	r.page.Walk(func(_ *Phase, a *Activity) {
		c.Activities++
		c.Prompts += len(a.Prompts)
	})
	for _, p := range append([]*Phase{&r.page.Setup}, r.pagePhases()...) {
		for _, n := range p.Items {
			c.Items += n
		}
	}
	for i := range r.page.Phases {
		c.Progress += Progress(r.page.Phases[i].Activities)
	}
	c.Links = r.countLinks(r.flow)
}

// Progress returns how much activities count in the intern's progress: each
// leaf that the intern owns one, a head of prompts one, of a branch one side,
// of a choice as many as are asked for.
func Progress(list []Activity) int {
	n := 0
	sides := map[string]int{}
	for i := range list {
		a := &list[i]
		below := Progress(a.Children)
		if a.Choose > 0 {
			below = min(below, a.Choose)
		}
		if a.CountsForProgress() {
			below++
		}
		if a.Branch == "" {
			n += below
			continue
		}
		n += max(below-sides[a.Branch], 0)
		sides[a.Branch] = max(sides[a.Branch], below)
	}
	return n
}

// countItems counts the list items of a part by depth.
func (r *reading) countItems(p *part) {
	counts := []int{}
	var walk func(list []*outline.Block)
	walk = func(list []*outline.Block) {
		for _, b := range list {
			if b.Kind == outline.Item {
				depth := max(b.Level, 1)
				for len(counts) < depth {
					counts = append(counts, 0)
				}
				counts[depth-1]++
			}
			walk(b.Children)
		}
	}
	walk(p.blocks)
	p.phase.Items = counts
}

// countLinks counts the links in blocks, pictures not among them.
func (r *reading) countLinks(list []*outline.Block) int {
	n := 0
	add := func(s *outline.Span) {
		for _, l := range s.Links {
			if !l.Image {
				n++
			}
		}
	}
	for _, b := range list {
		add(r.span(b))
		for _, row := range b.Rows {
			for _, cell := range row.Cells {
				s := outline.Inline(cell, r.doc.References)
				add(&s)
			}
		}
		n += r.countLinks(b.Children)
	}
	return n
}

// remarkPhases says what is odd about the phases' numbers and contents.
func (r *reading) remarkPhases() {
	styled := false
	type series struct{ unit, track string }
	last := map[series]*Phase{}
	for i := range r.page.Phases {
		p := &r.page.Phases[i]
		at := place{p.Line, p.Column, r.endOfLine(p.Line)}
		if r.parts[i].style != byHeading && !styled {
			styled = true
			r.say("S115", at, "The phases are named in "+styleNames[r.parts[i].style]+".", "Headings are read with more certainty.")
		}
		if p.OpenEnded {
			r.say("S114", at, fmt.Sprintf("“%s” has no end.", shorten(p.Title, 40)), "")
		}
		if len(p.Activities) == 0 && !p.Break {
			if len(p.Goals) > 0 {
				r.say("S305", at, fmt.Sprintf("“%s” has goals and no activities.", shorten(p.Title, 40)), "")
			} else {
				r.say("S113", at, fmt.Sprintf("“%s” has nothing to do.", shorten(p.Title, 40)), "")
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

// styleNames say where the names of phases stand.
var styleNames = map[style]string{byLabel: "bold lines", byLine: "lines of text", byItem: "list items", byRow: "the rows of a table", byColumn: "the columns of a table"}

// remarkOrder compares a phase with the one before it.
func (r *reading) remarkOrder(before, p *Phase, at place) {
	end := *before.Number
	if before.Through != nil {
		end = *before.Through
	}
	counted := p.Unit == "day" && *p.Number >= 30
	switch first := *p.Number; {
	case first == *before.Number && (p.Through == nil) == (before.Through == nil) && !p.OpenEnded:
		r.say("S110", at, fmt.Sprintf("“%s” has the same number as the phase on line %d.", shorten(p.Title, 40), before.Line), "")
	case first < *before.Number:
		r.say("S111", at, fmt.Sprintf("“%s” comes after “%s”.", shorten(p.Title, 30), shorten(before.Title, 30)), "")
	case first <= end && !counted && !before.OpenEnded:
		r.say("S112", at, fmt.Sprintf("“%s” and “%s” overlap.", shorten(p.Title, 30), shorten(before.Title, 30)), "")
	case first > end+1 && !counted && p.Unit != "day" && !before.OpenEnded:
		r.say("S109", at, fmt.Sprintf("There is nothing between “%s” and “%s”.", shorten(before.Title, 30), shorten(p.Title, 30)), "")
	}
}

// remarkDuplicates says which items of a phase stand there twice.
func (r *reading) remarkDuplicates() {
	for _, p := range append([]*Phase{&r.page.Setup}, r.pagePhases()...) {
		seen := map[string]int{}
		p.Walk(func(a *Activity) {
			if len(a.Links) == 0 || len(a.Children) > 0 || a.Role == RoleNote {
				return
			}
			key := strings.ToLower(a.Text) + "\x00" + a.Links[0].URL
			if line := seen[key]; line > 0 {
				r.say("S223", place{a.Line, a.Column, r.endOfLine(a.Line)}, fmt.Sprintf("The same as on line %d.", line), "Take one of them away.")
				return
			}
			seen[key] = a.Line
		})
	}
}

// remarkLinks says which links lead nowhere or probably do.
func (r *reading) remarkLinks() {
	var local []outline.Link
	var walk func(list []*outline.Block)
	walk = func(list []*outline.Block) {
		for _, b := range list {
			for _, l := range r.span(b).Links {
				switch {
				case l.Image:
				case l.URL == "":
					r.say("S601", place{l.Line, l.Column, l.Column + 1}, fmt.Sprintf("The link “%s” has no address.", shorten(l.Text, 40)), "")
				case strings.HasPrefix(l.URL, "/") && !strings.HasPrefix(l.URL, "//"):
					local = append(local, l)
				}
			}
			walk(b.Children)
		}
	}
	walk(r.flow)
	r.remarkFolders(local)
}

// remarkFolders compares the folders of links within the same site.
func (r *reading) remarkFolders(links []outline.Link) {
	first, second := map[string]int{}, map[string]map[string]int{}
	for _, l := range links {
		a, b := folders(l.URL)
		first[a]++
		if second[a] == nil {
			second[a] = map[string]int{}
		}
		second[a][b]++
	}
	for _, main := range sortedKeys(first) {
		if first[main] < 4 || first[main]*5 < len(links)*4 {
			continue
		}
		for _, l := range links {
			a, _ := folders(l.URL)
			if a == main || second[main][a] < 2 {
				continue
			}
			d := r.say("S602", place{l.Line, l.Column, l.Column + 1}, fmt.Sprintf("This link probably lacks /%s.", main), fmt.Sprintf("The others lead to /%s/%s/…", main, a))
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
func (r *reading) fixLink(d *Diagnostic, l outline.Link, main string) {
	line := r.doc.LineText(l.Line)
	at := strings.Index(line, "]("+l.URL)
	if at < 0 {
		return
	}
	column := len([]rune(line[:at+2])) + 1
	d.Fix = &Fix{Line: l.Line, Column: column, EndColumn: column, Text: "/" + main}
}
