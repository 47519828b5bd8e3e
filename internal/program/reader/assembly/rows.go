package assembly

import (
	"strings"

	"stint/internal/program/reader/column"
	"stint/internal/program/reader/inline"
	"stint/internal/program/reader/outline"
	"stint/internal/program/reader/page"
	"stint/internal/program/reader/phase"
	"stint/internal/program/reader/wording"
	"stint/internal/program/reader/words"
)

// table makes activities of a table's rows.
func (b *builder) table(t *outline.Block) {
	if len(t.Rows) == 0 {
		return
	}
	if t.Headed && len(t.Rows) == 1 && t.Marker == "" {
		b.keep("table", t) // a head with nothing below it
		return
	}
	cols := column.Read(b.Source, t)
	for _, row := range t.Rows[headRows(t):] {
		b.row(row, cols)
	}
}

// headRows is how many rows of a table are its head.
func headRows(t *outline.Block) int {
	if t.Headed {
		return 1
	}
	return 0
}

// cellBoxes are cells that are nothing but a checkbox for their row.
var cellBoxes = map[string]outline.Check{
	"[ ]": outline.Open, "[]": outline.Open, "☐": outline.Open, "⬜": outline.Open,
	"[x]": outline.Ticked, "[X]": outline.Ticked, "☑": outline.Ticked, "✅": outline.Ticked,
}

// row makes activities of the text cell of a row: one, or one for each line
// that breaks or bullets put in the cell; and of the cells that hold doings of
// their own. A row without any is kept as text.
func (b *builder) row(row outline.Row, cols column.Columns) {
	var extra []string
	var links []page.Link
	box := outline.NoBox
	for c, cell := range row.Cells {
		if cell.Raw == "" || cols.Known(c) && !cols.SaysMore(c, b.Cell(row, c)) {
			continue
		}
		if check, is := cellBoxes[strings.TrimSpace(cell.Raw)]; is {
			box = check
			continue
		}
		extra = append(extra, cell.Raw)
		span := inline.Read(cell, b.Doc.References)
		links = append(links, b.Links(&span)...)
	}
	before := len(b.phase.Activities)
	b.cellActivities(row, cols, cols.Text, "")
	if said := b.Cell(row, cols.Estimate); said != "" && before == len(b.phase.Activities) {
		extra = append(extra, said) // how long something takes that is not there
	}
	for _, m := range cols.More {
		b.cellActivities(row, cols, m.Column, m.Kind)
	}
	if before == len(b.phase.Activities) && cols.Text < 0 && !phase.NamesBreak(b.Cell(row, cols.Group)) {
		cols.Text, cols.Group = cols.Group, -1 // the topic is all there is
		b.cellActivities(row, cols, cols.Text, "")
	}
	for i := before; i < len(b.phase.Activities) && box != outline.NoBox; i++ {
		b.phase.Activities[i].Boxed, b.phase.Activities[i].Done = true, box == outline.Ticked
	}
	switch {
	case before == len(b.phase.Activities):
		b.keepRow(row)
	case len(extra) > 0:
		a := &b.phase.Activities[before]
		a.Notes = append(a.Notes, page.Text{Kind: "table", Markdown: strings.Join(extra, " | "), Line: row.Line, EndLine: rowEnd(row), Links: links})
	}
}

// cellActivities makes activities of a cell, of a kind where its words do not
// tell another.
func (b *builder) cellActivities(row outline.Row, cols column.Columns, c int, kind page.Kind) {
	lines := column.Lines(row, c)
	for _, text := range lines {
		a := b.activity(&outline.Block{Kind: outline.Item, Line: row.Line, Level: 1, Text: text}, nil)
		if a == nil || kind != "" && len(words.Split(a.Text)) == 0 {
			continue
		}
		if kind != "" && a.Sure.Kind < 1 && (a.Kind == page.KindDo || a.Sure.Kind < 0.7 || kind == page.KindDeliver && a.Kind == page.KindRead) {
			a.Kind, a.Sure.Kind = kind, 0.7
		}
		b.rowFacts(a, row, cols, len(lines), kind == "")
		b.phase.Activities = append(b.phase.Activities, *a)
	}
}

// keepRow keeps a row without a doing as text.
func (b *builder) keepRow(row outline.Row) {
	var cells []string
	var links []page.Link
	for _, cell := range row.Cells {
		if cell.Raw != "" {
			span := inline.Read(cell, b.Doc.References)
			cells, links = append(cells, cell.Raw), append(links, b.Links(&span)...)
		}
	}
	if len(cells) > 0 {
		b.phase.Text = append(b.phase.Text, page.Text{Kind: "table", Heading: b.group(), Markdown: strings.Join(cells, " | "), Line: row.Line, EndLine: rowEnd(row), Links: links})
	}
}

// rowFacts takes what the other cells say of an activity that is one of several
// of the row. They share the time that the row takes; what stands in a column of
// its own has none of it.
func (b *builder) rowFacts(a *page.Activity, row outline.Row, cols column.Columns, several int, own bool) {
	if owner := wording.Read("(" + b.Cell(row, cols.Owner) + ")").RoleNamed(); cols.Owner >= 0 && owner != "" && a.Sure.Owner < 1 {
		a.Owner, a.Sure.Owner = page.Owner(owner), 0.95
	}
	if said := b.Cell(row, cols.Estimate); said != "" && own && a.Sure.Estimate < 1 {
		if minutes, sure := cols.Minutes(said); minutes > 0 {
			a.Estimate, a.Sure.Estimate = max(minutes/several, 1), sure
		} else {
			a.Notes = append(a.Notes, page.Text{Kind: "table", Markdown: said, Line: row.Line, EndLine: rowEnd(row), Links: []page.Link{}})
		}
	}
	if said := b.Cell(row, cols.Group); said != "" {
		a.Group = said
	}
	if own && cols.MayBeSkipped(b.Cell(row, cols.Optional), b.Cell(row, cols.Required)) {
		a.Optional, a.Sure.Optional = true, 0.9
	}
	a.Settle()
}
