package assembly

import (
	"strings"

	"stint/internal/program/reader/division"
	"stint/internal/program/reader/outline"
	"stint/internal/program/reader/page"
	"stint/internal/program/reader/wording"
)

// columns says what the columns of a table hold; -1 for none.
type columns struct{ text, owner, estimate, group, optional int }

// headerColumns are words in headers and what their column holds.
var headerColumns = []struct{ words, holds string }{
	{"description|task|activity|activities|tasks|what|what to do|action|actions|action items|item|to do|todo|session|sessions|aufgabe|aufgaben|aktivität|aktivitäten|tâche|tâches|activité|activités|tarea|tareas|actividad|actividades|tarefa|tarefas|atividade|atividades|タスク|やること|assignment|assignments|checklist", "text"},
	{"content|details|topic|topics|thema|themen|sujet|tema|内容|トピック|module|course|focus|milestone|deliverable|deliverables|goal|goals|theme|subject|title|name", "topic"},
	{"owner|who|responsible|dri|assignee|by|role|wer|verantwortlich|qui|responsable|quién|quem|responsável|担当|担当者|party", "owner"},
	{"length|duration|time|estimate|hours|minutes|effort|dauer|durée|duración|duração|時間|所要時間|time estimate|est", "estimate"},
	{"category|type|group|area|kind|kategorie|art|catégorie|categoría|categoria|format|section", "group"},
	{"optional|required|mandatory|priority", "optional"},
}

// columnsOf reads a table's header, or guesses: the text is in the column with
// the longest cells.
func (r *assembly) columnsOf(b *outline.Block) columns {
	cols, topic := columns{-1, -1, -1, -1, -1}, -1
	if b.Marker == division.ColumnMarker {
		cols.text = len(b.Rows[0].Cells) - 1
		cols.group = cols.text - 1
		return cols
	}
	if b.Headed {
		for c := range b.Rows[0].Cells {
			if r.headerColumn(&cols, strings.ToLower(r.Cell(b.Rows[0], c)), c) && topic < 0 {
				topic = c
			}
		}
	}
	switch {
	case cols.text < 0 && topic >= 0:
		cols.text = topic
	case cols.text >= 0 && cols.group < 0 && topic >= 0:
		cols.group = topic
	}
	if cols.text >= 0 {
		return cols
	}
	longest := -1
	for c := range b.Rows[0].Cells {
		if c == cols.owner || c == cols.estimate || c == cols.optional {
			continue
		}
		length := 0
		for i, row := range b.Rows {
			if (i > 0 || !b.Headed) && c < len(row.Cells) {
				length += len(row.Cells[c].Raw)
			}
		}
		if length > longest {
			longest, cols.text = length, c
		}
	}
	if cols.text == 1 && cols.group < 0 && !b.Headed {
		cols.group = 0
	}
	return cols
}

// headerColumn notes what a column holds by its header, and returns whether that
// is only the matter of its rows.
func (r *assembly) headerColumn(cols *columns, header string, c int) (topic bool) {
	for _, h := range headerColumns {
		for _, w := range strings.Split(h.words, "|") {
			if header != w {
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
				cols.estimate = c
			case "group":
				cols.group = c
			case "optional":
				cols.optional = c
			}
			return false
		}
	}
	return false
}

// table makes activities of a table's rows.
func (b *builder) table(t *outline.Block) {
	if len(t.Rows) == 0 {
		return
	}
	cols := b.columnsOf(t)
	skip := -1
	if len(t.Rows) > 1 && t.Marker != division.ColumnMarker {
		skip = division.PhaseColumn(b.Source, t)
	}
	if cols.text == skip {
		cols.text = -1
	}
	for i, row := range t.Rows {
		if i == 0 && t.Headed {
			continue
		}
		b.row(t, row, cols, skip)
	}
}

// row makes activities of the text cell of a row: one, or one for each line
// that breaks or bullets put in the cell.
func (b *builder) row(t *outline.Block, row outline.Row, cols columns, skip int) {
	if cols.text < 0 || cols.text >= len(row.Cells) || row.Cells[cols.text].Raw == "" {
		return
	}
	var extra []string
	for c := range row.Cells {
		if c != cols.text && c != cols.owner && c != cols.estimate && c != cols.group && c != cols.optional && c != skip && row.Cells[c].Raw != "" {
			extra = append(extra, row.Cells[c].Raw)
		}
	}
	for _, text := range cellLines(row.Cells[cols.text]) {
		a := b.activity(&outline.Block{Kind: outline.Item, Line: row.Line, Level: 1, Text: text}, nil)
		if a == nil {
			continue
		}
		b.rowFacts(a, row, cols)
		if len(extra) > 0 {
			a.Notes = append(a.Notes, page.Text{Kind: "table", Markdown: strings.Join(extra, " | "), Line: row.Line, Links: []page.Link{}})
			extra = nil
		}
		b.phase.Activities = append(b.phase.Activities, *a)
	}
}

// rowFacts takes what the other cells say of an activity.
func (b *builder) rowFacts(a *page.Activity, row outline.Row, cols columns) {
	if owner := wording.Read("(" + b.Cell(row, cols.owner) + ")").RoleNamed(); cols.owner >= 0 && owner != "" && a.Sure.Owner < 1 {
		a.Owner, a.Sure.Owner = page.Owner(owner), 0.95
	}
	if said := b.Cell(row, cols.estimate); said != "" && a.Sure.Estimate < 1 {
		if minutes, sure := wording.Read(said).Estimate(); minutes > 0 {
			a.Estimate, a.Sure.Estimate = minutes, sure
		} else {
			a.Notes = append(a.Notes, page.Text{Kind: "table", Markdown: said, Line: row.Line, Links: []page.Link{}})
		}
	}
	if said := b.Cell(row, cols.group); said != "" {
		a.Group = said
	}
	if cols.optional >= 0 {
		said := strings.ToLower(b.Cell(row, cols.optional))
		if strings.HasPrefix(said, "optional") || b.yesColumn(said) {
			a.Optional, a.Sure.Optional = true, 0.9
		}
	}
	a.Settle()
}

func (b *builder) yesColumn(said string) bool {
	return said == "yes" || said == "x" || said == "✓" || said == "✔" || said == "ja" || said == "oui" || said == "sí"
}

// cellLines cuts a cell at its line breaks and bullets.
func cellLines(cell outline.Text) []outline.Text {
	var out []outline.Text
	from := 0
	lower := strings.ToLower(cell.Raw)
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
