package write_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"stint/internal/program/bundled"
	"stint/internal/program/reader"
	"stint/internal/program/write"
)

// program is what of a page makes the program: everything but where it stands
// on the page, how sure the reader is, and how many list items there are.
var program = cmp.Options{
	cmpopts.IgnoreFields(reader.Page{}, "Diagnostics", "Importable", "Counts", "Facts", "Hours", "Minimum", "Rhythm", "Eligibility"),
	cmpopts.IgnoreFields(reader.Phase{}, "Line", "EndLine", "Column", "Items", "Text", "Certainty"),
	cmpopts.IgnoreFields(reader.Activity{}, "Line", "EndLine", "Column", "Markdown", "Certainty", "Sure", "Named"),
	cmpopts.IgnoreFields(reader.Text{}, "Line", "EndLine", "Markdown", "Links", "Heading", "Level", "Kind"),
	cmpopts.IgnoreFields(reader.Prompt{}, "Line", "EndLine", "Column", "Markdown", "Named", "Action"),
	cmpopts.IgnoreFields(reader.Goal{}, "Line", "EndLine", "Markdown"),
	cmpopts.IgnoreFields(reader.Link{}, "Line"),
	cmpopts.SortSlices(func(a, b string) bool { return a < b }),
}

// again writes a page and reads it, and fails where that is another program.
func again(t *testing.T, p *reader.Page) {
	t.Helper()
	if said := same(p); said != "" {
		t.Error(said)
	}
}

// same writes a page and reads it, and says what is not as it was.
func same(p *reader.Page, options ...cmp.Option) string {
	text := write.Markdown(p)
	got := reader.Read(text, reader.Options{})
	var said strings.Builder
	say := func(format string, args ...any) { fmt.Fprintf(&said, format+"\n", args...) }
	if diff := cmp.Diff(p, got, append(options, program)...); diff != "" {
		say("another program (-was +is):\n%s", diff)
	}
	if p.Rhythm.Every != got.Rhythm.Every || p.Rhythm.Minutes != got.Rhythm.Minutes || p.Rhythm.Extendable != got.Rhythm.Extendable {
		say("rhythm %+v, was %+v", got.Rhythm, p.Rhythm)
	}
	if p.Minimum != nil && (got.Minimum == nil || got.Minimum.Hours != p.Minimum.Hours) {
		say("minimum %+v, was %+v", got.Minimum, p.Minimum)
	}
	if len(p.Eligibility) != len(got.Eligibility) {
		say("eligibility %+v, was %+v", got.Eligibility, p.Eligibility)
	}
	for _, d := range got.Diagnostics {
		if d.Severity == reader.SeverityError && p.Importable {
			say("%+v", d)
		}
	}
	if prose(p) != prose(got) {
		say("text is lost: %s", cmp.Diff(strings.Split(prose(p), "\n"), strings.Split(prose(got), "\n")))
	}
	if more := string(write.Markdown(got)); more != string(text) {
		say("written again it differs: %s", cmp.Diff(strings.Split(string(text), "\n"), strings.Split(more, "\n")))
	}
	if said.Len() > 0 {
		say("the page:\n%s", text)
	}
	return said.String()
}

// prose is the text of a page that is no activity.
func prose(p *reader.Page) string {
	var b strings.Builder
	for _, ph := range append([]reader.Phase{p.Setup}, p.Phases...) {
		for _, t := range ph.Text {
			if t.Kind != "heading" {
				b.WriteString(strings.Join(strings.Fields(t.Markdown), " ") + "\n")
			}
		}
	}
	return b.String()
}

func TestSamplesSurvive(t *testing.T) {
	t.Run("bundled", func(t *testing.T) { again(t, reader.Read(bundled.CSM(), reader.Options{})) })
	folder := os.Getenv("STINT_TEST_PAGES")
	if folder == "" {
		t.Skip("STINT_TEST_PAGES is not set; it names a folder with seed/ and programs/ of real pages")
	}
	for _, name := range []string{
		"seed/csm-internship.md", "programs/customer-engineer-onboarding.md", "programs/engineer-onboarding.md", "programs/first-week.md",
		"programs/manager-challenge.md", "programs/tech-writing-onboarding.md", "programs/techtonica-curriculum.md",
	} {
		t.Run(name, func(t *testing.T) {
			src, err := os.ReadFile(filepath.Join(folder, name))
			if err != nil {
				t.Fatalf("a page is missing: %v", err)
			}
			again(t, reader.Read(src, reader.Options{}))
		})
	}
}

// TestOddPagesSurvive writes the pages that the reader is tried on.
func TestOddPagesSurvive(t *testing.T) {
	odd, err := filepath.Glob("../reader/testdata/odd/*.md")
	if err != nil || len(odd) < 40 {
		t.Fatalf("%d pages, %v", len(odd), err)
	}
	margin, err := filepath.Glob("../reader/testdata/margin/*.txt")
	if err != nil || len(margin) < 40 {
		t.Fatalf("%d pages, %v", len(margin), err)
	}
	for _, name := range append(odd, margin...) {
		t.Run(filepath.Base(name), func(t *testing.T) {
			src, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if filepath.Ext(name) == ".txt" {
				src = regexp.MustCompile(`(?m)^[^|\n]*\|`).ReplaceAll(src, nil) // the margin
			}
			if page := reader.Read(src, reader.Options{}); page.Importable {
				again(t, page)
			}
		})
	}
}
