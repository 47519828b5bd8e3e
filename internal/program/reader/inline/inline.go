// Package inline reads the Markdown within a block: what of it people read,
// what is bold or code, and where each link and each letter stands in the page.
//
// It is one pass over the text and linear in its length, whatever it holds.
package inline

import (
	"html"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Span is inline Markdown without its markup, for people and for matching.
type Span struct {
	// Plain is the text with white space collapsed.
	Plain string
	Links []Link
	// Bold are the parts of Plain that are bold, Code those in code spans.
	Bold, Code []Range
	marks      []mark
	src        Text
}

// References are the targets of links that a page defines elsewhere, by label.
type References map[string]string

// Define takes in what a label leads to. The first definition counts, as in CommonMark.
func (r References) Define(label, url string) {
	key := referenceKey(label)
	if _, known := r[key]; !known {
		r[key] = url
	}
}

// referenceKey is a label without the differences that do not count.
func referenceKey(label string) string {
	return strings.ToLower(strings.Join(strings.Fields(label), " "))
}

// Range is a half-open range of bytes of Plain.
type Range struct{ From, To int }

// Link is a link within a span.
type Link struct {
	Text, URL string
	// Range is what the link covers in Plain.
	Range
	Line, Column int
	// Image says that the link is a picture rather than something to follow.
	Image bool
}

// mark maps a byte of Plain to a byte of the source.
type mark struct{ plain, src int }

// At returns where a byte of Plain stands in the page.
func (s *Span) At(off int) (line, column int) { return s.src.At(s.offset(off)) }

// Raw returns the byte of the source's Raw that a byte of Plain comes from.
func (s *Span) Raw(off int) int { return s.offset(off) }

// Breaks says that a line of the source ends behind a byte of Plain, whatever
// closing marks and spaces stand before its end.
func (s *Span) Breaks(off int) bool {
	raw := s.src.Raw
	for i := s.offset(off-1) + 1; i < len(raw); i++ {
		switch raw[i] {
		case '\n':
			return true
		case '`', ' ', '*', '_', '\\', ')', '\t':
		default:
			return false
		}
	}
	return false
}

// offset returns the byte of the source's Raw that a byte of Plain comes from.
func (s *Span) offset(off int) int {
	lo, hi := 0, len(s.marks)
	for lo < hi {
		mid := (lo + hi) / 2
		if s.marks[mid].plain <= off {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo == 0 {
		return 0
	}
	m := s.marks[lo-1]
	return m.src + off - m.plain
}

// Read strips a text of its markup. References may be nil.
func Read(t Text, references References) Span {
	if isPlain(t.Raw) {
		return Span{Plain: t.Raw, marks: []mark{{0, 0}}, src: t}
	}
	s := scanner{out: make([]byte, 0, len(t.Raw)), src: t.Raw, text: t, refs: references}
	s.span.src = t
	for s.i < len(s.src) {
		s.step()
	}
	s.strip()
	return s.span
}

// isPlain says that nothing in a text is markup, as is so of most.
func isPlain(s string) bool {
	if s == "" || s != strings.TrimSpace(s) {
		return false
	}
	for i := 0; i < len(s); i++ {
		switch c := s[i]; c {
		case '\\', '`', '<', '[', ']', '!', '*', '_', '~', '&', '{', '\n', '\t':
			return false
		case ' ':
			if s[i+1] == ' ' {
				return false
			}
		case 'h', 'w':
			if strings.HasPrefix(s[i:], "http") || strings.HasPrefix(s[i:], "www.") {
				return false
			}
		}
	}
	return true
}

// scanner strips inline markup in one pass. Delimiters of emphasis are first
// written out as text and dropped at the end where they have met their partner.
type scanner struct {
	src  string
	i    int
	text Text
	refs References
	out  []byte
	span Span
	// brackets are the "[" that are still open.
	brackets []bracket
	// delims are the runs of * _ ~ in order of appearance, open those that
	// may still be closed.
	delims []delim
	open   []int
	// ticks remembers from where on no run of n backticks follows.
	ticks map[int]int
	// endless says that no comment ends any more.
	endless bool
	// known is the last place that was asked for.
	known struct{ off, line, column int }
}

type bracket struct {
	src, out int
	image    bool
	links    int // how many links there were before it
}

type delim struct {
	out, width, used int
	char             byte
	opens, closes    bool
}

func (s *scanner) step() {
	c := s.src[s.i]
	switch c {
	case '\\':
		s.escape()
	case '`':
		s.code()
	case '<':
		s.angle()
	case '[':
		s.bracket(false)
	case ']':
		s.closeBracket()
	case '!':
		if strings.HasPrefix(s.src[s.i:], "![") {
			s.i++
			s.bracket(true)
			return
		}
		s.copy(1)
	case '*', '_', '~':
		s.delim(c)
	case '&':
		s.entity()
	case '{':
		s.shortcode()
	case 'h', 'w':
		s.bare()
	case '\n', ' ', '\t':
		s.space()
	default:
		n := 1
		for s.i+n < len(s.src) && !special(s.src[s.i+n]) {
			n++
		}
		s.copy(n)
	}
}

// special says that a byte may start markup.
func special(c byte) bool {
	switch c {
	case '\\', '`', '<', '[', ']', '!', '*', '_', '~', '&', '{', 'h', 'w', '\n', ' ', '\t':
		return true
	}
	return false
}

// copy takes n bytes over as they are.
func (s *scanner) copy(n int) {
	s.mark()
	s.out = append(s.out, s.src[s.i:s.i+n]...)
	s.i += n
}

// mark notes where the next byte of output comes from, where that does not follow.
func (s *scanner) mark() {
	if n := len(s.span.marks); n > 0 {
		last := s.span.marks[n-1]
		if s.i-last.src == len(s.out)-last.plain {
			return
		}
	}
	s.span.marks = append(s.span.marks, mark{len(s.out), s.i})
}

func (s *scanner) space() {
	if n := len(s.out); n > 0 && s.out[n-1] != ' ' {
		s.mark()
		s.out = append(s.out, ' ')
	}
	s.i++
}

func (s *scanner) escape() {
	s.i++
	switch {
	case s.i >= len(s.src):
	case s.src[s.i] == '\n':
		s.space()
	case s.src[s.i] < utf8.RuneSelf && unicode.IsPunct(rune(s.src[s.i])) || strings.IndexByte("+<=>^`|~$", s.src[s.i]) >= 0:
		s.copy(1)
	default:
		s.i--
		s.copy(1)
	}
}

// code copies a code span, or the backticks alone where none closes.
func (s *scanner) code() {
	width := runLength(s.src[s.i:], '`')
	if from, known := s.ticks[width]; known && s.i >= from {
		s.copy(width)
		return
	}
	for j := s.i + width; j < len(s.src); {
		next := strings.IndexByte(s.src[j:], '`')
		if next < 0 {
			break
		}
		j += next
		n := runLength(s.src[j:], '`')
		if n == width {
			s.codeSpan(s.i+width, j)
			s.i = j + n
			return
		}
		j += n
	}
	if s.ticks == nil {
		s.ticks = map[int]int{}
	}
	s.ticks[width] = s.i
	s.copy(width)
}

func (s *scanner) codeSpan(from, to int) {
	inner := s.src[from:to]
	if len(inner) > 2 && inner[0] == ' ' && inner[len(inner)-1] == ' ' && strings.TrimSpace(inner) != "" {
		from, to = from+1, to-1
	}
	start := len(s.out)
	s.i = from
	for s.i < to {
		if s.src[s.i] == '\n' {
			s.space()
			continue
		}
		s.copy(1)
	}
	s.span.Code = append(s.span.Code, Range{start, len(s.out)})
}

func runLength(s string, c byte) int {
	n := 0
	for n < len(s) && s[n] == c {
		n++
	}
	return n
}

// link notes a link over out[from:to] that stands at src in the source.
func (s *scanner) link(src, from, to int, text, url string, image bool) {
	line, column := s.place(src)
	s.span.Links = append(s.span.Links, Link{
		Text: text, URL: url, Range: Range{from, to}, Line: line, Column: column, Image: image,
	})
}

// place is Text.At for offsets near one another: it counts from the last one,
// so that a long line with many links stays linear.
func (s *scanner) place(src int) (line, column int) {
	k := &s.known
	switch {
	case k.line > 0 && src >= k.off && strings.IndexByte(s.src[k.off:src], '\n') < 0:
		k.column += utf8.RuneCountInString(s.src[k.off:src])
	case k.line > 0 && src < k.off && strings.IndexByte(s.src[src:k.off], '\n') < 0:
		k.column -= utf8.RuneCountInString(s.src[src:k.off])
	default:
		k.line, k.column = s.text.At(src)
	}
	k.off = src
	return k.line, k.column
}

// isEntity says that a text is the name or the number of a character.
func isEntity(name string) bool {
	name = strings.TrimPrefix(name, "#")
	for i := 0; i < len(name); i++ {
		if c := name[i]; !wordByte(c) || c >= 0x80 || c == '_' {
			return false
		}
	}
	return name != ""
}

func (s *scanner) entity() {
	end := strings.IndexByte(s.src[s.i:min(len(s.src), s.i+12)], ';')
	if end > 1 && isEntity(s.src[s.i+1:s.i+end]) {
		if text := html.UnescapeString(s.src[s.i : s.i+end+1]); text[0] != '&' || text == "&" {
			s.mark()
			s.out = append(s.out, strings.ReplaceAll(text, "\u00a0", " ")...)
			s.i += end + 1
			return
		}
	}
	s.copy(1)
}

// shortcode drops what a site generator would replace.
func (s *scanner) shortcode() {
	rest := s.src[s.i:min(len(s.src), s.i+maxTag)]
	for _, pair := range [][2]string{{"{{", "}}"}, {"{%", "%}"}, {"{:", "}"}} {
		if strings.HasPrefix(rest, pair[0]) {
			if end := strings.Index(rest, pair[1]); end >= 0 {
				s.i += end + len(pair[1])
				return
			}
		}
	}
	s.copy(1)
}

// bare reads an address that stands in the text without any markup.
func (s *scanner) bare() {
	rest := s.src[s.i:]
	prefix := ""
	for _, p := range []string{"https://", "http://", "www."} {
		if strings.HasPrefix(rest, p) {
			prefix = p
		}
	}
	if prefix == "" || s.i > 0 && wordByte(s.src[s.i-1]) {
		s.copy(1)
		return
	}
	end := strings.IndexAny(rest, " \t\n<>`\"|")
	if end < 0 {
		end = len(rest)
	}
	end = trimAddress(rest[:end])
	if end <= len(prefix) {
		s.copy(1)
		return
	}
	url := rest[:end]
	start, from := len(s.out), s.i
	inLink := len(s.brackets) > 0 && s.closesAsLink(s.i+end)
	s.copy(end)
	if !inLink {
		if prefix == "www." {
			url = "http://" + url
		}
		s.link(from, start, len(s.out), rest[:end], url, false)
	}
}

// closesAsLink says that the text from here on ends a link's text, so that an
// address in it is the text of that link and no link of its own.
func (s *scanner) closesAsLink(i int) bool {
	rest := s.src[i:min(len(s.src), i+512)]
	end := strings.Index(rest, "](")
	open := strings.IndexByte(rest, '[')
	return end >= 0 && (open < 0 || end < open)
}

// trimAddress cuts the punctuation that ends a sentence, and a bracket that
// was opened before the address.
func trimAddress(s string) int {
	if cut := strings.Index(s, "]("); cut >= 0 {
		s = s[:cut]
	}
	for s != "" {
		last := s[len(s)-1]
		switch {
		case strings.IndexByte(".,;:!?'*_~", last) >= 0:
		case last == ')' && strings.Count(s, ")") > strings.Count(s, "("):
		case last == ']' && strings.Count(s, "]") > strings.Count(s, "["):
		default:
			return len(s)
		}
		s = s[:len(s)-1]
	}
	return 0
}

func wordByte(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c >= 0x80 || c == '_'
}
