// Package outline turns the Markdown of a page into blocks with positions:
// headings, labels, paragraphs, list items by depth, tables, code, quotes.
//
// It reads what an author meant where CommonMark reads something else: a list
// number that was forgotten, two numbers on one line, children indented by two
// spaces under "1.", a bold line that heads a list without a blank line before
// it. Every such mend is reported as a Slip. Reading is one pass over the
// lines and linear in their length, whatever they hold; goldmark, which renders
// pages elsewhere, promises neither.
package outline

import (
	"strings"

	"stint/internal/program/reader/inline"
)

// MaxDepth is how deep lists and quotes are followed. What is deeper is read
// as if it stood at this depth and reported once.
const MaxDepth = 32

// MaxBlocks is how many blocks a page may have. A megabyte of prose and lists
// has some fifteen thousand; what is beyond is not read and reported as TooMany.
const MaxBlocks = 50_000

// Kind is the kind of a block.
type Kind int

// The kinds of blocks.
const (
	Paragraph Kind = iota
	Heading
	// Label is a paragraph of one line that is bold as a whole.
	Label
	// Item is a list item; its nested items are among its Children.
	Item
	Table
	Code
	Quote
	// HTML is a line of tags, or a comment.
	HTML
	// DetailsOpen and DetailsClose bracket what a <details> folds away; Text
	// of the former is its summary.
	DetailsOpen
	DetailsClose
	Rule
	// Directive is a line for a program rather than for people: a shortcode,
	// an attribute list, a quick action, a link definition, a marker for a
	// table of contents.
	Directive
)

// Check is the state of an item's checkbox.
type Check int

// The states of a checkbox.
const (
	NoBox Check = iota
	Open
	Ticked
)

// Block is one block of a page. Lines and columns count from 1, columns in
// code points.
type Block struct {
	Kind    Kind
	Line    int
	Column  int
	EndLine int
	// Level is a heading's level or an item's depth.
	Level int
	// Text is the inline Markdown of a heading, label, paragraph, summary, or
	// of an item's first paragraph without marker and checkbox.
	Text   inline.Text
	Marker string
	Check  Check
	// Info is the info string of a code block.
	Info string
	// Lines are the lines of a code block, dedented.
	Lines []Line
	Rows  []Row
	// Headed says that the first of Rows is a header.
	Headed   bool
	Children []*Block
}

// TextEnd returns the last line of a block's own text.
func (b *Block) TextEnd() int {
	if b.Kind == DetailsOpen {
		return b.EndLine // the lines of a summary are joined
	}
	return max(b.Line, b.Text.LastLine())
}

// Row is a row of a table.
type Row struct {
	Line  int
	Cells []inline.Text
}

// Line is one line of the source without its end.
type Line struct {
	Text   string
	Number int
	// Column is where Text begins in the source's line.
	Column int
}

// Doc is the outline of a page.
type Doc struct {
	// Front is the front matter without its fences; FrontLine its first line.
	Front     string
	FrontLine int
	// FrontKind is "yaml", "toml", or empty where the page has none.
	FrontKind  string
	Blocks     []*Block
	References inline.References
	Slips      []Slip
	lines      []Line
	deep       bool // a TooDeep slip is among Slips
	count      int  // blocks made so far
	spaced     bool // headings have the space behind their marks
	unspaced   bool // headings of the second level or below lack it
}

// Source returns the lines from first to last as written.
func (d *Doc) Source(first, last int) string {
	first, last = max(first, 1), min(last, len(d.lines))
	if first > last {
		return ""
	}
	var b strings.Builder
	for i := first - 1; i < last; i++ {
		if i >= first {
			b.WriteByte('\n')
		}
		b.WriteString(d.lines[i].Text)
	}
	return b.String()
}

// LineText returns the line with the given number, empty where there is none.
func (d *Doc) LineText(number int) string { return d.Source(number, number) }

// LineCount returns how many lines the page has.
func (d *Doc) LineCount() int { return len(d.lines) }

// SlipKind is what an author's slip was.
type SlipKind int

// The slips that are mended while reading.
const (
	// MissingNumber is a line that starts with the dot of a list number.
	MissingNumber SlipKind = iota
	// DoubleMarker is two list markers on one line.
	DoubleMarker
	// MissingSpace is a marker or heading without the space after it.
	MissingSpace
	// MissingMarker is a checkbox without its list marker.
	MissingMarker
	// ShallowNesting is a child that CommonMark would read as a sibling.
	ShallowNesting
	// LabelInText is a bold line that CommonMark would read as part of the
	// paragraph around it.
	LabelInText
	// TooDeep is a list or quote deeper than MaxDepth.
	TooDeep
	// UnclosedCode, UnclosedComment and UnclosedFront never end.
	UnclosedCode
	UnclosedComment
	UnclosedFront
	// WideTable is a table over the limits; it is kept as text.
	WideTable
	// TooMany is the line from which on a page has too many blocks to be read.
	TooMany
	// BrokenBox is a checkbox that Markdown does not take for one.
	BrokenBox
)

// Slip is a place where the source was read as meant rather than as written.
type Slip struct {
	Kind              SlipKind
	Line              int
	Column, EndColumn int
	// Text is what would say it right in place of Column to EndColumn, or of
	// FixColumn to EndColumn where that is set; Fix says that there is such a
	// text.
	Text      string
	Fix       bool
	FixColumn int
}

// Breaks says that a line begins something new even where Markdown would take
// it for a continuation of the paragraph before it.
type Breaks func(line string) bool

// Parse reads a page. It never fails. A nil breaks breaks nowhere.
func Parse(src string, breaks Breaks) *Doc {
	doc := &Doc{References: inline.References{}, lines: Split(src)}
	body := doc.takeFront()
	doc.spaces(body)
	doc.Blocks = doc.parse(body, breaks, 0)
	return doc
}

// Inner reads lines of the page, such as those of a code block, as a page of
// their own. Slips and references go to the page.
func (d *Doc) Inner(lines []Line, breaks Breaks) []*Block {
	return d.parse(lines, breaks, 0)
}

// Split cuts a source into lines at LF, CRLF and CR.
func Split(src string) []Line {
	lines := make([]Line, 0, strings.Count(src, "\n")+1)
	for number := 1; src != ""; number++ {
		end := strings.IndexAny(src, "\r\n")
		if end < 0 {
			lines = append(lines, Line{src, number, 1})
			break
		}
		lines = append(lines, Line{src[:end], number, 1})
		if src[end] == '\r' && end+1 < len(src) && src[end+1] == '\n' {
			end++
		}
		src = src[end+1:]
	}
	return lines
}

// takeFront cuts the front matter off and returns the lines below it.
func (d *Doc) takeFront() []Line {
	first := 0
	for first < len(d.lines) && blank(d.lines[first].Text) {
		first++
	}
	if first == len(d.lines) {
		return d.lines
	}
	fence, kind := strings.TrimRight(d.lines[first].Text, " \t"), "yaml"
	switch fence {
	case "---":
	case "+++":
		kind = "toml"
	default:
		return d.lines
	}
	for i := first + 1; i < len(d.lines); i++ {
		s := strings.TrimRight(d.lines[i].Text, " \t")
		if s == fence || fence == "---" && s == "..." {
			d.setFront(kind, first+1, i)
			return d.lines[i+1:]
		}
	}
	return d.unclosedFront(kind, first)
}

// unclosedFront takes the lines that look like keys for front matter whose end
// was forgotten. Where there are none the fence was a rule.
func (d *Doc) unclosedFront(kind string, first int) []Line {
	end := first + 1
	for end < len(d.lines) && looksLikeKey(d.lines[end].Text) {
		end++
	}
	if end == first+1 {
		return d.lines
	}
	d.setFront(kind, first+1, end)
	d.Slips = append(d.Slips, Slip{Kind: UnclosedFront, Line: d.lines[first].Number, Column: 1, EndColumn: 4})
	return d.lines[end:]
}

func (d *Doc) setFront(kind string, from, to int) {
	d.FrontKind, d.FrontLine = kind, from+1
	d.Front = d.Source(from+1, to)
}

func looksLikeKey(s string) bool {
	if s == "" || s[0] == '#' {
		return false
	}
	if s[0] == ' ' || strings.HasPrefix(s, "- ") {
		return !blank(s)
	}
	key, _, found := strings.Cut(s, ":")
	return found && key != "" && !strings.ContainsAny(key, " *[<|`")
}

func blank(s string) bool { return strings.TrimSpace(s) == "" }
