package outline

import (
	"strconv"
	"strings"

	"stint/internal/program/reader/inline"
	"stint/internal/program/reader/words"
)

// htmlTable reads a table that is written in tags as the table that it shows.
// One whose cells hold headings or lists of Markdown only lays a page out, and
// is read line by line like everything else.
func (p *parser) htmlTable(at line) bool {
	open := strings.Index(words.LowerASCII(at.s), "<table")
	if open < 0 || p.i < p.layout || !blank(withoutTags(at.s[:open])) {
		return false
	}
	last, data := p.tableEnd()
	if !data {
		p.layout = last + 1
		return false
	}
	b := p.block(at, Table)
	b.EndLine = p.lines[last].Number
	t := tagTable{block: b}
	for i := p.i; i <= last; i++ {
		t.line(p.lines[i])
	}
	t.endRow()
	if len(b.Rows) == 0 && t.outside.Lines() == 0 {
		return false
	}
	p.put(b, at.indent)
	p.doc.count += len(b.Rows)
	if t.tooLarge {
		b.Kind, b.Rows = HTML, nil
		p.slip(Slip{Kind: WideTable, Line: at.Number, Column: at.column(0), EndColumn: at.column(len(at.s))})
	}
	if t.outside.Lines() > 0 && !t.tooLarge {
		text := &Block{Kind: Paragraph, Text: t.outside.Text(), EndLine: b.EndLine}
		text.Line, text.Column = text.Text.At(0)
		p.doc.count++
		p.put(text, at.indent)
	}
	p.i = last + 1
	return true
}

// tableEnd returns the index of the line on which the table that begins on the
// current one ends, and whether it holds nothing but cells. Without an end, the
// index is that of the last line.
func (p *parser) tableEnd() (last int, data bool) {
	data = true
	for i := p.i; i < len(p.lines); i++ {
		s := strings.TrimSpace(p.lines[i].Text)
		data = data && !standsAlone(s)
		if strings.Contains(words.LowerASCII(s), "</table") {
			return i, data
		}
	}
	return len(p.lines) - 1, false
}

// standsAlone says that a line begins a block of Markdown, or a heading or fold
// written as a tag.
func standsAlone(s string) bool {
	if s == "" {
		return false
	}
	switch s[0] {
	case '#', '|', '`', '~', '>':
		return true
	case '-', '*', '+':
		return len(s) > 1 && s[1] == ' '
	case '<':
		name, _ := inline.TagName(s)
		return name == "details" || len(name) == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6'
	}
	digits := len(s) - len(strings.TrimLeft(s, "0123456789"))
	return digits > 0 && digits < 4 && strings.HasPrefix(s[digits:], ". ")
}

// tagTable is a table written in tags while its lines are read.
type tagTable struct {
	block    *Block
	row      *Row
	heads    int            // how many cells of the row are headers
	cell     inline.Builder // the cell that is open
	inCell   bool
	wide     int             // how many columns the cell takes
	down     [maxColumns]int // in how many further rows a cell of this column goes on
	taking   int             // in how many rows the cell that is open stands
	cells    int
	outside  inline.Builder // text between the cells: a caption
	inTag    bool           // a tag goes on from the line before
	tooLarge bool
}

// line reads one line of the table.
func (t *tagTable) line(ln Line) {
	s, from, i := ln.Text, 0, 0
	if t.inTag {
		end := strings.IndexAny(s, "<>")
		if end < 0 && strings.Contains(s, "=") {
			return // further attributes
		}
		if t.inTag = false; end >= 0 && s[end] == '>' {
			from, i = end+1, end+1
		}
	}
	for i < len(s) {
		next := strings.IndexByte(s[i:], '<')
		if next < 0 {
			break
		}
		i += next
		name, closing := inline.TagName(s[i:])
		if !tableTag(name) {
			i++
			continue
		}
		t.text(ln, from, i)
		end := strings.IndexByte(s[i:], '>')
		if end < 0 {
			t.tag(name, closing, s[i:])
			t.inTag = true
			return
		}
		t.tag(name, closing, s[i:i+end])
		i += end + 1
		from = i
	}
	t.text(ln, from, len(s))
}

// tableTag says that a tag makes the table rather than what is in its cells.
func tableTag(name string) bool {
	switch name {
	case "table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption", "colgroup", "col":
		return true
	}
	return false
}

// text takes a part of a line for the open cell.
func (t *tagTable) text(ln Line, from, to int) {
	raw := ln.Text[from:to]
	cut := strings.TrimSpace(raw)
	switch {
	case cut == "":
	case t.inCell:
		t.cell.Add(cut, ln.Number, ln.cut(from+strings.Index(raw, cut)).Column)
	case !blank(withoutTags(cut)) && !onlyShortcode(cut):
		t.outside.Add(cut, ln.Number, ln.cut(from+strings.Index(raw, cut)).Column)
	}
}

// tag takes a tag that opens or closes a row or a cell.
func (t *tagTable) tag(name string, closing bool, attributes string) {
	switch name {
	case "td", "th":
		t.endCell()
		if closing {
			return
		}
		if t.row == nil {
			t.row = &Row{}
		}
		t.carried()
		t.inCell, t.wide, t.taking = true, spanOf(attributes, "colspan"), spanOf(attributes, "rowspan")
		if name == "th" {
			t.heads++
		}
	case "tr":
		t.endRow()
		if !closing {
			t.row = &Row{}
		}
	default:
		t.endRow()
	}
}

// spanOf is how many rows or columns a cell takes, 1 unless an attribute says.
func spanOf(attributes, name string) int {
	_, value, found := strings.Cut(words.LowerASCII(attributes), name+"=")
	if !found {
		return 1
	}
	value = strings.TrimLeft(value, `"'`)
	digits := len(value) - len(strings.TrimLeft(value, "0123456789"))
	n, err := strconv.Atoi(value[:min(digits, 4)])
	if err != nil || n < 1 {
		return 1
	}
	return n
}

// carried adds empty cells where cells of rows above go on.
func (t *tagTable) carried() {
	for c := len(t.row.Cells); c < maxColumns && t.down[c] > 0; c++ {
		t.down[c]--
		t.row.Cells = append(t.row.Cells, inline.Text{})
	}
}

// endCell puts the open cell into its row.
func (t *tagTable) endCell() {
	if !t.inCell {
		return
	}
	text := t.cell.Text()
	if t.row.Line == 0 && text.Raw != "" {
		t.row.Line, _ = text.At(0)
	}
	t.inCell, t.cell = false, inline.Builder{}
	for n := 0; n < min(t.wide, maxColumns+1); n++ {
		if c := len(t.row.Cells); c < maxColumns {
			t.down[c] = t.taking - 1
		}
		t.row.Cells = append(t.row.Cells, text)
		text = inline.Text{}
		t.cells++
	}
	t.tooLarge = t.tooLarge || len(t.row.Cells) > maxColumns || t.cells > maxCells
}

// endRow puts the open row into the table, unless all of it is empty.
func (t *tagTable) endRow() {
	t.endCell()
	row := t.row
	t.row = nil
	if row == nil || row.Line == 0 {
		t.heads = 0
		return
	}
	if len(t.block.Rows) == 0 && t.heads > 1 && t.heads == filled(row) {
		t.block.Headed = true
	}
	t.heads = 0
	if !t.tooLarge {
		t.block.Rows = append(t.block.Rows, *row)
	}
}

// filled is how many cells of a row hold something.
func filled(row *Row) int {
	n := 0
	for _, c := range row.Cells {
		if c.Raw != "" {
			n++
		}
	}
	return n
}
