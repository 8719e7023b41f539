package wire_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"slices"
	"testing"

	"github.com/paysplit/paysplit/wire"
)

// checkRun runs one operation on any input: it must answer with JSON, or refuse
// with a listed code, and the second answer must equal the first.
func checkRun(t *testing.T, op string, input []byte) {
	t.Helper()
	out, err := wire.Run(op, input)
	again, errAgain := wire.Run(op, input)
	if !bytes.Equal(out, again) || (err == nil) != (errAgain == nil) {
		t.Fatalf("%s: two answers to one document: %s, %v and %s, %v", op, out, err, again, errAgain)
	}
	if err == nil {
		if !json.Valid(out) {
			t.Fatalf("%s: the answer is not JSON: %s", op, out)
		}
		return
	}
	var e *wire.Error
	if !errors.As(err, &e) || out != nil {
		t.Fatalf("%s: %v with %s", op, err, out)
	}
	listed := false
	for _, rule := range wire.Codes() {
		listed = listed || rule.Code() == e.Rule.Code()
	}
	if !listed || e.Rule.Code() == "INTERNAL" || e.Message == "" {
		t.Fatalf("%s: code %q, message %q", op, e.Rule.Code(), e.Message)
	}
	if doc := e.AppendJSON(nil); !json.Valid(doc) {
		t.Fatalf("%s: the error document is not JSON: %s", op, doc)
	}
}

// FuzzRun gives every operation whatever the fuzzer thinks of.
func FuzzRun(f *testing.F) {
	ops := wire.Ops()
	for i := range ops {
		f.Add(uint8(i), []byte(`{"explain":true,"currency":"JPY","digits":"3"}`))
	}
	f.Add(uint8(0), []byte(`{"first":"2024-01-31","frequency":"OrdinalWeekday","count":40,"fifthWeekday":"skip"}`))
	f.Add(uint8(3), []byte(plan))
	for i, op := range ops {
		f.Add(uint8(i), []byte(op.Example))
	}
	allocPay := uint8(slices.IndexFunc(ops, func(op wire.Op) bool { return op.Name == "alloc.pay" }))
	f.Add(allocPay, []byte(account))
	for _, group := range [][]badInput{badDocuments, badFields, badValues, brokenRules} {
		for _, test := range group {
			f.Add(allocPay, []byte(test.input))
		}
	}
	validate := uint8(slices.IndexFunc(ops, func(op wire.Op) bool { return op.Name == "checkset.validate" }))
	f.Add(validate, []byte(apiBody))
	for _, test := range badCheckSets {
		f.Add(validate, []byte(test.input))
	}
	if family, err := os.ReadFile("../examples/family.json"); err == nil {
		f.Add(allocPay, family)
	}
	f.Fuzz(func(t *testing.T, op uint8, input []byte) {
		checkRun(t, ops[int(op)%len(ops)].Name, input)
	})
}

// FuzzLine gives a batch any line: the answer is always one line of JSON.
func FuzzLine(f *testing.F) {
	f.Add([]byte(`{"id":1,"op":"plan.payment","input":{"principal":"10","numberOfPayments":4}}`))
	f.Add([]byte(`{"id":"\ud800","op":1,"input":{}}`))
	f.Fuzz(func(t *testing.T, line []byte) {
		out, _ := wire.AppendLine(nil, line, 1, wire.Options{})
		if !json.Valid(out) || bytes.ContainsRune(out, '\n') {
			t.Fatalf("%s\nis answered with %s", line, out)
		}
	})
}
