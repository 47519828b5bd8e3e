package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// textParser reads a whole text, lineParser a single line of inline elements.
// Neither changes; what belongs to one text is in the context of its reading.
var (
	textParser = parser.NewParser(
		parser.WithBlockParsers(
			util.Prioritized(parser.NewSetextHeadingParser(), 100),
			util.Prioritized(parser.NewThematicBreakParser(), 200),
			util.Prioritized(container{parser.NewListParser()}, 300),
			util.Prioritized(container{parser.NewListItemParser()}, 400),
			util.Prioritized(parser.NewCodeBlockParser(), 500),
			util.Prioritized(parser.NewATXHeadingParser(), 600),
			util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
			util.Prioritized(container{parser.NewBlockquoteParser()}, 800),
			util.Prioritized(htmlBlocks{}, 900),
			util.Prioritized(parser.NewParagraphParser(), 1000),
		),
		parser.WithParagraphTransformers(
			util.Prioritized(definitions{}, 100),
			util.Prioritized(tables{}, 200),
		),
		parser.WithASTTransformers(
			util.Prioritized(extension.NewTableASTTransformer(), 0),
		),
		parser.WithInlineParsers(
			append(inlineParsers(), util.Prioritized(extension.NewTaskCheckBoxParser(), 0))...,
		),
	)
	lineParser = parser.NewParser(
		parser.WithBlockParsers(util.Prioritized(parser.NewParagraphParser(), 1000)),
		parser.WithInlineParsers(inlineParsers()...),
	)
)

func inlineParsers() []util.PrioritizedValue {
	return []util.PrioritizedValue{
		util.Prioritized(gate{}, 50),
		util.Prioritized(parser.NewCodeSpanParser(), 100),
		util.Prioritized(parser.NewLinkParser(), 200),
		util.Prioritized(angles{}, 300),
		util.Prioritized(emphasis{}, 500),
		util.Prioritized(bareLinks{}, 999),
	}
}

// A document is a text that was read.
type document struct {
	source []byte
	root   ast.Node
}

// parse reads a text. It throws stopped where a limit is reached.
func parse(with parser.Parser, source string, p Profile) document {
	most := MaxNote
	if p == Page {
		most = MaxPage
	}
	if len(source) > most {
		stop(LimitSize, most)
	}
	if strings.Count(source, "\n") > MaxLines {
		stop(LimitLines, MaxLines)
	}
	pc := parser.NewContext()
	pc.Set(meterKey, &meter{})
	bytes := []byte(clean(source))
	return document{bytes, with.Parse(text.NewReader(bytes), parser.WithContext(pc))}
}

// clean replaces what is not text: bytes that are not UTF-8, NUL, and the line
// ends of other systems.
func clean(source string) string {
	source = strings.ToValidUTF8(source, "\uFFFD")
	return cleaner.Replace(source)
}

var cleaner = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\x00", "\uFFFD")

// container is a parser of quotes, lists or list items that keeps to MaxDepth.
type container struct{ parser.BlockParser }

// Open begins a container.
func (c container) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	node, state := c.BlockParser.Open(parent, reader, pc)
	if node == nil {
		return nil, state
	}
	depth := 1
	for n := parent; n != nil && n.Kind() != ast.KindDocument; n = n.Parent() {
		depth++
	}
	if depth > MaxDepth {
		stop(LimitDepth, MaxDepth)
	}
	return node, state
}

// Continue is asked of every open container for every line, even an empty one.
func (c container) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	const steps = 16
	meterOf(pc).charge(steps)
	return c.BlockParser.Continue(node, reader, pc)
}

// definitions reads the link definitions at the beginning of a paragraph. For
// each of them the parser copies the lines that follow.
type definitions struct{}

// Transform takes the definitions out of a paragraph.
func (definitions) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	lines := node.Lines()
	possible := 0
	for i := range lines.Len() {
		segment := lines.At(i)
		if bytes.HasPrefix(bytes.TrimLeft(segment.Value(reader.Source()), " "), []byte("[")) {
			possible++
		} else if i == 0 {
			return
		}
	}
	meterOf(pc).charge(possible * lines.Len())
	parser.LinkReferenceParagraphTransformer.Transform(node, reader, pc)
}

// tables makes tables of paragraphs, within MaxColumns and MaxCells.
type tables struct{}

// Transform makes a table of a paragraph that is one.
func (tables) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	lines := node.Lines()
	row := func(i int) []byte {
		segment := lines.At(i)
		return bytes.TrimSpace(segment.Value(reader.Source()))
	}
	for i := 1; i < lines.Len(); i++ {
		columns := columnsOf(row(i))
		if !isRule(row(i)) || columns != columnsOf(row(i-1)) {
			continue
		}
		if columns > MaxColumns {
			stop(LimitColumns, MaxColumns)
		}
		m := meterOf(pc)
		if m.cells += columns * (lines.Len() - i); m.cells > MaxCells {
			stop(LimitCells, MaxCells)
		}
		escaped := 0
		for j := range lines.Len() {
			escaped += bytes.Count(row(j), []byte(`\|`))
		}
		m.charge(escaped * escaped)
		break
	}
	extension.NewTableParagraphTransformer().Transform(node, reader, pc)
}

// isRule reports whether a line has only what the line below a table's head has.
func isRule(line []byte) bool { return len(bytes.Trim(line, "-|: \t")) == 0 }

// columnsOf counts the cells of a row.
func columnsOf(row []byte) int {
	n := bytes.Count(row, []byte("|")) - bytes.Count(row, []byte(`\|`)) + 1
	if bytes.HasPrefix(row, []byte("|")) {
		n--
	}
	if len(row) > 1 && bytes.HasSuffix(row, []byte("|")) && !bytes.HasSuffix(row, []byte(`\|`)) {
		n--
	}
	return n
}
