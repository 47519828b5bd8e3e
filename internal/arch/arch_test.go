package arch

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// A rule returns what breaks it. Its name is the name of the folder in testdata
// that shows how it fails.
type rule struct {
	name  string
	check func(*tree) []finding
}

// rules are all rules of the house.
var rules = []rule{
	{"floors", checkFloors},
	{"reservations", checkReservations},
	{"templates", checkTemplates},
	{"files", checkFiles},
	{"functions", checkFunctions},
	{"packages", checkPackages},
	{"comments", checkComments},
	{"documents", checkDocuments},
	{"names", checkNames},
	{"init", checkInit},
	{"variables", checkVariables},
	{"calls", checkCalls},
	{"skips", checkSkips},
	{"versions", checkVersions},
}

// TestHouse holds every rule against the tree.
func TestHouse(t *testing.T) {
	house, err := readTree(os.DirFS("../.."))
	if err != nil {
		t.Fatal(err)
	}
	if len(house.files) == 0 || house.others["go.mod"] == nil {
		t.Fatal("the module was not found")
	}
	for _, broken := range house.broken {
		t.Error(broken)
	}
	for _, r := range rules {
		t.Run(r.name, func(t *testing.T) {
			found := r.check(house)
			sortFindings(found)
			for _, f := range found {
				t.Error(f)
			}
		})
	}
}

// TestRulesCanFail runs every rule on the small trees in its folder of
// testdata. The lines of such a file before the first tree file are what the
// rule must find, "path:line: words that the finding contains"; a file without
// any is a tree in which the rule must find nothing.
func TestRulesCanFail(t *testing.T) {
	for _, r := range rules {
		t.Run(r.name, func(t *testing.T) {
			cases, err := filepath.Glob(filepath.Join("testdata", r.name, "*.txt"))
			if err != nil {
				t.Fatal(err)
			}
			failing, passing := 0, 0
			for _, name := range cases {
				expected, sources := readCase(t, name)
				if len(expected) > 0 {
					failing++
				} else {
					passing++
				}
				t.Run(strings.TrimSuffix(filepath.Base(name), ".txt"), func(t *testing.T) {
					compare(t, r, expected, sources)
				})
			}
			if failing == 0 || passing == 0 {
				t.Errorf("%d trees show that the rule fails and %d that it passes, want both", failing, passing)
			}
		})
	}
}

func compare(t *testing.T, r rule, expected []string, sources fstest.MapFS) {
	t.Helper()
	small, err := readTree(sources)
	if err != nil {
		t.Fatal(err)
	}
	for _, broken := range small.broken {
		t.Fatal(broken)
	}
	for _, f := range r.check(small) {
		i := slices.IndexFunc(expected, func(line string) bool {
			place, words, _ := strings.Cut(line, ": ")
			return strings.HasPrefix(f.String(), place+": ") && strings.Contains(f.text, words)
		})
		if i < 0 {
			t.Errorf("found but not expected: %s", f)
			continue
		}
		expected = slices.Delete(expected, i, i+1)
	}
	for _, line := range expected {
		t.Errorf("expected but not found: %s", line)
	}
}

// readCase reads a tree in one text: "-- path --" lines begin its files.
func readCase(t *testing.T, name string) (expected []string, sources fstest.MapFS) {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	sources = fstest.MapFS{}
	var current *fstest.MapFile
	for line := range strings.Lines(string(text)) {
		if path, ok := strings.CutPrefix(strings.TrimSpace(line), "-- "); ok {
			current = &fstest.MapFile{}
			sources[strings.TrimSuffix(path, " --")] = current
			continue
		}
		if current != nil {
			current.Data = append(current.Data, line...)
		} else if line = strings.TrimSpace(line); line != "" {
			expected = append(expected, line)
		}
	}
	return expected, sources
}
