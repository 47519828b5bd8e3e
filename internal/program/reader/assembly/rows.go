package assembly

import (
	"strconv"
	"strings"

	"stint/internal/program/reader/division"
	"stint/internal/program/reader/outline"
	"stint/internal/program/reader/page"
	"stint/internal/program/reader/wording"
	"stint/internal/program/reader/words"
)

// columns says what the columns of a table hold; -1 for none.
type columns struct {
	text, owner, estimate, group int
	// optional and required say so with a yes, deliver names what comes out.
	optional, required, deliver int
	// unit is in how many minutes a bare number of the estimate counts.
	unit float64
}

// headerColumns are words in headers and what their column holds. The first
// that fits decides.
var headerColumns = []struct{ words, holds string }{
	{"deliverable|deliverables|output|outputs|ergebnis|livrable|livrables|entregable|entregables|成果物", "deliver"},
	{"description|task|activity|activities|tasks|what|action|actions|item|items|todo|session|sessions|aufgabe|aufgaben|aktivität|aktivitäten|tâche|tâches|activité|activités|tarea|tareas|actividad|actividades|tarefa|tarefas|atividade|atividades|assignment|assignments|checklist", "text"},
	{"owner|who|responsible|dri|assignee|role|wer|verantwortlich|qui|responsable|quién|quem|responsável|party", "owner"},
	{"length|duration|time|estimate|hours|hour|minutes|effort|dauer|durée|duración|duração|est|stunden|heures|horas", "estimate"},
	{"optional", "optional"},
	{"required|mandatory|pflicht|obligatoire|obligatorio", "required"},
	{"category|type|group|area|kind|kategorie|art|catégorie|categoría|categoria|format|section", "group"},
	{"content|details|topic|topics|thema|themen|sujet|tema|module|course|focus|milestone|goal|goals|theme|subject|title|name", "topic"},
}

// columnsOf reads a table's header, or guesses: the text is in the column with
// the longest cells.
func (r *assembly) columnsOf(b *outline.Block, skip int) columns {
	cols, topic := columns{-1, -1, -1, -1, -1, -1, -1, 0}, -1
	if b.Marker == division.ColumnMarker {
		cols.text = len(b.Rows[0].Cells) - 1
		cols.group = cols.text - 1
		return cols
	}
	if b.Headed {
		for c := range b.Rows[0].Cells {
			if c != skip && cols.header(words.Split(r.Cell(b.Rows[0], c)), c) && topic < 0 {
				topic = c
			}
		}
	}
	switch {
	case cols.text >= 0 && cols.group < 0:
		cols.group = topic
	case cols.text < 0 && topic >= 0:
		cols.text = topic
	case cols.text < 0 && cols.deliver >= 0:
		cols.text, cols.deliver = cols.deliver, -1
	case cols.text < 0:
		cols.text = longestColumn(b, cols, skip)
		if cols.text == 1 && cols.group < 0 && !b.Headed {
			cols.group = 0
		}
	}
	return cols
}

// header notes what a column holds by the words of its header, and returns
// whether that is only the matter of its rows.
func (cols *columns) header(header []words.Word, c int) (topic bool) {
	for _, h := range headerColumns {
		for _, w := range header {
			if len(header) > 4 || !strings.Contains("|"+h.words+"|", "|"+w.Text+"|") {
				continue
			}
			switch h.holds {
			case "topic":
				return true
			case "text":
				if cols.text < 0 {
					cols.text = c
				}
			case "owner":
				cols.owner = c
			case "estimate":
				cols.estimate, cols.unit = c, unitOf(w.Text)
			case "group":
				cols.group = c
			case "optional":
				cols.optional = c
			case "required":
				cols.required = c
			case "deliver":
				cols.deliver = c
			}
			return false
		}
	}
	return false
}

// unitOf is in how many minutes a header such as "Hours" counts, 0 for unknown.
func unitOf(header string) float64 {
	switch header {
	case "hours", "hour", "stunden", "heures", "horas":
		return 60
	case "minutes":
		return 1
	}
	return 0
}

// longestColumn is the column with most text besides those that are known.
func longestColumn(b *outline.Block, cols columns, skip int) int {
	longest, found := -1, -1
	for c := range b.Rows[0].Cells {
		if c == cols.owner || c == cols.estimate || c == cols.optional || c == cols.required || c == skip {
			continue
		}
		length := 0
		for i, row := range b.Rows {
			if (i > 0 || !b.Headed) && c < len(row.Cells) {
				length += len(row.Cells[c].Raw)
			}
		}
		if length > longest {
			longest, found = length, c
		}
	}
	return found
}

// known says that a column is read as more than a note.
func (cols *columns) known(c int) bool {
	switch c {
	case cols.text, cols.owner, cols.estimate, cols.group, cols.optional, cols.required, cols.deliver:
		return true
	}
	return false
}

// table makes activities of a table's rows.
func (b *builder) table(t *outline.Block) {
	if len(t.Rows) == 0 {
		return
	}
	skip := -1
	if len(t.Rows) > 1 && t.Marker != division.ColumnMarker {
		skip = division.PhaseColumn(b.Source, t)
	}
	cols := b.columnsOf(t, skip)
	for i, row := range t.Rows {
		if i > 0 || !t.Headed {
			b.row(row, cols, skip)
		}
	}
}

// row makes activities of the text cell of a row: one, or one for each line
// that breaks or bullets put in the cell; and one of what is to be delivered.
func (b *builder) row(row outline.Row, cols columns, skip int) {
	var extra []string
	var links []page.Link
	for c, cell := range row.Cells {
		if !cols.known(c) && c != skip && cell.Raw != "" {
			extra = append(extra, cell.Raw)
			span := outline.Inline(cell, b.Doc.References)
			links = append(links, b.Links(&span)...)
		}
	}
	lines := cellLines(row, cols.text)
	for _, text := range lines {
		a := b.activity(&outline.Block{Kind: outline.Item, Line: row.Line, Level: 1, Text: text}, nil)
		if a == nil {
			continue
		}
		b.rowFacts(a, row, cols, len(lines))
		if len(extra) > 0 {
			a.Notes = append(a.Notes, page.Text{Kind: "table", Markdown: strings.Join(extra, " | "), Line: row.Line, Links: links})
			extra = nil
		}
		b.phase.Activities = append(b.phase.Activities, *a)
	}
	for _, text := range cellLines(row, cols.deliver) {
		a := b.activity(&outline.Block{Kind: outline.Item, Line: row.Line, Level: 1, Text: text}, nil)
		if a == nil || len(words.Split(a.Text)) == 0 {
			continue
		}
		if a.Kind == page.KindDo || a.Kind == page.KindRead || a.Sure.Kind < 0.7 {
			a.Kind, a.Sure.Kind = page.KindDeliver, 0.7
		}
		a.Group = b.Cell(row, cols.group)
		a.Settle()
		b.phase.Activities = append(b.phase.Activities, *a)
	}
}

// rowFacts takes what the other cells say of an activity that is one of several
// of the row. They share the time that the row takes.
func (b *builder) rowFacts(a *page.Activity, row outline.Row, cols columns, several int) {
	if owner := wording.Read("(" + b.Cell(row, cols.owner) + ")").RoleNamed(); cols.owner >= 0 && owner != "" && a.Sure.Owner < 1 {
		a.Owner, a.Sure.Owner = page.Owner(owner), 0.95
	}
	if said := b.Cell(row, cols.estimate); said != "" && a.Sure.Estimate < 1 {
		minutes, sure := wording.Read(said).Estimate()
		if number, err := strconv.ParseFloat(said, 64); err == nil && number > 0 && number < 400 {
			minutes, sure = int(number*cols.unit), 0.85
		}
		if minutes > 0 {
			a.Estimate, a.Sure.Estimate = max(minutes/several, 1), sure
		} else {
			a.Notes = append(a.Notes, page.Text{Kind: "table", Markdown: said, Line: row.Line, Links: []page.Link{}})
		}
	}
	if said := b.Cell(row, cols.group); said != "" {
		a.Group = said
	}
	optional, required := strings.ToLower(b.Cell(row, cols.optional)), strings.ToLower(b.Cell(row, cols.required))
	if yes[optional] || strings.HasPrefix(optional, "optional") || no[required] || strings.HasPrefix(required, "optional") {
		a.Optional, a.Sure.Optional = true, 0.9
	}
	a.Settle()
}

// yes and no are what the cell of a column that asks so says.
var (
	yes = map[string]bool{"yes": true, "x": true, "✓": true, "✔": true, "✅": true, "ja": true, "oui": true, "sí": true, "sim": true, "y": true}
	no  = map[string]bool{"no": true, "nein": true, "non": true, "não": true, "n": true, "❌": true}
)

// cellLines cuts a cell at its line breaks and bullets.
func cellLines(row outline.Row, column int) []outline.Text {
	if column < 0 || column >= len(row.Cells) || row.Cells[column].Raw == "" {
		return nil
	}
	var out []outline.Text
	from := 0
	cell := row.Cells[column]
	lower := words.LowerASCII(cell.Raw)
	for from <= len(lower) {
		at, width := len(lower), 0
		for _, br := range []string{"<br>", "<br/>", "<br />", "<li>", "</li>"} {
			if n := strings.Index(lower[from:], br); n >= 0 && from+n < at {
				at, width = from+n, len(br)
			}
		}
		end := at
		start := from
		for start < end && strings.IndexByte(" \t-*•", cell.Raw[start]) >= 0 && (cell.Raw[start] != '*' || start+1 < end && cell.Raw[start+1] == ' ') {
			start++
		}
		for start < end && strings.HasPrefix(cell.Raw[start:end], "• ") {
			start += len("• ")
		}
		for end > start && (cell.Raw[end-1] == ' ' || cell.Raw[end-1] == '\t') {
			end--
		}
		if start < end && !strings.HasPrefix(lower[start:end], "<ul") && !strings.HasPrefix(lower[start:end], "</ul") {
			out = append(out, cell.Slice(start, end))
		}
		if width == 0 {
			break
		}
		from = at + width
	}
	return out
}
