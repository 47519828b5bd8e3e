package arch

import (
	"go/ast"
	"path"
	"slices"
	"strings"
)

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
			found = append(found, finding{path: folder, line: 1, text: "the package has no comment: say in doc.go what it is"})
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

// customary are the methods that say by their name alone what they do, because
// an interface of the standard library asks for them.
var customary = []string{
	"As", "Close", "Error", "Format", "GoString", "Is", "Len", "Less", "LogValue", "MarshalJSON", "MarshalText", "Read",
	"RoundTrip", "Scan", "ServeHTTP", "String", "Swap", "UnmarshalJSON", "UnmarshalText", "Unwrap", "Value", "Write",
}

// checkDocuments: everything exported says what it is. A group of constants or
// variables may do so once.
func checkDocuments(t *tree) []finding {
	var found []finding
	for _, f := range t.code() {
		for _, declaration := range f.syntax.Decls {
			switch d := declaration.(type) {
			case *ast.FuncDecl:
				if d.Doc == nil && ast.IsExported(d.Name.Name) && !onHidden(d) && !(d.Recv != nil && slices.Contains(customary, d.Name.Name)) {
					found = append(found, undocumented(f, d.Name))
				}
			case *ast.GenDecl:
				if d.Doc == nil {
					found = append(found, undocumentedSpecs(f, d)...)
				}
			}
		}
	}
	return found
}

// onHidden reports whether the function is a method of an unexported type.
func onHidden(d *ast.FuncDecl) bool {
	if d.Recv == nil || len(d.Recv.List) == 0 {
		return false
	}
	kind := d.Recv.List[0].Type
	for {
		switch k := kind.(type) {
		case *ast.StarExpr:
			kind = k.X
		case *ast.IndexExpr:
			kind = k.X
		case *ast.IndexListExpr:
			kind = k.X
		case *ast.Ident:
			return !ast.IsExported(k.Name)
		default:
			return false
		}
	}
}

func undocumentedSpecs(f *file, d *ast.GenDecl) []finding {
	var found []finding
	for _, spec := range d.Specs {
		switch s := spec.(type) {
		case *ast.TypeSpec:
			if s.Doc == nil && s.Comment == nil && ast.IsExported(s.Name.Name) {
				found = append(found, undocumented(f, s.Name))
			}
		case *ast.ValueSpec:
			if s.Doc == nil && s.Comment == nil && ast.IsExported(s.Names[0].Name) {
				found = append(found, undocumented(f, s.Names[0]))
			}
		}
	}
	return found
}

func undocumented(f *file, name *ast.Ident) finding {
	return f.at(name.Pos(), "%s is exported and says nothing about itself", name.Name)
}
