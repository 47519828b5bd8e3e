package reader_test

import (
	"encoding/json"
	"fmt"
	"html"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"stint/internal/program/reader"
	"stint/internal/program/reader/attribute"
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
	keptTag   = regexp.MustCompile(`</?[A-Za-z][A-Za-z0-9]*([ \t/][^>]*)?(>|$)`)
	keptWord  = regexp.MustCompile(`[\p{L}\p{N}]{2,}`)
	keptFront = regexp.MustCompile(`(?s)^(---|\+\+\+)\r?\n.*?\n(---|\+\+\+)\r?\n`)
	keptList  = regexp.MustCompile(`^\s*([0-9]{1,9}[.)]\s+)+`)
)

// understoodCell says that a word of a table is kept as who, how long or whether.
func understoodCell(w string) bool {
	minutes, _ := wording.Read("1 " + w).Estimate()
	said, _ := wording.Read(w).Estimate()
	return minutes > 0 || said > 0 || wording.Read("("+w+")").RoleNamed() != "" || map[string]bool{"Yes": true, "No": true, "yes": true, "no": true, "Half": true, "Trainee": true, "Neue": true, "Hiring": true, "New": true, "hr": true, "min": true}[w]
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

// checkCovered fails where a line of a page is lost.
func checkCovered(t *testing.T, page *reader.Page, src string) {
	t.Helper()
	for _, said := range lost(page, src) {
		t.Error(said)
	}
}

// piece is something that was understood, with the lines of the page it was
// made of and its words.
type piece struct {
	from, to int
	words    map[string]bool
}

// pieces are everything that the lines of a page may have become.
func pieces(page *reader.Page) (out []piece) {
	add := func(from, to int, text ...string) {
		p := piece{from, to, map[string]bool{}}
		for _, s := range text {
			for _, w := range lostWord.FindAllString(s+" "+html.UnescapeString(s), -1) { // as written, and as it reads
				p.words[w] = true
			}
		}
		out = append(out, p)
	}
	for _, ph := range page.All() {
		add(ph.Line, ph.EndLine, ph.Title, ph.Topic, ph.Track)
		for _, x := range ph.Text {
			add(x.Line, x.EndLine, x.Markdown)
		}
		for _, g := range ph.Goals {
			add(g.Line, g.EndLine, g.Markdown, g.Text)
		}
		ph.Walk(func(a *reader.Activity) {
			add(a.Line, a.EndLine, a.Markdown, a.Text)
			for _, q := range a.Prompts {
				add(q.Line, q.EndLine, q.Markdown, q.Text)
			}
			for _, n := range a.Notes {
				add(n.Line, n.EndLine, n.Markdown)
			}
		})
	}
	return out
}

var (
	lostMarker = regexp.MustCompile(`^[\s>]*(([-*+•.]|[A-Za-z][.)]|[0-9]{1,9}[.)．）、])\s*)*`)
	// what is read as something else than words; it may go on on the next line
	lostMarkup = regexp.MustCompile(`(?s:<!--.*?-->)|<[?!%][^<>]*>|\[\^[^\]\s]{1,62}\]|\{\{[^\r\n]*?\}\}|\{:[^\r\n}]*\}|\{[^{}\r\n]*((\r\n?|\n)[^{}\r\n]*){0,4}\}|</?[A-Za-z][A-Za-z0-9]*([ \t\r\n/][^<>]{0,200})?>`)
	lostTarget = regexp.MustCompile(`\]\(([^()]|\([^()]*\)){0,200}\)`)
	lostWord   = regexp.MustCompile(`[\p{L}\p{N}]+`)
	lostEntity = regexp.MustCompile(`&[#A-Za-z0-9]{1,10};`)
	lostBreaks = regexp.MustCompile(`[^\r\n]`)
)

// lost says which lines of a page are in nothing that was understood of it. It
// is for pages of any bytes. A line is kept where a piece that goes over it
// holds its words: all of them, and one at least where the line has a link, a
// tag or a backslash, of which a part may be an address or a comment in a name.
// Where emphasis may part a word or two stand together, a part of it will do.
//
// Not looked for is what is read as something else than words: the front
// matter, the info of a fence, tags, markers, attributes in braces, the head of
// a table, which says what is in the rows below, and its cells that say whose
// or how long something is. The name of a phase may be told again, so that its
// words may be in any name of a phase. One line is the page's title.
func lost(page *reader.Page, src string) (said []string) {
	src = strings.TrimPrefix(src, "\ufeff")
	doc := outline.Parse(src, func(line string) bool { _, named := phase.Line(line); return named })
	lines := outline.Split(src)
	apart, joined := readable(src, " "), readable(src, "")
	held := make([][]map[string]bool, len(lines)+2)
	for _, p := range pieces(page) {
		for n := max(p.from, 1); n <= min(p.to, len(lines)); n++ {
			held[n] = append(held[n], p.words)
		}
	}
	for _, d := range page.Diagnostics {
		if d.Code == "S222" && d.Line <= len(lines) {
			for n := d.Line; n <= len(lines) && (n == d.Line || strings.Contains(lines[d.Line-1].Text, "](")) && n < d.Line+3; n++ {
				held[n] = append(held[n], wordSet(lines[n-1].Text)) // an item of which nothing can be read
			}
		}
	}
	names := wordSet(page.Title)
	cells := map[string]bool{} // what cells say of rows: what they belong to, or which phase they are
	page.Walk(func(_ *reader.Phase, a *reader.Activity) { maps.Copy(cells, wordSet(a.Group)) })
	for _, ph := range page.Phases {
		maps.Copy(cells, wordSet(ph.Title))
		if ph.Number != nil {
			cells[strconv.Itoa(*ph.Number)] = true
		}
	}
	goals, begins, columns := map[int]bool{}, map[int]bool{}, map[int]bool{}
	for _, ph := range page.All() {
		for n := ph.Line; n <= ph.EndLine; n++ {
			columns[n], begins[n] = columns[n] || begins[n], true
		}
		for _, g := range ph.Goals {
			for n := g.Line; n <= g.EndLine; n++ {
				goals[n] = true
			}
		}
	}
	rowPhases(lines, begins, columns)
	below := 0
	if doc.FrontKind != "" {
		below = doc.FrontLine + strings.Count(doc.Front, "\n")
	}
	title, table, heads := false, false, false
	for i, line := range lines {
		lower := strings.ToLower(line.Text)
		inTable := table || strings.Contains(lower, "<table")
		table = inTable && !strings.Contains(lower, "</table")
		heads = inTable && (heads && !strings.Contains(lower, "<td") || strings.Contains(lower, "<th"))
		text := strings.TrimSpace(line.Text)
		head := strings.Contains(text, "|") && i+2 < len(lines) && strings.Trim(lines[i+1].Text, "|-: \t>") == "" && strings.Contains(lines[i+2].Text, "|")
		if i < below || head || strings.HasPrefix(text, "```") || strings.HasPrefix(text, "~~~") {
			continue
		}
		strict := !strings.ContainsAny(text, "<>{}[]&\\")
		loose := begins[i+1] || strings.ContainsAny(text, "<>{}[]&\\|*_~`")
		words := wordSet(apart[i])
		excused := func(w string) bool {
			return (inTable || strings.Contains(line.Text, "|")) && (heads || columns[i+1] || holds(cells, w, strings.ContainsAny(text, "<>{}[]&\\*_~`")) || cells[digits(w)] || understood(page, line.Text, w) || understood(page, joined[i], w))
		}
		missing := ""
		for _, text := range []string{apart[i], joined[i], withoutPhase(page, apart[i]), withoutPhase(page, joined[i])} {
			if missing = missingOf(wordSet(text), held[i+1], strict, loose, excused); missing == "" {
				break
			}
		}
		switch {
		case missing == "":
		case namesPhase(apart[i]) && subset(wordSet(apart[i]), cells, loose): // as it is titled elsewhere
		case goals[i+1] && strings.ContainsAny(line.Text, ":："): // "Goal: feel at home" is kept without its label
		case !title && subset(words, names, loose):
			title = true
		default:
			said = append(said, fmt.Sprintf("line %d: %q is lost of %q", i+1, missing, line.Text))
		}
	}
	return said
}

// rowPhases adds the lines of rows in tags to those in which columns are named,
// where two lines of a row begin a phase.
func rowPhases(lines []outline.Line, begins, columns map[int]bool) {
	first, named := 0, 0 // 0 outside of rows
	for i, line := range lines {
		lower := strings.ToLower(line.Text)
		if strings.Contains(lower, "<tr") {
			first, named = i+1, 0
		}
		if begins[i+1] {
			named++
		}
		for n := first; first > 0 && n <= i+1 && named > 1; n++ {
			columns[n] = true
		}
		if strings.Contains(lower, "</tr") || strings.Contains(lower, "</table") {
			first = 0
		}
	}
}

// parted says that a word is in two pieces: the end of a phase's name and the
// beginning of what is to be done.
func parted(w string, pieces []map[string]bool) bool {
	held := func(part string) bool {
		return slices.ContainsFunc(pieces, func(has map[string]bool) bool { return has[part] })
	}
	for i := range w {
		if i > 0 && held(w[:i]) && held(w[i:]) {
			return true
		}
	}
	return false
}

// blanked returns what puts a text for everything but the ends of lines.
func blanked(instead string) func(string) string {
	return func(s string) string { return lostBreaks.ReplaceAllString(s, instead) }
}

// readable are the lines of a page without what is read as something else than
// words, which a text stands for.
func readable(src, instead string) []string {
	without := func(s string) string {
		if list, _ := attribute.Cut(s); s[0] == '{' && strings.IndexByte("{:#.%", strings.TrimSpace(s[1:])[0]) < 0 && list.To == 0 {
			return s[:1] + lostMarkup.ReplaceAllStringFunc(s[1:], blanked(instead)) // words in braces
		}
		return blanked(instead)(s)
	}
	var out []string
	src = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(src)
	for _, line := range outline.Split(lostTarget.ReplaceAllStringFunc(lostMarkup.ReplaceAllStringFunc(src, without), without)) {
		text := strings.TrimSpace(keptTag.ReplaceAllString(line.Text, instead))
		out = append(out, lostEntity.ReplaceAllStringFunc(strings.Join(strings.Fields(lostMarker.ReplaceAllString(text, "")), " "), html.UnescapeString))
	}
	return append(out, "") // a last line may be left with nothing
}

// digits is a number without zeros before it, and any other word as it is.
func digits(w string) string {
	if n, err := strconv.Atoi(w); err == nil {
		return strconv.Itoa(n)
	}
	return w
}

// missingOf is a word that no piece holds and nothing excuses, empty where the
// words are kept: all of them where the line is strict, else one at least.
func missingOf(words map[string]bool, pieces []map[string]bool, strict, loose bool, excused func(string) bool) string {
	missing, found := "", 0
	for w := range words {
		switch {
		case slices.ContainsFunc(pieces, func(has map[string]bool) bool { return holds(has, w, loose) }):
			found++
		case loose && parted(w, pieces):
			found++
		case !excused(w):
			missing = w
		}
	}
	if !strict && found > 0 {
		return ""
	}
	return missing
}

// understood says that a word stands in a cell that is kept as who, how long,
// whether or when.
func understood(page *reader.Page, row, w string) bool {
	return slices.ContainsFunc(strings.Split(keptTag.ReplaceAllString(row, ""), "|"), func(cell string) bool {
		return strings.Contains(cell, w) && (!strings.Contains(withoutPhase(page, cell), w) || understoodCell(w) || len(strings.Fields(cell)) <= 3 && understoodCell(strings.TrimSpace(cell)))
	})
}

// holds says that a word is among those of a piece. Of a line with markup, which
// may part a word or stand between two, a part or the two together will do.
func holds(has map[string]bool, w string, markup bool) bool {
	if has[w] || !markup {
		return has[w]
	}
	for h := range has {
		if len(h) > 1 && strings.HasPrefix(w, h) || strings.Contains(h, w) {
			return true
		}
	}
	return false
}

// namesPhase says that a line names a phase.
func namesPhase(text string) bool {
	_, named := phase.Parse(text)
	_, dated := phase.Calendar(text, true)
	return named || dated
}

// withoutPhase cuts the name of a phase of the page off a line, which may tell
// it in other words than the phase is titled with: "W2" below "Week 2", or
// another spelling of a day.
func withoutPhase(page *reader.Page, text string) string {
	text = strings.TrimLeft(text, "*_~ ")
	label, named := phase.Parse(text)
	if named && label.Numbered && slices.ContainsFunc(page.Phases, func(p reader.Phase) bool {
		return p.Unit == string(label.Unit) && p.Number != nil && *p.Number == label.Number
	}) {
		if label.Lead { // what stands before it belongs to the name: "By the end of week 2"
			return text[label.To:]
		}
		return text[:label.From] + " " + text[label.To:]
	}
	if when, dated := phase.Calendar(text, true); dated && len(page.Phases) > 0 {
		return text[when.To:]
	}
	return text
}

func wordSet(text string) map[string]bool {
	out := map[string]bool{}
	for _, w := range keptWord.FindAllString(text, -1) {
		out[w] = true
	}
	return out
}

func subset(words, of map[string]bool, markup bool) bool {
	for w := range words {
		if !holds(of, w, markup) {
			return false
		}
	}
	return true
}
