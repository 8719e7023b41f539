package wire_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/paysplit/paysplit/wire"
)

// TestCodesAreUnique shows that a code names one rule.
func TestCodesAreUnique(t *testing.T) {
	seen := map[string]bool{}
	for _, rule := range wire.Codes() {
		if seen[rule.Code()] {
			t.Errorf("%s is there twice", rule.Code())
		}
		seen[rule.Code()] = true
		if rule.Error() == "" || strings.ToUpper(rule.Code()) != rule.Code() {
			t.Errorf("%s: a code is in capitals and has a sentence", rule.Code())
		}
	}
}

// TestCodesAreComplete shows that every rule of every package is in the table:
// it reads the sources for calls of NewRule.
func TestCodesAreComplete(t *testing.T) {
	listed := map[string]bool{}
	for _, rule := range wire.Codes() {
		listed[rule.Code()] = true
	}
	found := 0
	for _, dir := range []string{"../money", "../schedule", "../amortize", "../split", "../alloc", "../claimcheck", ".", "../cmd/paysplit"} {
		files, _ := filepath.Glob(dir + "/*.go")
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			for _, code := range rulesIn(t, file) {
				found++
				if !listed[code] {
					t.Errorf("%s has the rule %s, which Codes does not list", file, code)
				}
			}
		}
	}
	if found != len(listed) {
		t.Errorf("the sources have %d rules, Codes lists %d", found, len(listed))
	}
}

// rulesIn returns the codes of the rules that a file makes.
func rulesIn(t *testing.T, file string) []string {
	t.Helper()
	parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var codes []string
	ast.Inspect(parsed, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || len(call.Args) != 4 {
			return true
		}
		name := ""
		switch f := call.Fun.(type) {
		case *ast.Ident:
			name = f.Name
		case *ast.SelectorExpr:
			name = f.Sel.Name
		}
		if literal, ok := call.Args[1].(*ast.BasicLit); ok && name == "NewRule" {
			codes = append(codes, strings.Trim(literal.Value, `"`))
		}
		return true
	})
	return codes
}

// TestCodesPageIsUpToDate makes the page of codes anew and compares.
func TestCodesPageIsUpToDate(t *testing.T) {
	file := filepath.Join(t.TempDir(), "codes.md")
	if out, err := exec.Command("go", "run", "../internal/gen/codes", "-out", file).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile("../docs/codes.md"); err != nil || string(got) != string(want) {
		t.Errorf("docs/codes.md is stale (%v): run make generate", err)
	}
}
