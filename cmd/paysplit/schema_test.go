package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/jsonschema-go/jsonschema"
	"github.com/paysplit/paysplit/wire"
)

// schemaOf reads the embedded schema of an operation, ready to validate.
func schemaOf(t *testing.T, op string) *jsonschema.Resolved {
	t.Helper()
	text, err := schemas.ReadFile("schemas/" + op + ".json")
	if err != nil {
		t.Fatal(err)
	}
	var schema jsonschema.Schema
	if err := json.Unmarshal(text, &schema); err != nil {
		t.Fatal(err)
	}
	resolved, err := schema.Resolve(nil)
	if err != nil {
		t.Fatal(err)
	}
	return resolved
}

// validate checks a document against a schema.
func validate(t *testing.T, schema *jsonschema.Resolved, document []byte) error {
	t.Helper()
	var value any
	if err := json.Unmarshal(document, &value); err != nil {
		t.Fatal(err)
	}
	return schema.Validate(value)
}

// beyondSchema are the codes of cases that a schema refuses too.
var beyondSchema = []string{"UNKNOWN_FIELD", "UNKNOWN_VALUE"}

// TestSchemasAreUpToDate makes the schemas anew and compares.
func TestSchemasAreUpToDate(t *testing.T) {
	dir := t.TempDir()
	if out, err := exec.Command("go", "run", "../../internal/gen/schema", "-out", dir).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	embedded, err := schemas.ReadDir("schemas")
	if err != nil || len(embedded) != len(wire.Ops()) {
		t.Fatalf("%d schemas for %d operations, %v", len(embedded), len(wire.Ops()), err)
	}
	for _, entry := range embedded {
		want, err := os.ReadFile(filepath.Join(dir, entry.Name()))
		if err != nil {
			t.Fatal(err)
		}
		if got, err := schemas.ReadFile("schemas/" + entry.Name()); err != nil || string(got) != string(want) {
			t.Errorf("%s is stale (%v): run make generate", entry.Name(), err)
		}
	}
}

// TestExamplesAreValid shows that the schemas accept the examples.
func TestExamplesAreValid(t *testing.T) {
	for file, op := range map[string]string{"family": "alloc.pay", "plan": "plan.schedule", "plan-second-tuesday": "plan.schedule", "copay": "split.plan", "checkset": "checkset.validate", "check-claimcenter": "checkset.validate", "check": "claim.batch"} {
		document, err := os.ReadFile("../../examples/" + file + ".json")
		if err != nil {
			t.Fatal(err)
		}
		if err := validate(t, schemaOf(t, op), document); err != nil {
			t.Errorf("%s: %v", file, err)
		}
	}
}

// TestVectorsAreValid shows that the schemas accept every document of the
// conformance cases whose operation is there.
func TestVectorsAreValid(t *testing.T) {
	files, err := filepath.Glob("../../testdata/vectors/*.json")
	if err != nil {
		t.Fatal(err)
	}
	ops, known := wire.Ops(), map[string]*jsonschema.Resolved{}
	checked := 0
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var list struct {
			Vectors []struct {
				ID, Op      string
				Input       json.RawMessage
				ExpectError string
			}
		}
		if err := json.Unmarshal(text, &list); err != nil {
			t.Fatal(err)
		}
		for _, v := range list.Vectors {
			if !slices.ContainsFunc(ops, func(op wire.Op) bool { return op.Name == v.Op }) {
				continue
			}
			checked++
			if known[v.Op] == nil {
				known[v.Op] = schemaOf(t, v.Op)
			}
			if err := validate(t, known[v.Op], v.Input); (err != nil) != slices.Contains(beyondSchema, v.ExpectError) {
				t.Errorf("%s: %v", v.ID, err)
			}
		}
	}
	if checked == 0 {
		t.Error("no case was checked")
	}
}

// TestSchemaRefuses shows what a schema catches: an unknown name, a wrong type, a
// word that does not exist, an amount with letters.
func TestSchemaRefuses(t *testing.T) {
	for _, document := range []string{
		`{"paymnet":{}}`, `{"family":{}}`, `{"charges":[{"status":"X"}]}`, `{"payment":{"amount":"12 USD"}}`, `{"today":"1/2/2026"}`, `{"Family":{}}`, `{"Payment":{"amount":"12 USD"}}`,
	} {
		if err := validate(t, schemaOf(t, "alloc.pay"), []byte(document)); err == nil {
			t.Errorf("%s is accepted", document)
		}
	}
	if err := validate(t, schemaOf(t, "alloc.pay"), []byte(`{"payment":{"PatNum":"5","PayAmt":12.5}}`)); err != nil {
		t.Errorf("Open Dental's names are refused: %v", err)
	}
}

// TestSchemaCommand prints a schema, and names the nearest operation for one
// that does not exist.
func TestSchemaCommand(t *testing.T) {
	out, _, status := command(t, "", "schema", "alloc.pay")
	if status != exitOK || !json.Valid([]byte(out)) {
		t.Errorf("status %d, %s", status, out)
	}
}

// TestSchemaOfNothing is a malformed command line.
func TestSchemaOfNothing(t *testing.T) {
	out, errOut, status := command(t, "", "schema", "alloc.pya")
	if status != exitMalformed || out != "" || !json.Valid([]byte(errOut)) {
		t.Errorf("status %d, %s, %s", status, out, errOut)
	}
}
