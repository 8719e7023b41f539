package alloc_test

import (
	"slices"
	"testing"

	"github.com/paysplit/paysplit/alloc"
	"github.com/paysplit/paysplit/money"
)

// TestWhatIsNotReplayed lists what is wrong with an account on which a payment of 20.00
// was split onto treatment.
func TestWhatIsNotReplayed(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(a *account, payments []alloc.Payment)
		want   fault
	}{
		{"nothing", func(*account, []alloc.Payment) {}, fault{}},
		{"a split of no payment", func(a *account, _ []alloc.Payment) { a.ledger.Splits[0].Payment = 9 }, fault{"ledger.Splits[0].Payment", money.ErrUnknownID}},
		{"a split of a stranger's", func(a *account, _ []alloc.Payment) { a.ledger.Splits[0].Patient = 7 }, fault{"ledger.Splits[0].Patient", alloc.ErrReplayFamily}},
		{"a split of less", func(a *account, _ []alloc.Payment) { a.ledger.Splits[0].Amount = 19_99 }, fault{"payments[0].Amount", alloc.ErrReplaySum}},
		{"no splits", func(a *account, _ []alloc.Payment) { a.ledger.Splits = nil }, fault{}},
		{"a payer of another family", func(_ *account, payments []alloc.Payment) { payments[1].Patient = 3 }, fault{"payments[1].Patient", alloc.ErrReplayFamily}},
		{"money taken back of nobody", func(_ *account, payments []alloc.Payment) { payments[1].Amount = -19_99 }, fault{"payments[1].Amount", alloc.ErrReplayPartner}},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := transferAccount(alloc.EarlierSplit{Payment: 1, Provider: 5, Procedure: 11, Amount: 20_00})
			a.ledger.Family = []alloc.Member{{ID: 1, Guarantor: 1}, {ID: 3, Guarantor: 3}}
			payments := []alloc.Payment{{ID: 1, Patient: 1, Amount: 20_00, Date: day("2024-02-01")}, {ID: 2, Patient: 1, Amount: -20_00, Date: day("2024-02-02")}}
			c.change(&a, payments)
			var allocator alloc.Allocator
			_, _, err := allocator.Replay(&a.ledger, payments, a.options)
			expectError(t, err, c.want, c.name)
		})
	}
}

// TestTwoDiscountsTakeTwoPaymentsBack shows that each has a split of its own, and that a
// third payment then pays what is owed.
func TestTwoDiscountsTakeTwoPaymentsBack(t *testing.T) {
	a := transferAccount()
	for i, amount := range []money.Amount{-20_00, -10_00} {
		a.ledger.Adjustments = append(a.ledger.Adjustments, alloc.Adjustment{ID: int64(21 + i), Patient: 1, Provider: 5, Date: day("2024-01-01"), Amount: amount})
	}
	payments := []alloc.Payment{
		{ID: 1, Patient: 1, Amount: -20_00, Date: day("2024-02-01")}, {ID: 2, Patient: 1, Amount: -10_00, Date: day("2024-02-02")}, {ID: 3, Patient: 1, Amount: 70_00, Date: day("2024-02-03")},
	}
	var allocator alloc.Allocator
	replayed, _, err := allocator.Replay(&a.ledger, payments, a.options)
	expectError(t, err, fault{}, "each is matched")
	if len(replayed) != 3 {
		t.Fatalf("got %+v", replayed)
	}
	expectRows(t, "splits", replayed[2].Splits, []alloc.PaySplit{
		{Amount: 30_00, Patient: 1, Provider: 5, Procedure: 11}, {Amount: 40_00, Patient: 1, Unearned: 501},
	}, "the discounts lower the treatment of their provider, 60.00 - 20.00 - 10.00, before what was given back, which names no provider, could meet them")
}

// TestWhoseMoneyWasTakenBack shows two payments of 20.00 and one of the second patient's,
// of clinic 4, that took 20.00 back on 10 February: what it is matched with is on nothing,
// and the others pay treatment.
func TestWhoseMoneyWasTakenBack(t *testing.T) {
	for _, c := range []struct {
		name     string
		first    alloc.Payment // ID 1
		second   alloc.Payment // ID 2
		discount money.Amount
		want     []int64 // on nothing
		why      string
	}{
		{"the same patient", alloc.Payment{Patient: 1, Date: day("2024-02-01")}, alloc.Payment{Patient: 2, Date: day("2024-02-02")}, 0, []int64{2, 3}, "who paid it got it back"},
		{"the same patient, first", alloc.Payment{Patient: 2, Date: day("2024-02-01")}, alloc.Payment{Patient: 1, Date: day("2024-02-02")}, 0, []int64{1, 3}, "whatever the order"},
		{"the same clinic", alloc.Payment{Patient: 2, Clinic: 3, Date: day("2024-02-01")}, alloc.Payment{Patient: 2, Clinic: 4, Date: day("2024-02-02")}, 0, []int64{2, 3}, "both are of the patient, one of the clinic"},
		{"the patient before the clinic", alloc.Payment{Patient: 2, Clinic: 3, Date: day("2024-02-01")}, alloc.Payment{Patient: 1, Clinic: 4, Date: day("2024-02-02")}, 0, []int64{1, 3}, "one is of the patient, the other of the clinic"},
		{"before it", alloc.Payment{Patient: 1, Date: day("2024-02-10")}, alloc.Payment{Patient: 2, Clinic: 4, Date: day("2024-02-11")}, 0, []int64{1, 3}, "what came the day after was not taken back, whoever's it is"},
		{"nothing tells them apart", alloc.Payment{Patient: 2, Clinic: 4, Date: day("2024-02-01")}, alloc.Payment{Patient: 2, Clinic: 4, Date: day("2024-02-02")}, 0, []int64{1, 3}, "the first"},
		{"a discount of that size", alloc.Payment{Patient: 1, Date: day("2024-02-01")}, alloc.Payment{Patient: 2, Date: day("2024-02-02")}, -20_00, []int64{3}, "it gave back what was waived"},
		{"a fee of that size", alloc.Payment{Patient: 1, Date: day("2024-02-01")}, alloc.Payment{Patient: 2, Date: day("2024-02-02")}, 20_00, []int64{2, 3}, "a fee gives nothing back"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := transferAccount()
			a.ledger.Family = append(a.ledger.Family, alloc.Member{ID: 2, Guarantor: 1})
			a.ledger.Procedures[0].Fee = 100_00
			if c.discount != 0 {
				a.ledger.Adjustments = []alloc.Adjustment{{ID: 21, Patient: 1, Provider: 5, Date: day("2024-01-01"), Amount: c.discount}}
			}
			c.first.ID, c.first.Amount, c.second.ID, c.second.Amount = 1, 20_00, 2, 20_00
			payments := []alloc.Payment{c.first, c.second, {ID: 3, Patient: 2, Clinic: 4, Amount: -20_00, Date: day("2024-02-10")}}
			var allocator alloc.Allocator
			replayed, _, err := allocator.Replay(&a.ledger, payments, a.options)
			expectError(t, err, fault{}, c.why)
			var got []int64
			for _, r := range replayed {
				if r.Splits[0].Procedure == 0 && r.Splits[0].Adjustment == 0 {
					got = append(got, r.Payment)
				}
			}
			slices.Sort(got)
			expectRows(t, "payments on nothing", got, c.want, c.why)
		})
	}
}
