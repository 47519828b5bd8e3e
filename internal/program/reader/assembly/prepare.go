package assembly

import (
	"stint/internal/program/reader/outline"
	"stint/internal/program/reader/page"
	"stint/internal/program/reader/wording"
)

// guessed is how sure it is whose the things are that stand among others which
// no newcomer does.
const guessed = 0.55

// named returns whose an item is by its own words, empty where they say nothing:
// by a mark, a role, or the name of a department where the page names parties
// before others.
func (b *builder) named(a *page.Activity, read *wording.Reading) (owner string, sure float64) {
	if owner, sure := b.among.Marked(a.Text); owner != "" {
		return owner, sure
	}
	if owner, sure := read.Owner(); owner != "" {
		return owner, sure
	}
	if b.among.Labeled() && read.OfDepartment() {
		return string(page.OwnerManager), guessed
	}
	return "", 0
}

// preparer is whose a doing is that nobody is named for: the intern's, but for
// what no newcomer does and what stands beside or below it.
func (b *builder) preparer(read *wording.Reading, up *above) (page.Owner, float64) {
	if owner, sure := read.Prepares(b.beforeStart() != nil); owner != "" {
		return page.Owner(owner), sure
	}
	switch {
	case up != nil && up.owner != page.OwnerIntern && up.sure < 0.7 && !read.Speaks():
		return up.owner, up.sure
	case (b.readies || up != nil && up.readies) && !read.Speaks():
		return page.OwnerManager, guessed
	}
	return page.OwnerIntern, 0.85
}

// beforeStart is the heading around the current block that names what is done
// before a newcomer's first day, nil for none.
func (b *builder) beforeStart() *outline.Block {
	for _, h := range b.heads {
		if h.block != b.Title && b.Words(h.block).BeforeStart() {
			return h.block
		}
	}
	if h := b.part.Heading; h != nil && b.Words(h).BeforeStart() {
		return h
	}
	return nil
}

// readying says that a list below a heading of the time before a newcomer's
// first day holds what others do, or that one before it did.
func (b *builder) readying(items []*outline.Block) bool {
	heading := b.beforeStart()
	if heading == nil {
		return false
	}
	if b.preparations(items) {
		b.readied = heading
	}
	return b.readied == heading
}

// preparations says that one thing in a list is such that no newcomer does it
// before their first day, and that none speaks to them.
func (b *builder) preparations(items []*outline.Block) bool {
	found := false
	for _, it := range items {
		if it.Kind != outline.Item {
			continue
		}
		read := b.Words(it)
		if read.Speaks() {
			return false
		}
		owner, _ := read.Prepares(true)
		found = found || owner != ""
	}
	return found
}
