package outline

import (
	"strings"

	"stint/internal/program/reader/inline"
	"stint/internal/program/reader/words"
)

// comment reads an HTML comment that starts a line, to its end.
func (p *parser) comment(at line) bool {
	if !strings.HasPrefix(at.s, "<!--") {
		return false
	}
	last := p.commentEnd(at)
	if last < 0 {
		p.slip(Slip{Kind: UnclosedComment, Line: at.Number, Column: at.column(0), EndColumn: at.column(4)})
		last = p.i
	} else if _, rest, _ := strings.Cut(p.lines[last].Text, "-->"); last == p.i && !blank(rest) {
		return false // text stands after it on the line; it reads as part of that text
	}
	b := p.block(at, HTML)
	b.EndLine = p.lines[last].Number
	p.put(b, at.indent)
	p.i = last + 1
	return true
}

// commentEnd is the index of the line a comment ends on, -1 where it does not.
func (p *parser) commentEnd(at line) int {
	if strings.Contains(at.s[4:], "-->") {
		return p.i
	}
	for i := p.i + 1; i < len(p.lines) && !p.noEnd; i++ {
		if strings.Contains(p.lines[i].Text, "-->") {
			return i
		}
	}
	p.noEnd = true
	return -1
}

// html reads a line that starts with a tag: what folds text away, a heading
// written as a tag, or tags without text.
func (p *parser) html(at line) bool {
	if strings.HasPrefix(at.s, "<%") && strings.HasSuffix(at.s, "%>") {
		b := p.block(at, Directive)
		b.Text = inline.TextAt(at.s, at.Number, at.column(0))
		p.put(b, at.indent)
		p.i++
		return true
	}
	if p.htmlTable(at) {
		return true
	}
	name, closing := inline.TagName(at.s)
	switch name {
	case "details":
		return p.details(at, closing)
	case "summary":
		return false
	case "script", "style", "pre", "textarea":
		return !closing && p.rawHTML(at, name)
	case "h1", "h2", "h3", "h4", "h5", "h6":
		return p.htmlHeading(at, int(name[1]-'0'), name)
	case "ul", "ol":
		p.htmlList(closing)
		at.indent = 2 * max(p.lists-1, 0)
	case "li":
		return !closing && p.htmlItem(at)
	case "":
		return false
	}
	if !blank(withoutTags(at.s)) {
		return false
	}
	if p.text.block != nil && !strings.HasPrefix(at.s, "</") {
		return false
	}
	p.put(p.block(at, HTML), at.indent)
	p.i++
	return true
}

// htmlList opens or closes a list written in tags.
func (p *parser) htmlList(closing bool) {
	if !closing {
		p.lists = min(p.lists+1, MaxDepth)
	} else {
		p.lists = max(p.lists-1, 0)
	}
}

// htmlItem reads a list item written in tags on one line.
func (p *parser) htmlItem(at line) bool {
	open := strings.IndexByte(at.s, '>')
	if open < 0 || strings.LastIndexByte(at.s[:open], '<') > 0 || blank(withoutTags(at.s)) {
		return false // also where its tag is never closed: "<li a</li>"
	}
	end := len(at.s)
	if cut := strings.Index(words.LowerASCII(at.s[open:]), "</li"); cut >= 0 {
		if name, _ := inline.TagName(at.s[open+cut:]); name == "li" {
			end = open + cut
		}
	}
	at.indent = 2 * max(p.lists-1, 0)
	p.close()
	depth := p.nest(at)
	b := p.block(at, Item)
	b.Level, b.Marker = depth, "-"
	p.attach(b, at, depth)
	text := strings.TrimSpace(at.s[open+1 : end])
	from := open + 1 + strings.Index(at.s[open+1:end], text)
	b.Text = inline.TextAt(text, at.Number, at.column(from))
	p.i++
	if behind := strings.IndexByte(at.s[end:], '>'); behind >= 0 {
		p.rest(at.Line.cut(at.bytes + end + behind + 1))
	}
	return true
}

// withoutTags drops the tags and comments of a line.
func withoutTags(s string) string {
	var b strings.Builder
	for s != "" {
		open := strings.IndexByte(s, '<')
		if open < 0 {
			break
		}
		b.WriteString(s[:open])
		s = s[open:]
		end := 1 + strings.IndexAny(s[1:], "<>")
		if end == 0 {
			break
		}
		name, _ := inline.TagName(s)
		if broken := s[end] != '>'; broken || name == "" && strings.IndexByte("!?%", s[1]) < 0 {
			if broken && name != "" {
				b.WriteByte('\\') // nor does it become one with what follows
			}
			b.WriteString(s[:end]) // it is no tag
			s = s[end:]
			continue
		}
		s = s[end+1:]
	}
	return b.String() + s
}

// details reads the line of a <details> or </details>, with the summary that
// follows it.
func (p *parser) details(at line, closing bool) bool {
	if closing {
		b := p.block(at, DetailsClose)
		p.stack = nil
		p.put(b, 0)
		p.i++
		p.behindTag(at)
		return true
	}
	b := p.block(at, DetailsOpen)
	p.stack = nil
	p.put(b, 0)
	const most = 6 // lines of a summary
	for n := 0; n < most && p.i+n < len(p.lines); n++ {
		ln := p.lines[p.i+n]
		if lower := words.LowerASCII(ln.Text); n > 0 && (strings.Contains(lower, "<details") || strings.Contains(lower, "</details")) {
			break // the summary of another fold
		}
		if end := strings.Index(ln.Text, "</summary>"); end >= 0 {
			p.summary(b, p.i+n)
			p.i += n + 1
			b.EndLine = ln.Number
			p.restOfSummary(b, ln, end+len("</summary>"))
			return true
		}
	}
	p.i++
	p.behindTag(at)
	return true
}

// behindTag reads what stands behind the tag that begins a line.
func (p *parser) behindTag(at line) {
	if end := strings.IndexByte(at.s, '>'); end >= 0 {
		p.rest(at.Line.cut(at.bytes + end + 1))
	}
}

// rest reads the rest of a line as a line of its own, unless it holds only tags.
func (p *parser) rest(ln Line) {
	switch {
	case blank(withoutTags(ln.Text)):
	case p.quotes < MaxDepth:
		p.blocks = append(p.blocks, p.doc.parse([]Line{ln}, p.breaks, p.quotes+1)...)
	default:
		p.put(&Block{Kind: Paragraph, Line: ln.Number, Column: ln.Column, EndLine: ln.Number, Text: inline.TextAt(ln.Text, ln.Number, ln.Column)}, 0)
	}
}

// summary takes the text of a summary that ends on the line with the given index.
func (p *parser) summary(b *Block, last int) {
	var lines []string
	for _, ln := range p.lines[p.i : last+1] {
		s, _, _ := strings.Cut(ln.Text, "</summary>")
		lines = append(lines, strings.TrimSpace(withoutOpenFold(s)))
	}
	blank := func(r rune) bool { return r == ' ' || r == '\t' }
	text := strings.Join(strings.FieldsFunc(withoutTags(strings.Join(lines, " ")), blank), " ")
	if text == "" {
		return
	}
	first, _, _ := strings.Cut(text, " ")
	for i, ln := range p.lines[p.i : last+1] {
		if column := strings.Index(ln.Text, first); column >= 0 && strings.Contains(lines[i], first) {
			b.Text = inline.TextAt(text, ln.Number, ln.cut(column).Column)
			return
		}
	}
	b.Text = inline.TextAt(text, b.Line, b.Column)
}

// withoutOpenFold drops a tag of a fold whose end is on a later line, or nowhere.
func withoutOpenFold(s string) string {
	open := strings.LastIndexByte(s, '<')
	if open < 0 || strings.IndexByte(s[open:], '>') >= 0 {
		return s
	}
	if name, _ := inline.TagName(s[open:]); name == "details" || name == "summary" {
		return s[:open]
	}
	return s
}

// restOfSummary handles what stands behind </summary> on its line.
func (p *parser) restOfSummary(b *Block, ln Line, off int) {
	const end = "</details>"
	rest := ln.cut(off)
	at := strings.Index(rest.Text, end)
	if at < 0 {
		p.rest(rest)
		return
	}
	p.rest(Line{rest.Text[:at], rest.Number, rest.Column})
	p.blocks = append(p.blocks, &Block{Kind: DetailsClose, Line: b.Line, Column: b.Column, EndLine: ln.Number})
	p.rest(rest.cut(at + len(end)))
}

// rawHTML reads an element whose content is not Markdown, to its closing tag or
// the next blank line.
func (p *parser) rawHTML(at line, name string) bool {
	b := p.block(at, HTML)
	if name == "pre" {
		b.Kind = Code
	}
	p.put(b, at.indent)
	end := "</" + name
	for ; p.i < len(p.lines); p.i++ {
		ln := p.lines[p.i]
		b.EndLine = ln.Number
		from, to := 0, strings.Index(words.LowerASCII(ln.Text), end)
		if ln.Number == at.Number {
			from = len(ln.Text)
			if open := strings.IndexByte(ln.Text, '>'); open >= 0 {
				from = open + 1
			}
		}
		last := to >= 0
		if !last {
			to = len(ln.Text)
		}
		from = min(from, to)
		if ln.Number > at.Number && !last || !blank(ln.Text[from:to]) {
			inner := ln.cut(from)
			inner.Text = ln.Text[from:to]
			b.Lines = append(b.Lines, inner)
		}
		if last {
			p.i++
			return true
		}
		if ln.Number > at.Number && blank(ln.Text) && name != "pre" {
			return true
		}
	}
	return true
}

// htmlHeading reads a heading that is written as a tag on one line.
func (p *parser) htmlHeading(at line, level int, name string) bool {
	open := strings.IndexByte(at.s, '>')
	end := strings.Index(words.LowerASCII(at.s), "</"+name)
	if open < 0 || end < open || !blank(withoutTags(at.s[end:])) {
		return false
	}
	text := at.s[open+1 : end]
	b := p.block(at, Heading)
	b.Level = level
	b.Text = inline.TextAt(text, at.Number, at.column(open+1))
	p.stack = nil
	p.put(b, 0)
	p.i++
	return true
}

// quickActions are the commands that trackers read from the lines of an issue.
var quickActions = map[string]bool{
	"/label": true, "/labels": true, "/unlabel": true, "/relabel": true, "/assign": true, "/unassign": true,
	"/milestone": true, "/due": true, "/confidential": true, "/cc": true, "/relate": true, "/epic": true,
	"/weight": true, "/estimate": true, "/spend": true, "/title": true, "/close": true, "/reopen": true,
	"/todo": true, "/done": true, "/subscribe": true, "/lock": true, "/duplicate": true, "/move": true,
	"/iteration": true, "/health_status": true, "/parent_epic": true, "/add_contacts": true, "/type": true,
	"/assign_reviewer": true, "/remove_due_date": true, "/remove_milestone": true, "/clear_weight": true,
}

// directive reads a line that is meant for a program.
func (p *parser) directive(at line) bool {
	if p.reference(at) {
		return true
	}
	word, _, _ := strings.Cut(at.s, " ")
	end := at.s[len(at.s)-1]
	switch {
	case strings.HasPrefix(at.s, "{:"), at.s[0] == '{' && strings.HasPrefix(at.s, "{.") || strings.HasPrefix(at.s, "{#"):
		if end != '}' {
			return false
		}
	case strings.HasPrefix(at.s, "{{"), strings.HasPrefix(at.s, "{%"):
		if end != '}' || !onlyShortcode(at.s) {
			return false
		}
	case quickActions[word]:
	case strings.HasPrefix(at.s, ":::"), strings.HasPrefix(at.s, "!!! "), strings.HasPrefix(at.s, "%%"):
	case isTocMarker(at.s), at.s == "{text}", at.s == "{goals}":
	default:
		return false
	}
	b := p.block(at, Directive)
	b.Text = inline.TextAt(at.s, at.Number, at.column(0))
	p.put(b, at.indent)
	p.i++
	return true
}

// onlyShortcode says that nothing but shortcodes stands on a line.
func onlyShortcode(s string) bool {
	for s != "" {
		closing := "}}"
		if strings.HasPrefix(s, "{%") {
			closing = "%}"
		} else if !strings.HasPrefix(s, "{{") {
			return false
		}
		end := strings.Index(s, closing)
		if end < 0 {
			return false
		}
		s = strings.TrimSpace(s[end+2:])
	}
	return true
}

func isTocMarker(s string) bool {
	switch strings.ToLower(s) {
	case "[[_toc_]]", "[toc]", "[[toc]]", "${toc}", "{{toc}}", "[tocm]":
		return true
	}
	return false
}

// reference reads the definition of a link's target.
func (p *parser) reference(at line) bool {
	if at.s[0] != '[' || strings.HasPrefix(at.s, "[^") || p.text.block != nil {
		return false
	}
	end := strings.Index(at.s, "]:")
	if end < 2 || end > 999 {
		return false
	}
	target := strings.TrimSpace(at.s[end+2:])
	url, _, _ := strings.Cut(target, " ")
	url = strings.Trim(url, "<>")
	if url == "" || strings.ContainsAny(at.s[1:end], "[]") {
		return false
	}
	p.doc.References.Define(at.s[1:end], url)
	b := p.block(at, Directive)
	p.put(b, at.indent)
	p.i++
	return true
}
