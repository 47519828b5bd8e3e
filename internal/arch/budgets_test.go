package arch

import (
	"fmt"
	"go/ast"
)

// Budgets in lines, for what is written by hand; tests do not count.
const (
	maxFile     = 500
	maxFunction = 60
	maxPackage  = 2500
)

// checkFiles: a file of Go or of templates stays readable in one sitting.
func checkFiles(t *tree) []finding {
	var found []finding
	for _, f := range t.code() {
		if n := f.lines(); n > maxFile {
			found = append(found, f.at(f.syntax.Package, "%s", tooLong("the file", n, maxFile)))
		}
	}
	for _, path := range t.templates() {
		if n := countLines(t.others[path]); n > maxFile {
			found = append(found, finding{path: path, line: 1, text: tooLong("the file", n, maxFile)})
		}
	}
	return found
}

// checkFunctions: a function fits on a screen. Data that is written down in it
// does not count: a composite literal without functions in it is one line.
func checkFunctions(t *tree) []finding {
	var found []finding
	for _, f := range t.code() {
		for _, declaration := range f.syntax.Decls {
			switch d := declaration.(type) {
			case *ast.FuncDecl:
				if n := weight(f, d); n > maxFunction {
					found = append(found, f.at(d.Pos(), "%s", tooLong("the function "+d.Name.Name, n, maxFunction)))
				}
			case *ast.GenDecl:
				ast.Inspect(d, func(n ast.Node) bool {
					literal, ok := n.(*ast.FuncLit)
					if ok && weight(f, literal) > maxFunction {
						found = append(found, f.at(literal.Pos(), "%s", tooLong("the function", weight(f, literal), maxFunction)))
					}
					return !ok
				})
			}
		}
	}
	return found
}

// weight returns the lines of a function without those of the data in it.
func weight(f *file, function ast.Node) int {
	lines := f.span(function)
	ast.Inspect(function, func(n ast.Node) bool {
		literal, ok := n.(*ast.CompositeLit)
		if !ok || holdsFunction(literal) {
			return true
		}
		lines -= f.span(literal) - 1
		return false
	})
	return lines
}

func holdsFunction(n ast.Node) (holds bool) {
	ast.Inspect(n, func(n ast.Node) bool {
		_, is := n.(*ast.FuncLit)
		holds = holds || is
		return !holds
	})
	return holds
}

// checkPackages: a package is one subject.
func checkPackages(t *tree) []finding {
	var found []finding
	for folder, files := range byFolder(t.code()) {
		lines := 0
		for _, f := range files {
			lines += f.lines()
		}
		if lines > maxPackage {
			found = append(found, finding{path: folder, line: 1, text: tooLong("the package", lines, maxPackage)})
		}
	}
	return found
}

func tooLong(what string, lines, budget int) string {
	return fmt.Sprintf("%s has %d lines, more than %d", what, lines, budget)
}
