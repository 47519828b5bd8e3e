package markdown

import (
	"bytes"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// angles reads what begins with "<" within a line: an address in angle brackets,
// or HTML as CommonMark, section 6.6, defines it, which is dropped. The
// parser's own readers of HTML use regular expressions that are slow to fail.
type angles struct{}

// Trigger returns the character that opens a tag.
func (angles) Trigger() []byte { return []byte{'<'} }

// Parse reads one address or tag.
func (angles) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	m := meterOf(pc)
	m.mark()
	line, segment := block.PeekLine()
	if length, kind := angledAddress(line); length > 0 {
		block.Advance(length)
		return ast.NewAutoLink(kind, ast.NewTextSegment(text.NewSegment(segment.Start+1, segment.Start+length-1)))
	}
	if opening, closing := declaration(line); opening != "" {
		return m.skipDeclaration(block, opening, closing)
	}
	name, ok := readTag(block)
	if !ok {
		_, reached := block.Position()
		m.charge(max(reached.Start-segment.Start, 0))
		return nil
	}
	if name == "br" {
		end := ast.NewText()
		end.SetHardLineBreak(true)
		return end
	}
	return ast.NewRawHTML()
}

// angledAddress returns the length of an address in angle brackets, with them:
// one with a scheme, or a mail address.
func angledAddress(line []byte) (length int, kind ast.AutoLinkType) {
	end := bytes.IndexFunc(line[1:], func(c rune) bool { return c <= ' ' || c == '<' || c == '>' }) + 1
	if end <= 1 || line[end] != '>' {
		return 0, 0
	}
	address := line[1:end]
	if scheme := bytes.IndexByte(address, ':'); 2 <= scheme && scheme <= 32 && isScheme(address[:scheme]) {
		return end + 1, ast.AutoLinkURL
	}
	if at := bytes.IndexByte(address, '@'); at > 0 && isLocalPart(address[:at]) && isDomain(address[at+1:]) {
		return end + 1, ast.AutoLinkEmail
	}
	return 0, 0
}

func isScheme(name []byte) bool {
	for i, c := range name {
		if !isLetter(c) && (i == 0 || !isLetterOrDigit(c) && c != '+' && c != '.' && c != '-') {
			return false
		}
	}
	return true
}

// isLocalPart reports whether a text may stand before the @ of a mail address.
func isLocalPart(name []byte) bool {
	for _, c := range name {
		if !isLetterOrDigit(c) && !strings.ContainsRune(".!#$%&'*+/=?^_`{|}~-", rune(c)) {
			return false
		}
	}
	return len(name) <= maxLocal
}

// isDomain reports whether a text is names of a domain with dots between them.
func isDomain(name []byte) bool {
	for label := range bytes.SplitSeq(name, []byte(".")) {
		if len(label) == 0 || len(label) > 63 || label[0] == '-' || label[len(label)-1] == '-' {
			return false
		}
		for _, c := range label {
			if !isLetterOrDigit(c) && c != '-' {
				return false
			}
		}
	}
	return len(name) <= maxDomain
}

// declaration returns how a comment, a processing instruction, a declaration or a
// CDATA section at the beginning of a line opens and closes.
func declaration(line []byte) (opening, closing string) {
	switch {
	case bytes.HasPrefix(line, []byte("<!--")):
		return "<!--", "-->"
	case bytes.HasPrefix(line, []byte("<?")):
		return "<?", "?>"
	case bytes.HasPrefix(line, []byte("<![CDATA[")):
		return "<![CDATA[", "]]>"
	case len(line) > 2 && line[1] == '!' && isLetter(line[2]):
		return "<!", ">"
	}
	return "", ""
}

// skipDeclaration reads on to the end of a declaration. Where it has none, no
// later one of its kind in the block has one either.
func (m *meter) skipDeclaration(block text.Reader, opening, closing string) ast.Node {
	if slices.Contains(m.unclosed, closing) {
		return nil
	}
	skip := len(opening)
	if opening == "<!--" {
		skip = len("<!") // <!--> and <!---> are whole comments
	}
	for {
		line, _ := block.PeekLine()
		if line == nil {
			m.unclosed = append(m.unclosed, closing)
			return nil
		}
		if end := bytes.Index(line[skip:], []byte(closing)); end >= 0 {
			block.Advance(skip + end + len(closing))
			return ast.NewRawHTML()
		}
		skip = 0
		block.AdvanceLine()
	}
}

// readTag reads a tag, over line ends, and returns its name in lower case. A
// closing tag has a slash before it. Where there is no tag, the block is left
// where that was found.
func readTag(block text.Reader) (name string, ok bool) {
	r := tagReader{block}
	r.next() // <
	closing := r.take('/')
	name = r.name(isLetter, func(c byte) bool { return isLetterOrDigit(c) || c == '-' })
	if name == "" {
		return "", false
	}
	if closing {
		r.spaces()
		return "/" + name, r.take('>')
	}
	for r.spaces() && startsAttribute(r.block.Peek()) {
		if !r.attribute() {
			return "", false
		}
	}
	r.take('/')
	return name, r.take('>')
}

// tagReader reads the parts of a tag.
type tagReader struct{ block text.Reader }

func (r tagReader) next() { r.block.Advance(1) }

func (r tagReader) take(c byte) bool {
	if r.block.Peek() != c {
		return false
	}
	r.next()
	return true
}

// spaces skips white space and reports whether there was any.
func (r tagReader) spaces() bool {
	some := false
	for c := r.block.Peek(); c == ' ' || c == '\t' || c == '\n'; c = r.block.Peek() {
		r.next()
		some = true
	}
	return some
}

// name reads a name of allowed characters, in lower case.
func (r tagReader) name(first, others func(byte) bool) string {
	var name []byte
	for c := r.block.Peek(); first(c) || len(name) > 0 && others(c); c = r.block.Peek() {
		name = append(name, c)
		r.next()
	}
	return string(bytes.ToLower(name))
}

func startsAttribute(c byte) bool { return isLetter(c) || c == '_' || c == ':' }

// attribute reads an attribute with its value, if it has one, and reports whether
// it is whole.
func (r tagReader) attribute() bool {
	r.name(startsAttribute, func(c byte) bool {
		return startsAttribute(c) || isLetterOrDigit(c) || c == '.' || c == '-'
	})
	line, before := r.block.Position()
	r.spaces()
	if !r.take('=') {
		r.block.SetPosition(line, before) // the spaces are before the next attribute
		return true
	}
	r.spaces()
	if quote := r.block.Peek(); quote == '"' || quote == '\'' {
		r.next()
		return r.until(quote)
	}
	return r.bare()
}

// until skips to a closing quote.
func (r tagReader) until(quote byte) bool {
	for {
		line, _ := r.block.PeekLine()
		if line == nil {
			return false
		}
		if end := bytes.IndexByte(line, quote); end >= 0 {
			r.block.Advance(end + 1)
			return true
		}
		r.block.AdvanceLine()
	}
}

// bare skips a value without quotes.
func (r tagReader) bare() bool {
	some := false
	for c := r.block.Peek(); c > ' ' && c != text.EOF && strings.IndexByte("\"'=<>`", c) < 0; c = r.block.Peek() {
		r.next()
		some = true
	}
	return some
}
