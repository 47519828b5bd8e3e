package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// htmlBlocks reads blocks of HTML as CommonMark, section 4.6, defines them. They
// are dropped, so their lines are not kept.
type htmlBlocks struct{}

// Trigger returns the character that opens a tag.
func (htmlBlocks) Trigger() []byte { return []byte{'<'} }

// CanInterruptParagraph returns true; Open knows which cannot.
func (htmlBlocks) CanInterruptParagraph() bool { return true }

// CanAcceptIndentedLine returns false: four spaces begin a block of code.
func (htmlBlocks) CanAcceptIndentedLine() bool { return false }

// Open begins a block.
func (htmlBlocks) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	line = line[pc.BlockOffset():]
	kind := htmlBlockKind(line)
	if kind == 0 || kind == ast.HTMLBlockType7 && ast.IsParagraph(pc.LastOpenedBlock().Node) {
		return nil, parser.NoChildren
	}
	node := ast.NewHTMLBlock(kind)
	if endsHTML(kind, line) {
		node.ClosureLine = segment
	}
	reader.AdvanceToEOL()
	return node, parser.NoChildren
}

// Continue takes a further line into the block, until it ends.
func (htmlBlocks) Continue(node ast.Node, reader text.Reader, _ parser.Context) parser.State {
	block := node.(*ast.HTMLBlock)
	if block.HasClosure() {
		return parser.Close
	}
	line, segment := reader.PeekLine()
	if block.HTMLBlockType >= ast.HTMLBlockType6 {
		if len(bytes.TrimSpace(line)) == 0 {
			return parser.Close
		}
	} else if endsHTML(block.HTMLBlockType, line) {
		block.ClosureLine = segment
		reader.AdvanceToEOL()
		return parser.Close
	}
	reader.AdvanceToEOL()
	return parser.Continue | parser.NoChildren
}

// Close has nothing to do.
func (htmlBlocks) Close(ast.Node, text.Reader, parser.Context) {}

// htmlBlockKind returns which of the seven conditions a line meets, or 0.
func htmlBlockKind(line []byte) ast.HTMLBlockType {
	switch opening, _ := declaration(line); opening {
	case "<!--":
		return ast.HTMLBlockType2
	case "<?":
		return ast.HTMLBlockType3
	case "<!":
		return ast.HTMLBlockType4
	case "<![CDATA[":
		return ast.HTMLBlockType5
	}
	rest, closing := bytes.CutPrefix(line[1:], []byte("/"))
	end := 0
	for end < len(rest) && (isLetterOrDigit(rest[end]) || end > 0 && rest[end] == '-') {
		end++
	}
	name, after := strings.ToLower(string(rest[:end])), rest[end:]
	complete := len(after) == 0 || strings.IndexByte(" \t\n>", after[0]) >= 0
	switch {
	case name == "":
		return 0
	case isVerbatim(name):
		if complete && !closing {
			return ast.HTMLBlockType1
		}
		return 0
	case isBlockElement(name):
		if complete || bytes.HasPrefix(after, []byte("/>")) {
			return ast.HTMLBlockType6
		}
		return 0
	}
	whole := text.NewSegments()
	whole.Append(text.NewSegment(0, len(line)))
	reader := text.NewBlockReader(line, whole)
	if _, ok := readTag(reader); !ok {
		return 0
	}
	if rest, _ := reader.PeekLine(); len(bytes.TrimSpace(rest)) > 0 {
		return 0
	}
	return ast.HTMLBlockType7
}

// endsHTML reports whether a line ends a block of one of the first five kinds.
func endsHTML(kind ast.HTMLBlockType, line []byte) bool {
	var ends []string
	switch kind {
	case ast.HTMLBlockType1:
		ends = []string{"</script>", "</pre>", "</style>", "</textarea>"}
		line = bytes.ToLower(line)
	case ast.HTMLBlockType2:
		ends = []string{"-->"}
	case ast.HTMLBlockType3:
		ends = []string{"?>"}
	case ast.HTMLBlockType4:
		ends = []string{">"}
	case ast.HTMLBlockType5:
		ends = []string{"]]>"}
	}
	for _, end := range ends {
		if bytes.Contains(line, []byte(end)) {
			return true
		}
	}
	return false
}

// isVerbatim reports whether an element's content is not markup, so that its
// block may hold empty lines.
func isVerbatim(name string) bool {
	switch name {
	case "script", "pre", "style", "textarea":
		return true
	}
	return false
}

// isBlockElement reports whether a tag begins a block even in the middle of
// a paragraph: the list of CommonMark.
func isBlockElement(name string) bool {
	switch name {
	case "address", "article", "aside", "base", "basefont", "blockquote", "body", "caption", "center", "col", "colgroup",
		"dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "frame",
		"frameset", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hr", "html", "iframe", "legend", "li", "link",
		"main", "menu", "menuitem", "nav", "noframes", "ol", "optgroup", "option", "p", "param", "search", "section",
		"summary", "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr", "track", "ul":
		return true
	}
	return false
}
