package alloc_test

import (
	"math/big"
	"slices"
	"testing"

	"github.com/paysplit/paysplit/alloc"
	"github.com/paysplit/paysplit/money"
	"pgregory.net/rapid"
)

// accepted reads an account and pays it.
func accepted(t rapid.TB, data []byte) (a account, got answer) {
	t.Helper()
	a = readAccount(data)
	a.options.Explain = true
	var allocator alloc.Allocator
	got = pay(&allocator, a)
	expectError(t, got.err, fault{}, "nothing is wrong with it")
	return a, got
}

// holdPaySum is the law that no cent appears or disappears, and of what a split
// may be: never zero, with the sign of the payment, on a charge or unearned, and
// unearned at most once and last.
func holdPaySum(t rapid.TB, data []byte) {
	a, got := accepted(t, data)
	sum := new(big.Int)
	for i, s := range got.splits {
		sum.Add(sum, big.NewInt(int64(s.Amount)))
		if s.Amount == 0 || (s.Amount < 0) != (a.payment.Amount < 0) {
			t.Errorf("a split of %d of a payment of %d", s.Amount, a.payment.Amount)
		}
		if s.Procedure != 0 && s.Adjustment != 0 {
			t.Errorf("split %d pays two charges: %+v", i, s)
		}
		if loose := s.Procedure == 0 && s.Adjustment == 0; loose {
			want := alloc.PaySplit{Amount: got.summary.Unallocated, Patient: a.payment.Patient, Clinic: s.Clinic, Unearned: a.ledger.Unearned.Prepayment}
			if i != len(got.splits)-1 || s != want {
				t.Errorf("unearned split %d of %d is %+v, want %+v", i, len(got.splits), s, want)
			}
		} else if s.Unearned != 0 || s.Amount < 0 {
			t.Errorf("split %d is on a charge: %+v", i, s)
		}
	}
	if sum.Cmp(big.NewInt(int64(a.payment.Amount))) != 0 {
		t.Errorf("the splits sum to %v, the payment is %d", sum, a.payment.Amount)
	}
}

// holdOwed is the law that ties splits to charges: each split is what its charge
// owed before less what it owes after, in the order of the queue; a credit stays
// as it is, and there is none while anything is owed; and money is left only if
// nothing is owed.
func holdOwed(t rapid.TB, data []byte) {
	a, got := accepted(t, data)
	splits := got.splits
	var open, owing, credit bool
	for _, o := range got.owed {
		if o.Before < 0 && o.After != o.Before || o.Before >= 0 && (o.After < 0 || o.After > o.Before) {
			t.Errorf("charge %+v", o)
		}
		open, owing, credit = open || o.After > 0, owing || o.Before > 0, credit || o.Before < 0
		if o.Before == o.After {
			continue
		}
		if len(splits) == 0 {
			t.Fatalf("no split lowers charge %+v", o)
		}
		if got := targetOf(splits[0]); got != o.Charge || splits[0].Amount != o.Before-o.After {
			t.Fatalf("split %+v for charge %+v", splits[0], o)
		}
		splits = splits[1:]
	}
	if len(splits) > 1 {
		t.Errorf("%d splits for no charge", len(splits))
	}
	if owing && credit {
		t.Errorf("a charge is owed while another is a credit: %+v", got.owed)
	}
	if a.payment.Amount > 0 && open && got.summary.Unallocated != 0 {
		t.Errorf("%d is unearned while a charge is open", got.summary.Unallocated)
	}
}

// targetOf returns the charge that a split pays.
func targetOf(s alloc.PaySplit) alloc.Target {
	if s.Adjustment != 0 {
		return alloc.Target{Kind: alloc.KindAdjustment, ID: s.Adjustment}
	}
	return alloc.Target{Kind: alloc.KindProcedure, ID: s.Procedure}
}

// holdPayShuffle is the law that the order of rows in the ledger plays no part
// in anything that comes back.
func holdPayShuffle(t rapid.TB, data []byte) {
	a, want := accepted(t, data)
	var allocator alloc.Allocator
	for range 3 {
		got := pay(&allocator, a.shuffled())
		expectError(t, got.err, fault{}, "shuffled rows")
		expectAnswer(t, got, want, "shuffled rows")
		expectRows(t, "steps", got.steps, want.steps, "shuffled rows")
	}
}

// holdPayMonotone is the law that a larger payment never lowers what a charge
// gets, and that what is owed before does not depend on the payment.
func holdPayMonotone(t rapid.TB, data []byte) {
	a, less := accepted(t, data)
	a.payment.Amount = saturated(max(a.payment.Amount, 0), money.Amount(1+a.random.IntN(100_000)))
	var allocator alloc.Allocator
	more := pay(&allocator, a)
	expectError(t, more.err, fault{}, "a larger payment")
	expectRows(t, "warnings", more.warnings, less.warnings, "a larger payment")
	if len(more.owed) != len(less.owed) {
		t.Fatalf("%d charges, and %d for a larger payment", len(less.owed), len(more.owed))
	}
	for i, o := range more.owed {
		small := less.owed[i]
		if o.Before != small.Before || o.Charge != small.Charge || o.After > small.After {
			t.Errorf("charge %+v, and %+v for a larger payment", small, o)
		}
	}
}

// holdOwnResults is the law that results are the caller's: the next call on the
// allocator changes none of them, and they go behind what was there.
func holdOwnResults(t rapid.TB, data []byte) {
	_, want := accepted(t, data)
	a := readAccount(data)
	a.options.Explain = true
	var allocator alloc.Allocator
	got := pay(&allocator, a)
	next := pay(&allocator, fullAccount())
	expectAnswer(t, got, want, "after another call")
	expectRows(t, "steps", got.steps, want.steps, "after another call")

	splits, _, err := allocator.AppendPay(slices.Clone(next.splits), &a.ledger, a.payment, a.options)
	expectError(t, err, fault{}, "behind what was there")
	expectRows(t, "splits", splits, slices.Concat(next.splits, want.splits), "behind what was there")
	expectRows(t, "charges owed", allocator.AppendOwed(next.owed), slices.Concat(next.owed, want.owed), "behind what was there")
	expectRows(t, "warnings", allocator.AppendWarnings(next.warnings), slices.Concat(next.warnings, want.warnings), "behind what was there")
	expectRows(t, "steps", allocator.AppendSteps(next.steps), slices.Concat(next.steps, want.steps), "behind what was there")
}

func TestPayKeepsTheSum(t *testing.T)               { law(holdPaySum).check(t, familyTape) }
func TestPaySplitsAreWhatChargesOwe(t *testing.T)   { law(holdOwed).check(t, familyTape) }
func TestPayIgnoresTheOrderOfRows(t *testing.T)     { law(holdPayShuffle).check(t, familyTape) }
func TestALargerPaymentLowersNoCharge(t *testing.T) { law(holdPayMonotone).check(t, familyTape) }
func TestResultsAreTheCallersOwn(t *testing.T)      { law(holdOwnResults).check(t, familyTape) }
func TestStepsAddUpToWhatChargesOwe(t *testing.T)   { law(holdSteps).check(t, familyTape) }
func TestExplainingChangesNothing(t *testing.T)     { law(holdExplain).check(t, familyTape) }

func FuzzPayLaws(f *testing.F) {
	familyTape.seed(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		data = data[:min(len(data), familyTape.longest())]
		for _, hold := range []law{holdPaySum, holdOwed, holdPayShuffle, holdPayMonotone, holdOwnResults, holdSteps, holdExplain} {
			hold(t, data)
		}
	})
}
