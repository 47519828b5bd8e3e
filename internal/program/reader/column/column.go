// Package column knows what the columns of a table hold: by the words of its
// head, else by the look of its cells.
package column

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
	"stint/internal/program/reader/source"
	"stint/internal/program/reader/wording"
	"stint/internal/program/reader/words"
)

// Columns says what the columns of a table hold; -1 for none.
type Columns struct {
	// Text holds what is to be done, Owner who does it, Estimate how long that
	// takes, Group what it belongs to.
	Text, Owner, Estimate, Group int
	// Optional and Required say so with a yes.
	Optional, Required int
	// More are the columns that hold doings of their own beside the text: what
	// is to be read, to be practiced, to be delivered.
	More []Doing
	// asides are the columns that tell about what another one names.
	asides []int
	// unit is in how many minutes a bare number of the estimate counts.
	unit float64
}

// Doing is a column of doings with the kind that its header tells, empty for
// none.
type Doing struct {
	Column int
	Kind   page.Kind
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

// Read reads a table's header, or guesses by the cells. The column that names
// phases holds nothing else.
func Read(s *source.Source, b *outline.Block) Columns {
	skip := -1
	if len(b.Rows) > 1 && b.Marker == "" {
		skip = division.PhaseColumn(s, b)
	}
	cols, topic := Columns{Text: -1, Owner: -1, Estimate: -1, Group: -1, Optional: -1, Required: -1}, -1
	if b.Marker == division.ColumnMarker {
		cols.Text = len(b.Rows[0].Cells) - 1
		cols.Group = cols.Text - 1
		return cols
	}
	if b.Headed {
		for c := range b.Rows[0].Cells {
			if c != skip && cols.header(words.Split(s.Cell(b.Rows[0], c)), c) && topic < 0 {
				topic = c
			}
		}
	}
	switch {
	case (cols.Text >= 0 || cols.reads()) && cols.Group < 0:
		cols.Group = topic
	case cols.Text < 0 && topic >= 0:
		cols.Text = topic
	case cols.Text < 0 && len(cols.More) > 0:
		cols.Text, cols.More = cols.More[0].Column, cols.More[1:]
	case cols.Text < 0:
		if cols.Text = namingColumn(s, b, cols, skip); cols.Text < 0 {
			cols.asides = nil
			cols.Text = namingColumn(s, b, cols, skip)
		}
		if cols.Text == 1 && cols.Group < 0 && !b.Headed {
			cols.Group = 0
		}
	}
	return cols
}

// asking are words that a header of a whole sentence begins with: "What you are
// going to do in it".
var asking = map[string]bool{"what": true, "who": true, "task": true, "tasks": true, "activity": true, "activities": true}

// reads says that there are columns of what is to be read or practiced, beside
// which the topic is only a heading.
func (cols *Columns) reads() bool {
	for _, m := range cols.More {
		if m.Kind != page.KindDeliver {
			return true
		}
	}
	return false
}

// header notes what a column holds by the words of its header, and returns
// whether that is only the matter of its rows.
func (cols *Columns) header(header []words.Word, c int) (topic bool) {
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
				if cols.Text < 0 {
					cols.Text = c
				}
			case "part":
				if cols.Text < 0 {
					cols.Text = c
				} else {
					cols.More = append(cols.More, Doing{c, ""})
				}
			case "owner":
				cols.Owner = c
			case "estimate":
				cols.Estimate, cols.unit = c, unitOf(w.Text)
			case "group":
				cols.Group = c
			case "aside":
				cols.asides = append(cols.asides, c)
			case "optional":
				cols.Optional = c
			case "required":
				cols.Required = c
			case "read", "practice", "deliver":
				cols.More = append(cols.More, Doing{c, page.Kind(h.holds)})
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
func namingColumn(s *source.Source, b *outline.Block, cols Columns, skip int) int {
	first, found := -1, -1
	asks, length := 0, -1
	for c := range b.Rows[0].Cells {
		if c == cols.Owner || c == cols.Estimate || c == cols.Optional || c == cols.Required || c == skip || slices.Contains(cols.asides, c) {
			continue
		}
		look := lookAt(s, b, c)
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
func lookAt(s *source.Source, b *outline.Block, column int) look {
	l := look{when: true}
	seen := map[string]bool{}
	for i, row := range b.Rows[:min(len(b.Rows), lookedAt)] {
		if i == 0 && b.Headed {
			continue
		}
		text := s.Cell(row, column)
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

// Known says that a column is read as more than a note.
func (cols *Columns) Known(c int) bool {
	switch c {
	case cols.Text, cols.Owner, cols.Estimate, cols.Group, cols.Optional, cols.Required:
		return true
	}
	for _, m := range cols.More {
		if m.Column == c {
			return true
		}
	}
	return false
}

// SaysMore says that a cell of a column that is read as a fact tells something
// else, or more: "Ana Lima" where it asks who does it, "after week 2" where it
// asks whether it is required.
func (cols *Columns) SaysMore(c int, cell string) bool {
	switch c {
	case cols.Owner:
		read := wording.Read("(" + cell + ")")
		return len(read.Words) > 3 || len(read.Words) > 0 && read.RoleNamed() == ""
	case cols.Estimate:
		read := wording.Read(cell)
		minutes, _ := read.Estimate() // where it says none, a note tells the cell
		return minutes > 0 && read.Beside(spans)
	case cols.Optional, cols.Required:
		said := strings.ToLower(cell)
		return len(words.Split(said)) > 1 || len(words.Split(said)) > 0 && !yes[said] && !no[said] && said != "optional" && said != "required"
	}
	return false
}

// spans are words between the numbers of a length of time.
var spans = map[string]bool{"to": true, "and": true, "or": true, "about": true, "approx": true, "ca": true, "half": true, "bis": true, "und": true, "et": true, "de": true, "am": true, "pm": true, "uhr": true}

// Minutes is how long a cell of the column of estimates says that something
// takes, 0 for what tells no time, and how sure that is.
func (cols *Columns) Minutes(cell string) (minutes int, sure float64) {
	if number, err := strconv.ParseFloat(cell, 64); err == nil && number > 0 && number < 400 {
		return int(number * cols.unit), 0.85
	}
	return wording.Read(cell).Estimate()
}

// MayBeSkipped says that the cells of the columns that ask what is optional or
// required answer that a row may be left out.
func (cols *Columns) MayBeSkipped(optional, required string) bool {
	optional, required = strings.ToLower(optional), strings.ToLower(required)
	return yes[optional] || strings.HasPrefix(optional, "optional") || no[required] || strings.HasPrefix(required, "optional")
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

// Lines cuts a cell at its line breaks and bullets.
func Lines(row outline.Row, column int) []inline.Text {
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
