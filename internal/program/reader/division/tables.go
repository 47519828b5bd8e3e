package division

import (
	"strings"

	"stint/internal/program/reader/inline"
	"stint/internal/program/reader/outline"
	"stint/internal/program/reader/phase"
	"stint/internal/program/reader/source"
	"stint/internal/program/reader/words"
)

// tableMarks finds tables whose rows or columns are phases.
func (r *division) tableMarks() []mark {
	var out []mark
	for i, b := range r.Flow {
		if b.Kind != outline.Table || len(b.Rows) < 2 {
			continue
		}
		if marks := r.rowMarks(i, b); len(marks) > 0 {
			out = append(out, marks...)
			continue
		}
		out = append(out, r.columnMarks(i, b)...)
	}
	return out
}

// phaseCell reads a cell as the name of a phase. Below a header such as "Week"
// a bare number is one.
func phaseCell(r *source.Source, b *outline.Block, row outline.Row, column int) (phase.Label, string, bool) {
	text := r.Cell(row, column)
	if l, ok := phase.Line(text); ok && l.Numbered {
		return l, text, true
	}
	if !b.Headed || text == "" || len(text) > 12 {
		return phase.Label{}, "", false
	}
	header := strings.TrimRight(r.Cell(b.Rows[0], column), " #:.")
	if _, named := phase.Line(header); named || header == "" {
		return phase.Label{}, "", false
	}
	if first := text[0]; (first < '0' || first > '9') && len(words.Split(text)) > 1 {
		return phase.Label{}, "", false
	}
	if l, ok := phase.Line(header + " " + text); ok && l.Numbered && l.Lead {
		return l, header + " " + text, true
	}
	return phase.Label{}, "", false
}

// PhaseColumn returns the column of a table whose cells name phases, -1 for none.
func PhaseColumn(r *source.Source, b *outline.Block) int {
	columns := len(b.Rows[0].Cells)
	for c := 0; c < min(columns, 4); c++ {
		named, filled := 0, 0
		for i, row := range b.Rows {
			if i == 0 && b.Headed || r.Cell(row, c) == "" {
				continue
			}
			filled++
			if _, _, ok := phaseCell(r, b, row, c); ok {
				named++
			}
		}
		if named > 0 && named*5 >= filled*3 {
			return c
		}
	}
	return -1
}

// rowMarks makes a phase of each row, or of rows below one another with the
// same name or none.
func (r *division) rowMarks(at int, b *outline.Block) []mark {
	column := PhaseColumn(r.Source, b)
	if column < 0 || len(b.Rows[0].Cells) < 2 {
		return nil
	}
	var marks []mark
	distinct := map[string]bool{}
	for i, row := range b.Rows {
		if i == 0 && b.Headed {
			continue
		}
		label, title, ok := phaseCell(r.Source, b, row, column)
		if !ok {
			if len(marks) > 0 {
				last := marks[len(marks)-1].block
				last.Rows = append(last.Rows, without(row, column))
			}
			continue
		}
		distinct[title] = true
		line, col := row.Cells[column].At(0)
		part := &outline.Block{Kind: outline.Table, Line: row.Line, Column: max(col, 1), EndLine: row.Line, Headed: b.Headed, Text: row.Cells[column]}
		if b.Headed {
			part.Rows = append(part.Rows, without(b.Rows[0], column))
		}
		part.Rows = append(part.Rows, without(row, column))
		part.Line = max(line, row.Line)
		label.Topic = ""
		marks = append(marks, mark{at: at, level: LabelLevel, label: label, title: strings.TrimRight(title, " :："), style: ByRow, block: part, parent: -1})
	}
	if len(distinct) < 2 {
		return nil
	}
	return marks
}

// without returns a row without one of its cells.
func without(row outline.Row, column int) outline.Row {
	out := outline.Row{Line: row.Line}
	for i, c := range row.Cells {
		if i != column {
			out.Cells = append(out.Cells, c)
		}
	}
	return out
}

// columnMarks makes a phase of each column whose header names one.
func (r *division) columnMarks(at int, b *outline.Block) []mark {
	var marks []mark
	for c := range b.Rows[0].Cells {
		label, ok := phase.Line(r.Cell(b.Rows[0], c))
		if !ok || !label.Numbered {
			continue
		}
		line, column := b.Rows[0].Cells[c].At(0)
		part := &outline.Block{Kind: outline.Table, Line: line, Column: column, EndLine: b.EndLine, Marker: ColumnMarker, Text: b.Rows[0].Cells[c]}
		for _, row := range b.Rows[1:] {
			if c >= len(row.Cells) || row.Cells[c].Raw == "" {
				continue
			}
			cells := []inline.Text{row.Cells[c]}
			if _, named := phase.Line(r.Cell(b.Rows[0], 0)); !named && c > 0 {
				cells = []inline.Text{row.Cells[0], row.Cells[c]}
			}
			part.Rows = append(part.Rows, outline.Row{Line: row.Line, Cells: cells})
		}
		marks = append(marks, mark{at: at, level: LabelLevel, label: label, title: r.Cell(b.Rows[0], c), style: ByColumn, block: part, parent: -1})
	}
	if len(marks) < 2 {
		return nil
	}
	return marks
}

// ColumnMarker marks the table that a column was made to.
const ColumnMarker = "column"

// NamesOther says that a table names phases in its rows, and one at least that
// is none of the page's: a table of only those is an overview of them.
func NamesOther(r *source.Source, t *outline.Block, parts []*Part) bool {
	column := PhaseColumn(r, t)
	if column < 0 {
		return false
	}
	for _, row := range t.Rows {
		label, _, ok := phaseCell(r, t, row, column)
		if ok && !known(label, parts) {
			return true
		}
	}
	return false
}

// known says that a phase of the page has a name, or has it in its range.
func known(label phase.Label, parts []*Part) bool {
	for _, p := range parts {
		if p.Label.Unit == label.Unit && (includes(p.Label, label) || p.Label.Open && label.Number >= p.Label.Number) {
			return true
		}
		if also := p.Label.Also; also != nil && also.Unit == label.Unit && includes(*also, label) {
			return true
		}
	}
	return false
}
