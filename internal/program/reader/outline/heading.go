package outline

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"stint/internal/program/reader/inline"
)

// heading reads an ATX heading, also one without the space after its marks.
func (p *parser) heading(at line) bool {
	level := len(at.s) - len(strings.TrimLeft(at.s, "#"))
	rest := at.s[level:]
	spaced := rest == "" || rest[0] == ' ' || rest[0] == '\t' || strings.HasPrefix(rest, "\u3000")
	if level > 6 || at.indent > 3 && len(p.stack) == 0 {
		return false
	}
	if !spaced {
		if at.indent > 0 || level == 1 && !p.breaks(rest) && !p.names(at, rest) {
			return false
		}
		p.slip(Slip{Kind: MissingSpace, Line: at.Number, Column: at.column(0), EndColumn: at.column(level),
			Text: at.s[:level] + " ", Fix: true})
	}
	b := p.block(at, Heading)
	b.Level = level
	text := trimHeading(strings.TrimLeft(rest, " \t\u3000"))
	from := len(at.s) - len(strings.TrimLeft(rest, " \t\u3000"))
	b.Text = inline.TextAt(text, at.Number, at.column(from))
	if at.indent < 2 {
		p.stack = nil
	}
	p.put(b, at.indent)
	p.i++
	return true
}

// names says that a line such as "#Some words" is a heading rather than a tag:
// it begins the page, or has a paragraph for itself on a page whose other
// headings lack the space too or, where it has several words, that has none.
func (p *parser) names(at line, rest string) bool {
	several := strings.Contains(rest, " ")
	if several && p.nothingYet() {
		return true
	}
	first, _ := utf8.DecodeRuneInString(rest)
	alone := p.text.block == nil && (p.blank || p.i == 0 || p.lines[p.i-1].isHeading()) && (p.i+1 == len(p.lines) || blank(p.lines[p.i+1].Text))
	if !alone || !unicode.IsLetter(first) || unicode.IsLower(first) || strings.Contains(rest, " #") {
		return false // "#general", "#Onboarding #Support"
	}
	return p.doc.unspaced || several && !p.doc.spaced && !strings.HasSuffix(rest, ".")
}

// isHeading says that a line is marked as a heading of the second level or below.
func (l Line) isHeading() bool { return strings.HasPrefix(l.Text, "##") }

// spaces looks whether the headings of the page have the space behind their
// marks or lack it.
func (d *Doc) spaces(lines []Line) {
	for _, l := range lines {
		rest := strings.TrimLeft(l.Text, "#")
		level := len(l.Text) - len(rest)
		if level < 1 || level > 6 || rest == "" {
			continue
		}
		first, _ := utf8.DecodeRuneInString(rest)
		d.spaced = d.spaced || first == ' ' || first == '\t'
		d.unspaced = d.unspaced || level > 1 && unicode.IsLetter(first)
	}
}

// nothingYet says that no words stand above on the page, so that "#Some words"
// is its title rather than a tag.
func (p *parser) nothingYet() bool {
	for _, b := range p.blocks {
		if b.Kind != HTML {
			return false
		}
	}
	return p.quotes == 0
}

// trimHeading drops the closing marks and kramdown's {#id .class} of a heading.
func trimHeading(s string) string {
	t := strings.TrimRight(s, "#")
	if t == "" || t != s && (strings.HasSuffix(t, " ") || strings.HasSuffix(t, "\t")) {
		s = strings.TrimRight(t, " \t")
	}
	if open := strings.LastIndex(s, "{"); open >= 0 && strings.HasSuffix(s, "}") {
		inner := strings.TrimSpace(s[open+1:])
		if strings.IndexByte(inner, '}') < len(inner)-1 {
			return s // the braces are closed before the end
		}
		if strings.HasPrefix(inner, "#") || strings.HasPrefix(inner, ".") ||
			strings.HasPrefix(inner, ":") && (open == 0 || s[open-1] != '{') {
			s = strings.TrimRight(s[:open], " \t")
		}
	}
	return s
}

// setext turns the single line before an underline into a heading.
func (p *parser) setext(at line) bool {
	level := 2
	switch {
	case strings.Trim(at.s, "=") == "":
		level = 1
	case strings.Trim(at.s, "-") == "" && len(at.s) >= 3:
	default:
		return false
	}
	b := p.underlined(at)
	if b == nil || level == 2 && (len(b.Text.Raw) > 100 || strings.HasSuffix(b.Text.Raw, ".")) {
		return false
	}
	b.Kind, b.Level, b.EndLine = Heading, level, at.Number
	b.Text.Raw = trimHeading(b.Text.Raw)
	p.i++
	return true
}

// underlined returns the one-line paragraph or label right above a line.
func (p *parser) underlined(at line) *Block {
	if p.blank || at.indent > 3 || len(p.stack) > 0 || p.text.Lines() > 1 || len(p.blocks) == 0 {
		return nil
	}
	p.close()
	b := p.blocks[len(p.blocks)-1]
	if b.Line != at.Number-1 || b.EndLine != b.Line || b.Kind != Paragraph && b.Kind != Label {
		return nil
	}
	return b
}
