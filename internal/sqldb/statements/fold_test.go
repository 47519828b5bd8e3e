package statements

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"stint/internal/access"
	"stint/internal/id"
)

// A value is what an expression can be: a list of texts, or one text as a list
// of one.
type value []string

// A binding holds the arguments of the call that is being followed.
type binding struct {
	of   types.Object
	args []ast.Expr
	in   *binding
}

// Bounds of what is followed, against circles and against tests that never end.
const (
	maxDepth  = 40
	maxValues = 2000
)

// folder finds what expressions can be.
type folder struct {
	*tree
	depth int
	open  map[types.Object]bool // functions whose parameters were taken from all their calls
}

// fold returns all that e can be, without repetition, in the order of the code.
func (f *folder) fold(e ast.Expr, in *binding) ([]value, error) {
	f.depth++
	defer func() { f.depth-- }()
	if f.depth > maxDepth {
		return nil, f.cannot(e, "goes round in a circle")
	}
	if known := f.info.Types[e].Value; known != nil {
		if known.Kind() == constant.String {
			return []value{{constant.StringVal(known)}}, nil
		}
		return []value{{known.ExactString()}}, nil
	}
	switch e := e.(type) {
	case *ast.ParenExpr:
		return f.fold(e.X, in)
	case *ast.BinaryExpr:
		if e.Op == token.ADD {
			return f.both(e.X, e.Y, in, func(a, b value) value { return value{one(a) + one(b)} })
		}
	case *ast.Ident:
		if e.Name == "nil" {
			return []value{{}}, nil
		}
		return f.variable(e, f.object(e), in)
	case *ast.SelectorExpr:
		return f.variable(e, f.object(e), in)
	case *ast.CompositeLit:
		all := []value{{}}
		for _, element := range e.Elts {
			if pair, ok := element.(*ast.KeyValueExpr); ok {
				element = pair.Value
			}
			next, err := f.fold(element, in)
			if err != nil {
				return nil, err
			}
			all = product(all, next, func(a, b value) value { return slices.Concat(a, b) })
		}
		return all, nil
	case *ast.IndexExpr:
		return f.elements(e.X, in)
	case *ast.CallExpr:
		return f.call(e, 0, in)
	}
	return nil, f.cannot(e, fmt.Sprintf("is a %T", e))
}

// variable follows a name.
func (f *folder) variable(e ast.Expr, of types.Object, in *binding) ([]value, error) {
	if _, ok := of.(*types.Var); !ok {
		return nil, f.cannot(e, "has no value that is known")
	}
	var now []value
	if owner, ok := f.owners[of]; ok {
		given, err := f.given(e, owner, in)
		if err != nil {
			return nil, err
		}
		now = given
	} else if len(f.writes[of]) == 0 {
		return nil, f.cannot(e, "is never given a value")
	}
	local := of.Parent() != nil && of.Parent() != of.Pkg().Scope()
	var entry, before []value // what it was at a switch, and before a write
	var last write
	for _, w := range f.writes[of] {
		if local && w.pos > e.Pos() {
			continue
		}
		switch {
		case w.choice == nil:
			before = now
		case w.choice != last.choice: // the first of a switch
			entry, before = now, now
			if w.choice.End() <= e.Pos() && f.settles(w.choice, of) {
				now = nil
			}
		case w.block != last.block: // of another case
			before = entry
		}
		last = w
		next, err := f.written(of, w, before, in)
		if err != nil {
			return nil, err
		}
		if local && w.block != nil && w.block.Pos() <= e.Pos() && e.Pos() < w.block.End() {
			now = next // it is always run before
		} else {
			now = distinct(slices.Concat(now, next))
		}
		before = next
		if len(now) > maxValues {
			return nil, f.cannot(e, "can be too much")
		}
	}
	return now, nil
}

// written returns what a variable can be after a write, given what it can be
// before.
func (f *folder) written(of types.Object, w write, before []value, in *binding) ([]value, error) {
	if w.from == nil {
		if _, list := of.Type().Underlying().(*types.Slice); list {
			return []value{{}}, nil
		}
		return []value{{""}}, nil
	}
	// The list that grows is known, as it was before: this is no circle.
	if call, ok := w.from.(*ast.CallExpr); ok && len(call.Args) > 0 && f.object(call.Args[0]) == of && f.isAppend(call) {
		return f.appended(before, call, in)
	}
	if sum, ok := w.from.(*ast.BinaryExpr); ok && sum.Op == token.ADD && f.object(sum.X) == of {
		next, err := f.fold(sum.Y, in)
		return product(before, next, func(a, b value) value { return value{one(a) + one(b)} }), err
	}
	var next []value
	var err error
	switch call, ok := w.from.(*ast.CallExpr); {
	case w.elements:
		next, err = f.elements(w.from, in)
	case ok:
		next, err = f.call(call, w.result, in)
	default:
		next, err = f.fold(w.from, in)
	}
	if w.adds {
		next = product(before, next, func(a, b value) value { return value{one(a) + one(b)} })
	}
	return next, err
}

// given returns what a parameter can be: the argument of the call that is being
// followed, or else those of all calls there are.
func (f *folder) given(e ast.Expr, owner place, in *binding) ([]value, error) {
	for b := in; b != nil; b = b.in {
		if b.of == owner.of {
			return f.argument(e, b.args, owner.index, b.in)
		}
	}
	if len(f.callers[owner.of]) == 0 {
		return nil, f.cannot(e, "belongs to a function that nobody calls by its name")
	}
	f.open[owner.of] = true
	var all []value
	for _, call := range f.callers[owner.of] {
		some, err := f.argument(e, call.Args, owner.index, nil)
		if err != nil {
			return nil, err
		}
		all = distinct(slices.Concat(all, some))
	}
	return all, nil
}

func (f *folder) argument(e ast.Expr, args []ast.Expr, index int, in *binding) ([]value, error) {
	if index >= len(args) {
		return nil, f.cannot(e, "is not among the arguments")
	}
	return f.fold(args[index], in)
}

func (f *folder) elements(e ast.Expr, in *binding) ([]value, error) {
	lists, err := f.fold(e, in)
	var all []value
	for _, list := range lists {
		for _, text := range list {
			all = append(all, value{text})
		}
	}
	return distinct(all), err
}

// call returns what one result of a call can be.
func (f *folder) call(call *ast.CallExpr, result int, in *binding) ([]value, error) {
	if f.info.Types[call.Fun].IsType() {
		return f.fold(call.Args[0], in)
	}
	if f.isAppend(call) {
		before, err := f.fold(call.Args[0], in)
		if err != nil {
			return nil, err
		}
		return f.appended(before, call, in)
	}
	of := f.object(call.Fun)
	if of != nil && of.Pkg() != nil && of.Pkg().Path() == module+"/internal/access" && of.Name() == "Visible" {
		return f.visible(call, in)
	}
	if of == nil {
		return f.library(call, in)
	}
	callee, ok := f.functions[of]
	if !ok {
		return nil, f.cannot(call, "calls a function that is unknown")
	}
	var all []value
	err := f.returns(callee, func(back *ast.ReturnStmt) error {
		inside := &binding{of, call.Args, in}
		var some []value
		var err error
		switch {
		case len(back.Results) == 0:
			name := *names(callee.signature.Results)[result]
			of := f.info.Defs[names(callee.signature.Results)[result]]
			name.NamePos = back.Pos()
			some, err = f.variable(&name, of, inside)
		case len(back.Results) == 1 && result > 0:
			some, err = f.call(back.Results[0].(*ast.CallExpr), result, inside)
		case len(back.Results) == 1:
			some, err = f.fold(back.Results[0], inside)
		default:
			some, err = f.fold(back.Results[result], inside)
		}
		all = distinct(slices.Concat(all, some))
		return err
	})
	return all, err
}

// returns visits the returns of a function, not those of closures in it.
func (f *folder) returns(callee *function, visit func(*ast.ReturnStmt) error) (err error) {
	ast.Inspect(callee.body, func(n ast.Node) bool {
		if _, closure := n.(*ast.FuncLit); closure || err != nil {
			return false
		}
		if back, ok := n.(*ast.ReturnStmt); ok {
			err = visit(back)
		}
		return true
	})
	return err
}

func (f *folder) isAppend(call *ast.CallExpr) bool {
	builtin, ok := f.object(call.Fun).(*types.Builtin)
	return ok && builtin.Name() == "append"
}

func (f *folder) appended(before []value, call *ast.CallExpr, in *binding) ([]value, error) {
	for _, arg := range call.Args[1:] {
		next, err := f.fold(arg, in)
		if err != nil {
			return nil, err
		}
		before = product(before, next, func(a, b value) value { return slices.Concat(a, b) })
	}
	return before, nil
}

// visible asks access itself for its condition, as a person and as the system:
// its parts belong together, which reading it would not show.
func (f *folder) visible(call *ast.CallExpr, in *binding) ([]value, error) {
	action := f.info.Types[call.Args[1]].Value
	if action == nil {
		return nil, f.cannot(call, "asks about an action that is not constant")
	}
	aliases, err := f.fold(call.Args[2], in)
	var all []value
	for _, alias := range aliases {
		for _, actor := range []access.Actor{{Person: id.Person("somebody")}, access.System(access.ViaJob)} {
			condition, _ := access.Visible(actor, access.Action(constant.StringVal(action)), one(alias))
			all = append(all, value{condition})
		}
	}
	return all, err
}

// library knows the functions of the standard library that make texts.
func (f *folder) library(call *ast.CallExpr, in *binding) ([]value, error) {
	switch f.foreign(call.Fun) {
	case "strings.Join":
		return f.both(call.Args[0], call.Args[1], in, func(list, by value) value { return value{strings.Join(list, one(by))} })
	case "strings.Repeat": // once stands for any number
		return f.fold(call.Args[0], in)
	case "strings.TrimSpace":
		all, err := f.fold(call.Args[0], in)
		for i := range all {
			all[i] = value{strings.TrimSpace(one(all[i]))}
		}
		return all, err
	case "slices.Concat":
		all := []value{{}}
		for _, arg := range call.Args {
			next, err := f.fold(arg, in)
			if err != nil {
				return nil, err
			}
			all = product(all, next, func(a, b value) value { return slices.Concat(a, b) })
		}
		return all, nil
	case "fmt.Sprintf":
		return f.sprintf(call, in)
	}
	return nil, f.cannot(call, "calls a function that is unknown")
}

// plainVerbs makes every verb take a text.
var plainVerbs = strings.NewReplacer("%%", "%%", "%d", "%s", "%v", "%s")

// sprintf puts texts in where they are known, and 1 for any number.
func (f *folder) sprintf(call *ast.CallExpr, in *binding) ([]value, error) {
	all, err := f.fold(call.Args[0], in)
	for _, arg := range call.Args[1:] {
		if err != nil {
			return nil, err
		}
		texts := []value{{"1"}}
		if kind, ok := f.info.Types[arg].Type.Underlying().(*types.Basic); !ok || kind.Info()&types.IsInteger == 0 {
			texts, err = f.fold(arg, in)
		}
		all = product(all, texts, func(a, b value) value { return slices.Concat(a, value{one(b)}) })
	}
	for i, v := range all {
		args := make([]any, len(v)-1)
		for j, text := range v[1:] {
			args[j] = text
		}
		all[i] = value{fmt.Sprintf(plainVerbs.Replace(v[0]), args...)}
	}
	return all, err
}

func (f *folder) both(x, y ast.Expr, in *binding, join func(a, b value) value) ([]value, error) {
	left, err := f.fold(x, in)
	if err != nil {
		return nil, err
	}
	right, err := f.fold(y, in)
	return product(left, right, join), err
}

func (f *folder) cannot(e ast.Expr, why string) error {
	return fmt.Errorf("%s: %s %s", f.set.Position(e.Pos()), types.ExprString(e), why)
}

func one(v value) string { return strings.Join(v, "") }

func product(left, right []value, join func(a, b value) value) []value {
	all := make([]value, 0, len(left)*len(right))
	for _, a := range left {
		for _, b := range right {
			all = append(all, join(a, b))
		}
	}
	return distinct(all)
}

func distinct(all []value) []value {
	seen := map[string]bool{}
	return slices.DeleteFunc(all, func(v value) bool {
		key := strings.Join(v, "\x00")
		known := seen[key]
		seen[key] = true
		return known
	})
}
