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

// managers are the words before Manager that name a person; every other type
// of that name does too much.
var managers = []string{"intern", "mentor", "hiring", "former", "new"}

// demanded are names that an interface of a library asks for, or that a
// protocol gives.
var demanded = map[string]string{
	"GetStatus": "huma.StatusError",
	"Get":       "the method of HTTP, for clients in tests",
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
				found = append(found, badName(f, d.Name, false)...)
			case *ast.FuncDecl:
				found = append(found, badName(f, d.Name, true)...)
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
func badName(f *file, name *ast.Ident, isFunction bool) []finding {
	if word := emptyWord(name.Name); word != "" {
		return []finding{f.at(name.Pos(), "the word %s in %s says nothing", word, name.Name)}
	}
	words := split(name.Name)
	if isFunction && words[0] != "new" {
		return nil // setManager, OnManagerChanged: what is done about a person
	}
	last := len(words) - 1
	if words[last] == "manager" && last > 0 && !slices.Contains(managers, words[last-1]) {
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
