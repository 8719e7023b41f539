package alloc_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/paysplit/paysplit/alloc"
	"github.com/paysplit/paysplit/money"
	"pgregory.net/rapid"
)

// movable returns the accounts of a tape without what a payer may ask of a payment,
// and with the preferences that transfers have.
func movable(data []byte) []account {
	accounts := []account{readAccount(data), onPlans(data)}
	for i := range accounts {
		a := &accounts[i]
		a.options.Procedures, a.options.Prepayment, a.options.Plan, a.options.OwnFirst = nil, false, 0, false
		a.options.Preferences.AllowPrepayProvider, a.options.Preferences.KeepNegativeProduction = a.random.IntN(2) == 0, a.random.IntN(3) == 0
	}
	return accounts
}

// expectVerified checks that splits are verified and that no change of them is.
func expectVerified(t rapid.TB, a account, splits []alloc.PaySplit, verify func(splits []alloc.PaySplit) error) {
	t.Helper()
	expectError(t, verify(splits), fault{}, "it follows from the ledger")
	for _, s := range splitSpoilers {
		wrong := outcome{splits: slices.Clone(splits)}
		if s.spoil(&wrong, a.random.IntN); slices.Equal(wrong.splits, splits) {
			continue
		}
		if err := verify(wrong.splits); !errors.Is(err, alloc.ErrUnverified) {
			t.Errorf("%s: got %v of\n%+v, which is not\n%+v", s.name, err, wrong.splits, splits)
		}
	}
}

// holdTransferVerified is the law that a transfer is verified, and nothing that differs
// from it in one split.
func holdTransferVerified(t rapid.TB, data []byte) {
	for _, a := range movable(data) {
		var allocator alloc.Allocator
		moved, _, err := allocator.AppendTransfer(nil, &a.ledger, a.payment.Patient, a.options)
		expectError(t, err, fault{}, "nothing is wrong with the account")
		expectVerified(t, a, moved, func(splits []alloc.PaySplit) error {
			return alloc.VerifyTransfer(&a.ledger, a.payment.Patient, a.options, splits)
		})
	}
}

// holdUnearnedVerified is the same law of unearned money that goes to chosen charges.
func holdUnearnedVerified(t rapid.TB, data []byte) {
	for _, a := range movable(data) {
		var allocator alloc.Allocator
		targets := a.targets(alloc.KindProcedure, alloc.KindAdjustment)
		amount := money.Amount(1 + a.random.IntN(100_000))
		moved, _, err := allocator.AppendUnearned(nil, &a.ledger, a.payment.Patient, amount, targets, a.options)
		if err != nil {
			continue // no target, or one that is on nobody of the family
		}
		expectVerified(t, a, moved, func(splits []alloc.PaySplit) error {
			return alloc.VerifyUnearned(&a.ledger, a.payment.Patient, amount, targets, a.options, splits)
		})
	}
}

// holdPartialVerified is the same law of a payment that is placed by hand.
func holdPartialVerified(t rapid.TB, data []byte) {
	for _, a := range movable(data) {
		a.payment.ID, a.payment.Amount, a.options.AllowOverpay = 9, 0, a.random.IntN(3) == 0
		var shares []alloc.Share
		for _, target := range a.targets(alloc.KindProcedure, alloc.KindPlanCharge) {
			s := alloc.Share{Charge: target, Amount: money.Amount(1 + a.random.IntN(30_000))}
			var allocator alloc.Allocator
			one := a.payment
			one.Amount = s.Amount
			if _, _, err := allocator.AppendPartial(nil, &a.ledger, one, []alloc.Share{s}, a.options); err == nil {
				shares = append(shares, s)
				a.payment.Amount += s.Amount
			}
		}
		if len(shares) == 0 {
			continue
		}
		var allocator alloc.Allocator
		splits, _, err := allocator.AppendPartial(nil, &a.ledger, a.payment, shares, a.options)
		expectError(t, err, fault{}, "each share is right alone")
		expectVerified(t, a, splits, func(splits []alloc.PaySplit) error {
			return alloc.VerifyPartial(&a.ledger, a.payment, shares, a.options, splits)
		})
	}
}

// targets returns some rows of an account, of two kinds.
func (a account) targets(kinds ...alloc.Kind) (targets []alloc.Target) {
	for _, p := range a.ledger.Procedures {
		targets = append(targets, alloc.Target{Kind: alloc.KindProcedure, ID: p.ID})
	}
	for _, adj := range a.ledger.Adjustments {
		targets = append(targets, alloc.Target{Kind: alloc.KindAdjustment, ID: adj.ID})
	}
	for _, c := range a.ledger.PlanCharges {
		targets = append(targets, alloc.Target{Kind: alloc.KindPlanCharge, ID: c.ID})
	}
	targets = slices.DeleteFunc(targets, func(target alloc.Target) bool { return !slices.Contains(kinds, target.Kind) })
	shuffle(a.random, targets)
	return targets[:min(len(targets), 1+a.random.IntN(4))]
}

func TestTransfersAreVerified(t *testing.T)       { law(holdTransferVerified).check(t, familyTape) }
func TestChosenUnearnedIsVerified(t *testing.T)   { law(holdUnearnedVerified).check(t, familyTape) }
func TestPartialPaymentsAreVerified(t *testing.T) { law(holdPartialVerified).check(t, familyTape) }
