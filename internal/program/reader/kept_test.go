package reader_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"stint/internal/program/reader"
	"stint/internal/program/reader/outline"
	"stint/internal/program/reader/phase"
	"stint/internal/program/reader/wording"
)

// TestNothingIsDropped looks for every word of a page in what was understood of it.
func TestNothingIsDropped(t *testing.T) {
	names, err := filepath.Glob("testdata/odd/*.md")
	if err != nil {
		t.Fatal(err)
	}
	if folder := os.Getenv("STINT_TEST_PAGES"); folder != "" {
		more, err := filepath.Glob(filepath.Join(folder, "*", "*-*.md"))
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, more...)
	}
	for _, name := range names {
		t.Run(filepath.Base(name), func(t *testing.T) {
			src, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			checkKept(t, reader.Read(src, reader.Options{}), string(src))
		})
	}
}

var (
	keptTag   = regexp.MustCompile(`</?[A-Za-z][A-Za-z0-9]*( [^>]*)?/?>`)
	keptWord  = regexp.MustCompile(`[\p{L}\p{N}]{2,}`)
	keptFront = regexp.MustCompile(`(?s)^(---|\+\+\+)\r?\n.*?\n(---|\+\+\+)\r?\n`)
	keptList  = regexp.MustCompile(`^\s*([0-9]{1,9}[.)]\s+)+`)
)

// understoodCell says that a word of a table is kept as who, how long or whether.
func understoodCell(w string) bool {
	minutes, _ := wording.Read("1 " + w).Estimate()
	return minutes > 0 || wording.Read("("+w+")").RoleNamed() != "" || map[string]bool{"Yes": true, "No": true, "Half": true, "Trainee": true, "Neue": true, "Hiring": true, "New": true, "hr": true, "min": true}[w]
}

// checkKept fails where a word of a page is in nothing that was understood of
// it. Left out are the front matter, whose settings are read elsewhere, tags,
// numbers of lists, what may be an attribute, the fences of code and the heads
// of tables, which say what is in the rows below them.
func checkKept(t *testing.T, page *reader.Page, src string) {
	t.Helper()
	remarks := page.Diagnostics
	page.Diagnostics = nil
	text, err := json.Marshal(page)
	page.Diagnostics = remarks
	if err != nil {
		t.Fatal(err)
	}
	kept := map[string]bool{"Goal": true, "Objective": true, "Learning": true, "outcome": true} // labels of goals
	escapes := regexp.MustCompile(`\\(u[0-9a-f]{4}|[nrt])`)
	for _, w := range keptWord.FindAllString(escapes.ReplaceAllString(string(text), " "), -1) {
		kept[w] = true
	}
	for _, d := range remarks {
		if d.Severity == reader.SeverityError || d.Code == "S221" {
			return // it says itself what was not read
		}
	}
	head := keptFront.FindString(src)
	lines := strings.Split(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(src[len(head):]), "\n")
	for i, line := range lines {
		if strings.Contains(line, "<th>") && strings.Count(line, "<th") > 1 {
			continue
		}
		dashes := i+1 < len(lines) && strings.Contains(line, "|") && strings.Trim(lines[i+1], "|-: \t") == ""
		if dashes || strings.Contains(line, "{") || strings.HasPrefix(strings.TrimLeft(line, " >"), "```") || strings.HasPrefix(line, "~~~") {
			continue
		}
		for _, w := range keptWord.FindAllString(keptTag.ReplaceAllString(keptList.ReplaceAllString(line, ""), " "), -1) {
			if !kept[w] && !(strings.Contains(line, "|") && understoodCell(w)) {
				t.Errorf("line %d: %q is lost of %q", strings.Count(head, "\n")+i+1, w, line)
			}
		}
	}
}

// checkCovered fails where a line of a page is under nothing that was
// understood of it. It is for pages of any bytes, where words may be parts of
// broken markup. Left out are lines without letters, tags, tables, fences,
// names of phases, and the one line that is the page's title.
func checkCovered(t *testing.T, page *reader.Page, src string) {
	t.Helper()
	lines := outline.Split(strings.TrimPrefix(src, "\ufeff"))
	covered := make([]bool, len(lines)+2)
	cover := func(line int, text string) {
		for line >= 1 && line < len(lines) && text != "" && !keptWord.MatchString(lines[line-1].Text) {
			line++ // the text of an item may begin below its marker
		}
		for n := line; n <= min(line+strings.Count(text, "\n"), len(lines)); n++ {
			covered[n] = true
		}
	}
	for _, d := range page.Diagnostics {
		if d.Severity == reader.SeverityError || d.Code == "S221" || d.Code == "S217" {
			return // it says itself what was not read
		}
		if d.Code == "S222" || d.Code == "S219" || d.Code == "S220" {
			cover(d.Line, "")
		}
	}
	for _, ph := range page.All() {
		cover(ph.Line, "")
		for _, x := range ph.Text {
			cover(x.Line, x.Markdown)
			for n := x.Line; x.Kind == "heading" && n < min(x.Line+6, len(lines)); n++ {
				if strings.Contains(lines[n].Text, "</summary>") {
					cover(x.Line, strings.Repeat("\n", n+1-x.Line)) // one summary on several lines
				}
			}
		}
		for _, g := range ph.Goals {
			cover(g.Line, g.Markdown)
		}
		ph.Walk(func(a *reader.Activity) {
			cover(a.Line, a.Markdown)
			for _, q := range a.Prompts {
				cover(q.Line, q.Markdown)
			}
			for _, n := range a.Notes {
				cover(n.Line, n.Markdown)
			}
		})
	}
	front := strings.Count(keptFront.FindString(strings.TrimLeft(src, " \t\r\n")), "\n")
	spare := 1 // the title
	table := false
	for i, line := range lines {
		lower := strings.ToLower(line.Text)
		inTable := table || strings.Contains(lower, "<table")
		table = inTable && !strings.Contains(lower, "</table")
		text := strings.TrimSpace(keptTag.ReplaceAllString(line.Text, " "))
		bare := strings.TrimLeft(text, "#-*+>[]x. \t")
		_, named := phase.Parse(strings.TrimLeft(bare, "0123456789"))
		if when, dated := phase.Calendar(bare, true); dated && when.Topic == "" {
			named = true // a day again, whose phase has begun above
		}
		switch {
		case i < front, covered[i+1], named, inTable, !keptWord.MatchString(text), strings.ContainsAny(text, "|{<>"), strings.Contains(text, "```"), strings.Contains(text, "~~~"):
		case spare > 0:
			spare--
		default:
			t.Errorf("line %d is lost: %q", i+1, line.Text)
		}
	}
}
