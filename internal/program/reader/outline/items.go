package outline

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// marker is what starts a list item.
type marker struct {
	end  int    // bytes up to the item's text, 0 for no marker
	text string // "-", "1.", "1)"
	// number is an ordered marker's, else -1.
	number int
	slip   SlipKind
	isSlip bool
}

// matchMarker finds a list marker at the start of a line without indent. sure
// says that Markdown takes it for one; what is not sure needs neighbours.
func matchMarker(s string) (m marker, sure bool) {
	if n := bulletWidth(s); n > 0 {
		return afterMarker(s, n, -1)
	}
	digits := 0
	number := 0
	for digits < len(s) && digits < 9 && s[digits] >= '0' && s[digits] <= '9' {
		number = number*10 + int(s[digits]-'0')
		digits++
	}
	if digits > 0 {
		for _, dot := range []string{".", ")", "．", "）", "、"} {
			if strings.HasPrefix(s[digits:], dot) {
				return afterMarker(s, digits+len(dot), number)
			}
		}
		return marker{}, false
	}
	if n := symbolWidth(s); n > 0 {
		m, _ = afterMarker(s, n, -1)
		return m, false
	}
	if strings.HasPrefix(s, ". ") {
		m, _ = afterMarker(s, 1, -1)
		m.slip, m.isSlip = MissingNumber, true
		return m, false
	}
	if len(s) > 2 && (s[0] >= 'a' && s[0] <= 'z' || s[0] >= 'A' && s[0] <= 'Z') && (s[1] == '.' || s[1] == ')') && s[2] == ' ' {
		m, _ = afterMarker(s, 2, -1)
		return m, false
	}
	if box, _ := matchBox(s); box > 0 {
		return marker{text: "-", number: -1, slip: MissingMarker, isSlip: true, end: -1}, false
	}
	return marker{}, false
}

// bulletWidth returns the bytes of the bullet that a line starts with.
func bulletWidth(s string) int {
	switch s[0] {
	case '-', '*', '+':
		return 1
	}
	for _, bullet := range []string{"•", "‣", "◦", "▪", "●", "○", "・", "–", "—"} {
		if strings.HasPrefix(s, bullet) {
			return len(bullet)
		}
	}
	return 0
}

// symbolWidth returns the bytes of a symbol such as ✅ that a line starts with
// and a space follows. Lines of such symbols are read as a list.
func symbolWidth(s string) int {
	if s[0] < 0xe2 {
		return 0
	}
	r, n := utf8.DecodeRuneInString(s)
	if !unicode.Is(unicode.So, r) || matchesBox(s) {
		return 0
	}
	n += len(s[n:]) - len(strings.TrimLeft(s[n:], "\ufe0f\u200d"))
	if n >= len(s)-1 || s[n] != ' ' {
		return 0
	}
	return n
}

func matchesBox(s string) bool {
	end, _ := matchBox(s)
	return end > 0
}

// afterMarker measures the white space between a marker and its text. A marker
// without any is a slip, and one only where what follows could be an item.
func afterMarker(s string, width, number int) (marker, bool) {
	m := marker{text: s[:width], number: number}
	rest := s[width:]
	cut := strings.TrimLeft(rest, " \t\u00a0\u3000")
	m.end = width + len(rest) - len(cut)
	if rest == "" || m.end > width || s[width-1] >= 0x80 && s[0] != 0xe2 {
		return m, true
	}
	first, _ := utf8.DecodeRuneInString(rest)
	box, _ := matchBox(rest)
	switch {
	case box > 0:
	case s[:width] == "*" || s[:width] == "+" || s[0] >= 0x80:
		return marker{}, false
	case s[:width] == "-" && (rest[0] == '-' || !unicode.IsLetter(first) && first != '[' && first != '*'):
		return marker{}, false
	case number >= 0 && !unicode.IsLetter(first) && first != '[' && first != '*':
		return marker{}, false
	}
	m.slip, m.isSlip = MissingSpace, true
	return m, false
}

// matchBox finds a checkbox at the start of an item's text.
func matchBox(s string) (end int, check Check) {
	for _, box := range []struct {
		text  string
		check Check
	}{
		{"[ ]", Open}, {"[x]", Ticked}, {"[X]", Ticked}, {"[]", Open}, {"[  ]", Open}, {"[✓]", Ticked},
		{"[✔]", Ticked}, {"[-]", Open}, {"[~]", Open}, {"☐", Open}, {"☑", Ticked}, {"☒", Ticked},
		{"⬜", Open}, {"◻", Open}, {"□", Open}, {"🔲", Open}, {"🗹", Ticked}, {"🗸", Ticked},
	} {
		if strings.HasPrefix(s, box.text) && !strings.HasPrefix(s[len(box.text):], "(") {
			return len(box.text), box.check
		}
	}
	return 0, NoBox
}

// item reads a list item, mending what its author let slip.
func (p *parser) item(at line) bool {
	if p.definition(at) {
		return true
	}
	m, sure := matchMarker(at.s)
	if m.end == 0 || !sure && !p.mayRecover(at, m) || p.text.block != nil && p.continues(at, m) {
		return false
	}
	p.close()
	depth := p.nest(at)
	b := p.block(at, Item)
	b.Level, b.Marker = depth, m.text
	p.attach(b, at, depth)
	if m.isSlip {
		p.markerSlip(at, m)
	}
	off := p.doubleMarker(at, max(m.end, 0))
	for n := 0; n < 2; n++ { // a second box says no more than the first
		end, check := matchBox(at.s[off:])
		if end == 0 || n > 0 && at.s[off] != '[' {
			break
		}
		p.boxSlip(at, off, end)
		b.Check = check
		off += end
		off += len(at.s[off:]) - len(strings.TrimLeft(at.s[off:], " \t"))
	}
	p.open(b, at, off)
	p.i++
	return true
}

// definition reads a line that starts with a colon below a term.
func (p *parser) definition(at line) bool {
	if !strings.HasPrefix(at.s, ": ") || len(p.blocks) == 0 || len(p.stack) > 0 && p.stack[0].block.Marker != ":" {
		return false
	}
	p.close()
	last := p.blocks[len(p.blocks)-1]
	switch {
	case last.Kind == Item && last.Marker == ":":
	case last.Kind == Paragraph && last.EndLine >= at.Number-2 && last.Text.Lines() == 1:
		last.Kind = Label
	case last.Kind == Label:
	default:
		return false
	}
	p.stack = nil
	b := p.block(at, Item)
	b.Level, b.Marker = 1, ":"
	p.attach(b, at, 1)
	off := len(at.s) - len(strings.TrimLeft(at.s[1:], " \t"))
	p.open(b, at, off)
	p.i++
	return true
}

// continues says that a line with a marker is the wrapped text of the open
// paragraph: an ordered marker interrupts one only as number 1, a plus or a
// dash that may be punctuation only among its like.
func (p *parser) continues(at line, m marker) bool {
	open := p.text.block
	if n := len(p.stack); n > 0 && at.indent < p.stack[n-1].marker+2 {
		return false
	}
	switch {
	case m.number >= 0 && open.Kind == Item:
		return m.number > 9
	case m.number >= 0:
		return m.number != 1
	case m.text == "+" || m.text == "–" || m.text == "—":
		return open.Kind != Item || open.Marker != m.text
	}
	return false
}

// mayRecover says that a line which is no item for Markdown stands where its
// neighbours are items.
func (p *parser) mayRecover(at line, m marker) bool {
	if m.isSlip && (m.slip == MissingMarker || strings.HasPrefix(at.s, "-[") || strings.HasPrefix(at.s, "*[")) {
		return p.text.block == nil || p.text.block.Kind == Item || m.slip != MissingMarker
	}
	if m.isSlip && m.number >= 0 && p.text.block == nil && len(p.stack) == 0 {
		return p.neighbour(at, 1) || m.number == 1
	}
	if !m.isSlip && symbolWidth(at.s) > 0 {
		n := len(p.blocks)
		return p.symbolAt(1) || n > 0 && p.blocks[n-1].Kind == Item && symbolWidth(p.blocks[n-1].Marker+" x") > 0 && p.symbolAt(-1)
	}
	for i := len(p.stack) - 1; i >= 0; i-- {
		if d := at.indent - p.stack[i].marker; d > -2 && d < 2 {
			return m.isSlip || sameAlphabet(p.stack[i].block.Marker, m.text)
		}
	}
	if !m.isSlip && (m.text[0] == 'a' || m.text[0] == 'A') {
		return p.neighbour(at, 1) && p.text.block == nil || len(p.stack) > 0 && at.indent >= 2
	}
	return m.isSlip && m.slip == MissingNumber && len(p.stack) > 0 && p.neighbour(at, 1)
}

// symbolAt says that a line before or after starts with a symbol too.
func (p *parser) symbolAt(step int) bool {
	if i := p.i + step; i >= 0 && i < len(p.lines) {
		s := strings.TrimSpace(p.lines[i].Text)
		return s != "" && symbolWidth(s) > 0
	}
	return false
}

// sameAlphabet says that two markers count by letters, so that "b." can follow "a.".
func sameAlphabet(a, b string) bool {
	return len(a) == 2 && len(b) == 2 && unicode.IsLetter(rune(a[0])) && b[0] > a[0] && a[1] == b[1]
}

// neighbour says that the line after is an item at the same indent.
func (p *parser) neighbour(at line, step int) bool {
	if p.i+step >= len(p.lines) {
		return false
	}
	next := p.lines[p.i+step].Text
	columns, bytes := indent(next)
	if bytes == len(next) || columns < at.indent-1 || columns > at.indent+1 {
		return false
	}
	m, sure := matchMarker(next[bytes:])
	return sure || m.end > 0
}

// nest closes the items that end before a new one and returns its depth.
func (p *parser) nest(at line) int {
	for len(p.stack) > 0 {
		top := p.stack[len(p.stack)-1]
		if at.indent >= top.marker+2 {
			p.shallow(at, top)
			break
		}
		p.stack = p.stack[:len(p.stack)-1]
	}
	if len(p.stack) >= MaxDepth {
		p.tooDeep(at)
		p.stack = p.stack[:MaxDepth-1]
	}
	return len(p.stack) + 1
}

// shallow notes a child that stands left of where Markdown wants it.
func (p *parser) shallow(at line, parent openItem) {
	need := parent.marker + utf8.RuneCountInString(parent.block.Marker) + 1
	if at.indent >= need || parent.block.Marker == ":" {
		return
	}
	p.slip(Slip{Kind: ShallowNesting, Line: at.Number, Column: at.Column, EndColumn: at.column(0),
		Text: strings.Repeat(" ", need), Fix: at.Column == 1})
}

func (p *parser) attach(b *Block, at line, depth int) {
	if depth > 1 {
		parent := p.stack[len(p.stack)-1].block
		parent.Children = append(parent.Children, b)
	} else {
		p.blocks = append(p.blocks, b)
	}
	p.stack = append(p.stack, openItem{b, at.indent})
}

func (p *parser) markerSlip(at line, m marker) {
	s := Slip{Kind: m.slip, Line: at.Number, Column: at.column(0), Fix: true}
	switch m.slip {
	case MissingNumber:
		s.EndColumn, s.Text = at.column(1), p.siblingMarker()
	case MissingMarker:
		s.EndColumn, s.Text = at.column(0), "- "
	default:
		s.EndColumn, s.Text = at.column(len(m.text)), m.text+" "
	}
	p.slip(s)
}

// siblingMarker is how the item before the last one at the same depth is marked.
func (p *parser) siblingMarker() string {
	list := p.blocks
	if n := len(p.stack); n > 1 {
		list = p.stack[n-2].block.Children
	}
	for i := len(list) - 2; i >= 0; i-- {
		if list[i].Kind == Item && list[i].Marker != "." {
			return list[i].Marker
		}
	}
	return "1."
}

// doubleMarker skips markers that follow a marker on the same line.
func (p *parser) doubleMarker(at line, off int) int {
	from := off
	for off < len(at.s) {
		if box, _ := matchBox(at.s[off:]); box > 0 {
			break
		}
		m, sure := matchMarker(at.s[off:])
		if !sure || m.end == 0 || off+m.end >= len(at.s) || !unicode.IsSpace(rune(at.s[off+m.end-1])) || m.number > 99 {
			break
		}
		off += m.end
	}
	if off > from {
		p.slip(Slip{Kind: DoubleMarker, Line: at.Number, Column: at.column(0), EndColumn: at.column(off), Fix: true, FixColumn: at.column(from)})
	}
	return off
}

// boxSlip notes a checkbox that Markdown would not take for one.
func (p *parser) boxSlip(at line, off, end int) {
	box := at.s[off : off+end]
	spaced := off+end == len(at.s) || at.s[off+end] == ' ' || at.s[off+end] == '\t'
	if spaced && (box == "[ ]" || box == "[x]" || box == "[X]") || box[0] != '[' {
		return
	}
	text := "[ ] "
	if strings.EqualFold(box, "[x]") {
		text = "[x] "
	}
	if spaced {
		text = text[:3]
	}
	p.slip(Slip{Kind: BrokenBox, Line: at.Number, Column: at.column(off), EndColumn: at.column(off + end), Text: text, Fix: true})
}
