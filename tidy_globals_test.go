package paysplit_test

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// noMutableGlobals checks what a package declares outside its functions, and
// that nothing writes to it, nor to such a variable of another package.
func noMutableGlobals(p *unit, except *exceptions) (found []finding) {
	p.walk(func(_ *ast.File, node ast.Node, above []ast.Node) {
		switch node := node.(type) {
		case *ast.ValueSpec:
			if !isGlobal(node, above) {
				return
			}
			for i, name := range node.Names {
				if why := p.badGlobal(node, i); why != "" && !except.has(p.dir+"."+name.Name) {
					found = p.at(found, name.Pos(), "%s is %s: make it a constant, an array, or an argument", name.Name, why)
				}
			}
		case *ast.Ident:
			if v, ok := p.info.Uses[node].(*types.Var); ok && v.Parent() != nil && v.Parent() == v.Pkg().Scope() {
				if why := p.misuse(node, above); why != "" {
					found = p.at(found, node.Pos(), "the package-level %s %s: copy it into a local variable first", node.Name, why)
				}
			}
		}
	})
	return found
}

// isGlobal reports whether a spec declares package-level variables.
func isGlobal(spec *ast.ValueSpec, above []ast.Node) bool {
	decl, ok := above[len(above)-1].(*ast.GenDecl)
	return ok && decl.Tok == token.VAR && len(above) == 2 // the file and the declaration
}

// badGlobal says why variable i of a package-level spec may be none, or nothing.
func (p *unit) badGlobal(spec *ast.ValueSpec, i int) string {
	name := spec.Names[i]
	if name.Name == "_" || i < len(spec.Values) && p.isSentinel(spec.Values[i]) {
		return ""
	}
	switch t := p.info.Defs[name].Type().Underlying().(type) {
	case *types.Array, *types.Slice, *types.Map:
		switch {
		case name.IsExported():
			return "a table that every caller could write to"
		case !isPlain(elem(t)):
			return "a table of elements that could be written to through a copy"
		}
		return ""
	}
	return "neither an error sentinel (money.NewRule) nor a table"
}

// isSentinel reports whether a value is a call of money.NewRule.
func (p *unit) isSentinel(value ast.Expr) bool {
	call, ok := value.(*ast.CallExpr)
	return ok && p.callee(call) == module+"/money.NewRule"
}

// elem returns the type of the elements of a table.
func elem(t types.Type) types.Type { return t.(interface{ Elem() types.Type }).Elem() }

// isPlain reports whether a copy of a value shares nothing with it that can be
// written to. Rules and functions cannot.
func isPlain(t types.Type) bool {
	if pointer, ok := t.(*types.Pointer); ok {
		return pointer.Elem().String() == module+"/money.Rule"
	}
	switch t := t.Underlying().(type) {
	case *types.Basic, *types.Signature:
		return true
	case *types.Array:
		return isPlain(t.Elem())
	case *types.Struct:
		return !slices.ContainsFunc(slices.Collect(t.Fields()), func(f *types.Var) bool { return !isPlain(f.Type()) })
	}
	return false
}

// misuse says what is done to a package-level variable that could change it, or
// nothing. It climbs from the name to the whole operand, v[i].f, and looks at
// what stands above.
func (p *unit) misuse(name *ast.Ident, above []ast.Node) string {
	operand, rest := p.operand(name, above)
	if len(rest) == 0 {
		return ""
	}
	switch parent := rest[len(rest)-1].(type) {
	case *ast.AssignStmt:
		if slices.Contains(parent.Lhs, operand) {
			return "is assigned to"
		}
	case *ast.IncDecStmt:
		return "is counted with"
	case *ast.UnaryExpr:
		if parent.Op == token.AND {
			return "has its address taken"
		}
	case *ast.RangeStmt:
		if parent.Key == operand || parent.Value == operand {
			return "is a loop's variable"
		}
		return ""
	case *ast.BinaryExpr:
		return "" // compared
	case *ast.SliceExpr:
		if _, isString := p.info.TypeOf(operand).Underlying().(*types.Basic); parent.X == operand && !isString {
			return "is sliced, and can be written to through the slice"
		}
	case *ast.SelectorExpr:
		if p.takesAddress(parent) {
			return "has its address taken by the method " + parent.Sel.Name
		}
	case *ast.CallExpr:
		if builtin, ok := p.info.Uses[calleeIdent(parent)].(*types.Builtin); ok && (builtin.Name() == "len" || builtin.Name() == "cap") {
			return ""
		}
	}
	switch p.info.TypeOf(operand).Underlying().(type) {
	case *types.Slice, *types.Map:
		return "is handed on, and can be written to there"
	}
	return ""
}

// operand returns the longest v[i].f that begins at the name, and what is above
// it.
func (p *unit) operand(name *ast.Ident, above []ast.Node) (ast.Expr, []ast.Node) {
	var operand ast.Expr = name
	for ; len(above) > 0; above = above[:len(above)-1] {
		switch parent := above[len(above)-1].(type) {
		case *ast.ParenExpr:
			operand = parent
			continue
		case *ast.IndexExpr:
			if parent.X == operand {
				operand = parent
				continue
			}
		case *ast.StarExpr:
			operand = parent
			continue
		case *ast.SelectorExpr:
			selection := p.info.Selections[parent]
			if parent.Sel == name && operand == name || selection != nil && selection.Kind() == types.FieldVal {
				operand = parent // package.name, or a field
				continue
			}
		}
		break
	}
	return operand, above
}

// takesAddress reports whether a method value or call has a pointer receiver and
// an operand that is none.
func (p *unit) takesAddress(selector *ast.SelectorExpr) bool {
	selection := p.info.Selections[selector]
	if selection == nil || selection.Kind() != types.MethodVal {
		return false
	}
	_, byPointer := selection.Obj().(*types.Func).Signature().Recv().Type().(*types.Pointer)
	_, isPointer := selection.Recv().Underlying().(*types.Pointer)
	return byPointer && !isPointer
}

// calleeIdent returns the name of a function that is called by its bare name.
func calleeIdent(call *ast.CallExpr) *ast.Ident {
	id, _ := ast.Unparen(call.Fun).(*ast.Ident)
	return id
}
