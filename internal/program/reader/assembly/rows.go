package assembly

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"stint/internal/program/reader/division"
	"stint/internal/program/reader/inline"
	"stint/internal/program/reader/outline"
	"stint/internal/program/reader/page"
	"stint/internal/program/reader/phase"
	"stint/internal/program/reader/wording"
	"stint/internal/program/reader/words"
)

// columns says what the columns of a table hold; -1 for none.
type columns struct {
	text, owner, estimate, group int
	// optional and required say so with a yes.
	optional, required int
	// more are the columns that hold doings of their own beside the text: what
	// is to be read, to be practiced, to be delivered.
	more []doing
	// asides are the columns that tell about what another one names.
	asides []int
	// unit is in how many minutes a bare number of the estimate counts.
	unit float64
}

// doing is a column of doings with the kind that its header tells.
type doing struct {
	column int
	kind   page.Kind
}

// headerColumns are words in headers and what their column holds. The first
// that fits decides.
var headerColumns = []struct{ words, holds string }{
	{"deliverable|deliverables|output|outputs|ergebnis|livrable|livrables|entregable|entregables|成果物", "deliver"},
	{"read|reading|readings|lecture notes|preread|lektüre|lecturas|leituras|lectures à faire", "read"},
	{"homework|hw|assignment|assignments|exercise|exercises|lab|labs|practice|hausaufgabe|hausaufgaben|übung|übungen|devoirs|exercices|ejercicios|exercícios|宿題|課題", "practice"},
	{"morning|afternoon|evening|am|pm|vormittag|nachmittag|matin|mañana|tarde|manhã|午前|午後", "part"},
	{"description|do|task|activity|activities|tasks|what|action|actions|item|items|todo|session|sessions|aufgabe|aufgaben|aktivität|aktivitäten|tâche|tâches|activité|activités|tarea|tareas|actividad|actividades|tarefa|tarefas|atividade|atividades|checklist", "text"},
	{"owner|who|responsible|dri|assignee|role|wer|verantwortlich|qui|responsable|quién|quem|responsável|party", "owner"},
	{"length|duration|time|tempo|zeit|zeitbedarf|zeitaufwand|aufwand|temps|tiempo|durata|estimate|hours|hour|minutes|effort|dauer|durée|duración|duração|est|stunden|heures|horas", "estimate"},
	{"optional", "optional"},
	{"required|mandatory|pflicht|obligatoire|obligatorio", "required"},
	{"category|type|group|area|kind|kategorie|art|catégorie|categoría|categoria|format|section|department|bereich|abteilung|domaine|área|departamento|部署|部门|部門", "group"},
	{"purpose|reason|reasons|why|rationale|note|notes|comment|comments|remark|remarks|zweck|grund|warum|bemerkung|bemerkungen|notizen|but|pourquoi|remarques|propósito|motivo|notas|finalidade|observações", "aside"},
	{"content|details|topic|topics|thema|themen|sujet|tema|module|course|lecture|lectures|project|projects|focus|milestone|goal|goals|theme|subject|title|name|inhalt|inhalte|contenu|contenus|contenido|contenidos|conteúdo|conteúdos|内容|內容", "topic"},
	{"period|date|dates|when|due|deadline|datum|zeitraum|termin|wann|frist|période|quand|fecha|fechas|período|periodo|plazo|cuándo|data|datas|prazo|quando|日付|日程|日期|时间|期間|期间", "aside"},
}

// columnsOf reads a table's header, or guesses by the cells.
func (r *assembly) columnsOf(b *outline.Block, skip int) columns {
	cols, topic := columns{text: -1, owner: -1, estimate: -1, group: -1, optional: -1, required: -1}, -1
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
	case (cols.text >= 0 || cols.reads()) && cols.group < 0:
		cols.group = topic
	case cols.text < 0 && topic >= 0:
		cols.text = topic
	case cols.text < 0 && len(cols.more) > 0:
		cols.text, cols.more = cols.more[0].column, cols.more[1:]
	case cols.text < 0:
		if cols.text = r.namingColumn(b, cols, skip); cols.text < 0 {
			cols.asides = nil
			cols.text = r.namingColumn(b, cols, skip)
		}
		if cols.text == 1 && cols.group < 0 && !b.Headed {
			cols.group = 0
		}
	}
	return cols
}

// asking are words that a header of a whole sentence begins with: "What you are
// going to do in it".
var asking = map[string]bool{"what": true, "who": true, "task": true, "tasks": true, "activity": true, "activities": true}

// reads says that there are columns of what is to be read or practiced, beside
// which the topic is only a heading.
func (cols *columns) reads() bool {
	for _, m := range cols.more {
		if m.kind != page.KindDeliver {
			return true
		}
	}
	return false
}

// header notes what a column holds by the words of its header, and returns
// whether that is only the matter of its rows.
func (cols *columns) header(header []words.Word, c int) (topic bool) {
	if n := len(header); n > 1 && header[0].Text == "what" && header[n-1].Text == "for" {
		cols.asides = append(cols.asides, c)
		return false
	}
	if len(header) > 4 {
		if !asking[header[0].Text] {
			return false
		}
		header = header[:1]
	}
	for _, h := range headerColumns {
		for _, w := range header {
			if !strings.Contains("|"+h.words+"|", "|"+w.Text+"|") {
				continue
			}
			switch h.holds {
			case "topic":
				return true
			case "text":
				if cols.text < 0 {
					cols.text = c
				}
			case "part":
				if cols.text < 0 {
					cols.text = c
				} else {
					cols.more = append(cols.more, doing{c, ""})
				}
			case "owner":
				cols.owner = c
			case "estimate":
				cols.estimate, cols.unit = c, unitOf(w.Text)
			case "group":
				cols.group = c
			case "aside":
				cols.asides = append(cols.asides, c)
			case "optional":
				cols.optional = c
			case "required":
				cols.required = c
			case "read", "practice", "deliver":
				cols.more = append(cols.more, doing{c, page.Kind(h.holds)})
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

// namingColumn is the column that tells what is to be done where no header says
// which it is: the one that asks most often for something, else the first that
// has words, else the one with most text. -1 for none.
func (r *assembly) namingColumn(b *outline.Block, cols columns, skip int) int {
	first, found := -1, -1
	asks, length := 0, -1
	for c := range b.Rows[0].Cells {
		if c == cols.owner || c == cols.estimate || c == cols.optional || c == cols.required || c == skip || slices.Contains(cols.asides, c) {
			continue
		}
		look := r.lookAt(b, c)
		if look.when && look.filled > 0 {
			continue
		}
		if look.letters && !look.same && first < 0 && b.Headed {
			first = c
		}
		if look.asks > asks || look.asks == asks && look.length > length {
			asks, length, found = look.asks, look.length, c
		}
	}
	if asks == 0 && first >= 0 {
		return first
	}
	return found
}

// look is what the cells of a column look like.
type look struct {
	// asks are the cells that ask somebody to do something, of those filled.
	asks, filled int
	// length is how much text there is.
	length int
	// letters says that there is more than numbers, when that every cell is a
	// date or a time, same that one says what another does, or nothing.
	letters, when, same bool
}

// lookedAt is how many rows of a table tell what its columns hold.
const lookedAt = 24

// lookAt looks at the first cells of a column.
func (r *assembly) lookAt(b *outline.Block, column int) look {
	l := look{when: true}
	seen := map[string]bool{}
	for i, row := range b.Rows[:min(len(b.Rows), lookedAt)] {
		if i == 0 && b.Headed {
			continue
		}
		text := r.Cell(row, column)
		l.same = l.same || seen[text] || text == ""
		seen[text] = true
		if text == "" {
			continue
		}
		l.filled++
		l.length += len(row.Cells[column].Raw)
		l.letters = l.letters || strings.ContainsFunc(text, unicode.IsLetter)
		l.when = l.when && saysWhen(text)
		if read := wording.Read(text); read.Addressed() {
			l.asks++
		}
	}
	return l
}

// saysWhen says that a cell holds a date or a time of the clock.
func saysWhen(text string) bool {
	if _, is := phase.Calendar(text, true); is {
		return true
	}
	list := words.Split(text)
	_, end := words.Clock(text, list)
	return end > 0 && end == len(list)
}

// known says that a column is read as more than a note.
func (cols *columns) known(c int) bool {
	switch c {
	case cols.text, cols.owner, cols.estimate, cols.group, cols.optional, cols.required:
		return true
	}
	for _, m := range cols.more {
		if m.column == c {
			return true
		}
	}
	return false
}

// saysMore says that a cell of a column that is read as a fact tells something
// else, or more: "Ana Lima" where it asks who does it, "after week 2" where it
// asks whether it is required.
func (cols *columns) saysMore(c int, cell string) bool {
	switch c {
	case cols.owner:
		read := wording.Read("(" + cell + ")")
		return len(read.Words) > 3 || len(read.Words) > 0 && read.RoleNamed() == ""
	case cols.estimate:
		if minutes, _ := wording.Read(cell).Estimate(); minutes == 0 {
			return false // a note tells it
		}
		for _, w := range words.Split(cell) {
			if minutes, _ := wording.Read("1 " + w.Text).Estimate(); w.Number < 0 && len(w.Text) > 1 && minutes == 0 && !spans[w.Text] {
				return true
			}
		}
	case cols.optional, cols.required:
		said := strings.ToLower(cell)
		return len(words.Split(said)) > 1 || len(words.Split(said)) > 0 && !yes[said] && !no[said] && said != "optional" && said != "required"
	}
	return false
}

// spans are words between the numbers of a length of time.
var spans = map[string]bool{"to": true, "and": true, "or": true, "about": true, "approx": true, "ca": true, "half": true, "bis": true, "und": true, "et": true, "de": true, "am": true, "pm": true, "uhr": true}

// table makes activities of a table's rows.
func (b *builder) table(t *outline.Block) {
	if len(t.Rows) == 0 {
		return
	}
	if t.Headed && len(t.Rows) == 1 && t.Marker == "" {
		b.keep("table", t) // a head with nothing below it
		return
	}
	skip := -1
	if len(t.Rows) > 1 && t.Marker == "" {
		skip = division.PhaseColumn(b.Source, t)
	}
	cols := b.columnsOf(t, skip)
	for i, row := range t.Rows {
		if i > 0 || !t.Headed {
			b.row(row, cols)
		}
	}
}

// cellBoxes are cells that are nothing but a checkbox for their row.
var cellBoxes = map[string]outline.Check{
	"[ ]": outline.Open, "[]": outline.Open, "☐": outline.Open, "⬜": outline.Open,
	"[x]": outline.Ticked, "[X]": outline.Ticked, "☑": outline.Ticked, "✅": outline.Ticked,
}

// row makes activities of the text cell of a row: one, or one for each line
// that breaks or bullets put in the cell; and of the cells that hold doings of
// their own. A row without any is kept as text.
func (b *builder) row(row outline.Row, cols columns) {
	var extra []string
	var links []page.Link
	box := outline.NoBox
	for c, cell := range row.Cells {
		if cell.Raw == "" || cols.known(c) && !cols.saysMore(c, b.Cell(row, c)) {
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
	b.cellActivities(row, cols, cols.text, "")
	if said := b.Cell(row, cols.estimate); said != "" && before == len(b.phase.Activities) {
		extra = append(extra, said) // how long something takes that is not there
	}
	for _, m := range cols.more {
		b.cellActivities(row, cols, m.column, m.kind)
	}
	if before == len(b.phase.Activities) && cols.text < 0 && !phase.NamesBreak(b.Cell(row, cols.group)) {
		cols.text, cols.group = cols.group, -1 // the topic is all there is
		b.cellActivities(row, cols, cols.text, "")
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
func (b *builder) cellActivities(row outline.Row, cols columns, column int, kind page.Kind) {
	lines := cellLines(row, column)
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
func (b *builder) rowFacts(a *page.Activity, row outline.Row, cols columns, several int, own bool) {
	if owner := wording.Read("(" + b.Cell(row, cols.owner) + ")").RoleNamed(); cols.owner >= 0 && owner != "" && a.Sure.Owner < 1 {
		a.Owner, a.Sure.Owner = page.Owner(owner), 0.95
	}
	if said := b.Cell(row, cols.estimate); said != "" && own && a.Sure.Estimate < 1 {
		minutes, sure := wording.Read(said).Estimate()
		if number, err := strconv.ParseFloat(said, 64); err == nil && number > 0 && number < 400 {
			minutes, sure = int(number*cols.unit), 0.85
		}
		if minutes > 0 {
			a.Estimate, a.Sure.Estimate = max(minutes/several, 1), sure
		} else {
			a.Notes = append(a.Notes, page.Text{Kind: "table", Markdown: said, Line: row.Line, EndLine: rowEnd(row), Links: []page.Link{}})
		}
	}
	if said := b.Cell(row, cols.group); said != "" {
		a.Group = said
	}
	optional, required := strings.ToLower(b.Cell(row, cols.optional)), strings.ToLower(b.Cell(row, cols.required))
	if own && (yes[optional] || strings.HasPrefix(optional, "optional") || no[required] || strings.HasPrefix(required, "optional")) {
		a.Optional, a.Sure.Optional = true, 0.9
	}
	a.Settle()
}

// yes and no are what the cell of a column that asks so says.
var (
	yes = map[string]bool{"yes": true, "x": true, "✓": true, "✔": true, "✅": true, "ja": true, "oui": true, "sí": true, "sim": true, "y": true}
	no  = map[string]bool{"no": true, "nein": true, "non": true, "não": true, "n": true, "❌": true}
)

// withoutBullet takes off what stands before the words of a line in a cell. A
// star is a bullet where a space follows, and else the beginning of emphasis; a
// dash without words is how an empty cell is written.
func withoutBullet(s string) string {
	for {
		rest := strings.TrimLeft(s, " \t-•")
		rest = strings.TrimPrefix(rest, "* ")
		for _, dash := range []string{"–", "—"} {
			if after, ok := strings.CutPrefix(rest, dash); ok && (after == "" || after[0] == ' ') {
				rest = after
			}
		}
		if rest == s {
			return s
		}
		s = rest
	}
}

// cellLines cuts a cell at its line breaks and bullets.
func cellLines(row outline.Row, column int) []inline.Text {
	if column < 0 || column >= len(row.Cells) || row.Cells[column].Raw == "" {
		return nil
	}
	var out []inline.Text
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
		start := at - len(withoutBullet(cell.Raw[from:at]))
		end := start + len(strings.TrimRight(cell.Raw[start:at], " \t"))
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
