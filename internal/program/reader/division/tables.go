package division

import (
	"slices"
	"strings"
	"unicode"

	"stint/internal/program/reader/inline"
	"stint/internal/program/reader/outline"
	"stint/internal/program/reader/phase"
	"stint/internal/program/reader/source"
	"stint/internal/program/reader/words"
)

// tableMarks finds tables whose rows or columns are phases.
func (r *division) tableMarks() []mark {
	return r.eachTable(func(i int, b *outline.Block) []mark {
		if marks := r.sectionMarks(i, b); len(marks) > 0 {
			return marks
		}
		if marks := r.rowMarks(i, b); len(marks) > 0 {
			return marks
		}
		return r.columnMarks(i, b, func(text string) (phase.Label, bool) {
			label, ok := phase.Line(text)
			return label, ok && label.Numbered
		})
	})
}

// eachTable puts together what is found in the tables of the page.
func (r *division) eachTable(find func(at int, b *outline.Block) []mark) []mark {
	var out []mark
	for i, b := range r.Flow {
		if b.Kind == outline.Table && len(b.Rows) > 1 {
			out = append(out, find(i, b)...)
		}
	}
	return out
}

// phaseCell reads a cell as the name of a phase. Below a header such as "Week"
// a bare number is one.
func phaseCell(r *source.Source, b *outline.Block, row outline.Row, column int) (phase.Label, string, bool) {
	text := r.Cell(row, column)
	if l, ok := phase.Line(text); ok && l.Numbered && !(l.Weak && column > 0) {
		return l, text, true // "Chapter 1" beside a date is what is to be read
	}
	if open := strings.LastIndexByte(text, '('); open > 0 && strings.HasSuffix(text, ")") {
		if l, ok := phase.Line(text[open+1 : len(text)-1]); ok && l.Numbered && calendar(l.Unit) {
			return l, text, true // "Building (Week 3)"
		}
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

// PhaseColumn returns the column of a table whose cells name phases, -1 for
// none: the first that says when, else the first.
func PhaseColumn(r *source.Source, b *outline.Block) int {
	first := -1
	columns := len(b.Rows[0].Cells)
	for c := 0; c < min(columns, 4); c++ {
		named, timed, filled := 0, 0, 0
		for i, row := range b.Rows {
			if text := r.Cell(row, c); i == 0 && b.Headed || text == "" || isClock(text) || phase.NamesBreak(text) {
				continue // the hours of "Day 1" stand below it
			}
			filled++
			if l, _, ok := phaseCell(r, b, row, c); ok {
				named++
				if calendar(l.Unit) {
					timed++
				}
			}
		}
		enough := named > 0 && named*5 >= filled*3 || named > 1 && named*2 >= filled && b.Headed && headsDates(r.Cell(b.Rows[0], c))
		switch {
		case enough && timed == named:
			return c
		case enough && first < 0:
			first = c
		}
	}
	return first
}

// rowMarks makes a phase of each row, or of rows below one another with the
// same name or none.
func (r *division) rowMarks(at int, b *outline.Block) []mark {
	column := PhaseColumn(r.Source, b)
	if column < 0 || len(b.Rows[0].Cells) < 2 {
		return nil
	}
	names := make([]rowName, len(b.Rows))
	for i, row := range b.Rows {
		if i > 0 || !b.Headed {
			names[i].label, names[i].title, names[i].is = phaseCell(r.Source, b, row, column)
			text := r.Cell(row, column)
			switch {
			case names[i].is:
			case phase.NamesBreak(text):
				names[i] = rowName{label: phase.Label{Break: true, Sure: 0.6}, title: text, is: true}
			case hasLetters(text) && !isClock(text):
				_, day := phase.Calendar(text, true)
				names[i].apart = !day
			}
		}
	}
	return r.namedRows(at, b, column, names)
}

// sectionMarks makes phases of rows that hold nothing but a name, as a cell
// across all columns does, each with the rows below it.
func (r *division) sectionMarks(at int, b *outline.Block) []mark {
	names := make([]rowName, len(b.Rows))
	column := -1
	for i, row := range b.Rows {
		c := onlyCell(row)
		if c < 0 || column >= 0 && c != column || len(row.Cells) < 2 && len(b.Rows[0].Cells) < 2 {
			continue
		}
		text := r.Cell(row, c)
		if l, ok := phase.Line(text); ok && l.Numbered {
			names[i], column = rowName{label: l, title: text, is: true}, c
		}
	}
	if column < 0 {
		return nil
	}
	return r.namedRows(at, b, column, names)
}

// onlyCell is the cell of a row that holds something where the others are
// empty, -1 for none.
func onlyCell(row outline.Row) int {
	only := -1
	for c, cell := range row.Cells {
		switch {
		case cell.Raw == "":
		case only >= 0:
			return -1
		default:
			only = c
		}
	}
	return only
}

// rowName is what a row of a table is called, if it is a phase.
type rowName struct {
	label phase.Label
	title string
	is    bool
	// apart says that it is called something else: "Ongoing".
	apart bool
}

func hasLetters(s string) bool { return strings.IndexFunc(s, unicode.IsLetter) >= 0 }

// namedRows makes phases of the rows that have names, each with the rows below
// it that have none. Rows above the first, and those that are called something
// else, stay where the table is.
func (r *division) namedRows(at int, b *outline.Block, column int, names []rowName) []mark {
	cut := without
	distinct := map[string]bool{}
	for i, row := range b.Rows {
		switch {
		case names[i].is && names[i].label.Numbered:
			distinct[names[i].title] = true
		case !names[i].is && !names[i].apart && (i > 0 || !b.Headed) && r.Cell(row, column) != "":
			cut = blanked // the column holds more than names
		}
	}
	if len(distinct) < 2 {
		return nil
	}
	head := []outline.Row{}
	if b.Headed {
		head = append(head, cut(b.Rows[0], column))
	}
	var marks []mark
	lead := &outline.Block{Kind: outline.Table, Line: b.Line, Column: b.Column, EndLine: b.EndLine, Headed: b.Headed, Rows: slices.Clone(b.Rows[:len(head)])}
	for i, row := range b.Rows[len(head):] {
		name := names[i+len(head)]
		switch {
		case !name.is && (len(marks) == 0 || name.apart):
			lead.Rows = append(lead.Rows, row)
		case !name.is:
			last := marks[len(marks)-1].block
			if r.Cell(row, column) == "" {
				row = cut(row, column)
			}
			last.Rows, last.EndLine = append(last.Rows, row), max(last.EndLine, row.Line)
		default:
			line, col := row.Cells[column].At(0)
			part := &outline.Block{Kind: outline.Table, Line: max(line, row.Line), Column: max(col, 1), EndLine: row.Line, Headed: b.Headed, Marker: RowMarker, Text: row.Cells[column]}
			part.Rows = append(append(part.Rows, head...), cut(row, column))
			label := name.label
			title := words.Title(name.title)
			label.Topic = topicOf(title)
			marks = append(marks, mark{at: at, level: LabelLevel, label: label, title: title, style: ByRow, block: part, parent: -1})
		}
	}
	if len(lead.Rows) > len(head) {
		marks[0].lead = lead
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

// blanked returns a row with one of its cells empty.
func blanked(row outline.Row, column int) outline.Row {
	out := outline.Row{Line: row.Line, Cells: slices.Clone(row.Cells)}
	if column < len(out.Cells) {
		out.Cells[column] = inline.Text{}
	}
	return out
}

// isClock says that a text is a time of the day or a span of it: "9:30",
// "12:00 PM", "13h30 – 14h", "9 am".
func isClock(text string) bool {
	digits := len(text) - len(strings.TrimLeft(text, "0123456789"))
	if digits == 0 || digits > 2 || len(text) > 24 {
		return false
	}
	rest := strings.ToLower(strings.TrimLeft(text[digits:], " "))
	if strings.HasPrefix(rest, ":") {
		return len(rest) > 1 && rest[1] >= '0' && rest[1] <= '9' // "3: 11 Sep" is the third
	}
	for _, sign := range []string{"h", "am", "pm", "a.m", "p.m", "時", "uhr"} {
		if strings.HasPrefix(rest, sign) {
			return true
		}
	}
	return false
}

// columnMarks makes a phase of each column whose header names one. What the
// other columns hold stays where the table is.
func (r *division) columnMarks(at int, b *outline.Block, name func(string) (phase.Label, bool)) []mark {
	var marks []mark
	named := map[int]bool{}
	for c := range b.Rows[0].Cells {
		if _, ok := name(r.Cell(b.Rows[0], c)); ok {
			named[c] = true
		}
	}
	if len(named) < 2 {
		return nil
	}
	for c := range b.Rows[0].Cells {
		if !named[c] {
			continue
		}
		label, _ := name(r.Cell(b.Rows[0], c))
		line, column := b.Rows[0].Cells[c].At(0)
		part := &outline.Block{Kind: outline.Table, Line: line, Column: column, EndLine: b.EndLine, Marker: ColumnMarker, Text: b.Rows[0].Cells[c]}
		for _, row := range b.Rows[1:] {
			if c >= len(row.Cells) || row.Cells[c].Raw == "" {
				continue
			}
			cells := []inline.Text{row.Cells[c]}
			if !named[0] {
				cells = []inline.Text{row.Cells[0], row.Cells[c]}
			}
			part.Rows = append(part.Rows, outline.Row{Line: row.Line, Cells: cells})
		}
		marks = append(marks, mark{at: at, level: LabelLevel, label: label, title: r.Cell(b.Rows[0], c), style: ByColumn, block: part, parent: -1})
	}
	marks[0].lead = beside(b, named)
	return marks
}

// beside is a table of the columns that name no phase, but for the first, which
// says what the rows are, unless it is all that a row has; nil where they are
// empty.
func beside(b *outline.Block, named map[int]bool) *outline.Block {
	rest := &outline.Block{Kind: outline.Table, Line: b.Line, Column: b.Column, EndLine: b.EndLine, Headed: b.Headed}
	for i, row := range b.Rows {
		out, filled, alone := outline.Row{Line: row.Line}, false, !named[0]
		for c, cell := range row.Cells {
			if !named[c] {
				out.Cells = append(out.Cells, cell)
				filled = filled || c > 0 && cell.Raw != ""
			}
			alone = alone && (cell.Raw != "") == (c == 0)
		}
		if filled || alone || i == 0 {
			rest.Rows = append(rest.Rows, out)
		}
	}
	if len(rest.Rows) < 2 {
		return nil
	}
	return rest
}

// ColumnMarker and RowMarker mark the tables that columns and rows were made
// to, which hold the names of their phases no more.
const (
	ColumnMarker = "column"
	RowMarker    = "row"
)

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
