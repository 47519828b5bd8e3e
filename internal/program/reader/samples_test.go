package reader_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"stint/internal/program/reader"
)

// TestSamples compares the table of real pages in docs/reader.md with what is
// understood of them. It runs where STINT_TEST_PAGES names their folder.
func TestSamples(t *testing.T) {
	folder := os.Getenv("STINT_TEST_PAGES")
	if folder == "" {
		t.Skip("STINT_TEST_PAGES is not set; it names a folder with seed/ and programs/ of real pages")
	}
	names, err := filepath.Glob(filepath.Join(folder, "*", "*-*.md"))
	if err != nil || len(names) == 0 {
		t.Fatalf("no pages in %s: %v", folder, err)
	}
	slices.Sort(names)
	var table strings.Builder
	table.WriteString("| page | phases | activities | count | prompts | goals | texts | links | remarks |\n|---|--:|--:|--:|--:|--:|--:|--:|---|\n")
	for _, name := range names {
		src, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		relative, err := filepath.Rel(folder, name)
		if err != nil {
			t.Fatal(err)
		}
		table.WriteString(sampleRow(filepath.ToSlash(relative), reader.Read(src, reader.Options{})))
	}
	const doc = "../../../docs/reader.md"
	text, err := os.ReadFile(doc)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, _ := strings.Cut(string(text), "<!-- samples -->\n")
	have, after, found := strings.Cut(rest, "<!-- /samples -->\n")
	if !found {
		t.Fatal("the table's marks are not in docs/reader.md")
	}
	if *update {
		if err := os.WriteFile(doc, []byte(before+"<!-- samples -->\n"+table.String()+"<!-- /samples -->\n"+after), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(have, table.String()); diff != "" {
		t.Error(diff)
	}
}

// sampleRow is the row of a page: how much of what, and which remarks.
func sampleRow(name string, p *reader.Page) string {
	goals, texts := 0, 0
	for _, ph := range p.All() {
		goals += len(ph.Goals)
		texts += len(ph.Text)
	}
	remarks := map[string]int{}
	for _, d := range p.Diagnostics {
		remarks[d.Code]++
	}
	var codes []string
	for code, n := range remarks {
		if n > 1 {
			code = fmt.Sprintf("%s ×%d", code, n)
		}
		codes = append(codes, code)
	}
	slices.Sort(codes)
	c := p.Counts
	return fmt.Sprintf("| `%s` | %d | %d | %d | %d | %d | %d | %d | %s |\n", name, c.Phases, c.Activities, c.Progress, c.Prompts, goals, texts, c.Links, strings.Join(codes, ", "))
}
