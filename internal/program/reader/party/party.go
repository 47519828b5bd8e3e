// Package party finds out among whom a page divides its doings: whom its headings
// and the labels of its items name, and what the marks before its items stand for.
package party

import (
	"strings"
	"unicode/utf8"

	"stint/internal/program/reader/label"
	"stint/internal/program/reader/outline"
	"stint/internal/program/reader/page"
	"stint/internal/program/reader/source"
	"stint/internal/program/reader/wording"
)

// Parties is what a page says of whose its doings are besides the words of each.
type Parties struct {
	source *source.Source
	// heads and items are the parties that its headings name, and the labels of
	// its items.
	heads, items map[string]bool
	// marks are what the marks before its items stand for, "1 = the manager", and
	// legends the first items of the lists that say so.
	marks   map[string]party
	legends map[*outline.Block]bool
}

// Headed says that two headings at least each name a party, so that the page
// divides its doings among them.
func (r *Parties) Headed() bool { return len(r.heads) > 1 }

// Labeled says the same of the labels of items.
func (r *Parties) Labeled() bool { return len(r.items) > 1 }

// Legend says that a list which begins with an item tells what marks stand for.
func (r *Parties) Legend(first *outline.Block) bool { return r.legends[first] }

// party is somebody with how sure it is who that is.
type party struct {
	owner string
	sure  float64
}

// Among finds out among whom a page divides its doings.
func Among(s *source.Source) *Parties {
	r := &Parties{source: s, heads: map[string]bool{}, items: map[string]bool{}, marks: map[string]party{}, legends: map[*outline.Block]bool{}}
	for i := 0; i < len(s.Flow); i++ {
		switch b := s.Flow[i]; b.Kind {
		case outline.Heading, outline.Label:
			if read := s.Words(b); b != s.Title && len(read.Words) < 4 && !label.NamesSomebody(read.Text) && read.OwnerOf() != "" {
				r.heads[read.OwnerOf()+strings.ToLower(strings.TrimRight(read.Text, " :"))] = true
			}
		case outline.Item:
			end := i
			for end < len(s.Flow) && s.Flow[end].Kind == outline.Item {
				end++
			}
			r.readLegend(s.Flow[i:end])
			r.prefixes(s.Flow[i:end])
			i = end - 1
		}
	}
	return r
}

// prefixes notes whom the labels of items name.
func (r *Parties) prefixes(items []*outline.Block) {
	for _, it := range items {
		if it.Kind != outline.Item {
			continue
		}
		if read := r.source.Words(it); len(r.items) < 8 && read.Prefixed() {
			r.items[read.Word(0)] = true
		}
		r.prefixes(it.Children)
	}
}

// readLegend reads a list that says what the marks before other items stand
// for. Of two marks of which one is the newcomer's, the other is somebody
// else's, whatever they are called.
func (r *Parties) readLegend(items []*outline.Block) {
	if len(items) < 2 || len(items) > 9 || !strings.Contains(items[0].Text.Raw, "=") {
		return
	}
	found, named, newcomer := map[string]party{}, 0, false
	for _, it := range items {
		mark, meaning, is := strings.Cut(r.source.Plain(it), "=")
		mark = bare(mark)
		if !is || !isMark(mark) || len(it.Children) > 0 {
			return
		}
		p := party{wording.Read(strings.TrimSpace(meaning)).RoleNamed(), 0.9}
		if p.owner != "" {
			named++
		}
		newcomer = newcomer || p.owner == string(page.OwnerIntern)
		found[mark] = p
	}
	if named == 0 || !newcomer && named < len(items) {
		return
	}
	for mark, p := range found {
		if p.owner == "" {
			p = party{string(page.OwnerManager), 0.6}
		}
		r.marks[mark] = p
	}
	r.legends[items[0]] = true
}

// bare is a mark without the brackets around it.
func bare(mark string) string { return strings.ToLower(strings.Trim(mark, " ()[]*")) }

// isMark says that a text is a letter or two, or a number.
func isMark(s string) bool {
	n := utf8.RuneCountInString(s)
	return n > 0 && n < 3 && !strings.ContainsAny(s, " <>!:+-/")
}

// Marked returns whose an item is by the mark before it: "1: …", "(M) …",
// "1 & 2: …". What is the newcomer's among others is theirs.
func (r *Parties) Marked(plain string) (owner string, sure float64) {
	const most = 12 // bytes of the marks
	if len(r.marks) == 0 {
		return "", 0
	}
	plain = strings.TrimLeft(plain, " ")
	end := strings.IndexAny(plain[:min(len(plain), most)], ":)]")
	if end <= 0 {
		return "", 0
	}
	for _, mark := range strings.FieldsFunc(plain[:end], func(c rune) bool { return strings.ContainsRune("&,/+", c) }) {
		p, is := r.marks[bare(mark)]
		switch {
		case !is:
			return "", 0
		case owner == "" || p.owner == string(page.OwnerIntern) || p.owner == string(page.OwnerAll):
			owner, sure = p.owner, p.sure
		}
	}
	return owner, sure
}
