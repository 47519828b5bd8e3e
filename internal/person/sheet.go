package person

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"stint/internal/fault"
	"stint/internal/person/trait"
	"stint/internal/worktime"
)

// Limits of a sheet of people.
const (
	MaxSheet = 5 << 20 // bytes
	MaxRows  = 50_000
)

// sheetColumns are the columns that a sheet may have, in the order in which
// they are listed for people. The first two it must have.
var sheetColumns = []string{
	"name", "email", "zone", "working_hours", "team", "title", "manager", "access", "languages", "topics", "days_off", "started_on",
}

// SheetColumns returns the columns that a sheet may have, those that it must
// have first.
func SheetColumns() []string { return slices.Clone(sheetColumns) }

// row is one line of a sheet.
type row struct {
	line  int      // where it begins, from 1
	cells []string // in the order of the sheet's columns
	lines []int    // where each cell begins, which differs where cells hold line ends
	// What the cells say, as far as they obey the rules.
	entry   Entry           // without the manager
	manager string          // their email, clean; "" for none
	access  map[string]bool // access facts by name
}

// sheet is a read CSV file and everything that is wrong with it.
type sheet struct {
	columns []string // as in the file, in their one form
	rows    []*row
	wrong   fault.Fields
	zones   map[string]error // what the rule said of each zone so far: it reads files
}

// again returns a copy to which complaints can be added: a transaction may run
// more than once.
func (s *sheet) again() *sheet {
	again := *s
	again.wrong = slices.Clone(s.wrong)
	return &again
}

func (s *sheet) has(column string) bool { return slices.Contains(s.columns, column) }

// complain notes a problem with a cell: a sentence that starts with its line
// and column, at a field named csv.<line>.<column>.
func (s *sheet) complain(line int, column, format string, args ...any) {
	where := fmt.Sprintf("Line %d", line)
	name := fmt.Sprintf("csv.%d", line)
	if column != "" {
		where += ", " + column
		name += "." + column
	}
	s.wrong.Add(name, "%s: %s", where, fmt.Sprintf(format, args...))
}

func (s *sheet) complainOf(r *row, column, format string, args ...any) {
	line := r.line
	if i := slices.Index(s.columns, column); i >= 0 {
		line = r.lines[i]
	}
	s.complain(line, column, format, args...)
}

// cell is what a row holds in a column; "" where the sheet lacks it.
func (s *sheet) cell(r *row, column string) string {
	if i := slices.Index(s.columns, column); i >= 0 {
		return r.cells[i]
	}
	return ""
}

// readSheet reads a CSV file (RFC 4180; also with semicolons or tabs, as
// spreadsheets write it in many countries), and checks each cell by itself.
// It stops early only where the rest cannot be understood: too large, not
// UTF-8, or with a first line that is no header. A byte order mark is no part
// of the text.
func readSheet(text []byte) *sheet {
	s := &sheet{zones: map[string]error{}}
	if len(text) > MaxSheet {
		s.wrong.Add("csv", "This file is larger than 5 MiB. Please import it in parts.")
		return s
	}
	text = bytes.TrimPrefix(text, []byte("\uFEFF"))
	if !s.readable(text) {
		return s
	}
	r := csv.NewReader(bytes.NewReader(text))
	r.Comma, r.FieldsPerRecord = separator(text), -1
	r.TrimLeadingSpace = r.Comma != '\t'
	if !s.header(r) {
		return s
	}
	for {
		cells, err := r.Read()
		if err == io.EOF {
			return s
		}
		if e, ok := errors.AsType[*csv.ParseError](err); ok {
			s.complain(e.Line, "", "The quotes are wrong at character %d: a cell in quotes ends with a quote, and a quote within it is written twice.", e.Column)
			continue
		}
		if len(s.rows) == MaxRows {
			s.wrong.Add("csv", "This file has more than %d rows. Please import it in parts.", MaxRows)
			return s
		}
		s.add(r, cells)
	}
}

// readable checks that the text is UTF-8, and names the lines where it is not.
func (s *sheet) readable(text []byte) bool {
	if utf8.Valid(text) {
		return true
	}
	if bytes.HasPrefix(text, []byte{0xff, 0xfe}) || bytes.HasPrefix(text, []byte{0xfe, 0xff}) {
		s.wrong.Add("csv", "This file is UTF-16. Please save it as “CSV UTF-8”.")
		return false
	}
	line := 0
	for part := range bytes.Lines(text) {
		line++
		for at := 0; at < len(part); {
			r, size := utf8.DecodeRune(part[at:])
			if r == utf8.RuneError && size == 1 {
				s.complain(line, "", "This line is not UTF-8 at byte %d. Please save the file as “CSV UTF-8”.", at+1)
				break
			}
			at += size
		}
	}
	return false
}

// separator is what stands between the cells of the first line.
func separator(text []byte) rune {
	line, _, _ := bytes.Cut(text, []byte("\n"))
	comma := bytes.Count(line, []byte(","))
	switch semicolon, tab := bytes.Count(line, []byte(";")), bytes.Count(line, []byte("\t")); {
	case semicolon > comma:
		return ';'
	case tab > comma:
		return '\t'
	}
	return ','
}

// header reads the first line and reports whether the rest can be read by it.
func (s *sheet) header(r *csv.Reader) bool {
	cells, err := r.Read()
	if err != nil {
		s.wrong.Add("csv", "This file has no readable first line. It names the columns: %s.", strings.Join(sheetColumns, ", "))
		return false
	}
	line, _ := r.FieldPos(0)
	for i, cell := range cells {
		name := strings.NewReplacer(" ", "_", "-", "_").Replace(strings.ToLower(strings.TrimSpace(cell)))
		switch {
		case name == "" && i == len(cells)-1:
			continue // a separator at the end of the line
		case !slices.Contains(sheetColumns, name):
			s.complain(line, trait.Excerpt(cell), "There is no such column. The columns are %s.", strings.Join(sheetColumns, ", "))
		case s.has(name):
			s.complain(line, name, "This column is there twice.")
		}
		s.columns = append(s.columns, name)
	}
	for _, name := range sheetColumns[:2] {
		if !s.has(name) {
			s.complain(line, name, "This column is missing.")
		}
	}
	return len(s.wrong) == 0
}

// add takes in one row. Rows without any text are left out.
func (s *sheet) add(r *csv.Reader, cells []string) {
	line, _ := r.FieldPos(0)
	for len(cells) > len(s.columns) && strings.TrimSpace(cells[len(cells)-1]) == "" {
		cells = cells[:len(cells)-1]
	}
	if strings.TrimSpace(strings.Join(cells, "")) == "" {
		return
	}
	if len(cells) != len(s.columns) {
		s.complain(line, "", "This row has %d cells, and the first line names %d columns.", len(cells), len(s.columns))
		return
	}
	row := &row{line: line, cells: cells, lines: make([]int, len(cells))}
	for i := range cells {
		cells[i] = strings.TrimSpace(cells[i])
		row.lines[i], _ = r.FieldPos(i)
	}
	s.check(row)
	s.rows = append(s.rows, row)
}

// check applies the rules to each cell by itself. An empty zone, like empty
// working hours, says nothing: people settle these themselves.
func (s *sheet) check(r *row) {
	check := func(column string, value *string, rule func(string) (string, error)) {
		clean, err := rule(s.cell(r, column))
		if err != nil {
			s.complainOf(r, column, "%s", err)
			return
		}
		*value = clean
	}
	check("name", &r.entry.Name, cleanName)
	check("email", &r.entry.Email, cleanEmail)
	if s.cell(r, "zone") != "" {
		check("zone", &r.entry.Zone, s.cleanZone)
	}
	check("working_hours", &r.entry.WorkingHours, cleanHours)
	check("team", &r.entry.Team, trait.Line)
	check("title", &r.entry.Title, trait.Line)
	if s.cell(r, "manager") != "" {
		check("manager", &r.manager, cleanEmail)
	}
	s.checkAccess(r)
	s.checkSelf(r)
}

// checkSelf reads what people say of themselves, and since when they are here.
func (s *sheet) checkSelf(r *row) {
	var err error
	complain := func(column string) {
		if err != nil {
			s.complainOf(r, column, "%s", err)
		}
	}
	r.entry.Languages, err = trait.Languages(ParseList(s.cell(r, "languages")))
	complain("languages")
	r.entry.Topics, err = trait.Topics(ParseList(s.cell(r, "topics")))
	complain("topics")
	if r.entry.DaysOff, err = ParseDaysOff(s.cell(r, "days_off")); err != nil {
		err = trait.Broken(fault.Of(err).Fields[0].Message)
	} else {
		r.entry.DaysOff, err = trait.CleanDaysOff(r.entry.DaysOff)
	}
	complain("days_off")
	if on := s.cell(r, "started_on"); on != "" {
		if r.entry.StartedOn, err = worktime.ParseDate(on); err != nil {
			err = trait.Broken("“" + trait.Excerpt(on) + "” is not a date such as 2024-03-01.")
		} else {
			err = trait.Start(r.entry.StartedOn)
		}
		complain("started_on")
	}
}

// cleanZone is the rule for zones with a memory.
func (s *sheet) cleanZone(text string) (string, error) {
	err, known := s.zones[text]
	if !known {
		_, err = cleanZone(text)
		s.zones[text] = err
	}
	return text, err
}

// checkAccess reads a cell such as "salesforce; gainsight=no".
func (s *sheet) checkAccess(r *row) {
	words := strings.FieldsFunc(s.cell(r, "access"), func(c rune) bool { return c == ';' || c == ',' })
	if len(words) > maxFacts {
		s.complainOf(r, "access", "There are more than %d access facts.", maxFacts)
		return
	}
	r.access = make(map[string]bool, len(words))
	for _, word := range words {
		if strings.TrimSpace(word) == "" {
			continue
		}
		name, has, said := strings.Cut(word, "=")
		has = strings.ToLower(strings.TrimSpace(has))
		name, err := cleanFact(name)
		switch {
		case err != nil:
			s.complainOf(r, "access", "%s", err)
		case said && has != "yes" && has != "no":
			s.complainOf(r, "access", "Write %s, %s=yes or %s=no.", name, name, name)
		default:
			r.access[name] = has != "no"
		}
	}
}
