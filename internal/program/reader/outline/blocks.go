package outline

import (
	"strings"
	"unicode/utf8"

	"stint/internal/program/reader/attribute"
	"stint/internal/program/reader/inline"
)

// parser walks the lines of one container: the page, a quote, a code block
// read as a page.
type parser struct {
	doc    *Doc
	lines  []Line
	i      int
	breaks Breaks
	quotes int // how many quotes are around these lines
	blocks []*Block
	stack  []openItem // the items that are open, outermost first
	text   openText   // the paragraph that is being collected
	lists  int        // how many lists written in tags are open
	layout int        // lines below this index are of a table that only lays out
	blank  bool       // the line before was blank
	noEnd  bool       // a search for the end of a comment has failed below here
}

// openItem is a list item that later lines may belong to.
type openItem struct {
	block  *Block
	marker int // the column, tabs expanded, of its marker
}

// openText collects the lines of a paragraph.
type openText struct {
	block *Block
	inline.Builder
}

func (d *Doc) parse(lines []Line, breaks Breaks, quotes int) []*Block {
	if breaks == nil {
		breaks = func(string) bool { return false }
	}
	p := parser{doc: d, lines: lines, breaks: breaks, quotes: quotes}
	for p.i < len(p.lines) && d.count <= MaxBlocks {
		p.line()
	}
	p.close()
	if d.count > MaxBlocks && quotes == 0 {
		at := p.lines[min(p.i, len(p.lines)-1)]
		d.Slips = append(d.Slips, Slip{Kind: TooMany, Line: at.Number, Column: 1, EndColumn: 1})
	}
	return p.blocks
}

// line reads the block that the current line starts or continues.
func (p *parser) line() {
	ln := p.lines[p.i]
	columns, bytes := indent(ln.Text)
	s := strings.TrimRight(ln.Text[bytes:], " \t")
	if s == "" {
		p.close()
		p.blank = true
		p.i++
		return
	}
	at := line{Line: ln, s: s, indent: columns, bytes: bytes}
	if !p.indentedCode(at) && !p.special(at) && !p.table(at) && !p.item(at) {
		p.paragraph(at)
	}
	p.blank = false
}

// line is a source line with its indent measured.
type line struct {
	Line
	s      string // without white space around
	indent int    // in columns, tabs expanded
	bytes  int    // the bytes of white space before s
}

// column is where a byte of s stands in the source's line.
func (l line) column(off int) int {
	return l.Column + utf8.RuneCountInString(l.Text[:l.bytes]) + utf8.RuneCountInString(l.s[:off])
}

// special reads the blocks that their first characters tell.
func (p *parser) special(at line) bool {
	switch at.s[0] {
	case '`', '~':
		return p.fence(at)
	case '<':
		return p.comment(at) || p.html(at)
	case '#':
		return p.heading(at)
	case '>':
		return p.quote(at)
	case '{', '[', '/', ':', '%', '!', '$':
		return p.directive(at)
	case '=', '-', '_', '*':
		return p.setext(at) || p.rule(at) || p.bold(at)
	}
	return false
}

// indent measures the white space before a line's text.
func indent(s string) (columns, bytes int) {
	for bytes < len(s) {
		switch {
		case s[bytes] == ' ':
			columns++
			bytes++
		case s[bytes] == '\t':
			columns += 4 - columns%4
			bytes++
		case strings.HasPrefix(s[bytes:], "\u00a0"), strings.HasPrefix(s[bytes:], "\ufeff"):
			columns++
			bytes += len(s[bytes:]) - len(strings.TrimLeft(s[bytes:], "\u00a0\ufeff"))
		case strings.HasPrefix(s[bytes:], "\u3000"):
			columns += 2
			bytes += len("\u3000")
		default:
			return columns, bytes
		}
	}
	return columns, bytes
}

// cut returns the line without its first bytes.
func (l Line) cut(bytes int) Line {
	return Line{l.Text[bytes:], l.Number, l.Column + utf8.RuneCountInString(l.Text[:bytes])}
}

// holder closes the items that a block at an indent does not belong to and
// returns the innermost that it does, nil for none.
func (p *parser) holder(indent int) *Block {
	for len(p.stack) > 0 {
		top := p.stack[len(p.stack)-1]
		if indent >= top.marker+2 {
			return top.block
		}
		p.stack = p.stack[:len(p.stack)-1]
	}
	return nil
}

// put appends a block where its indent says it belongs, and closes what is open.
func (p *parser) put(b *Block, indent int) *Block {
	p.close()
	if item := p.holder(indent); item != nil {
		item.Children = append(item.Children, b)
		item.EndLine = max(item.EndLine, b.EndLine)
	} else {
		p.blocks = append(p.blocks, b)
	}
	return b
}

// block makes a block of one line.
func (p *parser) block(l line, kind Kind) *Block {
	p.doc.count++
	return &Block{Kind: kind, Line: l.Number, Column: l.column(0), EndLine: l.Number}
}

// open starts to collect a text for b with the part of the line from off on.
func (p *parser) open(b *Block, at line, off int) {
	p.close()
	p.text = openText{block: b}
	if off < len(at.s) {
		p.extend(at, off)
	}
}

func (p *parser) extend(at line, off int) {
	p.text.Add(at.s[off:], at.Number, at.column(off))
	p.text.block.EndLine = at.Number
}

// close ends the paragraph that is being collected.
func (p *parser) close() {
	if b := p.text.block; b != nil {
		b.Text = p.text.Text()
	}
	p.text = openText{}
}

// paragraph is what a line is that starts nothing else.
func (p *parser) paragraph(at line) {
	p.i++
	open := p.text.block
	fresh := open == nil || at.indent < 2 && p.breaks(at.s)
	if !fresh {
		p.extend(at, 0)
		return
	}
	b := p.block(at, Paragraph)
	p.put(b, at.indent)
	p.open(b, at, 0)
}

// indentedCode takes lines that stand four columns deeper than their
// surroundings after a blank line, which is code even where it looks like a list.
func (p *parser) indentedCode(at line) bool {
	if !p.blank && (len(p.blocks) > 0 || len(p.stack) > 0) || p.text.block != nil {
		return false
	}
	least := 4
	if n := len(p.stack); n > 0 {
		top := p.stack[n-1]
		least = top.marker + len(top.block.Marker) + 1 + 4
		if m, _ := matchMarker(at.s); m.end > 0 {
			least += 2
		}
	}
	if at.indent < least {
		return false
	}
	b := p.block(at, Code)
	p.put(b, at.indent)
	for p.i < len(p.lines) {
		ln := p.lines[p.i]
		columns, bytes := indent(ln.Text)
		if bytes == len(ln.Text) {
			p.i++
			continue
		}
		if columns < least {
			break
		}
		b.Lines = append(b.Lines, ln.cut(dedent(ln.Text, at.indent)))
		b.EndLine = ln.Number
		p.i++
	}
	return true
}

// dedent is how many bytes of white space make some columns, at most.
func dedent(s string, columns int) int {
	n := 0
	for n < len(s) && columns > 0 {
		switch s[n] {
		case ' ':
			columns--
		case '\t':
			columns -= 4
		default:
			return n
		}
		n++
	}
	return n
}

// fence reads a block of code between fences.
func (p *parser) fence(at line) bool {
	mark := at.s[0]
	width := len(at.s) - len(strings.TrimLeft(at.s, string(mark)))
	info := strings.TrimSpace(at.s[width:])
	if width < 3 || mark == '`' && strings.Contains(info, "`") {
		return false
	}
	b := p.block(at, Code)
	b.Info = info
	p.put(b, at.indent)
	for p.i++; p.i < len(p.lines); p.i++ {
		ln := p.lines[p.i]
		s := strings.TrimSpace(ln.Text)
		if len(s) >= width && strings.Trim(s, string(mark)) == "" {
			b.EndLine = ln.Number
			p.i++
			return true
		}
		columns, bytes := indent(ln.Text)
		if columns > at.indent {
			bytes = min(bytes, at.bytes)
		}
		b.Lines = append(b.Lines, ln.cut(bytes))
		b.EndLine = ln.Number
	}
	p.slip(Slip{Kind: UnclosedCode, Line: at.Number, Column: at.column(0), EndColumn: at.column(width)})
	return true
}

func (p *parser) rule(at line) bool {
	mark := at.s[:1]
	if mark == "=" || at.indent > 3 {
		return false
	}
	bare := strings.NewReplacer(" ", "", "\t", "").Replace(at.s)
	if len(bare) < 3 || strings.Trim(bare, mark) != "" {
		return false
	}
	if at.indent < 2 {
		p.stack = nil
	}
	p.put(p.block(at, Rule), at.indent)
	p.i++
	return true
}

// bold reads a line that is bold as a whole. It heads what follows, and does so
// without blank lines around it as well.
func (p *parser) bold(at line) bool {
	from, to, ok := boldSpan(at.s)
	if !ok || at.indent > 3 {
		return false
	}
	if open := p.text.block; open != nil {
		if at.indent > 1 {
			return false
		}
		p.slip(Slip{Kind: LabelInText, Line: at.Number, Column: at.column(0), EndColumn: at.column(len(at.s))})
	}
	b := p.block(at, Label)
	b.Text = inline.TextAt(at.s[from:to], at.Number, at.column(from))
	p.put(b, at.indent)
	p.i++
	return true
}

// boldSpan finds the text of a line that is one bold run, with a colon or an
// attribute list after it at most.
func boldSpan(s string) (from, to int, ok bool) {
	if len(s) < 5 || s[:2] != "**" && s[:2] != "__" {
		return 0, 0, false
	}
	end := strings.Index(s[2:], s[:2])
	if end < 1 {
		return 0, 0, false
	}
	from, to = 2, 2+end
	rest := strings.Trim(s[to+2:], " \t*_:：")
	if list, more := attribute.Cut(rest); rest != "" && (list.To == 0 || more != "") {
		return 0, 0, false
	}
	if s[from] == '*' || s[from] == '_' {
		from++
	}
	return from, to, from < to
}

// quote reads a block quote as a page of its own.
func (p *parser) quote(at line) bool {
	b := p.block(at, Quote)
	p.put(b, at.indent)
	var inner []Line
	for ; p.i < len(p.lines); p.i++ {
		ln := p.lines[p.i]
		_, bytes := indent(ln.Text)
		if bytes == len(ln.Text) || ln.Text[bytes] != '>' {
			break
		}
		skip := bytes + 1
		if skip < len(ln.Text) && ln.Text[skip] == ' ' {
			skip++
		}
		inner = append(inner, ln.cut(skip))
		b.EndLine = ln.Number
	}
	if p.quotes >= MaxDepth {
		p.tooDeep(at)
		for i := range inner {
			inner[i].Text = strings.TrimLeft(inner[i].Text, "> \t")
		}
	}
	if p.quotes <= MaxDepth {
		b.Children = p.doc.parse(inner, p.breaks, p.quotes+1)
	}
	return true
}

func (p *parser) slip(s Slip) { p.doc.Slips = append(p.doc.Slips, s) }

// tooDeep reports the first place that is too deep.
func (p *parser) tooDeep(at line) {
	if p.doc.deep {
		return
	}
	p.doc.deep = true
	p.slip(Slip{Kind: TooDeep, Line: at.Number, Column: at.column(0), EndColumn: at.column(len(at.s))})
}
