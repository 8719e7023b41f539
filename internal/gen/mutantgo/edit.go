package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
)

// edit is a mutant: an operator in a file, and what stands there instead.
type edit struct {
	file         string
	offset       int // in bytes
	from, to     token.Token
	line, column int
}

func (e edit) key() string { return fmt.Sprintf("%s:%d:%d %s", e.file, e.line, e.column, e.to) }

// boundary reports whether the mutant moves the boundary of a comparison, and does not
// turn it around.
func (e edit) boundary() bool {
	switch e.from {
	case token.LSS, token.LEQ, token.GTR, token.GEQ:
		return e.to == instead[e.from][0]
	}
	return false
}

// instead lists the operators that gremlins puts in place of one.
var instead = map[token.Token][]token.Token{
	token.ADD: {token.SUB},
	token.SUB: {token.ADD},
	token.MUL: {token.QUO},
	token.QUO: {token.MUL},
	token.REM: {token.MUL},
	token.INC: {token.DEC},
	token.DEC: {token.INC},
	token.EQL: {token.NEQ},
	token.NEQ: {token.EQL},
	token.LSS: {token.LEQ, token.GEQ},
	token.LEQ: {token.LSS, token.GTR},
	token.GTR: {token.GEQ, token.LEQ},
	token.GEQ: {token.GTR, token.LSS},
}

// operator is an operator of a file.
type operator struct {
	tok token.Token
	pos token.Pos
}

// operators lists the operators of a node in the order in which ast.Inspect meets them.
func operators(root ast.Node) (ops []operator) {
	ast.Inspect(root, func(node ast.Node) bool {
		switch n := node.(type) {
		case *ast.BinaryExpr:
			ops = append(ops, operator{n.Op, n.OpPos})
		case *ast.UnaryExpr:
			ops = append(ops, operator{n.Op, n.OpPos})
		case *ast.IncDecStmt:
			ops = append(ops, operator{n.Tok, n.TokPos})
		}
		return true
	})
	return ops
}

// edits lists the mutants of a node.
func edits(fset *token.FileSet, file string, root ast.Node) (all []edit) {
	for _, op := range operators(root) {
		at := fset.Position(op.pos)
		for _, to := range instead[op.tok] {
			all = append(all, edit{file: file, offset: at.Offset, from: op.tok, to: to, line: at.Line, column: at.Column})
		}
	}
	return all
}

// changed finds the operator in which a file differs from what it was. Only the
// operators are compared, because gremlins prints the whole file anew.
func changed(was, is string) (edit, error) {
	fset := token.NewFileSet()
	old, err := parser.ParseFile(fset, was, nil, parser.SkipObjectResolution)
	if err != nil {
		return edit{}, err
	}
	now, err := parser.ParseFile(fset, is, nil, parser.SkipObjectResolution)
	if err != nil {
		return edit{}, err
	}
	before, after := operators(old), operators(now)
	for i, op := range before {
		if i < len(after) && after[i].tok != op.tok {
			at := fset.Position(op.pos)
			return edit{file: is, from: op.tok, to: after[i].tok, line: at.Line, column: at.Column}, nil
		}
	}
	return edit{}, fmt.Errorf("%s: no operator differs from %s", is, was)
}
