package alloc_test

import (
	"go/ast"
	"go/doc"
	"go/parser"
	"go/token"
	"strings"
	"testing"
)

// TestTheManualTellsTheExample checks that the family of doc.go has the numbers
// that the package's example prints.
func TestTheManualTellsTheExample(t *testing.T) {
	files := token.NewFileSet()
	parse := func(name string) *ast.File {
		file, err := parser.ParseFile(files, name, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		return file
	}
	manual := parse("doc.go").Doc.Text()
	lines := 0
	for _, example := range doc.Examples(parse("example_test.go")) {
		if example.Name != "" {
			continue
		}
		for line := range strings.Lines(example.Output) {
			lines++
			if line = strings.TrimSpace(line); !strings.Contains(manual, line+"\n") {
				t.Errorf("the manual does not have the line %q", line)
			}
		}
	}
	if lines < 7 {
		t.Errorf("the package's example prints %d lines", lines)
	}
}
