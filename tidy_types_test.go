package paysplit_test

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
)

// noFloats checks that no expression is a float, no type is made of one, and
// nothing computes with a type that is one underneath.
func noFloats(p *unit, except *exceptions) (found []finding) {
	p.walk(func(file *ast.File, node ast.Node, _ []ast.Node) {
		if what := p.float(node); what != "" && !except.has(p.fset.Position(file.Package).Filename) {
			found = p.at(found, node.Pos(), "%s: use integers, money.Amount.MulDiv or a decimal", what)
		}
	})
	return found
}

// float says what about a node is a float, or nothing.
func (p *unit) float(node ast.Node) string {
	switch node := node.(type) {
	case *ast.BasicLit:
		if isFloat(p.info.TypeOf(node)) { // 1e3 for an integer is one
			return "the literal " + node.Value + " is a float"
		}
	case *ast.Ident:
		object := p.info.ObjectOf(node)
		if object == nil {
			return ""
		}
		if pkg := object.Pkg(); pkg != nil && pkg.Path() == "math" && strings.HasPrefix(object.Name(), "Float") {
			return "math." + object.Name() + " is about floats"
		}
		if _, isType := object.(*types.TypeName); isType && isFloat(object.Type()) {
			return "the type " + node.Name
		}
		if _, isFunc := object.(*types.Func); !isFunc && isFloat(object.Type()) {
			return node.Name + " is a " + object.Type().String()
		}
	case *ast.UnaryExpr:
		if floatUnderneath(p.info.TypeOf(node.X)) {
			return "the operand of " + node.Op.String() + " is a float"
		}
	case *ast.AssignStmt:
		if node.Tok != token.ASSIGN && node.Tok != token.DEFINE && floatUnderneath(p.info.TypeOf(node.Lhs[0])) {
			return "the operands of " + node.Tok.String() + " are floats"
		}
	case *ast.BinaryExpr:
		if floatUnderneath(p.info.TypeOf(node.X)) || floatUnderneath(p.info.TypeOf(node.Y)) {
			return "the operands of " + node.Op.String() + " are floats"
		}
	case *ast.CallExpr:
		if isFloat(p.info.TypeOf(node)) || p.info.Types[node.Fun].IsType() && slices.ContainsFunc(node.Args, func(arg ast.Expr) bool { return floatUnderneath(p.info.TypeOf(arg)) }) {
			return "the call makes or converts a float"
		}
	}
	return ""
}

// isFloat reports whether a type is one of the language's own floats.
func isFloat(t types.Type) bool {
	if t == nil {
		return false
	}
	basic, ok := types.Unalias(t).(*types.Basic)
	return ok && basic.Info()&(types.IsFloat|types.IsComplex) != 0
}

func floatUnderneath(t types.Type) bool { return t != nil && isFloat(t.Underlying()) }

// clocks are the functions that know what time it is, or wait for it.
var clocks = []string{
	"time.Now", "time.Since", "time.Until", "time.After", "time.AfterFunc", "time.NewTicker", "time.NewTimer", "time.Sleep", "time.Tick",
	dates + ".Today", dates + ".TodayIn", dates + ".TodayUTC",
}

// noClock checks that nothing asks what day it is.
func noClock(p *unit, _ *exceptions) (found []finding) {
	p.walk(func(_ *ast.File, node ast.Node, _ []ast.Node) {
		id, ok := node.(*ast.Ident)
		if !ok {
			return
		}
		if f, ok := p.info.Uses[id].(*types.Func); ok && slices.Contains(clocks, f.FullName()) {
			found = p.at(found, node.Pos(), "%s reads the clock: take the day as an argument", f.Name())
		}
	})
	return found
}

// noGoroutines checks that there is no go statement, in a file of any platform.
func noGoroutines(p *unit, _ *exceptions) (found []finding) {
	for _, file := range p.files {
		if file.test() {
			continue
		}
		ast.Inspect(file.ast, func(node ast.Node) bool {
			if _, ok := node.(*ast.GoStmt); ok {
				found = p.at(found, node.Pos(), "starts a goroutine: return the result, and let the caller run calls side by side")
			}
			return true
		})
	}
	return found
}

// unchecked are the operators that wrap around, or stand for one that does.
var unchecked = []token.Token{
	token.ADD, token.SUB, token.MUL, token.QUO, token.REM, token.SHL, token.INC, token.DEC,
	token.ADD_ASSIGN, token.SUB_ASSIGN, token.MUL_ASSIGN, token.QUO_ASSIGN, token.REM_ASSIGN, token.SHL_ASSIGN,
}

// amountArithmetic checks that amounts meet only in money's checked operations.
func amountArithmetic(p *unit, except *exceptions) (found []finding) {
	if p.dir == "money" {
		return nil // where the checks are
	}
	p.walk(func(_ *ast.File, node ast.Node, above []ast.Node) {
		if op := p.amountOperator(node); slices.Contains(unchecked, op) && !except.has(p.place(above)) {
			found = p.at(found, node.Pos(), "%s on amounts in %s can wrap: use money's checked operations, or give the bound in TestAmountArithmetic", op, p.place(above))
		}
	})
	return found
}

// amountOperator returns the operator that a node applies to an amount at run
// time, or token.ILLEGAL.
func (p *unit) amountOperator(node ast.Node) token.Token {
	operands, op := []ast.Expr(nil), token.ILLEGAL
	switch node := node.(type) {
	case *ast.BinaryExpr:
		if p.info.Types[node].Value != nil {
			return token.ILLEGAL // a constant: the compiler checks it
		}
		operands, op = []ast.Expr{node.X, node.Y}, node.Op
	case *ast.UnaryExpr:
		if p.info.Types[node].Value == nil && node.Op == token.SUB {
			operands, op = []ast.Expr{node.X}, node.Op
		}
	case *ast.IncDecStmt:
		operands, op = []ast.Expr{node.X}, node.Tok
	case *ast.AssignStmt:
		operands, op = node.Lhs, node.Tok
	}
	if slices.ContainsFunc(operands, func(e ast.Expr) bool { return p.isAmount(e) }) {
		return op
	}
	return token.ILLEGAL
}

// isAmount reports whether an expression is a money.Amount.
func (p *unit) isAmount(e ast.Expr) bool {
	t := p.info.TypeOf(e)
	if t == nil {
		return false
	}
	named, ok := types.Unalias(t).(*types.Named)
	return ok && named.Obj().Name() == "Amount" && named.Obj().Pkg().Path() == module+"/money"
}

// noMapOrder checks that no loop runs over a map, nor over the iterators of
// package maps unless they are sorted at once.
func noMapOrder(p *unit, except *exceptions) (found []finding) {
	p.walk(func(_ *ast.File, node ast.Node, above []ast.Node) {
		if p.mapOrder(node, above) && !except.has(p.place(above)) {
			found = p.at(found, node.Pos(), "%s walks a map, whose order changes from run to run: walk a sorted slice, or give the reason in TestNoMapOrder", p.place(above))
		}
	})
	return found
}

// mapOrder reports whether a node sees the order of a map.
func (p *unit) mapOrder(node ast.Node, above []ast.Node) bool {
	switch node := node.(type) {
	case *ast.RangeStmt:
		_, isMap := p.info.TypeOf(node.X).Underlying().(*types.Map)
		return isMap
	case *ast.CallExpr:
		switch p.callee(node) {
		case "maps.All", "maps.Keys", "maps.Values":
			outer, _ := above[len(above)-1].(*ast.CallExpr)
			return outer == nil || !strings.HasPrefix(p.callee(outer), "slices.Sorted")
		}
	}
	return false
}

// callee returns the full name of the function that is called, such as
// "maps.Keys", or "".
func (p *unit) callee(call *ast.CallExpr) string {
	name, _ := ast.Unparen(call.Fun).(*ast.Ident)
	if selector, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok {
		name = selector.Sel
	}
	if f, ok := p.info.Uses[name].(*types.Func); ok && name != nil {
		return f.FullName()
	}
	return ""
}

// walk visits the nodes of the files that are built, with the nodes above each.
func (p *unit) walk(visit func(file *ast.File, node ast.Node, above []ast.Node)) {
	for _, file := range p.built {
		ast.PreorderStack(file, nil, func(node ast.Node, above []ast.Node) bool {
			visit(file, node, above)
			return true
		})
	}
}

// place names the declaration that nodes are in: "alloc.pour",
// "alloc.Allocator.settle", or a variable with a function in it.
func (p *unit) place(above []ast.Node) string {
	dir := p.dir + "."
	for _, node := range above {
		switch node := node.(type) {
		case *ast.FuncDecl:
			if of := receiver(node); of != "" {
				return dir + of + "." + node.Name.Name
			}
			return dir + node.Name.Name
		case *ast.ValueSpec:
			return dir + node.Names[0].Name
		}
	}
	return dir
}
