package alloc_test

import (
	"errors"
	"testing"

	"github.com/paysplit/paysplit/alloc"
	"github.com/paysplit/paysplit/money"
)

// TestAVerifierMeetsAChargeThatIsNotThere shows a certificate whose reduction lowers the
// charge behind the last.
func TestAVerifierMeetsAChargeThatIsNotThere(t *testing.T) {
	a := onAccount(100, []alloc.Procedure{procedure(1, child, "2024-05-20", 100)})
	a.options.Strategy.Order = alloc.NewestFirst
	var allocator alloc.Allocator
	got := pay(&allocator, a)
	c := allocator.AppendCertificate(alloc.Certificate{})
	c.Reductions = []alloc.Reduction{{By: alloc.Target{Kind: alloc.KindSplit, ID: 1}, From: -1, To: 1, Amount: 5, Layer: alloc.Anybody}}
	if err := alloc.Verify(&a.ledger, a.payment, a.options, got.splits, c); !errors.Is(err, alloc.ErrUnverified) {
		t.Errorf("got %v", err)
	}
}

// TestAVerifierNamesTheSplitAtFault shows the last split, of what no charge took, wrong: where
// splits stand in the order of the queue, and where a strategy may have another.
func TestAVerifierNamesTheSplitAtFault(t *testing.T) {
	for _, order := range []alloc.Order{alloc.OldestFirst, alloc.NewestFirst} {
		a := onAccount(150, []alloc.Procedure{procedure(1, child, "2024-05-20", 100)})
		a.options.Strategy.Order = order
		var allocator alloc.Allocator
		got := pay(&allocator, a)
		got.splits[1].Unearned++
		err := alloc.Verify(&a.ledger, a.payment, a.options, got.splits, allocator.AppendCertificate(alloc.Certificate{}))
		var field *money.FieldError
		if !errors.As(err, &field) || field.Path != "splits[1].Unearned" {
			t.Errorf("%v: got %v, want the second split's type", order, err)
		}
	}
}
