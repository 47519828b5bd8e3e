package markdown

import (
	"html"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// writer writes the HTML of a document. Everything between the tags that are
// spelled out here goes through escape.
type writer struct {
	strings.Builder
	source []byte
	top    int  // the level of the highest heading
	depth  int  // of the element that is being written
	inLink bool // links do not nest
}

// put writes markup as it is, within MaxOutput.
func (w *writer) put(markup string) {
	if w.Len()+len(markup) > MaxOutput {
		stop(LimitOutput, MaxOutput)
	}
	w.WriteString(markup)
}

// escape writes text.
func (w *writer) escape(text string) { w.put(html.EscapeString(text)) }

// element writes an element around what inside writes. The tag may have
// attributes.
func (w *writer) element(tag string, inside func()) {
	if w.depth++; w.depth > MaxDepth {
		stop(LimitDepth, MaxDepth)
	}
	name, _, _ := strings.Cut(tag, " ")
	w.put("<" + tag + ">")
	inside()
	w.put("</" + name + ">")
	w.depth--
}

// block writes an element that has a line of its own.
func (w *writer) block(tag string, inside func()) {
	w.element(tag, inside)
	w.put("\n")
}

// around writes an element around the children of a node.
func (w *writer) around(tag string, n ast.Node) {
	w.element(tag, func() { w.children(n) })
}

func (w *writer) children(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		w.node(c)
	}
}

// node writes one node. What it does not know, it does not write.
func (w *writer) node(n ast.Node) {
	switch n := n.(type) {
	case *ast.Heading:
		tag := "h" + strconv.Itoa(min(n.Level+w.top-1, 6))
		w.block(tag, func() { w.children(n) })
	case *ast.Paragraph:
		w.block("p", func() { w.children(n) })
	case *ast.TextBlock:
		w.children(n)
		if n.NextSibling() != nil {
			w.put("\n")
		}
	case *ast.ThematicBreak:
		w.put("<hr>\n")
	case *ast.Blockquote:
		w.container("blockquote", n)
	case *ast.List:
		w.container(listTag(n), n)
	case *ast.ListItem:
		w.item(n)
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		w.code(n)
	case *extast.Table:
		w.table(n)
	default:
		w.inline(n)
	}
}

// container writes a block whose children are blocks.
func (w *writer) container(tag string, n ast.Node) {
	w.block(tag, func() {
		w.put("\n")
		w.children(n)
	})
}

func listTag(n *ast.List) string {
	switch {
	case !n.IsOrdered():
		return "ul"
	case n.Start != 1:
		return `ol start="` + strconv.Itoa(n.Start) + `"`
	}
	return "ol"
}

func (w *writer) item(n *ast.ListItem) {
	tag := "li"
	if first := n.FirstChild(); first != nil && first.FirstChild() != nil && first.FirstChild().Kind() == extast.KindTaskCheckBox {
		tag = `li class="task"`
	}
	w.block(tag, func() { w.children(n) })
}

func (w *writer) code(n ast.Node) {
	w.block(`pre tabindex="0"`, func() {
		w.element("code", func() { w.escape(rawLines(n, w.source)) })
	})
}

// rawLines returns the lines of a block as they stand in the text.
func rawLines(n ast.Node, source []byte) string {
	var b strings.Builder
	for i := range n.Lines().Len() {
		segment := n.Lines().At(i)
		b.Write(segment.Value(source))
	}
	return b.String()
}

func (w *writer) table(n *extast.Table) {
	w.block(`div class="wide" role="region" tabindex="0" aria-label="Table"`, func() {
		w.element(`table class="table"`, func() {
			head := n.FirstChild()
			w.element("thead", func() { w.row(head, `th scope="col"`) })
			if head.NextSibling() == nil {
				return
			}
			w.element("tbody", func() {
				for row := head.NextSibling(); row != nil; row = row.NextSibling() {
					w.row(row, "td")
				}
			})
		})
	})
}

func (w *writer) row(n ast.Node, tag string) {
	w.element("tr", func() {
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			cell := tag
			switch c.(*extast.TableCell).Alignment {
			case extast.AlignRight:
				cell += ` class="num"`
			case extast.AlignCenter:
				cell += ` class="center"`
			}
			w.around(cell, c)
		}
	})
	w.put("\n")
}

// inline writes a node within a line.
func (w *writer) inline(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		w.text(n)
	case *ast.CodeSpan:
		w.element("code", func() { w.escape(codeText(n, w.source)) })
	case *ast.Emphasis:
		tag := "em"
		if n.Level == 2 {
			tag = "strong"
		}
		w.around(tag, n)
	case *extast.Strikethrough:
		w.around("del", n)
	case *ast.Link:
		w.link(plain(n.Destination), func() { w.children(n) })
	case *ast.Image:
		w.image(n)
	case *ast.AutoLink:
		w.link(autoAddress(n, w.source), func() { w.escape(string(n.Label(w.source))) })
	case *extast.TaskCheckBox:
		w.checkbox(n.IsChecked)
	}
}

func (w *writer) text(n *ast.Text) {
	w.escape(plain(n.Segment.Value(w.source)))
	switch {
	case n.HardLineBreak():
		w.put("<br>\n")
	case n.SoftLineBreak():
		w.put("\n")
	}
}

// link writes a link around what inside writes, and only that where the address
// may not be linked to or a link is being written already.
func (w *writer) link(address string, inside func()) {
	safe, elsewhere, ok := safeAddress(address)
	if !ok || w.inLink {
		inside()
		return
	}
	tag := `a href="` + html.EscapeString(safe) + `"`
	if elsewhere {
		tag += ` rel="noopener noreferrer nofollow"`
	}
	w.inLink = true
	w.element(tag, inside)
	w.inLink = false
}

// image writes a link to an image, called by its description.
func (w *writer) image(n *ast.Image) {
	name := flat(n, w.source)
	if name == "" {
		name = "Image"
	}
	w.link(plain(n.Destination), func() { w.escape(name) })
}

func (w *writer) checkbox(checked bool) {
	if checked {
		w.put(`<input type="checkbox" disabled="" checked="" aria-label="Done"> `)
	} else {
		w.put(`<input type="checkbox" disabled="" aria-label="Not done"> `)
	}
}

// autoAddress returns the address of a link that is its own text.
func autoAddress(n *ast.AutoLink, source []byte) string {
	address := string(n.URL(source))
	if n.AutoLinkType == ast.AutoLinkEmail && !strings.HasPrefix(strings.ToLower(address), "mailto:") {
		return "mailto:" + address
	}
	return address
}
