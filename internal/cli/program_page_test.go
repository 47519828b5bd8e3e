package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

// runPage runs one of the page commands and returns its output and exit status.
func runPage(t *testing.T, stdin string, args ...string) (out, errOut string, code int) {
	t.Helper()
	root := &cobra.Command{Use: "program", SilenceErrors: true, SilenceUsage: true}
	root.AddCommand(programPageCommands(nil)...)
	var o, e bytes.Buffer
	root.SetArgs(args)
	root.SetIn(strings.NewReader(stdin))
	root.SetOut(&o)
	root.SetErr(&e)
	if err := root.Execute(); err != nil {
		code = 2
		if exit := (*ExitError)(nil); errors.As(err, &exit) {
			code = exit.Code
		}
		e.WriteString(err.Error())
	}
	return o.String(), e.String(), code
}

func pageFile(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "page.md")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

const smallPage = "# Small\n\n## Week 1\n\n1. Learn\n   1. Read [it](/it)\n   . [more](/more)\n   1. Build on nothing {after=nothing}\n"

func TestLintText(t *testing.T) {
	out, _, code := runPage(t, smallPage, "lint", "-")
	if code != 1 {
		t.Errorf("exit status %d", code)
	}
	for _, want := range []string{
		"warning[S210]: ", " --> stdin:7:4\n", "7 |    . [more](/more)\n  |    ^\n", "--fix mends it by writing “1.” there",
		"error[S401]: ", "8 |    1. Build on nothing {after=nothing}\n  |                         ^^^^^^^^^^^^^\n",
		"1 phase, 4 activities, 0 prompts, 2 links. 1 error, 1 warning, 0 notes.\nIt cannot be imported as it is.\n",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
}

func TestLintJSON(t *testing.T) {
	out, _, code := runPage(t, strings.ReplaceAll(smallPage, " {after=nothing}", ""), "lint", "-", "--format", "json")
	if code != 0 {
		t.Errorf("exit status %d", code)
	}
	decoder := json.NewDecoder(strings.NewReader(out))
	var page map[string]any
	if err := decoder.Decode(&page); err != nil {
		t.Fatal(err)
	}
	if decoder.More() {
		t.Error("more than one object")
	}
	for _, key := range []string{"title", "weeks", "hours", "rhythm", "minimum", "facts", "eligibility", "setup", "phases", "counts", "diagnostics"} {
		if _, ok := page[key]; !ok {
			t.Errorf("no %s", key)
		}
	}
	if strings.Contains(strings.ReplaceAll(strings.ReplaceAll(out, `"minimum": null`, ""), `"fix": null`, ""), "[\n null") {
		t.Error("null in a list")
	}
}

func TestLintSARIF(t *testing.T) {
	out, _, code := runPage(t, smallPage, "lint", "-", "--format", "sarif")
	var log struct {
		Version string
		Runs    []struct {
			ColumnKind string
			Results    []struct {
				RuleID, Level string
				RuleIndex     int
			}
			Tool struct {
				Driver struct{ Rules []struct{ ID string } }
			}
		}
	}
	if err := json.Unmarshal([]byte(out), &log); err != nil {
		t.Fatal(err)
	}
	run := log.Runs[0]
	if code != 1 || log.Version != "2.1.0" || run.ColumnKind != "unicodeCodePoints" || len(run.Results) != 2 {
		t.Errorf("exit status %d, %+v", code, log)
	}
	for _, r := range run.Results {
		if run.Tool.Driver.Rules[r.RuleIndex].ID != r.RuleID {
			t.Errorf("rule %d is not %s", r.RuleIndex, r.RuleID)
		}
	}
}

func TestLintSeveral(t *testing.T) {
	good := pageFile(t, "# Good\n\n## Week 1\n\n1. Read [it](/it)\n")
	out, _, code := runPage(t, smallPage, "lint", "-", good)
	if code != 1 || !strings.Contains(out, "stdin:7:4\n") || !strings.Contains(out, good+": 1 phase, 1 activity") ||
		!strings.HasSuffix(out, "\n2 pages: 1 can be imported, 1 cannot. 1 error, 1 warning, 0 notes.\n") {
		t.Errorf("exit status %d, %s", code, out)
	}
	var list []struct {
		Name string
		Page struct{ Title string }
	}
	out, _, _ = runPage(t, smallPage, "lint", "--format", "json", good, "-")
	if err := json.Unmarshal([]byte(out), &list); err != nil || len(list) != 2 || list[0].Page.Title != "Good" || list[1].Name != "stdin" {
		t.Errorf("%v, %+v", err, list)
	}
	out, _, code = runPage(t, smallPage, "lint", "--format", "sarif", good, "-")
	if code != 1 || strings.Count(out, `"uri": "stdin"`) != 3 || strings.Count(out, `"runs"`) != 1 {
		t.Errorf("exit status %d, %s", code, out)
	}
}

func TestLintFix(t *testing.T) {
	path := pageFile(t, strings.ReplaceAll(smallPage, " {after=nothing}", ""))
	_, errOut, code := runPage(t, "", "lint", "--fix", path)
	got, err := os.ReadFile(path)
	if err != nil || code != 0 || !strings.Contains(string(got), "\n   1. [more](/more)\n") || !strings.Contains(errOut, "Mended 1 place") {
		t.Errorf("exit status %d, %q, %q, %v", code, errOut, got, err)
	}
	if stat, err := os.Stat(path); err != nil || stat.Mode().Perm() != 0o600 {
		t.Errorf("permissions changed: %v %v", stat.Mode(), err)
	}
}

func TestWrongCalls(t *testing.T) {
	for _, args := range [][]string{
		{"lint"}, {"lint", "a", "b"}, {"lint", "-", "-"}, {"lint", "-", "--format", "xml"}, {"lint", filepath.Join(t.TempDir(), "none.md")},
		{"lint", "--fix", "-"}, {"lint", "--address", "over there", "-"}, {"explain", "S999"}, {"lint", "--unknown", "-"}, {"lint", t.TempDir()},
	} {
		if _, errOut, code := runPage(t, smallPage, args...); code != 2 || errOut == "" {
			t.Errorf("%v: exit status %d, %q", args, code, errOut)
		}
	}
}

func TestLintTooLarge(t *testing.T) {
	out, _, code := runPage(t, strings.Repeat("word ", 1<<20), "lint", "-")
	if code != 1 || !strings.Contains(out, "error[S101]") || !strings.Contains(out, "1 MiB") {
		t.Errorf("exit status %d, %s", code, out)
	}
}

func TestExplainAndSchema(t *testing.T) {
	out, _, code := runPage(t, "", "explain", "s210")
	if code != 0 || !strings.HasPrefix(out, "S210, warning: ") {
		t.Errorf("exit status %d, %q", code, out)
	}
	if out, _, _ = runPage(t, "", "explain"); strings.Count(out, "\n") < 40 {
		t.Error("the list is short")
	}
	out, _, code = runPage(t, "", "schema")
	published, err := os.ReadFile("../../docs/front-matter.schema.json")
	if code != 0 || err != nil || out != string(published) {
		t.Errorf("exit status %d, %v; docs/front-matter.schema.json is not what `stint program schema` prints", code, err)
	}
}

func TestExport(t *testing.T) {
	page := strings.ReplaceAll(smallPage, " {after=nothing}", "")
	out, _, code := runPage(t, page, "export", "-")
	if code != 0 || !strings.HasPrefix(out, "---\ntitle: Small\n") || !strings.Contains(out, "\n   1. [more](/more)\n") {
		t.Errorf("exit status %d, %s", code, out)
	}
	if again, _, _ := runPage(t, out, "export", "-"); again != out {
		t.Errorf("exported again it differs:\n%s", again)
	}
	if _, errOut, code := runPage(t, smallPage, "export", "-"); code != 1 || !strings.Contains(errOut, "has errors") {
		t.Errorf("exit status %d, %q", code, errOut)
	}
}

func TestDiff(t *testing.T) {
	old := pageFile(t, "# P\n\n## Week 1\n\n1. Read the long guide\n1. Say hello to the team\n")
	now := pageFile(t, "# P\n\n## Week 1\n\n1. Read the guide (1 hour)\n1. Install everything\n")
	out, _, code := runPage(t, "", "diff", old, now)
	want := `Week 1
~ Read the guide (1 hour) (line 5, week-1-read-long-guide)
    was: Read the long guide
    estimate: 60, was nothing
+ Install everything (line 6, week-1-install-everything)
- Say hello to the team (line 6)

1 added, 1 removed, 1 reworded and 1 changed in kind or condition.
`
	if code != 0 || out != want {
		t.Errorf("exit status %d, %s", code, out)
	}
	out, _, code = runPage(t, "", "diff", old, now, "--format", "json")
	if code != 0 || !json.Valid([]byte(out)) || !strings.Contains(out, `"reworded"`) {
		t.Errorf("exit status %d, %s", code, out)
	}
	if _, _, code := runPage(t, "", "diff", "-", "-"); code != 2 {
		t.Errorf("exit status %d", code)
	}
}

func TestNew(t *testing.T) {
	out, questions, code := runPage(t, "Support internship\nsupport engineer\n6\n\n45\n", "new")
	if code != 0 || strings.Count(questions, "?") != 5 || !strings.Contains(out, "weeks: 6\nhours: 8\n") || !strings.Contains(out, "### Week 6\n") {
		t.Errorf("exit status %d, %s%s", code, questions, out)
	}
	if _, _, code := runPage(t, out, "lint", "-"); code != 0 {
		t.Errorf("the page cannot be imported: %d", code)
	}
	path := filepath.Join(t.TempDir(), "new.md")
	flags := []string{"new", "--title", "T", "--role", "r", "--weeks", "2", "--hours", "4", "--minutes", "30", "--out", path}
	if _, errOut, code := runPage(t, "", flags...); code != 0 || !strings.Contains(errOut, "Wrote ") {
		t.Errorf("exit status %d, %s", code, errOut)
	}
	if _, errOut, code := runPage(t, "", flags...); code != 2 || !strings.Contains(errOut, "exists") {
		t.Errorf("exit status %d, %s", code, errOut)
	}
	if _, _, code := runPage(t, "", "new", "--weeks", "1000", "--title", "T", "--role", "r", "--hours", "4", "--minutes", "30"); code != 2 {
		t.Errorf("exit status %d", code)
	}
}
