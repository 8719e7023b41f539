package paysplit_test

import (
	"go/ast"
	"go/types"
	"path"
	"strings"
)

// ownVerifiers checks that the verifiers of a package, its files verify*.go, call no
// function or method of its other files: a fault that both shared would be verified.
func ownVerifiers(p *unit, except *exceptions) (found []finding) {
	p.walk(func(_ *ast.File, node ast.Node, _ []ast.Node) {
		name, is := node.(*ast.Ident)
		if !is || !p.isVerifier(p.fset.Position(name.Pos()).Filename) {
			return
		}
		f, is := p.info.Uses[name].(*types.Func)
		if !is || f.Pkg() == nil || f.Pkg().Path() != module+"/"+p.dir || p.isVerifier(p.fset.Position(f.Pos()).Filename) {
			return
		}
		if !except.has(p.dir + "." + f.Name()) {
			found = p.at(found, name.Pos(), "a verifier calls %s, which it is to check: write it anew", f.Name())
		}
	})
	return found
}

// isVerifier reports whether a file is a verifier's.
func (p *unit) isVerifier(file string) bool { return strings.HasPrefix(path.Base(file), "verify") }
