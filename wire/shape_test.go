package wire_test

import (
	"strings"
	"testing"

	"github.com/paysplit/paysplit/wire"
)

// TestNamesOfAShapeAreUnique shows that no name or alias of an object stands for
// two fields, apart from the case of the first letter where both are listed, and
// that a shape has no more fields than the decoder has bits for.
func TestNamesOfAShapeAreUnique(t *testing.T) {
	var check func(path string, fields []wire.Field)
	check = func(path string, fields []wire.Field) {
		if len(fields) > 64 {
			t.Errorf("%s has %d fields; the decoder keeps track of 64", path, len(fields))
		}
		seen := map[string]bool{}
		for _, f := range fields {
			if f.Doc == "" {
				t.Errorf("%s.%s has no documentation", path, f.Name)
			}
			for _, name := range append([]string{f.Name}, f.Aliases...) {
				if seen[name] {
					t.Errorf("%s.%s stands for two fields", path, name)
				}
				seen[name] = true
			}
			check(path+"."+f.Name, f.Fields)
		}
	}
	for _, op := range wire.Ops() {
		if group, verb, ok := strings.Cut(op.Name, "."); !ok || group == "" || verb == "" || op.Summary == "" {
			t.Errorf("%q: an operation is group.verb with a summary", op.Name)
		}
		if _, err := wire.Run(op.Name, []byte(op.Example)); err != nil {
			t.Errorf("%s: its example: %v", op.Name, err)
		}
		check(op.Name, wire.Describe(op.Name))
	}
	if wire.Describe("no.such") != nil {
		t.Error("an unknown operation has fields")
	}
}
