package markdown

import (
	"bytes"
	"html"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"
)

// Text returns a Markdown text as plain text, for mail: paragraphs apart, lists
// with their markers, the address of a link after its text. What is beyond the
// limits of a program page is returned as it was written.
func Text(text string) string {
	lines, err := readText(text)
	if err != nil {
		return strings.TrimSpace(clean(text))
	}
	return strings.Join(lines, "\n")
}

func readText(text string) (lines []string, err error) {
	defer catch(&err)
	doc := parse(textParser, text, Page)
	t := texter{source: doc.source}
	return t.blocks(doc.root, true), nil
}

// Label returns a Markdown text as one line of plain text without addresses, for
// a label, the title of a window or the subject of a mail. What is beyond the
// limits of a note is returned as it was written.
func Label(text string) string {
	if words := strings.Join(strings.Fields(text), " "); areWords(words) {
		return words
	}
	label, err := readLabel(text)
	if err != nil {
		return strings.Join(strings.Fields(clean(text)), " ")
	}
	return label
}

func readLabel(text string) (label string, err error) {
	defer catch(&err)
	doc := parse(lineParser, strings.Join(strings.Fields(text), " "), Note)
	var words []string
	for paragraph := doc.root.FirstChild(); paragraph != nil; paragraph = paragraph.NextSibling() {
		words = append(words, strings.Fields(flat(paragraph, doc.source))...)
	}
	return strings.Join(words, " "), nil
}

// texter writes a document as lines of plain text.
type texter struct {
	source []byte
	size   int
	depth  int
}

// grow counts what is written beyond the text itself, within MaxOutput.
func (t *texter) grow(bytes int) {
	if t.size += bytes; t.size > MaxOutput {
		stop(LimitOutput, MaxOutput)
	}
}

// blocks returns the lines of a node's children, with empty lines between them
// where they are apart.
func (t *texter) blocks(n ast.Node, apart bool) []string {
	if t.depth++; t.depth > MaxDepth {
		stop(LimitDepth, MaxDepth)
	}
	defer func() { t.depth-- }()
	var lines []string
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		block := t.block(c)
		if apart && len(lines) > 0 && len(block) > 0 {
			lines = append(lines, "")
		}
		lines = append(lines, block...)
	}
	return lines
}

// block returns the lines of one block.
func (t *texter) block(n ast.Node) []string {
	switch n := n.(type) {
	case *ast.Heading, *ast.Paragraph, *ast.TextBlock:
		var b strings.Builder
		t.inline(&b, n, true)
		return strings.Split(b.String(), "\n")
	case *ast.ThematicBreak:
		return []string{"---"}
	case *ast.Blockquote:
		return t.indent(t.blocks(n, true), "> ", "> ")
	case *ast.List:
		return t.list(n)
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		raw := strings.TrimRight(rawLines(n, t.source), "\n")
		return strings.Split(raw, "\n")
	case *extast.Table:
		return t.table(n)
	}
	return nil
}

// list returns the lines of a list's items.
func (t *texter) list(n *ast.List) []string {
	var lines []string
	number := n.Start
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		marker := "- "
		if n.IsOrdered() {
			marker = strconv.Itoa(number) + ". "
			number++
		}
		if !n.IsTight && len(lines) > 0 {
			lines = append(lines, "")
		}
		block := t.blocks(item, !n.IsTight)
		if len(block) == 0 {
			block = []string{""}
		}
		lines = append(lines, t.indent(block, marker, strings.Repeat(" ", len(marker)))...)
	}
	return lines
}

// indent puts something before the first line and before the others.
func (t *texter) indent(lines []string, first, others string) []string {
	t.grow(len(lines) * len(others))
	before := first
	for i, line := range lines {
		lines[i] = strings.TrimRight(before+line, " ")
		before = others
	}
	return lines
}

// table returns a line for each row.
func (t *texter) table(n *extast.Table) []string {
	var lines []string
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		var b strings.Builder
		for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
			if cell != row.FirstChild() {
				b.WriteString(" | ")
			}
			t.inline(&b, cell, true)
		}
		lines = append(lines, strings.TrimRight(strings.ReplaceAll(b.String(), "\n", " "), " "))
	}
	return lines
}

// inline writes the text of a node's children, with the addresses of links or
// without.
func (t *texter) inline(b *strings.Builder, n ast.Node, addresses bool) {
	if t.depth++; t.depth > 2*MaxDepth {
		stop(LimitDepth, MaxDepth)
	}
	defer func() { t.depth-- }()
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		t.node(b, c, addresses)
	}
}

// node writes the text of one node within a line.
func (t *texter) node(b *strings.Builder, n ast.Node, addresses bool) {
	switch n := n.(type) {
	case *ast.Text:
		b.WriteString(plain(n.Segment.Value(t.source)))
		if n.HardLineBreak() || n.SoftLineBreak() {
			b.WriteByte('\n')
		}
	case *ast.CodeSpan:
		b.WriteString(codeText(n, t.source))
	case *ast.AutoLink:
		b.Write(n.Label(t.source))
	case *extast.TaskCheckBox:
		if n.IsChecked {
			b.WriteString("[x] ")
		} else {
			b.WriteString("[ ] ")
		}
	case *ast.Link:
		t.link(b, n, n.Destination, addresses)
	case *ast.Image:
		t.link(b, n, n.Destination, addresses)
	default:
		t.inline(b, n, addresses)
	}
}

// link writes the text of a link or image and its address, unless that is the
// same or may not be linked to.
func (t *texter) link(b *strings.Builder, n ast.Node, destination []byte, addresses bool) {
	before := b.Len()
	t.inline(b, n, false)
	safe, _, ok := safeAddress(plain(destination))
	if name := b.String()[before:]; addresses && ok && name != safe {
		b.WriteString(" (" + safe + ")")
		t.grow(len(safe))
	}
}

// flat returns the text of a node's children without addresses.
func flat(n ast.Node, source []byte) string {
	var b strings.Builder
	t := texter{source: source}
	t.inline(&b, n, false)
	return b.String()
}

// codeText returns the text of a code span, in which line ends are spaces.
func codeText(n *ast.CodeSpan, source []byte) string {
	var b strings.Builder
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if text, ok := c.(*ast.Text); ok {
			b.WriteString(strings.ReplaceAll(string(text.Segment.Value(source)), "\n", " "))
		}
	}
	return b.String()
}

// plain returns what a piece of Markdown text means: a backslash before a mark is
// left out, and &amp; and its like are the characters that they stand for.
func plain(text []byte) string {
	if bytes.IndexByte(text, '\\') < 0 && bytes.IndexByte(text, '&') < 0 {
		return string(text)
	}
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\\' && i+1 < len(text) && util.IsPunct(text[i+1]):
			i++
			b.WriteByte(text[i])
		case c == '&':
			entity := entityAt(text[i:])
			b.WriteString(resolve(string(entity)))
			i += len(entity) - 1
		default:
			b.WriteByte(c)
		}
	}
	return clean(b.String())
}

// resolve returns the characters that an entity stands for, and what is no entity
// as it is; &notit; is none, though the old &not is.
func resolve(entity string) string {
	if text := html.UnescapeString(entity); len(text) == 1 || !strings.HasSuffix(text, ";") {
		return text
	}
	return entity
}

// entityAt returns the entity at the beginning of a text, up to its semicolon,
// and only its ampersand where it is none.
func entityAt(text []byte) []byte {
	const longest = 33 // &CounterClockwiseContourIntegral;
	for i, c := range text[1:min(len(text), longest)] {
		switch {
		case c == ';':
			return text[:i+2]
		case c != '#' && !isLetterOrDigit(c):
			return text[:1]
		}
	}
	return text[:1]
}
