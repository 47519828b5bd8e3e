// Package program is the programs: their versions, and what Stint understands
// of a page.
package program

import (
	"fmt"
	"slices"
	"strings"

	"stint/internal/view"
	"stint/internal/web/templates/ui"
)

// counts says what a program holds.
func counts(p view.ProgramRow) string {
	return fmt.Sprintf("%s, %s, %s", ui.Count(p.Phases, "phase", "phases"),
		ui.Count(p.Activities, "activity", "activities"), ui.Count(p.Prompts, "question", "questions"))
}

func title(u view.Understood) string { return fmt.Sprintf("%s, version %d", u.Title, u.Number) }

// stateWord says a state of internships after their number: "2 active".
func stateWord(s view.State) string { return strings.ToLower(ui.StateWord(s)) }

// grave counts errors and warnings.
func grave(u view.Understood) (errors, warnings int) {
	for _, d := range u.Diagnostics {
		switch d.Severity {
		case view.SeverityError:
			errors++
		case view.SeverityWarning:
			warnings++
		}
	}
	return errors, warnings
}

func lead(u view.Understood) string {
	return fmt.Sprintf("%s, %s, read as %s, %s, %s. %d of them for certain.", fileName(u), ui.Count(u.Lines, "line", "lines"),
		ui.Count(u.Phases, "phase", "phases"), ui.Count(u.Activities, "activity", "activities"),
		ui.Count(u.Prompts, "question", "questions"), u.Certain)
}

// again are the words of the command that reads the page of a version once more.
func again(u view.Understood) []string {
	return strings.Fields("stint program export " + u.File + " --as-written | stint program lint --understood -")
}

func fileName(u view.Understood) string {
	if u.File == "" {
		return "The page"
	}
	return u.File
}

// piece is a part of a line; marked ones are what a diagnostic is about.
type piece struct {
	text        string
	marked, bad bool
}

// pieces cuts a line at its marks. Marks that do not fit the line are ignored.
func pieces(r view.LintRow) []piece {
	var out []piece
	at := 0
	for _, m := range r.Marks {
		if m.From < at || m.To <= m.From || m.To > len(r.Source) {
			continue
		}
		if m.From > at {
			out = append(out, piece{text: r.Source[at:m.From]})
		}
		out = append(out, piece{text: r.Source[m.From:m.To], marked: true, bad: m.Bad})
		at = m.To
	}
	if at < len(r.Source) {
		out = append(out, piece{text: r.Source[at:]})
	}
	return out
}

func indent(depth int) string {
	switch {
	case depth <= 0:
		return ""
	case depth == 1:
		return "in-1"
	}
	return "in-2"
}

var severities = map[view.Severity]struct {
	class, icon, word string
	tone              ui.Tone
}{
	view.SeverityError:   {"err", "octagon-alert", "Error", ui.Stop},
	view.SeverityWarning: {"", "triangle-alert", "Warning", ui.Due},
	view.SeverityNote:    {"hint", "info", "Note", ui.Wait},
}

func at(u view.Understood, d view.DiagnosticRow) string {
	file := u.File
	if file == "" {
		file = "page"
	}
	return fmt.Sprintf("%s:%d:%d", file, d.Line, d.Column)
}

func mostKinds(rows []view.KindCount) int {
	m := 1
	for _, r := range rows {
		m = max(m, r.Count)
	}
	return m
}

// cohortsOf is where the reader finds cohorts: all of the program for its
// coordinators, those that concern them for everybody else.
func cohortsOf(p view.Program) string {
	for _, c := range p.Coordinators {
		if c.You {
			return ui.ProgramURL(p.Row.ID, "cohorts")
		}
	}
	return "/cohorts"
}

// coordinates reports whether the reader runs the program.
func coordinates(p view.Program) bool {
	return slices.ContainsFunc(p.Coordinators, func(c view.PersonRef) bool { return c.You })
}
