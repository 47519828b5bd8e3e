package arch

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

// checkInit: nothing registers itself.
func checkInit(t *tree) []finding {
	var found []finding
	for _, f := range t.code() {
		for _, declaration := range f.syntax.Decls {
			if d, ok := declaration.(*ast.FuncDecl); ok && d.Recv == nil && d.Name.Name == "init" {
				found = append(found, f.at(d.Pos(), "init runs unseen: wire it by hand in app"))
			}
		}
	}
	return found
}

// checkVariables: a variable of a package is a table to read, an error, a
// compiled expression or an embedded file, and stays as it was declared.
func checkVariables(t *tree) []finding {
	var found []finding
	built := t.only(func(f *file) bool { return !f.test })
	for _, files := range byFolder(built) {
		w := &watch{uses: resolve(t.set, files)}
		for _, f := range files {
			if f.generated {
				continue
			}
			w.file = f
			w.declarations()
			ast.Inspect(f.syntax, w.visit)
		}
		found = append(found, w.found...)
	}
	return found
}

// resolve returns which declaration each name in a package stands for. What
// other packages declare stays unknown, so nothing has to be compiled.
func resolve(set *token.FileSet, files []*file) *types.Info {
	info := &types.Info{Uses: map[*ast.Ident]types.Object{}}
	var parsed []*ast.File
	for _, f := range files {
		parsed = append(parsed, f.syntax)
	}
	config := types.Config{
		Importer: strangers{},
		Error:    func(error) {}, // unknown names of other packages
	}
	_, _ = config.Check(files[0].dir, set, parsed, info) // the same errors
	return info
}

// strangers imports every package as an empty one.
type strangers struct{}

func (strangers) Import(path string) (*types.Package, error) {
	p := types.NewPackage(path, path[strings.LastIndex(path, "/")+1:])
	p.MarkComplete()
	return p, nil
}

// watch looks for variables of packages that change.
type watch struct {
	uses  *types.Info
	file  *file
	found []finding
}

func (w *watch) report(pos token.Pos, name, how string) {
	w.found = append(w.found, w.file.at(pos, "the package variable %s %s", name, how))
}

// declarations looks for variables that exist in order to change.
func (w *watch) declarations() {
	for _, declaration := range w.file.syntax.Decls {
		d, ok := declaration.(*ast.GenDecl)
		if !ok || d.Tok != token.VAR {
			continue
		}
		for _, s := range d.Specs {
			spec := s.(*ast.ValueSpec)
			for i, name := range spec.Names {
				var value ast.Expr
				if len(spec.Values) == len(spec.Names) {
					value = spec.Values[i]
				}
				how := changing(w.file, spec.Type, value)
				if how == "" && len(spec.Values) == 0 && !embedded(d, spec) {
					how = "has no value, so it waits for one"
				}
				if how != "" && name.Name != "_" {
					w.report(name.Pos(), name.Name, how)
				}
			}
		}
	}
}

// changing says that a declaration makes something whose use is to change.
func changing(f *file, kind, value ast.Expr) string {
	if unary, ok := value.(*ast.UnaryExpr); ok && unary.Op == token.AND {
		value = unary.X
	}
	switch v := value.(type) {
	case *ast.CompositeLit:
		kind = v.Type
	case *ast.CallExpr:
		if callee, ok := v.Fun.(*ast.Ident); ok && (callee.Name == "make" || callee.Name == "new") {
			return "is made empty, so it waits to be filled"
		}
	}
	if star, ok := kind.(*ast.StarExpr); ok {
		kind = star.X
	}
	if index, ok := kind.(*ast.IndexExpr); ok {
		kind = index.X
	}
	if selector, ok := kind.(*ast.SelectorExpr); ok {
		if x, ok := selector.X.(*ast.Ident); ok {
			switch f.imported(x.Name) {
			case "sync", "sync/atomic":
				return "guards or holds what changes"
			}
		}
	}
	return ""
}

// embedded reports whether the compiler fills the variable from a file.
func embedded(d *ast.GenDecl, spec *ast.ValueSpec) bool {
	for _, group := range []*ast.CommentGroup{d.Doc, spec.Doc} {
		if group == nil {
			continue
		}
		for _, c := range group.List {
			if strings.HasPrefix(c.Text, "//go:embed ") {
				return true
			}
		}
	}
	return false
}

// visit looks at everything that can change a variable.
func (w *watch) visit(n ast.Node) bool {
	switch s := n.(type) {
	case *ast.AssignStmt:
		for _, left := range s.Lhs {
			w.changed(left, "is assigned to")
		}
	case *ast.IncDecStmt:
		w.changed(s.X, "is assigned to")
	case *ast.RangeStmt:
		if s.Tok == token.ASSIGN {
			w.changed(s.Key, "is assigned to")
			w.changed(s.Value, "is assigned to")
		}
	case *ast.UnaryExpr:
		if s.Op == token.AND {
			w.changed(s.X, "can be changed through its address")
		}
	case *ast.CallExpr:
		if len(s.Args) > 0 && w.changesArgument(s.Fun) {
			w.changed(s.Args[0], "is changed by a call")
		}
	}
	return true
}

// changesArgument reports whether a function of the language or its library
// changes its first argument.
func (w *watch) changesArgument(function ast.Expr) bool {
	switch f := function.(type) {
	case *ast.Ident:
		_, builtin := w.uses.Uses[f].(*types.Builtin)
		return builtin && (f.Name == "delete" || f.Name == "clear" || f.Name == "copy")
	case *ast.SelectorExpr:
		x, ok := f.X.(*ast.Ident)
		if !ok {
			return false
		}
		switch w.file.imported(x.Name) {
		case "sort":
			return !strings.HasPrefix(f.Sel.Name, "Search")
		case "slices":
			return strings.HasPrefix(f.Sel.Name, "Sort") || f.Sel.Name == "Reverse" || f.Sel.Name == "Delete"
		case "maps":
			return f.Sel.Name == "Copy" || f.Sel.Name == "DeleteFunc" || f.Sel.Name == "Insert"
		}
	}
	return false
}

// changed reports the variable of a package at the root of an expression, of
// this one or of another.
func (w *watch) changed(expression ast.Expr, how string) {
	for {
		switch e := expression.(type) {
		case *ast.ParenExpr:
			expression = e.X
		case *ast.IndexExpr:
			expression = e.X
		case *ast.StarExpr:
			expression = e.X
		case *ast.SelectorExpr:
			if x, ok := e.X.(*ast.Ident); ok {
				if _, ok := w.uses.Uses[x].(*types.PkgName); ok {
					w.report(e.Pos(), x.Name+"."+e.Sel.Name, how)
					return
				}
			}
			expression = e.X
		case *ast.Ident:
			v, ok := w.uses.Uses[e].(*types.Var)
			if ok && v.Parent() == v.Pkg().Scope() {
				w.report(e.Pos(), e.Name, how)
			}
			return
		default:
			return
		}
	}
}
