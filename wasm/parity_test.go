package wasm_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"testing"
	"unicode/utf8"

	"github.com/paysplit/paysplit/internal/parity"
)

// generated is how many documents are made beside the conformance cases.
const generated = 2000

func cases(t *testing.T) []parity.Case {
	t.Helper()
	all, err := parity.Cases(os.DirFS("../testdata/vectors"), generated)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// TestCasesAreRich: every operation has results and errors to compare, hostile text is
// among them, and two runs make the same.
func TestCasesAreRich(t *testing.T) {
	all := cases(t)
	for _, n := range parity.Counts(all) {
		if n.Results < 5 || n.Refused < 5 {
			t.Errorf("%s: %d results and %d refused, want 5 of each", n.Op, n.Results, n.Refused)
		}
	}
	notText, conformance := 0, 0
	ids := map[string]bool{}
	for _, c := range all {
		if ids[c.ID] {
			t.Errorf("%s is there twice", c.ID)
		}
		ids[c.ID] = true
		if !utf8.Valid(c.Document) {
			notText++
		}
	}
	conformance = len(all) - generated
	if notText < 5 || conformance < 500 {
		t.Errorf("%d documents are no UTF-8, %d are conformance cases", notText, conformance)
	}
	if !reflect.DeepEqual(all, cases(t)) {
		t.Error("two runs make different cases")
	}
}

// TestTypesAreUpToDate makes the TypeScript types anew and compares.
func TestTypesAreUpToDate(t *testing.T) {
	file := filepath.Join(t.TempDir(), "operations.d.ts")
	if out, err := exec.Command("go", "run", "../internal/gen/schema", "-types", file).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile("npm/operations.d.ts"); err != nil || string(got) != string(want) {
		t.Errorf("npm/operations.d.ts is stale (%v): run make generate", err)
	}
}
