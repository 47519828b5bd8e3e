package reader

import (
	"sort"
	"strings"
	"unicode/utf8"

	"stint/internal/program/reader/notice"
	"stint/internal/program/reader/outline"
)

// place is a part of a line.
type place struct{ line, column, end int }

// say adds a diagnostic of the catalog.
func (r *reading) say(code string, at place, message, help string) *Diagnostic {
	n, _ := notice.Find(code)
	r.page.Diagnostics = append(r.page.Diagnostics, Diagnostic{
		Severity: Severity(n.Severity), Code: code, Line: max(at.line, 1), Column: max(at.column, 1), EndColumn: max(at.end, at.column, 1),
		Message: message, Help: help,
	})
	return &r.page.Diagnostics[len(r.page.Diagnostics)-1]
}

// whole is the place of a block's first line.
func (r *reading) whole(b *outline.Block) place {
	return place{b.Line, b.Column, r.endOfLine(b.Line)}
}

func (r *reading) endOfLine(line int) int {
	return utf8.RuneCountInString(strings.TrimRight(r.doc.LineText(line), " \t")) + 1
}

// within is the place of some bytes of a span's plain text.
func within(s *outline.Span, from, to int) place {
	line, column := s.At(from)
	last, end := s.At(max(to-1, from))
	if last != line {
		return place{line, column, column + 1}
	}
	return place{line, column, end + 1}
}

// slipSays is what is said of each slip: code, message, help.
var slipSays = map[outline.SlipKind][3]string{
	outline.MissingNumber:   {"S210", "This line starts with “.”, a list number is missing.", "Read as an item of this list, because its neighbors are."},
	outline.DoubleMarker:    {"S211", "Two list markers on one line.", "Read as one item, not as a list in a list."},
	outline.MissingSpace:    {"S212", "The space after the marker is missing.", "Read as if it were there."},
	outline.MissingMarker:   {"S213", "A checkbox without a list marker before it.", "Read as an item of a list."},
	outline.BrokenBox:       {"S214", "Markdown does not take this for a checkbox.", "Read as one."},
	outline.ShallowNesting:  {"S215", "Indented by less than Markdown needs below this marker.", "Read as nested, as it looks."},
	outline.LabelInText:     {"S216", "A bold line without a blank line before it.", "Read as the head of what follows."},
	outline.TooDeep:         {"S217", "Nested more than 32 levels deep.", "Read as if it stood 32 levels deep."},
	outline.UnclosedCode:    {"S218", "This code block is never closed.", "Close it with the same fence."},
	outline.UnclosedComment: {"S219", "This comment is never closed.", "Close it with -->."},
	outline.UnclosedFront:   {"S220", "The front matter is never closed.", "Write a line with --- below the last setting."},
	outline.WideTable:       {"S221", "The table is larger than 64 columns or 10,000 cells.", "It is kept as text. Split it to make activities of its rows."},
	outline.TooMany:         {"S105", "The page has more than 50,000 parts; the rest is not read.", "Split the page."},
}

// maxNotes is how many remarks of one code are made; a further one says no more.
const maxNotes = 100

// slips says what the outline mended.
func (r *reading) slips() {
	counts := map[string]int{}
	for _, s := range r.doc.Slips {
		says := slipSays[s.Kind]
		if counts[says[0]]++; counts[says[0]] > maxNotes {
			continue
		}
		d := r.say(says[0], place{s.Line, s.Column, s.EndColumn}, says[1], says[2])
		if s.Fix {
			d.Fix = &Fix{Line: s.Line, Column: s.Column, EndColumn: s.EndColumn, Text: s.Text, Certain: true}
		}
	}
}

// sortDiagnostics puts them in the order of the page, each once.
func sortDiagnostics(p *Page) {
	list := p.Diagnostics
	sort.SliceStable(list, func(i, j int) bool {
		a, b := list[i], list[j]
		if a.Line != b.Line {
			return a.Line < b.Line
		}
		if a.Column != b.Column {
			return a.Column < b.Column
		}
		return a.Code < b.Code
	})
	out := list[:0]
	for i, d := range list {
		if i > 0 && d.Code == list[i-1].Code && d.Line == list[i-1].Line && d.Column == list[i-1].Column {
			continue
		}
		out = append(out, d)
	}
	p.Diagnostics = out
}
