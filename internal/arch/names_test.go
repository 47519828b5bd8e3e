package arch

import (
	"go/ast"
	"path"
	"slices"
	"strings"
	"unicode"
)

// empty words say nothing about what a thing is; there is always a better one.
var emptyWords = []string{
	"helper", "helpers", "util", "utils", "utility", "utilities", "common", "data", "info", "infos",
}

// beforeManager are the words after which Manager is a person.
var beforeManager = []string{
	"", "intern", "mentor", "hiring", "former", "new", "no", "same", "of", "on", "by", "is", "as", "has", "set", "find", "name", "change", "their", "the",
}

// demanded are names that an interface of a library asks for.
var demanded = map[string]string{
	"GetStatus": "huma.StatusError",
}

// checkNames: files, types and functions are called by the program's own words.
// An accessor is named for what it returns, and finding is called Find.
func checkNames(t *tree) []finding {
	var found []finding
	for _, f := range t.only(func(f *file) bool { return !f.generated }) {
		base := strings.TrimSuffix(strings.TrimSuffix(f.name, ".go"), "_test")
		for _, name := range []string{base, path.Base(f.dir)} {
			if word := emptyWord(name); word != "" {
				found = append(found, f.at(f.syntax.Package, "the word %s in %s says nothing", word, name))
			}
		}
		if f.test {
			continue
		}
		ast.Inspect(f.syntax, func(n ast.Node) bool {
			switch d := n.(type) {
			case *ast.TypeSpec:
				found = append(found, badName(f, d.Name)...)
			case *ast.FuncDecl:
				found = append(found, badName(f, d.Name)...)
				if words := split(d.Name.Name); words[0] == "get" && demanded[d.Name.Name] == "" && !(len(words) == 1 && onEdge(f)) {
					found = append(found, f.at(d.Name.Pos(), "%s: say what it returns, or Find", d.Name.Name))
				}
			}
			return true
		})
	}
	return found
}

// onEdge reports whether the file belongs to an edge, where get is a verb of
// HTTP.
func onEdge(f *file) bool {
	at, ok := locate(f.dir)
	return ok && house[at.floor].name == "EDGES"
}

// badName holds one name against the forbidden words.
func badName(f *file, name *ast.Ident) []finding {
	if word := emptyWord(name.Name); word != "" {
		return []finding{f.at(name.Pos(), "the word %s in %s says nothing", word, name.Name)}
	}
	words := split(name.Name)
	last := len(words) - 1
	if words[last] == "manager" && last > 0 && !slices.Contains(beforeManager, words[last-1]) {
		return []finding{f.at(name.Pos(), "%s: a manager is a person here", name.Name)}
	}
	return nil
}

func emptyWord(name string) string {
	for _, word := range split(name) {
		if slices.Contains(emptyWords, word) {
			return word
		}
	}
	return ""
}

// split returns the words of a name in lower case: InternID is intern, id.
func split(name string) []string {
	var words []string
	letters := []rune(name)
	start := 0
	for i := 1; i <= len(letters); i++ {
		switch {
		case i == len(letters), !unicode.IsLetter(letters[i]) && !unicode.IsDigit(letters[i]):
		case unicode.IsUpper(letters[i]) && !unicode.IsUpper(letters[i-1]):
		case unicode.IsUpper(letters[i]) && i+1 < len(letters) && unicode.IsLower(letters[i+1]):
		default:
			continue
		}
		if word := strings.Trim(string(letters[start:i]), "_-. "); word != "" {
			words = append(words, strings.ToLower(word))
		}
		start = i
	}
	if len(words) == 0 {
		return []string{name}
	}
	return words
}

// checkComments: a package has exactly one comment, and it begins with its name.
func checkComments(t *tree) []finding {
	var found []finding
	written := t.only(func(f *file) bool { return !f.test })
	for folder, files := range byFolder(written) {
		var documented []*file
		for _, f := range files {
			if f.syntax.Doc != nil && !f.generated {
				documented = append(documented, f)
			}
		}
		switch {
		case len(documented) == 0:
			found = append(found, finding{path: folder, line: 1, text: "the package has no comment"})
		case len(documented) > 1:
			f := documented[1]
			found = append(found, f.at(f.syntax.Doc.Pos(), "the package has a comment already, in %s", documented[0].name))
		default:
			f := documented[0]
			want := "Package " + f.syntax.Name.Name + " "
			if f.syntax.Name.Name == "main" {
				want = "Command " + path.Base(f.dir) + " "
			}
			if !strings.HasPrefix(f.syntax.Doc.Text(), want) {
				found = append(found, f.at(f.syntax.Doc.Pos(), "the comment of a package begins with %q", want))
			}
		}
	}
	return found
}
