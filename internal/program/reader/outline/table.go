package outline

import (
	"strings"

	"stint/internal/program/reader/inline"
)

// A table beyond these limits is kept as text.
const (
	maxColumns = 64
	maxCells   = 10_000
)

// table reads a pipe table, also one whose delimiter row was forgotten where
// every line of it begins and ends with a pipe.
func (p *parser) table(at line) bool {
	if !strings.Contains(at.s, "|") || p.text.block != nil && p.text.block.Kind == Item && at.indent < 2 {
		return false
	}
	headed := p.i+1 < len(p.lines) && isDelimiterRow(p.lines[p.i+1].Text) && !isDelimiterRow(at.s)
	piped := isPiped(at.s) && p.i+1 < len(p.lines) && isPiped(strings.TrimSpace(p.lines[p.i+1].Text))
	if !headed && !piped || !headed && isDelimiterRow(at.s) {
		return false
	}
	b := p.block(at, Table)
	b.Headed = headed
	p.put(b, at.indent)
	cells := 0
	for ; p.i < len(p.lines); p.i++ {
		ln := p.lines[p.i]
		_, bytes := indent(ln.Text)
		s := strings.TrimRight(ln.Text[bytes:], " \t")
		if !strings.Contains(s, "|") {
			break
		}
		b.EndLine = ln.Number
		if isDelimiterRow(s) {
			continue
		}
		row := splitRow(line{Line: ln, s: s, bytes: bytes})
		cells += len(row.Cells)
		if len(row.Cells) > maxColumns || cells > maxCells {
			p.skipTable(b)
			p.slip(Slip{Kind: WideTable, Line: at.Number, Column: at.column(0), EndColumn: at.column(len(at.s))})
			return true
		}
		b.Rows = append(b.Rows, row)
		p.doc.count++
	}
	return true
}

// skipTable keeps an oversized table as text.
func (p *parser) skipTable(b *Block) {
	b.Kind, b.Rows = HTML, nil
	for ; p.i < len(p.lines) && strings.Contains(p.lines[p.i].Text, "|"); p.i++ {
		b.EndLine = p.lines[p.i].Number
	}
}

func isPiped(s string) bool {
	return len(s) > 2 && s[0] == '|' && s[len(s)-1] == '|' && strings.Count(s, "|") > 2
}

// isDelimiterRow says that a line is the row of dashes below a table's head.
func isDelimiterRow(s string) bool {
	dashes := false
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '-':
			dashes = true
		case '|', ':', ' ', '\t':
		default:
			return false
		}
	}
	return dashes && strings.Contains(s, "|")
}

// splitRow cuts a row at its pipes, except those escaped or in code.
func splitRow(at line) Row {
	row := Row{Line: at.Number}
	from, i, ticks := 0, 0, 0
	if strings.HasPrefix(at.s, "|") {
		from, i = 1, 1
	}
	cell := func(to int) {
		raw := at.s[from:to]
		cut := strings.TrimLeft(raw, " \t")
		row.Cells = append(row.Cells, inline.TextAt(strings.TrimRight(cut, " \t"), at.Number, at.column(from+len(raw)-len(cut))))
		from = to + 1
	}
	for ; i < len(at.s); i++ {
		switch at.s[i] {
		case '\\':
			i++
		case '`':
			run := len(at.s[i:]) - len(strings.TrimLeft(at.s[i:], "`"))
			switch {
			case ticks == run:
				ticks = 0
			case ticks == 0 && strings.Contains(at.s[i+run:], at.s[i:i+run]):
				ticks = run
			}
			i += run - 1
		case '|':
			if ticks == 0 && len(row.Cells) <= maxColumns {
				cell(i)
			}
		}
	}
	if from < len(at.s) || !strings.HasSuffix(at.s, "|") {
		cell(len(at.s))
	}
	return row
}
