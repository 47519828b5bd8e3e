package reader_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"stint/internal/program/reader"
)

// TestNothingIsDropped looks for every word of a page in what was understood of
// it. Tables are left out: what their heads say is not kept once their rows are
// activities.
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
	tag := regexp.MustCompile(`</?[a-z][a-z0-9]*( [^>]*)?>`)
	word := regexp.MustCompile(`[\p{L}]{4,}`)
	for _, name := range names {
		t.Run(filepath.Base(name), func(t *testing.T) {
			src, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			page := reader.Read(src, reader.Options{})
			page.Diagnostics = nil
			var text strings.Builder
			out := json.NewEncoder(&text)
			out.SetEscapeHTML(false)
			if err := out.Encode(page); err != nil {
				t.Fatal(err)
			}
			kept := map[string]bool{"Goal": true} // the label of a goal
			for _, w := range word.FindAllString(strings.ReplaceAll(text.String(), `\n`, " "), -1) {
				kept[w] = true
			}
			body := regexp.MustCompile(`(?s)^(---|\+\+\+)\n.*?\n(---|\+\+\+)\n`).ReplaceAllString(string(src), "")
			for i, line := range strings.Split(strings.ReplaceAll(body, "\r", "\n"), "\n") {
				if strings.Contains(line, "|") || strings.Contains(line, "{") || strings.HasPrefix(line, "```") {
					continue
				}
				for _, w := range word.FindAllString(tag.ReplaceAllString(line, " "), -1) {
					if !kept[w] {
						t.Errorf("line %d: %q is lost of %q", i+1, w, line)
					}
				}
			}
		})
	}
}
