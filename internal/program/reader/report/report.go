// Package report writes what the reader of program pages understood and
// remarked: for people in the manner of a compiler, and as SARIF for tools.
package report

import (
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"stint/internal/program/reader"
	"stint/internal/program/reader/outline"
)

// Text writes diagnostics with the place, the line and a proposed mend, and a
// summary. Understood adds what every line was understood as.
type Text struct {
	// Name is the page's name in places, such as "csm.md".
	Name       string
	Understood bool
}

// Write writes the report of a page that was read from src.
func (t Text) Write(w io.Writer, src []byte, page *reader.Page) error {
	lines := outline.Split(strings.ToValidUTF8(strings.TrimPrefix(string(src), "\ufeff"), "\uFFFD"))
	var b strings.Builder
	if t.Understood {
		understood(&b, page)
	}
	for _, d := range page.Diagnostics {
		t.diagnostic(&b, lines, d)
	}
	summary(&b, t.Name, page)
	_, err := io.WriteString(w, b.String())
	return err
}

func (t Text) diagnostic(b *strings.Builder, lines []outline.Line, d reader.Diagnostic) {
	fmt.Fprintf(b, "%s[%s]: %s\n", d.Severity, d.Code, d.Message)
	number := fmt.Sprint(d.Line)
	pad := strings.Repeat(" ", len(number))
	fmt.Fprintf(b, "%s--> %s:%d:%d\n", pad, t.Name, d.Line, d.Column)
	if d.Line <= len(lines) && strings.TrimSpace(lines[d.Line-1].Text) != "" {
		text, marker := excerpt(lines[d.Line-1].Text, d.Column, d.EndColumn)
		fmt.Fprintf(b, "%s |\n%s | %s\n%s | %s\n", pad, number, text, pad, marker)
	}
	if d.Help != "" {
		fmt.Fprintf(b, "%s = %s\n", pad, d.Help)
	}
	if f := d.Fix; f != nil {
		how := "may be mended by"
		if f.Certain {
			how = "--fix mends it by"
		}
		fmt.Fprintf(b, "%s = %s %s\n", pad, how, edit(*f))
	}
	b.WriteByte('\n')
}

// edit says what a fix does.
func edit(f reader.Fix) string {
	switch {
	case f.Text == "":
		return fmt.Sprintf("taking columns %d to %d away", f.Column, f.EndColumn-1)
	case f.Column == f.EndColumn:
		return fmt.Sprintf("writing “%s” before column %d", f.Text, f.Column)
	}
	return fmt.Sprintf("writing “%s” there", f.Text)
}

// width is how much of a line is shown.
const width = 100

// excerpt returns the part of a line around a mark, and the line that marks it.
func excerpt(line string, column, end int) (text, marker string) {
	runes := []rune(strings.TrimRight(line, " \t"))
	column = min(max(column, 1), len(runes)+1)
	end = min(max(end, column+1), len(runes)+1)
	from := 0
	if column > width-20 {
		from = column - 40
	}
	to := min(len(runes), from+width)
	var t, m strings.Builder
	if from > 0 {
		t.WriteString("…")
		m.WriteByte(' ')
	}
	for i := from; i < to; i++ {
		r := runes[i]
		cells := cellsOf(r)
		if r == '\t' || unicode.IsControl(r) {
			r, cells = ' ', 1
		}
		t.WriteRune(r)
		mark := " "
		if i+1 >= column && i+1 < end {
			mark = "^"
		}
		m.WriteString(strings.Repeat(mark, cells))
	}
	if column > to {
		m.WriteByte('^')
	}
	if to < len(runes) {
		t.WriteString("…")
	}
	return t.String(), strings.TrimRight(m.String(), " ")
}

// cellsOf is how many columns of a terminal a character takes.
func cellsOf(r rune) int {
	switch {
	case unicode.Is(unicode.Mn, r), r == '\u200d', r == '\ufe0f':
		return 0
	case r >= 0x1100 && (r <= 0x115f || r >= 0x2e80 && r <= 0xa4cf || r >= 0xac00 && r <= 0xd7a3 || r >= 0xf900 && r <= 0xfaff || r >= 0xfe30 && r <= 0xfe6f || r >= 0xff00 && r <= 0xff60 || r >= 0x1f300 && r <= 0x1faff):
		return 2
	}
	return 1
}

// Page is a page that was read, with its name and its bytes.
type Page struct {
	Name   string       `json:"name"`
	Source []byte       `json:"-"`
	Page   *reader.Page `json:"page"`
}

// Summary sums several pages up in one line.
func Summary(pages []Page) string {
	severities, good := map[reader.Severity]int{}, 0
	for _, p := range pages {
		if p.Page.Importable {
			good++
		}
		for _, d := range p.Page.Diagnostics {
			severities[d.Severity]++
		}
	}
	importable := fmt.Sprintf("%d can be imported, %d cannot", good, len(pages)-good)
	if good == len(pages) {
		importable = "all can be imported"
	}
	return fmt.Sprintf("%s: %s. %s, %s, %s.", count(len(pages), "page"), importable,
		count(severities[reader.SeverityError], "error"), count(severities[reader.SeverityWarning], "warning"), count(severities[reader.SeverityNote], "note"))
}

// summary is the last line of a report.
func summary(b *strings.Builder, name string, page *reader.Page) {
	c := page.Counts
	fmt.Fprintf(b, "%s: %s, %s, %s, %s.", name, count(c.Phases, "phase"), several(c.Activities, "activity", "activities"), count(c.Prompts, "prompt"), count(c.Links, "link"))
	severities := map[reader.Severity]int{}
	for _, d := range page.Diagnostics {
		severities[d.Severity]++
	}
	fmt.Fprintf(b, " %s, %s, %s.\n", count(severities[reader.SeverityError], "error"), count(severities[reader.SeverityWarning], "warning"), count(severities[reader.SeverityNote], "note"))
	if page.Importable {
		b.WriteString("It can be imported.\n")
	} else {
		b.WriteString("It cannot be imported as it is.\n")
	}
}

func count(n int, noun string) string { return several(n, noun, noun+"s") }

func several(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// understood lists phases and activities with how sure the reader is.
func understood(b *strings.Builder, page *reader.Page) {
	fmt.Fprintf(b, "%s, %s", page.Title, count(page.Weeks, "week"))
	if page.Hours > 0 {
		fmt.Fprintf(b, ", %g h a week", page.Hours)
	}
	b.WriteString("\n\n")
	phase(b, &page.Setup)
	for i := range page.Phases {
		phase(b, &page.Phases[i])
	}
}

func phase(b *strings.Builder, p *reader.Phase) {
	if p.ID == "setup" && len(p.Activities) == 0 && len(p.Goals) == 0 {
		return
	}
	fmt.Fprintf(b, "%5d  %s", p.Line, p.Title)
	if p.Track != "" {
		fmt.Fprintf(b, " (%s)", p.Track)
	}
	b.WriteString("\n")
	for _, g := range p.Goals {
		fmt.Fprintf(b, "%5d    goal        %s\n", g.Line, g.Text)
	}
	for i := range p.Activities {
		activity(b, &p.Activities[i], "  ")
	}
	b.WriteString("\n")
}

func activity(b *strings.Builder, a *reader.Activity, indent string) {
	kind := string(a.Kind)
	if a.Role != reader.RoleLeaf {
		kind = string(a.Role)
	}
	fmt.Fprintf(b, "%5d  %s%-12s%s%s  %s\n", a.Line, indent, kind, cut(a.Text, 80), properties(a), reader.DegreeOf(a.Certainty))
	for _, q := range a.Prompts {
		fmt.Fprintf(b, "%5d  %s  ?           %s\n", q.Line, indent, cut(q.Text, 80))
	}
	for i := range a.Children {
		activity(b, &a.Children[i], indent+"  ")
	}
}

// properties are what is remarkable about an activity.
func properties(a *reader.Activity) string {
	var list []string
	if a.Owner != reader.OwnerIntern {
		list = append(list, "by "+string(a.Owner))
	}
	if a.Optional {
		list = append(list, "optional")
	}
	if a.Condition != "" {
		list = append(list, "if "+a.Condition)
	}
	if a.Branch != "" {
		list = append(list, "way "+a.Side+" of "+a.Branch)
	}
	if a.Part != "" {
		list = append(list, a.Part)
	}
	if len(a.After) > 0 {
		list = append(list, "after "+strings.Join(a.After, ", "))
	}
	if a.Estimate > 0 {
		list = append(list, fmt.Sprintf("%d min", a.Estimate))
	}
	if len(list) == 0 {
		return ""
	}
	return " [" + strings.Join(list, "; ") + "]"
}

func cut(s string, most int) string {
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return strings.TrimRight(string([]rune(s)[:most-1]), " ") + "…"
}
