package alloc_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/paysplit/paysplit/alloc"
	"github.com/paysplit/paysplit/money"
	"pgregory.net/rapid"
)

// storedSplits turns the splits of a payment into earlier ones, not in order of id.
func storedSplits(a account, splits []alloc.PaySplit) []alloc.EarlierSplit {
	stored := make([]alloc.EarlierSplit, len(splits))
	for i, s := range splits {
		stored[len(splits)-1-i] = alloc.EarlierSplit{
			ID: int64(i + 1), Payment: 5, Date: a.payment.Date, Amount: s.Amount,
			Patient: s.Patient, Provider: s.Provider, Clinic: s.Clinic, Procedure: s.Procedure, Adjustment: s.Adjustment, Unearned: s.Unearned,
		}
	}
	return stored
}

// holdRefundVerified is the law that a refund is verified, and nothing that differs
// from it in one split.
func holdRefundVerified(t rapid.TB, data []byte) {
	a := readAccount(data)
	a.payment.Amount = max(a.payment.Amount, 1)
	splits, _ := certified(t, a)
	of := storedSplits(a, splits)
	refund, err := alloc.AppendRefund(nil, 5, a.payment.Amount, of, nil)
	expectError(t, err, fault{}, "a payment that may be refunded")
	expectError(t, alloc.VerifyRefund(a.payment.Amount, of, refund), fault{}, "it mirrors the payment")
	for _, s := range splitSpoilers {
		wrong := outcome{splits: slices.Clone(refund)}
		if s.spoil(&wrong, a.random.IntN); slices.Equal(wrong.splits, refund) {
			continue
		}
		if err := alloc.VerifyRefund(a.payment.Amount, of, wrong.splits); !errors.Is(err, alloc.ErrUnverified) {
			t.Errorf("%s: VerifyRefund says %v of\n%+v, which is not\n%+v", s.name, err, wrong.splits, refund)
		}
	}
}

func TestRefundsAreVerified(t *testing.T) { law(holdRefundVerified).check(t, familyTape) }

// TestWhatIsNoRefund lists payments that cannot be refunded.
func TestWhatIsNoRefund(t *testing.T) {
	for _, c := range []struct {
		name   string
		amount money.Amount
		change func(of []alloc.EarlierSplit) []alloc.EarlierSplit
		want   fault
	}{
		{"no splits", 129_99, func([]alloc.EarlierSplit) []alloc.EarlierSplit { return nil }, fault{"of", money.ErrMissing}},
		{"a split of zero", 129_99, func(of []alloc.EarlierSplit) []alloc.EarlierSplit { of[1].Amount = 0; return of }, fault{"of[1].Amount", alloc.ErrRefundNegative}},
		{"on a plan", 129_99, func(of []alloc.EarlierSplit) []alloc.EarlierSplit { of[2].PlanCharge = 4; return of }, fault{"of[2].Plan", alloc.ErrRefundPlan}},
		{"not all of it", 130_00, func(of []alloc.EarlierSplit) []alloc.EarlierSplit { return of }, fault{"amount", alloc.ErrRefundSum}},
		{"past the largest amount", 129_99, func(of []alloc.EarlierSplit) []alloc.EarlierSplit { of[1].Amount = money.MaxAmount; return of }, fault{"of", money.ErrOverflow}},
		{"one id twice", 129_99, func(of []alloc.EarlierSplit) []alloc.EarlierSplit { of[1].ID = 2; return of }, fault{"of[2].ID", money.ErrDuplicateID}},
	} {
		expectError(t, alloc.VerifyRefund(c.amount, c.change(paidSplits()), nil), c.want, c.name)
	}
}

// transferLedger is a filling that a patient overpaid by 30.00, a crown of 100.00
// that nothing was paid on, 25.00 unearned of the same patient, a hidden deposit and
// a discount of 5.00.
func transferLedger() *alloc.Ledger {
	return &alloc.Ledger{
		Family: []alloc.Member{{ID: 1}},
		Procedures: []alloc.Procedure{
			{ID: 11, Patient: 1, Provider: 5, Date: day("2024-01-01"), Fee: 50_00},
			{ID: 12, Patient: 1, Provider: 6, Date: day("2024-01-02"), Fee: 100_00},
			{ID: 13, Patient: 1, Provider: 6, Date: day("2024-01-03"), Fee: -8_00, Units: 2},
		},
		Adjustments: []alloc.Adjustment{{ID: 21, Patient: 1, Provider: 6, Date: day("2024-01-05"), Amount: -5_00}},
		Plans:       []alloc.Plan{{ID: 31, Patient: 1, Date: day("2024-01-01")}},
		PlanCharges: []alloc.PlanCharge{{ID: 41, Plan: 31, Date: day("2024-01-01"), Principal: 20_00}},
		Splits: []alloc.EarlierSplit{
			{ID: 1, Patient: 1, Provider: 5, Date: day("2024-02-01"), Amount: 80_00, Procedure: 11},
			{ID: 2, Patient: 1, Date: day("2024-02-02"), Amount: 15_00, Unearned: 501},
			{ID: 3, Patient: 1, Date: day("2024-02-03"), Amount: 10_00, Unearned: 502},
			{ID: 4, Patient: 1, Provider: 6, Date: day("2024-02-04"), Amount: 40_00, Procedure: 12, Unearned: 503},
			{ID: 5, Patient: 1, Provider: 7, Date: day("2024-02-05"), Amount: 9_00},
			{ID: 6, Patient: 1, Provider: 7, Date: day("2024-02-06"), Amount: 12_00, Plan: 31, PlanCharge: 41},
		},
		Unearned: alloc.UnearnedTypes{Prepayment: 501, TreatmentPlan: 504, Hidden: []int64{503}},
	}
}

// rightTransfer is what moves that ledger's money. 80.00 - 50.00 of the filling, the
// fee of twice -8.00 and the discount of 5.00 become unearned. What is owed is then the
// instalment's 20.00 and of the crown 100.00 less the deposit of 40.00: the first takes
// 9.00 on nothing and 11.00 of the 25.00 unearned, the second 14.00, 30.00 and 16.00.
func rightTransfer() (splits []alloc.PaySplit) {
	on := func(amount money.Amount, provider, procedure, adjustment int64) alloc.PaySplit {
		return alloc.PaySplit{Amount: amount, Patient: 1, Provider: provider, Procedure: procedure, Adjustment: adjustment}
	}
	unearned := func(amount money.Amount) alloc.PaySplit {
		return alloc.PaySplit{Amount: amount, Patient: 1, Unearned: 501}
	}
	instalment := func(amount money.Amount) alloc.PaySplit {
		return alloc.PaySplit{Amount: amount, Patient: 1, Plan: 31, PlanCharge: 41, Debit: alloc.Principal}
	}
	return []alloc.PaySplit{
		on(-30_00, 5, 11, 0), unearned(30_00), on(-16_00, 6, 13, 0), unearned(16_00), on(-5_00, 6, 0, 21), unearned(5_00),
		on(-9_00, 7, 0, 0), instalment(9_00), unearned(-11_00), instalment(11_00),
		unearned(-14_00), on(14_00, 6, 12, 0), unearned(-30_00), on(30_00, 6, 12, 0), unearned(-16_00), on(16_00, 6, 12, 0),
	}
}

// TestTransfers checks one transfer, and every small change of it.
func TestTransfers(t *testing.T) {
	right := rightTransfer()
	l, o := transferLedger(), alloc.Options{Today: day("2024-06-15")}
	var a alloc.Allocator
	splits, _, err := a.AppendTransfer(nil, l, 1, o)
	expectError(t, err, fault{}, "a transfer")
	expectRows(t, "splits", splits, right, "by hand")
	expectError(t, alloc.VerifyTransfer(l, 1, o, right), fault{}, "by hand")
	for i := range right {
		for change, field := range map[string]func(s *alloc.PaySplit){
			"Amount": func(s *alloc.PaySplit) { s.Amount++ }, "Patient": func(s *alloc.PaySplit) { s.Patient++ }, "Provider": func(s *alloc.PaySplit) { s.Provider++ },
			"Clinic": func(s *alloc.PaySplit) { s.Clinic++ }, "Procedure": func(s *alloc.PaySplit) { s.Procedure++ }, "Unearned": func(s *alloc.PaySplit) { s.Unearned++ },
		} {
			wrong := rightTransfer()
			field(&wrong[i])
			expectError(t, alloc.VerifyTransfer(l, 1, o, wrong), fault{fmt.Sprintf("splits[%d].%s", i, change), alloc.ErrUnverified}, "another "+change)
		}
	}
	expectError(t, alloc.VerifyTransfer(l, 1, o, right[:14]), fault{"splits", alloc.ErrUnverified}, "16.00 are held back")
	expectError(t, alloc.VerifyTransfer(l, 1, o, append(right, right[0])), fault{"splits[16].Amount", alloc.ErrUnverified}, "30.00 are freed once")
	expectError(t, alloc.VerifyTransfer(l, 9, o, right), fault{"payment.Patient", money.ErrUnknownID}, "nobody's")
}

// The refund of a payment goes to another provider.
func ExampleVerifyRefund() {
	splits, _ := alloc.AppendRefund(nil, 178, 129_99, paidSplits(), nil)
	fmt.Println(alloc.VerifyRefund(129_99, paidSplits(), splits))
	splits[1].Provider = 5
	fmt.Println(alloc.VerifyRefund(129_99, paidSplits(), splits))
	// Output:
	// <nil>
	// splits[1].Provider: the result does not follow from its input
}

// A filling was overpaid by 30.00, which a crown takes.
func ExampleVerifyTransfer() {
	ledger, options := transferLedger(), alloc.Options{Today: day("2024-06-15")}
	var a alloc.Allocator
	splits, _, _ := a.AppendTransfer(nil, ledger, 1, options)
	fmt.Println(alloc.VerifyTransfer(ledger, 1, options, splits))
	splits[1].Amount--
	fmt.Println(alloc.VerifyTransfer(ledger, 1, options, splits))
	// Output:
	// <nil>
	// splits[1].Amount: the result does not follow from its input
}

// 10.00 of the unearned 25.00 go to the crown.
func ExampleVerifyUnearned() {
	ledger, options := transferLedger(), alloc.Options{Today: day("2024-06-15")}
	crown := []alloc.Target{{Kind: alloc.KindProcedure, ID: 12}}
	var a alloc.Allocator
	splits, _, _ := a.AppendUnearned(nil, ledger, 1, 10_00, crown, options)
	fmt.Println(alloc.VerifyUnearned(ledger, 1, 10_00, crown, options, splits))
	fmt.Println(alloc.VerifyUnearned(ledger, 1, 9_00, crown, options, splits))
	// Output:
	// <nil>
	// splits[0].Amount: the result does not follow from its input
}

// A payment of 20.00 is placed on the crown by hand.
func ExampleVerifyPartial() {
	ledger, options := transferLedger(), alloc.Options{Today: day("2024-06-15")}
	payment := alloc.Payment{ID: 8, Patient: 1, Amount: 20_00, Date: day("2024-06-10")}
	shares := []alloc.Share{{Charge: alloc.Target{Kind: alloc.KindProcedure, ID: 12}, Amount: 20_00}}
	var a alloc.Allocator
	splits, _, _ := a.AppendPartial(nil, ledger, payment, shares, options)
	fmt.Println(alloc.VerifyPartial(ledger, payment, shares, options, splits))
	splits[0].Provider = 5
	fmt.Println(alloc.VerifyPartial(ledger, payment, shares, options, splits))
	// Output:
	// <nil>
	// splits[0].Provider: the result does not follow from its input
}
