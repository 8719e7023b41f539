package fuzz_test

import (
	"slices"
	"testing"

	"github.com/paysplit/paysplit/alloc"
	"github.com/paysplit/paysplit/wire"
	"pgregory.net/rapid"
)

// holdTransferDocument is the law that a transfer moves in a document what it moves in a
// call, which is verified and sums to zero, and that the payment which comes after it,
// on the account with the transfer, is verified too.
func holdTransferDocument(t rapid.TB, data []byte) {
	f := readFamily(data)
	f.ledger.Terms, f.payment.Amount = nil, 0
	f.options = alloc.Options{Today: today, Preferences: f.options.Preferences}
	var a alloc.Allocator
	want, _, callErr := a.AppendTransfer(nil, &f.ledger, f.payment.Patient, f.options)
	doc := f.document(2)
	doc["options"] = object{"preferences": doc["options"].(object)["preferences"]}
	out, err := wire.Run("alloc.transfer", doc.bytes())
	if codeOf(t, err) != codeOf(t, callErr) && f.payment.Date == today {
		t.Fatalf("the document: %v; the call: %v\n%s", err, callErr, doc.bytes())
	}
	if err != nil || callErr != nil {
		return
	}
	if splits, _, _ := units(2).read(t, out); !slices.Equal(splits, want) {
		t.Fatalf("the document: %+v\nthe call: %+v\n%s", splits, want, doc.bytes())
	}
	if err := alloc.VerifyTransfer(&f.ledger, f.payment.Patient, f.options, want); err != nil {
		t.Fatalf("%v\n%s\n%+v", err, doc.bytes(), want)
	}
	g := f
	g.ledger.Splits = slices.Clone(f.ledger.Splits)
	var sum int64
	for i, s := range want {
		sum += int64(s.Amount)
		g.ledger.Splits = append(g.ledger.Splits, alloc.EarlierSplit{
			ID: int64(5000 + i), Payment: 5000, Date: today, Amount: s.Amount, Patient: s.Patient, Provider: s.Provider, Clinic: s.Clinic,
			Procedure: s.Procedure, Adjustment: s.Adjustment, Plan: s.Plan, PlanCharge: s.PlanCharge, Debit: s.Debit, Unearned: s.Unearned,
		})
	}
	if sum != 0 {
		t.Fatalf("a transfer of %d: %+v", sum, want)
	}
	g.payment.Amount = 100_00
	o := g.pay(&a)
	if o.err == nil {
		o.err = alloc.Verify(&g.ledger, g.payment, g.options, o.splits, o.certificate)
	}
	if o.err != nil {
		t.Fatalf("a payment after the transfer: %v\n%s", o.err, g.document(2).bytes())
	}
	holdExplained(t, "alloc.transfer", doc.bytes())
}

func TestTransferDocumentsMoveAsCallsDo(t *testing.T) { law(holdTransferDocument).check(t) }
func FuzzTransferDocument(f *testing.F)               { law(holdTransferDocument).fuzz(f) }
