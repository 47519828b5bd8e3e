package inline

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// bracket opens what may become a link or an image.
func (s *scanner) bracket(image bool) {
	if !image && strings.HasPrefix(s.src[s.i:], "[^") {
		if end := strings.IndexAny(s.src[s.i:min(len(s.src), s.i+64)], "] \t\r\n"); end > 2 && s.src[s.i+end] == ']' {
			s.i += end + 1 // a footnote's mark, which is one word
			return
		}
	}
	s.brackets = append(s.brackets, bracket{s.i, len(s.out), image, len(s.span.Links)})
	s.copy(1)
}

// closeBracket makes a link of the innermost open bracket where an address follows.
func (s *scanner) closeBracket() {
	n := len(s.brackets)
	if n == 0 {
		s.copy(1)
		return
	}
	open := s.brackets[n-1]
	s.brackets = s.brackets[:n-1]
	url, end, ok := s.target(open)
	if !ok {
		s.copy(1)
		return
	}
	// The bracket itself is not part of the text.
	text := string(s.out[open.out+1:])
	s.cutByte(open.out)
	src := open.src
	if open.image {
		src--
	}
	s.link(src, open.out, len(s.out), strings.TrimSpace(text), url, open.image)
	s.i = end
	if !open.image {
		s.brackets = nil // links do not nest
	}
}

// cutByte takes the byte of a bracket out of the output and moves what refers
// to later ones. Only what stands inside the link has to move.
func (s *scanner) cutByte(at int) {
	copy(s.out[at:], s.out[at+1:])
	s.out = s.out[:len(s.out)-1]
	for i := len(s.span.marks) - 1; i >= 0 && s.span.marks[i].plain > at; i-- {
		s.span.marks[i].plain--
	}
	s.splitMark(at)
	for i := len(s.delims) - 1; i >= 0 && s.delims[i].out > at; i-- {
		s.delims[i].out--
	}
	shift := func(r *Range) bool {
		if r.To <= at {
			return false
		}
		if r.From > at {
			r.From--
		}
		r.To--
		return true
	}
	for i := len(s.span.Code) - 1; i >= 0 && shift(&s.span.Code[i]); i-- {
	}
	for i := len(s.span.Bold) - 1; i >= 0 && shift(&s.span.Bold[i]); i-- {
	}
	for i := len(s.span.Links) - 1; i >= 0 && shift(&s.span.Links[i].Range); i-- {
	}
}

// splitMark makes the byte at a cut refer to the source after the cut.
func (s *scanner) splitMark(at int) {
	for i := len(s.span.marks) - 1; i >= 0; i-- {
		m := s.span.marks[i]
		if m.plain > at {
			continue
		}
		if m.plain == at {
			if i+1 >= len(s.span.marks) || s.span.marks[i+1].plain > at {
				s.span.marks[i].src++
			}
			return
		}
		s.span.marks = append(s.span.marks, mark{})
		copy(s.span.marks[i+2:], s.span.marks[i+1:])
		s.span.marks[i+1] = mark{at, m.src + at - m.plain + 1}
		return
	}
}

// target reads what follows a closing bracket: an address in parentheses, a
// reference in brackets, or nothing where the text itself is the reference.
func (s *scanner) target(open bracket) (url string, end int, ok bool) {
	i := s.i + 1
	if i < len(s.src) && s.src[i] == '(' {
		if url, end, ok = destination(s.src, i+1); ok {
			return url, end, true
		}
	}
	if len(s.refs) == 0 {
		return "", 0, false
	}
	label := s.src[open.src+1 : s.i]
	end = i
	if i < len(s.src) && s.src[i] == '[' {
		if n := strings.IndexByte(s.src[i:min(len(s.src), i+1000)], ']'); n > 0 {
			end = i + n + 1
			if n > 1 {
				label = s.src[i+1 : i+n]
			}
		}
	}
	if len(label) > 999 || strings.IndexByte(label, '[') >= 0 {
		return "", 0, false
	}
	url, known := s.refs[referenceKey(label)]
	return url, end, known
}

// maxParentheses is how deep parentheses may stand within a link's target, as
// in CommonMark's reference implementation.
const maxParentheses = 32

// destination reads an address and an optional title up to the closing
// parenthesis. A shortcode may stand in the place of the address.
func destination(src string, i int) (url string, end int, ok bool) {
	for i < len(src) && (src[i] == ' ' || src[i] == '\t' || src[i] == '\n') {
		i++
	}
	from, depth := i, 0
	switch {
	case strings.HasPrefix(src[i:], "<"):
		n := strings.IndexAny(src[i:min(len(src), i+maxTag)], ">\n")
		if n < 0 || src[i+n] != '>' {
			return "", 0, false
		}
		url, i = src[i+1:i+n], i+n+1
		return closeDestination(src, i, url)
	case strings.HasPrefix(src[i:], "{{"):
		n := strings.Index(src[i:min(len(src), i+maxTag)], "}}")
		if n < 0 {
			return "", 0, false
		}
		i += n + 2
	}
	for ; i < len(src) && i-from < maxTag; i++ {
		switch c := src[i]; {
		case c == '\\' && i+1 < len(src):
			i++
		case c == '(':
			if depth++; depth > maxParentheses {
				return "", 0, false
			}
		case c == ')':
			if depth == 0 {
				return unescape(src[from:i]), i + 1, true
			}
			depth--
		case c == ' ' || c == '\t' || c == '\n':
			return closeDestination(src, i, unescape(src[from:i]))
		}
	}
	return "", 0, false
}

// closeDestination skips a title and finds the closing parenthesis. An address
// with a space in it, which Markdown refuses, is read as meant.
func closeDestination(src string, i int, url string) (string, int, bool) {
	rest := src[i:min(len(src), i+512)]
	cut := strings.TrimLeft(rest, " \t\n")
	skipped := len(rest) - len(cut)
	if strings.HasPrefix(cut, ")") {
		return url, i + skipped + 1, true
	}
	if cut == "" || strings.IndexByte("\"'(", cut[0]) < 0 {
		end := strings.IndexAny(cut, ")(\n[")
		if end < 0 || cut[end] != ')' || !strings.ContainsAny(url+cut[:end], "/.#") {
			return "", 0, false
		}
		return url + rest[:skipped+end], i + skipped + end + 1, true
	}
	closing := cut[0]
	if closing == '(' {
		closing = ')'
	}
	end := strings.IndexByte(cut[1:], closing)
	if end < 0 {
		return "", 0, false
	}
	after := strings.TrimLeft(cut[end+2:], " \t\n")
	if !strings.HasPrefix(after, ")") {
		return "", 0, false
	}
	return url, i + len(rest) - len(after) + 1, true
}

// unescape drops the backslashes before punctuation.
func unescape(s string) string {
	if !strings.Contains(s, "\\") {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) && s[i+1] < utf8.RuneSelf && !wordByte(s[i+1]) {
			i++
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// delim notes a run of * _ ~ and pairs it with the run that it closes.
func (s *scanner) delim(c byte) {
	width := runLength(s.src[s.i:], c)
	before, _ := utf8.DecodeLastRuneInString(s.src[:s.i])
	after, _ := utf8.DecodeRuneInString(s.src[s.i+width:])
	if s.i == 0 {
		before = ' '
	}
	if s.i+width == len(s.src) {
		after = ' '
	}
	left := !unicode.IsSpace(after) && (!isPunct(after) || unicode.IsSpace(before) || isPunct(before))
	right := !unicode.IsSpace(before) && (!isPunct(before) || unicode.IsSpace(after) || isPunct(after))
	d := delim{out: len(s.out), width: width, char: c, opens: left, closes: right}
	if c == '_' {
		d.opens, d.closes = left && (!right || isPunct(before)), right && (!left || isPunct(after))
	}
	if c == '~' && width != 2 || len(s.out) == 0 && len(s.src) == width {
		d.opens, d.closes = false, false
	}
	s.copy(width)
	s.delims = append(s.delims, d)
	s.pair(len(s.delims) - 1)
}

// pair closes the nearest open runs with the one just read. It looks a few runs
// back only, so that a page of stars stays linear.
func (s *scanner) pair(at int) {
	d := &s.delims[at]
	const back = 16
	for n := 0; d.closes && d.used < d.width && n < back && len(s.open)-n > 0; {
		i := len(s.open) - 1 - n
		o := &s.delims[s.open[i]]
		if o.char != d.char {
			n++
			continue
		}
		index := s.open[i]
		take := min(o.width-o.used, d.width-d.used)
		o.used += take
		d.used += take
		if take >= 2 && d.char != '~' {
			s.span.Bold = append(s.span.Bold, Range{o.out, d.out + d.width})
		}
		s.open, n = s.open[:i], 0
		if o.used < o.width {
			s.open = append(s.open, index)
		}
	}
	if d.opens && d.used < d.width {
		s.open = append(s.open, at)
	}
}

func isPunct(r rune) bool { return unicode.IsPunct(r) || unicode.IsSymbol(r) }

// strip drops the emphasis that was paired and the space at the end, and makes
// the offsets of everything fit the result.
func (s *scanner) strip() {
	var cuts []Range
	for _, d := range s.delims {
		if d.used > 0 {
			cuts = append(cuts, Range{d.out, d.out + d.used})
		}
	}
	out, moved := cut(s.out, cuts)
	trimmed := strings.TrimRightFunc(string(out), unicode.IsSpace)
	lead := len(trimmed) - len(strings.TrimLeftFunc(trimmed, unicode.IsSpace))
	s.span.Plain = trimmed[lead:]
	move := func(at int) int { return min(max(moved(at)-lead, 0), len(s.span.Plain)) }
	s.marks(cuts, move)
	for i := range s.span.Links {
		l := &s.span.Links[i]
		l.Range = Range{move(l.From), move(l.To)}
		if l.From < l.To {
			l.Text = strings.TrimSpace(s.span.Plain[l.From:l.To])
		}
	}
	for _, list := range [][]Range{s.span.Bold, s.span.Code} {
		for i, r := range list {
			list[i] = Range{move(r.From), move(r.To)}
		}
	}
}

// marks moves the marks and adds one behind each cut.
func (s *scanner) marks(cuts []Range, move func(int) int) {
	old := s.span.marks
	if len(cuts) == 0 {
		for i := range old {
			old[i].plain = move(old[i].plain)
		}
		return
	}
	merged := make([]mark, 0, len(old)+len(cuts))
	k := 0
	current := mark{}
	for _, c := range cuts {
		for k < len(old) && old[k].plain <= c.To {
			current = old[k]
			merged = append(merged, current)
			k++
		}
		merged = append(merged, mark{c.To, current.src + c.To - current.plain})
	}
	merged = append(merged, old[k:]...)
	for i := range merged {
		merged[i].plain = move(merged[i].plain)
	}
	s.span.marks = merged
}

// cut drops ranges, which are in order, from a string and returns where an
// offset has moved to.
func cut(b []byte, cuts []Range) ([]byte, func(int) int) {
	if len(cuts) == 0 {
		return b, func(at int) int { return at }
	}
	out := make([]byte, 0, len(b))
	last := 0
	for _, c := range cuts {
		out = append(out, b[last:c.From]...)
		last = c.To
	}
	out = append(out, b[last:]...)
	// dropped[i] is how much is gone before and within the first i cuts.
	dropped := make([]int, len(cuts)+1)
	for i, c := range cuts {
		dropped[i+1] = dropped[i] + c.To - c.From
	}
	return out, func(at int) int {
		lo, hi := 0, len(cuts)
		for lo < hi {
			mid := (lo + hi) / 2
			if cuts[mid].From < at {
				lo = mid + 1
			} else {
				hi = mid
			}
		}
		gone := dropped[lo]
		if lo > 0 && cuts[lo-1].To > at {
			gone -= cuts[lo-1].To - at
		}
		return at - gone
	}
}
