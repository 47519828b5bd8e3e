package statements

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"sync"
	"testing"
)

// root is the folder of the module, module its path.
const (
	root   = "../../.."
	module = "stint"
)

// tree is the code of the house, without its tests, and what its names mean.
// Packages from elsewhere are not read: what uses them has no type, which does
// not matter to a text of SQL.
type tree struct {
	set     *token.FileSet
	sources map[string][]*ast.File // by import path
	texts   map[string]string      // by path from the root
	checked map[string]*types.Package
	info    *types.Info

	functions map[types.Object]*function
	callers   map[types.Object][]*ast.CallExpr
	writes    map[types.Object][]write
	owners    map[types.Object]place // of parameters
}

// A function is a declared one, or a closure that a variable holds.
type function struct {
	signature *ast.FuncType
	body      *ast.BlockStmt
}

// place says of which function a parameter is, and which one.
type place struct {
	of    types.Object
	index int
}

// A write gives a variable or a field a value.
type write struct {
	pos      token.Pos
	block    ast.Node        // the innermost block around it; nil for what is no variable of a function
	choice   *ast.SwitchStmt // whose case it stands in
	from     ast.Expr        // nil for the zero value
	result   int             // which of the results, where from is a call with several
	adds     bool            // +=
	elements bool            // range: an element of from
}

// house is read once for all tests of the package.
var house = sync.OnceValues(func() (*tree, error) { return readTree(os.DirFS(root)) })

func readHouse(t *testing.T) *tree {
	t.Helper()
	r, err := house()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// readTree reads the code in the folder internal of a module.
func readTree(sources fs.FS) (*tree, error) {
	r := &tree{
		set: token.NewFileSet(), sources: map[string][]*ast.File{}, texts: map[string]string{}, checked: map[string]*types.Package{},
		info:      &types.Info{Types: map[ast.Expr]types.TypeAndValue{}, Uses: map[*ast.Ident]types.Object{}, Defs: map[*ast.Ident]types.Object{}},
		functions: map[types.Object]*function{}, callers: map[types.Object][]*ast.CallExpr{},
		writes: map[types.Object][]write{}, owners: map[types.Object]place{},
	}
	err := fs.WalkDir(sources, "internal", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && entry.Name() == "testdata":
			return fs.SkipDir
		case entry.IsDir() || path.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go"):
			return nil
		}
		source, err := fs.ReadFile(sources, name)
		if err != nil {
			return err
		}
		file, err := parser.ParseFile(r.set, name, source, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		at := path.Join(module, path.Dir(name))
		r.sources[at], r.texts[name] = append(r.sources[at], file), string(source)
		return nil
	})
	if err != nil {
		return nil, err
	}
	for at, files := range r.sources {
		if _, err := r.Import(at); err != nil {
			return nil, err
		}
		for _, file := range files {
			r.index(file)
		}
	}
	return r, nil
}

// Import checks the types of one package of the house.
func (r *tree) Import(at string) (*types.Package, error) {
	if known, ok := r.checked[at]; ok {
		return known, nil
	}
	files, ok := r.sources[at]
	if !ok {
		return nil, errors.New("not of this house")
	}
	config := types.Config{Importer: r, Error: func(error) {}} // the compiler says what is wrong; here much is only unknown
	found, _ := config.Check(at, r.set, files, r.info)
	r.checked[at] = found
	return found, nil
}

// index notes functions, calls and writes of a file.
func (r *tree) index(file *ast.File) {
	var stack []ast.Node
	ast.Inspect(file, func(n ast.Node) bool {
		if n == nil {
			stack = stack[:len(stack)-1]
			return true
		}
		stack = append(stack, n)
		switch n := n.(type) {
		case *ast.FuncDecl:
			r.declare(r.info.Defs[n.Name], &function{n.Type, n.Body})
		case *ast.CallExpr:
			if of := r.object(n.Fun); of != nil {
				r.callers[of] = append(r.callers[of], n)
			}
		case *ast.AssignStmt:
			r.assign(n.Lhs, n.Rhs, write{pos: n.Pos(), block: block(stack), choice: choice(stack), adds: n.Tok == token.ADD_ASSIGN})
		case *ast.ValueSpec:
			names := make([]ast.Expr, len(n.Names))
			for i, name := range n.Names {
				names[i] = name
			}
			r.assign(names, n.Values, write{pos: n.Pos(), block: block(stack)})
		case *ast.RangeStmt:
			if n.Value != nil {
				r.assign([]ast.Expr{n.Value}, []ast.Expr{n.X}, write{pos: n.Pos(), block: n.Body, elements: true})
			}
		case *ast.CompositeLit:
			r.fields(n)
		}
		return true
	})
}

// block returns the innermost block of a function in a path of nodes.
func block(stack []ast.Node) ast.Node {
	for i := len(stack) - 1; i >= 0; i-- {
		switch stack[i].(type) {
		case *ast.BlockStmt, *ast.CaseClause, *ast.CommClause, *ast.IfStmt, *ast.ForStmt, *ast.SwitchStmt:
			return stack[i]
		}
	}
	return nil
}

// choice returns the switch in one of whose cases, and not deeper, a path of
// nodes ends.
func choice(stack []ast.Node) *ast.SwitchStmt {
	if len(stack) < 4 {
		return nil
	}
	if _, ok := stack[len(stack)-2].(*ast.CaseClause); !ok {
		return nil
	}
	found, _ := stack[len(stack)-4].(*ast.SwitchStmt)
	return found
}

// settles reports whether whoever comes past the switch has given the variable
// a value in it.
func (r *tree) settles(choice *ast.SwitchStmt, of types.Object) bool {
	rest := false
	for _, clause := range choice.Body.List {
		clause := clause.(*ast.CaseClause)
		rest = rest || clause.List == nil
		if !slices.ContainsFunc(clause.Body, func(s ast.Stmt) bool {
			assign, ok := s.(*ast.AssignStmt)
			_, back := s.(*ast.ReturnStmt)
			return back || ok && slices.ContainsFunc(assign.Lhs, func(e ast.Expr) bool { return r.object(e) == of })
		}) {
			return false
		}
	}
	return rest
}

func (r *tree) declare(of types.Object, f *function) {
	if of == nil || f.body == nil {
		return
	}
	r.functions[of] = f
	for i, name := range names(f.signature.Params) {
		r.owners[r.info.Defs[name]] = place{of, i}
	}
	for _, name := range names(f.signature.Results) {
		r.writes[r.info.Defs[name]] = append(r.writes[r.info.Defs[name]], write{pos: name.Pos(), block: f.body})
	}
}

func names(list *ast.FieldList) (all []*ast.Ident) {
	if list == nil {
		return nil
	}
	for _, field := range list.List {
		all = append(all, field.Names...)
		if len(field.Names) == 0 {
			all = append(all, ast.NewIdent("_"))
		}
	}
	return all
}

func (r *tree) assign(to, from []ast.Expr, w write) {
	for i, target := range to {
		of := r.object(target)
		if of == nil {
			continue
		}
		one := w
		switch {
		case len(from) == len(to):
			one.from = from[i]
			if closure, ok := from[i].(*ast.FuncLit); ok {
				r.declare(of, &function{closure.Type, closure.Body})
			}
		case len(from) == 1:
			one.from, one.result = from[0], i
		}
		r.writes[of] = append(r.writes[of], one)
	}
}

// fields notes what a literal gives to the fields of a struct.
func (r *tree) fields(literal *ast.CompositeLit) {
	kind := r.info.Types[literal].Type
	if kind == nil {
		return
	}
	if pointer, ok := kind.Underlying().(*types.Pointer); ok {
		kind = pointer.Elem()
	}
	structure, ok := kind.Underlying().(*types.Struct)
	if !ok {
		return
	}
	for i, element := range literal.Elts {
		if pair, ok := element.(*ast.KeyValueExpr); ok {
			r.assign([]ast.Expr{pair.Key}, []ast.Expr{pair.Value}, write{pos: pair.Pos()})
		} else if i < structure.NumFields() {
			of := structure.Field(i)
			r.writes[of] = append(r.writes[of], write{pos: element.Pos(), from: element})
		}
	}
}

// object returns what a name stands for: a function, a variable, a field.
func (r *tree) object(e ast.Expr) types.Object {
	switch e := e.(type) {
	case *ast.ParenExpr:
		return r.object(e.X)
	case *ast.IndexExpr:
		if of, ok := r.object(e.X).(*types.Func); ok { // with its types written out
			return of
		}
	case *ast.SelectorExpr:
		return r.object(e.Sel)
	case *ast.Ident:
		of := r.info.Uses[e]
		if of == nil {
			of = r.info.Defs[e]
		}
		switch of := of.(type) {
		case nil:
			return nil
		case *types.Func:
			return of.Origin()
		case *types.Var:
			return of.Origin()
		}
		return of
	}
	return nil
}

// foreign returns "strings.Join" for a function of another module; "" else.
func (r *tree) foreign(e ast.Expr) string {
	selector, ok := e.(*ast.SelectorExpr)
	if !ok {
		return ""
	}
	x, ok := selector.X.(*ast.Ident)
	if !ok {
		return ""
	}
	if from, ok := r.info.Uses[x].(*types.PkgName); ok {
		return from.Imported().Path() + "." + selector.Sel.Name
	}
	return ""
}
