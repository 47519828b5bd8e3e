package assembly

import (
	"strings"
	"unicode/utf8"

	"stint/internal/program/reader/label"
	"stint/internal/program/reader/outline"
	"stint/internal/program/reader/page"
	"stint/internal/program/reader/wording"
)

// parties is what a page says of whose its doings are besides the words of each.
type parties struct {
	// heads and items are how many parties its headings name, and the labels of
	// its items: two say that it divides the doings among them.
	heads, items map[string]bool
	// marks are what the marks before its items stand for, "1 = the manager", and
	// legend the first items of the lists that say so.
	marks  map[string]party
	legend map[*outline.Block]bool
}

// party is somebody with how sure it is who that is.
type party struct {
	owner string
	sure  float64
}

// divides finds out among whom a page divides its doings.
func (r *assembly) divides() {
	r.among = parties{heads: map[string]bool{}, items: map[string]bool{}, marks: map[string]party{}, legend: map[*outline.Block]bool{}}
	for i := 0; i < len(r.Flow); i++ {
		switch b := r.Flow[i]; b.Kind {
		case outline.Heading, outline.Label:
			if read := r.Words(b); b != r.Title && len(read.Words) < 4 && !label.NamesSomebody(read.Text) && read.OwnerOf() != "" {
				r.among.heads[read.OwnerOf()+strings.ToLower(strings.TrimRight(read.Text, " :"))] = true
			}
		case outline.Item:
			end := i
			for end < len(r.Flow) && r.Flow[end].Kind == outline.Item {
				end++
			}
			r.readLegend(r.Flow[i:end])
			r.prefixes(r.Flow[i:end])
			i = end - 1
		}
	}
}

// prefixes notes whom the labels of items name.
func (r *assembly) prefixes(items []*outline.Block) {
	for _, it := range items {
		if it.Kind != outline.Item {
			continue
		}
		if read := r.Words(it); len(r.among.items) < 8 && read.Prefixed() {
			r.among.items[read.Word(0)] = true
		}
		r.prefixes(it.Children)
	}
}

// readLegend reads a list that says what the marks before other items stand
// for. Of two marks of which one is the newcomer's, the other is somebody
// else's, whatever they are called.
func (r *assembly) readLegend(items []*outline.Block) {
	if len(items) < 2 || len(items) > 9 || !strings.Contains(items[0].Text.Raw, "=") {
		return
	}
	found, named, newcomer := map[string]party{}, 0, false
	for _, it := range items {
		mark, meaning, is := strings.Cut(r.Plain(it), "=")
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
		r.among.marks[mark] = p
	}
	r.among.legend[items[0]] = true
}

// bare is a mark without the brackets around it.
func bare(mark string) string { return strings.ToLower(strings.Trim(mark, " ()[]*")) }

// isMark says that a text is a letter or two, or a number.
func isMark(s string) bool {
	n := utf8.RuneCountInString(s)
	return n > 0 && n < 3 && !strings.ContainsAny(s, " <>!:+-/")
}

// marked returns whose an item is by the mark before it: "1: …", "(M) …",
// "1 & 2: …". What is the newcomer's among others is theirs.
func (r *assembly) marked(plain string) (owner string, sure float64) {
	const most = 12 // bytes of the marks
	if len(r.among.marks) == 0 {
		return "", 0
	}
	plain = strings.TrimLeft(plain, " ")
	end := strings.IndexAny(plain[:min(len(plain), most)], ":)]")
	if end <= 0 {
		return "", 0
	}
	for _, mark := range strings.FieldsFunc(plain[:end], func(c rune) bool { return strings.ContainsRune("&,/+", c) }) {
		p, is := r.among.marks[bare(mark)]
		switch {
		case !is:
			return "", 0
		case owner == "" || p.owner == string(page.OwnerIntern) || p.owner == string(page.OwnerAll):
			owner, sure = p.owner, p.sure
		}
	}
	return owner, sure
}

// named returns whose an item is by its own words, empty where they say nothing:
// by a mark, a role, or the name of a department where the page names parties
// before others.
func (b *builder) named(a *page.Activity, read *wording.Reading) (owner string, sure float64) {
	if owner, sure := b.marked(a.Text); owner != "" {
		return owner, sure
	}
	if owner, sure := read.Owner(); owner != "" {
		return owner, sure
	}
	if len(b.among.items) > 1 && read.OfDepartment() {
		return string(page.OwnerManager), guessed
	}
	return "", 0
}
