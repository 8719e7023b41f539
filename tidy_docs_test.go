package paysplit_test

import (
	"go/ast"
	"go/token"
	"path"
	"slices"
	"strings"
	"unicode"
)

// exportedDocs checks the comments of what a user of the package can name.
func exportedDocs(p *unit, _ *exceptions) (found []finding) {
	for _, file := range p.files {
		if file.test() {
			continue
		}
		for _, decl := range file.ast.Decls {
			switch decl := decl.(type) {
			case *ast.FuncDecl:
				if decl.Name.IsExported() && receiverIsExported(decl) && !names(decl.Doc, decl.Name) {
					found = p.undocumented(found, decl.Name)
				}
			case *ast.GenDecl:
				for _, spec := range decl.Specs {
					for _, name := range bare(decl, spec) {
						found = p.undocumented(found, name)
					}
				}
			}
		}
	}
	return found
}

func (p *unit) undocumented(found []finding, name *ast.Ident) []finding {
	return p.at(found, name.Pos(), "%s is exported and its comment does not begin with %q: say what it is in a sentence that does", name.Name, name.Name)
}

// receiverIsExported reports whether a function has no receiver or one that users
// can name.
func receiverIsExported(decl *ast.FuncDecl) bool {
	return decl.Recv == nil || ast.IsExported(receiver(decl))
}

// receiver returns the name of the type that a method is of, or "".
func receiver(decl *ast.FuncDecl) string {
	if decl.Recv == nil || len(decl.Recv.List) == 0 {
		return ""
	}
	for expr := decl.Recv.List[0].Type; ; {
		switch e := expr.(type) {
		case *ast.StarExpr:
			expr = e.X
		case *ast.ParenExpr:
			expr = e.X
		case *ast.IndexExpr:
			expr = e.X
		case *ast.IndexListExpr:
			expr = e.X
		case *ast.Ident:
			return e.Name
		default:
			return ""
		}
	}
}

// bare returns the exported names of a spec that lack their comment.
func bare(decl *ast.GenDecl, spec ast.Spec) []*ast.Ident {
	grouped := decl.Lparen.IsValid()
	switch spec := spec.(type) {
	case *ast.TypeSpec:
		doc := spec.Doc
		if !grouped {
			doc = decl.Doc
		}
		if spec.Name.IsExported() && !names(doc, spec.Name) {
			return []*ast.Ident{spec.Name}
		}
	case *ast.ValueSpec:
		exported := slices.DeleteFunc(slices.Clone(spec.Names), func(name *ast.Ident) bool { return !name.IsExported() })
		if len(exported) == 0 || grouped && (decl.Doc.Text() != "" || spec.Doc.Text() != "" || spec.Comment.Text() != "") {
			return nil
		}
		if !names(decl.Doc, exported[0]) {
			return exported
		}
	}
	return nil
}

// names reports whether a comment begins with the name.
func names(doc *ast.CommentGroup, name *ast.Ident) bool {
	rest, ok := strings.CutPrefix(doc.Text(), name.Name)
	return ok && rest != "" && !unicode.IsLetter(rune(rest[0])) && !unicode.IsDigit(rune(rest[0])) && rest[0] != '_'
}

// packageDocs checks that one file of the package has its doc. A package of tests
// alone has it in one of them.
func packageDocs(p *unit, _ *exceptions) []finding {
	first, onlyTests := token.NoPos, !slices.ContainsFunc(p.files, func(file *source) bool { return !file.test() })
	for _, file := range p.files {
		if file.test() && !onlyTests {
			continue
		}
		if first == token.NoPos {
			first = file.ast.Package
		}
		want := "Package " + strings.TrimSuffix(file.ast.Name.Name, "_test") + " "
		if file.ast.Name.Name == "main" {
			want = "Command " + path.Base(p.dir) + " "
		}
		if strings.HasPrefix(file.ast.Doc.Text(), want) {
			return nil
		}
	}
	return p.at(nil, first, "package %s has no doc: begin the comment above a package clause with %q or, of a main package, %q",
		p.dir, "Package "+path.Base(p.dir), "Command "+path.Base(p.dir))
}
