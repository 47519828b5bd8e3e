package cli

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"stint/internal/program/diff"
	"stint/internal/sqldb/sqltest"
)

const (
	rowingFirst  = "# Rowing\n\n## Week 1\n\n- Read [the river](river.md)\n- Watch a crew train\n\n## Week 2\n\n- Row a mile\n"
	rowingSecond = "# Rowing\n\n## Week 1\n\n- Read [the river](river.md)\n- Watch two crews train\n- Meet the cox\n\n## Week 2\n\n- Row a mile\n"
	rowingThird  = "# Rowing\n\n## Week 1\n\n- Read [the river](river.md)\n- Watch two crews train\n\n## Week 2\n\n- Row a mile\n- Meet the cox\n"
)

// What an operator publishes from files can be listed, written out again and
// compared, with files and with itself.
func TestVersionsOfAnInstallation(t *testing.T) {
	sqltest.EachDSN(t, func(t *testing.T, dsn string) {
		run := func(stdin string, args ...string) (out, errOut string, code int) {
			t.Helper()
			var o, e bytes.Buffer
			code = Run(t.Context(), append(args, "--database", dsn), []string{"STINT_DATA=" + t.TempDir()}, strings.NewReader(stdin), &o, &e)
			return o.String(), e.String(), code
		}
		ok := func(stdin string, args ...string) string {
			t.Helper()
			out, errOut, code := run(stdin, args...)
			if code != 0 {
				t.Fatalf("%v: exit %d, %s", args, code, errOut)
			}
			return out
		}
		const address = "--address=https://boats.example/handbook/"
		for n, page := range []string{rowingFirst, rowingSecond} {
			if out := ok(page, "program", "import", "-", address); !strings.Contains(out, "imported as version "+string(rune('1'+n))+" of program rowing") {
				t.Error(out)
			}
		}
		if out := ok(rowingSecond, "program", "import", "-", address); !strings.Contains(out, "is unchanged: version 2") {
			t.Error(out)
		}

		if out := ok("", "program", "versions"); !regexp.MustCompile(`^rowing@2 +\d{4}-\d\d-\d\d \d\d:\d\d +Rowing\n$`).MatchString(out) {
			t.Errorf("%q", out)
		}
		if out := ok("", "program", "versions", "rowing"); !regexp.MustCompile(`^rowing@2 .* an operator *\nrowing@1 .* an operator *\n$`).MatchString(out) {
			t.Errorf("%q", out)
		}
		if out := ok("", "program", "export", "rowing@1", "--as-written"); out != rowingFirst {
			t.Errorf("%q", out)
		}
		if out := ok("", "program", "export", "rowing@latest"); !strings.Contains(out, "Watch two crews train") || !strings.Contains(out, "address: https://boats.example/handbook/\n") {
			t.Errorf("%q", out)
		}

		versions := ok("", "program", "diff", "rowing@1", "rowing@2")
		if !strings.Contains(versions, "was: Watch a crew train") || !strings.Contains(versions, "+ Meet the cox") || !strings.Contains(versions, "1 added and 1 reworded, and 2 as they were.") {
			t.Error(versions)
		}
		next := ok(rowingThird, "program", "diff", "rowing@latest", "-", address)
		if !strings.Contains(next, "Week 2\n> Meet the cox") || !strings.Contains(next, "moved from Week 1") || !strings.Contains(next, "1 moved, and 3 as they were.") {
			t.Error(next)
		}
		var d diff.Difference
		if err := json.Unmarshal([]byte(ok(rowingThird, "program", "diff", "rowing@latest", "-", address, "--format", "json")), &d); err != nil || d.Counts.Moved != 1 || len(d.Sections) == 0 {
			t.Errorf("%+v, %v", d.Counts, err)
		}
		if out := ok(rowingThird, "program", "diff", "rowing@1", "-", address); !strings.Contains(out, "was: Watch a crew train") {
			t.Error(out)
		}

		for _, c := range []struct {
			args []string
			want string
		}{
			{[]string{"program", "versions", "sailing"}, `There is no program "sailing" here.`},
			{[]string{"program", "export", "sailing@1"}, `There is no program "sailing" here.`},
			{[]string{"program", "diff", "rowing@1", "rowing@3"}, "There is no version 3 of rowing; the newest is 2."},
			{[]string{"program", "export", "-", "--as-written"}, "--as-written is for a version"},
			{[]string{"program", "diff", "rowing@1", "rowing@0"}, "cannot be read"},
		} {
			if _, errOut, code := run(rowingFirst, c.args...); code == 0 || !strings.Contains(errOut, c.want) {
				t.Errorf("%v: exit %d, %q", c.args, code, errOut)
			}
		}
	})
}

// A file is a file, whatever it is called.
func TestAFileNamedLikeAVersionIsAFile(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.WriteFile(filepath.Join(".", "rowing@1"), []byte(rowingFirst), 0o600); err != nil {
		t.Fatal(err)
	}
	out, errOut, code := runPage(t, "", "diff", "rowing@1", "rowing@1")
	if code != 0 || !strings.Contains(out, "Every activity and question is as it was: 3 of them.") {
		t.Errorf("exit %d, %q, %q", code, out, errOut)
	}
}
