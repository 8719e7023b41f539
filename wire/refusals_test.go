package wire_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/paysplit/paysplit/wire"
)

// refusals lists every rule of alloc.pay that is not built yet, by a document
// that needs it. Whoever builds a rule takes its line out; the list ends empty.
var refusals = []struct {
	needs, path, input string
}{
	{"the due date of a strategy", "charges[0].due", with(account, `"fee"`, `"due":"2026-02-01","fee"`)},
	{"the rate of a strategy", "charges[0].rate", with(account, `"fee"`, `"rate":"18","fee"`)},
	{"the component of a strategy", "charges[0].component", with(account, `"fee"`, `"component":"penalty","fee"`)},
	{"the minimum due of a strategy", "charges[0].minimumDue", with(account, `"fee"`, `"minimumDue":"5.00","fee"`)},
	{"a strategy", "options.strategy", with(account, `"payment"`, `"options":{"strategy":{"order":"NewestFirst"}},"payment"`)},
}

// TestWhatIsNotBuiltIsRefused shows that a document which needs a rule that is
// not built gets NOT_IMPLEMENTED with the path of what needs it, and is never
// answered as if the rule did not exist.
func TestWhatIsNotBuiltIsRefused(t *testing.T) {
	for _, test := range refusals {
		t.Run(test.needs, func(t *testing.T) {
			out, err := wire.Run("alloc.pay", []byte(test.input))
			var e *wire.Error
			if !errors.As(err, &e) {
				t.Fatalf("answered: %s", out)
			}
			if e.Rule.Code() != "NOT_IMPLEMENTED" || e.Path != test.path {
				t.Errorf("got %s at %q, want NOT_IMPLEMENTED at %q", e.Rule.Code(), e.Path, test.path)
			}
			if !strings.Contains(e.Message, "would change the answer") {
				t.Errorf("the message does not warn: %s", e.Message)
			}
			if !resolves(t, e.Path, test.input, false) {
				t.Errorf("the path %q leads nowhere in the input", e.Path)
			}
		})
	}
}

// TestRefusalsAreComplete shows that the list above names every field that the
// documents mark as not built.
func TestRefusalsAreComplete(t *testing.T) {
	listed := map[string]bool{}
	for _, test := range refusals {
		listed[lastName(test.path)] = true
	}
	var check func(fields []wire.Field)
	check = func(fields []wire.Field) {
		for _, f := range fields {
			if f.Kind == wire.KindLater && !listed[f.Name] {
				t.Errorf("%s is not built and not in the list", f.Name)
			}
			check(f.Fields)
		}
	}
	for _, op := range wire.Ops() {
		check(wire.Describe(op.Name))
	}
}

// TestNothingIsNotRefused shows that a field of a rule which is not built may
// stand there if it says nothing.
func TestNothingIsNotRefused(t *testing.T) {
	input := with(account, `"charges"`, `"plans":[],"splits":[ ],"insuranceTotals":null,
		"options":{"payPlanNum":0,"strategy":{}},"charges"`)
	if _, err := wire.Run("alloc.pay", []byte(input)); err != nil {
		t.Error(err)
	}
}
