package division

import (
	"stint/internal/program/reader/outline"
	"stint/internal/program/reader/wording"
)

// headings are those around a place of the page, by level, each with whose
// section it says it is.
type headings [LabelLevel]struct {
	block *outline.Block
	owner string
	read  bool
}

// open takes a block of the flow: a heading ends those of its level and below.
func (h *headings) open(b *outline.Block) {
	if b.Kind != outline.Heading {
		return
	}
	for level := b.Level; level < len(h); level++ {
		h[level].block = nil
	}
	h[b.Level].block, h[b.Level].read = b, false
}

// ownerAround is whose the phase is that begins at a mark: its own heading, or
// the headings and <details> around it say.
func (r *division) ownerAround(m mark, folds []*outline.Block, above *headings) string {
	if owner := wording.Read(m.label.Topic).OwnerOf(); owner != "" {
		return owner
	}
	for i := len(folds) - 1; i >= 0; i-- {
		if owner := r.Words(folds[i]).OwnerOf(); owner != "" {
			return owner
		}
	}
	for level := min(m.level, len(above)) - 1; level > 0; level-- {
		h := &above[level]
		if h.block == nil || h.block == r.Title {
			continue
		}
		if !h.read {
			h.owner, h.read = r.Words(h.block).OwnerOf(), true
		}
		if h.owner != "" {
			return h.owner
		}
	}
	return ""
}
