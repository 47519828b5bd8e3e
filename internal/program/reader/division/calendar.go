package division

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"stint/internal/program/reader/outline"
	"stint/internal/program/reader/phase"
	"stint/internal/program/reader/words"
)

// A page may name its phases by dates ("March 3–7", "Mon 9/2", "Week of June
// 10") or by the days of one week. Diaries, minutes and lists of changes have
// dates too, so they count only where they form a schedule: three of them at
// least, in order, within a year or so, under a heading that announces a plan
// or in the first column of a table that says what it is.

// dated is a place that begins with a date or a day of the week.
type dated struct {
	mark mark
	when phase.When
	// section is the index of the heading around it, -1 for none.
	section int
	// planned says that a heading around it announces a plan.
	planned bool
}

// calendarMarks finds phases named by the calendar, by the first way that the
// page has: headings, bold lines, tables, items.
func (r *division) calendarMarks() []mark {
	heads, lines, items, tables := r.calendarPlaces()
	for level := 1; level <= 6; level++ {
		if marks := r.schedule(heads[level]); len(marks) > 0 {
			return marks
		}
	}
	if marks := r.schedule(lines); len(marks) > 0 {
		return marks
	}
	if marks := r.calendarTables(tables); len(marks) > 0 {
		return marks
	}
	return r.schedule(items)
}

// calendarPlaces finds the headings by level, the lines and the items that
// begin with a date, and the tables, apart from those below a heading that
// tells what was.
func (r *division) calendarPlaces() (heads [7][]dated, lines, items []dated, tables []int) {
	type around struct {
		at            int
		planned, past bool
	}
	title := announces(r.Named)
	open := []around{{-1, title == planned, title == past}}
	for i, b := range r.Flow {
		in := open[len(open)-1]
		if b.Kind == outline.Heading && b != r.Title {
			for len(open) > 1 && r.Flow[open[len(open)-1].at].Level >= b.Level {
				open = open[:len(open)-1]
			}
			in = open[len(open)-1]
			says := announces(r.Plain(b))
			open = append(open, around{i, in.planned || says == planned, in.past || says == past})
		}
		if b.Kind == outline.Table && b.Headed && len(b.Rows) > 1 && !in.past {
			tables = append(tables, i)
		}
		if in.past || b.Kind != outline.Heading && b.Kind != outline.Label && b.Kind != outline.Paragraph && b.Kind != outline.Item || r.NoPhase(b) {
			continue
		}
		bold := b.Kind == outline.Paragraph && strings.HasPrefix(b.Text.Raw, "**") && b.Text.Lines() == 1
		when, ok := phase.Calendar(r.Plain(b), b.Kind == outline.Heading || bold)
		if !ok || b == r.Title {
			continue
		}
		d := dated{when: when, section: in.at, planned: in.planned || when.Week}
		d.mark = mark{at: i, level: LabelLevel, block: b, parent: -1, style: ByLabel, title: words.Title(r.Plain(b))}
		d.mark.label = phase.Label{Topic: when.Topic, To: when.To, Lead: true, Sure: 0.8, Break: phase.NamesBreak(when.Topic)}
		switch {
		case b.Kind == outline.Heading:
			d.mark.level, d.mark.style = b.Level, ByHeading
			heads[b.Level] = append(heads[b.Level], d)
		case b.Kind == outline.Item:
			d.mark.style = ByItem
			if end, _ := r.boldName(b, when.To); len(b.Children) == 0 && !d.mark.label.Break {
				d.mark.title = words.Title(r.Plain(b)[:max(end, when.To)])
				if end > 0 {
					d.mark.label.Topic = topicOf(d.mark.title)
				}
			}
			items = append(items, d)
		case bold && r.boldAlone(&d):
			lines = append(lines, d)
		case b.Kind == outline.Label || when.Topic == "" && b.Text.Lines() == 1:
			lines = append(lines, d)
		}
	}
	return heads, lines, items, tables
}

// boldAlone says that a line begins with a date in bold text of its own, and
// names the phase by it and by the words behind: "**May 4th, 3 pm** Introductions".
func (r *division) boldAlone(d *dated) bool {
	b, text := d.mark.block, r.Plain(d.mark.block)
	end, _ := r.boldName(b, d.when.To)
	if end == 0 || end >= len(text) {
		return false
	}
	for w := range words.All(text[d.when.To:end]) {
		if sign := strings.TrimLeft(w.Text, "0123456789"); sign != "" && !clockWords[sign] {
			return false
		}
	}
	behind := strings.Trim(text[end:], " :：–—-")
	if first, _ := utf8.DecodeRuneInString(behind); unicode.IsLower(first) {
		return false // "**May 4th** is the last day to sign up"
	}
	d.mark.style, d.mark.label.Topic = ByLine, ""
	if len(text) <= 100 && len(r.Span(b).Links) == 0 {
		d.mark.label.Topic = behind
	} else {
		d.mark.title = words.Title(text[:end]) // what is behind stays text
	}
	return true
}

// clockWords are the words of times of the day.
var clockWords = setOf("am pm a p m h uhr to bis à")

// schedule makes phases of places that form a schedule, none of others.
func (r *division) schedule(places []dated) []mark {
	places = slices.DeleteFunc(places, func(d dated) bool { return !d.planned })
	whens := make([]phase.When, len(places))
	days := true
	for i, d := range places {
		whens[i] = d.when
		days = days && d.when.Begin.Month == 0
		if days && d.section != places[0].section {
			return nil
		}
	}
	few := len(places) == 2 && !places[0].when.Week
	if few && places[0].mark.style != ByHeading || (days || few) && !r.eachHoldsSomething(places) {
		return nil // two months are phases only as headings
	}
	spans, ok := phase.Schedule(whens)
	if !ok {
		return nil
	}
	marks := make([]mark, len(places))
	for i, d := range places {
		marks[i] = d.mark
		marks[i].label = within(d.mark.label, spans[i])
	}
	return marks
}

// within is a label with the days or weeks that a date comes to.
func within(l phase.Label, s phase.Span) phase.Label {
	l.Unit, l.Number, l.Numbered = s.Unit, s.From, true
	if s.To > s.From {
		l.Through, l.Ranged = s.To, true
	}
	return l
}

// eachHoldsSomething says that something stands below every place.
func (r *division) eachHoldsSomething(places []dated) bool {
	for _, d := range places {
		if next := d.mark.at + 1; d.mark.style != ByItem && (next >= len(r.Flow) || r.Flow[next].Kind == outline.Heading) {
			return false
		}
	}
	return true
}

// dateColumn is the column of a table whose rows begin with dates.
type dateColumn struct {
	at, column int
	rows       []int
	whens      []phase.When
}

// calendarTables makes phases of the rows or columns of tables that are a
// schedule by their headers. Several tables with dates are one schedule where
// they go on from one another; else the first is it.
func (r *division) calendarTables(tables []int) []mark {
	var found []dateColumn
	var whens []phase.When
	for _, at := range tables {
		if d, ok := r.dateColumn(at); ok {
			found, whens = append(found, d), append(whens, d.whens...)
		}
	}
	spans, ok := phase.Schedule(whens)
	if len(whens) == 2 && !whens[0].Week {
		ok = false
	}
	if !ok && len(found) > 1 {
		found = found[:1]
		spans, ok = phase.Schedule(found[0].whens)
	}
	var marks []mark
	for _, d := range found {
		if ok {
			marks = append(marks, r.namedRows(d.at, r.Flow[d.at], d.column, r.datedRows(d, spans))...)
			spans = spans[len(d.rows):]
		}
	}
	for _, at := range tables {
		if len(marks) == 0 {
			marks = r.weekdayColumns(at, r.Flow[at])
		}
	}
	return marks
}

// dateHeads are the headers of columns of dates.
var dateHeads = setOf("date dates day days when week datum tag wann termin jour fecha día cuándo data dia quando giorno timeline timeframe period zeitraum zeitpunkt période periodo período 日 付 程 曜 期")

// headsDates says that the header of a column says that it holds dates.
func headsDates(header string) bool {
	list := words.Split(header)
	return len(list) <= 3 && slices.ContainsFunc(list, func(w words.Word) bool { return dateHeads[w.Text] })
}

// dateColumn finds the column of a table that holds dates by its header and in
// every row.
func (r *division) dateColumn(at int) (dateColumn, bool) {
	b := r.Flow[at]
	for c := range min(2, len(b.Rows[0].Cells)) {
		if !headsDates(r.Cell(b.Rows[0], c)) {
			continue
		}
		d := dateColumn{at: at, column: c}
		for i, row := range b.Rows {
			text := r.Cell(row, c)
			if i == 0 || text == "" || onlyCell(row) == c && phase.NamesBreak(text) {
				continue
			}
			when, ok := phase.Calendar(text, true)
			if !ok {
				return d, false
			}
			d.rows, d.whens = append(d.rows, i), append(d.whens, when)
		}
		return d, len(d.rows) > 1
	}
	return dateColumn{}, false
}

// datedRows names the rows of a table by their dates.
func (r *division) datedRows(d dateColumn, spans []phase.Span) []rowName {
	b := r.Flow[d.at]
	names := make([]rowName, len(b.Rows))
	for k, i := range d.rows {
		label := phase.Label{To: d.whens[k].To, Lead: true, Sure: 0.8}
		for c := range b.Rows[i].Cells {
			if c != d.column {
				label.Break = label.Break || phase.NamesBreak(r.Cell(b.Rows[i], c))
			}
		}
		names[i] = rowName{label: within(label, spans[k]), title: r.Cell(b.Rows[i], d.column), is: true}
	}
	return names
}

// weekdayColumns makes phases of columns headed by the days of a week.
func (r *division) weekdayColumns(at int, b *outline.Block) []mark {
	if announces(r.Named) != planned {
		return nil
	}
	named := func(text string) (phase.Label, bool) {
		when, ok := phase.Calendar(text, false)
		return phase.Label{Unit: phase.Day, Number: when.Weekday, Numbered: true, Sure: 0.8, Lead: true}, ok && when.Weekday > 0 && when.Begin.Month == 0
	}
	marks := r.columnMarks(at, b, named)
	for i := range marks {
		if len(marks) < 3 || i > 0 && marks[i].label.Number <= marks[i-1].label.Number {
			return nil
		}
	}
	return marks
}

// announcement is what a heading says of the dates below it.
type announcement int

const (
	nothing announcement = iota
	planned
	past
)

// announces says whether a heading announces a plan, tells what was, or speaks
// of what comes round again.
func announces(heading string) announcement {
	out := nothing
	for w := range words.All(heading) {
		switch {
		case pastHeads[w.Text]:
			return past
		case planHeads[w.Text]:
			out = planned
		}
	}
	return out
}

// byCalendar counts phases in the weeks, days or months that each of them says
// it takes: "Phase 1 (Weeks 1–4)", "Rotation 2: Sales (weeks 5–8)".
func byCalendar(marks []mark) {
	unit, last, several := phase.None, -1, 0
	for _, m := range marks {
		also := m.label.Also
		if !m.label.Numbered {
			continue
		}
		if also == nil || !calendar(also.Unit) || calendar(m.label.Unit) || unit != phase.None && also.Unit != unit || also.Number <= last {
			return
		}
		unit, last = also.Unit, max(also.Number, also.Through)
		several++
	}
	if several < 2 {
		return
	}
	for i := range marks {
		if l := &marks[i].label; l.Numbered {
			name, also := *l, *l.Also
			l.Unit, l.Number, l.Through, l.Ranged, l.Open, l.Also = also.Unit, also.Number, also.Through, also.Ranged, also.Open, &name
		}
	}
}

// fromFirst counts weeks of the year from the first of them: "KW 36", "KW 37".
func fromFirst(marks []mark) {
	first, last, turn := -1, 0, 0
	for _, m := range marks {
		l := m.label
		if !l.Numbered {
			continue
		}
		if !l.OfYear || l.Number < 1 || max(l.Number, l.Through) > 53 {
			return
		}
		if first < 0 {
			first = l.Number
		}
	}
	for i := range marks {
		l := &marks[i].label
		if !l.Numbered {
			continue
		}
		if last-l.Number > 26 {
			turn = 52 // the year has turned
		}
		last = l.Number
		l.Number += turn - first + 1
		if l.Ranged {
			l.Through += turn - first + 1
		}
	}
}

// planHeads are words of headings above a plan.
var planHeads = setOf("schedule schedules syllabus calendar agenda timeline plan program programme curriculum course internship mentoring mentorship induction residency traineeship fellowship apprenticeship bootcamp workshop onboarding roadmap itinerary training week orientation dates class classes lectures seminar " +
	"zeitplan terminplan programm ablauf ablaufplan praktikum kurs lehrplan einarbeitung einarbeitungsplan termine woche calendrier planning stage formation cours déroulement semaine calendario cronograma programa curso prácticas semana plano estágio calendário agenda 程 予 画 修 週")

// pastHeads are words of headings above what was, or what comes round again.
var pastHeads = setOf("changelog changes change history updates update notes minutes news release releases version versions revision revisions diary journal log logs blog weekly recurring rota rotas hours menu standup standups attendance status progress past previous " +
	"änderungen änderungsprotokoll verlauf protokoll protokolle neuigkeiten wöchentlich öffnungszeiten sprechzeiten historique journal hebdomadaire horaires historial notas semanal horario histórico atas semanais horário")

// setOf makes a set of words.
func setOf(list string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(list) {
		out[w] = true
	}
	return out
}
