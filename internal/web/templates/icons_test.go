package templates_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"stint/internal/web/static"
)

// TestEveryIconIsInTheSprite finds the icons that are named in templates and
// beside them, and compares them with the sprite.
func TestEveryIconIsInTheSprite(t *testing.T) {
	sprite, err := static.Files.ReadFile("icons.svg")
	if err != nil {
		t.Fatal(err)
	}
	named := regexp.MustCompile(`Icon\("([a-z0-9-]+)"\)|Badge\([^,()]+, "([a-z0-9-]+)"|Notice\("[a-z]*", "([a-z0-9-]+)"`)
	found := 0
	err = filepath.WalkDir(".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".templ") {
			return err
		}
		text, err := os.ReadFile(path)
		for _, m := range named.FindAllStringSubmatch(string(text), -1) {
			found++
			if name := m[1] + m[2] + m[3]; !strings.Contains(string(sprite), `<symbol id="`+name+`"`) {
				t.Errorf("%s: the sprite has no %q", path, name)
			}
		}
		return err
	})
	if err != nil || found == 0 {
		t.Fatalf("%d icons found: %v", found, err)
	}
}
