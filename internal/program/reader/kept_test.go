package reader_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"stint/internal/program/reader"
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
	return minutes > 0 || wording.Read("("+w+")").RoleNamed() != "" || map[string]bool{"Yes": true, "No": true, "Half": true, "Trainee": true, "Neue": true, "hr": true, "min": true}[w]
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
	kept := map[string]bool{"Goal": true, "Objective": true} // the label of a goal
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
