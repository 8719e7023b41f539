package paysplit_test

import "go/ast"

// The longest that a reader should have to hold in mind.
const (
	maxFile  = 600
	maxFunc  = 70
	maxTable = 100 // a test function with its table
)

// lengths checks the lines of files and of functions.
func lengths(p *unit, _ *exceptions) (found []finding) {
	for _, file := range p.files {
		if ast.IsGenerated(file.ast) {
			continue
		}
		if n := p.fset.File(file.ast.FileStart).LineCount(); n > maxFile {
			found = p.at(found, file.ast.Package, "the file has %d lines, more than %d: split it by concept", n, maxFile)
		}
		ast.Inspect(file.ast, func(node ast.Node) bool {
			switch node.(type) {
			case *ast.FuncDecl, *ast.FuncLit:
			default:
				return true
			}
			n := p.lines(node)
			switch rows := p.tableLines(node); {
			case n <= maxFunc || file.test() && n <= maxTable && n-rows <= maxFunc:
			case file.test() && rows > 0:
				found = p.at(found, node.Pos(), "the test has %d lines, %d without its table, more than %d and %d: make the table a variable or split the test", n, n-rows, maxTable, maxFunc)
			default:
				found = p.at(found, node.Pos(), "the function has %d lines, more than %d: let it decide and give the computing to others", n, maxFunc)
			}
			return false // what is inside is no longer
		})
	}
	return found
}

// lines returns how many lines a function takes up, without its doc comment.
func (p *unit) lines(function ast.Node) int {
	return p.fset.Position(function.End()).Line - p.fset.Position(function.Pos()).Line + 1
}

// tableLines returns how many lines in a function are rows of a table: the inside
// of a literal of a slice, array or map.
func (p *unit) tableLines(function ast.Node) (rows int) {
	ast.Inspect(function, func(node ast.Node) bool {
		literal, ok := node.(*ast.CompositeLit)
		if !ok {
			return true
		}
		switch literal.Type.(type) {
		case *ast.ArrayType, *ast.MapType:
			rows += max(0, p.fset.Position(literal.Rbrace).Line-p.fset.Position(literal.Lbrace).Line-1)
			return false
		}
		return true
	})
	return rows
}
