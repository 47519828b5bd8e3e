package notice

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestCatalog compares the catalog with the codes that the reader and its
// neighbors use.
func TestCatalog(t *testing.T) {
	used := map[string]bool{}
	code := regexp.MustCompile(`"(S\d{3})"`)
	err := filepath.WalkDir("../..", func(path string, _ os.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || strings.Contains(path, "notice") {
			return err
		}
		src, err := os.ReadFile(path)
		for _, m := range code.FindAllStringSubmatch(string(src), -1) {
			used[m[1]] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for c := range used {
		if _, ok := Find(c); !ok {
			t.Errorf("%s is said and not in the catalog", c)
		}
	}
	last := ""
	for _, n := range List() {
		if !used[n.Code] {
			t.Errorf("%s is in the catalog and never said", n.Code)
		}
		if n.Code <= last || n.Title == "" || len(n.Explanation) < 40 || n.Severity != "error" && n.Severity != "warning" && n.Severity != "note" {
			t.Errorf("%+v", n)
		}
		last = n.Code
	}
}
