// Package source is a program page as its author wrote it: blocks with their
// words, links and attributes, and the remarks that are made about them.
package source

import (
	"fmt"
	"net/url"
	"strings"
	"unicode/utf8"

	"stint/internal/program/reader/attribute"
	"stint/internal/program/reader/inline"
	"stint/internal/program/reader/notice"
	"stint/internal/program/reader/outline"
	"stint/internal/program/reader/page"
	"stint/internal/program/reader/wording"
)

// Source is the page.
type Source struct {
	Doc *outline.Doc
	// Flow is the page's blocks in order. Where a program stands in a code
	// block, it is what stands there.
	Flow []*outline.Block
	// Title is the heading that is the page's title, nil for none.
	Title *outline.Block
	// Named is the page's title as far as it is known, empty for none.
	Named string
	// Base is the page's address, nil where it is not known.
	Base *url.URL
	// Remarks are what has been said about the page so far.
	Remarks []page.Diagnostic
	// spans are the texts of blocks and readings what their words mean, each
	// made when it is first asked for.
	spans    map[*outline.Block]*inline.Span
	readings map[*outline.Block]*wording.Reading
	// lists are the attributes of headings and labels.
	lists map[*outline.Block]attribute.List
	// resolved are the addresses that were made absolute, and length how many
	// bytes they have together.
	resolved map[string]string
	length   int
}

// New returns the source of an outline.
func New(doc *outline.Doc) *Source {
	return &Source{Doc: doc, Flow: doc.Blocks, spans: map[*outline.Block]*inline.Span{}, readings: map[*outline.Block]*wording.Reading{}, lists: map[*outline.Block]attribute.List{}, resolved: map[string]string{}}
}

// Place is a part of a line. End is the column behind the last one.
type Place struct{ Line, Column, End int }

// At is the place from a column of a line to another.
func At(line, column, end int) Place { return Place{line, column, end} }

// Say adds a remark of the catalog. The pointer is good until the next remark.
func (s *Source) Say(code string, at Place, message, help string) *page.Diagnostic {
	n, _ := notice.Find(code)
	s.Remarks = append(s.Remarks, page.Diagnostic{
		Severity: page.Severity(n.Severity), Code: code, Line: max(at.Line, 1), Column: max(at.Column, 1), EndColumn: max(at.End, at.Column, 1),
		Message: message, Help: help,
	})
	return &s.Remarks[len(s.Remarks)-1]
}

// Whole is the place of a block's first line.
func (s *Source) Whole(b *outline.Block) Place {
	return Place{b.Line, b.Column, s.EndOfLine(b.Line)}
}

// EndOfLine is the column behind the last character of a line.
func (s *Source) EndOfLine(line int) int {
	return utf8.RuneCountInString(strings.TrimRight(s.Doc.LineText(line), " \t")) + 1
}

// Within is the place of some bytes of a span's plain text.
func Within(span *inline.Span, from, to int) Place {
	line, column := span.At(from)
	last, end := span.At(max(to-1, from))
	if last != line {
		return Place{line, column, column + 1}
	}
	return Place{line, column, end + 1}
}

// Span returns a block's text without markup.
func (s *Source) Span(b *outline.Block) *inline.Span {
	if span, ok := s.spans[b]; ok {
		return span
	}
	return s.SpanOf(b, b.Text)
}

// SpanOf takes a text for a block's own, which has attributes besides, and
// returns it without markup.
func (s *Source) SpanOf(b *outline.Block, text inline.Text) *inline.Span {
	span := inline.Read(text, s.Doc.References)
	s.spans[b] = &span
	delete(s.readings, b)
	return &span
}

// Plain returns a block's text without markup, for matching.
func (s *Source) Plain(b *outline.Block) string { return s.Span(b).Plain }

// Words reads a block's wording.
func (s *Source) Words(b *outline.Block) *wording.Reading {
	if read, ok := s.readings[b]; ok {
		return read
	}
	read := wording.Read(s.Plain(b))
	s.readings[b] = read
	return read
}

// Links returns the links of a span that can be followed, resolved.
func (s *Source) Links(span *inline.Span) []page.Link {
	out := []page.Link{}
	for _, l := range span.Links {
		if !l.Image {
			out = append(out, page.Link{Text: l.Text, URL: s.Resolve(l.URL), Line: l.Line})
		}
	}
	return out
}

// BlockLinks returns the links of a block and of everything in it.
func (s *Source) BlockLinks(b *outline.Block) []page.Link {
	out := s.Links(s.Span(b))
	for _, row := range b.Rows {
		for _, cell := range row.Cells {
			span := inline.Read(cell, s.Doc.References)
			out = append(out, s.Links(&span)...)
		}
	}
	for _, c := range b.Children {
		out = append(out, s.BlockLinks(c)...)
	}
	return out
}

// Resolve makes an address absolute where the page's own is known. Where that
// would take more than a page may come to, it leaves the rest as they are: see
// TooLong.
func (s *Source) Resolve(address string) string {
	if s.Base == nil || address == "" || strings.HasPrefix(address, "{{") || s.TooLong() {
		return address
	}
	if known, ok := s.resolved[address]; ok {
		return known
	}
	u, err := url.Parse(address)
	if err != nil || u.IsAbs() {
		return address
	}
	known := s.Base.ResolveReference(u).String()
	s.resolved[address] = known
	s.length += len(known)
	return known
}

// TooLong says that the page's links are longer together than everything that is
// understood of a page may be.
func (s *Source) TooLong() bool { return s.length > page.MaxText }

// LinkOnly says that an item's text is one link.
func (s *Source) LinkOnly(it *outline.Block) bool {
	span := s.Span(it)
	return len(span.Links) > 0 && !span.Links[0].Image && span.Links[0].From == 0 && span.Links[0].To >= len(span.Plain)-1
}

// Cell returns a cell's text without markup, empty where there is no such cell.
func (s *Source) Cell(row outline.Row, column int) string {
	if column < 0 || column >= len(row.Cells) {
		return ""
	}
	return inline.Read(row.Cells[column], s.Doc.References).Plain
}

// Attributes returns the attributes of a heading or label and takes them off
// its text. No block has none.
func (s *Source) Attributes(b *outline.Block) attribute.List {
	if b == nil {
		return attribute.List{}
	}
	if list, ok := s.lists[b]; ok {
		return list
	}
	raw := b.Text.Raw
	if b.Kind == outline.Label {
		raw = s.Doc.LineText(b.Line)
	}
	list, rest := attribute.Cut(raw)
	s.lists[b] = list
	if list.To == 0 {
		return list
	}
	text := inline.TextAt(raw, b.Line, 1)
	if b.Kind != outline.Label {
		text = b.Text
		b.Text = b.Text.Slice(0, len(rest))
		delete(s.spans, b)
		delete(s.readings, b)
	}
	s.CheckNames(text, list)
	return list
}

// NoPhase says that an attribute keeps a heading or line from naming a phase.
func (s *Source) NoPhase(b *outline.Block) bool {
	list, _ := attribute.Cut(b.Text.Raw)
	if b.Kind != outline.Item && b.Kind != outline.Paragraph {
		list = s.Attributes(b) // and takes them off; an item needs its own as an activity
	}
	a, found := list.Find("phase")
	on, is := attribute.Yes(a.Value)
	return found && (is && !on && a.Value != "0" || a.Value == "none") // week 0 is one
}

// AttributePlace is where an attribute of a text stands.
func AttributePlace(text inline.Text, at attribute.Attribute) Place {
	line, column := text.At(at.From)
	_, end := text.At(at.To)
	return Place{line, column, end}
}

// BadValue says that an attribute has a value it cannot have, and what it may be.
func (s *Source) BadValue(text inline.Text, at attribute.Attribute, may string) {
	s.Say("S502", AttributePlace(text, at), fmt.Sprintf("“%s” is no value for %s.", at.Value, at.Name), "It is "+may+".")
}

// CheckNames says which attributes are unknown.
func (s *Source) CheckNames(text inline.Text, list attribute.List) {
	for _, at := range list.All() {
		if attribute.Known(at.Name) {
			continue
		}
		p := AttributePlace(text, at)
		help := "Known are " + strings.Join(attribute.Names(), ", ") + "."
		meant := attribute.Nearest(at.Name, attribute.Names())
		if meant != "" {
			help = fmt.Sprintf("Did you mean “%s”?", meant)
		}
		d := s.Say("S501", p, fmt.Sprintf("“%s” is no attribute.", at.Name), help)
		if meant != "" {
			d.Fix = &page.Fix{Line: p.Line, Column: p.Column, EndColumn: p.Column + len(at.Name), Text: meant}
		}
	}
}
