package arch

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
)

// tree is the source of the module, parsed.
type tree struct {
	set    *token.FileSet
	files  []*file           // all Go files, by path
	others map[string][]byte // go.mod and templates, by path
	broken []finding         // files that cannot be parsed
}

// file is one Go file.
type file struct {
	path, dir, name string
	source          []byte
	syntax          *ast.File
	set             *token.FileSet
	test, generated bool
}

// finding is a place that breaks a rule.
type finding struct {
	path string
	line int
	text string
}

func (f finding) String() string { return fmt.Sprintf("%s:%d: %s", f.path, f.line, f.text) }

// readTree parses the module whose root is sources. Modules inside it, what was
// built, and testdata are no part of it.
func readTree(sources fs.FS) (*tree, error) {
	t := &tree{set: token.NewFileSet(), others: map[string][]byte{}}
	err := fs.WalkDir(sources, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && foreign(sources, name):
			return fs.SkipDir
		case entry.IsDir():
			return nil
		}
		extension := path.Ext(name)
		if extension != ".go" && extension != ".templ" && extension != ".mod" {
			return nil
		}
		source, err := fs.ReadFile(sources, name)
		if err != nil {
			return err
		}
		if extension == ".go" {
			t.parse(name, source)
		} else {
			t.others[name] = source
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	if source, err := fs.ReadFile(sources, "tools/go.mod"); err == nil {
		t.others["tools/go.mod"] = source
	}
	return t, nil
}

// foreign reports whether the folder is no part of the module's source.
func foreign(sources fs.FS, folder string) bool {
	if folder == "." {
		return false
	}
	_, err := fs.Stat(sources, path.Join(folder, "go.mod"))
	base := path.Base(folder)
	return err == nil || base == "testdata" || folder == "bin" || strings.HasPrefix(base, ".") || strings.HasPrefix(base, "_")
}

func (t *tree) parse(name string, source []byte) {
	syntax, err := parser.ParseFile(t.set, name, source, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		t.broken = append(t.broken, finding{path: name, line: 1, text: err.Error()})
		return
	}
	t.files = append(t.files, &file{
		path: name, dir: path.Dir(name), name: path.Base(name),
		source: source, syntax: syntax, set: t.set,
		test:      strings.HasSuffix(name, "_test.go"),
		generated: strings.HasSuffix(name, "_templ.go") || ast.IsGenerated(syntax),
	})
}

// code returns the files that are written by hand and built into a program.
func (t *tree) code() []*file {
	return t.only(func(f *file) bool { return !f.test && !f.generated })
}

func (t *tree) only(want func(*file) bool) []*file {
	var files []*file
	for _, f := range t.files {
		if want(f) {
			files = append(files, f)
		}
	}
	return files
}

// templates returns the paths of the templates, sorted.
func (t *tree) templates() []string {
	var paths []string
	for name := range t.others {
		if strings.HasSuffix(name, ".templ") {
			paths = append(paths, name)
		}
	}
	slices.Sort(paths)
	return paths
}

// byFolder groups files by package. Test packages beside a package count as it.
func byFolder(files []*file) map[string][]*file {
	groups := map[string][]*file{}
	for _, f := range files {
		groups[f.dir] = append(groups[f.dir], f)
	}
	return groups
}

// at makes a finding at a position of the file.
func (f *file) at(pos token.Pos, format string, args ...any) finding {
	return finding{path: f.path, line: f.line(pos), text: fmt.Sprintf(format, args...)}
}

func (f *file) line(pos token.Pos) int { return f.set.Position(pos).Line }

// lines returns how many lines the file has.
func (f *file) lines() int { return countLines(f.source) }

// span returns how many lines a node covers.
func (f *file) span(n ast.Node) int { return f.line(n.End()) - f.line(n.Pos()) + 1 }

// text returns the source of a node.
func (f *file) text(n ast.Node) string {
	return string(f.source[f.set.Position(n.Pos()).Offset:f.set.Position(n.End()).Offset])
}

// imported returns the path of the package that name stands for in the file,
// and "" where it is no import. It goes by the last word of the path.
func (f *file) imported(name string) string {
	for _, spec := range f.syntax.Imports {
		full := importPath(spec)
		if spec.Name != nil && spec.Name.Name == name || spec.Name == nil && path.Base(full) == name {
			return full
		}
	}
	return ""
}

func importPath(spec *ast.ImportSpec) string {
	full, err := strconv.Unquote(spec.Path.Value)
	if err != nil {
		return spec.Path.Value
	}
	return full
}

func countLines(source []byte) int {
	n := strings.Count(string(source), "\n")
	if len(source) > 0 && source[len(source)-1] != '\n' {
		n++
	}
	return n
}

func sortFindings(found []finding) {
	slices.SortFunc(found, func(a, b finding) int {
		return cmp.Or(strings.Compare(a.path, b.path), cmp.Compare(a.line, b.line), strings.Compare(a.text, b.text))
	})
}
