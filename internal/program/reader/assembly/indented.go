package assembly

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"stint/internal/program/reader/division"
	"stint/internal/program/reader/inline"
	"stint/internal/program/reader/outline"
	"stint/internal/program/reader/words"
)

// Somebody who moves what is to be done below a heading to the right by four
// blanks has written code for Markdown. Where two phases at least hold nothing
// but such lines, and all of these read like what people write, they are lists.

// indented finds the phases that hold nothing but lists moved to the right.
func (r *assembly) indented() map[*division.Part]bool {
	found := map[*division.Part]bool{}
	for _, p := range r.parts {
		if r.onlyIndented(p) && r.worded(p.Blocks) {
			found[p] = true
		}
	}
	if len(found) < 2 {
		return nil
	}
	return found
}

// onlyIndented says that a phase holds code that is not fenced, or lines moved as
// far right behind its heading, and nothing else but headings, rules and comments.
func (r *assembly) onlyIndented(p *division.Part) bool {
	found := false
	for _, b := range p.Blocks {
		switch b.Kind {
		case outline.Code:
			if len(b.Lines) == 0 || b.Lines[0].Number != b.Line {
				return false
			}
			found = true
		case outline.Paragraph:
			if text := r.Doc.LineText(b.Line); b.EndLine == b.Line || !strings.HasPrefix(text, "    ") && !strings.HasPrefix(text, "\t") {
				return false
			}
			found = true
		case outline.Heading, outline.Label, outline.Rule, outline.HTML:
		default:
			return false
		}
	}
	return found
}

// movedLines are the lines of a block of code or of a paragraph.
func (r *assembly) movedLines(b *outline.Block) []outline.Line {
	if b.Kind == outline.Code {
		return b.Lines
	}
	lines := make([]outline.Line, 0, b.EndLine-b.Line+1)
	for n := b.Line; n <= b.EndLine; n++ {
		lines = append(lines, outline.Line{Text: r.Doc.LineText(n), Number: n, Column: 1})
	}
	return lines
}

// worded says that all lines that stand to the right among some blocks are words
// that begin with a capital, as no command and no configuration does.
func (r *assembly) worded(blocks []*outline.Block) bool {
	const most = 400 // lines of a list that somebody wrote
	several, lines := false, 0
	for _, b := range blocks {
		if b.Kind != outline.Code && b.Kind != outline.Paragraph {
			continue
		}
		if lines += b.EndLine - b.Line + 1; lines > most {
			return false
		}
		for _, line := range r.movedLines(b) {
			text := withoutMarker(strings.TrimSpace(line.Text))
			first, _ := utf8.DecodeRuneInString(text)
			switch {
			case text == "":
			case !unicode.IsUpper(first) && !unicode.Is(unicode.Lo, first), strings.ContainsAny(text, "{}<>=;$\\|`_^~#@"), strings.Contains(text, "()"), strings.Contains(text, "://"), text == strings.ToUpper(text) && text != strings.ToLower(text):
				return false
			}
			several = several || len(words.Split(text)) > 2
		}
	}
	return several
}

// withoutMarker is a line without the mark of an item before it.
func withoutMarker(s string) string {
	for _, mark := range []string{"- ", "* ", "• "} {
		if rest, is := strings.CutPrefix(s, mark); is {
			return strings.TrimLeft(rest, " ")
		}
	}
	return s
}

// movedList takes the lines of a block in as a list, what is moved further as
// nested.
func (b *builder) movedList(block *outline.Block) {
	const deepest = 16
	type open struct {
		item  *outline.Block
		depth int
	}
	var items []*outline.Block
	var stack []open
	for _, line := range b.movedLines(block) {
		text := strings.TrimRight(line.Text, " \t")
		bare := withoutMarker(strings.TrimLeft(text, " \t"))
		if bare == "" {
			continue
		}
		before := text[:len(text)-len(bare)]
		depth := len(strings.ReplaceAll(before, "\t", "    "))
		column := line.Column + utf8.RuneCountInString(before)
		for len(stack) > 0 && stack[len(stack)-1].depth >= depth {
			stack = stack[:len(stack)-1]
		}
		stack = stack[:min(len(stack), deepest)]
		it := &outline.Block{Kind: outline.Item, Line: line.Number, EndLine: line.Number, Column: column, Level: len(stack) + 1, Text: inline.TextAt(bare, line.Number, column)}
		if len(stack) == 0 {
			items = append(items, it)
		} else {
			top := stack[len(stack)-1].item
			top.Children = append(top.Children, it)
		}
		stack = append(stack, open{it, depth})
	}
	b.list(items)
}
