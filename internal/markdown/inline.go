package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// gate stands before the parsers of links and code. It tells the meter what they
// are about to do, and reads nothing itself but backticks that open no code.
type gate struct{}

// Trigger returns the characters at which those parsers begin.
func (gate) Trigger() []byte { return []byte{'[', ']', '!', '`'} }

// Parse notes the work and leaves the element to the next parser.
func (gate) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	m := meterOf(pc)
	m.mark()
	line, segment := block.PeekLine()
	switch line[0] {
	case '[':
		m.open(segment.Start)
	case '!':
		if bytes.HasPrefix(line, []byte("![")) {
			m.open(segment.Start)
		}
	case ']':
		m.close(segment.Start, line[1:], parent.Lines().Len())
	case '`':
		run := len(line) - len(bytes.TrimLeft(line, "`"))
		if !m.closesCode(run, segment.Start, parent, block.Source()) {
			block.Advance(run)
			return ast.NewTextSegment(segment.WithStop(segment.Start + run))
		}
	}
	return nil
}

// CloseBlock is called when all inline elements of a block are read.
func (gate) CloseBlock(_ ast.Node, _ text.Reader, pc parser.Context) { meterOf(pc).endBlock() }

// open notes an opening bracket. Those that stay open are few in what people
// write, and kept in memory until the block ends.
func (m *meter) open(at int) {
	m.openers = append(m.openers, at)
	m.charge(len(m.openers) / 16)
}

// close notes a closing bracket. The parser looks through everything since the
// opening one, seeks the text in between by line, and in parentheses reads on to
// the end of a destination. Where a link comes of it, the emphasis before it may
// be looked at again.
func (m *meter) close(at int, rest []byte, lines int) {
	last := len(m.openers) - 1
	if last < 0 {
		return
	}
	m.charge(at - m.openers[last] + lines)
	m.openers = m.openers[:last]
	if len(rest) > 0 && (rest[0] == '(' || rest[0] == '[') {
		m.charge(m.marks + destinationLength(rest[1:]))
	}
}

// destinationLength returns how far a link's destination is read: to a space, or
// to a parenthesis that closes more than were opened.
func destinationLength(line []byte) int {
	start := len(line) - len(bytes.TrimLeft(line, " \t"))
	if start < len(line) && line[start] == '<' {
		if end := bytes.IndexByte(line, '>'); end >= 0 {
			return end
		}
		return len(line)
	}
	opened := 0
	for i, c := range line[start:] {
		switch c {
		case ' ', '\t', '\n':
			return start + i
		case '(':
			opened++
		case ')':
			if opened--; opened < 0 {
				return start + i
			}
		}
	}
	return len(line)
}

// closesCode reports whether a run of backticks is followed by another of the same
// length. The parser would read to the end of the block to find that there is
// none, and again for the next run.
func (m *meter) closesCode(run, at int, block ast.Node, source []byte) bool {
	if m.ticks == nil {
		m.ticks = map[int]int{}
		for i := range block.Lines().Len() {
			segment := block.Lines().At(i)
			for j := segment.Start; j < segment.Stop; j++ {
				start := j
				for j < segment.Stop && source[j] == '`' {
					j++
				}
				if j > start {
					m.ticks[j-start] = start
				}
			}
		}
	}
	return m.ticks[run] >= at+run
}

// emphasis reads the delimiters of emphasis and strikethrough as CommonMark and
// GitHub define them. Runs that can do nothing, such as those within a word_like_this,
// are text at once, and not kept to be looked at again.
type emphasis struct{}

// Trigger returns the characters of the delimiters.
func (emphasis) Trigger() []byte { return []byte{'*', '_', '~'} }

// Parse reads one run of delimiters.
func (emphasis) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	before := block.PrecendingCharacter()
	line, segment := block.PeekLine()
	m := meterOf(pc)
	m.mark()
	run := parser.ScanDelimiter(line, before, 1, delimiters(line[0]))
	segment = segment.WithStop(segment.Start + run.OriginalLength)
	block.Advance(run.OriginalLength)
	if !run.CanOpen && !run.CanClose || run.Char == '~' && run.OriginalLength > 2 {
		return ast.NewTextSegment(segment)
	}
	m.runs++
	if run.CanClose {
		m.charge(m.runs) // it seeks its opener among all before it
	}
	run.Segment = segment
	pc.PushDelimiter(run)
	return run
}

// delimiters makes elements of pairs of runs of one character.
type delimiters byte

// IsDelimiter reports whether c is the character.
func (d delimiters) IsDelimiter(c byte) bool { return c == byte(d) }

// CanOpenCloser reports whether two runs may be a pair.
func (d delimiters) CanOpenCloser(opener, closer *parser.Delimiter) bool {
	return opener.Char == closer.Char
}

// OnMatch returns the element of a pair of which so many characters count.
func (d delimiters) OnMatch(consumes int) ast.Node {
	if d == '~' {
		return extast.NewStrikethrough()
	}
	return ast.NewEmphasis(consumes)
}

// bareLinks reads addresses that stand in the text without any mark: after a
// space, a parenthesis or another element, as GitHub does. It looks at no more
// than an address may be long.
type bareLinks struct{}

// Trigger returns the characters after which an address may begin. A space
// stands for the beginning of a line or of a stretch of text, too.
func (bareLinks) Trigger() []byte { return []byte{' ', '('} }

// Parse reads one address.
func (bareLinks) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	if pc.IsInLinkLabel() {
		return nil
	}
	line, segment := block.PeekLine()
	skip := 0
	if line[0] == ' ' || line[0] == '(' {
		skip = 1
	}
	length, kind, protocol := bareAddress(line[skip:])
	if length == 0 {
		return nil
	}
	meterOf(pc).mark()
	if skip > 0 {
		ast.MergeOrAppendTextSegment(parent, segment.WithStop(segment.Start+skip))
	}
	start := segment.Start + skip
	block.Advance(skip + length)
	link := ast.NewAutoLink(kind, ast.NewTextSegment(text.NewSegment(start, start+length)))
	link.Protocol = protocol
	return link
}
