package inline

import (
	"sort"
	"strings"
	"unicode/utf8"
)

// Text is inline Markdown, possibly from several lines, that knows where each
// part of it stands.
type Text struct {
	Raw  string
	runs []run
}

type run struct{ off, line, column int }

// At returns the line and column of a byte offset into Raw.
func (t Text) At(off int) (line, column int) {
	if len(t.runs) == 0 {
		return 0, 0
	}
	lo, hi := 0, len(t.runs)-1
	for lo < hi {
		mid := (lo + hi + 1) / 2
		if t.runs[mid].off <= off {
			lo = mid
		} else {
			hi = mid - 1
		}
	}
	r := t.runs[lo]
	off = min(max(off, r.off), len(t.Raw))
	return r.line, r.column + utf8.RuneCountInString(t.Raw[r.off:off])
}

// LastLine returns the line of the last part of the text, 0 for no text.
func (t Text) LastLine() int {
	line, _ := t.At(len(t.Raw))
	return line
}

// Slice returns the part of the text between two byte offsets of Raw.
func (t Text) Slice(from, to int) Text {
	out := Text{Raw: t.Raw[from:to]}
	line, column := t.At(from)
	out.runs = append(out.runs, run{0, line, column})
	first := sort.Search(len(t.runs), func(i int) bool { return t.runs[i].off > from })
	for _, r := range t.runs[first:] {
		if r.off >= to {
			break
		}
		out.runs = append(out.runs, run{r.off - from, r.line, r.column})
	}
	return out
}

// Without returns the text without some parts, which are in order and lie beside
// one another at most.
func (t Text) Without(parts ...Range) Text {
	out := Text{}
	raw := make([]byte, 0, len(t.Raw))
	keep := func(from, to int) {
		if from >= to {
			return
		}
		kept := t.Slice(from, to)
		for _, r := range kept.runs {
			out.runs = append(out.runs, run{r.off + len(raw), r.line, r.column})
		}
		raw = append(raw, kept.Raw...)
	}
	from := 0
	for _, part := range parts {
		keep(from, part.From)
		from = part.To
	}
	keep(from, len(t.Raw))
	out.Raw = string(raw)
	return out
}

// Rows returns the text line by line.
func (t Text) Rows() []Text {
	var out []Text
	for from := 0; from <= len(t.Raw); {
		to := strings.IndexByte(t.Raw[from:], '\n')
		if to < 0 {
			return append(out, t.Slice(from, len(t.Raw)))
		}
		out = append(out, t.Slice(from, from+to))
		from += to + 1
	}
	return out
}

// TextAt makes a text of a single line at a place of the source.
func TextAt(s string, line, column int) Text {
	return Text{Raw: s, runs: []run{{0, line, column}}}
}

// Builder puts a text together line by line. Its zero value is ready to use.
type Builder struct {
	raw  []byte
	runs []run
}

// Add appends what stands at a place of the source as a line of the text.
func (b *Builder) Add(s string, line, column int) {
	if len(b.raw) > 0 {
		b.raw = append(b.raw, '\n')
	}
	b.runs = append(b.runs, run{len(b.raw), line, column})
	b.raw = append(b.raw, s...)
}

// Lines returns how many lines have been added.
func (b *Builder) Lines() int { return len(b.runs) }

// Text returns the text of what has been added.
func (b *Builder) Text() Text { return Text{Raw: string(b.raw), runs: b.runs} }

// Lines returns how many lines of the source the text comes from.
func (t Text) Lines() int { return len(t.runs) }
